"""What nobody counted one by one: a rise over what was to be expected, or the assessment's guess.

Units that may be the same people (a visit, an order) are taken together: what is counted of them
is taken off once, and a guess stands only where nothing of them was measured.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from smbsocial.domain.assessment.worth import ONCE
from smbsocial.domain.goals import RETIRED, Counted, Goal
from smbsocial.domain.money import Money, round_half_even
from smbsocial.domain.roi.spread import Known, Spread
from smbsocial.domain.roi.values import Books, Entry, LineKind, Risen, Strength, TooShort
from smbsocial.domain.sampling import Sampler, Samples

_SALES = "sales"
"""The family of all units that are counted sale by sale."""


def unseen_entries(
    books: Books, spread: Spread, sampler: Sampler, counted: Iterable[Entry]
) -> tuple[Entry, ...]:
    """The lines of what was estimated and guessed, at most one of both for a goal.

    Facts: goal, counted (its unit), units, low, high, already (those counted, taken off), rest,
    weeks or days, profit of one.
    """
    if not books.worked:
        return ()
    taken = _already(books, counted)
    families: dict[str, list[Goal]] = defaultdict(list)
    for goal in books.goals:
        families[_family(goal.counted)].append(goal)
    found: list[Entry] = []
    for name, goals in families.items():
        risen = _risen(books, goals)
        if risen:
            found += _estimated(books, spread, sampler, risen, taken[name])
        elif books.guess and books.goals[0] in goals and books.goals[0].rank != RETIRED:
            found.append(_guessed(books, spread, taken[name]))
    return (*found, *_too_short(books))


def _family(counted: Counted) -> str:
    return _SALES if counted in ONCE else counted.value


def _already(books: Books, entries: Iterable[Entry]) -> Mapping[str, Fraction]:
    """Units counted one by one, by family; an entry belongs to one kind of unit only."""
    families = {str(goal.id): _family(goal.counted) for goal in books.goals}
    taken: dict[str, Fraction] = defaultdict(Fraction)
    for entry in entries:
        goal = next((cell.goal for cell in entry.weights if cell.goal in families), None)
        if goal is not None:
            taken[families[goal]] += entry.units
    return taken


def _risen(books: Books, goals: list[Goal]) -> list[tuple[Goal, Risen]]:
    """The lifts of one kind of unit, the first that has any: a visit is not also an order."""
    found = [(goal, books.lifts[goal.id]) for goal in goals if goal.id in books.lifts]
    risen = [(goal, lift) for goal, lift in found if isinstance(lift, Risen)]
    return [(goal, lift) for goal, lift in risen if goal.counted is risen[0][0].counted]


def _estimated(
    books: Books,
    spread: Spread,
    sampler: Sampler,
    risen: list[tuple[Goal, Risen]],
    already: Fraction,
) -> Iterator[Entry]:
    """What rose beyond what was counted, divided among the goals as they rose."""
    draws = [sampler.draw(f"lift.{goal.id}", lift.units) for goal, lift in risen]
    whole = draws[0]
    for draw in draws[1:]:
        whole += draw
    rest = _beyond(whole, already)
    rises = [max(Fraction(0), Fraction(lift.units.typical)) for _, lift in risen]
    typical = max(Fraction(0), sum(rises, Fraction(0)) - already)
    for (goal, lift), rise in zip(risen, rises, strict=True):
        part = rise / sum(rises) if any(rises) else Fraction(1, len(risen))
        profit = books.worths.profit(goal.counted)
        yield Entry(
            LineKind.LIFT,
            {
                "goal": goal.id,
                "counted": goal.counted,
                "units": lift.units.typical,
                "low": lift.units.low,
                "high": lift.units.high,
                "weeks": lift.weeks,
                "already": already * part,
                "rest": typical * part,
                "profit": Money(round_half_even(profit), books.currency),
            },
            typical * part * profit,
            spread.over(Known(goals=(goal.id,))),
            strength=Strength.ESTIMATED,
            drawn=rest.times(part * profit),
        )


def _guessed(books: Books, spread: Spread, already: Fraction) -> Entry:
    """What is expected beyond what was counted; nothing at all where more came than expected."""
    goal, guess = books.goals[0], books.guess
    assert guess is not None  # noqa: S101 (asked for by the caller)
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
