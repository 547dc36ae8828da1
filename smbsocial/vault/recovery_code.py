"""The emergency kit's code: 16 random bytes as people read, type and mistype them.

26 characters of Crockford's base32 (two zero bits at the end) and two check characters, in seven
groups of four.
"""

import unicodedata

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.vault.keys import sized

CODE_BYTES = 16
GROUP = 4

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = {"O": "0", "I": "1", "L": "1"}
_BITS = 5
_CODE_LETTERS, _CHECK_LETTERS = 26, 2
_SPARE_BITS = _CODE_LETTERS * _BITS - CODE_BYTES * 8
_BETWEEN = frozenset({"Cc", "Cf", "Pd", "Zl", "Zp", "Zs"})  # blanks, dashes, unseen characters


def code_text(code: Secret[bytes]) -> Secret[str]:
    """The code as it is printed."""
    value = sized(code.reveal(), CODE_BYTES)
    letters = _letters(int.from_bytes(value, "big") << _SPARE_BITS, _CODE_LETTERS) + _check(value)
    return Secret("-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP)))


def read_code(text: str) -> Secret[bytes]:
    """The code from what was typed: any case, any blanks or dashes, O for 0, I and L for 1.

    Raises ExpectedError(CODE_TYPO). Of a thousand mistyped codes about one still fits its check
    characters; it then opens nothing.
    """
    typed = unicodedata.normalize("NFKC", text).upper()
    kept = [letter for letter in typed if unicodedata.category(letter) not in _BETWEEN]
    letters = "".join(_READ_AS.get(letter, letter) for letter in kept)
    if len(letters) != _CODE_LETTERS + _CHECK_LETTERS or not set(letters) <= set(_ALPHABET):
        raise ExpectedError(Code.CODE_TYPO)
    number, spare = divmod(_number(letters[:_CODE_LETTERS]), 1 << _SPARE_BITS)
    value = number.to_bytes(CODE_BYTES, "big")
    if spare or letters[_CODE_LETTERS:] != _check(value):
        raise ExpectedError(Code.CODE_TYPO)
    return Secret(value)


def _check(value: bytes) -> str:
    digest = blake2b(value, 2, person=b"smbs-code-v1", encoder=RawEncoder)
    bits = _CHECK_LETTERS * _BITS
    return _letters(int.from_bytes(digest, "big") >> (len(digest) * 8 - bits), _CHECK_LETTERS)


def _letters(number: int, count: int) -> str:
    places = range((count - 1) * _BITS, -1, -_BITS)
    return "".join(_ALPHABET[(number >> place) % len(_ALPHABET)] for place in places)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << _BITS | _ALPHABET.index(letter)
    return number
