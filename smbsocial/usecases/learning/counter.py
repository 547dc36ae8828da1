"""Customers as the counter and shops tie them to platforms, beside what the posts brought."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from smbsocial.domain.assessment.chain import CLOSING
from smbsocial.domain.assessment.values import LinkKey
from smbsocial.domain.counter import DayTally, Elsewhere, What
from smbsocial.domain.kpi_sums import is_social
from smbsocial.domain.learning.values import WeekCount
from smbsocial.domain.measures import DaySales, Metric
from smbsocial.domain.roi.spread import by_reach
from smbsocial.domain.roi.tied import UNIT_OF, tied_entries
from smbsocial.domain.roi.values import Books, By, Strength
from smbsocial.domain.sampling import Sampler
from smbsocial.usecases.learning.pieces import brought_by
from smbsocial.usecases.learning.told import Desk, Sources, Told, lately, told
from smbsocial.usecases.results.return_books import Span, gather

IN_USE = timedelta(weeks=5)
"""So long after something was told at the counter a week without anything has really none."""
_ENQUIRIES = frozenset({What.CALL, What.LEAD})
_ELSEWHERE = frozenset(each.value for each in Elsewhere)
_WEEK = timedelta(days=6)

R = TypeVar("R", DayTally, DaySales)


def counted_weeks(desk: Desk, sources: Sources) -> list[Told]:
    """Units of ten posts and of ten who react; else of clicks; customers of a hundred enquiries."""
    span = Span(desk.first, desk.today, desk.today)
    books = gather(desk.reads, desk.ports, desk.business, span).books
    units = _units(desk, books)
    acting = _acting(desk, sources, units)
    turning = [] if acting else _turning(sources, units)
    return [*_brought(desk, sources, units), *acting, *turning, *_closing(desk, books)]


def _units(desk: Desk, books: Books) -> dict[date, float]:
    """Of the main goal's kind, by platforms that posts are seen on, of weeks that are known."""
    goals = frozenset(g.id for g in books.goals if g.counted is desk.brief.goal.counted)
    spread, _ = by_reach(books.posts, books.reach)
    found: dict[date, float] = {}
    sales, tallies = _by_week(desk, books.sales), _by_week(desk, books.tallies)
    for week in _in_use(desk, books):
        own = replace(books, sales=tuple(sales[week]), tallies=tuple(tallies[week]))
        found[week] = 0.0
        for entry in tied_entries(own, spread, Sampler(n=1)):
            if entry.strength is Strength.COUNTED:
                found[week] += float(
                    sum(
                        entry.units * part
                        for cell, part in entry.weights.items()
                        if cell[By.GOAL.value] in goals and is_social(cell[By.PLATFORM.value])
                    )
                )
    return found


def _by_week(desk: Desk, rows: tuple[R, ...]) -> Mapping[date, list[R]]:
    found: dict[date, list[R]] = defaultdict(list)
    for row in rows:
        found[desk.week(row.day)].append(row)
    return found


def _in_use(desk: Desk, books: Books) -> list[date]:
    """The weeks in which whoever came because of a platform would have been counted."""
    told_on = sorted(
        {t.day for t in books.tallies} | {s.day for s in books.sales if s.code or s.channel}
    )
    found = []
    for week in desk.weeks:
        last = week + _WEEK
        near = any(week - IN_USE <= day <= last for day in told_on)
        if near and told_on[0] <= week and last <= told_on[-1] + IN_USE and not desk.is_shut(week):
            found.append(week)
    return found


def _brought(desk: Desk, sources: Sources, units: Mapping[date, float]) -> list[Told]:
    """Units beside the posts of these weeks, as far as results have grown by then."""
    began, known = desk.brief.began, brought_by(desk, sources)
    if began is None or not any(units.values()):
        return []
    weeks, whole = [], 0.0
    for week, count in units.items():
        posts = lately(known, week)
        grown = float(desk.forecast.level(week + timedelta(days=3)))
        if week >= began and posts and grown:
            weeks.append(WeekCount(week, count, posts * grown / 10))
            whole += posts
    return told(LinkKey.BROUGHT.value, weeks, whole)


def _acting(desk: Desk, sources: Sources, units: Mapping[date, float]) -> list[Told]:
    """Units beside the reactions of these weeks, as far as results have grown by then."""
    began = desk.brief.began
    known = {week: each for week in desk.weeks if (each := sources.reactions(week)) is not None}
    if began is None or not any(units.values()):
        return []
    weeks, people = [], 0.0
    for week, count in units.items():
        reactions = lately(known, week)
        grown = float(desk.forecast.level(week + timedelta(days=3)))
        if week >= began and reactions and grown:
            weeks.append(WeekCount(week, count, reactions * grown / 10))
            people += reactions
    keys = {link.key for link in desk.forecast.links}
    further = keys & {LinkKey.TURN.value, LinkKey.CLOSE.value}
    key = LinkKey.ACT_WHOLE if further else LinkKey.ACT
    return told(key.value, weeks, people)


def _turning(sources: Sources, units: Mapping[date, float]) -> list[Told]:
    """Orders beside the visits of the website from platforms, of which both are known."""
    series = [*sources.numbers.series.get(Metric.SOCIAL_SESSIONS, {}).values()]
    if not series or not any(units.values()):
        return []
    weeks, visits = [], 0
    for week, count in units.items():
        clicks = sum(each.whole((week, week + _WEEK)) or 0 for each in series)
        if clicks:
            weeks.append(WeekCount(week, count, clicks / 100))
            visits += clicks
    return told(LinkKey.TURN.value, weeks, visits)


def _closing(desk: Desk, books: Books) -> list[Told]:
    """Customers beside the enquiries of these weeks, both told at the counter of a platform."""
    counted = desk.brief.goal.counted
    if counted not in CLOSING:
        return []
    tallies = [t for t in books.tallies if t.heard and t.heard not in _ELSEWHERE]
    asked = _sums(desk, tallies, lambda t: t.what in _ENQUIRIES)
    won = _sums(desk, tallies, lambda t: t.what not in _ENQUIRIES and counted in UNIT_OF[t.what])
    if not (asked and won):
        return []
    known = {week: asked.get(week, 0.0) for week in _in_use(desk, books)}
    weeks = [
        WeekCount(week, won.get(week, 0.0), enquiries / 100)
        for week in known
        if (enquiries := lately(known, week))
    ]
    return told(LinkKey.CLOSE.value, weeks, sum(asked.values()))


def _sums(
    desk: Desk, tallies: list[DayTally], wanted: Callable[[DayTally], bool]
) -> dict[date, float]:
    found: dict[date, float] = defaultdict(float)
    for tally in tallies:
        if wanted(tally):
            found[desk.week(tally.day)] += tally.count
    return found
