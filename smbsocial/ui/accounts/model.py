"""The register as a table: a row an account, with what a cell says and in which tone."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.ui.accounts import words
from smbsocial.ui.text import accounts as texts
from smbsocial.usecases.register_sheets import AccountRow, RegisterSheet

translate = QCoreApplication.translate

CELL_ROLE = Qt.ItemDataRole.UserRole + 1

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Column(IntEnum):
    """The table's columns."""

    ACCOUNT = 0
    REGISTERED = 1
    FACTOR = 2
    ACCESS = 3
    PASSWORD = 4
    HEALTH = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows: a text (strong: a name, with a muted line below it), or a chip."""

    text: str
    below: str = ""
    tone: str = ""
    chip: bool = False
    strong: bool = False


class RegisterModel(QAbstractTableModel):
    """Holds the register's sheet and who looks at it."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: RegisterSheet | None = None
        self._me: PersonId | None = None
        self._cells: dict[tuple[int, int], Cell] = {}

    def show_sheet(self, sheet: RegisterSheet, me: PersonId | None) -> None:
        """Show another register, or the same one after a change."""
        self.beginResetModel()
        self._sheet = sheet
        self._me = me
        self._cells.clear()
        self.endResetModel()

    def account(self, index: AnyIndex) -> AccountRow | None:
        """The account of a row."""
        if self._sheet is None or not index.isValid():
            return None
        return self._sheet.rows[index.row()]

    def row_of(self, account: AccountId | None) -> int:
        """The row of an account, -1 where it is not there."""
        rows = self._sheet.rows if self._sheet else ()
        return next((at for at, row in enumerate(rows) if row.account.id == account), -1)

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows."""
        if (row, column) not in self._cells:
            self._cells[row, column] = self._made(row, Column(column))
        return self._cells[row, column]

    @override
    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if self._sheet is None or parent.isValid() else len(self._sheet.rows)

    @override
    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role not in _SAID:
            return None
        said = {
            Column.ACCOUNT: translate("Accounts", "Account"),
            Column.REGISTERED: translate("Accounts", "Registered to"),
            Column.FACTOR: translate("Accounts", "Second factor"),
            Column.ACCESS: translate("Accounts", "Who can get in"),
            Column.PASSWORD: translate("Accounts", "Password"),
            Column.HEALTH: translate("Accounts", "State"),
        }
        return said[Column(section)]

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.account(index)
        if row is None:
            return None
        cell = self.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (cell.text, cell.below) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                first = index.column() == Column.ACCOUNT
                return self._read_out(index.row()) if first else cell.text
            case x if x == CELL_ROLE:
                return cell
            case _:
                return None

    def _made(self, row: int, column: Column) -> Cell:
        assert self._sheet is not None  # noqa: S101 - a row is one of it
        said, today = self._sheet.rows[row], self._sheet.today
        zone = self._sheet.business.zone
        match column:
            case Column.ACCOUNT:
                return Cell(said.name, words.handle(said), strong=True)
            case Column.REGISTERED:
                tone = "trouble" if words.is_registered_to_others(said) else ""
                return Cell(words.registered(said), tone=tone)
            case Column.FACTOR:
                tone = words.factor_tone(said)
                return Cell(words.factor(said), tone=tone, chip=bool(words.factor(said)))
            case Column.ACCESS:
                return Cell(words.access(said, self._me, today))
            case Column.PASSWORD:
                return Cell(words.age(said.password_since, zone, today))
            case Column.HEALTH:
                tone = words.health_tone(said.health)
                return Cell(texts.health(said.health), tone=tone, chip=True)

    def _read_out(self, at: int) -> str:
        """A whole row as a screen reader says it, so that going up and down is enough."""
        assert self._sheet is not None  # noqa: S101 - a row is one of it
        text = translate(
            "Accounts",
            "{account}, {health}. Registered to: {registered}. Second factor: {factor}."
            " Who can get in: {access}. Password: {age}.",
        )
        return text.format(
            account=words.full_name(self._sheet.rows[at]),
            health=self.cell(at, Column.HEALTH).text,
            registered=self.cell(at, Column.REGISTERED).text,
            factor=self.cell(at, Column.FACTOR).text,
            access=self.cell(at, Column.ACCESS).text,
            age=self.cell(at, Column.PASSWORD).text,
        )


_SAID = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})
