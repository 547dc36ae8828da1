"""Names of backup files, and which of them stay.

The clock can be wrong. A backup dated after now is never chosen to go and takes nobody's place:
either it was made while the clock was ahead, or the clock is behind now and it is the newest.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from datetime import UTC, datetime

DAILY = 14
WEEKLY = 8
MONTHLY = 12

_NAME = re.compile(r"smbsocial-([0-9]{8}-[0-9]{6})\.smbbackup")


def name_of(at: datetime) -> str:
    """The name of a backup made at that instant: `smbsocial-YYYYMMDD-HHMMSS.smbbackup`, in UTC."""
    utc = at.astimezone(UTC)
    day = f"{utc.year:04}{utc.month:02}{utc.day:02}"
    return f"smbsocial-{day}-{utc:%H%M%S}.smbbackup"


def time_of(name: str) -> datetime | None:
    """When a backup was made, to the second; None for a name that is not one of ours."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def to_delete(
    names: Iterable[str], *, now: datetime, verified: Collection[str] = ()
) -> tuple[str, ...]:
    """The backups that may go, oldest first; names that are not ours are not looked at.

    What stays is the newest of each of the last 14 days, 8 ISO weeks and 12 months (UTC) that
    have one, and the newest of those that were `verified`. Days without a backup use nothing up.
    """
    times = {name: at for name in names if (at := time_of(name)) is not None and at <= now}
    newest_first = sorted(times, key=lambda name: times[name], reverse=True)
    kept = {
        *_newest_of_each(newest_first, lambda name: times[name].date(), DAILY),
        *_newest_of_each(newest_first, lambda name: times[name].isocalendar()[:2], WEEKLY),
        *_newest_of_each(newest_first, lambda n: (times[n].year, times[n].month), MONTHLY),
        *[name for name in newest_first if name in verified][:1],
    }
    return tuple(name for name in reversed(newest_first) if name not in kept)


def _newest_of_each(
    newest_first: Sequence[str], span: Callable[[str], Hashable], most: int
) -> list[str]:
    newest: dict[Hashable, str] = {}
    for name in newest_first:
        newest.setdefault(span(name), name)
    return list(newest.values())[:most]
