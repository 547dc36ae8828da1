"""The routine work of a plan: answering, the weekly round, the numbers, within the minutes left."""

from dataclasses import dataclass

from smbsocial.domain.brief import Brief
from smbsocial.domain.ids import DutyId, GoalKey, PlanId
from smbsocial.domain.plan import Duty, DutyKind, Every
from smbsocial.domain.planning.formats import GOOGLE
from smbsocial.domain.planning.values import GaveWay, Note

LISTING_GOALS = frozenset(
    GoalKey(key) for key in ("foot_traffic", "phone_leads", "reputation_reviews")
)
"""Goals that hang on the listing and its reviews more than on posts."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """A duty that is wanted: at least and at best so many minutes each of `times` a week."""

    kind: DutyKind
    weekdays: tuple[int, ...]
    least: int
    best: int
    every: Every = Every.WEEK


def routine(
    brief: Brief, *, plan_id: PlanId, for_posts: int
) -> tuple[tuple[Duty, ...], tuple[Note, ...]]:
    """The duties that fit beside `for_posts` minutes a week, and which of them gave way.

    A quarter of the minutes is for answering, a quarter for numbers and community. Monthly duties
    count as if they fell into every week, so that no week overflows.
    """
    room = brief.investment.minutes_a_week - for_posts
    taken: list[_Wish] = []
    notes: list[Note] = []
    for wish in _wishes(brief):
        cost = wish.least * len(wish.weekdays)
        if cost and cost <= room:
            taken.append(wish)
            room -= cost
        else:
            notes.append(Note(GaveWay.BUDGET, detail=wish.kind.value))
    duties: list[Duty] = []
    for wish in taken:
        times = len(wish.weekdays)
        more = min(wish.best - wish.least, room // times)
        room -= more * times
        duties.append(_duty(brief, plan_id, wish, wish.least + more))
    return tuple(duties), tuple(notes)


def _wishes(brief: Brief) -> tuple[_Wish, ...]:
    """What is wanted, the most needed first."""
    minutes = brief.investment.minutes_a_week
    days = _open_weekdays(brief)
    if not days:
        return ()

    def at(quarters: int) -> tuple[int, ...]:
        """The open weekday so many quarters into the week."""
        return (days[(len(days) - 1) * quarters // 4],)

    times = _spread(days, _answering(minutes))
    each = max(4, min(20, minutes // 4 // len(times)))
    small = minutes // 8
    listed = GOOGLE in brief.platforms or any(g.kind in LISTING_GOALS for g in brief.goals)
    ask = (_Wish(DutyKind.ASK, at(1), 5, 5),) if listed else ()
    listing = (_Wish(DutyKind.LISTING, at(2), 10, 10, Every.MONTH),) if listed else ()
    return (
        _Wish(DutyKind.ANSWER, times, 4, each),
        _Wish(DutyKind.NUMBERS, at(4), 5, max(5, min(12, small))),
        *ask,
        _Wish(DutyKind.COMMUNITY, at(3), 5, max(5, min(30, small))),
        _Wish(DutyKind.SALES, at(0), 10, 10, Every.MONTH),
        *listing,
    )


def _answering(minutes: int) -> int:
    """On how many days a week comments and messages are answered."""
    return next((times for limit, times in ((45, 1), (75, 2), (180, 3)) if minutes < limit), 5)


def _open_weekdays(brief: Brief) -> tuple[int, ...]:
    """The weekdays on which the business is open, in the order of its week."""
    business = brief.business
    week = ((business.first_weekday + i) % 7 for i in range(7))
    return tuple(day for day in week if day not in business.closed_weekdays)


def _spread(days: tuple[int, ...], times: int) -> tuple[int, ...]:
    """So many of the days, evenly."""
    count = min(times, len(days))
    return tuple(days[i * len(days) // count] for i in range(count))


def _duty(brief: Brief, plan_id: PlanId, wish: _Wish, minutes: int) -> Duty:
    return Duty(
        id=DutyId(f"{plan_id}-{wish.kind.value}"),
        plan=plan_id,
        kind=wish.kind,
        every=wish.every,
        weekdays=wish.weekdays,
        minutes=minutes,
        person=brief.worker.id,
    )
