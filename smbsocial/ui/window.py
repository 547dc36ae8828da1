"""The main window: which place is shown, who opens what, and the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import IndustryKey
from smbsocial.ui import dialogs, jobs, theme
from smbsocial.ui.banner import ExampleBanner
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import ACCOUNTS, CALENDAR, PEOPLE, PLAN, WEEK, Menus
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.rail import Rail, plan_words
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.cards import MessageBar
from smbsocial.usecases import lookup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.opening import Place, where_to_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from smbsocial.domain.answers import Page
    from smbsocial.domain.business import Business
    from smbsocial.usecases.changes import Changes
    from smbsocial.usecases.vault.session import Vault

translate = QCoreApplication.translate

HEARTBEAT_MS = 30_000
"""How often the window asks whether a new day has begun."""


class MainWindow(QMainWindow):
    """One business in one window. Other folders are opened by the app, which is told here."""

    folder_wanted = Signal(str)
    example_wanted = Signal()
    example_left = Signal()
    restore_wanted = Signal(object)  # ui.vault.restore_form.RestoreRequest
    closed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        preferences: Preferences,
        *,
        folder: str,
        make_vault: Callable[[Changes], Vault] | None = None,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._preferences = preferences
        self._folder = folder
        self._place: Place | None = None
        self._today = bridge.ports.clock.today(self._zone())
        self._pages: dict[str, QWidget] = {}
        self.desk = VaultDesk(bridge, make_vault, self)
        self.setMinimumSize(theme.MINIMUM)
        self.resize(1280, 820)
        self._build()
        self._build_menus()
        bridge.changed.connect(self._changed)
        bridge.failed.connect(self._failed)
        bridge.undone.connect(self._undone)
        bridge.told.connect(self._told)
        self.desk.changed.connect(self._show_at_work)
        self.desk.silent.connect(self._show_silence)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self._heartbeat = QTimer(self)
        self._heartbeat.setInterval(HEARTBEAT_MS)
        self._heartbeat.timeout.connect(self._tick)
        self._heartbeat.start()

    def start(self) -> None:
        """Show the place where this business stands."""
        if (geometry := self._preferences.geometry) is not None:
            self.restoreGeometry(geometry)
        self._go_home()
        self._show_at_work()
        self.desk.tidy_later()

    def show_page(self, key: str) -> None:
        """Go to a page of the rail."""
        if key == PLAN:
            self._open_investment()
            return
        self._place = Place.WEEK
        self._rooms.setCurrentWidget(self._main)
        self._stack.setCurrentWidget(self._page(key))
        self._rail.show_page(key)
        self._refresh()

    def _build(self) -> None:
        centre = QWidget()
        centre.setObjectName("page")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._banner = ExampleBanner()
        self._banner.left.connect(self.example_left)
        self._bar = MessageBar()
        column.addWidget(self._banner)
        column.addWidget(self._bar)
        self._rooms = QStackedWidget()
        column.addWidget(self._rooms, 1)
        self._main = QWidget()
        beside = QHBoxLayout(self._main)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self._rail = Rail(self._bridge.resources / "icons")
        self._rail.add_page(WEEK, translate("Rail", "This week"), "list-checks")
        self._rail.add_page(CALENDAR, translate("Rail", "Calendar"), "calendar-days")
        self._rail.add_page(PLAN, translate("Rail", "Goals and plan"), "target")
        self._rail.add_page(ACCOUNTS, translate("Rail", "Accounts"), "key-round")
        self._rail.add_page(PEOPLE, translate("Rail", "People"), "users")
        self._rail.wanted.connect(self.show_page)
        self._rail.lock_wanted.connect(self.desk.lock)
        self._rail.unlock_wanted.connect(self.desk.switch_person)
        self._stack = QStackedWidget()
        beside.addWidget(self._rail)
        beside.addWidget(self._stack, 1)
        self._rooms.addWidget(self._main)
        self.setCentralWidget(centre)

    def _build_menus(self) -> None:
        undo, redo = self._bridge.undo_action, self._bridge.redo_action
        self._menus = Menus(self.menuBar(), undo, redo, self._preferences.scheme)
        self._menus.page_wanted.connect(self.show_page)
        self._menus.folder_wanted.connect(self._choose_folder)
        self._menus.print_wanted.connect(self._print_week)
        self._menus.example_wanted.connect(self.example_wanted)
        self._menus.restore_wanted.connect(self._restore)
        self._menus.lock_wanted.connect(self.desk.lock)
        self._menus.switch_wanted.connect(self.desk.switch_person)
        self._menus.quit_wanted.connect(self.close)
        self._menus.scheme_wanted.connect(self._set_scheme)

    def _go_home(self) -> None:
        opening = self._bridge.read(where_to_open)
        self._banner.setVisible(opening.example)
        self._place = opening.place
        self._menus.show_set_up(opening.place is Place.WEEK)
        if opening.place is Place.WELCOME:
            self._show_welcome()
        elif opening.place is Place.WIZARD:
            self._open_wizard(opening.page)
        elif opening.place is Place.REST:
            self._show_rest()
        else:
            self.show_page(WEEK)

    def _show_welcome(self) -> None:
        from smbsocial.ui.welcome import WelcomePage

        if "welcome" not in self._pages:
            page = WelcomePage(self._bridge)
            page.start_wanted.connect(self._started)
            page.example_wanted.connect(self.example_wanted)
            page.open_wanted.connect(self._choose_folder)
            self._pages["welcome"] = page
            self._rooms.addWidget(page)
        self._rooms.setCurrentWidget(self._pages["welcome"])
        self.setWindowTitle("smbsocial")

    def _started(self, name: str, industry: str) -> None:
        from smbsocial.domain.answers import BusinessAnswers
        from smbsocial.ui.preferences import country, zone
        from smbsocial.usecases import setup

        first = BusinessAnswers(
            name=name, industry=IndustryKey(industry), country=country(), zone=zone()
        )
        if self._bridge.attempt(Action.SAVE_ANSWERS, setup.save_page, first, done=False):
            self._open_wizard(None)

    def _open_investment(self) -> None:
        from smbsocial.domain.answers import Page

        self._open_wizard(Page.INVESTMENT)

    def _open_rhythm(self) -> None:
        from smbsocial.domain.answers import Page

        self._open_wizard(Page.RHYTHM)

    def _open_wizard(self, page: Page | None) -> None:
        """Show the wizard at a page, None at its first."""
        from smbsocial.domain.answers import Page
        from smbsocial.ui.wizard.window import Wizard

        if "wizard" not in self._pages:
            made = Wizard(self._bridge)
            made.finished.connect(self._go_home)
            made.stay_off_done.connect(self._go_home)
            made.left.connect(self._go_home)
            self._pages["wizard"] = made
            self._rooms.addWidget(made)
        wizard = self._pages["wizard"]
        assert isinstance(wizard, Wizard)  # noqa: S101 - put there above
        self._place = Place.WIZARD
        self._rooms.setCurrentWidget(wizard)
        wizard.open_at(page or Page.BUSINESS)
        self.setWindowTitle("smbsocial")

    def _show_rest(self) -> None:
        from smbsocial.ui.rest import RestPage
        from smbsocial.usecases import setup

        if "rest" not in self._pages:
            made = RestPage(self._bridge)
            made.reassess_wanted.connect(self._reassess)
            self._pages["rest"] = made
            self._rooms.addWidget(made)
        page = self._pages["rest"]
        assert isinstance(page, RestPage)  # noqa: S101 - put there above
        page.show_sheet(self._bridge.read(setup.rest_sheet))
        self._rooms.setCurrentWidget(page)

    def _reassess(self) -> None:
        from smbsocial.usecases import setup

        if self._bridge.attempt(Action.REASSESS, setup.reassess):
            self._open_investment()

    def _page(self, key: str) -> QWidget:
        if key not in self._pages:
            makers = {
                WEEK: self._make_week,
                CALENDAR: self._make_calendar,
                ACCOUNTS: self._make_accounts,
                PEOPLE: self._make_people,
            }
            self._pages[key] = makers[key]()
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def _make_week(self) -> QWidget:
        from smbsocial.ui.week.page import WeekPage

        page = WeekPage(self._bridge)
        page.told.connect(self._bar.tell)
        page.badge.connect(lambda count: self._rail.show_badge(WEEK, count))
        page.setup_wanted.connect(self._open_rhythm)
        return page

    def _make_calendar(self) -> QWidget:
        from smbsocial.ui.calendar.page import CalendarPage

        return CalendarPage(self._bridge)

    def _make_accounts(self) -> QWidget:
        from smbsocial.ui.accounts.page import AccountsPage

        page = AccountsPage(self._bridge, self.desk)
        page.told.connect(self._bar.tell)
        page.leaving_wanted.connect(lambda: self.show_page(PEOPLE))
        page.restore_wanted.connect(self._restore)
        return page

    def _make_people(self) -> QWidget:
        from smbsocial.ui.people.page import PeoplePage

        page = PeoplePage(self._bridge, self.desk)
        page.told.connect(self._bar.tell)
        return page

    def _show_at_work(self) -> None:
        self._rail.show_at_work(self.desk.person, can_open=self.desk.can_open)
        self._menus.show_opened(self.desk.opened is not None, can_open=self.desk.can_open)
        self._later.start()

    def _show_silence(self, silent: bool) -> None:
        if silent:
            self._failed(ExpectedError(Code.STORE_SILENT))
        else:
            self._bar.tell(translate("Window", "The system's password store answers again."))

    def _restore(self) -> None:
        from smbsocial.ui.vault.restore_form import RestoreForm

        RestoreForm(self).ask(self.restore_wanted.emit)

    def _refresh(self) -> None:
        page = self._stack.currentWidget()
        if self._place is not Place.WEEK or page is None:
            return
        try:
            page.refresh()  # type: ignore[attr-defined]
            self._name_business()
        except ExpectedError as error:
            self._failed(error)

    def _name_business(self) -> None:
        business = self._bridge.read(lambda reads, _ports: lookup.the_business(reads))
        if business is None:
            return
        self._rail.show_business(business.name, self._plan_words(business))
        self.setWindowTitle(f"{business.name} – smbsocial")

    def _plan_words(self, business: Business) -> str:
        today = self._bridge.ports.clock.today(business.zone)
        plan = self._bridge.read(lambda reads, _ports: lookup.plan_on(reads, today))
        coming = self._bridge.read(lookup.coming_plan, after=today)
        return plan_words(plan, coming, today)

    def _changed(self, _changed: object) -> None:
        self._later.start()

    def _undone(self, words: str) -> None:
        self._bar.tell(words)
        place = self._bridge.read(where_to_open).place
        if place is not self._place and self._place is not Place.WIZARD:
            self._go_home()

    def _told(self, words: str, undoable: bool) -> None:
        self._bar.tell(words, offer=self._bridge.undo_action if undoable else None)

    def _failed(self, error: ExpectedError) -> None:
        self._bar.tell(sentence(error), "trouble")

    def _tick(self) -> None:
        today = self._bridge.ports.clock.today(self._zone())
        if today != self._today:
            self._today = today
            self._refresh()
            if self._place is Place.REST:
                self._show_rest()

    def _zone(self) -> str:
        business = self._bridge.read(lambda reads, _ports: lookup.the_business(reads))
        return business.zone if business else "UTC"

    def _choose_folder(self) -> None:
        folder = dialogs.choose_folder(self, self._folder)
        if folder:
            self.folder_wanted.emit(folder)

    def _print_week(self) -> None:
        from smbsocial.ui.week.page import WeekPage

        self.show_page(WEEK)
        page = self._page(WEEK)
        assert isinstance(page, WeekPage)  # noqa: S101 - put there by _make_week
        page.print_sheet()

    def _set_scheme(self, scheme: theme.Scheme) -> None:
        self._preferences.set_scheme(scheme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, scheme, self._bridge.resources / "icons")
        self._rail.tint()
        self._refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window may be coming back on another day."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self._tick()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed last and where the window was; wait a little for what still runs."""
        self._preferences.set_geometry(self.saveGeometry())
        self._heartbeat.stop()
        if not (self.desk.close() and jobs.wait_all()):
            dialogs.cannot_go_on(self, translate("Window", "Some work was left unfinished."))
        if (typed_in := self.focusWidget()) is not None:
            typed_in.clearFocus()  # a field keeps what stands in it when it is left,
        self.hide()  # a page when it hides; whoever hears `closed` shuts the file
        self._later.stop()
        super().closeEvent(event)
        self.closed.emit()
