"""What a restored backup opens on which computer, and what the replaced business hands on to it."""

from collections.abc import Callable, Mapping

import pytest
from vault_house import (
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
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import (
    MetaKey,
    Right,
    VaultName,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import (
    backups,
    departures,
    grants,
    records,
    restoring,
    unlocking,
)
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.replaced import locked_out_since, look_back
from smbsocial.usecases.vault.restoring import Adopted
from smbsocial.usecases.vault.session import VaultState, meta, name_of, right_of, state, wrap_id

NEW = Secret("a passphrase for the new computer")


@pytest.fixture
def saving(kept: VaultHouse) -> VaultHouse:
    """Two accounts are kept."""
    kept.save(TIKTOK, "pw-t")
    return kept


def backup_of(house: VaultHouse) -> tuple[VaultHouse, Mapping[str, tuple[str, ...]], Key]:
    """The database and the records as they are now, and the key that the kit opens."""
    run_here(backups.back_up(house.vault, folder="/somewhere"))
    _, header, secrets = house.backups.written[-1]
    code = house.sealing.read_code(house.code.reveal())
    master = house.sealing.open_recovery(code, vault=house.vault.id, slot=header.recovery)
    return house.another_computer(), secrets, master


def adopt(
    house: VaultHouse,
    secrets: Mapping[str, tuple[str, ...]],
    master: Key,
    replaced: VaultHouse | None = None,
) -> Adopted:
    """Sam's; `replaced`: whose place it takes."""
    return run_here(
        restoring.adopt(
            house.vault,
            master=master,
            secrets=secrets,
            person=house.sam,
            passphrase=NEW,
            before=look_back(replaced.store, house.vault.id) if replaced else None,
        )
    )


def older(house: VaultHouse) -> Callable[..., tuple[VaultHouse, Adopted]]:
    """A backup of now, to be restored later beside the keyring of the house, in its place."""
    before, secrets, master = backup_of(house)

    def restore(replaced: VaultHouse = house) -> tuple[VaultHouse, Adopted]:
        before.keyring = house.keyring
        back = before.again()
        return back, adopt(back, secrets, master, replaced)

    return restore


def test_50_on_a_new_computer(real: VaultHouse) -> None:
    real.unlock("sam")
    for account in (INSTAGRAM, TIKTOK):
        real.save(account, f"pw-{account}")
    run_here(unlocking.put_login_slot(real.vault))
    there, secrets, master = backup_of(real)
    there.keyring.backend = "another one"
    assert [p.name for p in restoring.owners_of(there.store)] == ["Sam"]
    adopt(there, secrets, master)
    assert there.vault.unlocked().owner
    assert there.password(INSTAGRAM) == f"pw-{INSTAGRAM}"
    assert meta(there.store, MetaKey.BACKEND) == "another one"
    last = next(e for e in there.store.log() if e.action is LogAction.RESTORE)
    assert (last.person, last.detail) == (there.sam, Detail.BACKUP)
    steps = unlocking.unlock(there.vault, there.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.WRONG_KEY
    told = there.unlock("sam", NEW)
    assert told.log is not None
    assert told.log.broken is None
    for who in ("maya", "tom"):
        steps = unlocking.unlock(there.vault, there.people[who], PASSPHRASES[who])
        assert code_of(steps) is Code.NOT_ALLOWED, "who gets a passphrase from the owner"
    assert code_of(unlocking.unlock_with_login(there.vault, there.sam)) is Code.NOT_ALLOWED
    run_here(grants.give_passphrase(there.vault, there.maya, PASSPHRASES["maya"]))
    assert there.unlock("maya", PASSPHRASES["maya"]).person == there.maya
    run_here(records.tidy(there.vault))
    there.check_entries()


def test_50_no_login_opens_by_itself_after_a_restore(open_house: VaultHouse) -> None:
    """Of an older backup whose owner has left since, on the computer that still has their key."""
    house = open_house
    house.second_owner()
    house.unlock("tom")
    run_here(unlocking.put_login_slot(house.vault))
    before, secrets, master = backup_of(house)
    house.unlock("sam")
    steps = departures.start(house.vault, house.tom, house.sam, PASSPHRASES["sam"])
    run_here(departures.close(house.vault, run_here(steps), house.sam, why="in a hurry"))
    before.keyring = house.keyring
    back = before.again()
    adopt(back, secrets, master)
    unlocking.lock(back.vault)
    assert code_of(unlocking.unlock_with_login(back.vault, back.tom)) is Code.NOT_ALLOWED
    assert back.unlock("sam", NEW).owner


def test_50_an_older_backup_on_the_same_computer(saving: VaultHouse) -> None:
    house = saving
    restore = older(house)
    house.clock.go_on(days=3)
    house.save(INSTAGRAM, "pw-2")
    house.save(MAILBOX, "pw-m")
    run_here(grants.renew_device_key(house.vault))
    live = dict(house.keyring.kept)
    back, adopted = restore()
    assert live.items() <= house.keyring.kept.items(), "what has the same value is left alone"
    assert adopted == Adopted(later=2)
    assert opened(back, Use.EDIT) == FULL
    assert back.password(TIKTOK) == "pw-t"
    assert refused(lambda: back.password(MAILBOX)).code is Code.SECRET_MISSING
    for who in ("maya", "tom"):
        assert back.unlock(who).person == back.people[who], "whose device key is there"
    back.unlock("sam", NEW)
    run_here(records.tidy(back.vault))
    back.check_entries()
    assert house.expected_entries() <= back.record_entries(), "what was saved since stays a while"
    back.save(INSTAGRAM, "pw-3")
    assert back.password(INSTAGRAM) == "pw-3"
    back.clock.go_on(days=31)
    run_here(records.tidy(back.vault))
    back.check_entries()
    assert back.store.all(VaultOld) == ()
    assert len(back.record_entries()) == 2, "and goes then"
    assert (back.password(INSTAGRAM), back.password(TIKTOK)) == ("pw-3", "pw-t")


def test_50_what_was_replaced_before_goes_when_it_would_have_gone(saving: VaultHouse) -> None:
    house = saving
    restore = older(house)
    house.save(TIKTOK, "pw-2")
    house.save(TIKTOK, "pw-3")
    house.clock.go_on(days=20)
    back, adopted = restore()
    assert adopted.later == 1
    back.clock.go_on(days=11)
    run_here(records.tidy(back.vault))
    back.check_entries()
    (left,) = back.store.all(VaultOld)
    back.clock.go_on(days=20)
    run_here(records.tidy(back.vault))
    back.check_entries()
    assert left not in back.store.all(VaultOld)


def test_50_what_counted_until_now_stays_though_it_was_replaced_long_ago(
    saving: VaultHouse,
) -> None:
    """An older backup brought it back, and now the newer one is restored after all."""
    house = saving
    first = house.store.get(VaultSecret, TIKTOK)
    assert first is not None
    restore_older = older(house)
    house.save(TIKTOK, "pw-2")
    restore_newer = older(house)
    house.clock.go_on(days=20)
    back, _ = restore_older()
    house.clock.go_on(days=20)
    last, adopted = restore_newer(back)
    assert adopted.later == 1
    run_here(records.tidy(last.vault))
    last.check_entries()
    assert f"{first.ref.hex()}:1" in last.record_entries()
    assert last.password(TIKTOK) == "pw-2"


def test_50_what_was_being_written_and_counts_by_now_is_not_cleared_away(
    saving: VaultHouse,
) -> None:
    house = saving
    row = house.store.get(VaultSecret, TIKTOK)
    assert row is not None
    house.changes.write(lambda tx, _ports: tx.remove(VaultSecret, TIKTOK))
    house.changes.write(lambda tx, _ports: tx.put(VaultPending(row.ref.hex(), TIKTOK, row.n)))
    restore = older(house)
    house.changes.write(lambda tx, _ports: tx.put(row))
    house.changes.write(lambda tx, _ports: tx.remove(VaultPending, row.ref.hex()))
    back, adopted = restore()
    assert adopted.later == 1
    run_here(records.tidy(back.vault))
    back.check_entries()
    assert f"{row.ref.hex()}:1" in back.record_entries()


def test_50_an_account_that_has_another_name_by_now(saving: VaultHouse) -> None:
    """Its name in the keyring is made at the first use: here twice, once in each database."""
    house = saving
    before, secrets, master = backup_of(house)
    house.save(MAILBOX, "pw-m")
    before.keyring = house.keyring
    back = before.again()
    assert name_of(back.vault, MAILBOX) != name_of(house.vault, MAILBOX)
    adopt(back, secrets, master, house)
    back.save(MAILBOX, "pw-n")
    back.clock.go_on(days=31)
    run_here(records.tidy(back.vault))
    back.check_entries()
    assert back.password(MAILBOX) == "pw-n"
    names = {service.split(":")[3] for service, username in back.keyring.kept if username != "key"}
    assert name_of(house.vault, MAILBOX).hex() not in names


def test_50_an_entry_whose_name_nobody_knows_stops_nothing(saving: VaultHouse) -> None:
    house = saving
    restore = older(house)
    house.save(MAILBOX, "pw-m")
    house.changes.write(lambda tx, _ports: tx.remove(VaultName, MAILBOX))
    _, adopted = restore()
    assert adopted.later == 0


def test_50_another_vault_tells_nothing_of_this_one(saving: VaultHouse, bare: VaultHouse) -> None:
    assert look_back(bare.store, saving.vault.id) is None
    assert look_back(saving.store, bytes(16)) is None


def test_50_a_record_that_was_being_written_is_cleared_away(saving: VaultHouse) -> None:
    house = saving
    house.keyring.break_at(3, Code.STORE_SILENT, after=True)
    refused(lambda: house.save(INSTAGRAM, "pw-2"))
    assert house.store.all(VaultPending)
    before, secrets, master = backup_of(house)
    before.keyring = house.keyring
    back = before.again()
    adopt(back, secrets, master)
    assert records.wants_tidying(back.store, back.ports)
    run_here(records.tidy(back.vault))
    back.check_entries()
    assert opened(back, Use.EDIT) == FULL


def leave(house: VaultHouse, who: str) -> None:
    """Sam closes their leaving at once; the others have not unlocked since."""
    person, typed = house.people[who], PASSPHRASES["sam"]
    departure = run_here(departures.start(house.vault, person, house.sam, typed))
    run_here(departures.close(house.vault, departure, house.sam, why="in a hurry"))


def test_50_who_has_left_since_stays_out_though_the_old_device_key_is_there(
    saving: VaultHouse,
) -> None:
    """Tom's passphrase still needs that key, and an older backup has Maya's slot."""
    house = saving
    grants.grant(house.vault, TIKTOK, house.maya, Right.USE)
    restore = older(house)
    with_maya = Copy(house, "maya")
    leave(house, "maya")
    assert len(house.device_entries()) == 2
    back, adopted = restore()
    assert adopted.kept_out == {house.maya}
    steps = unlocking.unlock(back.vault, back.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED
    assert not [row for row in back.store.all(VaultWrap) if back.maya in {row.person, row.subject}]
    last = back.log()[-1]
    assert (last.action, last.detail, last.about) == (LogAction.REVOKE, Detail.SLOT, back.maya)
    assert back.unlock("tom").person == back.tom
    assert back.password(INSTAGRAM) == FULL.password
    back.unlock("sam", NEW)
    for account in (INSTAGRAM, TIKTOK):
        assert with_maya.reads(back, account), "which is the record that she knew"
        back.save(account, "pw-2")
        assert not with_maya.reads(back, account)
    back.unlock("tom")
    assert back.password(INSTAGRAM) == "pw-2"


def test_50_a_grant_without_a_passphrase_does_not_come_back_either(saving: VaultHouse) -> None:
    house = saving
    restore = older(house)
    leave(house, "maya")
    back, adopted = restore()
    assert adopted.kept_out == {house.maya}
    again = older(back)
    leave(back, "tom")
    grants.grant(back.vault, TIKTOK, back.maya, Right.USE)
    _, adopted = again()
    assert adopted.kept_out == {back.tom}
    assert locked_out_since(back.store, look_back(house.store, house.vault.id)) == {house.maya}


def test_50_whose_passphrase_was_taken_since_stays_out(saving: VaultHouse) -> None:
    house = saving
    restore = older(house)
    run_here(grants.take_passphrase(house.vault, house.maya))
    back, adopted = restore()
    assert adopted.kept_out == {house.maya}
    steps = unlocking.unlock(back.vault, back.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED


@pytest.mark.parametrize("leaves", [True, False])
def test_50_an_owner_who_was_locked_out_since_takes_no_key_along(
    saving: VaultHouse, leaves: bool
) -> None:
    """The backup brings the old master key back, which they know: it is made anew."""
    house = saving
    house.second_owner()
    restore, (then, _, _) = older(house), backup_of(house)
    with_tom = Copy(house, "tom")
    if leaves:
        leave(house, "tom")
    else:
        run_here(grants.take_passphrase(house.vault, house.tom, PASSPHRASES["sam"]))
    now = look_back(house.store, house.vault.id)
    assert [p.name for p in restoring.owners_of(then.store)] == ["Sam", "Tom"]
    assert [p.name for p in restoring.owners_of(then.store, now)] == ["Sam"]
    back, adopted = restore()
    assert adopted == Adopted({house.tom}, 2, new_master=True), "Maya only waits for a new one"
    for who in ("tom", "maya"):
        steps = unlocking.unlock(back.vault, back.people[who], PASSPHRASES[who])
        assert code_of(steps) is Code.NOT_ALLOWED
    assert state(back.store) is VaultState.KIT_OPEN
    told = back.unlock("sam", NEW)
    assert told.log is not None
    assert told.log.broken is None
    assert back.password(INSTAGRAM) == FULL.password
    make_kit(back)
    back.save(INSTAGRAM, "pw-2")
    assert not with_tom.reads(back, INSTAGRAM)
    run_here(grants.give_passphrase(back.vault, back.maya, PASSPHRASES["maya"]))
    back.unlock("maya")
    assert back.password(INSTAGRAM) == "pw-2"


def test_50_an_owner_who_is_staff_by_now_is_no_owner_again(saving: VaultHouse) -> None:
    house = saving
    house.second_owner()
    restore, (then, _, _) = older(house), backup_of(house)
    run_here(grants.take_passphrase(house.vault, house.tom, PASSPHRASES["sam"]))
    house.change_role("tom", Role.STAFF)
    run_here(grants.give_passphrase(house.vault, house.tom, NEW))
    now = look_back(house.store, house.vault.id)
    assert [p.name for p in restoring.owners_of(then.store, now)] == ["Sam"]
    back, adopted = restore()
    assert adopted == Adopted(frozenset({house.tom}), 2, new_master=True)
    steps = unlocking.unlock(back.vault, back.tom, PASSPHRASES["tom"])
    assert code_of(steps) is Code.NOT_ALLOWED


def test_50_who_waits_for_an_owners_new_passphrase_is_an_owner_still(saving: VaultHouse) -> None:
    """Maya left as an owner, and Tom's passphrase ended with the old master key."""
    house = saving
    house.second_owner()
    restore, (then, _, _) = older(house), backup_of(house)
    house.change_role("maya", Role.OWNER)
    run_here(grants.give_passphrase(house.vault, house.maya, PASSPHRASES["maya"]))
    run_here(grants.take_passphrase(house.vault, house.maya, PASSPHRASES["sam"]))
    now = look_back(house.store, house.vault.id)
    assert [p.name for p in restoring.owners_of(then.store, now)] == ["Sam", "Tom"]
    _, adopted = restore()
    assert adopted.kept_out == {house.maya}
    assert not adopted.new_master


def test_50_where_every_owner_of_the_backup_has_left_the_kit_still_restores_it(
    saving: VaultHouse,
) -> None:
    house = saving
    before, secrets, master = backup_of(house)
    with_sam = Copy(house, "sam")
    house.second_owner()
    house.unlock("tom")
    steps = departures.start(house.vault, house.sam, house.tom, PASSPHRASES["tom"])
    run_here(departures.close(house.vault, run_here(steps), house.tom, why="sold"))
    now = look_back(house.store, house.vault.id)
    assert [p.name for p in restoring.owners_of(before.store, now)] == ["Sam"]
    before.keyring = house.keyring
    back = before.again()
    assert adopt(back, secrets, master, house) == Adopted(later=2, new_master=True)
    assert code_of(unlocking.unlock(back.vault, back.sam, PASSPHRASES["sam"])) is Code.WRONG_KEY
    assert back.unlock("sam", NEW).owner
    make_kit(back)
    back.save(INSTAGRAM, "pw-2")
    assert not with_sam.reads(back, INSTAGRAM)


def test_50_a_spoilt_key_of_somebody_else_keeps_nobody_in(saving: VaultHouse) -> None:
    house = saving
    row = house.store.get(VaultWrap, wrap_id(WrapKind.PERSON, house.tom))
    assert row is not None
    leave(house, "maya")
    before, secrets, master = backup_of(house)
    assert adopt(before, secrets, master, house).kept_out == frozenset()


def test_50_who_only_needs_a_new_passphrase_keeps_the_rights(saving: VaultHouse) -> None:
    """The computer was lost, and there an older backup is restored once more."""
    house = saving
    house.second_owner()
    first, secrets, master = backup_of(house)
    adopt(first, secrets, master)
    second, secrets, master = backup_of(house)
    second.keyring = first.keyring
    second = second.again()
    assert adopt(second, secrets, master, first) == Adopted()
    assert right_of(second.store, INSTAGRAM, second.maya) is Right.USE
    now = look_back(first.store, first.vault.id)
    assert [p.name for p in restoring.owners_of(house.store, now)] == ["Sam", "Tom"]


def test_50_without_a_look_back_the_device_key_alone_locks_out(saving: VaultHouse) -> None:
    """Nothing is known of what was there: the device key that their slot names is gone."""
    house = saving
    before, secrets, master = backup_of(house)
    leave(house, "maya")
    for who in ("tom", "sam"):
        house.unlock(who)
    before.keyring = house.keyring
    back = before.again()
    adopt(back, secrets, master)
    steps = unlocking.unlock(back.vault, back.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED


def test_50_only_for_an_owner_and_only_with_this_vaults_key(saving: VaultHouse) -> None:
    there, secrets, master = backup_of(saving)
    steps = restoring.adopt(
        there.vault, master=master, secrets=secrets, person=there.maya, passphrase=NEW
    )
    assert code_of(steps) is Code.NOT_ALLOWED
    other = saving.sealing.new_key()
    assert refused(lambda: adopt(there, secrets, other)).code is Code.BACKUP_OTHER_VAULT
    assert there.keyring.kept == {}
    assert there.vault.opened is None


def test_50_a_record_that_is_not_whole(saving: VaultHouse) -> None:
    there, secrets, master = backup_of(saving)
    first = next(iter(secrets))
    broken = {**secrets, first: (*secrets[first], "one too many")}
    error = refused(lambda: adopt(there, broken, master))
    assert error.code is Code.BACKUP_DAMAGED
    assert there.vault.opened is None


def test_50_a_record_that_was_gone_stays_gone_and_the_others_come(saving: VaultHouse) -> None:
    saving.lose(INSTAGRAM)
    there, secrets, master = backup_of(saving)
    adopt(there, secrets, master)
    assert there.password(TIKTOK) == "pw-t"
    assert refused(lambda: there.password(INSTAGRAM)).code is Code.SECRET_MISSING
    there.save(INSTAGRAM, "pw-again")
    assert there.password(INSTAGRAM) == "pw-again"


def tried(
    house: VaultHouse, call: int, secrets: Mapping[str, tuple[str, ...]], master: Key
) -> Code | None:
    """How a restoring ends whose call of the keyring of that number fails."""
    house.keyring.break_at(call, Code.STORE_LOCKED)
    try:
        adopt(house, secrets, master)
    except ExpectedError as error:
        return error.code
    return None


def test_50_restoring_can_be_asked_for_again(saving: VaultHouse) -> None:
    saving.save(TIKTOK, "pw-t2")
    there, secrets, master = backup_of(saving)
    failed = 0
    while tried(there, failed, secrets, master) is not None:
        assert there.vault.opened is None
        failed += 1
    assert failed > 8, "one for each call"
    there.keyring.break_at(None)
    assert there.password(TIKTOK) == "pw-t2"
    run_here(records.tidy(there.vault))
    old = there.store.all(VaultOld)
    assert {f"{row.id}:1" for row in old} == there.expected_entries() - there.record_entries()
    there.unlock("sam", NEW)
    run_here(records.tidy(there.vault))
    assert len(there.device_entries()) == 1
