"""Passphrases and rights: who gives them, who gets them, and what is left of them afterwards."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from vault_house import (
    ACCOUNTS,
    FULL,
    INSTAGRAM,
    MAILBOX,
    PASSPHRASES,
    TIKTOK,
    Copy,
    VaultHouse,
    code_of,
    make_kit,
    opened,
    refused,
)

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.business import Role
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import (
    MetaKey,
    Right,
    SlotKind,
    VaultOld,
    VaultSecret,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records, unlocking
from smbsocial.usecases.vault.keys import (
    granted_people,
    grants_of,
    key_row,
    new_key_is_due,
    new_key_rows,
    saving_key,
)
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import meta, right_of, slot_of

NEW = Secret("another one that nobody guesses")


def kinds_of(house: VaultHouse, person: PersonId) -> set[SlotKind]:
    return {slot.kind for slot in house.store.all(VaultSlot) if slot.person == person}


def test_the_copy_in_these_tests_does_read(kept: VaultHouse) -> None:
    copy = Copy(kept, "maya")
    assert copy.reads(kept, INSTAGRAM)
    kept.save(INSTAGRAM, "pw-2")
    assert copy.reads(kept, INSTAGRAM), "nobody took anything from her yet"


# Passphrases


def test_owners_give_passphrases(open_house: VaultHouse) -> None:
    house = open_house
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    last = house.log()[-1]
    assert (last.action, last.detail, last.person, last.about) == (
        LogAction.GRANT,
        Detail.SLOT,
        house.sam,
        house.maya,
    )
    assert house.unlock("maya", NEW).person == house.maya
    steps = unlocking.unlock(house.vault, house.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.WRONG_KEY


def test_a_reset_passphrase_opens_what_was_granted_before(kept: VaultHouse) -> None:
    """The owner needs nobody for that."""
    run_here(grants.give_passphrase(kept.vault, kept.maya, NEW))
    kept.unlock("maya", NEW)
    assert kept.password(INSTAGRAM) == "pw-1"


def test_a_grant_can_come_before_the_passphrase(kept: VaultHouse) -> None:
    run_here(grants.take_passphrase(kept.vault, kept.tom))
    assert right_of(kept.store, INSTAGRAM, kept.tom) is None
    grants.grant(kept.vault, INSTAGRAM, kept.tom, Right.SEE)
    steps = unlocking.unlock(kept.vault, kept.tom, PASSPHRASES["tom"])
    assert code_of(steps) is Code.NOT_ALLOWED
    run_here(grants.give_passphrase(kept.vault, kept.tom, NEW))
    kept.unlock("tom", NEW)
    assert opened(kept, Use.SHOW) == FULL


def test_staff_change_their_own_and_nobody_elses(kept: VaultHouse) -> None:
    kept.unlock("maya")
    run_here(grants.give_passphrase(kept.vault, kept.maya, NEW))
    for other in (kept.sam, kept.tom):
        steps = grants.give_passphrase(kept.vault, other, NEW)
        assert code_of(steps) is Code.NOT_ALLOWED
    kept.unlock("maya", NEW)
    assert kept.password(INSTAGRAM) == "pw-1"
    kept.unlock("sam")
    grants.grant(kept.vault, TIKTOK, kept.maya, Right.USE)
    kept.save(TIKTOK, "pw-t")
    kept.unlock("maya", NEW)
    assert kept.password(TIKTOK) == "pw-t", "the owners' way to her key is as it was"


def test_owners_change_their_own(open_house: VaultHouse) -> None:
    house = open_house
    house.save(INSTAGRAM, "pw-1")
    run_here(grants.give_passphrase(house.vault, house.sam, NEW))
    assert house.unlock("sam", NEW).owner
    assert house.password(INSTAGRAM) == "pw-1"
    steps = unlocking.unlock(house.vault, house.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.WRONG_KEY


def test_nobody_gets_one_who_is_not_there(open_house: VaultHouse) -> None:
    steps = grants.give_passphrase(open_house.vault, PersonId("nobody"), NEW)
    assert code_of(steps) is Code.NOT_ALLOWED
    unlocking.lock(open_house.vault)
    steps = grants.give_passphrase(open_house.vault, open_house.maya, NEW)
    assert code_of(steps) is Code.VAULT_LOCKED


@pytest.mark.parametrize("call", range(5))
def test_a_passphrase_that_the_keyring_refuses_is_the_old_one(
    open_house: VaultHouse, call: int
) -> None:
    house = open_house
    run_here(grants.renew_device_key(house.vault))
    house.keyring.break_at(call, Code.STORE_LOCKED)
    new = True
    try:
        run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    except ExpectedError:
        new = False
    assert new == (call > 2), "behind the new device key nothing of it can fail"
    house.keyring.break_at(None)
    house.unlock("maya", NEW if new else PASSPHRASES["maya"])
    run_here(records.tidy(house.vault))
    house.check_entries()


def test_two_owners_open_the_same(open_house: VaultHouse) -> None:
    house = open_house
    house.save(INSTAGRAM, "pw-1")
    house.second_owner()
    assert kinds_of(house, house.tom) == {SlotKind.OWNER}, "no staff any more"
    assert house.unlock("tom").owner
    assert house.password(INSTAGRAM) == "pw-1"
    house.save(TIKTOK, "pw-t")
    house.unlock("sam")
    assert house.password(TIKTOK) == "pw-t"
    assert (
        refused(lambda: grants.grant(house.vault, TIKTOK, house.tom, Right.USE)).code
        is Code.NOT_ALLOWED
    )
    run_here(grants.take_passphrase(house.vault, house.tom, PASSPHRASES["sam"]))
    house.unlock("sam")
    assert code_of(unlocking.unlock(house.vault, house.tom, PASSPHRASES["tom"])) is Code.NOT_ALLOWED


def test_who_becomes_an_owner_on_paper_opens_no_more_than_before(kept: VaultHouse) -> None:
    kept.save(TIKTOK, "pw-t")
    kept.unlock("maya")
    kept.change_role("maya", Role.OWNER)
    run_here(grants.give_passphrase(kept.vault, kept.maya, NEW))
    assert not kept.unlock("maya", NEW).owner
    assert kept.password(INSTAGRAM) == "pw-1"
    assert refused(lambda: kept.password(TIKTOK)).code is Code.NOT_ALLOWED
    assert kinds_of(kept, kept.maya) == {SlotKind.STAFF}


def test_who_is_no_owner_any_more_gets_a_passphrase_of_staff(open_house: VaultHouse) -> None:
    house = open_house
    house.second_owner()
    house.unlock("tom")
    run_here(unlocking.put_login_slot(house.vault))
    house.unlock("sam")
    house.change_role("tom", Role.STAFF)
    run_here(grants.give_passphrase(house.vault, house.tom, NEW))
    assert kinds_of(house, house.tom) == {SlotKind.STAFF}
    assert not house.unlock("tom", NEW).owner
    assert code_of(unlocking.unlock_with_login(house.vault, house.tom)) is Code.NOT_ALLOWED


def test_the_last_owner_stays_one(open_house: VaultHouse) -> None:
    house = open_house
    house.change_role("sam", Role.STAFF)
    steps = grants.give_passphrase(house.vault, house.sam, NEW)
    assert code_of(steps) is Code.LAST_OWNER
    assert house.unlock("sam").owner


def test_an_owner_whom_nobody_knows_is_none(open_house: VaultHouse) -> None:
    """Their slot alone does not make them one: the page of people has lost them."""
    house = open_house
    slot = slot_of(house.store, SlotKind.OWNER, house.sam)
    assert slot is not None
    ghost = replace(slot, id="owner:ghost", person="ghost")
    house.changes.write(lambda tx, ports: tx.put(ghost))
    assert refused(lambda: grants.check_not_last_owner(house.store, house.sam)).code is (
        Code.LAST_OWNER
    )
    grants.check_not_last_owner(house.store, house.maya)


# Rights


def test_rights_come_and_change(kept: VaultHouse) -> None:
    assert right_of(kept.store, INSTAGRAM, kept.maya) is Right.USE
    grants.grant(kept.vault, INSTAGRAM, kept.maya, Right.SEE)
    last = kept.log()[-1]
    assert (last.action, last.detail, last.about) == (LogAction.GRANT, Detail.RIGHT_SEE, kept.maya)
    kept.unlock("maya")
    assert opened(kept, Use.SHOW) == FULL
    kept.unlock("sam")
    grants.grant(kept.vault, INSTAGRAM, kept.maya, Right.USE)
    assert kept.log()[-1].detail is Detail.RIGHT_USE
    kept.unlock("maya")
    assert code_of(records.open_record(kept.vault, INSTAGRAM, Use.SHOW)) is Code.NOT_ALLOWED
    assert {g.person for g in granted_people(kept.store, INSTAGRAM)} == {kept.maya, kept.tom}
    assert [g.subject for g in grants_of(kept.store, kept.maya)] == [INSTAGRAM]


def test_only_owners_grant_and_revoke(kept: VaultHouse) -> None:
    kept.unlock("tom")
    vault = kept.vault
    assert refused(lambda: grants.grant(vault, INSTAGRAM, kept.tom, Right.SEE)).code is (
        Code.NOT_ALLOWED
    )
    for steps in (
        grants.revoke(vault, INSTAGRAM, kept.maya),
        grants.renew_key(vault, INSTAGRAM),
        grants.renew_device_key(vault),
        grants.take_passphrase(vault, kept.maya),
    ):
        assert code_of(steps) is Code.NOT_ALLOWED
    kept.unlock("sam")
    for person in (kept.sam, PersonId("nobody")):
        assert (
            refused(lambda person=person: grants.grant(vault, INSTAGRAM, person, Right.SEE)).code
            is Code.NOT_ALLOWED
        )


def test_57_a_revoked_right_is_gone_and_others_go_on(kept: VaultHouse) -> None:
    copy = Copy(kept, "maya")
    before = key_row(kept.store, WrapKind.ACCOUNT, INSTAGRAM)
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya))
    assert key_row(kept.store, WrapKind.ACCOUNT, INSTAGRAM) != before
    assert not new_key_is_due(kept.store, INSTAGRAM)
    last = next(e for e in kept.store.log() if e.action is LogAction.REVOKE)
    assert (last.account, last.about) == (INSTAGRAM, kept.maya)
    assert not copy.reads(kept, INSTAGRAM), "not even the same password, sealed anew"
    kept.save(INSTAGRAM, "pw-2")
    assert not copy.reads(kept, INSTAGRAM)
    kept.unlock("maya")
    assert refused(lambda: kept.password(INSTAGRAM)).code is Code.NOT_ALLOWED
    kept.unlock("tom")
    assert kept.password(INSTAGRAM) == "pw-2"
    kept.check_entries()


def test_a_right_that_nobody_had_is_not_revoked(kept: VaultHouse) -> None:
    before = kept.log(), kept.store.all(VaultWrap)
    run_here(grants.revoke(kept.vault, TIKTOK, kept.maya))
    assert (kept.log(), kept.store.all(VaultWrap)) == before


def test_sealing_anew_is_no_rotation(kept: VaultHouse) -> None:
    before = kept.store.get(VaultSecret, INSTAGRAM)
    assert before is not None
    kept.clock.go_on(days=1)
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya))
    after = kept.store.get(VaultSecret, INSTAGRAM)
    assert after is not None
    assert after.rotated_at == before.rotated_at
    assert after.ref != before.ref
    assert opened(kept, Use.EDIT) == FULL


def calls_of_a_revoke(house: VaultHouse) -> int:
    there = house.copy()
    there.vault.opened = house.vault.opened
    calls = there.keyring.calls
    run_here(grants.revoke(there.vault, INSTAGRAM, there.maya))
    return there.keyring.calls - calls


def test_a_revoke_is_four_calls(kept: VaultHouse) -> None:
    assert calls_of_a_revoke(kept) == 4


@pytest.mark.parametrize("saver", ["sam", "tom"])
@pytest.mark.parametrize("code", [Code.STORE_REFUSED, Code.STORE_SILENT])
@pytest.mark.parametrize("call", range(4))
def test_57_a_right_is_revoked_even_if_the_keyring_fails_at_once(
    kept: VaultHouse, call: int, code: Code, saver: str
) -> None:
    copy = Copy(kept, "maya")
    kept.keyring.break_at(call, code, stays=True)
    assert code_of(grants.revoke(kept.vault, INSTAGRAM, kept.maya)) is code
    kept.keyring.break_at(None)
    kept.unlock("maya")
    assert refused(lambda: kept.password(INSTAGRAM)).code is Code.NOT_ALLOWED
    for who in ("sam", "tom"):
        kept.unlock(who)
        assert kept.password(INSTAGRAM) == "pw-1", "nobody else notices"
    assert new_key_is_due(kept.store, INSTAGRAM)
    kept.unlock(saver)
    run_here(records.save_password(kept.vault, INSTAGRAM, Secret("pw-2")))
    assert not copy.reads(kept, INSTAGRAM), "whoever saves it"
    assert not new_key_is_due(kept.store, INSTAGRAM)
    for who in ("sam", "tom"):
        kept.unlock(who)
        assert kept.password(INSTAGRAM) == "pw-2"
    run_here(records.tidy(kept.vault))
    kept.check_entries()


@pytest.mark.parametrize("commit", range(3))
def test_57_a_right_is_revoked_or_not_when_the_disk_fails(kept: VaultHouse, commit: int) -> None:
    copy = Copy(kept, "maya")
    kept.store.break_at(commit)
    assert code_of(grants.revoke(kept.vault, INSTAGRAM, kept.maya)) is Code.DISK_FULL
    had = right_of(kept.store, INSTAGRAM, kept.maya)
    assert had is (Right.USE if commit == 0 else None)
    assert (LogAction.REVOKE in kept.actions()) == (commit > 0)
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya))
    assert not new_key_is_due(kept.store, INSTAGRAM), "asked again, it is done to the end"
    assert not copy.reads(kept, INSTAGRAM)
    kept.unlock("tom")
    assert kept.password(INSTAGRAM) == "pw-1"
    kept.check_entries()


def test_rights_change_while_the_new_key_is_due(kept: VaultHouse) -> None:
    kept.keyring.break_at(0, Code.STORE_SILENT)
    assert code_of(grants.revoke(kept.vault, INSTAGRAM, kept.maya)) is Code.STORE_SILENT
    copy = Copy(kept, "tom")
    grants.grant(kept.vault, INSTAGRAM, kept.maya, Right.SEE)
    kept.unlock("maya")
    assert opened(kept, Use.SHOW) == FULL
    kept.unlock("sam")
    kept.keyring.break_at(0, Code.STORE_SILENT)
    assert code_of(grants.revoke(kept.vault, INSTAGRAM, kept.tom)) is Code.STORE_SILENT
    kept.unlock("maya")
    run_here(records.save_password(kept.vault, INSTAGRAM, Secret("pw-2")))
    assert right_of(kept.store, INSTAGRAM, kept.maya) is Right.SEE
    assert right_of(kept.store, INSTAGRAM, kept.tom) is None
    assert kept.password(INSTAGRAM) == "pw-2"
    assert not copy.reads(kept, INSTAGRAM)
    kept.unlock("sam")
    assert kept.password(INSTAGRAM) == "pw-2"
    grants.grant(kept.vault, INSTAGRAM, kept.tom, Right.USE)
    kept.unlock("tom")
    assert kept.password(INSTAGRAM) == "pw-2"


def test_a_right_given_while_the_new_key_is_due_outlasts_it(kept: VaultHouse) -> None:
    kept.keyring.break_at(0, Code.STORE_SILENT)
    assert code_of(grants.revoke(kept.vault, INSTAGRAM, kept.maya)) is Code.STORE_SILENT
    grants.grant(kept.vault, INSTAGRAM, kept.maya, Right.USE)
    kept.save(INSTAGRAM, "pw-2")
    assert not new_key_is_due(kept.store, INSTAGRAM)
    for who in ("maya", "tom"):
        kept.unlock(who)
        assert kept.password(INSTAGRAM) == "pw-2"


def test_57_a_key_without_a_record_is_replaced_too(open_house: VaultHouse) -> None:
    """Granted before anything was kept: the first record is none of theirs."""
    house = open_house
    grants.grant(house.vault, MAILBOX, house.maya, Right.SEE)
    grants.grant(house.vault, MAILBOX, house.tom, Right.USE)
    copy = Copy(house, "maya")
    run_here(grants.revoke(house.vault, MAILBOX, house.maya))
    house.save(MAILBOX, "pw-m")
    assert not copy.reads(house, MAILBOX)
    house.unlock("tom")
    assert house.password(MAILBOX) == "pw-m"


def test_57_whose_passphrase_is_taken_is_out_at_once(kept: VaultHouse) -> None:
    kept.save(TIKTOK, "pw-t")
    for account in (TIKTOK, MAILBOX):
        grants.grant(kept.vault, account, kept.maya, Right.SEE)
    copy = Copy(kept, "maya")
    kept.keyring.break_at(1, Code.STORE_SILENT, stays=True)
    assert code_of(grants.take_passphrase(kept.vault, kept.maya)) is Code.STORE_SILENT
    kept.keyring.break_at(None)
    steps = unlocking.unlock(kept.vault, kept.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED
    assert grants_of(kept.store, kept.maya) == ()
    spoken_of = {name for row in kept.store.all(VaultWrap) for name in (row.person, row.subject)}
    assert kept.maya not in spoken_of
    last = next(e for e in kept.store.log() if e.action is LogAction.REVOKE)
    assert (last.detail, last.about) == (Detail.SLOT, kept.maya)
    for account in ACCOUNTS:
        kept.save(account, "pw-new")
        assert not copy.reads(kept, account)
    kept.unlock("tom")
    assert kept.password(INSTAGRAM) == "pw-new"


def test_57_an_owner_who_is_out_has_the_key_of_no_new_record(open_house: VaultHouse) -> None:
    house = open_house
    house.second_owner()
    house.save(INSTAGRAM, "pw-1")
    grants.grant(house.vault, MAILBOX, house.maya, Right.SEE)
    copy = Copy(house, "tom")
    run_here(grants.take_passphrase(house.vault, house.tom, PASSPHRASES["sam"]))
    assert not copy.reads(house, INSTAGRAM)
    make_kit(house)
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    for account in (INSTAGRAM, MAILBOX):
        house.save(account, "pw-2")
        assert not copy.reads(house, account)
    house.unlock("maya", NEW)
    assert house.password(MAILBOX) == "pw-2"


def test_a_right_given_while_the_first_passphrase_is_made_is_not_lost(kept: VaultHouse) -> None:
    house = kept
    run_here(grants.take_passphrase(house.vault, house.maya))
    steps = grants.give_passphrase(house.vault, house.maya, NEW)
    work = next(steps)
    grants.grant(house.vault, INSTAGRAM, house.maya, Right.USE)

    def to_the_end(work: Callable[[], object] = work) -> None:
        while True:
            work = steps.send(work())

    assert refused(to_the_end).code is Code.CHANGED_SINCE
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    house.unlock("maya", NEW)
    assert house.password(INSTAGRAM) == "pw-1"


def test_nobody_takes_their_own_passphrase_or_the_last_owners(open_house: VaultHouse) -> None:
    house = open_house
    steps = grants.take_passphrase(house.vault, house.sam)
    assert code_of(steps) is Code.NOT_ALLOWED
    house.second_owner()
    house.unlock("tom")
    run_here(grants.take_passphrase(house.vault, house.sam, PASSPHRASES["tom"]))
    house.change_role("sam", Role.STAFF)
    run_here(grants.give_passphrase(house.vault, house.sam, NEW))
    assert not house.unlock("sam", NEW).owner
    house.unlock("tom")
    assert [slot.kind for slot in house.store.all(VaultSlot) if slot.person == house.tom] == [
        SlotKind.OWNER
    ]


# New keys of accounts


def test_a_record_that_is_gone_stays_so_and_the_next_has_the_new_key(kept: VaultHouse) -> None:
    copy = Copy(kept, "maya")
    gone = {n: v for n, v in kept.keyring.kept.items() if "device" not in n[0]}
    for name in gone:
        del kept.keyring.kept[name]
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya))
    assert refused(lambda: kept.password(INSTAGRAM)).code is Code.SECRET_MISSING
    kept.keyring.kept.update(gone)
    assert kept.password(INSTAGRAM) == "pw-1", "it came back, and its key was kept"
    kept.save(INSTAGRAM, "pw-2")
    assert not copy.reads(kept, INSTAGRAM)


def test_a_record_of_a_newer_program_is_left_alone(kept: VaultHouse) -> None:
    class Newer(type(kept.sealing)):  # type: ignore[misc]
        def open_record(self, *_: object, **__: object) -> Record:
            raise ExpectedError(Code.SECRET_TOO_NEW)

    ours, kept.vault.sealing = kept.vault.sealing, Newer()
    run_here(grants.renew_key(kept.vault, INSTAGRAM))
    assert code_of(records.save_record(kept.vault, INSTAGRAM, FULL)) is Code.SECRET_TOO_NEW
    kept.vault.sealing = ours
    assert opened(kept, Use.EDIT) == FULL
    assert kept.store.all(VaultOld) == ()


def test_a_locked_vault_stops_a_renewal_and_loses_nothing(kept: VaultHouse) -> None:
    steps = grants.renew_key(kept.vault, INSTAGRAM)
    work = next(steps)
    unlocking.lock(kept.vault)
    assert refused(lambda: steps.send(work())).code is Code.VAULT_LOCKED
    kept.unlock("tom")
    assert kept.password(INSTAGRAM) == "pw-1"
    kept.unlock("sam")
    run_here(grants.renew_key(kept.vault, INSTAGRAM))
    assert not new_key_is_due(kept.store, INSTAGRAM)
    kept.check_entries()


def test_a_person_whose_own_key_is_lost_stops_a_new_key(kept: VaultHouse) -> None:
    kept.changes.write(lambda tx, ports: tx.remove(VaultWrap, f"K:{kept.tom}:"))
    assert refused(lambda: new_key_rows(kept.vault, INSTAGRAM)).code is Code.SECRET_DAMAGED
    rows = new_key_rows(kept.vault, INSTAGRAM, without=kept.tom)
    assert {row.person for row in rows} == {"", kept.maya}


def test_staff_without_the_next_key_do_not_save_with_the_old_one(kept: VaultHouse) -> None:
    kept.keyring.break_at(0, Code.STORE_SILENT)
    refused(lambda: run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya)))
    kept.changes.write(lambda tx, ports: tx.remove(VaultWrap, f"N:{INSTAGRAM}:{kept.tom}"))
    kept.unlock("tom")
    assert kept.password(INSTAGRAM) == "pw-1"
    assert refused(lambda: saving_key(kept.vault, INSTAGRAM)).code is Code.NOT_ALLOWED


def test_a_new_device_key_that_the_disk_refuses(open_house: VaultHouse) -> None:
    house = open_house
    before = meta(house.store, MetaKey.DEVICE)
    for commit in range(2):
        house.store.break_at(commit)
        assert code_of(grants.renew_device_key(house.vault)) is Code.DISK_FULL
        assert meta(house.store, MetaKey.DEVICE) == before
    assert records.wants_tidying(house.store, house.ports)
    run_here(records.tidy(house.vault))
    house.check_entries()
    assert house.device_entries() == {before}
