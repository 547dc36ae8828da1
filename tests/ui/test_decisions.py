"""Decisions: the log, a new one with its rule, rules whose day has come, and the file of it."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import results_cafe
from house import SetClock
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import KpiId
from smbsocial.domain.turns import Of, StopRule, Turn, Word
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.deciding.forms import AnswerForm, Later, WordForm
from smbsocial.ui.results.deciding.section import DecisionsSection, DecisionTable
from smbsocial.ui.results.held_up import HeldUp
from smbsocial.ui.results.rooms import DECISIONS, ResultsRooms
from smbsocial.ui.widgets.fields import Choice, DayEdit
from smbsocial.usecases.deciding.saying import About
from smbsocial.usecases.ports import Ports

PLAN_MADE = datetime(2027, 1, 13, 9, 30, tzinfo=UTC)
LONG = "Nobody answers, and the one who did asked for something that we do not have. " * 4


@pytest.fixture
def section(bridge: Bridge, store: SqliteStore, ports: Ports, qtbot: QtBot) -> DecisionsSection:
    """The section on Tuesday 9 March 2027, with three decisions and two rules, of which one is
    due."""
    results_cafe.fill(store)
    assert isinstance(ports.clock, SetClock)
    ports.clock.instant = results_cafe.LATER
    with store.transaction() as tx:
        for n, (key, word, why) in enumerate(
            (("p1", Word.START, ""), ("p4", Word.CHANGE, LONG), ("p2", Word.PAUSE, "=2+3"))
        ):
            day = date(2027, 2, 1) + timedelta(days=n)
            made = PLAN_MADE + timedelta(days=20 + n)
            tx.put(Turn(f"t{n}", day, Of.PILLAR, key, word, why, made))
        tx.put(rule("due", "p4", 200, date(2027, 3, 8)))
        tx.put(rule("coming", "p1", 100, date(2027, 4, 5)))
    return shown(bridge, qtbot)


def rule(id: str, pillar: str, under: int, by: date) -> StopRule:
    return StopRule(id, Of.PILLAR, pillar, KpiId("profile"), under, by, date(2027, 2, 1))


def shown(bridge: Bridge, qtbot: QtBot) -> DecisionsSection:
    rooms = ResultsRooms(bridge)
    qtbot.addWidget(rooms.page)
    made = rooms.page.show_section(DECISIONS)
    assert isinstance(made, DecisionsSection)
    rooms.page.resize(1040, 820)
    with qtbot.waitExposed(rooms.page):
        rooms.page.show()
    rooms.page.activateWindow()
    bridge.changed.connect(lambda _changed: rooms.page.refresh())
    rooms.page.refresh()
    made.rooms = rooms  # type: ignore[attr-defined]
    return made


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def log(section: DecisionsSection) -> list[tuple[str, ...]]:
    return [line.cells for line in section.findChild(DecisionTable).lines]


def press(widget: QWidget, name: str, qtbot: QtBot) -> None:
    found = widget.findChild(QPushButton, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def form_of(section: DecisionsSection, kind: type) -> WordForm | AnswerForm:
    (form,) = (each for each in section.findChildren(kind) if each.isVisible())
    return form


def confirm(form: WordForm | AnswerForm, qtbot: QtBot) -> None:
    press(form, "confirm", qtbot)


def test_the_log_tells_day_word_and_reason_the_newest_first(section: DecisionsSection) -> None:
    assert log(section) == [
        ("3 February 2027", "Lunch of the day: paused", "=2+3"),
        ("2 February 2027", "Ask us: changed", LONG),
        ("1 February 2027", "Behind the counter: started", ""),
        ("13 January 2027", "Go: social media is worth the work", ""),
    ]


def test_a_long_reason_is_read_whole_and_the_page_scrolls(section: DecisionsSection) -> None:
    table = section.findChild(DecisionTable)
    heights = [table.rowHeight(n) for n in range(4)]
    assert heights[1] > 2 * heights[0]
    assert table.verticalScrollBar().maximum() == 0
    assert table.height() >= sum(heights)


def test_rules_tell_their_state_and_the_due_one_is_held_up_first(
    section: DecisionsSection,
) -> None:
    held = section.findChild(HeldUp)
    assert held.isVisible()
    assert held.mapTo(section.paper, held.rect().topLeft()).y() == 0
    assert "Pause Ask us if “Profile visits” is under 200 by 8 March 2027." in said(held)
    words = said(section.findChild(QWidget, "rules_card"))
    assert "8 March" not in words, "it is told once"
    assert "Pause Behind the counter if “Profile visits” is under 100 by 5 April 2027." in words
    assert "reached: 148 on 7 Mar" in words


def test_a_start_with_its_rule_is_one_step(
    section: DecisionsSection, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    before = store.all(Turn), store.all(StopRule)
    press(section, "new_decision", qtbot)
    form = form_of(section, WordForm)
    about = form.findChild(Choice, "subject")
    assert about.value().name == "Behind the counter"
    assert form.findChild(Choice, "word").value() is Word.KEEP, "it was started before"
    lunch = next(at for at, o in enumerate(options(about)) if o.name == "Lunch of the day")
    about.setCurrentIndex(lunch)
    about.activated.emit(lunch)
    assert form.findChild(Choice, "word").value() is Word.PAUSE, "the newest word"
    facebook = next(n for n, o in enumerate(options(about)) if o.name.startswith("Facebook"))
    about.setCurrentIndex(facebook)
    about.activated.emit(facebook)
    assert form.findChild(Choice, "word").value() is Word.START
    assert not form.findChild(Choice, "kpi").isVisible()
    form.findChild(QCheckBox, "ruled").click()
    confirm(form, qtbot)
    assert form.isVisible(), "a rule has its number"
    assert "profile" not in said(form.findChild(QWidget, "reason_field"))
    form.findChild(QLineEdit, "under").setText("30")
    form.findChild(DayEdit, "by").show_value(date(2027, 5, 1))
    confirm(form, qtbot)
    (turn,) = set(store.all(Turn)) - set(before[0])
    assert (turn.of, turn.subject, turn.word) == (Of.PLATFORM, "facebook_page", Word.START)
    (written,) = set(store.all(StopRule)) - set(before[1])
    assert (written.subject, written.under, written.by) == ("facebook_page", 30, date(2027, 5, 1))
    assert written.kpi == KpiId("visits"), "the main KPI"
    assert log(section)[0] == ("9 March 2027", "Facebook Page: started", "")
    bridge.undo_action.trigger()
    assert (store.all(Turn), store.all(StopRule)) == before


def options(choice: Choice[About]) -> list[About]:
    return list(choice._values)


def test_what_rests_has_no_rule_and_needs_its_reason(
    section: DecisionsSection, store: SqliteStore, qtbot: QtBot
) -> None:
    press(section, "new_decision", qtbot)
    form = form_of(section, WordForm)
    form.findChild(QCheckBox, "ruled").click()
    form.findChild(QLineEdit, "under").setText("30")
    form.findChild(Choice, "word").choose(Word.STOP)
    assert not form.findChild(QCheckBox, "ruled").isVisible()
    assert not form.findChild(QLineEdit, "under").isVisible()
    confirm(form, qtbot)
    assert form.isVisible()
    assert len(store.all(Turn)) == 3
    form.findChild(QLineEdit, "reason").setText("Nobody is there")
    confirm(form, qtbot)
    assert len(store.all(Turn)) == 4
    assert len(store.all(StopRule)) == 2, "no rule for what has ended"


def test_a_rule_in_the_past_is_refused_at_its_day(
    section: DecisionsSection, store: SqliteStore, qtbot: QtBot
) -> None:
    press(section, "new_decision", qtbot)
    form = form_of(section, WordForm)
    form.findChild(QCheckBox, "ruled").click()
    form.findChild(QLineEdit, "under").setText("30")
    form.findChild(DayEdit, "by").show_value(date(2027, 3, 9))
    confirm(form, qtbot)
    assert form.findChild(QWidget, "by_field").error  # type: ignore[attr-defined]
    assert len(store.all(Turn)) == 3, "the word went back with its rule"


@pytest.mark.parametrize(
    ("word", "reason", "turned"),
    [(Word.PAUSE, "Nobody asks", Word.PAUSE), (Word.KEEP, "It is new", Word.KEEP)],
)
def test_a_rule_that_is_held_up_is_answered(
    section: DecisionsSection, store: SqliteStore, qtbot: QtBot,
    word: Word, reason: str, turned: Word,
) -> None:  # fmt: skip
    press(section, "answer-due", qtbot)
    form = form_of(section, AnswerForm)
    assert form.findChild(Choice, "word").value() is Word.PAUSE, "it is under its limit"
    form.findChild(Choice, "word").choose(word)
    confirm(form, qtbot)
    assert form.isVisible(), "to go on needs its reason too"
    form.findChild(QLineEdit, "reason").setText(reason)
    confirm(form, qtbot)
    newest = max(store.all(Turn), key=lambda turn: turn.made_at)
    assert (newest.subject, newest.word, newest.reason) == ("p4", turned, reason)
    answered = store.get(StopRule, "due")
    assert answered is not None
    assert answered.answered_on == date(2027, 3, 9)
    assert not section.findChild(HeldUp).isVisible()


def test_a_rule_that_is_held_up_gets_another_day(
    section: DecisionsSection, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    press(section, "answer-due", qtbot)
    form = form_of(section, AnswerForm)
    assert not form.findChild(DayEdit, "by").isVisible()
    form.findChild(Choice, "word").choose(Later.LATER)
    assert not form.findChild(QLineEdit, "reason").isVisible()
    form.findChild(DayEdit, "by").show_value(date(2027, 3, 1))
    confirm(form, qtbot)
    assert form.findChild(QWidget, "by_field").error, "that day has gone by"  # type: ignore[attr-defined]
    form.findChild(DayEdit, "by").show_value(date(2027, 4, 30))
    confirm(form, qtbot)
    moved = store.get(StopRule, "due")
    assert moved is not None
    assert (moved.by, moved.answered_on, moved.under) == (date(2027, 4, 30), None, 200)
    assert len(store.all(Turn)) == 3, "nothing was decided"
    assert not section.findChild(HeldUp).isVisible()
    bridge.undo_action.trigger()
    assert section.findChild(HeldUp).isVisible()


def test_a_rule_is_removed_and_comes_back(
    section: DecisionsSection, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.told):
        press(section, "remove-rule-coming", qtbot)
    assert store.get(StopRule, "coming") is None
    bridge.undo_action.trigger()
    assert store.get(StopRule, "coming") is not None


def test_without_decisions_it_says_what_will_stand_here(
    empty_bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    from corner_cafe import cafe

    from smbsocial.domain.plan import Decision

    with store.transaction() as tx:
        for row in cafe():
            if not isinstance(row, Decision):
                tx.put(row)
    section = shown(empty_bridge, qtbot)
    assert section.findChild(QLabel, "no_decisions").isVisible()
    assert section.findChild(QLabel, "no_rules").isVisible()
    assert not section.findChild(DecisionTable).isVisible()
    assert not section.findChild(QPushButton, "export_decisions").isEnabled()
    press(section, "new_decision", qtbot)
    form = form_of(section, WordForm)
    assert not form.findChild(QCheckBox, "ruled").isVisible(), "there is no KPI to go by"
    confirm(form, qtbot)
    assert log(section)[0][1] == "Behind the counter: kept as it is"


def test_the_log_is_written_as_a_table(
    section: DecisionsSection, bridge: Bridge, tmp_path: Path, qtbot: QtBot
) -> None:
    press(section, "export_decisions", qtbot)
    (dialog,) = section.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("decisions-2027-03-09.csv")
    target = tmp_path / "decisions.csv"
    with qtbot.waitSignal(bridge.told) as told:
        dialog.fileSelected.emit(str(target))
    dialog.reject()
    assert str(target) in told.args[0]
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert rows[1][:4] == ["2027-02-03", "Lunch of the day", "Lunch of the day: paused", "'=2+3"]
    assert len(rows) == 5
    refused: list[ExpectedError] = []
    bridge.failed.connect(refused.append)
    section.export(tmp_path / "gone" / "decisions.csv")
    assert len(refused) == 1


def test_by_keyboard_alone(section: DecisionsSection, store: SqliteStore, qtbot: QtBot) -> None:
    section.setFocus(Qt.FocusReason.TabFocusReason)
    new = section.findChild(QPushButton, "new_decision")
    assert new.hasFocus()
    qtbot.keyClick(new, Qt.Key.Key_Space)
    form = form_of(section, WordForm)
    qtbot.waitUntil(lambda: form.focusWidget() is not None)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(store.all(Turn)) == 4)
    table = section.findChild(DecisionTable)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    spoken = QAccessible.queryAccessibleInterface(table)
    assert spoken.text(QAccessible.Text.Name) == "Decisions, the newest first"
    for each in section.findChildren(QPushButton):
        assert each.accessibleName() or each.text()
    rules = section.findChild(QPushButton, "remove-rule-coming")
    assert "Behind the counter" in rules.accessibleName()


def test_the_page_follows_the_keyboard_through_the_log(
    section: DecisionsSection, store: SqliteStore, qtbot: QtBot
) -> None:
    with store.transaction() as tx:
        for n in range(60):
            made = PLAN_MADE + timedelta(days=30, minutes=n)
            tx.put(Turn(f"m{n}", date(2027, 2, 20), Of.PILLAR, "p3", Word.KEEP, "", made))
    section.refresh()
    table = section.findChild(DecisionTable)
    table.setFocus()
    qtbot.waitUntil(lambda: section.verticalScrollBar().maximum() > 0)
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    bottom = table.visualRect(table.currentIndex()).bottom()
    at = table.viewport().mapTo(section.viewport(), table.rect().topLeft()).y() + bottom
    assert table.currentIndex().row() == 63
    assert 0 < at <= section.viewport().height()


def test_a_rule_that_is_due_stands_in_the_week_too(
    section: DecisionsSection, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    from smbsocial.ui.week.page import WeekPage

    page = WeekPage(bridge)
    qtbot.addWidget(page)
    page.refresh()
    held = page.findChildren(QWidget, "rule_due")
    assert len(held) == 1
    (words,) = held[0].findChildren(QLabel)
    page.resize(1040, 820)
    with qtbot.waitExposed(page):
        page.show()
    assert words.width() > held[0].width() * 2 // 3, "it takes all the room beside its button"
    assert words.text() == (
        "You wrote: Pause Ask us if “Profile visits” is under 200 by 8 March 2027. It was 148 on"
        " 7 March."
    )
    with qtbot.waitSignal(page.rules_wanted):
        press(page, "decide_rule", qtbot)
    page.show_day(date(2027, 2, 1))
    assert not page.findChildren(QWidget, "rule_due"), "it is about today"
    with store.transaction() as tx:
        tx.remove(StopRule, "due")
    page.show_day(None)
    assert not page.findChildren(QWidget, "rule_due")


def test_who_comes_to_decide_begins_at_the_rule_whose_day_has_come(
    bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    results_cafe.fill(store)
    with store.transaction() as tx:
        tx.put(rule("due", "p4", 200, date(2027, 1, 8)))
    rooms = ResultsRooms(bridge)
    qtbot.addWidget(rooms.page)
    with qtbot.waitExposed(rooms.page):
        rooms.page.show()
    rooms.page.activateWindow()
    rooms.page.refresh()
    rooms.go(DECISIONS)
    qtbot.waitUntil(lambda: focused_name(rooms.page) == "answer-due")

    seen = {walk(rooms.page, key, qtbot) for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)}
    stops = ["section-decisions", "answer-due", "export_decisions"]
    stops += ["new_decision", "decision_log"]
    for order in seen:
        assert [name for name in order if name.startswith("section-")] == ["section-decisions"]
        assert set(stops) <= set(order), order
    onward = walk(rooms.page, Qt.Key.Key_Tab, qtbot)
    start = onward.index("section-decisions")
    assert [*onward[start:], *onward[:start]][: len(stops)] == stops


def walk(page: QWidget, key: Qt.Key, qtbot: QtBot) -> tuple[str, ...]:
    """Where the keyboard comes to, once around."""
    order: list[str] = []
    while (name := focused_name(page)) not in order:
        order.append(name)
        focused = page.window().focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)
    return tuple(order)


def focused_name(page: QWidget) -> str:
    focused = page.window().focusWidget()
    return focused.objectName() if focused is not None else ""
