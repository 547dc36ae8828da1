"""What the tour is handed: a library, houses in memory, and vaults that only play.

Nothing here comes near the system's keyring or a folder. What looks random on a picture is the
same each time and says that it is an example.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

from typing_extensions import override

from smbsocial.app.paths import resources_folder
from smbsocial.app.wiring import make_ports, make_report_files
from smbsocial.domain.passwords import PasswordRules
from smbsocial.domain.secret import Key, Secret
from smbsocial.storage.reminder_book import FileReminderBook
from smbsocial.storage.store import memory_store
from smbsocial.ui.tour.stage import NOW, Stage
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.reminding.ports import AutostartState, Reminding
from smbsocial.usecases.vault.ports import BackupFile, BackupHeader, Tried
from smbsocial.usecases.vault.session import Vault
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.keys import LEAST_KIB, LEAST_PASSES
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.sealing import SodiumSealing

_WORDS = Secret("five words for example only")
_PASSWORD = "example-only-"  # noqa: S105 - says what it is


def make_stage() -> Stage:
    """A stage for one tour."""
    library, resources = make_ports().library, resources_folder()
    return Stage(
        lambda: closing(memory_store()),
        make_vault,
        library,
        resources,
        make_report_files,
        make_reminding,
    )


def make_vault(changes: Changes) -> Vault:
    """A vault that is gone with its window."""
    entries = KeyringEntries(MemoryStore())
    return Vault(changes, _QuickSealing(), entries, _NoBackups(), _StillMaking())


def make_reminding(folder: Path) -> Reminding:
    """A book that is gone with its folder, and no place where programs start at login."""
    return Reminding(FileReminderBook(folder), _NoAutostart())


class _NoAutostart:
    """Nothing starts at login, and nothing can be made to."""

    def state(self) -> AutostartState:
        """As on a fresh machine."""
        return AutostartState(on=False, place="", command="", ours=False, running=False)

    def switch_on(self) -> None:
        """Nobody presses that on the tour."""

    def switch_off(self) -> None:
        """Nor that."""


class _QuickSealing(SodiumSealing):
    """The real thing with the least stretching; what can be seen of it counts up."""

    def __init__(self) -> None:
        super().__init__(m_kib=LEAST_KIB, t=LEAST_PASSES)
        self._numbers = count(1)

    @override
    def random(self, length: int) -> bytes:
        return next(self._numbers).to_bytes(length, "little")


class _StillMaking(VaultMaking):
    """Passphrases and passwords that nobody could take for real ones."""

    @override
    def suggest_passphrase(self) -> Secret[str]:
        return _WORDS

    @override
    def generate_password(self, rules: PasswordRules) -> Secret[str]:
        return Secret(_PASSWORD.ljust(rules.length, "9"))


class _NoBackups:
    """Writes nothing and says that it did."""

    def snapshot(self) -> str:
        """Nothing to write from."""
        return ""

    def write(
        self,
        folder: str,
        header: BackupHeader,  # noqa: ARG002
        *,
        public: bytes,  # noqa: ARG002
        snapshot: str,  # noqa: ARG002
        secrets: Mapping[str, tuple[str, ...]],  # noqa: ARG002
    ) -> BackupFile:
        """The name of a file that is nowhere."""
        return _file(folder, NOW)

    def drop(self, snapshot: str) -> None:
        """Nothing was made."""

    def newest(self, folder: str, vault: bytes) -> BackupFile | None:  # noqa: ARG002
        """As if one had been written."""
        return _file(folder, NOW)

    def try_out(
        self,
        file: str,  # noqa: ARG002
        master: Key,  # noqa: ARG002
        *,
        vault: bytes,  # noqa: ARG002
        told: Callable[[int], bool],
    ) -> Tried:
        """As if it had been opened."""
        told(100)
        return Tried(NOW, posts=39, accounts=5, readings=24, kept=4, opened=4)


def _file(folder: str, at: datetime) -> BackupFile:
    return BackupFile(f"{folder}/smbsocial-{at:%Y%m%d-%H%M%S}.smbbackup", at)
