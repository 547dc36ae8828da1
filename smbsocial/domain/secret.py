"""What must never be seen by accident: a value that prints as dots, and a vault's record."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, NoReturn, TypeVar

from typing_extensions import override

T = TypeVar("T")

DOTS = "••••"


class Secret(Generic[T]):
    """A passphrase, password, seed or key. Printing, formatting or logging it shows dots."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """The value, for the one place that needs it."""
        return self._value

    @override
    def __repr__(self) -> str:
        return DOTS

    @override
    def __eq__(self, other: object) -> bool:
        """Whether both hold the same; bytes are compared in constant time."""
        if not isinstance(other, Secret):
            return NotImplemented
        mine, theirs = self._value, other._value
        if isinstance(mine, bytes) and isinstance(theirs, bytes):
            return hmac.compare_digest(mine, theirs)
        return bool(mine == theirs)

    __hash__ = None  # type: ignore[assignment]

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")


Key = Secret[bytes]
"""32 random bytes: a device key, a master key, a person's key or an account's."""


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """What the vault keeps of one account. Printing it shows dots.

    `totp` the seed of one-time codes (Base32) or the whole otpauth link, `codes` the platform's
    recovery codes, `used` those of them that were used, `extra` fields of a newer program (JSON
    values), kept as they are.
    """

    login: str = ""
    password: str = ""
    totp: str = ""
    codes: tuple[str, ...] = ()
    note: str = ""
    used: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)

    @override
    def __repr__(self) -> str:
        return f"Record({DOTS})"
