"""Sign-in help: one's own access where the platform gives it, else the way in with the password."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from smbsocial.domain.accounts import Registration, SecondFactor
from smbsocial.domain.business import Role
from smbsocial.domain.ids import AccountId
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import VaultSecret, VaultWrap
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats
from smbsocial.ui.vault.account_uses import AccountUses
from smbsocial.ui.vault.browser import open_page
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.record_form import edit_record
from smbsocial.ui.vault.rows import CopyRows
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Changed
from smbsocial.usecases.register import account_sheet

translate = QCoreApplication.translate

_ELSEWHERE = frozenset(SecondFactor) - {SecondFactor.VAULT, SecondFactor.NONE, SecondFactor.UNKNOWN}
_TELLING = frozenset({Account, Registration, VaultSecret, VaultWrap})
"""Rows that decide what is offered."""


class SignInHelp(SecretForm):
    """Opened from a task or from an account: `SignInHelp(…).open()`."""

    def __init__(
        self, desk: VaultDesk, bridge: Bridge, account_id: AccountId, parent: QWidget | None
    ) -> None:
        self._bridge = bridge
        self._sheet = bridge.read(account_sheet, account_id)
        name, handle = self._sheet.row.name, self._sheet.row.account.handle
        words = translate("SignIn", "Sign in to {account}")
        super().__init__(words.format(account=name), desk, parent)
        self._uses = AccountUses(desk, bridge, account_id, self, failed=self.show_trouble)
        self._uses.told.connect(self._tell)
        self._with_password = False
        if handle:
            self.body.addWidget(label(handle, "small"))
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        self.body.addWidget(self._holder)
        self._says = label("", "muted", wrap=True, name="sign_in_says")
        self._says.hide()
        self.body.addWidget(self._says)
        self.body.addStretch(1)
        self.foot.addWidget(self.trouble)
        close = button(translate("SignIn", "Close"), self.accept, name="close")
        self.foot.addWidget(row(None, close))
        desk.changed.connect(self._draw)
        bridge.changed.connect(self._heard)
        self._draw()

    def _heard(self, changed: Changed) -> None:
        """Its password was put in meanwhile, or a right was given."""
        if changed.kinds & _TELLING:
            self._draw()

    def _draw(self) -> None:
        """What helps whoever is at work now."""
        self._sheet = self._uses.sheet()
        clear(self._column)
        self._says.hide()
        if self._has_own_access():
            self._show_own_access()
        elif self._roles_first() and not self._with_password:
            self._show_roles()
        elif not self._sheet.row.kept:
            self._show_none()
        elif self.desk.opened is None:
            self._show_locked()
        elif not self._uses.may_use:
            self._show_forbidden()
        else:
            self._show_password()
        self._settle()

    def _settle(self) -> None:
        """Show what is new at once: a layout that is shown would count it only a moment later."""
        items = [self._column.itemAt(at) for at in range(self._column.count())]
        for widget in [item.widget() for item in items if item is not None]:
            if widget is not None:
                widget.show()
        first = self._holder.findChild(QPushButton)
        if first is not None:
            first.setFocus()
        if self.isVisible():
            self.fit()

    def _roles_first(self) -> bool:
        """Whether nobody but the owners needs the password of this account."""
        roles = self._sheet.custody.roles
        owner = self.desk.person is not None and self.desk.person.role is Role.OWNER
        return bool(roles.delegated) and not roles.staff_need_password and not owner

    def _has_own_access(self) -> bool:
        """Whether who is at work has access without the password, and did not ask for it."""
        person = self.desk.person
        by_role = self._sheet.row.registration.by_role
        return person is not None and person.id in by_role and not self._with_password

    def _show_own_access(self) -> None:
        self._add(
            translate(
                "SignIn",
                "You have access of your own: sign in as yourself, with your own password.",
            )
        )
        self._offer_page(primary=True)
        self._offer_password()

    def _show_roles(self) -> None:
        roles = self._sheet.custody.roles
        name = self._sheet.row.name
        card = Card("good", name="roles")
        better = translate(
            "SignIn",
            "Better: access of your own. {account} lets an owner give you one, so that no password"
            " is shared, and nothing has to be changed when you leave.",
        )
        card.add(label(better.format(account=name), wrap=True))
        how = translate("SignIn", "How an owner does it:")
        card.add(label(how, "strong"))
        card.add(label(roles.note, wrap=True))
        if roles.names:
            names = translate("SignIn", "What it is called there: {roles}.")
            card.add(label(names.format(roles=formats.listed(roles.names)), "small", wrap=True))
        page = self._sheet.pages.get("roles") or self._sheet.pages.get("help_roles", "")
        if page:
            opening = button(
                translate("SignIn", "Open the page for it"),
                lambda: open_page(self._bridge, page),
                name="open_roles",
            )
            card.add(row(opening, None))
        self._column.addWidget(card)
        self._offer_password()

    def _offer_password(self) -> None:
        if self._sheet.row.kept:
            words = translate("SignIn", "Sign in with the shared password this time")
            self._column.addWidget(
                row(button(words, self._go_on, flat=True, name="use_password"), None)
            )

    def _go_on(self) -> None:
        self._with_password = True
        self._draw()

    def _show_none(self) -> None:
        self._add(
            translate(
                "SignIn",
                "The vault does not keep a password for this account yet. Whoever knows it can sign"
                " in as before.",
            )
        )
        self._offer_page(primary=False)
        if self.desk.opened is None or self.desk.is_owner:
            words = translate("SignIn", "Put the password in")
            self._column.addWidget(row(button(words, self._put_in, name="put_in"), None))

    def _show_locked(self) -> None:
        self._add(translate("SignIn", "The password is in the vault, and the vault is locked."))
        words = translate("SignIn", "Unlock the vault")
        unlock = button(words, self._unlock, primary=True, name="unlock_here")
        self._column.addWidget(row(unlock, None))

    def _show_forbidden(self) -> None:
        self._add(
            translate("SignIn", "You have no right to use this password. An owner can give it.")
        )
        self._offer_page(primary=False)

    def _show_password(self) -> None:
        self._add(translate("SignIn", "1. Open the sign-in page, and come back here."))
        self._offer_page(primary=False)
        self._add(
            translate("SignIn", "2. Copy line by line, and paste it there: soon it is gone again.")
        )
        factor = self._sheet.row.registration.factor
        self._column.addWidget(CopyRows(self.desk, self._bridge, self._uses, factor, primary=True))
        if factor in _ELSEWHERE:
            elsewhere = translate(
                "SignIn", "It may ask for a code, too: that one does not come from here."
            )
            self._column.addWidget(label(elsewhere, "small", wrap=True))

    def _offer_page(self, *, primary: bool) -> None:
        words = translate("SignIn", "Open sign-in page")
        opening = button(words, self._uses.open_login, primary=primary, name="open_login")
        self._column.addWidget(row(opening, None))

    def _add(self, words: str) -> None:
        self._column.addWidget(label(words, wrap=True))

    def _tell(self, words: str) -> None:
        self._says.setText(words)
        self._says.show()
        self.fit()

    def _unlock(self) -> None:
        self.desk.with_unlocked(self._draw)

    def _put_in(self) -> None:
        edit_record(self.desk, self._bridge, self._uses, self)
