"""Since when the work goes on: results that grew before a new plan do not begin anew with it."""

from dataclasses import replace
from datetime import date, timedelta

from smbsocial.domain.brief import Brief
from smbsocial.domain.plan import Plan
from smbsocial.usecases.lookup import last_day
from smbsocial.usecases.ports import Reads

BREAK = timedelta(weeks=6)
"""Between two plans: after a longer break the work begins anew."""


def began(reads: Reads, day: date) -> date | None:
    """The first day of the plans that lead up to a day without a break; None without any."""
    since: date | None = None
    plans = sorted(reads.all(Plan), key=lambda plan: plan.starts, reverse=True)
    reached = day
    for plan in plans:
        if plan.starts > day:
            continue
        if reached - last_day(plan) > BREAK:
            break
        since = reached = plan.starts
    return since


def going_on(reads: Reads, brief: Brief) -> Brief:
    """The brief with the work that leads up to its first day."""
    return replace(brief, began=began(reads, brief.rhythm.starts))
