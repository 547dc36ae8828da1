"""Which box is which: type and context of everything that is sealed (vault.md, section 3).

`vault`, `person` and `account` are 16 bytes, `ref` 8; other lengths are a bug (ValueError).
"""

from smbsocial.vault.boxes import Kind, Label
from smbsocial.vault.keys import ID_BYTES, sized

REF_BYTES = 8


def slot_of_person(vault: bytes, person: bytes) -> Label:
    """The master key or a person's key behind their passphrase or their computer login."""
    return Label(Kind.SLOT, b"P" + _id(vault) + _id(person))


def slot_of_recovery(vault: bytes) -> Label:
    """The master key behind the emergency kit's code."""
    return Label(Kind.SLOT, b"R" + _id(vault))


def account_key(vault: bytes, account: bytes, person: bytes | None) -> Label:
    """An account's key for one person, or (None) for the owners."""
    return Label(Kind.WRAPPED, b"A" + _id(vault) + _id(account) + _holder(person))


def person_key(vault: bytes, person: bytes) -> Label:
    """A person's key for the owners."""
    return Label(Kind.WRAPPED, b"K" + _id(vault) + _id(person) + _holder(None))


def record(vault: bytes, account: bytes, ref: bytes) -> Label:
    """An account's record."""
    return Label(Kind.RECORD, _id(vault) + _id(account) + sized(ref, REF_BYTES))


def checkpoint(vault: bytes) -> Label:
    """How far the access log was whole."""
    return Label(Kind.CHECKPOINT, b"L" + _id(vault))


def _id(value: bytes) -> bytes:
    return sized(value, ID_BYTES)


def _holder(person: bytes | None) -> bytes:
    return b"M" + bytes(ID_BYTES) if person is None else b"P" + _id(person)
