"""The counted return: orders and people that can be tied to a platform, each of them once.

A code beats the channel that a shop names, a coupon at the counter beats what somebody heard of.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from smbsocial.domain.counter import Coupon, DayTally, Elsewhere, What
from smbsocial.domain.goals import RETIRED, Counted, Goal
from smbsocial.domain.ids import PillarId, PlatformKey, PostId
from smbsocial.domain.measures import DaySales
from smbsocial.domain.money import Money, round_half_even
from smbsocial.domain.roi.chance import poisson_range
from smbsocial.domain.roi.channels import Channels, Links
from smbsocial.domain.roi.spread import Known, Spread
from smbsocial.domain.roi.values import Books, Entry, LineKind, Strength
from smbsocial.domain.sampling import Sampler

UNIT_OF: Mapping[What, tuple[Counted, ...]] = {
    What.VISIT: (Counted.VISITS, Counted.GUESTS),
    What.ORDER: (
        Counted.ORDERS,
        Counted.VISITS,
        Counted.GUESTS,
        Counted.DONATIONS,
        Counted.CLIENTS,
    ),
    What.BOOKING: (Counted.BOOKINGS, Counted.GUESTS, Counted.MEMBERS, Counted.CLIENTS),
    What.CALL: (Counted.LEADS, Counted.CLIENTS, Counted.MEMBERS),
    What.LEAD: (Counted.LEADS, Counted.CLIENTS, Counted.MEMBERS),
}
"""What somebody did, and the units of goals that it may be, the nearest first."""
_ENQUIRIES = frozenset({What.CALL, What.LEAD})
"""Worth an enquiry, whatever the goal counts: not each becomes a customer."""

_WON = frozenset({Counted.BOOKINGS, Counted.CLIENTS, Counted.MEMBERS})
"""Customers, of whom many asked before."""

_ELSEWHERE = frozenset(each.value for each in Elsewhere)


class _Kind(NamedTuple):
    """What is added up in one line; `known` with the goal of a post that the code is for."""

    kind: LineKind
    label: str
    what: What
    known: Known
    priced: bool


class _Piece(NamedTuple):
    kind: _Kind
    number: Fraction | int
    revenue: Fraction | int


def goals_for(what: What, goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
    """The goals that count such a unit: all of one kind of unit, those in use first.

    One kind only, so that what a unit is worth never hangs on the posts it is spread over.
    """
    in_use = tuple(goal for goal in goals if goal.rank != RETIRED)
    for among in (in_use, goals):
        for counted in UNIT_OF[what]:
            if any(goal.counted is counted for goal in among):
                return tuple(goal for goal in goals if goal.counted is counted)
    return ()


def tied_entries(books: Books, spread: Spread, sampler: Sampler) -> tuple[Entry, ...]:
    """The lines of what was counted, and of what was left out.

    Facts: label (a code as written, or a campaign), platform, what, count; revenue and margin
    where the revenue is known, else profit of one; became: enquiries that are left out of the
    count, since the customers they became are counted.
    """
    counts: dict[_Kind, Fraction | int] = defaultdict(int)
    revenues: dict[_Kind, Fraction | int] = defaultdict(int)
    nowhere: dict[What, Fraction | int] = defaultdict(int)
    wanted = {what for what in What if goals_for(what, books.goals)}
    for piece in _Counting(books).pieces():
        if piece.kind.priced or piece.kind.what in wanted:
            counts[piece.kind] += piece.number
            revenues[piece.kind] += piece.revenue
        else:
            nowhere[piece.kind.what] += piece.number
    pieces = [_Piece(kind, counts[kind], revenues[kind]) for kind in sorted(counts, key=_stream)]
    became = _became(books, pieces)
    found = [_entry(books, spread, sampler, piece, _beyond(piece, became)) for piece in pieces]
    left = [
        Entry(LineKind.NO_GOAL, {"what": what, "count": Fraction(nowhere[what])}, Fraction(0), {})
        for what in What
        if nowhere[what]
    ]
    return (*found, *left, *_other_currency(books))


def _became(books: Books, pieces: Iterable[_Piece]) -> Mapping[str, Fraction]:
    """The part of a platform's enquiries that its counted customers are worth.

    Who asks and then buys is one person, and what an enquiry is worth is the customer it may
    become: of both the larger counts.
    """
    asked: dict[str, Fraction] = defaultdict(Fraction)
    won: dict[str, Fraction] = defaultdict(Fraction)
    for piece in pieces:
        fitting = goals_for(piece.kind.what, books.goals)
        if _is_asked(piece.kind):
            asked[piece.kind.known.platform] += _amount(books, piece)
        elif piece.kind.what not in _ENQUIRIES and fitting and fitting[0].counted in _WON:
            won[piece.kind.known.platform] += _amount(books, piece)
    return {
        platform: min(Fraction(1), max(Fraction(0), won[platform] / worth))
        for platform, worth in asked.items()
        if worth
    }


def _is_asked(kind: _Kind) -> bool:
    """Whether it is an enquiry without a price, worth what may become of it."""
    return kind.what in _ENQUIRIES and not kind.priced


def _amount(books: Books, piece: _Piece) -> Fraction:
    """What the pieces leave, exact, in minor units."""
    if piece.kind.priced:
        return Fraction(piece.revenue) * books.worths.margin_percent / 100
    fitting = goals_for(piece.kind.what, books.goals)
    return Fraction(piece.number) * _profit(books, piece.kind.what, fitting)


def _beyond(piece: _Piece, became: Mapping[str, Fraction]) -> _Piece:
    """Enquiries without those that are counted as customers."""
    if not _is_asked(piece.kind):
        return piece
    left = 1 - became.get(piece.kind.known.platform, Fraction(0))
    return piece._replace(number=piece.number * left)


def _entry(
    books: Books, spread: Spread, sampler: Sampler, all_of_it: _Piece, piece: _Piece
) -> Entry:
    kind, count = piece.kind, Fraction(piece.number)
    fitting = goals_for(kind.what, books.goals)
    goals = tuple(goal.id for goal in fitting or books.goals[:1])
    of_post = tuple(goal for goal in goals if goal in kind.known.goals)
    facts: dict[str, Any] = {
        "label": kind.label,
        "platform": kind.known.platform,
        "what": kind.what,
        "count": count,
    }
    if all_of_it.number != piece.number:
        facts["became"] = all_of_it.number - count
    if kind.priced:
        facts["revenue"] = Money(round_half_even(Fraction(piece.revenue)), books.currency)
        facts["margin_percent"] = books.worths.margin_percent
    else:
        profit = _profit(books, kind.what, fitting)
        facts["profit"] = Money(round_half_even(profit), books.currency)
    amount = _amount(books, piece)
    drawn = None
    if count:
        draw = sampler.draw(_stream(kind), poisson_range(count))
        drawn = draw.times(amount / count)
    return Entry(
        kind.kind,
        facts,
        amount,
        spread.over(replace(kind.known, goals=of_post or goals)),
        strength=Strength.COUNTED,
        drawn=drawn,
        units=_units(books, kind.what, count, amount),
    )


def _profit(books: Books, what: What, fitting: tuple[Goal, ...]) -> Fraction:
    """What one leaves, where nobody knows the revenue: of what some goal counts."""
    return books.worths.profit(Counted.LEADS if what in _ENQUIRIES else fitting[0].counted)


def _units(books: Books, what: What, count: Fraction, amount: Fraction) -> Fraction:
    """So many units of their goal: so much less of it is estimated or guessed.

    Enquiries of a goal that counts customers, and money that no goal counts, are worth a part.
    """
    fitting = goals_for(what, books.goals)
    if fitting and (what not in _ENQUIRIES or fitting[0].counted is Counted.LEADS):
        return count
    goals = fitting or books.goals
    profit = books.worths.profit(goals[0].counted) if goals else Fraction(0)
    return amount / profit if profit else Fraction(0)


def _stream(kind: _Kind) -> str:
    known = kind.known
    return "|".join(
        (
            kind.kind.value,
            kind.label,
            kind.what.value,
            *known.goals,
            known.platform,
            known.pillar,
            known.community,
            "priced" if kind.priced else "",
        )
    )


class _Counting:
    """Goes through sales and tallies once."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._codes = Codes(books.coupons)
        self._channels = Channels(books.platforms)
        self._links = Links(books.links, self._channels)
        self._priced = {(s.source, s.account) for s in books.sales if s.net}
        self._coupons = {coupon.id: coupon for coupon in books.coupons}

    def pieces(self) -> Iterator[_Piece]:
        """Every order and tally that is tied; of a code and day the larger count."""
        sold: dict[tuple[str, date], int] = defaultdict(int)
        for sale in self._books.sales:
            if sale.currency != self._books.currency:
                continue
            kind = self._kind_of(sale)
            if kind is not None:
                yield _Piece(kind, sale.orders, sale.net if kind.priced else 0)
                if kind.kind is LineKind.CODE_SALES:
                    sold[folded(kind.label), sale.day] += sale.orders
        yield from self._tallied(sold)

    def _tallied(self, sold: Mapping[tuple[str, date], int]) -> Iterator[_Piece]:
        used: dict[tuple[str, date], int] = defaultdict(int)
        for tally in self._books.tallies:
            coupon = self._coupon_of(tally)
            if coupon is not None:
                used[folded(coupon.code), tally.day] += tally.count
        for tally in self._books.tallies:
            coupon = self._coupon_of(tally)
            if coupon is not None:
                key = (folded(coupon.code), tally.day)
                part = Fraction(max(0, used[key] - sold.get(key, 0)), used[key])
                if part:
                    yield self._piece(tally, LineKind.CODE_TALLY, self._by_coupon(coupon), part)
            elif tally.heard not in _ELSEWHERE:
                known = Known(platform=tally.heard)
                yield self._piece(tally, LineKind.TALLY, known, 1)

    def _coupon_of(self, tally: DayTally) -> Coupon | None:
        return self._coupons.get(tally.coupon) if tally.coupon else None

    def _piece(self, tally: DayTally, kind: LineKind, known: Known, part: Fraction | int) -> _Piece:
        coupon = self._coupon_of(tally)
        revenue = tally.revenue
        priced = revenue is not None and revenue.currency == self._books.currency
        minor = revenue.minor if revenue is not None and priced else 0
        what = _Kind(kind, coupon.code if coupon else "", tally.what, known, priced)
        return _Piece(what, tally.count * part, minor * part)

    def _kind_of(self, sale: DaySales) -> _Kind | None:
        priced = (sale.source, sale.account) in self._priced
        coupon = self._codes.of(sale.code, sale.day)
        if coupon is not None:
            known = self._by_coupon(coupon)
            return _Kind(LineKind.CODE_SALES, coupon.code, What.ORDER, known, priced)
        link = self._links.of(sale.channel)
        if link is not None:
            known = self._known(link.platform, link.post, link.pillar)
            return _Kind(LineKind.TAGGED_SALES, link.campaign, What.ORDER, known, priced)
        platform = self._channels.platform(sale.channel) if sale.channel else None
        if platform is None:
            return None
        return _Kind(LineKind.TAGGED_SALES, "", What.ORDER, Known(platform=platform), priced)

    def _by_coupon(self, coupon: Coupon) -> Known:
        return self._known(coupon.platform, coupon.post, coupon.pillar)

    def _known(self, platform: PlatformKey, post: PostId | None, pillar: PillarId | None) -> Known:
        meant = self._books.linked_posts.get(post) if post else None
        if meant is None:
            return Known(platform=platform, pillar=pillar or "")
        return Known((meant.goal,), platform, pillar or meant.pillar, meant.community)


class Codes:
    """Finds the coupon that a shop's code means; a code may be used again later for another."""

    def __init__(self, coupons: tuple[Coupon, ...]) -> None:
        self._coupons: dict[str, list[Coupon]] = defaultdict(list)
        for coupon in sorted(coupons, key=lambda each: each.starts):
            self._coupons[folded(coupon.code)].append(coupon)
        self._found: dict[tuple[str, date], Coupon | None] = {}

    def of(self, code: str, day: date) -> Coupon | None:
        """The coupon that began last before a day; one used late is still its own."""
        if not code:
            return None
        if (code, day) not in self._found:
            self._found[code, day] = self._look(code, day)
        return self._found[code, day]

    def _look(self, code: str, day: date) -> Coupon | None:
        """An order may name several codes."""
        for said in (code, *code.replace(";", ",").replace("|", ",").split(",")):
            found = self._coupons.get(folded(said), ())
            begun = [each for each in found if each.starts <= day]
            if begun:
                return begun[-1]
        return None


def folded(code: str) -> str:
    """A code as it is compared: case and spaces do not count."""
    return "".join(code.casefold().split())


def _other_currency(books: Books) -> Iterator[Entry]:
    """Orders in another currency: said, not counted."""
    orders: dict[str, int] = defaultdict(int)
    net: dict[str, int] = defaultdict(int)
    for sale in books.sales:
        if sale.currency != books.currency:
            orders[sale.currency] += sale.orders
            net[sale.currency] += sale.net
    for currency, count in sorted(orders.items()):
        facts = {"count": Fraction(count), "money": Money(net[currency], currency)}
        yield Entry(LineKind.OTHER_CURRENCY_SOLD, facts, Fraction(0), {})
