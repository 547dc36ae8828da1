"""The access log: who used which account, chained so that a change in the middle shows.

Each entry's hash is SHA-256 of `smbs-log-v1`, the hash before it, and the canonical JSON of the
other columns (keys sorted, no spaces, UTF-8). Rows after the last checkpoint can be rewritten by
somebody who programs on the same login; more is not promised.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum

from smbsocial.domain.vault import Checkpoint

_LABEL = b"smbs-log-v1"
FIRST_HASH = bytes(32)
"""What stands before the first entry."""


class LogAction(Enum):
    """What was done."""

    UNLOCK = "unlock"
    FAIL = "fail"
    USE = "use"
    SHOW = "show"
    COPY = "copy"
    CODE = "code"
    SAVE = "save"
    GRANT = "grant"
    REVOKE = "revoke"
    EXPORT = "export"
    RESTORE = "restore"
    OFF_BOARD = "off-board"
    LOCK = "lock"


USES = frozenset({LogAction.USE, LogAction.SHOW, LogAction.COPY, LogAction.CODE, LogAction.SAVE})
"""What somebody does with an account's record."""


class Detail(Enum):
    """What an action was about, where the action alone does not say it."""

    NONE = ""
    FIRST = "first"  # the first password of an account
    PASSWORD = "password"  # noqa: S105 - the word, not one
    LOGIN = "login"
    SEED = "seed"
    CODES = "codes"
    RECORD = "record"
    DRILL = "drill"
    PROVED = "proved"
    SIGN_IN = "sign_in"
    SLOT = "slot"
    KIT = "kit"
    REMOVED = "removed"
    LOGIN_ALONE = "login_alone"
    RECOVERY = "recovery"
    BACKUP = "backup"
    LOG = "log"
    RIGHT_USE = "right_use"
    RIGHT_SEE = "right_see"
    SET_UP = "set_up"
    STARTED = "started"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    IDLE = "idle"
    LEFT_DESK = "left_desk"


NEW_PASSWORD = frozenset({Detail.FIRST, Detail.PASSWORD})
"""What is saved is a password that nobody but who saved it knows yet."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One use, at an instant.

    `person` (who did it), `account` and `about` (whom it concerned) are ids, "" where there is
    none.
    """

    seq: int
    at: datetime
    person: str
    action: LogAction
    account: str
    detail: Detail
    prev: bytes
    hash: bytes
    about: str = ""

    @property
    def told(self) -> str:
        """Detail and whom it concerned, as the column `detail` holds them."""
        return f"{self.detail.value}:{self.about}" if self.about else self.detail.value


class Broken(Enum):
    """What is wrong with the log, at which entry."""

    EDITED = "edited"
    MISSING = "missing"  # a number is left out, or the end was cut
    REWRITTEN = "rewritten"  # not what the last checkpoint saw


@dataclass(frozen=True, slots=True)
class ChainState:
    """How far the log is whole: `broken` None = all of it; `seq` the last good entry's number."""

    seq: int
    head: bytes
    broken: Broken | None = None


def next_entry(  # noqa: PLR0913 (a row has so many columns)
    last: LogEntry | None,
    *,
    at: datetime,
    person: str,
    action: LogAction,
    account: str = "",
    detail: Detail = Detail.NONE,
    about: str = "",
) -> LogEntry:
    """The entry that follows `last` (None: the first one)."""
    seq = last.seq + 1 if last else 1
    prev = last.hash if last else FIRST_HASH
    bare = LogEntry(seq, at, person, action, account, detail, prev, b"", about)
    return replace(bare, hash=entry_hash(bare))


def entry_hash(entry: LogEntry) -> bytes:
    """The hash that an entry must have."""
    told = {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "person": entry.person,
        "action": entry.action.value,
        "account": entry.account,
        "detail": entry.told,
    }
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(_LABEL + entry.prev + text.encode()).digest()


def check_chain(entries: Iterable[LogEntry], checkpoint: Checkpoint | None) -> ChainState:
    """Whether every entry follows from the one before, and the checkpoint's is still there.

    `entries` from the first on, by number; or from the one after the checkpoint's on, led by the
    checkpoint's own.
    """
    seq, head = 0, FIRST_HASH
    started = False
    seen = checkpoint is None
    for entry in entries:
        if not started and checkpoint is not None and entry.seq == checkpoint.seq:
            seq, head = entry.seq - 1, entry.prev
        started = True
        broken = _wrong(entry, seq, head)
        if broken is not None:
            return ChainState(seq, head, broken)
        seq, head = entry.seq, entry.hash
        if checkpoint is not None and seq == checkpoint.seq:
            if head != checkpoint.head:
                return ChainState(seq - 1, entry.prev, Broken.REWRITTEN)
            seen = True
    if not seen:
        return ChainState(seq, head, Broken.MISSING)
    return ChainState(seq, head)


def _wrong(entry: LogEntry, seq: int, head: bytes) -> Broken | None:
    if entry.seq != seq + 1:
        return Broken.MISSING
    if entry.prev != head or entry.hash != entry_hash(entry):
        return Broken.EDITED
    return None
