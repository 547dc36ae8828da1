"""The emergency kit's code: how people type it, how they mistype it, and in which vault."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import CODE, MASTER, OTHER_ID, VAULT
from vault.quick_sealing import QuickSealing

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.vault.recovery_code import code_text, read_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODES = [CODE.reveal(), bytes(16), b"\xff" * 16, random.Random(48).randbytes(16)]
codes = st.binary(min_size=16, max_size=16)


def refusal(text: str) -> Code:
    with pytest.raises(ExpectedError) as caught:
        read_code(text)
    assert caught.value.facts == {}
    return caught.value.code


def read_or_typo(text: str) -> Secret[bytes] | None:
    try:
        return read_code(text)
    except ExpectedError as error:
        if error.code is not Code.CODE_TYPO:
            raise
        return None


@given(codes)
def test_48_a_printed_code_is_read_again(code: bytes) -> None:
    text = code_text(Secret(code)).reveal()
    assert [len(group) for group in text.split("-")] == [4] * 7
    assert set(text) <= {*ALPHABET, "-"}
    assert read_code(text) == Secret(code)


@given(codes, st.data())
def test_48_however_it_is_typed(code: bytes, data: st.DataObject) -> None:
    look_alike = {"0": "0Oo", "1": "1IiLl"}
    typed = ""
    for letter in code_text(Secret(code)).reveal():
        either = look_alike.get(letter, letter + letter.lower())
        between = data.draw(st.sampled_from(["", " ", "-", " – ", "\t", "\n", "\u00a0", "\u200b"]))
        typed += between if letter == "-" else data.draw(st.sampled_from(either)) + between
    assert read_code(typed) == Secret(code)


def test_48_full_width_letters_are_letters() -> None:
    wide = "".join(
        chr(ord(letter) + 0xFEE0) if letter != "-" else "\u3000"
        for letter in code_text(CODE).reveal()
    )
    assert read_code(wide) == CODE


@pytest.mark.parametrize("code", CODES)
def test_48_one_wrong_letter_is_found_or_opens_nothing(code: bytes) -> None:
    """Ten check bits miss about one error in a thousand; that one is then another code."""
    text = code_text(Secret(code)).reveal().replace("-", "")
    wrong = [
        text[:place] + letter + text[place + 1 :]
        for place in range(len(text))
        for letter in ALPHABET
        if letter != text[place]
    ]
    read = [found for typed in wrong if (found := read_or_typo(typed))]
    assert Secret(code) not in read
    assert len(read) <= len(wrong) * 0.005


@pytest.mark.parametrize("code", CODES)
def test_48_letters_lost_doubled_or_swapped_are_found(code: bytes) -> None:
    text = code_text(Secret(code)).reveal().replace("-", "")
    for place in range(len(text)):
        assert refusal(text[:place] + text[place + 1 :]) is Code.CODE_TYPO
        assert refusal(text[:place] + text[place] + text[place:]) is Code.CODE_TYPO
    groups = [text[i : i + 4] for i in range(0, 28, 4)]
    swapped = "".join([groups[1], groups[0], *groups[2:]])
    assert swapped == text or refusal(swapped) is Code.CODE_TYPO


def test_48_the_spare_bits_are_nought() -> None:
    """Otherwise four texts would stand for one code."""
    text = code_text(CODE).reveal().replace("-", "")
    for other in "XYZ":
        assert text[25] == "W"
        assert refusal(text[:25] + other + text[26:]) is Code.CODE_TYPO


@pytest.mark.parametrize("text", ["", "-", "U" * 28, "0" * 28, "Ä" * 28, "…", "0" * 100_000, "²⁸"])
def test_48_what_is_no_code(text: str) -> None:
    assert refusal(text) is Code.CODE_TYPO


def test_48_a_code_of_another_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="15 bytes instead of 16"):
        code_text(Secret(bytes(15)))


def test_48_a_code_opens_its_own_vault_only() -> None:
    sealing = QuickSealing()
    slot = sealing.make_recovery(CODE, vault=VAULT, key=MASTER)
    assert (
        sealing.open_recovery(read_code(" 000g40r4 0m3oe2o9-185gr38e-iwb9"), vault=VAULT, slot=slot)
        == MASTER
    )
    for code, vault in ((CODE, OTHER_ID), (Secret(b"\xee" * 16), VAULT)):
        with pytest.raises(ExpectedError) as caught:
            sealing.open_recovery(code, vault=vault, slot=slot)
        assert caught.value.code is Code.WRONG_KEY
