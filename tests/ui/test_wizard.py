"""The whole wizard on a real store: a name and a trade are enough, and nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from smbsocial.domain.answers import BusinessAnswers, Page, PageRow
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import IndustryKey
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.wizard.window import PAUSE_MS, Wizard
from smbsocial.usecases import plans, setup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.opening import Place, where_to_open

SMALL = (1024, 640)


@pytest.fixture
def failures(empty_bridge: Bridge) -> list[ExpectedError]:
    told: list[ExpectedError] = []
    empty_bridge.failed.connect(told.append)
    return told


@pytest.fixture
def wizard(empty_bridge: Bridge, qtbot: QtBot, failures: list[ExpectedError]) -> Wizard:
    begin(empty_bridge)
    made = Wizard(empty_bridge)
    qtbot.addWidget(made)
    made.resize(*SMALL)
    made.show()
    made.open_at(Page.BUSINESS)
    return made


def begin(bridge: Bridge, name: str = "Corner Café", trade: str = "cafe") -> None:
    answers = BusinessAnswers(name=name, industry=IndustryKey(trade))
    bridge.do(Action.SAVE_ANSWERS, setup.save_page, answers, done=False)


def press(wizard: Wizard, name: str, qtbot: QtBot) -> None:
    button = wizard.findChild(QPushButton, name)
    assert button.isEnabled(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def to(wizard: Wizard, page: Page, qtbot: QtBot) -> None:
    while wizard.page is not page:
        press(wizard, "next", qtbot)


def test_a_name_and_a_trade_are_enough(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot, failures: list[ExpectedError]
) -> None:
    seen = []
    while wizard.page is not None:
        seen.append(wizard.page)
        press(wizard, "next", qtbot)
    assert seen == list(Page)
    assert wizard._preview is not None
    listed = len(wizard._preview.chosen())
    assert listed > 0
    assert empty_bridge.read(where_to_open).place is not Place.WEEK
    with qtbot.waitSignal(wizard.finished):
        press(wizard, "next", qtbot)
    assert empty_bridge.read(where_to_open).place is Place.WEEK
    assert len(empty_bridge.read(plans.quarter)[1]) == listed
    assert not failures


def test_the_plan_is_one_step_of_undo(wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot) -> None:
    while wizard.page is not None:
        press(wizard, "next", qtbot)
    press(wizard, "next", qtbot)
    empty_bridge.undo_action.trigger()
    assert empty_bridge.read(where_to_open).place is Place.WIZARD
    with pytest.raises(ExpectedError):
        empty_bridge.read(plans.quarter)


def test_defaults_stay_unsaid(wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot) -> None:
    """Walking through says nothing: the usual may still follow the trade."""
    while wizard.page is not None:
        press(wizard, "next", qtbot)
    answers = empty_bridge.read(setup.read_answers)
    given = setup.make_brief_from(answers, empty_bridge.ports).given
    assert given <= {"business.name", "business.industry", "business.country"}


def test_it_resumes_where_it_was_left(
    wizard: Wizard, empty_bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    to(wizard, Page.NUMBERS, qtbot)
    margin = wizard.findChild(QLineEdit, "margin_percent")
    margin.setFocus()
    qtbot.keyClicks(margin, "62")
    with qtbot.waitSignal(wizard.left):
        press(wizard, "leave", qtbot)
    opening = empty_bridge.read(where_to_open)
    assert (opening.place, opening.page) == (Place.WIZARD, Page.NUMBERS)
    again = Wizard(Bridge(store, empty_bridge.ports, empty_bridge.resources))
    qtbot.addWidget(again)
    again.show()
    again.open_at(Page.NUMBERS)
    assert again.findChild(QLineEdit, "margin_percent").text() == "62"
    assert again._rail.step(Page.GOALS).isEnabled()
    assert not again._rail.step(Page.INVESTMENT).isEnabled()


def test_what_is_typed_is_kept_after_a_pause(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    to(wizard, Page.NUMBERS, qtbot)
    qtbot.keyClicks(wizard.findChild(QLineEdit, "mailing_list"), "800")

    def kept() -> None:
        assert empty_bridge.read(setup.read_answers).numbers.mailing_list == 800

    qtbot.waitUntil(kept, timeout=PAUSE_MS * 10)


def test_typing_in_one_field_is_one_step(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    to(wizard, Page.NUMBERS, qtbot)
    field = wizard.findChild(QLineEdit, "mailing_list")
    for digit in "800":
        qtbot.keyClicks(field, digit)
        wizard._save()
    empty_bridge.undo_action.trigger()
    assert empty_bridge.read(setup.read_answers).numbers.mailing_list is None
    assert field.text() == ""


def test_closing_keeps_what_was_typed_last(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    to(wizard, Page.NUMBERS, qtbot)
    qtbot.keyClicks(wizard.findChild(QLineEdit, "mailing_list"), "90")
    wizard.hide()
    assert empty_bridge.read(setup.read_answers).numbers.mailing_list == 90


@pytest.mark.parametrize(("text", "understood"), [("140", True), ("many", False), ("-3", True)])
def test_an_impossible_margin_stands_at_its_field(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot, text: str, understood: bool
) -> None:
    to(wizard, Page.NUMBERS, qtbot)
    qtbot.keyClicks(wizard.findChild(QLineEdit, "margin_percent"), text)
    press(wizard, "next", qtbot)
    assert wizard.page is Page.NUMBERS
    page = wizard._pages[Page.NUMBERS]
    wrong = {name for name, field in page.fields.items() if field.error}
    assert wrong == {"margin_percent"}
    assert empty_bridge.read(setup.read_answers).numbers.margin_percent is None
    wizard.findChild(QLineEdit, "margin_percent").clear()
    press(wizard, "next", qtbot)
    assert wizard.page is Page.INVESTMENT


def test_an_empty_name_is_asked_for(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.findChild(QLineEdit, "name").clear()
    press(wizard, "next", qtbot)
    assert wizard.page is Page.BUSINESS
    assert wizard._pages[Page.BUSINESS].fields["name"].error


def test_steps_reached_can_be_opened_from_the_rail(wizard: Wizard, qtbot: QtBot) -> None:
    to(wizard, Page.MEASURE, qtbot)
    press(wizard, "step_goals", qtbot)
    assert wizard.page is Page.GOALS
    press(wizard, "step_measure", qtbot)
    assert wizard.page is Page.MEASURE
    assert not wizard._rail.step(Page.PEOPLE).isEnabled()
    press(wizard, "back", qtbot)
    assert wizard.page is Page.INVESTMENT


def test_a_longest_name_with_signs_and_both_directions(
    empty_bridge: Bridge, qtbot: QtBot, failures: list[ExpectedError]
) -> None:
    begin(empty_bridge, name=("שלום 🥐 Café " * 20)[:200].strip())
    wizard = Wizard(empty_bridge)
    qtbot.addWidget(wizard)
    wizard.resize(*SMALL)
    wizard.show()
    wizard.open_at(Page.BUSINESS)
    while wizard.page is not None:
        press(wizard, "next", qtbot)
        assert wizard.width() == SMALL[0]
    assert not failures


@pytest.mark.parametrize("mirrored", [False, True])
def test_nothing_is_wider_than_its_page(
    wizard: Wizard, qtbot: QtBot, qapp: object, mirrored: bool
) -> None:
    sides = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    wizard.setLayoutDirection(sides)
    while wizard.page is not None:
        page = wizard._pages[wizard.page]
        assert page.paper.minimumSizeHint().width() <= page.viewport().width(), wizard.page
        press(wizard, "next", qtbot)
    assert wizard.minimumSizeHint().width() <= SMALL[0]
    assert wizard.minimumSizeHint().height() <= SMALL[1]


def test_everything_that_takes_the_focus_has_a_name(wizard: Wizard, qtbot: QtBot) -> None:
    from smbsocial.ui.widgets.tab_order import stops

    while wizard.page is not None:
        for widget in stops(wizard._pages[wizard.page].body):
            text = getattr(widget, "text", lambda: "")()
            named = widget.accessibleName() or (text if isinstance(text, str) else "")
            assert named, (wizard.page, widget)
        press(wizard, "next", qtbot)


def test_tab_goes_down_the_page(wizard: Wizard, qtbot: QtBot) -> None:
    to(wizard, Page.GOALS, qtbot)
    first = wizard.findChild(QLineEdit, "target")
    assert wizard.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert wizard.focusWidget().objectName() == "counted"


def test_every_page_is_stored_as_done(wizard: Wizard, store: SqliteStore, qtbot: QtBot) -> None:
    while wizard.page is not None:
        press(wizard, "next", qtbot)
    assert {row.id for row in store.all(PageRow) if row.done} == set(Page)
