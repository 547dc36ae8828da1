"""Feasts that move, closed days under them, quiet months and busy ones."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from planning_cases import INDUSTRIES, Case, brief_of, observances, plan_of

from smbsocial.domain.content import Post
from smbsocial.domain.days import week_start
from smbsocial.domain.ids import IndustryKey, ObservanceKey
from smbsocial.domain.observances import Fixed, Observance
from smbsocial.domain.planning.feasts import first_line, headline
from smbsocial.domain.planning.seasons import CALLING, Season, windows
from smbsocial.domain.planning.values import GaveWay, Recent


def posts_for(key: str, case: Case) -> list[Post]:
    return [post for post in plan_of(case).posts if post.observance == key]


@pytest.mark.parametrize(
    ("key", "day", "case"),
    [
        (
            "small_business_saturday_us",
            date(2026, 11, 28),
            Case(industry="retail_boutique", starts=date(2026, 10, 5)),
        ),
        (
            "small_business_saturday_us",
            date(2027, 11, 27),
            Case(industry="bookstore", starts=date(2027, 10, 3), first_weekday=6),
        ),
        (
            "small_business_saturday_uk",
            date(2026, 12, 5),
            Case(industry="cafe", country="GB", starts=date(2026, 10, 5)),
        ),
        (
            "mothers_day_us",
            date(2027, 5, 9),
            Case(industry="salon_barber", country="DE", starts=date(2027, 4, 5)),
        ),
        (
            "mothers_day_us",
            date(2027, 5, 9),
            Case(industry="bakery", country="AU", starts=date(2027, 4, 5)),
        ),
        (
            "mothering_sunday_uk",
            date(2027, 3, 7),
            Case(industry="bakery", country="GB", starts=date(2027, 2, 1)),
        ),
        ("easter", date(2027, 3, 28), Case(industry="bakery", starts=date(2027, 3, 1))),
        ("easter", date(2028, 4, 16), Case(industry="hotel_bnb", starts=date(2028, 2, 28))),
        (
            "good_friday",
            date(2027, 3, 26),
            Case(industry="law", country="DE", starts=date(2027, 3, 1)),
        ),
        ("fathers_day", date(2027, 6, 20), Case(industry="brewery", starts=date(2027, 5, 3))),
    ],
)  # fmt: skip
@pytest.mark.parametrize("minutes", [90, 180])
def test_feasts_that_move_have_their_post(key: str, day: date, case: Case, minutes: int) -> None:
    found = posts_for(key, replace(case, minutes=minutes))
    assert len(found) == 1
    assert day - timedelta(days=6) <= found[0].day <= day


def test_mothers_day_in_britain_is_in_lent_and_not_in_may() -> None:
    assert not posts_for(
        "mothers_day_us", Case(industry="bakery", country="GB", starts=date(2027, 4, 5))
    )


def test_the_trades_own_day_goes_before_everybodys() -> None:
    """World Vet Day and Earth Day are two days apart: the vet's plan takes the vet's."""
    case = Case(industry="vet", country="GB", starts=date(2027, 4, 5))
    used = {post.observance for post in plan_of(case).posts}
    assert "world_vet_day" in used
    assert "earth_day" not in used


def test_a_feast_on_a_closed_day_is_told_before_it() -> None:
    """The café is closed on Sundays; Easter Sunday's post goes out in the week before."""
    draft = plan_of(Case(starts=date(2027, 3, 1)))
    easter = next(post for post in draft.posts if post.observance == "easter")
    assert easter.day < date(2027, 3, 28)
    notes = [note for note in draft.notes if note.what is GaveWay.OBSERVANCE]
    assert (week_start(easter.day), "Easter Sunday") in {(n.week, n.detail) for n in notes}


def test_the_same_feast_does_not_run_twice() -> None:
    case = Case(industry="retail_boutique", starts=date(2026, 10, 5))
    first = plan_of(case)
    again = Case(industry=case.industry, starts=case.starts, recent=Recent.of(first.posts))
    feasts = {p.idea for p in first.posts if "-" in p.idea}
    assert feasts
    assert not feasts & {p.idea for p in plan_of(again).posts}


def observance(prompt: str, name: str = "A day (of ours)") -> Observance:
    return Observance(
        key=ObservanceKey("a_day"),
        name=name,
        rule=Fixed(5, 1),
        countries=("WORLD",),
        industries=(IndustryKey("all"),),
        kind="retail",
        prompt=prompt,
        lead_days=7,
        note="",
        verified=True,
        sources=(),
    )


def test_the_first_line_leaves_the_cautions_to_the_title() -> None:
    day = observance("Trail map with three neighbours; the name is a trademark.")
    assert headline(day) == (
        "A day (of ours): Trail map with three neighbours; the name is a trademark"
    )
    assert first_line(day) == "A day: trail map with three neighbours."


def test_every_prompt_of_the_library_makes_a_title_and_a_line() -> None:
    for each in observances():
        assert headline(each).startswith(each.name)
        line = first_line(each)
        assert line.endswith(".")
        assert not line.endswith("..")
        assert ";" not in line


def test_months_that_hang_together_are_one_season() -> None:
    case = Case(slow_months=(12, 1, 7), peak_months=(3, 4, 5))
    found = windows(brief_of(case).business, first=date(2026, 10, 1), last=date(2027, 12, 31))
    starts = [
        (w.season, w.last + timedelta(days=8 if w.season is Season.SLOW else 1)) for w in found
    ]
    assert starts == [
        (Season.SLOW, date(2026, 12, 1)),
        (Season.SLOW, date(2027, 7, 1)),
        (Season.SLOW, date(2027, 12, 1)),
        (Season.PEAK, date(2027, 3, 1)),
    ]


def test_a_year_that_is_slow_throughout_has_no_season() -> None:
    business = brief_of(Case(slow_months=tuple(range(1, 13)), peak_months=())).business
    assert windows(business, first=date(2026, 1, 1), last=date(2027, 1, 1)) == ()


@pytest.mark.parametrize("industry", INDUSTRIES)
@pytest.mark.parametrize("minutes", [60, 90, 180, 360])
def test_a_quiet_month_gets_its_cushion(industry: str, minutes: int) -> None:
    """Two to five weeks before it one post is named for it, and there is one more than usual."""
    settings = {"industry": industry, "minutes": minutes, "starts": date(2027, 1, 4)}
    cushion = plan_of(Case(**settings, slow_months=(3,), peak_months=())).posts
    usual = plan_of(Case(**settings, slow_months=(), peak_months=())).posts
    named = [post for post in cushion if post.observance == "slow_season"]
    assert len(named) == 1
    assert date(2027, 3, 1) - timedelta(days=35) <= named[0].day <= date(2027, 2, 21)
    assert len(cushion) - len(usual) in {0, 1}


def test_at_an_hour_and_a_half_the_cushion_is_one_post_more() -> None:
    settings = {"starts": date(2027, 1, 4), "peak_months": ()}
    cushion = plan_of(Case(**settings, slow_months=(3,))).posts
    usual = plan_of(Case(**settings, slow_months=())).posts
    assert len(cushion) == len(usual) + 1


def test_the_cushion_leans_to_what_brings_people() -> None:
    """In the weeks before, the pillars that ask people to come get the first turns."""
    settings = {"industry": "salon_barber", "minutes": 180, "starts": date(2027, 1, 4)}
    case = Case(**settings, slow_months=(3,), peak_months=(), country="SG")
    brief = brief_of(case)
    calling = {p.id for p in brief.rhythm.pillars if p.purpose in CALLING}
    assert calling
    first, last = date(2027, 1, 25), date(2027, 2, 21)

    def share(slow: tuple[int, ...]) -> int:
        posts = plan_of(Case(**settings, slow_months=slow, peak_months=(), country="SG")).posts
        return sum(p.pillar in calling for p in posts if first <= p.day <= last)

    assert share((3,)) > share(())


def test_the_cushion_serves_the_goal_it_is_for() -> None:
    case = Case(
        starts=date(2027, 1, 4),
        slow_months=(3,),
        peak_months=(),
        goals=("foot_traffic", "email_list"),
    )
    (named,) = (post for post in plan_of(case).posts if post.observance == "slow_season")
    assert named.goal == brief_of(case).goals[1].id


def test_a_peak_has_a_post_that_leads_up_to_it() -> None:
    case = Case(starts=date(2027, 1, 4), slow_months=(), peak_months=(3, 4))
    (named,) = (post for post in plan_of(case).posts if post.observance == "peak")
    assert date(2027, 2, 8) <= named.day <= date(2027, 2, 28)


def test_the_pillars_that_bring_people_are_named_as_the_library_names_them() -> None:
    """Some trades (a clinic, a vet) have none: before a season they get their richest ideas."""
    purposes = {
        industry: {p.purpose for p in brief_of(Case(industry=industry)).industry.pillars}
        for industry in INDUSTRIES
    }
    assert set().union(*purposes.values()) >= CALLING
    without = [industry for industry, found in purposes.items() if not found & CALLING]
    assert len(without) <= 5, without


def test_before_a_quiet_month_more_work_goes_into_posts() -> None:
    """The same trade in the same weeks, with and without a quiet month ahead."""
    settings = {"industry": "vet", "minutes": 180, "starts": date(2027, 1, 4), "country": "SG"}
    first, last = date(2027, 1, 25), date(2027, 2, 21)

    def minutes(slow: tuple[int, ...]) -> int:
        posts = plan_of(Case(**settings, slow_months=slow, peak_months=())).posts
        return sum(p.minutes for p in posts if first <= p.day <= last)

    assert minutes((3,)) > minutes(())
