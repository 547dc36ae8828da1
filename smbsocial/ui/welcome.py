"""The first page of all: a name and a trade, or an example, or a folder from before."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import IndustryKey
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, Paper, centred
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

COLUMN_WIDTH = 760
"""The column that is read; wider windows get margins."""
LONGEST_NAME = 200


class WelcomePage(Paper):
    """Asks the two things that have no usual answer; everything else has one."""

    start_wanted = Signal(str, str)
    example_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._bridge = bridge
        self._name = QLineEdit()
        self._name.setMaxLength(LONGEST_NAME)
        self._name.returnPressed.connect(self._start)
        self._industry: Choice[IndustryKey] = Choice()
        self._build()

    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what was refused; at the name where it names none."""
        at_trade = (error.field or "").endswith("industry")
        (self._industry_field if at_trade else self._name_field).show_error(error)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The first thing to say is the name."""
        super().showEvent(event)
        if not self._name.text():
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        column = QWidget()
        column.setMaximumWidth(COLUMN_WIDTH)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        title = translate("Welcome", "Is social media worth your time?")
        layout.addWidget(label(title, "hero", wrap=True))
        layout.addWidget(label(_promise(), "muted", wrap=True))
        layout.addSpacing(theme.GAP)
        layout.addLayout(self._cards())
        layout.addSpacing(theme.SPACE)
        layout.addWidget(label(_private(), "small", wrap=True))
        self.body.addStretch(1)
        self.body.addLayout(centred(column))
        self.body.addStretch(1)

    def _cards(self) -> QGridLayout:
        cards = QGridLayout()
        cards.setSpacing(theme.CARD_PADDING)
        cards.addWidget(self._start_card(), 0, 0, 2, 1)
        cards.addWidget(_example_card(self.example_wanted.emit), 0, 1)
        before = _before_card(self.open_wanted.emit, self.restore_wanted.emit)
        cards.addWidget(before, 1, 1)
        cards.setColumnStretch(0, 5)
        cards.setColumnStretch(1, 3)
        return cards

    def _start_card(self) -> Card:
        card = Card(name="start_card")
        edge = theme.PAGE_MARGIN
        card.body.setContentsMargins(edge, edge, edge, edge)
        card.body.setSpacing(theme.CARD_PADDING)
        title = translate("Welcome", "What is your business called?")
        self._name_field = Field(title, self._name, name="name")
        trades = self._bridge.ports.library.industries()
        self._industry.show_options([(brief.key, brief.name) for brief in trades])
        self._industry.setPlaceholderText(translate("Welcome", "Choose your trade"))
        hint = translate(
            "Welcome", "{count} trades. Not there? Pick the closest, you can change everything."
        ).format(count=formats.number(len(trades)))
        title = translate("Welcome", "What kind of business is it?")
        self._industry_field = Field(title, self._industry, hint=hint, name="industry")
        start = button(translate("Welcome", "Start"), self._start, primary=True, name="start")
        stop = translate("Welcome", "You can stop on any page and come back.")
        begin = QHBoxLayout()
        begin.setSpacing(theme.GAP)
        begin.addWidget(start)
        begin.addWidget(label(stop, "small", wrap=True), 1)
        card.add(self._name_field)
        card.add(self._industry_field)
        card.body.addLayout(begin)
        card.body.addStretch(1)
        return card

    def _start(self) -> None:
        name, industry = self._name.text().strip(), self._industry.value()
        missing = ExpectedError(Code.EMPTY)
        self._name_field.show_error(None if name else missing)
        self._industry_field.show_error(None if industry else missing)
        if not name:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif industry is None:
            self._industry.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.start_wanted.emit(name, industry)


def save_first_answers(bridge: Bridge, name: str, industry: str) -> bool:
    """Keep a name and a trade, with this computer's country and zone; what fails is said."""
    from smbsocial.domain.answers import BusinessAnswers
    from smbsocial.ui.preferences import country, zone
    from smbsocial.usecases import setup
    from smbsocial.usecases.changes import Action

    first = BusinessAnswers(
        name=name, industry=IndustryKey(industry), country=country(), zone=zone()
    )
    return bridge.attempt(Action.SAVE_ANSWERS, setup.save_page, first, done=False)


def _promise() -> str:
    return translate(
        "Welcome",
        "Ten minutes, then you know: what it could bring your business, what it would cost, and a"
        " plan that you and your staff can follow. Or a good reason to leave it for now.",
    )


def _private() -> str:
    return translate(
        "Welcome", "Everything stays on this computer: no account, no subscription, no sending."
    )


def _example_card(wanted: Callable[[], object]) -> Card:
    text = translate(
        "Welcome", "Open an example café with a quarter behind it. Nothing of yours is touched."
    )
    verb = button(translate("Welcome", "Try the example"), wanted, name="example")
    return _side_card(translate("Welcome", "Just looking?"), text, verb)


def _before_card(opens: Callable[[], object], restores: Callable[[], object]) -> Card:
    text = translate(
        "Welcome", "Open your folder, or restore a backup with the code from your emergency kit."
    )
    verbs = Flow(
        button(translate("Welcome", "Open…"), opens, name="open"),
        button(translate("Welcome", "Restore…"), restores, name="restore"),
    )
    return _side_card(translate("Welcome", "Used smbsocial before?"), text, verbs)


def _side_card(title: str, text: str, verb: QWidget) -> Card:
    card = Card()
    card.add(label(title, "strong", wrap=True))
    card.add(label(text, "small", wrap=True))
    card.add(verb)
    card.body.addStretch(1)
    return card
