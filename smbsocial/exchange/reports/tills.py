"""A table of orders to sales: the lines of an order put together, numbers only, nobody's name."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Sale
from smbsocial.domain.money import CURRENCIES, digits
from smbsocial.domain.reports import Ask, Note, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports import dates, figures
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.rows import Shape, sort_out
from smbsocial.exchange.reports.words import Words

Amounts = Mapping[str, Decimal]
"""What stands in each column of money, by its header; what is blank counts 0."""


@dataclass(frozen=True, slots=True)
class Till:
    """What the columns of a shop's file mean; headers are English and made alike.

    `order`: columns that name an order, the first that has something counts; `money`: columns of
    money, added up over the lines of an order, those of `once` taken from its first line that has
    something; `net`: what the business keeps of them, without tax, after discounts and refunds;
    `state` with a word of `void`, or something in `cancelled`: no order at all; `event` with a word
    of `refunds`: money given back, which stays a sale of its own below 0, since the order may stand
    in an older file; `others`: what else an `event` may be that is no sale; `formatted`: a column
    that shows the currency; `units_once`: each line of an order repeats its units.
    """

    format: str
    source: str
    needs: frozenset[str]
    order: tuple[str, ...]
    day: str
    money: tuple[str, ...]
    net: Callable[[Amounts], Decimal]
    once: frozenset[str] = frozenset()
    account: str = ""
    code: str = ""
    channel: str = ""
    units: str = ""
    currency: str = ""
    state: str = ""
    void: frozenset[str] = frozenset()
    cancelled: str = ""
    event: str = ""
    refunds: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    formatted: str = ""
    units_once: bool = False
    day_usual: bool | None = None


def till_recipe(till: Till) -> Recipe:
    """The recipe of a shop's file, in the first sheet that has its headers."""

    def place(book: Book, words: Words) -> tuple[Sheet, int] | None:
        for sheet in book.sheets:
            at = words.find_header(sheet.rows, till.needs)
            if at is not None:
                return sheet, at
        return None

    def read(book: Book, asked: Asked) -> tuple[Report, ...]:
        found = place(book, asked.words)
        if found is None:
            raise ExpectedError(Code.REPORT_UNKNOWN)
        return (read_orders(book.name, *found, till, asked),)

    return Recipe(till.format, lambda book, words: place(book, words) is not None, read)


def read_orders(name: str, sheet: Sheet, header: int, till: Till, asked: Asked) -> Report:
    """The rows below the header as sales.

    Raises ExpectedError: REPORT_HEADER_ONLY, REPORT_NO_ROWS.
    """
    return _Orders(name, sheet, header, till, asked).report()


@dataclass(slots=True)
class _Order:
    """One order while its lines are put together."""

    day: date
    code: str
    channel: str
    currency: str
    refund: bool
    void: bool = False
    amounts: dict[str, Decimal] = field(default_factory=dict)
    units: Decimal | None = None


class _Orders:
    """One table of orders on its way to a report."""

    def __init__(self, name: str, sheet: Sheet, header: int, till: Till, asked: Asked) -> None:
        self._name, self._sheet, self._till, self._asked = name, sheet, till, asked
        self._printed = sheet.rows[header]
        self._places: dict[str, int] = {}
        for place, english in enumerate(asked.words.english(self._printed)):
            self._places.setdefault(english, place)
        for place, printed in enumerate(self._printed):
            self._places.setdefault(alike(printed), place)  # as an owner's map names it
        self._skipped: dict[int, SkippedRow] = {}
        self._questions: list[Question] = []
        self._notes: list[tuple[Note, Mapping[str, Any]]] = []
        first = header + 1
        shape = Shape(len(self._printed), asked.words.totals, totals_blank=False)
        numbers = list(range(first, len(sheet.rows)))
        self._rows, self._numbers = sort_out(sheet.rows[first:], numbers, shape, self._skip)

    def report(self) -> Report:
        """Read it all."""
        if not self._rows:
            raise ExpectedError(Code.REPORT_HEADER_ONLY)
        money = {header: self._figures(header) for header in self._till.money}
        units = self._figures(self._till.units)
        orders = self._orders(money, units, self._days())
        if not orders:
            first = next(iter(self._skipped.values()), None)
            raise ExpectedError(Code.REPORT_NO_ROWS, line=first.line if first else 0)
        sales = tuple(self._sales(orders))
        self._say_what_stands_out(sales, orders)
        accounts = {sale.account for sale in sales}
        days = [sale.day for sale in sales]
        return Report(
            self._name,
            self._till.format,
            self._till.source,
            accounts.pop() if len(accounts) == 1 else "",
            min(days),
            max(days),
            len(self._rows) - sum(1 for n in self._numbers if n in self._skipped),
            sales=sales,
            skipped=tuple(self._skipped[row] for row in sorted(self._skipped)),
            questions=tuple(self._questions),
            notes=tuple(self._notes),
            headers=tuple(self._printed),
        )

    def _skip(self, number: int, why: Skipped, cell: str = "") -> None:
        self._skipped.setdefault(number, SkippedRow(self._sheet.line(number), why, cell[:40]))

    def _column(self, header: str) -> list[str]:
        place = self._places.get(header)
        if place is None:
            return [""] * len(self._rows)
        return [row[place].strip() if place < len(row) else "" for row in self._rows]

    def _figures(self, header: str) -> Sequence[Decimal | int | None]:
        """A column of money or units; a cell that is no figure takes its line with it."""
        cells = self._column(header)
        read = figures.read_column(cells, whole=False, decimal=self._asked.decimal)
        if read.decimal is None:
            read = figures.read_column(cells, whole=False, decimal=self._other_sign())
        for row, cell in {**read.bad, **read.damaged}.items():
            self._skip(self._numbers[row], Skipped.BAD_NUMBER, cell)
        return read.values

    def _other_sign(self) -> str | None:
        """The decimal sign that the other columns of money agree on; if none does, one asks."""
        told = {
            figures.read_column(self._column(header), whole=False).decimal
            for header in self._till.money
        } - {None}
        if len(told) == 1:
            return told.pop()
        if all(question.ask is not Ask.DECIMAL for question in self._questions):
            self._questions.append(Question(Ask.DECIMAL, (".", ",")))
        return None

    def _days(self) -> Sequence[dates.When | None]:
        read = dates.read_days(
            self._column(self._till.day), self._asked.dates(usual=self._till.day_usual)
        )
        if read.unsure:
            self._questions.append(Question(Ask.DAY_FIRST, ("yes", "no")))
        for row, cell in read.bad.items():
            self._skip(self._numbers[row], Skipped.BAD_DATE, cell)
        return read.values

    def _numbers_of_orders(self) -> list[str]:
        """The number of each line's order; one that a spreadsheet destroyed names nothing."""
        keys = [""] * len(self._rows)
        for header in self._till.order:
            cells = self._column(header)
            if any(figures.is_destroyed_id(cell) for cell in cells):
                self._notes.append((Note.DAMAGED_IDS, {"column": header}))
                cells = ["" if figures.is_destroyed_id(cell) else cell for cell in cells]
            keys = [key or cell for key, cell in zip(keys, cells, strict=True)]
        return keys

    def _orders(
        self,
        money: Mapping[str, Sequence[Decimal | int | None]],
        units: Sequence[Decimal | int | None],
        days: Sequence[dates.When | None],
    ) -> dict[tuple[str, str], _Order]:
        till = self._till
        accounts, events = self._column(till.account), self._column(till.event)
        states, cancelled = self._column(till.state), self._column(till.cancelled)
        codes, channels = self._column(till.code), self._column(till.channel)
        currencies = self._currencies()
        found: dict[tuple[str, str], _Order] = {}
        for at, order_number in enumerate(self._numbers_of_orders()):
            when, event = days[at], alike(events[at])
            refund = event in till.refunds
            key = (accounts[at], self._key(order_number, when, refund=refund))
            if not self._is_order(at, order_number, event, known=key in found, when=when):
                continue
            if key not in found and when is not None:
                found[key] = _Order(when.day, "", "", currencies[at], refund)
            order = found[key]
            order.code = order.code or codes[at]
            order.channel = order.channel or channels[at]
            order.void = order.void or alike(states[at]) in till.void or bool(cancelled[at])
            if units[at] is not None and not (till.units_once and order.units is not None):
                order.units = (order.units or Decimal(0)) + (units[at] or 0)
            self._add(order, {header: values[at] for header, values in money.items()})
        return found

    def _key(self, order_number: str, when: dates.When | None, *, refund: bool) -> str:
        if not refund:
            return order_number
        return f"{order_number}/refund/{when.day.isoformat() if when else ''}"

    def _is_order(
        self, at: int, order_number: str, event: str, *, known: bool, when: dates.When | None
    ) -> bool:
        """Whether a line belongs to an order; why not is kept."""
        number = self._numbers[at]
        if event in self._till.others:
            self._skip(number, Skipped.NO_SALE, event)
        elif not order_number:
            self._skip(number, Skipped.NO_ID)
        elif when is None and not known:
            self._skip(number, Skipped.NO_DATE)
        return number not in self._skipped

    def _add(self, order: _Order, told: Mapping[str, Decimal | int | None]) -> None:
        for header, value in told.items():
            if value is not None and not (header in self._till.once and header in order.amounts):
                order.amounts[header] = order.amounts.get(header, Decimal(0)) + value

    def _currencies(self) -> list[str]:
        """The currency of each line: its own column, the sign in its amounts, else asked."""
        told = [cell.upper() for cell in self._column(self._till.currency)]
        signs = self._signs()
        said = self._asked.answers.get(Ask.CURRENCY) or self._asked.home.currency or ""
        found = []
        unclear = False
        for cell in told:
            if cell in CURRENCIES:
                found.append(cell)
            elif len(signs) == 1 and signs[0] in CURRENCIES:
                found.append(signs[0])
            else:
                unclear = True
                found.append(said)
        if unclear and any(not cell for cell in told):
            # Lines below the first of an order are blank and take its currency.
            unclear = all(not cell for cell in told)
        if unclear and Ask.CURRENCY not in self._asked.answers:
            self._questions.append(Question(Ask.CURRENCY, signs, self._asked.home.currency))
        return found

    def _signs(self) -> tuple[str, ...]:
        """The currencies that the signs in the columns of money may stand for."""
        for header in (self._till.formatted, *self._till.money):
            for cell in self._column(header):
                if sign := _SIGN.search(cell):
                    return _MEANT.get(sign[0].upper(), ())
        return ()

    def _sales(self, orders: Mapping[tuple[str, str], _Order]) -> Iterator[Sale]:
        for (account, key), order in orders.items():
            void = order.void
            amounts = {header: order.amounts.get(header, Decimal(0)) for header in self._till.money}
            net = Decimal(0) if void else self._till.net(amounts)
            yield Sale(
                self._till.source,
                account,
                key,
                order.day,
                order.code,
                channel_of(order.channel),
                0 if void or order.refund else 1,
                0 if void else round(order.units or 0),
                round(net.scaleb(digits(order.currency))),
                order.currency,
            )

    def _say_what_stands_out(
        self, sales: Sequence[Sale], orders: Mapping[tuple[str, str], _Order]
    ) -> None:
        currencies = sorted({sale.currency for sale in sales})
        if len(currencies) > 1:
            self._notes.append((Note.TWO_CURRENCIES, {"currencies": tuple(currencies)}))
        void = sum(1 for order in orders.values() if order.void)
        if void:
            self._notes.append((Note.CANCELLED, {"count": void}))


_SIGN = re.compile(r"[A-Z]{0,3}[$£€¥₹₽₺₩฿]|\bkr\b|zł", re.IGNORECASE)
_MEANT: Mapping[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "£": ("GBP",),
    "CA$": ("CAD",),
    "US$": ("USD",),
    "A$": ("AUD",),
    "AU$": ("AUD",),
    "NZ$": ("NZD",),
    "R$": ("BRL",),
    "₹": ("INR",),
    "₺": ("TRY",),
    "ZŁ": ("PLN",),
    "$": ("USD", "CAD", "AUD", "NZD", "MXN"),
    "¥": ("JPY", "CNY"),
    "KR": ("SEK", "NOK", "DKK"),
}
_PLATFORMS = {
    "facebook": "facebook_page",
    "instagram": "instagram",
    "threads": "threads",
    "twitter": "x",
    "t.co": "x",
    "linkedin": "linkedin_page",
    "tiktok": "tiktok",
    "youtube": "youtube",
    "pinterest": "pinterest",
    "snapchat": "snapchat",
    "bluesky": "bluesky",
    "bsky": "bluesky",
    "mastodon": "mastodon",
    "nextdoor": "nextdoor",
    "reddit": "reddit",
    "yelp": "yelp",
}


def channel_of(told: str) -> str:
    """The key of the platform that a shop says brought an order; else its words as they stand."""
    plain = told.casefold()
    return next((key for name, key in _PLATFORMS.items() if name in plain), told)
