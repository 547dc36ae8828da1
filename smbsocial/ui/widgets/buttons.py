"""Buttons: one primary a screen; each says its verb and its object."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.ui import theme

translate = QCoreApplication.translate

FOLD_ICON = 16


class PushButton(QPushButton):
    """Enter presses it where it has the focus, and nowhere else.

    Qt makes a default of whatever button had the focus last; in a field Enter is the form's own
    verb. One that can be checked is also `clicked` by a screen reader, which only toggles it.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)
        self._expected = False
        self.toggled.connect(self._toggled)

    @override
    def setChecked(self, checked: bool) -> None:
        """Check or uncheck it: nobody has clicked it."""
        before, self._expected = self._expected, True
        super().setChecked(checked)
        self._expected = before

    @override
    def nextCheckState(self) -> None:
        """What a click does, or another button of its group."""
        before, self._expected = self._expected, True
        super().nextCheckState()
        self._expected = before

    def _toggled(self, checked: bool) -> None:
        if not self._expected:
            self.clicked[bool].emit(checked)  # type: ignore[index]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Else it would go to the dialog, and press its default from Cancel, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


def set_words(which: QPushButton, text: str) -> None:
    """Give a button other words; a text alone would take its keys away."""
    keys = which.shortcut()
    which.setText(text)
    which.setShortcut(keys)
    which.setAccessibleName(text)


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    flat: bool = False,
    name: str = "",
    accessible: str = "",
) -> PushButton:
    """A push button; `accessible` is its name for readers where the text is only a sign."""
    made = PushButton(text)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if primary:
        made.setProperty("primary", True)
    if flat:
        made.setProperty("flat", True)
    if name:
        made.setObjectName(name)
    made.setAccessibleName(accessible or text)
    if accessible:
        made.setToolTip(accessible)
    if clicked:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def link(text: str, clicked: Callable[[], object], *, name: str) -> PushButton:
    """A button among lines of text: its words begin where those of the lines do."""
    made = button(text, clicked, name=name)
    made.setProperty("link", True)
    return made


class WrapButton(PushButton):
    """A button whose words may take several lines, as wide as its place."""

    def __init__(self, text: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(text)
        self._words = QLabel(text)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        edge = theme.SPACE * 2
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(edge + theme.SPACE, edge, edge + theme.SPACE, edge)
        self._room.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: clicked())

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    @override
    def sizeHint(self) -> QSize:
        """As high as its lines at this width."""
        width = max(self.width(), theme.RAIL_WIDTH)
        return QSize(theme.RAIL_WIDTH, self._room.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        """No lower than its lines."""
        return self.sizeHint()

    @override
    def event(self, event: QEvent) -> bool:
        """Ask for the height anew when the width changed."""
        if event.type() is QEvent.Type.Resize:
            self.updateGeometry()
        return super().event(event)


class FoldButton(PushButton):
    """The head of a part that unfolds below it; the arrow says which way it stands."""

    def __init__(self, text: str, icons: Path, *, name: str) -> None:
        super().__init__(text)
        self.setProperty("fold", True)
        self.setCheckable(True)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(FOLD_ICON, FOLD_ICON))
        self._icons = icons
        self._part: QWidget | None = None
        self.toggled.connect(self._turn)

    def folds(self, part: QWidget, *, unfolded: bool) -> None:
        """Say which widget it folds, and how it stands."""
        self._part = part
        self.setChecked(unfolded)
        self._turn(unfolded)

    def _turn(self, unfolded: bool) -> None:
        if self._part is not None:
            self._part.setVisible(unfolded)
        aside = "left" if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else "right"
        sign = "chevron-down.svg" if unfolded else f"chevron-{aside}.svg"
        self.setIcon(theme.icon(self._icons / sign, theme.current().muted, FOLD_ICON))
        said = (
            translate("Fold", "Shown. Press to fold it away.")
            if unfolded
            else translate("Fold", "Folded away. Press to show it.")
        )
        self.setAccessibleDescription(said)


class NavButton(PushButton):
    """A place in a rail, can be checked; a name that is too long ends in an ellipsis."""

    def __init__(self, text: str, *, name: str) -> None:
        super().__init__(text)
        self._full = text
        self.setProperty("nav", True)
        self.setCheckable(True)
        self.setObjectName(name)
        self.setAccessibleName(text)

    @override
    def minimumSizeHint(self) -> QSize:
        """The rail decides how wide it is."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide anew; the bold letters of a checked one count."""
        super().resizeEvent(event)
        bold = self.font()
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        beside = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, self.width() - beside)
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")
