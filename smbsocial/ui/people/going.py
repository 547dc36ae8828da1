"""What is done in a departure, each with the vault opened first where there is one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure, LeavingStep, LineState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId, PersonId
from smbsocial.domain.secret import Secret
from smbsocial.ui import dialogs
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.files import pick_folder
from smbsocial.usecases.lookup import people_gone, the_account
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.vault import departures
from smbsocial.usecases.vault.backups import back_up, choose_backup_folder
from smbsocial.usecases.vault.leaving import answer_step, keep_new_password
from smbsocial.usecases.vault.new_master import holds_master
from smbsocial.usecases.vault.ports import BackupFile
from smbsocial.usecases.vault.session import VaultState

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Made:
    """A new password that was copied, and whose list it was made for."""

    password: Secret[str]
    person: PersonId


class Going(QObject):
    """The steps of a departure. `told` carries what happened; pages refresh by the bridge.

    New passwords that were made stay here until they are saved, also when the vault locks itself
    meanwhile: by then they may be in use on the platform.
    """

    told = Signal(str)
    started = Signal(str)  # DepartureId

    def __init__(self, bridge: Bridge, desk: VaultDesk, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._desk = desk
        self._window = window
        self._made: dict[AccountId, Made] = {}
        self._me: PersonId | None = None

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The accounts whose new password was copied and not saved: it may be in use by now."""
        return tuple(self._name(account) for account in self._made)

    @property
    def has_vault(self) -> bool:
        """Whether a vault is set up."""
        return self._desk.state is not VaultState.NONE

    @property
    def can_make(self) -> bool:
        """Whether the vault can make passwords and keep them."""
        return self._desk.state is VaultState.READY

    def owners_besides(self, person: PersonId) -> tuple[Person, ...]:
        """Owners who work here and could go through somebody's list."""
        return tuple(each for each in self._bridge.read(_owners) if each.id != person)

    def be(self, person: PersonId) -> None:
        """Who is at work, where no vault can say."""
        self._me = person

    def start(self, person: PersonId, by: PersonId | None) -> None:
        """Lock somebody out and begin with the list."""
        if by is not None:
            self._me = by

        def begin(me: PersonId) -> None:
            if me == person:
                words = translate("Leaving", "Another owner has to do this: it locks you out.")
                self._bridge.refused.emit(words)
                return
            if self._bridge.read(lambda reads, _ports: holds_master(reads, person)):
                self._ask_passphrase(person, lambda: self._new_master_made(person))
                return
            self._desk.run(
                lambda vault: departures.start(vault, person, me),
                done=self._begun,
                failed=lambda error: self._half_begun(person, error),
                owner=self,
            )

        self._as_owner(person, begin)

    def make_kit(self, person: PersonId, departure: DepartureId) -> None:
        """A new emergency kit; where it was missing it was made on the way in."""

        def make(_me: PersonId) -> None:
            from smbsocial.ui.vault.kit_form import KitForm

            if self._bridge.read(_kit_waits, departure):
                KitForm.anew(self._desk, self._bridge, self._window).open()

        self._as_owner(person, make)

    def make_keys(self, person: PersonId, departure: DepartureId) -> None:
        """The new keys that the start could not make."""
        words = translate("Leaving", "The accounts have new keys.")
        self._as_owner(
            person,
            lambda _me: self._desk.run(
                lambda vault: departures.renew_keys(vault, departure),
                done=lambda _none: self.told.emit(words),
                owner=self,
            ),
        )

    def answer(self, person: PersonId, line_id: str, state: LineState, note: str = "") -> None:
        """Answer a line, as the owner who is at work."""
        self._as_owner(person, lambda me: self._put(line_id, me, state, note))

    def with_password(
        self, person: PersonId, account: AccountId, then: Callable[[Secret[str]], None]
    ) -> None:
        """The new password of an account, made at the first time; `then` gets it."""

        def give(_me: PersonId) -> None:
            if account not in self._made:
                row = self._bridge.read(lambda reads, _ports: the_account(reads, account))
                rules = self._bridge.ports.library.password_rules(row.platform)
                made = self._desk.vault.making.generate_password(rules)
                self._made[account] = Made(made, person)
            then(self._made[account].password)

        self._as_owner(person, give)

    def save_password(self, person: PersonId, account: AccountId) -> None:
        """The new password is in use: keep it, which closes its line."""
        made = self._made.get(account)
        if made is None:
            words = translate("Leaving", "Copy the new password first, and paste it there.")
            self._bridge.refused.emit(words)
            return

        def kept(_none: None) -> None:
            self._made.pop(account, None)
            self._desk.clipboard.clear_now()
            self.told.emit(translate("Leaving", "The vault keeps the new password."))

        self._as_owner(
            person,
            lambda _me: self._desk.run(
                lambda vault: keep_new_password(vault, account, made.password),
                done=kept,
                owner=self,
            ),
        )

    def close(self, person: PersonId, departure: DepartureId, why: str) -> None:
        """The end: new device key, then a fresh backup."""

        def closed(_none: None) -> None:
            self._drop(person)
            self.back_up()

        def do(me: PersonId) -> None:
            if self._may_drop(person):
                self._desk.run(
                    lambda vault: departures.close(vault, departure, me, why=why),
                    done=closed,
                    owner=self,
                )

        self._as_owner(person, do)

    def back_up(self) -> None:
        """A fresh backup, to the folder that was chosen or is chosen now."""
        self._bridge.forget_steps()
        if not self.can_make:
            self.told.emit(translate("Leaving", "It is closed."))
            return

        def failed(error: ExpectedError) -> None:
            if error.code is Code.NO_BACKUP_FOLDER:
                self.told.emit(translate("Leaving", "Now choose a folder for the backup."))
                pick_folder(self._window, self._chosen)
            else:
                self._bridge.failed.emit(error)

        self._desk.run(back_up, done=self._backed_up, failed=failed, owner=self)

    def cancel(self, person: PersonId, departure: DepartureId) -> None:
        """They stay after all."""

        def do(me: PersonId) -> None:
            if self._may_drop(person) and self._desk.attempt(
                lambda vault: departures.cancel(vault, departure, me)
            ):
                self._drop(person)
                self._bridge.forget_steps()
                words = translate("Leaving", "Stays after all: give a passphrase and rights anew.")
                self.told.emit(words)

        self._as_owner(person, do)

    def _may_drop(self, person: PersonId) -> bool:
        """Whether new passwords that nobody saved may go: only whoever copied them can know."""
        names = [self._name(id) for id, made in self._made.items() if made.person == person]
        if not names:
            return True
        verb = translate("Leaving", "None is in use: drop them")
        return dialogs.confirm(self._window, unsaved_words(names), verb)

    def _drop(self, person: PersonId) -> None:
        """With the list the new passwords go that were made for it."""
        self._made = {id: made for id, made in self._made.items() if made.person != person}

    def _name(self, account: AccountId) -> str:
        row = self._bridge.read(lambda reads, _ports: the_account(reads, account))
        name = self._bridge.ports.library.custody(row.platform).name
        return f"{name} {row.handle}".strip()

    def _as_owner(self, leaver: PersonId, then: Callable[[PersonId], object]) -> None:
        """Call `then` with who does it: the vault opened by an owner, or at once without one."""

        def go_on() -> None:
            me = self._at_work(leaver)
            if me is None:
                self._bridge.failed.emit(ExpectedError(Code.NO_OWNER_LEFT))
                return
            try:
                then(me)
            except ExpectedError as error:
                self._bridge.failed.emit(error)

        if self.has_vault:
            self._desk.with_unlocked(go_on, owner=True)
        else:
            go_on()

    def _at_work(self, leaver: PersonId) -> PersonId | None:
        """Whoever opened the vault, else who said so, else the first owner who is not leaving."""
        opened = self._desk.opened
        if opened is not None:
            return opened.person
        owners = [each.id for each in self.owners_besides(leaver)]
        if self._me in owners:
            return self._me
        return owners[0] if owners else None

    def _begun(self, departure: DepartureId) -> None:
        self._bridge.forget_steps()
        self.started.emit(departure)

    def take_from_owner(self, person: PersonId, taken: Callable[[], None]) -> None:
        """An owner's passphrase is taken away: `taken` once it is, and then comes the kit."""

        def gone() -> None:
            taken()
            self._desk.with_unlocked(_nothing, owner=True)

        self._ask_passphrase(person, gone, stays=True)

    def _ask_passphrase(
        self, person: PersonId, then: Callable[[], None], *, stays: bool = False
    ) -> None:
        """The master key is made anew, for whoever knows the passphrase."""
        from smbsocial.ui.people.owner_leaves_form import OwnerLeavesForm

        row = self._bridge.read(lambda reads, _ports: reads.get(Person, person))
        if row is None:
            return
        OwnerLeavesForm(self._desk, row, then, self._window, stays=stays).open()

    def _new_master_made(self, person: PersonId) -> None:
        """The list stands; the emergency kit comes next, because none counts now."""
        found = self._bridge.read(_open_departure, person)
        if found is not None:
            self._begun(found)
            self._desk.with_unlocked(_nothing, owner=True)

    def _half_begun(self, person: PersonId, error: ExpectedError) -> None:
        """They are locked out all the same once the list stands; the keys can be made later."""
        self._bridge.failed.emit(error)
        found = self._bridge.read(_open_departure, person)
        if found is not None:
            self._begun(found)

    def _put(self, line_id: str, by: PersonId, state: LineState, note: str) -> None:
        self._bridge.changes.write(answer_step, line_id, by=by, state=state, note=note)

    def _chosen(self, folder: Path) -> None:
        if self._desk.attempt(lambda vault: choose_backup_folder(vault, str(folder))):
            self.back_up()

    def _backed_up(self, _file: BackupFile) -> None:
        self.told.emit(translate("Leaving", "It is closed, and a fresh backup is written."))


def unsaved_words(accounts: Sequence[str]) -> str:
    """That new passwords of these accounts would be lost."""
    words = translate(
        "Leaving",
        "A new password was copied and not saved in the vault: {accounts}. If it is set there"
        " already, save it first; else nobody gets in any more.",
    )
    return words.format(accounts=formats.listed(list(accounts)))


def _owners(reads: Reads, ports: Ports) -> tuple[Person, ...]:  # noqa: ARG001
    gone = people_gone(reads)
    people = (each for each in reads.all(Person) if each.id not in gone)
    return tuple(each for each in people if each.role is Role.OWNER)


def _open_departure(reads: Reads, ports: Ports, person: PersonId) -> DepartureId | None:  # noqa: ARG001
    found = [row.id for row in reads.all(Departure) if row.person == person and _is_open(row)]
    return found[-1] if found else None


def _kit_waits(reads: Reads, ports: Ports, departure: DepartureId) -> bool:  # noqa: ARG001
    lines = departures.lines_of(reads, departure)
    return any(
        line.step is LeavingStep.NEW_KIT and line.state is not LineState.DONE for line in lines
    )


def _nothing() -> None:
    """Nobody waits for it."""


def _is_open(row: Departure) -> bool:
    return row.closed_at is None and not row.cancelled
