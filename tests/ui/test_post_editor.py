"""The editor of a post: saving in one step, errors at their field, deleting, a new one."""

import pytest
from corner_cafe import january
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.content import Post, Status
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import CommunityId, PlatformKey, PostId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.post.counting import count_words, hashtags, is_too_long
from smbsocial.ui.post.editor import PostEditor, ask_day, edit_post, new_post
from smbsocial.ui.widgets.fields import Choice, DayEdit, Field
from smbsocial.usecases.calendar import calendar_sheet, post_sheet

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def editor(page: QWidget, bridge: Bridge) -> PostEditor:
    made = edit_post(bridge, PostId("post05"), page)
    assert made is not None
    return made


def post(bridge: Bridge, id: str = "post05") -> Post:
    return bridge.read(post_sheet, PostId(id)).post


def error_at(editor: PostEditor, field: str) -> str:
    return editor.findChild(Field, f"{field}_field").error


def type_title(editor: PostEditor, text: str) -> None:
    editor.findChild(QLineEdit, "title").setText(text)


def test_what_is_changed_is_one_step(editor: PostEditor, bridge: Bridge, qtbot: QtBot) -> None:
    type_title(editor, "Oat, round three")
    text = editor.findChild(QPlainTextEdit, "text")
    text.clear()
    qtbot.keyClicks(text, "Which one would you pick?")
    editor.findChild(Choice, "community").choose(CommunityId("c2"))
    editor.findChild(DayEdit, "day").show_value(january(15))
    editor.findChild(QLineEdit, "minutes").setText("35")
    qtbot.keyClick(editor, Qt.Key.Key_S, CONTROL)
    changed = post(bridge)
    assert not editor.isVisible()
    assert (changed.title, changed.text) == ("Oat, round three", "Which one would you pick?")
    assert (changed.community, changed.day, changed.minutes) == ("c2", january(15), 35)
    assert changed.edited
    bridge.undo_action.trigger()
    assert post(bridge).title == "The oat flat white test, round two"
    assert not bridge.undo_action.isEnabled()


def test_nothing_changed_is_no_step(editor: PostEditor, bridge: Bridge) -> None:
    before = post(bridge)
    editor.save()
    assert post(bridge) == before
    assert not bridge.undo_action.isEnabled()


def test_escape_changes_nothing(editor: PostEditor, bridge: Bridge, qtbot: QtBot) -> None:
    type_title(editor, "Never mind")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert post(bridge).title == "The oat flat white test, round two"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "fill this in"),
        ("title", "x" * 201, "201"),
        ("minutes", "-5", "-5"),
        ("minutes", "soon", "not a number"),
        ("minutes", "100000", "between"),
    ],
)
def test_errors_stand_at_their_field(
    editor: PostEditor, bridge: Bridge, field: str, value: str, says: str
) -> None:
    editor.findChild(QLineEdit, field).setText(value)
    editor.save()
    assert editor.isVisible()
    assert says in error_at(editor, field)
    assert not bridge.undo_action.isEnabled()
    editor.findChild(QLineEdit, field).setText("20")
    editor.save()
    assert not editor.isVisible()
    assert post(bridge).is_open


def test_a_posted_one_has_a_link_and_it_is_checked(editor: PostEditor, bridge: Bridge) -> None:
    link = editor.findChild(QLineEdit, "link")
    assert not link.isVisible()
    editor.findChild(Choice, "status").choose(Status.POSTED)
    assert link.isVisible()
    link.setText("not an address")
    editor.save()
    assert error_at(editor, "link")
    link.setText("https://example.org/p/1")
    editor.save()
    assert post(bridge).link == "https://example.org/p/1"
    assert post(bridge).posted_at is not None


def test_only_allowed_statuses_are_offered(bridge: Bridge, page: QWidget) -> None:
    posted = edit_post(bridge, PostId("post00"), page)
    assert posted is not None
    offered = posted.findChild(Choice, "status")
    names = [offered.itemText(i) for i in range(offered.count())]
    assert names == ["draft", "posted"]
    posted.reject()


def test_deleting_asks_nothing_and_comes_back(editor: PostEditor, bridge: Bridge) -> None:
    told: list[tuple[str, bool]] = []
    bridge.told.connect(lambda words, undo: told.append((words, undo)))
    editor.findChild(QPushButton, "delete_post").click()
    assert not editor.isVisible()
    with pytest.raises(ExpectedError):
        post(bridge)
    assert told == [("“The oat flat white test, round two” was deleted.", True)]
    bridge.undo_action.trigger()
    assert post(bridge).title == "The oat flat white test, round two"


def test_a_new_post_is_written_only_when_saved(bridge: Bridge, page: QWidget) -> None:
    def on_the_day() -> list[str]:
        sheet = bridge.read(calendar_sheet, 2027, 1)
        days = [day for row in sheet.rows for day in row.days]
        return [c.title for d in days if d.day == january(15) for c in d.chips]

    left = new_post(bridge, january(15), page)
    assert left is not None
    type_title(left, "Not this one")
    left.reject()
    assert on_the_day() == []
    kept = new_post(bridge, january(15), page)
    assert kept is not None
    kept.save()
    assert error_at(kept, "title")
    type_title(kept, "Cinnamon buns")
    kept.save()
    assert on_the_day() == ["Cinnamon buns"]
    bridge.undo_action.trigger()
    assert on_the_day() == []


def test_a_post_that_is_gone_is_said_in_the_message_bar(bridge: Bridge, page: QWidget) -> None:
    failed: list[ExpectedError] = []
    bridge.failed.connect(failed.append)
    assert edit_post(bridge, PostId("gone"), page) is None
    assert len(failed) == 1


def test_the_count_follows_text_and_platform(editor: PostEditor, bridge: Bridge) -> None:
    count = editor.findChild(QLabel, "count")
    text = editor.findChild(QPlainTextEdit, "text")
    text.setPlainText("Hello #oat #1 a#b")
    assert count.text().startswith("17 of 2,200 characters · 1 of ")
    text.setPlainText("x" * 2201)
    assert "too much for Instagram" in count.text()
    assert count.property("kind") == "error"
    text.setPlainText("x" * 300)
    assert count.property("kind") == "small"
    editor.findChild(Choice, "platform").choose(PlatformKey("x"))
    assert "300 of 280" in count.text()


def test_each_platform_counts_its_own_way(bridge: Bridge) -> None:
    library = bridge.ports.library
    smile = "\N{SMILING FACE WITH OPEN MOUTH}"
    by_platform = {p.key: count_words(smile, p) for p in library.platforms()}
    assert by_platform["x"].startswith("2 of 280")
    assert by_platform["bluesky"].startswith("1 of 300")
    assert not any(is_too_long(smile, p) for p in library.platforms())


@pytest.mark.parametrize(
    ("text", "found"),
    [("", 0), ("#a #b", 2), ("#Café_2 #été", 2), ("no#tag", 0), ("#1", 0), ("##x", 1), ("# x", 0)],
)
def test_hashtags_are_told_from_numbers(text: str, found: int) -> None:
    assert hashtags(text) == found


def test_asking_for_a_day_says_it_once(page: QWidget, qtbot: QtBot) -> None:
    said: list[object] = []
    dialog = ask_day(page, january(13), said.append)
    dialog.findChild(DayEdit).show_value(january(21))
    dialog.findChild(QPushButton, "move").click()
    assert said == [january(21)]
    again = ask_day(page, january(13), said.append)
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert said == [january(21)]
