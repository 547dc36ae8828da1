"""A record as bytes: nothing lost on the way, nothing strange let in, lengths hidden."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Record
from smbsocial.vault.records import from_bytes, pad, to_bytes, unpad

OURS = {"v", "login", "password", "totp", "codes", "note", "used"}
MARKER = "kept-to-itself"

texts = st.text(max_size=40)
lists = st.lists(texts, max_size=4).map(tuple)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
extras = st.dictionaries(texts.filter(lambda name: name not in OURS), values, max_size=3)
all_records = st.builds(
    Record, login=texts, password=texts, totp=texts, codes=lists, note=texts, used=lists,
    extra=extras,
)  # fmt: skip


def refusal(padded: bytes) -> Code:
    with pytest.raises(ExpectedError) as caught:
        from_bytes(padded)
    assert caught.value.__context__ is None
    assert MARKER not in repr((caught.value, caught.value.facts))
    return caught.value.code


@given(all_records)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    assert from_bytes(to_bytes(record)) == record


@given(all_records)
def test_the_same_record_is_the_same_bytes(record: Record) -> None:
    again = from_bytes(to_bytes(record))
    assert to_bytes(again) == to_bytes(record)
    assert len(to_bytes(record)) % 128 == 0


def test_the_fields_are_those_of_the_design() -> None:
    plain = json.loads(unpad(to_bytes(Record())))
    empty = {"v": 1, "login": "", "password": "", "totp": "", "codes": [], "note": ""}
    assert plain == empty
    assert json.loads(unpad(to_bytes(Record(used=("a",))))) == {**empty, "used": ["a"]}


def test_a_field_of_ours_is_not_hidden_among_the_unknown() -> None:
    record = Record(login="rosa", extra={"login": "eve", "used": ["x"], "v": 9, "new": [1]})
    assert from_bytes(to_bytes(record)) == Record(login="rosa", extra={"new": [1]})


def test_half_a_character_is_kept() -> None:
    record = Record(password="a\ud800\\", note="\udfff", extra={"\udc00": "\\ud83d"})  # noqa: S106
    assert from_bytes(to_bytes(record)) == record


def test_letters_of_all_scripts_take_their_utf8_length() -> None:
    assert "Köln 東京 🎂".encode() in to_bytes(Record(note="Köln 東京 🎂"))


@pytest.mark.parametrize("found", [2, 3, 10**30])
def test_a_newer_record_is_told_from_damage(found: int) -> None:
    newer = json.dumps({"v": found, "login": 5, "password": MARKER}).encode()
    assert refusal(pad(newer)) is Code.SECRET_TOO_NEW


DAMAGED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"kept-to-itself"',
    b"\xff\xfe{}",
    b'{"v":1,"login":"kept-to-itself}',
    b'{"v":1,"x":NaN,"login":"kept-to-itself"}',
    b'{"v":1,"x":-Infinity}',
    b'{"v":1,"x":' + b"[" * 200_000,
    b'{"v":1,"x":' + b"1" * 5_000 + b"}",
    b"{}",
    b'{"v":0}',
    b'{"v":true}',
    b'{"v":"1"}',
    b'{"v":1.0}',
    b'{"v":1,"login":5,"password":"kept-to-itself"}',
    b'{"v":1,"password":null}',
    b'{"v":1,"totp":[]}',
    b'{"v":1,"note":{}}',
    b'{"v":1,"codes":"abc"}',
    b'{"v":1,"codes":["a",1]}',
    b'{"v":1,"used":{}}',
    b'{"v":1,"used":[null]}',
]


@pytest.mark.parametrize("plain", DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_no_record_is_damage(plain: bytes) -> None:
    assert refusal(pad(plain)) is Code.SECRET_DAMAGED


@given(st.binary(max_size=400))
def test_padding_comes_off_again(plain: bytes) -> None:
    padded = pad(plain)
    assert len(padded) % 128 == 0
    assert 0 < len(padded) - len(plain) <= 128
    assert unpad(padded) == plain


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        bytes(128),
        b"{}\x80",
        b"{}" + bytes(126),
        b"{}\x80" + bytes(124) + b"\x01",
        b"{}\x80" + bytes(125) + bytes(128),
        b"a" * 127,
    ],
)
def test_any_other_padding_is_damage(padded: bytes) -> None:
    assert refusal(padded) is Code.SECRET_DAMAGED


def test_a_password_of_another_length_makes_a_box_of_the_same() -> None:
    lengths = {len(to_bytes(Record(login="rosa", password="p" * n))) for n in range(1, 33)}
    assert lengths == {128}
