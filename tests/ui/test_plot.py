"""Charts: ticks, words that never lie on each other, the keyboard, the table, and pictures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableWidget, QToolTip
from pytestqt.qtbot import QtBot

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets import plot_painting, plot_pictures
from smbsocial.ui.widgets.plot import Band, Event, Level, Line, Plot, Point, Span, between
from smbsocial.ui.widgets.plot_labels import Labels, crosses, rows_of
from smbsocial.ui.widgets.plot_painting import paint_plot
from smbsocial.ui.widgets.plot_pictures import Kind
from smbsocial.ui.widgets.plot_scale import Unit, day_ticks, value_ticks
from smbsocial.ui.widgets.plot_view import PlotBox, PlotTable, PlotView

NO_POPUP_TALK = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
START = date(2027, 1, 1)
END = date(2027, 3, 31)
COUNT = Unit(whole=True)
VALUES = (206, 208, 206, 216, 214, 224, 222, 233, 235)


def week(number: int) -> date:
    return START + timedelta(weeks=number)


def line(*values: int) -> Line:
    return Line(tuple(Point(week(n), Decimal(v)) for n, v in enumerate(values)), "measured")


LUNCH = Plot(
    "Lunch orders a week",
    line(*VALUES),
    Line((Point(START, Decimal(206)), Point(END, Decimal(247))), "target path"),
    Band((Span(START, Decimal(203), Decimal(210)), Span(END, Decimal(223), Decimal(243))), "cafés"),
    events=(Event(week(3), "soup vote began"),),
    unit=COUNT, first=START, last=END,
)  # fmt: skip
EMPTY = Plot("Calls", nothing="Type this week’s number and the line begins.")
LONG = Plot(
    "Four years",
    Line(tuple(Point(week(n), Decimal(300 + n % 50)) for n in range(208))),
    events=tuple(Event(week(n), f"event {n}") for n in range(0, 208, 13)),
)


class Heard:
    """A painter's device that keeps where each text was put."""

    def __init__(self, plot: Plot, *, mirrored: bool = False, width: int = 600) -> None:
        self.image = QImage(width, 300, QImage.Format.Format_RGB32)
        self.image.fill(QColor(theme.LIGHT.card))
        self.painter = QPainter(self.image)
        if mirrored:
            self.painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.texts: list[tuple[str, QRectF]] = []
        self.across = paint_plot(self.painter, QRectF(0, 0, width, 300), plot, theme.LIGHT)
        self.painter.end()


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, QRectF]]:
    """Every text that is drawn, with its place."""
    found: list[tuple[str, QRectF]] = []
    real = plot_painting._Drawing._text

    def heard(
        self: plot_painting._Drawing, left: float, top: float, text: str, colour: str
    ) -> None:
        found.append((text, QRectF(left, top, self._wide(text), self.line)))
        real(self, left, top, text, colour)

    monkeypatch.setattr(plot_painting._Drawing, "_text", heard)
    return found


def overlaps(texts: list[tuple[str, QRectF]]) -> list[tuple[str, str]]:
    shrunk = [(text, place.adjusted(0.5, 1.5, -0.5, -1.5)) for text, place in texts]
    return [
        (one, other)
        for at, (one, here) in enumerate(shrunk)
        for other, there in shrunk[at + 1 :]
        if here.intersects(there)
    ]


@given(st.decimals(-(10**6), 10**6, places=2), st.decimals(0, 10**6, places=2), st.integers(2, 8))
def test_ticks_are_nice_numbers_around_all_values(low: Decimal, more: Decimal, most: int) -> None:
    ticks = value_ticks(low, low + more, most, Unit())
    steps = {b - a for a, b in pairwise(ticks)}
    assert len(steps) == 1
    step = steps.pop()
    assert str(step.normalize().as_tuple().digits) in {"(1,)", "(2,)", "(5,)"}
    assert ticks[0] <= low
    assert ticks[-1] >= low + more
    assert 2 <= len(ticks) <= 2 * most + 2


def test_ticks_know_their_unit() -> None:
    assert value_ticks(Decimal(1), Decimal(3), 6, COUNT) == tuple(map(Decimal, (0, 1, 2, 3)))
    sixty = value_ticks(Decimal(0), Decimal(100), 5, Unit(sixty=True))
    assert sixty == tuple(map(Decimal, (0, 30, 60, 90, 120)))


def test_an_axis_need_not_begin_at_nought_and_says_so() -> None:
    assert value_ticks(Decimal(203), Decimal(247), 5, COUNT)[0] == 200
    assert value_ticks(Decimal(30), Decimal(247), 5, COUNT)[0] == 0
    assert value_ticks(Decimal(7), Decimal(7), 4, COUNT)[0] < 7 < Decimal(9)


@pytest.mark.parametrize("days", [0, 3, 20, 60, 90, 400, 208 * 7, 20 * 365])
@pytest.mark.parametrize("width", [120, 300, 900])
def test_names_of_days_never_touch(themed: QApplication, days: int, width: int) -> None:
    last = START + timedelta(days=days)
    scale = width / max(1, days)
    ticks = day_ticks(START, last, lambda d: (d - START).days * scale, lambda t: 6.0 * len(t))
    assert ticks
    for (a, text), (b, _) in pairwise(ticks):
        assert (b - a).days * scale > 6.0 * len(text)


def test_in_little_room_fewer_months_are_named(themed: QApplication) -> None:
    last = START + timedelta(weeks=208)
    ticks = day_ticks(START, last, lambda d: (d - START).days * 0.4, lambda t: 6.0 * len(t))
    assert [text for _, text in ticks][:3] == ["Jan 2027", "Jul", "Jan 2028"]


def test_a_turn_of_the_year_is_named(themed: QApplication) -> None:
    first, last = date(2026, 11, 1), date(2027, 2, 28)
    ticks = day_ticks(first, last, lambda d: (d - first).days * 5.0, lambda t: 6.0 * len(t))
    assert [text for _, text in ticks] == ["Nov", "Dec", "Jan 2027", "Feb"]


def test_labels_avoid_what_is_taken_and_cross_lines_only_in_need() -> None:
    room = QRectF(0, 0, 100, 100)
    labels = Labels(room, [[QPointF(0, 10), QPointF(100, 10)]])
    on_line, free = QRectF(0, 5, 20, 10), QRectF(0, 50, 20, 10)
    assert labels.put([on_line, free]) == free
    assert labels.put([free]) is None
    assert labels.put([on_line]) == on_line
    assert crosses(on_line, QPointF(-10, 0), QPointF(30, 20))
    assert not crosses(on_line, QPointF(-10, 60), QPointF(30, 50))


def test_rows_keep_apart_what_would_touch() -> None:
    assert rows_of([(0, 10), (5, 15), (11, 20), (12, 22)], 2) == [0, 1, 0, None]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("width", [280, 600, 1100])
@pytest.mark.parametrize("plot", [LUNCH, LONG], ids=["quarter", "208 weeks"])
def test_no_word_lies_on_another(
    themed: QApplication, texts: list[tuple[str, QRectF]], plot: Plot, width: int, mirrored: bool
) -> None:
    Heard(plot, mirrored=mirrored, width=width)
    assert overlaps(texts) == []
    room = QRectF(-1, -1, width + 2, 302)
    assert [text for text, place in texts if not room.contains(place)] == []


def test_words_stand_at_what_they_name(
    themed: QApplication, texts: list[tuple[str, QRectF]]
) -> None:
    heard = Heard(LUNCH)
    said = dict(texts)
    assert {"235 measured", "target path", "cafés", "soup vote began", "Jan", "Feb", "Mar"} <= set(
        said
    )
    assert heard.across is not None
    assert abs(said["soup vote began"].left() - heard.across.x(week(3))) < 12
    assert said["soup vote began"].bottom() < said["235 measured"].top()


FAR = replace(
    LUNCH,
    line=line(3, 4, 5, 7),
    path=Line((Point(START, Decimal(3)), Point(END, Decimal(8))), "target path"),
    band=Band(
        (Span(START, Decimal(2), Decimal(12)), Span(END, Decimal(9), Decimal(54))),
        "cafés", most=Decimal(12), cut_words="cafés, up to 54",
    ),
)  # fmt: skip


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_range_far_above_is_cut_by_the_upper_edge_and_says_how_far_it_goes(
    themed: QApplication, texts: list[tuple[str, QRectF]], mirrored: bool
) -> None:
    heard = Heard(FAR, mirrored=mirrored)
    said = dict(texts)
    assert "cafés, up to 54" in said
    assert "cafés" not in said
    ticks = [int(text) for text in said if text.isdecimal()]
    assert 12 <= max(ticks) <= 16
    assert overlaps(texts) == []
    assert heard.across is not None
    chip = QColor(theme.LIGHT.chip)
    x = round((heard.across.left + heard.across.right) / 2)
    edge = round(said[str(max(ticks))].center().y())
    column = [heard.image.pixelColor(x + 3, y) for y in range(300)]
    assert chip in column[edge : edge + 20]
    assert chip not in column[: edge - 2]  # nothing of it is drawn over what stands above


def test_a_range_that_is_all_above_is_named_all_the_same(
    themed: QApplication, texts: list[tuple[str, QRectF]]
) -> None:
    above = tuple(Span(s.day, Decimal(30), Decimal(54)) for s in FAR.band.spans)
    Heard(replace(FAR, events=(), band=replace(FAR.band, spans=above)))
    assert "cafés, up to 54" in dict(texts)


def test_what_is_cut_is_whole_in_the_table_and_in_the_words_of_a_day(
    themed: QApplication, qtbot: QtBot
) -> None:
    table = PlotTable(FAR)
    qtbot.addWidget(table)
    assert table.horizontalHeaderItem(3).text() == "cafés"
    assert table.item(table.rowCount() - 1, 3).text() == "9–54"
    assert "cafés 9–54" in FAR.words_at(FAR.rows[-1])


def test_right_to_left_time_runs_to_the_left(
    themed: QApplication, texts: list[tuple[str, QRectF]]
) -> None:
    heard = Heard(LUNCH, mirrored=True)
    said = dict(texts)
    assert heard.across is not None
    assert heard.across.x(START) > heard.across.x(END)
    assert said["Jan"].left() > said["Mar"].left()
    assert said["250"].left() > heard.across.x(START)


def test_one_point_is_a_dot_in_the_middle(themed: QApplication) -> None:
    heard = Heard(Plot("Calls", line(7), unit=COUNT))
    assert heard.across is not None
    middle = (heard.across.left + heard.across.right) / 2
    assert heard.across.x(START) == middle
    column = {heard.image.pixelColor(round(middle), y).name() for y in range(300)}
    assert theme.LIGHT.primary.lower() in column


def test_no_point_is_a_sentence(themed: QApplication) -> None:
    heard = Heard(EMPTY)
    assert heard.across is None
    colours = {heard.image.pixelColor(x, y).name() for x in range(600) for y in range(140, 160)}
    assert len(colours) > 2, "nothing was written"


def test_a_path_without_figures_says_what_is_missing(
    themed: QApplication, texts: list[tuple[str, QRectF]]
) -> None:
    missing = "No figure yet."
    Heard(Plot("Calls", path=LUNCH.path, nothing=missing))
    assert missing in dict(texts)


def test_below_nought_has_its_line_of_nought(
    themed: QApplication, texts: list[tuple[str, QRectF]]
) -> None:
    heard = Heard(Plot("Profit", line(-120, 90)))
    nought = dict(texts)["0"]
    y = round(nought.center().y())
    rows = {heard.image.pixelColor(500, each).name() for each in range(y - 3, y + 4)}
    lightest = min(QColor(name).lightness() for name in rows)
    assert lightest < QColor(theme.LIGHT.hairline).lightness() - 40


def test_levels_are_on_the_axis(themed: QApplication, texts: list[tuple[str, QRectF]]) -> None:
    Heard(Plot("Orders", line(1, 4, 9), levels=(Level(Decimal(40), "target 40"),)))
    assert "target 40" in dict(texts)
    assert "40" in dict(texts)


def test_between_is_straight_and_says_nothing_outside() -> None:
    points = (Point(START, Decimal(10)), Point(week(2), Decimal(20)))
    assert between(points, week(1)) == 15
    assert between(points, week(3)) is None
    assert between(points[:1], START) == 10


def test_rows_go_on_to_the_target(themed: QApplication) -> None:
    rows = LUNCH.rows
    assert len(rows) == len(VALUES) + 1
    assert rows[3].events == ("soup vote began",)
    assert rows[-1].day == END
    assert rows[-1].value is None
    assert rows[-1].path == 247
    assert "soup vote began" in LUNCH.words_at(rows[3])
    assert LUNCH.words_at(rows[-1]) == "31 March: target path 247 · cafés 223–243"


@pytest.fixture
def view(themed: QApplication, qtbot: QtBot) -> PlotView:
    made = PlotView(LUNCH)
    qtbot.addWidget(made)
    made.resize(600, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_keys_walk_the_days_and_readers_hear_them(view: PlotView, qtbot: QtBot) -> None:
    assert view.accessibleName() == "Lunch orders a week"
    assert "206 on 1 January" in view.accessibleDescription()
    assert view.accessibleDescription().endswith("Left and Right walk the points.")
    before = view.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current == LUNCH.rows[1]
    interface = QAccessible.queryAccessibleInterface(view)
    heard = interface.text(QAccessible.Text.Description)
    assert heard.startswith("8 January: measured 208 · target path 209")
    assert view.grab().toImage() != before
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current == LUNCH.rows[-1]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current == LUNCH.rows[-2]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current == LUNCH.rows[0]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.current is None


def test_in_a_mirrored_chart_left_is_later(view: PlotView, qtbot: QtBot) -> None:
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current == LUNCH.rows[1]


def test_a_new_figure_leaves_the_keyboard_at_its_day(view: PlotView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Home)
    view.show_plot(Plot("Lunch orders a week", line(200, 210)))
    assert view.current is not None
    assert (view.current.day, view.current.value) == (START, 200)
    view.show_plot(EMPTY)
    assert view.current is None
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.accessibleDescription() == EMPTY.nothing


@NO_POPUP_TALK
def test_the_tooltip_says_the_nearest_day(view: PlotView, qtbot: QtBot) -> None:
    place = view.row_at(QPointF(0, 50))
    assert place == LUNCH.rows[0]
    at = QPoint(5, 100)
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    assert QToolTip.text() == LUNCH.words_at(LUNCH.rows[0])
    QToolTip.hideText()


def test_the_table_says_all_that_the_chart_says(themed: QApplication, qtbot: QtBot) -> None:
    table = PlotTable(LUNCH)
    qtbot.addWidget(table)
    heads = [table.horizontalHeaderItem(n).text() for n in range(table.columnCount())]
    assert heads == ["Day", "measured", "target path", "cafés", "What happened"]
    over = table.horizontalHeader().defaultAlignment()
    assert over & Qt.AlignmentFlag.AlignLeading, "a head stands over its figures"
    cells = [[table.item(r, c).text() for c in range(5)] for r in (0, 3, 9)]
    assert cells[0] == ["1 January", "206", "206", "203–210", ""]
    assert cells[1][4] == "soup vote began"
    assert cells[2] == ["31 March", "", "247", "223–243", ""]
    table.show_plot(EMPTY)
    assert table.rowCount() == 0


class Picked:
    """Stands in for the person at the desktop's file dialog."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = ""
        self.failed: list[ExpectedError] = []

    def pick(self, _parent: object, kind: Kind, name: str, then: object) -> None:
        self.name = name
        then(self.path.with_suffix(f".{kind.value}"))  # type: ignore[operator]


@pytest.fixture
def picked(tmp_path: Path) -> Picked:
    return Picked(tmp_path / "chart")


@pytest.fixture
def box(themed: QApplication, qtbot: QtBot, picked: Picked) -> PlotBox:
    made = PlotBox(picked.pick, picked.failed.append)
    qtbot.addWidget(made)
    made.show_plot(LUNCH)
    made.resize(600, 340)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_chart_and_table_change_places(box: PlotBox, qtbot: QtBot) -> None:
    assert box.view.isVisible()
    qtbot.mouseClick(box.findChild(QPushButton, "as_table"), Qt.MouseButton.LeftButton)
    assert not box.view.isVisible()
    assert box.findChild(QTableWidget, "plot_table").isVisible()
    qtbot.mouseClick(box.findChild(QPushButton, "as_chart"), Qt.MouseButton.LeftButton)
    assert box.view.isVisible()


def action(box: PlotBox, name: str) -> None:
    menu = box.findChild(QMenu, "plot_actions")
    next(each for each in menu.actions() if each.objectName() == name).trigger()


@NO_POPUP_TALK
def test_the_menu_opens_with_its_button_and_its_key(box: PlotBox, qtbot: QtBot) -> None:
    menu = box.findChild(QMenu, "plot_actions")
    opener = box.findChild(QPushButton, "plot_menu")
    assert opener.accessibleName() == "Copy or save the picture"
    qtbot.mouseClick(opener, Qt.MouseButton.LeftButton)
    assert menu.isVisible()
    menu.close()
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(box.view, key)
    assert menu.isVisible()
    assert [each.text() for each in menu.actions()] == [
        "Copy picture", "Save as SVG…", "Save as PNG…",
    ]  # fmt: skip
    menu.close()


def test_a_copied_picture_is_a_picture(box: PlotBox) -> None:
    action(box, "copy")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasImage()
    assert mime.hasFormat("image/svg+xml")
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2 * plot_pictures.SIZE.width()
    QGuiApplication.clipboard().clear()


def test_a_saved_picture_holds_the_words_and_the_line(box: PlotBox, picked: Picked) -> None:
    action(box, "svg")
    action(box, "png")
    assert picked.name == "Lunch orders a week.png"
    drawn = ElementTree.parse(picked.path.with_suffix(".svg"))  # noqa: S314 - we wrote it
    words = " ".join("".join(each.itertext()) for each in drawn.iter() if each.tag.endswith("text"))
    for said in ("Lunch orders a week", "235 measured", "soup vote began", "target path"):
        assert said in words
    told = drawn.find("{http://www.w3.org/2000/svg}desc")
    assert told is not None
    assert (told.text or "").endswith("to 235 on 26 February."), "no keys walk a picture"
    image = QImage(str(picked.path.with_suffix(".png")))
    assert image.pixelColor(1, 1) == QColor(theme.LIGHT.card)
    assert picked.failed == []


def test_a_picture_that_is_not_written_says_so(box: PlotBox, picked: Picked) -> None:
    picked.path = picked.path.parent / "no" / "chart"
    action(box, "svg")
    assert [error.code for error in picked.failed] == [Code.FILE_NOT_WRITTEN]


def test_pictures_are_for_paper_on_a_dark_desktop(themed: QApplication, box: PlotBox) -> None:
    light = plot_pictures.picture(LUNCH)
    icons = Path(__file__).parents[2] / "resources" / "icons"
    theme.apply(themed, theme.Scheme.DARK, icons)
    assert plot_pictures.picture(LUNCH) == light
    assert box.view.grab().toImage().pixelColor(1, 1) != light.pixelColor(1, 1)
    theme.apply(themed, theme.Scheme.LIGHT, icons)


def test_money_is_said_on_the_axis(themed: QApplication, texts: list[tuple[str, QRectF]]) -> None:
    unit = Unit(lambda value: f"€{formats.number(value)}")
    Heard(Plot("Profit", line(120, 190), unit=unit))
    assert {"€120", "€140", "€180"} <= {text for text, _ in texts}
