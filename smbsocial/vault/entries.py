"""How records and device keys lie in the keyring: names, parts, and nothing written over.

Names and values are ASCII and as in vault.md, section 4. Others can read them: they carry random
identifiers only. Windows keeps at most 1,280 UTF-16 units of a value, hence the parts.
"""

import base64
import binascii
import hashlib

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key, Secret
from smbsocial.usecases.vault.ports import SecretStore

PART_CHARACTERS = 1200
MOST_PARTS = 8
MOST_BYTES = PART_CHARACTERS * MOST_PARTS * 3 // 4

_MOST_VALUE = len("smb1.8.8.") + PART_CHARACTERS
_KEY_BYTES = 32
_KEY_MARK = "smbdk1."


class KeyringEntries:
    """`Entries` on a store of secrets.

    What exists is never written over: macOS deletes before it adds, and Windows leaves the old
    value under another name. Where another value stands already, STORE_REFUSED with `reason`
    "exists"; where a value is not there after it was written, with `reason` "read_back".
    """

    def __init__(self, store: SecretStore) -> None:
        self._store = store

    def backend(self) -> str:
        """The store's name; raises NO_STORE where there is none."""
        return self._store.name

    def parts_of(self, box: bytes) -> int:
        """How many entries a box takes; raises SECRET_TOO_LARGE with `bytes` and `most`."""
        return len(_parts(box))

    def put_record(self, vault: bytes, account: bytes, ref: bytes, box: bytes) -> None:
        """Write a box in parts and read each one back; SECRET_TOO_LARGE before anything else."""
        self._write(vault, account, ref, _parts(box))

    def get_record(
        self, vault: bytes, account: bytes, ref: bytes, *, n: int, sha256: bytes
    ) -> bytes:
        """The box again; raises SECRET_MISSING, SECRET_DAMAGED."""
        parts = self.raw_parts(vault, account, ref, n)
        box = _joined(parts)
        # The same parts in the same places: nothing was edited, swapped, or put in other words.
        if hashlib.sha256(box).digest() != sha256 or _parts(box) != parts:
            raise ExpectedError(Code.SECRET_DAMAGED)
        return box

    def raw_parts(self, vault: bytes, account: bytes, ref: bytes, n: int) -> tuple[str, ...]:
        """The parts as they are kept, for a backup; raises SECRET_MISSING."""
        found = [self._store.get(*name) for name in _names(vault, account, ref, n)]
        parts = tuple(value for value in found if value is not None)
        if len(parts) < len(found):
            raise ExpectedError(Code.SECRET_MISSING)
        return parts

    def put_raw_parts(
        self, vault: bytes, account: bytes, ref: bytes, parts: tuple[str, ...]
    ) -> None:
        """Write parts from a backup; those that are there with the same value are left alone.

        Raises SECRET_DAMAGED, before anything is written, for what is too much to be a record.
        """
        fits = all(len(part) <= _MOST_VALUE and part.isascii() for part in parts)
        if not fits or not 1 <= len(parts) <= MOST_PARTS:
            raise ExpectedError(Code.SECRET_DAMAGED)
        self._write(vault, account, ref, parts)

    def delete_record(self, vault: bytes, account: bytes, ref: bytes, n: int) -> None:
        """Delete a record's parts; those that are not there count as deleted."""
        for service, username in _names(vault, account, ref, n):
            self._store.delete(service, username)

    def put_device_key(self, vault: bytes, key: Key) -> str:
        """Write a device key and read it back; its id."""
        device = _device(key.reveal())
        name = _device_name(vault, device)
        value = _KEY_MARK + _text(key.reveal())
        self._put_new(name, value)
        self._read_back(name, value)
        return device

    def get_device_key(self, vault: bytes, device: str) -> Key:
        """A device key by its id; raises SECRET_MISSING, SECRET_DAMAGED."""
        value = self._store.get(*_device_name(vault, device))
        if value is None:
            raise ExpectedError(Code.SECRET_MISSING)
        key = _bytes(value.removeprefix(_KEY_MARK))
        whole = len(key) == _KEY_BYTES and value == _KEY_MARK + _text(key)
        if not whole or _device(key) != device:
            raise ExpectedError(Code.SECRET_DAMAGED)
        return Secret(key)

    def delete_device_key(self, vault: bytes, device: str) -> None:
        """Delete a device key; one that is not there counts as deleted."""
        self._store.delete(*_device_name(vault, device))

    def _write(self, vault: bytes, account: bytes, ref: bytes, parts: tuple[str, ...]) -> None:
        named = list(zip(_names(vault, account, ref, len(parts)), parts, strict=True))
        for name, value in named:
            self._put_new(name, value)
        for name, value in named:
            self._read_back(name, value)

    def _put_new(self, name: tuple[str, str], value: str) -> None:
        """Write an entry unless it is there; another value in its place is left alone."""
        there = self._store.get(*name)
        if there is None:
            self._store.put(*name, value)
        elif there != value:
            raise ExpectedError(Code.STORE_REFUSED, reason="exists")

    def _read_back(self, name: tuple[str, str], value: str) -> None:
        if self._store.get(*name) != value:
            raise ExpectedError(Code.STORE_REFUSED, reason="read_back")


def _names(vault: bytes, account: bytes, ref: bytes, n: int) -> list[tuple[str, str]]:
    """Service and user name of each part."""
    place = f"smbsocial:v1:{vault[:4].hex()}:{account.hex()}:{ref.hex()}"
    return [(f"{place}:{i}", "sealed") for i in range(1, n + 1)]


def _device_name(vault: bytes, device: str) -> tuple[str, str]:
    return f"smbsocial:v1:{vault[:4].hex()}:device:{device}", "key"


def _device(key: bytes) -> str:
    """The public name of a device key."""
    return hashlib.blake2b(key, digest_size=32).hexdigest()[:8]


def _parts(box: bytes) -> tuple[str, ...]:
    text = _text(box)
    pieces = [text[i : i + PART_CHARACTERS] for i in range(0, len(text), PART_CHARACTERS)]
    if len(pieces) > MOST_PARTS:
        raise ExpectedError(Code.SECRET_TOO_LARGE, bytes=len(box), most=MOST_BYTES)
    return tuple(f"smb1.{i}.{len(pieces)}.{piece}" for i, piece in enumerate(pieces, 1))


def _joined(parts: tuple[str, ...]) -> bytes:
    """The box in parts, without a look at their heads."""
    return _bytes("".join(part.rpartition(".")[2] for part in parts))


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    """What a text stands for; nothing for a text that stands for nothing."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
