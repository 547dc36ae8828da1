"""Using a kept record: each use is logged before it happens, and needs the vault open."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Record
from smbsocial.domain.vault import Right
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.browser import open_page
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.usecases.register import account_sheet
from smbsocial.usecases.register_sheets import AccountSheet
from smbsocial.usecases.vault.records import Use, Used, note_again, note_sign_in, open_record
from smbsocial.usecases.vault.session import Vault, right_of

translate = QCoreApplication.translate

WAITING_MS = 500
"""How long a use may take before it is said that something is waited for."""


class AccountUses(QObject):
    """One account for whoever is at work. `told` carries what else is to be known, in words.

    `failed`: who says what went wrong, where the window behind is not to be seen.
    """

    told = Signal(str)

    def __init__(
        self,
        desk: VaultDesk,
        bridge: Bridge,
        account: AccountId,
        owner: QObject,
        *,
        failed: Callable[[ExpectedError], None] | None = None,
    ) -> None:
        super().__init__(owner)
        self._failed = failed
        self._desk = desk
        self._bridge = bridge
        self.account = account

    def sheet(self) -> AccountSheet:
        """What the register says; raises ExpectedError (NOT_FOUND)."""
        return self._bridge.read(account_sheet, self.account)

    @property
    def may_use(self) -> bool:
        """Whether who is at work may use what is kept."""
        return self._right() is not None

    @property
    def may_see(self) -> bool:
        """Whether who is at work may look at it."""
        return self._right() is Right.SEE

    @property
    def login_page(self) -> str:
        """The address of the platform's sign-in page, "" where none is known."""
        return self.sheet().pages.get("login", "")

    def use(
        self,
        use: Use,
        then: Callable[[Record], None],
        failed: Callable[[ExpectedError], None] | None = None,
    ) -> None:
        """Open the record for one use, the vault first if need be; `then` gets it."""
        self._desk.with_unlocked(lambda: self._open(use, then, failed or self._failed))

    def open_login(self) -> None:
        """Open the platform's own sign-in page; logged first where a password is kept for it."""
        page = self.login_page
        if not page:
            self.refuse(
                translate(
                    "Vault",
                    "No sign-in page is known for this account. Write its address into the"
                    " register.",
                )
            )
            return
        if self.may_use and not self._noted(lambda vault: note_sign_in(vault, self.account)):
            return
        open_page(self._bridge, page)

    def note(self, use: Use) -> bool:
        """Log one more use of what is open already; whether it may go on."""
        return self._noted(lambda vault: note_again(vault, self.account, use))

    def refuse(self, words: str) -> None:
        """Say what did not work: in the message bar, or where all is said while that is hidden."""
        if self._failed is None:
            self._bridge.refused.emit(words)
        else:
            self.told.emit(words)

    def _noted(self, note: Callable[[Vault], bool]) -> bool:
        return noted(self._desk, note, told=self.refuse, failed=self._failed)

    def _open(
        self,
        use: Use,
        then: Callable[[Record], None],
        failed: Callable[[ExpectedError], None] | None,
    ) -> None:
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(self._say_waiting)
        patience.start(WAITING_MS)

        def came(used: Used) -> None:
            patience.stop()
            if not used.logged:
                self.refuse(unlogged_words())
            then(used.record)

        def went_wrong(error: ExpectedError) -> None:
            patience.stop()
            (failed or self._desk.tell)(error)

        account = self.account
        self._desk.run(
            lambda vault: open_record(vault, account, use),
            done=came,
            failed=went_wrong,
            owner=self,
        )

    def _say_waiting(self) -> None:
        """A sign of life while the password store takes its time."""
        if self._desk.is_busy:
            self.told.emit(translate("Vault", "Waiting for the system's password store…"))

    def _right(self) -> Right | None:
        opened = self._desk.opened
        if opened is None:
            return None
        if opened.owner:
            return Right.SEE
        account, person = self.account, opened.person
        return self._bridge.read(lambda reads, _ports: right_of(reads, account, person))


def noted(
    desk: VaultDesk,
    note: Callable[[Vault], bool],
    *,
    told: Callable[[str], None],
    failed: Callable[[ExpectedError], None] | None = None,
) -> bool:
    """Whether it may go on once it was to be logged: staff do not where it cannot be.

    `note` says whether it was logged, or raises; an owner is `told` that it was not. `failed` (else
    the message bar) says what went wrong.
    """
    try:
        logged = note(desk.vault)
    except ExpectedError as error:
        (failed or desk.tell)(error)
        return False
    if not logged:
        told(unlogged_words())
    return True


def unlogged_words() -> str:
    """An owner is told that a use stands in no log."""
    return translate(
        "Vault",
        "This could not be written into the access log (is the disk full or read-only?). You can go"
        " on, but nobody will see it there.",
    )
