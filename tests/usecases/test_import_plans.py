"""Planned posts of other tools' files: drafts in the calendar, each once, all of it one step."""

from dataclasses import replace
from datetime import date, time

import pytest
from house import House
from taking_in import take

from smbsocial.domain.content import Pillar, Post, Status
from smbsocial.domain.plan import Plan
from smbsocial.domain.reports import Entry, Report
from smbsocial.usecases import calendar
from smbsocial.usecases.changes import Action
from smbsocial.usecases.importing import imports
from smbsocial.usecases.importing.plans import EntryState, counted

INSIDE = date(2027, 2, 10)
LATER = date(2029, 1, 1)


def planned(*entries: Entry) -> Report:
    return Report(
        "plan.csv", "cal_buffer_bulk", "calendar", "", None, None, len(entries), entries=entries
    )


def entry(key: str, text: str = "Two new tarts", **given: object) -> Entry:
    made = Entry(INSIDE, time(8, 30), text, "https://x.example/1", "instagram", key)
    return replace(made, **given)  # type: ignore[arg-type]


def on(house: House, day: date) -> list[Post]:
    return [post for post in house.store.all(Post) if post.day == day]


def test_a_planned_post_becomes_a_draft_like_the_others(cafe: House) -> None:
    before = {post.id for post in cafe.store.all(Post)}
    text = "Two new tarts\non the counter #bakery"
    done = take(cafe, planned(entry("1", text)))
    assert (done.planned, len(done.imports)) == (1, 1)
    (post,) = (post for post in on(cafe, INSIDE) if post.id not in before)
    assert (post.title, post.text, post.at) == ("Two new tarts", text, time(8, 30))
    assert (post.platform, post.link) == ("instagram", "https://x.example/1")
    assert post.status is Status.DRAFT
    assert post.edited, "a new plan would take it away"
    assert post.pillar in {pillar.id for pillar in cafe.store.all(Pillar)}


def test_the_same_file_again_brings_nothing_also_when_its_post_is_gone(cafe: House) -> None:
    report = planned(entry("1"), entry("2", "Closed on Monday"))
    take(cafe, report)
    posts = cafe.store.all(Post)
    again = take(cafe, report)
    assert again.nothing_new
    assert cafe.store.all(Post) == posts
    tart = next(post for post in on(cafe, INSIDE) if post.title == "Two new tarts")
    cafe.changes.do(Action.REMOVE_POST, calendar.remove_post, tart.id)
    assert take(cafe, report).nothing_new


def test_all_of_it_is_one_step(cafe: House) -> None:
    before = cafe.store.all(Post)
    take(cafe, planned(entry("1"), entry("2", "Closed on Monday")))
    after = cafe.store.all(Post)
    cafe.changes.undo()
    assert cafe.store.all(Post) == before
    cafe.changes.redo()
    assert cafe.store.all(Post) == after


def test_what_does_not_come_in_is_counted_by_its_reason(cafe: House) -> None:
    report = planned(
        entry("1"),
        entry("1", "the same row twice"),
        entry("2", "  "),
        entry("3", "not dated", day=None, at=None),
        entry("4", "in two years", day=LATER),
    )
    (file,) = imports.sheet(cafe.store, cafe.ports, [report]).files
    assert counted(file.planned) == {
        EntryState.NEW: 1,
        EntryState.KNOWN: 1,
        EntryState.NO_TEXT: 1,
        EntryState.NO_DAY: 1,
        EntryState.NO_PLAN: 1,
    }
    assert take(cafe, report).planned == 1
    assert not on(cafe, LATER)


def test_the_last_day_of_a_plan_is_planned_and_the_day_after_is_not(cafe: House) -> None:
    plan = cafe.store.all(Plan)[0]
    last = date.fromordinal(plan.starts.toordinal() + plan.weeks * 7 - 1)
    report = planned(entry("1", day=last), entry("2", day=date.fromordinal(last.toordinal() + 1)))
    (file,) = imports.sheet(cafe.store, cafe.ports, [report]).files
    assert [each.state for each in file.planned] == [EntryState.NEW, EntryState.NO_PLAN]


@pytest.mark.parametrize("link", ["no link at all", "ftp://x.example", "javascript:alert(1)"])
def test_a_link_that_is_none_stays_out_and_the_post_comes_in(cafe: House, link: str) -> None:
    take(cafe, planned(entry("1", "A post with a strange link", link=link)))
    post = next(p for p in on(cafe, INSIDE) if p.title == "A post with a strange link")
    assert post.link == ""


def test_a_platform_that_nobody_knows_is_that_of_the_other_posts(cafe: House) -> None:
    take(cafe, planned(entry("1", "Elsewhere", platform="myspace")))
    post = next(p for p in on(cafe, INSIDE) if p.title == "Elsewhere")
    assert post.platform in {p.platform for p in cafe.store.all(Post) if p.id != post.id}
