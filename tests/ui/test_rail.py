"""The rail: whoever is at work, and how somebody else takes over."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from smbsocial.domain.business import Person, Role
from smbsocial.domain.ids import PersonId
from smbsocial.domain.money import Money
from smbsocial.ui.rail import Rail

ICONS = Path(__file__).parents[2] / "resources" / "icons"


def test_the_name_at_the_lower_left_switches_person(themed: QApplication, qtbot: QtBot) -> None:
    rail = Rail(ICONS)
    qtbot.addWidget(rail)
    rail.show()
    sam = Person(PersonId("sam"), "Sam", Role.OWNER, Money(1350, "GBP"), posts=True)
    rail.show_at_work(sam, can_open=True)
    who = rail.findChild(QPushButton, "switch_person")
    assert who is not None
    assert who.isVisible()
    assert who.text() == who.accessibleName() == "Sam"
    with qtbot.waitSignal(rail.unlock_wanted):
        who.click()
    rail.show_at_work(None, can_open=True)
    assert who.isHidden()
