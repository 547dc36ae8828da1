"""Trying out whether the newest backup can be restored: opened for real, nothing stays."""

from collections.abc import Callable
from functools import partial

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.vault import MetaKey
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.ports import Tried
from smbsocial.usecases.vault.session import Vault, meta


def try_newest(vault: Vault, told: Callable[[int], bool]) -> Steps[Tried]:
    """Open the newest backup in the owner's folder with the owner's own key.

    Raises ExpectedError: VAULT_LOCKED, NOT_ALLOWED, NO_BACKUP_FOLDER, FILE_MISSING (none there),
    and as `Backups.newest` and `Backups.try_out`.
    """
    master = vault.master()
    folder = meta(vault.reads, MetaKey.BACKUP_FOLDER)
    if not folder:
        raise ExpectedError(Code.NO_BACKUP_FOLDER)
    newest = yield from away(partial(vault.backups.newest, folder, vault.id), long=True)
    if newest is None:
        raise ExpectedError(Code.FILE_MISSING, path=folder)
    trying = partial(vault.backups.try_out, newest.path, master, vault=vault.id, told=told)
    return (yield from away(trying, long=True))
