"""This week: ticks, skips, links, numbers and the printed page, on a real store."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from smbsocial.domain.content import Post, Status
from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import DutyId, GoalId, KpiId, KpiKey, PersonId, PlanId
from smbsocial.domain.plan import Duty, DutyKind, Every, Plan
from smbsocial.storage.store import SqliteStore
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.printing import fitted, week_html, week_pdf
from smbsocial.ui.text import formats
from smbsocial.ui.week.forms import Form
from smbsocial.ui.week.page import WeekPage
from smbsocial.usecases import week
from smbsocial.usecases.sheets import LogHead, WeekSheet

OAT = "post05"


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> WeekPage:
    made = WeekPage(bridge)
    qtbot.addWidget(made)
    made.refresh()
    bridge.changed.connect(lambda _changed: made.refresh())
    return made


def sheet_of(bridge: Bridge) -> WeekSheet:
    return bridge.read(week.week_sheet)


def press(page: WeekPage, name: str, qtbot: QtBot) -> None:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def open_form(page: WeekPage) -> Form:
    forms = [f for f in page.findChildren(Form) if f.isVisible()]
    assert len(forms) == 1
    return forms[0]


def test_today_shows_what_for_whom_and_why(page: WeekPage) -> None:
    words = " ".join(text.text() for text in page.findChildren(QLabel))
    assert "The oat flat white test, round two" in words
    assert "Office lunch crowd" in words
    assert "40 more orders a week by 31 March" in words.replace("order(s)", "orders")
    assert "Instagram" in words


def test_a_tick_is_kept_and_taken_back(
    page: WeekPage, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    box = page.findChild(QCheckBox, f"tick-{OAT}")
    assert box is not None
    box.click()
    posted = store.get(Post, OAT)
    assert posted is not None
    assert posted.status is Status.POSTED
    bridge.undo_action.trigger()
    reopened = store.get(Post, OAT)
    assert reopened is not None
    assert reopened.status is Status.APPROVED
    assert bridge.redo_action.isEnabled()


def test_a_ticked_box_unticks(page: WeekPage, store: SqliteStore, qtbot: QtBot) -> None:
    box = page.findChild(QCheckBox, f"tick-{OAT}")
    assert box is not None
    box.click()
    again = page.findChild(QCheckBox, f"tick-{OAT}")
    assert again is not None
    assert again.isChecked()
    again.click()
    post = store.get(Post, OAT)
    assert post is not None
    assert post.is_open


def test_skipping_wants_a_reason(page: WeekPage, store: SqliteStore, qtbot: QtBot) -> None:
    press(page, f"skip_wanted-{OAT}", qtbot)
    form = open_form(page)
    confirm = form.findChild(QPushButton, "confirm")
    reason = form.findChild(QLineEdit, "reason")
    assert confirm is not None
    assert reason is not None
    qtbot.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert form.isVisible(), "an empty reason is not kept"
    reason.setText("Everybody ill")
    qtbot.mouseClick(confirm, Qt.MouseButton.LeftButton)
    skipped = store.get(Post, OAT)
    assert skipped is not None
    assert (skipped.status, skipped.skip_reason) == (Status.SKIPPED, "Everybody ill")


def test_marking_as_posted_keeps_link_and_minutes(
    page: WeekPage, store: SqliteStore, qtbot: QtBot
) -> None:
    press(page, f"posted_wanted-{OAT}", qtbot)
    form = open_form(page)
    link, minutes = form.findChild(QLineEdit, "link"), form.findChild(QLineEdit, "minutes")
    confirm = form.findChild(QPushButton, "confirm")
    assert link is not None
    assert minutes is not None
    assert confirm is not None
    link.setText("no address")
    qtbot.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert form.isVisible(), "what is no web address stays in the form"
    link.setText("https://www.instagram.com/p/abc")
    minutes.setText("35")
    qtbot.mouseClick(confirm, Qt.MouseButton.LeftButton)
    posted = store.get(Post, OAT)
    assert posted is not None
    assert posted.link == "https://www.instagram.com/p/abc"
    assert posted.real_minutes == 35


def test_copy_and_open_copies_the_text(
    page: WeekPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browser(url: object) -> bool:
        opened.append(url.toString())  # type: ignore[attr-defined]
        return True

    # The desktop's browser can't be here; everything up to its door is real.
    monkeypatch.setattr(QDesktopServices, "openUrl", browser)
    with qtbot.waitSignal(page.told):
        press(page, f"open_wanted-{OAT}", qtbot)
    assert QGuiApplication.clipboard().text().startswith("The oat flat white test")
    assert opened == ["https://business.facebook.com/latest/composer"]


def test_a_number_is_typed_and_corrected(bridge: Bridge, store: SqliteStore, qtbot: QtBot) -> None:
    with store.transaction() as tx:
        tx.put(Kpi(KpiId("k"), KpiKey("direction_requests"), GoalId("lunch"), 30))
    page = WeekPage(bridge)
    qtbot.addWidget(page)
    page.refresh()
    bridge.changed.connect(lambda _changed: page.refresh())
    for text in ("1,204", "24"):
        box = page.findChild(QLineEdit, "reading-direction_requests")
        assert box is not None
        box.setText(text)
        box.editingFinished.emit()
    (reading,) = store.readings(KpiId("k"))
    assert reading.hundredths == 2400
    assert len(store.all(Reading)) == 2, "the first one is superseded, not overwritten"
    assert reading.supersedes is not None


def test_a_figure_that_is_none_says_so_at_its_box(
    bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    with store.transaction() as tx:
        tx.put(Kpi(KpiId("k"), KpiKey("direction_requests"), GoalId("lunch"), None))
    page = WeekPage(bridge)
    qtbot.addWidget(page)
    page.refresh()
    box = page.findChild(QLineEdit, "reading-direction_requests")
    assert box is not None
    box.setText("many")
    box.editingFinished.emit()
    assert not store.all(Reading)
    assert any("“many”" in text.text() for text in page.findChildren(QLabel))


def test_weeks_turn_and_come_back(page: WeekPage, qtbot: QtBot) -> None:
    press(page, "on", qtbot)
    subtitle = page.findChild(QLabel, "week_subtitle")
    assert subtitle is not None
    assert "18" in subtitle.text()
    press(page, "today", qtbot)
    assert "11" in subtitle.text()


def test_a_missed_post_rolls_over_visibly(page: WeekPage, bridge: Bridge) -> None:
    sheet = sheet_of(bridge)
    assert "post03" in {task.task.id for task in sheet.missed}
    assert any("Not done yet" in text.text() for text in page.findChildren(QLabel))


@pytest.mark.parametrize("size", [QSizeF(515, 762), QSizeF(532, 712)], ids=["A4", "Letter"])
def test_the_week_fits_one_page_however_long(bridge: Bridge, size: QSizeF) -> None:
    sheet = sheet_of(bridge)
    assert fitted(sheet, size).pageCount() == 1
    long = replace(sheet, later=sheet.later * 6)
    assert fitted(long, size).pageCount() == 1


def test_the_page_says_names_as_they_are(bridge: Bridge) -> None:
    sheet = sheet_of(bridge)
    named = replace(sheet, business=replace(sheet.business, name="Müller & <Sons>"))
    assert "Müller &amp; &lt;Sons&gt;" in week_html(named)


def test_the_paper_says_where_the_access_log_ended(bridge: Bridge) -> None:
    assert "Access log" not in week_html(sheet_of(bridge)), "no vault is set up"
    told = replace(sheet_of(bridge), log=LogHead(1240, "37bb7292"))
    assert "Access log: 1,240 entries, 37bb7292" in week_html(told)


def test_the_pdf_is_a_pdf_of_one_page(bridge: Bridge, tmp_path: Path) -> None:
    file = tmp_path / "week.pdf"
    week_pdf(sheet_of(bridge), file)
    data = file.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 1


def test_a_pdf_that_cannot_be_written_says_so(bridge: Bridge, tmp_path: Path) -> None:
    from smbsocial.domain.errors import Code, ExpectedError

    with pytest.raises(ExpectedError) as caught:
        week_pdf(sheet_of(bridge), tmp_path / "no" / "week.pdf")
    assert caught.value.code is Code.FILE_NOT_WRITTEN


def test_what_is_done_is_folded_until_somebody_opens_it(page: WeekPage, qtbot: QtBot) -> None:
    page.show()
    box = page.findChild(QCheckBox, f"tick-{OAT}")
    assert box is not None
    box.click()
    done = page.findChild(QCheckBox, f"tick-{OAT}")
    fold = page.findChild(QPushButton, "done_fold")
    assert done is not None
    assert fold is not None
    assert not done.isVisible()
    fold.click()
    assert done.isVisible()
    page.refresh()
    again = page.findChild(QCheckBox, f"tick-{OAT}")
    assert again is not None
    assert again.isVisible(), "it stays open when the page is drawn anew"


def test_before_the_plan_begins_the_page_says_when_it_does(
    page: WeekPage, bridge: Bridge, qtbot: QtBot
) -> None:
    plan = next(iter(bridge.read(lambda reads, _ports: reads.all(Plan))))
    page.show_day(plan.starts - timedelta(weeks=3))
    words = " ".join(text.text() for text in page.findChildren(QLabel))
    assert formats.day_long(plan.starts) in words
    press(page, "empty_action", qtbot)
    shown = page.findChild(QLabel, "week_subtitle")
    assert shown is not None
    assert formats.day_plain(plan.starts + timedelta(days=6)) in shown.text()


def test_other_weeks_are_called_what_they_are(page: WeekPage, qtbot: QtBot) -> None:
    title = page.findChild(QLabel, "page_title")
    assert title is not None
    found = []
    for name in ("on", "back", "back"):
        found.append(title.text())
        press(page, name, qtbot)
    found.append(title.text())
    assert found == ["This week", "Next week", "This week", "Last week"]


def test_paper_is_black_on_white_on_a_dark_desktop(
    themed: QApplication, bridge: Bridge, tmp_path: Path
) -> None:
    theme.apply(themed, theme.Scheme.DARK, bridge.resources / "icons")
    document = fitted(sheet_of(bridge), QSizeF(500, 700))
    picture = QImage(500, 700, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    document.drawContents(painter)
    painter.end()
    darkest = min(picture.pixelColor(x, y).lightness() for x in range(500) for y in range(60))
    assert darkest < 64
    theme.apply(themed, theme.Scheme.LIGHT, bridge.resources / "icons")


def test_the_task_of_the_numbers_asks_for_the_numbers_of_its_own_week(
    bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    with store.transaction() as tx:
        tx.put(Kpi(KpiId("k"), KpiKey("direction_requests"), GoalId("lunch"), 30))
        tx.put(
            Duty(
                DutyId("numbers"), PlanId("winter"), DutyKind.NUMBERS, Every.WEEK, (4,), 12,
                PersonId("ben"),
            )
        )  # fmt: skip
    page = WeekPage(bridge)
    qtbot.addWidget(page)
    page.refresh()
    with qtbot.waitExposed(page):
        page.show()
    with qtbot.waitSignal(page.typing_wanted) as asked:
        press(page, "numbers_wanted-numbers@2027-01-15", qtbot)
    assert asked.args == [date(2027, 1, 15)]
