"""Old device keys, and whose passphrase still hangs on one.

A slot is made anew with the newest device key whenever its passphrase is typed. An owner whose
login opens the vault alone types it never, so they are asked for it.
"""

from collections.abc import Sequence
from contextlib import suppress

from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, SlotKind, VaultSlot
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.devices import drop_unnamed_devices, newest_device
from smbsocial.usecases.vault.session import Vault, meta, slot_of
from smbsocial.usecases.vault.slots import make_slots
from smbsocial.usecases.vault.unlocking import prove_passphrase


def passphrase_is_due(reads: Reads, person: PersonId) -> bool:
    """Whether an owner's passphrase keeps an old device key, and nothing else asks for it."""
    own = slot_of(reads, SlotKind.OWNER, person)
    alone = slot_of(reads, SlotKind.LOGIN, person)
    return own is not None and alone is not None and own.device != meta(reads, MetaKey.DEVICE)


def people_on_old_devices(reads: Reads) -> tuple[Person, ...]:
    """Whose slots keep an old device key: it goes once each has typed their passphrase."""
    newest = meta(reads, MetaKey.DEVICE)
    late = {slot.person for slot in reads.all(VaultSlot) if slot.device != newest}
    return tuple(person for person in reads.all(Person) if person.id in late)


def take_newest_device(vault: Vault, passphrase: Secret[str]) -> Steps[tuple[Person, ...]]:
    """The slots of the owner at work with the newest device key; who still has an old one.

    A device key that nobody's slot names any more goes from the keyring. Raises VAULT_LOCKED,
    NOT_ALLOWED (no owner at work), WRONG_KEY (after logging it), WAIT, CHANGED_SINCE (their slot
    was taken or changed meanwhile), and what the keyring says.
    """
    master, me, locks = vault.master(), vault.unlocked().person, vault.locks
    before = slot_of(vault.reads, SlotKind.OWNER, me)
    yield from prove_passphrase(vault, passphrase)
    device = yield from newest_device(vault)
    slots = yield from make_slots(vault, SlotKind.OWNER, me, passphrase, key=master, device=device)
    vault.check_open_since(locks)
    vault.keep(_put, before, slots)
    with suppress(ExpectedError):  # the next unlock tries again
        yield from drop_unnamed_devices(vault)
    return people_on_old_devices(vault.reads)


def _put(tx: Tx, ports: Ports, before: VaultSlot | None, slots: Sequence[VaultSlot]) -> None:  # noqa: ARG001
    if before is None or tx.get(VaultSlot, before.id) != before:
        raise ExpectedError(Code.CHANGED_SINCE)
    for slot in slots:
        tx.put(slot)
