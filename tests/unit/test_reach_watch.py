"""A platform that has turned is told from one that only had its ups and downs."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from math import exp, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.measures import Metric
from smbsocial.domain.reach_watch import (
    WEEKS_BEFORE,
    Advice,
    Reached,
    State,
    measure_of,
    span_until,
    trend,
    watch,
)

UNTIL = date(2027, 3, 3)
SPAN = span_until(UNTIL)
KINDS = {
    "a post a week": (1, 0.5, 0.0, 0.0),
    "three a week": (3, 0.5, 0.0, 0.0),
    "wild": (3, 0.9, 0.0, 0.0),
    "good and bad weeks": (3, 0.5, 0.2, 0.0),
    "good and bad spells": (3, 0.5, 0.2, 0.5),
    "every day": (7, 0.6, 0.15, 0.3),
}


def platform(seed: object, kind: str, turned: float = 1.0) -> list[Reached]:
    """21 weeks of posts; posts and weeks stray, followers grow, `turned` is the true change."""
    a_week, stray, week_strays, memory = KINDS[kind]
    draw, posts = Random(f"{kind}/{seed}"), []
    followers, luck = draw.randint(200, 5000), draw.gauss(0, week_strays)
    for week in range(21):
        for _ in range(max(0, round(draw.gauss(a_week, 0.6)))):
            day = SPAN.first + timedelta(days=7 * week + draw.randrange(7))
            rate = 0.15 * exp(draw.gauss(0, stray) + luck) * (turned if week >= 13 else 1)
            posts.append(Reached(day, round(followers * rate), followers))
        followers = round(followers * 1.004)
        luck = memory * luck + draw.gauss(0, week_strays * sqrt(1 - memory * memory))
    return posts


def steady(now: int = 150, before: int = 150, followers: int | None = 1000) -> list[Reached]:
    """Three posts a week that do not quite reach the same."""
    posts = []
    for number in range(63):
        day = SPAN.first + timedelta(days=number // 3 * 7 + number % 3)
        base = before if number // 3 < WEEKS_BEFORE else now
        posts.append(Reached(day, base + (number % 5 - 2) * base // 50, followers))
    return posts


@pytest.mark.parametrize("kind", KINDS)
def test_chance_alone_turns_fewer_than_one_in_twenty(kind: str) -> None:
    states = Counter(watch(platform(seed, kind), UNTIL).state for seed in range(120))
    assert states[State.UP] + states[State.DOWN] < 120 / 20
    assert states[State.TOO_LITTLE] < 120 / 5


@pytest.mark.parametrize("kind", ["three a week", "every day"])
def test_a_platform_that_halves_is_seen(kind: str) -> None:
    states = Counter(watch(platform(seed, kind, 0.5), UNTIL).state for seed in range(40))
    assert states[State.DOWN] >= 34


def test_the_sizes_are_those_an_owner_would_name() -> None:
    said = watch(steady(now=110, before=160), UNTIL)
    assert said.state is State.DOWN
    assert (said.before, said.now, said.per_follower) == (Decimal(16), Decimal(11), True)
    assert said.change_percent == -31
    assert (said.posts_before, said.posts_now) == (39, 24)
    assert said.advice == (Advice.GROW_OWN, Advice.TRY_FORMAT, Advice.WRITE_RULE)


def test_it_may_turn_up() -> None:
    said = watch(steady(now=200, before=150), UNTIL)
    assert said.state is State.UP
    assert said.advice[0] is Advice.GIVE_MORE


def test_a_sure_but_small_change_is_steady() -> None:
    assert watch(steady(now=140, before=150), UNTIL).state is State.STEADY


def test_one_post_that_went_round_the_world_turns_nothing() -> None:
    posts = [*steady(), Reached(SPAN.last, 10**7, 1000)]
    said = watch(posts, UNTIL)
    assert (said.state, said.now) == (State.STEADY, Decimal(15))


def test_followers_that_came_do_not_look_like_reach_that_went() -> None:
    """The same share of ten times as many."""
    posts = steady()
    many = [Reached(p.day, p.count * 10, 10_000) if p.day >= SPAN.turn else p for p in posts]
    assert watch(many, UNTIL).state is State.STEADY


def test_without_followers_people_are_counted_and_it_says_so() -> None:
    said = watch(steady(now=80, before=160, followers=None), UNTIL)
    assert (said.state, said.per_follower) == (State.DOWN, False)
    assert (said.before, said.now) == (Decimal(160), Decimal(80))
    assert said.advice[-1] is Advice.KNOW_FOLLOWERS


def test_a_few_posts_without_followers_are_left_out() -> None:
    posts = steady()
    posts[:5] = [Reached(post.day, 10**6, 0) for post in posts[:5]]
    said = watch(posts, UNTIL)
    assert (said.per_follower, said.posts_before) == (True, 34)


def test_young_posts_and_old_ones_do_not_count() -> None:
    young = [Reached(UNTIL - timedelta(days=2), 1, 1000)] * 20
    old = [Reached(SPAN.first - timedelta(days=1), 900, 1000)] * 20
    assert watch([*old, *steady(), *young], UNTIL) == watch(steady(), UNTIL)


@pytest.mark.parametrize("left_out", ["before", "now", "weeks", "all"])
def test_too_little_is_said(left_out: str) -> None:
    posts = {
        "before": [p for p in steady() if p.day >= SPAN.turn],
        "now": [p for p in steady() if p.day < SPAN.turn],
        "weeks": [p for p in steady() if p.day < SPAN.turn + timedelta(weeks=3)],
        "all": [],
    }[left_out]
    said = watch(posts, UNTIL)
    assert (said.state, said.before, said.now) == (State.TOO_LITTLE, None, None)
    assert said.advice == (Advice.IMPORT,)


def test_where_nobody_was_reached_nothing_breaks() -> None:
    said = watch(steady(now=0, before=0), UNTIL)
    assert (said.state, said.change_percent) == (State.STEADY, 0)


def test_the_same_posts_have_the_same_answer_in_any_order() -> None:
    posts = platform(3, "three a week")
    assert watch(sorted(posts, key=lambda post: post.count), UNTIL).now == watch(posts, UNTIL).now
    assert watch(posts, UNTIL) == watch(posts, UNTIL)


def test_the_chart_has_a_point_for_each_week_with_posts() -> None:
    posts = [post for post in steady() if post.day != SPAN.first + timedelta(weeks=2)]
    points = trend([p for p in posts if not 14 <= (p.day - SPAN.first).days < 21], UNTIL)
    assert len(points) == 20
    assert points[0] == (SPAN.first, Decimal("14.7"))
    assert [day for day, _ in points] == sorted(day for day, _ in points)


def test_reach_is_watched_where_it_is_told_else_views() -> None:
    assert measure_of([Metric.VIEWS, Metric.REACH]) is Metric.REACH
    assert measure_of([Metric.VIEWS, Metric.LIKES]) is Metric.VIEWS
    assert measure_of([Metric.LIKES]) is None


@given(
    st.lists(
        st.tuples(st.integers(-200, 10), st.integers(0, 10**9), st.integers(0, 10**6)),
        max_size=40,
    )
)
def test_any_posts_have_an_answer(told: list[tuple[int, int, int]]) -> None:
    posts = [Reached(UNTIL + timedelta(days=d), count, some) for d, count, some in told]
    said = watch(posts, UNTIL)
    assert (said.before is None) == (said.state is State.TOO_LITTLE)
