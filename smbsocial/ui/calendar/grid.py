"""The month's table: a click opens a post, a drag moves it, arrows walk from day to day."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QToolTip,
)
from typing_extensions import override

from smbsocial.ui.calendar.model import MonthModel, chip_words, day_words, work_words
from smbsocial.ui.calendar.painting import MonthDelegate, Place
from smbsocial.usecases.calendar_sheets import CalendarSheet

translate = QCoreApplication.translate


class MonthGrid(QTableView):
    """Shows a month and says what its person wishes."""

    post_wanted = Signal(str)  # open this post
    day_chosen = Signal(object)  # datetime.date
    day_wanted = Signal(object)  # datetime.date; go on with its list
    month_wanted = Signal(int)  # months ahead or back
    move_wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("month")
        self.setAccessibleName(translate("Calendar", "Month"))
        self._months = MonthModel()
        self._months.move_wanted.connect(self.move_wanted)
        self.setModel(self._months)
        self._painter = MonthDelegate(self._months, self)
        self.setItemDelegate(self._painter)
        self._grabbed: tuple[Place, QPoint] | None = None
        self._build()

    def _build(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(True)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(self._least_height())
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_sheet(self, sheet: CalendarSheet, chosen: date) -> None:
        """Show a month with a day of it chosen."""
        self._months.show_sheet(sheet)
        self.choose(chosen)

    def choose(self, day: date) -> None:
        """Make a day the current one without saying so."""
        index = self._months.index_of(day)
        blocked = self.blockSignals(True)
        if index.isValid():
            self.setCurrentIndex(index)
        self.blockSignals(blocked)

    @property
    def months(self) -> MonthModel:
        """The table's model, for those who drop without a mouse."""
        return self._months

    def place_at(self, position: QPoint) -> Place | None:
        """The chip, or “+2 more”, under a point of the viewport."""
        index = self.indexAt(position)
        day = self._months.day(index)
        if day is None:
            return None
        return self._painter.chip_at(self.visualRect(index), day, position.x(), position.y())

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        day = self._months.day(current)
        if day is not None:
            self.day_chosen.emit(day.day)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._grabbed = None
        if event.button() is Qt.MouseButton.LeftButton:
            place = self.place_at(event.position().toPoint())
            self._grabbed = (place, event.position().toPoint()) if place else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A press that moves far enough picks the chip up."""
        if self._grabbed is None:
            return
        place, start = self._grabbed
        moved = (event.position().toPoint() - start).manhattanLength()
        if place.chip is not None and moved >= QApplication.startDragDistance():
            self._grabbed = None
            self._drag(place, start)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        grabbed, self._grabbed = self._grabbed, None
        if grabbed is None:
            return
        if grabbed[0].chip is not None:
            self.post_wanted.emit(grabbed[0].chip.id)
        else:
            self._want_day()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on with the day's list; page keys turn the month."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._want_day()
            case Qt.Key.Key_PageUp:
                self.month_wanted.emit(-1)
            case Qt.Key.Key_PageDown:
                self.month_wanted.emit(1)
            case _:
                super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.begin()
        super().paintEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """The tooltip says in full what is cut short."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        return super().viewportEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            painter = getattr(self, "_painter", None)
            if painter is not None:
                painter.set_font(self.font())
                self.verticalHeader().setMinimumSectionSize(self._least_height())

    def _least_height(self) -> int:
        return self._painter.least_size().height()

    def _tip(self, position: QPoint) -> str:
        index = self.indexAt(position)
        day, week = self._months.day(index), self._months.week(index)
        place = self.place_at(position)
        if place is not None and place.chip is not None:
            return chip_words(place.chip)
        if day is not None:
            return day_words(day)
        return work_words(week) if week is not None else ""

    def _want_day(self) -> None:
        day = self._months.day(self.currentIndex())
        if day is not None:
            self.day_wanted.emit(day.day)

    def _drag(self, place: Place, start: QPoint) -> None:
        if place.chip is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self._months.mime_of(place.chip.id))
        drag.setPixmap(self._picture(place))
        drag.setHotSpot(start - place.rect.topLeft())
        drag.exec(Qt.DropAction.MoveAction)

    def _picture(self, place: Place) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(place.rect.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        self._painter.begin()
        if place.chip is not None:
            self._painter.paint_chip(
                painter, place.rect.translated(-place.rect.topLeft()), place.chip
            )
        painter.end()
        return picture
