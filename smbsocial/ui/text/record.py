"""The one-page record of a review in words."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.business import Business
from smbsocial.domain.plan import Choice, Decision
from smbsocial.domain.review import ReviewPage, ReviewWord
from smbsocial.ui.text import assessment, decide, formats, names, returns, review_people
from smbsocial.ui.text import review as words
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.accounts import RESTORED
from smbsocial.usecases.reviewing.people import SALES, Talk
from smbsocial.usecases.reviewing.platforms import LIVES
from smbsocial.usecases.reviewing.record import RecordSheet, WordSaid
from smbsocial.usecases.reviewing.saying import THINNER

translate = QCoreApplication.translate


def business_of(reads: Reads, _ports: Ports) -> Business:
    """Whose record it is."""
    return set_up_business(reads)


def name(sheet: RecordSheet) -> str:
    """What the review is called, with its year."""
    return words.full_name(sheet.review.first, sheet.review.last, sheet.business.country)


def title(sheet: RecordSheet) -> str:
    """What the paper is called."""
    text = translate("Review", "{business}, {review}")
    return text.format(business=sheet.business.name, review=name(sheet))


def file_name(business: str, review: str) -> str:
    """What its file is called, with nothing that a file's name may not hold."""
    text = translate("Review", "{business} {review}").format(business=business, review=review)
    kept = "".join(c if c.isalnum() or c in " -_." else "-" for c in text).strip(" .")
    return f"{kept}.pdf"


def is_shown(each: WordSaid) -> bool:
    """The decision stands below the words, and ticks of leaving stand in a list of their own."""
    if each.page is ReviewPage.PLATFORMS:
        return each.word is not ReviewWord.DONE
    return each.page is not ReviewPage.DECIDE or each.subject.startswith("why:")


def said(each: WordSaid) -> tuple[str, str]:
    """A word, and what was said to it; what the app keeps for itself is said in words."""
    kind = each.subject.partition(":")[0]
    if each.page is ReviewPage.PLATFORMS and each.subject.startswith(LIVES):
        return _lives(each.word), ""
    if each.page is ReviewPage.PEOPLE and each.subject == THINNER and each.text.isdecimal():
        return translate("Review", "thinner calendar"), review_people.wished(int(each.text))
    if each.page is ReviewPage.ACCOUNTS:
        return _account(each)
    told = _of_people().get(kind) if each.page in {ReviewPage.CAME, ReviewPage.PEOPLE} else None
    return told or word(each.word), each.text


def _lives(value: ReviewWord) -> str:
    if value is ReviewWord.KEEP:
        return translate("Review", "our people are there")
    return translate("Review", "our people are not there")


def _account(each: WordSaid) -> tuple[str, str]:
    if each.subject == RESTORED:
        return translate("Review", "a backup was opened for real"), ""
    return translate("Review", "seen to"), each.text


def _of_people() -> dict[str, str]:
    return {
        SALES: translate("Review", "talk with who sells"),
        "growth": translate("Review", "growth talk held"),
        Talk.PRESENTED.value: translate("Review", "shows"),
        Talk.BRIEFED.value: translate("Review", "thought out"),
        Talk.WANTS.value: translate("Review", "wants next"),
    }


def word(value: ReviewWord) -> str:
    """A word on its own."""
    return {
        ReviewWord.KEEP: translate("Review", "keep"),
        ReviewWord.CHANGE: translate("Review", "change"),
        ReviewWord.PAUSE: translate("Review", "pause"),
        ReviewWord.STAY: translate("Review", "stay"),
        ReviewWord.TRY: translate("Review", "try"),
        ReviewWord.LEAVE: translate("Review", "leave"),
        ReviewWord.DROP: translate("Review", "drop"),
        ReviewWord.ADD: translate("Review", "add"),
        ReviewWord.DONE: translate("Review", "done"),
        ReviewWord.NOTE: translate("Review", "noted"),
    }[value]


def posts(sheet: RecordSheet) -> str:
    """How many posts were planned and posted."""
    text = translate("Review", "{posted} of {planned} posts went out.")
    return text.format(
        posted=formats.number(sheet.posts_posted), planned=formats.number(sheet.posts_planned)
    )


def hours(sheet: RecordSheet) -> str:
    """Planned and real hours."""
    text = translate("Review", "{real} of work, {planned} were planned.")
    return text.format(
        real=formats.minutes(sheet.minutes_real), planned=formats.minutes(sheet.minutes_planned)
    )


def money(sheet: RecordSheet) -> str:
    """Cost and return with its evidence."""
    currency = sheet.currency
    cost = returns.amount(sheet.cost, currency)
    if not sheet.back.high:
        text = translate("Review", "Cost {cost}; nothing that came back can be told yet.")
        return text.format(cost=cost)
    back = returns.amount_range(sheet.back, currency)
    if sheet.ratio is None:
        text = translate("Review", "Cost {cost}, brought back {back}: {shares}.")
        return text.format(cost=cost, back=back, shares=returns.shares_there(sheet.shares))
    text = translate("Review", "Cost {cost}, brought back {back}, {each} for each {one}: {shares}.")
    return text.format(
        cost=cost,
        back=back,
        each=returns.ratio_range(sheet.ratio, currency),
        one=formats.symbol(currency) + formats.number(1),
        shares=returns.shares_there(sheet.shares),
    )


def decision(value: Decision) -> str:
    """What was decided."""
    if value.choice is Choice.STAY_OFF and value.until is not None:
        text = translate("Review", "A pause until {day}. Kept alive meanwhile:")
        return text.format(day=formats.day_year(value.until))
    return {
        Choice.CONTINUE: translate("Review", "It goes on as it is."),
        Choice.CHANGE: translate("Review", "It goes on with changes."),
    }.get(value.choice, decide.choice(value.choice))


def decision_brief(value: Decision) -> str:
    """The same in a line of the reviews that were held."""
    if value.choice is Choice.STAY_OFF and value.until is not None:
        text = translate("Review", "a pause until {day}")
        return text.format(day=formats.day_year(value.until))
    return decide.choice(value.choice)


def decided(sheet: RecordSheet) -> tuple[str, ...]:
    """The decision, then its reason, what is kept alive, and what comes of it."""
    value = sheet.decision
    if value is None:
        return (translate("Review", "Not decided yet."),)
    said = [decision(value), *(decide.alive(each) for each in value.alive)]
    if value.reason:
        said.append(translate("Review", "Why: {reason}").format(reason=value.reason))
    if value.would_change:
        text = translate("Review", "What would change it: {what}")
        said.append(text.format(what=value.would_change))
    return (*said, *what_comes(sheet))


def what_comes(sheet: RecordSheet) -> tuple[str, ...]:
    """The forecasts beside one another, the next weeks, and when it is looked at again."""
    said = []
    before, after = sheet.before, sheet.after
    if sheet.goals and (before or after):
        units = names.counted(sheet.goals[0].goal.counted)
        old, new = (assessment.whole_range(f) if f else "–" for f in (before, after))
        text = translate("Review", "Expected: {new} extra {units}, after {old} the quarter before.")
        if after is None:
            text = translate("Review", "Expected of the quarter that ended: {old} extra {units}.")
        said.append(text.format(new=new, old=old, units=units))
    if sheet.next_first is not None and sheet.next_posts:
        text = translate(
            "Review", "The next weeks begin on {day}: %n post(s)", "", sheet.next_posts
        )
        said.append(text.format(day=formats.day_year(sheet.next_first)))
    if sheet.next_day is not None:
        text = translate("Review", "Looked at again on {day}.")
        said.append(text.format(day=formats.day_year(sheet.next_day)))
    return tuple(said)
