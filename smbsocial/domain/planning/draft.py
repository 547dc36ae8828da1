"""The plan of a quarter: thirteen weeks of posts and duties from a brief, and what gave way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from types import MappingProxyType

from smbsocial.domain.brief import Brief
from smbsocial.domain.checklist import due_days
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Format, Pillar, Post
from smbsocial.domain.days import week_start, week_starts
from smbsocial.domain.goals import Goal
from smbsocial.domain.ids import GoalKey, PlanId, PlatformKey, PostId
from smbsocial.domain.observances import Observance, occurrences
from smbsocial.domain.plan import Duty, Plan
from smbsocial.domain.planning.amounts import (
    MOST_POSTS_A_WEEK,
    films_a_week,
    platform_weights,
    posts_a_week,
    shares,
)
from smbsocial.domain.planning.feasts import Feast, feasts, one_a_week
from smbsocial.domain.planning.formats import taken_by
from smbsocial.domain.planning.notes import notes_on
from smbsocial.domain.planning.routine import routine
from smbsocial.domain.planning.seasons import Season, Window, windows
from smbsocial.domain.planning.slots import open_days
from smbsocial.domain.planning.turns import Turns, rotated
from smbsocial.domain.planning.values import PlanDraft, Recent
from smbsocial.domain.planning.writing import Material, Pen, Sketch, Week
from smbsocial.domain.playbook import IdeaFacts

NOTHING_RECENT = Recent()
ANY_FORMAT: Mapping[PlatformKey, frozenset[Format]] = MappingProxyType({})
CUSHION_GOALS = frozenset(
    GoalKey(key) for key in ("seasonal_cushion", "bookings", "email_list", "repeat_customers")
)
"""Goals that fill a quiet season; the post that prepares one serves them where they are chosen."""


def draft_plan(  # noqa: PLR0913 (each is a fact of its own, from another place)
    brief: Brief,
    observances: tuple[Observance, ...],
    minutes: Mapping[Format, int],
    *,
    plan_id: PlanId,
    seed: int,
    made_at: datetime,
    recent: Recent = NOTHING_RECENT,
    formats: Mapping[PlatformKey, frozenset[Format]] = ANY_FORMAT,
) -> PlanDraft:
    """Thirteen weeks from the brief's first day; the same arguments give the same draft.

    `minutes` a post of each format usually takes; `formats` what each platform takes
    (`formats_of` its post types; a platform left out takes everything); `recent` what ran before.
    The brief must name at least one platform, community, goal, pillar and person. A first day that
    starts no week of the business moves on to the next one that does.
    """
    plan = Plan(plan_id, _first_day(brief), brief.investment.minutes_a_week, seed, made_at)
    material = _material(brief, minutes, formats, seed, recent)
    wanted = posts_a_week(brief)
    rate = min(wanted, material.ideas_a_week)
    duties, shortened = routine(brief, plan_id=plan_id, for_posts=_for_posts(plan, material, rate))
    frame = _Frame(brief, plan, material, rate, duties)
    pen, ranked = frame.written(observances)
    posts = _posts(brief, plan, pen.sketches, recent)
    return PlanDraft(
        plan,
        posts,
        duties,
        (*shortened, *notes_on(brief, plan, pen, ranked, short=int((wanted - rate) * plan.weeks))),
    )


def _first_day(brief: Brief) -> date:
    starts, first_weekday = brief.rhythm.starts, brief.business.first_weekday
    start = week_start(starts, first_weekday)
    return start if start == starts else start + timedelta(days=7)


def _material(
    brief: Brief,
    minutes: Mapping[Format, int],
    formats: Mapping[PlatformKey, frozenset[Format]],
    seed: int,
    recent: Recent,
) -> Material:
    timed = frozenset(minutes)
    return Material(
        pillars=_pillars(brief, seed),
        platforms=tuple(taken_by(platform, formats) & timed for platform in brief.platforms),
        weights=platform_weights(brief),
        minutes=minutes,
        films_a_week=films_a_week(brief),
        used=dict(recent.ideas),
    )


def _pillars(brief: Brief, seed: int) -> tuple[tuple[Pillar, tuple[IdeaFacts, ...]], ...]:
    """The chosen pillars with the library's ideas, each begun where the seed says.

    A pillar of the owner's own has no ideas in the library; where no other is chosen, all the
    industry's ideas are dealt out to the owner's pillars.
    """
    known = {facts.name: facts.ideas for facts in brief.industry.pillars}
    chosen = brief.rhythm.pillars
    found = [(pillar, known[pillar.name]) for pillar in chosen if known.get(pillar.name)]
    if not found:
        every = [idea for facts in brief.industry.pillars for idea in facts.ideas]
        found = [(p, tuple(every[i :: len(chosen)])) for i, p in enumerate(chosen)]
    return tuple((p, rotated(ideas, seed, salt)) for salt, (p, ideas) in enumerate(found))


def _for_posts(plan: Plan, material: Material, rate: Fraction) -> int:
    """The minutes a week kept for posts: about half, but enough for one that lasts.

    Where not even three fifths of the minutes make one, the smallest post must do.
    """
    taken, minutes = material.platforms[0], material.minutes
    lasting = (material.cheapest(platform) for platform in range(len(material.platforms)))
    least = max((cost for cost in lasting if 5 * cost <= 3 * plan.minutes_a_week), default=0)
    if not least:
        return min(minutes[f] for f in taken)
    ideas = [idea for _, group in material.pillars for idea in group]
    quick = [minutes[i.format] for i in ideas if i.format in taken] or [least]
    typical = sum(quick) // len(quick)
    return max(least, min(plan.minutes_a_week // 2, -int(-rate // 1) * typical))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stays the same while the weeks are written and written again."""

    brief: Brief
    plan: Plan
    material: Material
    rate: Fraction
    duties: tuple[Duty, ...]

    def written(self, observances: tuple[Observance, ...]) -> tuple[Pen, tuple[Feast, ...]]:
        """The weeks written so that no feast crowds out the pillars, and the feasts there were."""
        business, starts = self.brief.business, self.plan.starts
        last = starts + timedelta(weeks=self.plan.weeks, days=-1)
        seasons = windows(business, first=starts, last=last)
        counts, extras = self._counts(seasons)
        found = occurrences(
            observances,
            country=business.country,
            industry=business.industry,
            first=starts,
            last=last + timedelta(days=6),
        )
        ranked = tuple(
            feast
            for feast in feasts(found, business, weekdays=self.brief.rhythm.weekdays, first=starts)
            if feast.day <= last and feast.idea not in self.material.used
        )
        chosen = one_a_week(ranked, business)
        while True:
            pen = Pen(self.material, business, self.brief.rhythm.weekdays, seasons, extras)
            pen.write([Week(w, n, self._left(w), chosen.get(w)) for w, n in counts.items()])
            crowded = _crowded(pen.sketches)
            if not crowded:
                return pen, ranked
            chosen = {week: feast for week, feast in chosen.items() if week not in crowded}

    def _counts(self, seasons: Sequence[Window]) -> tuple[dict[date, int], dict[Window, date]]:
        """The posts of each week; before a quiet season one more where the minutes allow."""
        starts = week_starts(self.plan.starts, self.plan.weeks)
        counts = dict(zip(starts, shares(self.rate, self.plan.weeks), strict=True))
        extras: dict[Window, date] = {}
        cheapest = self.material.cheapest(0)
        for window in seasons:
            if window.season is not Season.SLOW:
                continue
            for week, count in counts.items():
                days = open_days(week, self.brief.business)
                inside = all(window.holds(day) for day in days)
                if not inside or count >= min(MOST_POSTS_A_WEEK, len(days)):
                    continue
                if (count + 1) * cheapest <= self._left(week):
                    counts[week] += 1
                    extras[window] = week
                    break
        return counts, extras

    def _left(self, week: date) -> int:
        """The minutes of a week that its duties leave."""
        taken = sum(
            duty.minutes
            * len(due_days(duty, first=week, plan=self.plan, business=self.brief.business))
            for duty in self.duties
        )
        return self.plan.minutes_a_week - taken


def _crowded(sketches: Sequence[Sketch]) -> frozenset[date]:
    """The weeks whose feast must give way.

    No two feasts in a row, at most every second post, and everybody's days at most every fourth.
    """
    kept: set[int] = set()
    general = 0
    dropped: set[date] = set()
    ranked = sorted((s.feast.rank, i, s.feast.general) for i, s in enumerate(sketches) if s.feast)
    for _, place, everybodys in ranked:
        beside = place - 1 in kept or place + 1 in kept
        too_many = 2 * (len(kept) + 1) > len(sketches)
        if beside or too_many or (everybodys and 4 * (general + 1) > len(sketches)):
            dropped.add(sketches[place].week)
            continue
        kept.add(place)
        general += everybodys
    return frozenset(dropped)


def _posts(
    brief: Brief, plan: Plan, sketches: Sequence[Sketch], recent: Recent
) -> tuple[Post, ...]:
    """The sketches with communities in fair turn, each goal's share, and ids by day."""
    communities = _round(brief, plan.seed, recent)
    goals = Turns([2 * len(brief.goals) - 1, *[1] * (len(brief.goals) - 1)])
    posts: list[Post] = []
    for number, sketch in enumerate(sorted(sketches, key=lambda s: s.day), start=1):
        goal = _goal(brief, goals, sketch)
        posts.append(
            Post(
                id=PostId(f"{plan.id}.{number:03d}"),
                plan=plan.id,
                day=sketch.day,
                at=brief.rhythm.at,
                platform=brief.platforms[sketch.platform],
                pillar=sketch.pillar.id,
                community=communities[(number - 1) % len(communities)].id,
                goal=goal.id,
                format=sketch.format,
                minutes=sketch.minutes,
                title=sketch.title,
                text=sketch.text,
                idea=sketch.idea,
                person=brief.worker.id,
                observance=_observance(sketch),
            )
        )
    return tuple(posts)


def _round(brief: Brief, seed: int, recent: Recent) -> tuple[Community, ...]:
    """The communities in the order of their turns: the one that waited longest is first."""
    last = dict(recent.communities)
    begun = rotated([c for c in brief.communities if c.active], seed)
    return tuple(sorted(begun, key=lambda community: last.get(community.id, date.min)))


def _goal(brief: Brief, goals: Turns, sketch: Sketch) -> Goal:
    if sketch.season is Season.SLOW:
        for place, goal in enumerate(brief.goals):
            if goal.kind in CUSHION_GOALS:
                goals.serve(place)
                return goal
    place = goals.order()[0]
    goals.serve(place)
    return brief.goals[place]


def _observance(sketch: Sketch) -> str:
    if sketch.feast:
        return sketch.feast.occurrence.observance.key
    return sketch.season.value if sketch.season else ""
