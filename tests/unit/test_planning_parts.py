"""The planner's parts: formats, turns, amounts, slots, routine and what is remembered."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning_cases import FORMATS, INDUSTRIES, LIBRARY, MINUTES, Case, brief_of, plan_of

from smbsocial.domain.content import Format, Status
from smbsocial.domain.ids import PlanId, PlatformKey
from smbsocial.domain.plan import DutyKind
from smbsocial.domain.planning.amounts import platform_weights, posts_a_week, shares
from smbsocial.domain.planning.formats import choices, formats_of, is_film_first, taken_by
from smbsocial.domain.planning.routine import routine
from smbsocial.domain.planning.slots import landing, spread
from smbsocial.domain.planning.turns import Turns, rotated
from smbsocial.domain.planning.values import GaveWay, Recent

WEEK = tuple(date(2027, 1, 4) + timedelta(days=i) for i in range(7))
ALL = frozenset(Format)


def test_every_platform_of_the_library_takes_something() -> None:
    for facts in LIBRARY.platforms():
        assert FORMATS[facts.key], facts.key
    assert FORMATS[PlatformKey("google_business_profile")] == {Format.UPDATE}
    assert Format.SHORT_VIDEO in FORMATS[PlatformKey("youtube")]
    assert {Format.TEXT, Format.CAROUSEL} <= FORMATS[PlatformKey("linkedin_page")]
    assert Format.TEXT not in FORMATS[PlatformKey("instagram")]


def test_a_platform_nobody_described_takes_everything_but_updates() -> None:
    assert taken_by(PlatformKey("new"), {}) == ALL - {Format.UPDATE}
    assert taken_by(PlatformKey("google_business_profile"), {}) == {Format.UPDATE}
    assert formats_of(["hologram"]) == frozenset()


def test_where_films_are_the_rule_an_idea_is_a_film() -> None:
    films = frozenset({Format.SHORT_VIDEO, Format.CAROUSEL, Format.STORY})
    assert is_film_first(films)
    assert choices(Format.PHOTO, films)[0] is Format.SHORT_VIDEO
    assert choices(Format.STORY, films)[0] is Format.STORY


@given(st.sampled_from(Format), st.sets(st.sampled_from(Format), min_size=1))
def test_an_idea_finds_its_place_anywhere(idea: Format, taken: set[Format]) -> None:
    found = choices(idea, frozenset(taken))
    assert set(found) == taken
    assert len(found) == len(taken)
    if idea in taken and not is_film_first(frozenset(taken)):
        assert found[0] is idea


def test_minutes_of_every_format_come_from_the_library() -> None:
    assert set(MINUTES) == ALL
    assert MINUTES[Format.PHOTO] == LIBRARY.cadence_minutes()["photo_post"]
    assert MINUTES[Format.UPDATE] < MINUTES[Format.TEXT] < MINUTES[Format.PHOTO]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=5), st.integers(1, 60))
def test_turns_give_each_its_share(weights: list[int], rounds: int) -> None:
    turns = Turns(weights)
    served = Counter[int]()
    for _ in range(rounds):
        place = turns.order()[0]
        turns.serve(place)
        served[place] += 1
    for place, weight in enumerate(weights):
        assert abs(served[place] - Fraction(rounds * weight, sum(weights))) < 2


@given(st.lists(st.integers(), max_size=9), st.integers(0), st.integers(0, 9))
def test_a_rotation_loses_nobody(items: list[int], seed: int, salt: int) -> None:
    begun = rotated(items, seed, salt)
    assert sorted(begun) == sorted(items)
    assert any(list(begun[i:] + begun[:i]) == items for i in range(max(1, len(items))))


@given(st.fractions(0, 6), st.integers(1, 20))
def test_shares_keep_up_with_the_rate(rate: Fraction, weeks: int) -> None:
    found = shares(rate, weeks)
    assert len(found) == weeks
    for week in range(weeks):
        assert 0 <= sum(found[: week + 1]) - rate * (week + 1) < 1


@given(st.integers(15, 900), st.sampled_from(INDUSTRIES))
def test_more_minutes_never_mean_fewer_posts(minutes: int, industry: str) -> None:
    less, more = (brief_of(Case(industry=industry, minutes=m)) for m in (minutes, minutes + 30))
    assert posts_a_week(less) <= posts_a_week(more) <= 6


def test_the_main_platform_weighs_most_even_where_the_trade_says_otherwise() -> None:
    brief = brief_of(Case(platforms=("google_business_profile", "instagram"), minutes=180))
    main, other = platform_weights(brief)
    assert main > other


@given(st.sets(st.integers(0, 6), min_size=1), st.integers(0, 6), st.integers(0, 50))
def test_slots_are_open_days_each_once(weekdays: set[int], posts: int, turn: int) -> None:
    found = spread(WEEK, tuple(weekdays), posts=posts, turn=turn)
    assert len(found) == posts
    assert list(found) == sorted(set(found))
    usual = {day for day in WEEK if day.weekday() in weekdays}
    assert set(found) <= usual if posts <= len(usual) else usual <= set(found)


def test_one_post_a_week_takes_the_rhythms_days_in_turn() -> None:
    days = [spread(WEEK, (1, 3), posts=1, turn=turn)[0].weekday() for turn in range(4)]
    assert days == [1, 3, 1, 3]


def test_a_rhythm_whose_days_are_closed_moves_to_an_open_one() -> None:
    assert spread(WEEK[:1], (3,), posts=1, turn=0) == WEEK[:1]
    assert spread((), (3,), posts=1, turn=0) == ()
    assert landing(WEEK[:2], WEEK[4]) == WEEK[1]
    assert landing(WEEK[3:], WEEK[1]) is None


def test_the_listing_gets_its_duties_only_where_it_matters() -> None:
    listed = {DutyKind.ASK, DutyKind.LISTING}
    plain = Case(industry="craft_ecommerce", goals=("online_sales",), minutes=180)
    assert not listed & {duty.kind for duty in plan_of(plain).duties}
    asks = replace(plain, goals=("reputation_reviews",))
    assert listed <= {duty.kind for duty in plan_of(asks).duties}
    google = replace(plain, platforms=("instagram", "google_business_profile"))
    assert listed <= {duty.kind for duty in plan_of(google).duties}


def test_the_minutes_go_half_to_posts_a_quarter_to_answers_a_quarter_to_the_rest() -> None:
    duties = {duty.kind: duty for duty in plan_of(Case(minutes=180)).duties}
    answering = duties[DutyKind.ANSWER].minutes * len(duties[DutyKind.ANSWER].weekdays)
    rest = duties[DutyKind.NUMBERS].minutes + duties[DutyKind.COMMUNITY].minutes
    assert 40 <= answering <= 45
    assert 15 <= rest <= 45


def test_the_numbers_are_logged_near_the_end_of_the_week() -> None:
    for first_weekday, closed, last in ((0, (6,), 5), (6, (), 5), (5, (4,), 3), (0, (), 6)):
        case = Case(first_weekday=first_weekday, closed_weekdays=closed)
        (numbers,) = (d for d in plan_of(case).duties if d.kind is DutyKind.NUMBERS)
        assert numbers.weekdays == (last,)


def test_duties_have_ids_of_their_plan() -> None:
    assert {d.id for d in plan_of(Case()).duties} >= {"plan-answer", "plan-numbers"}


def test_without_an_open_weekday_there_is_no_routine() -> None:
    brief = brief_of(Case())
    shut = replace(brief, business=replace(brief.business, closed_weekdays=tuple(range(7))))
    assert routine(shut, plan_id=PlanId("plan"), for_posts=20) == ((), ())


def test_a_business_that_is_always_closed_gets_an_empty_plan_and_is_told() -> None:
    draft = plan_of(Case(closed_days=tuple(date(2026, 11, 23) + timedelta(i) for i in range(91))))
    assert draft.posts == ()
    assert sum(note.what is GaveWay.CLOSED for note in draft.notes) == 13


@pytest.mark.parametrize("minutes", [15, 30, 45, 60])
def test_what_gives_way_is_told(minutes: int) -> None:
    draft = plan_of(Case(minutes=minutes, platforms=("instagram", "google_business_profile")))
    kept = {duty.kind.value for duty in draft.duties}
    told = {note.detail for note in draft.notes if note.what is GaveWay.BUDGET}
    assert kept.isdisjoint(told)
    of_plans = set(DutyKind) - {DutyKind.ROTATE, DutyKind.DRILL}  # those come from accounts
    assert {kind.value for kind in of_plans} == kept | (told - {"story", "instagram"})


def test_skipped_posts_use_nothing_up() -> None:
    first, second = plan_of(Case()).posts[:2]
    recent = Recent.of((first, replace(second, status=Status.SKIPPED)))
    assert recent.ideas == ((first.idea, first.day),)
    assert recent.communities == ((first.community, first.day),)


def test_the_newest_use_counts() -> None:
    post = plan_of(Case()).posts[0]
    later = replace(post, day=post.day + timedelta(days=70))
    assert Recent.of((later, post)) == Recent.of((post, later)) == Recent.of((later,))
