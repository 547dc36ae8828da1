"""The month as a table: seven days and the work column, a row a week; posts move by dropping."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from smbsocial.ui.text import formats
from smbsocial.usecases.calendar_sheets import CalendarSheet, ChipSheet, DaySheet, WeekRow

translate = QCoreApplication.translate

POST_MIME = "application/x-smbsocial-post"
DAY_ROLE = Qt.ItemDataRole.UserRole + 1
WEEK_ROLE = Qt.ItemDataRole.UserRole + 2
WORK_COLUMN = 7

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DAY_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)


class MonthModel(QAbstractTableModel):
    """Holds the month's sheet; a post dropped on a day becomes a wish."""

    move_wanted = Signal(str, object)  # post's id, datetime.date

    def __init__(self) -> None:
        super().__init__()
        self._sheet: CalendarSheet | None = None

    def show_sheet(self, sheet: CalendarSheet) -> None:
        """Show another month, or the same one after a change."""
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def day(self, index: AnyIndex) -> DaySheet | None:
        """The day of a cell, None in the work column or outside."""
        if self._sheet is None or not index.isValid() or index.column() >= WORK_COLUMN:
            return None
        return self._sheet.rows[index.row()].days[index.column()]

    def week(self, index: AnyIndex) -> WeekRow | None:
        """The week of a row."""
        if self._sheet is None or not index.isValid():
            return None
        return self._sheet.rows[index.row()]

    def is_today(self, day: DaySheet) -> bool:
        """Whether this is the local day that it is now."""
        return self._sheet is not None and day.day == self._sheet.today

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day; not valid when the month does not show it."""
        if self._sheet is None:
            return QModelIndex()
        past = (day - self._sheet.rows[0].days[0].day).days
        if not 0 <= past < len(self._sheet.rows) * 7:
            return QModelIndex()
        return self.index(past // 7, past % 7)

    def mime_of(self, post: str) -> QMimeData:
        """What is carried when a post's chip is dragged."""
        mime = QMimeData()
        mime.setData(POST_MIME, QByteArray(post.encode()))
        return mime

    @override
    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if self._sheet is None or parent.isValid() else len(self._sheet.rows)

    @override
    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else WORK_COLUMN + 1

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        week, day = self.week(index), self.day(index)
        if week is None:
            return None
        match role:
            case Qt.ItemDataRole.AccessibleTextRole:
                return day_words(day) if day else work_words(week)
            case Qt.ItemDataRole.DisplayRole:
                return formats.number(day.day.day) if day else formats.minutes(week.minutes)
            case x if x == DAY_ROLE:
                return day
            case x if x == WEEK_ROLE:
                return week
            case _:
                return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._sheet is None:
            return None
        work = section == WORK_COLUMN
        weekday = (self._sheet.business.first_weekday + section) % 7
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return translate("Calendar", "Work") if work else formats.weekday_short(weekday)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                long = translate("Calendar", "The week's work, in hours, against your budget")
                return long if work else formats.weekday_long(weekday)
            case _:
                return None

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.day(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return DAY_FLAGS

    @override
    def mimeTypes(self) -> list[str]:
        return [POST_MIME]

    @override
    def mimeData(self, indexes: Sequence[AnyIndex]) -> QMimeData:
        """The first post of the first day; the grid itself carries the chip under the pointer."""
        for index in indexes:
            day = self.day(index)
            if day and day.chips:
                return self.mime_of(day.chips[0].id)
        return QMimeData()

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        return (
            data.hasFormat(POST_MIME)
            and action == Qt.DropAction.MoveAction
            and self._target(row, column, parent) is not None
        )

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = self._target(row, column, parent)
        if target is not None:
            post = bytes(data.data(POST_MIME).data()).decode()
            self.move_wanted.emit(post, target.day)
        return target is not None

    def _target(self, row: int, column: int, parent: AnyIndex) -> DaySheet | None:
        return self.day(parent if parent.isValid() else self.index(row, column))


def day_words(day: DaySheet) -> str:
    """A day as a screen reader says it: the day, what is special, and its posts."""
    said = [formats.day_long(day.day)]
    if day.closed:
        said.append(translate("Calendar", "closed"))
    said.extend(day.observances)
    if day.chips:
        said.extend(chip_words(chip) for chip in day.chips)
    else:
        said.append(translate("Calendar", "no posts"))
    return "; ".join(said)


def chip_words(chip: ChipSheet) -> str:
    """A post as a screen reader says it."""
    text = translate("Calendar", "{time} {title}, {platform}, {community}, {state}")
    return text.format(
        time=formats.clock(chip.at),
        title=chip.title,
        platform=chip.platform,
        community=chip.community,
        state=chip_state(chip),
    )


def chip_state(chip: ChipSheet) -> str:
    """Whether a post is out, left out, late or to come."""
    if chip.posted:
        return translate("Calendar", "posted")
    if chip.skipped:
        return translate("Calendar", "skipped")
    if chip.overdue:
        return translate("Calendar", "missed")
    return translate("Calendar", "planned")


def work_words(week: WeekRow) -> str:
    """A week's work as a screen reader says it."""
    done = formats.minutes(week.minutes)
    if not week.budget:
        return translate("Calendar", "{done} of work, no plan").format(done=done)
    if week.minutes > week.budget:
        over = formats.minutes(week.minutes - week.budget)
        text = translate("Calendar", "{done} of work, {over} over your budget")
        return text.format(done=done, over=over)
    text = translate("Calendar", "{done} of work, your budget is {budget}")
    return text.format(done=done, budget=formats.minutes(week.budget))
