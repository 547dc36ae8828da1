"""Watching the access log: whether it is whole, as far as an owner's checkpoint can tell."""

from smbsocial.domain.access_log import Broken, ChainState, Detail, LogAction, LogEntry, check_chain
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key
from smbsocial.domain.vault import Checkpoint, MetaKey
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.vault.session import CANNOT_LOG, Vault, meta, note, put_meta


def look_at_log(vault: Vault, master: Key) -> ChainState:
    """Whether the log follows from the last checkpoint on; if so, its end is the next one.

    On a disk that cannot be written the old checkpoint stays.
    """
    point = _checkpoint(vault, master)
    if isinstance(point, ChainState):
        return point
    entries = entries_if_readable(vault.reads, after=point.seq - 1)
    if entries is None:
        return ChainState(point.seq, point.head, Broken.EDITED)
    found = check_chain(reversed(entries), point)
    if found.broken is None:
        try:
            _keep_checkpoint(vault, master, found)
        except ExpectedError as error:
            if error.code not in CANNOT_LOG:
                raise
    return found


def look_at_whole_log(vault: Vault) -> ChainState:
    """Whether every entry follows from the one before; needs no key, so no checkpoint counts."""
    entries = entries_if_readable(vault.reads)
    if entries is None:
        return ChainState(0, b"", Broken.EDITED)
    return check_chain(reversed(entries), None)


def opens_checkpoint(vault: Vault, master: Key) -> bool:
    """Whether the last checkpoint was sealed under this key."""
    return isinstance(_checkpoint(vault, master), Checkpoint)


def accept_log(vault: Vault) -> None:
    """An owner has seen that the log was changed: from here on it is watched anew.

    Raises VAULT_LOCKED, NOT_ALLOWED, and what the disk says.
    """
    master = vault.master()
    vault.changes.write(note, vault.unlocked().person, LogAction.USE, detail=Detail.LOG)
    (last,) = vault.reads.log(limit=1)
    _keep_checkpoint(vault, master, ChainState(last.seq, last.hash))


def entries_if_readable(
    reads: Reads,
    *,
    person: str | None = None,
    account: str | None = None,
    action: LogAction | None = None,
    after: int = 0,
    limit: int | None = None,
) -> tuple[LogEntry, ...] | None:
    """Entries of the log, newest first; None where somebody wrote what is no entry."""
    try:
        return reads.log(person=person, account=account, action=action, after=after, limit=limit)
    except ExpectedError as error:
        if error.code is not Code.DATABASE_DAMAGED:
            raise
        return None


def checkpoint(vault: Vault, master: Key, found: ChainState, *, id: bytes) -> str:
    """The log's end as it stands, sealed, as it is kept; `id` is the vault's."""
    at_ms = int(vault.ports.clock.now().timestamp() * 1000)
    point = Checkpoint(found.seq, found.head, at_ms)
    return vault.sealing.seal_checkpoint(master, point, vault=id).hex()


def _checkpoint(vault: Vault, master: Key) -> Checkpoint | ChainState:
    """The last checkpoint, or what is wrong with it."""
    text = meta(vault.reads, MetaKey.LOG_CHECKPOINT)
    if not text:
        return ChainState(0, b"", Broken.MISSING)
    try:
        return vault.sealing.open_checkpoint(master, bytes.fromhex(text), vault=vault.id)
    except (ExpectedError, ValueError):
        return ChainState(0, b"", Broken.REWRITTEN)


def _keep_checkpoint(vault: Vault, master: Key, found: ChainState) -> None:
    vault.changes.write(_put_checkpoint, checkpoint(vault, master, found, id=vault.id))


def _put_checkpoint(tx: Tx, ports: Ports, box: str) -> None:  # noqa: ARG001
    put_meta(tx, MetaKey.LOG_CHECKPOINT, box)
