"""Reminders: what waits, what comes, and how this computer reminds."""

from PySide6.QtCore import QCoreApplication, Signal

from smbsocial.ui.bridge import Bridge
from smbsocial.ui.reminders.desk import ReminderDesk
from smbsocial.ui.widgets.cards import Paper
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate


class RemindersPage(Paper):
    """`target_wanted` carries the screen that a reminder is about."""

    target_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: ReminderDesk | None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._desk = desk
        self.body.addWidget(label(translate("Reminders", "Reminders"), "title"))

    def refresh(self) -> None:
        """Read what is shown anew."""
