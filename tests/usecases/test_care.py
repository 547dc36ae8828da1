"""What accounts ask for in a week: passwords to change, and once a quarter the drill."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from house import NOW, House

from smbsocial.domain.accounts import OTHER_SERVICE, Registration
from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.checklist import TaskState
from smbsocial.domain.departures import Departure, DepartureLine, LeavingStep
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId, TaskId
from smbsocial.domain.plan import DutyKind
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import VaultSecret
from smbsocial.usecases import week
from smbsocial.usecases.care import care_due
from smbsocial.usecases.changes import Action
from smbsocial.usecases.sheets import TaskSheet

YEAR = timedelta(days=365)


def account(cafe: House) -> Account:
    return cafe.store.all(Account)[0]


def keep(cafe: House, id: AccountId, *, rotated: datetime, saved: datetime | None = None) -> None:
    """A record in the vault, as far as its row says."""
    owner = cafe.store.all(Person)[0].id
    row = VaultSecret(id, id.encode()[-8:].rjust(8), 1, bytes(32), saved or rotated, rotated, owner)
    with cafe.store.transaction() as tx:
        tx.put(row)
        tx.put(replace(next(a for a in tx.all(Account) if a.id == id), exists=True))


def care(cafe: House) -> list[TaskSheet]:
    sheet = week.week_sheet(cafe.store, cafe.ports)
    tasks = (*sheet.missed, *sheet.earlier, *sheet.today_tasks, *sheet.later, *sheet.done)
    return [t for t in tasks if t.task.duty in {DutyKind.ROTATE, DutyKind.DRILL}]


def test_a_password_of_a_year_is_not_old_yet(cafe: House) -> None:
    keep(cafe, account(cafe).id, rotated=NOW - YEAR + timedelta(days=1), saved=NOW)
    assert care(cafe) == []


def test_an_older_password_becomes_a_task_of_the_owner(cafe: House) -> None:
    keep(cafe, account(cafe).id, rotated=NOW - YEAR - timedelta(days=1), saved=NOW)
    (task,) = care(cafe)
    assert (task.task.duty, task.task.state) == (DutyKind.ROTATE, TaskState.OPEN)
    assert task.person.role is Role.OWNER
    assert task.task.day == date(2027, 1, 16)  # the café is closed on Sundays
    assert task.account is not None
    assert task.account.id == account(cafe).id


def test_it_falls_to_no_owner_who_has_left(cafe: House) -> None:
    keep(cafe, account(cafe).id, rotated=NOW - YEAR - timedelta(days=1), saved=NOW)
    sam, maya = cafe.store.all(Person)
    left = Departure(DepartureId("d"), sam.id, NOW, maya.id)
    with cafe.store.transaction() as tx:
        tx.put(left)
    assert care(cafe) == []
    with cafe.store.transaction() as tx:
        tx.put(replace(maya, role=Role.OWNER))
    (task,) = care(cafe)
    assert task.person.id == maya.id
    with cafe.store.transaction() as tx:
        tx.put(replace(left, cancelled=True))
    (task,) = care(cafe)
    assert task.person.id == sam.id


def test_it_is_there_this_week_only_and_can_be_skipped(cafe: House) -> None:
    keep(cafe, account(cafe).id, rotated=NOW - 2 * YEAR, saved=NOW)
    (task,) = care(cafe)
    cafe.changes.do(Action.SKIP, week.skip, task.task.id, reason="on holiday")
    (skipped,) = care(cafe)
    assert (skipped.task.state, skipped.task.reason) == (TaskState.SKIPPED, "on holiday")
    cafe.clock.go_on(days=7)
    (again,) = care(cafe)
    assert again.task.state is TaskState.OPEN
    last = week.week_sheet(cafe.store, cafe.ports, day=date(2027, 1, 13))
    assert all(t.task.duty is not DutyKind.ROTATE for t in last.done)


def test_changing_the_password_ends_it(cafe: House) -> None:
    keep(cafe, account(cafe).id, rotated=NOW - 2 * YEAR)
    assert DutyKind.ROTATE in {t.task.duty for t in care(cafe)}
    keep(cafe, account(cafe).id, rotated=NOW)
    assert care(cafe) == []


def test_somebody_left_who_knew_it(cafe: House) -> None:
    id = account(cafe).id
    keep(cafe, id, rotated=NOW)
    owner, staff = (p.id for p in cafe.store.all(Person))
    gone = Departure(DepartureId("d"), staff, NOW, owner)
    line = DepartureLine("l", gone.id, id, LeavingStep.PASSWORD, 1)
    with cafe.store.transaction() as tx:
        tx.put(gone)
        tx.put(line)
    assert [t.task.duty for t in care(cafe)] == [DutyKind.ROTATE]
    with cafe.store.transaction() as tx:
        tx.put(replace(gone, cancelled=True))
    assert care(cafe) == []


def test_the_drill_is_due_a_quarter_after_the_last_proof(cafe: House) -> None:
    id = account(cafe).id
    keep(cafe, id, rotated=NOW - timedelta(days=92))
    (task,) = care(cafe)
    assert (task.task.duty, task.account) == (DutyKind.DRILL, None)
    with cafe.store.transaction() as tx:
        tx.put(Registration(id, proved_on=date(2026, 10, 14)))
    assert care(cafe) == []
    cafe.clock.go_on(days=1)
    assert [t.task.duty for t in care(cafe)] == [DutyKind.DRILL]


def test_a_service_outside_the_library_is_called_by_its_name(cafe: House) -> None:
    id = AccountId("canva")
    with cafe.store.transaction() as tx:
        tx.put(Account(id, OTHER_SERVICE, "me"))
        tx.put(Registration(id, name="Canva"))
    keep(cafe, id, rotated=NOW - 2 * YEAR, saved=NOW)
    (task,) = care(cafe)
    assert task.account is not None
    assert (task.account.platform, task.account.handle) == ("Canva", "me")


def test_a_post_knows_the_account_that_the_vault_keeps(cafe: House) -> None:
    def accounts() -> set[str]:
        sheet = week.week_sheet(cafe.store, cafe.ports)
        tasks = (*sheet.today_tasks, *sheet.later, *sheet.earlier)
        return {t.account.id for t in tasks if t.post is not None and t.account is not None}

    assert accounts() == set()
    kept = cafe.store.all(Account)
    for each in kept:
        keep(cafe, each.id, rotated=NOW)
    assert accounts()
    assert accounts() <= {a.id for a in kept}


def test_a_business_without_owner_asks_nobody(cafe: House) -> None:
    keep(cafe, account(cafe).id, rotated=NOW - 2 * YEAR)
    with cafe.store.transaction() as tx:
        for person in tx.all(Person):
            tx.put(replace(person, role=Role.STAFF))
    business = cafe.store.all(Business)[0]
    assert care_due(cafe.store, business=business, today=NOW.date()) == ()


def test_a_week_closed_whole_has_no_care(cafe: House) -> None:
    keep(cafe, account(cafe).id, rotated=NOW - 2 * YEAR)
    business = cafe.store.all(Business)[0]
    with cafe.store.transaction() as tx:
        tx.put(replace(business, closed_weekdays=(0, 1, 2, 3, 4, 5, 6)))
    assert care(cafe) == []


def test_a_task_that_accounts_never_asked_for_is_not_there(cafe: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.TICK, week.tick, TaskId("rotate-nobody@2027-01-16"))
    assert caught.value.code is Code.NOT_FOUND


def test_nothing_is_asked_before_there_is_an_account(cafe: House) -> None:
    business = cafe.store.all(Business)[0]
    with cafe.store.transaction() as tx:
        for each in tx.all(Account):
            tx.put(replace(each, exists=False))
    assert care_due(cafe.store, business=business, today=NOW.astimezone(UTC).date()) == ()
