"""A chart to look at, to walk with the keyboard, and to read as a table.

`PlotBox` is what a page uses: the chart or its table, and its pictures for other programs.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.widgets import plot_pictures
from smbsocial.ui.widgets.buttons import PushButton, button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.labels import ElidedLabel
from smbsocial.ui.widgets.plot import Plot, Row
from smbsocial.ui.widgets.plot_painting import Across, paint_plot
from smbsocial.ui.widgets.plot_pictures import Kind

translate = QCoreApplication.translate

LOWEST = theme.SPACE * 50
FOCUS_RADIUS = theme.FIELD_RADIUS
RING = 2

Pick = Callable[[QWidget, Kind, str, Callable[[Path], None]], None]
"""Asks for a file of a kind with a proposed name, and hands it on."""


class PlotView(QWidget):
    """The chart. Left, Right, Home and End walk its days; the tooltip says the one below it."""

    def __init__(self, plot: Plot | None = None) -> None:
        super().__init__()
        self._plot = plot or Plot("")
        self._rows: tuple[Row, ...] = ()
        self._at: int | None = None
        self._across: Across | None = None
        self.setObjectName("plot")
        self.setMinimumHeight(LOWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_plot(self._plot)

    @property
    def plot(self) -> Plot:
        """What it shows."""
        return self._plot

    @property
    def current(self) -> Row | None:
        """The day that the keyboard is at."""
        return None if self._at is None else self._rows[self._at]

    def show_plot(self, plot: Plot) -> None:
        """Show another chart; the keyboard stays at its day where that is still there."""
        day = self.current.day if self.current else None
        self._plot, self._rows = plot, plot.rows
        self._at = next((n for n, each in enumerate(self._rows) if each.day == day), None)
        self.setAccessibleName(plot.title)
        self.setAccessibleDescription(self._description())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(theme.SIDE_WIDTH, LOWEST)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, and the ring of the keyboard around it."""
        t = theme.current()
        painter = QPainter(self)
        edge = theme.SPACE
        inner = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        self._across = paint_plot(painter, inner, self._plot, t, current=self.current)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(t.primary), RING))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, FOCUS_RADIUS, FOCUS_RADIUS)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the days; a day further is where time runs to."""
        last = len(self._rows) - 1
        onward = 1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else -1
        steps = {Qt.Key.Key_Right: onward, Qt.Key.Key_Left: -onward}
        if last < 0:
            super().keyPressEvent(event)
        elif event.key() in steps:
            step = steps[Qt.Key(event.key())]
            start = (0 if step > 0 else last) if self._at is None else self._at + step
            self._go_to(min(max(start, 0), last))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go_to(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() == Qt.Key.Key_Escape and self._at is not None:
            self._go_to(None)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The chart stands as a whole again, unless its own menu has the keyboard."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and self._at is not None:
            self._go_to(None)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        """The tooltip says the day that is nearest."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            nearest = self.row_at(QPointF(event.pos()))
            words = self._plot.words_at(nearest) if nearest else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def row_at(self, at: QPointF) -> Row | None:
        """The day whose place is nearest to a point of the widget."""
        across = self._across
        if not self._rows or across is None:
            return None
        return min(self._rows, key=lambda each: abs(across.x(each.day) - at.x()))

    def _go_to(self, at: int | None) -> None:
        self._at = at
        words = self._description()
        self.setAccessibleDescription(words)
        changed = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(changed)
        if at is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.update()

    def _description(self) -> str:
        current = self.current
        if current is not None:
            return self._plot.words_at(current)
        keys = translate("Charts", "Left and Right walk the points.") if self._rows else ""
        return f"{self._plot.summary()} {keys}".strip()


class PlotTable(QTableWidget):
    """The chart as numbers: a row a day, a column for each thing that it shows."""

    def __init__(self, plot: Plot | None = None) -> None:
        super().__init__()
        self.setObjectName("plot_table")
        self.setProperty("lines", True)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        self.setMinimumHeight(LOWEST)
        self.show_plot(plot or Plot(""))

    def show_plot(self, plot: Plot) -> None:
        """Show another chart's numbers."""
        name = translate("Charts", "{chart} as numbers").format(chart=plot.title)
        self.setAccessibleName(name)
        columns = [(head, cells) for head, cells in _columns(plot) if any(cells)]
        self.setColumnCount(len(columns))
        self.setHorizontalHeaderLabels([head for head, _ in columns])
        self.setRowCount(len(plot.rows))
        for column, (_, cells) in enumerate(columns):
            for at, text in enumerate(cells):
                self.setItem(at, column, QTableWidgetItem(text))
        self.resizeColumnsToContents()


class PlotBox(QWidget):
    """The title, chart or table, and a menu for the picture; `below` stands under the chart.

    `pick` asks for a file to save to; `failed` hears why it was not written.
    """

    def __init__(
        self, pick: Pick, failed: Callable[[ExpectedError], object], *below: QWidget
    ) -> None:
        super().__init__()
        self._title = ElidedLabel("", "section")
        self._title.setObjectName("plot_title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._pick, self._failed = pick, failed
        self.view, self.table = PlotView(), PlotTable()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.table)
        self._menu = self._make_menu()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE * 2)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE * 2)
        head.addWidget(self._title, 1)
        for each in (*self._switch(), self._menu_button()):
            head.addWidget(each)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        if below:
            layout.addWidget(row(*below, None))

    @property
    def plot(self) -> Plot:
        """What it shows."""
        return self.view.plot

    def show_plot(self, plot: Plot) -> None:
        """Show another chart, as chart or table, whichever is chosen."""
        self._title.show_text(plot.title)
        self.view.show_plot(plot)
        self.table.show_plot(plot)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu at the mouse, or in the middle where the key was pressed."""
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        middle = self._stack.mapToGlobal(self._stack.rect().center())
        self._menu.popup(middle if keyboard else event.globalPos())

    def _switch(self) -> tuple[PushButton, PushButton]:
        """Two buttons of which one is pressed."""
        chart = button(translate("Charts", "Chart"), name="as_chart")
        table = button(translate("Charts", "Table"), name="as_table")
        group = QButtonGroup(self)
        for at, each in enumerate((chart, table)):
            each.setProperty("chip", True)
            each.setCheckable(True)
            each.setChecked(at == 0)
            group.addButton(each, at)
        group.idToggled.connect(self._toggled)
        return chart, table

    def _toggled(self, at: int, pressed: bool) -> None:
        if pressed:
            self._stack.setCurrentIndex(at)

    def _menu_button(self) -> PushButton:
        words = translate("Charts", "Copy or save the picture")
        self._opener = button("…", self._open_menu, flat=True, name="plot_menu", accessible=words)
        return self._opener

    def _open_menu(self) -> None:
        self._menu.popup(self._opener.mapToGlobal(QPoint(0, self._opener.height())))

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("plot_actions")
        for name, text, done in (
            ("copy", translate("Charts", "Copy picture"), self._copy),
            ("svg", translate("Charts", "Save as SVG…"), lambda: self._save(Kind.SVG)),
            ("png", translate("Charts", "Save as PNG…"), lambda: self._save(Kind.PNG)),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, done=done: done())
        return menu

    def _copy(self) -> None:
        plot_pictures.copy(self.plot)

    def _save(self, kind: Kind) -> None:
        name = f"{_file_name(self.plot.title)}.{kind.value}"
        self._pick(self, kind, name, lambda path: self._write(kind, path))

    def _write(self, kind: Kind, path: Path) -> None:
        try:
            plot_pictures.save(self.plot, kind, path)
        except ExpectedError as error:
            self._failed(error)


def _columns(plot: Plot) -> list[tuple[str, list[str]]]:
    """What stands over each column, and in it."""
    said = plot.unit.said
    rows = plot.rows
    measured = plot.line.words or translate("Charts", "Measured")
    return [
        (translate("Charts", "Day"), [plot.day_words(r.day) for r in rows]),
        (measured, ["" if r.value is None else said(r.value) for r in rows]),
        (plot.path.words, ["" if r.path is None else said(r.path) for r in rows]),
        (plot.band.words, ["" if r.span is None else plot.range_words(r.span) for r in rows]),
        (translate("Charts", "What happened"), [" · ".join(r.events) for r in rows]),
    ]


def _file_name(title: str) -> str:
    """A title without what a file's name may not hold."""
    return "".join(each for each in title if each.isalnum() or each in " -_").strip()
