"""The frame of every short form: a title, fields with their errors, and one button that does it.

A form is as high as its lines, but no higher than its screen: then the lines scroll, and what
stands in the foot (the buttons, and what went wrong) stays in sight.
"""

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Paper, row
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

FORM_WIDTH = 460
FRAME = theme.SPACE * 10
"""What a window's frame takes of the height of a screen."""


def room_for(form: QWidget) -> int:
    """How high a form may be on its screen, in device-independent pixels."""
    return form.screen().availableGeometry().height() - FRAME


class _Lines(Paper):
    """What scrolls in a form; the page keys scroll it from each of its fields."""

    def __init__(self) -> None:
        super().__init__(margin=0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        edge = theme.PAGE_MARGIN
        self.body.setContentsMargins(edge, edge, edge, 0)

    @override
    def sizeHint(self) -> QSize:
        """All of it: what a scrolling area would ask for is less."""
        return self.body.totalSizeHint()


class Form(QDialog):
    """A short form: a title, fields, and one primary button.

    `body` takes the lines, `foot` what stays in sight below them where they scroll. `most`: pixels
    of height that are enough for a form that is to scroll also where there is more room.
    """

    most: ClassVar[int] = 10_000

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._keep: Callable[..., None]
        self._placed = False
        self.setObjectName("form")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(FORM_WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        # Wrapped lines would ask for the height of their narrowest form: `fit` knows better.
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._lines = _Lines()
        self.body = self._lines.body
        self.foot = QVBoxLayout()
        edge = theme.PAGE_MARGIN
        self.foot.setContentsMargins(edge, theme.GAP, edge, edge)
        self.foot.setSpacing(theme.GAP)
        whole.addWidget(self._lines, 1)
        whole.addLayout(self.foot)
        self.body.addWidget(label(title, "section", wrap=True))
        self._lines.paper.installEventFilter(self)
        self._lines.verticalScrollBar().rangeChanged.connect(self._show_focused)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_focused)

    def close_with(self, verb: str) -> QPushButton:
        """Put the buttons below everything; returns the one that does it."""
        cancel = button(translate("Form", "Cancel"), self.reject, name="cancel")
        confirm = button(verb, primary=True, name="confirm")
        self.body.addStretch(1)
        self.foot.addWidget(row(None, cancel, confirm))
        confirm.setDefault(True)  # a button that is in no dialog yet would not be the only one
        return confirm

    def ask(self, keep: Callable[..., None]) -> None:
        """Open the form; `keep` is given its values, and it closes once they are kept."""
        self._keep = keep
        self.open()

    def take(self, *values: object) -> None:
        """Keep what was typed, or say at its field why that can't be."""
        try:
            self._keep(*values)
        except ExpectedError as error:
            self.show_error(error)
            self.go_to_error()
        else:
            self.accept()

    def go_to_error(self) -> bool:
        """Put the cursor where something is wrong; False where no field is."""
        for line in self.findChildren(QLineEdit):
            if line.property("wrong") and line.isVisible():
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    @abstractmethod
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""

    def fit(self) -> None:
        """As high as the lines are now, or as the screen: an error came, or a part unfolded."""
        for layout in (self.body, self.foot):
            layout.invalidate()
            layout.activate()
        self._claim_room()
        self.resize(max(self.width(), self.minimumWidth()), self.minimumHeight())
        self._stay_on_screen()
        self._show_focused()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The lines take another height: an error came, or a part unfolded."""
        if event.type() is QEvent.Type.LayoutRequest and self._placed:
            self._claim_room()
            self._stay_on_screen()
        return super().eventFilter(watched, event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """As high as its lines are at this width, and no higher."""
        self.fit()
        super().showEvent(event)
        self._lines.verticalScrollBar().setValue(0)
        self._show_focused()
        self._placed = True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Somebody makes it narrower: its lines are higher then."""
        super().resizeEvent(event)
        if self._placed and event.size().width() != event.oldSize().width():
            self._claim_room()

    def _claim_room(self) -> None:
        """Let nobody make it smaller than its lines, or than its screen."""
        narrow = max(FORM_WIDTH, *(each.totalMinimumSize().width() for each in self._parts()))
        width = max(self.width(), narrow)
        wanted = sum(_height(each, width) for each in self._parts())
        room = min(room_for(self), self.most)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff  # one that is there would make itself needed
        if wanted > room:
            bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded
            narrow += self._lines.verticalScrollBar().sizeHint().width()
        self._lines.setVerticalScrollBarPolicy(bar)
        self.setMinimumSize(narrow, min(wanted, room))

    def _parts(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        return self.body, self.foot

    def _stay_on_screen(self) -> None:
        """It has grown downwards: its buttons must not end up below the screen."""
        if not self._placed:
            return
        room = self.screen().availableGeometry()
        below = self.frameGeometry().bottom() - room.bottom()
        if below > 0:
            self.move(self.x(), max(room.top(), self.y() - below))

    def _show_focused(self) -> None:
        """Scroll to where somebody is, with its title and its error where there is room."""
        at = self.focusWidget()
        if at is None or not self._lines.paper.isAncestorOf(at):
            return
        holder = at.parentWidget()
        while holder is not None and holder is not self and not isinstance(holder, Field):
            holder = holder.parentWidget()
        if isinstance(holder, Field):
            self._lines.ensureWidgetVisible(holder, 0, theme.GAP)
        self._lines.ensureWidgetVisible(at, 0, theme.GAP)


def _height(layout: QLayout, width: int) -> int:
    """What a layout takes at a width, in pixels."""
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()
