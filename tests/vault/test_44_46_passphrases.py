"""From what somebody types to a key: accents, figures that are none of ours, too little memory."""

import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from nacl import exceptions
from sample_keys import CODE, DEVICE, LEAST, MASTER, PASSPHRASE, PERSON, SALT, VAULT
from vault.quick_sealing import QuickSealing

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import SealedSlot
from smbsocial.vault import keys
from smbsocial.vault.slots import Stretch

BOX = bytes(80)


def test_44_composed_and_decomposed_accents_are_the_same_passphrase() -> None:
    composed = unicodedata.normalize("NFC", PASSPHRASE.reveal())
    decomposed = unicodedata.normalize("NFD", PASSPHRASE.reveal())
    assert composed != decomposed
    slot = QuickSealing().make_slot(
        Secret(composed), DEVICE, vault=VAULT, person=PERSON, key=MASTER
    )
    found = QuickSealing().open_slot(
        Secret(decomposed), DEVICE, vault=VAULT, person=PERSON, slot=slot
    )
    assert found == MASTER


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\N{LATIN SMALL LIGATURE FI}ne \N{FULLWIDTH DIGIT ONE}", "fine 1"),
        ("\N{ANGSTROM SIGN}", "\N{LATIN CAPITAL LETTER A WITH RING ABOVE}"),
        ("\N{VULGAR FRACTION ONE HALF}", "1\N{FRACTION SLASH}2"),
    ],
)
def test_44_one_letter_has_one_form(typed: str, meant: str) -> None:
    assert keys.passphrase_bytes(Secret(typed)) == Secret(meant.encode())


def test_44_capitals_and_blanks_are_as_typed() -> None:
    typed = Secret(" Grüne  Äpfel ")
    assert keys.passphrase_bytes(typed).reveal().decode() == typed.reveal()


def test_44_half_a_character_is_refused_without_saying_the_rest() -> None:
    with pytest.raises(ExpectedError) as caught:
        keys.passphrase_bytes(Secret("Grüne \ud83c Äpfel"))
    assert caught.value.code is Code.BAD_TEXT
    assert caught.value.__context__ is None
    assert "pfel" not in repr(caught.value)


OUT_OF_BOUNDS = [
    Stretch(SALT, 65_535, 3),
    Stretch(SALT, 1_048_577, 3),
    Stretch(SALT, 131_072, 1),
    Stretch(SALT, 131_072, 11),
    Stretch(SALT, 0, 0),
    Stretch(SALT, -131_072, 3),
    Stretch(SALT, 2**40, 3),
    Stretch(SALT[1:], 131_072, 3),
    Stretch(SALT + b"\0", 131_072, 3),
    Stretch(b"", 131_072, 3),
]


@pytest.mark.parametrize("stretch", OUT_OF_BOUNDS)
def test_45_figures_out_of_bounds_are_damage_and_are_not_computed(stretch: Stretch) -> None:
    slot = SealedSlot(stretch.salt, stretch.m_kib, stretch.t, BOX)
    with pytest.raises(ExpectedError) as caught:
        QuickSealing().open_slot(PASSPHRASE, DEVICE, vault=VAULT, person=PERSON, slot=slot)
    assert caught.value.code is Code.SECRET_DAMAGED
    with pytest.raises(ExpectedError) as caught:
        QuickSealing().open_recovery(CODE, vault=VAULT, slot=slot)
    assert caught.value.code is Code.SECRET_DAMAGED


@pytest.mark.parametrize("m_kib", [65_536, 1_048_576])
@pytest.mark.parametrize("t", [2, 10])
def test_45_figures_on_the_bounds_are_computed(
    m_kib: int, t: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a stand-in: the dearest figures take a gigabyte and a quarter of a minute."""
    asked = []

    def compute(length: int, typed: bytes, salt: bytes, passes: int, memory: int, _: int) -> bytes:
        asked.append((length, typed, salt, passes, memory))
        return bytes(length)

    monkeypatch.setattr(keys, "crypto_pwhash_alg", compute)
    assert Stretch(SALT, m_kib, t).of(CODE) == Secret(bytes(32))
    assert asked == [(32, CODE.reveal(), SALT, t, m_kib * 1024)]


def test_45_other_figures_make_another_key() -> None:
    made = [
        stretch.of(CODE).reveal()
        for stretch in (LEAST, replace(LEAST, m_kib=65_537), replace(LEAST, t=3))
    ]
    assert len(set(made)) == len(made)


CAGED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sample_keys import DEVICE, MASTER, PASSPHRASE, PERSON, VAULT, CODE
from smbsocial.domain.errors import ExpectedError
from smbsocial.vault.sealing import SodiumSealing

sealing, here = SodiumSealing(), {"vault": VAULT, "person": PERSON}
slot = sealing.make_slot(PASSPHRASE, DEVICE, key=MASTER, **here)
_, most = resource.getrlimit(resource.RLIMIT_AS)
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 48 * 2**20, most))
for attempt in (
    lambda: sealing.make_slot(PASSPHRASE, DEVICE, key=MASTER, **here),
    lambda: sealing.open_slot(PASSPHRASE, DEVICE, slot=slot, **here),
    lambda: sealing.make_recovery(CODE, vault=VAULT, key=MASTER),
):
    try:
        attempt()
    except ExpectedError as error:
        print(error, error.__context__)
resource.setrlimit(resource.RLIMIT_AS, (most, most))
print(sealing.open_slot(PASSPHRASE, DEVICE, slot=slot, **here) == MASTER)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a program to its memory")
def test_46_too_little_memory_is_said_and_the_slot_opens_later() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", CAGED, str(Path(__file__).parent)],
        env=dict(os.environ), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.stdout.splitlines() == ["no_memory None"] * 3 + ["True"], ran.stderr


@pytest.mark.parametrize("fault", [exceptions.RuntimeError, MemoryError])
def test_46_no_memory_however_it_is_said(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise fault

    monkeypatch.setattr(keys, "crypto_pwhash_alg", refuse)
    with pytest.raises(ExpectedError) as caught:
        LEAST.of(CODE)
    assert caught.value.code is Code.NO_MEMORY
    assert caught.value.__context__ is None
