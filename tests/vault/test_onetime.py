"""One-time codes: the vectors of RFC 6238, and seeds as people and platforms write them."""

import base64
import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.onetime import Algorithm, OneTimeSeed, SeedFault
from smbsocial.domain.secret import Secret
from smbsocial.vault.onetime import code, parse_seed

KEY = "JBSWY3DPEHPK3PXP"
NOW = datetime(2027, 1, 13, 9, 30, 7, tzinfo=UTC)
ASCII_SEED = "12345678901234567890"
VECTORS = [
    # Seconds since 1970, and the codes with SHA-1, SHA-256 and SHA-512: RFC 6238, appendix B.
    (59, "94287082", "46119246", "90693936"),
    (1_111_111_109, "07081804", "68084774", "25091201"),
    (1_111_111_111, "14050471", "67062674", "99943326"),
    (1_234_567_890, "89005924", "91819424", "93441116"),
    (2_000_000_000, "69279037", "90698825", "38618901"),
    (20_000_000_000, "65353130", "77737706", "47863826"),
]
SIZES = {"SHA1": 20, "SHA256": 32, "SHA512": 64}


def seed(text: str) -> OneTimeSeed:
    return parse_seed(Secret(text))


def fault(text: str) -> SeedFault:
    with pytest.raises(ExpectedError) as caught:
        seed(text)
    assert caught.value.code is Code.NOT_A_SEED
    assert caught.value.__cause__ is None
    reason = caught.value.facts["reason"]
    assert isinstance(reason, SeedFault)
    return reason


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize("algorithm", SIZES)
def test_the_vectors_of_rfc_6238(vector: tuple[int, str, str, str], algorithm: str) -> None:
    at, *codes = vector
    raw = (ASCII_SEED * 4)[: SIZES[algorithm]].encode()
    key = base64.b32encode(raw).decode().rstrip("=")
    link = f"otpauth://totp/RFC?secret={key}&algorithm={algorithm}&digits=8"
    made, left = code(Secret(link), datetime.fromtimestamp(at, UTC))
    assert made.reveal() == codes[list(SIZES).index(algorithm)]
    assert left == 30 - at % 30


def test_six_digits_for_thirty_seconds_where_nothing_else_is_said() -> None:
    made, left = code(Secret(KEY), NOW)
    assert len(made.reveal()) == 6
    assert left == 23
    assert code(Secret(KEY), NOW + timedelta(seconds=22)) == (made, 1)
    other, fresh = code(Secret(KEY), NOW + timedelta(seconds=23))
    assert other != made
    assert fresh == 30


def test_the_zone_of_the_instant_does_not_matter() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=12, minutes=45)))
    assert code(Secret(KEY), elsewhere) == code(Secret(KEY), NOW)


@pytest.mark.parametrize(
    "typed",
    [
        "jbswy3dpehpk3pxp",
        "JBSW Y3DP EHPK 3PXP",
        "  jbsw-y3dp-ehpk-3pxp\n",
        "jbsw\u2013y3dp\u00a0ehpk\t3pxp",
        "JBSWY3DPEHPK3PXP====",
    ],
)
def test_a_typed_key_is_forgiven_its_form(typed: str) -> None:
    found = seed(typed)
    assert found == OneTimeSeed(Secret(KEY), stored=Secret(KEY))
    assert code(Secret(typed), NOW) == code(found.stored, NOW)


@given(st.binary(min_size=10, max_size=64), st.randoms(use_true_random=False))
def test_every_key_comes_back_as_it_was_made(raw: bytes, chance: object) -> None:
    key = base64.b32encode(raw).decode().rstrip("=")
    assert seed(key).stored.reveal() == key
    made, left = code(Secret(key.lower()), NOW)
    assert made.reveal().isdigit()
    assert 1 <= left <= 30


def test_a_link_says_whose_it_is_and_is_kept_as_it_came() -> None:
    link = (
        "otpauth://totp/Instagram:corner%20cafe?secret=JBSWY3DPEHPK3PXP&issuer=Instagram"
        "&algorithm=SHA256&digits=8&period=60&image=https%3A%2F%2Fexample.org%2Flogo.png"
    )
    found = seed(f"\n {link} ")
    assert found.stored.reveal() == link
    assert (found.issuer, found.label) == ("Instagram", "corner cafe")
    assert (found.digits, found.period, found.algorithm) == (8, 60, Algorithm.SHA256)
    assert found.key.reveal() == KEY
    made, left = code(found.stored, NOW)
    assert (len(made.reveal()), left) == (8, 53)


@pytest.mark.parametrize(
    ("path", "issuer", "label"),
    [
        ("Reddit:rosa", "Reddit", "rosa"),
        ("Reddit%3A%20rosa%40cafe.example", "Reddit", "rosa@cafe.example"),
        ("rosa", "", "rosa"),
        ("", "", ""),
    ],
)
def test_the_issuer_may_stand_before_the_name_alone(path: str, issuer: str, label: str) -> None:
    found = seed(f"otpauth://totp/{path}?secret={KEY}")
    assert (found.issuer, found.label) == (issuer, label)


@pytest.mark.parametrize(
    ("name", "algorithm"),
    [
        ("sha1", Algorithm.SHA1),
        ("SHA-256", Algorithm.SHA256),
        ("HmacSHA512", Algorithm.SHA512),
    ],
)
def test_hashes_by_their_other_names(name: str, algorithm: Algorithm) -> None:
    assert seed(f"otpauth://totp/x?secret={KEY}&algorithm={name}").algorithm is algorithm


def test_a_link_in_capitals_and_with_gaps_in_its_key_is_read() -> None:
    link = "OTPAUTH://TOTP/x?SECRET=jbsw+y3dp-ehpk+3pxp&DIGITS=6"
    assert seed(link).key.reveal() == KEY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"otpauth://hotp/x?secret={KEY}&counter=0", SeedFault.COUNTER),
        ("otpauth-migration://offline?data=CjEKCkhlbGxv", SeedFault.MIGRATION),
        (f"otpauth://yaotp/x?secret={KEY}", SeedFault.LINK),
        (f"otpauth:totp/x?secret={KEY}", SeedFault.LINK),
        (f"otpauths://totp/x?secret={KEY}", SeedFault.LINK),
        (f"otpauth://[totp/x?secret={KEY}", SeedFault.LINK),
        ("otpauth", SeedFault.LINK),
        (f"otpauth://totp/x?secret={KEY}&algorithm=MD5", SeedFault.LINK),
        (f"otpauth://totp/x?secret={KEY}&digits=5", SeedFault.LINK),
        (f"otpauth://totp/x?secret={KEY}&digits=six", SeedFault.LINK),
        (f"otpauth://totp/x?secret={KEY}&digits=٦", SeedFault.LINK),
        (f"otpauth://totp/x?secret={KEY}&period=0", SeedFault.LINK),
        (f"otpauth://totp/x?secret={KEY}&period=-30", SeedFault.LINK),
        (f"otpauth://totp/x?secret={KEY}&period={'9' * 9_000}", SeedFault.LINK),
        ("otpauth://totp/x", SeedFault.LETTERS),
        ("otpauth://totp/x?secret=", SeedFault.LETTERS),
        ("otpauth://totp/x?secret=JBSWY3DP", SeedFault.SHORT),
        ("", SeedFault.LETTERS),
        ("   ", SeedFault.LETTERS),
        ("123 456", SeedFault.LETTERS),
        ("JBSWY3DPEHPK3PX0", SeedFault.LETTERS),
        ("JBSWY3DP=EHPK3PXP", SeedFault.LETTERS),
        ("JBSWY3DPEHPK3PXPA", SeedFault.LETTERS),
        ("ßßßßßßßßßßßßßßßß", SeedFault.LETTERS),
        ("\ud800JBSWY3DPEHPK3PXP", SeedFault.LETTERS),
        ("https://example.org/", SeedFault.LETTERS),
        ("JBSWY3DPEHPK3PX", SeedFault.SHORT),
        ("JBSWY3DP", SeedFault.SHORT),
    ],
)
def test_what_is_no_seed_is_refused_with_its_reason(text: str, reason: SeedFault) -> None:
    assert fault(text) is reason
    assert reason == str(reason.value)
    with pytest.raises(ExpectedError):
        code(Secret(text), NOW)


@given(st.text(max_size=60) | st.text(max_size=60).map("otpauth://totp/".__add__))
def test_whatever_is_pasted_is_a_seed_or_refused(text: str) -> None:
    with contextlib.suppress(ExpectedError):
        assert code(seed(text).stored, NOW)[1] > 0


def test_no_key_is_shown_by_a_seed_or_an_error() -> None:
    link = f"otpauth://totp/Reddit:rosa?secret={KEY}&digits=9"
    with pytest.raises(ExpectedError) as caught:
        seed(link)
    shown = f"{caught.value!r} {caught.value.facts} {caught.value.__context__!r}"
    found = seed(f"otpauth://totp/Reddit:rosa?secret={KEY}")
    shown += f"{found!r} {found} {code(found.stored, NOW)!r}"
    assert KEY not in shown
    assert "rosa" not in shown
    assert "Reddit" not in shown
