"""Watching the access log: whether it is whole, as far as an owner's checkpoint can tell."""

from smbsocial.domain.access_log import Broken, ChainState, Detail, LogAction, check_chain
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.secret import Key
from smbsocial.domain.vault import Checkpoint, MetaKey
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.vault.session import Vault, meta, note, put_meta


def look_at_log(vault: Vault, master: Key) -> ChainState:
    """Whether the log follows from the last checkpoint on; if so, its end is the next one."""
    point = _checkpoint(vault, master)
    if isinstance(point, ChainState):
        return point
    after = max(0, point.seq - 1) if point else 0
    found = check_chain(reversed(vault.reads.log(after=after)), point)
    if found.broken is None and found.seq:
        _keep_checkpoint(vault, master, found)
    return found


def look_at_whole_log(vault: Vault) -> ChainState:
    """Whether every entry follows from the one before; needs no key, so no checkpoint counts."""
    return check_chain(reversed(vault.reads.log()), None)


def accept_log(vault: Vault) -> None:
    """An owner has seen that the log was changed: from here on it is watched anew.

    Raises VAULT_LOCKED, NOT_ALLOWED.
    """
    master = vault.master()
    vault.changes.write(note, vault.unlocked().person, LogAction.USE, detail=Detail.LOG)
    (last,) = vault.reads.log(limit=1)
    _keep_checkpoint(vault, master, ChainState(last.seq, last.hash))


def _checkpoint(vault: Vault, master: Key) -> Checkpoint | ChainState | None:
    """The last checkpoint, None before there is one, or what is wrong with it."""
    text = meta(vault.reads, MetaKey.LOG_CHECKPOINT)
    if text is None:
        return ChainState(0, b"", Broken.MISSING)
    if not text:
        return None
    try:
        return vault.sealing.open_checkpoint(master, bytes.fromhex(text), vault=vault.id)
    except (ExpectedError, ValueError):
        return ChainState(0, b"", Broken.REWRITTEN)


def _keep_checkpoint(vault: Vault, master: Key, found: ChainState) -> None:
    now_ms = int(vault.ports.clock.now().timestamp() * 1000)
    point = Checkpoint(found.seq, found.head, now_ms)
    box = vault.sealing.seal_checkpoint(master, point, vault=vault.id)
    vault.changes.write(_put_checkpoint, box.hex())


def _put_checkpoint(tx: Tx, ports: Ports, box: str) -> None:  # noqa: ARG001
    put_meta(tx, MetaKey.LOG_CHECKPOINT, box)
