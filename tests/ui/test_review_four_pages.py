"""The review's pages on platforms, communities, accounts and people: seen, pressed, printed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from vault_room import INSTAGRAM, Room

from smbsocial.domain.communities import Community
from smbsocial.domain.content import Post
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.review import Review, ReviewAnswer, ReviewPage, ReviewWord, answer_id
from smbsocial.storage.store import SqliteStore
from smbsocial.ui import jobs
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review.accounts import AccountsBody
from smbsocial.ui.review.communities import CommunitiesBody
from smbsocial.ui.review.leaving import LeavingForm
from smbsocial.ui.review.lent_body import LentBody
from smbsocial.ui.review.people import PeopleBody
from smbsocial.ui.review.platforms import PlatformsBody
from smbsocial.ui.text.review_pages import ahead
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing.emptying import Emptied
from smbsocial.usecases.reviewing.opening import open_review
from smbsocial.usecases.reviewing.people import people_page, say_thinner
from smbsocial.usecases.reviewing.platforms import (
    Farewell,
    all_leavings,
    say_of_platform,
    unfinished_leavings,
)
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.backups import back_up, choose_backup_folder

B = TypeVar("B", PlatformsBody, CommunitiesBody, AccountsBody, PeopleBody)
W = TypeVar("W", bound=QWidget)


@pytest.fixture(autouse=True)
def ended(bridge: Bridge) -> Iterator[None]:
    """Nobody reads any more when the store is closed."""
    yield
    bridge.closing.emit()
    jobs.wait_all()


@pytest.fixture
def review(bridge: Bridge) -> Review:
    return bridge.do(Action.OPEN_REVIEW, open_review)


def shown(kind: type[B], room: Room, review: Review) -> tuple[B, list[tuple[int, int]]]:
    """A page in the window; it is read anew after each change, as its frame does."""
    body = kind(room.bridge, room.desk, review.id)
    body.setParent(room.window)
    body.resize(room.window.size())
    told: list[tuple[int, int]] = []
    body.progress.connect(lambda answered, whole: told.append((answered, whole)))
    room.bridge.changed.connect(lambda _changed: body.refresh())
    body.refresh()
    body.show()
    if isinstance(body, LentBody):
        room.qtbot.waitUntil(lambda: body.figures is not None and body._job is None)
    return body, told


def find(where: QWidget, kind: type[W], name: str) -> W:
    found = where.findChild(kind, name)
    assert found is not None, name
    return found


def press(where: QWidget, name: str) -> None:
    find(where, QPushButton, name).click()


def texts(where: QWidget) -> str:
    QApplication.processEvents()  # what was drawn anew is laid out
    return "\n".join(label.text() for label in where.findChildren(QLabel) if label.isVisible())


def answer(room: Room, review: Review, page: ReviewPage, subject: str) -> ReviewAnswer | None:
    return room.store.get(ReviewAnswer, answer_id(review.id, page, subject))


def form_of(room: Room, body: QWidget, name: str) -> QLineEdit:
    field = body.findChild(QLineEdit, name)
    assert field is not None
    return field


def test_a_platform_is_left_with_a_reason_and_its_list_appears(
    room: Room, review: Review, qtbot: QtBot
) -> None:
    body, told = shown(PlatformsBody, room, review)
    posts = len(room.store.all(Post))
    press(body, "word-instagram-leave")
    assert not find(body, QPushButton, "word-instagram-leave").isChecked()
    reason = form_of(room, body, "leave_reason")
    confirm = find(reason.window(), QPushButton, "confirm")
    confirm.click()
    assert "Please fill this in." in texts(reason.window())
    assert answer(room, review, ReviewPage.PLATFORMS, "instagram") is None
    reason.setText("Nobody reacts")
    confirm.click()
    said = answer(room, review, ReviewPage.PLATFORMS, "instagram")
    assert said is not None
    assert said.word is ReviewWord.LEAVE
    assert len(room.store.all(Post)) < posts
    assert room.told
    assert find(body, QPushButton, "word-instagram-leave").isChecked()
    find(body, QCheckBox, "farewell-instagram-links").click()
    find(body, QCheckBox, "farewell-instagram-name-closed").click()
    (left,) = all_leavings(room.store, room.bridge.ports)
    assert {line.step for line in left.lines if line.done_at} == {Farewell.LINKS, Farewell.NAME}
    assert "2 of 7" in texts(body)
    assert told[-1][0] == 1
    assert "Nobody reacts" in body.paper()
    assert "Account closed" in body.paper()
    room.bridge.undo_action.trigger()
    room.bridge.undo_action.trigger()
    room.bridge.undo_action.trigger()
    assert len(room.store.all(Post)) == posts
    assert body.findChild(QWidget, "farewell-instagram-links") is None


def test_a_post_that_is_set_aside_is_one_of_those_that_leave(room: Room) -> None:
    post = room.store.all(Post)[0]
    only, two = ahead(Emptied((), (post,))), ahead(Emptied((post,), (post,)))
    assert only.endswith(". Edited by you, so set aside with the text.")
    assert two.endswith(". Edited by you, so set aside with the text: 1 of these 2.")


def test_staying_and_who_lives_there_are_kept_at_once(room: Room, review: Review) -> None:
    body, _ = shown(PlatformsBody, room, review)
    press(body, "word-instagram-stay")
    said = answer(room, review, ReviewPage.PLATFORMS, "instagram")
    assert said is not None
    assert said.word is ReviewWord.STAY
    find(body, QCheckBox, "lives-instagram-no").click()
    assert "not there, you say" in texts(body)
    find(body, QCheckBox, "lives-instagram-no").click()
    assert "not there, you say" not in texts(body)


def test_no_platform_at_all_says_what_will_stand_here(
    room: Room, review: Review, store: SqliteStore
) -> None:
    with store.transaction() as tx:
        for post in store.all(Post):
            tx.remove(Post, post.id)
    body, told = shown(PlatformsBody, room, review)
    wanted: list[str] = []
    body.page_wanted.connect(wanted.append)
    press(body, "empty_action")
    assert wanted == ["accounts"]
    assert told[-1] == (0, 0)
    assert body.paper()


def test_what_is_left_is_ticked_after_the_review_too(
    room: Room, review: Review, qtbot: QtBot
) -> None:
    key, leave = PlatformKey("instagram"), ReviewWord.LEAVE
    room.bridge.do(Action.SAY_IN_REVIEW, say_of_platform, review.id, key, leave, "Why not")
    closed = replace(review, closed_at=room.clock.now())
    room.bridge.changes.write(lambda tx, _ports: tx.put(closed))
    (left,) = unfinished_leavings(room.store, room.bridge.ports)
    form = LeavingForm(room.bridge, left, room.window)
    form.open()
    wanted: list[str] = []
    form.page_wanted.connect(wanted.append)
    for step in Farewell:
        for name in (step.value, f"{step.value}-kept"):
            box = form.findChild(QCheckBox, f"farewell-instagram-{name}")
            if box is not None:
                box.click()
    assert unfinished_leavings(room.store, room.bridge.ports) == ()
    room.bridge.undo_action.trigger()
    assert len(unfinished_leavings(room.store, room.bridge.ports)) == 1
    press(form, "farewell-instagram-name-open")
    assert wanted == ["accounts"]
    qtbot.waitUntil(lambda: not form.isVisible())


def test_communities_are_kept_renamed_dropped_and_added(room: Room, review: Review) -> None:
    body, told = shown(CommunitiesBody, room, review)
    press(body, "word-c0-keep")
    press(body, "word-c1-change")
    name = form_of(room, body, "community_name")
    name.setText(" ")
    press(name.window(), "confirm")
    name.setText("Parents at ten")
    press(name.window(), "confirm")
    page = ReviewPage.COMMUNITIES
    assert answer(room, review, page, "c0").word is ReviewWord.KEEP  # type: ignore[union-attr]
    assert answer(room, review, page, "c1").text == "Parents at ten"  # type: ignore[union-attr]
    assert told[-1][0] == 2
    assert "Its new name: Parents at ten" in texts(body)
    press(body, "add_community")
    added = form_of(room, body, "added_name")
    added.setText(room.store.all(Community)[0].name)
    press(added.window(), "confirm")
    assert "is among your communities already" in texts(added.window())
    added.setText("Runners")
    find(added.window(), QLineEdit, "added_where").setText("By the river")
    press(added.window(), "confirm")
    assert "By the river" in texts(body)
    assert "Runners" in body.paper()
    press(body, "unsay-new:1")
    assert answer(room, review, page, "new:1") is None
    for each in room.store.all(Community):
        press(body, f"word-{each.id}-drop")
    assert body.findChild(QWidget, "none_left") is not None


def test_an_account_is_seen_to_and_not_after_all(room: Room, review: Review) -> None:
    room.put_accounts()
    body, told = shown(AccountsBody, room, review)
    assert "There is no vault yet" in texts(body)
    whole = told[-1][1]
    press(body, f"look-{INSTAGRAM}")
    assert told[-1] == (told[0][0] + 1, whole)
    assert "Seen to on" in body.paper()
    press(body, f"look-{INSTAGRAM}")
    assert told[-1] == told[0]
    wanted: list[str] = []
    body.page_wanted.connect(wanted.append)
    press(body, "open_accounts")
    press(body, "open_backups")
    assert wanted == ["accounts", "backup"]


def test_no_account_leads_to_the_accounts(room: Room, review: Review) -> None:
    body, _ = shown(AccountsBody, room, review)
    wanted: list[str] = []
    body.page_wanted.connect(wanted.append)
    press(body, "empty_action")
    assert wanted == ["accounts"]


def test_hours_talks_and_sales_are_kept_as_they_are_written(room: Room, review: Review) -> None:
    body, told = shown(PeopleBody, room, review)
    ask = room.bridge.read
    find(body, QWidget, "wants-ben").setPlainText("Make films")  # type: ignore[attr-defined]
    find(body, QWidget, "wants-ben").flush()  # type: ignore[attr-defined]
    find(body, QCheckBox, "held-ben").click()
    (talk,) = ask(people_page, review.id).talks
    assert [*talk.said.values()] == ["Make films"]
    assert talk.held_on is not None
    find(body, QWidget, "sales_said").setPlainText("Oat milk")  # type: ignore[attr-defined]
    find(body, QCheckBox, "sales_done").click()
    page = ask(people_page, review.id)
    assert (page.sales_word, page.sales_text) == (ReviewWord.DONE, "Oat milk")
    assert told[-1] == (2, 2)
    assert "Make films" in body.paper()
    assert "Oat milk" in body.paper()


def test_who_turns_the_page_by_a_key_loses_no_word(room: Room, review: Review) -> None:
    body, _ = shown(PeopleBody, room, review)
    find(body, QWidget, "briefed-ben").setPlainText("Soup vote")  # type: ignore[attr-defined]
    body.hide()
    (talk,) = room.bridge.read(people_page, review.id).talks
    assert [*talk.said.values()] == ["Soup vote"]


def test_what_somebody_is_writing_is_not_drawn_over(room: Room, review: Review) -> None:
    body, _ = shown(PeopleBody, room, review)
    box = find(body, QWidget, "wants-ben")
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    room.qtbot.keyClicks(box, "Make fi")
    body.refresh()
    assert find(body, QWidget, "wants-ben") is box
    assert box.toPlainText() == "Make fi"  # type: ignore[attr-defined]


def test_a_wish_for_fewer_minutes_can_be_changed_and_taken_back(room: Room, review: Review) -> None:
    room.bridge.do(Action.SAY_IN_REVIEW, say_thinner, review.id, 90)
    body, _ = shown(PeopleBody, room, review)
    find(body, QLineEdit, "thinner_minutes").setText("0")
    press(body, "take_thinner")
    assert room.bridge.read(people_page, review.id).thinner_said == 90
    find(body, QLineEdit, "thinner_minutes").setText("75")
    press(body, "take_thinner")
    assert room.bridge.read(people_page, review.id).thinner_said == 75
    assert "1 h 15 a week" in body.paper()
    press(body, "leave_thinner")
    assert room.bridge.read(people_page, review.id).thinner_said is None


def test_a_backup_is_tried_and_what_was_in_it_is_kept(
    room: Room, review: Review, tmp_path: Path, qtbot: QtBot
) -> None:
    room.set_up()
    room.enter()
    choose_backup_folder(room.vault, str(tmp_path))
    run_here(back_up(room.vault))
    body, told = shown(AccountsBody, room, review)
    assert find(body, QPushButton, "try_backup").isVisible()
    press(body, "try_backup")
    assert find(body, QPushButton, "stop_trial").isVisible()
    qtbot.waitUntil(
        lambda: answer(room, review, ReviewPage.ACCOUNTS, "backup-restored") is not None
    )
    qtbot.waitUntil(lambda: not body.findChildren(QProgressBar)[0].isVisible())
    assert "all 2 passwords open" in texts(body)
    assert told[-1][0] == told[0][0] + 1
    assert "all 2 passwords open" in body.paper()


def test_a_trial_that_is_stopped_keeps_nothing(
    room: Room, review: Review, tmp_path: Path, qtbot: QtBot
) -> None:
    room.set_up()
    room.enter()
    choose_backup_folder(room.vault, str(tmp_path))
    run_here(back_up(room.vault))
    body, _ = shown(AccountsBody, room, review)
    press(body, "try_backup")
    press(body, "stop_trial")
    qtbot.waitUntil(lambda: find(body, QPushButton, "try_backup").isVisible())
    assert answer(room, review, ReviewPage.ACCOUNTS, "backup-restored") is None
    assert not find(body, QLabel, "backup_error").isVisible()
    for file in tmp_path.iterdir():
        file.unlink()
    room.backups.written.clear()
    press(body, "try_backup")
    qtbot.waitUntil(lambda: find(body, QLabel, "backup_error").isVisible())
