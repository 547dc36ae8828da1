"""What the assessment published for the main goal, as the range that a KPI's chart shows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from smbsocial.domain.assessment.values import ChartPoint
from smbsocial.domain.brief import Brief
from smbsocial.domain.briefing import facts_for, make_brief
from smbsocial.domain.defaults import kpi_of_one
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Goal, KpiFacts
from smbsocial.domain.pace import Point
from smbsocial.domain.plan import Plan
from smbsocial.domain.ranges import Range
from smbsocial.usecases.lookup import goals
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.setup import assess_brief, read_answers


class Published:
    """The assessment of a plan's day, made when the first KPI asks for it."""

    def __init__(self, reads: Reads, ports: Ports, plan: Plan | None) -> None:
        self._reads = reads
        self._ports = ports
        self._plan = plan
        self._made: tuple[Brief, tuple[ChartPoint, ...]] | None = None
        self._asked = False

    def band(self, facts: KpiFacts, goal: Goal, figures: Sequence[Point]) -> tuple[ChartPoint, ...]:
        """The range over the days for a KPI that counts the main goal's units, else nothing.

        The assessment speaks of extra units, so the range stands on what was there before.
        """
        main = next(iter(goals(self._reads)), None)
        if self._plan is None or main is None or goal.id != main.id:
            return ()
        made = self._assessed(goal)
        if made is None:
            return ()
        brief, curve = made
        close = brief.worth.close_rate_percent
        of_one = kpi_of_one(
            facts,
            goal,
            worth=brief.worth,
            close_percent=brief.industry.defaults.close_rate_percent if close is None else close,
        )
        if of_one is None:
            return ()
        points = [ChartPoint(point.day, _scaled(point.range, of_one)) for point in curve]
        ground = _ground(points, figures, self._plan.starts)
        return tuple(ChartPoint(p.day, _raised(p.range, ground)) for p in points)

    def _assessed(self, goal: Goal) -> tuple[Brief, tuple[ChartPoint, ...]] | None:
        if not self._asked:
            self._asked = True
            self._made = self._assess(goal)
        return self._made

    def _assess(self, goal: Goal) -> tuple[Brief, tuple[ChartPoint, ...]] | None:
        """From the plan's first day: today the answers alone would be for a later start."""
        if self._plan is None or goal.until <= self._plan.starts:
            return None
        answers = read_answers(self._reads)
        try:
            facts = facts_for(answers, self._ports.library)
            brief = make_brief(answers, facts, today=self._plan.starts)
        except ExpectedError:
            return None
        if (brief.goal.kind, brief.goal.counted) != (goal.kind, goal.counted):
            return None
        brief = replace(
            brief,
            goals=(goal, *brief.goals[1:]),
            rhythm=replace(brief.rhythm, starts=self._plan.starts),
            investment=replace(brief.investment, until=goal.until),
        )
        return brief, assess_brief(brief, self._ports, levers=False).curve


def _ground(points: Sequence[ChartPoint], figures: Sequence[Point], starts: date) -> Decimal:
    """What a KPI was before the plan: its last figure of then, else the first without the gain."""
    before = [value for day, value in figures if day < starts]
    if before:
        return before[-1]
    if not figures:
        return Decimal(0)
    day, value = figures[0]
    gained = [point.range.typical for point in points if point.day <= day]
    return max(Decimal(0), value - (gained[-1] if gained else 0))


def _scaled(range_: Range, factor: Fraction) -> Range:
    return range_.scaled(Decimal(factor.numerator) / Decimal(factor.denominator))


def _raised(range_: Range, by: Decimal) -> Range:
    ends = (range_.low + by, range_.typical + by, range_.high + by)
    return Range(*(end.quantize(Decimal("0.01")) for end in ends))
