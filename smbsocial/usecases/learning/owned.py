"""What the listing and the mailings tell, in their files."""

from collections.abc import Iterator
from datetime import timedelta

from smbsocial.domain.assessment.chain import LISTINGS
from smbsocial.domain.assessment.values import LinkKey
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.known_numbers import Numbers
from smbsocial.domain.learning.values import WeekCount
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.periods import Span
from smbsocial.usecases.learning.told import Desk, Sources, Told, told

_ACTIONS = (Metric.CALLS, Metric.WEBSITE_CLICKS, Metric.DIRECTIONS, Metric.BOOKINGS)
_MONTH = 365.2425 / 12
_LONGEST = timedelta(days=62)
"""Of a span that a report does not break down, to stand for the weeks in it."""
_WEEK = timedelta(days=6)


def owned_weeks(desk: Desk, sources: Sources) -> list[Told]:
    """Views of the listing and actions there; mailings, and the clicks in them."""
    platform = next((p for p in LISTINGS if p in desk.brief.platforms), None)
    listed = [] if platform is None else _listed(desk, sources.numbers, platform)
    return [*listed, *_mailed(desk)]


def _listed(desk: Desk, numbers: Numbers, platform: PlatformKey) -> list[Told]:
    views: list[WeekCount] = []
    acting: list[WeekCount] = []
    for span in _spans(desk, numbers, platform):
        seen = _of(numbers, Metric.VIEWS, platform, span)
        done = [_of(numbers, metric, platform, span) for metric in _ACTIONS]
        days = (span[1] - span[0]).days + 1
        if seen:
            views.append(WeekCount(span[0], seen, days / _MONTH))
            if any(each is not None for each in done):
                acting.append(WeekCount(span[0], sum(each or 0 for each in done), seen / 100))
    people = sum(week.of for week in acting) * 100
    months = sum(week.of for week in views)
    return [
        *told(f"{LinkKey.LISTING_VIEWS.value}.{platform}", views, months),
        *told(f"{LinkKey.LISTING_ACTIONS.value}.{platform}", acting, people),
    ]


def _spans(desk: Desk, numbers: Numbers, platform: PlatformKey) -> Iterator[Span]:
    """The weeks, or where days are not told the longer spans that are."""
    told_daily = any(who.source == platform for who in numbers.series.get(Metric.VIEWS, {}))
    if told_daily:
        yield from ((week, week + _WEEK) for week in desk.weeks)
        return
    for first, last in sorted(numbers.periods.get(Metric.VIEWS, {})):
        if last - first <= _LONGEST and last < desk.today:
            yield first, last


def _of(numbers: Numbers, metric: Metric, platform: PlatformKey, span: Span) -> int | None:
    """The sum of all accounts of a listing over a span; None where none tells it whole."""
    series = numbers.series.get(metric, {})
    found = [each.whole(span) for who, each in series.items() if who.source == platform]
    spans = numbers.periods.get(metric, {}).get(span, {})
    known = [each for each in found if each is not None]
    known += [value for who, value in spans.items() if who.source == platform]
    return sum(known) if known else None


def _mailed(desk: Desk) -> list[Told]:
    rows = desk.reads.measures(MeasureKind.CAMPAIGN, desk.first, desk.today)
    sent = [row for row in rows if row.figures.get(Metric.DELIVERED)]
    if not sent:
        return []
    clicked = [
        WeekCount(row.day, row.figures[Metric.MAIL_CLICKS], row.figures[Metric.DELIVERED] / 100)
        for row in sent
        if Metric.MAIL_CLICKS in row.figures
    ]
    people = sum(week.of for week in clicked) * 100
    return [
        *told(LinkKey.SENDS.value, _sends(desk, sent), len(sent)),
        *told(LinkKey.MAIL_CLICKS.value, clicked, people),
    ]


def _sends(desk: Desk, sent: list[Measure]) -> list[WeekCount]:
    """Mailings week by week from the first to the last of them."""
    weeks = [week for week in desk.weeks if desk.week(sent[0].day) <= week <= sent[-1].day]
    counts = [sum(desk.week(row.day) == week for row in sent) for week in weeks]
    part = 7 / _MONTH
    return [WeekCount(week, n, part) for week, n in zip(weeks, counts, strict=True)]
