"""Reminders in words: their titles, what stands below, the summary of several, the calendar's."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.plan import DutyKind
from smbsocial.domain.reminders import Due, Kind, Snooze
from smbsocial.ui.text import formats, names
from smbsocial.usecases.reminding.calendar import CalendarWords

translate = QCoreApplication.translate

MOST_TITLES = 3
"""Titles that a summary names."""
_TARGETS = {
    Kind.REVIEW: "review",
    Kind.REASSESS: "rest",
    Kind.WEEK: "week",
    Kind.POST: "week",
    Kind.MISSED: "week",
    Kind.APPROVAL: "calendar",
    Kind.ROTATION: "accounts",
    Kind.DRILL: "accounts",
    Kind.RULE: "decisions",
    Kind.SALES: "week",
    Kind.GROWTH: "people",
    Kind.BACKUP: "backup",
}


def kind(value: Kind) -> str:
    """What a kind of reminder is called, for its switch."""
    return {
        Kind.REVIEW: translate("Reminders", "Quarterly review"),
        Kind.REASSESS: translate("Reminders", "The day to look at social media again"),
        Kind.WEEK: translate("Reminders", "The week begins"),
        Kind.POST: translate("Reminders", "A post's time has come"),
        Kind.MISSED: translate("Reminders", "Work of past days that is open"),
        Kind.APPROVAL: translate("Reminders", "Posts that wait for approval"),
        Kind.ROTATION: translate("Reminders", "Passwords to change"),
        Kind.DRILL: translate("Reminders", "Proving that you get into every account"),
        Kind.RULE: translate("Reminders", "Rules that say when to stop"),
        Kind.SALES: translate("Reminders", "Sales check-in"),
        Kind.GROWTH: translate("Reminders", "Talk with the person who posts"),
        Kind.BACKUP: translate("Reminders", "Old backup"),
    }[value]


def snooze(value: Snooze) -> str:
    """How long a reminder waits, as a choice says it."""
    return {
        Snooze.HOUR: translate("Reminders", "In an hour"),
        Snooze.TOMORROW: translate("Reminders", "Tomorrow"),
        Snooze.NEXT_WEEK: translate("Reminders", "Next week"),
    }[value]


def target(due: Due) -> str:
    """The screen that a click on it opens."""
    return _TARGETS[due.kind]


def title(due: Due) -> str:
    """What fell due, in one line without a full stop."""
    return _TITLES[due.kind](due)


def body(due: Due) -> str:
    """What stands below the title: a sentence or two."""
    return _BODIES[due.kind](due)


def summary(dues: Sequence[Due], *, were_off: bool = False) -> tuple[str, str]:
    """Title and text of one notification for several; of one it is that one's own.

    `were_off`: they came due while the computer was off.
    """
    if len(dues) == 1:
        return title(dues[0]), body(dues[0])
    count = len(dues)
    if were_off:
        head = translate("Reminders", "%n thing(s) came due while the computer was off", "", count)
    else:
        head = translate("Reminders", "%n thing(s) are due", "", count)
    lines = [title(due) for due in dues[:MOST_TITLES]]
    if count > MOST_TITLES:
        lines.append(translate("Reminders", "and %n more", "", count - MOST_TITLES))
    return head, "\n".join(lines)


def calendar_words(business: str) -> CalendarWords:
    """The words of the events in the owner's own calendar."""
    return CalendarWords(
        review=translate("Reminders", "Quarterly review: {business}").format(business=business),
        review_text=translate(
            "Reminders",
            "One hour with smbsocial: what came, what it cost, what goes on."
            " The program says which day counts if the plan has changed since.",
        ),
        week=translate("Reminders", "Start of the week: {business}").format(business=business),
        week_text=translate("Reminders", "See in smbsocial what this week asks for."),
    )


def _review_title(due: Due) -> str:
    if due.facts["started"]:
        return translate("Reminders", "The quarterly review is open")
    return translate("Reminders", "Time for the quarterly review")


def _review(due: Due) -> str:
    last = formats.day_plain(due.facts["last"])
    if due.facts["started"]:
        return translate("Reminders", "Go on where it was left. The plan ends on {day}.").format(
            day=last
        )
    return translate("Reminders", "One hour, filled in beforehand. The plan ends on {day}.").format(
        day=last
    )


def _reassess(due: Due) -> str:
    change = due.facts["would_change"]
    day = formats.day_year(due.facts["until"])
    if not change:
        text = translate("Reminders", "You wanted to stay off until {day}.")
        return text.format(day=day)
    text = translate(
        "Reminders", "You wanted to stay off until {day}. What would change it: {what}"
    )
    return text.format(day=day, what=change)


def _week_title(due: Due) -> str:
    if "alive" in due.facts:
        return translate("Reminders", "A new week: what you keep up")
    return translate("Reminders", "A new week begins")


def _week(due: Due) -> str:
    if "alive" in due.facts:
        kinds = [names.duty(DutyKind(value)) for value in due.facts["alive"]]
        return "\n".join(kinds)
    tasks = translate("Reminders", "%n task(s)", "", due.facts["tasks"])
    minutes = formats.minutes(due.facts["minutes"])
    return translate("Reminders", "{tasks}, {minutes} in all").format(tasks=tasks, minutes=minutes)


def _post(due: Due) -> str:
    facts = due.facts
    text = translate("Reminders", "{platform}, {time}, {person}")
    return text.format(
        platform=facts["platform"], time=formats.clock(facts["at"]), person=facts["person"]
    )


def _missed(due: Due) -> str:
    tasks = translate("Reminders", "%n task(s)", "", due.facts["count"])
    minutes = formats.minutes(due.facts["minutes"])
    text = translate("Reminders", "{tasks}, {minutes}. Do it, move it, or let it go.")
    return text.format(tasks=tasks, minutes=minutes)


def _approval(due: Due) -> str:
    first = formats.day_long(due.facts["first"])
    text = translate("Reminders", "The first one, “{title}”, is planned for {day}.")
    return text.format(title=due.facts["title"], day=first)


def _account(due: Due) -> str:
    name, handle = due.facts["account"], due.facts["handle"]
    if not handle:
        return str(name)
    return translate("Reminders", "{account} ({handle})").format(account=name, handle=handle)


def _rule(due: Due) -> str:
    text = translate("Reminders", "You wrote: pause it if {kpi} is under {count} by {day}.")
    return text.format(
        kpi=due.facts["kpi"],
        count=formats.number(due.facts["under"]),
        day=formats.day_year(due.facts["by"]),
    )


def _rule_title(due: Due) -> str:
    subject = due.facts["subject"]
    if not subject:
        return translate("Reminders", "A rule's day has come")
    return translate("Reminders", "{name}: the day of your rule has come").format(name=subject)


def _backup(due: Due) -> str:
    last = due.facts["last"]
    if last is None:
        return translate("Reminders", "No backup was made yet. What the vault keeps has no copy.")
    text = translate("Reminders", "The last backup is of {day}.")
    return text.format(day=formats.day_year(last))


_TITLES: dict[Kind, Callable[[Due], str]] = {
    Kind.REVIEW: _review_title,
    Kind.REASSESS: lambda _: translate("Reminders", "Time to look at social media again"),
    Kind.WEEK: _week_title,
    Kind.POST: lambda due: translate("Reminders", "Time to post: “{title}”").format(
        title=due.facts["title"]
    ),
    Kind.MISSED: lambda _: translate("Reminders", "Work of past days is still open"),
    Kind.APPROVAL: lambda due: translate(
        "Reminders", "%n post(s) wait for approval", "", due.facts["count"]
    ),
    Kind.ROTATION: lambda _: translate("Reminders", "A password is due to be changed"),
    Kind.DRILL: lambda _: translate("Reminders", "Prove that you get into every account"),
    Kind.RULE: _rule_title,
    Kind.SALES: lambda _: translate("Reminders", "Sales check-in"),
    Kind.GROWTH: lambda due: translate("Reminders", "A talk with {person}").format(
        person=due.facts["person"]
    ),
    Kind.BACKUP: lambda _: translate("Reminders", "The backup is too old"),
}
_BODIES: dict[Kind, Callable[[Due], str]] = {
    Kind.REVIEW: _review,
    Kind.REASSESS: _reassess,
    Kind.WEEK: _week,
    Kind.POST: _post,
    Kind.MISSED: _missed,
    Kind.APPROVAL: _approval,
    Kind.ROTATION: _account,
    Kind.DRILL: lambda _: translate("Reminders", "A few minutes for each account, once a quarter."),
    Kind.RULE: _rule,
    Kind.SALES: lambda _: translate("Reminders", "Ten minutes with those who sell."),
    Kind.GROWTH: lambda _: translate(
        "Reminders", "What they presented, what they briefed others on, what they want next."
    ),
    Kind.BACKUP: _backup,
}
