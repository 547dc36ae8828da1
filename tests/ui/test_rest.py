"""The calm page says what was decided, why, and when we ask again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.business import Business
from smbsocial.domain.ids import BusinessId, DecisionId, IndustryKey
from smbsocial.domain.plan import Choice, Decision, DutyKind
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.rest import RestPage
from smbsocial.ui.text import decide
from smbsocial.usecases.sheets import RestSheet

SHEET = RestSheet(
    business=Business(
        BusinessId("b"), "Corner Café", IndustryKey("cafe"), "GB", "GBP", "Pacific/Auckland"
    ),
    decision=Decision(
        id=DecisionId("d"),
        choice=Choice.STAY_OFF,
        made_at=datetime(2026, 11, 22, 18, tzinfo=UTC),
        until=date(2027, 1, 1),
        reason="No time before Christmas",
        would_change="Maya comes back",
        verdict="not_now",
        chance_percent=25,
    ),
    today=date(2026, 11, 23),
    due=False,
)


@pytest.fixture
def page(empty_bridge: Bridge, qtbot: QtBot) -> RestPage:
    made = RestPage(empty_bridge)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    return made


def said(page: RestPage, name: str) -> str:
    return page.findChild(QLabel, name).text()


def test_it_says_the_decision_in_the_business_own_days(page: RestPage) -> None:
    page.show_sheet(SHEET)
    assert "23 November 2026" in said(page, "rest_since")
    assert "Corner Café" in said(page, "rest_since")
    assert said(page, "rest_why") == "No time before Christmas"
    assert said(page, "rest_change") == "Maya comes back"
    assert "one chance in four" in said(page, "rest_said")
    assert "1 January 2027" in said(page, "rest_again")


def test_what_is_kept_alive_stands_there_with_how_often(page: RestPage) -> None:
    alive = (DutyKind.ANSWER, DutyKind.LISTING)
    page.show_sheet(replace(SHEET, decision=replace(SHEET.decision, alive=alive)))
    card = page.findChild(QWidget, "rest_alive")
    words = [each.text() for each in card.findChildren(QLabel)]
    assert "once a week" in words[0]
    assert words[1:] == [decide.alive(kind) for kind in alive]


def test_when_the_day_has_come_the_title_says_so(page: RestPage) -> None:
    page.show_sheet(SHEET)
    before = said(page, "rest_title")
    page.show_sheet(replace(SHEET, today=date(2027, 1, 1), due=True))
    assert said(page, "rest_title") != before


def test_without_a_reason_it_says_so_too(page: RestPage) -> None:
    page.show_sheet(replace(SHEET, decision=replace(SHEET.decision, reason="", would_change="")))
    assert said(page, "rest_why")
    assert said(page, "rest_change")


@pytest.mark.parametrize(
    ("name", "signal"), [("reassess", "reassess_wanted"), ("calendar", "calendar_wanted")]
)
def test_the_two_ways_on(page: RestPage, qtbot: QtBot, name: str, signal: str) -> None:
    page.show_sheet(SHEET, has_plan=True)
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_the_calendar_is_offered_only_where_there_is_a_plan(page: RestPage) -> None:
    page.show_sheet(SHEET)
    assert page.findChild(QPushButton, "calendar").isHidden()
    page.show_sheet(SHEET, has_plan=True)
    assert not page.findChild(QPushButton, "calendar").isHidden()
