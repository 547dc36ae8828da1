"""A box opens whole, as what it is and where it belongs; or it does not open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import (
    ACCOUNT,
    ACCOUNT_KEY,
    DEVICE,
    MASTER,
    NONCE,
    OTHER_ID,
    OTHER_KEY,
    OTHER_REF,
    PERSON,
    REF,
    VAULT,
)

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key, Record, Secret
from smbsocial.domain.vault import Checkpoint, SealedSlot
from smbsocial.vault import boxes, keys, labels, slots
from smbsocial.vault.boxes import Kind, Label
from smbsocial.vault.sealing import SodiumSealing

SEALING = SodiumSealing()
RECORD = Record(login="rosa@bakery.example", password="pw-1")  # noqa: S106
POINT = Checkpoint(7, b"\x77" * 32, 1_800_000_000_000)
HERE = {"vault": VAULT, "person": PERSON}
THERE = {"vault": VAULT, "account": ACCOUNT}


@dataclass(frozen=True)
class Case:
    """A box of the app, and how the app opens it."""

    name: str
    box: bytes
    opened: Callable[[bytes], object]
    wanted: object


def cases() -> Iterator[Case]:
    login = SEALING.make_login_slot(DEVICE, key=MASTER, **HERE)
    yield Case(
        "slot", login.box,
        lambda box: SEALING.open_login_slot(DEVICE, slot=SealedSlot(b"", 0, 0, box), **HERE),
        MASTER,
    )  # fmt: skip
    recovery = labels.slot_of_recovery(VAULT)
    yield Case(
        "recovery", boxes.seal_key(recovery, OTHER_KEY, MASTER, nonce=NONCE),
        lambda box: boxes.unseal_key(recovery, OTHER_KEY, box), MASTER,
    )  # fmt: skip
    for name, holder in (("account for owners", None), ("account for a person", PERSON)):
        wrapped = SEALING.wrap_account(MASTER, ACCOUNT_KEY, person=holder, **THERE)
        yield Case(
            name, wrapped,
            lambda box, holder=holder: SEALING.unwrap_account(
                MASTER, box, person=holder, **THERE
            ),
            ACCOUNT_KEY,
        )  # fmt: skip
    yield Case(
        "person for owners", SEALING.wrap_person(MASTER, ACCOUNT_KEY, **HERE),
        lambda box: SEALING.unwrap_person(MASTER, box, **HERE), ACCOUNT_KEY,
    )  # fmt: skip
    yield Case(
        "record", SEALING.seal_record(ACCOUNT_KEY, RECORD, ref=REF, **THERE),
        lambda box: SEALING.open_record(ACCOUNT_KEY, box, ref=REF, **THERE), RECORD,
    )  # fmt: skip
    yield Case(
        "checkpoint", SEALING.seal_checkpoint(MASTER, POINT, vault=VAULT),
        lambda box: SEALING.open_checkpoint(MASTER, box, vault=VAULT), POINT,
    )  # fmt: skip


CASES = {case.name: case for case in cases()}
each_box = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def refusal(attempt: Callable[[], object]) -> Code:
    with pytest.raises(ExpectedError) as caught:
        attempt()
    assert caught.value.__context__ is None
    assert caught.value.facts == {}
    return caught.value.code


def flipped(box: bytes, bit: int) -> bytes:
    changed = bytearray(box)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def expected(case: Case, place: int) -> set[Code]:
    """What a wrong byte there may be called."""
    if place in {3, 5}:  # version and cipher: perhaps a newer program's
        return {Code.SECRET_TOO_NEW, Code.SECRET_DAMAGED}
    slot = case.name in {"slot", "recovery"}
    return {Code.WRONG_KEY} if slot and place >= 8 else {Code.SECRET_DAMAGED}


@each_box
def test_60_a_box_opens(case: Case) -> None:
    assert case.opened(case.box) == case.wanted


@each_box
def test_60_every_flipped_bit_is_refused(case: Case) -> None:
    for bit in range(len(case.box) * 8):
        code = refusal(lambda bit=bit: case.opened(flipped(case.box, bit)))
        assert code in expected(case, bit // 8), bit


@each_box
def test_60_cut_or_longer_boxes_are_refused(case: Case) -> None:
    damaged = {Code.SECRET_DAMAGED}
    for length in range(len(case.box)):
        assert refusal(lambda length=length: case.opened(case.box[:length])) in damaged
    for more in (b"\0", case.box[-16:], case.box):
        assert refusal(lambda more=more: case.opened(case.box + more)) in damaged


@pytest.mark.parametrize(("one", "other"), list(permutations(CASES, 2)))
def test_60_a_box_is_nothing_else(one: str, other: str) -> None:
    assert refusal(lambda: CASES[one].opened(CASES[other].box)) in {
        Code.SECRET_DAMAGED,
        Code.WRONG_KEY,
    }


ELSEWHERE: dict[str, tuple[Label, list[Label]]] = {
    "slot": (
        labels.slot_of_person(VAULT, PERSON),
        [
            labels.slot_of_person(VAULT, OTHER_ID),
            labels.slot_of_person(OTHER_ID, PERSON),
            labels.slot_of_person(PERSON, VAULT),
            labels.slot_of_recovery(VAULT),
        ],
    ),
    "recovery": (labels.slot_of_recovery(VAULT), [labels.slot_of_recovery(OTHER_ID)]),
    "account for owners": (
        labels.account_key(VAULT, ACCOUNT, None),
        [
            labels.account_key(VAULT, ACCOUNT, PERSON),
            labels.account_key(VAULT, ACCOUNT, bytes(16)),
            labels.account_key(VAULT, OTHER_ID, None),
            labels.account_key(OTHER_ID, ACCOUNT, None),
            labels.person_key(VAULT, ACCOUNT),
        ],
    ),
    "account for a person": (
        labels.account_key(VAULT, ACCOUNT, PERSON),
        [
            labels.account_key(VAULT, ACCOUNT, OTHER_ID),
            labels.account_key(VAULT, OTHER_ID, PERSON),
            labels.account_key(OTHER_ID, ACCOUNT, PERSON),
        ],
    ),
    "person for owners": (
        labels.person_key(VAULT, PERSON),
        [
            labels.person_key(VAULT, OTHER_ID),
            labels.person_key(OTHER_ID, PERSON),
            labels.account_key(VAULT, PERSON, None),
        ],
    ),
    "record": (
        labels.record(VAULT, ACCOUNT, REF),
        [
            labels.record(VAULT, ACCOUNT, OTHER_REF),
            labels.record(VAULT, OTHER_ID, REF),
            labels.record(OTHER_ID, ACCOUNT, REF),
        ],
    ),
    "checkpoint": (labels.checkpoint(VAULT), [labels.checkpoint(OTHER_ID)]),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_60_a_box_moved_elsewhere_is_refused(name: str) -> None:
    home, others = ELSEWHERE[name]
    box = boxes.seal_key(home, MASTER, OTHER_KEY, nonce=NONCE)
    assert boxes.unseal_key(home, MASTER, box) == OTHER_KEY
    wanted = Code.WRONG_KEY if home.kind is Kind.SLOT else Code.SECRET_DAMAGED
    for other in others:
        assert refusal(lambda other=other: boxes.unseal_key(other, MASTER, box)) is wanted
    assert refusal(lambda: boxes.unseal_key(home, OTHER_KEY, box)) is wanted


def test_60_the_labels_are_all_different() -> None:
    found = [label for home, others in ELSEWHERE.values() for label in (home, *others)]
    assert len({(label.kind, label.context) for label in found}) == len(set(found))
    own = [home for home, _ in ELSEWHERE.values()]
    assert len({(label.kind, label.context) for label in own}) == len(own)


RECORD_LABEL = labels.record(VAULT, ACCOUNT, REF)


@pytest.mark.parametrize("version", b"23456789")
@pytest.mark.parametrize("rest", [b"", b"anything", CASES["record"].box[4:]])
def test_60_a_newer_version_is_told_from_damage(version: int, rest: bytes) -> None:
    box = b"SMB" + bytes([version]) + rest
    assert refusal(lambda: boxes.unseal(RECORD_LABEL, MASTER, box)) is Code.SECRET_TOO_NEW
    assert refusal(lambda: boxes.unseal_key(RECORD_LABEL, MASTER, box)) is Code.SECRET_TOO_NEW


@pytest.mark.parametrize("cipher", [0, 2, 255])
def test_60_an_unknown_cipher_is_told_from_damage(cipher: int) -> None:
    for rest in (bytes(2), bytes(200)):
        box = b"SMB1\x03" + bytes([cipher]) + rest
        assert refusal(lambda box=box: boxes.unseal(RECORD_LABEL, MASTER, box)) is (
            Code.SECRET_TOO_NEW
        )


@pytest.mark.parametrize("box", [b"", b"S", b"SMB", b"SMB1", b"SMB0" + bytes(76), bytes(80)])
def test_60_what_is_no_box_is_damage(box: bytes) -> None:
    assert refusal(lambda: boxes.unseal(RECORD_LABEL, MASTER, box)) is Code.SECRET_DAMAGED


@given(st.binary(max_size=300))
def test_60_anything_at_all_is_refused_politely(box: bytes) -> None:
    for case in CASES.values():
        assert refusal(lambda case=case: case.opened(box))


@given(st.binary(max_size=300), st.binary(min_size=24, max_size=24))
def test_60_what_was_sealed_comes_back(plain: bytes, nonce: bytes) -> None:
    box = boxes.seal(RECORD_LABEL, MASTER, plain, nonce=nonce)
    assert len(box) == len(plain) + boxes.FRAME_BYTES
    assert boxes.unseal(RECORD_LABEL, MASTER, box) == plain


def test_60_a_checkpoint_of_another_length_is_damage() -> None:
    label = labels.checkpoint(VAULT)
    box = boxes.seal(label, keys.log_key(MASTER), bytes(47), nonce=NONCE)
    assert refusal(lambda: SEALING.open_checkpoint(MASTER, box, vault=VAULT)) is (
        Code.SECRET_DAMAGED
    )


@pytest.mark.parametrize(
    "slot", [SealedSlot(bytes(16), 0, 0, b""), SealedSlot(b"", 65_536, 2, b"")]
)
def test_60_a_slot_with_figures_is_no_login_slot(slot: SealedSlot) -> None:
    kept = SealedSlot(slot.salt, slot.m_kib, slot.t, CASES["slot"].box)
    assert refusal(lambda: SEALING.open_login_slot(DEVICE, slot=kept, **HERE)) is (
        Code.SECRET_DAMAGED
    )


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: labels.slot_of_person(VAULT, PERSON[1:]),
        lambda: labels.slot_of_recovery(VAULT + b"\0"),
        lambda: labels.account_key(VAULT, ACCOUNT, b""),
        lambda: labels.record(VAULT, ACCOUNT, REF * 2),
        lambda: keys.person_kek(MASTER, DEVICE, vault=VAULT + PERSON, person=b""),
        lambda: keys.login_kek(Secret(b"short"), vault=VAULT, person=PERSON),
        lambda: SEALING.wrap_person(MASTER, Secret(b"short"), **HERE),
        lambda: SEALING.seal_checkpoint(MASTER, Checkpoint(1, b"short", 1), vault=VAULT),
    ],
)
def test_60_names_and_keys_of_another_length_are_bugs(attempt: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="bytes instead of"):
        attempt()


def test_60_each_purpose_has_a_key_of_its_own() -> None:
    made: list[Key] = [
        keys.person_kek(MASTER, MASTER, vault=VAULT, person=PERSON),
        keys.login_kek(MASTER, vault=VAULT, person=PERSON),
        keys.recovery_kek(MASTER, vault=VAULT),
        keys.backup_private(MASTER),
        keys.log_key(MASTER),
        MASTER,
    ]
    assert len({key.reveal() for key in made}) == len(made)


def test_60_a_slot_says_how_it_was_stretched() -> None:
    slot = SealedSlot(bytes(16), 65_536, 2, b"")
    assert slots.stretch_of(slot) == slots.Stretch(bytes(16), 65_536, 2)
