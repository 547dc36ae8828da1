"""What spreadsheets, countries and broken downloads make of a shop's file: the same, or a word.

Each change is made to the sample's rows by this file alone. An order comes out as the sample tells
it, or it does not come out and its lines are told with a reason: never another figure.
"""

import csv
import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from changed_files import Rows, text_of, write
from shop_files import (
    MONEY,
    ORDER,
    SHOPS,
    accounted,
    amount,
    read,
    read_or_refused,
    rows_of,
    told,
    why,
)

from smbsocial.domain.reports import Ask, Note, Skipped

EACH = pytest.mark.parametrize("entry", SHOPS, ids=[each["format"] for each in SHOPS])
BY_NUMBER = [each for each in SHOPS if each["format"] in ORDER]
DOLLARS = ("square", "woo")
"""Formats whose files name no currency: the business' own is proposed."""


def same(entry, folder, rows: Rows, text: str | None = None, encoding: str = "utf-8"):
    before = told(read(write(folder, text_of(rows_of(entry)))))
    report = read(write(folder, text or text_of(rows), encoding))
    assert told(report) == before
    assert before
    assert not report.needs_answer
    accounted([report], len(rows) - 1)
    return report


@EACH
def test_every_row_of_a_sample_is_told(entry, tmp_path):
    rows = rows_of(entry)
    first = read(write(tmp_path, text_of(rows)))
    accounted([first], len(rows) - 1)
    same(entry, tmp_path, rows)


@EACH
def test_columns_in_another_order(entry, tmp_path):
    rows = rows_of(entry)
    same(entry, tmp_path, [list(reversed(row)) for row in rows])
    half = len(rows[0]) // 2
    same(entry, tmp_path, [[*row[half:], *row[:half]] for row in rows])


@EACH
def test_columns_that_nobody_knows(entry, tmp_path):
    """A column may have no name and yet hold something: it is nobody's account or code."""
    rows = rows_of(entry)
    half = len(rows[0]) // 2
    wide = [["New", *rows[0][:half], "", *rows[0][half:], "Newest"]]
    wide += [["a b", *row[:half], f"no{at}", *row[half:], "x"] for at, row in enumerate(rows[1:])]
    same(entry, tmp_path, wide)


@EACH
@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_other_separators_quotes_line_ends_and_encodings(entry, separator, quoting, tmp_path):
    rows = rows_of(entry)
    text = text_of(rows, separator=separator, quoting=quoting)
    same(entry, tmp_path, rows, text)
    same(entry, tmp_path, rows, f"sep={separator}\n{text}")
    same(entry, tmp_path, rows, text.replace("\n", "\r\n"))
    for encoding in ("utf-8-sig", "utf-16"):
        same(entry, tmp_path, rows, text, encoding)


def with_money(entry, style) -> Rows:
    """The rows with each amount in another style; blank cells stay."""
    header, *rows = rows_of(entry)
    places = [header.index(name) for name in MONEY[entry["format"]] if name in header]
    for row in rows:
        for place in places:
            if re.search(r"\d", row[place]):
                row[place] = style(amount(row[place]))
    return [header, *rows]


def grouped(value: Decimal, group: str, point: str) -> str:
    plain = f"{abs(value):,.2f}".replace(",", "_").replace(".", point)
    return plain.replace("_", group)


STYLES = {
    "1.234,50 €": ("EUR", lambda v: ("-" if v < 0 else "") + grouped(v, ".", ",") + " €"),
    "€ 1 234,50": ("EUR", lambda v: "€ " + ("-" if v < 0 else "") + grouped(v, "\u202f", ",")),
    "1'234.50": (None, lambda v: ("-" if v < 0 else "") + grouped(v, "'", ".")),
    "(12.40)": (None, lambda v: f"({grouped(v, ',', '.')})" if v < 0 else grouped(v, ",", ".")),
    "($12.40)": (
        "USD",
        lambda v: f"(${grouped(v, ',', '.')})" if v < 0 else "$" + grouped(v, ",", "."),
    ),
    "-$3.00": ("USD", lambda v: ("-" if v < 0 else "") + "$" + grouped(v, ",", ".")),
    "CA$76.00": ("CAD", lambda v: ("-" if v < 0 else "") + "CA$" + grouped(v, ",", ".")),
    "GBP 76.00": ("GBP", lambda v: "GBP " + ("-" if v < 0 else "") + grouped(v, ",", ".")),
    "76,00 zł": ("PLN", lambda v: ("\u2212" if v < 0 else "") + grouped(v, "\u00a0", ",") + " zł"),
    "76,00": (None, lambda v: ("-" if v < 0 else "") + grouped(v, "", ",")),
}


@EACH
@pytest.mark.parametrize("style", STYLES)
def test_amounts_in_the_styles_of_other_countries(entry, style, tmp_path):
    currency, write_amount = STYLES[style]
    before = told(read(write(tmp_path, text_of(rows_of(entry)))))
    rows = with_money(entry, write_amount)
    report = read(write(tmp_path, text_of(rows, separator=";")))
    after = told(report)
    own = not entry["format"].startswith(DOLLARS)  # the file's own column says the currency
    expected = "USD" if own or currency is None else currency
    assert {sale[4] for sale in after.values()} == {expected}
    assert {key: (*s[:4], *s[5:]) for key, s in after.items()} == {
        key: (*s[:4], *s[5:]) for key, s in before.items()
    }
    assert not report.needs_answer
    accounted([report], len(rows) - 1)


@EACH
def test_one_cell_in_another_style_takes_its_order_with_it(entry, tmp_path):
    """Never 1,240.00 for 12,40: the order of that cell is left out, or one is asked."""
    before = told(read(write(tmp_path, text_of(rows_of(entry)))))
    name = MONEY[entry["format"]][0]
    for at in (1, 4, 9):
        header, *rows = rows_of(entry)
        place = header.index(name)
        if not re.search(r"\d", rows[at][place]):
            continue
        value = amount(rows[at][place])
        rows[at][place] = ("-" if value < 0 else "") + grouped(value, "", ",")
        path = write(tmp_path, text_of([header, *rows]))
        report = read(path, decimal=".")
        after = told(report)
        assert after.items() <= before.items()
        assert len(after) in {len(before), len(before) - 1}
        assert why(report)[Skipped.BAD_NUMBER] or after == before
        accounted([report], len(rows))


@EACH
@pytest.mark.parametrize("blank", ["", "-", "--", "n/a"])
def test_an_order_of_which_an_amount_is_blank_is_left_out_whole(entry, blank, tmp_path):
    """Blank is not 0: the order would come out smaller than it was."""
    header, *rows = rows_of(entry)
    before = told(read(write(tmp_path, text_of([header, *rows]))))
    place = header.index("N. Revenue" if "N. Revenue" in header else MONEY[entry["format"]][0])
    for at in (1, 8):
        changed = [list(row) for row in rows]
        changed[at][place] = blank
        report = read(write(tmp_path, text_of([header, *changed])))
        assert told(report).items() <= before.items()
        accounted([report], len(rows))


@EACH
@pytest.mark.parametrize("word", ["3.Jan", "October 3", "13/13/2026", "45992"])
def test_an_order_on_a_day_that_is_none_is_left_out_whole(entry, word, tmp_path):
    header, *rows = rows_of(entry)
    before = told(read(write(tmp_path, text_of([header, *rows]))))
    rows[4][header.index(DAYS[entry["format"]])] = word
    report = read(write(tmp_path, text_of([header, *rows])))
    assert told(report).items() <= before.items()
    assert not report.needs_answer
    assert Skipped.BAD_DATE in why(report)
    accounted([report], len(rows))


@EACH
@pytest.mark.parametrize("word", ["n. a. yet", "12.4.0", "#REF!", "3.Jan", "1.22E+05", "TRUE"])
def test_an_order_of_which_an_amount_is_none_is_left_out_whole(entry, word, tmp_path):
    header, *rows = rows_of(entry)
    before = told(read(write(tmp_path, text_of([header, *rows]))))
    place = header.index(MONEY[entry["format"]][0])
    spoiled = 0
    for at in (2, 7, 11):
        if re.search(r"\d", rows[at][place]):
            rows[at][place], spoiled = word, spoiled + 1
    report = read(write(tmp_path, text_of([header, *rows])))
    after = told(report)
    assert after.items() <= before.items()
    assert spoiled
    assert len(before) - 3 <= len(after)
    assert why(report)[Skipped.BAD_NUMBER] or entry["format"] == "etsy_statement"
    accounted([report], len(rows))


DAY = re.compile(r"(\d{4}-\d\d-\d\d)|(\d\d/\d\d/\d\d)$|([A-Z][a-z]+ \d\d?, \d{4})$")
DAYS = {
    "shopify_orders": "Created at",
    "square_transactions": "Date",
    "square_items": "Date",
    "woocommerce_orders": "Date",
    "etsy_sold_orders": "Sale Date",
    "etsy_sold_order_items": "Sale Date",
    "etsy_statement": "Date",
}


def day_of(cell: str) -> tuple[date, str]:
    """A day of the samples and what stands behind it."""
    found = DAY.match(cell)
    assert found
    forms = zip(found.groups(), ("%Y-%m-%d", "%m/%d/%y", "%B %d, %Y"), strict=True)
    text, form = next((text, form) for text, form in forms if text)
    return datetime.strptime(text, form).date(), cell[found.end() :]  # noqa: DTZ007


def with_days(entry, form: str, *, early: bool = False) -> Rows:
    """The rows with days in another form; `early`: those up to the 12th of a month alone."""
    header, *rows = rows_of(entry)
    place = header.index(DAYS[entry["format"]])
    made = []
    for row in rows:
        day, rest = day_of(row[place])
        if not early or day.day <= 12:
            made.append([*row[:place], day.strftime(form) + rest, *row[place + 1 :]])
    return [header, *made]


@EACH
@pytest.mark.parametrize(
    "form", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y/%m/%d", "%d/%m/%y", "%d %b %Y"]
)
def test_days_in_another_order_that_the_column_tells(entry, form, tmp_path):
    same(entry, tmp_path, with_days(entry, form))


@EACH
@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y"])
def test_days_that_fit_both_ways_are_asked_for(entry, form, tmp_path):
    """Etsy's lists put the month first for everybody, but with two digits of the year."""
    rows = with_days(entry, form, early=True)
    path = write(tmp_path, text_of(rows))
    expected = told(read(write(tmp_path, text_of(with_days(entry, "%Y-%m-%d", early=True)))))
    assert expected
    path = write(tmp_path, text_of(rows))
    asking = read(path)
    assert Ask.DAY_FIRST in {each.ask for each in asking.questions}
    assert asking.needs_answer
    said = "yes" if form.startswith("%d") else "no"
    answered = read(path, day_first=said)
    assert told(answered) == expected
    assert not answered.needs_answer


def fewer(entry, folder, text: str, before) -> None:
    """A cut file says less than the whole, and each row that is left is told."""
    report = read_or_refused(write(folder, text))
    if report is None:
        return
    after = told(report)
    if entry["format"] == "woocommerce_orders":  # its last cell says who brought an order
        before = {key: sale[:-1] for key, sale in before.items()}
        after = {key: sale[:-1] for key, sale in after.items()}
    assert after.items() <= before.items()
    whole_rows = sum(1 for row in csv.reader(text.splitlines(keepends=True)) if row) - 1
    cut_quote = any(note is Note.CUT_OFF for note, _ in report.notes)
    accounted([report], whole_rows - cut_quote)


@EACH
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_a_download_that_ended_early(entry, quoting, tmp_path):
    """Cut in any of its last lines and in the middle, in quotes or not: less, never other.

    Between two lines nothing tells that a file was cut.
    """
    rows = rows_of(entry)
    before = told(read(write(tmp_path, text_of(rows))))
    text = text_of(rows, quoting=quoting)
    lines = text.rstrip("\n").split("\n")
    tail = sum(len(line) + 1 for line in lines[-3:])
    places = [*range(len(text) - tail, len(text) - 1, 11), len(text) // 2, len(text) // 3]
    for place in (each for each in places if text[each - 1] != "\n"):
        fewer(entry, tmp_path, text[:place], before)


@pytest.mark.parametrize("entry", BY_NUMBER, ids=[each["format"] for each in BY_NUMBER])
@pytest.mark.parametrize("all_of_them", [True, False])
def test_numbers_of_orders_that_a_spreadsheet_destroyed(entry, all_of_them, tmp_path):
    header, *rows = rows_of(entry)
    before = told(read(write(tmp_path, text_of([header, *rows]))))
    place = header.index(ORDER[entry["format"]])
    for row in rows if all_of_them else rows[3:4]:
        row[place] = "1.22E+17"
    report = read_or_refused(write(tmp_path, text_of([header, *rows])))
    if report is None:
        return
    assert not all_of_them
    assert Note.DAMAGED_IDS in dict(report.notes)
    assert told(report).items() < before.items()
    accounted([report], len(rows))
