"""The vault's desk: every page asks here; who is at work, what runs, when it locks.

It is there from the start. The vault itself, its lane and its clipboard are loaded by the first
wish for them, so that a start loads nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from smbsocial.domain.business import Person, Role
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.jobs import Lane

if TYPE_CHECKING:
    from smbsocial.domain.access_log import Detail
    from smbsocial.ui.clipboard import SecretClipboard
    from smbsocial.ui.vault.auto_lock import AutoLock
    from smbsocial.ui.vault_lane import Errand, VaultLane
    from smbsocial.usecases.changes import Changes
    from smbsocial.usecases.steps import Steps
    from smbsocial.usecases.vault.session import Opened, Vault, VaultState

T = TypeVar("T")

BACKUP_MS = 20_000
"""How long after a change the backup waits for further ones; the design says 60 s at most."""
TIDY_MS = 2_000
ROUND_MS = 10 * 60_000
"""How often it is looked whether something is due, or can be tried again."""
PROMPTS = frozenset({Code.STORE_LOCKED, Code.STORE_SILENT})
"""What comes of a keyring that shows a prompt, and nobody may be there."""
PROMPT_EVERY = timedelta(days=1)


class WayIn(Protocol):
    """The forms that lead into the vault, for anybody or for an owner."""

    def enter(self, then: Callable[[], None]) -> None:
        """Call `then` once the vault is open for who may."""
        ...

    def ask_who(self) -> None:
        """Ask who works now."""
        ...


class VaultDesk(QObject):
    """Hands the vault to whoever needs it, unlocked, and takes it away again.

    `changed`: locked, unlocked, set up, or another person at work. `silent`: whether the
    system's password store fails to answer. Errors that stand at no field go to the bridge.
    """

    changed = Signal()
    silent = Signal(bool)

    def __init__(
        self,
        bridge: Bridge,
        make_vault: Callable[[Changes], Vault] | None,
        window: QWidget,
        way_in: Callable[[bool], WayIn],
    ) -> None:
        super().__init__(window)
        self._way_in = way_in
        self._bridge = bridge
        self._make_vault = make_vault
        self._vault: Vault | None = None
        self._auto_lock: AutoLock | None = None
        self._lane: VaultLane | None = None
        self.outside = Lane(self)
        """For questions to other computers: closing does not wait for their answers."""
        self._clipboard: SecretClipboard | None = None
        self._backup = _once(self, BACKUP_MS, self._back_up)
        self._tidying = _once(self, TIDY_MS, self._look)
        self._rounds = _round(self, ROUND_MS, self._look)
        self._told: set[Code] = set()
        self._refused: datetime | None = None  # when the keyring last was locked or silent
        self._commits = 0
        self._kept: int | None = None  # of them, by the last backup; None: who knows
        bridge.changed.connect(self._heard)
        self._were_here: set[str] = set()
        self._handed_over = False

    @property
    def vault(self) -> Vault:
        """The vault's parts, made at the first use; raises NO_STORE where there can be none."""
        if self._vault is None:
            if self._make_vault is None:
                raise ExpectedError(Code.NO_STORE, reason="not_supported")
            self._vault = self._make_vault(self._bridge.changes)
        return self._vault

    @property
    def clipboard(self) -> SecretClipboard:
        """Where secrets are copied to."""
        if self._clipboard is None:
            from smbsocial.ui.clipboard import SecretClipboard

            self._clipboard = SecretClipboard(self)
        return self._clipboard

    @property
    def is_busy(self) -> bool:
        """Whether steps of the vault are under way or wait."""
        return self._lane is not None and self._lane.is_busy

    @property
    def opened(self) -> Opened | None:
        """Who has unlocked the vault, None while it is locked."""
        return self._vault.opened if self._vault else None

    @property
    def state(self) -> VaultState:
        """How far the vault is set up."""
        from smbsocial.usecases.vault.session import state

        return self._bridge.read(lambda reads, _ports: state(reads))

    @property
    def person(self) -> Person | None:
        """Who is at work, None while it is locked."""
        opened = self.opened
        if opened is None:
            return None
        return self._bridge.read(lambda reads, _ports: reads.get(Person, opened.person))

    @property
    def is_owner(self) -> bool:
        """Whether an owner has unlocked the vault."""
        return self.opened is not None and self.opened.owner

    @property
    def is_staff(self) -> bool:
        """Whether somebody is at work who is no owner: they are not offered what is an owner's."""
        person = self.person
        return person is not None and person.role is Role.STAFF

    @property
    def can_open(self) -> bool:
        """Whether there is a vault that somebody can unlock."""
        from smbsocial.usecases.vault.session import VaultState

        return self.state is not VaultState.NONE

    def was_others(self, person: str) -> bool:
        """Whether somebody else is or was at work in this session, or was asked in."""
        return self._handed_over or bool(self._were_here - {person})

    def run(
        self,
        steps: Callable[[Vault], Steps[T]],
        *,
        done: Callable[[T], None],
        failed: Callable[[ExpectedError], None] | None = None,
        owner: QObject | None = None,
    ) -> Errand | None:
        """Run steps of the vault; `failed` gets expected errors (else the message bar does)."""
        tell = failed or self._bridge.failed.emit
        try:
            going = steps(self.vault)
        except ExpectedError as error:
            tell(error)
            return None

        def went_wrong(error: Exception) -> None:
            self._after()
            if not isinstance(error, ExpectedError):
                raise error
            tell(error)
            self._watch()

        def came(value: T) -> None:
            self._answered()
            self._after()
            done(value)
            self._watch()

        return self._the_lane().run(going, done=came, failed=went_wrong, owner=owner or self)

    def attempt(self, step: Callable[[Vault], object]) -> bool:
        """A step that waits for nothing; an expected error goes to the message bar."""
        try:
            step(self.vault)
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return False
        finally:
            self._after()
        return True

    def tell(self, error: ExpectedError) -> None:
        """Say in the message bar what went wrong, where whoever began it is gone."""
        self._bridge.failed.emit(error)

    def with_unlocked(self, then: Callable[[], None], *, owner: bool = False) -> None:
        """Call `then` once the vault is open (for an owner): now, or after it was unlocked.

        A vault that is not set up yet is set up first; who changes their mind ends it there.
        """
        from smbsocial.usecases.vault.session import VaultState

        opened = self.opened
        ready = self.state is VaultState.READY
        if ready and opened is not None and (opened.owner or not owner):
            then()
            return
        self._way_in(owner).enter(then)

    def switch_person(self) -> None:
        """Lock, and ask who unlocks it now."""
        self._handed_over = self._handed_over or self.opened is not None
        self.lock()
        self._way_in(False).ask_who()

    def entered(self) -> None:
        """Somebody has unlocked the vault: watch for the time to lock it."""
        from smbsocial.ui.vault.auto_lock import AutoLock

        if self._auto_lock is None:
            self._auto_lock = AutoLock(self, self._bridge.ports.clock)
            self._auto_lock.lock_wanted.connect(self._lock_itself)
        self._auto_lock.start(owner=self.is_owner)
        if self.opened is not None:
            self._were_here.add(self.opened.person)
        self.changed.emit()

    def lock(self, detail: Detail | None = None) -> None:
        """Forget the keys at once, and what was copied."""
        if self._auto_lock is not None:
            self._auto_lock.stop()
        if self._clipboard is not None:
            self._clipboard.clear_now()
        if self._vault is not None:
            from smbsocial.domain.access_log import Detail
            from smbsocial.usecases.vault.unlocking import lock

            was_open = self._vault.opened is not None
            lock(self._vault, detail or Detail.NONE)  # an unlock that is under way ends there, too
            if was_open:
                self.changed.emit()

    def tidy_later(self) -> None:
        """A while after the start, and from then on: clear what is left, back up what is due."""
        self._tidying.start()
        self._rounds.start()

    def back_up_later(self) -> None:
        """Write a backup soon, if there is somewhere to write it."""
        self._backup.start()

    def close(self) -> bool:
        """Lock, and wait a bounded time for what runs; False when something was left behind."""
        for timer in (self._backup, self._tidying, self._rounds):
            timer.stop()
        self.lock()
        self.outside.close(0)
        return self._lane is None or self._lane.close()

    def _the_lane(self) -> VaultLane:
        if self._lane is None:
            from smbsocial.ui.vault_lane import VaultLane

            self._lane = VaultLane(self)
            self._lane.silent.connect(lambda: self.silent.emit(True))
            self._lane.answered.connect(lambda: self.silent.emit(False))
            self._lane.refused.connect(self._refused_late)
        return self._lane

    def _refused_late(self, error: Exception) -> None:
        """A prompt was cancelled long after whoever waited for it was told of the silence."""
        if not isinstance(error, ExpectedError):
            raise error
        self.tell(error)

    def _lock_itself(self, why: object) -> None:
        from smbsocial.domain.access_log import Detail

        if isinstance(why, Detail):
            self.lock(why)

    def _watch(self) -> None:
        """Whoever opened it and went away leaves no vault that nobody watches."""
        if self.opened is not None and not (self._auto_lock and self._auto_lock.watching):
            self.entered()

    def _after(self) -> None:
        if self._vault is None or not self._vault.wants_backup or self._backup.isActive():
            return
        from smbsocial.usecases.vault.backups import can_back_up

        try:
            wanted = can_back_up(self._vault.reads)
        except ExpectedError:  # the backup will say why; whoever waits comes first
            wanted = True
        if wanted:
            self._backup.start()

    def _heard(self, _changed: object) -> None:
        self._commits += 1

    def _answered(self) -> None:
        """Somebody used the keyring, and it was open."""
        self._refused = None
        self._told -= PROMPTS

    def _look(self) -> None:
        """Do what is due. What goes wrong is told once, and tried again at the next round."""
        from smbsocial.usecases.vault.backups import backup_is_due
        from smbsocial.usecases.vault.records import tidy, wants_tidying

        if self.is_busy or self._backup.isActive() or self._is_refused():
            return
        try:
            if self._bridge.read(wants_tidying):
                self.run(tidy, done=lambda _none: None, failed=self._not_done)
            if self._bridge.read(backup_is_due, news=self._commits != self._kept):
                self.back_up_later()
        except ExpectedError as error:
            self._not_done(error)

    def _is_refused(self) -> bool:
        """A locked keyring is asked again a day later, or once somebody used it."""
        now = self._bridge.ports.clock.now()
        return self._refused is not None and abs(now - self._refused) < PROMPT_EVERY

    def _back_up(self) -> None:
        from smbsocial.usecases.vault.backups import back_up_if_chosen

        before = self._commits

        def backed_up(file: object) -> None:
            if file is not None:
                self._told.clear()
                self._kept = before + 1  # one commit says that it is there

        self.run(back_up_if_chosen, done=backed_up, failed=self._not_backed_up)

    def _not_backed_up(self, error: ExpectedError) -> None:
        """Tried again behind the next step of the vault and with the next round."""
        self._backup.stop()
        self._not_done(error)

    def _not_done(self, error: ExpectedError) -> None:
        """Told once, until it goes well."""
        if error.code in PROMPTS:
            self._refused = self._bridge.ports.clock.now()
        if error.code not in self._told:
            self._told.add(error.code)
            self.tell(error)


def _once(owner: QObject, milliseconds: int, then: Callable[[], None]) -> QTimer:
    """A timer that calls once after each start."""
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(then)
    return made


def _round(owner: QObject, milliseconds: int, then: Callable[[], None]) -> QTimer:
    """A timer that calls again and again, at no exact moment."""
    made = QTimer(owner)
    made.setTimerType(Qt.TimerType.VeryCoarseTimer)
    made.setInterval(milliseconds)
    made.timeout.connect(then)
    return made
