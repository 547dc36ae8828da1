"""A page of the review whose figures are worked out beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId, ReviewId
from smbsocial.domain.review import Review, ReviewAnswer
from smbsocial.domain.turns import Turn
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.lent_reads import Lender
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action, Changed
from smbsocial.usecases.ports import Ports, Reads, Tx

if TYPE_CHECKING:
    from smbsocial.ui.jobs import Handle

P = ParamSpec("P")
translate = QCoreApplication.translate

_WORDS = frozenset({Review, ReviewAnswer, Turn})
"""What is said in a review changes no figure."""


class ReviewBody(QWidget):
    """What all of them have: the bridge, the review, a column, and a way to keep a word.

    `progress`: answered, of all; `page_wanted`: a target of reminders.
    """

    progress = Signal(int, int)
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__()
        self._bridge, self._desk, self._review = bridge, desk, review_id
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GAP)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._kept = KeptFocus(self)

    def _redraw(self) -> None:
        """Show what is kept now; the keyboard stays where it was."""
        focused = self._kept.busy(self)
        name = focused.objectName() if focused is not None else ""
        self._show()
        if name:
            self._kept.keep(name)

    def _show(self) -> None:
        raise NotImplementedError

    @property
    def _by(self) -> PersonId | None:
        """The owner at work, None where nobody had to unlock anything."""
        opened = self._desk.opened
        return opened.person if opened else None

    def _say(
        self, fn: Callable[Concatenate[Tx, Ports, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Keep a word as one step; what does not work is told in the message bar."""
        return self._bridge.attempt(Action.SAY_IN_REVIEW, fn, *args, **kwargs)

    def _type(
        self,
        field: str,
        fn: Callable[Concatenate[Tx, Ports, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Keep what is typed into a field: one step, however long it is typed."""
        try:
            self._bridge.type_in(Action.SAY_IN_REVIEW, field, fn, *args, **kwargs)
        except ExpectedError as error:
            self._bridge.failed.emit(error)


class LentBody(ReviewBody):
    """Shows at once what is known, and the figures when they have come."""

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__(bridge, desk, review_id)
        self.figures: Any = None
        self._stale = True
        self._lender: Lender | None = None
        self._job: Handle | None = None
        self._waiting = label(
            translate("Review", "The figures of these weeks are being worked out…"), "small"
        )
        self._waiting.setObjectName("waiting")
        self.column.addWidget(self._waiting)
        bridge.changed.connect(self._heard)

    def refresh(self) -> None:
        """Show what is there, and read the figures where they may have changed."""
        self._redraw()
        if self._stale:
            self._look_up()

    def figures_of(self, reads: Reads, ports: Ports) -> object:
        """What takes long; read in a worker."""
        raise NotImplementedError

    def _heard(self, changed: Changed) -> None:
        if not changed.kinds <= _WORDS:
            self._stale = True

    def _look_up(self) -> None:
        self._let_go()
        self._stale = False
        self._waiting.setVisible(self.figures is None)
        self._lender = lender = Lender(self._bridge)
        self._job = lender.run(
            self.figures_of, done=self._came, failed=self._did_not_come, owner=self
        )

    def _let_go(self) -> None:
        if self._lender is not None:
            self._lender.cancel()
        if self._job is not None:
            self._job.cancel()
        self._lender, self._job = None, None

    def _came(self, figures: object) -> None:
        self._lender, self._job = None, None
        self.figures = figures
        self._waiting.hide()
        self._redraw()

    def _did_not_come(self, error: Exception) -> None:
        self._lender, self._job = None, None
        self._stale = True
        if not isinstance(error, ExpectedError):
            raise error
        if error.code is not Code.REPORT_STOPPED:
            self._waiting.setText(sentence(error))
            self._waiting.show()
