"""Shops and tills: Shopify, Square, WooCommerce, Etsy, Loyverse; numbers only, nobody's name.

An order that two files of one shop tell (Square's items and transactions; Etsy's orders, items and
statement) has one key, so that it counts once; the file that was imported last tells it.
"""

import re
from dataclasses import replace
from decimal import Decimal

from smbsocial.domain.reports import Report
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.orders import read_orders, till_recipe
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import each_sheet
from smbsocial.exchange.reports.tills import Amounts, Till
from smbsocial.exchange.reports.words import Words


def _shopify_net(told: Amounts) -> Decimal:
    """Tax is part of the total, whether prices hold it or not; a refund gives its part back."""
    total = told["total"]
    if not total:
        return Decimal(0)
    return (total - told["refunded amount"]) * (total - told["taxes"]) / total


def _etsy_order_net(told: Amounts) -> Decimal:
    """The total holds the tax that Etsy passes on; a total that was adjusted is what was left."""
    total, adjusted = told["order total"], told["adjusted order total"]
    net = total - told["sales tax"]
    return adjusted * net / total if adjusted and total else net


_NO_ORDER = frozenset(
    {
        "cancelled",
        "failed",
        "pending",
        "pending payment",
        "checkout-draft",
        "draft",
        "trash",
        "annulée",
        "échouée",
        "échec",
        "attente paiement",
        "en attente de paiement",
        "storniert",
        "fehlgeschlagen",
        "zahlung ausstehend",
        "ausstehende zahlung",
        "ausstehend",
        "cancelado",
        "cancelada",
        "fallido",
        "fallida",
        "pendiente de pago",
        "pendiente",
        "malsucedido",
        "falhado",
        "falhou",
        "pagamento pendente",
        "pendente",
        "annullato",
        "annullata",
        "fallito",
        "in attesa di pagamento",
        "geannuleerd",
        "mislukt",
        "wachtend op betaling",
        "in afwachting van betaling",
        "avbruten",
        "avbeställd",
        "misslyckad",
        "misslyckades",
        "inväntar betalning",
        "väntar på betalning",
        "anulowane",
        "nie powiodło się",
        "nieudane",
        "oczekujące na płatność",
    }
)
"""What WooCommerce calls orders that nobody paid, in the languages that it is used in most."""

SHOPIFY = Till(
    format="shopify_orders",
    source="shopify",
    needs=frozenset({"name", "financial status", "lineitem quantity", "total"}),
    order=("name",),
    day="created at",
    money=("total", "taxes", "refunded amount"),
    once=frozenset({"total", "taxes", "refunded amount"}),
    net=_shopify_net,
    sparse=True,
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
    void=_NO_ORDER,
    given_back="n. revenue",
    single=True,
)
ETSY_ORDERS = Till(
    format="etsy_sold_orders",
    source="etsy",
    needs=frozenset({"sale date", "order id", "order net", "order total"}),
    order=("order id",),
    day="sale date",
    day_usual=False,
    day_form=r"\d\d/\d\d/\d\d",
    money=("order total", "adjusted order total", "sales tax"),
    net=_etsy_order_net,
    code="coupon code",
    units="number of items",
    single=True,
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
    day_form=r"\d\d/\d\d/\d\d",
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
    event="receipt type",
    refunds=frozenset({"refund"}),
    single=True,
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
    sales=frozenset({"sale", "tax"}),
    begins=frozenset({"sale"}),
)
_ORDER = re.compile(r"#\s?(\d{6,})")


def _statement_fits(book: Book, words: Words) -> bool:
    return any(words.find_header(s.rows, ETSY_STATEMENT.needs) is not None for s in book.sheets)


def _read_statement(book: Book, asked: Asked) -> tuple[Report, ...]:
    """Etsy's statement: an order's number stands in words; its sale and tax are what it brought."""

    def read(sheet: Sheet, at: int) -> Report:
        rows = [*sheet.rows[:at], ["order id", *sheet.rows[at]]]
        english = asked.words.english(sheet.rows[at])
        said = [place for place, name in enumerate(english) if name in {"title", "info"}]
        rows += [[_order_in(row, said), *row] if row else row for row in sheet.rows[at + 1 :]]
        made = replace(sheet, rows=rows)
        return read_orders(book.name, made, at, ETSY_STATEMENT, asked)

    return each_sheet(
        book, lambda sheet: asked.words.find_header(sheet.rows, ETSY_STATEMENT.needs), read
    )


def _order_in(row: list[str], places: list[int]) -> str:
    cells = (row[place] for place in places if place < len(row))
    found = next((match for cell in cells if (match := _ORDER.search(cell))), None)
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
