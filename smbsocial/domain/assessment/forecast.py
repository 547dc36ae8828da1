"""One brief's forecast: the chain built once, read at any position of the sliders."""

from datetime import date, timedelta
from fractions import Fraction

from smbsocial.domain.assessment.chain import build
from smbsocial.domain.assessment.lines import Lines
from smbsocial.domain.assessment.model import Sliders, channels, read, together
from smbsocial.domain.assessment.values import (
    REALISTIC_PERCENT,
    STRETCH_PERCENT,
    ChainFigures,
    ChannelShare,
    ChartPoint,
    Link,
    LinkKey,
    Verdict,
)
from smbsocial.domain.assessment.worth import cost_per_month, profit_per_unit
from smbsocial.domain.brief import Brief, Investment
from smbsocial.domain.days import days_between
from smbsocial.domain.ranges import Range
from smbsocial.domain.sampling import Course, Sampler, Samples

_FINE = 1_000_000
"""Shares compare units a week, which may be few in a million."""

_DAYS_IN_WEEK = 7

MOST_POINTS = 14
"""Of the chart: a quarter week by week, a longer time in larger steps."""


class Forecast:
    """What a brief comes to, now and at other positions of the sliders."""

    def __init__(self, brief: Brief, figures: ChainFigures, sampler: Sampler) -> None:
        lines = Lines(figures, sampler, brief.overrides, brief.learned)
        self._brief = brief
        self._sampler = sampler
        self._model = build(brief, lines)
        self.links: tuple[Link, ...] = lines.links
        self.stand_ins = lines.stand_ins
        self.profit = profit_per_unit(
            brief.worth,
            brief.goal.counted,
            trade=brief.industry.defaults,
            hourly_cost=brief.investment.hourly_cost,
        )
        self.asked = self._model.asked
        self._course = together(self._model, self._sliders(brief.investment, self.asked))
        self.now = self._per_period(self._course, brief.investment.until)

    @property
    def cost(self) -> Fraction:
        """Of a month, in minor units."""
        return cost_per_month(self._brief.investment)

    @property
    def paying(self) -> Fraction:
        """Units a period that cover the cost exactly; there must be a profit."""
        return self.cost * 12 / self._brief.goal.period.per_year / self.profit

    @property
    def per_post(self) -> Samples:
        """Units in the end of one post to today's audience, when full grown."""
        return self._model.per_post

    @property
    def first_weeks(self) -> Range:
        """Weeks until something shows."""
        return next(x.figure.range for x in self.links if x.key == LinkKey.FIRST_SIGN.value)

    def result(self, investment: Investment, *, asked: int | None = None) -> Samples:
        """Units a period at the date of another investment or with more customers asked."""
        customers = self.asked if asked is None else self._sampler.exactly(asked)
        course = together(self._model, self._sliders(investment, customers))
        return self._per_period(course, investment.until)

    def result_by(self, until: date) -> Samples:
        """Units a period by another date."""
        return self._per_period(self._course, until)

    def within(self, first: date, last: date) -> Samples:
        """Units in all days from first to last together, week by week."""
        units = self._sampler.exactly(0)
        for day in days_between(first, last):
            if (day - first).days % _DAYS_IN_WEEK:
                continue
            days = min(_DAYS_IN_WEEK, (last - day).days + 1)
            a_week = self._a_week(self._course, self._weeks(day + timedelta(days=days // 2)))
            units += a_week.times(Fraction(days, _DAYS_IN_WEEK))
        return units

    def level(self, day: date) -> Fraction:
        """How much of the full result of posts has come by a day, in the middle case."""
        grown = self._sampler.growth(self._model.growing, self._weeks(day))
        return Fraction(grown.range(times=_FINE).typical) / _FINE

    def loses(self, investment: Investment | None = None, *, target: int | None = None) -> bool:
        """Whether even reaching the target costs more than it brings."""
        goal = self._brief.goal
        units = goal.target if target is None else target
        cost = cost_per_month(investment or self._brief.investment)
        return units * goal.period.per_year * self.profit < cost * 12

    def verdict(
        self,
        result: Samples | None = None,
        *,
        investment: Investment | None = None,
        target: int | None = None,
    ) -> Verdict:
        """The word for a result; a target that loses money is never realistic."""
        wanted = self._brief.goal.target if target is None else target
        chance = (self.now if result is None else result).percent_at_least(wanted)
        if chance >= REALISTIC_PERCENT and not self.loses(investment, target=target):
            return Verdict.REALISTIC
        return Verdict.STRETCH if chance >= STRETCH_PERCENT else Verdict.NOT_NOW

    def shares(self) -> tuple[ChannelShare, ...]:
        """What each channel carries of the typical result, the largest first; a hundred or none."""
        investment = self._brief.investment
        each = channels(
            self._model,
            self._sliders(investment, self.asked),
            weeks=self._weeks(investment.until),
            sampler=self._sampler,
        )
        typical = {channel: part.range(times=_FINE).typical for channel, part in each.items()}
        whole = sum(typical.values())
        if not whole:
            return ()
        exact = {channel: Fraction(100 * part / whole) for channel, part in typical.items()}
        percents = {channel: int(part) for channel, part in exact.items()}
        by_rest = sorted(exact, key=lambda channel: percents[channel] - exact[channel])
        for channel in by_rest[: 100 - sum(percents.values())]:
            percents[channel] += 1
        largest = sorted(percents.items(), key=lambda each: -each[1])
        return tuple(ChannelShare(channel, n) for channel, n in largest if n)

    def curve(self) -> tuple[ChartPoint, ...]:
        """The way from the first day to the date."""
        investment, starts = self._brief.investment, self._brief.rhythm.starts
        weeks = max(0, (investment.until - starts).days // 7)
        step = max(1, -(-weeks // MOST_POINTS))
        points = []
        for week in range(0, weeks, step):
            a_week = self._a_week(self._course, self._before + week)
            units = a_week.range(times=self._weeks_a_period)
            points.append(ChartPoint(starts + timedelta(weeks=week), units))
        return (*points, ChartPoint(investment.until, self.now.range()))

    def _sliders(self, investment: Investment, asked: Samples) -> Sliders:
        return Sliders(
            minutes=investment.minutes_a_week,
            money=Fraction(investment.money_a_month.amount),
            asked=asked,
        )

    def _per_period(self, course: Course, until: date) -> Samples:
        return self._a_week(course, self._weeks(until)).times(self._weeks_a_period)

    def _a_week(self, course: Course, weeks: Fraction) -> Samples:
        return read(course, self._model, weeks=weeks, sampler=self._sampler)

    @property
    def _weeks_a_period(self) -> Fraction:
        return Fraction(52, self._brief.goal.period.per_year)

    def _weeks(self, until: date) -> Fraction:
        """Weeks of work up to a day, that day included."""
        return max(Fraction(0), Fraction((until - self._began).days + 1, 7))

    @property
    def _began(self) -> date:
        """Since when the work goes on."""
        starts = self._brief.rhythm.starts
        return min(self._brief.began or starts, starts)

    @property
    def _before(self) -> Fraction:
        """Weeks of work before the first day."""
        return Fraction((self._brief.rhythm.starts - self._began).days, 7)
