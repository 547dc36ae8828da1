"""Somebody leaves: out at once, everything on a list, and nothing that stands in the way of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from house import NOW
from vault_house import (
    ACCOUNTS,
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
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Role
from smbsocial.domain.departures import (
    BY_ITSELF,
    Departure,
    DepartureLine,
    LeavingStep,
    LineState,
)
from smbsocial.domain.errors import Code
from smbsocial.domain.ids import AccountId, DepartureId, PersonId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, Right, SlotKind, VaultSlot, VaultWrap
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import (
    backups,
    departures,
    grants,
    records,
    unlocking,
)
from smbsocial.usecases.vault.keys import grants_of, new_key_is_due
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import meta, right_of

ENDED = frozenset({LeavingStep.DEVICE_KEY, LeavingStep.BACKUP})
NEW = Secret("another one that nobody guesses")


@pytest.fixture
def leaving(kept: VaultHouse) -> VaultHouse:
    """Sam is at work; TikTok and the mailbox are kept too, and Maya has used Instagram."""
    for account in (TIKTOK, MAILBOX):
        kept.save(account, "pw-1")
    kept.unlock("maya")
    kept.password(INSTAGRAM)
    kept.unlock("sam")
    return kept


def start(house: VaultHouse, person: PersonId | None = None) -> DepartureId:
    typed = PASSPHRASES["sam"]
    return run_here(departures.start(house.vault, person or house.maya, house.sam, typed))


def states(house: VaultHouse, departure: DepartureId) -> dict[tuple[str, LeavingStep], LineState]:
    return {
        (line.account or "", line.step): line.state
        for line in departures.lines_of(house.store, departure)
    }


def answer_all(
    house: VaultHouse, departure: DepartureId, state: LineState = LineState.DONE
) -> None:
    """Tick everything that a person ticks; a new kit is not needed."""
    for line in departures.lines_of(house.store, departure):
        if line.state is LineState.OPEN and line.step not in BY_ITSELF:
            kit = line.step is LeavingStep.NEW_KIT
            said = LineState.NOT_NEEDED if kit else LineState.DONE
            house.changes.write(departures.answer_line, line.id, by=house.sam, state=said)


def test_57_out_at_once_and_everything_on_the_list(leaving: VaultHouse) -> None:
    house = leaving
    copy = Copy(house, "maya")
    departure = start(house)
    steps = unlocking.unlock(house.vault, house.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED
    assert right_of(house.store, INSTAGRAM, house.maya) is None
    assert not [s for s in house.store.all(VaultSlot) if s.person == house.maya]
    row = house.store.get(Departure, departure)
    assert row == Departure(departure, house.maya, NOW, house.sam)
    found = states(house, departure)
    assert found["", LeavingStep.LOCKED] is LineState.DONE
    assert found[INSTAGRAM, LeavingStep.PASSWORD] is LineState.OPEN
    assert found[INSTAGRAM, LeavingStep.NEW_KEY] is LineState.DONE
    assert (TIKTOK, LeavingStep.NEW_KEY) not in found, "which was never hers"
    for step in ENDED | {LeavingStep.COMPUTER_LOGIN, LeavingStep.BROWSERS}:
        assert found["", step] is LineState.OPEN
    assert not copy.reads(house, INSTAGRAM)
    house.save(INSTAGRAM, "pw-2")
    assert not copy.reads(house, INSTAGRAM)
    house.unlock("tom")
    assert house.password(INSTAGRAM) == "pw-2"
    told = [(e.action, e.detail) for e in house.log() if e.about == house.maya]
    assert told[-2:] == [
        (LogAction.REVOKE, Detail.SLOT),
        (LogAction.OFF_BOARD, Detail.STARTED),
    ]
    house.check_entries()


def test_lines_come_in_the_order_of_the_design(leaving: VaultHouse) -> None:
    lines = departures.lines_of(leaving.store, start(leaving))
    order = list(LeavingStep)
    places = [order.index(line.step) for line in lines]
    assert places == sorted(places)
    assert lines[0].step is LeavingStep.LOCKED
    assert len({line.id for line in lines}) == len(lines)


@pytest.mark.parametrize("code", [Code.STORE_REFUSED, Code.STORE_SILENT, Code.NO_STORE])
@pytest.mark.parametrize("call", range(4))
def test_57_whatever_the_keyring_says(leaving: VaultHouse, call: int, code: Code) -> None:
    house = leaving
    grants.grant(house.vault, TIKTOK, house.maya, Right.SEE)
    copy = Copy(house, "maya")
    house.keyring.break_at(call, code, stays=True)
    assert code_of(departures.start(house.vault, house.maya, house.sam)) is code
    house.keyring.break_at(None)
    steps = unlocking.unlock(house.vault, house.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED
    (row,) = house.store.all(Departure)
    assert states(house, row.id)[INSTAGRAM, LeavingStep.NEW_KEY] is LineState.OPEN
    house.unlock("tom")
    run_here(records.save_password(house.vault, INSTAGRAM, Secret("pw-2")))
    assert not copy.reads(house, INSTAGRAM), "staff save under the new key too"
    assert states(house, row.id)[INSTAGRAM, LeavingStep.NEW_KEY] is LineState.DONE
    assert states(house, row.id)[INSTAGRAM, LeavingStep.PASSWORD] is LineState.DONE
    house.unlock("sam")
    run_here(departures.renew_keys(house.vault, row.id))
    assert states(house, row.id)[TIKTOK, LeavingStep.NEW_KEY] is LineState.DONE
    assert not copy.reads(house, TIKTOK)
    assert house.password(TIKTOK) == "pw-1"
    run_here(records.tidy(house.vault))
    house.check_entries()


@pytest.mark.parametrize("commit", range(3))
def test_57_all_of_it_or_nothing_when_the_disk_fails(leaving: VaultHouse, commit: int) -> None:
    house = leaving
    copy = Copy(house, "maya")
    house.store.break_at(commit)
    assert refused(lambda: start(house)).code is Code.DISK_FULL
    begun = house.store.all(Departure)
    assert bool(begun) == (commit > 0)
    if begun:
        assert grants_of(house.store, house.maya) == ()
        house.save(INSTAGRAM, "pw-2")
        assert not copy.reads(house, INSTAGRAM)
    else:
        house.unlock("maya")
        assert house.password(INSTAGRAM) == "pw-1"


def test_57_a_grant_without_a_record_opens_no_first_one(leaving: VaultHouse) -> None:
    house = leaving
    run_here(records.remove_record(house.vault, MAILBOX))
    grants.grant(house.vault, MAILBOX, house.maya, Right.SEE)
    copy = Copy(house, "maya")
    departure = start(house)
    assert (MAILBOX, LeavingStep.NEW_KEY) not in states(house, departure)
    house.save(MAILBOX, "pw-m")
    assert not copy.reads(house, MAILBOX)


def test_57_an_entry_that_is_missing_stands_in_nobodys_way(leaving: VaultHouse) -> None:
    house = leaving
    grants.grant(house.vault, TIKTOK, house.maya, Right.USE)
    copy = Copy(house, "maya")
    for name in [name for name in house.keyring.kept if "device" not in name[0]]:
        del house.keyring.kept[name]
    departure = start(house)
    found = states(house, departure)
    assert found[INSTAGRAM, LeavingStep.NEW_KEY] is LineState.DONE
    assert found[TIKTOK, LeavingStep.NEW_KEY] is LineState.DONE
    answer_all(house, departure)
    run_here(departures.close(house.vault, departure, house.sam))
    for account in (INSTAGRAM, TIKTOK):
        house.save(account, "pw-2")
        assert not copy.reads(house, account)


def test_an_owner_leaves(leaving: VaultHouse) -> None:
    house = leaving
    house.second_owner()
    house.unlock("tom")
    run_here(unlocking.put_login_slot(house.vault))
    house.unlock("sam")
    copy = Copy(house, "tom")
    departure = start(house, house.tom)
    assert not [slot for slot in house.store.all(VaultSlot) if slot.person == house.tom]
    assert code_of(unlocking.unlock_with_login(house.vault, house.tom)) is Code.NOT_ALLOWED
    found = states(house, departure)
    assert found["", LeavingStep.NEW_KIT] is LineState.OPEN
    code = house.code.reveal()
    make_kit(house)
    assert states(house, departure)["", LeavingStep.NEW_KIT] is LineState.DONE
    for account in ACCOUNTS:
        assert found[account, LeavingStep.NEW_KEY] is LineState.DONE
        assert found[account, LeavingStep.PASSWORD] is LineState.OPEN, "an owner knows them all"
        house.save(account, "pw-2")
        assert not copy.reads(house, account)
    steps = unlocking.unlock_with_code(house.vault, house.tom, code, NEW)
    assert code_of(steps) is Code.NOT_ALLOWED
    steps = unlocking.unlock_with_code(house.vault, house.sam, code, NEW)
    assert code_of(steps) is Code.WRONG_KEY, "the old kit opens older backups, and no more"


def test_an_owner_in_the_vault_alone_reaches_everything(leaving: VaultHouse) -> None:
    """Whom the page of people calls staff, and whose slot says otherwise."""
    leaving.second_owner()
    leaving.change_role("tom", Role.STAFF)
    reached = departures.reach_of(leaving.store, leaving.tom)
    assert all(each.knows_password for each in reached)
    assert set(ACCOUNTS) <= {each.account.id for each in reached}


def test_who_cannot_leave(leaving: VaultHouse) -> None:
    house = leaving
    start_of = departures.start
    assert code_of(start_of(house.vault, house.sam, house.sam)) is Code.LAST_OWNER
    assert code_of(start_of(house.vault, PersonId("nobody"), house.sam)) is Code.NOT_ALLOWED
    house.second_owner()
    assert code_of(start_of(house.vault, house.sam, house.tom)) is Code.NOT_ALLOWED, "not oneself"
    start(house)
    assert code_of(start_of(house.vault, house.maya, house.sam)) is Code.NOT_ALLOWED
    unlocking.lock(house.vault)
    assert code_of(start_of(house.vault, house.tom, house.sam)) is Code.VAULT_LOCKED
    assert len(house.store.all(Departure)) == 1


def test_staff_send_nobody_away(leaving: VaultHouse) -> None:
    house = leaving
    departure = start(house)
    house.unlock("tom")
    assert code_of(departures.start(house.vault, house.sam, house.tom)) is Code.NOT_ALLOWED
    assert code_of(departures.close(house.vault, departure, house.tom)) is Code.NOT_ALLOWED
    error = refused(lambda: departures.cancel(house.vault, departure, house.tom))
    assert error.code is Code.NOT_ALLOWED
    unlocking.lock(house.vault)
    assert code_of(departures.close(house.vault, departure, house.tom)) is Code.VAULT_LOCKED


def test_who_is_leaving_gets_nothing_any_more(leaving: VaultHouse) -> None:
    house = leaving
    start(house)
    steps = grants.give_passphrase(house.vault, house.maya, NEW)
    assert code_of(steps) is Code.NOT_ALLOWED
    error = refused(lambda: grants.grant(house.vault, TIKTOK, house.maya, Right.USE))
    assert error.code is Code.NOT_ALLOWED


def test_lines_are_ticked_and_opened_again(leaving: VaultHouse) -> None:
    house = leaving
    departure = start(house)
    (line,) = (
        line
        for line in departures.lines_of(house.store, departure)
        if line.step is LeavingStep.COMPUTER_LOGIN
    )

    def answer(state: LineState, note: str = "", id: str = line.id) -> DepartureLine | None:
        answering = departures.answer_line
        house.changes.do(Action.TICK, answering, id, by=house.sam, state=state, note=note)
        return house.store.get(DepartureLine, id)

    house.clock.go_on(hours=1)
    done = answer(LineState.DONE, "it is the till's")
    assert done is not None
    assert (done.state, done.by, done.note) == (LineState.DONE, house.sam, "it is the till's")
    assert done.at == NOW + timedelta(hours=1)
    again = answer(LineState.OPEN)
    assert again is not None
    assert (again.state, again.at, again.by, again.note) == (LineState.OPEN, None, None, "")
    error = refused(lambda: answer(LineState.COULD_NOT, "  "))
    assert error.code is Code.EMPTY
    could_not = answer(LineState.COULD_NOT, " nobody answers ")
    assert could_not is not None
    assert (could_not.state, could_not.note) == (LineState.COULD_NOT, "nobody answers")
    assert refused(lambda: answer(LineState.DONE, id="no line")).code is Code.NOT_FOUND
    itself = next(
        each.id
        for each in departures.lines_of(house.store, departure)
        if each.step is LeavingStep.DEVICE_KEY
    )
    assert refused(lambda: answer(LineState.DONE, id=itself)).code is Code.NOT_ALLOWED
    house.changes.undo()
    assert house.store.get(DepartureLine, line.id) == again
    departures.cancel(house.vault, departure, house.sam)
    assert refused(lambda: answer(LineState.DONE)).code is Code.ALREADY_DONE


def test_it_is_closed_with_new_keys_and_a_backup(leaving: VaultHouse) -> None:
    house = leaving
    backups.choose_backup_folder(house.vault, "/usb")
    departure = start(house)
    device = meta(house.store, MetaKey.DEVICE)
    left = departures.open_count(house.store, departure)
    assert left
    error = refused(lambda: run_here(departures.close(house.vault, departure, house.sam)))
    assert (error.code, error.field, error.facts["count"]) == (Code.STEPS_OPEN, "why", left)
    assert meta(house.store, MetaKey.DEVICE) == device
    answer_all(house, departure)
    assert departures.open_count(house.store, departure) == 0
    house.vault.wants_backup = False
    house.clock.go_on(days=1)
    run_here(departures.close(house.vault, departure, PersonId("ignored")))
    row = house.store.get(Departure, departure)
    assert row is not None
    assert (row.closed_by, row.why) == (house.sam, "")
    assert row.closed_at == NOW + timedelta(days=1)
    assert meta(house.store, MetaKey.DEVICE) != device
    assert house.vault.wants_backup
    found = states(house, departure)
    assert found["", LeavingStep.DEVICE_KEY] is LineState.DONE
    assert found["", LeavingStep.BACKUP] is LineState.OPEN
    run_here(backups.back_up(house.vault, folder="/elsewhere"))
    assert states(house, departure)["", LeavingStep.BACKUP] is LineState.OPEN
    run_here(backups.back_up(house.vault))
    assert states(house, departure)["", LeavingStep.BACKUP] is LineState.DONE
    last = next(e for e in house.store.log() if e.action is LogAction.OFF_BOARD)
    assert (last.detail, last.about) == (Detail.CLOSED, house.maya)
    for work in (
        lambda: run_here(departures.close(house.vault, departure, house.sam)),
        lambda: departures.cancel(house.vault, departure, house.sam),
    ):
        assert refused(work).code is Code.ALREADY_DONE
    assert house.unlock("tom").person == house.tom


def test_what_was_called_off_meanwhile_is_not_closed(leaving: VaultHouse) -> None:
    """The keyring took its time, and the owner thought better of it."""
    house = leaving
    departure = start(house)
    steps = departures.close(house.vault, departure, house.sam, why="because")
    work = next(steps)
    departures.cancel(house.vault, departure, house.sam)

    def to_the_end(work: Callable[[], object] = work) -> None:
        while True:
            work = steps.send(work())

    assert refused(to_the_end).code is Code.ALREADY_DONE
    row = house.store.get(Departure, departure)
    assert row is not None
    assert (row.cancelled, row.closed_at) == (True, None)


def test_it_is_closed_with_lines_open_if_the_owner_says_why(leaving: VaultHouse) -> None:
    house = leaving
    departure = start(house)
    run_here(departures.close(house.vault, departure, house.sam, why=" the shop is sold "))
    row = house.store.get(Departure, departure)
    assert row is not None
    assert row.why == "the shop is sold"
    assert states(house, departure)[INSTAGRAM, LeavingStep.PASSWORD] is LineState.OPEN
    house.save(INSTAGRAM, "pw-2")
    assert states(house, departure)[INSTAGRAM, LeavingStep.PASSWORD] is LineState.DONE


def test_keys_that_could_not_be_renewed_are_at_the_end(leaving: VaultHouse) -> None:
    house = leaving
    house.keyring.break_at(0, Code.STORE_LOCKED)
    assert code_of(departures.start(house.vault, house.maya, house.sam)) is Code.STORE_LOCKED
    (row,) = house.store.all(Departure)
    answer_all(house, row.id)
    assert departures.open_count(house.store, row.id) == 1
    house.keyring.break_at(0, Code.STORE_LOCKED)
    assert code_of(departures.close(house.vault, row.id, house.sam)) is Code.STORE_LOCKED
    run_here(departures.close(house.vault, row.id, house.sam))
    assert states(house, row.id)[INSTAGRAM, LeavingStep.NEW_KEY] is LineState.DONE
    assert not new_key_is_due(house.store, INSTAGRAM)
    house.check_entries()


@pytest.mark.parametrize("call", range(4))
def test_a_closing_that_fails_is_none(leaving: VaultHouse, call: int) -> None:
    house = leaving
    departure = start(house)
    answer_all(house, departure)
    if call < 3:
        house.keyring.break_at(call)
    else:
        house.store.break_at(2)
    code = Code.STORE_REFUSED if call < 3 else Code.DISK_FULL
    assert code_of(departures.close(house.vault, departure, house.sam)) is code
    row = house.store.get(Departure, departure)
    assert row is not None
    assert row.closed_at is None
    run_here(departures.close(house.vault, departure, house.sam))
    run_here(records.tidy(house.vault))
    house.check_entries()
    for who in ("sam", "tom"):
        house.unlock(who)


def test_what_is_not_there_is_not_closed(leaving: VaultHouse) -> None:
    nothing = DepartureId("nothing")
    assert code_of(departures.close(leaving.vault, nothing, leaving.sam)) is Code.NOT_FOUND
    error = refused(lambda: departures.cancel(leaving.vault, nothing, leaving.sam))
    assert error.code is Code.NOT_FOUND
    run_here(departures.renew_keys(leaving.vault, nothing))


def test_they_stay_after_all(leaving: VaultHouse) -> None:
    house = leaving
    house.keyring.break_at(0, Code.STORE_SILENT)
    copy = Copy(house, "maya")
    assert code_of(departures.start(house.vault, house.maya, house.sam)) is Code.STORE_SILENT
    (row,) = house.store.all(Departure)
    departures.cancel(house.vault, row.id, PersonId("ignored"))
    after = house.store.get(Departure, row.id)
    assert after is not None
    assert after.cancelled
    assert LineState.OPEN not in states(house, row.id).values()
    last = house.log()[-1]
    assert (last.detail, last.person) == (Detail.CANCELLED, house.sam)
    assert refused(lambda: departures.cancel(house.vault, row.id, house.sam)).code is (
        Code.ALREADY_DONE
    )
    steps = unlocking.unlock(house.vault, house.maya, PASSPHRASES["maya"])
    assert code_of(steps) is Code.NOT_ALLOWED, "what was taken is given anew"
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    house.save(INSTAGRAM, "pw-2")
    assert not copy.reads(house, INSTAGRAM), "calling it off gives no old key back"
    grants.grant(house.vault, INSTAGRAM, house.maya, Right.USE)
    house.unlock("maya", NEW)
    assert house.password(INSTAGRAM) == "pw-2"
    house.unlock("sam")
    assert start(house) != row.id, "and they may leave another time"


def test_a_changed_password_closes_its_line_and_nothing_else_does(leaving: VaultHouse) -> None:
    house = leaving
    departure = start(house)
    house.unlock("tom")
    run_here(records.save_password(house.vault, INSTAGRAM, Secret("pw-1")))
    assert states(house, departure)[INSTAGRAM, LeavingStep.PASSWORD] is LineState.OPEN
    house.clock.go_on(minutes=5)
    run_here(records.save_password(house.vault, INSTAGRAM, Secret("pw-2")))
    (line,) = (
        line
        for line in departures.lines_of(house.store, departure)
        if (line.account, line.step) == (INSTAGRAM, LeavingStep.PASSWORD)
    )
    assert (line.state, line.by) == (LineState.DONE, house.tom)
    assert line.at == NOW + timedelta(minutes=5)


def test_a_password_that_they_never_knew_need_not_change(leaving: VaultHouse) -> None:
    house = leaving
    house.changes.write(lambda tx, ports: tx.put(Registration(TIKTOK, by_role=(house.maya,))))
    departure = start(house)
    found = states(house, departure)
    assert found[TIKTOK, LeavingStep.PASSWORD] is LineState.NOT_NEEDED
    assert found[TIKTOK, LeavingStep.NEW_KEY] is LineState.DONE
    assert (MAILBOX, LeavingStep.PASSWORD) not in found


def knows(house: VaultHouse, account: AccountId = INSTAGRAM) -> bool:
    (found,) = (
        each for each in departures.reach_of(house.store, house.maya) if each.account.id == account
    )
    return found.knows_password


@pytest.mark.parametrize("back", [0, 40])
def test_what_they_know_goes_by_the_order_of_things_and_not_by_the_clock(
    leaving: VaultHouse, back: int
) -> None:
    house = leaving
    assert knows(house)
    house.clock.go_on(days=30)
    house.save(INSTAGRAM, "pw-2")
    assert not knows(house), "it was changed since"
    house.clock.instant -= timedelta(days=back)
    house.unlock("maya")
    house.password(INSTAGRAM)
    assert knows(house), "they copied it since, whatever the clock says"
    house.unlock("sam")
    run_here(records.save_record(house.vault, INSTAGRAM, opened(house, Use.EDIT)))
    assert knows(house), "and it is still the same"


def test_who_saved_it_knows_it(leaving: VaultHouse) -> None:
    leaving.unlock("maya")
    run_here(records.save_password(leaving.vault, INSTAGRAM, Secret("pw-2")))
    assert knows(leaving)


@pytest.mark.parametrize(
    ("use", "known"),
    [
        (lambda house: records.note_sign_in(house.vault, INSTAGRAM), False),
        (lambda house: opened(house, Use.COPY_CODE), False),
        (lambda house: opened(house, Use.SHOW), True),
        (lambda house: opened(house, Use.DRILL), True),
    ],
)
def test_which_uses_make_one_know_it(
    kept: VaultHouse, use: Callable[[VaultHouse], object], known: bool
) -> None:
    grants.grant(kept.vault, INSTAGRAM, kept.maya, Right.SEE)
    kept.unlock("maya")
    use(kept)
    assert knows(kept) is known
    (found,) = (
        each for each in departures.reach_of(kept.store, kept.maya) if each.account.id == INSTAGRAM
    )
    assert found.last is not None
    assert found.last.person == kept.maya


def test_accounts_that_are_not_there_or_that_nobody_knows(leaving: VaultHouse) -> None:
    house = leaving

    def change(tx: Tx, ports: Ports) -> None:
        gone = tx.get(Account, TIKTOK)
        assert gone is not None
        tx.put(replace(gone, exists=False))
        tx.put(replace(gone, id=AccountId("account-of-nobody")))

    house.changes.write(change)
    reached = {each.account.id: each for each in departures.reach_of(house.store, house.maya)}
    assert TIKTOK not in reached
    assert MAILBOX not in reached, "which the vault keeps and never gave them"
    unknown = reached[AccountId("account-of-nobody")]
    assert (unknown.granted, unknown.role, unknown.kept, unknown.knows_password) == (False,) * 4
    assert departures.reach_of(house.store, PersonId("nobody"))


def test_admins_have_a_role_too(leaving: VaultHouse) -> None:
    leaving.changes.write(lambda tx, ports: tx.put(Registration(TIKTOK, admins=(leaving.maya,))))
    (found,) = (
        each
        for each in departures.reach_of(leaving.store, leaving.maya)
        if each.account.id == TIKTOK
    )
    assert found.role


def test_a_record_removed_meanwhile_is_no_open_line(leaving: VaultHouse) -> None:
    house = leaving
    house.keyring.break_at(0, Code.STORE_SILENT)
    assert code_of(departures.start(house.vault, house.maya, house.sam)) is Code.STORE_SILENT
    (row,) = house.store.all(Departure)
    run_here(records.remove_record(house.vault, INSTAGRAM))
    run_here(departures.renew_keys(house.vault, row.id))
    assert states(house, row.id)[INSTAGRAM, LeavingStep.NEW_KEY] is LineState.DONE
    answer_all(house, row.id)
    run_here(departures.close(house.vault, row.id, house.sam))


def test_two_leave_at_once(leaving: VaultHouse) -> None:
    house = leaving
    copies = [Copy(house, who) for who in ("maya", "tom")]
    first, second = start(house), start(house, house.tom)
    house.save(INSTAGRAM, "pw-2")
    for departure in (first, second):
        found = states(house, departure)
        assert found[INSTAGRAM, LeavingStep.PASSWORD] is LineState.DONE
        assert found[INSTAGRAM, LeavingStep.NEW_KEY] is LineState.DONE
    assert not any(copy.reads(house, INSTAGRAM) for copy in copies)


def test_another_owner_goes_on_with_it(leaving: VaultHouse) -> None:
    house = leaving
    house.second_owner()
    departure = start(house)
    house.unlock("tom")
    answer_all(house, departure)
    run_here(departures.close(house.vault, departure, house.sam))
    row = house.store.get(Departure, departure)
    assert row is not None
    assert (row.started_by, row.closed_by) == (house.sam, house.tom)


# Without a vault


def test_without_a_vault_the_list_stands_all_the_same(bare: VaultHouse) -> None:
    departure = start(bare)
    found = states(bare, departure)
    for step in BY_ITSELF - {LeavingStep.NEW_KEY}:
        assert found["", step] is LineState.NOT_NEEDED
    assert not any(step is LeavingStep.NEW_KEY for _, step in found)
    for account in ACCOUNTS:
        assert found[account, LeavingStep.PASSWORD] is LineState.OPEN
    assert bare.store.all(VaultWrap) == ()
    steps = departures.close(bare.vault, departure, bare.sam)
    assert code_of(steps) is Code.STEPS_OPEN
    answer_all(bare, departure)
    run_here(departures.close(bare.vault, departure, bare.sam))
    row = bare.store.get(Departure, departure)
    assert row is not None
    assert row.closed_by == bare.sam
    assert bare.keyring.calls == 0
    assert [e.person for e in bare.log()] == [bare.sam, bare.sam]


def test_without_a_vault_it_can_be_called_off(bare: VaultHouse) -> None:
    departure = start(bare)
    departures.cancel(bare.vault, departure, bare.sam)
    assert bare.log()[-1].detail is Detail.CANCELLED
    assert start(bare) != departure


def test_who_never_got_into_the_vault_needs_no_lock(leaving: VaultHouse) -> None:
    house = leaving
    run_here(grants.take_passphrase(house.vault, house.tom))
    before = house.actions().count(LogAction.REVOKE)
    departure = start(house, house.tom)
    assert states(house, departure)["", LeavingStep.LOCKED] is LineState.NOT_NEEDED
    assert house.actions().count(LogAction.REVOKE) == before


def test_a_slot_without_grants_is_dropped_too(locked: VaultHouse) -> None:
    locked.unlock("sam")
    departure = start(locked)
    assert states(locked, departure)["", LeavingStep.LOCKED] is LineState.DONE
    kinds = {(slot.kind, slot.person) for slot in locked.store.all(VaultSlot)}
    assert (SlotKind.STAFF, locked.maya) not in kinds
