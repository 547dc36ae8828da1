"""The menu bar: everything that has no button of its own, and the keys for what has one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from smbsocial.ui import theme

translate = QCoreApplication.translate

WEEK, CALENDAR, RESULTS, PLAN = "week", "calendar", "results", "plan"
ACCOUNTS, PEOPLE = "accounts", "people"
REVIEW, REMINDERS = "review", "reminders"
"""Keys of the pages, in the rail and in the View menu."""


class Menus(QObject):
    """Fills a menu bar and says what is wanted. `imports`: whether files can be read at all."""

    page_wanted = Signal(str)
    folder_wanted = Signal()
    numbers_wanted = Signal()
    report_wanted = Signal()
    print_wanted = Signal()
    example_wanted = Signal()
    restore_wanted = Signal()
    lock_wanted = Signal()
    switch_wanted = Signal()
    reminder_wanted = Signal()
    quit_wanted = Signal()
    scheme_wanted = Signal(object)  # theme.Scheme

    def __init__(
        self,
        bar: QMenuBar,
        undo: QAction,
        redo: QAction,
        scheme: theme.Scheme,
        *,
        imports: bool = True,
    ) -> None:
        super().__init__(bar)
        self._pages: list[QAction] = []
        self._file(bar.addMenu(translate("Menu", "&File")))
        self._numbers.setVisible(imports)
        edit = bar.addMenu(translate("Menu", "&Edit"))
        edit.addAction(undo)
        edit.addAction(redo)
        self._view(bar.addMenu(translate("Menu", "&View")), scheme)
        self._vault(bar.addMenu(translate("Menu", "&Vault")))
        self.show_opened(opened=False, can_open=False)

    def show_set_up(self, set_up: bool, *, rests: bool = False) -> None:
        """Whether there is a business whose pages can be shown, filled and printed.

        While it `rests` its pages can be looked at.
        """
        for action in (self._numbers, self._report, self._print):
            action.setEnabled(set_up)
        for action in self._pages:
            action.setEnabled(set_up or rests)

    def show_reminder(self, shown: bool) -> None:
        """Whether a reminder stands in the window for the keyboard to go to."""
        self._reminder.setEnabled(shown)

    def show_opened(self, opened: bool, *, can_open: bool) -> None:
        """Whether somebody has unlocked the vault, and whether there is one to unlock."""
        self._lock.setEnabled(opened)
        self._switch.setEnabled(can_open)

    def _file(self, file: QMenu) -> None:
        self._add(
            file, translate("Menu", "&Open another folder…"), self.folder_wanted.emit, "Ctrl+O"
        )
        self._numbers = self._add(
            file, translate("Menu", "&Import numbers…"), self.numbers_wanted.emit, "Ctrl+I"
        )
        self._report = self._add(
            file, translate("Menu", "Repor&t of the results…"), self.report_wanted.emit
        )
        self._print = self._add(
            file, translate("Menu", "&Print this week…"), self.print_wanted.emit, "Ctrl+P"
        )
        self._add(file, translate("Menu", "&Restore a backup…"), self.restore_wanted.emit)
        self._add(
            file, translate("Menu", "Try with an e&xample business"), self.example_wanted.emit
        )
        file.addSeparator()
        self._add(file, translate("Menu", "&Quit"), self.quit_wanted.emit, "Ctrl+Q")

    def _view(self, view: QMenu, scheme: theme.Scheme) -> None:
        pages = (
            (WEEK, translate("Menu", "This &week")),
            (CALENDAR, translate("Menu", "&Calendar")),
            (RESULTS, translate("Menu", "Res&ults")),
            (REVIEW, translate("Menu", "Re&view")),
            (PLAN, translate("Menu", "&Goals and plan")),
            (ACCOUNTS, translate("Menu", "&Accounts")),
            (PEOPLE, translate("Menu", "&People")),
            (REMINDERS, translate("Menu", "Re&minders")),
        )
        for number, (key, text) in enumerate(pages, 1):
            wanted = lambda key=key: self.page_wanted.emit(key)  # noqa: E731 - one for each page
            self._pages.append(self._add(view, text, wanted, f"Ctrl+{number}"))
        view.addSeparator()
        self._reminder = self._add(
            view, translate("Menu", "Answer the rem&inder shown"), self.reminder_wanted.emit, "F6"
        )
        self.show_reminder(False)
        view.addSeparator()
        self._schemes(view, scheme)

    def _schemes(self, menu: QMenu, chosen: theme.Scheme) -> None:
        group = QActionGroup(self)
        schemes = (
            (theme.Scheme.SYSTEM, translate("Menu", "Colou&rs of the desktop")),
            (theme.Scheme.LIGHT, translate("Menu", "&Light")),
            (theme.Scheme.DARK, translate("Menu", "&Dark")),
        )
        for scheme, text in schemes:
            wanted = lambda scheme=scheme: self.scheme_wanted.emit(scheme)  # noqa: E731
            action = self._add(menu, text, wanted)
            action.setCheckable(True)
            action.setChecked(scheme is chosen)
            group.addAction(action)

    def _vault(self, vault: QMenu) -> None:
        self._lock = self._add(vault, translate("Menu", "&Lock now"), self.lock_wanted.emit, "F9")
        self._switch = self._add(
            vault, translate("Menu", "&Unlock or switch person…"), self.switch_wanted.emit
        )

    def _add(self, menu: QMenu, text: str, wanted: Callable[[], object], keys: str = "") -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: wanted())
        menu.addAction(action)
        return action
