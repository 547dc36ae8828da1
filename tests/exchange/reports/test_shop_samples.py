"""Files of shops and tills: what they add up to, each order once, and nobody's name."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.reports import Ask, Home, Note, Report, Skipped
from smbsocial.exchange.reports.read import ReportReader

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "data" / "exports"
READER = ReportReader(ROOT / "resources" / "reports")
USD = Home("USD", "America/New_York")


def read(path: Path, home: Home | None = USD, **answers: str) -> Report:
    said = {Ask(name): answer for name, answer in answers.items()}
    (report,) = READER.read_file(path, answers=said, home=home)
    return report


def rows_of(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cents(amount: str) -> Decimal:
    return Decimal(amount.replace("$", "").replace(",", "") or 0) * 100


def told(report: Report) -> tuple[int, int, int]:
    """Orders, units and net of a report."""
    return (
        sum(sale.orders for sale in report.sales),
        sum(sale.units for sale in report.sales),
        sum(sale.net for sale in report.sales),
    )


def test_shopify_counts_each_order_once_without_tax_and_refunds():
    report = read(SAMPLES / "shopify_orders_export.csv")
    heads = [row for row in rows_of("shopify_orders_export.csv") if row["Financial Status"]]
    # The manifest: 30 orders on 73 lines, 73 units, 3 of the orders cancelled.
    assert (report.format, report.rows, len(report.sales)) == ("shopify_orders", 73, 30)
    assert (report.first, report.last) == (date(2021, 6, 15), date(2022, 1, 11))
    by_name = {sale.key: sale for sale in report.sales}
    for row in heads:
        sale = by_name[row["Name"]]
        total, tax = cents(row["Total"]), cents(row["Taxes"])
        kept = total - cents(row["Refunded Amount"])
        net = 0 if row["Cancelled at"] or not total else kept * (total - tax) / total
        assert sale.net == round(net), row["Name"]
        assert sale.orders == (0 if row["Cancelled at"] else 1)
        assert sale.code == row["Discount Code"]
        assert sale.currency == "USD"
    assert told(report)[0] == 27
    assert (Note.CANCELLED, {"count": 3}) in report.notes
    assert not report.questions


def test_square_items_and_transactions_tell_the_same_orders():
    items, transactions = (
        read(SAMPLES / f"square_{kind}.csv") for kind in ("items", "transactions")
    )
    assert (items.format, items.rows) == ("square_items", 74)
    assert (transactions.format, transactions.rows) == ("square_transactions", 36)
    # The manifest: net sales 1,836.93, 119 pieces, 34 payments and 2 refunds.
    assert told(items) == (34, 119, 183693)
    assert told(transactions) == (34, 0, 183693)
    assert {sale.key: sale.net for sale in items.sales} == {
        sale.key: sale.net for sale in transactions.sales
    }
    refunds = [sale for sale in transactions.sales if "/refund/" in sale.key]
    assert [(sale.orders, sale.net) for sale in refunds] == [(0, -2370), (0, -2710)]


def test_a_refund_in_a_later_file_does_not_take_the_place_of_its_order(tmp_path):
    lines = (SAMPLES / "square_transactions.csv").read_text("utf-8").splitlines(keepends=True)
    later = tmp_path / "later.csv"
    later.write_text(lines[0] + next(line for line in lines if ",Refund," in line), "utf-8")
    whole = {sale.key for sale in read(SAMPLES / "square_transactions.csv").sales}
    (refund,) = read(later).sales
    assert refund.key in whole
    assert refund.key.partition("/")[0] in whole


def test_woocommerce_names_codes_and_the_platform_that_brought_an_order():
    report = read(SAMPLES / "woocommerce_orders_report.csv")
    assert (report.format, report.rows) == ("woocommerce_orders", 26)
    assert (report.first, report.last) == (date(2024, 8, 7), date(2024, 8, 30))
    # The manifest: 1,562.69 of which the cancelled order is 114.85; 75 pieces of which it is 3.
    assert told(report) == (25, 72, 156269 - 11485)
    assert sum(sale.orders for sale in report.sales if sale.channel == "instagram") == 4
    assert sum(sale.orders for sale in report.sales if sale.code == "WELCOME10") == 10


def test_woocommerce_in_french_is_the_same(tmp_path):
    text = (SAMPLES / "woocommerce_orders_report.csv").read_text("utf-8")
    header, rest = text.split("\n", 1)
    for english, french in (
        ("Order #", "Commande n°"),
        ("Status", "État"),
        ("Items sold", "Articles vendus"),
        ("Coupon(s)", "Code(s) promo"),
        (",N. Revenue,", ",Ventes nettes,"),
    ):
        header = header.replace(english, french)
    path = tmp_path / "commandes.csv"
    path.write_text(f"{header}\n{rest}", "utf-8")
    assert read(path).sales == read(SAMPLES / "woocommerce_orders_report.csv").sales


def test_etsy_tells_an_order_in_three_files_under_one_number():
    orders, items, statement = (
        read(SAMPLES / name)
        for name in (
            "EtsySoldOrders2025.csv",
            "EtsySoldOrderItems2025.csv",
            "etsy_statement_2025_10.csv",
        )
    )
    # The manifest: total 1,819.88 of which tax 98.38; a refund of 24.50 in the statement alone.
    assert told(orders) == (22, 67, 181988 - 9838)
    assert told(statement) == (22, 0, 181988 - 9838 - 2450)
    # Items know the pieces; of the discounts of whole orders (16.20) they tell nothing.
    assert told(items) == (22, 67, 165600 + 8170)
    by_order = {sale.key: sale.net for sale in orders.sales}
    assert by_order == {
        sale.key: sale.net for sale in statement.sales if "/refund/" not in sale.key
    }
    assert {sale.key for sale in items.sales} == set(by_order)


def test_a_statement_leaves_fees_and_deposits_out_and_counts_them():
    report = read(SAMPLES / "etsy_statement_2025_10.csv")
    assert report.rows + len(report.skipped) == 91
    why: dict[Skipped, int] = defaultdict(int)
    for row in report.skipped:
        why[row.why] += 1
    assert why == {Skipped.NO_SALE: 46}


@pytest.mark.parametrize(
    "name", ["square_transactions.csv", "square_items.csv", "woocommerce_orders_report.csv"]
)
def test_a_dollar_is_asked_for_where_the_file_does_not_say_whose(name):
    nobody = read(SAMPLES / name, None)
    (question,) = nobody.questions
    assert (question.ask, question.proposed) == (Ask.CURRENCY, None)
    assert nobody.needs_answer
    proposed = read(SAMPLES / name, Home("CAD"))
    assert not proposed.needs_answer
    assert {sale.currency for sale in proposed.sales} == {"CAD"}
    pounds = read(SAMPLES / name, Home("GBP"))
    assert pounds.needs_answer, "a dollar is no pound"
    assert "USD" in pounds.questions[0].choices
    said = read(SAMPLES / name, Home("CAD"), currency="USD")
    assert {sale.currency for sale in said.sales} == {"USD"}
    assert not said.questions


def test_a_sign_that_can_mean_one_thing_only_is_believed(tmp_path):
    text = (SAMPLES / "square_transactions.csv").read_text("utf-8").replace("$", "£")
    path = tmp_path / "transactions.csv"
    path.write_text(text, "utf-8")
    report = read(path, USD)
    assert {sale.currency for sale in report.sales} == {"GBP"}
    assert not report.questions


@pytest.mark.parametrize(
    "name",
    [
        "shopify_orders_export.csv",
        "square_transactions.csv",
        "square_items.csv",
        "woocommerce_orders_report.csv",
        "EtsySoldOrders2025.csv",
        "EtsySoldOrderItems2025.csv",
        "etsy_statement_2025_10.csv",
    ],
)
def test_nothing_of_a_customer_is_kept(name):
    """Names, addresses and mails of a file are nowhere in what was read of it."""
    report = read(SAMPLES / name)
    personal = {
        cell.strip()
        for row in rows_of(name)
        for header, cell in row.items()
        if header
        and cell
        and any(
            word in header.casefold()
            for word in ("email", "billing", "shipping name", "customer", "buyer", "ship name")
        )
        and len(cell.strip()) > 5
    }
    said = repr((report.sales, report.measures, report.entries, report.skipped, report.notes))
    assert not [word for word in personal if word in said]


def test_a_file_without_an_order_is_refused(tmp_path):
    header = (SAMPLES / "square_items.csv").read_text("utf-8").split("\n", 1)[0]
    path = tmp_path / "items.csv"
    path.write_text(header + "\n", "utf-8")
    with pytest.raises(ExpectedError):
        read(path)
