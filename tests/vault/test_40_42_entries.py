"""Entries in a keyring: to the byte as designed, and what happens when others touch them.

Numbers as in the catalogue of vault.md, section 9. In memory, and on a real keyring.
"""

import base64
import hashlib
import random
from collections.abc import Callable
from typing import Protocol

import pytest
import real_keyring
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.usecases.vault.ports import Entries
from smbsocial.vault.entries import MOST_BYTES, KeyringEntries
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.sealing import SodiumSealing
from smbsocial.vault.stores import KeyringStore

VAULT = bytes(range(0x10))
CAFE, BAKERY = bytes(range(0x20, 0x30)), bytes(range(0x50, 0x60))
REF, OTHER_REF = bytes(range(0x30, 0x38)), bytes(range(0x60, 0x68))
PLACE = "smbsocial:v1:00010203:202122232425262728292a2b2c2d2e2f:3031323334353637"
DEVICE_KEY = Secret(b"\x11" * 32)


class Hand(Protocol):
    """Somebody with a program that shows and edits what is in the keyring."""

    def all(self) -> dict[tuple[str, str], str]: ...
    def edit(self, service: str, username: str, value: str) -> None: ...
    def remove(self, service: str, username: str) -> None: ...


class InMemory(MemoryStore):
    def all(self) -> dict[tuple[str, str], str]:
        return dict(self._entries)

    def edit(self, service: str, username: str, value: str) -> None:
        self._entries[service, username] = value

    def remove(self, service: str, username: str) -> None:
        del self._entries[service, username]


class InReality:
    def __init__(self) -> None:
        self.all = real_keyring.entries
        self.edit = real_keyring.edit
        self.remove = real_keyring.remove


@pytest.fixture(params=["memory", pytest.param("keyring", marks=pytest.mark.keyring)])
def place(request: pytest.FixtureRequest) -> tuple[Entries, Hand]:
    """The entries, and the hand that reaches behind them."""
    if request.param == "memory":
        store = InMemory()
        return KeyringEntries(store), store
    request.getfixturevalue("own_keyring")
    return KeyringEntries(KeyringStore()), InReality()


@pytest.fixture
def entries(place: tuple[Entries, Hand]) -> Entries:
    return place[0]


@pytest.fixture
def hand(place: tuple[Entries, Hand]) -> Hand:
    return place[1]


def box(length: int, seed: int = 1) -> bytes:
    """As random as a sealed box is."""
    return random.Random(seed).randbytes(length)


def sha(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()


def code(ask: Callable[[], object]) -> Code:
    with pytest.raises(ExpectedError) as refused:
        ask()
    return refused.value.code


def two_accounts(entries: Entries, length: int = 2000) -> tuple[bytes, bytes]:
    cafe, bakery = box(length, 1), box(length, 2)
    entries.put_record(VAULT, CAFE, REF, cafe)
    entries.put_record(VAULT, BAKERY, OTHER_REF, bakery)
    return cafe, bakery


def cafe_opens(entries: Entries, cafe: bytes) -> bytes:
    n = entries.parts_of(cafe)
    return entries.get_record(VAULT, CAFE, REF, n=n, sha256=sha(cafe))


def bakery_opens(entries: Entries, bakery: bytes) -> bool:
    n = entries.parts_of(bakery)
    return entries.get_record(VAULT, BAKERY, OTHER_REF, n=n, sha256=sha(bakery)) == bakery


def test_a_record_lies_there_as_it_was_designed(entries: Entries, hand: Hand) -> None:
    value = box(901)
    entries.put_record(VAULT, CAFE, REF, value)
    text = base64.urlsafe_b64encode(value).decode().rstrip("=")
    assert len(text) == 1202
    assert hand.all() == {
        (f"{PLACE}:1", "sealed"): f"smb1.1.2.{text[:1200]}",
        (f"{PLACE}:2", "sealed"): f"smb1.2.2.{text[1200:]}",
    }


def test_a_device_key_lies_there_as_it_was_designed(entries: Entries, hand: Hand) -> None:
    device = entries.put_device_key(VAULT, DEVICE_KEY)
    assert device == hashlib.blake2b(b"\x11" * 32, digest_size=32).digest()[:4].hex()
    assert device == SodiumSealing().device_id(DEVICE_KEY)
    name = (f"smbsocial:v1:00010203:device:{device}", "key")
    assert hand.all() == {name: "smbdk1.ERERERERERERERERERERERERERERERERERERERERERE"}
    assert entries.get_device_key(VAULT, device) == DEVICE_KEY
    entries.delete_device_key(VAULT, device)
    entries.delete_device_key(VAULT, device)
    assert hand.all() == {}
    assert code(lambda: entries.get_device_key(VAULT, device)) is Code.SECRET_MISSING


@pytest.mark.parametrize("length", [1, 48, 176, 2000])
def test_a_record_comes_back_and_goes(entries: Entries, hand: Hand, length: int) -> None:
    value = box(length)
    entries.put_record(VAULT, CAFE, REF, value)
    assert cafe_opens(entries, value) == value
    entries.delete_record(VAULT, CAFE, REF, entries.parts_of(value))
    entries.delete_record(VAULT, CAFE, REF, 8)
    assert hand.all() == {}


def test_nothing_is_written_over(entries: Entries, hand: Hand) -> None:
    entries.put_record(VAULT, CAFE, REF, box(2000, 1))
    device = entries.put_device_key(VAULT, DEVICE_KEY)
    before = hand.all()
    with pytest.raises(ExpectedError) as refused:
        entries.put_record(VAULT, CAFE, REF, box(2000, 2))
    assert (refused.value.code, refused.value.facts["reason"]) == (Code.STORE_REFUSED, "exists")
    assert hand.all() == before
    # The same once more, as after an answer that was lost, is no change.
    entries.put_record(VAULT, CAFE, REF, box(2000, 1))
    assert entries.put_device_key(VAULT, DEVICE_KEY) == device
    assert hand.all() == before


def test_the_name_of_the_store_is_passed_on(entries: Entries) -> None:
    assert entries.backend() in {"memory", "SecretService.Keyring"}


def test_40_entry_deleted_by_hand(entries: Entries, hand: Hand) -> None:
    cafe, bakery = two_accounts(entries)
    hand.remove(f"{PLACE}:2", "sealed")
    assert code(lambda: cafe_opens(entries, cafe)) is Code.SECRET_MISSING
    assert code(lambda: entries.raw_parts(VAULT, CAFE, REF, 3)) is Code.SECRET_MISSING
    assert bakery_opens(entries, bakery)
    entries.delete_record(VAULT, CAFE, REF, 3)
    assert bakery_opens(entries, bakery)


def swap(hand: Hand, one: str, other: str) -> None:
    values = hand.all()
    hand.edit(one, "sealed", values[other, "sealed"])
    hand.edit(other, "sealed", values[one, "sealed"])


def first(hand: Hand) -> str:
    return hand.all()[f"{PLACE}:1", "sealed"]


BAKERY_PLACE = f"smbsocial:v1:00010203:{BAKERY.hex()}:{OTHER_REF.hex()}"
EDITS: dict[str, Callable[[Hand], None]] = {
    "one character": lambda h: h.edit(
        f"{PLACE}:1", "sealed", first(h)[:-1] + ("A" if first(h)[-1] != "A" else "B")
    ),
    "cut": lambda h: h.edit(f"{PLACE}:1", "sealed", first(h)[:-4]),
    "one character less": lambda h: h.edit(f"{PLACE}:1", "sealed", first(h)[:-1]),
    "longer": lambda h: h.edit(f"{PLACE}:1", "sealed", first(h) + "AAAA"),
    "a space behind": lambda h: h.edit(f"{PLACE}:1", "sealed", first(h) + " "),
    "another alphabet": lambda h: h.edit(
        f"{PLACE}:1", "sealed", first(h).replace("-", "+").replace("_", "/")
    ),
    "another head": lambda h: h.edit(f"{PLACE}:1", "sealed", "smb1.1.4" + first(h)[8:]),
    "a newer head": lambda h: h.edit(f"{PLACE}:1", "sealed", "smb2" + first(h)[4:]),
    "empty": lambda h: h.edit(f"{PLACE}:1", "sealed", "smb1.1.3."),
    "a password": lambda h: h.edit(f"{PLACE}:1", "sealed", "Grüne Äpfel 7 Körbe"),
    "parts swapped": lambda h: swap(h, f"{PLACE}:1", f"{PLACE}:2"),
    "a part twice": lambda h: h.edit(f"{PLACE}:2", "sealed", first(h)),
    "part of another account": lambda h: h.edit(
        f"{PLACE}:1", "sealed", h.all()[f"{BAKERY_PLACE}:1", "sealed"]
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_41_entry_edited(entries: Entries, hand: Hand, edit: Callable[[Hand], None]) -> None:
    cafe, bakery = two_accounts(entries)
    edit(hand)
    assert code(lambda: cafe_opens(entries, cafe)) is Code.SECRET_DAMAGED
    assert bakery_opens(entries, bakery)


def test_41_whole_record_of_another_account(entries: Entries, hand: Hand) -> None:
    cafe, bakery = two_accounts(entries)
    for part in ("1", "2", "3"):
        hand.edit(f"{PLACE}:{part}", "sealed", hand.all()[f"{BAKERY_PLACE}:{part}", "sealed"])
    assert code(lambda: cafe_opens(entries, cafe)) is Code.SECRET_DAMAGED
    assert bakery_opens(entries, bakery)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "smbdk1.",
        "smbdk1.EREREREREREREREREREREREREREREREREREREREREQ",
        "smbdk1.ERERERERERERERERERERERERERERERERERERERERERF",
        "smbdk1.IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI",
        "smbdk2.ERERERERERERERERERERERERERERERERERERERERERE",
        "ERERERERERERERERERERERERERERERERERERERERERE",
        "smbdk1.smbdk1.ERERERERERERERERERERERERERERERERERERERERERE",
    ],
    ids=["empty", "no key", "short", "edited", "another", "newer", "no head", "two heads"],
)
def test_41_device_key_edited(entries: Entries, hand: Hand, value: str) -> None:
    device = entries.put_device_key(VAULT, DEVICE_KEY)
    hand.edit(f"smbsocial:v1:00010203:device:{device}", "key", value)
    assert code(lambda: entries.get_device_key(VAULT, device)) is Code.SECRET_DAMAGED


@pytest.mark.parametrize(
    ("length", "parts"),
    [(898, 1), (899, 1), (900, 1), (901, 2), (6300, 7), (6301, 8), (7199, 8), (7200, 8)],
)
def test_42_values_around_the_largest_part(
    entries: Entries, hand: Hand, length: int, parts: int
) -> None:
    value = box(length)
    assert entries.parts_of(value) == parts
    entries.put_record(VAULT, CAFE, REF, value)
    sizes = [len(kept) for kept in hand.all().values()]
    assert len(sizes) == parts
    assert max(sizes) <= 1209
    assert cafe_opens(entries, value) == value


@pytest.mark.parametrize("length", [MOST_BYTES + 1, 8 * 900 + 899, 1_000_000])
def test_42_eight_parts_and_one_are_too_many(entries: Entries, hand: Hand, length: int) -> None:
    value = box(length)
    for ask in (
        lambda: entries.parts_of(value),
        lambda: entries.put_record(VAULT, CAFE, REF, value),
    ):
        with pytest.raises(ExpectedError) as refused:
            ask()
        assert refused.value.code is Code.SECRET_TOO_LARGE
        assert refused.value.facts == {"bytes": length, "most": 7200}
    assert hand.all() == {}


class TestRestoring:
    def test_parts_come_back_as_they_were(self, entries: Entries, hand: Hand) -> None:
        cafe, _ = two_accounts(entries)
        parts, before = entries.raw_parts(VAULT, CAFE, REF, 3), hand.all()
        entries.put_raw_parts(VAULT, CAFE, REF, parts)
        assert hand.all() == before
        entries.delete_record(VAULT, CAFE, REF, 3)
        entries.put_raw_parts(VAULT, CAFE, REF, parts)
        assert hand.all() == before
        assert cafe_opens(entries, cafe) == cafe

    def test_what_stands_there_is_not_written_over(self, entries: Entries, hand: Hand) -> None:
        two_accounts(entries)
        before = hand.all()
        parts = entries.raw_parts(VAULT, BAKERY, OTHER_REF, 3)
        ask = lambda: entries.put_raw_parts(VAULT, CAFE, REF, parts)  # noqa: E731
        assert code(ask) is Code.STORE_REFUSED
        assert hand.all() == before

    @pytest.mark.parametrize(
        "parts",
        [(), ("smb1.1.9.AAAA",) * 9, ("x" * 1210,), ("smb1.1.1.é",)],
        ids=["none", "nine", "too long", "not ASCII"],
    )
    def test_what_is_no_record_is_not_written(
        self, entries: Entries, hand: Hand, parts: tuple[str, ...]
    ) -> None:
        assert code(lambda: entries.put_raw_parts(VAULT, CAFE, REF, parts)) is Code.SECRET_DAMAGED
        assert hand.all() == {}


class Forgetful(MemoryStore):
    """A backend that says yes and keeps nothing, as the null backend does."""

    @override
    def put(self, service: str, username: str, value: str) -> None:
        pass


class Shortening(MemoryStore):
    """One that keeps the beginning."""

    @override
    def put(self, service: str, username: str, value: str) -> None:
        super().put(service, username, value[:1000])


@pytest.mark.parametrize("store", [Forgetful(), Shortening()], ids=["forgetful", "shortening"])
def test_what_is_not_kept_as_written_is_refused(store: MemoryStore) -> None:
    entries = KeyringEntries(store)
    with pytest.raises(ExpectedError) as refused:
        entries.put_record(VAULT, CAFE, REF, box(2000))
    assert refused.value.code is Code.STORE_REFUSED
    assert refused.value.facts == {"reason": "read_back"}


def test_a_device_key_that_is_not_kept_is_refused() -> None:
    ask = lambda: KeyringEntries(Forgetful()).put_device_key(VAULT, DEVICE_KEY)  # noqa: E731
    assert code(ask) is Code.STORE_REFUSED
