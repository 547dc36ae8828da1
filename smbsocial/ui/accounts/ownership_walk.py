"""The ownership check as a walk: account by account, one question a screen, ended at any time."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.ids import AccountId
from smbsocial.domain.ownership import CheckKind, CheckState
from smbsocial.ui import theme
from smbsocial.ui.accounts import words
from smbsocial.ui.accounts.checks import steps_part, worded
from smbsocial.ui.accounts.questions import Question, question
from smbsocial.ui.accounts.walk import Walk
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import accounts as texts
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.labels import chip, label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.register import account_sheet, register_sheet
from smbsocial.usecases.register_sheets import AccountSheet, RegisterSheet
from smbsocial.usecases.registering import mark_checked

translate = QCoreApplication.translate

WIDTH, HEIGHT = theme.SPACE * 160, theme.SPACE * 150
NEXT_WIDTH = theme.SPACE * 75


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen of the walk: a question on an account, its number among so many."""

    account: AccountId
    kind: CheckKind
    number: int
    count: int

    @property
    def is_last(self) -> bool:
        """Whether the account is gone through after this."""
        return self.number == self.count


class OwnershipWalk(Walk):
    """Starts at the chosen account and goes on with the others; each answer is kept at once."""

    def __init__(
        self,
        bridge: Bridge,
        register: RegisterSheet,
        first: AccountId | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            translate("Accounts", "Is it really ours?"),
            translate("Accounts", "How far the questions are"),
            parent,
            prefix="walk",
        )
        self.setObjectName("ownership_walk")
        self._bridge = bridge
        self._stops = stops(register, first)
        self._at = 0
        self._question: Question | None = None
        self._build()
        self.resize(WIDTH, HEIGHT)
        self._show()

    @override
    def done(self, how: int) -> None:
        """Also what stands in a field that was not left is kept."""
        self._keep_typed()
        super().done(how)

    def _build(self) -> None:
        self._leave = button(
            translate("Accounts", "Leave, go on later"), self.accept, name="leave_walk"
        )
        self._back = button(translate("Accounts", "Back"), self._go_back, name="walk_back")
        self._next = button("", self._go_on, primary=True, name="walk_next")
        self._next.setDefault(True)
        self.put_foot(self._leave, self._back, self._next)

    def _show(self) -> None:
        clear(self._paper.body)
        self._question = None
        over = self._at >= len(self._stops)
        stop = None if over else self._stops[self._at]
        self._progress.setMaximum(stop.count if stop else 1)
        self._progress.setValue(stop.number if stop else 1)
        self._back.setEnabled(self._at > 0)
        self._leave.setVisible(not over)
        self._name_next(stop)
        if stop is None:
            self._show_end()
        else:
            self._show_stop(stop)
        self._paper.body.addStretch(1)
        self._paper.verticalScrollBar().setValue(0)

    def _name_next(self, stop: Stop | None) -> None:
        """Where the button leads: into another account it never goes without saying so."""
        if stop is None:
            words = translate("Accounts", "Close")
        elif not stop.is_last:
            words = translate("Accounts", "Next")
        elif self._at + 1 == len(self._stops):
            words = translate("Accounts", "See how they stand")
        else:
            following = self._bridge.read(account_sheet, self._stops[self._at + 1].account)
            said = translate("Accounts", "Next account: {account}")
            words = said.format(account=following.row.name)
        metrics = self._next.fontMetrics()
        self._next.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, NEXT_WIDTH))
        self._next.setAccessibleName(words)
        self._next.setToolTip(words if self._next.text() != words else "")

    def _show_stop(self, stop: Stop) -> None:
        sheet = self._bridge.read(account_sheet, stop.account)
        where = translate("Accounts", "{account} · question {number} of {count}")
        said = where.format(
            account=words.full_name(sheet.row),
            number=formats.number(stop.number),
            count=formats.number(stop.count),
        )
        self._where.show_text(said)
        self._progress.setAccessibleDescription(said)
        self._question = question(self._bridge, sheet, stop.kind)
        for widget in (self._question, self._look_here(sheet, stop.kind)):
            self._paper.body.addWidget(widget)
            widget.show()  # at once: a widget that is shown later takes no keyboard now
        self._focus_first(self._question)

    def _look_here(self, sheet: AccountSheet, kind: CheckKind) -> Card:
        """The steps and the page where the answer is found."""
        card = Card("quiet", name="where_to_look")
        card.add(label(translate("Accounts", "Where to look"), "strong"))
        found = next((each for each in sheet.checks if each.kind is kind), None)
        steps, page = (found.steps, found.page) if found else ((), "")
        card.add(steps_part(self._bridge, steps, page, name="walk"))
        return card

    def _show_end(self) -> None:
        self._where.show_text(translate("Accounts", "That was all"))
        body = self._paper.body
        title = translate("Accounts", "This is how your accounts stand")
        body.addWidget(label(title, "section", wrap=True, name="question"))
        card = Card()
        gone_through = {stop.account for stop in self._stops}
        for row in self._bridge.read(register_sheet).rows:
            if row.account.id in gone_through:
                sign = chip(texts.health(row.health), tone=words.health_tone(row.health))
                card.add(worded(label(words.full_name(row), wrap=True), sign))
        if not gone_through:
            card.add(label(translate("Accounts", "There was nothing to ask."), "muted"))
        body.addWidget(card)
        card.show()

    def _focus_first(self, made: QWidget) -> None:
        """The keyboard goes to the answer that was given, else to the first thing to work with."""
        takers = [each for each in made.findChildren(QAbstractButton) if each.isEnabled()]
        picked = next((each for each in takers if each.isChecked()), None)
        if picked is not None or takers:
            (picked or takers[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self._keep_typed()
        self._at -= 1
        self._show()

    def _go_on(self) -> None:
        if self._at >= len(self._stops):
            self.accept()
            return
        self._keep_typed()
        stop = self._stops[self._at]
        if stop.is_last:
            self._bridge.attempt(Action.MARK_CHECKED, mark_checked, stop.account)
        self._at += 1
        self._show()

    def _keep_typed(self) -> None:
        if self._question is not None:
            self._question.keep_typed()


def stops(register: RegisterSheet, first: AccountId | None) -> tuple[Stop, ...]:
    """Every question that means something, from the first account on and round."""
    rows = [row for row in register.rows if row.health is not None]
    at = next((n for n, row in enumerate(rows) if row.account.id == first), 0)
    found = []
    for row in (*rows[at:], *rows[:at]):
        kinds = [each.kind for each in row.checks if each.state is not CheckState.NOT_OFFERED]
        found += [
            Stop(row.account.id, kind, number, len(kinds)) for number, kind in enumerate(kinds, 1)
        ]
    return tuple(found)
