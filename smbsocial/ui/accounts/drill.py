"""The drill: account by account, an owner proves that they can get in; each proof is kept."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Record, Secret
from smbsocial.ui import theme
from smbsocial.ui.accounts import words
from smbsocial.ui.accounts.checks import steps_part
from smbsocial.ui.accounts.walk import Walk
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.account_uses import AccountUses, noted
from smbsocial.ui.vault.browser import open_page
from smbsocial.ui.vault.copying import CopyButton
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, clear
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.drills import prove_access
from smbsocial.usecases.register import account_sheet
from smbsocial.usecases.register_sheets import AccountRow, AccountSheet
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import note_use

translate = QCoreApplication.translate

WIDTH, HEIGHT = theme.SPACE * 150, theme.SPACE * 140


class Drill(Walk):
    """One account a screen: the sign-in page, copying from the vault, and how it went."""

    def __init__(
        self,
        bridge: Bridge,
        desk: VaultDesk,
        rows: tuple[AccountRow, ...],
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            translate("Drill", "Can you still get in?"),
            translate("Drill", "How far the drill is"),
            parent,
            prefix="drill",
        )
        self.setObjectName("drill_dialog")
        self._bridge = bridge
        self._desk = desk
        self._rows = rows
        self._at = 0
        self._proved: set[str] = set()
        self._build()
        self.resize(WIDTH, HEIGHT)
        self._show()

    def _build(self) -> None:
        self._trouble = label("", "error", wrap=True, name="drill_trouble")
        self._leave = button(
            translate("Drill", "Leave, go on later"), self.reject, name="leave_drill"
        )
        self._couldnt = button(translate("Drill", "Couldn’t…"), self._say_couldnt, name="couldnt")
        self._skip = button(translate("Drill", "Go on"), self._go_on, name="next_account")
        self._in = button(translate("Drill", "I got in"), self._got_in, primary=True, name="got_in")
        self._close = button(
            translate("Drill", "Close"), self.accept, primary=True, name="close_drill"
        )
        onward = (self._couldnt, self._skip, self._in, self._close)
        self.put_foot(self._leave, *onward, above=self._trouble)

    def _show(self) -> None:
        clear(self._paper.body)
        self._trouble.hide()
        over = self._at >= len(self._rows)
        self._progress.setMaximum(len(self._rows))
        self._progress.setValue(self._at)
        for widget in (self._leave, self._couldnt, self._in):
            widget.setVisible(not over)
        self._skip.hide()
        self._close.setVisible(over)
        if over:
            self._show_end()
        else:
            self._show_account(self._rows[self._at])
        self._paper.body.addStretch(1)
        self._paper.verticalScrollBar().setValue(0)

    def _show_account(self, row: AccountRow) -> None:
        sheet = self._bridge.read(account_sheet, row.account.id)
        where = translate("Drill", "Account {number} of {count}")
        said = where.format(
            number=formats.number(self._at + 1), count=formats.number(len(self._rows))
        )
        self._where.show_text(said)
        self._progress.setAccessibleDescription(said)
        title = translate("Drill", "Sign in to {account}")
        self._put(
            label(title.format(account=words.full_name(row)), "section", wrap=True, name="step")
        )
        why = translate(
            "Drill",
            "Use a private window of the browser, where you are not signed in already. Once you"
            " see the account, come back and say so.",
        )
        self._put(label(why, "muted", wrap=True))
        self._put(self._ways(sheet))
        proved = sheet.row.registration.proved_on
        if proved:
            last = translate("Drill", "You last got in on {day}.")
            self._put(label(last.format(day=formats.day_year(proved)), "small"))
        first = self._paper.findChild(QWidget, "drill_sign_in") or self._in
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ways(self, sheet: AccountSheet) -> Card:
        """The sign-in page, and what the vault keeps for it."""
        card = Card(name="drill_ways")
        page = sheet.pages.get("login", "")
        if page:
            open_it = translate("Drill", "Open sign-in page")
            opens = button(open_it, lambda: self._open(sheet, page), name="drill_sign_in")
            opens.setToolTip(page)
            card.add(opens)
        else:
            says = translate("Drill", "Open its sign-in page in your browser.")
            card.add(label(says, wrap=True))
        if sheet.row.kept:
            card.add(self._copies(sheet))
        else:
            says = translate("Drill", "The vault does not keep its password: use your own.")
            card.add(label(says, "muted", wrap=True))
        return card

    def _copies(self, sheet: AccountSheet) -> Flow:
        uses = AccountUses(
            self._desk,
            self._bridge,
            sheet.row.account.id,
            self,
            failed=lambda error: self._tell(sentence(error)),
        )
        uses.told.connect(self._tell)
        take: tuple[tuple[str, str, str, Callable[[Record], Secret[str] | None]], ...] = (
            (
                "drill_user",
                translate("Drill", "User"),
                translate("Drill", "Copy the user name"),
                lambda record: Secret(record.login) if record.login else None,
            ),
            (
                "drill_password",
                translate("Drill", "Password"),
                translate("Drill", "Copy the password"),
                lambda record: Secret(record.password) if record.password else None,
            ),
            (
                "drill_code",
                translate("Drill", "One-time code"),
                translate("Drill", "Copy the one-time code"),
                self._code,
            ),
        )
        return Flow(*(self._copy(uses, *each) for each in take))

    def _copy(
        self,
        uses: AccountUses,
        name: str,
        title: str,
        what: str,
        take: Callable[[Record], Secret[str] | None],
    ) -> QWidget:
        """A copying button under its title; each press is a use that is logged first."""
        copies = CopyButton(self._desk.clipboard, what, name=name)

        def came(record: Record) -> None:
            try:
                secret = take(record)
            except ExpectedError as error:
                self._tell(sentence(error))
                return
            if secret is None:
                self._tell(translate("Drill", "That is not kept for this account."))
            else:
                copies.copy(secret)

        copies.wanted.connect(lambda: uses.use(Use.DRILL, came))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.GAP, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(label(title, "small"))
        column.addWidget(copies)
        return holder

    def _code(self, record: Record) -> Secret[str] | None:
        if not record.totp:
            return None
        now = self._bridge.ports.clock.now()
        code, _left = self._desk.vault.making.one_time_code(Secret(record.totp), now)
        return code

    def _open(self, sheet: AccountSheet, page: str) -> None:
        if self._desk.opened is None or self._noted(sheet.row.account.id, Detail.SIGN_IN):
            open_page(self._bridge, page)

    def _noted(self, account: AccountId, detail: Detail) -> bool:
        """Log it for whoever is at work; an owner hears where it stands in no log."""
        return noted(
            self._desk,
            lambda vault: note_use(vault, LogAction.USE, account=account, detail=detail),
            told=self._tell,
        )

    def _got_in(self) -> None:
        id = self._rows[self._at].account.id
        if not self._bridge.attempt(Action.PROVE_ACCESS, prove_access, id):
            return
        self._proved.add(id)
        self._go_on()
        if self._desk.opened is not None:
            self._noted(id, Detail.PROVED)

    def _go_on(self) -> None:
        self._at += 1
        self._show()

    def _say_couldnt(self) -> None:
        """What to do now; the account stays on the list until somebody gets in."""
        row = self._rows[self._at]
        sheet = self._bridge.read(account_sheet, row.account.id)
        clear(self._paper.body)
        title = translate("Drill", "Get back into {account}")
        self._put(
            label(title.format(account=words.full_name(row)), "section", wrap=True, name="step")
        )
        first = translate(
            "Drill",
            "Wrong password? Let the platform send a new one to the registered address, and keep it"
            " in the vault. If that address is not yours, go through these steps.",
        )
        self._put(label(first, wrap=True))
        card = Card("caution", name="drill_recover")
        page = sheet.pages.get("recovery", "") or sheet.pages.get("login", "")
        card.add(steps_part(self._bridge, sheet.custody.recover, page, name="drill_recover"))
        self._put(card)
        self._put(label(sheet.custody.hangs_on, "small", wrap=True))
        self._paper.body.addStretch(1)
        self._couldnt.hide()
        self._skip.show()
        self._skip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_end(self) -> None:
        self._where.show_text(translate("Drill", "That was all"))
        got, count = len(self._proved), len(self._rows)
        if got == count:
            text = translate("Drill", "You got into every one. See you next quarter.")
        else:
            text = translate(
                "Drill",
                "You got into {got} of {count}. The others stay on the list: get them back while"
                " nothing burns.",
            ).format(got=formats.number(got), count=formats.number(count))
        self._put(label(text, "section", wrap=True, name="step"))
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, widget: QWidget) -> None:
        """Below the others, and shown at once: what is shown later takes no keyboard now."""
        self._paper.body.addWidget(widget)
        widget.show()

    def _tell(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()
