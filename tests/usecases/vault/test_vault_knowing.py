"""Who may know a password: whoever had a right to it or saw it since it was last changed."""

from collections.abc import Callable

import pytest
from vault_house import ACCOUNTS, INSTAGRAM, MAILBOX, PASSPHRASES, TIKTOK, VaultHouse, refused

from smbsocial.domain.errors import Code, ExpectedError, Why
from smbsocial.domain.vault import Right
from smbsocial.usecases.register import account_sheet
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, grants, records
from smbsocial.usecases.vault.knowing import known_by, known_by_each
from smbsocial.usecases.vault.reach import Reached, reach_of
from smbsocial.usecases.vault.records import Use


def names(house: VaultHouse) -> set[str]:
    found = known_by(house.store, INSTAGRAM)
    assert found is not None
    ids = {id: name for name, id in house.people.items()}
    return {ids[id] for id in found.people}


def seen(house: VaultHouse) -> set[str]:
    found = known_by(house.store, INSTAGRAM)
    assert found is not None
    ids = {id: name for name, id in house.people.items()}
    return {ids[id] for id in found.seen}


def test_whoever_typed_it_and_whoever_has_a_right(kept: VaultHouse) -> None:
    assert names(kept) == {"sam", "maya", "tom"}
    assert seen(kept) == {"sam"}
    found = known_by(kept.store, TIKTOK)
    assert found is not None
    assert found.people == frozenset()


def test_only_changing_it_helps(kept: VaultHouse) -> None:
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya))
    assert names(kept) == {"sam", "maya", "tom"}, "the right ended, and nothing else"
    kept.save(INSTAGRAM, "pw-2")
    assert names(kept) == {"sam", "tom"}


def test_a_passphrase_that_is_taken_away_ends_a_right_too(kept: VaultHouse) -> None:
    run_here(grants.take_passphrase(kept.vault, kept.maya))
    assert "maya" in names(kept)
    kept.save(INSTAGRAM, "pw-2")
    assert "maya" not in names(kept)
    grants.grant(kept.vault, INSTAGRAM, kept.maya, Right.USE)
    assert "maya" in names(kept), "and one that is given anew begins anew"


@pytest.mark.parametrize(
    ("use", "tells"),
    [(Use.SHOW, True), (Use.COPY_PASSWORD, True), (Use.DRILL, True), (Use.COPY_CODE, False)],
)
def test_what_tells_a_password_and_what_does_not(kept: VaultHouse, use: Use, tells: bool) -> None:
    kept.unlock("tom")
    run_here(records.open_record(kept.vault, INSTAGRAM, use))
    assert ("tom" in seen(kept)) is tells


def test_whoever_changes_it_knows_the_new_one(kept: VaultHouse) -> None:
    kept.unlock("tom")
    kept.save(INSTAGRAM, "pw-2")
    assert seen(kept) == {"tom"}
    assert names(kept) == {"tom", "maya"}


def test_a_log_that_cannot_be_read_says_nothing(
    kept: VaultHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(**_: object) -> None:
        raise ExpectedError(Code.DATABASE_DAMAGED)

    monkeypatch.setattr(kept.store, "log", spoilt)
    assert known_by(kept.store, INSTAGRAM) is None


def reached(house: VaultHouse) -> Reached:
    found = {each.account.id: each for each in reach_of(house.store, house.maya)}
    return found[INSTAGRAM]


def test_whoever_lost_a_right_since_the_last_change_counts_when_they_leave(
    kept: VaultHouse,
) -> None:
    assert not reached(kept).knows_password, "they may use it and never did"
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya))
    assert reached(kept).knows_password
    kept.save(INSTAGRAM, "pw-2")
    assert INSTAGRAM not in {each.account.id for each in reach_of(kept.store, kept.maya)}


def test_why_something_is_not_allowed(kept: VaultHouse) -> None:
    vault, sam, maya = kept.vault, kept.sam, kept.maya
    phrase = PASSPHRASES["tom"]
    assert why(lambda: run_here(grants.take_passphrase(vault, sam))) is Why.ONESELF
    run_here(departures.start(vault, maya, sam))
    assert why(lambda: run_here(departures.start(vault, maya, sam))) is Why.LEAVING
    assert why(lambda: run_here(grants.give_passphrase(vault, maya, phrase))) is Why.LEAVING
    assert why(lambda: grants.grant(vault, INSTAGRAM, maya, Right.USE)) is Why.LEAVING
    kept.unlock("tom")
    assert why(lambda: run_here(grants.give_passphrase(vault, sam, phrase))) is Why.OWNERS_ONLY
    assert why(vault.master) is Why.OWNERS_ONLY


def test_nobody_locks_themselves_out(kept: VaultHouse) -> None:
    kept.second_owner()
    steps = departures.start(kept.vault, kept.sam, kept.sam)
    assert why(lambda: run_here(steps)) is Why.ONESELF


def why(step: Callable[[], object]) -> object:
    return refused(step).facts.get("why")


def test_the_account_says_who_knows_it_and_who_is_out(kept: VaultHouse) -> None:
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.maya))
    sheet = account_sheet(kept.store, kept.ports, INSTAGRAM)
    assert sheet.known is not None
    assert {person.id for person in sheet.known} == {kept.sam, kept.maya, kept.tom}
    assert [person.id for person in sheet.known_outside] == [kept.maya]
    nothing = account_sheet(kept.store, kept.ports, TIKTOK)
    assert (nothing.known, nothing.known_outside) == ((), ())


def test_asked_for_all_at_once_it_is_the_same(kept: VaultHouse) -> None:
    for account in (TIKTOK, MAILBOX):
        kept.save(account, "pw-1")
        grants.grant(kept.vault, account, kept.maya, Right.USE)
    kept.save(TIKTOK, "pw-2")
    run_here(grants.take_passphrase(kept.vault, kept.maya))
    kept.save(MAILBOX, "pw-2")
    run_here(grants.revoke(kept.vault, INSTAGRAM, kept.tom))
    at_once = known_by_each(kept.store, ACCOUNTS)
    assert at_once == {account: known_by(kept.store, account) for account in ACCOUNTS}
    known = {id: found.people for id, found in at_once.items() if found}
    assert kept.maya in known[TIKTOK]
    assert kept.maya not in known[MAILBOX]


def test_what_cannot_be_read_of_one_account_says_nothing_of_that_one(kept: VaultHouse) -> None:
    kept.save(TIKTOK, "pw-1")
    connection = kept.store._link.connection
    connection.execute("DROP TRIGGER access_log_keeps_words")
    connection.execute("UPDATE access_log SET action = 'x' WHERE account = ?", (TIKTOK,))
    found = known_by_each(kept.store, ACCOUNTS)
    assert found[TIKTOK] is None
    assert found[INSTAGRAM] == known_by(kept.store, INSTAGRAM)
    assert found[INSTAGRAM] is not None
