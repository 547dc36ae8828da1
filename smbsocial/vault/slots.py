"""Slots: a key behind what a person knows, with the figures that made guessing it expensive."""

from dataclasses import dataclass

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import SealedSlot
from smbsocial.vault import keys
from smbsocial.vault.boxes import Label, seal_key, unseal_key


@dataclass(frozen=True, slots=True)
class Stretch:
    """How a passphrase or code is stretched: salt, memory in KiB, passes. Nothing secret."""

    salt: bytes
    m_kib: int
    t: int

    def of(self, typed: Secret[bytes]) -> Secret[bytes]:
        """The stretched bytes; raises as `keys.argon` does."""
        return keys.argon(typed, salt=self.salt, m_kib=self.m_kib, t=self.t)


NOT_STRETCHED = Stretch(b"", 0, 0)
"""A device key is random: nobody guesses it, and stretching it would only take time."""


def person_kek(
    passphrase: Secret[str], device: Key, *, stretch: Stretch, vault: bytes, person: bytes
) -> Key:
    """What opens a person's slot; raises BAD_TEXT, SECRET_DAMAGED, NO_MEMORY."""
    stretched = stretch.of(keys.passphrase_bytes(passphrase))
    return keys.person_kek(stretched, device, vault=vault, person=person)


def recovery_kek(code: Secret[bytes], *, stretch: Stretch, vault: bytes) -> Key:
    """What opens the recovery slot; raises SECRET_DAMAGED, NO_MEMORY."""
    return keys.recovery_kek(stretch.of(code), vault=vault)


def stretch_of(slot: SealedSlot) -> Stretch:
    """How a kept slot was stretched."""
    return Stretch(slot.salt, slot.m_kib, slot.t)


def seal(label: Label, kek: Key, key: Key, *, stretch: Stretch, nonce: bytes) -> SealedSlot:
    """A key put into a slot."""
    box = seal_key(label, kek, key, nonce=nonce)
    return SealedSlot(stretch.salt, stretch.m_kib, stretch.t, box)


def unseal_login(label: Label, kek: Key, slot: SealedSlot) -> Key:
    """The key of a slot that has no passphrase; raises SECRET_DAMAGED, SECRET_TOO_NEW, WRONG_KEY.

    Figures in such a slot mean that a row lost its kind: it is not taken for another.
    """
    if stretch_of(slot) != NOT_STRETCHED:
        raise ExpectedError(Code.SECRET_DAMAGED)
    return unseal_key(label, kek, slot.box)
