"""Reminders: what waits, what comes, and how this computer reminds."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.reminders import Due, Snooze
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.reminders.desk import Looked, ReminderDesk
from smbsocial.ui.reminders.rows import ComingCard, WaitingCard
from smbsocial.ui.reminders.settings import HonestCard, LoginCard, SettingsCard
from smbsocial.ui.text import reminders as words
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.cards import Card, Paper
from smbsocial.ui.widgets.files import pick_place
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.saving import write_file
from smbsocial.usecases.lookup import the_business

translate = QCoreApplication.translate


class RemindersPage(Paper):
    """`target_wanted` carries the screen that a reminder is about."""

    target_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: ReminderDesk | None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._desk = desk
        self._focus = KeptFocus(self, "write_calendar", "login_switch", "morning")
        self._notice = Card("caution", name="reminders_notice")
        self._notice_text = label("", wrap=True, name="notice_text")
        self._notice.add(self._notice_text)
        self._waiting = WaitingCard()
        self._coming = ComingCard()
        self._settings = SettingsCard()
        self._login = LoginCard()
        can_write = desk is not None and desk.can_write_calendar
        self._honest = HonestCard(self._write_calendar if can_write else None)
        self._cards = (self._waiting, self._coming, self._settings, self._login, self._honest)
        self._build()
        if desk is not None:
            self._connect(desk)

    def refresh(self) -> None:
        """Read what is shown anew."""
        missing = self._missing()
        self._say(missing)
        for card in self._cards:
            card.setVisible(not missing)
        if self._desk is not None and not missing:
            self._desk.look(self._show, ahead=True)
            self._desk.login_state(self._login.show_state)

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(label(translate("Reminders", "Reminders"), "title"))
        sub = translate("Reminders", "What fell due, what comes, and how this computer tells you.")
        head.addWidget(label(sub, "muted", wrap=True))
        self.body.addLayout(head)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._waiting)
        halves = QHBoxLayout()
        halves.setSpacing(theme.GAP)
        for cards in ((self._coming, self._honest), (self._login, self._settings)):
            halves.addLayout(_column(*cards), 1)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self._notice.hide()

    def _connect(self, desk: ReminderDesk) -> None:
        self._waiting.open_wanted.connect(lambda due: self.target_wanted.emit(words.target(due)))
        self._waiting.later_wanted.connect(self._later)
        self._waiting.done_wanted.connect(lambda due: desk.finish([cast("Due", due)]))
        self._settings.chosen.connect(desk.keep_settings)
        self._login.switch_wanted.connect(
            lambda on: desk.start_at_login(on, self._login.show_state)
        )
        desk.changed.connect(self._look_again)
        desk.failed_to_look.connect(lambda error: self._say(sentence(cast("ExpectedError", error))))

    def _missing(self) -> str:
        """Why nothing comes here, in words; "" where it does."""
        business = self._bridge.read(lambda reads, _ports: the_business(reads))
        if business is not None and business.example:
            return translate(
                "Reminders",
                "This is the example business: it never reminds anybody, and nothing is started at"
                " login. In your own business this page shows what waits, what comes in two weeks,"
                " and when you want to hear of it.",
            )
        if self._desk is None:
            return translate(
                "Reminders",
                "Reminders are missing here: this window was opened without them, so nothing is"
                " shown and nothing is kept. What is due stands under This week.",
            )
        return ""

    def _say(self, text: str) -> None:
        self._notice_text.setText(text)
        self._notice.setVisible(bool(text))

    def _look_again(self) -> None:
        if self._desk is not None and self.isVisible():
            self._desk.look(self._show, ahead=True)

    def _show(self, looked: Looked) -> None:
        business = self._bridge.read(lambda reads, _ports: the_business(reads))
        if business is None:
            return
        self._say("")
        self._waiting.show_waiting(looked.waiting, business.zone, self._focus)
        self._coming.show_coming(looked.coming)
        self._settings.show_settings(looked.settings)

    def _later(self, due: Due, wait: Snooze) -> None:
        if self._desk is not None:
            self._desk.snooze([due], wait)

    def _write_calendar(self) -> None:
        title = translate(
            "Reminders", "Write the reviews and the weekly start into a calendar file"
        )
        name = translate("Reminders", "smbsocial-reviews")
        pick_place(self, title, f"{name}.ics", "ics", self._write_to)

    def _write_to(self, path: Path) -> None:
        told = translate(
            "Reminders",
            "Written. Open the file with your calendar; a newer file replaces what it brought.",
        )

        def written(content: bytes) -> None:
            try:
                write_file(path, content)
            except ExpectedError as error:
                self._bridge.failed.emit(error)
            else:
                self._bridge.told.emit(told, False)

        if self._desk is not None:
            self._desk.make_calendar(written)


def _column(*cards: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(theme.GAP)
    for card in cards:
        made.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
    made.addStretch(1)
    return made
