"""The wizard: the rail at the left, one page at a time, and the way back and on."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.answers import Answers, Page, PageRow
from smbsocial.domain.assessment.values import Lever
from smbsocial.domain.errors import ExpectedError
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.widgets.tab_order import stops
from smbsocial.ui.wizard.accounts import AccountsPage
from smbsocial.ui.wizard.business import BusinessPage
from smbsocial.ui.wizard.communities import CommunitiesPage
from smbsocial.ui.wizard.exits import StayOffDialog
from smbsocial.ui.wizard.footer import Footer
from smbsocial.ui.wizard.goals import GoalsPage
from smbsocial.ui.wizard.investment import InvestmentPage
from smbsocial.ui.wizard.measure import MeasurePage
from smbsocial.ui.wizard.numbers import NumbersPage
from smbsocial.ui.wizard.page import Desk, WizardPage
from smbsocial.ui.wizard.people import PeoplePage
from smbsocial.ui.wizard.platforms import PlatformsPage
from smbsocial.ui.wizard.preview import PreviewPage
from smbsocial.ui.wizard.rail import Rail
from smbsocial.ui.wizard.rhythm import RhythmPage
from smbsocial.usecases import plans, setup
from smbsocial.usecases.changes import Action, Changed
from smbsocial.usecases.ports import Library, Ports, Reads

PAUSE_MS = 400
"""After so long without a key, what was typed is kept."""

PAGES: tuple[type[WizardPage], ...] = (
    BusinessPage,
    GoalsPage,
    NumbersPage,
    InvestmentPage,
    MeasurePage,
    PlatformsPage,
    CommunitiesPage,
    RhythmPage,
    AccountsPage,
    PeoplePage,
)


class Wizard(QWidget):
    """Ten pages and a preview; every page is kept as it is typed."""

    finished = Signal()
    stay_off_done = Signal()
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("wizard")
        self._bridge = bridge
        self._pages: dict[Page, WizardPage] = {}
        self._preview: PreviewPage | None = None
        self._current: Page | None = None
        self._field = ""
        self._saving = False
        self._rail = Rail(bridge.resources / "icons")
        self._stack = QStackedWidget()
        self._footer = Footer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._build()
        self._connect()

    def open_at(self, page: Page) -> None:
        """Bring a page to the front as it was left."""
        try:
            desk = self._desk()
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return
        shown = self._page(page)
        shown.open_desk(desk)
        self._current = page
        self._stack.setCurrentWidget(shown)
        self._footer.show_page(page, desk)
        self._show_rail()
        first = next(stops(shown.body), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        shown.verticalScrollBar().setValue(0)

    @property
    def page(self) -> Page | None:
        """The page in front; None while the plan is previewed."""
        return self._current

    def flush(self) -> bool:
        """Keep what was typed last; False when it can't be kept and the page says why."""
        return not self._pause.isActive() or self._save()

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
        right.addWidget(self._stack, 1)
        right.addWidget(self._footer)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self._rail.step_wanted.connect(self._jump)
        self._rail.leave_wanted.connect(self._leave)
        self._footer.back_wanted.connect(self._back)
        self._footer.next_wanted.connect(self._next)
        self._footer.change_goal_wanted.connect(partial(self._jump, Page.GOALS))
        self._footer.stay_off_wanted.connect(self._ask_stay_off)
        self._pause.timeout.connect(self._save)
        self._bridge.changed.connect(self._heard)

    def _page(self, page: Page) -> WizardPage:
        if page not in self._pages:
            kind = next(kind for kind in PAGES if kind.page is page)
            made = kind(self._bridge)
            made.edited.connect(self._edited)
            made.decided.connect(self._decided)
            if isinstance(made, InvestmentPage):
                made.lever_wanted.connect(self._turn)
            self._pages[page] = made
            self._stack.addWidget(made)
        return self._pages[page]

    def _desk(self) -> Desk:
        answers = located(self._bridge.read(_answers), self._bridge.ports.library)
        return Desk(answers, setup.make_brief_from(answers, self._bridge.ports))

    def _show_rail(self) -> None:
        self._rail.show_steps(self._current, self._bridge.read(_done_pages))

    def _edited(self, field: str) -> None:
        self._field = field
        self._pause.start()

    def _decided(self, field: str) -> None:
        self._field = ""
        self._save()

    def _save(self, *, done: bool = False) -> bool:
        self._pause.stop()
        if self._current is None:
            return True
        page = self._pages[self._current]
        self._saving = True
        try:
            self._put(page, done=done)
        except ExpectedError as error:
            page.show_error(error)
            return False
        finally:
            self._saving = False
        page.show_error(None)
        if not done:
            page.follow(self._desk())
        return True

    def _put(self, page: WizardPage, *, done: bool) -> None:
        answers = page.read()
        action = Action.SAVE_ANSWERS
        if done or not self._field:
            self._bridge.do(action, setup.save_page, answers, done=done)
        else:
            merge = f"{page.page.value}.{self._field}"
            self._bridge.type_in(action, merge, setup.save_page, answers, done=False)

    def _heard(self, changed: Changed) -> None:
        if self._saving or self._current is None or PageRow not in changed.kinds:
            return
        if self.isVisible():
            self._pause.stop()
            self._show_again(self._pages[self._current])

    def _show_again(self, page: WizardPage) -> None:
        try:
            desk = self._desk()
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return
        page.open_desk(desk)
        self._footer.show_page(page.page, desk)
        self._show_rail()

    def _jump(self, page: Page) -> None:
        if self._save():
            self.open_at(page)

    def _back(self) -> None:
        order = list(Page)
        if self._current is None:
            self.open_at(order[-1])
        elif self._current is order[0]:
            self._leave()
        else:
            self._jump(order[order.index(self._current) - 1])

    def _next(self) -> None:
        order = list(Page)
        if self._current is None:
            self._finish()
            return
        at = order.index(self._current)
        if not self._save(done=True):
            return
        if at + 1 < len(order):
            self.open_at(order[at + 1])
        else:
            self._open_preview()

    def _leave(self) -> None:
        if self._save():
            self.left.emit()

    def _open_preview(self) -> None:
        missing = next((page for page in Page if page not in self._bridge.read(_done_pages)), None)
        if missing is not None:
            self.open_at(missing)
            return
        if self._preview is None:
            self._preview = PreviewPage(self._bridge)
            self._preview.chosen_changed.connect(self._footer.show_preview)
            self._stack.addWidget(self._preview)
        desk = self._desk()
        draft = self._bridge.read(plans.draft, brief=desk.brief)
        self._current = None
        self._preview.show_draft(draft, desk.brief)
        self._stack.setCurrentWidget(self._preview)
        self._show_rail()
        self._preview.begin()

    def _finish(self) -> None:
        if self._preview is None or self._preview.draft is None:
            return
        done = self._bridge.attempt(
            Action.APPLY_PLAN,
            setup.finish,
            draft=self._preview.draft,
            chosen=self._preview.chosen(),
        )
        if done:
            self.finished.emit()

    def _turn(self, lever: Lever) -> None:
        if self._save():
            self._bridge.attempt(Action.SAVE_ANSWERS, setup.take_lever, lever=lever)

    def _ask_stay_off(self) -> None:
        page = self._pages[Page.INVESTMENT]
        if not isinstance(page, InvestmentPage) or not self._save():
            return
        found = page.assessment
        if found is None:
            return
        dialog = StayOffDialog(found, self._desk().brief, self)
        dialog.stay_off_wanted.connect(self._stay_off)
        dialog.open()

    def _stay_off(self, reason: str, would_change: str) -> None:
        self._saving = True
        try:
            done = self._bridge.attempt(
                Action.STAY_OFF, setup.stay_off, reason=reason, would_change=would_change
            )
        finally:
            self._saving = False
        if done:
            self.stay_off_done.emit()


def located(answers: Answers, library: Library) -> Answers:
    """The answers with the country this computer is set to, where none was said."""
    here = QLocale.territoryToCode(QLocale().territory())
    if answers.business.country is not None or all(c.code != here for c in library.countries()):
        return answers
    return replace(answers, business=replace(answers.business, country=here))


def _answers(reads: Reads, _ports: Ports) -> Answers:
    return setup.read_answers(reads)


def _done_pages(reads: Reads, _ports: Ports) -> frozenset[Page]:
    return frozenset(row.id for row in reads.all(PageRow) if row.done)
