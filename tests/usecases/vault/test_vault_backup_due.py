"""When a backup is wanted: now, in the next session, and day by day."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from house import NOW
from vault_house import (
    FULL,
    INSTAGRAM,
    MAILBOX,
    PASSPHRASES,
    TIKTOK,
    VaultHouse,
    code_of,
    make_kit,
    refused,
)

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import DepartureId
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, Right
from smbsocial.usecases.steps import Steps, run_here
from smbsocial.usecases.vault import (
    backups,
    departures,
    grants,
    records,
    setting_up,
    unlocking,
)
from smbsocial.usecases.vault.checkup import LATE
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import VaultState, meta, put_meta, state

USB = "/media/usb stick"
NEW = Secret("a passphrase for the years to come")


def leaving(house: VaultHouse) -> DepartureId:
    return run_here(departures.start(house.vault, house.maya, house.sam))


def log_in_alone(house: VaultHouse) -> None:
    run_here(unlocking.put_login_slot(house.vault))


STEPS: dict[str, Callable[[VaultHouse], object]] = {
    "a new kit": make_kit,
    "a record": lambda house: house.save(MAILBOX, "pw-m"),
    "a password": lambda house: run_here(
        records.save_password(house.vault, INSTAGRAM, Secret("pw-2"))
    ),
    "a code that was used": lambda house: run_here(
        records.save_code_used(house.vault, INSTAGRAM, FULL.codes[0])
    ),
    "a record removed": lambda house: run_here(records.remove_record(house.vault, INSTAGRAM)),
    "a right": lambda house: grants.grant(house.vault, MAILBOX, house.maya, Right.USE),
    "a right taken back": lambda house: run_here(grants.revoke(house.vault, INSTAGRAM, house.maya)),
    "a right to what is not kept taken back": lambda house: run_here(
        grants.revoke(house.vault, TIKTOK, house.maya)
    ),
    "a passphrase": lambda house: run_here(grants.give_passphrase(house.vault, house.maya, NEW)),
    "one's own passphrase": lambda house: run_here(
        grants.give_passphrase(house.vault, house.sam, NEW)
    ),
    "a passphrase taken": lambda house: run_here(grants.take_passphrase(house.vault, house.tom)),
    "this login alone": log_in_alone,
    "the login no more": lambda house: run_here(grants.end_login_alone(house.vault)),
    "the passphrase forgotten": lambda house: run_here(
        unlocking.unlock_with_code(house.vault, house.sam, house.code.reveal(), NEW)
    ),
    "somebody leaves": leaving,
    "somebody stays after all": lambda house: departures.cancel(
        house.vault, DepartureId("leaves"), house.sam
    ),
    "somebody has left": lambda house: run_here(
        departures.close(house.vault, DepartureId("leaves"), house.sam, why="in a hurry")
    ),
}
BEFORE: dict[str, Callable[[VaultHouse], object]] = {
    "a right to what is not kept taken back": lambda house: grants.grant(
        house.vault, TIKTOK, house.maya, Right.SEE
    ),
    "the login no more": log_in_alone,
    "somebody stays after all": leaving,
    "somebody has left": leaving,
}


@pytest.fixture
def saving(kept: VaultHouse) -> VaultHouse:
    """One record is kept, and a backup holds all that there is."""
    backups.choose_backup_folder(kept.vault, USB)
    back_up(kept)
    return kept


def back_up(house: VaultHouse) -> None:
    run_here(backups.back_up(house.vault))
    assert not house.vault.wants_backup
    assert not due(house)


def go_on(steps: Steps[object], work: Callable[[], object]) -> None:
    """To the end, from the work that it has given away."""
    with suppress(StopIteration):
        while True:
            work = steps.send(work())


def due(house: VaultHouse, *, news: bool = True) -> bool:
    """As the next session finds it: nothing of it is in memory."""
    there = house.again()
    assert not there.vault.wants_backup
    return backups.backup_is_due(there.store, there.ports, news=news)


@pytest.mark.parametrize("minutes", [1, -61], ids=["", "clock set back"])
@pytest.mark.parametrize("name", STEPS)
def test_what_a_restore_brings_back_wants_a_backup_also_in_the_next_session(
    saving: VaultHouse, name: str, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = saving
    monkeypatch.setattr(house.ports.ids, "new", lambda: "leaves")
    if name in BEFORE:
        BEFORE[name](house)
        back_up(house)
    house.clock.go_on(minutes=minutes)
    STEPS[name](house)
    assert house.vault.wants_backup
    assert due(house, news=False)
    back_up(house)


def test_what_is_only_used_wants_none(saving: VaultHouse) -> None:
    house = saving
    for use in (Use.COPY_PASSWORD, Use.SHOW, Use.COPY_CODE):
        run_here(records.open_record(house.vault, INSTAGRAM, use))
    records.note_sign_in(house.vault, INSTAGRAM)
    house.unlock("maya")
    house.unlock("sam")
    unlocking.lock(house.vault)
    wrong = unlocking.unlock(house.vault, house.sam, PASSPHRASES["maya"])
    assert code_of(wrong) is Code.WRONG_KEY
    assert not house.vault.wants_backup
    assert not due(house)


def test_a_right_that_is_refused_wants_none(saving: VaultHouse) -> None:
    house = saving
    error = refused(lambda: grants.grant(house.vault, MAILBOX, house.sam, Right.USE))
    assert error.code is Code.NOT_ALLOWED
    assert not house.vault.wants_backup
    assert not due(house)


def test_a_revocation_that_the_keyring_cut_short_wants_one(saving: VaultHouse) -> None:
    house = saving
    house.keyring.break_at(0, Code.STORE_LOCKED)
    steps = grants.revoke(house.vault, INSTAGRAM, house.maya)
    assert code_of(steps) is Code.STORE_LOCKED
    assert house.vault.wants_backup
    assert due(house)


def test_another_folder_and_another_key_want_one(saving: VaultHouse) -> None:
    house = saving
    backups.choose_backup_folder(house.vault, USB)
    assert not due(house), "it is the same"
    backups.choose_backup_folder(house.vault, "/elsewhere")
    assert due(house, news=False)
    back_up(house)
    house.changes.write(lambda tx, _ports: put_meta(tx, MetaKey.BACKUP_PUBLIC, "00" * 32))
    back_up(house)
    house.unlock("sam")
    assert due(house, news=False), "no kit opens that one"
    back_up(house)


def test_a_copy_carried_elsewhere_is_not_the_one_of_the_folder(saving: VaultHouse) -> None:
    house = saving
    house.save(MAILBOX, "pw-m")
    run_here(backups.back_up(house.vault, folder="/elsewhere"))
    assert due(house)


@pytest.mark.parametrize("yields", [1, 2, 3])
def test_one_that_was_cut_short_is_made_up_for(saving: VaultHouse, yields: int) -> None:
    house = saving
    house.save(MAILBOX, "pw-m")
    steps = backups.back_up(house.vault)
    work = next(steps)
    for _ in range(yields - 1):
        work = steps.send(work())
    steps.close()
    assert house.vault.wants_backup
    assert due(house)


@pytest.mark.parametrize("yields", [1, 2, 3])
def test_what_comes_while_one_is_written_wants_another(saving: VaultHouse, yields: int) -> None:
    house = saving
    steps = backups.back_up(house.vault)
    work = next(steps)
    for _ in range(yields - 1):
        work = steps.send(work())
    grants.grant(house.vault, MAILBOX, house.maya, Right.USE)
    go_on(steps, work)
    assert len(house.backups.written) == 2
    assert house.vault.wants_backup
    assert due(house, news=False)


def test_a_folder_that_is_chosen_later_makes_what_was_wanted_due(bare: VaultHouse) -> None:
    house = bare
    run_here(setting_up.set_up(house.vault, house.sam, PASSPHRASES["sam"]))
    assert not due(house)
    make_kit(house)
    house.save(INSTAGRAM, "pw-1")
    assert house.vault.wants_backup
    assert not due(house), "nowhere to write it"
    assert run_here(backups.back_up_if_chosen(house.vault)) is None
    assert house.vault.wants_backup, "and still wanted"
    backups.choose_backup_folder(house.vault, USB)
    assert due(house, news=False)
    back_up(house)


def test_without_a_kit_that_counts_none_is_due(saving: VaultHouse) -> None:
    """An owner has left: the kit is missing until it is made anew."""
    house = saving
    house.second_owner()
    run_here(grants.take_passphrase(house.vault, house.tom, PASSPHRASES["sam"]))
    assert state(house.store) is VaultState.KIT_OPEN
    assert house.vault.wants_backup
    assert not due(house)
    make_kit(house)
    assert due(house, news=False)
    back_up(house)


def test_plans_that_changed_make_one_due_after_a_day(saving: VaultHouse) -> None:
    house = saving
    house.clock.go_on(days=1)
    assert not due(house)
    house.clock.go_on(seconds=1)
    assert due(house)
    assert not due(house, news=False), "the last one is as good as another"


def test_where_nothing_changed_the_last_one_never_gets_late(saving: VaultHouse) -> None:
    house = saving
    assert backups.AT_LEAST + timedelta(hours=1) <= LATE
    house.clock.instant = NOW + backups.AT_LEAST
    assert not due(house, news=False)
    house.clock.go_on(minutes=1)
    assert due(house, news=False)


def test_27_one_from_a_time_to_come_does_not_count_for_ever(saving: VaultHouse) -> None:
    house = saving
    house.clock.go_on(days=400)
    back_up(house)
    house.clock.instant = NOW + timedelta(days=2)
    assert due(house), "the clock was ahead"
    back_up(house)
    assert backups.backup_state(house.vault).last == NOW + timedelta(days=2)


def test_records_that_lie_in_another_keyring_are_not_left_out(saving: VaultHouse) -> None:
    """A backup without any record would take the place of today's good one."""
    house = saving
    house.keyring.backend = "another one"
    assert code_of(backups.back_up(house.vault)) is Code.STORE_OTHER
    assert len(house.backups.written) == 1
    assert house.backups.snapshots == []


@pytest.mark.parametrize("spoilt", ["", "x y z", "-1"])
def test_what_the_last_one_holds_may_be_spoilt(saving: VaultHouse, spoilt: str) -> None:
    house = saving
    house.changes.write(lambda tx, _ports: put_meta(tx, MetaKey.BACKUP_OF, spoilt))
    assert due(house)
    back_up(house)
    assert meta(house.store, MetaKey.BACKUP_OF) is not None


def test_55_a_log_that_cannot_be_read_leaves_the_one_of_every_day(
    saving: VaultHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = saving

    def spoilt(**_: object) -> None:
        raise ExpectedError(Code.DATABASE_DAMAGED)

    monkeypatch.setattr(house.store, "log", spoilt)
    assert not due(house)
    run_here(backups.back_up(house.vault))
    assert not due(house), "and not again and again"
    house.clock.go_on(days=1, seconds=1)
    assert due(house)
