"""The chain link by link, which channel brings what, and the way to put in an own figure."""

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from smbsocial.domain.answers import Override
from smbsocial.domain.assessment.values import Assessment, Channel, Link, LinkKey
from smbsocial.domain.brief import Brief
from smbsocial.domain.ranges import Basis
from smbsocial.ui import theme
from smbsocial.ui.text import assessment as words
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.wizard.chain_model import ChainLine, ChainModel, Column
from smbsocial.ui.wizard.override import OverrideDialog
from smbsocial.usecases.ports import Library

translate = QCoreApplication.translate

LINE_HEIGHT = 32
TELLING = frozenset(
    {
        LinkKey.POSTS,
        LinkKey.REACH,
        LinkKey.REACTIONS,
        LinkKey.ACT,
        LinkKey.ACT_WHOLE,
        LinkKey.BROUGHT,
        LinkKey.CLOSE,
        LinkKey.LISTING_VIEWS,
        LinkKey.LISTING_ACTIONS,
        LinkKey.LISTING_UPLIFT,
        LinkKey.LIST_SIZE,
        LinkKey.MAIL_CLICKS,
        LinkKey.ASKED,
        LinkKey.FOLLOW_SHARE,
        LinkKey.REVIEW_SHARE,
        LinkKey.MONEY,
        LinkKey.CLICK_PRICE,
    }
)
"""The lines that tell an owner how it comes about; the others unfold."""
OWN = frozenset({Basis.YOU_SAID, Basis.YOUR_COUNT})
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
        self._lines: tuple[ChainLine, ...] = ()
        self._unfolded = False
        self._shares = label("", wrap=True, name="shares")
        self._first = label("", "muted", wrap=True, name="first_result")
        self.add(label(translate("Wizard", "How we get there"), "section"))
        self.add(self._shares)
        self.add(self._first)
        text = translate(
            "Wizard",
            "Low, typical and high: most firms like yours lie between low and high. Unverified"
            " means general knowledge: nobody that we found publishes the figure. You know better?"
            " Change it; it counts at once.",
        )
        self.add(label(text, "small", wrap=True))
        self.add(self._table)
        self._all = button("", self._turn_fold, flat=True, name="all_figures")
        self.add(self._all)

    def show_assessment(self, found: Assessment, brief: Brief, library: Library) -> None:
        """Show the chain of an assessment."""
        self._currency = brief.business.currency
        self._overrides = {own.link: own for own in brief.overrides}
        shares = words.shares(found.shares)
        self._shares.setText(shares)
        self._shares.setVisible(bool(shares))
        self._first.setText(words.first_result(found))
        self._lines = chain_lines(found, library)
        self._show_lines()

    def _show_lines(self) -> None:
        shown = self._lines if self._unfolded else told(self._lines)
        if self._model.show_lines(shown, self._currency):
            self._table.fit()
        if self._unfolded:
            text = translate("Wizard", "Show the main figures only")
        else:
            count = sum(line.link is not None for line in self._lines)
            text = translate("Wizard", "Show all {count} figures").format(
                count=formats.number(count)
            )
        self._all.setText(text)
        self._all.setAccessibleName(text)

    def unfold(self) -> None:
        """Show every figure."""
        self._unfolded = True
        self._show_lines()

    def _turn_fold(self) -> None:
        self._unfolded = not self._unfolded
        self._show_lines()

    def _open(self, row: int) -> None:
        line = self._model.line(row)
        if line.link is None or not line.link.overridable:
            return
        key = override_key(line.link)
        own = self._own(line.link)
        dialog = OverrideDialog(line.words, key, line.link.figure, own=own, parent=self)
        dialog.answered.connect(self.overridden)
        dialog.open()

    def _own(self, link: Link) -> bool:
        return link.key in self._overrides or override_key(link) in self._overrides


def override_key(link: Link) -> str:
    """How the answers name a line: with its platform where it has one."""
    return link.key if link.platform is None else f"{link.key}.{link.platform}"


def chain_lines(found: Assessment, library: Library) -> tuple[ChainLine, ...]:
    """The links under the heads of their channels, what brings most first."""
    parts = {part.channel: part for part in found.shares}
    order = list(Channel)
    ranked = sorted(order, key=lambda c: -parts[c].percent if c in parts else 0)
    lines: list[ChainLine] = []
    for channel in ranked:
        links = [link for link in found.chain if link.channel is channel]
        named = len({link.platform for link in links if link.platform}) > 1
        if links:
            lines.append(ChainLine(channel, share=parts.get(channel)))
        for link in links:
            name = library.platform(link.platform).name if named and link.platform else ""
            lines.append(ChainLine(channel, link, name))
    return tuple(lines)


def told(lines: tuple[ChainLine, ...]) -> tuple[ChainLine, ...]:
    """Heads, the telling lines, and those whose figure is the owner's own."""
    return tuple(
        line
        for line in lines
        if line.link is None
        or LinkKey(line.link.key.partition(".")[0]) in TELLING
        or line.link.figure.basis in OWN
    )
