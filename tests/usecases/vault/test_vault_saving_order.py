"""The order of saving a record, with a fault after each step: the old one or the new one."""

import pytest
from vault_house import (
    FULL,
    INSTAGRAM,
    LONG,
    MAILBOX,
    TIKTOK,
    VaultHouse,
    code_of,
    opened,
    refused,
    with_password,
)

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import Right, VaultOld, VaultPending, VaultSecret
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records, unlocking
from smbsocial.usecases.vault.records import Use


def saving(house: VaultHouse) -> None:
    """Instagram's second record: three entries."""
    run_here(records.save_record(house.vault, INSTAGRAM, with_password(LONG, "pw-2")))


def calls_of_a_save(house: VaultHouse) -> tuple[int, int]:
    """How many calls of the keyring and how many transactions a save takes."""
    there = house.copy()
    there.vault.opened = house.vault.opened
    calls, commits = there.keyring.calls, there.store.commits
    saving(there)
    return there.keyring.calls - calls, there.store.commits - commits


def check_old_or_new(house: VaultHouse, *, new: bool) -> None:
    """In the program that goes on, and in one started anew."""
    for each in (house, house.again()):
        each.keyring.break_at(None)
        each.store.break_at(None)
        assert each.record_entries() <= each.expected_entries()
        if each.vault.opened is None:
            each.unlock("sam")
        assert opened(each, Use.EDIT).password == ("pw-2" if new else "pw-1")
        for who in ("maya", "tom"):
            each.unlock(who)
            assert each.password(INSTAGRAM) == ("pw-2" if new else "pw-1")
        run_here(records.tidy(each.vault))
        assert each.store.all(VaultPending) == ()
        each.check_entries()


def test_a_save_is_ten_calls_and_two_transactions(kept: VaultHouse) -> None:
    """A look at what is there; then each of three parts looked for and put, and read back."""
    assert calls_of_a_save(kept) == (10, 2)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("code", [Code.STORE_REFUSED, Code.STORE_SILENT, Code.NO_STORE])
@pytest.mark.parametrize("call", range(10))
def test_a_save_that_the_keyring_breaks_off(
    kept: VaultHouse, call: int, code: Code, stays: bool, after: bool
) -> None:
    kept.keyring.break_at(call, code, stays=stays, after=after)
    assert refused(lambda: saving(kept)).code is code
    if not stays and code is Code.STORE_REFUSED:
        kept.check_entries()
        assert not records.wants_tidying(kept.store, kept.ports), "it was taken back at once"
    check_old_or_new(kept, new=False)


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("commit", range(2))
def test_a_save_that_the_disk_breaks_off(kept: VaultHouse, commit: int, stays: bool) -> None:
    before = kept.log()
    kept.store.break_at(commit, stays=stays)
    assert refused(lambda: saving(kept)).code is Code.DISK_FULL
    assert kept.log() == before
    check_old_or_new(kept, new=False)


@pytest.mark.parametrize("yields", range(1, 3))
@pytest.mark.parametrize("done", [False, True])
def test_a_save_that_is_dropped_on_its_way(kept: VaultHouse, yields: int, done: bool) -> None:
    """The window closed: the steps go no further, and the work may have been done or not."""
    steps = records.save_record(kept.vault, INSTAGRAM, with_password(LONG, "pw-2"))
    work = next(steps)
    for _ in range(yields - 1):
        work = steps.send(work())
    if done:
        work()
    steps.close()
    check_old_or_new(kept, new=False)


def test_a_save_that_was_acknowledged_stays(kept: VaultHouse) -> None:
    saving(kept)
    assert len(kept.store.all(VaultOld)) == 1
    check_old_or_new(kept, new=True)


@pytest.mark.parametrize("call", range(8))
def test_a_tidy_that_is_broken_off_goes_on_the_next_time(kept: VaultHouse, call: int) -> None:
    for account in (INSTAGRAM, TIKTOK):
        kept.keyring.break_at(4, Code.STORE_SILENT, after=True)
        long = with_password(LONG, "pw-2")
        assert code_of(records.save_record(kept.vault, account, long)) is Code.STORE_SILENT
    kept.save(MAILBOX, "1")
    kept.save(MAILBOX, "2")
    kept.clock.go_on(days=31)
    kept.keyring.break_at(call)
    refused(lambda: run_here(records.tidy(kept.vault)))
    run_here(records.tidy(kept.again().vault))
    kept.check_entries()
    assert kept.store.all(VaultOld) == kept.store.all(VaultPending) == ()
    assert kept.password(MAILBOX) == "2"
    check_old_or_new(kept, new=False)


def test_a_tidy_that_the_disk_breaks_off_goes_on_the_next_time(kept: VaultHouse) -> None:
    kept.keyring.break_at(4, Code.STORE_SILENT, after=True)
    refused(lambda: saving(kept))
    kept.store.break_at(0)
    assert code_of(records.tidy(kept.vault)) is Code.DISK_FULL
    run_here(records.tidy(kept.vault))
    kept.check_entries()


def test_nothing_is_tidied_in_another_keyring(kept: VaultHouse) -> None:
    kept.keyring.break_at(4, Code.STORE_SILENT, after=True)
    refused(lambda: saving(kept))
    before = kept.store.all(VaultPending)
    kept.keyring.backend = "something else"
    assert code_of(records.tidy(kept.vault)) is Code.STORE_OTHER
    assert kept.store.all(VaultPending) == before != ()


def test_a_tidy_with_nothing_to_do_asks_for_no_keyring(kept: VaultHouse) -> None:
    kept.keyring.break_at(0, stays=True)
    run_here(records.tidy(kept.vault))


def test_tidying_needs_nobody_at_work(kept: VaultHouse) -> None:
    kept.keyring.break_at(4, Code.STORE_SILENT, after=True)
    refused(lambda: saving(kept))
    house = kept.again()
    assert house.vault.opened is None
    run_here(records.tidy(house.vault))
    house.check_entries()


def test_locking_in_the_middle_of_a_save_does_not_lose_it(kept: VaultHouse) -> None:
    steps = records.save_password(kept.vault, INSTAGRAM, Secret("pw-2"))
    work = next(steps)
    work = steps.send(work())
    unlocking.lock(kept.vault)
    with pytest.raises(StopIteration):
        steps.send(work())
    kept.unlock("sam")
    assert kept.password(INSTAGRAM) == "pw-2"
    row = kept.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    assert row.saved_by == kept.sam


def test_granting_in_the_middle_of_the_first_save(open_house: VaultHouse) -> None:
    house = open_house
    steps = records.save_record(house.vault, TIKTOK, FULL)
    work = next(steps)
    grants.grant(house.vault, TIKTOK, house.maya, Right.USE)
    with pytest.raises(StopIteration):
        steps.send(work())
    house.unlock("maya")
    assert house.password(TIKTOK) == "pw-1"


def test_a_key_that_changed_meanwhile_refuses_the_save(kept: VaultHouse) -> None:
    """The lane keeps steps apart; if something else did not, nothing would be lost."""
    steps = records.save_password(kept.vault, INSTAGRAM, Secret("pw-2"))
    work = next(steps)
    work = steps.send(work())
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya))

    def go_on() -> None:
        at = steps.send(work())
        while True:
            at = steps.send(at())

    assert refused(go_on).code is Code.CHANGED_SINCE
    kept.unlock("tom")
    assert kept.password(INSTAGRAM) == "pw-1"
    kept.check_entries()


def test_errors_of_a_bug_are_not_swallowed(kept: VaultHouse) -> None:
    steps = records.save_record(kept.vault, INSTAGRAM, FULL)
    next(steps)
    with pytest.raises(ZeroDivisionError):
        steps.throw(ZeroDivisionError())
    steps = records.save_record(kept.vault, INSTAGRAM, FULL)
    next(steps)
    with pytest.raises(ExpectedError, match="store_locked"):
        steps.throw(ExpectedError(Code.STORE_LOCKED))
