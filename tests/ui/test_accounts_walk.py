"""The ownership check as a walk: one question a screen, each answer kept when it is given."""

from collections.abc import Callable

import pytest
from accounts_cafe import BLUESKY, GOOGLE, MAIL, put_register
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QProgressBar, QPushButton, QRadioButton
from vault_room import ANN, BEN, Room

from smbsocial.domain.accounts import Belongs, Registration, SecondFactor
from smbsocial.domain.ids import AccountId
from smbsocial.domain.ownership import CheckKind
from smbsocial.ui.accounts.ownership_walk import OwnershipWalk, stops
from smbsocial.ui.widgets.labels import ElidedLabel
from smbsocial.usecases.register import register_sheet

Start = Callable[[AccountId], OwnershipWalk]


@pytest.fixture
def start(room: Room) -> Start:
    put_register(room.store)

    def begin(account: AccountId) -> OwnershipWalk:
        register = room.bridge.read(register_sheet)
        walk = OwnershipWalk(room.bridge, register, account, room.window)
        walk.open()
        return walk

    return begin


def question(walk: OwnershipWalk) -> str:
    return walk.findChild(QLabel, "question").text()


def where(walk: OwnershipWalk) -> str:
    return walk.findChild(ElidedLabel, "walk_where").full_text


def press(walk: OwnershipWalk, name: str) -> None:
    walk.findChild(QPushButton, name).click()


def answer(walk: OwnershipWalk, words: str) -> None:
    found = [each for each in walk.findChildren(QRadioButton) if each.text() == words]
    assert len(found) == 1, [each.text() for each in walk.findChildren(QRadioButton)]
    found[0].click()


def known(room: Room, account: AccountId) -> Registration:
    return room.store.get(Registration, account) or Registration(account)


def test_it_begins_with_the_chosen_account_and_goes_round(room: Room, start: Start) -> None:
    found = stops(room.bridge.read(register_sheet), GOOGLE)
    assert found[0].account == GOOGLE
    order = list(dict.fromkeys(stop.account for stop in found))
    assert order == [GOOGLE, BLUESKY, MAIL, "instagram", "facebook"]
    assert found[0].kind is CheckKind.ADDRESS
    assert [stop.is_last for stop in found[:6]] == [False] * 5 + [True]


def test_what_a_platform_does_not_offer_is_not_asked(room: Room, start: Start) -> None:
    found = stops(room.bridge.read(register_sheet), BLUESKY)
    asked = [stop.kind for stop in found if stop.account == BLUESKY]
    assert CheckKind.OWNERS not in asked


def test_each_answer_is_kept_at_once(room: Room, start: Start) -> None:
    walk = start(GOOGLE)
    assert question(walk) == "Is it registered to an e-mail address of the business?"
    assert where(walk).endswith("question 1 of 6")
    answer(walk, "Yes, an address of the business")
    assert known(room, GOOGLE).email_of is Belongs.BUSINESS
    press(walk, "walk_next")
    answer(walk, "Yes, no number is registered")
    assert known(room, GOOGLE).phone_of is Belongs.NOBODY
    press(walk, "walk_next")
    walk.findChild(QCheckBox, f"tick_{ANN}").click()
    walk.findChild(QCheckBox, f"tick_{BEN}").click()
    assert set(known(room, GOOGLE).admins) >= {ANN, BEN}
    press(walk, "walk_next")
    answer(walk, "a code from the vault")
    assert known(room, GOOGLE).factor is SecondFactor.VAULT
    press(walk, "walk_next")
    answer(walk, "Yes")
    assert known(room, GOOGLE).codes_filed is True
    press(walk, "walk_next")
    answer(walk, "No")
    assert known(room, GOOGLE).strangers_gone is False
    assert known(room, GOOGLE).checked_on is None, "not gone through yet"
    assert walk.findChild(QPushButton, "walk_next").text() == "Next account: Bluesky"
    bar = walk.findChild(QProgressBar)
    assert (bar.value(), bar.maximum()) == (6, 6), "as the title counts"
    press(walk, "walk_next")
    assert known(room, GOOGLE).checked_on is not None
    assert where(walk).startswith("Bluesky")
    walk.reject()


def test_it_can_be_left_and_the_rest_stays_open(room: Room, start: Start) -> None:
    walk = start(MAIL)
    line = walk.findChild(QLineEdit)
    line.setText("owner@cornercafe.example")
    press(walk, "leave_walk")
    said = known(room, MAIL)
    assert said.email == "owner@cornercafe.example", "what was typed last is kept"
    assert said.email_of is Belongs.UNKNOWN


def test_back_shows_the_answer_that_was_given(room: Room, start: Start) -> None:
    walk = start(GOOGLE)
    assert not walk.findChild(QPushButton, "walk_back").isEnabled()
    answer(walk, "I don't know")
    press(walk, "walk_next")
    press(walk, "walk_back")
    picked = [each.text() for each in walk.findChildren(QRadioButton) if each.isChecked()]
    assert picked == ["I don't know"]
    assert known(room, GOOGLE).email_of is Belongs.UNKNOWN
    walk.reject()


def test_texts_that_cannot_be_kept_say_so(room: Room, start: Start) -> None:
    walk = start(MAIL)
    line = walk.findChild(QLineEdit)
    line.setText("long " * 60)
    line.editingFinished.emit()
    errors = [t.text() for t in walk.findChildren(QLabel) if t.property("kind") == "error"]
    assert any(errors)
    walk.reject()
    assert known(room, MAIL).email == ""


def test_a_factor_on_a_thing_asks_whose_it_is(room: Room, start: Start) -> None:
    walk = start(GOOGLE)
    for _ in range(3):
        press(walk, "walk_next")
    assert question(walk) == "What does it ask for beside the password?"
    answer(walk, "a code in a text message")
    answer(walk, "The business's")
    said = known(room, GOOGLE)
    assert (said.factor, said.factor_of) == (SecondFactor.TEXT, Belongs.BUSINESS)
    answer(walk, "nothing but the password")
    theirs = [each for each in walk.findChildren(QRadioButton) if each.text() == "The owner's own"]
    assert [each.isVisible() for each in theirs] == [False]
    walk.reject()


def test_who_left_is_named_and_the_page_opens(room: Room, start: Start, opened: list[str]) -> None:
    walk = start(GOOGLE)
    for _ in range(5):
        press(walk, "walk_next")
    assert "Who left: Jo." in room.words(walk)
    press(walk, "open_walk")
    assert opened
    walk.reject()


def test_the_end_says_how_every_account_stands(room: Room, start: Start) -> None:
    walk = start(GOOGLE)
    count = len(stops(room.bridge.read(register_sheet), GOOGLE))
    for _ in range(count):
        press(walk, "walk_next")
    assert question(walk) == "This is how your accounts stand"
    assert "Google Business Profile, Corner Café" in room.words(walk)
    assert "not yours" in room.words(walk)
    assert walk.findChild(QPushButton, "walk_next").text() == "Close"
    closed = room.gone(walk)
    press(walk, "walk_next")
    assert closed()


def test_nothing_to_ask_is_said(room: Room) -> None:
    register = room.bridge.read(register_sheet)
    walk = OwnershipWalk(room.bridge, register, None, room.window)
    walk.open()
    assert "There was nothing to ask." in room.words(walk)
    walk.reject()
