"""What is expected of a plan's days, kept when it is made, so that it can be looked back at."""

from dataclasses import replace
from datetime import date, timedelta

from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.brief import Brief
from smbsocial.domain.content import Status
from smbsocial.domain.goals import Goal
from smbsocial.domain.learning.chance import by_chance
from smbsocial.domain.plan import Plan
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import KeptForecast
from smbsocial.domain.sampling import Sampler
from smbsocial.usecases.lookup import goals, last_day
from smbsocial.usecases.ports import Ports, Reads, Tx

BREAK = timedelta(weeks=6)
"""Between two posts: after a longer break the work begins anew."""


def began(reads: Reads, day: date) -> date | None:
    """Since when work leads up to a day without a break; None where nothing was done.

    What was only planned is no work: the first day of the first post that went out counts.
    """
    since = day
    while worked := _posted(reads, since - BREAK, since - timedelta(days=1)):
        since = min(worked)
    return since if since < day else None


def _posted(reads: Reads, first: date, last: date) -> list[date]:
    return [post.day for post in reads.posts(first, last) if post.status is Status.POSTED]


def going_on(reads: Reads, brief: Brief) -> Brief:
    """The brief with the work that leads up to its first day."""
    return replace(brief, began=began(reads, brief.rhythm.starts))


def expected_units(brief: Brief, ports: Ports, first: date, last: date) -> Range:
    """Extra units of the main goal in all days from first to last, with what the brief learned.

    Whole ones, with the chance that is in any count: this is what can be compared afterwards.
    `going_on` says since when the work goes on; without it, it begins with the brief's first day.
    """
    figures = ports.library.chain_figures(brief.industry.key, brief.goal.kind)
    return by_chance(Forecast(brief, figures, Sampler()).within(first, last)).range()


def keep_forecast(tx: Tx, ports: Ports, brief: Brief, plan: Plan, *, learned: bool) -> KeptForecast:
    """Keep what is expected of a plan's days; of the same plan and goal only the newest is kept."""
    goal = tx.get(Goal, brief.goal.id) or goals(tx)[0]
    first, last = plan.starts, last_day(plan)
    own = going_on(tx, replace(brief, rhythm=replace(brief.rhythm, starts=first)))
    kept = KeptForecast(
        id=f"{plan.id}/{goal.id}",
        made_at=ports.clock.now(),
        plan=plan.id,
        goal=goal.id,
        first=first,
        last=last,
        units=expected_units(own, ports, first, last),
        learned=learned,
    )
    tx.put(kept)
    return kept
