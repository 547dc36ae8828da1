"""What every plan promises, whatever the trade, the hours, the week and the country."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning_cases import FORMATS, INDUSTRIES, MINUTES, Case, brief_of, observances, plan_of

from smbsocial.domain.brief import Brief
from smbsocial.domain.checklist import due_days
from smbsocial.domain.content import Format, Post
from smbsocial.domain.days import week_start, week_starts
from smbsocial.domain.observances import occurrences
from smbsocial.domain.planning.amounts import posts_a_week
from smbsocial.domain.planning.feasts import SOLEMN
from smbsocial.domain.planning.seasons import Season
from smbsocial.domain.planning.values import GaveWay, PlanDraft, Recent

SEASONS = {season.value for season in Season}
PLACES = (
    ("US", "America/New_York", 6),
    ("GB", "Europe/London", 0),
    ("DE", "Europe/Berlin", 0),
    ("AU", "Australia/Sydney", 0),
    ("CA", "America/St_Johns", 6),
    ("SG", "Asia/Singapore", 5),
)
STARTS = (date(2026, 11, 23), date(2026, 12, 28), date(2027, 2, 1), date(2028, 2, 26))
OPENINGS = ((), (6,), (0, 6), (5, 6, 0))
FORTNIGHT = tuple(date(2027, 1, 4) + timedelta(days=i) for i in range(14))


def check(case: Case, draft: PlanDraft) -> None:
    """Every promise of a plan, one after the other."""
    brief = brief_of(case)
    _days(brief, draft)
    _budget(brief, draft)
    _communities(brief, draft)
    _ideas(case, draft.posts)
    _observances(brief, draft)
    _contents(brief, draft)


def _days(brief: Brief, draft: PlanDraft) -> None:
    business, plan = brief.business, draft.plan
    assert week_start(plan.starts, business.first_weekday) == plan.starts
    assert 0 <= (plan.starts - brief.rhythm.starts).days < 7
    days = [post.day for post in draft.posts]
    assert days == sorted(set(days)), "by day, one a day"
    assert all(plan.starts <= day < plan.starts + timedelta(weeks=13) for day in days)
    assert not [day for day in days if business.is_closed(day)]
    assert max(Counter(week_start(d, business.first_weekday) for d in days).values()) <= 6
    for week in week_starts(plan.starts):
        for duty in draft.duties:
            due = due_days(duty, first=week, plan=plan, business=business)
            assert not [day for day in due if business.is_closed(day)]


def _budget(brief: Brief, draft: PlanDraft) -> None:
    business, plan = brief.business, draft.plan
    spent = Counter[date]()
    for post in draft.posts:
        spent[week_start(post.day, business.first_weekday)] += post.minutes
    for week in week_starts(plan.starts):
        for duty in draft.duties:
            times = len(due_days(duty, first=week, plan=plan, business=business))
            spent[week] += times * duty.minutes
    assert max(spent.values()) <= brief.investment.minutes_a_week


def _communities(brief: Brief, draft: PlanDraft) -> None:
    turns = [post.community for post in draft.posts]
    counts = Counter(dict.fromkeys((c.id for c in brief.communities), 0))
    counts.update(turns)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert len(counts) == len(brief.communities)
    if len(brief.communities) > 1:
        assert all(one != following for one, following in pairwise(turns))
    if 0 in counts.values():
        assert GaveWay.COMMUNITIES in {note.what for note in draft.notes}


def _ideas(case: Case, posts: tuple[Post, ...]) -> None:
    last = dict(case.recent.ideas)
    for post in posts:
        assert post.idea
        if post.idea in last:
            assert (post.day - last[post.idea]).days > 56, post
        last[post.idea] = post.day


def _observances(brief: Brief, draft: PlanDraft) -> None:
    business = brief.business
    used = [post for post in draft.posts if post.observance and post.observance not in SEASONS]
    places = [i for i, post in enumerate(draft.posts) if post in used]
    assert 2 * len(used) <= len(draft.posts)
    assert all(following - one > 1 for one, following in pairwise(places))
    weeks = [week_start(post.day, business.first_weekday) for post in used]
    assert len(weeks) == len(set(weeks))
    kept = {
        (one.observance.key, one.day)
        for one in occurrences(
            observances(),
            country=business.country,
            industry=business.industry,
            first=draft.plan.starts,
            last=draft.plan.starts + timedelta(weeks=14),
        )
    }
    for post in used:
        assert post.observance not in SOLEMN
        near = {post.day + timedelta(days=ahead) for ahead in range(7)}
        assert [key for key, day in kept if key == post.observance and day in near], post


def _contents(brief: Brief, draft: PlanDraft) -> None:
    platforms = Counter(post.platform for post in draft.posts)
    told = {(note.what, note.detail) for note in draft.notes}
    most = max(platforms.values())
    main = brief.platforms[0]
    assert platforms[main] == most or (GaveWay.BUDGET, main) in told
    pillars = Counter({pillar.id: 0 for pillar in brief.rhythm.pillars})
    pillars.update(p.pillar for p in draft.posts if not p.observance or p.observance in SEASONS)
    if GaveWay.IDEAS not in {note.what for note in draft.notes}:
        assert max(pillars.values()) - min(pillars.values()) <= 4
    assert 2 * sum(post.goal == brief.goal.id for post in draft.posts) >= len(draft.posts)
    for number, post in enumerate(draft.posts, start=1):
        assert post.id == f"{draft.plan.id}.{number:03d}"
        assert post.format in FORMATS[post.platform]
        assert post.minutes == MINUTES[post.format]
        assert (post.title, post.text) == (post.title.strip(), post.text.strip())
        assert len(post.title) > 5
        assert len(post.text) > 5
        assert (post.person, post.at) == (brief.worker.id, brief.rhythm.at)
        if post.format is Format.STORY:
            assert (GaveWay.BUDGET, "story") in told


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_every_trade_at_every_size(industry: str) -> None:
    """1, 3 and 6 hours and the ends of the scale, on one to three platforms."""
    places, starts, openings = cycle(PLACES), cycle(STARTS), cycle(OPENINGS)
    for count, (minutes, platforms) in enumerate(product((15, 60, 90, 180, 360, 720), (1, 2, 3))):
        country, zone, first_weekday = next(places)
        case = Case(
            industry=industry,
            minutes=minutes,
            platforms=platforms,
            communities=1 + count % 5,
            country=country,
            zone=zone,
            first_weekday=first_weekday,
            starts=next(starts),
            closed_weekdays=next(openings),
            closed_days=FORTNIGHT if count % 3 == 2 else (),
            weekdays=None if count % 2 else (1, 3, 5),
            seed=count,
        )
        check(case, plan_of(case))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Odd ones: any week start, any opening days, any first day, one to five communities."""
    country, zone, _ = draw(st.sampled_from(PLACES))
    starts = draw(st.dates(date(2026, 1, 1), date(2032, 12, 31)))
    closed = draw(st.lists(st.integers(0, 90), max_size=40, unique=True))
    return Case(
        industry=draw(st.sampled_from(INDUSTRIES)),
        minutes=draw(st.integers(15, 900)),
        platforms=draw(st.integers(1, 3)),
        communities=draw(st.integers(1, 5)),
        goals=draw(st.sampled_from((("bookings",), ("online_sales", "email_list", "launch")))),
        country=country,
        zone=zone,
        first_weekday=draw(st.sampled_from((0, 5, 6))),
        starts=starts,
        weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1)))),
        closed_weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6), max_size=5)))),
        closed_days=tuple(starts + timedelta(days=i) for i in closed),
        more=draw(st.booleans()),
        seed=draw(st.integers(0, 2**32)),
    )


@given(cases())
def test_the_odd_ones(case: Case) -> None:
    check(case, plan_of(case))


@given(cases())
def test_the_same_answers_give_the_same_plan(case: Case) -> None:
    assert plan_of(case) == plan_of(case)


def test_another_zone_changes_nothing() -> None:
    """A plan is made of local days."""
    here, there = Case(zone="Pacific/Kiritimati"), Case(zone="Pacific/Pago_Pago")
    assert plan_of(here).posts == plan_of(there).posts


def test_another_seed_begins_elsewhere() -> None:
    seeds = {tuple(p.idea for p in plan_of(Case(seed=seed)).posts) for seed in range(8)}
    assert len(seeds) > 4


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_the_plan_is_thin(industry: str) -> None:
    """One post a week up to an hour and a half; the trade's cadence at three hours; never more."""
    cadences = {c.hours: c.posts for c in brief_of(Case(industry=industry)).industry.cadences}
    for minutes, most in ((60, 1), (90, 1), (180, cadences[3]), (360, cadences[6]), (720, 6)):
        case = Case(
            industry=industry,
            minutes=minutes,
            slow_months=(),
            closed_weekdays=(),
            platforms=("instagram", "facebook_page"),
        )
        posts = len(plan_of(case).posts)
        assert posts <= 13 * most
        assert posts >= 12 * min(most, cadences[6])


def test_more_only_when_the_owner_asks() -> None:
    for minutes in (90, 180, 360):
        usual, more = Case(minutes=minutes), Case(minutes=minutes, more=True)
        assert posts_a_week(brief_of(usual)) < posts_a_week(brief_of(more)) <= 6
        assert len(plan_of(usual).posts) < len(plan_of(more).posts)


def test_a_first_day_within_a_week_moves_on_to_the_next() -> None:
    draft = plan_of(Case(starts=date(2026, 11, 25)))
    assert draft.plan.starts == date(2026, 11, 30)


def test_a_week_that_is_closed_stays_empty_and_is_told() -> None:
    case = Case(minutes=180, closed_days=FORTNIGHT)
    draft = plan_of(case)
    weeks = [note.week for note in draft.notes if note.what is GaveWay.CLOSED]
    assert weeks == [date(2027, 1, 4), date(2027, 1, 11)]
    assert not [post for post in draft.posts if post.day in FORTNIGHT]


def test_the_next_quarter_goes_on_where_this_one_stopped() -> None:
    first = plan_of(Case(minutes=180, communities=3))
    case = Case(
        minutes=180,
        communities=3,
        starts=first.plan.starts + timedelta(weeks=13),
        recent=Recent.of(first.posts),
    )
    then = plan_of(case)
    check(case, then)
    assert then.posts[0].community == first.posts[-3].community


def test_ideas_of_a_single_pillar_are_spread_over_the_quarter() -> None:
    """Ten ideas that rest for eight weeks: about one a week, no long silence, and it is told."""
    case = Case(minutes=360, pillars=("People",))
    draft = plan_of(case)
    check(case, draft)
    assert max((b.day - a.day).days for a, b in pairwise(draft.posts)) <= 14
    (note,) = (note for note in draft.notes if note.what is GaveWay.IDEAS)
    assert len(draft.posts) + int(note.detail) in range(60, 70)


@pytest.mark.parametrize(("before", "weeks"), [(43, 2), (8, 0)])
def test_ideas_that_ran_just_before_leave_a_gap_that_is_told(before: int, weeks: int) -> None:
    """Week by week where it is a few, once for all where it is many."""
    case = Case(pillars=("People",), country="SG", peak_months=(), slow_months=())
    ran = case.starts - timedelta(days=before)
    ideas = tuple((idea.key, ran) for p in brief_of(case).industry.pillars for idea in p.ideas)
    draft = plan_of(replace(case, recent=Recent(ideas)))
    check(replace(case, recent=Recent(ideas)), draft)
    notes = [note for note in draft.notes if note.what is GaveWay.IDEAS]
    assert [note.week is None for note in notes] == [False] * weeks + [True] * (not weeks)


def test_a_pillar_of_the_owners_own_has_no_ideas_and_that_is_told() -> None:
    draft = plan_of(Case(pillars=("People", "My dog")))
    assert ("My dog") in {n.detail for n in draft.notes if n.what is GaveWay.IDEAS}
    ideas = {p.pillar for p in draft.posts if not p.observance}
    assert len(ideas) == 1


def test_where_all_pillars_are_the_owners_own_they_share_the_trades_ideas() -> None:
    draft = plan_of(Case(pillars=("My dog", "My cat")))
    assert len({p.pillar for p in draft.posts}) == 2
    assert len(draft.posts) >= 13


def test_one_hour_and_five_communities() -> None:
    draft = plan_of(Case(minutes=60, communities=5))
    assert (GaveWay.COMMUNITIES, "5") in {(n.what, n.detail) for n in draft.notes}


def test_three_platforms_and_one_post_a_week() -> None:
    draft = plan_of(Case(platforms=3))
    assert (GaveWay.PLATFORMS, "3") in {(n.what, n.detail) for n in draft.notes}


def test_more_posts_than_the_minutes_make_are_told_as_such() -> None:
    """Three texts a week in an hour: the ideas are there, the minutes are not."""
    case = Case(minutes=60, more=True, platforms=("linkedin_page",))
    draft = plan_of(case)
    check(case, draft)
    told = {(note.what, note.detail) for note in draft.notes}
    assert (GaveWay.BUDGET, "posts") in told
    assert GaveWay.IDEAS not in {note.what for note in draft.notes}


def test_a_quarter_of_an_hour() -> None:
    """A story or an update every other week, messages and numbers; the rest gives way, told."""
    draft = plan_of(Case(minutes=15))
    left_out = {note.detail for note in draft.notes if note.what is GaveWay.BUDGET}
    assert {"community", "sales"} <= left_out
    assert {duty.kind.value for duty in draft.duties} == {"answer", "numbers"}
    assert 5 <= len(draft.posts) <= 8
