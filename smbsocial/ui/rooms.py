"""The pages of a business that is set up: the rail at the left, and the page it leads to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from smbsocial.domain.ids import AccountId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import (
    ACCOUNTS,
    CALENDAR,
    PEOPLE,
    PLAN,
    REMINDERS,
    RESULTS,
    REVIEW,
    WEEK,
)
from smbsocial.ui.rail import Rail, plan_words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.usecases import lookup

if TYPE_CHECKING:
    from collections.abc import Callable

    from smbsocial.ui.accounts.page import AccountsPage
    from smbsocial.ui.people.page import PeoplePage
    from smbsocial.ui.reminders.desk import ReminderDesk
    from smbsocial.ui.reminders.watch import ReminderWatch
    from smbsocial.ui.week.page import WeekPage
    from smbsocial.usecases.reminding.ports import Reminding

translate = QCoreApplication.translate

PAGES = (WEEK, CALENDAR, RESULTS, REVIEW, PLAN, ACCOUNTS, PEOPLE, REMINDERS)
"""In the order of the rail."""
FIRST_LOOK_MS = 1500
"""How long after the window was painted it is first asked what is due."""
ALARM_MS = 300
"""How long after a page was drawn the accounts are looked at."""


class Rooms(QWidget):
    """Each page is made when it is first gone to. `told` carries what happened, in words."""

    told = Signal(str)
    page_changed = Signal()
    page_wanted = Signal(str)
    rhythm_wanted = Signal()
    restore_wanted = Signal()
    target_wanted = Signal(str)  # a reminder's, for the window to go to
    waiting = Signal(int)
    reminder_shown = Signal(bool)
    review_wanted = Signal(str)  # ReviewId: to be gone through in place of these pages

    def __init__(
        self, bridge: Bridge, desk: VaultDesk, make_reminding: Callable[[], Reminding] | None = None
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._desk = desk
        self._make_reminding = make_reminding
        self._reminder_desk: ReminderDesk | None = None
        self._watch: ReminderWatch | None = None
        self._pages: dict[str, QWidget] = {}
        self.setAcceptDrops(bridge.can_read_files)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self.rail = Rail(bridge.resources / "icons")
        self._offer_pages()
        self.rail.wanted.connect(self.page_wanted)
        self.rail.lock_wanted.connect(desk.lock)
        self.rail.unlock_wanted.connect(desk.switch_person)
        self._alarm = QTimer(self)
        self._alarm.setSingleShot(True)
        self._alarm.setInterval(ALARM_MS)
        self._alarm.timeout.connect(self._look_at_accounts)
        self._first_look = QTimer(self)
        self._first_look.setSingleShot(True)
        self._first_look.setInterval(FIRST_LOOK_MS)
        self._first_look.timeout.connect(self._begin_watch)
        bridge.closing.connect(self._first_look.stop)
        self._stack = QStackedWidget()
        self._stack.currentChanged.connect(lambda _at: self.page_changed.emit())
        beside.addWidget(self.rail)
        beside.addWidget(self._stack, 1)

    def _offer_pages(self) -> None:
        self.rail.add_page(WEEK, translate("Rail", "This week"), "list-checks")
        self.rail.add_page(CALENDAR, translate("Rail", "Calendar"), "calendar-days")
        self.rail.add_page(RESULTS, translate("Rail", "Results"), "chart-line")
        self.rail.add_page(REVIEW, translate("Rail", "Review"), "clipboard-check")
        self.rail.add_page(PLAN, translate("Rail", "Goals and plan"), "target")
        self.rail.add_page(ACCOUNTS, translate("Rail", "Accounts"), "key-round")
        self.rail.add_page(PEOPLE, translate("Rail", "People"), "users")
        self.rail.add_page(REMINDERS, translate("Rail", "Reminders"), "bell")

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The accounts whose new password was copied in somebody's list and not saved."""
        return self._people().unsaved if PEOPLE in self._pages else ()

    def show_page(self, key: str) -> None:
        """Go to a page; what it shows is read by `refresh`."""
        self._stack.setCurrentWidget(self._page(key))
        self.rail.show_page(key)
        if key == REMINDERS and self._watch is not None:
            self._watch.dismiss()  # all of it stands on the page

    def refresh(self) -> str:
        """Read the page that is shown anew; the name of the business. Raises ExpectedError."""
        page = self._stack.currentWidget()
        if page is not None:
            page.refresh()  # type: ignore[attr-defined]
        self._alarm.start()
        return self._name_business()

    @property
    def reminders(self) -> ReminderDesk | None:
        """Where reminders are looked at and answered, made when first wanted; None without one."""
        if self._make_reminding is not None and self._reminder_desk is None:
            from smbsocial.ui.reminders.desk import ReminderDesk

            self._reminder_desk = ReminderDesk(self._bridge, self._make_reminding(), self)
        return self._reminder_desk

    @property
    def watch(self) -> ReminderWatch | None:
        """What shows reminders in the window, made when first wanted; None where none come."""
        if self._watch is None and (reminders := self.reminders) is not None:
            from smbsocial.ui.reminders.watch import ReminderWatch

            self._watch = ReminderWatch(self._bridge, reminders, self.window())
            self._watch.target_wanted.connect(self.target_wanted)
            self._watch.shown.connect(self._reminder_shown)
            self._watch.waiting.connect(self._show_waiting)
        return self._watch

    def begin_reminding(self) -> None:
        """The window stands: soon it is asked what is due, and from then on each minute."""
        if self._make_reminding is not None:
            self._first_look.start()

    def _begin_watch(self) -> None:
        if self.watch is not None:
            self.watch.begin()

    def answer_reminder(self) -> None:
        """The keyboard goes to the reminder that is shown."""
        if self._watch is not None:
            self._watch.answer()

    def go(self, target: str) -> None:
        """Go to the screen that a reminder or a review names; one unknown leads to the week."""
        within = {"decisions": self._open_decisions, "backup": self._open_safety}
        if target in within:
            within[target]()
        else:
            self.page_wanted.emit(target if target in PAGES else WEEK)

    def show_at_work(self) -> None:
        """Who has unlocked the vault, or the way to unlock it."""
        self.rail.show_at_work(self._desk.person, can_open=self._desk.can_open)

    def make_room(self, pixels: int) -> None:
        """Let the page end so many pixels above the lower edge, for a message."""
        self._stack.setContentsMargins(0, 0, 0, pixels)

    def print_week(self) -> None:
        """Put the week on paper; its page is shown meanwhile."""
        self.page_wanted.emit(WEEK)
        self._week().print_sheet()

    def import_numbers(self) -> None:
        """Ask for files of numbers; the results are shown, for they are what fills."""
        self.page_wanted.emit(RESULTS)
        self._results.choose_files()

    def make_report(self) -> None:
        """Ask which report of the results is wanted."""
        self.page_wanted.emit(RESULTS)
        self._results.ask_report()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer may be dropped on any page."""
        if event.mimeData().hasUrls() and all(u.isLocalFile() for u in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """They are read, and shown before anything is taken in."""
        from smbsocial.ui.results.rooms import import_files

        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        import_files(self._bridge, paths, self)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees the rail."""
        super().hideEvent(event)
        self._alarm.stop()

    def _look_at_accounts(self) -> None:
        """Whether an account needs the owner; read once the page stands, which it must not hold."""
        from smbsocial.ui.accounts import words
        from smbsocial.usecases.register import register_sheet

        if self._bridge.read(lambda reads, _ports: lookup.the_business(reads)) is not None:
            needing = self._bridge.read(register_sheet).needing
            self.rail.show_alarm(ACCOUNTS, words.alarm(needing))

    def _page(self, key: str) -> QWidget:
        if key not in self._pages:
            makers = {
                WEEK: self._make_week,
                CALENDAR: self._make_calendar,
                RESULTS: self._make_results,
                ACCOUNTS: self._make_accounts,
                PEOPLE: self._make_people,
                REVIEW: self._make_review,
                REMINDERS: self._make_reminders,
            }
            self._pages[key] = makers[key]()
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def _make_week(self) -> QWidget:
        from smbsocial.ui.week.page import WeekPage

        page = WeekPage(self._bridge)
        page.told.connect(self.told)
        page.badge.connect(lambda count: self.rail.show_badge(WEEK, count))
        page.setup_wanted.connect(self.rhythm_wanted)
        page.sign_in_wanted.connect(self._sign_in)
        page.password_wanted.connect(self._open_account)
        page.drill_wanted.connect(self._start_drill)
        page.typing_wanted.connect(self._type_numbers)
        page.rules_wanted.connect(self._open_decisions)
        return page

    def _make_calendar(self) -> QWidget:
        from smbsocial.ui.calendar.page import CalendarPage

        return CalendarPage(self._bridge)

    def _make_results(self) -> QWidget:
        from smbsocial.ui.results.rooms import ResultsRooms

        self._results = ResultsRooms(self._bridge)
        self._results.page.plan_wanted.connect(lambda: self.page_wanted.emit(PLAN))
        return self._results.page

    def _make_accounts(self) -> QWidget:
        from smbsocial.ui.accounts.page import AccountsPage

        page = AccountsPage(self._bridge, self._desk)
        page.told.connect(self.told)
        page.leaving_wanted.connect(self._start_leaving)
        page.restore_wanted.connect(self.restore_wanted)
        return page

    def _make_people(self) -> QWidget:
        from smbsocial.ui.people.page import PeoplePage

        page = PeoplePage(self._bridge, self._desk)
        page.told.connect(self.told)
        page.account_wanted.connect(self._open_rights)
        return page

    def _make_review(self) -> QWidget:
        from smbsocial.ui.review.page import ReviewLanding

        page = ReviewLanding(self._bridge, self._desk)
        page.review_wanted.connect(self.review_wanted)
        page.page_wanted.connect(self.go)
        return page

    def _make_reminders(self) -> QWidget:
        from smbsocial.ui.reminders.page import RemindersPage

        page = RemindersPage(self._bridge, self.reminders)
        page.target_wanted.connect(self.go)
        return page

    def _show_waiting(self, count: int) -> None:
        self.rail.show_waiting(REMINDERS, count)
        self.waiting.emit(count)
        if self._shows_reminders:
            self._page(REMINDERS).refresh()  # type: ignore[attr-defined]

    def _reminder_shown(self, shown: bool) -> None:
        if shown and self._shows_reminders and self._watch is not None:
            self._watch.dismiss()  # all of it stands on the page
        else:
            self.reminder_shown.emit(shown)

    @property
    def _shows_reminders(self) -> bool:
        return REMINDERS in self._pages and self._pages[REMINDERS].isVisible()

    def _sign_in(self, account: str) -> None:
        from smbsocial.ui.vault.sign_in import SignInHelp

        SignInHelp(self._desk, self._bridge, AccountId(account), self).open()

    def _type_numbers(self, day: date) -> None:
        from smbsocial.ui.results.counting.typing_form import TypingForm

        TypingForm(self._bridge, self, day=day).open()

    def _open_decisions(self) -> None:
        from smbsocial.ui.results.rooms import DECISIONS

        self.page_wanted.emit(RESULTS)
        self._results.go(DECISIONS)

    def _open_safety(self) -> None:
        self.page_wanted.emit(ACCOUNTS)
        self._accounts().open_safety()

    def _open_account(self, account: str) -> None:
        self.page_wanted.emit(ACCOUNTS)
        self._accounts().open_account(AccountId(account))

    def _open_rights(self, account: str) -> None:
        self.page_wanted.emit(ACCOUNTS)
        self._accounts().open_rights(AccountId(account))

    def _start_drill(self) -> None:
        self.page_wanted.emit(ACCOUNTS)
        self._accounts().start_drill()

    def _start_leaving(self) -> None:
        self.page_wanted.emit(PEOPLE)
        self._people().start_leaving()

    def _week(self) -> WeekPage:
        from smbsocial.ui.week.page import WeekPage

        page = self._page(WEEK)
        assert isinstance(page, WeekPage)  # noqa: S101 - put there by _make_week
        return page

    def _accounts(self) -> AccountsPage:
        from smbsocial.ui.accounts.page import AccountsPage

        page = self._page(ACCOUNTS)
        assert isinstance(page, AccountsPage)  # noqa: S101 - put there by _make_accounts
        return page

    def _people(self) -> PeoplePage:
        from smbsocial.ui.people.page import PeoplePage

        page = self._page(PEOPLE)
        assert isinstance(page, PeoplePage)  # noqa: S101 - put there by _make_people
        return page

    def _name_business(self) -> str:
        business = self._bridge.read(lambda reads, _ports: lookup.the_business(reads))
        if business is None:
            return ""
        today = self._bridge.ports.clock.today(business.zone)
        plan = self._bridge.read(lambda reads, _ports: lookup.plan_on(reads, today))
        coming = self._bridge.read(lookup.coming_plan, after=today)
        self.rail.show_business(business.name, plan_words(plan, coming, today))
        return business.name
