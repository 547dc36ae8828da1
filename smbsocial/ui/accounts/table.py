"""The register's table: one row an account; columns give way where the window is narrow."""

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.ui import theme
from smbsocial.ui.accounts.model import AnyIndex, Column, RegisterModel
from smbsocial.ui.accounts.painting import EDGE, RegisterDelegate
from smbsocial.usecases.register_sheets import AccountRow, RegisterSheet

translate = QCoreApplication.translate

GIVE_WAY = (Column.PASSWORD, Column.FACTOR, Column.ACCESS, Column.REGISTERED)
"""Which column goes first where there is no room for all; beside the table stands everything."""
LEAST_EMS = {
    Column.ACCOUNT: 8,
    Column.REGISTERED: 8,
    Column.FACTOR: 7,
    Column.ACCESS: 6,
    Column.PASSWORD: 6,
    Column.HEALTH: 7,
}
MOST_EMS = 9
"""A chip that is longer (it names somebody) ends in an ellipsis."""
WIDENED = {Column.ACCOUNT: 3, Column.REGISTERED: 3, Column.ACCESS: 2}
"""Columns that share the room that is left, and their shares."""
MEASURED = 200
"""Rows that are measured at once. Of more, those are that come into view: any number opens soon."""
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RegisterTable(QTableView):
    """Says which account is chosen, which is to be opened, and which is to go."""

    chosen = Signal(str)
    open_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("register")
        self.setAccessibleName(translate("Accounts", "Accounts"))
        self._register = RegisterModel()
        self.setModel(self._register)
        self._delegate = RegisterDelegate(self)
        self.setItemDelegate(self._delegate)
        self._least: dict[Column, int] = {}
        self._fitted: set[int] = set()
        self._build()
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.doubleClicked.connect(self._opened)
        self.verticalScrollBar().valueChanged.connect(self._fit_view)

    @property
    def account(self) -> AccountRow | None:
        """The chosen account."""
        return self._register.account(self.currentIndex())

    def show_sheet(self, sheet: RegisterSheet, me: PersonId | None) -> None:
        """Show the register; the chosen account stays chosen, else its neighbour or the first."""
        before = self.account
        stood_at = self.currentIndex().row()
        self._register.show_sheet(sheet, me)
        self._measure()
        self._share()
        at = self._register.row_of(before.account.id) if before else -1
        if sheet.rows:
            kept = at if at >= 0 else max(0, min(stood_at, len(sheet.rows) - 1))
            self.setCurrentIndex(self._register.index(kept, 0))

    def choose(self, account: AccountId) -> None:
        """Choose an account."""
        at = self._register.row_of(account)
        if at >= 0:
            self.setCurrentIndex(self._register.index(at, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns anew."""
        super().resizeEvent(event)
        self._share()

    @override
    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Where to go is known once the rows around it are measured."""
        around = self.viewport().height() // max(1, self.verticalHeader().minimumSectionSize())
        self._fit_rows(index.row() - around, index.row() + around)
        super().scrollTo(index, hint)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens an account, Delete asks to take it out."""
        row = self.account
        if row is not None and event.key() in ENTER:
            self.open_wanted.emit(row.account.id)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(row.account.id)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen row says that the keyboard is here."""
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The chosen row says that the keyboard has gone."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _build(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(theme.SPACE)

    def _measure(self) -> None:
        """The least width of each column: its head, and chips of a usual length."""
        em, metrics = theme.base_pixels(), self._delegate.fonts.chip_metrics
        for column in Column:
            head = self._register.headerData(column, Qt.Orientation.Horizontal)
            wide = metrics.horizontalAdvance(str(head)) + 2 * EDGE
            self._least[column] = max(em * LEAST_EMS[column], wide)
        for column in (Column.FACTOR, Column.HEALTH):
            some = range(min(self._register.rowCount(), MEASURED))
            cells = (self._register.cell(row, column) for row in some)
            chips = (self._delegate.fonts.chip_width(cell.text) for cell in cells)
            widest = min(max(chips, default=0), em * MOST_EMS)
            self._least[column] = max(self._least[column], widest)

    def _share(self) -> None:
        if not self._least:
            return
        room = self.viewport().width()
        shown = list(Column)
        for column in GIVE_WAY:
            if sum(self._least[each] for each in shown) <= room:
                break
            shown.remove(column)
        left = max(0, room - sum(self._least[each] for each in shown))
        parts = sum(part for column, part in WIDENED.items() if column in shown)
        for column in Column:
            self.setColumnHidden(column, column not in shown)
            more = left * WIDENED.get(column, 0) // parts
            self.setColumnWidth(column, self._least[column] + more)
        self.setColumnWidth(
            Column.ACCOUNT,
            self.columnWidth(Column.ACCOUNT) + room - sum(self.columnWidth(each) for each in shown),
        )
        self._fit()

    def _fit(self) -> None:
        """Rows as high as their words: all, or of very many those in view."""
        self._fitted.clear()
        if self._register.rowCount() <= MEASURED:
            self.resizeRowsToContents()
            return
        self.verticalHeader().setDefaultSectionSize(self.sizeHintForRow(0))
        self._fit_view()

    def _fit_view(self) -> None:
        """Measure what is in view; who has gone to the end stays there when that moves on."""
        bar = self.verticalScrollBar()
        at_end = 0 < bar.maximum() == bar.value()
        last = self.rowAt(self.viewport().height() - 1)
        self._fit_rows(self.rowAt(0), last if last >= 0 else self._register.rowCount() - 1)
        if at_end:
            bar.setValue(bar.maximum())

    def _fit_rows(self, first: int, last: int) -> None:
        count = self._register.rowCount()
        if count <= MEASURED or not self._least:
            return
        new = set(range(max(0, first), min(last, count - 1) + 1)) - self._fitted
        self._fitted |= new
        for row in new:
            self.resizeRowToContents(row)
        if new:
            self.updateGeometries()  # else the end is where it was until the next turn

    def _row_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self._register.account(current)
        if row is not None:
            self.chosen.emit(row.account.id)

    def _opened(self, index: QModelIndex) -> None:
        row = self._register.account(index)
        if row is not None:
            self.open_wanted.emit(row.account.id)
