"""The review: the rail at the left, one page at a time, and the way back and on."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ReviewId
from smbsocial.domain.review import Review, ReviewPage
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review.bodies import Body, freeze, make_body
from smbsocial.ui.review.closing import Closing
from smbsocial.ui.review.head import Footer, Head
from smbsocial.ui.review.owners import LockedOut, needs_owner
from smbsocial.ui.review.steps import Steps
from smbsocial.ui.text import review as words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.cards import Paper
from smbsocial.ui.widgets.tab_order import stops
from smbsocial.usecases.changes import Changed
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing import opening

translate = QCoreApplication.translate

PAPER_MS = 100
"""How often it is looked whether a page that is to be printed has come."""
MOST_LOOKS = 300


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
        self._pages = tuple(ReviewPage)
        self._review: Review | None = None
        self._current: ReviewPage | None = None
        self._bodies: dict[ReviewPage, QWidget] = {}
        self._papers: dict[ReviewPage, QScrollArea] = {}
        self._progress: dict[ReviewPage, tuple[int, int]] = {}
        self._rail = Steps(bridge.resources / "icons", self._pages)
        self._head = Head()
        self._stack = QStackedWidget()
        self._footer = Footer()
        self._locked = LockedOut(desk)
        self._closing = Closing(bridge, review_id, self)
        self._later = _soon(self, 0, self._draw)
        self._looks = 0
        self._printer = _soon(self, PAPER_MS, self._print_when_there)
        self._build()
        self._connect()

    @property
    def review_id(self) -> ReviewId:
        """Which review it is."""
        return self._review_id

    @property
    def page(self) -> ReviewPage | None:
        """The step that is shown; None before the first, and once what now stands is shown."""
        return self._current

    def refresh(self) -> None:
        """Read the review and the step that is shown anew; one that is gone is left."""
        try:
            self._review = self._bridge.read(lambda r, _: opening.the_review(r, self._review_id))
        except ExpectedError as error:
            if error.code is not Code.NOT_FOUND:
                self._bridge.failed.emit(error)
            self.left.emit()
            return
        if self._current is None and not self._closing.is_shown:
            first = self._review.page
            self._current = first if first in self._pages else next(iter(self._pages), None)
        self._draw()

    def go_to(self, page: ReviewPage, *, done: ReviewPage | None = None) -> None:
        """Show a step, and keep that the review is left there; `done`: gone on from that one."""
        if page not in self._pages or not self.flush():
            return
        self._current = page
        if self._review is not None and self._review.closed_at is None:
            try:
                turn = opening.turn_page
                self._bridge.changes.write(turn, self._review_id, page, done=done)
            except ExpectedError as error:
                self._bridge.failed.emit(error)
        self.refresh()
        body = self._bodies[page].layout() if page in self._bodies else None
        first = next(stops(body), None) if body is not None else None
        (first or self._rail.step(page)).setFocus(Qt.FocusReason.OtherFocusReason)
        paper = self._stack.currentWidget()
        if isinstance(paper, QAbstractScrollArea):
            paper.verticalScrollBar().setValue(0)

    def flush(self) -> bool:
        """Keep what was typed last; False when it can't be kept and the page says why."""
        typed = self.focusWidget()
        if typed is not None and self._stack.isAncestorOf(typed):
            typed.clearFocus()
        body = self._bodies.get(self._current) if self._current else None
        keep = getattr(body, "flush", None)
        return keep is None or keep() is not False

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Show where it was left."""
        super().showEvent(event)
        self.refresh()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is left behind when the window closes or shows something else."""
        self.flush()
        super().hideEvent(event)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._head)
        right.addWidget(self._stack, 1)
        right.addWidget(self._footer)
        self._stack.addWidget(self._locked)
        self._stack.addWidget(self._closing.stands)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self._rail.step_wanted.connect(self.go_to)
        self._rail.leave_wanted.connect(self._leave)
        self._rail.print_wanted.connect(self._print_whole)
        self._head.print_wanted.connect(self._print_page)
        self._footer.back_wanted.connect(self._back)
        self._footer.next_wanted.connect(self._next)
        self._locked.unlocked.connect(self.refresh)
        self._closing.closed.connect(self._show_what_stands)
        self._closing.ended.connect(self.ended)
        self._closing.page_wanted.connect(self.page_wanted)
        self._desk.changed.connect(self._later.start)
        self._bridge.changed.connect(self._heard)
        for keys, then in (
            ("Esc", self._leave),
            ("Ctrl+PgUp", self._back),
            ("Ctrl+PgDown", self._next),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(then)

    @property
    def _is_closed(self) -> bool:
        return self._review is not None and self._review.closed_at is not None

    @property
    def _name(self) -> str:
        review, country = self._review, self._bridge.read(_country)
        return words.name(review.first, review.last, country) if review else ""

    def _draw(self) -> None:
        if self._review is None or not self.isVisible():
            return
        page, review = self._current, self._review
        out = needs_owner(self._desk) and not self._closing.is_shown
        self._rail.show_name(self._name)
        self._rail.show_steps(page, set(review.seen), closed=self._is_closed)
        self._rail.setEnabled(not out)
        self._head.setVisible(not out and page is not None)
        self._footer.setVisible(not out and page is not None)
        if out:
            self._locked.show_who()
            self._stack.setCurrentWidget(self._locked)
        elif page is None:
            self._closing.show_what_stands()
            self._stack.setCurrentWidget(self._closing.stands)
        else:
            self._draw_page(page)

    def _draw_page(self, page: ReviewPage) -> None:
        at, count = self._pages.index(page), len(self._pages)
        line = words.above(self._name, at + 1, count, closed=self._is_closed)
        self._head.show_page(page, line, closed=self._is_closed)
        before = self._pages[at - 1] if at else None
        after = self._pages[at + 1] if at + 1 < count else None
        self._footer.show_page(before, after, closed=self._is_closed)
        self._footer.show_progress(*self._progress.get(page, (0, 0)))
        body = self._body(page)
        self._stack.setCurrentWidget(self._papers[page])
        _as_body(body).refresh()
        self._freeze(page)
        self._chain(page)

    def _chain(self, page: ReviewPage) -> None:
        """Tab goes down the page, from what stands above it to what stands below."""
        head, foot = self._head.layout(), self._footer.layout()
        paper = self._papers[page].widget()
        body = paper.layout() if paper is not None else None
        if head is None or foot is None or body is None:
            return
        for before, after in pairwise(
            (*stops(head), self._papers[page], *stops(body), *stops(foot))
        ):
            QWidget.setTabOrder(before, after)

    def _body(self, page: ReviewPage) -> QWidget:
        if page not in self._bodies:
            body = make_body(page, self._bridge, self._desk, self._review_id)
            body.progress.connect(lambda n, of, at=page: self._came_on(at, n, of))  # type: ignore[attr-defined]
            body.page_wanted.connect(self.page_wanted)  # type: ignore[attr-defined]
            self._bodies[page] = body
            self._papers[page] = body if isinstance(body, QScrollArea) else _on_paper(body)
            self._papers[page].setAccessibleName(words.title(page))
            self._stack.addWidget(self._papers[page])
        return self._bodies[page]

    def _came_on(self, page: ReviewPage, count: int, of: int) -> None:
        self._progress[page] = (count, of)
        if page is self._current:
            self._footer.show_progress(count, of)
            self._chain(page)
        self._freeze(page)

    def _freeze(self, page: ReviewPage) -> None:
        if self._is_closed and page in self._bodies:
            freeze(self._bodies[page])

    def _heard(self, changed: Changed) -> None:
        """Another word, or a step undone; that the page was turned was drawn already."""
        if not self.isVisible():
            return
        if Review in changed.kinds:
            if self._closing.is_shown:
                self._closing.look_again()
            QTimer.singleShot(0, self, self._look_at_review)
        if changed.kinds != {Review}:
            self._later.start()

    def _look_at_review(self) -> None:
        """It may have been closed, opened again, or taken back as a whole."""
        found = self._bridge.read(lambda reads, _: reads.get(Review, self._review_id))
        was = self._review
        if found is None or was is None or found.closed_at != was.closed_at:
            self.refresh()

    def _back(self) -> None:
        at = self._pages.index(self._current) if self._current in self._pages else 0
        if self._current is not None and at and self._footer.isVisible():
            self.go_to(self._pages[at - 1])

    def _next(self) -> None:
        if self._current is None or not self._footer.isVisible():
            return
        at = self._pages.index(self._current)
        if at + 1 < len(self._pages):
            self.go_to(self._pages[at + 1], done=self._current)
        elif self._is_closed:
            self.left.emit()
        elif self.flush():
            self._closing.ask(self._bodies[self._current], self._name)

    def _leave(self) -> None:
        if self._closing.is_shown:
            self.ended.emit()
        elif self.flush():
            self.left.emit()

    def _show_what_stands(self) -> None:
        """It was closed, or (undone) is open again."""
        self._current = None if self._closing.is_shown else ReviewPage.DECIDE
        self.refresh()

    def _print_page(self) -> None:
        if self._current is not None:
            self._print(self._current)

    def _print_whole(self) -> None:
        """Each page reads what it shows; it is printed once all have come."""
        if self._review is None or not self.flush():
            return
        for page in self._pages:
            if page is not self._current:
                _as_body(self._body(page)).refresh()
        self._looks = 0
        self._bridge.told.emit(translate("Review", "The pages are being gathered…"), False)
        self._printer.start()

    def _print_when_there(self) -> None:
        self._looks += 1
        loading = [p for p in self._pages if not _as_body(self._bodies[p]).paper()]
        if loading and self._looks < MOST_LOOKS:
            self._printer.start()
        else:
            self._print(*self._pages)

    def _print(self, *which: ReviewPage) -> None:
        from smbsocial.ui.review.printing import print_pages

        if self._review is None:
            return
        review = self._review
        full = translate("Review", "{business} · {review}, {days}").format(
            business=self._bridge.read(_business_name),
            review=self._name,
            days=words.days(review.first, review.last),
        )
        papers = [(page, _as_body(self._bodies[page]).paper()) for page in which]
        print_pages(full, papers, self)


def _as_body(widget: QWidget) -> Body:
    return widget  # type: ignore[return-value]


def _on_paper(body: QWidget) -> Paper:
    made = Paper()
    edge = theme.PAGE_MARGIN
    made.body.setContentsMargins(edge, theme.SPACE, edge, theme.GAP)
    made.body.addWidget(body)
    made.body.addStretch(1)
    return made


def _soon(owner: QWidget, milliseconds: int, then: Callable[[], None]) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(then)
    return made


def _business_name(reads: Reads, _ports: Ports) -> str:
    return set_up_business(reads).name


def _country(reads: Reads, _ports: Ports) -> str:
    return set_up_business(reads).country
