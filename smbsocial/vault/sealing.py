"""The vault's cryptography behind its port: libsodium, with fresh randomness for every box."""

import os

from smbsocial.domain.secret import Key, Record, Secret
from smbsocial.domain.vault import Checkpoint, SealedSlot
from smbsocial.vault import checkpoints, keys, labels, records, recovery_code, slots
from smbsocial.vault.boxes import NONCE_BYTES, Label, seal, seal_key, unseal, unseal_key

M_KIB = 131_072
PASSES = 3


class SodiumSealing:
    """Implements the port `Sealing`.

    `m_kib`, `t`: the Argon2id figures of new slots (memory in KiB, passes). As they stand a slot
    takes 0.2 to 0.7 s; a kept one is opened with its own figures. Tests that make many take the
    least that is accepted (`keys.LEAST_KIB`, `keys.LEAST_PASSES`).
    """

    def __init__(self, *, m_kib: int = M_KIB, t: int = PASSES) -> None:
        self._m_kib = m_kib
        self._t = t

    def random(self, length: int) -> bytes:
        """So many random bytes."""
        return os.urandom(length)

    def new_key(self) -> Key:
        """32 random bytes."""
        return Secret(os.urandom(keys.KEY_BYTES))

    def device_id(self, key: Key) -> str:
        """The public name of a device key: 8 hex digits."""
        return keys.device_id(key)

    def make_slot(
        self, passphrase: Secret[str], device: Key, *, vault: bytes, person: bytes, key: Key
    ) -> SealedSlot:
        """Put a key behind passphrase and device key; raises BAD_TEXT, NO_MEMORY."""
        stretch = self._new_stretch()
        kek = slots.person_kek(passphrase, device, stretch=stretch, vault=vault, person=person)
        label = labels.slot_of_person(vault, person)
        return slots.seal(label, kek, key, stretch=stretch, nonce=_nonce())

    def open_slot(
        self, passphrase: Secret[str], device: Key, *, vault: bytes, person: bytes, slot: SealedSlot
    ) -> Key:
        """The key behind a passphrase; raises BAD_TEXT and NO_MEMORY too."""
        stretch = slots.stretch_of(slot)
        kek = slots.person_kek(passphrase, device, stretch=stretch, vault=vault, person=person)
        return unseal_key(labels.slot_of_person(vault, person), kek, slot.box)

    def make_login_slot(self, device: Key, *, vault: bytes, person: bytes, key: Key) -> SealedSlot:
        """Put a key behind the device key alone: no salt, figures of nought."""
        kek = keys.login_kek(device, vault=vault, person=person)
        label = labels.slot_of_person(vault, person)
        return slots.seal(label, kek, key, stretch=slots.NOT_STRETCHED, nonce=_nonce())

    def open_login_slot(self, device: Key, *, vault: bytes, person: bytes, slot: SealedSlot) -> Key:
        """The key behind a device key."""
        kek = keys.login_kek(device, vault=vault, person=person)
        return slots.unseal_login(labels.slot_of_person(vault, person), kek, slot)

    def make_recovery(self, code: Secret[bytes], *, vault: bytes, key: Key) -> SealedSlot:
        """Put the master key behind the emergency kit's code; raises NO_MEMORY."""
        stretch = self._new_stretch()
        kek = slots.recovery_kek(code, stretch=stretch, vault=vault)
        label = labels.slot_of_recovery(vault)
        return slots.seal(label, kek, key, stretch=stretch, nonce=_nonce())

    def open_recovery(self, code: Secret[bytes], *, vault: bytes, slot: SealedSlot) -> Key:
        """The master key behind a code; raises NO_MEMORY too."""
        kek = slots.recovery_kek(code, stretch=slots.stretch_of(slot), vault=vault)
        return unseal_key(labels.slot_of_recovery(vault), kek, slot.box)

    def wrap_account(
        self, outer: Key, key: Key, *, vault: bytes, account: bytes, person: bytes | None
    ) -> bytes:
        """An account's key for the owners (`person` None) or for one person."""
        return _wrap(labels.account_key(vault, account, person), outer, key)

    def unwrap_account(
        self, outer: Key, box: bytes, *, vault: bytes, account: bytes, person: bytes | None
    ) -> Key:
        """The account's key again."""
        return unseal_key(labels.account_key(vault, account, person), outer, box)

    def wrap_person(self, master: Key, key: Key, *, vault: bytes, person: bytes) -> bytes:
        """A person's key for the owners."""
        return _wrap(labels.person_key(vault, person), master, key)

    def unwrap_person(self, master: Key, box: bytes, *, vault: bytes, person: bytes) -> Key:
        """The person's key again."""
        return unseal_key(labels.person_key(vault, person), master, box)

    def seal_record(
        self, key: Key, record: Record, *, vault: bytes, account: bytes, ref: bytes
    ) -> bytes:
        """A record under its account's key."""
        label = labels.record(vault, account, ref)
        return seal(label, key, records.to_bytes(record), nonce=_nonce())

    def open_record(
        self, key: Key, box: bytes, *, vault: bytes, account: bytes, ref: bytes
    ) -> Record:
        """The record again."""
        return records.from_bytes(unseal(labels.record(vault, account, ref), key, box))

    def seal_checkpoint(self, master: Key, point: Checkpoint, *, vault: bytes) -> bytes:
        """How far the log was whole, so that only an owner can have said it."""
        plain = checkpoints.to_bytes(point)
        return seal(labels.checkpoint(vault), keys.log_key(master), plain, nonce=_nonce())

    def open_checkpoint(self, master: Key, box: bytes, *, vault: bytes) -> Checkpoint:
        """The checkpoint again."""
        plain = unseal(labels.checkpoint(vault), keys.log_key(master), box)
        return checkpoints.from_bytes(plain)

    def backup_public(self, master: Key) -> bytes:
        """The public half of the backup key pair (32 bytes, X25519)."""
        return keys.backup_public(master)

    def code_text(self, code: Secret[bytes]) -> Secret[str]:
        """The emergency kit's code as people type it."""
        return recovery_code.code_text(code)

    def read_code(self, text: str) -> Secret[bytes]:
        """The code from what was typed; raises CODE_TYPO."""
        return recovery_code.read_code(text)

    def _new_stretch(self) -> slots.Stretch:
        return slots.Stretch(os.urandom(keys.SALT_BYTES), self._m_kib, self._t)


def _nonce() -> bytes:
    return os.urandom(NONCE_BYTES)


def _wrap(label: Label, outer: Key, key: Key) -> bytes:
    return seal_key(label, outer, key, nonce=_nonce())
