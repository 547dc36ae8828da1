"""One-time codes (RFC 6238) from a seed that was typed, pasted or read from a picture."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

import pyotp

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.onetime import SHORTEST_KEY, Algorithm, OneTimeSeed, SeedFault
from smbsocial.domain.secret import Secret

DIGITS = (6, 7, 8)
LONGEST_PERIOD = 120

_SEPARATORS = re.compile("[\\s\u2010-\u2015-]+")
_BASE32 = re.compile("[A-Za-z2-7]+")
_LOST_LETTER = {1, 3, 6}
"""Lengths, modulo eight, that no key has: half a byte would be left over."""
_HASHES = {
    Algorithm.SHA1: hashlib.sha1,
    Algorithm.SHA256: hashlib.sha256,
    Algorithm.SHA512: hashlib.sha512,
}


class _Totp(pyotp.TOTP):
    """Takes the keys of 80 bits that platforms hand out."""

    min_secret_length_bits: ClassVar[int] = SHORTEST_KEY * 5


def parse_seed(text: Secret[str]) -> OneTimeSeed:
    """A seed from an otpauth link or a typed key (spaces, dashes, lower case forgiven).

    Raises ExpectedError NOT_A_SEED with a `SeedFault` as `reason`.
    """
    plain = text.reveal().strip()
    if plain.lower().startswith("otpauth"):
        return _from_link(plain)
    key = Secret(_key(plain))
    return OneTimeSeed(key, stored=key)


def code(totp: Secret[str], at: datetime) -> tuple[Secret[str], int]:
    """The code at an instant and for how many seconds it holds.

    `totp` as a record keeps it. Raises ExpectedError NOT_A_SEED for anything else.
    """
    seed = parse_seed(totp)
    maker = _Totp(
        seed.key.reveal(),
        digits=seed.digits,
        digest=_HASHES[seed.algorithm],
        interval=seed.period,
    )
    left = seed.period - int(at.timestamp()) % seed.period
    return Secret(maker.at(at)), left


def _from_link(link: str) -> OneTimeSeed:
    try:
        parts = urlsplit(link)
    except ValueError:
        raise _refused(SeedFault.LINK) from None
    if parts.scheme == "otpauth-migration":
        raise _refused(SeedFault.MIGRATION)
    if (parts.scheme, parts.netloc.lower()) == ("otpauth", "hotp"):
        raise _refused(SeedFault.COUNTER)
    if (parts.scheme, parts.netloc.lower()) != ("otpauth", "totp"):
        raise _refused(SeedFault.LINK)
    wanted = {name.lower(): value for name, value in parse_qsl(parts.query)}
    issuer, _, label = unquote(parts.path).strip("/").rpartition(":")
    return OneTimeSeed(
        key=Secret(_key(wanted.get("secret", ""))),
        stored=Secret(link),
        issuer=wanted.get("issuer", issuer).strip(),
        label=label.strip(),
        digits=_number(wanted.get("digits", "6"), DIGITS),
        period=_number(wanted.get("period", "30"), range(1, LONGEST_PERIOD + 1)),
        algorithm=_algorithm(wanted),
    )


def _key(typed: str) -> str:
    """The key in capitals, without what people and pages put between its letters."""
    key = _SEPARATORS.sub("", typed).rstrip("=")
    if not _BASE32.fullmatch(key):
        raise _refused(SeedFault.LETTERS)
    if len(key) < SHORTEST_KEY:
        raise _refused(SeedFault.SHORT)
    if len(key) % 8 in _LOST_LETTER:
        raise _refused(SeedFault.LETTERS)
    return key.upper()


def _number(text: str, allowed: range | tuple[int, ...]) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < SHORTEST_KEY else -1
    if number not in allowed:
        raise _refused(SeedFault.LINK)
    return number


def _algorithm(wanted: Mapping[str, str]) -> Algorithm:
    """The hash by its name, as `SHA256`, `sha-256` or `HmacSHA256`."""
    name = wanted.get("algorithm", "SHA1").upper().replace("-", "").removeprefix("HMAC")
    try:
        return Algorithm(name)
    except ValueError:
        raise _refused(SeedFault.LINK) from None


def _refused(fault: SeedFault) -> ExpectedError:
    return ExpectedError(Code.NOT_A_SEED, reason=fault)
