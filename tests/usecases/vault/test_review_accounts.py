"""The review's accounts: what each wants, and that a backup was opened for real."""

from dataclasses import replace
from functools import partial

import pytest
from house import NOW
from vault_house import INSTAGRAM, VaultHouse

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.review import Review
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing.accounts import (
    AccountsPage,
    accounts_page,
    keep_restored,
    say_looked,
)
from smbsocial.usecases.reviewing.opening import open_review
from smbsocial.usecases.vault.backups import back_up, choose_backup_folder
from smbsocial.usecases.vault.ports import Tried
from smbsocial.usecases.vault.session import VaultState

TRIED = Tried(NOW, posts=39, accounts=3, readings=24, kept=2, opened=2)


def at_review(house: VaultHouse) -> Review:
    return house.changes.do(Action.OPEN_REVIEW, open_review)


def page(house: VaultHouse, review: Review) -> AccountsPage:
    return accounts_page(house.store, house.ports, review.id)


def test_accounts_that_want_something_are_seen_to(open_house: VaultHouse) -> None:
    house, review = open_house, at_review(open_house)
    rows = page(house, review).rows
    assert rows
    assert all(row.row.account.exists for row in rows)
    wanting = next(row for row in rows if row.needs)
    assert wanting.missing > 0
    assert wanting.looked_on is None
    id = wanting.row.account.id
    house.changes.do(Action.SAY_IN_REVIEW, say_looked, review.id, id, by=house.sam)
    seen = next(row for row in page(house, review).rows if row.row.account.id == id)
    assert seen.looked_on == page(house, review).today
    with pytest.raises(ExpectedError) as caught:
        house.changes.do(Action.SAY_IN_REVIEW, say_looked, review.id, AccountId("none"))
    assert caught.value.code is Code.NOT_FOUND


def test_drill_and_rotation_that_are_overdue_are_counted(open_house: VaultHouse) -> None:
    house = open_house
    house.save(INSTAGRAM, "one more")
    assert (page(house, at_review(house)).drill, page(house, at_review(house)).rotations) == (0, 0)
    house.clock.go_on(days=400)
    later = page(house, at_review(house))
    assert later.drill >= 1
    assert later.rotations >= 1
    assert any(row.drill_due and row.needs for row in later.rows)


def test_what_there_is_to_do_before_a_backup_can_be_tried(open_house: VaultHouse) -> None:
    house, review = open_house, at_review(open_house)
    found = page(house, review)
    assert (found.vault, found.folder, found.last_backup) == (VaultState.READY, None, None)
    assert found.old
    assert not found.can_try
    choose_backup_folder(house.vault, "/stick")
    assert not page(house, review).can_try
    house.run(back_up(house.vault))
    found = page(house, review)
    assert found.can_try
    assert not found.old
    house.clock.go_on(days=31)
    assert page(house, review).old


def test_without_a_vault_there_is_none(bare: VaultHouse) -> None:
    found = page(bare, at_review(bare))
    assert found.vault is VaultState.NONE
    assert not found.can_try


def test_that_a_backup_was_opened_is_kept_with_its_day(open_house: VaultHouse) -> None:
    house, review = open_house, at_review(open_house)
    assert page(house, review).restored is None
    keep = partial(house.changes.do, Action.SAY_IN_REVIEW, keep_restored, review.id)
    keep(TRIED, by=house.sam)
    found = page(house, review).restored
    assert found is not None
    assert (found.day, found.tried) == (page(house, review).today, TRIED)
    closed = replace(review, closed_at=house.clock.now())
    house.changes.write(lambda tx, _ports: tx.put(closed))
    assert page(house, review).closed
    with pytest.raises(ExpectedError) as caught:
        keep(TRIED)
    assert caught.value.code is Code.ALREADY_DONE
