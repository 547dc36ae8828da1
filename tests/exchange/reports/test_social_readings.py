"""Reading a column: one order of days and one sign before decimals for all its cells."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st
from social_files import WORDS

from smbsocial.exchange.reports.dates import Reading, read_days
from smbsocial.exchange.reports.figures import BLANK, read_column

DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))
FORMS = st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y", "%m-%d-%y"])
NUMERIC = st.tuples(st.integers(1, 31), st.integers(1, 31), st.integers(2005, 2030)).map(
    lambda each: f"{each[0]:02}/{each[1]:02}/{each[2]}"
)
WHOLE = st.integers(0, 99_999_999)
STYLES = st.sampled_from([(",", "."), (".", ","), (" ", ","), ("’", "."), ("", "."), ("", ",")])
CELLS = st.one_of(
    st.from_regex(r"-?\d{1,4}([.,]\d{1,4}){0,3}%?", fullmatch=True),
    st.sampled_from(sorted(BLANK)),
    st.text(max_size=12),
)


def reading(**known: object) -> Reading:
    return Reading(WORDS.months, **known)  # type: ignore[arg-type]


@given(st.lists(DAYS, min_size=1, max_size=40), FORMS)
def test_days_are_read_as_written_or_the_order_is_asked_for(days, form):
    read = read_days([day.strftime(form) for day in days], reading())
    if read.unsure:
        assert all(day.day <= 12 for day in days)
        return
    assert [when and when.day for when in read.values] == days
    assert read.bad == {}


@given(st.lists(DAYS, min_size=1, max_size=40), FORMS)
def test_days_are_read_as_written_once_the_order_is_said(days, form):
    said = reading(day_first=form.startswith("%d"))
    read = read_days([day.strftime(form) for day in days], said)
    assert not read.unsure
    assert [when and when.day for when in read.values] == days


@given(st.lists(NUMERIC, min_size=1, max_size=20), st.sampled_from([None, True, False]))
def test_one_column_has_one_order_and_names_what_does_not_fit(cells, usual):
    read = read_days(cells, reading(usual=usual))
    orders = set()
    for row, (cell, when) in enumerate(zip(cells, read.values, strict=True)):
        first, second, year = (int(part) for part in cell.split("/"))
        if when is None:
            assert read.bad[row] == cell
            continue
        fits = {
            order
            for order, day in ((True, (year, second, first)), (False, (year, first, second)))
            if (when.day.year, when.day.month, when.day.day) == day
        }
        assert fits
        if len(fits) == 1:
            orders |= fits
    assert len(orders) <= 1
    if usual is not None and orders and not any(max(_two(cell)) > 12 for cell in cells):
        assert orders == {usual}


def _two(cell: str) -> tuple[int, int]:
    first, second, _ = cell.split("/")
    return int(first), int(second)


@given(DAYS, st.integers(1, 700), st.integers(0, 20))
def test_a_series_without_years_ends_before_the_export_and_loses_no_day(last, length, later):
    days = [last - timedelta(days=n) for n in reversed(range(length))]
    cells = [f"{day:%B} {day.day}" for day in days]
    read = read_days(cells, reading(exported_on=last + timedelta(days=later)))
    assert read.no_year
    assert [when and when.day for when in read.values] == days


@given(st.lists(DAYS, min_size=1, max_size=20), DAYS)
def test_days_without_years_in_no_order_are_the_latest_before_the_export(days, export):
    read = read_days(
        [f"{day.day} de {_SPANISH[day.month - 1]}" for day in days],
        reading(exported_on=export, series=False),
    )
    for day, when in zip(days, read.values, strict=True):
        assert when is not None
        assert (when.day.month, when.day.day) == (day.month, day.day)
        assert when.day <= export
        assert (export - when.day).days < (366 if (day.month, day.day) != (2, 29) else 8 * 366)


_SPANISH = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_SPANISH = _SPANISH.split()


@given(st.text(max_size=20))
def test_a_cell_is_a_day_or_bad_and_never_an_error(cell):
    read = read_days([cell], reading(exported_on=date(2026, 1, 1)))
    blank = cell.strip().casefold() in BLANK
    assert (read.values[0] is None) == (0 in read.bad or blank)


def test_a_weekday_that_is_called_like_a_month_is_not_taken_for_it():
    read = read_days(["mar, 8 abr 2025", "mar, 11 mar 2025"], reading())
    assert read.values[0] is None
    assert read.bad == {0: "mar, 8 abr 2025"}
    assert read.values[1] is not None
    assert read.values[1].day == date(2025, 3, 11)


@given(st.lists(WHOLE, min_size=1, max_size=30), STYLES)
def test_counts_are_read_as_written_in_any_style(numbers, style):
    group, _ = style
    cells = [f"{number:,}".replace(",", group) for number in numbers]
    column = read_column(cells, whole=True)
    assert column.values == numbers
    assert not column.bad


@given(st.lists(st.decimals(0, 9_999_999, places=3), min_size=1, max_size=30), STYLES)
def test_decimals_are_read_as_written_or_the_sign_is_asked_for(numbers, style):
    group, decimal = style
    cells = [written(number, group, decimal) for number in numbers]
    column = read_column(cells, whole=False)
    if column.decimal is None:
        column = read_column(cells, whole=False, decimal=decimal)
    assert column.values == numbers


@given(st.lists(st.decimals(0, 9_999_999, places=3), min_size=1, max_size=30), STYLES)
def test_what_is_usual_never_overrules_what_a_spreadsheet_wrote(numbers, style):
    group, decimal = style
    cells = [written(number, group, decimal) for number in numbers]
    for usual in (".", ","):
        column = read_column(cells, whole=False, usual=usual)
        assume(column.decimal is not None)
        if decimal in {usual, column.decimal}:
            assert column.values == numbers
        else:  # nothing but the other sign stands there: it can only be what is usual
            assert all(decimal not in cell for cell in cells)


def written(number: Decimal, group: str, decimal: str) -> str:
    before, _, after = f"{number:,.3f}".partition(".")
    return before.replace(",", group) + decimal + after


@given(st.lists(CELLS, min_size=1, max_size=20), st.booleans())
def test_a_column_has_one_sign_and_names_every_cell_that_is_none(cells, whole):
    column = read_column(cells, whole=whole)
    for row, (cell, value) in enumerate(zip(cells, column.values, strict=True)):
        blank = cell.strip().casefold() in BLANK
        named = row in column.bad or row in column.damaged
        assert (value is None) == (named or blank)
        if value is not None and whole:
            assert value == int(value)
    # Each value is the one that its cell has with the column's sign, and with no other.
    sign = column.decimal or "."
    alone = [read_column([cell], whole=whole, decimal=sign) for cell in cells]
    for one, value, cell in zip(alone, column.values, cells, strict=True):
        if value is not None and one.decimal == sign:
            assert one.values[0] == value, cell
