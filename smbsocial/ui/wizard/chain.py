"""The chain link by link, which channel brings what, and the way to put in an own figure."""

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from smbsocial.domain.answers import Override
from smbsocial.domain.assessment.values import Assessment, Channel, Link
from smbsocial.domain.brief import Brief
from smbsocial.ui import theme
from smbsocial.ui.text import assessment as words
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.wizard.chain_model import ChainLine, ChainModel, Column
from smbsocial.ui.wizard.override import OverrideDialog
from smbsocial.usecases.ports import Library

translate = QCoreApplication.translate

LINE_HEIGHT = 32
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ChainTable(QTableView):
    """As high as its lines; Enter or a click in the last column opens one."""

    line_wanted = Signal(int)

    def __init__(self, model: ChainModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setObjectName("chain")
        self.setAccessibleName(translate("Wizard", "The figures step by step"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.STEP, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme.SPACE)
        em = theme.base_pixels()
        for column in (Column.LOW, Column.TYPICAL, Column.HIGH, Column.CHANGE):
            self.setColumnWidth(column, em * 5)
        self.setColumnWidth(Column.CHANGE, em * 6)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda index: self.line_wanted.emit(index.row()))

    def fit(self) -> None:
        """As high as all its lines: the page scrolls, the table does not."""
        rows = self.model().rowCount() * LINE_HEIGHT
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + theme.SPACE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words of a line get the most room, whose figure it is about a third."""
        self.setColumnWidth(Column.WHOSE, self.viewport().width() * 3 // 10)
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the line."""
        if event.key() in ENTER and self.currentIndex().isValid():
            self.line_wanted.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.CHANGE:
            self.line_wanted.emit(index.row())


class ChainCard(Card):
    """The table, the channels in a sentence, and the owner's own figures."""

    overridden = Signal(str, object)  # the link's key, Override or None

    def __init__(self) -> None:
        super().__init__(name="chain_card")
        self._model = ChainModel()
        self._table = ChainTable(self._model)
        self._table.line_wanted.connect(self._open)
        self._overrides: dict[str, Override] = {}
        self._currency = ""
        self._shares = label("", wrap=True, name="shares")
        self._first = label("", "muted", wrap=True, name="first_result")
        self.add(label(translate("Wizard", "How we get there"), "section"))
        self.add(self._shares)
        self.add(self._first)
        text = translate(
            "Wizard", "You know better? Open a line and put in your own figure; it counts at once."
        )
        self.add(label(text, "small", wrap=True))
        self.add(self._table)

    def show_assessment(self, found: Assessment, brief: Brief, library: Library) -> None:
        """Show the chain of an assessment."""
        self._currency = brief.business.currency
        self._overrides = {own.link: own for own in brief.overrides}
        shares = words.shares(found.shares)
        self._shares.setText(shares)
        self._shares.setVisible(bool(shares))
        self._first.setText(words.first_result(found))
        if self._model.show_lines(_lines(found.chain, library), self._currency):
            self._table.fit()

    def _open(self, row: int) -> None:
        line = self._model.line(row)
        if line.link is None or not line.link.overridable:
            return
        key = override_key(line.link)
        own = self._own(line.link)
        named = translate("Wizard", "{line} ({platform})")
        title = named.format(line=line.words, platform=line.platform) if line.platform else ""
        dialog = OverrideDialog(title or line.words, key, line.link.figure, own=own, parent=self)
        dialog.answered.connect(self.overridden)
        dialog.open()

    def _own(self, link: Link) -> bool:
        return link.key in self._overrides or override_key(link) in self._overrides


def override_key(link: Link) -> str:
    """How the answers name a line: with its platform where it has one."""
    return link.key if link.platform is None else f"{link.key}.{link.platform}"


def _lines(chain: tuple[Link, ...], library: Library) -> tuple[ChainLine, ...]:
    """The links under the heads of their channels, those of a platform under one of its own."""
    found: list[ChainLine] = []
    for channel in Channel:
        links = [link for link in chain if link.channel is channel]
        platforms = sorted({link.platform for link in links}, key=lambda each: each or "")
        for platform in platforms:
            name = library.platform(platform).name if platform else ""
            found.append(ChainLine(channel, platform=name))
            found += [ChainLine(channel, link, name) for link in links if link.platform == platform]
    return tuple(found)
