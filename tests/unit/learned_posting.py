"""What is learned of the made-up businesses, through a real store in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from statistics import mean

from assessment_cases import LIBRARY
from house import CountedIds, SetClock
from simulated_posting import FIRST, INSTAGRAM, QUARTER, Made, brief_on

from smbsocial.domain.brief import Brief
from smbsocial.domain.measures import Metric
from smbsocial.domain.ranges import Range
from smbsocial.storage.store import SqliteStore, memory_store
from smbsocial.usecases.learning.forecasts import expected_units
from smbsocial.usecases.learning.links import LearnedLink, as_answers, going_on, learn
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
    brief, links = learned_after(made, 13 * quarters)
    own = replace(brief, learned=as_answers(links))
    first = brief.rhythm.starts
    last = first + QUARTER - timedelta(days=1)
    return expected_units(brief, PORTS, first, last), expected_units(own, PORTS, first, last)


def reach_after(made: Made, turn: int, weeks: int) -> tuple[Range, float, float]:
    """What is learned of the reach of a post, and its true mean before and since a turn."""
    _, links = learned_after(made, weeks)
    now = next(link.now for link in links if link.link == f"reach.{INSTAGRAM}")
    day = FIRST + timedelta(weeks=turn)
    posts = [(row.day, row.figures[Metric.REACH]) for row in made.measures]
    end = FIRST + timedelta(weeks=weeks)
    before = mean(reach for on, reach in posts if on < day)
    return now, before, mean(reach for on, reach in posts if end <= on < end + QUARTER)
