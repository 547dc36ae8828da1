"""The chain as a table: a head for each channel, then its lines with low, typical and high."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from smbsocial.domain.assessment.values import Channel, ChannelShare, Link, LinkKey
from smbsocial.domain.ranges import Basis
from smbsocial.ui import theme
from smbsocial.ui.text import assessment as words
from smbsocial.ui.text import links, outcomes

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The table's columns."""

    STEP = 0
    LOW = 1
    TYPICAL = 2
    HIGH = 3
    WHOSE = 4
    CHANGE = 5


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A line of the table: a head (`link` None) of a channel with what it brings, or a link.

    `platform` is the name of the one it is about, empty where it is the same for all.
    """

    channel: Channel
    link: Link | None = None
    platform: str = ""
    share: ChannelShare | None = None

    @property
    def words(self) -> str:
        """What the line is called."""
        if self.link is None:
            return outcomes.channel(self.channel)
        said = links.link(self.link.key)
        if not self.platform:
            return said
        named = translate("Wizard", "{platform}: {line}")
        return named.format(line=said, platform=self.platform)


class ChainModel(QAbstractTableModel):
    """Shows lines; whoever opens one changes it in a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ChainLine, ...] = ()
        self._currency = ""
        self._strong = QFont()
        self._strong.setPixelSize(theme.base_pixels())
        self._strong.setWeight(QFont.Weight.DemiBold)

    def show_lines(self, lines: tuple[ChainLine, ...], currency: str) -> bool:
        """Show other lines; True when there are more or fewer of them than before."""
        self._currency = currency
        if len(lines) == len(self._lines):
            self._lines = lines
            last = self.index(len(lines) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()
        return True

    def line(self, row: int) -> ChainLine:
        """The line of a row."""
        return self._lines[row]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.STEP: translate("Wizard", "Step by step"),
            Column.LOW: translate("Wizard", "Low"),
            Column.TYPICAL: translate("Wizard", "Typical"),
            Column.HIGH: translate("Wizard", "High"),
            Column.WHOSE: translate("Wizard", "From"),
            Column.CHANGE: "",
        }[Column(section)]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self._lines[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(line, column)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._long(line, column)
            case Qt.ItemDataRole.FontRole if line.link is None or column is Column.TYPICAL:
                return self._strong
            case Qt.ItemDataRole.ForegroundRole:
                return _colour(line, column)
            case _:
                return None

    def _text(self, line: ChainLine, column: Column) -> str:
        if column is Column.STEP:
            return line.words
        if line.link is None:
            return words.share_of(line.share) if line.share and column is Column.WHOSE else ""
        if column is Column.WHOSE:
            return words.whose(line.link.figure)
        if column is Column.CHANGE:
            return translate("Wizard", "Change…") if line.link.overridable else ""
        ends = line.link.figure.range
        value = {
            Column.LOW: ends.low, Column.TYPICAL: ends.typical, Column.HIGH: ends.high,
        }[column]  # fmt: skip
        return words.amount(value, _unit(line.link), self._currency)

    def _long(self, line: ChainLine, column: Column) -> str:
        text = self._text(line, column)
        if line.link is None or column is not Column.WHOSE:
            return text
        return "\n".join(part for part in (text, words.sources(line.link.figure)) if part)


def _unit(link: Link) -> str:
    """Its unit; what is said for each hundred of something else is no share of it."""
    return "people" if LinkKey(link.key.partition(".")[0]) is LinkKey.SPREAD else link.unit


def _colour(line: ChainLine, column: Column) -> QColor | None:
    t = theme.current()
    if column is Column.CHANGE:
        return QColor(t.primary)
    if column is Column.WHOSE and line.link is not None:
        own = line.link.figure.basis in {Basis.YOU_SAID, Basis.YOUR_COUNT}
        return QColor(t.ink if own else t.muted)
    return None
