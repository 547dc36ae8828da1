"""Days, numbers and money as the user's country has them, in the language of the screens."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from smbsocial.ui.text import formats
from smbsocial.ui.text.language import install

RESOURCES = Path(__file__).parents[2] / "resources"
DAY = date(2027, 1, 13)


@pytest.fixture(autouse=True)
def put_back(themed: QApplication) -> None:
    """`themed` sets the British locale before each test."""


def test_a_german_owner_reads_english_words_and_german_numbers(themed: QApplication) -> None:
    install(themed, RESOURCES, QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert formats.day_long(DAY) == "Wednesday 13 January"
    assert formats.number(Decimal("1234.5")) == "1.234,5"
    assert QLocale().territory() is QLocale.Country.Germany


def test_where_no_english_is_known_the_country_counts_more(themed: QApplication) -> None:
    install(themed, RESOURCES, QLocale(QLocale.Language.Portuguese, QLocale.Country.Brazil))
    assert QLocale().territory() is QLocale.Country.Brazil


@pytest.mark.parametrize(
    ("country", "long", "plain", "short", "year"),
    [
        (
            QLocale.Country.UnitedStates,
            "Wednesday, January 13",
            "January 13",
            "Wed, Jan 13",
            "January 13, 2027",
        ),
        (
            QLocale.Country.UnitedKingdom,
            "Wednesday 13 January",
            "13 January",
            "Wed 13 Jan",
            "13 January 2027",
        ),
    ],
)
def test_days_stand_in_the_order_of_the_country(
    country: QLocale.Country, long: str, plain: str, short: str, year: str
) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, country))
    said = (formats.day_long(DAY), formats.day_plain(DAY), formats.day_short(DAY))
    assert said == (long, plain, short)
    assert formats.day_year(DAY) == year
