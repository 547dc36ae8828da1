"""Whether an account is really the business's: each question, how it stands, and the way there."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smbsocial.domain.ownership import CheckKind, CheckState
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import accounts as texts
from smbsocial.ui.text import formats
from smbsocial.ui.vault.browser import open_page
from smbsocial.ui.widgets.buttons import FoldButton, button
from smbsocial.ui.widgets.cards import Card, clear, line
from smbsocial.ui.widgets.labels import chip, label
from smbsocial.usecases.register_sheets import AccountSheet, CheckSheet

translate = QCoreApplication.translate

TONES = {
    CheckState.GOOD: "good",
    CheckState.OPEN: "trouble",
    CheckState.UNKNOWN: "caution",
    CheckState.NOT_OFFERED: "",
}
TO_DO = frozenset({CheckState.OPEN, CheckState.UNKNOWN})


class ChecksCard(Card):
    """The six questions of one account; what is not true yet unfolds into its steps."""

    walk_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(name="checks_card")
        self._bridge = bridge
        self._account = ""
        self._unfolded: set[CheckKind] = set()
        self.add(label(translate("Accounts", "Is it really ours?"), "section"))
        self._means = label("", "small", wrap=True, name="health_means")
        self.add(self._means)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SPACE)
        self.body.addLayout(self._lines)
        self._checked = label("", "small", wrap=True, name="checked_on")
        self.add(self._checked)
        self.add(
            button(
                translate("Accounts", "Go through the questions…"),
                self.walk_wanted.emit,
                name="walk",
            )
        )

    def show_sheet(self, sheet: AccountSheet) -> None:
        """Show an account's questions; what was unfolded of the same account stays so."""
        row = sheet.row
        if row.account.id != self._account:
            self._account = row.account.id
            self._unfolded.clear()
        said = texts.health_means(row.health) if row.health and not sheet.recover else ""
        self._means.setText(said)
        self._means.setVisible(bool(said))
        clear(self._lines)
        for at, check in enumerate(sheet.checks):
            if at:
                self._lines.addWidget(line())
            self._lines.addWidget(self._line(check))
            if check.state in TO_DO:
                self._add_steps(check)
        day = row.registration.checked_on
        words = translate("Accounts", "Last gone through on {day}.")
        self._checked.setText(words.format(day=formats.day_year(day)) if day else "")
        self._checked.setVisible(day is not None)

    def _line(self, check: CheckSheet) -> QWidget:
        sign = chip(texts.check_state(check.state), tone=TONES[check.state])
        return worded(label(texts.check(check.kind), wrap=True), sign)

    def _add_steps(self, check: CheckSheet) -> None:
        words = translate("Accounts", "What to do")
        fold = FoldButton(words, self._bridge.resources / "icons", name=f"fold_{check.kind.value}")
        fold.setProperty("small", True)
        said = translate("Accounts", "What to do: {check}")
        fold.setAccessibleName(said.format(check=texts.check(check.kind)))
        part = steps_part(self._bridge, check.steps, check.page, name=check.kind.value)
        self._lines.addWidget(fold)
        self._lines.addWidget(part)
        fold.folds(part, unfolded=check.kind in self._unfolded)
        fold.toggled.connect(lambda on, kind=check.kind: self._fold_toggled(kind, on))

    def _fold_toggled(self, kind: CheckKind, unfolded: bool) -> None:
        if unfolded:
            self._unfolded.add(kind)
        else:
            self._unfolded.discard(kind)


class RecoverCard(Card):
    """An account that is not the business's: why, the way to get it back, and its page."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("trouble", name="recover_card")
        self._bridge = bridge
        self.add(label(translate("Accounts", "This account is not yours"), "section"))
        self._why = label("", wrap=True, name="recover_why")
        self.add(self._why)
        self._steps = QVBoxLayout()
        self.body.addLayout(self._steps)

    def show_sheet(self, sheet: AccountSheet) -> None:
        """Show the steps; the card is there only where they are needed."""
        clear(self._steps)
        self.setVisible(bool(sheet.recover))
        if not sheet.recover:
            return
        health = sheet.row.health
        self._why.setText(texts.health_means(health) if health else "")
        part = steps_part(self._bridge, sheet.recover, sheet.recover_page, name="recover")
        self._steps.addWidget(part)


def worded(text: QWidget, sign: QWidget) -> QWidget:
    """A sentence that may wrap, with its sign at the end of the line."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE * 2)
    layout.addWidget(text, 1)
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    return holder


def steps_part(bridge: Bridge, steps: tuple[str, ...], page: str, *, name: str) -> QWidget:
    """Steps with their numbers, and the button that opens the platform's own page for them."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, theme.SPACE)
    column.setSpacing(theme.SPACE)
    numbered = translate("Accounts", "{number}. {step}")
    for number, step in enumerate(steps, 1):
        words = numbered.format(number=formats.number(number), step=step)
        column.addWidget(label(words if len(steps) > 1 else step, "small", wrap=True))
    if page:
        opens = button(
            translate("Accounts", "Open the page"),
            lambda: open_page(bridge, page),
            name=f"open_{name}",
        )
        opens.setToolTip(page)
        column.addWidget(opens)
    return part
