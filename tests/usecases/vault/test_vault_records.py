"""Records: who may do what with them, in which order they are kept, and what a fault leaves."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from house import NOW
from vault_house import (
    FULL,
    INSTAGRAM,
    LONG,
    MAILBOX,
    PASSPHRASES,
    TIKTOK,
    VaultHouse,
    code_of,
    opened,
    refused,
    with_password,
)

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.errors import Code
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import (
    Right,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.changes import Changed
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records, unlocking
from smbsocial.usecases.vault.keys import key_row
from smbsocial.usecases.vault.records import Use


def test_what_is_kept_comes_back(kept: VaultHouse) -> None:
    assert opened(kept, Use.EDIT) == FULL
    row = kept.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    assert (row.n, row.saved_at, row.rotated_at, row.saved_by) == (1, NOW, NOW, kept.sam)
    assert kept.vault.wants_backup
    assert kept.store.all(VaultPending) == ()
    assert kept.store.all(VaultOld) == ()
    kept.check_entries()


def test_nothing_of_a_record_stands_in_the_database(kept: VaultHouse) -> None:
    dump = "\n".join(kept.store._link.connection.iterdump())
    for secret in (FULL.login, FULL.password, FULL.totp, FULL.note):
        assert secret not in dump
        assert secret.encode().hex() not in dump.lower()


@pytest.mark.parametrize(
    ("use", "action", "detail"),
    [
        (Use.COPY_LOGIN, LogAction.COPY, Detail.LOGIN),
        (Use.COPY_PASSWORD, LogAction.COPY, Detail.PASSWORD),
        (Use.COPY_CODE, LogAction.CODE, Detail.NONE),
        (Use.SHOW, LogAction.SHOW, Detail.PASSWORD),
        (Use.EDIT, LogAction.SHOW, Detail.RECORD),
        (Use.CODES, LogAction.SHOW, Detail.CODES),
        (Use.COPY_RECOVERY, LogAction.COPY, Detail.CODES),
        (Use.DRILL, LogAction.USE, Detail.DRILL),
    ],
)
def test_each_use_is_logged_before_it_happens(
    kept: VaultHouse, use: Use, action: LogAction, detail: Detail
) -> None:
    kept.unlock("tom")
    before = len(kept.log())
    steps = records.open_record(kept.vault, INSTAGRAM, use)
    work = next(steps)
    (entry,) = kept.log()[before:]
    assert (entry.action, entry.detail) == (action, detail)
    assert (entry.person, entry.account) == (kept.tom, INSTAGRAM)
    with pytest.raises(StopIteration) as end:
        steps.send(work())
    assert end.value.value == records.Used(FULL, logged=True)
    assert FULL.password not in repr(end.value.value)


def test_who_may_use_it_may_not_see_it(kept: VaultHouse) -> None:
    kept.unlock("maya")
    before = kept.log()
    seen = (Use.SHOW, Use.EDIT, Use.CODES, Use.COPY_RECOVERY)
    for use in seen:
        assert code_of(records.open_record(kept.vault, INSTAGRAM, use)) is Code.NOT_ALLOWED
        error = refused(lambda use=use: records.note_again(kept.vault, INSTAGRAM, use))
        assert error.code is Code.NOT_ALLOWED
    assert code_of(records.save_record(kept.vault, INSTAGRAM, FULL)) is Code.NOT_ALLOWED
    assert code_of(records.save_code_used(kept.vault, INSTAGRAM, "aa")) is Code.NOT_ALLOWED
    assert code_of(records.remove_record(kept.vault, INSTAGRAM)) is Code.NOT_ALLOWED
    assert kept.log() == before
    for use in set(Use) - set(seen):
        assert opened(kept, use) == FULL
        before = kept.log()
        assert records.note_again(kept.vault, INSTAGRAM, use)
        assert len(kept.log()) == len(before) + 1
        last, again = kept.log()[-2:]
        assert (again.action, again.detail) == (last.action, last.detail)


def test_who_was_granted_nothing_opens_nothing(kept: VaultHouse) -> None:
    vault = kept.vault
    run_here(records.save_record(vault, TIKTOK, FULL))
    kept.unlock("maya")
    before = kept.log()
    for use in Use:
        assert code_of(records.open_record(vault, TIKTOK, use)) is Code.NOT_ALLOWED
    assert refused(lambda: records.note_sign_in(vault, TIKTOK)).code is Code.NOT_ALLOWED
    assert code_of(records.save_password(vault, TIKTOK, Secret("x"))) is Code.NOT_ALLOWED
    assert code_of(records.fetch(vault, TIKTOK)) is Code.NOT_ALLOWED
    assert kept.log() == before


def test_while_it_is_locked_nobody_opens_anything(kept: VaultHouse) -> None:
    vault = kept.vault
    unlocking.lock(vault)
    for steps in (
        records.open_record(vault, INSTAGRAM, Use.SHOW),
        records.save_record(vault, INSTAGRAM, FULL),
        records.save_password(vault, INSTAGRAM, Secret("x")),
        records.save_code_used(vault, INSTAGRAM, "aa"),
        records.remove_record(vault, INSTAGRAM),
        records.fetch(vault, INSTAGRAM),
    ):
        assert code_of(steps) is Code.VAULT_LOCKED
    assert refused(lambda: records.note_sign_in(vault, INSTAGRAM)).code is Code.VAULT_LOCKED


def test_signing_in_is_logged(kept: VaultHouse) -> None:
    kept.unlock("maya")
    assert records.note_sign_in(kept.vault, INSTAGRAM)
    last = kept.log()[-1]
    assert (last.action, last.detail, last.person) == (LogAction.USE, Detail.SIGN_IN, kept.maya)


def test_an_account_that_is_not_kept_is_missing(kept: VaultHouse) -> None:
    before = kept.log()
    assert code_of(records.open_record(kept.vault, TIKTOK, Use.SHOW)) is Code.SECRET_MISSING
    assert code_of(records.remove_record(kept.vault, TIKTOK)) is Code.SECRET_MISSING
    assert code_of(records.save_password(kept.vault, TIKTOK, Secret("x"))) is Code.SECRET_MISSING
    assert kept.log() == before, "there was nothing to use"


def test_a_changed_password_counts_as_rotated(kept: VaultHouse) -> None:
    assert [each.detail for each in kept.log() if each.action is LogAction.SAVE] == [Detail.FIRST]
    kept.clock.go_on(days=3)
    run_here(records.save_record(kept.vault, INSTAGRAM, replace(FULL, note="in the drawer")))
    row = kept.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    assert (row.saved_at, row.rotated_at) == (NOW + timedelta(days=3), NOW)
    assert kept.log()[-1].detail is Detail.RECORD
    run_here(records.save_record(kept.vault, INSTAGRAM, with_password(FULL, "pw-2")))
    row = kept.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    assert row.rotated_at == NOW + timedelta(days=3)
    assert kept.log()[-1].detail is Detail.PASSWORD


def test_staff_with_use_change_the_password_and_nothing_else(kept: VaultHouse) -> None:
    kept.clock.go_on(days=1)
    kept.unlock("maya")
    run_here(records.save_password(kept.vault, INSTAGRAM, Secret("pw-2")))
    row = kept.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    assert (row.saved_by, row.rotated_at) == (kept.maya, NOW + timedelta(days=1))
    kept.unlock("sam")
    assert opened(kept, Use.EDIT) == with_password(FULL, "pw-2")
    run_here(records.save_password(kept.vault, INSTAGRAM, Secret("pw-2")))
    assert kept.log()[-1].detail is Detail.RECORD, "it is the same one"


def test_staff_who_see_it_change_all_of_it(kept: VaultHouse) -> None:
    kept.unlock("tom")
    run_here(records.save_record(kept.vault, INSTAGRAM, with_password(FULL, "pw-3")))
    kept.unlock("maya")
    assert kept.password(INSTAGRAM) == "pw-3"


def test_only_owners_begin_a_record(kept: VaultHouse) -> None:
    grants.grant(kept.vault, TIKTOK, kept.tom, Right.SEE)
    kept.unlock("tom")
    assert code_of(records.save_record(kept.vault, TIKTOK, FULL)) is Code.NOT_ALLOWED
    kept.unlock("sam")
    kept.save(TIKTOK, "pw-t")
    kept.unlock("tom")
    assert kept.password(TIKTOK) == "pw-t"


def test_recovery_codes_are_ticked_off_and_back(kept: VaultHouse) -> None:
    kept.unlock("tom")
    for code, used in (("bb", ("bb",)), ("aa", ("aa", "bb")), ("bb", ("aa",)), ("zz", ("aa",))):
        run_here(records.save_code_used(kept.vault, INSTAGRAM, code))
        assert opened(kept, Use.EDIT) == replace(FULL, used=used)
    row = kept.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    assert row.rotated_at == NOW


def test_what_is_too_large_is_refused_before_anything_is_written(kept: VaultHouse) -> None:
    calls, before = kept.keyring.calls, kept.log()
    huge = replace(FULL, note="x" * 8000)
    error = refused(lambda: run_here(records.save_record(kept.vault, INSTAGRAM, huge)))
    assert error.code is Code.SECRET_TOO_LARGE
    assert kept.keyring.calls == calls + 1, "one look at what there was"
    assert kept.log() == before
    assert opened(kept, Use.EDIT) == FULL
    kept.check_entries()


def test_the_replaced_record_stays_for_thirty_days(kept: VaultHouse) -> None:
    kept.clock.go_on(days=1)
    kept.save(INSTAGRAM, "pw-2")
    (old,) = kept.store.all(VaultOld)
    assert (old.account, old.replaced_at) == (INSTAGRAM, NOW + timedelta(days=1))
    for _ in range(2):
        kept.clock.go_on(days=15)
        assert not records.wants_tidying(kept.store, kept.ports)
        run_here(records.tidy(kept.vault))
        kept.check_entries()
        assert kept.store.all(VaultOld) == (old,)
    kept.clock.go_on(seconds=1)
    assert records.wants_tidying(kept.store, kept.ports)
    run_here(records.tidy(kept.vault))
    assert kept.store.all(VaultOld) == ()
    kept.check_entries()
    assert len(kept.record_entries()) == 1
    assert kept.password(INSTAGRAM) == "pw-2"


def test_thirty_days_count_anew_when_the_clock_was_ahead(kept: VaultHouse) -> None:
    kept.clock.instant = NOW + timedelta(days=20_000)
    kept.save(INSTAGRAM, "pw-2")
    kept.clock.instant = NOW
    assert records.wants_tidying(kept.store, kept.ports)
    run_here(records.tidy(kept.vault))
    (old,) = kept.store.all(VaultOld)
    assert old.replaced_at == NOW
    assert not records.wants_tidying(kept.store, kept.ports)
    kept.clock.go_on(days=31)
    run_here(records.tidy(kept.vault))
    assert kept.store.all(VaultOld) == ()
    kept.check_entries()


def test_a_clock_put_back_deletes_nothing_early(kept: VaultHouse) -> None:
    kept.save(INSTAGRAM, "pw-2")
    kept.clock.instant = NOW - timedelta(days=31)
    run_here(records.tidy(kept.vault))
    assert len(kept.record_entries()) == 2
    kept.clock.instant = NOW
    run_here(records.tidy(kept.vault))
    assert kept.store.all(VaultOld) == ()


def test_a_removed_record_is_put_aside(kept: VaultHouse) -> None:
    run_here(records.remove_record(kept.vault, INSTAGRAM))
    assert kept.store.all(VaultSecret) == ()
    assert [old.account for old in kept.store.all(VaultOld)] == [INSTAGRAM]
    last = kept.log()[-1]
    assert (last.action, last.detail, last.account) == (LogAction.SAVE, Detail.REMOVED, INSTAGRAM)
    assert code_of(records.open_record(kept.vault, INSTAGRAM, Use.SHOW)) is Code.SECRET_MISSING
    kept.save(INSTAGRAM, "pw-9")
    kept.unlock("maya")
    assert kept.password(INSTAGRAM) == "pw-9", "the grant held"
    kept.check_entries()


def test_a_record_is_removed_whatever_the_keyring_says_then(kept: VaultHouse) -> None:
    kept.keyring.break_at(2, Code.STORE_SILENT)
    refused(lambda: kept.save(TIKTOK, "pw"))
    kept.keyring.break_at(0, Code.STORE_LOCKED, stays=True)
    run_here(records.remove_record(kept.vault, INSTAGRAM))
    assert kept.store.all(VaultSecret) == ()


def test_40_an_entry_deleted_by_hand_costs_that_account_alone(kept: VaultHouse) -> None:
    kept.save(TIKTOK, "pw-t")
    row = kept.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    (name,) = (name for name in kept.keyring.kept if row.ref.hex() in name[0])
    del kept.keyring.kept[name]
    error = refused(lambda: opened(kept, Use.COPY_PASSWORD))
    assert error.code is Code.SECRET_MISSING
    assert FULL.password not in str(error)
    assert kept.password(TIKTOK) == "pw-t"
    assert code_of(records.save_password(kept.vault, INSTAGRAM, Secret("x"))) is Code.SECRET_MISSING
    kept.save(INSTAGRAM, "pw-again")
    kept.unlock("maya")
    assert kept.password(INSTAGRAM) == "pw-again"


def test_41_an_entry_edited_or_of_another_account_is_damaged(kept: VaultHouse) -> None:
    run_here(records.save_record(kept.vault, TIKTOK, LONG))
    kept.save(MAILBOX, "pw-m")
    names = {
        account: sorted(name for name in kept.keyring.kept if row.ref.hex() in name[0])
        for account in (INSTAGRAM, TIKTOK)
        for row in [kept.store.get(VaultSecret, account)]
        if row is not None
    }
    entries = kept.keyring.kept
    (instagram,), (first, second, third) = names[INSTAGRAM], names[TIKTOK]
    whole = dict(entries)
    spoilt = {
        "edited": {third: whole[third][:-1] + ("A" if whole[third][-1] != "A" else "B")},
        "swapped": {first: whole[second], second: whole[first]},
        "another account's": {first: whole[instagram]},
        "cut": {third: whole[third][:-4]},
        "empty": {second: ""},
    }
    for what, changes in spoilt.items():
        entries.update(whole | changes)
        code = code_of(records.open_record(kept.vault, TIKTOK, Use.SHOW))
        assert code is Code.SECRET_DAMAGED, what
        assert kept.password(MAILBOX) == "pw-m"
        assert opened(kept, Use.SHOW) == FULL
    run_here(records.save_record(kept.vault, TIKTOK, LONG))
    assert run_here(records.open_record(kept.vault, TIKTOK, Use.EDIT)).record == LONG


def test_a_lost_row_of_a_key_costs_that_account_alone(kept: VaultHouse) -> None:
    kept.save(TIKTOK, "pw-t")
    row = key_row(kept.store, WrapKind.ACCOUNT, INSTAGRAM)
    assert row is not None
    kept.changes.write(lambda tx, ports: tx.remove(VaultWrap, row.id))
    assert refused(lambda: opened(kept, Use.SHOW)).code is Code.SECRET_DAMAGED
    assert kept.password(TIKTOK) == "pw-t"
    kept.save(INSTAGRAM, "pw-again")
    assert kept.password(INSTAGRAM) == "pw-again"
    kept.unlock("maya")
    assert refused(lambda: kept.password(INSTAGRAM)).code is Code.SECRET_DAMAGED
    kept.changes.write(lambda tx, ports: tx.remove(VaultWrap, f"A:{INSTAGRAM}:"))
    assert (
        refused(lambda: kept.run(records.save_password(kept.vault, INSTAGRAM, Secret("x")))).code
        is Code.SECRET_DAMAGED
    )


def test_undo_leaves_the_vault_alone(kept: VaultHouse) -> None:
    vault_rows = [row for kind in (VaultSecret, VaultWrap) for row in kept.store.all(kind)]
    while kept.changes.undoable:
        kept.changes.undo()
    assert vault_rows == [row for kind in (VaultSecret, VaultWrap) for row in kept.store.all(kind)]
    while kept.changes.redoable:
        kept.changes.redo()
    assert kept.password(INSTAGRAM) == "pw-1"


def test_listeners_hear_of_a_save_once_it_is_kept(kept: VaultHouse) -> None:
    heard: list[Changed] = []
    kept.changes.subscribe(heard.append)
    kept.save(INSTAGRAM, "pw-2")
    assert VaultSecret in heard[-1].kinds


def test_names_in_the_keyring_say_nothing(kept: VaultHouse) -> None:
    vault = kept.vault.id.hex()[:8]
    pattern = re.compile(
        rf"smbsocial:v1:{vault}:([0-9a-f]{{32}}:[0-9a-f]{{16}}:1|device:[0-9a-f]{{8}})"
    )
    assert all(pattern.fullmatch(service) for service, _ in kept.keyring.kept)


@pytest.mark.parametrize("yields", [1, 2])
@pytest.mark.parametrize("use", list(Use))
def test_58_what_was_asked_for_before_a_lock_is_not_handed_out_after_it(
    kept: VaultHouse, use: Use, yields: int
) -> None:
    kept.save(TIKTOK, "pw-t")
    steps = records.open_record(kept.vault, TIKTOK, use)
    work = next(steps)
    unlocking.lock(kept.vault)
    if yields == 2:  # and somebody else is at work by then
        run_here(unlocking.unlock(kept.vault, kept.maya, PASSPHRASES["maya"]))
    assert refused(lambda: steps.send(work())).code is Code.VAULT_LOCKED
