"""The verdicts make sense to somebody who knows the trade."""

from dataclasses import replace
from statistics import mean

import pytest
from assessment_cases import (
    BOOKKEEPER,
    CAFE,
    CASES,
    INDUSTRIES,
    LIBRARY,
    MAKER,
    PHOTOGRAPHER,
    PLUMBER,
    YOGA,
    Case,
    answers,
    assessed,
    brief_of,
    full,
)

from smbsocial.domain.answers import GoalsAnswers
from smbsocial.domain.assessment.assess import apply_lever
from smbsocial.domain.assessment.values import Assessment, Channel, LeverKind, LinkKey, Verdict
from smbsocial.domain.goals import Counted
from smbsocial.domain.ranges import Basis


def share(assessment: Assessment, channel: Channel) -> int:
    return next((s.percent for s in assessment.shares if s.channel is channel), 0)


def test_the_cafe_cannot_get_forty_lunches_a_week_from_three_hundred_followers() -> None:
    found = full(CAFE)
    assert found.verdict is Verdict.NOT_NOW
    assert found.chance_percent <= 5
    assert found.result.high < 40
    assert not found.target_loses
    targets = [lever.target for lever in found.levers if lever.kind is LeverKind.TARGET]
    assert targets
    assert found.break_even is not None
    assert found.break_even <= targets[0] < 40


def test_two_weddings_a_quarter_are_within_the_photographers_reach() -> None:
    found = full(PHOTOGRAPHER)
    assert found.verdict in {Verdict.REALISTIC, Verdict.STRETCH}
    assert found.chance_percent >= 45
    assert found.break_even == 1
    assert share(found, Channel.POSTS) > 50


def test_the_plumbers_posts_carry_nothing_and_the_listing_nearly_all() -> None:
    found = full(PLUMBER)
    assert found.verdict in {Verdict.STRETCH, Verdict.NOT_NOW}
    assert share(found, Channel.POSTS) <= 5
    assert share(found, Channel.LISTING) >= 85
    assert found.break_even_per_month == 1
    assert found.pays_percent >= 55  # an hour a week pays, though not with ten calls


def test_the_yoga_studio_may_find_its_members() -> None:
    found = full(YOGA)
    assert found.verdict in {Verdict.REALISTIC, Verdict.STRETCH}
    assert found.profit_per_unit.amount == 60 * 75 * 8 / 100
    assert found.pays_percent > found.chance_percent


def test_the_makers_thirty_orders_are_a_stretch() -> None:
    found = full(MAKER)
    assert found.verdict is Verdict.STRETCH
    assert share(found, Channel.MAILING) >= 5
    assert share(found, Channel.LISTING) == 0
    (less,) = found.levers
    assert less.kind is LeverKind.LESS
    assert less.target is not None
    assert less.target < 30
    turned = apply_lever(MAKER.answers, MAKER.brief, less)
    assert assessed(brief_of(turned)).verdict is Verdict.REALISTIC


def test_orders_at_a_counter_come_about_as_visits_do() -> None:
    """Only what is sold through a web page loses buyers between a click and an order."""
    (goal,) = CAFE.answers.goals.goals
    results = [
        assessed(
            brief_of(replace(CAFE.answers, goals=GoalsAnswers((replace(goal, counted=each),))))
        )
        for each in (Counted.ORDERS, Counted.VISITS)
    ]
    assert results[0].result == results[1].result


def test_the_bookkeepers_contacts_see_far_more_than_a_pages_followers() -> None:
    found = full(BOOKKEEPER)
    assert found.verdict in {Verdict.REALISTIC, Verdict.STRETCH}
    seen = next(each for each in found.chain if each.key == LinkKey.REACH_SHARE.value)
    assert seen.figure.range.typical >= 20
    assert share(found, Channel.POSTS) > 50


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.split(",")[0])
def test_each_lever_makes_it_realistic_when_it_is_turned(case: Case) -> None:
    for lever in full(case).levers:
        turned = brief_of(apply_lever(case.answers, case.brief, lever))
        assert assessed(turned).verdict is Verdict.REALISTIC, lever


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.split(",")[0])
def test_the_owner_reads_what_they_said_and_a_source_for_the_rest(case: Case) -> None:
    found = full(case)
    for each in found.chain:
        figure = each.figure
        if figure.basis in {Basis.PUBLISHED, Basis.CLOSEST, Basis.UNVERIFIED}:
            assert figure.sources, each.key
        if each.key == LinkKey.FOLLOWERS.value and each.platform == case.brief.platforms[0]:
            assert figure.basis is Basis.YOU_SAID
    assert sum(s.percent for s in found.shares) == 100


def test_defaults_alone_neither_please_nor_scare_every_trade() -> None:
    verdicts = [assessed(brief_of(answers(key))).verdict for key in INDUSTRIES]
    for verdict in Verdict:
        assert verdicts.count(verdict) >= 2, verdict
    assert max(map(verdicts.count, Verdict)) <= len(INDUSTRIES) * 3 // 4


@pytest.mark.slow
def test_harder_trades_have_lower_chances() -> None:
    chances: dict[int, list[int]] = {}
    for key in INDUSTRIES:
        difficulty = LIBRARY.industry(key).difficulty
        for minutes in (60, 180, 360):
            for count in (0, 500, 5000):
                first = next(
                    p.platform
                    for p in LIBRARY.industry(key).platforms
                    if p.platform not in {"google_business_profile", "yelp"}
                )
                said = answers(key, minutes=minutes, followers=((first, count),))
                chances.setdefault(difficulty, []).append(assessed(brief_of(said)).chance_percent)
    averages = [mean(chances[difficulty]) for difficulty in sorted(chances)]
    assert averages == sorted(averages, reverse=True)
