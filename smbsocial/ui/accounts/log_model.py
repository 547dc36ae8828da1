"""The access log as a table, and as a file for a spreadsheet."""

from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from smbsocial.domain.access_log import LogEntry
from smbsocial.domain.days import to_slot
from smbsocial.domain.ids import PersonId
from smbsocial.ui.accounts import words
from smbsocial.ui.accounts.uses import entry_words, person_words
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.table_file import harmless, write_table
from smbsocial.usecases.log_sheets import LogSheet

translate = QCoreApplication.translate

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Column(IntEnum):
    """The table's columns."""

    WHEN = 0
    WHO = 1
    WHAT = 2
    ACCOUNT = 3


class LogModel(QAbstractTableModel):
    """Shows those entries that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: LogSheet | None = None
        self._entries: tuple[LogEntry, ...] = ()
        self._me: PersonId | None = None

    @property
    def entries(self) -> tuple[LogEntry, ...]:
        """What is shown."""
        return self._entries

    def show_entries(
        self, sheet: LogSheet, entries: tuple[LogEntry, ...], me: PersonId | None
    ) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._sheet, self._entries, self._me = sheet, entries, me
        self.endResetModel()

    @override
    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _heads()[section]

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._sheet is None or not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.WHEN:
            return "; ".join(self._text(entry, column) for column in Column)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(entry, Column(index.column()))
        return None

    def _text(self, entry: LogEntry, column: Column) -> str:
        assert self._sheet is not None  # noqa: S101 - an entry is one of it
        people = self._sheet.register.people
        match column:
            case Column.WHEN:
                return when(entry, self._sheet)
            case Column.WHO:
                return person_words(entry.person, people, self._me)
            case Column.WHAT:
                return entry_words(entry, people, self._me)
            case Column.ACCOUNT:
                return account_words(entry, self._sheet)


def when(entry: LogEntry, sheet: LogSheet) -> str:
    """The local day and time of an entry."""
    slot = to_slot(entry.at, sheet.register.business.zone)
    text = translate("Log", "{day}, {time}")
    return text.format(day=formats.day_year(slot.day), time=formats.clock(slot.at))


def account_words(entry: LogEntry, sheet: LogSheet) -> str:
    """Which account an entry is about, "" where it is about none."""
    if not entry.account:
        return ""
    row = sheet.account(entry.account)
    return words.full_name(row) if row else translate("Log", "an account that was removed")


def write_csv(sheet: LogSheet, entries: tuple[LogEntry, ...], path: Path) -> None:
    """Write entries as a table, the newest first; nobody is called You in it.

    Raises ExpectedError(FILE_NOT_WRITTEN).
    """
    people = sheet.register.people
    numbered, hashed = translate("Log", "Number"), translate("Log", "Hash")
    rows: list[list[object]] = [[numbered, translate("Log", "UTC"), *_heads(), hashed]]
    for entry in entries:
        said = (
            when(entry, sheet),
            person_words(entry.person, people, None),
            entry_words(entry, people, None),
            account_words(entry, sheet),
        )
        at = entry.at.isoformat().replace("+00:00", "Z")
        rows.append([entry.seq, at, *(harmless(each) for each in said), entry.hash.hex()])
    write_table(path, rows)


def _heads() -> tuple[str, ...]:
    return (
        translate("Log", "When"),
        translate("Log", "Who"),
        translate("Log", "What"),
        translate("Log", "Account"),
    )
