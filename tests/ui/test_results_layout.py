"""How the overview stands: what comes first, what is seen at once, where links begin."""

from dataclasses import replace
from decimal import Decimal

import pytest
import results_cafe
import results_work
from house import SetClock
from PySide6.QtWidgets import QLabel, QPushButton, QStyle, QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot
from results_room import card, shown

from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.reach_watch import State, Watch
from smbsocial.storage.store import SqliteStore
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.arithmetic import ArithmeticSheet
from smbsocial.ui.results.counting.answers import AnswerButton, AnswerGrid
from smbsocial.ui.results.figures import KpiCard, ReturnCard
from smbsocial.ui.results.kinds import KindsCard
from smbsocial.ui.results.page import ResultsPage
from smbsocial.ui.results.watching import WatchLine, by_news
from smbsocial.ui.widgets.labels import ElidedLabel
from smbsocial.usecases.counting.sheets import Answer
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.results.reach import Watched

VISITS, PROFILE, FOLLOWERS = "walk_ins_attributed", "profile_visits", "followers"


@pytest.fixture
def page(bridge: Bridge, store: SqliteStore, ports: Ports, qtbot: QtBot) -> ResultsPage:
    """With figures, work and people who came, on Tuesday 9 March 2027."""
    assert isinstance(ports.clock, SetClock)
    ports.clock.instant = results_cafe.LATER
    results_cafe.fill(store)
    results_work.work(store)
    return shown(bridge, qtbot)


def top(widget: QWidget, page: ResultsPage) -> int:
    return widget.mapTo(page, widget.rect().topLeft()).y()


@pytest.mark.parametrize("width", [776, 1040, 1500])
def test_the_return_and_the_kpis_that_matter_most_come_first(
    page: ResultsPage, qtbot: QtBot, width: int
) -> None:
    page.resize(width, 820)
    back, low = page.findChild(ReturnCard), card(page, FOLLOWERS)
    leading = [card(page, VISITS), card(page, PROFILE)]

    def rows() -> list[int]:
        return sorted({top(each, page) for each in (back, *leading, low)})

    qtbot.waitUntil(lambda: len(rows()) == (3 if width < 1000 else 2))
    assert top(back, page) == rows()[0]
    assert {top(each, page) for each in leading} == {rows()[-2]}
    assert top(low, page) == rows()[-1]
    assert low.height() < leading[0].height() / 2, "one line"
    for each in page.findChildren(KpiCard):
        for words in each.findChildren(QLabel):
            assert each.rect().contains(words.geometry()), words.text()


def test_a_kpi_without_target_and_a_vain_one_stand_behind(
    page: ResultsPage, store: SqliteStore
) -> None:
    targets = {VISITS: None, PROFILE: 260, FOLLOWERS: 900}
    with store.transaction() as tx:
        for each in store.all(Kpi):
            tx.put(replace(each, target=targets[each.kind]))
    page.refresh()
    order = [each.objectName() for each in page.findChildren(KpiCard)]
    assert order == [f"kpi-{key}" for key in (PROFILE, VISITS, FOLLOWERS)]


def test_all_of_the_overview_is_seen_at_once(page: ResultsPage, qtbot: QtBot) -> None:
    """A window of 1280 × 820 leaves the page this much; nothing is stretched, nothing hidden."""
    page.resize(1072, 796)
    kinds, chart = page.findChild(KindsCard), page.findChild(QWidget, "chart_card")
    qtbot.waitUntil(lambda: page.findChild(WatchLine).isVisible())
    qtbot.waitUntil(lambda: kinds.width() < chart.width())
    qtbot.wait(0)
    assert top(kinds, page) + kinds.height() <= page.height()
    assert top(chart, page) + chart.height() == top(kinds, page) + kinds.height()
    back, visits = page.findChild(ReturnCard), card(page, VISITS)
    assert visits.height() <= visits.sizeHint().height() * 1.4
    assert back.height() == visits.height()


def test_links_begin_where_the_text_above_and_below_begins(page: ResultsPage) -> None:
    opened = page.findChild(QPushButton, "open-p2")
    (below,) = opened.parentWidget().findChildren(QLabel)
    assert opened.x() == below.x()
    option = QStyleOptionButton()
    opened.initStyleOption(option)
    words = opened.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, opened)
    assert words.left() == 0


def test_without_kpis_the_kinds_have_the_width_and_no_more_height_than_rows(
    page: ResultsPage, store: SqliteStore, qtbot: QtBot
) -> None:
    with store.transaction() as tx:
        for of in (Reading, Kpi):
            for each in store.all(of):
                tx.remove(of, each.id)
    page.refresh()
    kinds = page.findChild(KindsCard)
    qtbot.waitUntil(lambda: kinds.width() > page.width() * 0.9)
    qtbot.waitUntil(lambda: kinds.height() <= kinds.sizeHint().height() + 8)


@pytest.mark.parametrize("times", [1, 2, 9])
def test_lines_of_the_arithmetic_are_seen_whole_as_far_as_the_window_goes(
    page: ResultsPage, times: int
) -> None:
    whole = page.show_section("overview")._return.whole  # type: ignore[attr-defined]
    part = replace(whole, back_lines=whole.back_lines * times)
    sheet = ArithmeticSheet(part, "GBP", page)
    sheet.open()
    assert (sheet.table.hidden_height <= 0) is (times < 9)
    assert sheet.height() < page.height()
    sheet.reject()


def test_platforms_with_news_are_told_first() -> None:
    def one(state: State) -> Watched:
        watch = Watch(state, False, None, None, None, 0, 0, ())
        return Watched(PlatformKey(state.value), state.value, None, None, watch, ())

    told = by_news([one(State.TOO_LITTLE), one(State.STEADY), one(State.UP), one(State.DOWN)])
    assert [each.name for each in told] == ["down", "up", "steady", "too_little"]


def test_answers_stand_in_columns_and_take_one_back_within_their_frame(qtbot: QtBot) -> None:
    names = ("Instagram", "Google Business Profile", "Facebook Page", "Bluesky")
    grid = AnswerGrid()
    qtbot.addWidget(grid)
    grid.resize(974, 100)  # its place in a window of 1280
    answers = tuple(Answer(name, name, (0, int(at == 0)), ()) for at, name in enumerate(names))
    grid.show_answers(answers)
    with qtbot.waitExposed(grid):
        grid.show()
    buttons = grid.findChildren(AnswerButton)
    widths = {each.width() for each in buttons}
    assert max(widths) - min(widths) <= 1
    assert buttons[-1].geometry().right() == grid.rect().right()
    assert all(part.text() == part.full_text for part in grid.findChildren(ElidedLabel))
    backs = [grid.findChild(QPushButton, f"back-{name}") for name in names]
    assert [each.isVisible() for each in backs] == [True, False, False, False]
    with qtbot.waitSignal(grid.taken, check_params_cb=lambda heard: heard == "Instagram"):
        backs[0].click()


def test_a_long_figure_is_never_cut(page: ResultsPage, qtbot: QtBot) -> None:
    """It would be another figure: the chip goes to a line of its own."""
    visits = card(page, VISITS)
    pace = replace(visits.result.pace, value=Decimal(12_345_678))
    visits.show_result(replace(visits.result, pace=pace), "GBP")
    visits.setFixedWidth(theme.SPACE * 50)
    figure = next(e for e in visits.findChildren(QLabel) if e.text() == "12,345,678")
    wanted = figure.fontMetrics().horizontalAdvance(figure.text())
    qtbot.waitUntil(lambda: figure.isVisible() and figure.width() >= wanted)
    right = figure.mapTo(visits, figure.rect().topRight()).x()
    assert right <= visits.width() - theme.SPACE
