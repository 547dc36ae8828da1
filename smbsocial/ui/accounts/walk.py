"""The frame of a walk: one thing a screen, how far one has come, and buttons that stay in place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from smbsocial.ui import theme
from smbsocial.ui.widgets.cards import Paper
from smbsocial.ui.widgets.labels import ElidedLabel


class Walk(QDialog):
    """A dialog with a line of where one is (`<prefix>_where`), a bar, and a page that scrolls."""

    def __init__(self, title: str, progress: str, parent: QWidget | None, *, prefix: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._where = ElidedLabel("", "small")
        self._where.setObjectName(f"{prefix}_where")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(progress)
        self._paper = Paper(margin=0)
        self._outer = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        self._outer.setContentsMargins(edge, edge, edge, edge)
        self._outer.setSpacing(theme.GAP)
        self._outer.addWidget(self._where)
        self._outer.addWidget(self._progress)
        self._outer.addWidget(self._paper, 1)

    def put_foot(self, leave: QWidget, *onward: QWidget, above: QWidget | None = None) -> None:
        """The buttons: `leave` at the left, the others at the right; `above` them a line."""
        if above is not None:
            self._outer.addWidget(above)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE * 2)
        foot.addWidget(leave)
        foot.addStretch(1)
        for each in onward:
            foot.addWidget(each)
        self._outer.addLayout(foot)
