"""A departure account by account: last used, changed since, what is left, and what comes next."""

from dataclasses import replace
from datetime import timedelta

import pytest
from house import STARTS
from vault_house import ACCOUNTS, INSTAGRAM, MAILBOX, TIKTOK, VaultHouse, code_of, refused

from smbsocial.domain.access_log import LogAction
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person
from smbsocial.domain.departures import LeavingStep, LineState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import DepartureId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import Right, VaultSecret
from smbsocial.usecases import people, setup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, grants, records
from smbsocial.usecases.vault.leaving import answer_step, keep_new_password, leaving_sheet
from smbsocial.usecases.vault.leaving_sheets import (
    AccountLeft,
    LeavingSheet,
    PasswordChanged,
    Step,
)
from smbsocial.usecases.vault.records import Use

S = LeavingStep


def register(house: VaultHouse, **rows: Registration) -> None:
    for row in rows.values():
        house.changes.write(lambda tx, _ports, row=row: tx.put(row))


def used_by_maya(house: VaultHouse) -> None:
    """Two passwords are kept; Maya may use one, see the other, and did use the first."""
    house.save(INSTAGRAM, "pw-1")
    house.save(TIKTOK, "pw-2")
    grants.grant(house.vault, INSTAGRAM, house.maya, Right.USE)
    grants.grant(house.vault, TIKTOK, house.maya, Right.SEE)
    house.unlock("maya")
    house.password(INSTAGRAM)
    house.unlock("sam")


def start(house: VaultHouse) -> DepartureId:
    return run_here(departures.start(house.vault, house.maya, house.sam))


def sheet_of(house: VaultHouse, departure: DepartureId) -> LeavingSheet:
    return leaving_sheet(house.store, house.ports, departure)


def account_of(sheet: LeavingSheet, id: str) -> AccountLeft:
    return next(each for each in sheet.accounts if each.account.id == id)


def step_of(steps: tuple[Step, ...], step: LeavingStep) -> Step:
    return next(each for each in steps if each.line.step is step)


def answer(
    house: VaultHouse, step: Step, state: LineState = LineState.DONE, note: str = ""
) -> None:
    if step.line.step is S.NEW_KIT and state is LineState.DONE:
        state = LineState.NOT_NEEDED  # it is made, not ticked
    house.changes.write(answer_step, step.line.id, by=house.sam, state=state, note=note)


def answer_all(house: VaultHouse, departure: DepartureId) -> None:
    """Everything that a person does."""
    while (coming := sheet_of(house, departure).next) is not None:
        answer(house, coming.step)


def test_each_account_says_when_it_was_used_and_what_is_left(open_house: VaultHouse) -> None:
    used_by_maya(open_house)
    open_house.clock.go_on(hours=2)
    departure = start(open_house)
    sheet = sheet_of(open_house, departure)
    assert (sheet.person.id, sheet.started_by.id) == (open_house.maya, open_house.sam)
    assert sheet.locked_at == open_house.clock.now()
    assert sheet.vault
    insta, tiktok = account_of(sheet, INSTAGRAM), account_of(sheet, TIKTOK)
    mailbox = account_of(sheet, MAILBOX)
    assert insta.last.action is LogAction.COPY
    assert (insta.had, tiktok.had, mailbox.had) == (Right.USE, Right.SEE, None)
    assert (tiktok.last, mailbox.last) == (None, None)
    assert (insta.changed, mailbox.changed) == (PasswordChanged.NO, PasswordChanged.ASK)
    assert (insta.kept, mailbox.kept) == (True, False)
    assert [step.line.step for step in insta.left] == [
        S.RECOVERY_CONTACT, S.BACKUP_CODES, S.ROLE, S.PASSWORD, S.SESSIONS, S.APPS, S.PAYMENT,
        S.SCHEDULED,
    ]  # fmt: skip
    assert not sheet.is_over
    assert sheet.keys_waiting == 0
    assert sheet.limits


def test_an_entry_that_cannot_be_read_hides_what_is_told_of_its_account_alone(
    open_house: VaultHouse,
) -> None:
    used_by_maya(open_house)
    departure = start(open_house)
    connection = open_house.store._link.connection
    connection.execute("DROP TRIGGER access_log_keeps_words")
    connection.execute("UPDATE access_log SET detail = 'x' WHERE account = ?", (TIKTOK,))
    sheet = sheet_of(open_house, departure)
    insta, tiktok = account_of(sheet, INSTAGRAM), account_of(sheet, TIKTOK)
    assert (insta.had, tiktok.had) == (Right.USE, None)
    assert insta.last.action is LogAction.COPY


def test_each_step_has_the_platforms_own_words_and_page(open_house: VaultHouse) -> None:
    used_by_maya(open_house)
    register(open_house, mail=Registration(MAILBOX, login_page="https://mail.example/login"))
    sheet = sheet_of(open_house, start(open_house))
    insta, mailbox = account_of(sheet, INSTAGRAM), account_of(sheet, MAILBOX)
    password = step_of(insta.steps, S.PASSWORD)
    assert "accountscenter" in password.page
    assert password.action
    assert step_of(insta.steps, S.SESSIONS).page != password.page
    assert step_of(mailbox.steps, S.PASSWORD).page == "https://mail.example/login"
    key = step_of(insta.steps, S.NEW_KEY)
    assert key.by_itself
    assert (key.page, key.action) == ("", "")
    for step in sheet.house:
        assert step.page == ""


def test_what_a_platform_does_not_offer_says_so(open_house: VaultHouse) -> None:
    linked = open_house.store.get(Account, TIKTOK)
    open_house.changes.write(lambda tx, _p: tx.put(replace(linked, platform="linkedin_page")))
    sheet = sheet_of(open_house, start(open_house))
    step = step_of(account_of(sheet, TIKTOK).steps, S.PASSWORD)
    assert (step.action, step.is_open) == ("", True)
    assert step.why_not


def test_the_next_step_follows_the_order_and_skips_what_the_vault_does(
    open_house: VaultHouse,
) -> None:
    used_by_maya(open_house)
    departure = start(open_house)
    seen = []
    while (coming := sheet_of(open_house, departure).next) is not None:
        assert not coming.step.by_itself
        seen.append((coming.step.line.step, coming.account.account.id if coming.account else None))
        answer(open_house, coming.step)
    order = list(LeavingStep)
    assert [order.index(step) for step, _ in seen] == sorted(order.index(s) for s, _ in seen)
    assert seen[0] == (S.COMPUTER_LOGIN, None)
    assert [id for step, id in seen if step is S.RECOVERY_CONTACT] == [
        each.account.id for each in sheet_of(open_house, departure).accounts
    ]


def test_progress_counts_what_is_needed(open_house: VaultHouse) -> None:
    used_by_maya(open_house)
    departure = start(open_house)
    before = sheet_of(open_house, departure).counts
    mailbox = account_of(sheet_of(open_house, departure), MAILBOX)
    answer(open_house, step_of(mailbox.steps, S.ROLE))
    answer(open_house, step_of(mailbox.steps, S.PAYMENT), LineState.NOT_NEEDED)
    answer(open_house, step_of(mailbox.steps, S.APPS), LineState.COULD_NOT, "page down")
    after = sheet_of(open_house, departure).counts
    assert after.done == before.done + 1
    assert after.needed == before.needed - 1
    assert after.could_not == 1
    assert after.open == before.open - 3


def test_saving_the_new_password_says_yes_and_when(open_house: VaultHouse) -> None:
    used_by_maya(open_house)
    departure = start(open_house)
    open_house.clock.go_on(minutes=18)
    run_here(keep_new_password(open_house.vault, INSTAGRAM, Secret("new-one")))
    insta = account_of(sheet_of(open_house, departure), INSTAGRAM)
    assert insta.changed is PasswordChanged.YES
    assert insta.changed_at == open_house.clock.now()
    assert step_of(insta.steps, S.PASSWORD).by.id == open_house.sam
    assert open_house.password(INSTAGRAM) == "new-one"
    record = run_here(records.open_record(open_house.vault, INSTAGRAM, Use.EDIT)).record
    assert record.login == "login"


def test_an_account_that_was_not_kept_is_kept_from_then_on(open_house: VaultHouse) -> None:
    departure = start(open_house)
    register(open_house, mail=Registration(MAILBOX, email="hello@corner.example"))
    run_here(keep_new_password(open_house.vault, MAILBOX, Secret("new-one")))
    run_here(keep_new_password(open_house.vault, TIKTOK, Secret("new-two")))
    sheet = sheet_of(open_house, departure)
    assert account_of(sheet, MAILBOX).changed is PasswordChanged.YES
    logins = [
        run_here(records.open_record(open_house.vault, id, Use.EDIT)).record.login
        for id in (MAILBOX, TIKTOK)
    ]
    assert logins == ["hello@corner.example", "account-tiktok-of-the-café"]


def test_a_record_that_is_gone_is_no_reason_not_to_keep_the_new_password(
    open_house: VaultHouse,
) -> None:
    used_by_maya(open_house)
    start(open_house)
    for place in [key for key in open_house.keyring.kept if "device" not in key[0]]:
        del open_house.keyring.kept[place]
    run_here(keep_new_password(open_house.vault, INSTAGRAM, Secret("new-one")))
    assert open_house.password(INSTAGRAM) == "new-one"
    open_house.keyring.break_at(0, Code.STORE_LOCKED)
    assert (
        code_of(keep_new_password(open_house.vault, INSTAGRAM, Secret("other")))
        is Code.STORE_LOCKED
    )
    assert open_house.password(INSTAGRAM) == "new-one"


def test_staff_keep_no_password_for_somebody_who_leaves(open_house: VaultHouse) -> None:
    used_by_maya(open_house)
    open_house.unlock("tom")
    assert code_of(keep_new_password(open_house.vault, INSTAGRAM, Secret("x"))) is Code.NOT_ALLOWED


def test_a_role_that_is_taken_away_leaves_the_register_and_stays_known(
    open_house: VaultHouse,
) -> None:
    maya, sam = open_house.maya, open_house.sam
    register(
        open_house,
        insta=Registration(INSTAGRAM, by_role=(maya, sam), admins=(sam,)),
        tiktok=Registration(TIKTOK, by_role=(sam,)),
    )
    departure = start(open_house)
    assert account_of(sheet_of(open_house, departure), INSTAGRAM).by_role
    for id in ACCOUNTS:
        steps = account_of(sheet_of(open_house, departure), id).steps
        answer(open_house, step_of(steps, S.ROLE))
        answer(open_house, step_of(steps, S.APPS))
    sheet = sheet_of(open_house, departure)
    assert [account_of(sheet, id).by_role for id in ACCOUNTS] == [True, False, False]
    assert open_house.store.get(Registration, INSTAGRAM).by_role == (sam,)
    assert open_house.store.get(Registration, TIKTOK).by_role == (sam,)


def test_a_password_that_could_not_be_changed_says_so(open_house: VaultHouse) -> None:
    used_by_maya(open_house)
    departure = start(open_house)
    steps = account_of(sheet_of(open_house, departure), INSTAGRAM).steps
    password = step_of(steps, S.PASSWORD)
    answer(open_house, password, LineState.COULD_NOT, "page down")
    insta = account_of(sheet_of(open_house, departure), INSTAGRAM)
    assert insta.changed is PasswordChanged.COULD_NOT
    assert step_of(insta.steps, S.PASSWORD).line.note == "page down"
    answer(open_house, password, LineState.NOT_NEEDED)
    assert account_of(sheet_of(open_house, departure), INSTAGRAM).changed is (
        PasswordChanged.NOT_NEEDED
    )
    answer(open_house, password, LineState.OPEN)
    again = account_of(sheet_of(open_house, departure), INSTAGRAM)
    assert step_of(again.steps, S.PASSWORD).by is None


def test_without_a_vault_the_list_stands_all_the_same(bare: VaultHouse) -> None:
    departure = start(bare)
    sheet = sheet_of(bare, departure)
    assert (sheet.vault, sheet.locked_at, sheet.keys_waiting) == (False, None, 0)
    assert {each.changed for each in sheet.accounts} == {PasswordChanged.ASK}
    assert sheet.next.step.line.step is S.COMPUTER_LOGIN
    answer_all(bare, departure)
    assert sheet_of(bare, departure).counts.open == 0
    run_here(departures.close(bare.vault, departure, bare.sam))
    over = sheet_of(bare, departure)
    assert over.is_over
    assert over.closed_by.id == bare.sam
    assert over.next is None


def test_keys_that_could_not_be_made_are_told(open_house: VaultHouse) -> None:
    used_by_maya(open_house)
    open_house.keyring.break_at(0, Code.STORE_SILENT, stays=True)
    assert code_of(departures.start(open_house.vault, open_house.maya, open_house.sam)) is (
        Code.STORE_SILENT
    )
    (row,) = open_house.store.all(departures.Departure)
    sheet = sheet_of(open_house, row.id)
    assert sheet.locked_at is not None
    assert sheet.keys_waiting == len(open_house.store.all(VaultSecret))


def test_nothing_is_answered_once_it_is_over(open_house: VaultHouse) -> None:
    departure = start(open_house)
    step = sheet_of(open_house, departure).next.step
    run_here(departures.close(open_house.vault, departure, open_house.sam, why="the shop closes"))
    assert refused(lambda: answer(open_house, step)).code is Code.ALREADY_DONE
    assert sheet_of(open_house, departure).departure.why == "the shop closes"


def test_a_log_that_cannot_be_read_is_no_reason_to_see_nothing(
    open_house: VaultHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    used_by_maya(open_house)
    departure = start(open_house)

    def unreadable(self: object, **_: object) -> None:
        raise ExpectedError(Code.DATABASE_DAMAGED)

    monkeypatch.setattr(type(open_house.store), "log", unreadable)
    insta = account_of(sheet_of(open_house, departure), INSTAGRAM)
    assert (insta.last, insta.had) == (None, None)
    assert insta.changed is PasswordChanged.NO


def test_a_departure_that_is_not_there_is_said(open_house: VaultHouse) -> None:
    assert refused(lambda: sheet_of(open_house, DepartureId("no"))).code is Code.NOT_FOUND


def test_who_leaves_is_off_the_setup_and_comes_back_by_staying(open_house: VaultHouse) -> None:
    def said() -> list[str]:
        return [each.name for each in setup.read_answers(open_house.store).people.people]

    assert said() == ["Sam", "Maya"]
    departure = start(open_house)
    assert said() == ["Sam"]
    maya = open_house.store.get(Person, open_house.maya)
    assert not maya.posts
    kept = setup.read_answers(open_house.store)
    again = replace(kept, rhythm=replace(kept.rhythm, starts=STARTS + timedelta(weeks=1)))
    open_house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=again)
    assert not open_house.store.get(Person, open_house.maya).posts
    assert [p.name for p in open_house.store.all(Person)].count("Maya") == 1
    departures.cancel(open_house.vault, departure, open_house.sam)
    assert said() == ["Sam", "Maya"]


def test_who_stays_posts_again_while_work_is_planned_for_them(open_house: VaultHouse) -> None:
    departure = start(open_house)
    sheet = sheet_of(open_house, departure)
    assert sheet.posts > 0
    assert sheet.duties > 0
    departures.cancel(open_house.vault, departure, open_house.sam)
    assert open_house.store.get(Person, open_house.maya).posts


def test_who_was_never_in_the_setup_leaves_it_as_it_is(open_house: VaultHouse) -> None:
    run_here(departures.start(open_house.vault, open_house.tom, open_house.sam))
    people_page = setup.read_answers(open_house.store).people
    assert [each.name for each in people_page.people] == ["Sam", "Maya"]


def test_who_stays_without_any_work_waits_for_the_next_plan(open_house: VaultHouse) -> None:
    departure = start(open_house)
    open_house.changes.do(
        Action.HAND_WORK_OVER, people.hand_work_over, open_house.maya, open_house.sam
    )
    departures.cancel(open_house.vault, departure, open_house.sam)
    assert not open_house.store.get(Person, open_house.maya).posts


def test_a_record_that_is_kept_shows_no_secret_in_the_sheet(open_house: VaultHouse) -> None:
    used_by_maya(open_house)
    run_here(records.save_record(open_house.vault, MAILBOX, Record("me", "cAnArY-1")))
    assert "cAnArY" not in repr(sheet_of(open_house, start(open_house)))
