"""What falls due, until when it stands, and what comes: on a café's stored days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter

import pytest
from house import NOW, House

from smbsocial.domain.accounts import OTHER_SERVICE, Registration
from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.content import Post, Status
from smbsocial.domain.days import Slot
from smbsocial.domain.departures import Departure
from smbsocial.domain.goals import Kpi
from smbsocial.domain.ids import DepartureId, DutyId, PlanId, ReviewId
from smbsocial.domain.plan import Duty, DutyKind, Plan
from smbsocial.domain.platforms import Account
from smbsocial.domain.reminders import Due, Kind, ReminderSettings, Said, Snooze
from smbsocial.domain.review import Review, ReviewAnswer, ReviewPage, ReviewWord, answer_id
from smbsocial.domain.turns import Of, StopRule
from smbsocial.domain.vault import MetaKey, VaultMeta, VaultSecret
from smbsocial.usecases import setup, week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.reminding import saying
from smbsocial.usecases.reminding.calendar import calendar_sheet
from smbsocial.usecases.reminding.due import coming, due

USUAL = ReminderSettings()
NINE = time(9)
MONDAY = date(2027, 1, 11)
LAST = date(2027, 4, 11)  # of the café's plan
LAST_WEEK = date(2027, 4, 5)


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """An instant by London's clocks, which are an hour ahead from the 28th of March on."""
    ahead = 1 if date(2027, 3, 28) <= day < date(2027, 10, 31) else 0
    return datetime.combine(day, time(hour, minute), UTC) - timedelta(hours=ahead)


def fallen(cafe: House, kind: Kind, now: datetime = NOW) -> list[Due]:
    return [each for each in due(cafe.store, cafe.ports, USUAL, now=now) if each.kind is kind]


def to_come(cafe: House, kind: Kind, now: datetime = NOW) -> list[Due]:
    return [each for each in coming(cafe.store, cafe.ports, USUAL, now=now) if each.kind is kind]


def put(cafe: House, *rows: Entity) -> None:
    with cafe.store.transaction() as tx:
        for row in rows:
            tx.put(row)


def days(found: list[Due]) -> list[date]:
    return [each.slot.day for each in found]


def the_plan(cafe: House) -> Plan:
    return cafe.store.all(Plan)[0]


def stay_off(cafe: House, until: date, *alive: DutyKind) -> None:
    cafe.clock.instant = NOW + timedelta(minutes=5)
    decision = cafe.changes.do(Action.STAY_OFF, setup.stay_off, reason="tired", would_change="help")
    put(cafe, replace(decision, until=until, alive=alive))


def test_before_setup_nothing_is_due(house: House) -> None:
    assert due(house.store, house.ports, USUAL, now=NOW) == ()
    assert coming(house.store, house.ports, USUAL, now=NOW) == ()


def test_the_week_begins_on_its_first_open_day(cafe: House) -> None:
    assert fallen(cafe, Kind.WEEK, at(MONDAY, 8, 59)) == []
    (begun,) = fallen(cafe, Kind.WEEK, at(MONDAY, 9))
    assert begun.slot == Slot(MONDAY, NINE)
    assert begun.facts["tasks"] > begun.facts["posts"] == 3
    business = cafe.store.all(Business)[0]
    put(cafe, replace(business, closed_days=(MONDAY,)))
    assert days(fallen(cafe, Kind.WEEK)) == [date(2027, 1, 12)]
    assert days(to_come(cafe, Kind.WEEK)) == [date(2027, 1, 18), date(2027, 1, 25)]
    put(cafe, replace(business, closed_weekdays=tuple(range(7))))
    assert fallen(cafe, Kind.WEEK) == []


def test_a_week_whose_work_is_done_begins_no_more(cafe: House) -> None:
    for task in week.week_of(cafe.store, MONDAY, MONDAY):
        cafe.changes.do(Action.TICK, week.tick, task.id)
    assert due(cafe.store, cafe.ports, USUAL, now=NOW) == ()


def test_a_post_comes_at_its_time_and_goes_when_it_is_out(cafe: House) -> None:
    (post,) = cafe.store.posts(NOW.date(), NOW.date())
    before = at(post.day, post.at.hour, post.at.minute) - timedelta(minutes=1)
    assert fallen(cafe, Kind.POST, before) == []
    (found,) = fallen(cafe, Kind.POST, before + timedelta(minutes=1))
    assert (found.subject, found.slot) == (post.id, Slot(post.day, post.at))
    told = {"title": post.title, "platform": "Instagram", "person": "Maya", "at": post.at}
    assert found.facts == told
    assert next(each.subject for each in to_come(cafe, Kind.POST, before)) == post.id
    cafe.changes.do(Action.TICK, week.mark_posted, post.id)
    assert fallen(cafe, Kind.POST, before + timedelta(hours=1)) == []


@pytest.mark.parametrize(
    ("planned", "quiet", "told"),
    [
        (time(21, 30), (time(20), time(8)), time(19, 45)),
        (time(7, 30), (time(20), time(8)), time(7, 30)),  # comes when they are over
        (time(12, 30), (time(12), time(14)), time(12, 30)),
        (time(21, 30), (time(20), time(20)), time(21, 30)),
        (time(0, 30), (time(0, 10), time(0, 5)), time(0, 30)),
    ],
)
def test_a_post_in_quiet_hours_is_told_before_the_day_is_over(
    cafe: House, planned: time, quiet: tuple[time, time], told: time
) -> None:
    (post,) = cafe.store.posts(NOW.date(), NOW.date())
    put(cafe, replace(post, at=planned))
    settings = replace(USUAL, quiet_from=quiet[0], quiet_to=quiet[1])
    end_of_day = at(post.day, 23, 59)
    found = due(cafe.store, cafe.ports, settings, now=end_of_day)
    assert [e.slot.at for e in found if e.kind is Kind.POST] == [told]
    assert [e.facts["at"] for e in found if e.kind is Kind.POST] == [planned]


def test_the_next_day_it_is_among_what_was_missed(cafe: House) -> None:
    thursday = date(2027, 1, 14)
    assert fallen(cafe, Kind.MISSED, at(thursday, 8)) == []
    (found,) = fallen(cafe, Kind.MISSED, at(thursday))
    assert found.slot == Slot(thursday, NINE)
    assert found.facts["posts"] == 1
    assert found.facts["count"] > 1
    assert days(fallen(cafe, Kind.MISSED, at(thursday + timedelta(days=1)))) == [date(2027, 1, 15)]
    assert to_come(cafe, Kind.MISSED) == []


def test_a_person_who_is_gone_from_the_store_is_nobody(cafe: House) -> None:
    from smbsocial.usecases.reminding.look import look_at

    look = look_at(cafe.store, cafe.ports, USUAL, NOW)
    assert look is not None
    assert look.ports.clock.today("Asia/Tokyo") == NOW.date()
    assert look.person("nobody") == ""
    assert look.account("none") == ("", "")  # type: ignore[arg-type]


def test_posts_wait_for_approval(cafe: House) -> None:
    assert fallen(cafe, Kind.APPROVAL) == []
    near = cafe.store.posts(NOW.date(), date(2027, 1, 27))
    put(cafe, *(replace(post, status=Status.TO_APPROVE) for post in near[1:]))
    (found,) = fallen(cafe, Kind.APPROVAL)
    assert found.slot == Slot(NOW.date(), NINE)
    within = [post for post in near[1:] if post.day <= date(2027, 1, 20)]
    assert found.facts == {
        "count": len(within), "first": within[0].day, "title": within[0].title
    }  # fmt: skip


def review(cafe: House, *, closed: datetime | None, plan: PlanId | None) -> Review:
    made = Review(ReviewId("r"), MONDAY, LAST, at(LAST_WEEK), plan, closed_at=closed)
    put(cafe, made)
    return made


def test_the_review_is_due_from_the_last_week_on_until_it_is_held(cafe: House) -> None:
    assert days(to_come(cafe, Kind.REVIEW, at(date(2027, 3, 25)))) == [LAST_WEEK]
    assert to_come(cafe, Kind.REVIEW, at(date(2027, 3, 20))) == []
    assert fallen(cafe, Kind.REVIEW, at(LAST_WEEK, 8)) == []
    (found,) = fallen(cafe, Kind.REVIEW, at(LAST_WEEK))
    assert found.facts == {"last": LAST, "started": False}
    assert found.id == fallen(cafe, Kind.REVIEW, at(date(2027, 4, 9)))[0].id
    assert days(fallen(cafe, Kind.REVIEW, at(date(2027, 7, 14)))) == [date(2027, 7, 12)]
    review(cafe, closed=None, plan=the_plan(cafe).id)
    assert fallen(cafe, Kind.REVIEW, at(LAST_WEEK))[0].facts["started"]
    review(cafe, closed=at(LAST_WEEK, 11), plan=None)
    assert fallen(cafe, Kind.REVIEW, at(LAST_WEEK)) == []


@pytest.mark.parametrize(
    ("closed", "held"), [(date(2027, 3, 22), True), (date(2027, 3, 21), False)]
)
def test_a_review_held_shortly_before_its_week_stands_for_it(
    cafe: House, closed: date, held: bool
) -> None:
    review(cafe, closed=at(closed), plan=the_plan(cafe).id)
    assert (fallen(cafe, Kind.REVIEW, at(LAST_WEEK)) == []) is held
    review(cafe, closed=at(closed), plan=None)
    assert fallen(cafe, Kind.REVIEW, at(LAST_WEEK)) != []


def test_a_first_quarter_of_five_weeks_that_begins_on_a_thursday(cafe: House) -> None:
    put(cafe, replace(the_plan(cafe), starts=date(2027, 1, 14), weeks=5))
    assert fallen(cafe, Kind.REVIEW, at(date(2027, 2, 10))) == []
    assert days(fallen(cafe, Kind.REVIEW, at(date(2027, 2, 11)))) == [date(2027, 2, 11)]
    assert days(fallen(cafe, Kind.REVIEW, at(date(2027, 2, 16)))) == [date(2027, 2, 15)]


def test_without_any_plan_there_is_no_review(cafe: House) -> None:
    assert fallen(cafe, Kind.REVIEW, at(date(2026, 12, 1))) == []


def test_staying_off_leaves_the_little_that_is_kept_up(cafe: House) -> None:
    until = date(2027, 4, 1)
    put(cafe, replace(cafe.store.posts(NOW.date(), NOW.date())[0], status=Status.TO_APPROVE))
    stay_off(cafe, until, DutyKind.ANSWER, DutyKind.LISTING)
    now = at(date(2027, 1, 14))
    (found,) = due(cafe.store, cafe.ports, USUAL, now=now)
    assert (found.kind, found.facts["alive"]) == (Kind.WEEK, ("answer", "listing"))
    assert {each.kind for each in coming(cafe.store, cafe.ports, USUAL, now=now)} == {Kind.WEEK}
    assert days(to_come(cafe, Kind.REASSESS, at(date(2027, 3, 20)))) == [until]
    assert to_come(cafe, Kind.REVIEW, at(date(2027, 3, 25))) == []
    assert fallen(cafe, Kind.REASSESS, at(until, 8)) == []
    late = due(cafe.store, cafe.ports, USUAL, now=at(date(2027, 4, 9)))
    assert [each.kind for each in late] == [Kind.REASSESS, Kind.WEEK]
    assert late[0].facts == {"until": until, "would_change": "help"}


def test_staying_off_with_nothing_kept_up_is_silent(cafe: House) -> None:
    stay_off(cafe, date(2027, 4, 1))
    assert due(cafe.store, cafe.ports, USUAL, now=at(date(2027, 1, 20))) == ()


def keep(cafe: House, *, changed: datetime, saved: datetime) -> Account:
    account = replace(cafe.store.all(Account)[0], exists=True, handle="@corner")
    owner = cafe.store.all(Person)[0].id
    row = VaultSecret(account.id, b"12345678", 1, bytes(32), saved, changed, owner)
    put(cafe, account, row)
    return account


def test_passwords_and_the_drill_come_each_week_until_they_are_done(cafe: House) -> None:
    account = keep(cafe, changed=NOW - timedelta(days=366), saved=NOW - timedelta(days=92))
    (rotation,) = fallen(cafe, Kind.ROTATION)
    assert rotation.slot == Slot(MONDAY, NINE)
    assert rotation.subject == account.id
    assert rotation.facts == {"account": "Instagram", "handle": "@corner"}
    (drill,) = fallen(cafe, Kind.DRILL)
    assert (drill.subject, drill.facts) == ("", {})
    assert to_come(cafe, Kind.ROTATION) + to_come(cafe, Kind.DRILL) == []
    task = next(t for t in week.week_of(cafe.store, MONDAY, NOW.date()) if t.duty is DutyKind.DRILL)
    cafe.changes.do(Action.TICK, week.skip, task.id, reason="next week")
    assert fallen(cafe, Kind.DRILL) == []


def test_passwords_that_will_be_old_are_seen_coming(cafe: House) -> None:
    account = keep(cafe, changed=NOW - timedelta(days=362), saved=NOW)
    assert fallen(cafe, Kind.ROTATION) == []
    assert days(to_come(cafe, Kind.ROTATION)) == [date(2027, 1, 18)]
    put(cafe, replace(account, platform=OTHER_SERVICE))
    assert to_come(cafe, Kind.ROTATION)[0].facts["account"] == ""
    put(cafe, Registration(account.id, name="Ordering Ö"))
    assert to_come(cafe, Kind.ROTATION)[0].facts["account"] == "Ordering Ö"


def test_the_day_of_a_rule_comes_once_and_stays(cafe: House) -> None:
    kpi = cafe.store.all(Kpi)[0]
    by = date(2027, 1, 20)
    rule = StopRule("rule", Of.PLATFORM, "instagram", kpi.id, 12, by, MONDAY)
    put(cafe, rule)
    assert fallen(cafe, Kind.RULE) == []
    assert days(to_come(cafe, Kind.RULE)) == [by]
    (found,) = fallen(cafe, Kind.RULE, at(date(2027, 2, 3)))
    assert (found.slot, found.subject) == (Slot(by, NINE), "rule")
    assert found.facts["subject"] == "Instagram"
    assert (found.facts["under"], found.facts["by"]) == (12, by)
    put(cafe, replace(rule, answered_on=by))
    assert fallen(cafe, Kind.RULE, at(date(2027, 2, 3))) == []


def test_the_check_in_comes_on_its_day_and_can_be_made_up_for(cafe: House) -> None:
    (duty,) = [each for each in cafe.store.all(Duty) if each.kind is DutyKind.SALES]
    (found,) = to_come(cafe, Kind.SALES, at(date(2027, 2, 1), 1)) or [None]
    assert found is not None
    assert found.subject == f"{duty.id}@{found.slot.day}"
    later = at(found.slot.day + timedelta(days=3))
    assert fallen(cafe, Kind.SALES, later)[0].id == found.id
    missed = fallen(cafe, Kind.MISSED, later)[0]
    cafe.clock.instant = later
    assert cafe.changes.do(Action.TICK, saying.done, found) is True
    assert fallen(cafe, Kind.SALES, later) == []
    assert fallen(cafe, Kind.MISSED, later)[0].facts == missed.facts


def test_the_talk_has_its_place_in_the_last_two_weeks(cafe: House) -> None:
    maya = next(each for each in cafe.store.all(Person) if each.role is Role.STAFF)
    first = date(2027, 3, 29)
    assert fallen(cafe, Kind.GROWTH, at(date(2027, 3, 28))) == []
    assert days(to_come(cafe, Kind.GROWTH, at(date(2027, 3, 20)))) == [first]
    (found,) = fallen(cafe, Kind.GROWTH, at(date(2027, 4, 9)))
    assert (found.subject, found.slot.day, found.facts) == (maya.id, first, {"person": "Maya"})
    made = review(cafe, closed=None, plan=None)
    talk = ReviewAnswer(
        answer_id(made.id, ReviewPage.PEOPLE, f"growth:{maya.id}"), made.id, ReviewPage.PEOPLE,
        f"growth:{maya.id}", ReviewWord.DONE, "", at(date(2027, 4, 9)) - timedelta(days=61),
    )  # fmt: skip
    put(cafe, talk)
    assert fallen(cafe, Kind.GROWTH, at(date(2027, 4, 9))) != []
    put(cafe, replace(talk, at=at(date(2027, 4, 6))))
    assert fallen(cafe, Kind.GROWTH, at(date(2027, 4, 9))) == []


def test_whoever_leaves_is_talked_with_elsewhere(cafe: House) -> None:
    owner, maya = cafe.store.all(Person)
    put(cafe, Departure(DepartureId("d"), maya.id, NOW, owner.id))
    assert fallen(cafe, Kind.GROWTH, at(date(2027, 4, 9))) == []


def vault(cafe: House, *, backed_up: datetime | None, ready: bool = True) -> None:
    rows = {MetaKey.VAULT_ID: "00" * 16, MetaKey.BACKUP_PUBLIC: "11"}
    if ready:
        rows |= {MetaKey.KIT_CONFIRMED_AT: "2026-10-01T00:00:00Z", MetaKey.BACKUP_FOLDER: "/b"}
    if backed_up:
        rows[MetaKey.BACKUP_AT] = backed_up.isoformat().replace("+00:00", "Z")
        rows[MetaKey.BACKUP_OF] = "0 11 /b"
    put(cafe, *(VaultMeta(key.value, value) for key, value in rows.items()))


def test_without_a_vault_no_backup_is_old(cafe: House) -> None:
    assert fallen(cafe, Kind.BACKUP, at(date(2028, 1, 1))) == []


def test_a_backup_is_old_after_six_days_and_gone_when_made(cafe: House) -> None:
    keep(cafe, changed=NOW, saved=NOW - timedelta(days=20))
    vault(cafe, backed_up=NOW - timedelta(days=6))
    assert fallen(cafe, Kind.BACKUP) == []
    (found,) = fallen(cafe, Kind.BACKUP, NOW + timedelta(seconds=1))
    assert (found.slot, found.facts) == (Slot(MONDAY, NINE), {"last": date(2027, 1, 7)})
    vault(cafe, backed_up=NOW)
    assert fallen(cafe, Kind.BACKUP, NOW + timedelta(seconds=1)) == []


def test_what_no_backup_holds_is_waited_for_a_day(cafe: House) -> None:
    keep(cafe, changed=NOW, saved=NOW - timedelta(days=20))
    vault(cafe, backed_up=NOW - timedelta(hours=24))
    put(cafe, VaultMeta(MetaKey.BACKUP_OF.value, "0 22 /b"))
    assert fallen(cafe, Kind.BACKUP) == []
    assert fallen(cafe, Kind.BACKUP, NOW + timedelta(seconds=1)) != []


def test_a_vault_without_any_backup_is_told_of_after_thirty_days(cafe: House) -> None:
    saved = NOW - timedelta(days=30)
    keep(cafe, changed=NOW, saved=saved)
    vault(cafe, backed_up=None, ready=False)
    assert fallen(cafe, Kind.BACKUP) == []
    (found,) = fallen(cafe, Kind.BACKUP, NOW + timedelta(minutes=1))
    assert found.facts == {"last": None}
    vault(cafe, backed_up=NOW - timedelta(days=31), ready=False)
    assert fallen(cafe, Kind.BACKUP)[0].facts == {"last": date(2026, 12, 13)}


def test_a_zone_changed_in_the_middle_leaves_every_occasion_what_it_was(cafe: House) -> None:
    thursday = at(date(2027, 1, 14), 13)
    before = due(cafe.store, cafe.ports, USUAL, now=thursday)
    put(cafe, replace(cafe.store.all(Business)[0], zone="Asia/Tokyo"))
    after = due(cafe.store, cafe.ports, USUAL, now=thursday)
    assert {each.id for each in before} <= {each.id for each in after}
    first = due(cafe.store, cafe.ports, USUAL, now=datetime(2027, 1, 11, 0, 0, tzinfo=UTC))
    assert first[0].slot == Slot(MONDAY, NINE)  # nine o'clock in Tokyo


def test_it_is_sorted_by_slot(cafe: House) -> None:
    for found in (
        due(cafe.store, cafe.ports, USUAL, now=at(date(2027, 4, 9))),
        coming(cafe.store, cafe.ports, USUAL, now=at(date(2027, 3, 26))),
    ):
        assert len(found) > 3
        assert list(found) == sorted(found, key=lambda each: each.slot)
        assert len({each.id for each in found}) == len(found)


def test_whatever_comes_falls_due(cafe: House) -> None:
    """Each occasion that was foreseen is there when its slot has come, under the same id."""
    start = at(date(2027, 3, 26), 7)
    for each in coming(cafe.store, cafe.ports, USUAL, now=start):
        then = at(each.slot.day, each.slot.at.hour, each.slot.at.minute)
        assert each.id in {now.id for now in due(cafe.store, cafe.ports, USUAL, now=then)}


def test_five_years_of_data_are_quick(cafe: House) -> None:
    plan, duties = the_plan(cafe), cafe.store.all(Duty)
    posts = cafe.store.posts(MONDAY, LAST)
    for n in range(1, 20):
        back = timedelta(weeks=13 * n)
        id = PlanId(f"plan-{n}")
        put(cafe, replace(plan, id=id, starts=plan.starts - back))
        put(cafe, *(replace(d, id=DutyId(f"{d.id}-{n}"), plan=id) for d in duties))
        put(cafe, *(
            replace(p, id=f"{p.id}-{n}", plan=id, day=p.day - back, status=Status.POSTED)
            for p in posts
        ))  # fmt: skip
    now = at(date(2027, 4, 9))
    took = []
    for look in (due, coming):
        look(cafe.store, cafe.ports, USUAL, now=now)
        started = perf_counter()
        look(cafe.store, cafe.ports, USUAL, now=now)
        took.append(perf_counter() - started)
    print("seconds", took)
    assert took[0] < 0.1
    assert took[1] < 0.3


class Book:
    """Takes down what is said to it; `held` cannot be written."""

    def __init__(self, *said: Said, held: bool = False) -> None:
        self.rows = {each.id: each for each in said}
        self.held = held

    def said(self) -> dict[str, Said]:
        return dict(self.rows)

    def release(self, ids: tuple[str, ...]) -> None:
        if self.held:
            from smbsocial.domain.errors import Code, ExpectedError

            raise ExpectedError(Code.DATABASE_READ_ONLY)
        self.rows |= {id: replace(self.rows[id], shown_at=None) for id in ids}

    def snooze(self, ids: tuple[str, ...], until: datetime) -> None:
        self.rows |= {id: Said(id, snoozed_until=until) for id in ids}


@pytest.mark.parametrize("held", [False, True])
def test_what_a_clock_ahead_told_is_given_back(cafe: House, held: bool) -> None:
    early = Said("week::2027-03-01", shown_at=at(date(2027, 3, 1)))
    known = Said("week::2027-01-11", shown_at=at(MONDAY))
    business = cafe.store.all(Business)[0]
    book = Book(known, held=held)
    assert saying.said_so_far(book, business, NOW) == {known.id: known}  # type: ignore[arg-type]
    book = Book(early, known, held=held)
    told = saying.said_so_far(book, business, NOW)  # type: ignore[arg-type]
    assert told == {early.id: Said(early.id), known.id: known}
    assert (book.rows[early.id].shown_at is None) is not held


def test_later_is_kept_with_its_instant(cafe: House) -> None:
    book, business = Book(), cafe.store.all(Business)[0]
    until = saying.snooze(
        book, cafe.ports, ("a", "b"), Snooze.TOMORROW, business=business, settings=USUAL  # type: ignore[arg-type]
    )  # fmt: skip
    assert until == at(date(2027, 1, 14), 9)
    assert {each.snoozed_until for each in book.rows.values()} == {until}


def test_done_ticks_one_post_and_nothing_that_is_about_more(cafe: House) -> None:
    (post,) = cafe.store.posts(NOW.date(), NOW.date())
    found = Due(Kind.POST, post.id, Slot(post.day, post.at))
    assert cafe.changes.do(Action.TICK, saying.done, found) is True
    ticked = cafe.store.get(Post, post.id)
    assert ticked is not None
    assert ticked.status is Status.POSTED
    assert cafe.changes.do(Action.TICK, saying.done, found) is False  # done meanwhile
    gone = Due(Kind.POST, "gone", Slot(post.day, post.at))
    assert cafe.changes.do(Action.TICK, saying.done, gone) is False
    assert cafe.changes.do(Action.TICK, saying.done, Due(Kind.WEEK, "", found.slot)) is False


def test_done_passes_on_what_else_goes_wrong(cafe: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from smbsocial.domain.errors import Code, ExpectedError

    def full(*_: object) -> None:
        raise ExpectedError(Code.DISK_FULL)

    monkeypatch.setattr(saying, "tick", full)
    with pytest.raises(ExpectedError) as told:
        cafe.changes.do(Action.TICK, saying.done, Due(Kind.POST, "p", Slot(MONDAY, NINE)))
    assert told.value.code is Code.DISK_FULL


def test_the_calendar_has_a_year_of_reviews_and_the_weekly_start(cafe: House) -> None:
    sheet = calendar_sheet(cafe.store, cafe.ports, replace(USUAL, morning=time(7, 30)))
    assert [each.slot.day for each in sheet.reviews] == [
        date(2027, 4, 5), date(2027, 7, 5), date(2027, 10, 4), date(2028, 1, 3)
    ]  # fmt: skip
    assert len({each.key for each in sheet.reviews}) == 4
    assert {each.slot.at for each in sheet.reviews} == {time(7, 30)}
    assert sheet.week == Slot(date(2027, 1, 18), time(7, 30))
    assert (sheet.zone, sheet.business) == ("Europe/London", "Corner Café")


@pytest.mark.parametrize(
    ("change", "review", "start"),
    [
        (lambda b: replace(b, closed_days=(LAST_WEEK,)), date(2027, 4, 6), date(2027, 1, 18)),
        (lambda b: replace(b, closed_weekdays=(0, 1)), date(2027, 4, 7), date(2027, 1, 13)),
        (
            lambda b: replace(b, closed_weekdays=tuple(range(7)), first_weekday=3),
            LAST_WEEK,
            date(2027, 1, 14),
        ),
    ],
)
def test_the_calendar_goes_round_closed_days(
    cafe: House, change: Callable[[Business], Business], review: date, start: date
) -> None:
    put(cafe, change(cafe.store.all(Business)[0]))
    sheet = calendar_sheet(cafe.store, cafe.ports, USUAL)
    assert sheet.reviews[0].slot.day == review
    assert sheet.week.day == start


def test_the_calendar_of_a_plan_that_ended_long_ago_goes_on_by_quarters(cafe: House) -> None:
    cafe.clock.instant = at(date(2027, 12, 1))
    assert calendar_sheet(cafe.store, cafe.ports, USUAL).reviews[0].slot.day == date(2028, 1, 3)
    first = calendar_sheet(cafe.store, cafe.ports, USUAL).reviews[0].key
    put(cafe, replace(the_plan(cafe), starts=MONDAY + timedelta(days=3)))
    assert calendar_sheet(cafe.store, cafe.ports, USUAL).reviews[0].key == first
