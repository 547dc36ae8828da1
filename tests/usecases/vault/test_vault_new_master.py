"""An owner leaves who could have copied everything: nothing that is saved since opens for them."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from carried_away import Thief
from hypothesis import given, settings
from hypothesis import strategies as st
from vault_house import (
    ACCOUNTS,
    INSTAGRAM,
    PASSPHRASES,
    TIKTOK,
    UnstretchedSealing,
    VaultHouse,
    code_of,
    empty_house,
    fresh_copy,
    make_kit,
    refused,
    set_up,
)

from smbsocial.app.paths import resources_folder
from smbsocial.domain.access_log import Broken, Detail, LogAction
from smbsocial.domain.business import Role
from smbsocial.domain.departures import Departure, DepartureLine, LeavingStep, LineState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId, PersonId
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import (
    MetaKey,
    Right,
    SlotKind,
    VaultMeta,
    VaultSecret,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.library.loader import FileLibrary
from smbsocial.usecases.steps import Steps, run_here
from smbsocial.usecases.vault import backups, departures, grants, records, setting_up, unlocking
from smbsocial.usecases.vault.keys import new_key_is_due
from smbsocial.usecases.vault.new_master import needing_passphrase
from smbsocial.usecases.vault.session import VaultState, meta, right_of, state, wrap_id
from smbsocial.usecases.vault.watching import look_at_whole_log
from smbsocial.vault.making import VaultMaking

SAMS = PASSPHRASES["sam"]
NEW = Secret("another one that nobody guesses")


@cache
def template() -> VaultHouse:
    """Sam and Tom are owners, Maya may see Instagram and use TikTok; the kit counts."""
    house = set_up(empty_house(FileLibrary(resources_folder() / "library"), UnstretchedSealing()))
    house.unlock("sam")
    house.second_owner()
    for account in ACCOUNTS:
        house.save(account, "pw-1")
    grants.grant(house.vault, INSTAGRAM, house.maya, Right.SEE)
    grants.grant(house.vault, TIKTOK, house.maya, Right.USE)
    unlocking.lock(house.vault)
    return house


@pytest.fixture
def owners() -> VaultHouse:
    """Sam is at work; Tom is an owner, too."""
    house = fresh_copy(template())
    house.code = template().code
    house.unlock("sam")
    return house


def leave(house: VaultHouse, passphrase: Secret[str] | None = SAMS) -> Steps[DepartureId]:
    return departures.start(house.vault, house.tom, house.sam, passphrase)


def thief(house: VaultHouse) -> Thief:
    there = house.copy()
    there.unlock("tom")
    return Thief(there, "tom")


def kit_line(house: VaultHouse) -> DepartureLine:
    (line,) = (row for row in house.store.all(DepartureLine) if row.step is LeavingStep.NEW_KIT)
    return line


def test_57_a_thief_who_never_left_opens_everything(owners: VaultHouse) -> None:
    """What the others prove is that this ends."""
    tom = thief(owners)
    owners.save(INSTAGRAM, "pw-2")
    assert set(tom.reads(owners)) == set(ACCOUNTS)
    assert tom.opens_backups(owners)
    assert tom.try_code(owners)


def test_57_an_owner_who_left_opens_nothing_that_was_saved_since(owners: VaultHouse) -> None:
    house = owners
    tom = thief(house)
    run_here(leave(house))
    assert tom.reads(house) == {}, "each record is sealed anew at the start already"
    assert not tom.opens_backups(house)
    make_kit(house)
    backups.choose_backup_folder(house.vault, "/usb")
    run_here(backups.back_up(house.vault))
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    house.save(INSTAGRAM, "pw-2")
    house.unlock("maya", NEW)
    run_here(records.save_password(house.vault, TIKTOK, Secret("pw-3")))
    assert tom.reads(house) == {}
    assert not tom.opens_backups(house)
    assert not tom.try_code(house)
    assert house.password(INSTAGRAM) == "pw-2"
    house.unlock("sam")
    assert house.password(TIKTOK) == "pw-3"
    run_here(records.tidy(house.vault))
    house.check_entries()


def test_57_only_the_owner_at_work_keeps_their_passphrase(owners: VaultHouse) -> None:
    house = owners
    run_here(leave(house))
    assert {slot.id for slot in house.store.all(VaultSlot)} == {f"owner:{house.sam}"}
    assert needing_passphrase(house.store) == {house.maya}
    assert state(house.store) is VaultState.KIT_OPEN
    steps = unlocking.unlock(house.vault, house.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED
    assert right_of(house.store, INSTAGRAM, house.maya) is Right.SEE, "rights stay"
    out = [e.about for e in house.log() if (e.action, e.detail) == (LogAction.REVOKE, Detail.SLOT)]
    assert out == [house.tom, house.maya]
    again = house.again()
    told = again.unlock("sam")
    assert told.log is not None
    assert told.log.broken is None, "the checkpoint is the new master key's"
    make_kit(again)
    run_here(grants.give_passphrase(again.vault, again.maya, NEW))
    assert needing_passphrase(again.store) == frozenset()
    again.unlock("maya", NEW)
    assert again.password(TIKTOK) == "pw-1"


def test_57_the_computers_login_still_opens_it(owners: VaultHouse) -> None:
    run_here(unlocking.put_login_slot(owners.vault))
    run_here(leave(owners))
    unlocking.lock(owners.vault)
    assert run_here(unlocking.unlock_with_login(owners.vault, owners.sam)).owner
    assert owners.password(INSTAGRAM) == "pw-1"


def test_57_it_takes_the_passphrase_of_the_owner_at_work(owners: VaultHouse) -> None:
    house = owners
    before = house.store.all(VaultWrap)
    assert refused(lambda: run_here(leave(house, None))).code is Code.EMPTY
    for _ in range(4):
        assert code_of(leave(house, PASSPHRASES["tom"])) is Code.WRONG_KEY
    assert house.log()[-1].action is LogAction.FAIL
    assert code_of(leave(house)) is Code.WAIT
    house.clock.go_on(minutes=5)
    house.vault.making = VaultMaking()
    run_here(grants.give_passphrase(house.vault, house.sam, NEW))
    assert house.store.all(VaultWrap) == before
    assert house.store.all(Departure) == ()
    run_here(leave(house, NEW))


def test_57_a_passphrase_that_would_not_be_taken_today_is_not_kept(owners: VaultHouse) -> None:
    weak = Secret("maya maya maya")
    run_here(grants.give_passphrase(owners.vault, owners.sam, weak))
    owners.vault.making = VaultMaking()
    assert code_of(leave(owners, weak)) is Code.PASSPHRASE_WEAK
    assert owners.store.all(Departure) == ()


def test_57_a_lock_on_the_way_ends_it(owners: VaultHouse) -> None:
    house = owners
    steps = leave(house)

    def to_the_end() -> None:
        work = next(steps)
        while True:
            unlocking.lock(house.vault)
            work = steps.send(work())

    assert refused(to_the_end).code is Code.VAULT_LOCKED
    assert house.store.all(Departure) == ()
    assert house.unlock("tom").owner


def test_57_staff_who_leave_leave_the_master_key_alone(owners: VaultHouse) -> None:
    house = owners
    public = meta(house.store, MetaKey.BACKUP_PUBLIC)
    run_here(departures.start(house.vault, house.maya, house.sam))
    assert meta(house.store, MetaKey.BACKUP_PUBLIC) == public
    assert state(house.store) is VaultState.READY
    assert house.unlock("tom").owner


def test_57_an_old_kit_that_was_only_made_counts_no_more(owners: VaultHouse) -> None:
    kit = run_here(setting_up.make_kit(owners.vault))
    run_here(leave(owners))
    typed = dict(enumerate(kit.code.reveal().split("-"), 1))
    error = refused(lambda: setting_up.confirm_kit(owners.vault, kit, typed))
    assert error.code is Code.NOT_ALLOWED
    assert state(owners.store) is VaultState.KIT_OPEN


def test_57_a_log_that_was_changed_is_not_made_good_by_it(owners: VaultHouse) -> None:
    house = owners
    box = meta(house.store, MetaKey.LOG_CHECKPOINT)
    assert box
    row = VaultMeta(MetaKey.LOG_CHECKPOINT.value, box[:-2] + ("00" if box[-2:] != "00" else "01"))
    house.changes.write(lambda tx, _ports: tx.put(row))
    run_here(leave(house))
    told = house.unlock("sam").log
    assert told is not None
    assert told.broken is Broken.MISSING


def test_57_spoilt_and_missing_keys_stand_in_nobodys_way(owners: VaultHouse) -> None:
    house = owners
    spoilt = house.store.get(VaultWrap, wrap_id(WrapKind.ACCOUNT, INSTAGRAM))
    assert spoilt is not None

    def spoil(tx: object, _ports: object) -> None:
        tx.put(replace(spoilt, box=spoilt.box[:-1] + bytes([spoilt.box[-1] ^ 1])))  # type: ignore[attr-defined]
        tx.remove(VaultWrap, wrap_id(WrapKind.ACCOUNT, TIKTOK))  # type: ignore[attr-defined]
        tx.remove(VaultWrap, wrap_id(WrapKind.PERSON, house.maya))  # type: ignore[attr-defined]

    run_here(grants.revoke(house.vault, TIKTOK, house.maya))
    house.keyring.break_at(0, Code.STORE_LOCKED)
    code_of(grants.renew_key(house.vault, TIKTOK))
    house.changes.write(spoil)
    run_here(leave(house))
    make_kit(house)
    for account in ACCOUNTS:
        house.save(account, "pw-2")
        assert house.password(account) == "pw-2"


def test_57_a_key_of_a_newer_program_is_not_thrown_away(owners: VaultHouse) -> None:
    house = owners
    row = house.store.get(VaultWrap, wrap_id(WrapKind.ACCOUNT, INSTAGRAM))
    assert row is not None
    newer = replace(row, box=row.box[:5] + b"\x09" + row.box[6:])
    house.changes.write(lambda tx, _ports: tx.put(newer))
    assert code_of(leave(house)) is Code.SECRET_TOO_NEW
    assert house.store.all(Departure) == ()


# The line for a new emergency kit


def test_the_kit_of_staff_who_leave_may_stay(owners: VaultHouse) -> None:
    house = owners
    departure = run_here(departures.start(house.vault, house.maya, house.sam))
    line = kit_line(house)
    assert line.state is LineState.OPEN
    open_before = departures.open_count(house.store, departure)

    def say(said: LineState) -> None:
        house.changes.write(departures.answer_line, line.id, by=house.sam, state=said)

    assert refused(lambda: say(LineState.DONE)).code is Code.NOT_ALLOWED, "it is made, not ticked"
    say(LineState.NOT_NEEDED)
    assert departures.open_count(house.store, departure) == open_before - 1
    say(LineState.OPEN)
    make_kit(house)
    made = kit_line(house)
    assert (made.state, made.by) == (LineState.DONE, house.sam)
    assert refused(lambda: say(LineState.OPEN)).code is Code.NOT_ALLOWED


def test_after_an_owner_the_kit_must_be_made(owners: VaultHouse) -> None:
    house = owners
    run_here(leave(house))
    line = kit_line(house)
    for said in (LineState.NOT_NEEDED, LineState.COULD_NOT):
        error = refused(
            lambda said=said: house.changes.write(
                departures.answer_line, line.id, by=house.sam, state=said, note="no paper"
            )
        )
        assert error.code is Code.NOT_ALLOWED
    make_kit(house)
    assert kit_line(house).state is LineState.DONE
    assert state(house.store) is VaultState.READY


def test_the_kit_comes_before_the_device_key(owners: VaultHouse) -> None:
    departure = run_here(departures.start(owners.vault, owners.maya, owners.sam))
    house_steps = [
        line.step for line in departures.lines_of(owners.store, departure) if line.account is None
    ]
    at = house_steps.index(LeavingStep.NEW_KIT)
    assert house_steps[at + 1] is LeavingStep.DEVICE_KEY


def test_without_a_vault_there_is_no_kit(bare: VaultHouse) -> None:
    run_here(departures.start(bare.vault, bare.maya, bare.sam))
    assert kit_line(bare).state is LineState.NOT_NEEDED


# Whatever fails on the way


FAULTS = st.one_of(
    st.tuples(st.just("keyring"), st.integers(0, 24)),
    st.tuples(st.just("disk"), st.integers(0, 8)),
    st.tuples(st.just("drop"), st.integers(0, 24)),
    st.just(("nothing", 0)),
)


@pytest.mark.slow
@given(
    fault=FAULTS,
    after=st.booleans(),
    alone=st.booleans(),
    takes=st.sets(st.sampled_from(ACCOUNTS)),
    saves=st.lists(st.sampled_from(ACCOUNTS), max_size=4),
)
@settings(settings.get_profile("house"), max_examples=15)
def test_57_whole_the_old_one_or_whole_the_new_one(
    fault: tuple[str, int], after: bool, alone: bool, takes: set[AccountId], saves: list[AccountId]
) -> None:
    house = fresh_copy(template())
    house.code = template().code
    house.unlock("sam")
    for account in sorted(takes):
        run_here(records.remove_record(house.vault, account))
    if alone:
        house.unlock("tom")
        run_here(unlocking.put_login_slot(house.vault))
        house.unlock("sam")
    tom = thief(house)
    before = {row.ref for row in house.store.all(VaultSecret)}
    with_fault(house, lambda: leave(house), fault, after=after)
    again = house.again()
    again.unlock("sam")
    if again.store.all(Departure):
        whole_new(again, tom, before, saves)
    else:
        whole_old(again)
    run_here(records.tidy(again.vault))
    again.check_entries()
    assert look_at_whole_log(again.vault).broken is None
    house.store.close()


def whole_new(house: VaultHouse, tom: Thief, before: set[bytes], saves: list[AccountId]) -> None:
    (row,) = house.store.all(Departure)
    assert before >= set(tom.reads(house).values()), "what was saved before, and nothing since"
    run_here(departures.renew_keys(house.vault, row.id))
    assert not any(new_key_is_due(house.store, r.id) for r in house.store.all(VaultSecret))
    assert tom.reads(house) == {}
    assert state(house.store) is VaultState.KIT_OPEN
    make_kit(house)
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    for number, account in enumerate(saves):
        house.save(account, f"pw-{number}")
    assert tom.reads(house) == {}
    assert not tom.opens_backups(house)
    assert not tom.try_code(house)
    house.unlock("maya", NEW)
    for account in (INSTAGRAM, TIKTOK):
        if house.store.get(VaultSecret, account) is not None:
            assert house.password(account)
    house.unlock("sam")


def whole_old(house: VaultHouse) -> None:
    assert state(house.store) is VaultState.READY
    assert needing_passphrase(house.store) == frozenset()
    for who in ("maya", "tom", "sam"):
        house.unlock(who)
    for row in house.store.all(VaultSecret):
        assert house.password(row.id) == "pw-1"
    unlocking.lock(house.vault)
    typed = house.code.reveal()
    assert run_here(unlocking.unlock_with_code(house.vault, house.sam, typed, SAMS)).owner


def with_fault(
    house: VaultHouse, begin: Callable[[], Steps[object]], fault: tuple[str, int], *, after: bool
) -> None:
    """Run it; keyring or disk fail at a call, or the program ends there."""
    where, at = fault
    if where == "keyring":
        house.keyring.break_at(at, Code.STORE_LOCKED, stays=True, after=after)
    elif where == "disk":
        house.store.break_at(at, Code.DISK_FULL, stays=after)
    steps = begin()
    try:
        work = next(steps)
        for _ in range(at if where == "drop" else 10_000):
            try:
                answer = work()
            except ExpectedError as error:
                work = steps.throw(error)
            else:
                work = steps.send(answer)
        steps.close()
    except (StopIteration, ExpectedError):
        pass
    finally:
        house.keyring.break_at(None)
        house.store.break_at(None)


def test_who_has_no_right_to_it_changes_nothing(owners: VaultHouse) -> None:
    owners.unlock("maya")
    assert code_of(leave(owners)) is Code.NOT_ALLOWED
    owners.unlock("sam")
    steps = departures.start(owners.vault, owners.sam, PersonId("ignored"), SAMS)
    assert code_of(steps) is Code.NOT_ALLOWED
    assert {s.kind for s in owners.store.all(VaultSlot)} >= {SlotKind.OWNER, SlotKind.STAFF}


def test_57_an_owner_whose_passphrase_is_taken_knows_nothing_either(owners: VaultHouse) -> None:
    house = owners
    tom = thief(house)
    assert code_of(grants.take_passphrase(house.vault, house.tom)) is Code.EMPTY
    run_here(grants.take_passphrase(house.vault, house.tom, SAMS))
    assert tom.reads(house) == {}
    assert not tom.opens_backups(house)
    assert needing_passphrase(house.store) == {house.maya}
    make_kit(house)
    house.save(INSTAGRAM, "pw-2")
    assert tom.reads(house) == {}
    told = house.unlock("sam").log
    assert told is not None
    assert told.broken is None
    run_here(records.tidy(house.vault))
    house.check_entries()


def test_57_the_next_owner_goes_before_the_kit_is_made(owners: VaultHouse) -> None:
    house = owners
    run_here(leave(house))
    house.change_role("maya", Role.OWNER)
    public = meta(house.store, MetaKey.BACKUP_PUBLIC)
    owner = replace(house.store.all(VaultSlot)[0], id=f"owner:{house.maya}", person=house.maya)
    house.changes.write(lambda tx, _ports: tx.put(owner))
    run_here(departures.start(house.vault, house.maya, house.sam, SAMS))
    assert meta(house.store, MetaKey.BACKUP_PUBLIC) != public
    assert state(house.store) is VaultState.KIT_OPEN
    make_kit(house)
    assert house.unlock("sam").owner
