"""Where cost and return come from, in sentences that an owner can work out again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from smbsocial.domain.business import Person, Role
from smbsocial.domain.counter import What
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.ids import PersonId
from smbsocial.domain.money import Money
from smbsocial.domain.pace import Aim, pace
from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.values import LineKind
from smbsocial.domain.turns import Spending
from smbsocial.ui.text import counting, formats, report, returns
from smbsocial.ui.text.results import pace_words, said
from smbsocial.ui.text.return_lines import line_words
from smbsocial.usecases.results.returns import Line, Part, Shares

JANA = Person(PersonId("jana"), "Jana", Role.STAFF, Money(1800, "GBP"))
IVO = Person(PersonId("ivo"), "Ivo", Role.OWNER, Money(0, "GBP"))


def pounds(minor: int) -> Money:
    return Money(minor, "GBP")


ORDERS: Mapping[str, Any] = {"what": What.ORDER, "count": Fraction(5), "platform": "Instagram"}
PRICED: Mapping[str, Any] = {**ORDERS, "revenue": pounds(4000), "margin_percent": 60}
UNPRICED: Mapping[str, Any] = {**ORDERS, "profit": pounds(540)}
RISEN: Mapping[str, Any] = {
    "goal": "Lunch", "counted": Counted.ORDERS, "units": Decimal(30), "low": Decimal(12),
    "high": Decimal(48), "already": Fraction(10), "rest": Fraction(20), "profit": pounds(540),
}  # fmt: skip
SAID: tuple[tuple[LineKind, Mapping[str, Any], int, str], ...] = (
    (
        LineKind.POST_MINUTES,
        {"person": JANA, "count": 14, "minutes": 390, "hourly": pounds(1800)},
        11_700,
        "14 post(s), 6 h 30 of Jana at £18 = £117",
    ),
    (
        LineKind.POST_MINUTES,
        {"person": JANA, "count": 3, "minutes": 69, "hourly": pounds(1800)},
        2070,
        "3 post(s), 1 h 09 of Jana at £18 = £20.70",
    ),
    (
        LineKind.POST_MINUTES,
        {"person": IVO, "count": 1, "minutes": 50, "hourly": pounds(0)},
        0,
        "1 post(s), 50 min of Ivo: no hourly cost is known, so they count as £0",
    ),
    (
        LineKind.DUTY_MINUTES,
        {"person": None, "count": 2, "minutes": 100, "hourly": pounds(1800), "community": "Vegans"},
        3000,
        "2 routine task(s) for Vegans, 1 h 40 of somebody at £18 = £30",
    ),
    (
        LineKind.EXPENSE,
        {"spending": Spending.ADS, "count": 3, "platform": "Instagram", "pillar": "Soup"},
        2550,
        "<spent> for Instagram and Soup, 3 expense(s) = £25.50",
    ),
    (
        LineKind.EXPENSE,
        {"spending": Spending.ADS, "count": 1, "platform": "", "pillar": ""},
        2550,
        "<spent>, 1 expense(s) = £25.50",
    ),
    (
        LineKind.PLANNED_MONEY,
        {"month": pounds(5200), "days": 91},
        15_600,
        "Planned, since no expense was entered: £52 a month, for 13 of a year's 52 weeks = £156",
    ),
    (
        LineKind.OTHER_CURRENCY_SPENT,
        {"count": 2, "money": Money(3000, "CHF")},
        0,
        "Left out: 2 expense(s) of CHF30, in another currency than yours",
    ),
    (
        LineKind.CODE_SALES,
        {**PRICED, "label": "SOUP"},
        2400,
        "5 order(s) with the code SOUP took £40; 60 % of that stays = £24",
    ),
    (
        LineKind.CODE_TALLY,
        {**UNPRICED, "label": "SOUP"},
        2700,
        "5 order(s) tallied with the code SOUP, each leaves £5.40 = £27",
    ),
    (
        LineKind.TAGGED_SALES,
        {**PRICED, "label": "soup_week"},
        2400,
        "5 order(s) through the link “soup_week” on Instagram took £40; 60 % of that stays = £24",
    ),
    (
        LineKind.TAGGED_SALES,
        {**PRICED, "label": ""},
        2400,
        "5 order(s) that the shop says came from Instagram took £40; 60 % of that stays = £24",
    ),
    (
        LineKind.TALLY,
        {**UNPRICED, "label": "", "what": What.CALL, "count": Fraction(5, 2)},
        1350,
        "2.5 call(s) tallied of people who heard of you on Instagram, each leaves £5.40 = £13.50",
    ),
    (
        LineKind.TALLY,
        {**UNPRICED, "label": "", "what": What.LEAD, "became": Fraction(4)},
        2700,
        (
            "5 enquiry(ies) tallied of people who heard of you on Instagram"
            " (without 4 counted as customers), each leaves £5.40 = £27"
        ),
    ),
    (
        LineKind.LIFT,
        {**RISEN, "weeks": 8},
        10_800,
        (
            "30 more order(s) in 8 week(s) than the weeks before let expect (12 to 48),"
            " whatever brought them, less 10 counted one by one: 20 × £5.40 = £108"
        ),
    ),
    (
        LineKind.LIFT,
        {
            **RISEN,
            "weeks": 8,
            "units": Decimal(-12),
            "low": Decimal(-30),
            "high": Decimal(5),
            "rest": Fraction(0),
        },
        0,
        (
            "No rise: 12 fewer order(s) in 8 week(s) than the weeks before let expect"
            " (-30 to 5 more): £0"
        ),
    ),
    (
        LineKind.GUESS,
        {**RISEN, "days": 91},
        10_800,
        (
            "A guess from the figures of the assessment: 30 order(s) in 13 weeks (12 to 48),"
            " less 10 counted one by one: 20 × £5.40 = £108"
        ),
    ),
    (
        LineKind.TOO_SHORT,
        {"goal": "Lunch", "weeks_had": 4, "weeks_needed": 12},
        0,
        "Lunch: 4 week(s) of totals are too few to see a rise; 12 are needed",
    ),
    (
        LineKind.NO_GOAL,
        {"what": What.VISIT, "count": Fraction(3)},
        0,
        "Left out: 3 visit(s), since none of your goals counts them",
    ),
    (
        LineKind.OTHER_CURRENCY_SOLD,
        {"count": Fraction(2), "money": Money(3000, "CHF")},
        0,
        "Left out: 2 order(s) that took CHF30, in another currency than yours",
    ),
)


@pytest.mark.parametrize(("kind", "facts", "amount", "said"), SAID)
def test_a_line_says_its_arithmetic(
    themed: QApplication, kind: LineKind, facts: Mapping[str, Any], amount: int, said: str
) -> None:
    said = said.replace("<spent>", counting.spending(Spending.ADS))
    assert line_words(Line(kind, facts, Range.exactly(amount)), "GBP") == said


def test_every_kind_of_line_has_its_words() -> None:
    assert {kind for kind, *_ in SAID} == set(LineKind)


def test_an_amount_that_may_be_off_says_how_far(themed: QApplication) -> None:
    amount = Range(Decimal(1000), Decimal(2400), Decimal(3800))
    said = line_words(Line(LineKind.CODE_SALES, {**PRICED, "label": "SOUP"}, amount), "GBP")
    assert said.endswith("= £24 (by chance alone it may be £10 to £38)")
    guessed = line_words(Line(LineKind.GUESS, {**RISEN, "days": 91}, amount), "GBP")
    assert guessed.endswith("= £24 (likely £10 to £38)")


def test_no_figure_is_less_than_nothing_by_a_sign_alone(themed: QApplication) -> None:
    """Refunds of more than was sold leave a little less than nothing; that reads as 0."""
    little = Decimal("-0.004")
    assert (formats.number(little), formats.number(Decimal("-0.04"), 1)) == ("0.00", "0.0")
    assert returns.per_one(little, "GBP") == "£0.00"
    assert returns.per_one(Decimal("-0.006"), "GBP") == "-£0.01"
    assert formats.percent(little) == "0.00 %"


def test_less_than_nothing_stands_with_a_minus(themed: QApplication) -> None:
    """British bookkeepers write (£5); nobody behind a counter reads a loss in that."""
    assert formats.money(pounds(-500)) == "-£5"
    assert formats.money(pounds(-1)) == "-£0.01"
    assert returns.amount(-123_456, "GBP") == "-£1,235"
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("de_DE"))
        assert formats.money(Money(-1250, "EUR")) == "-12,50\xa0€"
    finally:
        QLocale.setDefault(before)


def test_half_of_it_is_not_most_of_it() -> None:
    assert returns.evidence(Shares(50, 50, 0))[0] == "Mixed evidence"
    assert returns.evidence(Shares(51, 49, 0))[0] == "Mostly counted"


@pytest.mark.parametrize(
    ("shares", "last"),
    [
        (Shares(50, 50, 0), "and half is a rise over what was to be expected."),
        (Shares(50, 0, 50), "Half of it was counted customer by customer, and half is a guess."),
        (Shares(0, 50, 50), "Half of it is a rise over what was to be expected, and half is a"),
        (Shares(40, 40, 20), "and part is a guess."),
        (Shares(51, 0, 49), "and can be looked up."),
    ],
)
def test_the_report_names_no_evidence_that_there_is_not(
    themed: QApplication, shares: Shares, last: str
) -> None:
    back = Range(Decimal(100), Decimal(200), Decimal(300))
    part = Part("", "", None, 100, back, back.scaled(Decimal("0.01")), shares, (), ())
    assert last in report.meaning(part, "GBP")


def test_more_refunds_than_sales_are_no_lack_of_counting(themed: QApplication) -> None:
    """A loss that was counted: neither unknown nor proved by anything else."""
    back = Range(Decimal(-500), Decimal(-240), Decimal(0))
    loss = Part("", "", None, 100, back, back.scaled(Decimal("0.01")), Shares(0, 0, 0), (), ())
    said = report.meaning(loss, "GBP")
    assert said.startswith("For each £1 of time and money, -£2.40 of gross profit came back")
    assert said.endswith("it cost more than it brought.")
    nothing = replace(loss, back=Range.exactly(0), ratio=Range.exactly(0))
    assert "it was not counted" in report.meaning(nothing, "GBP")


def test_more_of_a_share_is_said_in_points(themed: QApplication) -> None:
    """From 67 to 90 % in three weeks: 7.67 % more of 67 % would be something else."""
    begins, by = date(2027, 1, 4), date(2027, 4, 4)
    aim = Aim(Decimal(90), by, Period.WEEK)
    points = [(date(2026, 12, 30), Decimal(60)), (date(2027, 3, 12), Decimal(67))]
    found = pace(points, aim, begins=begins, today=points[-1][0])
    needed = pace_words(found, "percent", "GBP")
    assert needed == "needs 7.7 percentage point(s) more a week to reach 90 %"


@pytest.mark.parametrize(
    ("value", "words"),
    [("16.65", "16.6 %"), ("-16.66", "-16.7 %"), ("100", "100 %"), ("12.04", "12 %"),
     ("0.35", "0.35 %"), ("-0.04", "-0.04 %"), ("1.05", "1 %")],
)  # fmt: skip
def test_a_rate_has_one_place_and_below_one_per_cent_two(
    themed: QApplication, value: str, words: str
) -> None:
    assert said(Decimal(value), "percent", "GBP") == words
    assert said(Decimal(value), "rating", "GBP") == formats.number(Decimal(value))


@pytest.mark.parametrize(
    ("by_reach", "how"),
    [
        (False, "By the minutes that posts took, 25 % of it belongs here: £7.50"),
        (True, "By the people that posts reached, 25 % of it belongs here: £7.50"),
    ],
)
def test_what_belongs_here_in_part_says_the_whole_too(
    themed: QApplication, by_reach: bool, how: str
) -> None:
    facts = {
        "person": JANA, "count": 2, "minutes": 100, "hourly": pounds(1800), "community": "",
        "share_percent": Decimal(25), "whole": pounds(3000), "by_reach": by_reach,
    }  # fmt: skip
    said = line_words(Line(LineKind.DUTY_MINUTES, facts, Range.exactly(750)), "GBP")
    assert said == f"2 routine task(s), 1 h 40 of Jana at £18 = £30. {how}"
