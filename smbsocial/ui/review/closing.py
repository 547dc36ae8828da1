"""Closing a review: asked once, then what now stands, with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import ReviewId
from smbsocial.domain.learning.values import as_answers
from smbsocial.domain.plan import Choice
from smbsocial.domain.review import Review
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import decide as words
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Paper, centred, clear, row
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing.opening import the_review

if TYPE_CHECKING:
    from smbsocial.usecases.reviewing.deciding import DecideSheet
    from smbsocial.usecases.reviewing.wishes import Wish

translate = QCoreApplication.translate

COLUMN_WIDTH = 680


class Deciding(Protocol):
    """What the last page knows when the review is to be closed."""

    @property
    def sheet(self) -> DecideSheet | None:
        """What it shows; None while it is still being worked out."""
        ...

    def wish(self) -> Wish | None:
        """What is wished; None where a field has to be put right first, which says so."""
        ...


class Closing(QObject):
    """Asks, closes, and shows `stands`.

    `closed`: it was closed, or is open again after an undo; `ended`: what stands was seen.
    """

    closed = Signal()
    ended = Signal()
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, review_id: ReviewId, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._id, self._page = bridge, review_id, page
        self._shown: DecideSheet | None = None
        self.stands = Stands(bridge)
        self.stands.done_wanted.connect(self._done)
        self.stands.record_wanted.connect(self._save_record)

    @property
    def is_shown(self) -> bool:
        """Whether what now stands is to be seen."""
        return self._shown is not None

    def ask(self, body: QWidget, review: str) -> None:
        """Ask once, with what it comes to; `body` is the page that decides."""
        deciding = cast("Deciding", body)
        wish, sheet = deciding.wish(), deciding.sheet
        if wish is None:
            return
        if sheet is None:
            text = translate("Review", "The next weeks are still being worked out: a moment.")
            self._bridge.refused.emit(text)
            return
        form = CloseForm(review, sheet, self._page)
        form.ask(lambda: self._close(wish, sheet))

    def show_what_stands(self) -> None:
        """After it was closed."""
        if self._shown is not None:
            self.stands.show_sheet(self._shown)

    def look_again(self) -> None:
        """Undo opens it again: then the page that decides comes back."""
        found = self._bridge.read(lambda reads, _: reads.get(Review, self._id))
        if found is None or found.closed_at is None:
            self._shown = None
            self.closed.emit()

    def _close(self, wish: Wish, sheet: DecideSheet) -> None:
        """Raises ExpectedError where it cannot be closed so: the form says why."""
        from smbsocial.usecases.reviewing.closing import close_review

        shown = as_answers(sheet.links)
        self._bridge.do(Action.CLOSE_REVIEW, close_review, self._id, wish, learned=shown)
        self._shown = sheet
        self.closed.emit()

    def _done(self) -> None:
        self._shown = None
        self.ended.emit()

    def _save_record(self) -> None:
        from smbsocial.ui.review.record import save_record

        try:
            review = self._bridge.read(lambda reads, _: the_review(reads, self._id))
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return
        save_record(self._bridge, review, self._page)


class CloseForm(Form):
    """What will be done, before it is."""

    def __init__(self, review: str, sheet: DecideSheet, parent: QWidget | None) -> None:
        title = translate("Review", "Close the review?")
        super().__init__(title, parent)
        about = translate("Review", "{review}: {decision}").format(
            review=review, decision=words.decision(sheet)
        )
        self.body.addWidget(label(about, "strong", wrap=True))
        for each in words.what_will_be_done(sheet):
            self.body.addWidget(label(each, wrap=True))
        undo = translate("Review", "One Undo takes all of it back.")
        self.body.addWidget(label(undo, "muted", wrap=True))
        self._error = label("", "error", wrap=True, name="close_error")
        self._error.hide()
        self.foot.addWidget(self._error)
        confirm = self.close_with(translate("Review", "Close the review"))
        confirm.clicked.connect(self._confirm)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Above the buttons: no field of its own is wrong."""
        self._error.setText(sentence(error))
        self._error.show()

    def _confirm(self) -> None:
        self.take()


class Stands(Paper):
    """What now stands: the first day, the posts, the reminders; and the record, on wish."""

    done_wanted = Signal()
    record_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("stands")
        self._bridge = bridge
        self._title = label("", "hero", wrap=True, name="stands_title")
        self._card = Card(name="stands_card")
        edge = theme.PAGE_MARGIN
        self._card.body.setContentsMargins(edge, edge, edge, edge)
        column = QWidget()
        column.setMaximumWidth(COLUMN_WIDTH)
        column.setLayout(self._column())
        self.body.addStretch(1)
        self.body.addLayout(centred(column))
        self.body.addStretch(2)

    def show_sheet(self, sheet: DecideSheet) -> None:
        """Say it all."""
        paused = sheet.wish.choice is Choice.STAY_OFF
        self._title.setText(
            translate("Review", "You are staying off for now")
            if paused
            else translate("Review", "The next weeks stand")
        )
        clear(self._card.body)
        for title, lines in words.what_stands(sheet):
            self._card.add(label(title, "strong", wrap=True))
            for each in lines:
                self._card.add(label(each, wrap=True))

    def _column(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._title)
        layout.addWidget(self._card)
        done = translate("Review", "Done")
        record = translate("Review", "Save the record (PDF)…")
        undo = translate("Review", "Undo: open the review again")
        layout.addWidget(
            row(
                button(done, self.done_wanted.emit, primary=True, name="stands_done"),
                button(record, self.record_wanted.emit, name="save_record"),
                None,
                button(undo, self._bridge.undo_action.trigger, name="stands_undo"),
            )
        )
        return layout
