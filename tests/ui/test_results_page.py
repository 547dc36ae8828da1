"""Results: figures at a glance, the chart of one KPI, what returned what, and what to do first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import results_cafe
import results_work
from corner_cafe import NOW
from house import SetClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot
from results_room import card, press, said, shown

from smbsocial.domain.content import Post, Status
from smbsocial.domain.counter import Tally, What
from smbsocial.domain.ids import KpiId
from smbsocial.domain.roi.values import By
from smbsocial.domain.turns import ChartEvent, Of, StopRule, Turn, Word
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.arithmetic import ArithmeticSheet
from smbsocial.ui.results.counting.typing_form import TypingForm
from smbsocial.ui.results.deciding.forms import AnswerForm, EventsForm, WordForm
from smbsocial.ui.results.figures import ReturnCard
from smbsocial.ui.results.kinds import KindsCard
from smbsocial.ui.results.page import ResultsPage, Section
from smbsocial.ui.results.watching import ChartSheet, WatchLine, WatchSheet
from smbsocial.ui.widgets.fields import Choice
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.plot_view import PlotBox
from smbsocial.usecases.ports import Ports

VISITS, PROFILE, FOLLOWERS = "walk_ins_attributed", "profile_visits", "followers"


class Room(QWidget):
    """A section that counts how often it was read."""

    def __init__(self) -> None:
        super().__init__()
        self.read = 0

    def refresh(self) -> None:
        self.read += 1


@pytest.fixture
def march(bridge: Bridge, ports: Ports) -> Bridge:
    """Corner Café on Tuesday 9 March 2027, as the plan has it."""
    assert isinstance(ports.clock, SetClock)
    ports.clock.instant = results_cafe.LATER
    return bridge


@pytest.fixture
def page(march: Bridge, store: SqliteStore, qtbot: QtBot) -> ResultsPage:
    """With figures, work and people who came."""
    results_cafe.fill(store)
    results_work.work(store)
    return shown(march, qtbot)


def test_the_head_says_the_span_and_how_far_the_numbers_go(page: ResultsPage) -> None:
    sub = page.findChild(QLabel, "results_subtitle")
    assert sub.text() == "4 January – 4 April · numbers up to 7 March"


def test_buttons_are_there_for_what_there_is(
    page: ResultsPage, march: Bridge, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.import_wanted):
        press(page, "import_numbers", qtbot)
    with qtbot.waitSignal(page.report_wanted):
        press(page, "report_pdf", qtbot)
    bare = ResultsPage(march)
    qtbot.addWidget(bare)
    assert bare.findChild(QPushButton, "import_numbers") is None
    assert bare.findChild(QPushButton, "report_pdf") is None
    assert bare.findChild(QPushButton, "type_numbers") is not None


def test_type_numbers_opens_the_form_of_this_week(page: ResultsPage, qtbot: QtBot) -> None:
    press(page, "type_numbers", qtbot)
    (form,) = page.findChildren(TypingForm)
    assert form.isVisible()
    form.reject()


def test_kpis_say_where_they_stand_in_words(page: ResultsPage) -> None:
    visits = said(card(page, VISITS))
    assert "Walk-ins who mention social a week" in visits
    assert "235" in visits
    assert "on pace" in visits
    assert "target 240 by 31 March, started at 206" in visits
    profile = said(card(page, PROFILE))
    assert "behind" in profile
    assert "needs 38 more a week to reach 260" in profile, "nobody comes for the 0.34th time"
    followers = said(card(page, FOLLOWERS))
    assert "no figure yet" in followers
    assert "vanity" in followers
    assert card(page, VISITS).accessibleName() == (
        "Walk-ins who mention social a week: 235, on pace"
    )
    assert "started at 206" in card(page, VISITS).accessibleDescription()


def test_the_main_kpi_is_the_chart_until_another_is_chosen(page: ResultsPage, qtbot: QtBot) -> None:
    box = page.findChild(PlotBox)
    assert box.plot.title == "Walk-ins who mention social a week"
    assert card(page, VISITS).isChecked()
    card(page, PROFILE).setFocus()
    qtbot.keyClick(card(page, PROFILE), Qt.Key.Key_Return)
    assert box.plot.title == "Profile visits a week"
    assert not card(page, VISITS).isChecked()
    qtbot.mouseClick(card(page, FOLLOWERS), Qt.MouseButton.LeftButton)
    assert box.plot.is_empty
    assert "No figure yet" in box.view.accessibleDescription()


def test_the_chart_has_the_path_and_what_happened(page: ResultsPage) -> None:
    plot = page.findChild(PlotBox).plot
    assert [p.value for p in plot.line.points][-1] == 235
    assert plot.path.points[-1].value == 240
    assert [event.words for event in plot.events] == ["soup vote began"]
    assert (plot.first, plot.last) == (date(2027, 1, 4), date(2027, 4, 4))


def test_all_figures_go_back_before_the_plan(
    page: ResultsPage, march: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    from smbsocial.domain.goals import Reading
    from smbsocial.domain.ids import KpiId, ReadingId

    with store.transaction() as tx:
        old = Reading(
            ReadingId("old"), KpiId("visits"), date(2026, 11, 8), 19000, results_cafe.LATER
        )
        tx.put(old)
    page.refresh()
    box = page.findChild(PlotBox)
    assert box.plot.edges[0] == date(2027, 1, 4)
    press(page, "all_figures", qtbot)
    assert box.plot.edges[0] == date(2026, 11, 8)
    assert box.plot.line.points[0].value == 190


def test_a_kpi_without_figure_asks_for_it(page: ResultsPage, qtbot: QtBot) -> None:
    ask = page.findChild(QPushButton, "type_it")
    assert not ask.isVisible()
    card(page, FOLLOWERS).click()
    assert ask.isVisible()
    ask.click()
    (form,) = page.findChildren(TypingForm)
    assert form.focusWidget().objectName() == f"figure-{FOLLOWERS}"
    form.reject()


def test_the_return_is_never_one_number_alone(page: ResultsPage) -> None:
    words = said(page.findChild(ReturnCard))
    assert "back per £1 · likely £" in words
    assert "Mostly counted" in words
    assert page.findChild(QLabel, "return_shares").text() == "100 % counted"
    assert "cost £" in words


def test_the_arithmetic_opens_line_by_line(page: ResultsPage, qtbot: QtBot) -> None:
    press(page, "open_arithmetic", qtbot)
    (sheet,) = page.findChildren(ArithmeticSheet)
    table = sheet.findChild(QTableWidget, "arithmetic_lines")
    lines = [table.item(at, 0).text() for at in range(table.rowCount())]
    gives = [table.item(at, 1).text() for at in range(table.rowCount())]
    assert lines[0] == "Cost"
    assert any("SOUP10" in line for line in lines)
    assert any("Ben" in line for line in lines)
    assert gives[0] == "£149"
    assert table.accessibleName()
    press(sheet, "close", qtbot)


def test_each_kind_of_content_has_its_cost_return_and_word(page: ResultsPage) -> None:
    kinds = page.findChild(KindsCard)
    words = said(kinds)
    for name in ("Behind the counter", "Lunch of the day", "Neighbours", "Ask us"):
        assert name in words
    proposals = [page.findChild(QPushButton, f"word-p{n}").text() for n in range(1, 5)]
    assert proposals == ["keep?", "keep?", "change?", "open"], "nothing came back, or was measured"
    opened = page.findChild(QPushButton, "open-p2")
    assert opened.accessibleName().startswith("Lunch of the day: £")


def test_a_guess_proposes_nothing(march: Bridge, store: SqliteStore, qtbot: QtBot) -> None:
    results_cafe.fill(store)
    page = shown(march, qtbot)
    assert "Mostly guessed" in said(page.findChild(ReturnCard))
    words = {
        each.text() for each in page.findChildren(QPushButton) if "word-p" in each.objectName()
    }
    assert words == {"open"}


def test_what_was_only_divided_by_minutes_proposes_nothing(
    march: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    results_cafe.fill(store)
    with store.transaction() as tx:
        for post in store.all(Post):
            tx.put(replace(post, status=Status.POSTED, real_minutes=35, posted_at=NOW))
        for n in range(9):
            day = date(2027, 1, 11) + timedelta(days=n)
            tx.put(Tally(f"heard-{n}", day, NOW, What.ORDER, "instagram", 60))
    kinds = shown(march, qtbot).findChild(KindsCard)
    words = {
        each.text() for each in kinds.findChildren(QPushButton) if "word-p" in each.objectName()
    }
    assert words == {"open"}, "each kind shows the same for an hour, whatever it did"
    press(kinds, "by-platform", qtbot)
    assert kinds.findChild(QPushButton, "word-instagram").text() == "keep?"


def test_a_row_opens_its_own_arithmetic(page: ResultsPage, qtbot: QtBot) -> None:
    press(page, "open-p2", qtbot)
    (sheet,) = page.findChildren(ArithmeticSheet)
    table = sheet.findChild(QTableWidget, "arithmetic_lines")
    lines = [table.item(at, 0).text() for at in range(table.rowCount())]
    assert any("SOUP10" in line for line in lines)
    assert not any("NEIGHBOUR" in line for line in lines)
    sheet.reject()


@pytest.mark.parametrize(
    ("by", "title", "name"),
    [
        (By.PLATFORM, "What each platform returns", "Instagram"),
        (By.COMMUNITY, "What each community returns", "Office lunch crowd"),
        (By.GOAL, "What each goal returns", "More people through the door"),
    ],
)
def test_the_same_by_platform_community_and_goal(
    page: ResultsPage, qtbot: QtBot, by: By, title: str, name: str
) -> None:
    kinds = page.findChild(KindsCard)
    press(kinds, f"by-{by.name.lower()}", qtbot)
    words = said(kinds)
    assert title in words
    assert name in words
    decided = by is By.PLATFORM
    assert ("Your word" in words) is decided


def test_without_work_there_is_no_return_but_what_to_do(
    march: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    results_cafe.fill(store)
    with store.transaction() as tx:
        for post in store.all(Post):
            tx.remove(Post, post.id)
    page = shown(march, qtbot)
    assert "Mark posts as posted" in said(page.findChild(ReturnCard))
    assert "Nothing to compare yet" in said(page.findChild(KindsCard))
    assert page.findChild(QPushButton, "open_arithmetic").isVisible() is False


def test_without_figures_the_chart_says_what_is_missing(
    march: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    from smbsocial.domain.goals import Kpi
    from smbsocial.domain.ids import GoalId, KpiId, KpiKey

    with store.transaction() as tx:
        tx.put(Kpi(KpiId("visits"), KpiKey(VISITS), GoalId("lunch"), 240))
    page = shown(march, qtbot)
    assert "no numbers yet" in page.findChild(QLabel, "results_subtitle").text()
    assert page.findChild(PlotBox).plot.is_empty
    assert page.findChild(QPushButton, "type_it").isVisible()


def test_without_kpis_the_page_leads_to_them(march: Bridge, qtbot: QtBot) -> None:
    page = shown(march, qtbot)
    assert page.findChild(QWidget, "chart_card").isVisible() is False
    with qtbot.waitSignal(page.plan_wanted):
        press(page, "empty_action", qtbot)


def test_a_new_figure_shows_at_once_and_the_keyboard_stays(
    page: ResultsPage, march: Bridge, qtbot: QtBot
) -> None:
    from decimal import Decimal

    from smbsocial.domain.ids import KpiId
    from smbsocial.usecases.changes import Action
    from smbsocial.usecases.results.kpis import type_reading

    card(page, PROFILE).setFocus()
    card(page, PROFILE).click()
    today = results_cafe.LATER.date()
    march.do(Action.LOG_READING, type_reading, KpiId("profile"), today, Decimal(171))
    assert "171" in said(card(page, PROFILE))
    assert card(page, PROFILE).isChecked()
    assert page.focusWidget() is card(page, PROFILE)
    march.undo_action.trigger()
    assert "171" not in said(card(page, PROFILE))


def test_sections_are_made_when_they_are_gone_to(
    march: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    results_cafe.fill(store)
    made: list[Room] = []

    def make() -> Room:
        made.append(Room())
        return made[-1]

    page = shown(march, qtbot, Section("counter", "Counter", make))
    assert made == []
    press(page, "section-counter", qtbot)
    assert page.section == "counter"
    assert [room.read for room in made] == [1]
    press(page, "section-overview", qtbot)
    press(page, "section-counter", qtbot)
    assert [room.read for room in made] == [2]


def test_one_section_needs_no_buttons(page: ResultsPage) -> None:
    assert not page.findChild(QPushButton, "section-overview").isVisible()


def confirm(page: ResultsPage, qtbot: QtBot) -> Form:
    """The form that is open, after its button was pressed."""
    (form,) = (each for each in page.findChildren(Form) if each.isVisible())
    qtbot.mouseClick(form.findChild(QPushButton, "confirm"), Qt.MouseButton.LeftButton)
    return form


def test_the_owner_says_a_word_with_its_reason(
    page: ResultsPage, march: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    press(page, "word-p4", qtbot)
    (form,) = page.findChildren(WordForm)
    form.findChild(Choice).choose(Word.PAUSE)
    assert confirm(page, qtbot).isVisible(), "a pause has its reason"
    form.findChild(QLineEdit, "reason").setText("Nobody asks")
    confirm(page, qtbot)
    (turn,) = store.all(Turn)
    assert (turn.of, turn.subject, turn.word, turn.reason) == (
        Of.PILLAR, "p4", Word.PAUSE, "Nobody asks",
    )  # fmt: skip
    said_now = lambda: page.findChild(QPushButton, "word-p4").text()  # noqa: E731
    qtbot.waitUntil(lambda: said_now() == "pause")
    word = page.findChild(QPushButton, "word-p4")
    assert "Nobody asks" in word.accessibleDescription()
    march.undo_action.trigger()
    qtbot.waitUntil(lambda: said_now() == "open")


def test_a_word_on_a_platform(page: ResultsPage, store: SqliteStore, qtbot: QtBot) -> None:
    press(page, "by-platform", qtbot)
    press(page, "word-instagram", qtbot)
    confirm(page, qtbot)
    (turn,) = store.all(Turn)
    assert (turn.of, turn.subject, turn.word) == (Of.PLATFORM, "instagram", Word.KEEP)


def test_the_keyboard_stays_at_the_word(page: ResultsPage, qtbot: QtBot) -> None:
    word = page.findChild(QPushButton, "word-p2")
    word.setFocus()
    qtbot.keyClick(word, Qt.Key.Key_Return)
    confirm(page, qtbot)
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "word-p2").text() == "keep")
    qtbot.waitUntil(lambda: page.focusWidget() is page.findChild(QPushButton, "word-p2"))


def test_what_happened_is_marked_and_taken_away(
    page: ResultsPage, store: SqliteStore, qtbot: QtBot
) -> None:
    press(page, "events", qtbot)
    (form,) = page.findChildren(EventsForm)
    assert confirm(page, qtbot).isVisible(), "an event has words"
    form.findChild(QLineEdit, "event_words").setText("new menu board")
    confirm(page, qtbot)
    assert {event.words for event in store.all(ChartEvent)} == {
        "soup vote began", "new menu board",
    }  # fmt: skip
    plot = page.findChild(PlotBox).plot
    assert "new menu board" in {event.words for event in plot.events}
    press(page, "events", qtbot)
    form = page.findChildren(EventsForm)[-1]
    press(form, "remove-vote", qtbot)
    assert [event.words for event in store.all(ChartEvent)] == ["new menu board"]
    assert "2027: soup vote began" not in said(form)
    form.reject()


def test_a_rule_whose_day_has_come_is_held_up_until_it_is_answered(
    page: ResultsPage, store: SqliteStore, qtbot: QtBot
) -> None:
    held = page.findChild(QWidget, "held_up")
    assert not held.isVisible()
    with store.transaction() as tx:
        tx.put(
            StopRule(
                "r", Of.PILLAR, "p4", KpiId("profile"), 200, date(2027, 3, 8), date(2027, 2, 1)
            )
        )
    page.refresh()
    qtbot.waitUntil(held.isVisible)
    assert "Pause Ask us if “Profile visits” is under 200 by 8 March 2027." in said(held)
    assert "It was 148 on 7 March." in said(held)
    press(page, "answer-r", qtbot)
    (form,) = page.findChildren(AnswerForm)
    form.findChild(QLineEdit, "reason").setText("Nobody asks")
    confirm(page, qtbot)
    assert [turn.word for turn in store.all(Turn)] == [Word.PAUSE]
    qtbot.waitUntil(lambda: not held.isVisible())


def watched(page: ResultsPage, qtbot: QtBot) -> WatchSheet:
    """The reach watch with its details, opened from the overview."""
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "watch_details") is not None)
    press(page, "watch_details", qtbot)
    return page.findChild(WatchSheet)


def test_a_platform_that_has_turned_is_told_with_sizes_and_what_to_do(
    march: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    results_cafe.fill(store)
    results_work.work(store)
    results_work.reports(store)
    page = shown(march, qtbot)
    sheet = watched(page, qtbot)
    short = said(page.findChild(WatchLine))
    assert "turned down" in short
    assert "Instagram shows your posts to 11.4 % of followers, down from 16.3 %." in short
    assert "Bluesky" not in short
    words = said(sheet)
    assert "turned down" in words
    assert "Instagram shows your posts to 11.4 % of followers, down from 16.3 %." in words
    assert "those stay yours" in words
    assert "Your mailing list has 320 people. That is 52 more than a quarter before." in words
    assert "Nobody has counted its visits yet" in words
    press(sheet, "chart-instagram", qtbot)
    (chart,) = sheet.findChildren(ChartSheet)
    plot = chart.findChild(PlotBox).plot
    assert plot.title == "Followers whom a post on Instagram reaches, per cent"
    assert len(plot.line.points) > 10
    assert plot.unit.said(plot.line.points[0].value).endswith("%")
    press(chart, "close", qtbot)
    press(sheet, "close", qtbot)


def test_too_little_is_said_too(page: ResultsPage, qtbot: QtBot) -> None:
    sheet = watched(page, qtbot)
    words = said(sheet)
    assert "Instagram: too few posts with numbers" in words
    assert "Import the file with its posts." in words
    assert sheet.findChild(QPushButton, "chart-instagram") is None
    assert "Too few posts with numbers" in said(page.findChild(WatchLine))
    sheet.reject()


def test_tab_and_a_screen_reader_go_as_things_stand(
    march: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    results_cafe.fill(store)
    with store.transaction() as tx:
        by = date(2027, 3, 1)
        tx.put(StopRule("r", Of.PILLAR, "p4", KpiId("profile"), 500, by, date(2027, 1, 4)))
    page = shown(march, qtbot)
    overview = page.show_section("overview")
    overview.setFocus()
    order = []
    for _ in range(40):
        focused = page.window().focusWidget()
        assert focused is not None
        order.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = ["answer-r", "open_arithmetic", f"kpi-{VISITS}", "as_chart", "plot", "all_figures"]
    places = [order.index(name) for name in wanted]
    assert places == sorted(places), order
    cards = [each for each in overview.findChildren(QWidget) if each.objectName() in wanted]
    told = [each.objectName() for each in cards]
    assert told.index(f"kpi-{VISITS}") < told.index("plot"), told
