"""The review's decision in words: what was measured, what is expected, and what will be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.plan import Choice, DutyKind
from smbsocial.domain.reminders import Kind
from smbsocial.domain.review import ReviewPage, ReviewWord
from smbsocial.ui.text import assessment, formats, links, names, outcomes
from smbsocial.ui.text.errors import sentence

if TYPE_CHECKING:
    from smbsocial.domain.learning.values import LearnedLink
    from smbsocial.domain.review import KeptForecast
    from smbsocial.usecases.reviewing.deciding import DecideSheet, Forecast, Standing
    from smbsocial.usecases.reviewing.wishes import Turned

translate = QCoreApplication.translate

MOST_TURNED = 8
"""So many of what the words will do are told one by one where it is asked whether to close."""


def problem(error: ExpectedError) -> str:
    """What keeps the review from being closed, and where it is put right."""
    if error.code is not Code.EMPTY:
        return sentence(error)
    texts = {
        "pillars": translate(
            "Review",
            "No kind of content is left to plan with: keep one on the page “Content”, or"
            " pause until a day.",
        ),
        "platforms": translate(
            "Review",
            "No platform is left to plan for: stay on one on the page “Platforms”, or pause until"
            " a day.",
        ),
        "communities": translate(
            "Review",
            "No community is left to write for: keep or add one on the page “Communities”, or"
            " pause until a day.",
        ),
    }
    return texts.get(error.field or "") or sentence(error)


def choice(value: Choice) -> str:
    """How a review ends."""
    return {
        Choice.CONTINUE: translate("Review", "go on as it is"),
        Choice.CHANGE: translate("Review", "go on with changes"),
        Choice.STAY_OFF: translate("Review", "pause until a day"),
    }.get(value, "")


def decision(sheet: DecideSheet) -> str:
    """How this review ends, a pause with its day."""
    wish = sheet.wish
    if wish.choice is Choice.STAY_OFF and wish.until is not None:
        return translate("Review", "pause until {day}").format(day=formats.day_year(wish.until))
    return choice(wish.choice)


def alive(value: DutyKind) -> str:
    """One of the two things that are kept up while the business stays off."""
    return {
        DutyKind.ANSWER: translate("Review", "Answer comments and messages"),
        DutyKind.LISTING: translate("Review", "Keep opening hours and photos of the listing right"),
        DutyKind.ASK: translate("Review", "Ask customers for a review"),
        DutyKind.NUMBERS: translate("Review", "Log the week’s numbers"),
    }.get(value) or names.duty(value)


def reminder(value: Kind) -> str:
    """A reminder that will stand."""
    return {
        Kind.REVIEW: translate("Review", "the next review"),
        Kind.REASSESS: translate("Review", "time to look again"),
        Kind.WEEK: translate("Review", "each new week"),
        Kind.POST: translate("Review", "posts at their time"),
        Kind.MISSED: translate("Review", "tasks that were missed"),
        Kind.APPROVAL: translate("Review", "posts that wait for your word"),
        Kind.ROTATION: translate("Review", "passwords to change"),
        Kind.DRILL: translate("Review", "the drill"),
        Kind.RULE: translate("Review", "days of your own lines"),
        Kind.SALES: translate("Review", "the sales check-in"),
        Kind.GROWTH: translate("Review", "the growth talk"),
        Kind.BACKUP: translate("Review", "the backup"),
    }[value]


def standing(each: Standing) -> str:
    """A reminder with its first day."""
    text = translate("Review", "{what}: {day}")
    return text.format(what=reminder(each.kind), day=formats.day_year(each.day))


def link_name(each: LearnedLink, platform: Callable[[str], str]) -> str:
    """What was measured, with the platform that it was measured on."""
    said, key = links.link(each.link), each.link.partition(".")[2]
    if not key:
        return said
    return translate("Review", "{platform}: {line}").format(line=said, platform=platform(key))


def stands_behind(each: LearnedLink) -> str:
    """How many weeks stand behind it, and how much of it is the business's own."""
    if not each.own_percent:
        return translate("Review", "%n week(s), not enough to tell yet", "", each.weeks)
    text = translate("Review", "%n week(s), {percent} yours", "", each.weeks)
    return text.format(percent=formats.percent(each.own_percent))


def hours_now(now: int, left_empty: int | None) -> str:
    """Below the wish for hours, in minutes a week: how many now, and what no word leaves.

    `left_empty` None: a word was said.
    """
    hours = formats.minutes(now)
    if left_empty is None:
        return translate("Review", "{value} now").format(value=hours)
    if left_empty == now:
        return stays(hours)
    text = translate("Review", "{value} now; left empty it is {said}, as said on “People”")
    return text.format(value=hours, said=formats.minutes(left_empty))


def stays(value: str) -> str:
    """Below a figure of the wish: what it is, and that no word leaves it so."""
    return translate("Review", "{value} now; leave it empty to keep that").format(value=value)


def expected(value: Forecast, sheet: DecideSheet) -> str:
    """What is expected of the quarter: 12–47 extra orders in thirteen weeks."""
    text = translate("Review", "{range} extra {units} in thirteen weeks")
    return text.format(
        range=assessment.whole_range(value.units), units=names.counted(sheet.goal.counted)
    )


def likely(value: Forecast, sheet: DecideSheet) -> str:
    """The same a week or month at its end, beside the target, with its chance."""
    text = translate(
        "Review", "{range} {period} at the end; you want {target}. {verdict}: {chance}."
    )
    return text.format(
        range=assessment.whole_range(value.result),
        period=names.period(sheet.goal.period),
        target=formats.number(value.target),
        verdict=outcomes.verdict(value.verdict),
        chance=assessment.chance(value.chance_percent),
    )


def was_said(kept: KeptForecast, sheet: DecideSheet) -> str:
    """What was expected of the quarter that is reviewed, when its plan was made."""
    text = translate("Review", "Of the quarter that ends we said {range} extra {units}.")
    return text.format(
        range=assessment.whole_range(kept.units), units=names.counted(sheet.goal.counted)
    )


def goes_in(value: Forecast) -> str:
    """What goes in: 3 h a week and €20 a month."""
    text = translate("Review", "with {hours} a week and {money} a month")
    return text.format(
        hours=formats.minutes(value.investment.minutes_a_week),
        money=formats.money(value.investment.money_a_month),
    )


def turned(each: Turned) -> str:
    """What a word will do."""
    said = _turned(each)
    if each.slots:
        slots = translate("Review", "%n post(s) to come go(es)", "", each.slots)
        said = translate("Review", "{what} ({slots})").format(what=said, slots=slots)
    return said


def _turned(each: Turned) -> str:
    if each.word is None:
        text = translate("Review", "{name}: nobody has said why, so it is not planned on")
        return text.format(name=each.name)
    if each.page is ReviewPage.COMMUNITIES and each.word is ReviewWord.CHANGE:
        text = translate("Review", "{name}: is called {new} from now on")
        return text.format(name=each.name, new=each.text)
    if each.page is ReviewPage.CONTENT and each.word is ReviewWord.CHANGE and each.text:
        text = translate("Review", "{name}: changes, “{what}”")
        return text.format(name=each.name, what=each.text)
    texts = {
        ReviewWord.KEEP: translate("Review", "{name}: stays as it is"),
        ReviewWord.CHANGE: translate("Review", "{name}: changes"),
        ReviewWord.PAUSE: translate("Review", "{name}: pauses, its history is kept"),
        ReviewWord.STAY: translate("Review", "{name}: stays"),
        ReviewWord.TRY: translate("Review", "{name}: is tried for a quarter"),
        ReviewWord.LEAVE: translate("Review", "{name}: is left, with its own checklist"),
        ReviewWord.DROP: translate("Review", "{name}: is dropped"),
        ReviewWord.ADD: translate("Review", "{name}: is new"),
    }
    return texts.get(each.word, translate("Review", "{name}: noted")).format(name=each.name)


def changes(each: Turned) -> bool:
    """Whether something is otherwise from then on."""
    return each.word not in {ReviewWord.KEEP, ReviewWord.STAY, ReviewWord.NOTE, ReviewWord.DONE}


def kept_words(sheet: DecideSheet) -> tuple[str, ...]:
    """What becomes of posts that are in the calendar by now."""
    said = []
    if sheet.kept_posts:
        count = len(sheet.kept_posts)
        said.append(translate("Review", "%n post(s) that you edited stay(s)", "", count))
    if sheet.set_aside:
        count = len(sheet.set_aside)
        said.append(translate("Review", "%n edited post(s) is (are) set aside", "", count))
    if sheet.removed:
        said.append(translate("Review", "%n open post(s) go(es)", "", sheet.removed))
    return tuple(said)


def next_weeks(sheet: DecideSheet) -> str:
    """The next thirteen weeks, or the days of a pause, in a sentence."""
    first, last = formats.day_year(sheet.first), formats.day_year(sheet.last)
    if sheet.wish.choice is Choice.STAY_OFF:
        text = translate("Review", "Nothing is planned from {first} to {last}.")
        return text.format(first=first, last=last)
    text = translate("Review", "From {first} to {last}: %n post(s)", "", sheet.posts)
    return text.format(first=first, last=last)


def what_will_be_done(sheet: DecideSheet) -> tuple[str, ...]:
    """Before it is closed: each thing that will be otherwise."""
    shown = [turned(each) for each in sheet.turned if changes(each)]
    more = len(shown) - MOST_TURNED
    said = [next_weeks(sheet), *shown[:MOST_TURNED]]
    if more > 0:
        said.append(translate("Review", "and %n more", "", more))
    said += kept_words(sheet)
    if sheet.wish.choice is Choice.STAY_OFF:
        kept = " · ".join(alive(each) for each in sheet.wish.alive)
        said.append(translate("Review", "Kept alive: {duties}").format(duties=kept))
    return tuple(said)


def what_stands(sheet: DecideSheet) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """After it was closed: titles, each with its lines."""
    paused = sheet.wish.choice is Choice.STAY_OFF
    first = (
        translate("Review", "The pause")
        if paused
        else translate("Review", "The next thirteen weeks")
    )
    said = [(first, (next_weeks(sheet), *kept_words(sheet)))]
    if paused and sheet.wish.alive:
        kept = tuple(alive(each) for each in sheet.wish.alive)
        said.append((translate("Review", "Kept alive meanwhile"), kept))
    turns = tuple(turned(each) for each in sheet.turned if changes(each))
    if turns:
        said.append((translate("Review", "What your words do"), turns))
    if sheet.reminders:
        lines = tuple(standing(each) for each in sheet.reminders)
        said.append((translate("Review", "Reminders"), lines))
    return tuple(said)
