"""What may be written into a post, a task or a reading: the limits, and what breaks them."""

from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from smbsocial.domain.errors import Code, ExpectedError

LONGEST_REASON = 500
"""Characters of a reason or note somebody types."""
LONGEST_LINK = 2_000
MOST_MINUTES = 24 * 60
MOST_READING = Decimal(1_000_000_000)
"""Larger than any figure of a small business; beyond it somebody leaned on a key."""


def check_text(text: str, *, field: str, most: int) -> None:
    """Raises ExpectedError: TOO_LONG, or BAD_TEXT for what cannot be stored or shown."""
    if len(text) > most:
        raise ExpectedError(Code.TOO_LONG, field=field, length=len(text), most=most)
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ExpectedError(Code.BAD_TEXT, field=field)


def check_reason(reason: str, *, field: str = "reason") -> str:
    """The reason without spaces around it; raises ExpectedError (EMPTY, TOO_LONG, BAD_TEXT)."""
    plain = reason.strip()
    if not plain:
        raise ExpectedError(Code.EMPTY, field=field)
    check_text(plain, field=field, most=LONGEST_REASON)
    return plain


def check_link(link: str, *, field: str = "link") -> str:
    """A web address or nothing, without spaces around it; raises ExpectedError."""
    plain = link.strip()
    check_text(plain, field=field, most=LONGEST_LINK)
    try:
        parts = urlsplit(plain)
    except ValueError:
        parts = None
    if plain and (parts is None or parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ExpectedError(Code.UNKNOWN_CHOICE, field=field, value=plain)
    return plain


def check_minutes(minutes: int, *, field: str = "real_minutes") -> int:
    """Minutes of one piece of work: 0 to a day; raises ExpectedError(OUT_OF_RANGE)."""
    if not 0 <= minutes <= MOST_MINUTES:
        raise ExpectedError(Code.OUT_OF_RANGE, field=field, value=minutes, low=0, high=MOST_MINUTES)
    return minutes


def check_reading(value: Decimal, *, below_zero: bool) -> int:
    """The reading in hundredths; raises ExpectedError (NOT_A_NUMBER, OUT_OF_RANGE)."""
    if not value.is_finite():
        raise ExpectedError(Code.NOT_A_NUMBER, field="value", value=str(value))
    low = -MOST_READING if below_zero else Decimal(0)
    if not low <= value <= MOST_READING:
        raise ExpectedError(
            Code.OUT_OF_RANGE, field="value", value=value, low=low, high=MOST_READING
        )
    return round(value * 100)


def later_than(now: datetime, before: datetime | None) -> datetime:
    """Now, or the second after `before` if the clock was put back: the newest counts."""
    return now if before is None else max(now, before + timedelta(seconds=1))
