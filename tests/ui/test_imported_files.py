"""What was imported: the list, the posts and which of the calendar they are, remembered columns."""

from datetime import date
from pathlib import Path

import pytest
from import_room import ImportRoom, choose, days_file, describe, planned, press, said, tick
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton

from smbsocial.domain.content import Post
from smbsocial.domain.measures import ColumnMap, MatchedBy, PostMatch
from smbsocial.ui.results.importing.match_form import MatchForm
from smbsocial.ui.results.importing.section import ImportsSection
from smbsocial.ui.results.rooms import IMPORTS, ResultsRooms
from smbsocial.ui.results.tables import LinesTable

POSTS = "mbs_instagram_posts_2026.csv"
SERIES = "tiktok_overview_2026.csv"
LINK = "https://www.instagram.com/reel/iuZJeVeuZfX/"
DAY = date(2026, 5, 26)


@pytest.fixture
def section(imports: ImportRoom) -> ImportsSection:
    made = ImportsSection(imports.bridge)
    made.resize(980, 560)
    imports.qtbot.addWidget(made)
    imports.bridge.changed.connect(lambda _changed: made.refresh())
    made.refresh()
    with imports.qtbot.waitExposed(made):
        made.show()
    return made


def wait(section: ImportsSection, imports: ImportRoom) -> None:
    """Until the posts of the chosen file stand there."""
    imports.qtbot.waitUntil(lambda: not section.is_looking)


def lines(section: ImportsSection, name: str) -> list[tuple[str, ...]]:
    table = section.findChild(LinesTable, name)
    assert table is not None
    return [line.cells for line in table.lines] if table.isVisible() else []


def of_link(section: ImportsSection, imports: ImportRoom) -> tuple[str, ...]:
    """The line of the post whose link is known."""
    wait(section, imports)
    table = section.findChild(LinesTable, "results_table")
    assert table is not None
    return next(line.cells for line in table.lines if line.cells[0] == "26/05/2026")


def change(section: ImportsSection, imports: ImportRoom) -> MatchForm:
    """Ask for another post for the one whose link is known."""
    wait(section, imports)
    table = section.findChild(LinesTable, "results_table")
    assert table is not None
    at = next(n for n, line in enumerate(table.lines) if line.cells[0] == "26/05/2026")
    table.setCurrentIndex(table.model().index(at, 0))
    table.setFocus()
    imports.qtbot.keyClick(table, Qt.Key.Key_Return)
    form = section.findChildren(MatchForm)[-1]
    assert form.isVisible()
    return form


def pick(form: MatchForm, name: str) -> None:
    radio = form.findChild(QRadioButton, name)
    assert radio is not None, [r.objectName() for r in form.findChildren(QRadioButton)]
    radio.click()
    press(form, "confirm")


def test_without_files_it_says_what_will_stand_here(
    imports: ImportRoom, section: ImportsSection
) -> None:
    assert "No file yet" in said(section)
    with imports.qtbot.waitSignal(section.import_wanted):
        press(section, "empty_action")
    assert lines(section, "imports_table") == []


def test_what_was_imported_stands_there_the_newest_first(
    imports: ImportRoom, section: ImportsSection
) -> None:
    imports.take_in(imports.read(POSTS))
    imports.take_in(imports.read(SERIES))
    first, second = lines(section, "imports_table")
    assert first[:4] == (SERIES, "TikTok by day", "28 Feb 2025 – 27 Feb 2026", "365")
    assert second[:4] == (POSTS, "Instagram posts", "26 May 2026 – 21 Jun 2026", "21")
    assert int(first[4]) > 100
    assert first[5] == "01/07/2027, 10:30"
    assert "No file yet" not in said(section)
    imports.bridge.undo_action.trigger()
    assert [line[0] for line in lines(section, "imports_table")] == [POSTS]


def test_no_older_import_is_taken_away(imports: ImportRoom, section: ImportsSection) -> None:
    imports.take_in(imports.read(POSTS))
    words = [each.text() for each in section.findChildren(QPushButton) if each.isVisible()]
    assert not [text for text in words if "Remove" in text or "Delete" in text]


def test_posts_stand_beside_those_of_the_calendar(
    imports: ImportRoom, section: ImportsSection
) -> None:
    planned(imports.store, DAY, "Large order", LINK)
    imports.take_in(imports.read(POSTS))
    wait(section, imports)
    assert said(section, "results_of") == "Posts: Instagram, 26 May 2026 – 21 June 2026"
    assert said(section, "results_count") == "1 of 21 are posts of your calendar."
    assert of_link(section, imports)[2:] == ("Large order", "same link")
    tick(section, "open_only")
    shown = lines(section, "results_table")
    assert len(shown) == 20
    assert {line[2] for line in shown} == {"–"}
    tick(section, "open_only", on=False)
    assert len(lines(section, "results_table")) == 21


def test_the_owner_corrects_a_match_with_the_keyboard_and_undoes_it(
    imports: ImportRoom, section: ImportsSection
) -> None:
    planned(imports.store, DAY, "Large order", LINK)
    other = planned(imports.store, date(2026, 5, 28), "Small order")
    imports.take_in(imports.read(POSTS))
    form = change(section, imports)
    chosen = [r.text() for r in form.findChildren(QRadioButton) if r.isChecked()]
    assert chosen == ["Tue 26 May, Instagram: Large order"]
    pick(form, f"post-{other.id}")
    assert of_link(section, imports)[2:] == ("Small order", "you said so")
    [match] = imports.store.all(PostMatch)
    assert (match.post, match.how) == (other.id, MatchedBy.OWNER)
    imports.bridge.undo_action.trigger()
    assert of_link(section, imports)[2:] == ("Large order", "same link")


def test_none_of_them_is_an_answer_that_stays(imports: ImportRoom, section: ImportsSection) -> None:
    planned(imports.store, DAY, "Large order", LINK)
    imports.take_in(imports.read(POSTS))
    pick(change(section, imports), "post-none")
    assert of_link(section, imports)[2:] == ("–", "none of them, you said")
    form = imports.read(POSTS)
    assert "0 of 21" in said(form)
    press(form, "cancel")
    form_ = change(section, imports)
    assert [r.objectName() for r in form_.findChildren(QRadioButton) if r.isChecked()] == [
        "post-none"
    ]
    form_.reject()


def test_only_posts_near_the_day_are_offered(imports: ImportRoom, section: ImportsSection) -> None:
    near = planned(imports.store, date(2026, 5, 20), "Near")
    planned(imports.store, date(2026, 3, 1), "Far away")
    imports.take_in(imports.read(POSTS))
    form = change(section, imports)
    names = {r.objectName() for r in form.findChildren(QRadioButton)}
    assert names == {f"post-{near.id}", "post-none"}
    press(form, "confirm")
    assert "choose one" in said(form, "trouble")
    form.reject()
    assert all(isinstance(each, Post) for each in imports.store.all(Post))


def test_remembered_columns_are_seen_and_forgotten(
    imports: ImportRoom, section: ImportsSection, tmp_path: Path
) -> None:
    form = imports.read(days_file(tmp_path))
    mapping = describe(form)
    for name, text in (
        ("row_kind", "a day"),
        ("row_source", "Instagram"),
        ("column-0", "Day"),
        ("column-1", "Views"),
    ):
        choose(mapping, name, text)
    press(mapping, "confirm")
    imports.wait(form)
    imports.take_in(form)
    imports.qtbot.waitUntil(lambda: "Instagram, one row is a day" in said(section))
    assert said(section, "map_words") == "Tag: Day, Gesehen: Views"
    [kept] = imports.store.all(ColumnMap)
    press(section, f"forget-{kept.id}")
    assert imports.store.all(ColumnMap) == ()
    assert said(section, "map_words") == ""
    words, undoable = imports.told[-1]
    assert "What came in stays." in words
    assert undoable
    assert lines(section, "imports_table")
    imports.bridge.undo_action.trigger()
    assert imports.store.all(ColumnMap) == (kept,)


def test_a_section_that_is_left_waits_for_nothing(
    imports: ImportRoom, section: ImportsSection
) -> None:
    imports.take_in(imports.read(POSTS))
    assert section.is_looking
    section.hide()
    assert not section.is_looking
    section.show()
    section.refresh()
    wait(section, imports)
    assert len(lines(section, "results_table")) == 21


def test_another_file_shows_its_posts(imports: ImportRoom, section: ImportsSection) -> None:
    imports.take_in(imports.read(POSTS))
    imports.take_in(imports.read("x_content_2026.csv"))
    wait(section, imports)
    assert "X" in said(section, "results_of")
    table = section.findChild(LinesTable, "imports_table")
    assert table is not None
    table.setFocus()
    imports.qtbot.keyClick(table, Qt.Key.Key_Down)
    wait(section, imports)
    assert said(section, "results_of").startswith("Posts: Instagram")
    assert len(lines(section, "results_table")) == 21


def test_it_is_a_section_of_the_results(imports: ImportRoom) -> None:
    rooms = ResultsRooms(imports.bridge)
    imports.qtbot.addWidget(rooms.page)
    rooms.page.show()
    assert IMPORTS in rooms.page.sections
    press(rooms.page, f"section-{IMPORTS}")
    assert isinstance(rooms.page.show_section(IMPORTS), ImportsSection)
    offered = rooms.page.findChildren(QPushButton, "empty_action")
    assert [each.text() for each in offered if each.isVisible()] == ["Import numbers…"]


def test_controls_have_names_for_readers(imports: ImportRoom, section: ImportsSection) -> None:
    imports.take_in(imports.read(POSTS))
    wait(section, imports)
    for control in (*section.findChildren(QPushButton), *section.findChildren(QCheckBox)):
        assert control.accessibleName(), control.objectName()
    for table in section.findChildren(LinesTable):
        assert table.accessibleName()
    first = section.findChild(LinesTable, "results_table")
    assert first is not None
    index = first.model().index(0, 0)
    spoken = first.model().data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(spoken, str)
    assert "none found" in spoken
