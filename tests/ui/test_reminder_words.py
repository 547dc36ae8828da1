"""Every kind of reminder has its words and its screen; several are said in one."""

from datetime import date, time

import pytest
from PySide6.QtWidgets import QApplication

from smbsocial.domain.days import Slot
from smbsocial.domain.reminders import Due, Kind, Snooze
from smbsocial.ui.text import reminders

DAY = date(2027, 4, 5)
POST = {"title": "Kürbis", "platform": "Instagram", "person": "Maya", "at": time(20, 30)}
FACTS: list[tuple[Kind, dict[str, object], str, str]] = [
    (Kind.REVIEW, {"last": DAY, "started": False}, "quarterly review", "5 April"),
    (Kind.REVIEW, {"last": DAY, "started": True}, "is open", "Go on"),
    (Kind.REASSESS, {"until": DAY, "would_change": "help"}, "social media", "help"),
    (Kind.REASSESS, {"until": DAY, "would_change": ""}, "social media", "5 April 2027."),
    (Kind.WEEK, {"first": DAY, "posts": 3, "tasks": 9, "minutes": 85}, "week", "1 h 25"),
    (Kind.WEEK, {"first": DAY, "alive": ("answer", "listing")}, "keep up", "listing"),
    (Kind.POST, POST, "Kürbis", "Maya"),
    (Kind.MISSED, {"count": 2, "posts": 1, "minutes": 30}, "past days", "30 min"),
    (Kind.APPROVAL, {"count": 2, "first": DAY, "title": "Soup"}, "approval", "Soup"),
    (Kind.ROTATION, {"account": "Instagram", "handle": "@cafe"}, "password", "@cafe"),
    (Kind.ROTATION, {"account": "Till", "handle": ""}, "password", "Till"),
    (Kind.DRILL, {}, "every account", "once a quarter"),
    (Kind.RULE, {"subject": "X", "kpi": "Orders", "under": 5, "by": DAY}, "X: ", "under 5"),
    (Kind.RULE, {"subject": "", "kpi": "Orders", "under": 5, "by": DAY}, "rule", "Orders"),
    (Kind.SALES, {"person": "Maya"}, "check-in", "Ten minutes"),
    (Kind.GROWTH, {"person": "Maya"}, "Maya", "want next"),
    (Kind.BACKUP, {"last": DAY}, "backup", "5 April 2027"),
    (Kind.BACKUP, {"last": None}, "backup", "No backup"),
]


def due(kind: Kind, facts: dict[str, object]) -> Due:
    return Due(kind, "", Slot(DAY, time(11, 30)), facts)


@pytest.mark.parametrize(("kind", "facts", "title", "body"), FACTS)
def test_each_says_what_it_is_about(
    themed: QApplication, kind: Kind, facts: dict[str, object], title: str, body: str
) -> None:
    found = due(kind, facts)
    assert title in reminders.title(found)
    assert body in reminders.body(found)
    assert "{" not in reminders.title(found) + reminders.body(found)
    assert not reminders.title(found).endswith(".")


def test_no_kind_is_left_without_words_or_screen(themed: QApplication) -> None:
    assert {kind for kind, *_ in FACTS} == set(Kind)
    assert len({reminders.kind(kind) for kind in Kind}) == len(Kind)
    assert len({reminders.snooze(wait) for wait in Snooze}) == len(Snooze)
    screens = {reminders.target(due(kind, facts)) for kind, facts, *_ in FACTS}
    assert screens == {
        "week", "review", "rest", "calendar", "accounts", "people", "decisions", "backup"
    }  # fmt: skip


def test_several_are_one_summary(themed: QApplication) -> None:
    dues = [due(kind, facts) for kind, facts, *_ in FACTS[6:11]]
    assert reminders.summary(dues[:1]) == (reminders.title(dues[0]), reminders.body(dues[0]))
    head, text = reminders.summary(dues)
    assert head.startswith("5 ")
    assert "off" not in head
    assert text.splitlines()[0] == reminders.title(dues[0])
    assert len(text.splitlines()) == 4
    assert "2" in text.splitlines()[-1]
    assert len(reminders.summary(dues[:3])[1].splitlines()) == 3
    assert "computer was off" in reminders.summary(dues, were_off=True)[0]


def test_the_calendar_names_the_business(themed: QApplication) -> None:
    words = reminders.calendar_words("Café Grüne Äpfel")
    assert words.review.endswith("Café Grüne Äpfel")
    assert words.week.endswith("Café Grüne Äpfel")
