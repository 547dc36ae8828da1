"""A table of orders to sales: the lines of an order put together, numbers only, nobody's name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Sale
from smbsocial.domain.money import digits
from smbsocial.domain.reports import Ask, Note, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports import currencies, dates, figures
from smbsocial.exchange.reports.book import Sheet
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.referrers import channel_of
from smbsocial.exchange.reports.rows import Shape, sort_out
from smbsocial.exchange.reports.several import sheets_recipe
from smbsocial.exchange.reports.tills import Till


def till_recipe(till: Till) -> Recipe:
    """The recipe of a shop's file, in the first sheet that has its headers."""

    def read(name: str, sheet: Sheet, header: int, asked: Asked) -> Report:
        return read_orders(name, sheet, header, till, asked)

    return sheets_recipe(till.format, till.needs, read)


def read_orders(name: str, sheet: Sheet, header: int, till: Till, asked: Asked) -> Report:
    """The rows below the header as sales.

    Raises ExpectedError: REPORT_HEADER_ONLY, REPORT_NO_ROWS.
    """
    return _Orders(name, sheet, header, till, asked).report()


@dataclass(slots=True)
class _Order:
    """One order while its lines are put together.

    `begun`: whether a line says what was paid, and not only what belongs to it.
    """

    number: str
    day: date
    refund: bool
    code: str = ""
    channel: str = ""
    currency: str = ""
    void: bool = False
    begun: bool = False
    amounts: dict[str, Decimal] = field(default_factory=dict)
    units: Decimal | None = None
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands in one line beside its amounts; `at` counts the lines that were kept."""

    at: int
    account: str
    number: str
    event: str
    when: dates.When | None
    refund: bool
    currency: str

    @property
    def key(self) -> str:
        """What names the sale: the order, or what was given back of it on a day."""
        day = self.when.day.isoformat() if self.when else ""
        return f"{self.number}/refund/{day}" if self.refund else self.number


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
        self._choices: tuple[str, ...] = ()
        first = header + 1
        shape = Shape(len(self._printed), asked.words.totals, open_end=sheet.open_end)
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
        self._ask_for_currency(orders)
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
        place = self._places.get(header) if header else None  # a column may have no name
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
        """The decimal sign that other columns of money show; if they show none, one asks."""
        columns = (self._column(header) for header in self._till.money)
        read = (
            figures.read_column(cells, whole=False).decimal
            for cells in columns
            if any("," in cell or "." in cell for cell in cells)
        )
        told = set(read) - {None}
        if len(told) == 1:
            return told.pop()
        if all(question.ask is not Ask.DECIMAL for question in self._questions):
            self._questions.append(Question(Ask.DECIMAL, (".", ",")))
        return None

    def _days(self) -> Sequence[dates.When | None]:
        cells = self._column(self._till.day)
        form = self._till.day_form
        own = not form or all(re.fullmatch(form, cell) for cell in cells if cell)
        usual = self._till.day_usual if own else None
        read = dates.read_days(cells, self._asked.whole_dates(usual=usual))
        if read.unsure:
            self._questions.append(Question(Ask.DAY_FIRST, ("yes", "no")))
        for row, cell in read.bad.items():
            self._skip(self._numbers[row], Skipped.BAD_DATE, cell)
        return read.values

    def _numbers_of_orders(self) -> list[str]:
        """The number of each line's order; one that a spreadsheet destroyed names nothing.

        Where an order has several lines, nobody knows then which of the others lack one.
        """
        keys = [""] * len(self._rows)
        for header in self._till.order:
            cells = self._column(header)
            if lost := figures.destroyed_ids(cells):
                self._notes.append((Note.DAMAGED_IDS, {"column": header}))
                cells = ["" if cell in lost or not self._till.single else cell for cell in cells]
            keys = [key or cell for key, cell in zip(keys, cells, strict=True)]
        return keys

    def _lines(
        self, money: Mapping[str, Sequence[Decimal | int | None]], days: Sequence[dates.When | None]
    ) -> Iterator[_Line]:
        till = self._till
        back = money.get(till.given_back, [None] * len(days))
        signed = zip(*map(self._column, (till.formatted, *till.money)), strict=True)
        told, self._choices = currencies.of_lines(
            self._column(till.currency), [currencies.meant_in(cells) for cells in signed]
        )
        beside = zip(self._column(till.account), self._numbers_of_orders(), days, told, strict=True)
        for at, (event, line) in enumerate(zip(self._column(till.event), beside, strict=True)):
            account, number, when, currency = line
            word, below = alike(event), back[at]
            refund = word in till.refunds or (below is not None and below < 0)
            yield _Line(at, account, number, word, when, refund, currency)

    def _orders(
        self,
        money: Mapping[str, Sequence[Decimal | int | None]],
        units: Sequence[Decimal | int | None],
        days: Sequence[dates.When | None],
    ) -> dict[tuple[str, str], _Order]:
        till = self._till
        states, cancelled = self._column(till.state), self._column(till.cancelled)
        codes, channels = self._column(till.code), self._column(till.channel)
        found: dict[tuple[str, str], _Order] = {}
        broken: dict[tuple[str, str], Skipped] = {}
        for line in self._lines(money, days):
            at, key = line.at, self._key(line, found)
            if not self._is_of_order(line, known=found.get(key)):
                why = self._skipped[self._numbers[at]].why
                if line.number and why in _BREAKS and self._counts(line.event):
                    broken.setdefault((line.account, line.number), why)
                continue
            if key not in found and line.when is not None:
                found[key] = _Order(line.number, line.when.day, line.refund)
            order = found[key]
            order.lines.append(self._numbers[at])
            order.code = order.code or codes[at]
            order.channel = order.channel or channels[at]
            order.currency = order.currency or line.currency
            order.void = order.void or self._is_void(states[at]) or bool(cancelled[at])
            if units[at] is not None:
                order.units = (order.units or Decimal(0)) + (units[at] or 0)
            self._add(order, line, {header: values[at] for header, values in money.items()})
            if money[till.money[0]][at] is None and not till.sparse:
                broken.setdefault((line.account, line.number), Skipped.NO_AMOUNT)
        self._break_last(found, broken)
        return self._whole(found, broken)

    def _key(self, line: _Line, found: Mapping[tuple[str, str], _Order]) -> tuple[str, str]:
        """What a line is put to: never to an order in another currency."""
        known = found.get((line.account, line.key))
        other = known is not None and line.currency and line.currency != known.currency
        if other and known is not None and known.currency:
            return line.account, f"{line.key}/{line.currency}"
        return line.account, line.key

    def _counts(self, event: str) -> bool:
        """Whether a line is about a sale at all."""
        till = self._till
        return not till.sales or event in till.sales or event in till.refunds

    def _is_void(self, state: str) -> bool:
        return alike(state).removeprefix("wc-") in self._till.void

    def _is_of_order(self, line: _Line, *, known: _Order | None) -> bool:
        """Whether a line belongs to an order; why not is kept."""
        number = self._numbers[line.at]
        if not self._counts(line.event):
            self._skip(number, Skipped.NO_SALE, line.event)
        elif not line.number:
            self._skip(number, Skipped.NO_ID)
        elif line.when is None and known is None:
            self._skip(number, Skipped.NO_DATE)
        elif self._till.single and known is not None and not line.refund:
            self._skip(number, Skipped.REPEATED)
        return number not in self._skipped

    def _add(self, order: _Order, line: _Line, told: Mapping[str, Decimal | int | None]) -> None:
        begins = line.refund or not self._till.begins or line.event in self._till.begins
        for header, value in told.items():
            if value is None:
                continue
            order.begun = order.begun or (begins and header == self._till.money[0])
            if not (header in self._till.once and header in order.amounts):
                order.amounts[header] = order.amounts.get(header, Decimal(0)) + value

    def _break_last(
        self, found: Mapping[tuple[str, str], _Order], broken: dict[tuple[str, str], Skipped]
    ) -> None:
        """Of a file that was cut off the last order may have had more lines."""
        cut = any(each.why is Skipped.CUT_OFF for each in self._skipped.values())
        if found and not self._till.single and (cut or self._sheet.cut_off):
            (account, _), last = max(found.items(), key=lambda item: item[1].lines[-1])
            broken.setdefault((account, last.number), Skipped.CUT_OFF)

    def _whole(
        self,
        found: Mapping[tuple[str, str], _Order],
        broken: Mapping[tuple[str, str], Skipped],
    ) -> dict[tuple[str, str], _Order]:
        """The orders of which every line was read and one says what was paid."""
        whole = {}
        for (account, key), order in found.items():
            why = broken.get((account, order.number), None if order.begun else Skipped.NO_AMOUNT)
            if why is None:
                whole[account, key] = order
            else:
                for number in order.lines:
                    self._skip(number, why)
        return whole

    def _ask_for_currency(self, orders: Mapping[tuple[str, str], _Order]) -> None:
        """Ask for the currency where the file does not say it.

        That of the business is proposed, unless the signs in the file stand for others.
        """
        silent = [order for order in orders.values() if not order.currency]
        answer, home = self._asked.answers.get(Ask.CURRENCY), self._asked.home.currency
        if self._choices and home not in self._choices:
            home = None
        for order in silent:
            order.currency = answer or home or ""
        if silent and not answer:
            self._questions.append(Question(Ask.CURRENCY, self._choices, home))

    def _sales(self, orders: Mapping[tuple[str, str], _Order]) -> Iterator[Sale]:
        for (account, key), order in orders.items():
            void = order.void
            amounts = {header: order.amounts.get(header, Decimal(0)) for header in self._till.money}
            net = Decimal(0) if void else self._till.net(amounts)
            if order.refund:
                net = -abs(net)  # some tills write what was given back without a sign
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


_BREAKS = frozenset({Skipped.BAD_NUMBER, Skipped.BAD_DATE, Skipped.CUT_OFF, Skipped.TOO_LONG})
"""Why an order is left out whole: of part of its lines nobody knows what it came to."""
