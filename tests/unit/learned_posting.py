"""What is learned of the made-up businesses, through a real store in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from statistics import mean

from assessment_cases import LIBRARY
from house import CountedIds, SetClock
from simulated_posting import FIRST, INSTAGRAM, QUARTER, Made, Trade, brief_on

from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.brief import Brief
from smbsocial.domain.learning.chance import by_chance
from smbsocial.domain.learning.following import follow
from smbsocial.domain.learning.values import LearnedLink, WeekCount, as_answers
from smbsocial.domain.measures import Metric
from smbsocial.domain.ranges import Range
from smbsocial.domain.sampling import Sampler
from smbsocial.storage.store import SqliteStore, memory_store
from smbsocial.usecases.expecting import expected_units, going_on
from smbsocial.usecases.learning.links import learn
from smbsocial.usecases.ports import Ports

PORTS = Ports(SetClock(), CountedIds(), LIBRARY)


@contextmanager
def store_of(made: Made, weeks: int) -> Iterator[SqliteStore]:
    """The business's data folder after so many weeks."""
    store = memory_store()
    try:
        made.into(store, weeks)
        yield store
    finally:
        store.close()


def learned_after(made: Made, weeks: int) -> tuple[Brief, tuple[LearnedLink, ...]]:
    """The brief of the plan that begins then, and what is learned for it."""
    day = FIRST + timedelta(weeks=weeks)
    with store_of(made, weeks) as store:
        brief = going_on(store, brief_on(made.trade, day))
        return brief, learn(store, PORTS, brief, today=day)


def both_forecasts(made: Made, quarters: int) -> tuple[Range, Range]:
    """Of the quarter after so many: with published figures alone, and with what was learned."""
    before, after, _ = forecasts_after(made, quarters)
    return before, after


def forecasts_after(made: Made, quarters: int) -> tuple[Range, Range, float]:
    """The same, and what part of all cases the learned one says are in its range.

    It is a little more than eight in ten: there are only whole customers.
    """
    brief, links = learned_after(made, 13 * quarters)
    own = replace(brief, learned=as_answers(links))
    first = brief.rhythm.starts
    last = first + QUARTER - timedelta(days=1)
    before, after = (expected_units(each, PORTS, first, last) for each in (brief, own))
    figures = PORTS.library.chain_figures(own.industry.key, own.goal.kind)
    cases = by_chance(Forecast(own, figures, Sampler()).within(first, last)).values
    inside = sum(after.low <= Decimal(str(case)) <= after.high for case in cases)
    return before, after, inside / len(cases)


def reach_learned(made: Made, weeks: int) -> Range:
    """What is learned of the reach of a post after so many weeks."""
    _, links = learned_after(made, weeks)
    return next(link.now for link in links if link.link == f"reach.{INSTAGRAM}")


def reach_followed(made: Made, weeks: int) -> Range:
    """The same from the posts alone, without any store: ten times as fast."""
    day = FIRST + timedelta(weeks=weeks)
    told: dict[int, list[int]] = {}
    for row in made.measures:
        if row.source == INSTAGRAM and row.day < day:
            told.setdefault((row.day - FIRST).days // 7, []).append(row.figures[Metric.REACH])
    counts = [
        WeekCount(FIRST + timedelta(weeks=n), sum(told[n]), len(told[n])) for n in sorted(told)
    ]
    return follow(_published(made.trade), counts, day).now


@cache
def _published(trade: Trade) -> Range:
    brief = brief_on(trade, FIRST)
    figures = LIBRARY.chain_figures(brief.industry.key, brief.goal.kind)
    links = Forecast(brief, figures, Sampler()).links
    return next(x.figure.range for x in links if (x.key, x.platform) == ("reach", INSTAGRAM))


def true_reach(made: Made, weeks: int, of: int = 13) -> float:
    """What posts truly reach in the mean in so many weeks from a week on."""
    return mean(made.reach[INSTAGRAM][weeks : weeks + of])
