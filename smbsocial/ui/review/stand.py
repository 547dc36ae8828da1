"""The place of a review in the window: one at a time, in front of the rail and its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from smbsocial.domain.ids import ReviewId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk

if TYPE_CHECKING:
    from smbsocial.ui.review.frame import ReviewFrame


class ReviewStand(QObject):
    """Opens a review in a stack and takes it out again; `behind` is shown then.

    `left`, `ended` and `page_wanted` are the frame's.
    """

    left = Signal()
    ended = Signal()
    page_wanted = Signal(str)

    def __init__(
        self, bridge: Bridge, desk: VaultDesk, stack: QStackedWidget, behind: QWidget
    ) -> None:
        super().__init__(stack)
        self._bridge = bridge
        self._desk = desk
        self._stack = stack
        self._behind = behind
        self._frame: ReviewFrame | None = None

    @property
    def frame(self) -> ReviewFrame | None:
        """The review that is gone through, None while there is none."""
        return self._frame

    def open(self, review: str) -> None:
        """Go through a review; another one that is open is left first."""
        from smbsocial.ui.review.frame import ReviewFrame

        if not self.end():
            return
        made = ReviewFrame(self._bridge, self._desk, ReviewId(review))
        made.left.connect(self.left)
        made.ended.connect(self.ended)
        made.page_wanted.connect(self.page_wanted)
        self._frame = made
        self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        made.refresh()

    def end(self) -> bool:
        """Take it out; False where it cannot keep what was typed last, and says why."""
        frame = self._frame
        if frame is None:
            return True
        if not frame.flush():
            return False
        self._frame = None
        self._stack.setCurrentWidget(self._behind)
        self._stack.removeWidget(frame)
        frame.deleteLater()
        return True
