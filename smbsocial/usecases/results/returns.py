"""What social media cost and what it brought back, with the arithmetic line by line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from smbsocial.domain.business import Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar
from smbsocial.domain.goals import RETIRED, Goal
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.chance import as_decimal
from smbsocial.domain.roi.sums import (
    Portion,
    Reckoned,
    around,
    by_strength,
    exact,
    likely,
    portions,
    reckon,
    rounded,
)
from smbsocial.domain.roi.values import NOTES, Books, By, LineKind, Strength
from smbsocial.domain.sampling import Sampler
from smbsocial.usecases.counting.places import platform_name
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.results.evidence import known_until
from smbsocial.usecases.results.return_books import Gathered, Span, gather, work_out


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the arithmetic; `amount` in minor units, of notes nothing.

    `facts`: what, how many, times what, with names instead of ids. Where a line was divided,
    `share_percent` says how much of it is here, `whole` (Money) what all is, `by_reach` how.
    """

    kind: LineKind
    facts: Mapping[str, Any]
    amount: Range


@dataclass(frozen=True, slots=True)
class Shares:
    """How sure the return is, in per cent that add up to 100, or to 0 where nothing came back."""

    counted: int
    estimated: int
    guessed: int


@dataclass(frozen=True, slots=True)
class Part:
    """Cost and return of one goal, platform, pillar or community, in minor units.

    `key` "" = what belongs to none that anybody knows (and the whole); `ratio` for 1 of cost, None
    where it cost nothing.
    """

    key: str
    name: str
    colour: int | None
    cost: int
    back: Range
    ratio: Range | None
    shares: Shares
    cost_lines: tuple[Line, ...]
    back_lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """The return of a period; each grouping adds up to the whole.

    `numbers_to`: the last day that figures are known of, None where there are none.
    """

    first: date
    last: date
    numbers_to: date | None
    currency: str
    whole: Part
    goals: tuple[Part, ...]
    platforms: tuple[Part, ...]
    pillars: tuple[Part, ...]
    communities: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ReturnBooks:
    """What was read of a period, to be worked out without the store."""

    first: date
    last: date
    numbers_to: date | None
    gathered: Gathered
    names: "_Names"


def return_sheet(reads: Reads, ports: Ports, first: date, last: date) -> ReturnSheet:
    """Cost and return of the days from first to last; raises ExpectedError(NOT_SET_UP)."""
    return work_out_return(gather_return(reads, ports, first, last), ports)


def gather_return(reads: Reads, ports: Ports, first: date, last: date) -> ReturnBooks:
    """Read all that the return of the days from first to last is worked out from.

    Raises ExpectedError(NOT_SET_UP).
    """
    business = set_up_business(reads)
    span = Span(first, last, ports.clock.today(business.zone))
    found = gather(reads, ports, business, span)
    names = _Names(reads, ports, found.books)
    return ReturnBooks(first, last, known_until(reads, first, span.until), found, names)


def work_out_return(read: ReturnBooks, ports: Ports) -> ReturnSheet:
    """Cost and return of what was read: the longer part, which needs no store."""
    books = work_out(read.gathered, ports)
    sampler = Sampler()
    drawer = _Drawer(reckon(books, sampler), read.names, books.currency, sampler.n)
    return ReturnSheet(
        first=read.first,
        last=read.last,
        numbers_to=read.numbers_to,
        currency=books.currency,
        whole=drawer.whole(),
        goals=drawer.parts(By.GOAL),
        platforms=drawer.parts(By.PLATFORM),
        pillars=drawer.parts(By.PILLAR),
        communities=drawer.parts(By.COMMUNITY),
    )


class _Names:
    """What the ids are called, and in which order they stand."""

    def __init__(self, reads: Reads, ports: Ports, books: Books) -> None:
        self._ports = ports
        self._people = {person.id: person for person in reads.all(Person)}
        self._pillars: dict[str, Pillar] = {each.id: each for each in reads.all(Pillar)}
        self._goals: dict[str, Goal] = {goal.id: goal for goal in books.goals}
        self._communities: dict[str, Community] = {c.id: c for c in reads.all(Community)}

    def always(self, by: By) -> tuple[str, ...]:
        """Those that are shown even where nothing was done: the goals in use."""
        if by is not By.GOAL:
            return ()
        return tuple(goal.id for goal in self._goals.values() if goal.rank != RETIRED)

    def order(self, by: By) -> list[str]:
        """The keys as the owner ranked them; platforms have no order of their own."""
        known: dict[By, Iterable[str]] = {
            By.GOAL: self._goals,
            By.PLATFORM: (),
            By.PILLAR: self._pillars,
            By.COMMUNITY: self._communities,
        }
        return list(known[by])

    def name(self, by: By, key: str) -> str:
        """The name; "" for "", and the key where nothing is known of it."""
        if not key:
            return ""
        if by is By.PLATFORM:
            return platform_name(self._ports, key)
        if by is By.GOAL:
            return self._ports.library.goal(self._goals[key].kind).name
        known = self._pillars.get(key) if by is By.PILLAR else self._communities.get(key)
        return known.name if known else key

    def colour(self, by: By, key: str) -> int | None:
        """Only pillars have one."""
        known = self._pillars.get(key) if by is By.PILLAR else None
        return known.colour if known else None

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts with names instead of ids."""
        named = dict(facts)
        for by in By:
            key = by.name.lower()
            if key in named:
                named[key] = self.name(by, named[key])
        if "person" in named:
            named["person"] = self._people.get(named["person"])
        return named


class _Drawer:
    """Makes parts of the lines, so that all rounded amounts add up as the exact ones do."""

    def __init__(self, reckoned: Reckoned, names: _Names, currency: str, n: int) -> None:
        self._reckoned = reckoned
        self._names = names
        self._currency = currency
        self._n = n
        self._ranges: dict[int, Range] = {}
        """Of each entry: its lines in many parts have the same one in part."""

    def whole(self) -> Part:
        """All of it."""
        cost = portions(self._reckoned.cost, None).get("", ())
        back = portions(self._reckoned.back, None).get("", ())
        both = rounded({"cost": exact(cost)})["cost"], rounded({"back": exact(back)})["back"]
        return self._part(None, "", (cost, back), both)

    def parts(self, by: By) -> tuple[Part, ...]:
        """One for each key that anything belongs to; what belongs to none stands last."""
        cost = portions(self._reckoned.cost, by)
        back = portions(self._reckoned.back, by)
        keys = dict.fromkeys((*self._names.always(by), *cost, *back))
        costs = rounded({key: exact(cost.get(key, ())) for key in keys})
        backs = rounded({key: exact(back.get(key, ())) for key in keys})
        ranked = {key: place for place, key in enumerate(self._names.order(by))}
        ordered = sorted(
            keys,
            key=lambda k: (not k, ranked.get(k, len(ranked)), -costs[k], -backs[k], k),
        )
        return tuple(
            self._part(by, key, (cost.get(key, ()), back.get(key, ())), (costs[key], backs[key]))
            for key in ordered
        )

    def _part(
        self,
        by: By | None,
        key: str,
        own: tuple[Sequence[Portion], Sequence[Portion]],
        amounts: tuple[int, int],
    ) -> Part:
        back = likely(own[1], amounts[1], self._n)
        sure = by_strength(own[1])
        return Part(
            key=key,
            name=self._names.name(by, key) if by else "",
            colour=self._names.colour(by, key) if by else None,
            cost=amounts[0],
            back=back,
            ratio=_ratio(back, amounts[0]),
            shares=Shares(*(sure[strength] for strength in Strength)),
            cost_lines=self._lines(own[0], amounts[0]),
            back_lines=self._lines(own[1], amounts[1]),
        )

    def _lines(self, own: Sequence[Portion], whole: int) -> tuple[Line, ...]:
        exactly = {n: part.entry.amount * part.share for n, part in enumerate(own)}
        amounts = rounded(exactly, whole)
        return tuple(self._line(part, amounts[n]) for n, part in enumerate(own))

    def _line(self, part: Portion, amount: int) -> Line:
        entry = part.entry
        facts = self._names.facts(entry.facts)
        if part.effort is not None:
            facts.update(count=part.effort.pieces, minutes=part.effort.minutes)
        elif part.share != 1 and entry.kind not in NOTES:
            facts["share_percent"] = Decimal(round(part.share * 1000)) / 10
            facts["whole"] = Money(rounded({"": entry.amount})[""], self._currency)
            facts["by_reach"] = entry.strength is not None and self._reckoned.reached
        return Line(entry.kind, facts, self._range(part, amount))

    def _range(self, part: Portion, amount: int) -> Range:
        """The entry's own range, as much of it as belongs here."""
        drawn = part.entry.drawn
        if drawn is None:
            return Range.exactly(amount)
        whole = self._ranges.get(id(part.entry))
        if whole is None:
            whole = self._ranges[id(part.entry)] = drawn.range()
        share = as_decimal(part.share)
        return around(whole.scaled(share), amount)


def _ratio(back: Range, cost: int) -> Range | None:
    """What came back for 1 of cost, to a thousandth."""
    if cost <= 0:
        return None
    ends = (back.low, back.typical, back.high)
    return Range(*(Decimal(round(Fraction(end) / cost * 1000)) / 1000 for end in ends))
