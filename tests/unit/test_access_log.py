"""The access log's chain: every change in the middle shows, and what shows it."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.access_log import (
    FIRST_HASH,
    Broken,
    ChainState,
    Detail,
    LogAction,
    LogEntry,
    check_chain,
    entry_hash,
    next_entry,
)
from smbsocial.domain.vault import Checkpoint

AT = datetime(2027, 1, 13, 9, 30, tzinfo=UTC)


def chain(length: int) -> list[LogEntry]:
    entries: list[LogEntry] = []
    for n in range(length):
        entries.append(
            next_entry(
                entries[-1] if entries else None,
                at=AT + timedelta(minutes=n),
                person=("sam", "maya")[n % 2],
                action=list(LogAction)[n % len(LogAction)],
                account="account-instagram",
                detail=Detail.PASSWORD,
            )
        )
    return entries


def rehashed(entries: list[LogEntry]) -> list[LogEntry]:
    """The same entries in this order, numbered and hashed anew: what a programmer could do."""
    done: list[LogEntry] = []
    for entry in entries:
        done.append(
            next_entry(
                done[-1] if done else None,
                at=entry.at,
                person=entry.person,
                action=entry.action,
                account=entry.account,
                detail=entry.detail,
            )
        )
    return done


def checkpoint(entry: LogEntry) -> Checkpoint:
    return Checkpoint(entry.seq, entry.hash, 1_800_000_000_000)


CHAIN = chain(9)
SEEN = checkpoint(CHAIN[5])


def test_the_hash_is_the_one_of_the_design_to_the_byte() -> None:
    """Anybody can recompute it: label, hash before, canonical JSON of the other columns."""
    first = next_entry(None, at=AT, person="sam", action=LogAction.UNLOCK)
    text = (
        '{"account":"","action":"unlock","at":"2027-01-13T09:30:00Z","detail":"",'
        '"person":"sam","seq":1}'
    )
    assert first.hash == hashlib.sha256(b"smbs-log-v1" + bytes(32) + text.encode()).digest()
    second = next_entry(
        first,
        at=AT,
        person="Zoë",
        action=LogAction.OFF_BOARD,
        account="account-x",
        detail=Detail.RIGHT_SEE,
        about="maya",
    )
    text = (
        '{"account":"account-x","action":"off-board","at":"2027-01-13T09:30:00Z",'
        '"detail":"right_see:maya","person":"Zoë","seq":2}'
    )
    assert second.hash == hashlib.sha256(b"smbs-log-v1" + first.hash + text.encode()).digest()


def test_vector_of_the_hash() -> None:
    first = next_entry(None, at=AT, person="sam", action=LogAction.UNLOCK)
    assert (first.seq, first.prev) == (1, FIRST_HASH)
    assert first.hash.hex() == "4a7222e8e01b7e391f427adb659e649972f72ae87c97b3a5d5b46411a64a2cb8"
    second = next_entry(
        first, at=AT, person="sam", action=LogAction.COPY, account="a", detail=Detail.PASSWORD
    )
    assert (second.seq, second.prev) == (2, first.hash)
    assert second.hash.hex() == "dda0e72b6ace8292196aab3b844e4c771e067d34e991193b64068422da6483e1"


def test_the_same_instant_said_in_another_zone_has_the_same_hash() -> None:
    there = AT.astimezone(timezone(timedelta(hours=5, minutes=45)))
    entry = CHAIN[0]
    assert entry_hash(replace(entry, at=there)) == entry.hash


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 2},
        {"at": AT + timedelta(seconds=1)},
        {"person": "maya"},
        {"action": LogAction.SHOW},
        {"account": "account-x"},
        {"detail": Detail.NONE},
        {"about": "maya"},
        {"prev": b"\1" * 32},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_column_counts(change: dict[str, object]) -> None:
    assert entry_hash(replace(CHAIN[0], **change)) != CHAIN[0].hash  # type: ignore[arg-type]


def test_a_whole_log_is_whole() -> None:
    assert check_chain(CHAIN, None) == ChainState(9, CHAIN[-1].hash)
    assert check_chain(CHAIN, SEEN) == ChainState(9, CHAIN[-1].hash)
    assert check_chain(CHAIN, checkpoint(CHAIN[-1])) == ChainState(9, CHAIN[-1].hash)
    assert check_chain(CHAIN[5:], SEEN) == ChainState(9, CHAIN[-1].hash)
    assert check_chain([], None) == ChainState(0, FIRST_HASH)


def test_55_a_row_edited() -> None:
    for at in range(len(CHAIN)):
        entries = list(CHAIN)
        entries[at] = replace(CHAIN[at], person="nobody")
        before = CHAIN[at - 1].hash if at else FIRST_HASH
        assert check_chain(entries, None) == ChainState(at, before, Broken.EDITED)


def test_55_a_row_edited_with_its_own_hash_made_anew() -> None:
    edited = replace(CHAIN[3], person="nobody")
    entries = [*CHAIN[:3], replace(edited, hash=entry_hash(edited)), *CHAIN[4:]]
    assert check_chain(entries, None) == ChainState(
        4, entry_hash(edited), Broken.EDITED
    )  # the one after does not follow from it


def test_55_everything_after_an_edited_row_made_anew_shows_at_the_checkpoint() -> None:
    entries = rehashed([*CHAIN[:3], replace(CHAIN[3], person="nobody"), *CHAIN[4:]])
    assert check_chain(entries, None).broken is None  # no more is promised without one
    found = check_chain(entries, SEEN)
    assert (found.seq, found.broken) == (5, Broken.REWRITTEN)


def test_55_a_row_deleted() -> None:
    for at in range(len(CHAIN) - 1):
        entries = CHAIN[:at] + CHAIN[at + 1 :]
        before = CHAIN[at - 1].hash if at else FIRST_HASH
        assert check_chain(entries, None) == ChainState(at, before, Broken.MISSING)


def test_55_a_row_deleted_and_the_rest_numbered_and_hashed_anew() -> None:
    found = check_chain(rehashed(CHAIN[:3] + CHAIN[4:]), SEEN)
    assert (found.seq, found.broken) == (5, Broken.REWRITTEN)


def test_55_a_row_inserted() -> None:
    extra = next_entry(CHAIN[3], at=AT, person="nobody", action=LogAction.USE)
    assert check_chain([*CHAIN[:4], extra, *CHAIN[4:]], None) == ChainState(
        5, extra.hash, Broken.MISSING
    )
    assert check_chain(rehashed([*CHAIN[:4], extra, *CHAIN[4:]]), SEEN).broken is Broken.REWRITTEN


def test_55_the_tail_cut() -> None:
    assert check_chain(CHAIN[:5], SEEN) == ChainState(5, CHAIN[4].hash, Broken.MISSING)
    assert check_chain([], SEEN) == ChainState(0, FIRST_HASH, Broken.MISSING)
    # Behind the checkpoint nobody can tell.
    assert check_chain(CHAIN[:6], SEEN).broken is None


def test_55_the_checkpoint_s_own_row_missing() -> None:
    assert check_chain(CHAIN[6:], SEEN).broken is Broken.MISSING
    assert check_chain(CHAIN[:5] + CHAIN[6:], SEEN).broken is Broken.MISSING


def test_55_no_checkpoint_is_no_proof_and_no_fault() -> None:
    """The chain alone is looked at; that the checkpoint is missing is said elsewhere."""
    assert check_chain(CHAIN, None) == ChainState(9, CHAIN[-1].hash)


def test_from_the_checkpoint_on_what_came_before_is_not_looked_at() -> None:
    entries = [replace(CHAIN[0], person="nobody"), *CHAIN[5:]]
    assert check_chain(entries[1:], SEEN).broken is None
    edited = [*CHAIN[5:7], replace(CHAIN[7], account="other"), CHAIN[8]]
    assert check_chain(edited, SEEN) == ChainState(7, CHAIN[6].hash, Broken.EDITED)
    moved = replace(CHAIN[5], account="other")
    assert check_chain([moved, *CHAIN[6:]], SEEN) == ChainState(5, CHAIN[5].prev, Broken.EDITED)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=12))
def test_any_order_but_the_right_one_is_broken(order: list[int]) -> None:
    entries = [CHAIN[n] for n in order]
    in_order = order[0] == 0 and all(b == a + 1 for a, b in pairwise(order))
    assert (check_chain(entries, None).broken is None) == in_order
