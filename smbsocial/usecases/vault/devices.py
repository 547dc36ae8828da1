"""Device keys: this computer's half of every passphrase, and which of them nobody needs.

A device key is written down in the database before it goes into the keyring, so that none is
left there of which nobody knows.
"""

from functools import partial

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key
from smbsocial.domain.vault import MetaKey, VaultSlot
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.session import UNREADABLE, Vault, meta, put_meta


def check_backend(vault: Vault) -> Steps[None]:
    """Raises STORE_OTHER where the keyring is not the one that this vault lies in.

    Not asked at the start of the program, as building a backend may wait for a bus or a service:
    whatever is wished of the vault first (unlocking, tidying, a backup) asks in the vault's lane.
    """
    expected = meta(vault.reads, MetaKey.BACKEND) or ""
    found = yield from away(vault.entries.backend)
    if found != expected:
        raise ExpectedError(Code.STORE_OTHER, expected=expected, found=found)


def known_devices(reads: Reads) -> frozenset[str]:
    """The ids of the device keys that may lie in the keyring."""
    return frozenset((meta(reads, MetaKey.DEVICES) or "").split())


def unnamed_devices(reads: Reads) -> frozenset[str]:
    """Those of them that no slot names and that are not the newest: they may go."""
    named = {slot.device for slot in reads.all(VaultSlot)}
    return known_devices(reads) - named - {meta(reads, MetaKey.DEVICE)}


def new_device_key(vault: Vault) -> Steps[tuple[str, Key]]:
    """A new device key in the keyring, and its id; whoever puts its first slot names it newest."""
    key = vault.sealing.new_key()
    vault.changes.write(_note_device, vault.sealing.device_id(key))
    device = yield from away(partial(vault.entries.put_device_key, vault.id, key))
    return device, key


def newest_device(vault: Vault) -> Steps[tuple[str, Key]]:
    """The newest device key and its id; one that is gone from the keyring gets a successor.

    A slot behind one that is gone opens no more, so nothing is lost by it.
    """
    newest = meta(vault.reads, MetaKey.DEVICE) or ""
    try:
        key = yield from away(partial(vault.entries.get_device_key, vault.id, newest))
    except ExpectedError as error:
        if error.code not in UNREADABLE:
            raise
    else:
        return newest, key
    return (yield from renew_device(vault))


def renew_device(vault: Vault) -> Steps[tuple[str, Key]]:
    """A new device key and its id: slots are made with it from now on."""
    made = yield from new_device_key(vault)
    vault.changes.write(_name_newest, made[0])
    return made


def drop_unnamed_devices(vault: Vault) -> Steps[None]:
    """Delete the device keys that may go."""
    for device in sorted(unnamed_devices(vault.reads)):
        yield from away(partial(vault.entries.delete_device_key, vault.id, device))
        vault.changes.write(_forget_device, device)


def _note_device(tx: Tx, ports: Ports, device: str) -> None:  # noqa: ARG001
    put_meta(tx, MetaKey.DEVICES, " ".join(sorted(known_devices(tx) | {device})))


def _name_newest(tx: Tx, ports: Ports, device: str) -> None:  # noqa: ARG001
    put_meta(tx, MetaKey.DEVICE, device)


def _forget_device(tx: Tx, ports: Ports, device: str) -> None:  # noqa: ARG001
    put_meta(tx, MetaKey.DEVICES, " ".join(sorted(known_devices(tx) - {device})))
