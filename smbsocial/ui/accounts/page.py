"""Accounts: what belongs to the business, who can get in, and what needs the owner."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.accounts import Registration
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import Right
from smbsocial.ui import dialogs, theme
from smbsocial.ui.accounts import side, words
from smbsocial.ui.accounts.side import AccountSide
from smbsocial.ui.accounts.table import RegisterTable
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import names
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, EmptyState, row
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.drills import DrillSheet, drill_sheet
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.register import account_sheet, register_sheet
from smbsocial.usecases.register_sheets import AccountRow, AccountSheet, RegisterSheet
from smbsocial.usecases.registering import (
    NewAccount,
    add_account,
    change_account,
    is_in_departure,
    keep_registration,
    remove_account,
)
from smbsocial.usecases.vault.grants import grant, revoke
from smbsocial.usecases.vault.records import remove_record
from smbsocial.usecases.vault.session import right_of

translate = QCoreApplication.translate

SIDE_PERCENT = 33


class AccountsPage(QWidget):
    """The register at the left, the chosen account at the right. `told`: what happened."""

    told = Signal(str)
    leaving_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, bridge: Bridge, desk: VaultDesk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._desk = desk
        self._sheet: RegisterSheet | None = None
        self._drill: DrillSheet | None = None
        self._arrived = False
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read the register anew and draw it."""
        sheet = self._bridge.read(register_sheet)
        self._sheet = sheet
        self._drill = self._bridge.read(drill_sheet, sheet)
        self._sub.setText(words.head(sheet))
        self._show_drill(self._drill)
        self._leaving.setVisible(not self._desk.is_staff)
        self._empty.setVisible(not sheet.rows)
        self._add_button.setVisible(bool(sheet.rows))
        self._columns.setVisible(bool(sheet.rows))
        self._table.show_sheet(sheet, self._me)
        if self._arrived:
            self._arrived = False
            self._begin(sheet)

    def open_account(self, account: AccountId) -> None:
        """Choose an account."""
        self.refresh()
        self._table.choose(account)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_rights(self, account: AccountId) -> None:
        """Choose an account, if any, and go to who may do what there."""
        self.open_account(account)
        # Once the cards have their places.
        QTimer.singleShot(0, self._side, self._side.go_to_rights)

    def start_drill(self) -> None:
        """Go through the accounts that wait for a proof; through all where none does."""
        if self._sheet is None:
            self.refresh()
        if self._drill is not None and self._drill.rows:
            self._open_drill(self._drill.due or self._drill.rows)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins in the register, once that is read."""
        super().showEvent(event)
        busy = self.window().focusWidget()
        self._arrived = busy is None or not self.isAncestorOf(busy)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The register gets what the chosen account leaves."""
        super().resizeEvent(event)
        wanted = self.width() * SIDE_PERCENT // 100
        self._side.setFixedWidth(max(side.WIDTH, min(wanted, side.WIDEST)))

    @property
    def _me(self) -> PersonId | None:
        opened = self._desk.opened
        return opened.person if opened else None

    @property
    def _chosen(self) -> AccountRow | None:
        return self._table.account

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        outer.setContentsMargins(edge, edge - theme.SPACE, edge, 0)
        outer.setSpacing(theme.GAP)
        outer.addLayout(self._head())
        outer.addWidget(self._drill_card())
        self._empty = EmptyState(
            translate("Accounts", "No account is written down yet"),
            translate(
                "Accounts",
                "Every account of the business will stand here: who it is registered to, who can"
                " get in, and what is missing until nobody can leave with it.",
            ),
            translate("Accounts", "Add the first account"),
            self._add,
        )
        outer.addWidget(self._empty)
        outer.addWidget(self._middle(), 1)
        outer.addStretch(0)

    def _drill_card(self) -> Card:
        self._waits = Card("caution", name="drill_due")
        self._waits_words = label("", wrap=True, name="drill_words")
        start = button(translate("Accounts", "Start the drill"), self.start_drill, name="drill")
        across = QHBoxLayout()
        across.addWidget(self._waits_words, 1)
        across.addWidget(start)
        self._waits.body.addLayout(across)
        return self._waits

    def _middle(self) -> QWidget:
        self._columns = QWidget()
        beside = QHBoxLayout(self._columns)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.CARD_PADDING)
        self._table = RegisterTable()
        paper = Card(name="register_card")
        paper.body.setContentsMargins(*(theme.SPACE * 2,) * 4)
        paper.body.addWidget(self._table)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, theme.PAGE_MARGIN)
        left.addWidget(paper)
        beside.addLayout(left, 1)
        self._side = AccountSide(self._bridge, self._desk)
        self._side.setFixedWidth(side.WIDTH)
        beside.addWidget(self._side)
        return self._columns

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(theme.SPACE)
        title = ElidedLabel(translate("Accounts", "Accounts"), "title")
        title.setObjectName("page_title")
        said.addWidget(title)
        self._sub = label("", "muted", wrap=True, name="register_subtitle")
        said.addWidget(self._sub)
        head.addLayout(said, 1)
        self._leaving = button(
            translate("Accounts", "Someone is leaving…"), self.leaving_wanted.emit, name="leaving"
        )
        safety = button(
            translate("Accounts", "Emergency kit and backups…"), self.open_safety, name="safety"
        )
        self._add_button = button(
            translate("Accounts", "Add account"), self._add, primary=True, name="add_account"
        )
        head.addWidget(row(self._leaving, safety, self._add_button))
        return head

    def _connect(self) -> None:
        self._table.chosen.connect(self._show_account)
        self._table.open_wanted.connect(lambda _account: self._edit())
        self._table.remove_wanted.connect(lambda _account: self._remove())
        self._side.told.connect(self.told)
        self._side.log_wanted.connect(self._open_log)
        self._side.walk_wanted.connect(self._walk)
        self._side.edit_wanted.connect(self._edit)
        self._side.remove_wanted.connect(self._remove)
        self._side.prove_wanted.connect(self._prove)
        self._side.right_wanted.connect(self._right_wanted)

    def _begin(self, sheet: RegisterSheet) -> None:
        """Where the keyboard is when somebody comes here."""
        first = self._table if sheet.rows else self._empty.findChild(QWidget, "empty_action")
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_drill(self, drill: DrillSheet) -> None:
        due = len(drill.due)
        text = translate(
            "Accounts", "Can you still get in? %n account(s) waited longer than a quarter.", "", due
        )
        self._waits_words.setText(text if due else "")
        self._waits.setVisible(bool(due))

    def _show_account(self, account: str) -> None:
        sheet = self._account_sheet(account)
        if sheet is not None and self._sheet is not None:
            self._side.show_sheet(sheet, self._sheet.business.zone, self._me)

    def _account_sheet(self, account: str) -> AccountSheet | None:
        try:
            return self._bridge.read(account_sheet, AccountId(account))
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return None

    def _add(self) -> None:
        from smbsocial.ui.accounts.forms import AddAccountForm

        if self._sheet is None:
            return

        def keep(new: NewAccount) -> None:
            self.open_account(self._bridge.do(Action.ADD_ACCOUNT, add_account, new))
            text = translate("Accounts", "The account is in the register. Whose is it?")
            self._bridge.told.emit(text, True)

        AddAccountForm(self._sheet, self).ask(keep)

    def _edit(self) -> None:
        from smbsocial.ui.accounts.registration_form import RegistrationForm

        chosen = self._chosen
        sheet = self._account_sheet(chosen.account.id) if chosen else None
        if sheet is None:
            return

        def keep(account: Account, registration: Registration) -> None:
            self._bridge.do(Action.KEEP_REGISTRATION, _keep_both, account, registration)
            self._tell(translate("Accounts", "What you know of {account} is kept."), sheet.row)

        RegistrationForm(sheet, self).ask(keep)

    def _remove(self) -> None:
        """Take an account out; what the vault keeps of it can't come back, so that asks once."""
        chosen = self._chosen
        if chosen is None:
            return
        id, name = chosen.account.id, words.full_name(chosen)
        if self._bridge.read(is_in_departure, id):
            error = ExpectedError(Code.ACCOUNT_IN_DEPARTURE, value=name)
            self._bridge.failed.emit(error)
        elif not chosen.kept:
            self._take_out(chosen)
        elif dialogs.confirm(
            self,
            translate(
                "Accounts",
                "The vault keeps the password of {account}. It is deleted with the account and"
                " can't be brought back by Undo. Is the account closed, or is it kept elsewhere?",
            ).format(account=name),
            translate("Accounts", "Delete password and account"),
        ):
            self._desk.with_unlocked(lambda: self._forget(chosen), owner=True)

    def _forget(self, chosen: AccountRow) -> None:
        id = chosen.account.id
        self._desk.run(
            lambda vault: remove_record(vault, id),
            done=lambda _none: self._take_out(chosen),
            owner=self,
        )

    def _take_out(self, chosen: AccountRow) -> None:
        if self._bridge.attempt(Action.REMOVE_ACCOUNT, remove_account, chosen.account.id):
            self._tell(translate("Accounts", "{account} was taken out of the register."), chosen)

    def _tell(self, text: str, about: AccountRow) -> None:
        self._bridge.told.emit(text.format(account=words.full_name(about)), True)

    def _right_wanted(self, person: str, right: Right | None) -> None:
        chosen = self._chosen
        if chosen is not None:
            to = PersonId(person)
            self._desk.with_unlocked(lambda: self._set_right(chosen, to, right), owner=True)

    def _set_right(self, chosen: AccountRow, to: PersonId, right: Right | None) -> None:
        id, account = chosen.account.id, words.full_name(chosen)
        people = self._sheet.people if self._sheet else ()
        name = next((names.person(each) for each in people if each.id == to), "")
        if right is None:
            known = translate(
                "Accounts",
                "{person} can't use {account} here any more. Whoever saw or copied the password"
                " still knows it: only changing it helps.",
            ).format(person=name, account=account)
            self._desk.run(
                lambda vault: revoke(vault, id, to),
                done=lambda _none: self._right_changed(known),
                failed=lambda error: self._half_revoked(id, to, known, error),
                owner=self,
            )
        elif self._desk.attempt(lambda vault: grant(vault, id, to, right)):
            may = translate("Accounts", "{person} may use {account}, each use is logged.")
            self._right_changed(may.format(person=name, account=account))

    def _right_changed(self, text: str) -> None:
        self._bridge.forget_steps()  # undoing who somebody is would leave their rights behind
        self.told.emit(text)

    def _half_revoked(self, id: AccountId, to: PersonId, known: str, error: ExpectedError) -> None:
        """The right is gone whatever the password store says; the new key comes later."""
        if self._bridge.read(lambda reads, _ports: right_of(reads, id, to)) is not None:
            self._bridge.failed.emit(error)
            return
        text = translate(
            "Accounts",
            "{known} The account's new key follows as soon as something is saved there. {trouble}",
        )
        self._bridge.forget_steps()
        self._bridge.refused.emit(text.format(known=known, trouble=sentence(error)))

    def open_safety(self) -> None:
        """The emergency kit and the backups."""
        from smbsocial.ui.vault.safety import SafetyForm

        SafetyForm(self._desk, self._bridge, self).open()

    def _open_log(self) -> None:
        from smbsocial.ui.accounts.log_page import LogPage

        chosen = self._chosen
        LogPage(self._bridge, self._desk, chosen.account.id if chosen else None, self).open()

    def _walk(self) -> None:
        from smbsocial.ui.accounts.ownership_walk import OwnershipWalk

        chosen = self._chosen
        if self._sheet is not None:
            first = chosen.account.id if chosen else None
            OwnershipWalk(self._bridge, self._sheet, first, self).open()

    def _prove(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self._open_drill((chosen,))

    def _open_drill(self, rows: tuple[AccountRow, ...]) -> None:
        """The drill is an owner's; where there is a vault it proves that the vault opens too."""

        def begin() -> None:
            from smbsocial.ui.accounts.drill import Drill

            Drill(self._bridge, self._desk, rows, self).open()

        if self._desk.can_open:
            self._desk.with_unlocked(begin, owner=True)
        else:
            begin()


def _keep_both(tx: Tx, ports: Ports, account: Account, registration: Registration) -> None:
    """The account and what is known of it, as one step."""
    change_account(tx, ports, account)
    keep_registration(tx, ports, registration)
