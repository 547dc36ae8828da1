"""Who gets in, with what, and what happens to the keys of this computer on the way."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from house import NOW
from vault_house import INSTAGRAM, PASSPHRASES, VaultHouse, code_of, refused

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, SlotKind, VaultMeta, VaultSlot
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.steps import Steps, run_here
from smbsocial.usecases.vault import grants, setting_up, unlocking
from smbsocial.usecases.vault.devices import newest_device
from smbsocial.usecases.vault.session import meta, put_meta, slot_of

WRONG = Secret("not the passphrase at all")
NEW = Secret("another one that nobody guesses")


def test_the_right_passphrase_opens_and_is_logged(real: VaultHouse) -> None:
    found = real.unlock("sam")
    assert (found.person, found.owner, found.logged) == (real.sam, True, True)
    assert found.log is not None
    assert found.log.broken is None
    found = real.unlock("maya")
    assert (found.person, found.owner, found.log) == (real.maya, False, None)
    assert real.actions()[-3:] == [LogAction.UNLOCK, LogAction.LOCK, LogAction.UNLOCK]


def test_a_wrong_passphrase_opens_nothing_and_is_logged(real: VaultHouse) -> None:
    steps = unlocking.unlock(real.vault, real.sam, PASSPHRASES["maya"])
    assert code_of(steps) is Code.WRONG_KEY
    assert real.vault.opened is None
    assert refused(real.vault.unlocked).code is Code.VAULT_LOCKED
    assert refused(real.vault.master).code is Code.VAULT_LOCKED
    assert real.log()[-1].action is LogAction.FAIL


def test_nobody_gets_in_who_has_no_slot(locked: VaultHouse) -> None:
    nobody = PersonId("nobody")
    assert code_of(unlocking.unlock(locked.vault, nobody, WRONG)) is Code.NOT_ALLOWED
    assert code_of(unlocking.unlock_with_login(locked.vault, locked.sam)) is Code.NOT_ALLOWED
    steps = unlocking.unlock_with_code(locked.vault, locked.maya, locked.code.reveal(), NEW)
    assert code_of(steps) is Code.NOT_ALLOWED


def test_without_a_vault_nobody_gets_in(bare: VaultHouse) -> None:
    assert unlocking.openers(bare.store) == ()
    assert code_of(unlocking.unlock(bare.vault, bare.sam, WRONG)) is Code.NOT_ALLOWED
    steps = unlocking.unlock_with_code(bare.vault, bare.sam, "x", NEW)
    assert code_of(steps) is Code.VAULT_NOT_SET_UP


def test_openers_are_owners_first(open_house: VaultHouse) -> None:
    house = open_house
    assert [o.person.name for o in unlocking.openers(house.store)] == ["Sam", "Maya", "Tom"]
    house.second_owner()
    run_here(unlocking.put_login_slot(house.vault))
    found = unlocking.openers(house.store)
    assert [(o.person.name, o.owner, o.login_alone) for o in found] == [
        ("Sam", True, True),
        ("Tom", True, False),
        ("Maya", False, False),
    ]


def test_43_twenty_wrong_passphrases_are_slow_and_shut_nobody_out(locked: VaultHouse) -> None:
    house, waited = locked, []
    for _ in range(20):
        steps = unlocking.unlock(house.vault, house.sam, WRONG)
        error = refused(lambda steps=steps: run_here(steps))
        if error.code is Code.WAIT:
            seconds = error.facts["seconds"]
            assert isinstance(seconds, int)
            waited.append(seconds)
            assert str(seconds) not in str(error)
            house.clock.go_on(seconds=seconds - 1)
            again = unlocking.unlock(house.vault, house.sam, PASSPHRASES["sam"])
            assert code_of(again) is Code.WAIT, "not even the right one before its time"
            house.clock.go_on(seconds=1)
            steps = unlocking.unlock(house.vault, house.sam, WRONG)
            error = refused(lambda steps=steps: run_here(steps))
        assert error.code is Code.WRONG_KEY
    assert waited[:6] == [2, 4, 8, 16, 32, 60]
    assert set(waited[6:]) == {60}
    assert unlocking.seconds_to_wait(house.vault, house.maya) == 0
    house.clock.go_on(seconds=60)
    assert house.unlock("sam").owner
    assert unlocking.seconds_to_wait(house.vault, house.sam) == 0
    assert house.actions().count(LogAction.FAIL) == 20


def test_43_a_hundred_wrong_ones_still_cost_a_minute(locked: VaultHouse) -> None:
    for _ in range(100):
        locked.clock.go_on(seconds=60)
        assert code_of(unlocking.unlock(locked.vault, locked.sam, WRONG)) is Code.WRONG_KEY
    assert unlocking.seconds_to_wait(locked.vault, locked.sam) == 60


def test_43_a_clock_put_back_shuts_nobody_out(locked: VaultHouse) -> None:
    """Wrong tries while the clock was years ahead, then it is put right."""
    house = locked
    house.clock.instant = NOW + timedelta(days=20_000)
    for _ in range(6):
        house.clock.go_on(seconds=60)
        assert code_of(unlocking.unlock(house.vault, house.sam, WRONG)) is Code.WRONG_KEY
    house.clock.instant = NOW
    # One try comes of it, and not one more.
    assert code_of(unlocking.unlock(house.vault, house.sam, WRONG)) is Code.WRONG_KEY
    assert code_of(unlocking.unlock(house.vault, house.sam, WRONG)) is Code.WAIT
    house.clock.go_on(seconds=60)
    assert house.unlock("sam").owner


def test_43_wrong_codes_are_logged_and_the_passphrase_waits_for_them(locked: VaultHouse) -> None:
    """Nobody guesses a code of 130 bits, so the next code is not kept waiting."""
    other = "000G-40R4-0M30-E209-185G-R38E-1WB9"
    for _ in range(4):
        steps = unlocking.unlock_with_code(locked.vault, locked.sam, other, NEW)
        assert code_of(steps) is Code.WRONG_KEY
    last = locked.log()[-1]
    assert (last.action, last.detail) == (LogAction.FAIL, Detail.RECOVERY)
    error = refused(lambda: locked.unlock("sam"))
    assert (error.code, error.facts["seconds"]) == (Code.WAIT, 2)
    right = locked.code.reveal()
    assert run_here(unlocking.unlock_with_code(locked.vault, locked.sam, right, NEW)).owner


@pytest.mark.parametrize("log", ["not_written", "not_read"])
def test_43_wrong_ones_cost_a_pause_where_no_log_tells_of_them(
    locked: VaultHouse, log: str
) -> None:
    house = locked
    if log == "not_read":
        spoil_an_entry(house)
    else:
        house.store.break_at(0, Code.DATABASE_READ_ONLY, stays=True)
    for _ in range(4):
        assert code_of(unlocking.unlock(house.vault, house.sam, WRONG)) is Code.WRONG_KEY
    assert code_of(unlocking.unlock(house.vault, house.sam, PASSPHRASES["sam"])) is Code.WAIT
    assert unlocking.seconds_to_wait(house.vault, house.maya) == 0, "each has tries of their own"
    for _ in range(20):
        house.clock.go_on(seconds=60)
        assert code_of(unlocking.unlock(house.vault, house.sam, WRONG)) is Code.WRONG_KEY
    assert unlocking.seconds_to_wait(house.vault, house.sam) == 60, "never longer"
    house.clock.go_on(seconds=60)
    house.store.break_at(None)
    assert house.unlock("sam").owner
    assert unlocking.seconds_to_wait(house.vault, house.sam) == 0


def spoil_an_entry(house: VaultHouse) -> None:
    """Somebody wrote what is no entry below good ones: more are taken, and none can be read."""
    connection = house.store._link.connection
    connection.execute("DROP TRIGGER access_log_keeps_words")
    connection.execute(
        "UPDATE access_log SET action = 'nothing we know' WHERE person = ? AND seq ="
        " (SELECT max(seq) FROM access_log WHERE person = ? AND seq <"
        " (SELECT max(seq) FROM access_log))",
        (house.sam, house.sam),
    )


def test_a_typing_error_in_the_code_is_no_wrong_try(locked: VaultHouse) -> None:
    code = locked.code.reveal()
    spoilt = code[:-1] + ("0" if code[-1] != "0" else "2")
    steps = unlocking.unlock_with_code(locked.vault, locked.sam, spoilt, NEW)
    assert code_of(steps) is Code.CODE_TYPO
    assert LogAction.FAIL not in locked.actions()


def test_47_without_the_device_key_only_the_kit_opens(real: VaultHouse) -> None:
    real.unlock("sam")
    real.save(INSTAGRAM, "pw-1")
    there = real.another_computer()
    for who in ("sam", "maya"):
        steps = unlocking.unlock(there.vault, there.people[who], PASSPHRASES[who])
        assert code_of(steps) is Code.SECRET_MISSING
    assert there.vault.opened is None
    code = there.code.reveal().replace("-", " ").lower()
    found = run_here(unlocking.unlock_with_code(there.vault, there.sam, code, NEW))
    assert found.owner
    assert found.log is not None
    assert found.log.broken is None
    assert refused(lambda: there.password(INSTAGRAM)).code is Code.SECRET_MISSING
    assert there.unlock("sam", NEW).owner
    there.clock.go_on(minutes=2)
    unlocking.lock(there.vault)
    steps = unlocking.unlock(there.vault, there.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.WRONG_KEY, "the old passphrase went with the old slot"
    last = [e for e in there.log() if e.action is LogAction.UNLOCK][-2]
    assert last.detail is Detail.RECOVERY


def test_47_a_device_key_that_was_edited_is_damaged(locked: VaultHouse) -> None:
    (name,) = locked.keyring.kept
    locked.keyring.kept[name] = locked.keyring.kept[name][:-4] + "AAAA"
    steps = unlocking.unlock(locked.vault, locked.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.SECRET_DAMAGED


def test_48_the_code_of_another_vault_opens_nothing(locked: VaultHouse, bare: VaultHouse) -> None:
    run_here(setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"]))
    kit = run_here(setting_up.make_kit(bare.vault))
    setting_up.confirm_kit(bare.vault, kit, dict(enumerate(kit.code.reveal().split("-"), 1)))
    before = locked.store.all(VaultSlot)
    steps = unlocking.unlock_with_code(locked.vault, locked.sam, kit.code.reveal(), NEW)
    assert code_of(steps) is Code.WRONG_KEY
    assert locked.store.all(VaultSlot) == before
    assert locked.vault.opened is None


@pytest.mark.parametrize("code", [Code.NO_MEMORY, Code.SECRET_DAMAGED, Code.SECRET_TOO_NEW])
def test_a_slot_that_does_not_open_for_another_reason_is_no_wrong_try(
    locked: VaultHouse, code: Code
) -> None:
    class Failing(type(locked.sealing)):  # type: ignore[misc]
        def open_slot(self, *_: object, **__: object) -> None:
            raise ExpectedError(code)

        open_recovery = open_slot

    locked.vault.sealing = Failing()
    for steps in (
        unlocking.unlock(locked.vault, locked.sam, PASSPHRASES["sam"]),
        unlocking.unlock_with_code(locked.vault, locked.sam, locked.code.reveal(), NEW),
    ):
        assert code_of(steps) is code
    assert LogAction.FAIL not in locked.actions()


def test_the_code_gives_an_owner_a_new_passphrase_here(open_house: VaultHouse) -> None:
    house = open_house
    run_here(unlocking.put_login_slot(house.vault))
    house.save(INSTAGRAM, "pw-1")
    before = house.device_entries()
    unlocking.lock(house.vault)
    run_here(unlocking.unlock_with_code(house.vault, house.sam, house.code.reveal(), NEW))
    assert house.password(INSTAGRAM) == "pw-1"
    assert house.unlock("maya").person == house.maya, "whose slot is as it was before"
    assert house.unlock("sam", NEW).owner
    unlocking.lock(house.vault)
    assert run_here(unlocking.unlock_with_login(house.vault, house.sam)).owner
    run_here(unlocking.unlock(house.vault, house.tom, PASSPHRASES["tom"]))
    assert not before & house.device_entries(), "the last that named it was Tom"
    house.check_entries()


@pytest.mark.parametrize("way", ["passphrase", "login", "code"])
def test_another_keyring_than_the_one_it_lies_in(open_house: VaultHouse, way: str) -> None:
    house = open_house
    run_here(unlocking.put_login_slot(house.vault))
    unlocking.lock(house.vault)
    house.keyring.backend = "something else"
    steps = {
        "passphrase": unlocking.unlock(house.vault, house.sam, PASSPHRASES["sam"]),
        "login": unlocking.unlock_with_login(house.vault, house.sam),
        "code": unlocking.unlock_with_code(house.vault, house.sam, house.code.reveal(), NEW),
    }[way]
    error = refused(lambda: run_here(steps))
    assert error.code is Code.STORE_OTHER
    assert error.facts == {"expected": "memory", "found": "something else"}
    assert house.vault.opened is None


@pytest.mark.parametrize("code", [Code.STORE_LOCKED, Code.NO_STORE, Code.STORE_SILENT])
def test_a_keyring_that_does_not_answer_is_no_wrong_try(locked: VaultHouse, code: Code) -> None:
    for call in (0, 1):
        locked.keyring.break_at(call, code)
        steps = unlocking.unlock(locked.vault, locked.sam, PASSPHRASES["sam"])
        assert code_of(steps) is code
    assert LogAction.FAIL not in locked.actions()
    assert locked.unlock("sam").owner


def test_the_code_needs_a_keyring_that_writes(locked: VaultHouse) -> None:
    locked.keyring.break_at(2)
    steps = unlocking.unlock_with_code(locked.vault, locked.sam, locked.code.reveal(), NEW)
    assert code_of(steps) is Code.STORE_REFUSED
    assert locked.vault.opened is None
    assert locked.unlock("sam").owner, "and the passphrase is the old one"


def test_58_locking_forgets_the_keys_and_says_why(open_house: VaultHouse) -> None:
    vault = open_house.vault
    for detail in (Detail.IDLE, Detail.LEFT_DESK, Detail.NONE):
        open_house.unlock("sam")
        unlocking.lock(vault, detail)
        assert vault.opened is None
        last = open_house.log()[-1]
        assert (last.action, last.detail, last.person) == (LogAction.LOCK, detail, open_house.sam)
    count = len(open_house.log())
    unlocking.lock(vault)
    assert len(open_house.log()) == count


def test_58_locking_needs_no_disk(open_house: VaultHouse) -> None:
    open_house.store.break_at(0, stays=True)
    unlocking.lock(open_house.vault)
    assert open_house.vault.opened is None


def test_58_a_bug_in_the_log_still_locks(open_house: VaultHouse) -> None:
    open_house.store.break_at(0, Code.BAD_TEXT)
    assert refused(lambda: unlocking.lock(open_house.vault)).code is Code.BAD_TEXT
    assert open_house.vault.opened is None


@pytest.mark.parametrize("way", ["passphrase", "login", "code"])
def test_58_the_screen_was_locked_while_somebody_unlocked(open_house: VaultHouse, way: str) -> None:
    house = open_house
    run_here(unlocking.put_login_slot(house.vault))
    unlocking.lock(house.vault)
    steps = {
        "passphrase": unlocking.unlock(house.vault, house.sam, PASSPHRASES["sam"]),
        "login": unlocking.unlock_with_login(house.vault, house.sam),
        "code": unlocking.unlock_with_code(house.vault, house.sam, house.code.reveal(), NEW),
    }[way]
    first = next(steps)

    def after_a_lock() -> None:
        unlocking.lock(house.vault)
        work = first
        while True:
            work = steps.send(work())

    assert refused(after_a_lock).code is Code.VAULT_LOCKED
    assert house.vault.opened is None


def test_staff_who_write_owner_into_the_database_are_none(locked: VaultHouse) -> None:
    """Else their key would be in the next kit, and behind the owners' passphrases."""
    house = locked
    before = {row.id: row.value for row in house.store.all(VaultMeta)}
    slot = slot_of(house.store, SlotKind.STAFF, house.maya)
    assert slot is not None

    def call_her_owner(tx: Tx, _ports: Ports) -> None:
        tx.remove(VaultSlot, slot.id)
        tx.put(replace(slot, id=f"owner:{house.maya}", kind=SlotKind.OWNER))

    house.changes.write(call_her_owner)
    steps = unlocking.unlock(house.vault, house.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.SECRET_DAMAGED
    assert house.vault.opened is None
    assert {row.id: row.value for row in house.store.all(VaultMeta)} == before
    assert house.unlock("sam").owner


@pytest.mark.parametrize("way", ["passphrase", "login", "code"])
def test_58_a_lock_at_any_moment_of_an_unlock_ends_it(open_house: VaultHouse, way: str) -> None:
    house = open_house
    run_here(unlocking.put_login_slot(house.vault))
    run_here(grants.renew_device_key(house.vault))  # so that the slots are made anew, too
    before = house.store.all(VaultSlot)
    for yields in range(1, 20):
        unlocking.lock(house.vault)
        steps = {
            "passphrase": lambda: unlocking.unlock(house.vault, house.sam, PASSPHRASES["sam"]),
            "login": lambda: unlocking.unlock_with_login(house.vault, house.sam),
            "code": lambda: unlocking.unlock_with_code(
                house.vault, house.sam, house.code.reveal(), NEW
            ),
        }[way]()
        unlocks = house.actions().count(LogAction.UNLOCK)
        try:
            work = next(steps)
            for _ in range(yields - 1):
                work = steps.send(work())
        except StopIteration:
            break  # that was all of it
        unlocking.lock(house.vault)

        def to_the_end(work: Callable[[], object] = work, steps: Steps[object] = steps) -> None:
            while True:
                work = steps.send(work())

        assert refused(to_the_end).code is Code.VAULT_LOCKED, yields
        assert house.vault.opened is None
        if house.actions().count(LogAction.UNLOCK) == unlocks:
            assert house.store.all(VaultSlot) == before, "no passphrase is new without a trace"
        before = house.store.all(VaultSlot)
    assert yields > 2


def test_this_login_alone_opens_without_a_passphrase(open_house: VaultHouse) -> None:
    house = open_house
    house.save(INSTAGRAM, "pw-1")
    run_here(unlocking.put_login_slot(house.vault))
    last = house.log()[-1]
    assert (last.action, last.detail) == (LogAction.GRANT, Detail.LOGIN_ALONE)
    unlocking.lock(house.vault)
    found = run_here(unlocking.unlock_with_login(house.vault, house.sam))
    assert (found.person, found.owner) == (house.sam, True)
    assert house.password(INSTAGRAM) == "pw-1"
    assert house.log()[-2].detail is Detail.LOGIN_ALONE
    unlocking.drop_login_slot(house.vault)
    unlocking.drop_login_slot(house.vault)
    last = house.log()[-1]
    assert (last.action, last.detail) == (LogAction.REVOKE, Detail.LOGIN_ALONE)
    unlocking.lock(house.vault)
    assert code_of(unlocking.unlock_with_login(house.vault, house.sam)) is Code.NOT_ALLOWED
    assert house.unlock("sam").owner


def test_57_an_old_copy_opens_nothing_by_itself_once_the_login_is_not_alone(
    open_house: VaultHouse,
) -> None:
    house = open_house
    run_here(unlocking.put_login_slot(house.vault))
    there = house.copy()
    unlocking.lock(house.vault)
    run_here(unlocking.unlock_with_login(house.vault, house.sam))
    run_here(grants.end_login_alone(house.vault))
    for who in PASSPHRASES:
        house.unlock(who)
    there.keyring.kept.clear()
    there.keyring.kept.update(house.keyring.kept)
    steps = unlocking.unlock_with_login(there.vault, house.sam)
    assert code_of(steps) is Code.SECRET_MISSING
    house.check_entries()


def test_the_login_is_not_alone_any_more_whatever_the_keyring_says(open_house: VaultHouse) -> None:
    house = open_house
    run_here(unlocking.put_login_slot(house.vault))
    house.keyring.break_at(0, Code.STORE_LOCKED)
    assert code_of(grants.end_login_alone(house.vault)) is Code.STORE_LOCKED
    unlocking.lock(house.vault)
    assert code_of(unlocking.unlock_with_login(house.vault, house.sam)) is Code.NOT_ALLOWED
    house.unlock("maya")
    assert code_of(grants.end_login_alone(house.vault)) is Code.NOT_ALLOWED


def test_this_login_alone_is_for_owners(locked: VaultHouse) -> None:
    locked.unlock("maya")
    assert code_of(unlocking.put_login_slot(locked.vault)) is Code.NOT_ALLOWED
    assert refused(lambda: unlocking.drop_login_slot(locked.vault)).code is Code.NOT_ALLOWED
    unlocking.lock(locked.vault)
    assert code_of(unlocking.put_login_slot(locked.vault)) is Code.VAULT_LOCKED


def devices(house: VaultHouse) -> dict[str, str]:
    return {slot.id: slot.device for slot in house.store.all(VaultSlot) if slot.device}


def test_a_new_device_key_disturbs_nobody_and_the_old_one_goes(open_house: VaultHouse) -> None:
    house = open_house
    house.second_owner()
    for who in ("maya", "tom", "sam"):
        house.unlock(who)
    run_here(unlocking.put_login_slot(house.vault))
    (old,) = house.device_entries()
    run_here(grants.renew_device_key(house.vault))
    newest = meta(house.store, MetaKey.DEVICE) or ""
    assert house.device_entries() == {old, newest}
    assert set(devices(house).values()) == {old}
    house.unlock("maya")
    house.unlock("tom")
    assert old in house.device_entries(), "Sam's two slots still name it"
    unlocking.lock(house.vault)
    run_here(unlocking.unlock_with_login(house.vault, house.sam))
    assert devices(house)[f"login:{house.sam}"] == newest
    assert old in house.device_entries(), "a login alone cannot make the passphrase's slot"
    house.unlock("sam")
    assert house.device_entries() == {newest}
    assert set(devices(house).values()) == {newest}
    for who in ("maya", "tom", "sam"):
        house.unlock(who)
    unlocking.lock(house.vault)
    assert run_here(unlocking.unlock_with_login(house.vault, house.sam)).owner
    house.check_entries()


def test_the_passphrase_makes_the_login_slot_anew_too(open_house: VaultHouse) -> None:
    house = open_house
    for who in ("maya", "tom"):
        run_here(grants.take_passphrase(house.vault, house.people[who]))
    house.unlock("sam")
    run_here(unlocking.put_login_slot(house.vault))
    (old,) = house.device_entries()
    run_here(grants.renew_device_key(house.vault))
    house.unlock("sam")
    assert old not in house.device_entries()
    house.check_entries()


def test_device_keys_that_nobody_ever_used_go_too(open_house: VaultHouse) -> None:
    house = open_house
    for _ in range(3):
        run_here(grants.renew_device_key(house.vault))
    assert len(house.device_entries()) == 2
    house.check_entries()


@pytest.mark.parametrize("call", range(6))
def test_an_unlock_holds_when_the_new_device_key_makes_trouble(
    open_house: VaultHouse, call: int
) -> None:
    house = open_house
    house.save(INSTAGRAM, "pw-1")
    run_here(grants.renew_device_key(house.vault))
    house.keyring.break_at(2 + call, Code.STORE_LOCKED)
    assert house.unlock("sam").owner
    house.keyring.break_at(None)
    assert house.password(INSTAGRAM) == "pw-1"
    assert house.unlock("sam").owner
    assert house.unlock("maya").person == house.maya


@pytest.mark.parametrize("commit", range(3))
def test_an_unlock_holds_when_the_disk_makes_trouble(open_house: VaultHouse, commit: int) -> None:
    house = open_house
    for who in ("maya", "tom"):
        run_here(grants.take_passphrase(house.vault, house.people[who]))
    run_here(unlocking.put_login_slot(house.vault))
    run_here(grants.renew_device_key(house.vault))
    unlocking.lock(house.vault)
    house.store.break_at(2 + commit)  # checkpoint and log go well
    run_here(unlocking.unlock(house.vault, house.sam, PASSPHRASES["sam"]))
    house.store.break_at(None)
    assert house.unlock("sam").owner
    unlocking.lock(house.vault)
    assert run_here(unlocking.unlock_with_login(house.vault, house.sam)).owner
    house.check_entries()


def test_a_newest_device_key_that_is_gone_gets_a_successor(open_house: VaultHouse) -> None:
    house = open_house
    run_here(grants.renew_device_key(house.vault))
    newest = meta(house.store, MetaKey.DEVICE)
    for name in [name for name in house.keyring.kept if name[0].endswith(str(newest))]:
        del house.keyring.kept[name]
    assert house.unlock("sam").owner
    assert meta(house.store, MetaKey.DEVICE) != newest
    assert slot_of(house.store, SlotKind.OWNER, house.sam).device == meta(  # type: ignore[union-attr]
        house.store, MetaKey.DEVICE
    )
    assert house.unlock("maya").person == house.maya
    house.keyring.break_at(0, Code.STORE_LOCKED)
    assert code_of(newest_device(house.vault)) is Code.STORE_LOCKED


def test_a_bug_in_putting_the_backup_key_right_is_not_hidden(locked: VaultHouse) -> None:
    locked.changes.write(lambda tx, ports: put_meta(tx, MetaKey.BACKUP_PUBLIC, "00" * 32))
    locked.store.break_at(0, Code.BAD_TEXT)
    steps = unlocking.unlock(locked.vault, locked.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.BAD_TEXT
    assert locked.vault.opened is None


@pytest.mark.parametrize("commit", range(6))
def test_a_new_passphrase_comes_with_its_log_row_or_not_at_all(
    locked: VaultHouse, commit: int
) -> None:
    """Whichever commit fails, the passphrase is new only if the log tells of it."""
    before = slot_of(locked.store, SlotKind.OWNER, locked.sam)
    locked.store.break_at(commit, stays=True)
    steps = unlocking.unlock_with_code(locked.vault, locked.sam, locked.code.reveal(), NEW)
    with suppress(ExpectedError):
        run_here(steps)
    locked.store.break_at(None)
    told = locked.log()[-1].detail is Detail.RECOVERY
    assert (slot_of(locked.store, SlotKind.OWNER, locked.sam) != before) is told


def test_whoever_is_at_work_proves_that_they_know_the_passphrase(kept: VaultHouse) -> None:
    for name in ("sam", "maya"):
        kept.unlock(name)
        run_here(unlocking.prove_passphrase(kept.vault, PASSPHRASES[name]))
        assert code_of(unlocking.prove_passphrase(kept.vault, WRONG)) is Code.WRONG_KEY
        assert kept.log()[-1].action is LogAction.FAIL
        assert kept.log()[-1].person == kept.people[name]
        assert kept.vault.opened is not None, "it stays open"
    for _ in range(9):
        code_of(unlocking.prove_passphrase(kept.vault, WRONG))
    assert code_of(unlocking.prove_passphrase(kept.vault, PASSPHRASES["maya"])) is Code.WAIT
    kept.clock.go_on(minutes=2)
    unlocking.lock(kept.vault)
    assert code_of(unlocking.prove_passphrase(kept.vault, WRONG)) is Code.VAULT_LOCKED


def test_a_passphrase_that_was_taken_away_meanwhile_proves_nothing(kept: VaultHouse) -> None:
    kept.unlock("maya")
    slot = slot_of(kept.store, SlotKind.STAFF, kept.maya)
    assert slot is not None
    kept.changes.write(lambda tx, _ports: tx.remove(VaultSlot, slot.id))
    steps = unlocking.prove_passphrase(kept.vault, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED
