"""Cost and return in words: how much for one of it, how likely, and how sure."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.ui.text import formats
from smbsocial.usecases.results.returns import Part, Shares

translate = QCoreApplication.translate

MOSTLY = 51
"""From this share (per cent) on most of it is so: half of it is not."""
PLACES = 2


def per_one(value: Decimal, currency: str) -> str:
    """What came back for one of the currency: €1.40; also where it has no coins."""
    return formats.priced(value, currency, PLACES)


def ratio_range(value: Range, currency: str) -> str:
    """Its likely range: €0.90–€2.10."""
    low, high = per_one(value.low, currency), per_one(value.high, currency)
    return translate("Numbers", "{low}–{high}").format(low=low, high=high)


def ratio_short(value: Range) -> str:
    """The same without the currency, under a figure that has it: 0.9–2.1."""
    low, high = (formats.number(end, 1) for end in (value.low, value.high))
    return translate("Numbers", "{low}–{high}").format(low=low, high=high)


def amount(minor: Decimal | int, currency: str) -> str:
    """An amount of minor units, from ten on without coins."""
    money = Money(round(minor), currency)
    if abs(money.amount) >= 10:
        money = Money.of(Decimal(round(money.amount)), currency)
    return formats.money(money)


def amount_range(value: Range, currency: str) -> str:
    """An amount with its likely range where it has one: €585 (€380–€880)."""
    said = amount(value.typical, currency)
    if value.low == value.high:
        return said
    low, high = amount(value.low, currency), amount(value.high, currency)
    text = translate("Results", "{typical} ({low}–{high})")
    return text.format(typical=said, low=low, high=high)


def likely(part: Part, currency: str) -> str:
    """Beside the figure: back per €1, likely from so much to so much."""
    if part.ratio is None:
        return ""
    text = translate("Results", "back per {one} · likely {range}")
    one = formats.money(Money.of(1, currency))
    return text.format(one=one, range=ratio_range(part.ratio, currency))


def both(part: Part, currency: str) -> str:
    """What it cost and what came back, in money."""
    text = translate("Results", "cost {cost}, brought back {back}")
    cost = amount(part.cost, currency)
    return text.format(cost=cost, back=amount_range(part.back, currency))


def evidence(shares: Shares) -> tuple[str, str]:
    """How sure it is, and the tone of its chip; two empty texts where nothing came back."""
    if not any((shares.counted, shares.estimated, shares.guessed)):
        return "", ""
    if shares.counted >= MOSTLY:
        return translate("Results", "Mostly counted"), "good"
    if shares.guessed >= MOSTLY:
        return translate("Results", "Mostly guessed"), "caution"
    if shares.estimated >= MOSTLY:
        return translate("Results", "Mostly estimated"), "caution"
    return translate("Results", "Mixed evidence"), "caution"


def shares_there(shares: Shares) -> str:
    """The shares of the strengths that there are: 71 % counted, 29 % estimated."""
    said = (
        (shares.counted, translate("Results", "{percent} counted")),
        (shares.estimated, translate("Results", "{percent} estimated")),
        (shares.guessed, translate("Results", "{percent} guessed")),
    )
    found = [text.format(percent=formats.percent(share)) for share, text in said if share]
    if len(found) == len(said):
        return all_shares(shares)
    return translate("Numbers", ", ").join(found)


def all_shares(shares: Shares) -> str:
    """The shares of the three strengths: 62 % counted, 30 % estimated, 8 % guessed."""
    text = translate("Results", "{counted} counted, {estimated} estimated, {guessed} guessed")
    return text.format(
        counted=formats.percent(shares.counted),
        estimated=formats.percent(shares.estimated),
        guessed=formats.percent(shares.guessed),
    )
