"""The way into the vault: set it up, unlock it, finish its kit; then what was wanted happens."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from smbsocial.domain.business import Person, Role
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.account_uses import unlogged_words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.kit_form import KitForm
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.recovery_form import RecoveryForm
from smbsocial.ui.vault.set_up_form import KitMissingForm, SetUpForm, StartOverForm
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.vault.grants import is_gone
from smbsocial.usecases.vault.session import VaultState
from smbsocial.usecases.vault.setting_up import keeps_records
from smbsocial.usecases.vault.unlocking import (
    Opener,
    Unlocked,
    openers,
    unlock_with_login,
    who_was_last,
)


class Entrance(QObject):
    """Asks what is needed, one form after another; whoever closes a form ends it.

    `owner`: only an owner will do. It lives until it has ended.
    """

    def __init__(
        self, desk: VaultDesk, bridge: Bridge, window: QWidget, owner: bool = False
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._bridge = bridge
        self._window = window
        self._owner = owner
        self._then: Callable[[], None] = _nothing
        self._form: QDialog | None = None

    def enter(self, then: Callable[[], None]) -> None:
        """Call `then` once the vault is open for who may."""
        self._then = then
        if not self._is_there():
            return
        state, opened = self._desk.state, self._desk.opened
        if state is VaultState.NONE:
            self._set_up()
        elif opened is not None and opened.owner:
            self._finish()
        else:
            self._unlock_by_itself()

    def ask_who(self) -> None:
        """Ask who works now, also where this computer's login would open it by itself.

        Where there is but one person, and this computer's login is theirs, nothing is asked.
        """
        if not self._is_there():
            return
        if self._desk.state is VaultState.NONE:
            self._set_up()
        elif [opener.login_alone for opener in self._openers()] == [True]:
            self._unlock_by_itself()
        else:
            self._ask()

    def _is_there(self) -> bool:
        """Whether there can be a vault at all."""
        try:
            return self._desk.vault is not None
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            self._end()
            return False

    def _set_up(self) -> None:
        owners = self._bridge.read(lambda reads, _ports: _owners(reads))
        if not owners:
            self._bridge.failed.emit(ExpectedError(Code.NOT_SET_UP))
            self._end()
            return
        form = SetUpForm(self._desk, self._bridge, owners, self._window)
        form.completed.connect(self._done)
        self._show(form)

    def _openers(self) -> tuple[Opener, ...]:
        found = self._bridge.read(lambda reads, _ports: openers(reads))
        shared = len(found) > 1
        return tuple(
            self._as_they_may(opener) if shared else opener
            for opener in found
            if opener.owner or not self._owner
        )

    def _as_they_may(self, opener: Opener) -> Opener:
        """This computer's login says nothing of who sits there once others sat there, too."""
        alone = opener.login_alone and not self._desk.was_others(opener.person.id)
        return replace(opener, login_alone=alone)

    def _unlock_by_itself(self) -> None:
        """With this computer's login alone, where one owner chose that and sits there; else ask."""
        alone = [opener.person.id for opener in self._openers() if opener.login_alone]
        if len(alone) != 1:
            self._ask()
            return
        person = alone[0]
        self._desk.run(
            lambda vault: unlock_with_login(vault, person),
            done=self._entered,
            failed=lambda error: self._ask(error, person),
            owner=self,
        )

    def _ask(self, before: ExpectedError | None = None, chosen: PersonId | None = None) -> None:
        chosen = chosen or self._bridge.read(lambda reads, _ports: who_was_last(reads))
        form = UnlockForm(
            self._desk, self._openers(), self._window, chosen=chosen, owner=self._owner
        )
        form.unlocked.connect(self._entered)
        form.lost.connect(self._recover)
        if before is not None:
            form.show_error(before)
        self._show(form)

    def _recover(self, person: str) -> None:
        if self._desk.state is VaultState.KIT_OPEN:
            if self._bridge.read(lambda reads, _ports: keeps_records(reads)):
                missing = KitMissingForm(self._desk, self._window)
                missing.accepted.connect(lambda: self._ask(chosen=PersonId(person)))
                self._show(missing)
                return
            over = StartOverForm(self._desk, self._window)
            over.forgotten.connect(self._set_up)
            self._show(over)
            return
        form = RecoveryForm(self._desk, self._bridge, PersonId(person), self._window)
        form.unlocked.connect(self._entered)
        self._show(form)

    def _entered(self, brought: Unlocked) -> None:
        self._desk.entered()
        if brought.log is not None and brought.log.broken is not None:
            self._bridge.failed.emit(ExpectedError(Code.LOG_BROKEN, seq=brought.log.seq))
        elif not brought.logged:
            self._bridge.refused.emit(unlogged_words())
        giver = self._bridge.read(lambda reads, _ports: _person(reads, brought.given_by))
        if giver is not None:
            self._ask_own(brought.person, giver)
        else:
            self._finish()

    def _ask_own(self, person: PersonId, giver: Person) -> None:
        """Who has a passphrase that somebody else knows may choose their own, or go on without."""
        form = OwnPassphraseForm(self._desk, self._bridge, person, self._window, giver=giver)
        form.finished.connect(lambda _how: self._go_on_as(person))
        self._form = form
        form.open()

    def _go_on_as(self, person: PersonId) -> None:
        opened = self._desk.opened
        if opened is not None and opened.person == person:
            self._finish()
        else:  # it was locked meanwhile
            self._end()

    def _finish(self) -> None:
        """The kit is missing until its code was typed back; only an owner can make one."""
        if self._desk.state is not VaultState.KIT_OPEN:
            self._done()
        elif self._desk.is_owner:
            form = KitForm.to_finish(self._desk, self._bridge, self._window)
            form.completed.connect(self._done)
            self._show(form)
        else:
            self._bridge.failed.emit(ExpectedError(Code.VAULT_NOT_SET_UP))
            self._end()

    def _show(self, form: QDialog) -> None:
        """Open a form; one that is closed, and that no other form follows, is the end."""
        self._form = form
        form.rejected.connect(lambda: self._left(form))
        form.open()

    def _left(self, form: QDialog) -> None:
        if form is self._form:
            self._end()

    def _done(self) -> None:
        then, self._then = self._then, _nothing
        self._end()
        then()

    def _end(self) -> None:
        self.deleteLater()


def _owners(reads: Reads) -> tuple[Person, ...]:
    """Owners who work here, each of whom can set the vault up."""
    return tuple(
        person
        for person in reads.all(Person)
        if person.role is Role.OWNER and not is_gone(reads, person.id)
    )


def _person(reads: Reads, id: PersonId | None) -> Person | None:
    return reads.get(Person, id) if id else None


def _nothing() -> None:
    """Nobody waits for it."""
