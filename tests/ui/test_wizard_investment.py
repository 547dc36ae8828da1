"""The assessment page: sliders redraw, levers apply, figures can be overridden, three exits."""

from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal

import pytest
from house import SetClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from smbsocial.domain.answers import (
    BusinessAnswers,
    FollowersAnswer,
    GoalAnswer,
    GoalsAnswers,
    Learned,
    NumbersAnswers,
    Page,
)
from smbsocial.domain.assessment.values import Verdict
from smbsocial.domain.content import Status
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import WrapButton
from smbsocial.ui.wizard.chain_model import Column
from smbsocial.ui.wizard.investment import InvestmentPage
from smbsocial.ui.wizard.window import Wizard
from smbsocial.usecases import setup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import last_day
from smbsocial.usecases.opening import Place, where_to_open
from smbsocial.usecases.ports import Ports

YOGA = (
    BusinessAnswers(name="Still", industry=IndustryKey("yoga_pilates"), country="IE"),
    GoalsAnswers((GoalAnswer(GoalKey("bookings"), 8, Period.QUARTER, Counted.MEMBERS),)),
    NumbersAnswers(
        average_sale=Money.of(60, "EUR"),
        purchases=8,
        followers=(FollowersAnswer(PlatformKey("instagram"), 900),),
    ),
)


@pytest.fixture
def wizard(empty_bridge: Bridge, qtbot: QtBot) -> Wizard:
    for page in YOGA:
        empty_bridge.do(Action.SAVE_ANSWERS, setup.save_page, page, done=True)
    made = Wizard(empty_bridge)
    qtbot.addWidget(made)
    made.resize(1280, 820)
    made.show()
    made.open_at(Page.INVESTMENT)
    return made


def page_of(wizard: Wizard) -> InvestmentPage:
    page = wizard._pages[Page.INVESTMENT]
    assert isinstance(page, InvestmentPage)
    return page


def press(wizard: Wizard, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(wizard.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def want(wizard: Wizard, bridge: Bridge, target: int) -> None:
    goal = GoalAnswer(GoalKey("bookings"), target, Period.QUARTER, Counted.MEMBERS)
    bridge.do(Action.SAVE_ANSWERS, setup.save_page, GoalsAnswers((goal,)), done=True)


def test_it_says_what_the_assessment_says(wizard: Wizard, empty_bridge: Bridge) -> None:
    answers = empty_bridge.read(setup.read_answers)
    found = setup.assess_answers(answers, empty_bridge.ports)
    assert page_of(wizard).assessment == found
    headline = wizard.findChild(QLabel, "headline").text()
    assert str(found.break_even_per_month) in headline
    assert str(found.target) in wizard.findChild(QLabel, "likely").text()


def test_after_a_quarter_of_posts_it_says_what_the_next_one_brings(
    wizard: Wizard, empty_bridge: Bridge, store: SqliteStore, ports: Ports
) -> None:
    answers = empty_bridge.read(setup.read_answers)
    plan = empty_bridge.do(Action.APPLY_PLAN, setup.take_answers, answers=answers)
    with store.transaction() as tx:
        for post in store.posts(plan.starts, last_day(plan)):
            tx.put(replace(post, status=Status.POSTED))
    assert isinstance(ports.clock, SetClock)
    ports.clock.instant = datetime.combine(last_day(plan), time(10), UTC)
    wizard.open_at(Page.GOALS)
    wizard.open_at(Page.INVESTMENT)
    answers = empty_bridge.read(setup.read_answers)
    anew = setup.assess_answers(answers, ports)
    brief = setup.brief_going_on(store, ports, answers)
    assert page_of(wizard).assessment == setup.assess_brief(brief, ports) != anew


def test_sliders_redraw_at_once_and_are_kept_after_a_pause(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    before = wizard.findChild(QLabel, "costs").text()
    hours = wizard.findChild(QSlider, "hours")
    hours.setFocus()
    for _ in range(6):
        qtbot.keyClick(hours, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: wizard.findChild(QLabel, "costs").text() != before)
    assert wizard.findChild(QLabel, "hours_value").text() == "4 h 30"

    def kept() -> None:
        assert empty_bridge.read(setup.read_answers).investment.minutes_a_week == 270

    qtbot.waitUntil(kept)
    empty_bridge.undo_action.trigger()
    assert hours.value() == 3


def test_money_and_day_are_answers_too(wizard: Wizard, empty_bridge: Bridge) -> None:
    money = wizard.findChild(QSlider, "money")
    money.setValue(4)
    until = page_of(wizard)._sliders._until
    until.setDate(until.date().addMonths(2))
    assert wizard.flush()
    kept = empty_bridge.read(setup.read_answers).investment
    assert kept.money_a_month == Money.of(20, "EUR")
    assert kept.until == until.value()
    assert kept.minutes_a_week is None


def test_a_lever_does_what_it_says(wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot) -> None:
    want(wizard, empty_bridge, 40)
    found = page_of(wizard).assessment
    assert found is not None
    assert found.verdict is not Verdict.REALISTIC
    assert found.levers
    lever = found.levers[0]
    name = f"lever_{lever.kind.value}"
    qtbot.waitUntil(lambda: wizard.findChild(WrapButton, name) is not None)
    button = wizard.findChild(WrapButton, name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    after = page_of(wizard).assessment
    assert after is not None
    assert after.verdict is Verdict.REALISTIC
    empty_bridge.undo_action.trigger()
    again = page_of(wizard).assessment
    assert again is not None
    assert again.verdict is found.verdict


def row_of(page: InvestmentPage, key: str) -> int:
    page._chain.unfold()
    model = page._chain._model
    rows = (row for row in range(model.rowCount()) if model.line(row).link is not None)
    return next(row for row in rows if model.line(row).link.key == key)  # type: ignore[union-attr]


def open_line(wizard: Wizard, row: int) -> QDialog:
    page_of(wizard)._chain._table.line_wanted.emit(row)
    return page_of(wizard).findChild(QDialog, "override_dialog")


def test_every_figure_can_be_overridden_and_put_back(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    page = page_of(wizard)
    model = page._chain._model
    row = row_of(page, "reach_share")
    usual = model.index(row, Column.TYPICAL).data()
    dialog = open_line(wizard, row)
    for name, text in (("low", "20"), ("typical", "30"), ("high", "40")):
        field = dialog.findChild(QLineEdit, name)
        field.clear()
        qtbot.keyClicks(field, text)
    qtbot.mouseClick(dialog.findChild(QPushButton, "use"), Qt.MouseButton.LeftButton)
    row = row_of(page, "reach_share")
    assert model.index(row, Column.TYPICAL).data() == "30 %"
    assert model.index(row, Column.WHOSE).data() == "you said"
    (own,) = empty_bridge.read(setup.read_answers).investment.overrides
    assert (own.range.low, own.range.high) == (Decimal(20), Decimal(40))
    dialog.deleteLater()
    qtbot.waitUntil(lambda: page.findChild(QDialog, "override_dialog") is not dialog)
    dialog = open_line(wizard, row)
    qtbot.mouseClick(dialog.findChild(QPushButton, "reset"), Qt.MouseButton.LeftButton)
    assert model.index(row_of(page, "reach_share"), Column.TYPICAL).data() == usual
    assert not empty_bridge.read(setup.read_answers).investment.overrides


@pytest.mark.parametrize(("low", "wrong"), [("50", "low"), ("no", "low")])
def test_an_impossible_figure_stands_at_its_field(
    wizard: Wizard, qtbot: QtBot, low: str, wrong: str
) -> None:
    dialog = open_line(wizard, row_of(page_of(wizard), "reach_share"))
    for name, text in (("low", low), ("typical", "30"), ("high", "40")):
        dialog.findChild(QLineEdit, name).setText(text)
    qtbot.mouseClick(dialog.findChild(QPushButton, "use"), Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert {name for name, field in dialog._fields.items() if field.error} == {wrong}
    dialog.reject()


def test_derived_lines_are_not_opened(wizard: Wizard) -> None:
    page = page_of(wizard)
    page._chain._table.line_wanted.emit(row_of(page, "reach"))
    assert page.findChild(QDialog, "override_dialog") is None


def test_what_was_learned_stands_in_its_line_and_is_kept(
    wizard: Wizard, empty_bridge: Bridge
) -> None:
    own = Range(Decimal(9), Decimal(11), Decimal(12))
    learned = (Learned("reactions", own, weeks=17, own_percent=93),)
    before = empty_bridge.read(setup.read_answers).investment
    put = replace(before, learned=learned, learned_for=GoalKey("bookings"))
    empty_bridge.do(Action.SAVE_ANSWERS, setup.save_page, put, done=True)
    page = page_of(wizard)
    model = page._chain._model
    row = row_of(page, "reactions")
    assert model.index(row, Column.TYPICAL).data() == "11 %"
    said = model.index(row, Column.WHOSE).data()
    assert "17" in said
    assert "93 %" in said
    wizard.findChild(QSlider, "money").setValue(4)
    assert wizard.flush()
    kept = empty_bridge.read(setup.read_answers).investment
    assert kept.money_a_month is not None
    assert (kept.learned, kept.learned_for) == (learned, GoalKey("bookings"))


def test_every_figure_says_where_it_comes_from(wizard: Wizard) -> None:
    page_of(wizard)._chain.unfold()
    model = page_of(wizard)._chain._model
    for row in range(model.rowCount()):
        if model.line(row).link is not None:
            assert model.index(row, Column.WHOSE).data(), row


def test_the_chain_shows_what_tells_first_and_the_rest_unfolds(
    wizard: Wizard, qtbot: QtBot
) -> None:
    page = page_of(wizard)
    model = page._chain._model
    short = model.rowCount()
    fold = page.findChild(QPushButton, "all_figures")
    fold.click()
    assert model.rowCount() > short
    fold.click()
    assert model.rowCount() == short
    heads = [model.line(row) for row in range(short) if model.line(row).link is None]
    parts = [head.share.percent for head in heads if head.share]
    assert parts == sorted(parts, reverse=True)


def test_the_chart_has_its_numbers(wizard: Wizard, qtbot: QtBot) -> None:
    page = page_of(wizard)
    assert page.assessment is not None
    assert page._chart.view.isVisible()
    press(wizard, "as_table", qtbot)
    table = page._chart.table
    assert table.isVisible()
    assert table.rowCount() == len(page.assessment.curve)
    assert table.item(0, 1).text() == formats.figure(page.assessment.curve[0].range.typical)
    heads = [table.horizontalHeaderItem(n).text() for n in range(table.columnCount())]
    assert heads == ["Day", "typical", "likely range"]


def test_change_the_goal_goes_back_to_it(wizard: Wizard, qtbot: QtBot) -> None:
    press(wizard, "change_goal", qtbot)
    assert wizard.page is Page.GOALS


def test_staying_off_keeps_the_reason(wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot) -> None:
    press(wizard, "stay_off", qtbot)
    dialog = wizard.findChild(QDialog, "stay_off_dialog")
    reason = dialog.findChild(QLineEdit, "reason")
    assert reason.text()
    assert dialog.findChild(QLineEdit, "would_change").text()
    reason.setText("Building works until spring")
    with qtbot.waitSignal(wizard.stay_off_done):
        qtbot.mouseClick(dialog.findChild(QPushButton, "agree"), Qt.MouseButton.LeftButton)
    assert empty_bridge.read(where_to_open).place is Place.REST
    sheet = empty_bridge.read(setup.rest_sheet)
    assert sheet.decision.reason == "Building works until spring"
    assert sheet.decision.until is not None
    empty_bridge.undo_action.trigger()
    assert empty_bridge.read(where_to_open).place is Place.WIZARD


def test_going_back_to_the_figures_decides_nothing(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    press(wizard, "stay_off", qtbot)
    dialog = wizard.findChild(QDialog, "stay_off_dialog")
    with qtbot.assertNotEmitted(wizard.stay_off_done):
        qtbot.mouseClick(dialog.findChild(QPushButton, "keep"), Qt.MouseButton.LeftButton)
    assert empty_bridge.read(where_to_open).place is Place.WIZARD
