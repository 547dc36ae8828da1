"""The log's sheet: the entries that are asked for, also where nobody can read them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from house import House

from smbsocial.domain.access_log import LogAction, LogEntry, next_entry
from smbsocial.domain.platforms import Account
from smbsocial.usecases.log_sheets import LogFilter, LogSheet, asked_for, log_sheet


@pytest.fixture
def sheet(cafe: House) -> LogSheet:
    """Three uses; the business is in London, where the second one is on the day before in UTC."""
    account = cafe.store.all(Account)[0].id
    at = datetime(2027, 7, 10, 12, tzinfo=UTC)
    first = next_entry(None, at=at, person="sam", action=LogAction.UNLOCK)
    late = datetime(2027, 7, 10, 23, 30, tzinfo=UTC)
    second = next_entry(first, at=late, person="maya", action=LogAction.COPY, account=account)
    third = next_entry(
        second, at=late, person="sam", action=LogAction.GRANT, account="gone", about="maya"
    )
    with cafe.store.transaction() as tx:
        for entry in (first, second, third):
            tx.append(entry)
    return log_sheet(cafe.store, cafe.ports)


def numbers(entries: tuple[LogEntry, ...]) -> list[int]:
    return [entry.seq for entry in entries]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (LogFilter(), [3, 2, 1]),
        (LogFilter(person="maya"), [3, 2]),
        (LogFilter(person="sam"), [3, 1]),
        (LogFilter(account="gone"), [3]),
        (LogFilter(action=LogAction.COPY), [2]),
        (LogFilter(first=date(2027, 7, 11)), [3, 2]),
        (LogFilter(last=date(2027, 7, 10)), [1]),
        (LogFilter(person="sam", action=LogAction.COPY), []),
    ],
)
def test_what_is_asked_for(sheet: LogSheet, wanted: LogFilter, found: list[int]) -> None:
    assert numbers(asked_for(sheet, wanted)) == found


def test_an_account_is_found_by_its_id_while_it_is_there(sheet: LogSheet) -> None:
    row = sheet.register.rows[0]
    assert sheet.account(row.account.id) is row
    assert sheet.account("gone") is None


def test_a_log_that_nobody_can_read_has_no_entries(sheet: LogSheet) -> None:
    assert asked_for(replace(sheet, entries=None), LogFilter()) == ()
