"""Reach watch: whether a platform has turned, and how what the business owns has grown."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from smbsocial.domain.days import week_start
from smbsocial.domain.goals import Kpi
from smbsocial.domain.ids import KpiKey, PlatformKey
from smbsocial.domain.kpi_sums import is_social
from smbsocial.domain.measures import Import, Measure, MeasureKind, Metric
from smbsocial.domain.reach_watch import Reached, Watch, measure_of, trend, watch
from smbsocial.domain.told_twice import told_once
from smbsocial.usecases.counting.places import platform_name, platforms_used
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads

LOOK_BACK = timedelta(weeks=34)
"""The two spans of the watch, and a quarter without a new file."""
FOLLOWERS_NEAR = timedelta(days=35)
"""So far from a post's day may its followers have been told."""
OWNED_WEEKS = 26
OWNED_SPAN = timedelta(weeks=13)
WEBSITE = "website"
MAILING_LIST = "mailing_list"

Point = tuple[date, Decimal]
Levels = Mapping[tuple[str, str], Sequence[tuple[date, int]]]


@dataclass(frozen=True, slots=True)
class Watched:
    """A platform, by which figure its posts are watched (None: no file told any), and how it is.

    `until`: the day to which its numbers go; `points`: the median of each week, for a chart.
    """

    platform: PlatformKey
    name: str
    metric: Metric | None
    until: date | None
    watch: Watch
    points: tuple[Point, ...]


class Thing(Enum):
    """What the business owns, whatever platforms do."""

    MAILING_LIST = "mailing_list"
    WEBSITE = "website"


class Told(Enum):
    """Which figure stands for its size."""

    SUBSCRIBERS = "subscribers"  # people on the list
    DELIVERED = "delivered"  # people whom a mailing reached: the list as far as it is known
    NEW_SUBSCRIBERS = "new_subscribers"  # typed: those who came through social media
    VISITS = "visits"  # of the website, a week
    SOCIAL_VISITS = "social_visits"  # those of them from social media, typed or imported
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Owned:
    """What the business owns, as it grew: its newest figure, and the one a quarter before.

    Visits are those of whole weeks. `points` are the oldest first; both figures are None where
    nothing, or nothing so long ago, is known.
    """

    thing: Thing
    told: Told
    points: tuple[Point, ...] = ()
    now: Decimal | None = None
    before: Decimal | None = None
    until: date | None = None


def reach_watch(reads: Reads, ports: Ports, today: date | None = None) -> tuple[Watched, ...]:
    """Every platform in use or with reported posts, by name; raises ExpectedError(NOT_SET_UP)."""
    day = today or ports.clock.today(set_up_business(reads).zone)
    posts: dict[str, list[Measure]] = defaultdict(list)
    for row in told_once(reads.measures(MeasureKind.POST, day - LOOK_BACK, day)):
        if is_social(row.source):
            posts[row.source].append(row)
    used = [each.key for each in platforms_used(reads, ports, day) if is_social(each.key)]
    sources = dict.fromkeys([*posts, *used])
    days = reads.measures(MeasureKind.DAY, day - LOOK_BACK - FOLLOWERS_NEAR, day)
    levels = _levels(days)
    if len(sources) == 1:  # a typed number of followers is that of all platforms together
        only = next(iter(sources))
        levels = {(only, ""): _typed(reads, KpiKey("followers"), day), **levels}
    until = _until(reads, posts, day)
    found = [
        _watched(ports, source, posts.get(source, []), levels, until.get(source))
        for source in sources
        if source
    ]
    return tuple(sorted(found, key=lambda each: each.name))


def owned(reads: Reads, ports: Ports, today: date | None = None) -> tuple[Owned, ...]:
    """The mailing list and the website; raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    day = today or ports.clock.today(business.zone)
    first = week_start(day, business.first_weekday) - timedelta(weeks=OWNED_WEEKS)
    days = reads.measures(MeasureKind.DAY, first, day)
    mailings = reads.measures(MeasureKind.CAMPAIGN, first, day)
    lists = (
        (Told.SUBSCRIBERS, _levels_of(days, Metric.SUBSCRIBERS)),
        (Told.DELIVERED, _levels_of(mailings, Metric.DELIVERED)),
        (Told.NEW_SUBSCRIBERS, _readings(reads, KpiKey("email_signups"), first, day)),
    )
    visits = (
        (Told.VISITS, _by_week(days, Metric.SESSIONS, first)),
        (Told.SOCIAL_VISITS, _by_week(days, Metric.SOCIAL_SESSIONS, first)),
        (Told.SOCIAL_VISITS, _readings(reads, KpiKey("social_sessions"), first, day)),
    )
    return (_owned(Thing.MAILING_LIST, lists), _owned(Thing.WEBSITE, visits))


def _watched(
    ports: Ports, source: str, rows: Sequence[Measure], levels: Levels, until: date | None
) -> Watched:
    metric = measure_of(name for row in rows for name in row.figures)
    reached = [
        Reached(row.day, row.figures[metric], _followers(row, levels))
        for row in rows
        if metric is not None and metric in row.figures
    ]
    end = until or date.max
    return Watched(
        platform=PlatformKey(source),
        name=platform_name(ports, source),
        metric=metric,
        until=until,
        watch=watch(reached, end),
        points=trend(reached, end),
    )


def _until(reads: Reads, posts: Mapping[str, Sequence[Measure]], today: date) -> dict[str, date]:
    """The day to which the numbers of each source go: its files' last, else its newest post's."""
    until = {source: max(row.day for row in rows) for source, rows in posts.items()}
    for file in reads.all(Import):
        if file.last is not None and file.source in until:
            until[file.source] = max(until[file.source], min(file.last, today))
    return until


def _levels(rows: Iterable[Measure]) -> dict[tuple[str, str], list[tuple[date, int]]]:
    """The followers of each account day by day."""
    found: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        if Metric.FOLLOWERS in row.figures:
            found[row.source, row.account].append((row.day, row.figures[Metric.FOLLOWERS]))
    return found


def _followers(post: Measure, levels: Levels) -> int | None:
    """The followers told nearest to a post's day; of its account, or of the only one there is."""
    own = [key for key in levels if key[0] == post.source]
    key = (post.source, post.account)
    told = levels.get(key) or (levels[own[0]] if len(own) == 1 else ())
    at = bisect_left(told, (post.day, 0))
    near = [each for each in told[max(0, at - 1) : at + 1] if _is_near(each[0], post.day)]
    nearest = min(near, key=lambda each: abs(each[0] - post.day), default=None)
    return nearest[1] if nearest else None


def _is_near(day: date, other: date) -> bool:
    return abs(day - other) <= FOLLOWERS_NEAR


def _typed(reads: Reads, key: KpiKey, last: date) -> list[tuple[date, int]]:
    points = _readings(reads, key, date.min, last)
    return [(day, int(value)) for day, value in points]


def _readings(reads: Reads, key: KpiKey, first: date, last: date) -> list[Point]:
    """What was read of a KPI, also of one that is no longer watched; the newest of each day."""
    found: dict[date, Decimal] = {}
    for kpi in reads.having(Kpi, "kind", key):
        for reading in sorted(reads.readings(kpi.id), key=lambda each: (each.day, each.at)):
            if first <= reading.day <= last:
                found[reading.day] = Decimal(reading.hundredths) / 100
    return sorted(found.items())


def _levels_of(rows: Iterable[Measure], metric: Metric) -> list[Point]:
    """The level of each day that tells one: the largest where several do."""
    found: dict[date, int] = {}
    for row in rows:
        if row.source == MAILING_LIST and metric in row.figures:
            found[row.day] = max(row.figures[metric], found.get(row.day, 0))
    return [(day, Decimal(value)) for day, value in sorted(found.items())]


def _by_week(rows: Iterable[Measure], metric: Metric, first: date) -> list[Point]:
    """The website's sums of those weeks of which every day is told; `first` begins a week."""
    days: dict[date, int] = {}
    for row in rows:
        if row.source == WEBSITE and metric in row.figures:
            days[row.day] = days.get(row.day, 0) + row.figures[metric]
    weeks: dict[date, list[int]] = defaultdict(list)
    for day, value in days.items():
        weeks[first + timedelta(weeks=(day - first).days // 7)].append(value)
    whole = {start: sum(values) for start, values in weeks.items() if len(values) == 7}
    return [(start, Decimal(value)) for start, value in sorted(whole.items())]


def _owned(thing: Thing, choices: Iterable[tuple[Told, list[Point]]]) -> Owned:
    """By the first figure that anybody told."""
    told, points = next(((told, p) for told, p in choices if p), (Told.NOTHING, []))
    if not points:
        return Owned(thing, told)
    until, now = points[-1]
    earlier = [value for day, value in points if day <= until - OWNED_SPAN]
    return Owned(thing, told, tuple(points), now, earlier[-1] if earlier else None, until)
