"""The draft as a tree: weeks, and under each its posts, every one with a tick box."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from smbsocial.domain.brief import Brief
from smbsocial.domain.content import Post
from smbsocial.domain.days import week_start
from smbsocial.domain.ids import PlatformKey, PostId
from smbsocial.domain.planning.values import PlanDraft
from smbsocial.ui import theme
from smbsocial.ui.text import formats, names

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

WHAT, WHOM, MINUTES = COLUMNS = range(3)
"""The columns: what and when, for whom, and how long."""
HEAD = 0
"""The internal id of weeks; posts carry their week's row plus one."""


@dataclass(frozen=True, slots=True)
class Week:
    """One of the thirteen weeks with its posts and the minutes beside them."""

    start: date
    posts: tuple[Post, ...]
    routine: int
    budget: int


class DraftModel(QAbstractItemModel):
    """Thirteen weeks; ticking a week ticks all its posts."""

    chosen_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._weeks: tuple[Week, ...] = ()
        self._strong = QFont()
        self._strong.setPixelSize(theme.base_pixels())
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._off: set[PostId] = set()
        self._communities: dict[str, str] = {}
        self._pillars: dict[str, str] = {}
        self._platforms: dict[PlatformKey, str] = {}

    def show_draft(
        self, weeks: tuple[Week, ...], brief: Brief, platforms: dict[PlatformKey, str]
    ) -> None:
        """Show a draft with everything ticked."""
        self.beginResetModel()
        self._weeks = weeks
        self._off = set()
        self._communities = {each.id: each.name for each in brief.communities}
        self._pillars = {each.id: each.name for each in brief.rhythm.pillars}
        self._platforms = platforms
        self.endResetModel()
        self.chosen_changed.emit(len(self.chosen()))

    def chosen(self) -> frozenset[PostId]:
        """The posts that are ticked."""
        every = {post.id for week in self._weeks for post in week.posts}
        return frozenset(every - self._off)

    @override
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not (0 <= row < self.rowCount(parent) and 0 <= column < len(COLUMNS)):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else HEAD)

    @override
    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == HEAD:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, HEAD)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._weeks)
        return len(self._weeks[parent.row()].posts) if parent.internalId() == HEAD else 0

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == WHAT else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index)
            case Qt.ItemDataRole.CheckStateRole if index.column() == WHAT:
                return self._state(index)
            case Qt.ItemDataRole.ForegroundRole if index.column() != WHAT:
                return QColor(theme.current().muted)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._long(index)
            case Qt.ItemDataRole.FontRole if index.internalId() == HEAD and index.column() != WHOM:
                return self._strong
            case _:
                return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        off = Qt.CheckState(value) is Qt.CheckState.Unchecked
        head = index if index.internalId() == HEAD else self.parent(index)
        week = self._weeks[head.row()]
        touched = week.posts if index.internalId() == HEAD else (week.posts[index.row()],)
        ids = {post.id for post in touched}
        self._off = self._off | ids if off else self._off - ids
        first = self.index(head.row(), 0)
        self.dataChanged.emit(first, self.index(head.row(), MINUTES))
        last = self.rowCount(first) - 1
        self.dataChanged.emit(self.index(0, 0, first), self.index(last, MINUTES, first))
        self.chosen_changed.emit(len(self.chosen()))
        return True

    def _state(self, index: Index) -> Qt.CheckState:
        if index.internalId() != HEAD:
            off = self._post(index).id in self._off
            return Qt.CheckState.Unchecked if off else Qt.CheckState.Checked
        posts = self._weeks[index.row()].posts
        off_here = sum(post.id in self._off for post in posts)
        if off_here == 0 and posts:
            return Qt.CheckState.Checked
        whole = off_here == len(posts)
        return Qt.CheckState.Unchecked if whole else Qt.CheckState.PartiallyChecked

    def _post(self, index: Index) -> Post:
        return self._weeks[index.internalId() - 1].posts[index.row()]

    def _text(self, index: Index) -> str:
        if index.internalId() == HEAD:
            return self._week_text(index.row(), index.column())
        post = self._post(index)
        if index.column() == MINUTES:
            return formats.minutes(post.minutes)
        if index.column() == WHOM:
            return translate("Wizard", "{pillar} · for {community}").format(
                pillar=self._pillars.get(post.pillar, ""),
                community=self._communities.get(post.community, ""),
            )
        return translate("Wizard", "{day}, {at} · {title}").format(
            day=formats.day_short(post.day), at=formats.clock(post.at), title=post.title
        )

    def _week_text(self, row: int, column: int) -> str:
        week = self._weeks[row]
        if column == WHAT:
            return translate("Wizard", "Week {number}, from {day}").format(
                number=formats.number(row + 1), day=formats.day_plain(week.start)
            )
        if column == WHOM:
            routine = translate("Wizard", "with {minutes} of routine work")
            return routine.format(minutes=formats.minutes(week.routine)) if week.routine else ""
        spent = sum(post.minutes for post in week.posts if post.id not in self._off)
        return translate("Wizard", "{spent} of {budget}").format(
            spent=formats.minutes(spent + week.routine), budget=formats.minutes(week.budget)
        )

    def _long(self, index: Index) -> str:
        if index.internalId() == HEAD:
            return self._text(index)
        post = self._post(index)
        return translate("Wizard", "{text}\n{platform}, {format}\n{draft}").format(
            text=self._text(index),
            platform=self._platforms.get(post.platform, ""),
            format=names.post_format(post.format),
            draft=post.text,
        )


def weeks_of(draft: PlanDraft, routine: dict[date, int]) -> tuple[Week, ...]:
    """The draft's weeks with their posts; `routine` minutes by each week's first day."""
    plan = draft.plan
    found = []
    for at in range(plan.weeks):
        start = plan.starts + timedelta(weeks=at)
        posts = tuple(p for p in draft.posts if week_start(p.day, start.weekday()) == start)
        found.append(Week(start, posts, routine.get(start, 0), plan.minutes_a_week))
    return tuple(found)
