"""Review: when the next one is, one that was left, and those that were held."""

from PySide6.QtCore import Signal

from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.cards import Paper


class ReviewLanding(Paper):
    """The way into a review; `review_wanted` carries its id, opened for an owner.

    `page_wanted`: a target of reminders, or "plan", "results".
    """

    review_wanted = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._desk = desk

    def refresh(self) -> None:
        """Read what is shown anew."""
