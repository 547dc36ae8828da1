"""The calendar: a month to read and to move posts in."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.content import Post
from smbsocial.domain.ids import PostId
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.calendar.filters import FilterBar, filtered
from smbsocial.ui.calendar.grid import MonthGrid
from smbsocial.ui.calendar.head import MonthHead
from smbsocial.ui.calendar.side import DaySide
from smbsocial.ui.post.editor import ask_day, edit_post, new_post
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.cards import Card
from smbsocial.usecases import calendar
from smbsocial.usecases.calendar_sheets import CalendarSheet, DaySheet
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads

translate = QCoreApplication.translate


class CalendarPage(QWidget):
    """Draws the month's sheet and turns wishes into steps."""

    day_shown = Signal(object)  # datetime.date

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._sheet: CalendarSheet | None = None
        self._chosen: date | None = None
        self._build()

    def refresh(self) -> None:
        """Read the month again."""
        day = self._chosen or self._bridge.read(_today)
        month = (self._sheet.year, self._sheet.month) if self._sheet else (day.year, day.month)
        self._read(*month, chosen=day)

    def show_month(self, year: int, month: int) -> None:
        """Turn to a month; today is chosen if it is in it, else the month's first day."""
        today = self._bridge.read(_today)
        first = date(year, month, 1)
        self._read(year, month, chosen=today if today.replace(day=1) == first else first)

    def show_day(self, day: date) -> None:
        """Turn to a day's month and choose the day."""
        self._read(day.year, day.month, chosen=day)

    def open_first_post(self) -> None:
        """Open the first post that the month shows."""
        if self._sheet is None:
            return
        chips = [c for row in self._sheet.rows for day in row.days for c in day.chips]
        if chips:
            self._edit(chips[0].id)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read the month when the page is first seen; later its window says when to."""
        super().showEvent(event)
        if self._sheet is None:
            self.refresh()

    def _build(self) -> None:
        self._head = MonthHead()
        self._filters = FilterBar()
        self._grid = MonthGrid()
        self._side = DaySide()
        paper = Card(name="card")
        paper.body.setContentsMargins(*(theme.SPACE,) * 4)
        paper.body.addWidget(self._grid)
        middle = QHBoxLayout()
        middle.setSpacing(theme.GAP)
        middle.addWidget(paper, 1)
        middle.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.PAGE_MARGIN,) * 4)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._head)
        layout.addWidget(self._filters)
        layout.addLayout(middle, 1)
        self._connect()

    def _connect(self) -> None:
        self._head.turn_wanted.connect(self._turn)
        self._head.today_wanted.connect(self._to_today)
        self._head.new_wanted.connect(self._new)
        self._head.search_wanted.connect(self._search)
        self._head.found_chosen.connect(self._go_to)
        self._filters.changed.connect(self._draw)
        self._grid.day_chosen.connect(self._choose)
        self._grid.day_wanted.connect(self._go_on_with_day)
        self._grid.post_wanted.connect(self._edit)
        self._grid.move_wanted.connect(self._move)
        self._grid.month_wanted.connect(self._turn)
        self._side.post_wanted.connect(self._edit)
        self._side.new_wanted.connect(self._new)
        self._side.move_wanted.connect(self._move)
        self._side.date_wanted.connect(self._ask_day)
        finding = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        finding.activated.connect(self._head.focus_search)

    def _read(self, year: int, month: int, *, chosen: date) -> None:
        self._sheet = self._bridge.read(calendar.calendar_sheet, year, month)
        self._chosen = chosen
        self._head.show_title(formats.month_year(year, month))
        self._filters.show_sheet(self._sheet)
        self._draw()

    def _draw(self) -> None:
        if self._sheet is None or self._chosen is None:
            return
        shown = filtered(self._sheet, self._filters.filters)
        self._grid.show_sheet(shown, self._chosen)
        self._side.show_quiet(shown)
        day = _day_of(shown, self._chosen)
        if day is not None:
            self._side.show_day(day)

    def _choose(self, day: date) -> None:
        self._chosen = day
        if self._sheet is None:
            return
        sheet = _day_of(filtered(self._sheet, self._filters.filters), day)
        if sheet is not None:
            self._side.show_day(sheet)
        self.day_shown.emit(day)

    def _go_on_with_day(self, day: date) -> None:
        self._choose(day)
        self._side.focus_list()

    def _turn(self, months: int) -> None:
        if self._sheet is None:
            return
        past = self._sheet.year * 12 + self._sheet.month - 1 + months
        if date.min.year * 12 < past < date.max.year * 12:
            self.show_month(past // 12, past % 12 + 1)

    def _to_today(self) -> None:
        self.show_day(self._bridge.read(_today))

    def _search(self, text: str) -> None:
        self._head.show_found(self._bridge.read(calendar.search, text))

    def _go_to(self, post: Post) -> None:
        self.show_day(post.day)
        self._side.choose(post.id)
        self._side.focus_list()

    def _edit(self, post: str) -> None:
        edit_post(self._bridge, PostId(post), self)

    def _new(self) -> None:
        new_post(self._bridge, self._chosen or self._bridge.read(_today), self)

    def _ask_day(self, post: str) -> None:
        def move(day: date) -> None:
            self._move(post, day)

        ask_day(self, self._chosen or self._bridge.read(_today), move)

    def _move(self, post: str, day: date) -> None:
        """Move a post; the chosen day goes with it, so that the next key moves it on."""
        listed = self._side.has_focus()
        if not self._bridge.attempt(Action.MOVE_POST, calendar.move_post, PostId(post), day):
            return
        in_month = self._sheet is not None and _day_of(self._sheet, day) is not None
        if in_month:
            self._grid.choose(day)
            self._choose(day)
        else:
            self.show_day(day)
        self._side.choose(post)
        if listed:
            self._side.focus_list()
        self._bridge.told.emit(self._moved_words(day), True)

    def _moved_words(self, day: date) -> str:
        sheet = _day_of(self._sheet, day) if self._sheet else None
        if sheet is not None and sheet.closed:
            text = translate("Calendar", "Moved to {day}. You are closed that day.")
        else:
            text = translate("Calendar", "Moved to {day}.")
        return text.format(day=formats.day_long(day))


def _today(reads: Reads, ports: Ports) -> date:
    return ports.clock.today(set_up_business(reads).zone)


def _day_of(sheet: CalendarSheet, day: date) -> DaySheet | None:
    return next((d for row in sheet.rows for d in row.days if d.day == day), None)
