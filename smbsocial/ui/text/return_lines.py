"""Each line of cost and return as one full sentence with its arithmetic, for papers and lists."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.counter import What
from smbsocial.domain.goals import Counted
from smbsocial.domain.money import Money, round_half_even
from smbsocial.domain.roi.values import LineKind
from smbsocial.ui.text import counting, formats, names
from smbsocial.usecases.results.returns import Line

translate = QCoreApplication.translate

Facts = Mapping[str, Any]

_COUNTED = frozenset(
    {LineKind.CODE_SALES, LineKind.CODE_TALLY, LineKind.TAGGED_SALES, LineKind.TALLY}
)
_DAYS_IN_WEEK = 7
_MANY = 2
_UNITS = {
    What.VISIT: Counted.VISITS,
    What.ORDER: Counted.ORDERS,
    What.BOOKING: Counted.BOOKINGS,
    What.LEAD: Counted.LEADS,
}


def line_words(line: Line, currency: str) -> str:
    """A line of the arithmetic in full; `currency` is the business's (ISO 4217).

    A line that belongs here only in part says so, with the whole of it.
    """
    if line.kind in _NOTES:
        return _NOTES[line.kind](line.facts)
    whole: Money | None = line.facts.get("whole")
    typical = Money(round_half_even(line.amount.typical), currency)
    said = _WORDS[line.kind](line.facts, whole or typical)
    if whole is not None:
        said = _in_part(said, line.facts, typical)
    return _with_range(said, line, currency)


def _in_part(said: str, facts: Facts, amount: Money) -> str:
    if facts["by_reach"]:
        words = translate(
            "Results",
            "{line}. By the people that posts reached, {percent} of it belongs here: {amount}",
        )
    else:
        words = translate(
            "Results",
            "{line}. By the minutes that posts took, {percent} of it belongs here: {amount}",
        )
    percent = formats.percent(facts["share_percent"])
    return words.format(line=said, percent=percent, amount=formats.money(amount))


def _with_range(said: str, line: Line, currency: str) -> str:
    """What was counted is certain: its range says how much of it may be luck."""
    ends = (line.amount.low, line.amount.high)
    if ends[0] == ends[1]:
        return said
    low, high = (Money(round_half_even(end), currency) for end in ends)
    if line.kind in _COUNTED:
        words = translate("Results", "{line} (by chance alone it may be {low} to {high})")
    else:
        words = translate("Results", "{line} (likely {low} to {high})")
    return words.format(line=said, low=formats.money(low), high=formats.money(high))


def _posts(facts: Facts, amount: Money) -> str:
    pieces = translate("Results", "{count} post(s)", "", facts["count"])
    return _worked(facts, pieces.format(count=formats.number(facts["count"])), amount)


def _duties(facts: Facts, amount: Money) -> str:
    tasks = translate("Results", "{count} routine task(s)", "", facts["count"])
    tasks = tasks.format(count=formats.number(facts["count"]))
    if facts["community"]:
        words = translate("Results", "{tasks} for {community}")
        tasks = words.format(tasks=tasks, community=facts["community"])
    return _worked(facts, tasks, amount)


def _worked(facts: Facts, pieces: str, amount: Money) -> str:
    person = facts["person"]
    if facts["hourly"].minor:
        words = translate("Results", "{pieces}, {hours} of {person} at {hourly} = {amount}")
    else:
        words = translate(
            "Results",
            "{pieces}, {hours} of {person}: no hourly cost is known, so they count as {amount}",
        )
    return words.format(
        pieces=pieces,
        hours=formats.minutes(facts["minutes"]),
        person=names.person(person) if person else translate("Results", "somebody"),
        hourly=formats.money(facts["hourly"]),
        amount=formats.money(amount),
    )


def _expense(facts: Facts, amount: Money) -> str:
    about = [name for name in (facts["platform"], facts["pillar"]) if name]
    count = facts["count"]
    if about:
        words = translate("Results", "{what} for {about}, {count} expense(s) = {amount}", "", count)
    else:
        words = translate("Results", "{what}, {count} expense(s) = {amount}", "", count)
    return words.format(
        what=counting.spending(facts["spending"]),
        about=formats.listed(about),
        count=formats.number(count),
        amount=formats.money(amount),
    )


def _planned(facts: Facts, amount: Money) -> str:
    words = translate(
        "Results",
        "Planned, since no expense was entered: {month} a month,"
        " for {weeks} of a year's 52 weeks = {amount}",
    )
    return words.format(
        month=formats.money(facts["month"]),
        weeks=_weeks(facts["days"]),
        amount=formats.money(amount),
    )


def _code_sales(facts: Facts, amount: Money) -> str:
    words = translate("Results", "{count} {units} with the code {code}")
    return _earned(facts, words.format(code=facts["label"], **_counted(facts)), amount)


def _code_tally(facts: Facts, amount: Money) -> str:
    words = translate("Results", "{count} {units} tallied with the code {code}")
    return _earned(facts, words.format(code=facts["label"], **_counted(facts)), amount)


def _tagged(facts: Facts, amount: Money) -> str:
    given = _counted(facts)
    if facts["label"]:
        words = translate("Results", "{count} {units} through the link “{link}” on {platform}")
        said = words.format(link=facts["label"], platform=facts["platform"], **given)
        return _earned(facts, said, amount)
    words = translate("Results", "{count} {units} that the shop says came from {platform}")
    return _earned(facts, words.format(platform=facts["platform"], **given), amount)


def _tally(facts: Facts, amount: Money) -> str:
    words = translate("Results", "{count} {units} tallied of people who heard of you on {platform}")
    said = words.format(platform=facts["platform"], **_counted(facts))
    return _earned(facts, said, amount)


def _earned(facts: Facts, what: str, amount: Money) -> str:
    if "became" in facts:
        words = translate("Results", "{what} (without {became} counted as customers)")
        what = words.format(what=what, became=formats.number(_decimal(facts["became"])))
    if "revenue" in facts:
        words = translate("Results", "{what} took {revenue}; {margin} of that stays = {amount}")
        return words.format(
            what=what,
            revenue=formats.money(facts["revenue"]),
            margin=formats.percent(facts["margin_percent"]),
            amount=formats.money(amount),
        )
    words = translate("Results", "{what}, each leaves {profit} = {amount}")
    profit = formats.money(facts["profit"])
    return words.format(what=what, profit=profit, amount=formats.money(amount))


def _lift(facts: Facts, amount: Money) -> str:
    if facts["units"] < 0:
        words = translate(
            "Results",
            "No rise: {fewer} fewer {what} in {weeks} week(s) than the weeks before let expect"
            " ({low} to {high} more): {amount}",
            "",
            facts["weeks"],
        )
    else:
        words = translate(
            "Results",
            "{units} more {what} in {weeks} week(s) than the weeks before let expect"
            " ({low} to {high}), whatever brought them, less {already} counted one by one:"
            " {rest} × {profit} = {amount}",
            "",
            facts["weeks"],
        )
    return words.format(weeks=formats.number(facts["weeks"]), **_beyond(facts, amount))


def _guess(facts: Facts, amount: Money) -> str:
    words = translate(
        "Results",
        "A guess from the figures of the assessment: {units} {what} in {weeks} weeks"
        " ({low} to {high}), less {already} counted one by one: {rest} × {profit} = {amount}",
    )
    return words.format(weeks=_weeks(facts["days"]), **_beyond(facts, amount))


def _too_short(facts: Facts) -> str:
    words = translate(
        "Results",
        "{goal}: {had} week(s) of totals are too few to see a rise; {needed} are needed",
        "",
        facts["weeks_had"],
    )
    return words.format(
        goal=facts["goal"],
        had=formats.number(facts["weeks_had"]),
        needed=formats.number(facts["weeks_needed"]),
    )


def _no_goal(facts: Facts) -> str:
    words = translate("Results", "Left out: {count} {units}, since none of your goals counts them")
    return words.format(**_counted(facts))


def _other_sold(facts: Facts) -> str:
    words = translate(
        "Results", "Left out: {count} {units} that took {money}, in another currency than yours"
    )
    given = _counted({**facts, "what": What.ORDER})
    return words.format(money=formats.money(facts["money"]), **given)


def _other_spent(facts: Facts) -> str:
    count = facts["count"]
    words = translate(
        "Results",
        "Left out: {count} expense(s) of {money}, in another currency than yours",
        "",
        count,
    )
    return words.format(count=formats.number(count), money=formats.money(facts["money"]))


def _counted(facts: Facts) -> dict[str, str]:
    """How many, and of what."""
    form = _form(facts["count"])
    if facts["what"] is What.CALL:
        units = translate("Results", "call(s)", "", form)
    else:
        units = names.counted(_UNITS[facts["what"]], form)
    return {"count": formats.number(_decimal(facts["count"])), "units": units}


def _beyond(facts: Facts, amount: Money) -> dict[str, str]:
    return {
        "units": formats.number(facts["units"]),
        "fewer": formats.number(abs(facts["units"])),
        "what": names.counted(facts["counted"], _form(Fraction(facts["units"]))),
        "low": formats.number(facts["low"]),
        "high": formats.number(facts["high"]),
        "already": formats.number(_decimal(facts["already"])),
        "rest": formats.number(_decimal(facts["rest"])),
        "profit": formats.money(facts["profit"]),
        "amount": formats.money(amount),
    }


def _weeks(days: int) -> str:
    return formats.number(_decimal(Fraction(days, _DAYS_IN_WEEK)))


def _form(count: Fraction) -> int:
    """The form a number wants: one, or many where it is not whole."""
    return int(count) if count.denominator == 1 else _MANY


def _decimal(value: Fraction) -> Decimal:
    return Decimal(round_half_even(value * 100)) / 100


_NOTES: dict[LineKind, Callable[[Facts], str]] = {
    LineKind.OTHER_CURRENCY_SPENT: _other_spent,
    LineKind.TOO_SHORT: _too_short,
    LineKind.NO_GOAL: _no_goal,
    LineKind.OTHER_CURRENCY_SOLD: _other_sold,
}
_WORDS: dict[LineKind, Callable[[Facts, Money], str]] = {
    LineKind.POST_MINUTES: _posts,
    LineKind.DUTY_MINUTES: _duties,
    LineKind.EXPENSE: _expense,
    LineKind.PLANNED_MONEY: _planned,
    LineKind.CODE_SALES: _code_sales,
    LineKind.CODE_TALLY: _code_tally,
    LineKind.TAGGED_SALES: _tagged,
    LineKind.TALLY: _tally,
    LineKind.LIFT: _lift,
    LineKind.GUESS: _guess,
}
