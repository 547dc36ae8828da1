"""Every line of the design's test vector: the formats are what another program would write."""

import hashlib

import pytest
from sample_keys import (
    ACCOUNT,
    ACCOUNT_KEY,
    CODE,
    DEVICE,
    MASTER,
    NONCE,
    PASSPHRASE,
    PERSON,
    REF,
    SALT,
    STANDARD,
    VAULT,
)

from smbsocial.domain.secret import Record
from smbsocial.domain.vault import Checkpoint, SealedSlot
from smbsocial.vault import boxes, checkpoints, keys, labels, records, recovery_code, slots
from smbsocial.vault.boxes import Kind, Label
from smbsocial.vault.sealing import SodiumSealing

ARGON = "4efde99a31ed000abd61e1fe4e81dde97567d6ae3caa07daaaf10f4e860adeaa"
KEK_PERSON = "98c88ad6b55dd1c842b0edfd157abb7314d1028e675a8417691c138a2d4c0539"
KEK_RECOVERY = "af092d087004bac42da20d540149c2fc2ff6e78313e5fb74e07d7ff045512d33"
SLOT = (
    "534d423101010000" + "55" * 24 + "18589856983c0e2c5029878176c6425460a500a06208655a"
    "83953f06e1a8c5a3e8b433fe7545ea35e5fdb734548907ed"
)
WRAP = (
    "534d423102010000" + "55" * 24 + "330932bf1c5a935dcc1226b378db5fd04ec4f321fa8ae1cc"
    "c113de6c1cb061a6d3f704f7c312d2fe2c39496d6b8a8554"
)
RECORD_JSON = b'{"login":"rosa@bakery.example","password":"pw-1","v":1}'
RECORD_SHA256 = "9ee64de050bc9c7af427e3d16366174bfe78482f8bd30da0f75148c85ecd0d7e"
BACKUP_PUBLIC = "0112b870cace075a812a5e63fb4052bdd681ba1bb7d665aa613d86c914103216"
CODE_TEXT = "000G-40R4-0M30-E209-185G-R38E-1WB9"


def test_59_argon_and_the_persons_kek() -> None:
    stretched = STANDARD.of(keys.passphrase_bytes(PASSPHRASE))
    assert stretched.reveal().hex() == ARGON
    kek = keys.person_kek(stretched, DEVICE, vault=VAULT, person=PERSON)
    assert kek.reveal().hex() == KEK_PERSON


def test_59_the_recovery_kek() -> None:
    kek = slots.recovery_kek(CODE, stretch=STANDARD, vault=VAULT)
    assert kek.reveal().hex() == KEK_RECOVERY


def test_59_the_slot() -> None:
    kek = slots.person_kek(PASSPHRASE, DEVICE, stretch=STANDARD, vault=VAULT, person=PERSON)
    label = labels.slot_of_person(VAULT, PERSON)
    slot = slots.seal(label, kek, MASTER, stretch=STANDARD, nonce=NONCE)
    assert slot == SealedSlot(SALT, 131_072, 3, bytes.fromhex(SLOT))


def test_59_the_slot_opens() -> None:
    slot = SealedSlot(SALT, 131_072, 3, bytes.fromhex(SLOT))
    found = SodiumSealing().open_slot(PASSPHRASE, DEVICE, vault=VAULT, person=PERSON, slot=slot)
    assert found == MASTER


def test_59_the_wrapped_key() -> None:
    label = labels.account_key(VAULT, ACCOUNT, None)
    assert boxes.seal_key(label, MASTER, ACCOUNT_KEY, nonce=NONCE).hex() == WRAP
    found = SodiumSealing().unwrap_account(
        MASTER, bytes.fromhex(WRAP), vault=VAULT, account=ACCOUNT, person=None
    )
    assert found == ACCOUNT_KEY


def test_59_the_record() -> None:
    label = labels.record(VAULT, ACCOUNT, REF)
    box = boxes.seal(label, ACCOUNT_KEY, records.pad(RECORD_JSON), nonce=NONCE)
    assert len(box) == 176
    assert hashlib.sha256(box).hexdigest() == RECORD_SHA256
    found = SodiumSealing().open_record(ACCOUNT_KEY, box, vault=VAULT, account=ACCOUNT, ref=REF)
    assert found == Record(login="rosa@bakery.example", password="pw-1")  # noqa: S106


def test_59_the_backup_key() -> None:
    assert keys.backup_public(MASTER).hex() == BACKUP_PUBLIC


def test_59_the_code() -> None:
    assert recovery_code.code_text(CODE).reveal() == CODE_TEXT
    assert recovery_code.read_code(CODE_TEXT) == CODE


OWNERS = b"M" + bytes(16)
TABLE = [
    (labels.slot_of_person(VAULT, PERSON), Kind.SLOT, b"P" + VAULT + PERSON),
    (labels.slot_of_recovery(VAULT), Kind.SLOT, b"R" + VAULT),
    (labels.account_key(VAULT, ACCOUNT, None), Kind.WRAPPED, b"A" + VAULT + ACCOUNT + OWNERS),
    (
        labels.account_key(VAULT, ACCOUNT, PERSON),
        Kind.WRAPPED,
        b"A" + VAULT + ACCOUNT + b"P" + PERSON,
    ),
    (labels.person_key(VAULT, PERSON), Kind.WRAPPED, b"K" + VAULT + PERSON + OWNERS),
    (labels.record(VAULT, ACCOUNT, REF), Kind.RECORD, VAULT + ACCOUNT + REF),
    (labels.checkpoint(VAULT), Kind.CHECKPOINT, b"L" + VAULT),
]


@pytest.mark.parametrize(("label", "kind", "context"), TABLE)
def test_59_the_table_of_contexts(label: Label, kind: Kind, context: bytes) -> None:
    """The vector has three of the seven; these are all of them, as the design's table says."""
    assert label == Label(kind, context)


def test_59_the_types_are_those_of_the_table() -> None:
    assert {kind.name: kind.value for kind in Kind} == {
        "SLOT": 1,
        "WRAPPED": 2,
        "RECORD": 3,
        "CHECKPOINT": 5,
    }


def test_59_a_checkpoints_bytes() -> None:
    point = Checkpoint(seq=258, head=b"\x99" * 32, at_ms=1_800_000_000_000)
    wanted = "0201000000000000" + "99" * 32 + "00505c18a3010000"
    assert checkpoints.to_bytes(point).hex() == wanted
    assert checkpoints.from_bytes(bytes.fromhex(wanted)) == point


def test_59_keys_made_from_keys_are_what_another_library_makes() -> None:
    def made(data: bytes, purpose: bytes, key: bytes = b"") -> bytes:
        return hashlib.blake2b(data, digest_size=32, key=key, person=purpose).digest()

    master, device = MASTER.reveal(), DEVICE.reveal()
    login = keys.login_kek(DEVICE, vault=VAULT, person=PERSON)
    assert login.reveal() == made(VAULT + PERSON, b"smbs-dev-v1", device)
    assert keys.log_key(MASTER).reveal() == made(b"", b"smbs-log-v1", master)
    assert keys.backup_private(MASTER).reveal() == made(b"", b"smbs-bkp-v1", master)
    assert keys.device_id(DEVICE) == made(device, b"")[:4].hex()


def test_59_a_login_slot_and_a_checkpoint_are_plain_boxes_of_those_keys() -> None:
    here = {"vault": VAULT, "person": PERSON}
    slot = SodiumSealing().make_login_slot(DEVICE, key=MASTER, **here)
    kek = keys.login_kek(DEVICE, **here)
    assert boxes.unseal_key(labels.slot_of_person(VAULT, PERSON), kek, slot.box) == MASTER
    point = Checkpoint(1, bytes(32), 2)
    box = SodiumSealing().seal_checkpoint(MASTER, point, vault=VAULT)
    plain = boxes.unseal(labels.checkpoint(VAULT), keys.log_key(MASTER), box)
    assert plain == checkpoints.to_bytes(point)
