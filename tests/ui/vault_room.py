"""A window with a desk for the vault: everything is real but the keyring, which is in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from house import SetClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from vault.quick_sealing import QuickSealing

from smbsocial.domain.accounts import Registration, SecondFactor
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId, PlatformKey
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Key, Record, Secret
from smbsocial.domain.vault import Right
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.entrance import Entrance
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records, setting_up, unlocking
from smbsocial.usecases.vault.ports import BackupFile, BackupHeader, Tried
from smbsocial.usecases.vault.session import Vault
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.memory_store import MemoryStore

W = TypeVar("W", bound=QWidget)

ANN, BEN = PersonId("ann"), PersonId("ben")
INSTAGRAM, BLUESKY, FACEBOOK = AccountId("insta"), AccountId("sky"), AccountId("face")
OWNERS = Secret("slate harbour ochre nine kettles")
BENS = Secret("copper lentil brook and sail")
SEED = "JBSWY3DPEHPK3PXP"
PASSWORD = "cAnArY-fLat-white-19"  # noqa: S105 - of the test
RECORD = Record("cornercafe", PASSWORD, SEED, ("1111 2222", "3333 4444"), "first pet: Brunel")
WAIT_MS = 10_000


class NotedBackups:
    """Writes nothing but a name into the folder."""

    def __init__(self, clock: SetClock) -> None:
        self._clock = clock
        self.written: list[str] = []

    def snapshot(self) -> str:
        return "snapshot"

    def write(
        self,
        folder: str,
        header: BackupHeader,
        *,
        public: bytes,
        snapshot: str,
        secrets: Mapping[str, tuple[str, ...]],
    ) -> BackupFile:
        path = Path(folder) / "smbsocial-20270113-093000.smbbackup"
        path.write_bytes(b"SMBBKUP1")
        self.written.append(str(path))
        return BackupFile(str(path), self._clock.now())

    def drop(self, snapshot: str) -> None:
        """Nothing was made."""

    def newest(self, folder: str, vault: bytes) -> BackupFile | None:
        return BackupFile(self.written[-1], self._clock.now()) if self.written else None

    def try_out(
        self, file: str, master: Key, *, vault: bytes, told: Callable[[int], bool]
    ) -> Tried:
        if not told(50):
            raise ExpectedError(Code.REPORT_STOPPED)
        return Tried(self._clock.now(), posts=39, accounts=2, readings=12, kept=2, opened=2)


def desk_with_way_in(
    bridge: Bridge, make: Callable[[Changes], Vault] | None, window: QWidget
) -> VaultDesk:
    """A desk whose way in are the real forms, as the main window joins them."""
    desk = VaultDesk(
        bridge, make, window, lambda owner: Entrance(desk, bridge, window, owner=owner)
    )
    return desk


@dataclass
class Room:
    """The window, its desk, and what lies behind them."""

    bridge: Bridge
    store: SqliteStore
    clock: SetClock
    qtbot: QtBot
    window: QWidget
    secrets: MemoryStore = field(default_factory=MemoryStore)
    code: Secret[str] = field(default_factory=lambda: Secret(""))
    failures: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.backups = NotedBackups(self.clock)
        self.desk = desk_with_way_in(self.bridge, self.make, self.window)
        self.bridge.failed.connect(lambda error: self.failures.append(error.code.value))
        self.bridge.told.connect(lambda words, _undo: self.told.append(words))
        self.bridge.refused.connect(self.refused.append)

    def make(self, changes: Changes) -> Vault:
        entries = KeyringEntries(self.secrets)
        return Vault(changes, QuickSealing(), entries, self.backups, VaultMaking())

    @property
    def vault(self) -> Vault:
        return self.desk.vault

    def put_accounts(self) -> None:
        """Instagram with a password, Bluesky with one, a Page without; Ben may use Instagram."""
        with self.store.transaction() as tx:
            tx.put(Account(INSTAGRAM, PlatformKey("instagram"), "@cornercafe"))
            tx.put(Account(BLUESKY, PlatformKey("bluesky"), "@cornercafe.example"))
            tx.put(Account(FACEBOOK, PlatformKey("facebook_page"), "Corner Café"))
            tx.put(Registration(INSTAGRAM, factor=SecondFactor.VAULT))
            tx.put(Registration(BLUESKY, email="owner@cornercafe.example"))

    def set_up(self, *, kit: bool = True) -> None:
        """The vault of Ann's; it is locked again."""
        run_here(setting_up.set_up(self.vault, ANN, OWNERS))
        if kit:
            made = run_here(setting_up.make_kit(self.vault))
            self.code = made.code
            groups = made.code.reveal().split("-")
            typed = {n: groups[n - 1] for n in made.asked}
            setting_up.confirm_kit(self.vault, made, typed)
        unlocking.lock(self.vault)
        self.vault.wants_backup = False

    def keep(self) -> None:
        """Ann's vault keeps two records; Ben may use both, and look at none."""
        self.put_accounts()
        self.set_up()
        run_here(unlocking.unlock(self.vault, ANN, OWNERS))
        for account in (INSTAGRAM, BLUESKY):
            run_here(records.save_record(self.vault, account, RECORD))
            grants.grant(self.vault, account, BEN, Right.USE)
        run_here(grants.give_passphrase(self.vault, BEN, BENS))
        unlocking.lock(self.vault)
        self.vault.wants_backup = False

    def enter(self, person: PersonId = ANN) -> None:
        """Somebody unlocks the vault, and the desk knows."""
        run_here(unlocking.unlock(self.vault, person, OWNERS if person == ANN else BENS))
        self.desk.entered()

    def put(self, place: QWidget) -> None:
        """Show a part of the window."""
        layout = self.window.layout() or QVBoxLayout(self.window)
        layout.addWidget(place)
        place.show()

    def dialog(self, kind: type[W]) -> W:
        """The form of a kind that is open, once it is."""
        found: list[W] = []

        def there() -> bool:
            found[:] = [form for form in self.window.findChildren(kind) if form.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there, timeout=WAIT_MS)
        return found[0]

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=WAIT_MS)

    def gone(self, form: QDialog) -> Callable[[], bool]:
        """Whether a form was closed (it deletes itself then)."""
        closed: list[int] = []
        form.finished.connect(closed.append)
        return lambda: bool(closed)

    def press(self, place: QWidget, name: str) -> None:
        button = self.find(place, QPushButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def write(self, place: QWidget, name: str, text: str) -> None:
        self.find(place, QLineEdit, name).setText(text)

    def find(self, place: QWidget, kind: type[W], name: str) -> W:
        found = place.findChild(kind, name)
        assert found is not None, name
        return found

    def words(self, place: QWidget) -> str:
        """Everything that a place says."""
        return " ".join(
            text.text() for text in place.findChildren(QLabel) if text.isVisibleTo(place)
        )


def log_of(room: Room) -> list[tuple[str, str]]:
    """What the access log says, oldest first: action and detail."""
    return [(e.action.value, e.detail.value) for e in reversed(room.store.log())]
