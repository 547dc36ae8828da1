"""What nobody counted one by one: a rise over what was to be expected, or the assessment's guess.

Units that may be the same people (a visit and an order, an enquiry and the client it becomes) are
taken together: what is counted of them is taken off once, and a guess stands only where nothing of
them was measured.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from smbsocial.domain.assessment.worth import ONCE
from smbsocial.domain.goals import RETIRED, Counted, Goal
from smbsocial.domain.money import Money, round_half_even
from smbsocial.domain.roi.spread import Known, Spread
from smbsocial.domain.roi.tied import tied_entries
from smbsocial.domain.roi.values import Books, Entry, LineKind, Risen, Strength, TooShort
from smbsocial.domain.sampling import Sampler, Samples

_SALES = "sales"
"""The family of all units that are counted sale by sale."""
_CUSTOMERS = "customers"
_ON_THE_WAY = frozenset({Counted.LEADS, Counted.BOOKINGS, Counted.CLIENTS, Counted.MEMBERS})
"""Steps on one person's way to becoming a customer."""

Taken = Mapping[Counted, Fraction]
"""Units that were counted one by one."""


class _Rise(NamedTuple):
    """A rise and the goals whose weekly totals tell it."""

    goals: tuple[Goal, ...]
    lift: Risen


def unseen_entries(
    books: Books, spread: Spread, sampler: Sampler, counted: Iterable[Entry]
) -> tuple[Entry, ...]:
    """The lines of what was estimated and guessed, at most one of both for a goal.

    Facts: goal, counted (its unit), units, low, high, already (those counted, taken off), rest,
    weeks or days, profit of one.
    """
    if not books.worked:
        return ()
    families: dict[str, list[Goal]] = defaultdict(list)
    for goal in books.goals:
        families[_family(goal.counted)].append(goal)
    found: list[Entry] = []
    for name, goals in families.items():
        risen = _risen(books, goals)
        if risen:
            taken = _already(books, name, _within(books, spread, sampler, risen) or counted)
            found += _estimated(books, spread, sampler, risen, taken)
        elif books.guess and books.goals[0] in goals and books.goals[0].rank != RETIRED:
            found.append(_guessed(books, spread, _already(books, name, counted)))
    return (*found, *_too_short(books))


def _family(counted: Counted) -> str:
    if counted in _ON_THE_WAY:
        return _CUSTOMERS
    return _SALES if counted in ONCE else counted.value


def _already(books: Books, family: str, entries: Iterable[Entry]) -> Taken:
    """Units of a family counted one by one; an entry belongs to one kind of unit only."""
    units = {str(goal.id): goal.counted for goal in books.goals}
    taken: dict[Counted, Fraction] = defaultdict(Fraction)
    for entry in entries:
        goal = next((cell.goal for cell in entry.weights if cell.goal in units), None)
        if goal is not None and _family(units[goal]) == family:
            taken[units[goal]] += entry.units
    return taken


def _in_units(books: Books, taken: Taken, wanted: Counted) -> Fraction:
    """All of them in one unit: one sale is one, a step on the way the part that it is worth."""
    one = books.worths.profit(wanted)
    found = Fraction(0)
    for counted, units in taken.items():
        if counted is wanted or counted in ONCE:
            found += units
        elif one:
            found += units * books.worths.profit(counted) / one
    return found


def _within(
    books: Books, spread: Spread, sampler: Sampler, risen: list[_Rise]
) -> tuple[Entry, ...] | None:
    """What was counted in the weeks of the rises; None where they are the whole period."""
    days = frozenset(day for rise in risen for day in rise.lift.days)
    if not days:
        return None
    inside = replace(
        books,
        sales=tuple(sale for sale in books.sales if sale.day in days),
        tallies=tuple(tally for tally in books.tallies if tally.day in days),
    )
    return tied_entries(inside, spread, sampler)


def _risen(books: Books, goals: list[Goal]) -> list[_Rise]:
    """The lifts of one kind of unit, the first that has any: a visit is not also an order.

    Two goals that rose exactly alike were given the same totals: that is one rise.
    """
    found = [(goal, books.lifts[goal.id]) for goal in goals if goal.id in books.lifts]
    risen = [(goal, lift) for goal, lift in found if isinstance(lift, Risen)]
    alike: dict[Risen, list[Goal]] = defaultdict(list)
    for goal, lift in risen:
        if goal.counted is risen[0][0].counted:
            alike[lift].append(goal)
    return [_Rise(tuple(both), lift) for lift, both in alike.items()]


def _estimated(
    books: Books,
    spread: Spread,
    sampler: Sampler,
    risen: list[_Rise],
    taken: Taken,
) -> Iterator[Entry]:
    """What rose beyond what was counted, divided among the goals as they rose."""
    counted = risen[0].goals[0].counted
    already = _in_units(books, taken, counted)
    draws = [sampler.draw(f"lift.{rise.goals[0].id}", rise.lift.units) for rise in risen]
    whole = draws[0]
    for draw in draws[1:]:
        whole += draw
    rest = _beyond(whole, already)
    rises = [max(Fraction(0), Fraction(rise.lift.units.typical)) for rise in risen]
    typical = max(Fraction(0), sum(rises, Fraction(0)) - already)
    profit = books.worths.profit(counted)
    for (goals, lift), rise in zip(risen, rises, strict=True):
        part = rise / sum(rises) if any(rises) else Fraction(1, len(risen))
        yield Entry(
            LineKind.LIFT,
            {
                "goal": goals[0].id,
                "counted": counted,
                "units": lift.units.typical,
                "low": lift.units.low,
                "high": lift.units.high,
                "weeks": lift.weeks,
                "already": already * part,
                "rest": typical * part,
                "profit": Money(round_half_even(profit), books.currency),
            },
            typical * part * profit,
            spread.over(Known(goals=tuple(goal.id for goal in goals))),
            strength=Strength.ESTIMATED,
            drawn=rest.times(part * profit),
        )


def _guessed(books: Books, spread: Spread, taken: Taken) -> Entry:
    """What is expected beyond what was counted; nothing at all where more came than expected."""
    goal, guess = books.goals[0], books.guess
    assert guess is not None  # noqa: S101 (asked for by the caller)
    already = _in_units(books, taken, goal.counted)
    units = guess.units.range()
    profit = books.worths.profit(goal.counted)
    typical = max(Fraction(0), Fraction(units.typical) - already)
    return Entry(
        LineKind.GUESS,
        {
            "goal": goal.id,
            "counted": goal.counted,
            "units": units.typical,
            "low": units.low,
            "high": units.high,
            "days": guess.days,
            "already": already,
            "rest": typical,
            "profit": Money(round_half_even(profit), books.currency),
        },
        typical * profit,
        spread.over(Known(goals=(goal.id,))),
        strength=Strength.GUESSED,
        drawn=_beyond(guess.units, already).times(profit) if typical else None,
    )


def _beyond(units: Samples, already: Fraction) -> Samples:
    less = float(already)
    return Samples(tuple([max(0.0, each - less) for each in units.values]))


def _too_short(books: Books) -> Iterator[Entry]:
    for goal in books.goals:
        lift = books.lifts.get(goal.id)
        if isinstance(lift, TooShort):
            facts = {"goal": goal.id, "counted": goal.counted, **lift._asdict()}
            yield Entry(LineKind.TOO_SHORT, facts, Fraction(0), {})
