"""The sample files of shops: their rows, what they say, and how each of their rows is told."""

import csv
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from changed_files import Rows
from social_files import OTHERS, READER, SAMPLES

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reports import Ask, Home, Report, Skipped

SHOPS = [each for each in OTHERS if each["format"].startswith(("shopify", "square", "woo", "etsy"))]
USD = Home("USD", "America/New_York")

MONEY = {
    "shopify_orders": ("Total", "Taxes", "Refunded Amount"),
    "square_transactions": ("Net Sales",),
    "square_items": ("Net Sales",),
    "woocommerce_orders": ("N. Revenue", "N. Revenue (formatted)"),
    "etsy_sold_orders": ("Order Total", "Adjusted Order Total", "Sales Tax"),
    "etsy_sold_order_items": (
        "Item Total",
        "Discount Amount",
        "Order Shipping",
        "Shipping Discount",
    ),
    "etsy_statement": ("Net",),
}
ORDER = {
    "shopify_orders": "Name",
    "square_transactions": "Transaction ID",
    "square_items": "Transaction ID",
    "woocommerce_orders": "Order #",
    "etsy_sold_orders": "Order ID",
    "etsy_sold_order_items": "Order ID",
}

Sales = dict[tuple[str, str], tuple[Any, ...]]


def read(path: Path, home: Home | None = USD, **answers: str) -> Report:
    said = {Ask(name): answer for name, answer in answers.items()}
    (report,) = READER.read_file(path, answers=said, home=home)
    return report


def read_or_refused(path: Path) -> Report | None:
    """A report, or None for a file that is refused as one without rows."""
    try:
        return read(path)
    except ExpectedError as error:
        if error.code in {Code.REPORT_NO_ROWS, Code.REPORT_HEADER_ONLY}:
            return None
        raise


def rows_of(entry: dict[str, Any]) -> Rows:
    """The rows of a sample, its header first, all as wide as that."""
    with (SAMPLES / entry["file"]).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    return [row + [""] * (len(rows[0]) - len(row)) for row in rows]


def told(report: Report) -> Sales:
    """What each order or refund comes to."""
    return {
        (each.account, each.key): (
            each.day,
            each.orders,
            each.units,
            each.net,
            each.currency,
            each.code,
            each.channel,
        )
        for each in report.sales
    }


def accounted(reports: Iterable[Report], rows: int) -> None:
    """Each row below the header is a line of a sale, or left out with a reason."""
    found = list(reports)
    lines = [each.line for report in found for each in report.skipped]
    assert len(lines) == len(set(lines))
    assert sum(report.rows for report in found) + len(lines) == rows


def why(report: Report) -> Counter[Skipped]:
    return Counter(each.why for each in report.skipped)


def amount(cell: str) -> Decimal:
    """What a cell of the samples means, read by this file alone."""
    plain = cell.replace("$", "").replace(",", "")
    return Decimal(plain)
