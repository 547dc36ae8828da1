"""QR codes in pictures: drawn straight, turned, small, in noise, several, or not there at all."""

import random

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.vault.onetime import parse_seed
from smbsocial.vault.qr import read_qr

LINK = "otpauth://totp/Corner:rosa?secret=JBSWY3DPEHPK3PXP&issuer=Corner"
WHITE = 255

Rows = list[bytes]


def drawn(text: str, *, scale: int = 4, border: int = 4) -> Rows:
    matrix = segno.make(text, error="m", micro=False).matrix_iter(scale=scale, border=border)
    return [bytes(0 if dark else WHITE for dark in row) for row in matrix]


def read(rows: Rows) -> Secret[str]:
    return read_qr(b"".join(rows), len(rows[0]), len(rows))


def turned(rows: Rows) -> Rows:
    return [bytes(column) for column in zip(*rows[::-1], strict=True)]


def beside(left: Rows, right: Rows) -> Rows:
    height = max(len(left), len(right))
    padded = [
        rows + [bytes([WHITE]) * len(rows[0])] * (height - len(rows)) for rows in (left, right)
    ]
    return [a + b for a, b in zip(*padded, strict=True)]


def test_a_code_is_read_and_is_a_seed() -> None:
    found = read(drawn(LINK))
    assert found.reveal() == LINK
    assert LINK not in f"{found} {found!r}"
    assert parse_seed(found).label == "rosa"


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_code_is_read(turns: int) -> None:
    rows = drawn(LINK)
    for _ in range(turns):
        rows = turned(rows)
    assert read(rows).reveal() == LINK


def test_a_mirrored_or_inverted_code_is_read() -> None:
    assert read(drawn(LINK)[::-1]).reveal() == LINK
    assert read([bytes(WHITE - b for b in row) for row in drawn(LINK)]).reveal() == LINK


@pytest.mark.parametrize("scale", [2, 3, 12])
def test_a_small_and_a_large_code_are_read(scale: int) -> None:
    assert read(drawn(LINK, scale=scale)).reveal() == LINK


def test_a_code_in_noise_and_half_shadow_is_read() -> None:
    chance = random.Random(43)
    rows = [
        bytes(
            max(0, min(WHITE, int(60 + b * (0.35 + 0.3 * x / len(row)) + chance.gauss(0, 14))))
            for x, b in enumerate(row)
        )
        for row in drawn(LINK, scale=6)
    ]
    assert read(rows).reveal() == LINK


def test_of_several_codes_the_seed_is_taken_else_the_first() -> None:
    page = "https://example.org/app"
    assert read(beside(drawn(page), drawn(LINK))).reveal() == LINK
    assert read(beside(drawn(LINK), drawn(page))).reveal() == LINK
    assert read(drawn(page)).reveal() == page


@pytest.mark.parametrize("size", [(1, 1), (7, 300), (200, 200)])
def test_a_picture_without_a_code_says_so(size: tuple[int, int]) -> None:
    width, height = size
    with pytest.raises(ExpectedError) as caught:
        read_qr(bytes([WHITE]) * (width * height), width, height)
    assert caught.value.code is Code.NO_QR


def test_noise_is_no_code() -> None:
    chance = random.Random(44)
    with pytest.raises(ExpectedError):
        read_qr(chance.randbytes(300 * 200), 300, 200)


def test_a_damaged_code_is_no_code() -> None:
    rows = drawn(LINK)
    middle = len(rows) // 2
    with pytest.raises(ExpectedError):
        read([*rows[:middle], *[bytes([WHITE]) * len(rows[0])] * (len(rows) - middle)])


@pytest.mark.parametrize(
    ("gray", "width", "height"),
    [(b"", 0, 0), (bytes(10), 2, 4), (bytes(4), -2, -2), (bytes(10), 10, 0), (bytes(9), 3, 4)],
)
def test_a_picture_of_another_size_than_it_says_is_a_bug(
    gray: bytes, width: int, height: int
) -> None:
    with pytest.raises(ValueError, match="size"):
        read_qr(gray, width, height)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_every_text_comes_back_or_is_no_code(text: str) -> None:
    found = read(drawn(text))
    assert len(found.reveal()) > 0
    if text.isascii():
        assert found.reveal() == text
