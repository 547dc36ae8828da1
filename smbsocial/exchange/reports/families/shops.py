"""Shops and tills: Shopify, Square, WooCommerce, Etsy, Loyverse; numbers only, nobody's name.

An order that two files of one shop tell (Square's items and transactions; Etsy's orders, items and
statement) has one key, so that it counts once; the file that was imported last tells it.
"""

import re
from decimal import Decimal

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reports import Report
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.tills import Amounts, Till, read_orders, till_recipe
from smbsocial.exchange.reports.words import Words


def _shopify_net(told: Amounts) -> Decimal:
    """Tax is part of the total, whether prices hold it or not; a refund gives its part back."""
    total = told["total"]
    if not total:
        return Decimal(0)
    return (total - told["refunded amount"]) * (total - told["taxes"]) / total


def _etsy_order_net(told: Amounts) -> Decimal:
    """The total holds the tax that Etsy passes on; a total that was adjusted is what was left."""
    total = told["adjusted order total"] or told["order total"]
    return total - told["sales tax"]


SHOPIFY = Till(
    format="shopify_orders",
    source="shopify",
    needs=frozenset({"name", "financial status", "lineitem quantity", "total"}),
    order=("name",),
    day="created at",
    money=("total", "taxes", "refunded amount"),
    net=_shopify_net,
    code="discount code",
    channel="source",
    units="lineitem quantity",
    currency="currency",
    cancelled="cancelled at",
    state="financial status",
    void=frozenset({"voided"}),
)
SQUARE_TRANSACTIONS = Till(
    format="square_transactions",
    source="square",
    needs=frozenset({"gross sales", "net total", "payment id", "transaction id"}),
    order=("transaction id",),
    day="date",
    money=("net sales",),
    net=lambda told: told["net sales"],
    account="location",
    event="event type",
    refunds=frozenset({"refund"}),
)
SQUARE_ITEMS = Till(
    format="square_items",
    source="square",
    needs=frozenset({"qty", "price point name", "net sales", "transaction id"}),
    order=("transaction id",),
    day="date",
    money=("net sales",),
    net=lambda told: told["net sales"],
    account="location",
    units="qty",
    event="event type",
    refunds=frozenset({"refund"}),
)
WOOCOMMERCE = Till(
    format="woocommerce_orders",
    source="woocommerce",
    needs=frozenset({"date", "order #", "status", "n. revenue"}),
    order=("order #",),
    day="date",
    money=("n. revenue",),
    net=lambda told: told["n. revenue"],
    code="coupon(s)",
    channel="attribution",
    units="items sold",
    formatted="n. revenue (formatted)",
    state="status",
    void=frozenset({"cancelled", "failed", "pending payment", "annulée", "échouée"}),
)
ETSY_ORDERS = Till(
    format="etsy_sold_orders",
    source="etsy",
    needs=frozenset({"sale date", "order id", "order net", "order total"}),
    order=("order id",),
    day="sale date",
    day_usual=False,
    money=("order total", "adjusted order total", "sales tax"),
    once=frozenset({"order total", "adjusted order total", "sales tax"}),
    net=_etsy_order_net,
    code="coupon code",
    units="number of items",
    units_once=True,
    currency="currency",
    state="status",
    void=frozenset({"canceled", "cancelled"}),
)
ETSY_ITEMS = Till(
    format="etsy_sold_order_items",
    source="etsy",
    needs=frozenset({"sale date", "listing id", "item total", "order id"}),
    order=("order id",),
    day="sale date",
    day_usual=False,
    money=("item total", "discount amount", "order shipping", "shipping discount"),
    once=frozenset({"order shipping", "shipping discount"}),
    net=lambda told: (
        told["item total"]
        - told["discount amount"]
        + told["order shipping"]
        - told["shipping discount"]
    ),
    code="coupon code",
    units="quantity",
    currency="currency",
)
LOYVERSE = Till(
    format="loyverse_receipts",
    source="loyverse",
    needs=frozenset({"date", "receipt number", "receipt type", "net sales"}),
    order=("receipt number",),
    day="date",
    money=("net sales",),
    net=lambda told: told["net sales"],
    account="store",
    state="status",
    void=frozenset({"cancelled", "canceled"}),
)

ETSY_STATEMENT = Till(
    format="etsy_statement",
    source="etsy",
    needs=frozenset({"date", "type", "fees & taxes", "net"}),
    order=("order id",),
    day="date",
    money=("net",),
    net=lambda told: told["net"],
    currency="currency",
    event="type",
    refunds=frozenset({"refund"}),
    others=frozenset({"fee", "marketing", "deposit", "shipping", "payment"}),
)
_ORDER = re.compile(r"#\s?(\d{6,})")


def _statement_fits(book: Book, words: Words) -> bool:
    return any(words.find_header(s.rows, ETSY_STATEMENT.needs) is not None for s in book.sheets)


def _read_statement(book: Book, asked: Asked) -> tuple[Report, ...]:
    """Etsy's statement: an order's number stands in words; its sale and tax are what it brought."""
    for sheet in book.sheets:
        at = asked.words.find_header(sheet.rows, ETSY_STATEMENT.needs)
        if at is not None:
            rows = [*sheet.rows[:at], ["order id", *sheet.rows[at]]]
            rows += [[_order_in(row), *row] for row in sheet.rows[at + 1 :]]
            made = Sheet(sheet.name, rows, sheet.lines)
            return (read_orders(book.name, made, at, ETSY_STATEMENT, asked),)
    raise ExpectedError(Code.REPORT_UNKNOWN)


def _order_in(row: list[str]) -> str:
    found = next((match for cell in row[2:4] if (match := _ORDER.search(cell))), None)
    return found[1] if found else ""


RECIPES = (
    *(
        till_recipe(till)
        for till in (
            SHOPIFY,
            SQUARE_TRANSACTIONS,
            SQUARE_ITEMS,
            WOOCOMMERCE,
            ETSY_ORDERS,
            ETSY_ITEMS,
            LOYVERSE,
        )
    ),
    Recipe(ETSY_STATEMENT.format, _statement_fits, _read_statement),
)
