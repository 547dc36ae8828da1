"""The review: the rail at the left, one page at a time, and the way back and on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from smbsocial.domain.ids import ReviewId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk


class ReviewFrame(QWidget):
    """Eight steps, taken in any order; each word is kept as it is said.

    `left`: somebody goes on later; `ended`: the review was closed and what now stands was seen;
    `page_wanted`: a target of reminders, or "plan", "results".
    """

    left = Signal()
    ended = Signal()
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__()
        self.setObjectName("review")
        self._bridge = bridge
        self._desk = desk
        self._review_id = review_id

    @property
    def review_id(self) -> ReviewId:
        """Which review it is."""
        return self._review_id

    def refresh(self) -> None:
        """Read the step that is shown anew."""

    def flush(self) -> bool:
        """Keep what was typed last; False when it can't be kept and the page says why."""
        return True
