"""The review's pages on what came, what it cost and what it was for, in words."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.content import Pillar
from smbsocial.domain.goals import Goal
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import ReviewWord
from smbsocial.domain.stop_rules import Standing
from smbsocial.ui.text import formats, names, returns, turns
from smbsocial.ui.text.results import said
from smbsocial.usecases.checks import LONGEST_REASON
from smbsocial.usecases.deciding.sheets import RuleLine
from smbsocial.usecases.results.proposing import only_divided
from smbsocial.usecases.results.returns import Part
from smbsocial.usecases.reviewing.content import (
    ContentCard,
    ContentNumbers,
    Proposed,
    Why,
    no_effect,
)
from smbsocial.usecases.reviewing.examples import Example, Examples
from smbsocial.usecases.reviewing.hours import Hours

translate = QCoreApplication.translate

WIDE = 3
"""So many times the lower end is the upper one of what is wide open."""


def promised(goal: Goal) -> str:
    """What was promised: 40 more orders a week by 31 March."""
    text = translate("Review", "Promised: {count} more {units} {period} by {day}")
    return text.format(
        count=formats.number(goal.target),
        units=names.counted(goal.counted, goal.target),
        period=names.period(goal.period),
        day=formats.day_year(goal.until),
    )


def hours_line(hours: Hours) -> str:
    """Planned and real together, and what is in it."""
    text = translate("Review", "{real} worked, {planned} planned: posts and routine work")
    return text.format(real=formats.minutes(hours.real), planned=formats.minutes(hours.planned))


def hours_evidence(hours: Hours) -> str:
    """How many real minutes were given at all."""
    if not hours.pieces:
        return translate("Review", "No work of these days is marked as done.")
    if hours.told == hours.pieces:
        return translate("Review", "Somebody gave the real time of every piece of work.")
    text = translate(
        "Review",
        "The real time is known of {told} of {count} piece(s) of work; the rest counts as planned.",
        "",
        hours.pieces,
    )
    return text.format(told=formats.number(hours.told), count=formats.number(hours.pieces))


def posts(count: int) -> str:
    """How many posts went out."""
    text = translate("Review", "{count} post(s)", "", count)
    return text.format(count=formats.number(count))


def facts(card: ContentCard, part: Part | None, currency: str) -> str:
    """11 posts · 3 h 10 · €57 of work."""
    found = [posts(card.posts)]
    if card.minutes:
        found.append(formats.minutes(card.minutes))
    if part is not None and part.cost:
        text = translate("Review", "{amount} of work and money")
        found.append(text.format(amount=returns.amount(part.cost, currency)))
    return " · ".join(found)


def best(found: Examples) -> str:
    """The post that did best, with its numbers, or the only one that has any."""
    text = translate("Review", "best: {post}")
    if found.known == 1:
        text = translate("Review", "the only one with numbers: {post}")
    return text.format(post=_example(found.best))


def worst(example: Example) -> str:
    """The post that did worst, with its numbers."""
    return translate("Review", "worst: {post}").format(post=_example(example))


def no_example() -> str:
    """No number of any single post is known."""
    return translate("Review", "no post has numbers of its own yet")


def nobody_said_why() -> str:
    """In place of the reason that a kind of content is made for."""
    return translate("Review", "nobody has said why")


def why(pillar: Pillar) -> str:
    """Why it is made, or that nobody has said it."""
    return pillar.purpose or nobody_said_why()


def own_rule(line: RuleLine, currency: str) -> str:
    """The owner's own line, and what was counted."""
    counted = translate("Review", "no figure was kept")
    if line.found.value is not None:
        value = said(line.found.value, line.unit, currency)
        counted = translate("Review", "counted: {value}").format(value=value)
    text = translate("Review", "your own line: “{rule}” · {counted}")
    return text.format(rule=turns.rule(line, currency), counted=counted)


def one(currency: str) -> str:
    """One of it, where the bar breaks even."""
    return formats.money(Money.of(1, currency))


def bar_title(currency: str) -> str:
    """Above the bar: came back for each euro."""
    return translate("Review", "came back for each {one}").format(one=one(currency))


def bar_value(ratio: Range, currency: str) -> str:
    """Below the bar: €1.10, wide open."""
    value = returns.per_one(ratio.typical, currency)
    if ratio.high > max(WIDE * ratio.low, Decimal("0.5")) and ratio.low < 1 < ratio.high:
        return translate("Review", "{value}, wide open").format(value=value)
    return value


def bar_spoken(part: Part, currency: str) -> str:
    """The bar for readers and as its tooltip, with the evidence."""
    if part.ratio is None:
        return nothing_known(part)
    text = translate(
        "Review", "{value} came back for each {one}, likely {range}; {one} pays for it."
    )
    spoken = text.format(
        value=returns.per_one(part.ratio.typical, currency),
        one=one(currency),
        range=returns.ratio_range(part.ratio, currency),
    )
    return f"{spoken} {evidence(part)}".strip()


def evidence(part: Part) -> str:
    """How sure it is: mostly counted; 71 % counted, 29 % estimated."""
    sure, _tone = returns.evidence(part.shares)
    if not sure:
        return ""
    text = f"{sure}: {returns.shares_there(part.shares)}."
    if not only_divided(part):
        return text
    divided = translate(
        "Review", "Worked out for all posts together and divided by minutes: it suggests no word."
    )
    return f"{text} {divided}"


def nothing_known(part: Part | None) -> str:
    """In place of the bar."""
    if part is None or not part.cost:
        return translate("Review", "no cost is known")
    return translate("Review", "nothing could be tied to it")


def word(value: ReviewWord, *, suggested: bool = False) -> str:
    """A button's word, marked where it is what is proposed."""
    text = {
        ReviewWord.KEEP: translate("Review", "Keep"),
        ReviewWord.CHANGE: translate("Review", "Change"),
        ReviewWord.PAUSE: translate("Review", "Pause"),
    }[value]
    return translate("Review", "{word} (suggested)").format(word=text) if suggested else text


def word_spoken(value: ReviewWord, pillar: Pillar) -> str:
    """The button for readers: Pause “Ask us”."""
    text = {
        ReviewWord.KEEP: translate("Review", "Keep “{name}”"),
        ReviewWord.CHANGE: translate("Review", "Change “{name}”"),
        ReviewWord.PAUSE: translate("Review", "Pause “{name}”"),
    }[value]
    return text.format(name=pillar.name)


def proposal(found: Proposed, part: Part | None, currency: str) -> str:
    """Why a word is proposed."""
    if found.why is Why.OWN_RULE:
        return translate("Review", "Suggested by your own line.")
    if found.why is Why.NO_EFFECT:
        if no_effect(part) or part is None:
            return translate(
                "Review",
                "Two reviews in a row found no effect: nothing came back, or not even a good case"
                " paid for it.",
            )
        return translate(
            "Review",
            "Two reviews in a row found no effect, and these weeks do not show that it pays.",
        )
    return _by_return(found.word, part, currency)


def _by_return(value: ReviewWord, part: Part | None, currency: str) -> str:
    ratio = part.ratio if part is not None else None
    range_ = returns.ratio_range(ratio, currency) if ratio is not None else ""
    text = {
        ReviewWord.KEEP: translate("Review", "It pays: {range} came back."),
        ReviewWord.CHANGE: translate("Review", "It may pay or not: {range} came back."),
        ReviewWord.PAUSE: translate("Review", "Not even a good case pays: {range} came back."),
    }[value]
    return text.format(range=range_)


def pause_reason(
    card: ContentCard, found: Proposed | None, part: Part | None, currency: str
) -> str:
    """What is written to a pause when the button is pressed; the owner may say it otherwise."""
    if found is None or found.word is not ReviewWord.PAUSE:
        return translate("Review", "Paused in the review.")
    if found.why is Why.OWN_RULE:
        under = (each for each in card.rules if each.found.standing is Standing.UNDER)
        return turns.held_up(next(under), currency)[:LONGEST_REASON]
    return proposal(found, part, currency)


def paused(pillar: Pillar, removed: int, set_aside: int) -> str:
    """In the message bar after a pause."""
    count = removed + set_aside
    if not count:
        text = translate("Review", "“{name}” is paused. No slot was planned for it.")
        return text.format(name=pillar.name)
    text = translate(
        "Review", "“{name}” is paused: {count} slot(s) to come is (are) empty.", "", count
    )
    said_ = text.format(name=pillar.name, count=formats.number(count))
    if not set_aside:
        return said_
    aside = translate(
        "Review", "{count} that somebody wrote is (are) kept as skipped.", "", set_aside
    )
    return f"{said_} {aside.format(count=formats.number(set_aside))}"


def rests(card: ContentCard) -> str:
    """Below a card that is paused."""
    if card.waiting:
        text = translate(
            "Review", "It is paused, but {count} slot(s) is (are) planned.", "", card.waiting
        )
        return text.format(count=formats.number(card.waiting))
    return translate("Review", "It is paused: its slots to come are empty, its history stays.")


def left_empty() -> str:
    """It goes on, but not at once."""
    return translate(
        "Review",
        "Its slots were emptied by the pause and stay empty until the next plan is made.",
    )


def unmeasured(numbers: ContentNumbers) -> str:
    """Above the cards where nothing says what came back; "" otherwise."""
    whole = numbers.back.whole
    if whole.back.high:
        return ""
    if not whole.cost:
        return translate(
            "Review", "No post of these days is marked as posted, so no cost is known."
        )
    return translate(
        "Review",
        "Nothing that came back could be tied to these posts: count at the counter, or give out a"
        " code. Your own sense is all there is to decide by.",
    )


def closed_month() -> str:
    """A week in which the business was closed."""
    return translate("Review", "closed")


def standing_tone(line: RuleLine) -> str:
    """The kind of label for a rule: what is under its limit is in the colour of trouble."""
    return "error" if line.due and line.found.standing is Standing.UNDER else "small"


def _example(example: Example) -> str:
    """“Soup vote” (412 reached, 19 orders with the word)."""
    numbers = []
    if example.reached is not None:
        text = translate("Review", "{count} reached", "", example.reached)
        numbers.append(text.format(count=formats.number(example.reached)))
    if example.orders:
        text = translate("Review", "{count} came with the word", "", example.orders)
        numbers.append(text.format(count=formats.number(example.orders)))
    elif example.reactions is not None:
        text = translate("Review", "{count} reaction(s)", "", example.reactions)
        numbers.append(text.format(count=formats.number(example.reactions)))
    listed = translate("Numbers", ", ").join(numbers)
    text = translate("Review", "“{title}” ({numbers})")
    return text.format(title=example.post.title, numbers=listed)
