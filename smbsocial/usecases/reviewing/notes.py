"""What a review notes of itself when it is closed, so that its pages and record stay as they were.

Goals get another target and day with each plan, and a plan may be replaced later on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smbsocial.domain.goals import Period
from smbsocial.domain.ids import GoalId, KpiId
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import Review, ReviewAnswer, ReviewPage, ReviewWord, answer_id
from smbsocial.usecases.lookup import goals, kpis
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.results.sheets import Aimed
from smbsocial.usecases.reviewing.saying import Answers

_GOAL, _KPI = "target:", "aimed:"
_NEXT = "plan"
_NONE = "-"


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan that the review made: its days, its posts, and what was expected of it."""

    first: date
    last: date
    posts: int
    units: Range


def note_aims(tx: Tx, ports: Ports, review: Review) -> None:
    """Note what was aimed at in the reviewed quarter, before the next one has its own."""
    until = {goal.id: goal.until for goal in goals(tx)}
    for goal in goals(tx):
        _note(tx, ports, review, _GOAL + goal.id, f"{goal.target} {goal.period.value}")
    for kpi in kpis(tx):
        if kpi.goal in until:
            target = _NONE if kpi.target is None else str(kpi.target)
            _note(tx, ports, review, _KPI + kpi.id, f"{target} {until[kpi.goal].isoformat()}")


def note_plan(tx: Tx, ports: Ports, review: Review, planned: Planned) -> None:
    """Note the plan that it made."""
    units = planned.units
    said = (planned.first.isoformat(), planned.last.isoformat(), planned.posts)
    text = " ".join(map(str, (*said, units.low, units.typical, units.high)))
    _note(tx, ports, review, _NEXT, text)


def is_note(said: ReviewAnswer) -> bool:
    """Whether it was noted so, and is no word of anybody."""
    noted = said.subject == _NEXT or said.subject.startswith((_GOAL, _KPI))
    return said.page is ReviewPage.DECIDE and noted


def goal_noted(said: Answers, goal: GoalId) -> tuple[int, Period] | None:
    """The target of a goal, per period; None where nothing was noted."""
    found = said.get((ReviewPage.DECIDE, _GOAL + goal))
    if found is None:
        return None
    target, _, period = found.text.partition(" ")
    return int(target), Period(period)


def aims_noted(said: Answers) -> Mapping[KpiId, Aimed]:
    """The targets of KPIs, and their days."""
    found = {}
    for (page, subject), each in said.items():
        if page is ReviewPage.DECIDE and subject.startswith(_KPI):
            target, _, until = each.text.partition(" ")
            aimed = Aimed(None if target == _NONE else int(target), date.fromisoformat(until))
            found[KpiId(subject.removeprefix(_KPI))] = aimed
    return found


def plan_noted(said: Answers) -> Planned | None:
    """The plan that it made; None where it made none."""
    found = said.get((ReviewPage.DECIDE, _NEXT))
    if found is None:
        return None
    first, last, posts, *units = found.text.split(" ")
    days = date.fromisoformat(first), date.fromisoformat(last)
    return Planned(*days, int(posts), Range(*map(Decimal, units)))


def _note(tx: Tx, ports: Ports, review: Review, subject: str, text: str) -> None:
    page = ReviewPage.DECIDE
    id = answer_id(review.id, page, subject)
    now = ports.clock.now()
    tx.put(ReviewAnswer(id, review.id, page, subject, ReviewWord.NOTE, text, now))
