"""The slots that a passphrase or a login opens, made with a device key."""

from functools import partial

from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import SealedSlot, SlotKind, VaultSlot
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.session import Vault, name_of, slot_id, slot_of


def make_slot(
    vault: Vault,
    kind: SlotKind,
    person: PersonId,
    passphrase: Secret[str],
    *,
    key: Key,
    device: tuple[str, Key],
) -> Steps[VaultSlot]:
    """The row of a slot behind a passphrase and a device key (its id and itself)."""
    id, name = vault.id, name_of(vault, person)
    sealed = yield from away(
        partial(vault.sealing.make_slot, passphrase, device[1], vault=id, person=name, key=key)
    )
    return _slot(kind, person, device[0], sealed)


def make_slots(
    vault: Vault,
    kind: SlotKind,
    person: PersonId,
    passphrase: Secret[str],
    *,
    key: Key,
    device: tuple[str, Key],
) -> Steps[tuple[VaultSlot, ...]]:
    """The row behind a passphrase and, where an owner's login opens the vault alone, that one's."""
    slot = yield from make_slot(vault, kind, person, passphrase, key=key, device=device)
    if kind is not SlotKind.OWNER or slot_of(vault.reads, SlotKind.LOGIN, person) is None:
        return (slot,)
    return slot, login_slot(vault, person, key, device)


def login_slot(vault: Vault, person: PersonId, master: Key, device: tuple[str, Key]) -> VaultSlot:
    """The row of a slot that an owner's login on this computer opens."""
    id, name = vault.id, name_of(vault, person)
    sealed = vault.sealing.make_login_slot(device[1], vault=id, person=name, key=master)
    return _slot(SlotKind.LOGIN, person, device[0], sealed)


def _slot(kind: SlotKind, person: PersonId, device: str, sealed: SealedSlot) -> VaultSlot:
    return VaultSlot(
        slot_id(kind, person),
        person,
        kind,
        device,
        sealed.salt,
        sealed.m_kib,
        sealed.t,
        sealed.box,
    )
