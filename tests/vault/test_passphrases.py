"""Test 44 of the vault's catalogue, and what else holds for passphrases."""

import secrets
import time
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xkcdpass import xkcd_password

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.passphrases import LEAST_OWNER
from smbsocial.domain.secret import Secret
from smbsocial.vault.passphrases import check, strength, suggest

GOOD = "Grüne Äpfel 7 Körbe"


def refusal(text: str, *, owner: bool = True, user_inputs: tuple[str, ...] = ()) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        check(Secret(text), owner=owner, user_inputs=user_inputs)
    shown = f"{caught.value} {caught.value.facts} {caught.value!r}"
    assert not text or text not in shown
    return caught.value


def test_44_composed_and_decomposed_are_one_passphrase() -> None:
    forms = [unicodedata.normalize(form, GOOD) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    assert len(set(forms)) == 2
    assert len({strength(Secret(form)) for form in forms}) == 1
    for form in forms:
        check(Secret(form), owner=True)


def test_44_length_is_counted_after_normalising() -> None:
    ligatures = "ﬃ" * 4  # four characters that stand for twelve
    assert refusal(ligatures).code is Code.PASSPHRASE_WEAK
    decomposed = unicodedata.normalize("NFD", "äöüß" * 200)
    assert len(decomposed) > 1_024
    assert refusal(decomposed).code is Code.PASSPHRASE_WEAK


def test_44_five_thousand_characters_are_refused_by_rule_and_at_once() -> None:
    start = time.perf_counter()
    error = refusal("ab3-" * 1_250)
    assert error.code is Code.PASSPHRASE_LONG
    assert error.facts == {"most": 1_024, "found": 5_000}
    assert time.perf_counter() - start < 1


def test_1024_characters_pass_and_the_estimate_looks_at_the_first_72() -> None:
    beginning = "Umbrella 47 kettles, under a wide orange bridge: who counts the herons there?"[:72]
    long = beginning + "a" * (1_024 - 72)
    check(Secret(long), owner=True)
    assert strength(Secret(long)) == strength(Secret(beginning))
    assert refusal(long + "a").code is Code.PASSPHRASE_LONG


@pytest.mark.parametrize("length", [0, 2, 9])
def test_fewer_than_ten_characters_are_too_few(length: int) -> None:
    error = refusal("k8#qZ!w2x"[:length])
    assert (error.code, error.facts) == (Code.PASSPHRASE_SHORT, {"least": 10, "found": length})


def test_half_a_character_is_no_text() -> None:
    assert refusal("umbrella \ud83d kettle").code is Code.BAD_TEXT


@pytest.mark.parametrize(
    "weak", ["password123", "qwertyuiop", "aaaaaaaaaaaaaaa", "1234567890123", "P@ssw0rd2026"]
)
def test_what_is_tried_first_is_refused_to_staff_too(weak: str) -> None:
    error = refusal(weak, owner=False)
    assert error.code is Code.PASSPHRASE_WEAK
    assert error.facts["least"] == 8
    found = error.facts["found"]
    assert isinstance(found, Decimal)
    assert found.as_tuple().exponent == -1
    assert found < 8


def test_owners_need_more_than_staff() -> None:
    between = Secret("kettlebrow9")
    assert 8 <= strength(between) < 10
    check(between, owner=False)
    assert refusal(between.reveal()).facts == {"least": 10, "found": strength(between)}


def test_the_names_of_the_business_are_tried_first() -> None:
    own = "Zumtobel Kwarkbrood"
    check(Secret(own), owner=True)
    assert refusal(own, user_inputs=("Zumtobel Kwarkbrood",)).code is Code.PASSPHRASE_WEAK
    backwards = refusal("KwarkbroodZumtobel", user_inputs=("Zumtobel Kwarkbrood",))
    assert backwards.code is Code.PASSPHRASE_WEAK
    check(Secret(own), owner=True)  # and forgotten again


def test_nothing_typed_is_nothing_to_guess() -> None:
    assert strength(Secret("")) == 0


@given(st.text(max_size=100))
def test_the_meter_takes_whatever_is_typed(text: str) -> None:
    found = strength(Secret(text))
    assert found >= 0
    assert found.as_tuple().exponent == -1


@given(st.text(alphabet="a4@3€0o$5sl1|!", min_size=60, max_size=72))
def test_the_meter_answers_while_somebody_types(text: str) -> None:
    """Letters that stand for others are what makes the estimate slow elsewhere."""
    start = time.perf_counter()
    strength(Secret(text))
    assert time.perf_counter() - start < 2


def test_five_words_by_chance_pass_the_owners_check() -> None:
    made = [suggest() for _ in range(30)]
    for each in made:
        check(each, owner=True)
        assert len(each.reveal().split(" ")) == 5
    assert len({each.reveal() for each in made}) == len(made)
    assert len(suggest(7).reveal().split(" ")) == 7
    with pytest.raises(ValueError, match="five"):
        suggest(4)


def test_words_come_from_the_whole_list_by_the_systems_chance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lists: list[list[str]] = []
    answers = iter(["why"] * 5 + ["otter", "gravy", "maple", "unzip", "kiosk"])

    def choice(known: list[str]) -> str:
        lists.append(known)
        return next(answers)

    monkeypatch.setattr(secrets, "choice", choice)
    made = suggest()
    assert made.reveal() == "otter gravy maple unzip kiosk"  # five times "why" was not offered
    assert strength(made) >= LEAST_OWNER
    assert {len(set(known)) for known in lists} == {7_776}
    assert {word for known in lists for word in known} >= {"why", "otter", "yo-yo"}


def test_another_list_of_words_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A package without its lists would take whatever words the system has."""
    short = tmp_path / "words"
    short.write_text("otter\ngravy\nmaple\n", encoding="utf-8")
    monkeypatch.setattr(xkcd_password, "locate_wordfile", lambda _name: str(short))
    with pytest.raises(RuntimeError, match="list"):
        suggest()
