"""The last page: how it goes on, with what was measured and what is expected of it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ReviewId
from smbsocial.domain.review import Review, ReviewPage, ReviewWord
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.lent_reads import Lender
from smbsocial.ui.review.decide_cards import (
    ForecastCards,
    HeldCard,
    LearnedCard,
    NextCard,
    TurnedCard,
    WhyCard,
)
from smbsocial.ui.review.wishing import WishCard, wish_of
from smbsocial.ui.text import decide as words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.deciding import DecideSheet
from smbsocial.usecases.reviewing.record import RecordSheet, record_sheet
from smbsocial.usecases.reviewing.saying import WHY, answers, say, unsay
from smbsocial.usecases.reviewing.wishes import Wish

translate = QCoreApplication.translate

WISH = "wish:"
"""Before the field of the wish that a word of this page is."""


class DecideBody(QWidget):
    """Answered once it is said how it goes on; what that comes to is worked out beside."""

    progress = Signal(int, int)
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__()
        self._bridge, self._desk, self._id = bridge, desk, review_id
        self._currency = bridge.read(_currency)
        self._sheet: DecideSheet | None = None
        self._job: jobs.Handle | None = None
        self._lender: Lender | None = None
        self._asked: Wish | None = None
        self._saying = False
        self._wish = WishCard(self._currency)
        self._busy = label("", "muted", wrap=True, name="decide_busy")
        self._problems = Card("trouble", name="decide_problems")
        self._why = WhyCard()
        self._forecasts = ForecastCards()
        self._learned = LearnedCard(self._platform)
        self._turned = TurnedCard()
        self._next = NextCard()
        self._parts = (self._forecasts, self._learned, self._turned, self._next)
        self._record: RecordSheet | None = None
        self._held = HeldCard()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._work_out)
        self._build()
        self._wish.said.connect(self._said)
        self._why.said.connect(self._why_said)

    @property
    def sheet(self) -> DecideSheet | None:
        """What is shown; None while it is being worked out."""
        return self._sheet if self._job is None and not self._later.isActive() else None

    def wish(self) -> Wish | None:
        """What is wished; None where something has to be put right first, which is said."""
        self.flush()
        try:
            wish = self._wish.wish()
        except ExpectedError as error:
            self._lead_to(error)
            return None
        problem = next(iter(self._sheet.problems), None) if self._sheet else None
        if problem is not None:
            if not self._wish.show_error(problem):
                self._bridge.refused.emit(words.problem(problem))
            self._lead_to(problem)
            return None
        return wish

    def _lead_to(self, error: ExpectedError) -> None:
        """The keyboard goes where it is put right, and the page with it."""
        place = self._wish.place_of(error)
        if place is None:
            return
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(place, 0, theme.PAGE_MARGIN * 2)

    def flush(self) -> bool:
        """Keep what was typed last."""
        return self._wish.flush()

    def refresh(self) -> None:
        """Read the wish as it was kept, and work out what it comes to; or what was decided."""
        review = self._bridge.read(_review, self._id)
        closed = review is not None and review.closed_at is not None
        for each in (self._wish, self._problems, self._why, *self._parts):
            if closed or each is self._wish:
                each.setVisible(not closed)
        self._held.setVisible(closed)
        if closed:
            self._look_up()
            return
        self._record = None
        kept = self._kept()
        self._wish.show_kept(kept)
        self.progress.emit(1 if kept.get("choice") else 0, 1)
        self._later.start()

    def paper(self) -> str:
        """What it shows, as HTML; "" while it is being worked out."""
        from smbsocial.ui.review.decide_paper import decide_html, held_html

        if self._record is not None:
            return held_html(self._record)
        if self._sheet is None:
            return ""
        return decide_html(self._sheet, self._platform, chosen=bool(self._kept().get("choice")))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self._problems.hide()
        for each in (
            self._wish,
            self._problems,
            self._why,
            self._busy,
            self._forecasts,
            self._learned,
            self._turned,
            self._next,
            self._held,
        ):
            column.addWidget(each)
        for each in (self._why, self._held, *self._parts):
            each.hide()

    def _kept(self) -> Mapping[str, str]:
        said = self._bridge.read(answers, self._id)
        return {
            subject.removeprefix(WISH): each.text
            for (page, subject), each in said.items()
            if page is ReviewPage.DECIDE and subject.startswith(WISH)
        }

    def _said(self, field: str, text: str) -> None:
        self._say(WISH + field, text)
        self.progress.emit(1 if self._wish.choice else 0, 1)

    def _why_said(self, pillar: str, text: str) -> None:
        self._say(WHY + pillar, text)

    def _say(self, subject: str, text: str) -> None:
        self._later.start()  # what is shown is of the wish before
        opened = self._desk.opened
        by = opened.person if opened is not None else None
        page, action = ReviewPage.DECIDE, Action.SAY_IN_REVIEW
        merge = f"review.{subject}"
        try:
            if text:
                note = ReviewWord.NOTE
                self._bridge.type_in(action, merge, say, self._id, page, subject, note, text, by=by)
            else:
                self._bridge.type_in(action, merge, unsay, self._id, page, subject)
        except ExpectedError as error:
            if not self._wish.show_error(error):
                self._bridge.failed.emit(error)

    def _work_out(self) -> None:
        """Beside the window; what was asked before is wanted no longer."""
        self._stop()
        wish = wish_of(self._kept(), self._currency)
        if self._sheet is None:
            self._busy.setText(translate("Review", "Working out what is to be expected…"))
        self._busy.setVisible(self._sheet is None)
        self._lender = Lender(self._bridge)
        self._job = self._lender.run(
            partial(_sheet_of, self._id, wish), done=self._came, failed=self._failed, owner=self
        )

    def _look_up(self) -> None:
        """Of a closed review: what was decided, as its record has it."""
        self._later.stop()
        self._stop()
        self.progress.emit(0, 0)
        self._busy.setText(translate("Review", "Looking up what was decided…"))
        self._busy.setVisible(self._record is None)
        self._lender = Lender(self._bridge)
        self._job = self._lender.run(
            partial(_record_of, self._id), done=self._found, failed=self._failed, owner=self
        )

    def _found(self, value: object) -> None:
        self._job = self._lender = None
        assert isinstance(value, RecordSheet)  # noqa: S101 - made by _record_of
        self._record = value
        self._busy.hide()
        self._held.show_sheet(value)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._lender is not None:
            self._lender.cancel()
            self._lender = None

    def _came(self, value: object) -> None:
        self._job = self._lender = None
        assert isinstance(value, DecideSheet)  # noqa: S101 - made by _sheet_of
        self._sheet = value
        self._busy.hide()
        self._wish.show_sheet(value)
        self._show_problems(value)
        said = self._bridge.read(answers, self._id)
        whys = {
            subject.removeprefix(WHY): each.text
            for (page, subject), each in said.items()
            if page is ReviewPage.DECIDE and subject.startswith(WHY)
        }
        self._why.show_sheet(value, whys)
        for each in self._parts:
            each.show_sheet(value)
        self.progress.emit(1 if self._wish.choice else 0, 1)

    def _failed(self, error: Exception) -> None:
        self._job = self._lender = None
        if not isinstance(error, ExpectedError):
            raise error
        if error.code is Code.REPORT_STOPPED:
            return
        self._busy.setText(translate("Review", "What is to be expected could not be worked out."))
        self._busy.show()
        self._bridge.failed.emit(error)

    def _show_problems(self, sheet: DecideSheet) -> None:
        from smbsocial.ui.widgets.cards import clear

        clear(self._problems.body)
        mine = ("until", "reason", "would_change", "alive")
        shown = [p for p in sheet.problems if (p.field or "").rpartition(".")[2] not in mine]
        for each in shown:
            self._problems.add(label(words.problem(each), wrap=True))
        self._problems.setVisible(bool(shown))

    def _platform(self, key: str) -> str:
        from smbsocial.domain.ids import PlatformKey

        try:
            return self._bridge.ports.library.platform(PlatformKey(key)).name
        except KeyError:
            return key


def _sheet_of(id: ReviewId, wish: Wish | None, reads: Reads, ports: Ports) -> DecideSheet:
    """In the worker: what is used for it is loaded there."""
    from smbsocial.usecases.reviewing.deciding import decide_sheet

    return decide_sheet(reads, ports, id, wish)


def _record_of(id: ReviewId, reads: Reads, ports: Ports) -> RecordSheet:
    return record_sheet(reads, ports, id)


def _review(reads: Reads, _ports: Ports, id: ReviewId) -> Review | None:
    return reads.get(Review, id)


def _currency(reads: Reads, _ports: Ports) -> str:
    return set_up_business(reads).currency
