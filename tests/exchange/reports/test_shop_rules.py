"""Rules of shops' files that samples alone don't show: refunds, currencies, other files, sheets."""

import tracemalloc
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from changed_files import Rows, text_of, write
from shop_files import SHOPS, USD, accounted, read, rows_of, told, why
from social_files import READER

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import ColumnMap, MappedColumn, Role, RowKind
from smbsocial.domain.reports import Ask, Home, Note, Skipped
from smbsocial.exchange.reports.decoding import Decoded
from smbsocial.exchange.reports.delimited import read_text
from smbsocial.exchange.reports.headers import fingerprint

BY_FORMAT = {each["format"]: each for each in SHOPS}


def net(report) -> int:
    return sum(sale.net for sale in report.sales)


def shopify(*lines: str) -> str:
    header = "Name,Financial Status,Currency,Total,Taxes,Refunded Amount,Created at,"
    return header + "Lineitem quantity,Source\n" + "".join(f"{line}\n" for line in lines)


def test_lines_of_an_order_that_began_in_another_file_are_no_order(tmp_path):
    """They would put an order of nothing in the place of the one that the other file told."""
    entry = BY_FORMAT["shopify_orders"]
    header, *rows = rows_of(entry)
    place = header.index("Financial Status")
    second = next(at for at, row in enumerate(rows) if not row[place])
    number = rows[second][0]
    rest = [row for row in rows[second:] if row[0] == number]
    report = read(write(tmp_path, text_of([header, *rows[second:]])))
    assert number not in {sale.key for sale in report.sales}
    assert why(report) == {Skipped.NO_AMOUNT: len(rest)}
    accounted([report], len(rows) - second)
    with pytest.raises(ExpectedError) as refused:
        read(write(tmp_path, text_of([header, *rest])))
    assert refused.value.code is Code.REPORT_NO_ROWS


def test_lines_sorted_by_a_spreadsheet_keep_their_currency_and_total(tmp_path):
    lines = (
        "#1,,,,,,2026-11-03 10:00:00 +0100,2,",
        "#1,paid,SEK,120.00,20.00,0.00,2026-11-03 10:00:00 +0100,1,web",
        "#2,paid,SEK,60.00,10.00,0.00,2026-11-04 10:00:00 +0100,1,web",
    )
    report = read(write(tmp_path, shopify(*lines)))
    assert [(s.key, s.net, s.units, s.currency) for s in report.sales] == [
        ("#1", 10000, 3, "SEK"),
        ("#2", 5000, 1, "SEK"),
    ]
    assert not report.questions


def test_totals_that_a_spreadsheet_filled_down_count_once(tmp_path):
    line = "#1,paid,EUR,120.00,20.00,12.00,2026-11-03 10:00:00 +0100,1,web"
    report = read(write(tmp_path, shopify(line, line, line)))
    assert [(s.net, s.units) for s in report.sales] == [(9000, 3)]


@pytest.mark.parametrize(("said", "net"), [(",", 123400), (".", 123)])
def test_a_sign_that_no_column_tells_is_asked_for(tmp_path, said, net):
    """1.234 beside columns of whole figures may be a thousand or one and a bit."""
    line = "#1,paid,EUR,1.234,0,,2026-11-03 10:00:00 +0100,1,web"
    path = write(tmp_path, shopify(line))
    asking = read(path)
    assert [each.ask for each in asking.questions] == [Ask.DECIMAL]
    assert asking.needs_answer
    report = read(path, decimal=said)
    assert [sale.net for sale in report.sales] == [net]
    assert not report.needs_answer


def test_a_currency_that_is_none_is_asked_for(tmp_path):
    lines = (
        "#1,paid,Dollars,120.00,20.00,0.00,2026-11-03 10:00:00 +0100,1,web",
        "#1,,,,,,2026-11-03 10:00:00 +0100,2,",
    )
    report = read(write(tmp_path, shopify(*lines)), None)
    assert [(each.ask, each.proposed) for each in report.questions] == [(Ask.CURRENCY, None)]


WOO = "Date,Order #,Status,Customer,Items sold,Coupon(s),N. Revenue,Attribution\n"


def test_each_line_has_the_currency_of_its_own_sign(tmp_path):
    lines = (
        "2026-11-03 10:00:00,1,Completed,x,1,,€10.00,Direct",
        "2026-11-03 11:00:00,2,Completed,x,1,,£5.00,Direct",
        "2026-11-03 12:00:00,3,Completed,x,1,,$4.00,Direct",
    )
    path = write(tmp_path, WOO + "\n".join(lines) + "\n")
    asking = read(path, None)
    (question,) = asking.questions
    assert question.ask is Ask.CURRENCY
    assert question.choices == ("USD", "CAD", "AUD", "NZD", "MXN")
    report = read(path, None, currency="CAD")
    assert [(s.net, s.currency) for s in report.sales] == [
        (1000, "EUR"),
        (500, "GBP"),
        (400, "CAD"),
    ]
    assert (Note.TWO_CURRENCIES, {"currencies": ("CAD", "EUR", "GBP")}) in report.notes


@pytest.mark.parametrize(
    ("cell", "currency", "minor"),
    [
        ("1 200 kr", None, 120000),
        ("12,50 Kč", "CZK", 1250),
        ("4 500 Ft", "HUF", 450000),
        ("USD 12.50", "USD", 1250),
        ("12.50 CHF", "CHF", 1250),
        ("HK$12.50", "HKD", 1250),
        ("¥1200", None, 120000),
        ("₩12000", "KRW", 12000),
    ],
)
def test_signs_and_codes_beside_an_amount(tmp_path, cell, currency, minor):
    line = f'2026-11-03 10:00:00,1,Completed,x,1,,"{cell}",Direct\n'
    report = read(write(tmp_path, WOO + line), Home("EUR"))
    (sale,) = report.sales
    assert sale.net == minor
    assert sale.currency == (currency or "")
    assert report.needs_answer is (currency is None), "no sign of these stands for euros"


def test_what_was_given_back_of_an_older_order_does_not_take_its_place(tmp_path):
    """WooCommerce lists a refund under the number of its order, with what was paid below 0."""
    lines = (
        "2026-11-20 10:00:00,7,Refunded,x,-1,,-12.50,Direct",
        "2026-11-20 11:00:00,8,Completed,x,2,,30.00,Direct",
        "2026-11-20 12:00:00,8,Refunded,x,-1,,-10.00,Direct",
    )
    report = read(write(tmp_path, WOO + "\n".join(lines) + "\n"))
    assert {s.key: (s.orders, s.units, s.net) for s in report.sales} == {
        "7/refund/2026-11-20": (0, -1, -1250),
        "8": (1, 2, 3000),
        "8/refund/2026-11-20": (0, -1, -1000),
    }


def test_an_order_that_stands_there_twice_counts_once(tmp_path):
    line = "2026-11-03 10:00:00,1,Completed,x,2,,12.50,Direct\n"
    report = read(write(tmp_path, WOO + line + line))
    assert [(s.orders, s.units, s.net) for s in report.sales] == [(1, 2, 1250)]
    assert why(report) == {Skipped.REPEATED: 1}


@pytest.mark.parametrize(
    "status",
    [
        *("Cancelled", "cancelled", "wc-cancelled", "pending", "Pending payment", "wc-failed"),
        *("Storniert", "Fehlgeschlagen", "Zahlung ausstehend", "Annulée", "Échouée"),
        *("Cancelado", "Fallido", "Pendiente de pago", "Annullato", "Geannuleerd", "Avbruten"),
        *("Pagamento pendente", "Malsucedido", "Anulowane", "checkout-draft", "trash"),
    ],
)
def test_words_for_orders_that_nobody_paid(tmp_path, status):
    lines = (
        f"2026-11-03 10:00:00,1,{status},x,2,,12.50,Direct",
        "2026-11-03 10:00:00,2,En cours,x,1,,5.00,Direct",
    )
    report = read(write(tmp_path, WOO + "\n".join(lines) + "\n"))
    assert [(s.orders, s.units, s.net) for s in report.sales] == [(0, 0, 0), (1, 1, 500)]
    assert (Note.CANCELLED, {"count": 1}) in report.notes


LOYVERSE = "Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Status,Store\n"


@pytest.mark.parametrize("given_back", ["5.00", "-5.00"])
def test_a_refund_of_loyverse_is_taken_off_whatever_its_sign(tmp_path, given_back):
    lines = (
        "2026-11-03 10:00,1-1,Sale,12.00,0,12.00,Closed,Main",
        f"2026-11-03 12:00,1-2,Refund,{given_back},0,{given_back},Closed,Main",
        "2026-11-03 13:00,1-3,Sale,9.00,0,9.00,Cancelled,Main",
    )
    report = read(write(tmp_path, LOYVERSE + "\n".join(lines) + "\n"))
    assert sum(s.orders for s in report.sales) == 1
    assert net(report) == 700


STATEMENT = "Date,Type,Title,Info,Currency,Amount,Fees & Taxes,Net,Tax Details\n"


def test_taxes_on_fees_are_no_part_of_what_a_customer_paid(tmp_path):
    lines = (
        "31 July 2026,Sale,Payment for Order #3300000001,,EUR,€30.00,--,€30.00,--",
        "31 July 2026,VAT,VAT: transaction fee,Order #3300000001,EUR,--,-€0.40,-€0.40,--",
        "31 July 2026,Tax,Sales tax paid by buyer,Order #3300000001,EUR,--,-€2.00,-€2.00,--",
        "31 July 2026,Buyer fee,Regulatory,Order #3300000001,EUR,--,-€0.10,-€0.10,--",
    )
    report = read(write(tmp_path, STATEMENT + "\n".join(lines) + "\n"))
    assert [(s.key, s.net) for s in report.sales] == [("3300000001", 2800)]
    assert why(report) == {Skipped.NO_SALE: 2}


def test_the_tax_of_an_order_of_an_older_statement_does_not_take_its_place(tmp_path):
    lines = (
        "31 July 2026,Sale,Payment for Order #3300000001,,EUR,€30.00,--,€30.00,--",
        "31 July 2026,Refund,Refund for Order #3200000009,,EUR,-€12.00,--,-€12.00,--",
        "31 July 2026,Tax,Refund of sales tax,Order #3200000009,EUR,--,€1.00,€1.00,--",
    )
    report = read(write(tmp_path, STATEMENT + "\n".join(lines) + "\n"))
    assert {s.key: s.net for s in report.sales} == {
        "3300000001": 3000,
        "3200000009/refund/2026-07-31": -1200,
    }
    assert why(report) == {Skipped.NO_AMOUNT: 1}


def test_an_order_of_etsy_that_was_adjusted_holds_less_tax_too(tmp_path):
    header, first, *_ = rows_of(BY_FORMAT["etsy_sold_orders"])
    row = dict(zip(header, first, strict=True))
    row |= {"Order Total": "110.00", "Sales Tax": "10.00", "Adjusted Order Total": "55.00"}
    report = read(write(tmp_path, text_of([header, list(row.values())])))
    assert [sale.net for sale in report.sales] == [5000]


def test_a_total_without_an_amount_is_no_order(tmp_path):
    line = "2026-11-03 10:00:00,1,Completed,x,2,,,Direct\n"
    other = "2026-11-03 10:00:00,2,Completed,x,2,,0.00,Direct\n"
    report = read(write(tmp_path, WOO + line + other))
    assert [(s.key, s.orders, s.net) for s in report.sales] == [("2", 1, 0)]
    assert why(report) == {Skipped.NO_AMOUNT: 1}


def test_one_order_in_two_currencies_is_never_added_up(tmp_path):
    header = ("Bon", "Tag", "Netto", "Geld")
    roles = (Role.ORDER, Role.DAY, Role.NET, Role.CURRENCY)
    known = mapped(RowKind.SALE, dict(zip(header, roles, strict=True)))
    rows = [list(header), ["7", "3.11.2026", "5,00", "EUR"], ["7", "3.11.2026", "6,00", "CHF"]]
    (report,) = READER.read_file(write(tmp_path, text_of(rows)), maps={known.id: known}, home=USD)
    assert sorted((s.net, s.currency) for s in report.sales) == [(500, "EUR"), (600, "CHF")]


# Workbooks


def workbook(path: Path, sheets: dict[str, Rows], *, hidden: str = "", **options: object) -> Path:
    with xlsxwriter.Workbook(str(path), options) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name == hidden:
                sheet.hide()
            else:
                sheet.activate()  # the one that is looked at can't be hidden
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(at, place, cell)
    return path


def woo_rows(first: int, count: int) -> Rows:
    header = WOO.strip().split(",")
    day = "2026-11-03 10:00:00"
    orders = range(first, first + count)
    return [header, *([day, str(at), "Completed", "x", 1, "", 2.5, "Direct"] for at in orders)]


def test_a_workbook_that_calls_itself_csv(tmp_path):
    report = read(workbook(tmp_path / "orders.csv", {"Orders": woo_rows(1, 3)}))
    assert [(s.key, s.units, s.net) for s in report.sales] == [
        ("1", 1, 250),
        ("2", 1, 250),
        ("3", 1, 250),
    ]


def test_each_sheet_with_orders_is_read_and_others_are_named(tmp_path):
    notes: Rows = [["What I think"], ["of it"]]
    sheets = {"May": woo_rows(1, 3), "Notes": notes, "June": woo_rows(4, 2)}
    first, second = READER.read_file(workbook(tmp_path / "orders.xlsx", sheets), home=USD)
    assert [s.key for s in (*first.sales, *second.sales)] == ["1", "2", "3", "4", "5"]
    assert dict(first.notes)[Note.OTHER_BLOCKS] == {"titles": ("Notes",), "rows": 2}


def test_a_hidden_sheet_is_named_and_not_read(tmp_path):
    sheets = {"Old": woo_rows(1, 3), "Orders": woo_rows(1, 2)}
    path = workbook(tmp_path / "orders.xlsx", sheets, hidden="Old")
    report = read(path)
    assert [s.key for s in report.sales] == ["1", "2"]
    assert dict(report.notes)[Note.OTHER_BLOCKS] == {"titles": ("Old",), "rows": 4}


@pytest.mark.parametrize("date_1904", [True, False])
def test_days_of_either_calendar_of_workbooks(tmp_path, date_1904):
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": date_1904}) as book:
        form = book.add_format({"num_format": "dd.mm.yy hh:mm"})
        sheet = book.add_worksheet()
        for at, row in enumerate(woo_rows(1, 2)):
            sheet.write_row(at, 0, row)
        for at in (1, 2):
            sheet.write_datetime(at, 0, datetime(2026, 4, 3, 9, 30), form)  # noqa: DTZ001
    assert {s.day for s in read(path).sales} == {date(2026, 4, 3)}


def test_cells_that_were_merged_over_the_lines_of_an_order(tmp_path):
    """Only the first of merged cells holds something: the other lines belong to no order."""
    path = tmp_path / "orders.xlsx"
    header = shopify().strip().split(",")
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 0, header)
        sheet.merge_range(0, 0, 0, 4, "Orders of May")
        sheet.merge_range(2, 0, 3, 0, "#1")
        sheet.write_row(2, 1, ["paid", "EUR", 120, 20, 0, "2026-11-03 10:00:00 +0100", 1, "web"])
        sheet.write_row(3, 6, ["2026-11-03 10:00:00 +0100", 2])
    report = read(path)
    assert [(s.net, s.units) for s in report.sales] == [(10000, 1)]
    assert why(report) == {Skipped.NO_ID: 1}


def test_a_download_whose_room_was_taken_before_it_was_filled(tmp_path):
    """Zeros stand where the rest of the file is still to come."""
    entry = BY_FORMAT["square_transactions"]
    rows = rows_of(entry)
    text = text_of(rows)
    before = told(read(write(tmp_path, text)))
    for place in (len(text) // 2, text.index("\n", len(text) // 2) + 1, len(text) - 30):
        report = read(write(tmp_path, text[:place] + "\0" * 5000))
        assert told(report).items() <= before.items()
        assert why(report)[Skipped.CUT_OFF]


# Files that their owner described


def mapped(kind: RowKind, columns: dict[str, str]) -> ColumnMap:
    names = tuple(MappedColumn(header, means) for header, means in columns.items())
    return ColumnMap(fingerprint(tuple(columns)), "till", kind, names)


TILL = mapped(
    RowKind.SALE, {"Bon": Role.ORDER, "Tag": Role.DAY, "Netto": Role.NET, "Art": Role.CHANNEL}
)


def sales_of(path: Path):
    (report,) = READER.read_file(path, maps={TILL.id: TILL}, home=Home("EUR"))
    return report


def test_days_that_are_numbers_of_a_spreadsheet_are_none(tmp_path):
    """46329 may count from 1900 or from 1904: nobody knows which day it is."""
    header = ["Bon", "Tag", "Netto", "Art"]
    rows = [header, ["1", 46329, 5.5, ""], ["2", "2026-11-03", 4, ""]]
    report = sales_of(workbook(tmp_path / "till.xlsx", {"S": rows}))
    assert [s.key for s in report.sales] == ["2"]
    assert [(each.why, each.cell) for each in report.skipped] == [(Skipped.BAD_DATE, "46329")]
    with pytest.raises(ExpectedError) as refused:
        sales_of(workbook(tmp_path / "till.xlsx", {"S": rows[:2]}))
    assert refused.value.code is Code.REPORT_NO_ROWS


def test_each_sheet_with_the_described_columns_is_read(tmp_path):
    header = ["Bon", "Tag", "Netto", "Art"]
    months = {
        name: [header, [name, f"2026-{at:02d}-03", 5, ""]] for at, name in ((5, "May"), (6, "June"))
    }
    path = workbook(tmp_path / "till.xlsx", {**months, "Notes": [["Why"], ["so"]]})
    first, second = READER.read_file(path, maps={TILL.id: TILL}, home=Home("EUR"))
    assert [s.key for s in (*first.sales, *second.sales)] == ["May", "June"]
    assert dict(first.notes)[Note.OTHER_BLOCKS] == {"titles": ("Notes",), "rows": 2}


@pytest.mark.parametrize("cell", [True, "wahr", time(8, 30), "5e3 EUR"])
def test_cells_that_are_no_amounts(tmp_path, cell):
    header = ["Bon", "Tag", "Netto", "Art"]
    path = tmp_path / "till.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, ["1", "2026-11-03", 5.5])
        sheet.write_row(2, 0, ["2", "2026-11-03"])
        form = book.add_format({"num_format": "hh:mm"})
        if isinstance(cell, time):
            sheet.write_datetime(2, 2, cell, form)
        else:
            sheet.write(2, 2, cell)
    report = sales_of(path)
    assert told(report).keys() == {("", "1")}
    assert why(report) == {Skipped.BAD_NUMBER: 1}


# Large files


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_not_copied_to_be_read(end):
    """The cells are a copy of it; a second one would take four times its room."""
    text = ("a,b" + "," + "words " * 20_000 + end) * 50
    tracemalloc.start()
    try:
        book = read_text("large.csv", Decoded(text, "utf-8", sure=True), lambda _: None)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [len(row) for row in book.sheets[0].rows] == [3] * 50
    assert most < 2.5 * len(text)
