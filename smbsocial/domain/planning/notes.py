"""What of the promises gave way in a plan, told week by week or once for all."""

from collections.abc import Iterator, Sequence

from smbsocial.domain.brief import Brief
from smbsocial.domain.content import Format
from smbsocial.domain.days import week_starts
from smbsocial.domain.plan import Plan
from smbsocial.domain.planning.feasts import Feast
from smbsocial.domain.planning.slots import open_days
from smbsocial.domain.planning.values import GaveWay, Note
from smbsocial.domain.planning.writing import Pen

POSTS = "posts"
"""The detail of a note that says: some posts stayed out for want of minutes."""
MANY_WEEKS = 3
"""More weeks than so many with the same trouble are told in one note."""
WEEKS_BETWEEN = 4
"""A community or platform that waits longer for its turn is told about."""


def notes_on(
    brief: Brief, plan: Plan, pen: Pen, ranked: Sequence[Feast], *, short: int
) -> tuple[Note, ...]:
    """Everything that gave way in the posts of a plan.

    `ranked` are the feasts there were; `short` the posts not even begun for want of ideas.
    """
    return (
        *_waiting(brief, plan, pen),
        *_without_ideas(brief, pen, short),
        *_shrunk(brief, pen),
        *_closed(brief, plan),
        *_moved(pen, ranked),
    )


def _waiting(brief: Brief, plan: Plan, pen: Pen) -> Iterator[Note]:
    communities = sum(community.active for community in brief.communities)
    if communities > 1 and communities * plan.weeks > WEEKS_BETWEEN * len(pen.sketches):
        yield Note(GaveWay.COMMUNITIES, detail=str(communities))
    served = [sum(s.platform == p for s in pen.sketches) for p in range(len(brief.platforms))]
    if len(served) > 1 and plan.weeks > WEEKS_BETWEEN * min(served):
        yield Note(GaveWay.PLATFORMS, detail=str(len(served)))


def _without_ideas(brief: Brief, pen: Pen, short: int) -> Iterator[Note]:
    known = {facts.name for facts in brief.industry.pillars if facts.ideas}
    for pillar in brief.rhythm.pillars:
        if pillar.name not in known:
            yield Note(GaveWay.IDEAS, detail=pillar.name)
    if short or len(pen.missing) > MANY_WEEKS:
        yield Note(GaveWay.IDEAS, detail=str(short + sum(pen.missing.values())))
        return
    for week, missing in pen.missing.items():
        yield Note(GaveWay.IDEAS, week, str(missing))


def _shrunk(brief: Brief, pen: Pen) -> Iterator[Note]:
    if pen.unaffordable:
        yield Note(GaveWay.BUDGET, detail=POSTS)
    main = sum(sketch.platform == 0 for sketch in pen.sketches)
    others = range(1, len(brief.platforms))
    if any(sum(sketch.platform == other for sketch in pen.sketches) > main for other in others):
        yield Note(GaveWay.BUDGET, detail=brief.platforms[0])
    if any(sketch.format is Format.STORY for sketch in pen.sketches):
        yield Note(GaveWay.BUDGET, detail=Format.STORY.value)


def _closed(brief: Brief, plan: Plan) -> Iterator[Note]:
    for week in week_starts(plan.starts, plan.weeks):
        if not open_days(week, brief.business):
            yield Note(GaveWay.CLOSED, week)


def _moved(pen: Pen, ranked: Sequence[Feast]) -> Iterator[Note]:
    used = {sketch.idea: sketch.week for sketch in pen.sketches if sketch.feast}
    for feast in sorted(ranked, key=lambda feast: feast.day):
        if feast.moved and feast.idea in used:
            yield Note(GaveWay.OBSERVANCE, used[feast.idea], feast.occurrence.observance.name)
