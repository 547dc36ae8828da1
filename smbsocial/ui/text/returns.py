"""Cost and return in words: how much for one, how sure, and the arithmetic line by line."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.values import NOTES, LineKind
from smbsocial.ui.text import counting, formats, names
from smbsocial.usecases.returns import Line, Part, Shares

translate = QCoreApplication.translate

MOSTLY = 50
"""From this share (per cent) on most of it is so."""
PLACES = 2


def per_one(value: Decimal, currency: str) -> str:
    """What came back for one of the currency: €1.40; also where it has no coins."""
    return QLocale().toCurrencyString(float(value), formats.symbol(currency), PLACES)


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


def all_shares(shares: Shares) -> str:
    """The shares of the three strengths: 62 % counted, 30 % estimated, 8 % guessed."""
    text = translate("Results", "{counted} counted, {estimated} estimated, {guessed} guessed")
    return text.format(
        counted=formats.percent(shares.counted),
        estimated=formats.percent(shares.estimated),
        guessed=formats.percent(shares.guessed),
    )


def is_note(line: Line) -> bool:
    """Whether a line adds nothing, but says what was left out."""
    return line.kind in NOTES


def line_name(line: Line) -> str:
    """What a line is about."""
    return _NAMES[line.kind](line.facts)


def line_sum(line: Line) -> str:
    """How it is reckoned, with how much of it belongs here."""
    said = _SUMS[line.kind](line.facts)
    share = line.facts.get("share_percent")
    if share is None:
        return said
    by_reach = translate("Results", "{sum} = {whole}, of which {share} belong here, by reach")
    by_minutes = translate("Results", "{sum} = {whole}, of which {share} belong here, by minutes")
    text = by_reach if line.facts.get("by_reach") else by_minutes
    whole, part = formats.money(line.facts["whole"]), formats.percent(share)
    return text.format(sum=said, whole=whole, share=part)


Facts = Mapping[str, Any]


def _figure(value: Decimal | Fraction | int) -> str:
    """A count; where it was divided, with one digit."""
    exact = Decimal(round(Fraction(value) * 10)) / 10
    return formats.number(exact)


def _who(facts: Facts) -> str:
    person = facts.get("person")
    return names.person(person) if person else translate("Results", "somebody")


def _place(facts: Facts, otherwise: str) -> str:
    return " · ".join(facts[key] for key in ("platform", "pillar") if facts.get(key)) or otherwise


def _minutes_sum(facts: Facts) -> str:
    text = translate("Results", "{minutes} at {hourly} an hour")
    minutes = formats.minutes(facts["minutes"])
    return text.format(minutes=minutes, hourly=formats.money(facts["hourly"]))


def _posts_name(facts: Facts) -> str:
    text = translate("Results", "Posts by {person}: {count}")
    return text.format(person=_who(facts), count=formats.number(facts["count"]))


def _duties_name(facts: Facts) -> str:
    text = translate("Results", "Routine tasks by {person}: {count}")
    return text.format(person=_who(facts), count=formats.number(facts["count"]))


def _expense_name(facts: Facts) -> str:
    text = translate("Results", "{spending}: {place}")
    everywhere = translate("Results", "for everything together")
    return text.format(spending=counting.spending(facts["spending"]), place=_place(facts, everywhere))


def _expense_sum(facts: Facts) -> str:
    notes = formats.listed([str(note) for note in facts.get("notes", ())])
    return notes or translate("Results", "as entered")


def _planned_sum(facts: Facts) -> str:
    text = translate("Results", "{money} a month over {days} days: no spending was entered")
    return text.format(money=formats.money(facts["month"]), days=formats.number(facts["days"]))


def _sale_name(facts: Facts) -> str:
    if facts.get("label"):
        text = translate("Results", "Code {code} · {what}: {count}")
    else:
        text = translate("Results", "{platform} · {what}: {count}")
    return text.format(
        code=facts.get("label", ""),
        platform=facts.get("platform") or translate("Results", "no platform"),
        what=counting.what(facts["what"]),
        count=_figure(facts["count"]),
    )


def _tagged_name(facts: Facts) -> str:
    if not facts.get("label"):
        return _sale_name(facts)
    text = translate("Results", "Link “{link}” · {what}: {count}")
    count = _figure(facts["count"])
    return text.format(link=facts["label"], what=counting.what(facts["what"]), count=count)


def _sale_sum(facts: Facts) -> str:
    if "revenue" in facts:
        text = translate("Results", "{revenue} revenue × {margin} margin")
        margin = formats.percent(facts["margin_percent"])
        return text.format(revenue=formats.money(facts["revenue"]), margin=margin)
    text = translate("Results", "{count} × {profit} gross profit each")
    return text.format(count=_figure(facts["count"]), profit=formats.money(facts["profit"]))


def _goal_name(facts: Facts) -> str:
    return str(facts["goal"])


def _rise_sum(facts: Facts) -> str:
    text = translate(
        "Results",
        "{units} more {counted} than expected in {weeks} weeks (likely {low}–{high}),"
        " {already} of them counted already, × {profit} each",
    )
    return text.format(**_units(facts), weeks=formats.number(facts["weeks"]))


def _guess_sum(facts: Facts) -> str:
    text = translate(
        "Results",
        "The assessment expects {units} {counted} in {days} days (likely {low}–{high}),"
        " {already} of them counted already, × {profit} each",
    )
    return text.format(**_units(facts), days=formats.number(facts["days"]))


def _units(facts: Facts) -> dict[str, str]:
    ends = {key: _figure(facts[key]) for key in ("units", "low", "high", "already")}
    profit = formats.money(facts["profit"])
    return {**ends, "profit": profit, "counted": names.counted(facts["counted"])}


def _short_sum(facts: Facts) -> str:
    text = translate(
        "Results", "A rise can be told after {needed} weekly totals; there are {had} so far."
    )
    had, needed = (formats.number(facts[key]) for key in ("weeks_had", "weeks_needed"))
    return text.format(needed=needed, had=had)


def _left_name(facts: Facts) -> str:
    text = translate("Results", "{what}: {count}")
    return text.format(what=counting.what(facts["what"]), count=_figure(facts["count"]))


def _currency_sum(facts: Facts) -> str:
    text = translate("Results", "{money}: another currency, left out")
    return text.format(money=formats.money(facts["money"]))


_NAMES: dict[LineKind, Callable[[Facts], str]] = {
    LineKind.POST_MINUTES: _posts_name,
    LineKind.DUTY_MINUTES: _duties_name,
    LineKind.EXPENSE: _expense_name,
    LineKind.PLANNED_MONEY: lambda _facts: translate("Results", "Planned money"),
    LineKind.OTHER_CURRENCY_SPENT: lambda _facts: translate("Results", "Other expenses"),
    LineKind.CODE_SALES: _sale_name,
    LineKind.CODE_TALLY: _sale_name,
    LineKind.TAGGED_SALES: _tagged_name,
    LineKind.TALLY: _sale_name,
    LineKind.LIFT: _goal_name,
    LineKind.GUESS: _goal_name,
    LineKind.TOO_SHORT: _goal_name,
    LineKind.NO_GOAL: _left_name,
    LineKind.OTHER_CURRENCY_SOLD: lambda _facts: translate("Results", "Other orders"),
}
_SUMS: dict[LineKind, Callable[[Facts], str]] = {
    LineKind.POST_MINUTES: _minutes_sum,
    LineKind.DUTY_MINUTES: _minutes_sum,
    LineKind.EXPENSE: _expense_sum,
    LineKind.PLANNED_MONEY: _planned_sum,
    LineKind.OTHER_CURRENCY_SPENT: _currency_sum,
    LineKind.CODE_SALES: _sale_sum,
    LineKind.CODE_TALLY: _sale_sum,
    LineKind.TAGGED_SALES: _sale_sum,
    LineKind.TALLY: _sale_sum,
    LineKind.LIFT: _rise_sum,
    LineKind.GUESS: _guess_sum,
    LineKind.TOO_SHORT: _short_sum,
    LineKind.NO_GOAL: lambda _facts: translate("Results", "no goal counts them: left out"),
    LineKind.OTHER_CURRENCY_SOLD: _currency_sum,
}
