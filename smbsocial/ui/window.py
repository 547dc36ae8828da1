"""The main window: which place is shown, who opens what, and the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui import dialogs, jobs, theme
from smbsocial.ui.banner import ExampleBanner
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import PLAN, REVIEW, WEEK, Menus
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.review.stand import ReviewStand
from smbsocial.ui.rooms import Rooms
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.restoring import Restoring
from smbsocial.ui.widgets.day_watch import DayWatch
from smbsocial.ui.widgets.message_bar import MessageBar
from smbsocial.usecases import lookup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.opening import Place, where_to_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from smbsocial.ui.vault.entrance import Entrance
    from smbsocial.usecases.changes import Changes
    from smbsocial.usecases.reminding.ports import Reminding
    from smbsocial.usecases.vault.session import Vault

translate = QCoreApplication.translate

INVESTMENT, RHYTHM = "investment", "rhythm"
"""Values of domain.answers.Page, which a start does not load."""
FIRST_SIZE = QSize(1280, 820)


class MainWindow(QMainWindow):
    """One business in one window. Other folders are opened by the app, which is told here."""

    folder_wanted = Signal(str)
    example_wanted = Signal()
    example_left = Signal()
    restore_wanted = Signal(object)  # ui.vault.restore_form.RestoreRequest
    closed = Signal()
    waiting = Signal(int)  # how many reminders wait

    def __init__(
        self,
        bridge: Bridge,
        preferences: Preferences,
        *,
        folder: str,
        make_vault: Callable[[Changes], Vault] | None = None,
        make_reminding: Callable[[], Reminding] | None = None,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._preferences = preferences
        self._folder = folder
        self._place: Place | None = None
        self._painted = False
        self._warned_of: tuple[str, ...] = ()
        self._pages: dict[str, QWidget] = {}
        self.desk = VaultDesk(bridge, make_vault, self, self._way_in)
        self._restoring = Restoring(bridge, self.desk, self)
        self._restoring.wanted.connect(self.restore_wanted)
        self.setMinimumSize(theme.MINIMUM)
        at_first = FIRST_SIZE.boundedTo(self.screen().availableSize())
        self.resize(at_first.expandedTo(theme.MINIMUM))
        self._build(make_reminding)
        self._build_menus()
        self._listen(bridge)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self._day = DayWatch(self._today, self)
        self._day.turned.connect(self._day_turned)

    def _listen(self, bridge: Bridge) -> None:
        bridge.changed.connect(self._read_soon)
        bridge.failed.connect(self._failed)
        bridge.undone.connect(self._undone)
        bridge.told.connect(self._told)
        bridge.refused.connect(self._refused)
        self.desk.changed.connect(self._at_work_changed)
        self.desk.silent.connect(self._show_silence)

    def start(self) -> None:
        """Show the place where this business stands."""
        if (geometry := self._preferences.geometry) is not None:
            self.restoreGeometry(geometry)
        self._go_home()
        self.desk.tidy_later()

    def show_page(self, key: str) -> None:
        """Go to a page of the rail."""
        if not self._review.end():
            return
        if key == PLAN:
            self._open_wizard(INVESTMENT)
            return
        if key == WEEK and self._bridge.read(where_to_open).place is Place.REST:
            self._show_rest()
            return
        self._place = Place.WEEK
        self._stack.setCurrentWidget(self._rooms)
        self._rooms.show_page(key)
        self._refresh()

    def open_target(self, target: str) -> None:
        """Go to the screen that a reminder names; nowhere before setup, nor below an open form."""
        place = self._bridge.read(where_to_open).place
        if place in {Place.WEEK, Place.REST} and QApplication.activeModalWidget() is None:
            self._rooms.go(WEEK if target == "rest" else target)

    def take_reminders(self) -> bool:
        """Whether somebody looks at the window: then it shows what is due itself, now."""
        watch = self._rooms.watch
        return watch is not None and watch.take()

    def finish_reminder(self, id: str) -> bool:
        """Tick what a reminder is about, as its notification was answered; whether that went."""
        reminders = self._rooms.reminders
        return reminders is not None and reminders.finish_by_id(id)

    def _build(self, make_reminding: Callable[[], Reminding] | None) -> None:
        centre = QWidget()
        centre.setObjectName("page")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._banner = ExampleBanner()
        self._banner.left.connect(self.example_left)
        column.addWidget(self._banner)
        self._bar = MessageBar(centre)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._rooms = Rooms(self._bridge, self.desk, make_reminding)
        self._rooms.told.connect(self._bar.tell)
        self._rooms.page_wanted.connect(self.show_page)
        self._rooms.rhythm_wanted.connect(lambda: self._open_wizard(RHYTHM))
        self._rooms.restore_wanted.connect(self._restoring.ask)
        self._review = ReviewStand(self._bridge, self.desk, self._stack, self._rooms)
        self._review.left.connect(lambda: self.show_page(REVIEW))
        self._review.ended.connect(self._review_ended)
        self._review.page_wanted.connect(self.open_target)
        self._rooms.waiting.connect(self.waiting)
        self._rooms.target_wanted.connect(self.open_target)
        self._rooms.review_wanted.connect(self._review.open)
        self._stack.addWidget(self._rooms)
        self._bar.room_wanted.connect(self._make_room)
        self._rooms.page_changed.connect(self._bar.turn_page)
        self._stack.currentChanged.connect(self._bar.turn_page)
        self.setCentralWidget(centre)

    def _make_room(self, pixels: int) -> None:
        """The page ends above a message; the rail beside it stays as it is."""
        beside = self._stack.currentWidget() is self._rooms
        self._rooms.make_room(pixels if beside else 0)
        self._stack.setContentsMargins(0, 0, 0, 0 if beside else pixels)

    def _build_menus(self) -> None:
        undo, redo = self._bridge.undo_action, self._bridge.redo_action
        bar, scheme, imports = self.menuBar(), self._preferences.scheme, self._bridge.can_read_files
        self._menus = Menus(bar, undo, redo, scheme, imports=imports)
        self._menus.page_wanted.connect(self.show_page)
        self._menus.folder_wanted.connect(self._choose_folder)
        self._menus.numbers_wanted.connect(self._rooms.import_numbers)
        self._menus.report_wanted.connect(self._rooms.make_report)
        self._menus.print_wanted.connect(self._rooms.print_week)
        self._menus.example_wanted.connect(self.example_wanted)
        self._menus.restore_wanted.connect(self._restoring.ask)
        self._menus.lock_wanted.connect(self.desk.lock)
        self._menus.switch_wanted.connect(self.desk.switch_person)
        self._menus.reminder_wanted.connect(self._rooms.answer_reminder)
        self._rooms.reminder_shown.connect(self._menus.show_reminder)
        self._menus.quit_wanted.connect(self.quit)
        self._menus.scheme_wanted.connect(self._set_scheme)

    def _go_home(self) -> None:
        opening = self._bridge.read(where_to_open)
        self._banner.setVisible(opening.example)
        self._place = opening.place
        self._menus.show_set_up(opening.place is Place.WEEK, rests=opening.place is Place.REST)
        if opening.place is Place.WELCOME:
            self._show_welcome()
        elif opening.place is Place.WIZARD:
            self._open_wizard(opening.page.value if opening.page else "")
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
            page.restore_wanted.connect(self._restoring.ask)
            self._pages["welcome"] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages["welcome"])
        self.setWindowTitle("smbsocial")

    def _started(self, name: str, industry: str) -> None:
        from smbsocial.ui.welcome import save_first_answers

        if save_first_answers(self._bridge, name, industry):
            self._open_wizard()

    def _open_wizard(self, page: str = "") -> None:
        """Show the wizard at a page, by its value; "" at its first."""
        from smbsocial.domain.answers import Page
        from smbsocial.ui.wizard.window import Wizard

        if "wizard" not in self._pages:
            made = Wizard(self._bridge)
            made.finished.connect(self._go_home)
            made.stay_off_done.connect(self._go_home)
            made.left.connect(self._go_home)
            self._pages["wizard"] = made
            self._stack.addWidget(made)
        wizard = self._pages["wizard"]
        assert isinstance(wizard, Wizard)  # noqa: S101 - put there above
        self._place = Place.WIZARD
        self._stack.setCurrentWidget(wizard)
        wizard.open_at(Page(page) if page else Page.BUSINESS)
        self.setWindowTitle("smbsocial")

    def _show_rest(self) -> None:
        from smbsocial.ui.rest import RestPage
        from smbsocial.usecases import setup

        if "rest" not in self._pages:
            made = RestPage(self._bridge)
            made.reassess_wanted.connect(self._reassess)
            self._pages["rest"] = made
            self._stack.addWidget(made)
        page = self._pages["rest"]
        assert isinstance(page, RestPage)  # noqa: S101 - put there above
        page.show_sheet(self._bridge.read(setup.rest_sheet))
        self._place = Place.REST
        self._stack.setCurrentWidget(page)

    def _review_ended(self) -> None:
        if self._review.end():
            self._go_home()

    def _reassess(self) -> None:
        from smbsocial.usecases import setup

        if self._bridge.attempt(Action.REASSESS, setup.reassess):
            self._open_wizard(INVESTMENT)

    def _at_work_changed(self) -> None:
        self._show_at_work()
        self._read_soon()

    def _read_soon(self, _changed: object = None) -> None:
        self._later.start()

    def _show_at_work(self) -> None:
        try:
            self._rooms.show_at_work()
            self._menus.show_opened(self.desk.opened is not None, can_open=self.desk.can_open)
        except ExpectedError as error:
            self._failed(error)

    def _show_silence(self, silent: bool) -> None:
        if silent:
            self._failed(ExpectedError(Code.STORE_SILENT))
        else:
            self._bar.tell(translate("Window", "The system's password store answers again."))

    def _way_in(self, owner: bool) -> Entrance:
        from smbsocial.ui.vault.entrance import Entrance

        return Entrance(self.desk, self._bridge, self, owner=owner)

    def end_restoring(self, error: ExpectedError | None) -> None:
        """It is ready to take the place of what is here, or went wrong: the form says so."""
        self._restoring.end(error)

    def _refresh(self) -> None:
        if self._place is not Place.WEEK:
            return
        try:
            if self._review.frame is not None:
                self._review.frame.refresh()
                return
            name = self._rooms.refresh()
        except ExpectedError as error:
            self._failed(error)
        else:
            self.setWindowTitle(f"{name} – smbsocial")

    def _undone(self, words: str) -> None:
        place = self._bridge.read(where_to_open).place
        if place is not self._place and self._place is not Place.WIZARD and not self._review.frame:
            self._go_home()
        self._bar.tell(words)  # there, and not on the page that was left

    def _told(self, words: str, undoable: bool) -> None:
        self._bar.tell(words, offer=self._bridge.undo_action if undoable else None)

    def _refused(self, words: str) -> None:
        self._bar.tell(words, "caution")

    def _failed(self, error: ExpectedError) -> None:
        self._bar.tell(sentence(error), "trouble")

    def _day_turned(self) -> None:
        self._refresh()
        if self._place is Place.REST:
            self._show_rest()

    def _today(self) -> date:
        business = self._bridge.read(lambda reads, _ports: lookup.the_business(reads))
        return self._bridge.ports.clock.today(business.zone if business else "UTC")

    def _choose_folder(self) -> None:
        folder = dialogs.choose_folder(self, self._folder)
        if folder:
            self.folder_wanted.emit(folder)

    def _set_scheme(self, scheme: theme.Scheme) -> None:
        self._preferences.set_scheme(scheme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, scheme, self._bridge.resources / "icons")
        self._rooms.rail.tint()
        self._refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The window stands: only now it is asked how the vault is, which loads it."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._show_at_work)
            self._rooms.begin_reminding()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window may be coming back on another day."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self._day.look()

    def quit(self) -> None:
        """Close, as the menu and the tray want it."""
        if self._may_close():
            self.close()

    def _may_close(self) -> bool:
        """A new password that was copied and not saved would be lost: that is said once."""
        unsaved = self._rooms.unsaved
        if not unsaved or unsaved == self._warned_of:
            return True
        self._warned_of = unsaved
        from smbsocial.ui.people.going import unsaved_words

        verb = translate("Window", "Close all the same")
        return dialogs.confirm(self, unsaved_words(unsaved), verb)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed last and where the window was; wait a little for what still runs."""
        if event.spontaneous() and not self._may_close():
            event.ignore()
            return
        self._preferences.set_geometry(self.saveGeometry())
        self._day.stop()
        self._bridge.closing.emit()
        if not (self.desk.close() and jobs.wait_all()):
            dialogs.cannot_go_on(self, translate("Window", "Some work was left unfinished."))
        if (typed_in := self.focusWidget()) is not None:
            typed_in.clearFocus()  # a field keeps what stands in it when it is left,
        self.hide()  # a page when it hides; whoever hears `closed` shuts the file
        self._later.stop()
        super().closeEvent(event)
        self.closed.emit()
