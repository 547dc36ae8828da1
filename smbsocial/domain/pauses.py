"""The pause after wrong tries: longer each time, never a lock that shuts the right person out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from smbsocial.domain.access_log import LogAction, LogEntry

FREE_TRIES = 3
"""Wrong tries that cost nothing: everybody mistypes."""
LONGEST_PAUSE = 60


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong ones there were in a row, and when the last one was (None: there was none)."""

    count: int = 0
    last: datetime | None = None

    def one_more(self, at: datetime) -> "Tries":
        """And another one, at an instant."""
        return Tries(self.count + 1, at)


NO_TRIES = Tries()


def pause(wrong_tries: int) -> int:
    """Seconds until the next try, after so many wrong ones in a row."""
    counted = wrong_tries - FREE_TRIES
    if counted <= 0:
        return 0
    doubled = 1 << min(counted, LONGEST_PAUSE.bit_length())
    return min(LONGEST_PAUSE, doubled)


def logged_tries(entries: Iterable[LogEntry]) -> Tries:
    """The wrong tries since a person's last unlock; `entries` are theirs, newest first."""
    count, last = 0, None
    for entry in entries:
        if entry.action is LogAction.UNLOCK:
            break
        if entry.action is LogAction.FAIL:
            count += 1
            last = last or entry.at
    return Tries(count, last)


def seconds_left(counted: Iterable[Tries], now: datetime) -> int:
    """Seconds until the next try, where the same tries were counted in several places.

    One may have seen what another missed, so the longest row counts. Nothing where every last one
    lies in the future: a clock that was put right (or back) can shut nobody out, and what comes of
    it is one try.
    """
    found = [tries for tries in counted if tries.last is not None and tries.last <= now]
    since = [int((now - tries.last).total_seconds()) for tries in found if tries.last is not None]
    if not since:
        return 0
    return max(0, pause(max(tries.count for tries in found)) - min(since))
