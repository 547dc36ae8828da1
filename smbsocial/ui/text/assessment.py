"""The assessment in words: chance, verdict, break-even, levers, and whose a figure is."""

from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.assessment.values import (
    Assessment,
    Channel,
    ChannelShare,
    Lever,
    LeverKind,
    Verdict,
)
from smbsocial.domain.brief import Brief
from smbsocial.domain.goals import Counted, Goal, Period
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Basis, Figure, Range
from smbsocial.ui.text import formats, names, outcomes

translate = QCoreApplication.translate

MOST_OF_IT = 40
"""From this share (per cent) on a channel is named as one that brings most."""
ALMOST_NONE = 10
"""Up to this share (per cent) it brings almost none."""

SURELY_WHOLE = 10
"""From so many on, a range that begins at nothing is said as "up to"."""

_CHANCES = tuple(
    Fraction(a, b)
    for a, b in (
        (1, 20), (1, 10), (1, 7), (1, 5), (1, 4), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (3, 4),
        (4, 5), (9, 10), (19, 20),
    )
)  # fmt: skip
_SIGNS = {
    Fraction(1, 7): "⅐", Fraction(1, 5): "⅕", Fraction(1, 4): "¼", Fraction(1, 3): "⅓",
    Fraction(2, 5): "⅖", Fraction(1, 2): "½", Fraction(3, 5): "⅗", Fraction(2, 3): "⅔",
    Fraction(3, 4): "¾", Fraction(4, 5): "⅘",
}  # fmt: skip


def chance(percent: int) -> str:
    """A chance as people say it: about one chance in three."""
    if percent < 3:
        return translate("Assessment", "hardly any chance")
    if percent > 97:
        return translate("Assessment", "almost certain")
    nearest = _nearest(percent)
    return {
        Fraction(1, 20): translate("Assessment", "about one chance in twenty"),
        Fraction(1, 10): translate("Assessment", "about one chance in ten"),
        Fraction(1, 7): translate("Assessment", "about one chance in seven"),
        Fraction(1, 5): translate("Assessment", "about one chance in five"),
        Fraction(1, 4): translate("Assessment", "about one chance in four"),
        Fraction(1, 3): translate("Assessment", "about one chance in three"),
        Fraction(2, 5): translate("Assessment", "about two chances in five"),
        Fraction(1, 2): translate("Assessment", "about one chance in two"),
        Fraction(3, 5): translate("Assessment", "about three chances in five"),
        Fraction(2, 3): translate("Assessment", "about two chances in three"),
        Fraction(3, 4): translate("Assessment", "about three chances in four"),
        Fraction(4, 5): translate("Assessment", "about four chances in five"),
        Fraction(9, 10): translate("Assessment", "about nine chances in ten"),
        Fraction(19, 20): translate("Assessment", "nearly certain"),
    }[nearest]


def chance_sign(percent: int) -> str:
    """A chance as the sign inside its ring: ⅓."""
    if percent < 3 or percent > 97:
        return formats.percent(percent)
    nearest = _nearest(percent)
    return _SIGNS.get(nearest, f"{nearest.numerator}/{nearest.denominator}")


def verdict_line(assessment: Assessment) -> str:
    """The verdict with its chance: A stretch: about one chance in three."""
    return translate("Assessment", "{verdict}: {chance}").format(
        verdict=outcomes.verdict(assessment.verdict), chance=chance(assessment.chance_percent)
    )


def headline(assessment: Assessment, counted: Counted) -> str:
    """The break-even: how many extra units a month pay for it."""
    count = assessment.break_even_per_month
    if count is None:
        return translate("Assessment", "As it stands, one more sale earns nothing")
    if count == 0:
        return translate("Assessment", "It costs nothing, so it need not bring anything")
    text = translate("Assessment", "{count} extra {units} a month pay(s) for it", "", count)
    return text.format(count=formats.number(count), units=names.counted(counted, count))


def likely(assessment: Assessment, goal: Goal) -> str:
    """The likely range beside what is wanted, by when."""
    text = translate(
        "Assessment",
        "Likely {range} extra {units} {period} by {until}; you want {target}.",
    )
    return text.format(
        range=whole_range(assessment.result),
        units=names.counted(goal.counted),
        period=names.period(goal.period),
        until=formats.day_plain(goal.until),
        target=formats.number(assessment.target),
    )


def whole_range(value: Range) -> str:
    """A likely range of things that come whole: 12–47, up to 30, fewer than 2."""
    low, high = value.low.to_integral_value(), value.high.to_integral_value()
    if value.low >= 1:
        return formats.range_of(Range(low, high, high))
    if high >= SURELY_WHOLE:
        return translate("Assessment", "up to {count}").format(count=formats.figure(high))
    most = max(Decimal(1), value.high.to_integral_value(ROUND_CEILING))
    return translate("Assessment", "fewer than {count}").format(count=formats.figure(most))


def costs(assessment: Assessment) -> str:
    """What it costs a month, what one unit leaves, and how sure it is to pay."""
    text = translate(
        "Assessment",
        "Your time and money come to {cost} a month; each one leaves you {profit}."
        " Will it at least pay for itself? {chance}.",
    )
    return text.format(
        cost=formats.money(assessment.cost_per_month),
        profit=formats.money(assessment.profit_per_unit),
        chance=_begin(chance(assessment.pays_percent)),
    )


def who_brings(assessment: Assessment) -> str:
    """Where posts bring almost nothing: said plainly, with what may; else nothing."""
    parts = {part.channel: part.percent for part in assessment.shares}
    if not parts or parts.get(Channel.POSTS, 0) > ALMOST_NONE:
        return ""
    if parts.get(Channel.LISTING, 0) >= MOST_OF_IT:
        return translate(
            "Assessment",
            "Posts won't bring this. Your listing on the map, kept up, and its reviews may.",
        )
    return translate("Assessment", "Posts won't bring this.")


def loses() -> str:
    """What is said when even the target would not pay."""
    return translate("Assessment", "Even if you reach your target, it costs more than it brings.")


def first_result(assessment: Assessment) -> str:
    """When something first shows."""
    text = translate("Assessment", "Expect the first signs after {range} weeks.")
    return text.format(range=formats.range_of(assessment.first_result_weeks))


def chart_title(counted: Counted, period: Period) -> str:
    """What the chart counts: Extra orders a week."""
    return translate("Assessment", "Extra {units} {period}").format(
        units=names.counted(counted), period=names.period(period)
    )


def target_mark(assessment: Assessment) -> str:
    """The target's label in the chart: target 40; one label where it is the break-even too."""
    if assessment.break_even == assessment.target:
        text = translate("Assessment", "target {count}: pays for itself")
        return text.format(count=formats.number(assessment.target))
    text = translate("Assessment", "target {count}")
    return text.format(count=formats.number(assessment.target))


def break_even_mark(assessment: Assessment) -> str:
    """The break-even's label in the chart: pays for itself 19."""
    text = translate("Assessment", "pays for itself {count}")
    return text.format(count=formats.number(assessment.break_even or 0))


def tone(verdict: Verdict) -> str:
    """The card's colour for a verdict; the word always stands beside it."""
    return {
        Verdict.REALISTIC: "good",
        Verdict.STRETCH: "caution",
        Verdict.NOT_NOW: "trouble",
    }[verdict]


def shares(parts: tuple[ChannelShare, ...]) -> str:
    """Which channels bring most of the result and which almost none, in one sentence."""
    ranked = sorted(parts, key=lambda part: -part.percent)
    most = [part.channel for part in ranked if part.percent >= MOST_OF_IT]
    if not most and ranked and ranked[0].percent:
        most = [part.channel for part in ranked[:2] if part.percent]
    little = [part.channel for part in ranked if part.percent <= ALMOST_NONE]
    if not most:
        return ""
    if len(ranked) == 1 or not little:
        text = translate("Assessment", "Most of this comes from {most}.")
        return text.format(most=_channels(most))
    text = translate("Assessment", "Most of this comes from {most}; almost none from {little}.")
    return text.format(most=_channels(most), little=_channels(little))


def lever(turn: Lever, brief: Brief) -> str:
    """A change that would make it realistic: 5 h a week instead of 3 h."""
    match turn.kind:
        case LeverKind.HOURS:
            return translate("Assessment", "{new} a week instead of {old}").format(
                new=formats.minutes(turn.minutes_a_week or 0),
                old=formats.minutes(brief.investment.minutes_a_week),
            )
        case LeverKind.MONEY:
            return translate("Assessment", "{new} a month for paid posts instead of {old}").format(
                new=_money(turn.money_a_month), old=formats.money(brief.investment.money_a_month)
            )
        case LeverKind.TARGET:
            return translate("Assessment", "{new} more {units} instead of {old}").format(
                new=formats.number(turn.target or 0),
                units=names.counted(brief.goal.counted, turn.target or 0),
                old=formats.number(brief.goal.target),
            )
        case LeverKind.UNTIL:
            return translate("Assessment", "until {new} instead of {old}").format(
                new=_until(turn.until, brief.goal.until),
                old=formats.day_plain(brief.goal.until),
            )
        case LeverKind.ASK:
            text = translate("Assessment", "ask {count} customers a week to follow or review you")
            return text.format(count=formats.number(turn.askable_customers or 0))
        case LeverKind.LESS:
            text = translate("Assessment", "{hours} a week for {new} more {units}: less of both")
            return text.format(
                hours=formats.minutes(turn.minutes_a_week or 0),
                new=formats.number(turn.target or 0),
                units=names.counted(brief.goal.counted, turn.target or 0),
            )


def whose(figure: Figure) -> str:
    """Where a figure comes from, in a few words: its publisher and year, or whose word it is."""
    match figure.basis:
        case Basis.PUBLISHED:
            return _published(figure)
        case Basis.CLOSEST:
            text = translate("Assessment", "closest published: {source}")
            return text.format(source=_published(figure))
        case Basis.UNVERIFIED:
            return _unverified(figure)
        case Basis.YOU_SAID:
            return translate("Assessment", "you said")
        case Basis.YOUR_COUNT:
            return _own_count(figure)
        case Basis.DERIVED:
            return translate("Assessment", "worked out from the rest")


def sources(figure: Figure) -> str:
    """The sources of a figure at length, one a line, with what was measured."""
    lines = [_began_with(figure)] if figure.basis is Basis.YOUR_COUNT and figure.sources else []
    lines += [figure.note] if figure.note else []
    for source in figure.sources:
        year = str(source.year) if source.year else ""
        parts = [part for part in (source.publisher, source.title, year, source.url or "") if part]
        lines.append(", ".join(parts))
    return "\n".join(lines)


def share_of(part: ChannelShare) -> str:
    """What a channel carries of the typical result: 80 % of it."""
    text = translate("Assessment", "brings {percent} of it")
    return text.format(percent=formats.percent(part.percent))


def amount(value: Decimal, unit: str, currency: str) -> str:
    """One end of a figure in its unit."""
    match unit:
        case "percent" | "per_hundred":
            return formats.percent(_short(value))
        case "money":
            return formats.money(Money.of(value, currency))
        case "minutes":
            return formats.minutes(int(value.to_integral_value()))
        case _:
            return formats.figure(value)


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1) if value >= 10 else Decimal("0.1")).normalize() + 0


def _own_count(figure: Figure) -> str:
    """Of a figure that the business measured: how many weeks, and how much of it is theirs."""
    if not figure.weeks:
        return translate("Assessment", "your own count")
    weeks = figure.weeks
    text = translate("Assessment", "{count} week(s) of yours: {percent} your own", "", weeks)
    return text.format(
        count=formats.number(weeks), percent=formats.percent(Decimal(figure.own_percent))
    )


def _began_with(figure: Figure) -> str:
    """What stands below is where the measured figure began."""
    text = translate("Assessment", "The other {percent} of it is still what was published:")
    return text.format(percent=formats.percent(Decimal(100 - figure.own_percent)))


def _unverified(figure: Figure) -> str:
    """General knowledge; where somebody published its middle, he is named."""
    if not any(source.publisher for source in figure.sources):
        return translate("Assessment", "our estimate, unverified")
    text = translate("Assessment", "{source}; range unverified")
    return text.format(source=_published(figure))


def _published(figure: Figure) -> str:
    publisher = next((source.publisher for source in figure.sources if source.publisher), "")
    if not publisher:
        return translate("Assessment", "published figure")
    if figure.year is None:
        return publisher
    return translate("Assessment", "{publisher}, {year}").format(
        publisher=publisher, year=str(figure.year)
    )


def _channels(channels: list[Channel]) -> str:
    return formats.listed([outcomes.channel_within(channel) for channel in channels])


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]


def _until(new: date | None, old: date) -> str:
    if new is None:
        return ""
    return formats.day_plain(new) if new.year == old.year else formats.day_year(new)


def _money(value: Money | None) -> str:
    return formats.money(value) if value else ""


def _nearest(percent: int) -> Fraction:
    return min(_CHANCES, key=lambda part: abs(part - Fraction(percent, 100)))
