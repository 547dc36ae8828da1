"""Beside the register: the way into the chosen account, who used it, and whether it is ours."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from smbsocial.domain.ids import PersonId
from smbsocial.ui import theme
from smbsocial.ui.accounts.about import AboutCard
from smbsocial.ui.accounts.checks import ChecksCard, RecoverCard
from smbsocial.ui.accounts.rights import RightsCard
from smbsocial.ui.accounts.uses import UsesCard
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.record_panel import RecordPanel
from smbsocial.ui.widgets.cards import Paper
from smbsocial.usecases.register_sheets import AccountSheet

translate = QCoreApplication.translate

WIDTH = theme.SPACE * 96
WIDEST = theme.SPACE * 104


class AccountSide(Paper):
    """The cards of one account, below each other; the column scrolls."""

    told = Signal(str)
    log_wanted = Signal()
    walk_wanted = Signal()
    edit_wanted = Signal()
    remove_wanted = Signal()
    prove_wanted = Signal()
    right_wanted = Signal(str, object)  # person's id, Right or None

    def __init__(self, bridge: Bridge, desk: VaultDesk) -> None:
        super().__init__(margin=0)
        self._desk = desk
        self._shown = ""
        self.setAccessibleName(translate("Accounts", "The chosen account"))
        self.body.setContentsMargins(0, 0, theme.SPACE, theme.PAGE_MARGIN)
        self._recover = RecoverCard(bridge)
        self._record = RecordPanel(desk, bridge)
        self._record.told.connect(self.told)
        self._uses = UsesCard()
        self._uses.all_wanted.connect(self.log_wanted)
        self._checks = ChecksCard(bridge)
        self._checks.walk_wanted.connect(self.walk_wanted)
        self._about = AboutCard(bridge.resources / "icons")
        self._about.edit_wanted.connect(self.edit_wanted)
        self._about.remove_wanted.connect(self.remove_wanted)
        self._about.prove_wanted.connect(self.prove_wanted)
        self._rights = RightsCard(bridge)
        self._rights.wanted.connect(self.right_wanted)
        for card in self._cards():
            self.body.addWidget(card)
        self.body.addStretch(1)

    def show_sheet(self, sheet: AccountSheet, zone: str, me: PersonId | None) -> None:
        """Show an account from its top; whoever was at a button of the same one stays there."""
        scrolled = self.verticalScrollBar()
        kept_at = scrolled.value() if sheet.row.account.id == self._shown else 0
        self._shown = sheet.row.account.id
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None and focused.hasFocus() else ""
        self._recover.show_sheet(sheet)
        self._record.show_account(sheet.row.account.id)
        self._uses.show_sheet(sheet, zone, me)
        self._checks.setVisible(bool(sheet.checks))
        self._checks.show_sheet(sheet)
        self._about.show_sheet(sheet, zone, me)
        opened = self._desk.opened
        self._rights.setVisible(opened is None or opened.owner)
        self._rights.show_sheet(sheet)
        if name and (again := self.findChild(QWidget, name)) is not None:
            again.setFocus()
        scrolled.setValue(kept_at)  # what was drawn anew took the keyboard along for a moment

    def go_to_rights(self) -> None:
        """Bring who may do what into sight, and the keyboard to its first choice."""
        if self._rights.isHidden():
            return
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # a new page's
        self.ensureWidgetVisible(self._rights, 0, theme.GAP)
        choice = self._rights.findChild(QComboBox)
        if choice is not None:
            choice.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(choice, 0, theme.GAP)

    def _cards(self) -> tuple[QWidget, ...]:
        return (
            self._recover,
            self._record,
            self._uses,
            self._checks,
            self._about,
            self._rights,
        )
