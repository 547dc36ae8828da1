"""Dates, times, money, numbers and lists the way the user's country writes them."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from smbsocial.domain.money import Money, digits
from smbsocial.domain.ranges import Range

translate = QCoreApplication.translate


def day(value: date) -> str:
    """A day as the country writes it short, with the year: 31/03/2027."""
    return QLocale().toString(_qdate(value), QLocale.FormatType.ShortFormat)


def day_long(value: date) -> str:
    """A day in words without its year: Wednesday 13 January."""
    if _month_first():
        return QLocale().toString(_qdate(value), translate("Dates", "dddd, MMMM d"))
    return QLocale().toString(_qdate(value), translate("Dates", "dddd d MMMM"))


def day_plain(value: date) -> str:
    """Day and month in words: 31 March."""
    if _month_first():
        return QLocale().toString(_qdate(value), translate("Dates", "MMMM d"))
    return QLocale().toString(_qdate(value), translate("Dates", "d MMMM"))


def day_year(value: date) -> str:
    """Day, month and year in words: 31 March 2027."""
    return QLocale().toString(_qdate(value), day_pattern())


def day_pattern() -> str:
    """How fields show a day with its year."""
    if _month_first():
        return translate("Dates", "MMMM d, yyyy")
    return translate("Dates", "d MMMM yyyy")


def day_brief(value: date) -> str:
    """Day, short month and year, for tables: 31 Mar 2027."""
    if _month_first():
        return QLocale().toString(_qdate(value), translate("Dates", "MMM d, yyyy"))
    return QLocale().toString(_qdate(value), translate("Dates", "d MMM yyyy"))


def day_short(value: date) -> str:
    """Weekday and day, short: Wed 13 Jan."""
    if _month_first():
        return QLocale().toString(_qdate(value), translate("Dates", "ddd, MMM d"))
    return QLocale().toString(_qdate(value), translate("Dates", "ddd d MMM"))


def weekday(value: date) -> str:
    """The weekday's name: Wednesday."""
    return QLocale().standaloneDayName(value.isoweekday(), QLocale.FormatType.LongFormat)


def weekday_short(number: int) -> str:
    """The short name of a weekday, 0 = Monday: Mon."""
    return QLocale().standaloneDayName(number + 1, QLocale.FormatType.ShortFormat)


def weekday_long(number: int) -> str:
    """The name of a weekday, 0 = Monday: Monday."""
    return QLocale().standaloneDayName(number + 1, QLocale.FormatType.LongFormat)


def month(number: int) -> str:
    """A month's name, 1 to 12: January."""
    return QLocale().standaloneMonthName(number, QLocale.FormatType.LongFormat)


def month_short(number: int) -> str:
    """A month's short name, 1 to 12: Jan."""
    return QLocale().standaloneMonthName(number, QLocale.FormatType.ShortFormat)


def month_short_year(year: int, number: int) -> str:
    """A month's short name with its year: Jan 2027."""
    return QLocale().toString(QDate(year, number, 1), translate("Dates", "MMM yyyy"))


def month_year(year: int, number: int) -> str:
    """A month's name with its year: January 2027."""
    return QLocale().toString(QDate(year, number, 1), translate("Dates", "MMMM yyyy"))


def day_month(value: date) -> str:
    """Day and month, short: 13 Jan."""
    if _month_first():
        return QLocale().toString(_qdate(value), translate("Dates", "MMM d"))
    return QLocale().toString(_qdate(value), translate("Dates", "d MMM"))


def day_range(first: date, last: date) -> str:
    """From day to day: Monday 11 – Sunday 17 January."""
    if first.month == last.month and not _month_first():
        start = QLocale().toString(_qdate(first), translate("Dates", "dddd d"))
    else:
        start = day_long(first)
    return translate("Dates", "{first} – {last}").format(first=start, last=day_long(last))


def clock(value: time) -> str:
    """A wall time: 11:30."""
    return QLocale().toString(QTime(value.hour, value.minute), QLocale.FormatType.ShortFormat)


def minutes(value: int) -> str:
    """Minutes as people say them: 20 min, 1 h 25, 3 h."""
    hours, rest = divmod(value, 60)
    if not hours:
        return translate("Dates", "{minutes} min").format(minutes=number(rest))
    if not rest:
        return translate("Dates", "{hours} h").format(hours=number(hours))
    text = translate("Dates", "{hours} h {minutes}")
    return text.format(hours=number(hours), minutes=f"{rest:02d}")


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """A number with the country's separators; without `decimals`, as many as it needs (up to 2)."""
    if isinstance(value, int):
        return QLocale().toString(value)
    if decimals is None:
        decimals = _decimals(value)
    return QLocale().toString(plain(value, decimals), "f", decimals)


def plain(value: Decimal, decimals: int) -> float:
    """For showing so many decimals: what would read -0 there is 0."""
    return float(value) if round(value, decimals) else 0.0


def percent(value: Decimal | int) -> str:
    """So many per cent, the way the language sets the sign."""
    return translate("Numbers", "{number} %").format(number=number(value))


def money(value: Money) -> str:
    """An amount with its currency's sign; whole amounts without digits after the point."""
    places = digits(value.currency)
    if value.minor % 10**places == 0:
        places = 0
    return priced(value.amount, value.currency, places)


def priced(value: Decimal, currency: str, places: int) -> str:
    """So much of a currency; less than nothing with a minus, not in an accountant's brackets."""
    shown = plain(value, places)
    said = QLocale().toCurrencyString(abs(shown), symbol(currency), places)
    return f"{QLocale().negativeSign()}{said}" if shown < 0 else said


@cache
def symbol(currency: str) -> str:
    """The sign of a currency (ISO 4217) as its own country writes it, else the code."""
    mine = QLocale()
    if mine.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) == currency:
        return mine.currencySymbol()
    for locale in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    ):
        if locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) == currency:
            return locale.currencySymbol()
    return currency


def range_of(value: Range) -> str:
    """The likely range: 12–47."""
    low, high = number(_rounded(value.low)), number(_rounded(value.high))
    if low == high:
        return low
    return translate("Numbers", "{low}–{high}").format(low=low, high=high)


def figure(value: Decimal) -> str:
    """One end of a range, rounded to what it can honestly say."""
    return number(_rounded(value))


def listed(words: Sequence[str]) -> str:
    """Words as a list of the language: A, B and C."""
    return QLocale().createSeparatedList(list(words))


def _month_first() -> bool:
    """Whether the country says the month before the day, as the United States do."""
    pattern = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    return -1 < pattern.find("M") < pattern.replace("dddd", "    ").find("d")


def _rounded(value: Decimal) -> Decimal:
    if value >= 10 or value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.quantize(Decimal("0.1") if value >= 1 else Decimal("0.01")).normalize() + 0


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(2, max(0, -exponent)) if isinstance(exponent, int) else 0


def _qdate(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)
