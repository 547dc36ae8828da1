"""How many posts came of the minutes that were given: what a post takes, waste and weeks off too.

Not the minutes of a post that somebody timed: a forecast needs the posts that hours bring, and
whoever gives an hour a week and posts once has taken an hour for a post.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from smbsocial.domain.assessment.chain import LISTINGS
from smbsocial.domain.assessment.values import LinkKey
from smbsocial.domain.content import Status
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.learning.values import WeekCount
from smbsocial.domain.plan import Plan
from smbsocial.usecases.learning.told import Desk, Sources, Told, told
from smbsocial.usecases.lookup import plan_among

SILENCE = timedelta(weeks=5)
"""Nothing ticked for so long: nobody keeps the calendar any more, which is not nothing posted."""


def made_weeks(desk: Desk, sources: Sources) -> list[Told]:
    """Posts by making minutes of the plans' weeks; a piece on two platforms is one."""
    part = desk.part("making_share")
    pieces = _pieces(desk, sources)
    plans = desk.reads.all(Plan)
    weeks: list[WeekCount] = []
    for week in desk.weeks:
        plan = plan_among(plans, week)
        if plan is not None and _kept(pieces, week) and not desk.is_shut(week):
            weeks.append(WeekCount(week, pieces.get(week, 0.0), plan.minutes_a_week * part))
    return told(LinkKey.MINUTES.value, weeks, sum(week.of for week in weeks), inverse=True)


def brought_by(desk: Desk, sources: Sources) -> dict[date, float]:
    """Posts by week as the chain counts their effect: in part beyond the fifth; of kept weeks."""
    pieces = _pieces(desk, sources)
    full, part = float(desk.number("full_posts")), desk.part("further_posts")
    weeks = [week for week in desk.weeks if pieces and _kept(pieces, week)]
    each = {week: pieces.get(week, 0.0) for week in weeks}
    return {week: min(n, full) + max(0.0, n - full) * part for week, n in each.items()}


def _kept(pieces: Mapping[date, float], week: date) -> bool:
    """Whether somebody ticked posts in a week or in those around it."""
    return any(abs(day - week) < SILENCE for day in pieces) and min(pieces) <= week


def _pieces(desk: Desk, sources: Sources) -> dict[date, float]:
    """Posts that went out by week, counted as the chain counts them: by what a piece brings."""
    posting = [p for p in desk.brief.platforms if p not in LISTINGS]
    worth = {p: _reactions(sources, p) for p in posting}
    usual = sum(each for each in worth.values() if each) / max(1, sum(map(bool, worth.values())))
    worth = {p: each or usual or 1.0 for p, each in worth.items()}
    whole = sum(worth[p] * part for p, part in zip(posting, _parts(desk, posting), strict=True))
    found: dict[date, float] = defaultdict(float)
    for post in desk.reads.posts(desk.first, desk.today):
        if post.status is Status.POSTED and post.platform in worth:
            found[desk.week(post.day)] += worth[post.platform] / whole
    return found


def _parts(desk: Desk, posting: list[PlatformKey]) -> list[float]:
    later = (desk.part("second_platform"), desk.part("third_platform"))
    return [1.0 if not place else later[min(place, 2) - 1] for place in range(len(posting))]


def _reactions(sources: Sources, platform: PlatformKey) -> float:
    """Of a post; 0 where nobody knows."""
    for each in sources.platforms:
        if each.key == platform and each.posts:
            return sum(each.reactions.values()) / sum(each.posts.values())
    return 0.0
