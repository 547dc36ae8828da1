"""Reading a TOML table key by key; whatever nobody asked for is a misspelt key."""

import difflib
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TypeVar

from smbsocial.domain.errors import Code, ExpectedError, Wanted

MOST_BYTES = 1_000_000
"""An answers file has a few kilobytes; whatever is larger is something else."""
LARGEST = Decimal(1_000_000_000_000)
NEAR_ENOUGH = 0.5

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

_ABSENT = object()


def read_toml(path: Path) -> Mapping[str, object]:
    """The file's content, numbers with a point as Decimal.

    Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE (a folder, no permission, too large, not
    UTF-8), NOT_TOML.
    """
    try:
        if not path.exists():
            raise ExpectedError(Code.FILE_MISSING, path=str(path))
        if not path.is_file():
            raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=Wanted.FILE)
        if path.stat().st_size > MOST_BYTES:
            raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=Wanted.SMALLER_FILE)
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=Wanted.UTF8) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=reason) from error
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        reason = str(error).partition("\n")[0]
        raise ExpectedError(Code.NOT_TOML, path=str(path), reason=reason) from error
    except (ValueError, RecursionError) as error:  # thousands of digits, or of brackets
        raise ExpectedError(Code.NOT_TOML, path=str(path), reason=Wanted.SMALLER_FILE) from error


def nearest(value: str, choices: Iterable[str]) -> str:
    """The choice that somebody who typed `value` most likely meant; "" if none is near."""
    by_plain = {choice.casefold(): choice for choice in choices}
    plain = value.strip().casefold().replace(" ", "_").replace("-", "_")
    found = difflib.get_close_matches(plain, by_plain, n=1, cutoff=NEAR_ENOUGH)
    return by_plain[found[0]] if found else ""


class Table:
    """One table: each getter takes its key; `finish` complains about the keys left over."""

    def __init__(self, values: Mapping[str, object], where: str = "") -> None:
        self._values = values
        self._where = where
        self._asked: list[str] = []

    def name(self, key: str) -> str:
        """The key with the table it stands in, for people."""
        return f"{self._where}.{key}" if self._where else key

    def names(self) -> tuple[str, ...]:
        """All keys that are there."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._values

    def text(self, key: str) -> str | None:
        """A text, None if it is not there."""
        value = self._take(key)
        if value is _ABSENT:
            return None
        return as_text(value, self.name(key))

    def number(self, key: str) -> Decimal | None:
        """A number, None if it is not there."""
        value = self._take(key)
        return None if value is _ABSENT else as_number(value, self.name(key))

    def whole(self, key: str) -> int | None:
        """A whole number, None if it is not there."""
        value = self._take(key)
        return None if value is _ABSENT else as_whole(value, self.name(key))

    def yes_no(self, key: str) -> bool | None:
        """True or false, None if it is not there."""
        value = self._take(key)
        if value is _ABSENT:
            return None
        if not isinstance(value, bool):
            raise _wrong(Wanted.YES_NO, value, self.name(key))
        return value

    def day(self, key: str) -> date | None:
        """A local day, None if it is not there."""
        value = self._take(key)
        return None if value is _ABSENT else as_day(value, self.name(key))

    def wall_time(self, key: str) -> time | None:
        """A time of day, None if it is not there."""
        value = self._take(key)
        if value is _ABSENT:
            return None
        return as_time(value, self.name(key))

    def choice(self, key: str, choices: Mapping[str, T]) -> T | None:
        """One of the choices by its name, None if it is not there."""
        value = self._take(key)
        return None if value is _ABSENT else as_choice(value, choices, self.name(key))

    def value(self, key: str) -> object:
        """Whatever stands there, unread."""
        return self._take(key)

    def items(self, key: str, read: Callable[[object, str], T]) -> tuple[T, ...] | None:
        """A list, each item read by `read(value, its name)`; None if it is not there."""
        value = self._take(key)
        if value is _ABSENT:
            return None
        if not isinstance(value, list):
            raise _wrong(Wanted.LIST, value, self.name(key))
        return tuple(read(item, f"{self.name(key)}[{i}]") for i, item in enumerate(value, 1))

    def table(self, key: str) -> "Table":
        """A table; an empty one if it is not there."""
        value = self._take(key)
        return Table({}) if value is _ABSENT else as_table(value, self.name(key))

    def finish(self) -> None:
        """Raises ExpectedError(UNKNOWN_KEY) with the nearest key for one that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                near = nearest(key, self._asked)
                where = self._where or None
                raise ExpectedError(Code.UNKNOWN_KEY, field=where, value=key, nearest=near)

    def _take(self, key: str) -> object:
        self._asked.append(key)
        return self._values.get(key, _ABSENT)


def as_text(value: object, name: str) -> str:
    """A text or ExpectedError(WRONG_TYPE)."""
    if not isinstance(value, str):
        raise _wrong(Wanted.TEXT, value, name)
    return value


def as_number(value: object, name: str) -> Decimal:
    """A number or ExpectedError (WRONG_TYPE, NOT_A_NUMBER, OUT_OF_RANGE)."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong(Wanted.NUMBER, value, name)
    number = Decimal(value)
    if not number.is_finite():
        raise ExpectedError(Code.NOT_A_NUMBER, field=name, value=str(value))
    if abs(number) > LARGEST:
        raise ExpectedError(
            Code.OUT_OF_RANGE, field=name, value=f"{number:.3g}", low=-LARGEST, high=LARGEST
        )
    return number


def as_whole(value: object, name: str) -> int:
    """A whole number or ExpectedError."""
    number = as_number(value, name)
    if number != number.to_integral_value():
        raise _wrong(Wanted.WHOLE_NUMBER, value, name)
    return int(number)


def as_day(value: object, name: str) -> date:
    """A local day (2026-12-24, with or without quotes) or ExpectedError(WRONG_TYPE)."""
    if type(value) is date:
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _wrong(Wanted.DAY, value, name)


def as_time(value: object, name: str) -> time:
    """A time of day ("11:30") or ExpectedError(WRONG_TYPE)."""
    if isinstance(value, time):
        return value.replace(tzinfo=None)
    if isinstance(value, str):
        try:
            return time.fromisoformat(value).replace(tzinfo=None)
        except ValueError:
            pass
    raise _wrong(Wanted.TIME, value, name)


def as_choice(value: object, choices: Mapping[str, T], name: str) -> T:
    """One of the choices by its name, or ExpectedError (WRONG_TYPE, UNKNOWN_CHOICE)."""
    text = as_text(value, name)
    if text in choices:
        return choices[text]
    raise ExpectedError(Code.UNKNOWN_CHOICE, field=name, value=text, nearest=nearest(text, choices))


def as_table(value: object, name: str) -> Table:
    """A table or ExpectedError(WRONG_TYPE)."""
    if not isinstance(value, dict):
        raise _wrong(Wanted.TABLE, value, name)
    return Table(value, name)


def by_value(kind: type[E]) -> dict[str, E]:
    """The members of an enum by their values."""
    return {str(member.value): member for member in kind}


def by_key(keys: Sequence[T]) -> dict[str, T]:
    """Keys of the library by themselves."""
    return {str(key): key for key in keys}


def _wrong(wanted: Wanted, value: object, name: str) -> ExpectedError:
    return ExpectedError(Code.WRONG_TYPE, field=name, expected=wanted, value=_shown(value))


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:40] + "…"
