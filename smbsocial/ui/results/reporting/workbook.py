"""The report as a workbook: its figures as values, and the words of this language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.money import Money, digits
from smbsocial.domain.roi.values import NOTES, LineKind, Strength
from smbsocial.domain.turns import Of
from smbsocial.ui.text import decision_log, formats, names, turns
from smbsocial.ui.text import report as words
from smbsocial.ui.text.report_workbook import book_words
from smbsocial.ui.text.return_lines import line_words
from smbsocial.usecases.deciding.sheets import LogLine
from smbsocial.usecases.results.report import ReportSheet
from smbsocial.usecases.results.returns import Line, Part
from smbsocial.usecases.results.sheets import KpiResult
from smbsocial.usecases.results.workbook import (
    Book,
    BookBack,
    BookCost,
    BookDecision,
    BookGroup,
    BookKpi,
    BookPart,
    Figure,
    Reckoned,
    Unit,
)

translate = QCoreApplication.translate

COSTS = {
    LineKind.POST_MINUTES: (Reckoned.BY_HOUR, "minutes", "hourly"),
    LineKind.DUTY_MINUTES: (Reckoned.BY_HOUR, "minutes", "hourly"),
    LineKind.PLANNED_MONEY: (Reckoned.BY_MONTH, "days", "month"),
}
"""Of each cost: how it is reckoned, and which of its facts are multiplied."""
UNITS = {"percent": Unit.PERCENT, "money": Unit.MONEY}
UNSURE = {LineKind.LIFT: Strength.ESTIMATED, LineKind.GUESS: Strength.GUESSED}


def book_of(sheet: ReportSheet) -> Book:
    """All that the workbook shows."""
    back, books = sheet.back, sheet.books
    currency, whole = back.currency, back.whole
    lines = (*whole.cost_lines, *whole.back_lines)
    groups = (
        (Of.PILLAR, translate("Report", "Kind of content"), back.pillars),
        (Of.PLATFORM, translate("Report", "Platform"), back.platforms),
        (None, translate("Report", "Goal"), back.goals),
        (None, translate("Report", "Community"), back.communities),
    )
    return Book(
        words=book_words(formats.money(Money.of(1, currency))),
        business=books.business.name,
        facts=(
            words.span_name(books.span),
            words.numbers_to(sheet.numbers_to),
            words.made_on(books.today),
        ),
        stands=min(books.today, books.span.last),
        symbol=formats.symbol(currency),
        digits=digits(currency),
        kpis=tuple(_kpi(each, books.span.first) for each in books.kpis),
        costs=tuple(_cost(x, currency) for x in whole.cost_lines if x.kind not in NOTES),
        backs=tuple(_back(x, currency) for x in whole.back_lines if x.kind not in NOTES),
        low=_amount(whole.back.low, currency),
        high=_amount(whole.back.high, currency),
        groups=tuple(
            BookGroup(head, tuple(_part(sheet, of, x) for x in parts if x.cost or x.back.high))
            for of, head, parts in groups
        ),
        decisions=tuple(_decision(each) for each in books.lines),
        rules=tuple(turns.rule(each, currency) for each in books.rules),
        notes=tuple(line_words(x, currency) for x in lines if x.kind in NOTES),
        meaning=(words.meaning(whole, currency), words.strengths()),
    )


def _kpi(result: KpiResult, first: date) -> BookKpi:
    """The figures of the span and those from the start on that its pace is held against."""
    pace = result.pace
    before = [r for r in result.history if pace.began is not None and r.day < pace.began]
    start = (before or result.history)[-1 if before else 0] if result.history else None
    since = min(start.day, first) if start else first
    shown = [each for each in result.history if each.day >= since]
    return BookKpi(
        name=result.name,
        goal=result.goal,
        period=names.period(pace.cadence),
        unit=UNITS.get(result.unit, Unit.NUMBER),
        figures=tuple(
            Figure(each.day, Decimal(each.hundredths) / 100, _origin(each.origin), each.note)
            for each in shown
        ),
        start=shown.index(start) if start else 0,
        began=pace.began,
        target=pace.target,
        by=pace.by,
        left=pace.periods_left,
        down=pace.down,
    )


def _origin(origin: str) -> str:
    return translate("Report", "a file") if origin else translate("Report", "typed")


def _cost(line: Line, currency: str) -> BookCost:
    facts: Mapping[str, Any] = line.facts
    if line.kind in COSTS:
        how, amount, price = COSTS[line.kind]
        return BookCost(
            line_words(line, currency), how, Decimal(facts[amount]), facts[price].amount
        )
    amount_ = Decimal(facts.get("count", 1))
    spent = _amount(line.amount.typical, currency)
    return BookCost(line_words(line, currency), Reckoned.SPENT, amount_, spent)


def _back(line: Line, currency: str) -> BookBack:
    """A line of the return; what one leaves is exact, not the rounded one that is said."""
    facts: Mapping[str, Any] = line.facts
    count = Fraction(facts["rest"] if "rest" in facts else facts["count"])
    typical = _amount(line.amount.typical, currency)
    priced = "revenue" in facts
    each = Decimal(0)
    if count:
        each = typical * count.denominator / count.numerator
    return BookBack(
        what=line_words(line, currency),
        strength=UNSURE.get(line.kind, Strength.COUNTED),
        count=Decimal(count.numerator) / count.denominator,
        takings=facts["revenue"].amount if priced else None,
        margin_percent=Decimal(facts["margin_percent"]) if priced else None,
        each=None if priced else each,
        low=_amount(line.amount.low, currency),
        high=_amount(line.amount.high, currency),
    )


def _part(sheet: ReportSheet, of: Of | None, part: Part) -> BookPart:
    currency = sheet.back.currency
    return BookPart(
        name=part.name or translate("Report", "Not known"),
        cost=_amount(part.cost, currency),
        back=_amount(part.back.typical, currency),
        low=_amount(part.back.low, currency),
        high=_amount(part.back.high, currency),
        owner=_word(sheet, of, part),
    )


def _word(sheet: ReportSheet, of: Of | None, part: Part) -> str:
    if of is None or not part.key:
        return ""
    turn = sheet.books.words.get((of, part.key))
    if turn is not None:
        return turns.word(turn.word)
    return ""


def _decision(line: LogLine) -> BookDecision:
    about, what = decision_log.subject(line), decision_log.what(line)
    return BookDecision(line.day, about, what, line.reason, line.until, line.would_change)


def _amount(minor: Decimal | int, currency: str) -> Decimal:
    """Whole currency of minor units."""
    return Decimal(minor).scaleb(-digits(currency))
