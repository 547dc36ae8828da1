"""Importing numbers in the window: chosen or dropped, one preview, one step, all of it undone."""

import csv
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from import_room import (
    EXPORTS,
    JULY,
    WAIT,
    ImportRoom,
    days_file,
    drag,
    drop,
    planned,
    press,
    said,
    tick,
)
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)

from smbsocial.domain.goals import Reading
from smbsocial.domain.ids import KpiId, ReadingId
from smbsocial.domain.measures import Import, MatchedBy, PostMatch
from smbsocial.ui.results.importing.cards import FileCard
from smbsocial.ui.results.importing.form import ImportForm
from smbsocial.ui.results.rooms import ResultsRooms
from smbsocial.ui.results.tables import LinesTable
from smbsocial.ui.rooms import Rooms
from smbsocial.ui.text import import_preview
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.usecases.changes import Action
from smbsocial.usecases.importing.imports import sheet

POSTS = "mbs_instagram_posts_2026.csv"
SERIES = "tiktok_overview_2026.csv"
UNSURE = "mbs_daily_views_resaved_semicolon.csv"
ROWS = 60_000
PART = 0.5
"""The longest gap beside the time of finding out in one go what is new in the rows."""


def card(form: ImportForm, name: str) -> FileCard:
    found = [c for c in form.findChildren(FileCard) if name in said(c, "file_name")]
    assert found, said(form)
    return found[0]


def test_the_preview_says_what_a_file_is_and_changes_nothing(imports: ImportRoom) -> None:
    before = imports.seen()
    form = imports.read(POSTS)
    text = said(form)
    assert "Instagram posts · Instagram" in text
    assert "26 May 2026 – 21 June 2026 · 21 rows" in text
    assert "New: 21. Replaced: 0. Known already: 0." in text
    assert "Views 541,645" in text
    assert "Columns that were left alone" in text
    assert imports.seen() == before


def test_taking_in_is_one_step_that_offers_undo(imports: ImportRoom) -> None:
    before = imports.seen()
    imports.take_in(imports.read(POSTS, SERIES))
    [(words, undoable)] = imports.told
    assert words.startswith("Taken in: 386 rows")
    assert undoable
    after = imports.seen()
    assert {row.name for row in imports.store.all(Import)} == {POSTS, SERIES}
    imports.bridge.undo_action.trigger()
    assert imports.seen() == before
    imports.bridge.redo_action.trigger()
    assert imports.seen() == after


def test_of_five_files_one_that_is_bad_holds_up_none(imports: ImportRoom, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.touch()
    names = (POSTS, SERIES, str(bad), "x_content_2026.csv", "youtube_table_data_revenue.csv")
    form = imports.read(*names)
    assert "This file is empty." in said(card(form, "bad.csv"))
    assert "not read" in said(card(form, "bad.csv"))
    imports.take_in(form)
    taken = {row.name for row in imports.store.all(Import)}
    assert taken == {name for name in names if name != str(bad)}


def test_what_is_only_bad_can_be_closed_and_nothing_else(
    imports: ImportRoom, tmp_path: Path
) -> None:
    missing = tmp_path / "gone.csv"
    form = imports.read(missing)
    confirm = form.findChild(QPushButton, "confirm")
    assert confirm is not None
    assert not confirm.isEnabled()
    assert "Nothing can be taken in as it stands." in said(form)
    press(form, "cancel")
    assert imports.told == []


def test_the_same_file_again_changes_nothing(imports: ImportRoom) -> None:
    imports.take_in(imports.read(POSTS))
    before = imports.seen()
    form = imports.read(POSTS)
    assert "Everything in these files is known already." in said(form)
    assert "Everything in it is known already." in said(card(form, POSTS))
    confirm = form.findChild(QPushButton, "confirm")
    assert confirm is not None
    assert not confirm.isEnabled()
    press(form, "cancel")
    assert imports.seen() == before


def test_a_file_that_is_left_out_stays_out(imports: ImportRoom) -> None:
    form = imports.read(POSTS, SERIES)
    tick(form, "out-1-0")
    imports.wait(form)
    assert "New: " not in said(card(form, SERIES))
    imports.take_in(form)
    assert [row.name for row in imports.store.all(Import)] == [POSTS]


def test_an_answer_reads_the_file_again(imports: ImportRoom) -> None:
    form = imports.read(POSTS, UNSURE)
    waiting = card(form, UNSURE)
    assert "needs an answer" in said(waiting)
    assert "wait for an answer and stay out" in said(form, "import_moment")
    choice = form.findChild(QComboBox, "ask-1-0-source-choice")
    assert choice is not None
    assert choice.currentIndex() == -1
    imports.qtbot.waitUntil(lambda: form.focusWidget() is choice)
    imports.qtbot.keyClick(choice, Qt.Key.Key_Down)
    imports.wait(form)
    assert "New: 62." in said(card(form, UNSURE))
    assert "needs an answer" not in said(form)
    again = form.findChild(QComboBox, "ask-1-0-source-choice")
    assert again is not None
    assert again.currentIndex() == 0
    imports.qtbot.waitUntil(lambda: form.focusWidget() is again)
    imports.take_in(form)
    assert {row.name for row in imports.store.all(Import)} == {POSTS, UNSURE}


def test_both_readings_of_unsure_dates_are_shown(imports: ImportRoom, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    original = (EXPORTS / "woocommerce_orders_report.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(original.splitlines()))
    at = rows[0].index("Date")
    for n, row in enumerate(rows[1:]):
        row[at] = f"0{n % 9 + 1}/04/2027"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    form = imports.read(file)
    radios = form.findChildren(QRadioButton)
    assert len(radios) == 2, said(form)
    assert "it is about 1 April 2027 – 9 April 2027" in radios[0].text()
    assert "it is about 4 January 2027 – 4 September 2027" in radios[1].text()
    radios[0].click()
    imports.wait(form)
    assert "1 April 2027 – 9 April 2027" in said(form, "file_kind")
    other = form.findChildren(QRadioButton)[1]
    assert not other.isChecked()
    other.click()
    imports.wait(form)
    assert "4 January 2027 – 4 September 2027" in said(form, "file_kind")


def test_letters_are_shown_as_the_chosen_encoding_reads_them(
    imports: ImportRoom, tmp_path: Path
) -> None:
    text = (EXPORTS / POSTS).read_text(encoding="utf-8-sig")
    plain = text.encode("ascii", "ignore").decode()
    lines = plain.splitlines()
    at = next(n for n, each in enumerate(lines) if n and "Order" in each)
    lines[at] = lines[at].replace("Order", "Привет Order", 1)
    file = tmp_path / "letters.csv"
    file.write_bytes("\n".join(lines).encode("cp1251"))
    form = imports.read(file)
    choice = form.findChild(QComboBox, "ask-0-0-encoding-choice")
    assert choice is not None, said(form)
    assert "Привет" not in said(form, "encoding_sample")
    cyrillic = choice.findText("Windows, Cyrillic")
    choice.setCurrentIndex(cyrillic)
    choice.activated.emit(cyrillic)
    imports.wait(form)
    assert "Привет" in said(form, "encoding_sample")


def test_a_day_of_export_is_answered_with_the_keyboard(imports: ImportRoom) -> None:
    form = imports.read(SERIES)
    assert "The dates have no year. When was it downloaded?" in said(form)
    before = said(form, "file_kind")
    edit = form.findChild(QWidget, "ask-0-0-exported_on-day0")
    assert edit is not None
    edit.show_value(date(2026, 3, 1))  # type: ignore[attr-defined]
    use = form.findChild(QPushButton, "ask-0-0-exported_on-use")
    assert use is not None
    use.setFocus()
    imports.qtbot.keyClick(use, Qt.Key.Key_Return)
    imports.wait(form)
    assert "28 February 2025 – 27 February 2026" in said(form, "file_kind")
    assert "downloaded on 1 March 2026" in said(form)
    assert before
    name = "ask-0-0-exported_on-use"
    imports.qtbot.waitUntil(lambda: (form.focusWidget() or form).objectName() == name)


def test_typed_figures_stay_unless_they_are_ticked(imports: ImportRoom) -> None:
    sunday = date(2025, 4, 6)
    typed = Reading(ReadingId("typed"), KpiId("profile_visits"), sunday, 4_200, JULY)
    with imports.store.transaction() as tx:
        tx.put(typed)
    form = imports.read(SERIES)
    box = form.findChild(QCheckBox, "replace-typed")
    assert box is not None
    assert "42 was typed, the file says 482" in box.text()
    assert not box.isChecked()
    imports.take_in(form)
    assert value(imports, sunday) == 42
    imports.bridge.undo_action.trigger()
    form = imports.read(SERIES)
    tick(form, "replace-typed")
    imports.take_in(form)
    assert value(imports, sunday) == 482
    imports.bridge.undo_action.trigger()
    assert value(imports, sunday) == 42


def value(imports: ImportRoom, day: date) -> float:
    readings = imports.store.readings(KpiId("profile_visits"))
    return next(r.hundredths / 100 for r in readings if r.day == day)


def test_what_a_file_adds_up_to_leaves_out_what_is_nothing(imports: ImportRoom) -> None:
    form = imports.read(POSTS)
    told = [each.text() for each in form.findChildren(QLabel) if each.objectName() == "totals"]
    assert told[0].startswith("Views ")
    assert not any(part.endswith(" 0") for part in told[0].split(" · "))
    report = form.findChild(FileCard).report
    assert report is not None
    of_account = import_preview.what_it_is(replace(report, account="178"), imports.bridge.ports)
    assert " · account 178 · " in of_account, "a number alone says nothing"


def test_posts_of_the_calendar_are_found_by_their_link(imports: ImportRoom) -> None:
    link = "https://www.instagram.com/reel/iuZJeVeuZfX/"
    post = planned(imports.store, date(2026, 5, 26), "Large order", link)
    form = imports.read(POSTS)
    assert "Posts that are in your calendar: 1 of 21 (1 by link)." in said(form)
    imports.take_in(form)
    [match] = imports.store.all(PostMatch)
    assert (match.post, match.how) == (post.id, MatchedBy.LINK)


def test_what_changes_behind_the_form_is_looked_at_again(imports: ImportRoom) -> None:
    link = "https://www.instagram.com/reel/iuZJeVeuZfX/"
    form = imports.read(POSTS)
    assert "0 of 21." in said(form), "no word of links where none led to one"
    post = planned(imports.store, date(2026, 5, 26), "Large order")
    imports.bridge.do(Action.EDIT_POST, lambda tx, _ports: tx.put(replace(post, link=link)))
    imports.wait(form)
    assert "1 of 21 (1 by link)" in said(form)


def test_a_folder_is_no_file(imports: ImportRoom, tmp_path: Path) -> None:
    form = imports.read(tmp_path, POSTS)
    assert "not read" in said(card(form, tmp_path.name))
    assert "New: 21." in said(card(form, POSTS))
    press(form, "cancel")


def test_a_file_that_is_dropped_twice_is_read_once(imports: ImportRoom) -> None:
    form = imports.read(POSTS, POSTS)
    assert len(form.findChildren(FileCard)) == 1
    press(form, "cancel")


def test_cancel_while_reading_ends_it(imports: ImportRoom, big: Path) -> None:
    before = imports.seen()
    form = imports.open(big)
    imports.qtbot.waitUntil(lambda: "rows so far" in said(form), timeout=WAIT)
    assert "(1 of 1)" in said(form)
    press(form, "cancel")
    assert imports.seen() == before
    assert imports.told == []


def test_cancel_in_the_middle_of_taking_in_leaves_nothing_to_be_seen(
    imports: ImportRoom, big: Path
) -> None:
    before = imports.seen()
    form = imports.read(big)
    press(form, "confirm")
    bar = form.findChild(QProgressBar, "import_bar")
    assert bar is not None
    imports.qtbot.waitUntil(lambda: 0 < bar.value() < bar.maximum(), timeout=WAIT)
    assert "Taking in: " in said(form, "import_moment")
    press(form, "cancel")
    imports.qtbot.wait(50)
    assert imports.told == [("Stopped. Nothing was taken in.", False)]
    assert imports.seen() == before
    assert not imports.bridge.undo_action.isEnabled()
    imports.take_in(imports.read(POSTS))
    assert [row.name for row in imports.store.all(Import)] == [POSTS]


def test_sixty_thousand_rows_never_hold_the_window_up(imports: ImportRoom, big: Path) -> None:
    gaps: list[float] = []
    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(beat)
    timer.start()
    try:
        form = imports.read(big)
        imports.take_in(form)
        assert "Taken in: 60,000 rows" in imports.told[0][0]
    finally:
        timer.stop()
    whole = in_one_go(imports, big)
    print(f"longest gap {max(gaps) * 1000:.0f} ms of {len(gaps)}, in one go {whole * 1000:.0f} ms")
    assert max(gaps) < PART * whole


def in_one_go(imports: ImportRoom, file: Path) -> float:
    """Seconds that the window would stand still for, if nobody had taken care."""
    imports.bridge.undo_action.trigger()
    files = imports.bridge.files
    assert files is not None
    reports = files.read_file(str(file))
    start = time.perf_counter()
    imports.bridge.read(sheet, reports)
    return time.perf_counter() - start


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60,000 posts, half an hour apart."""
    with (EXPORTS / POSTS).open(newline="", encoding="utf-8-sig") as sample:
        head, first, *_others = csv.reader(sample)
    at = {name: head.index(name) for name in ("Post ID", "Publish time", "Permalink")}
    file = tmp_path_factory.mktemp("big") / "big.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        for n in range(ROWS):
            moment = datetime(2023, 1, 1, 8, tzinfo=UTC) + timedelta(minutes=30 * n)
            first[at["Post ID"]] = str(17_900_000_000_000_000 + n)
            first[at["Publish time"]] = moment.strftime("%m/%d/%Y %H:%M")
            first[at["Permalink"]] = f"https://www.instagram.com/p/X{n}/"
            writer.writerow(first)
    return file


def test_files_are_dropped_on_whatever_page_is_shown(imports: ImportRoom) -> None:
    rooms = house(imports)
    for page in ("week", "calendar", "results"):
        rooms.show_page(page)
        rooms.refresh()
        inner = rooms.childAt(rooms.width() // 2, rooms.height() // 2)
        assert inner is not None
        _data, entered = drag([EXPORTS / POSTS], inner)
        assert entered.isAccepted(), page
    assert drop([EXPORTS / POSTS, EXPORTS / SERIES], rooms).isAccepted()
    form = imports.form()
    imports.wait(form)
    assert len(form.findChildren(FileCard)) == 2
    form.reject()


def test_an_address_of_the_web_is_no_file(imports: ImportRoom) -> None:
    _data, entered = drag("https://example.com/a.csv", house(imports))
    assert not entered.isAccepted()


def house(imports: ImportRoom) -> Rooms:
    """The pages of the business, over the same store; nobody is asked for the vault."""
    desk = VaultDesk(imports.bridge, None, imports.window, lambda _owner: pytest.fail("a form"))
    rooms = Rooms(imports.bridge, desk)
    imports.qtbot.addWidget(rooms)
    rooms.resize(1024, 640)
    with imports.qtbot.waitExposed(rooms):
        rooms.show()
    return rooms


def test_files_are_chosen_with_the_button_of_the_results(imports: ImportRoom) -> None:
    page = ResultsRooms(imports.bridge).page
    imports.qtbot.addWidget(page)
    page.show()
    press(page, "import_numbers")
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(EXPORTS / POSTS), str(EXPORTS / SERIES)])
    dialog.close()
    form = imports.form()
    imports.wait(form)
    assert len(form.findChildren(FileCard)) == 2
    form.reject()


def test_figures_that_come_stand_in_a_table_the_newest_first(imports: ImportRoom) -> None:
    form = imports.read(SERIES)
    table = form.findChild(LinesTable, "fills_table")
    assert table is not None
    first, second = table.lines[0].cells, table.lines[1].cells
    assert first[:2] == ("Profile visits", "16 Feb – 22 Feb 2026")
    assert second[1] == "9 Feb – 15 Feb 2026"
    periods = [each.cells[1] for each in table.lines]
    assert "29 Dec 2025 – 4 Jan 2026" in periods, "a week over the turn of the year has both years"
    assert first[4] == "new"
    assert table.model().columnCount() == 5  # of one file there is nothing to tell apart
    form.reject()


def test_of_several_files_each_figure_names_its_own(imports: ImportRoom) -> None:
    typed = Reading(ReadingId("typed"), KpiId("profile_visits"), date(2025, 4, 6), 4_200, JULY)
    with imports.store.transaction() as tx:
        tx.put(typed)
    form = imports.read(SERIES, "x_account_overview_2025.csv")
    table = form.findChild(LinesTable, "fills_table")
    assert table is not None
    assert table.model().headerData(5, Qt.Orientation.Horizontal) == "From file"
    box = form.findChild(QCheckBox, "replace-typed")
    assert box is not None
    assert f"42 was typed, 482 from {SERIES}" in box.text()
    of_both = f"{SERIES} and x_account_overview_2025.csv"
    assert table.lines[0].cells[5] == SERIES  # the other one ends before that week
    assert {line.cells[5] for line in table.lines} == {SERIES, of_both}
    assert all(line.said.endswith(line.cells[5]) for line in table.lines)


def test_everything_has_a_name_for_readers(imports: ImportRoom, tmp_path: Path) -> None:
    form = imports.read(POSTS, UNSURE, SERIES, days_file(tmp_path))
    for widget in (*form.findChildren(QCheckBox), *form.findChildren(QPushButton)):
        assert widget.accessibleName(), widget.objectName()
    for choice in form.findChildren(QComboBox):
        assert choice.accessibleName(), choice.objectName()
    names = [c.accessibleName() for c in form.findChildren(QCheckBox) if "out-" in c.objectName()]
    assert len(names) == len(set(names)) == 4


def test_a_form_that_is_closed_while_it_compares_says_nothing(imports: ImportRoom) -> None:
    form = imports.open(POSTS)
    imports.qtbot.waitUntil(lambda: bool(form.findChildren(FileCard)), timeout=WAIT)
    form.reject()
    QCoreApplication.processEvents()
    imports.qtbot.wait(100)
    assert imports.told == []
    assert not [label for label in imports.window.findChildren(QLabel) if label.text()]
