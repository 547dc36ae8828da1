"""Beside the month: the chosen day's posts, for keyboard and reader, and who hears nothing."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.calendar.model import chip_state, chip_words
from smbsocial.ui.calendar.painting import Fonts, draw_text, has_state
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.calendar_sheets import CalendarSheet, ChipSheet, DaySheet

translate = QCoreApplication.translate

CHIP_ROLE = Qt.ItemDataRole.UserRole + 1
WIDTH = theme.SPACE * 54
DAYS_BY_KEY = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class DaySide(Card):
    """The chosen day's list and the communities that hear nothing for long."""

    post_wanted = Signal(str)
    new_wanted = Signal()
    move_wanted = Signal(str, object)  # post's id, datetime.date
    date_wanted = Signal(str)  # ask to which day this post goes

    def __init__(self) -> None:
        super().__init__(name="day_side")
        self.setFixedWidth(WIDTH)
        self._day: DaySheet | None = None
        self._title = label("", "section", wrap=True, name="day_title")
        self._notes = label("", "small", wrap=True)
        self._empty = label(translate("Calendar", "No posts on this day."), "muted", wrap=True)
        self._list = DayList()
        self._list.itemActivated.connect(lambda item: self.post_wanted.emit(_chip(item).id))
        self._list.itemClicked.connect(lambda item: self.post_wanted.emit(_chip(item).id))
        self._list.moved.connect(self._move)
        self._hint = label(
            translate("Calendar", "Enter opens a post. Alt with an arrow key moves it."),
            "small",
            wrap=True,
        )
        self._other = button(translate("Calendar", "Move to…"), self._ask_date, name="move_to")
        new = button(translate("Calendar", "Add a post"), self.new_wanted.emit, name="add_here")
        self._quiet = label("", "small", wrap=True, name="quiet")
        for above in (self._title, self._notes, self._empty):
            self.add(above)
        self.body.addWidget(self._list, 1)
        for below in (self._hint, self._other, new):
            self.add(below)
        self.body.addStretch(0)
        self.add(self._quiet)

    @property
    def day(self) -> date | None:
        """The day whose list stands here."""
        return self._day.day if self._day else None

    def show_day(self, day: DaySheet) -> None:
        """Show a day's posts, the chosen one staying chosen."""
        kept = self._list.chosen()
        self._day = day
        self._title.setText(formats.day_long(day.day))
        notes = list(day.observances)
        if day.closed:
            notes.append(translate("Calendar", "You are closed that day."))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._list.show_chips(day.chips, kept)
        for shown in (self._list, self._hint, self._other):
            shown.setVisible(bool(day.chips))
        self._empty.setVisible(not day.chips)

    def show_quiet(self, sheet: CalendarSheet) -> None:
        """Name who hears nothing for long."""
        said = [
            translate("Calendar", "Nothing for {community} in {days} days.").format(
                community=name, days=formats.number(days)
            )
            for name, days in sheet.quiet
        ]
        self._quiet.setText("\n".join(said))
        self._quiet.setVisible(bool(said))

    def focus_list(self) -> None:
        """Go on with the day's first post, or with adding one."""
        if self._day and self._day.chips:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether the list has the keyboard."""
        return self._list.hasFocus()

    def choose(self, post: str) -> None:
        """Choose a post of the list."""
        self._list.choose(post)

    def _move(self, post: str, days: int) -> None:
        if self._day is not None:
            self.move_wanted.emit(post, self._day.day + timedelta(days=days))

    def _ask_date(self) -> None:
        post = self._list.chosen()
        if post:
            self.date_wanted.emit(post)


class DayList(QListWidget):
    """A day's posts; Enter opens one, Alt with an arrow moves it."""

    moved = Signal(str, int)  # post's id, days

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("day_list")
        self.setAccessibleName(translate("Calendar", "Posts of the day"))
        self.setItemDelegate(DayDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme.SPACE * 14)

    def show_chips(self, chips: tuple[ChipSheet, ...], chosen: str) -> None:
        """Show these posts; `chosen` is chosen if it is among them, else the first."""
        self.clear()
        for chip in chips:
            item = QListWidgetItem(chip.title)
            item.setData(CHIP_ROLE, chip)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, chip_words(chip))
            item.setToolTip(chip_words(chip))
            self.addItem(item)
        if chips:
            self.setCurrentRow(0)
        self.choose(chosen)

    def choose(self, post: str) -> None:
        """Choose a post, if it is there."""
        for row in range(self.count()):
            if _chip(self.item(row)).id == post:
                self.setCurrentRow(row)

    def chosen(self) -> str:
        """The chosen post's id, empty if there is none."""
        item = self.currentItem()
        return _chip(item).id if item is not None else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = DAYS_BY_KEY.get(Qt.Key(event.key()))
        if days and event.modifiers() & Qt.KeyboardModifier.AltModifier and self.chosen():
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft and abs(days) == 1:
                days = -days
            self.moved.emit(self.chosen(), days)
            return
        super().keyPressEvent(event)


class DayDelegate(QStyledItemDelegate):
    """A post as two lines behind a bar in its pillar's colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fonts = Fonts(parent.font())

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        fonts = self._fonts
        lines = fonts.base_metrics.height() + fonts.small_metrics.height() * 2
        return QSize(theme.SPACE * 20, lines + theme.SPACE * 5)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        chip: ChipSheet = index.data(CHIP_ROLE)
        colours, fonts = theme.current(), self._fonts
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(1, 1, -1, -theme.SPACE - 1)
        focused = has_state(option, QStyle.StateFlag.State_HasFocus)
        painter.setPen(QColor(colours.primary if focused else colours.hairline))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(rect, theme.FIELD_RADIUS, theme.FIELD_RADIUS)
        ink, _ = colours.pillar(chip.colour)
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        edge = rect.right() - theme.SPACE if mirrored else rect.left()
        painter.fillRect(edge, rect.top(), theme.SPACE, rect.height(), QColor(ink))
        inner = rect.adjusted(theme.GAP, theme.SPACE, -theme.GAP, -theme.SPACE)
        top = inner.top()
        platform = translate("Calendar", "{time} · {platform}")
        state = translate("Calendar", "{state} · {minutes}")
        for words, font, metrics, colour in (
            (chip.title, fonts.strong, fonts.strong_metrics, colours.ink),
            (
                platform.format(time=formats.clock(chip.at), platform=chip.platform),
                fonts.small,
                fonts.small_metrics,
                colours.muted,
            ),
            (
                state.format(state=chip_state(chip), minutes=formats.minutes(chip.minutes)),
                fonts.small,
                fonts.small_metrics,
                colours.trouble if chip.overdue else colours.muted,
            ),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = inner.adjusted(0, 0, 0, 0)
            line.setTop(top)
            line.setHeight(metrics.height())
            draw_text(painter, line, words, metrics)
            top += metrics.height()
        painter.restore()


def _chip(item: QListWidgetItem) -> ChipSheet:
    chip: ChipSheet = item.data(CHIP_ROLE)
    return chip
