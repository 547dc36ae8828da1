"""Links learned from a store's weeks, the forecast that is kept, and how it fared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from math import log, sqrt
from statistics import median

import pytest
from learned_posting import (
    PORTS,
    both_forecasts,
    learned_after,
    reach_followed,
    store_of,
    true_reach,
)
from simulated_posting import FIRST, INSTAGRAM, LISTING, QUARTER, TRADES, brief_on, make

from smbsocial.domain.answers import Learned, Override
from smbsocial.domain.assessment.assess import assess
from smbsocial.domain.assessment.values import LinkKey
from smbsocial.domain.brief import Brief
from smbsocial.domain.content import Post, Status
from smbsocial.domain.counter import Tally, WeekTotal, What
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Counted, Goal
from smbsocial.domain.ids import GoalId, ImportId
from smbsocial.domain.learning.values import LearnedLink, as_answers
from smbsocial.domain.measures import Import, Measure, MeasureKind, Metric
from smbsocial.domain.plan import Plan
from smbsocial.domain.ranges import Basis, Range
from smbsocial.domain.review import KeptForecast
from smbsocial.domain.roi.values import Strength
from smbsocial.storage.store import SqliteStore, memory_store
from smbsocial.usecases.expecting import expected_units, going_on, keep_forecast
from smbsocial.usecases.learning.forecasts import backtests
from smbsocial.usecases.learning.links import learn
from smbsocial.usecases.ports import Store


@pytest.fixture
def empty() -> Iterator[SqliteStore]:
    store = memory_store()
    yield store
    store.close()


CAFE, TWO, PHOTOGRAPHER, MAKER, MAP = TRADES
LAST = FIRST + QUARTER - timedelta(days=1)


def by_link(links: tuple[LearnedLink, ...]) -> dict[str, LearnedLink]:
    return {each.link: each for each in links}


def put_file(store: Store, rows: list[Measure], last: date) -> None:
    source = rows[0].source
    id_ = ImportId(f"more-{source}")
    with store.transaction() as tx:
        tx.lay_down(id_, rows)
        tx.put(
            Import(id_, datetime(2026, 1, 1, tzinfo=UTC), "f", "x", source, "", FIRST, last, 1, 0)
        )


def day_row(
    source: str, day: date, figures: dict[Metric, int], until: date | None = None
) -> Measure:
    kind = MeasureKind.DAY if until is None else MeasureKind.PERIOD
    return Measure(source, "", kind, day.isoformat(), day, until or day, None, "", "", figures)


def mailing(n: int, figures: dict[Metric, int]) -> Measure:
    day = FIRST + timedelta(weeks=2 * n)
    return Measure(
        "mailing_list", "", MeasureKind.CAMPAIGN, f"m{n}", day, day, None, "", "", figures
    )


def test_a_business_without_data_keeps_the_published_range() -> None:
    made = make(CAFE, 1)
    made.measures.clear()
    made.rows[:] = [row for row in made.rows if not isinstance(row, Tally)][:6]
    brief, links = learned_after(made, 26)
    assert links == ()
    first = brief.rhythm.starts
    own = replace(brief, learned=as_answers(links))
    ends = (first, first + QUARTER)
    assert expected_units(own, PORTS, *ends) == expected_units(brief, PORTS, *ends)


def test_nobody_set_up_yet(empty: SqliteStore) -> None:
    for fn in (lambda: learn(empty, PORTS, brief_on(CAFE, FIRST), today=FIRST),
               lambda: backtests(empty, PORTS)):  # fmt: skip
        with pytest.raises(ExpectedError) as caught:
            fn()
        assert caught.value.code is Code.NOT_SET_UP


def test_a_year_of_posts_and_customers_is_learned() -> None:
    found = by_link(learned_after(make(CAFE, 2), 52)[1])
    assert list(found) == [
        "minutes",
        f"reach.{INSTAGRAM}",
        f"reactions.{INSTAGRAM}",
        "brought",
        "act",
    ]
    for link in found.values():
        assert link.own_percent > 60, link
        assert link.weeks > 30
        assert link.count > 0
        assert link.of > 0
    assert found["act"].unit == "per_ten"


def test_what_comes_later_changes_nothing_today() -> None:
    made = make(CAFE, 3)
    day = FIRST + timedelta(weeks=26)
    with store_of(made, 26) as then, store_of(made, 52) as now:
        brief = going_on(then, brief_on(CAFE, day))
        assert learn(then, PORTS, brief, today=day) == learn(then, PORTS, brief, today=day)
        early = by_link(learn(then, PORTS, brief, today=day))
        late = by_link(learn(now, PORTS, brief, today=day))
    assert early.keys() == late.keys()
    assert early["act"].weeks == late["act"].weeks


def test_steps_between_are_in_the_measured_figure() -> None:
    """Bookings: what reactions become in the end, and the part of enquiries beside it."""
    brief, links = learned_after(make(PHOTOGRAPHER, 4), 52)
    found = by_link(links)
    assert {"act_whole", "close"} <= found.keys()
    assert "act" not in found
    figures = PORTS.library.chain_figures(brief.industry.key, brief.goal.kind)
    chain = assess(replace(brief, learned=as_answers(links)), figures, levers=False).chain
    keys = [link.key for link in chain]
    assert LinkKey.ACT_WHOLE.value in keys
    assert LinkKey.ACT.value not in keys
    assert LinkKey.APPEAL.value not in keys
    assert found["close"].now.high <= 100


def test_orders_of_visits_where_no_post_is_told() -> None:
    made = make(MAKER, 5)
    made.measures.clear()
    sessions = [
        day_row("website", FIRST + timedelta(days=n), {Metric.SOCIAL_SESSIONS: 9})
        for n in range(7 * 24)
    ]
    day = FIRST + timedelta(weeks=26)
    with store_of(made, 26) as store:
        put_file(store, sessions, day)
        brief = going_on(store, brief_on(MAKER, day))
        found = by_link(learn(store, PORTS, brief, today=day))
    assert found["turn"].of == 63 * found["turn"].weeks
    assert found["turn"].weeks in {23, 24}
    assert 0 < found["turn"].count <= made.units(0) + made.units(1)
    assert "act_whole" not in found


@pytest.mark.parametrize("daily", [True, False])
def test_the_listing_tells_views_and_actions_by_day_or_by_month(daily: bool) -> None:
    made = make(MAP, 6)
    made.measures[:] = [row for row in made.measures if row.source != LISTING]
    step = 1 if daily else 28
    figures = {Metric.VIEWS: 20 * step, Metric.CALLS: step, Metric.DIRECTIONS: step}
    rows = [
        day_row(
            LISTING,
            FIRST + timedelta(days=n),
            figures,
            None if daily else FIRST + timedelta(days=n + 27),
        )
        for n in range(0, 7 * 24, step)
    ]
    year = day_row(LISTING, FIRST, {Metric.VIEWS: 9999}, FIRST + timedelta(days=364))
    blank = day_row(LISTING, FIRST + timedelta(days=400), {Metric.CALLS: 3})
    day = FIRST + timedelta(weeks=26)
    with store_of(made, 26) as store:
        put_file(store, [*rows, *([blank] if daily else [year])], day)
        brief = going_on(store, brief_on(MAP, day))
        found = by_link(learn(store, PORTS, brief, today=day))
    views, actions = found[f"listing_views.{LISTING}"], found[f"listing_actions.{LISTING}"]
    assert 400 < views.now.typical < 900  # 609 a month
    assert 6 < actions.now.typical < 12  # ten of a hundred
    assert actions.of == 20 * 7 * (views.weeks if daily else 4 * views.weeks)
    assert views.weeks in ({23, 24} if daily else {5, 6})


def test_mailings_tell_how_often_and_how_many_click() -> None:
    made = make(MAKER, 7)
    rows = [mailing(n, {Metric.DELIVERED: 400, Metric.MAIL_CLICKS: 12}) for n in range(10)]
    rows += [mailing(10, {Metric.DELIVERED: 400}), mailing(11, {Metric.MAIL_CLICKS: 4})]
    day = FIRST + timedelta(weeks=26)
    with store_of(made, 26) as store:
        put_file(store, rows, day)
        brief = going_on(store, brief_on(MAKER, day))
        brief = replace(brief, audience=replace(brief.audience, mailing_list=800))
        found = by_link(learn(store, PORTS, brief, today=day))
    assert found["sends"].count >= 10
    assert 1.5 < found["sends"].now.typical < 3
    assert found["mail_clicks"].of in {3600, 4000}
    assert 2 < found["mail_clicks"].now.typical < 4


def test_each_platform_has_figures_of_its_own_and_posts_that_were_skipped_are_none() -> None:
    made = make(TWO, 15)
    usual = by_link(learned_after(made, 26)[1])
    assert {f"reach.{p}" for p in (INSTAGRAM, "facebook_page")} <= usual.keys()
    posts = [row for row in made.rows if isinstance(row, Post)]
    for post in posts[::2]:
        made.rows[made.rows.index(post)] = replace(post, status=Status.SKIPPED, posted_at=None)
    fewer = by_link(learned_after(made, 26)[1])
    assert fewer["minutes"].now.typical > usual["minutes"].now.typical
    assert fewer["minutes"].weeks == usual["minutes"].weeks


def test_enquiries_alone_do_not_tell_how_many_become_customers() -> None:
    made = make(PHOTOGRAPHER, 4)
    made.rows[:] = [r for r in made.rows if not isinstance(r, Tally) or r.what is not What.BOOKING]
    assert "close" not in by_link(learned_after(made, 26)[1])


def test_a_listing_that_tells_views_only() -> None:
    made = make(MAP, 6)
    made.measures[:] = [row for row in made.measures if row.source != LISTING]
    rows = [day_row(LISTING, FIRST + timedelta(days=n), {Metric.VIEWS: 9}) for n in range(50)]
    day = FIRST + timedelta(weeks=13)
    with store_of(made, 13) as store:
        put_file(store, rows, day)
        found = by_link(learn(store, PORTS, going_on(store, brief_on(MAP, day)), today=day))
    assert f"listing_views.{LISTING}" in found
    assert f"listing_actions.{LISTING}" not in found


def test_the_owners_figure_counts_before_the_measured_one() -> None:
    """In each line; the trade's appeal stands beside an own figure of those who react."""
    brief = brief_on(CAFE, FIRST)
    figures = PORTS.library.chain_figures(brief.industry.key, brief.goal.kind)
    own = Range(Decimal(1), Decimal(2), Decimal(3))
    learned = tuple(Learned(link, own, 20, 90) for link in ("act", f"reach.{INSTAGRAM}", "minutes"))

    def chain(*said: str) -> dict[str, Basis]:
        overrides = tuple(Override(link, Range.exactly(9)) for link in said)
        told = replace(brief, learned=learned, overrides=overrides)
        found = assess(told, figures, levers=False).chain
        return {link.key: link.figure.basis for link in found}

    usual = chain()
    counted = {key for key, basis in usual.items() if basis is Basis.YOUR_COUNT}
    assert counted == {"act", "reach", "minutes"}
    assert not {"appeal", "followers", "discovery"} & usual.keys()
    assert "reach_share" in usual  # of new followers
    assert chain("act")["act"] is Basis.YOU_SAID
    assert chain("act")["appeal"] is Basis.UNVERIFIED
    assert chain("appeal")["act"] is Basis.UNVERIFIED
    assert chain(f"reach.{INSTAGRAM}")["reach"] is Basis.YOU_SAID
    assert chain("minutes")["minutes"] is Basis.YOU_SAID


def test_a_measured_figure_to_the_end_needs_no_closing_and_gives_way_to_the_owners() -> None:
    brief = brief_on(MAKER, FIRST)
    figures = PORTS.library.chain_figures(brief.industry.key, brief.goal.kind)
    whole = (Learned("act_whole", Range(Decimal(1), Decimal(2), Decimal(3)), 30, 95),)

    def chain(*said: str) -> set[str]:
        overrides = tuple(Override(link, Range.exactly(9)) for link in said)
        told = replace(brief, learned=whole, overrides=overrides)
        return {link.key for link in assess(told, figures, levers=False).chain}

    assert not {"act", "turn", "appeal"} & chain()
    assert "act_whole" in chain()
    assert {"act", "turn", "appeal"} <= chain("turn")
    assert "act_whole" not in chain("turn")


def test_what_posts_bring_in_the_end_gives_way_to_the_owners_figure_on_the_way() -> None:
    brief = brief_on(PHOTOGRAPHER, FIRST)
    figures = PORTS.library.chain_figures(brief.industry.key, brief.goal.kind)
    brought = (Learned("brought", Range.exactly(100), 30, 95),)

    def result(*said: str) -> tuple[set[str], Decimal]:
        overrides = tuple(Override(link, Range.exactly(9)) for link in said)
        told = replace(brief, learned=brought, overrides=overrides)
        found = assess(told, figures, levers=False)
        return {link.key for link in found.chain}, found.result.typical

    keys, typical = result()
    assert "brought" in keys
    assert typical > 50  # ten units a post
    for said in ("reach", f"reach.{INSTAGRAM}", "act"):
        keys, less = result(said)
        assert "brought" not in keys
        assert less < typical / 2


def test_an_own_figure_of_those_who_act_is_not_learned_over() -> None:
    made = make(CAFE, 2)
    day = FIRST + timedelta(weeks=26)
    with store_of(made, 26) as store:
        brief = going_on(store, brief_on(CAFE, day))
        brief = replace(brief, overrides=(Override("act", Range.exactly(2)),))
        assert "act" not in by_link(learn(store, PORTS, brief, today=day))


def test_a_second_platform_that_was_counted_needs_no_followers() -> None:
    brief = brief_on(TWO, FIRST)
    figures = PORTS.library.chain_figures(brief.industry.key, brief.goal.kind)
    own = (Learned("reach.facebook_page", Range(Decimal(1), Decimal(2), Decimal(3)), 30, 95),)
    found = assess(replace(brief, learned=own), figures, levers=False).chain
    of_second = {link.key for link in found if link.platform == "facebook_page"}
    assert of_second == {"reach", "reactions"}


def test_a_platform_that_tells_neither_people_nor_views_teaches_nothing() -> None:
    made = make(CAFE, 8)
    made.measures[:] = [
        row._replace(figures={Metric.INTERACTIONS: row.figures[Metric.INTERACTIONS]})
        for row in made.measures
    ]
    assert set(by_link(learned_after(made, 26)[1])) == {"minutes", "brought"}


def test_posts_without_reactions_and_a_week_that_reached_nobody() -> None:
    made = make(CAFE, 8)
    made.measures[:] = [
        row._replace(figures={Metric.VIEWS: row.figures[Metric.REACH] if n else 0})
        for n, row in enumerate(made.measures)
    ]
    assert set(by_link(learned_after(made, 26)[1])) == {"minutes", "brought", f"reach.{INSTAGRAM}"}


def test_what_the_owner_said_is_not_learned() -> None:
    made = make(PHOTOGRAPHER, 4)
    day = FIRST + timedelta(weeks=26)
    with store_of(made, 26) as store:
        brief = going_on(store, brief_on(PHOTOGRAPHER, day))
        said = replace(
            brief,
            worth=replace(brief.worth, close_rate_percent=40),
            overrides=(Override("minutes", Range.exactly(20)),),
        )
        assert not {"close", "minutes"} & by_link(learn(store, PORTS, said, today=day)).keys()


def test_a_closed_week_and_a_week_off_are_no_weeks_of_work() -> None:
    made = make(CAFE, 9)
    day = FIRST + timedelta(weeks=26)
    closed = tuple(FIRST + timedelta(weeks=5, days=n) for n in range(13))
    with store_of(made, 26) as store:
        with store.transaction() as tx:
            (business,) = tx.all(type(brief_on(CAFE, day).business))
            tx.put(replace(business, closed_days=closed))
        brief = going_on(store, brief_on(CAFE, day))
        found = by_link(learn(store, PORTS, brief, today=day))
    whole = by_link(learned_after(made, 26)[1])
    assert found["minutes"].weeks == whole["minutes"].weeks - 1
    assert found["act"].weeks == whole["act"].weeks - 1


def test_a_counter_that_nobody_clicks_any_more_tells_no_zeros() -> None:
    made = make(CAFE, 10)
    made.rows[:] = [
        r for r in made.rows if not isinstance(r, Tally) or r.day < FIRST + timedelta(weeks=13)
    ]
    assert by_link(learned_after(made, 52)[1])["act"].weeks <= 18


def test_four_quarters_make_the_forecast_narrow_and_true() -> None:
    """A small run; tests/benchmarks/learning_coverage.py has the large one."""
    held, narrow = 0, []
    for trade in (CAFE, TWO, MAKER):
        for seed in range(100, 103):
            made = make(trade, seed)
            before, after = both_forecasts(made, 4)
            held += after.low <= made.units(4) <= after.high
            # in the logarithm: a business that sells five times as much has wider figures too
            narrow.append(log((after.high + 1) / (after.low + 1)))
            narrow[-1] /= log((before.high + 1) / (before.low + 1))
    assert held >= 5  # of nine, where eight in ten is right: fewer are one in fifty
    assert median(narrow) <= 0.3  # figures of one chain added as if they were independent: 0.35


@pytest.mark.parametrize(("times", "runs", "old_ones"), [(1.0, 40, 40), (0.5, 30, 6), (2.0, 30, 6)])
def test_what_a_post_reaches_is_known_a_year_later_turned_or_not(
    times: float, runs: int, old_ones: int
) -> None:
    """Turned in the middle of it: half a year later the new one is held, the old one is not."""
    held, old = 0, 0
    for seed in range(300, 300 + runs):
        made = make(CAFE, seed, turn=(26, times))
        now = reach_followed(made, 52)
        held += now.low <= true_reach(made, 52) <= now.high
        old += now.low <= true_reach(made, 0, 26) <= now.high
    doubt = 2 * sqrt(0.8 * 0.2 * runs)
    assert abs(held - 0.8 * runs) <= doubt
    assert old <= old_ones


def kept_in(store: Store, brief: Brief, plan: str, *, learned: bool = False) -> KeptForecast:
    with store.transaction() as tx:
        found = tx.get(Plan, plan)
        assert found is not None
        return keep_forecast(tx, PORTS, brief, found, learned=learned)


def at(store: Store, day: date, before: date | None = None):
    ports = replace(PORTS, clock=_Clock(day))
    return backtests(store, ports, before=before)


class _Clock:
    def __init__(self, day: date) -> None:
        self._day = day

    def now(self) -> datetime:
        return datetime.combine(self._day, time(12), UTC)

    def today(self, zone: str) -> date:
        return self._day


def test_last_quarters_forecast_stands_beside_what_was_counted() -> None:
    made = make(CAFE, 11)
    with store_of(made, 30) as store:
        first = kept_in(store, brief_on(CAFE, FIRST), "plan-0")
        again = kept_in(store, brief_on(CAFE, FIRST), "plan-0", learned=True)
        second = kept_in(store, brief_on(CAFE, FIRST + QUARTER), "plan-1")
        assert first.id == again.id
        assert (again.first, again.last, again.goal) == (FIRST, LAST, GoalId("goal-1"))
        assert second.units.typical > first.units.typical  # what grew does not begin anew
        assert at(store, LAST) == ()
        (found,) = at(store, LAST + timedelta(days=1))
        assert found.forecast == again
        assert found.came == made.units(0)
        assert found.strength is Strength.COUNTED
        assert found.inside is (again.units.low <= made.units(0) <= again.units.high)
        both = at(store, FIRST + timedelta(weeks=30))
        assert [each.forecast.plan for each in both] == ["plan-1", "plan-0"]
        assert len(at(store, FIRST + timedelta(weeks=30), FIRST + QUARTER)) == 1


def test_what_nobody_counted_is_not_guessed() -> None:
    made = make(CAFE, 12)
    made.rows[:] = [row for row in made.rows if not isinstance(row, Tally)]
    with store_of(made, 13) as store:
        kept_in(store, brief_on(CAFE, FIRST), "plan-0")
        (found,) = at(store, FIRST + QUARTER)
        assert (found.came, found.strength, found.inside) == (None, None, None)


def test_a_rise_over_the_weeks_before_is_an_estimate() -> None:
    made = make(CAFE, 13)
    weeks = [
        WeekTotal(f"w{n}", GoalId("goal-1"), FIRST + timedelta(weeks=n), 100 + 60 * (n >= 0), _NOW)
        for n in range(-30, 13)
    ]
    with store_of(made, 13) as store:
        with store.transaction() as tx:
            for row in weeks:
                tx.put(row)
        kept_in(store, brief_on(CAFE, FIRST), "plan-0")
        (found,) = at(store, FIRST + QUARTER)
        assert found.strength is Strength.ESTIMATED
        assert found.came is not None
        assert 600 <= found.came <= 960 or found.came >= made.units(0)


_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_counter_in_use_that_saw_nobody_is_nothing_and_other_goals_do_not_count() -> None:
    made = make(CAFE, 14)
    made.rows[:] = [row for row in made.rows if not isinstance(row, Tally)]
    made.rows.append(Tally("f", FIRST, _NOW, What.VISIT, "friend", 1))
    made.rows.append(Tally("l", FIRST, _NOW, What.LEAD, INSTAGRAM, 5))
    with store_of(made, 13) as store:
        with store.transaction() as tx:
            (goal,) = tx.all(Goal)
            other = replace(goal, id=GoalId("other"), counted=Counted.BOOKINGS, rank=2)
            tx.put(other)
        kept_in(store, brief_on(CAFE, FIRST), "plan-0")
        (found,) = at(store, FIRST + QUARTER)
        assert found.came == 0
        assert found.strength is Strength.COUNTED
