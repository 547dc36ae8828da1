"""Week by week, what files, the counter and the calendar tell of the chain's links.

Weeks of which nothing is known are in none of these: blank is not zero. Nothing that is kept tells
what asking and ads bring, what a listing gains by being kept up, how many come back, or the weeks
until a result: these links are never learned.
"""

from collections import defaultdict
from datetime import date

from smbsocial.domain.assessment.chain import LISTINGS
from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.assessment.values import LinkKey
from smbsocial.domain.brief import Brief
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.known_numbers import Posts, gather
from smbsocial.domain.learning.values import WeekCount
from smbsocial.domain.measures import Import, MeasureKind, Metric
from smbsocial.domain.reach_watch import YOUNG, measure_of
from smbsocial.usecases.learning.counter import counted_weeks
from smbsocial.usecases.learning.owned import owned_weeks
from smbsocial.usecases.learning.pieces import made_weeks
from smbsocial.usecases.learning.told import Desk, Platform, Sources, Told, told
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads

_KINDS = (MeasureKind.POST, MeasureKind.DAY, MeasureKind.PERIOD)


def told_weeks(
    reads: Reads, ports: Ports, brief: Brief, forecast: Forecast, *, today: date
) -> tuple[Told, ...]:
    """Every link that anything is told of; raises ExpectedError(NOT_SET_UP)."""
    figures = ports.library.chain_figures(brief.industry.key, brief.goal.kind)
    desk = Desk(reads, ports, set_up_business(reads), brief, forecast, figures, today)
    sources = _sources(desk)
    found = made_weeks(desk, sources)
    for platform in sources.platforms:
        found += _seen(platform)
    return (*found, *counted_weeks(desk, sources), *owned_weeks(desk, sources))


def _sources(desk: Desk) -> Sources:
    rows = [row for kind in _KINDS for row in desk.reads.measures(kind, desk.first, desk.today)]
    numbers = gather(rows)
    posting = [p for p in desk.brief.platforms if p not in LISTINGS and p in numbers.posts]
    platforms = (_platform(desk, p, numbers.posts[p]) for p in posting)
    return Sources(numbers, tuple(each for each in platforms if each is not None))


def _platform(desk: Desk, key: PlatformKey, posts: Posts) -> Platform | None:
    """By people reached; times seen, where a platform never tells these. Young posts are left out.

    None where its files tell neither.
    """
    metric = measure_of(posts.tells)
    if metric is None:
        return None
    until = _until(desk, key, posts) - YOUNG
    ended = frozenset(desk.weeks)
    count: dict[date, int] = defaultdict(int)
    reach: dict[date, int] = defaultdict(int)
    reactions: dict[date, int] = defaultdict(int)
    for day, figures in zip(posts.days, posts.figures, strict=True):
        week = desk.week(day)
        if metric in figures and day <= until and week in ended:
            count[week] += 1
            reach[week] += figures[metric]
            if Metric.INTERACTIONS in figures:
                reactions[week] += figures[Metric.INTERACTIONS]
    return Platform(key, count, reach, reactions)


def _until(desk: Desk, key: PlatformKey, posts: Posts) -> date:
    """The day to which a platform's files go."""
    files = [row.last for row in desk.reads.all(Import) if row.source == key and row.last]
    return max([posts.days[-1], *(min(day, desk.today) for day in files)])


def _seen(platform: Platform) -> list[Told]:
    """People reached by a post, and reactions of a hundred reached."""
    counts, reach, reactions = platform.posts, platform.reach, platform.reactions
    reached = [WeekCount(day, reach[day], counts[day]) for day in sorted(reach)]
    reacting = [
        WeekCount(day, reactions[day], reach[day] / 100) for day in sorted(reactions) if reach[day]
    ]
    people = sum(reach[week.day] for week in reacting)
    return [
        *told(f"{LinkKey.REACH.value}.{platform.key}", reached, sum(counts.values())),
        *told(f"{LinkKey.REACTIONS.value}.{platform.key}", reacting, people),
    ]
