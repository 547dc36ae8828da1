"""The card of what the vault keeps of one account: use it, look at it, change it."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from smbsocial.domain.accounts import SecondFactor
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.account_uses import AccountUses
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.record_form import change_password, edit_record
from smbsocial.ui.vault.rows import CodeRow, LoginRow, PasswordRow
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, clear
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.register_sheets import AccountSheet
from smbsocial.usecases.registering import change_account

translate = QCoreApplication.translate

_QUIET = frozenset({"edit_record", "recovery_codes"})
"""What is wanted seldom."""


class RecordPanel(Card):
    """What the vault keeps of the account that is shown. `told` carries what happened, in words."""

    told = Signal(str)

    def __init__(self, desk: VaultDesk, bridge: Bridge) -> None:
        super().__init__(name="record_panel")
        self._desk = desk
        self._bridge = bridge
        self._uses: AccountUses | None = None
        self._name = ElidedLabel("", "section")
        self._sub = label("", "small", wrap=True)
        self._says = label("", "muted", wrap=True, name="record_says")
        self._rows = QWidget()
        self._lines = QVBoxLayout(self._rows)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.SPACE * 2)
        self._buttons = Flow()
        self._offered: tuple[tuple[str, str], ...] = ()
        for widget in (self._name, self._sub, self._says, self._rows, self._buttons):
            self.add(widget)
        desk.changed.connect(self.refresh)
        self.show_account(None)

    def show_account(self, account: AccountId | None) -> None:
        """Show an account, None = none is chosen; what is open of the same one stays open."""
        if self._uses is not None and self._uses.account == account:
            self.refresh()
            return
        clear(self._lines)
        if self._uses is not None:
            self._uses.deleteLater()
            self._uses = None
        if account is not None:
            self._uses = AccountUses(self._desk, self._bridge, account, self)
            self._uses.told.connect(self.told)
            self._login = LoginRow(self._desk, self._uses)
            self._password = PasswordRow(self._desk, self._uses, self._login)
            self._code = CodeRow(self._desk, self._bridge, self._uses)
            for line in (self._login, self._password, self._code):
                self._lines.addWidget(line)
        self.refresh()

    def refresh(self) -> None:
        """Draw it anew: another state of the vault, or something was kept."""
        sheet = self._sheet()
        if sheet is None or self._uses is None:
            self._rows.hide()
            self._head("", "")
            self._say(translate("Record", "Choose an account to see what is kept of it."))
            self._offer()
            return
        row = sheet.row
        self._head(row.name, row.account.handle, self._promise(kept=row.kept))
        if not row.account.exists:
            self._show_planned()
        elif not row.kept:
            self._show_none()
        elif self._desk.opened is None:
            self._show_locked()
        elif not self._uses.may_use:
            self._forget()
            self._say(translate("Record", "You have no right to use this password."))
            self._offer(("open_login", translate("Record", "Open sign-in page")))
        else:
            self._show_rows(sheet)

    def _show_planned(self) -> None:
        self._forget()
        self._say(
            translate(
                "Record", "This account is planned and not there yet. Say so once you have it."
            )
        )
        if self._desk.opened is None or self._desk.is_owner:
            self._offer(("have_it", translate("Record", "We have it")))
        else:
            self._offer()

    def _show_none(self) -> None:
        self._forget()
        self._say(
            translate(
                "Record",
                "The password of this account is not kept yet: whoever knows it gets in, and no log"
                " says so.",
            )
        )
        if self._desk.opened is None or self._desk.is_owner:
            self._offer(("put_in", translate("Record", "Put the password in")))
        else:
            self._offer()

    def _show_locked(self) -> None:
        self._forget()
        self._say(translate("Record", "The password is in the vault, and the vault is locked."))
        self._offer(("unlock_here", translate("Record", "Unlock the vault")))

    def _show_rows(self, sheet: AccountSheet) -> None:
        assert self._uses is not None  # noqa: S101 - asked before
        sees = self._uses.may_see
        self._password.allow_show(sees)
        self._code.setVisible(sheet.row.registration.factor is SecondFactor.VAULT)
        self._say("")
        self._rows.show()
        offers = [
            ("open_login", translate("Record", "Open sign-in page")),
            ("change_password", translate("Record", "Change password…")),
        ]
        if sees:
            offers.append(("edit_record", translate("Record", "All that is kept…")))
            if sheet.custody.security.backup_codes is not False:
                offers.append(("recovery_codes", translate("Record", "Recovery codes…")))
        self._offer(*offers)

    def _head(self, name: str, handle: str, promise: str = "") -> None:
        self._name.setVisible(bool(name))
        self._name.show_text(name)
        both = translate("Record", "{handle} · {promise}")
        said = both.format(handle=handle, promise=promise) if promise else handle
        self._sub.setText(said if handle else promise)
        self._sub.setVisible(bool(self._sub.text()))

    def _promise(self, *, kept: bool) -> str:
        """Who gets to see the password, as far as it concerns whoever looks; "" where none can."""
        if self._uses is None or not kept or not self._uses.may_use:
            return ""
        if self._desk.is_owner:
            return translate("Record", "Staff see the password only where you let them")
        if self._uses.may_see:
            return translate("Record", "You may look at the password; each look is logged")
        return translate("Record", "You copy the password without seeing it")

    def _say(self, words: str) -> None:
        self._says.setText(words)
        self._says.setVisible(bool(words))

    def _offer(self, *offers: tuple[str, str]) -> None:
        if offers != self._offered:  # else whoever stands on one of them stays there
            was_here = self._has_keyboard()
            if was_here:
                self.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt takes it to another card
            self._buttons.show_widgets(*(self._button(key, text) for key, text in offers))
            self._offered = offers
            if was_here:
                self._focus_first()
        self._buttons.setVisible(bool(offers))

    def _has_keyboard(self) -> bool:
        """Whether one of the buttons that go has it, or gets it back from a form that closes."""
        focused = self.window().focusWidget()
        return focused is not None and self._buttons.isAncestorOf(focused)

    def _focus_first(self) -> None:
        """The first button of the card goes on where another one was."""
        buttons = self.findChildren(QPushButton)
        first = next((each for each in buttons if each.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, key: str, text: str) -> QPushButton:
        return button(text, getattr(self, f"_{key}"), flat=key in _QUIET, name=key)

    def _forget(self) -> None:
        self._rows.hide()
        for line in (self._login, self._password, self._code):
            line.forget()

    def _sheet(self) -> AccountSheet | None:
        """What the register says, None when no account is shown (any more)."""
        if self._uses is None:
            return None
        try:
            return self._uses.sheet()
        except ExpectedError:
            return None

    def _unlock_here(self) -> None:
        self._desk.with_unlocked(self.refresh)

    def _open_login(self) -> None:
        if self._uses is not None:
            self._uses.open_login()

    def _have_it(self) -> None:
        sheet = self._sheet()
        if sheet is not None:
            there = replace(sheet.row.account, exists=True)
            self._bridge.attempt(Action.KEEP_REGISTRATION, change_account, there)

    def _put_in(self) -> None:
        if self._uses is not None:
            edit_record(self._desk, self._bridge, self._uses, self.window())

    def _edit_record(self) -> None:
        self._put_in()

    def _change_password(self) -> None:
        if self._uses is not None:
            change_password(self._desk, self._bridge, self._uses, self.window())

    def _recovery_codes(self) -> None:
        from smbsocial.ui.vault.codes_form import CodesForm

        if self._uses is not None:
            CodesForm.show_codes(self._desk, self._uses, self.window())
