"""The keyboard on a page that is drawn anew: it stays at what had it, or goes to its heir."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

_WAS_HIDDEN = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
_MOST_TRIES = 20
"""How often it waits for the layouts to show what was drawn."""


class KeptFocus(QObject):
    """Gives the keyboard back within `page`, to the first of some names that can be seen.

    `heirs` come behind all others. What is drawn but not shown yet takes it in a moment.
    """

    def __init__(self, page: QWidget, *heirs: str) -> None:
        super().__init__(page)
        self._page = page
        self._heirs = heirs
        self._names: tuple[str, ...] = ()
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._give)

    def busy(self, *parts: QWidget) -> QWidget | None:
        """What has the keyboard of these parts, or gets it back from a form that closes."""
        focused = self._page.window().focusWidget()
        if focused is None or not any(part.isAncestorOf(focused) for part in parts):
            return None
        return focused

    def keep(self, *names: str) -> None:
        """Give it to the first of them; what was wanted before and not given yet comes first."""
        if not self._timer.isActive():
            self._names = names
            self._tries = 0
            self._timer.start()

    def _give(self) -> None:
        for name in (*self._names, *self._heirs) if self._page.isVisible() else ():
            coming = [each for each in self._page.findChildren(QWidget, name) if self._comes(each)]
            if (seen := next((each for each in coming if each.isVisible()), None)) is not None:
                seen.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            if coming and self._tries < _MOST_TRIES:
                self._tries += 1
                self._timer.start()
                return

    def _comes(self, widget: QWidget) -> bool:
        """Whether it can be used, and nobody has hidden it or what it stands in."""
        at: QWidget | None = widget
        while at is not None and at is not self._page:
            if at.isHidden() and at.testAttribute(_WAS_HIDDEN):
                return False
            at = at.parentWidget()
        return widget.isEnabled()
