"""The port `Backups`: the store's copy of itself, carried away in a sealed file."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from smbsocial.domain.backups import time_of
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key
from smbsocial.storage import folder as places
from smbsocial.storage.carrying import row_counts
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases.vault.ports import BackupFile, BackupHeader, Tried
from smbsocial.vault.backup_content import Content
from smbsocial.vault.backup_file import write_backup
from smbsocial.vault.backup_folder import backups_in, newest_of, rotate
from smbsocial.vault.backup_header import Header
from smbsocial.vault.disk import sync_folder, writing


class BackupDesk:
    """See `usecases/vault/ports.py`; it belongs to no thread.

    `rotates`: old backups are let go in the folder that is written to. `name`: what the file is
    called instead of by its time; nothing of that name may be there.
    """

    def __init__(self, store: SqliteStore, *, rotates: bool = True, name: str | None = None):
        self._store = store
        self._rotates = rotates
        self._name = name

    def snapshot(self) -> str:
        """A checked copy of the open database beside it; raises as `SqliteStore.snapshot`."""
        return str(self._store.snapshot())

    def write(
        self,
        folder: str,
        header: BackupHeader,
        *,
        public: bytes,
        snapshot: str,
        secrets: Mapping[str, tuple[str, ...]],
    ) -> BackupFile:
        """Write and verify one, then let old ones go; the snapshot is deleted in any case."""
        target = Path(folder)
        if self._store.folder is not None:
            places.clear_trial(self._store.folder)  # of a program that was ended in the middle
        try:
            content = Content(Path(snapshot), secrets, row_counts(Path(snapshot)))
            path = write_backup(target, header=_header(header), public=public, content=content)
        finally:
            self.drop(snapshot)
        if self._rotates:
            # This one is there and good, whatever becomes of the older ones.
            with suppress(ExpectedError):
                now = time_of(path.name) or header.created  # two in a second: the next one's name
                rotate(target, header.vault, now=now, verified=path)
        return BackupFile(str(self._renamed(path)), header.created)

    def drop(self, snapshot: str) -> None:
        """Delete a snapshot; one that does not let itself be deleted goes with the next."""
        with suppress(OSError):
            Path(snapshot).unlink(missing_ok=True)

    def newest(self, folder: str, vault: bytes) -> BackupFile | None:
        """The newest backup of this vault in a folder; raises FOLDER_GONE, FILE_UNREADABLE."""
        found = newest_of(backups_in(Path(folder)), vault)
        return BackupFile(str(found.path), found.made) if found else None

    def try_out(
        self, file: str, master: Key, *, vault: bytes, told: Callable[[int], bool]
    ) -> Tried:
        """See the port; all of it on this thread, in a folder beside the file."""
        from smbsocial.app.backup_trial import try_out  # loaded by who wants to see it

        if self._store.folder is None:
            raise ExpectedError(Code.NO_BACKUP_FOLDER)
        beside = self._store.folder
        return try_out(Path(file), master, vault=vault, beside=beside, told=told, backups=self)

    def _renamed(self, path: Path) -> Path:
        if self._name is None:
            return path
        final = path.with_name(self._name)
        with writing(final):
            path.rename(final)
            sync_folder(final.parent)
        return final


def _header(header: BackupHeader) -> Header:
    return Header(header.vault, header.created, header.app, header.schema, header.recovery)
