"""Test 29 of the vault's catalogue: ten thousand accounts in a real file.

Of all of them the register knows; of some the vault keeps a record, which Ben may use. Nothing is
asked account by account where it can be asked at once, and no whole table for each account.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from kept_cafe import ANN, BEN, RECORDS
from many_accounts import MANY, Size, account_of, at_work, make_many, password_of, statements

from smbsocial.domain.checklist import Care
from smbsocial.domain.departures import LeavingStep, LineState
from smbsocial.domain.plan import DutyKind
from smbsocial.domain.vault import Right, VaultSecret, VaultWrap, WrapKind
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases.care import care_due
from smbsocial.usecases.drills import drill_sheet
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.people import people_sheet, start_sheet
from smbsocial.usecases.register import account_sheet, register_sheet
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, records
from smbsocial.usecases.vault.backups import back_up
from smbsocial.usecases.vault.checkup import check_vault
from smbsocial.usecases.vault.departures import lines_of
from smbsocial.usecases.vault.knowing import known_by
from smbsocial.usecases.vault.leaving import leaving_sheet
from smbsocial.usecases.vault.reach import reach_of
from smbsocial.usecases.vault.session import Vault, VaultState
from smbsocial.vault.backup_file import open_backup
from smbsocial.vault.keys import backup_private
from smbsocial.vault.memory_store import MemoryStore

SIZE = Size(MANY, kept=3_000, granted=400)
FEW = 25
"""Statements for a look at everything, however much there is."""
TABLES = ("account", "registration", "vault_secret", "vault_wrap", "departure_line", "access_log")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Made:
    folder: Path
    secrets: MemoryStore


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    here = Made(tmp_path_factory.mktemp("many") / "data", MemoryStore())
    make_many(here.folder, here.secrets, SIZE)
    return here


@pytest.fixture(scope="module")
def vault(made: Made) -> Iterator[Vault]:
    """Ann is at work; these tests only look."""
    with at_work(made.folder, made.secrets) as opened:
        yield opened


@pytest.fixture
def own(made: Made, tmp_path: Path) -> Iterator[Vault]:
    """Ann is at work in a copy, in which a test may do as it likes."""
    folder = Path(shutil.copytree(made.folder, tmp_path / "data", ignore=_not_held))
    secrets = MemoryStore()
    secrets._entries.update(made.secrets._entries)
    with at_work(folder, secrets) as opened:
        yield opened


def _not_held(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("smbsocial.lock")]


def store_of(vault: Vault) -> SqliteStore:
    assert isinstance(vault.reads, SqliteStore)
    return vault.reads


def whole(heard: list[str]) -> Counter[str]:
    """How often all rows of a table were read."""
    found: Counter[str] = Counter()
    for said in heard:
        for table in TABLES:
            if f'FROM "{table}" ORDER BY' in said:
                found[table] += 1
    return found


def test_the_register_is_read_at_once(vault: Vault) -> None:
    with statements(store_of(vault)) as heard:
        sheet = register_sheet(vault.reads, vault.ports)
    assert len(heard) < FEW
    assert len(sheet.rows) == sheet.belonging == MANY + len(RECORDS)
    assert sum(row.kept for row in sheet.rows) == SIZE.kept + len(RECORDS)
    of_ben = [row for row in sheet.rows if any(e.person.id == BEN and e.right for e in row.access)]
    assert len(of_ben) == SIZE.granted + 1
    assert sheet.rows[-1].account.id == account_of(MANY - 1)
    with statements(store_of(vault)) as heard:
        drill = drill_sheet(vault.reads, vault.ports, sheet)
    assert len(heard) < FEW
    assert (len(drill.rows), drill.due) == (MANY + len(RECORDS), ())


@pytest.mark.parametrize("number", [0, SIZE.granted, SIZE.kept, MANY - 1])
def test_a_card_reads_its_account_alone(vault: Vault, number: int) -> None:
    id = account_of(number)
    with statements(store_of(vault)) as heard:
        sheet = account_sheet(vault.reads, vault.ports, id)
    assert len(heard) < FEW
    assert not whole(heard)
    kept, granted = number < SIZE.kept, number < SIZE.granted
    assert (sheet.row.account.id, sheet.row.kept) == (id, kept)
    rights = {person.id: right for person, right in sheet.rights}
    assert rights[BEN] == (Right.USE if granted else None)
    assert [row for row in register_sheet(vault.reads, vault.ports).rows if row == sheet.row]


def test_the_week_asks_for_all_accounts_at_once(vault: Vault) -> None:
    business = set_up_business(vault.reads)
    today = vault.ports.clock.today(business.zone)
    with statements(store_of(vault)) as heard:
        assert care_due(vault.reads, business=business, today=today) == ()
    assert len(heard) < FEW


def test_people_are_read_at_once(vault: Vault) -> None:
    with statements(store_of(vault)) as heard:
        sheet = people_sheet(vault.reads, vault.ports)
    people = len(sheet.present)
    assert len(heard) < FEW * people
    ben = next(each for each in sheet.present if each.person.id == BEN)
    assert sum(each.right is Right.USE for each in ben.reach) == SIZE.granted + 1
    assert sum(each.admin for each in ben.reach) == sum(n % 3 > 0 for n in range(MANY))


def test_a_persons_reach_is_looked_up_at_once(vault: Vault) -> None:
    with statements(store_of(vault)) as heard:
        found = {each.account.id: each for each in reach_of(vault.reads, BEN)}
    assert len(heard) < FEW
    first, unkept = found[account_of(0)], found[account_of(SIZE.kept)]
    assert (first.granted, first.kept, first.knows_password) == (True, True, False)
    assert (unkept.granted, unkept.kept) == (False, False)
    # An admin of two of three, and of what is not kept nobody knows who knows it.
    never = [n for n in range(MANY) if account_of(n) not in found]
    assert never == [n for n in range(SIZE.granted, SIZE.kept) if n % 3 == 0]
    assert start_sheet(vault.reads, vault.ports, BEN).accounts == len(found)


def test_who_knows_a_password_is_the_same_asked_one_by_one(vault: Vault) -> None:
    of_ann = {each.account.id: each for each in reach_of(vault.reads, ANN)}
    assert len(of_ann) == MANY + len(RECORDS)
    for number in (0, SIZE.granted, SIZE.kept - 1):
        known = known_by(vault.reads, account_of(number))
        assert known is not None
        assert known.people == ({ANN, BEN} if number < SIZE.granted else {ANN})


def test_the_check_up_reads_every_record(vault: Vault) -> None:
    with statements(store_of(vault)) as heard:
        found = run_here(check_vault(vault))
    assert set(whole(heard).values()) <= {1, 2}
    assert found.state is VaultState.READY
    assert found.keys.good
    assert found.keys.records == SIZE.kept + len(RECORDS)
    assert found.log.broken is None


def test_a_backup_of_thousands_of_records_is_written_and_opens(own: Vault, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    with statements(store_of(own)) as heard:
        done = run_here(back_up(own, folder=str(place)))
    assert set(whole(heard).values()) <= {1}
    opened = open_backup(
        Path(done.path), backup_private(own.master()), tmp_path / "side", known_schema=own.schema
    )
    assert len(opened.secrets) == SIZE.kept + len(RECORDS)
    row = own.reads.get(VaultSecret, account_of(SIZE.kept - 1))
    assert row is not None
    (mine,) = (parts for name, parts in opened.secrets.items() if name.endswith(row.ref.hex()))
    assert len(mine) == row.n
    assert opened.manifest.rows["account"] == MANY + len(RECORDS)


def test_somebody_leaves_and_the_steps_keep_their_order(own: Vault) -> None:
    reached = reach_of(own.reads, BEN)
    with statements(store_of(own)) as heard:
        departure = run_here(departures.start(own, BEN, ANN))
    told = whole(heard)
    assert max(told.values()) < FEW, told
    new_keys = sum(each.kept for each in reached)
    lines = lines_of(own.reads, departure)
    assert len(heard) < 4 * len(lines) + 120 * new_keys
    order = [list(LeavingStep).index(line.step) for line in lines]
    assert order == sorted(order), "one step comes after the other, for all accounts"
    passwords = [line.account for line in lines if line.step is LeavingStep.PASSWORD]
    assert passwords == [each.account.id for each in reached]
    keys = [line for line in lines if line.step is LeavingStep.NEW_KEY]
    assert len(keys) == new_keys
    assert {line.state for line in keys} == {LineState.DONE}
    assert not [row for row in own.reads.all(VaultWrap) if row.kind is WrapKind.NEXT]
    used = run_here(records.open_record(own, account_of(7), records.Use.COPY_PASSWORD))
    assert used.record.password == password_of(7)
    _its_page_is_read_at_once(own, departure, len(reached))


def _its_page_is_read_at_once(own: Vault, departure: departures.DepartureId, reached: int) -> None:
    with statements(store_of(own)) as heard:
        sheet = leaving_sheet(own.reads, own.ports, departure)
    assert len(heard) < FEW
    assert len(sheet.accounts) == reached
    had = Counter(each.had for each in sheet.accounts)
    assert had[Right.USE] == SIZE.granted + 1
    assert sheet.next is not None
    business = sheet.business
    with statements(store_of(own)) as heard:
        care = care_due(own.reads, business=business, today=sheet.today)
    assert len(heard) < FEW
    asked = [each for each in care if isinstance(each, Care) and each.kind is DutyKind.ROTATE]
    open_ = [
        line
        for line in lines_of(own.reads, departure)
        if line.step is LeavingStep.PASSWORD and line.state is LineState.OPEN
    ]
    assert len(asked) == len(open_) > SIZE.granted
