"""The desktop program: one window on one data folder, and the way from one folder to another."""

import gc
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from smbsocial.app.clock import RandomIds, SystemClock
from smbsocial.app.faults import Faults
from smbsocial.app.instance import Instance, open_or_show
from smbsocial.app.paths import data_folder, example_folder, log_folder, resources_folder
from smbsocial.app.tray_place import TrayPlace
from smbsocial.app.wiring import make_reminding, make_report_files
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import IndustryKey
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import SqliteStore, open_store
from smbsocial.ui import dialogs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.text.language import install
from smbsocial.ui.text.ways import Way, way
from smbsocial.ui.window import MainWindow
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.ports import Ports

if TYPE_CHECKING:
    from smbsocial.app.restoring import Prepared
    from smbsocial.ui.vault.restore_form import RestoreRequest
    from smbsocial.usecases.vault.session import Vault

EXAMPLE_INDUSTRY = IndustryKey("cafe")

_WAYS = {
    Code.FOLDER_SYNCED: (Way.USE_ANYWAY, Way.OTHER_FOLDER),
    Code.DATABASE_DAMAGED: (Way.RESTORE, Way.OTHER_FOLDER),
    Code.DATABASE_MISSING: (Way.RESTORE, Way.OTHER_FOLDER),
    Code.ALREADY_RUNNING: (Way.TRY_AGAIN, Way.OTHER_FOLDER),
    Code.DATABASE_BUSY: (Way.TRY_AGAIN, Way.OTHER_FOLDER),
    Code.DISK_FULL: (Way.TRY_AGAIN, Way.OTHER_FOLDER),
    Code.FOLDER_GONE: (Way.TRY_AGAIN, Way.OTHER_FOLDER),
}


def has_display() -> bool:
    """Whether a window can be opened here."""
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application(arguments: list[str], scheme: theme.Scheme) -> QApplication:
    """The Qt application with name, icon, language and theme."""
    app = QApplication(arguments)
    app.setApplicationName("smbsocial")
    app.setApplicationDisplayName("smbsocial")
    app.setDesktopFileName("smbsocial")
    resources = resources_folder()
    app.setWindowIcon(QIcon(str(resources / "icons" / "smbsocial.svg")))
    install(app, resources)
    theme.apply(app, scheme, resources / "icons")
    return app


def run(chosen: Path | None, target: str = "") -> int:
    """Open the window, at a screen if `target` names one; stay until it is closed.

    Returns the exit status.

    Raises ExpectedError(NO_DISPLAY).
    """
    if not has_display():
        raise ExpectedError(Code.NO_DISPLAY)
    preferences = Preferences()
    app = make_application([sys.argv[0]], preferences.scheme)
    app.setQuitOnLastWindowClosed(False)
    desk = Desk(data_folder(chosen), preferences)
    if not desk.begin(target):
        return 0
    return app.exec()


class Session(QObject):
    """One open data folder with its window."""

    def __init__(self, folder: Path, store: SqliteStore, preferences: Preferences) -> None:
        super().__init__()
        self.folder = folder
        self.store = store
        resources = resources_folder()
        library = FileLibrary(resources / "library")
        self.ports = Ports(clock=SystemClock(), ids=RandomIds(), library=library)
        self.bridge = Bridge(store, self.ports, resources, make_report_files)
        self.window = MainWindow(
            self.bridge,
            preferences,
            folder=str(folder),
            make_vault=self._make_vault,
            make_reminding=partial(make_reminding, folder),
        )
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self._instance = Instance(folder, self)
        self._instance.show_wanted.connect(self.raise_window)
        self._instance.open_wanted.connect(self.window.open_target)
        self._instance.takes_reminders = self.window.take_reminders
        self._instance.finishes = self.window.finish_reminder
        TrayPlace(self.window, self.raise_window)
        self._faults = Faults(log_folder(folder))
        self._faults.install()

    def show(self) -> None:
        """Show the window where this business stands."""
        self.window.start()
        self.window.show()
        # A second start that comes before this finds the folder's lock, and asks until we listen.
        QTimer.singleShot(0, self._instance, self._instance.listen)
        QTimer.singleShot(0, self, gc.enable)  # `showing.window` put it aside for the start
        if self.store.read_only_reason is not None:
            why = ExpectedError(self.store.read_only_reason, path=str(self.folder))
            QTimer.singleShot(0, self.window, lambda: self.bridge.failed.emit(why))

    def open_later(self, target: str) -> None:
        """Open a screen when the window has been painted."""
        QTimer.singleShot(0, self.window, partial(self.window.open_target, target))

    @Slot()
    def raise_window(self) -> None:
        """Bring the window before the others, as a second start wants."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _make_vault(self, changes: Changes) -> "Vault":
        """The vault of this folder, loaded when the window first wants it."""
        from smbsocial.app.vaulting import make_vault

        _use_own_dialogs()
        return make_vault(self.store, changes)

    def close(self) -> None:
        """Give the folder back."""
        self._instance.close()
        self._faults.uninstall()
        self.store.close()
        self.window.deleteLater()  # with what it still counts and waits for
        self.deleteLater()


class Desk(QObject):
    """Goes from folder to folder: the owner's own, the example's, another one."""

    closed = Signal()

    def __init__(self, own: Path, preferences: Preferences) -> None:
        super().__init__()
        self._own = own
        self._preferences = preferences
        self._session: Session | None = None

    @property
    def session(self) -> Session | None:
        """What is open now."""
        return self._session

    def begin(self, target: str = "") -> bool:
        """Open the owner's folder, at a screen; False when there is nothing to stay for."""
        begun = self._enter(self._own, create=True, target=target)
        if begun and target and self._session is not None:
            self._session.open_later(target)
        return begun

    def open_folder(self, folder: str) -> None:
        """Open another folder; the present one stays open if that does not work."""
        wanted = Path(folder)
        if self._session is None or wanted.resolve() != self._session.folder.resolve():
            self._enter(wanted, create=True)

    def open_example(self) -> None:
        """Open a fresh example business in its own folder."""
        folder = example_folder(self._own)
        if self._session is not None and self._session.folder == folder:
            return
        self._enter(folder, create=True, prepare=_make_example)

    def leave_example(self) -> None:
        """Back to the owner's folder; the example is thrown away."""
        left = self._session
        if left is None:
            return
        business = the_business(left.store)
        own_example = left.folder == example_folder(self._own)
        thrown_away = own_example and business is not None and business.example
        if self._enter(self._own, create=True) and thrown_away:
            shutil.rmtree(left.folder, ignore_errors=True)

    def restore(self, request: "RestoreRequest") -> None:
        """Make a backup the business of the folder that is open; the owner's, for the example's.

        What is slow goes to the vault's lane of the window; it stays as it is until the swap.
        """
        from smbsocial.app.restoring import Wish, prepare
        from smbsocial.vault.stores import KeyringStore

        session = self._session
        if session is None:
            return
        elsewhere = session.folder == example_folder(self._own)
        folder = self._own if elsewhere else session.folder
        wish = Wish(
            Path(request.file), folder, request.code, request.passphrase, request.owner, asks=True
        )
        session.window.desk.run(
            lambda _vault: prepare(wish, secrets=KeyringStore(), holds=elsewhere),
            # The lane that calls belongs to the window that is closed then.
            done=lambda prepared: QTimer.singleShot(0, self, partial(self._swap, prepared)),
            failed=session.window.end_restoring,
            owner=session,
        )

    def _swap(self, prepared: "Prepared") -> None:
        """Close the window on the old business and open it on the restored one."""
        before = self._session
        if before is None:
            return
        self._session = None
        before.window.end_restoring(None)
        before.window.closed.disconnect(self._window_closed)
        before.window.close()
        before.close()
        aside: Path | None = None
        failure: ExpectedError | None = None
        try:
            aside = prepared.swap()
        except ExpectedError as error:
            failure = error
        if not self._enter(prepared.room.folder, create=True):
            self._window_closed()
        elif failure is not None:
            self._not_restored(prepared, failure)
        else:
            self._restored(prepared, str(aside) if aside else "")

    def _restored(self, prepared: "Prepared", aside: str) -> None:
        from smbsocial.ui.text import checkup

        if self._session is not None:
            words = " ".join(checkup.restored_lines(prepared.restored, aside))
            self._session.bridge.told.emit(words, False)  # noqa: FBT003 - nothing to undo
            self._session.window.desk.back_up_later()

    def _not_restored(self, prepared: "Prepared", failure: ExpectedError) -> None:
        """The folder is as it was; what is in the keyring for nothing is taken back."""
        if self._session is not None:
            desk = self._session.window.desk
            desk.run(lambda _vault: prepared.give_up(), done=lambda _none: None)
            self._session.bridge.failed.emit(failure)

    def _enter(
        self,
        folder: Path,
        *,
        create: bool,
        prepare: Callable[[Session], None] | None = None,
        target: str = "",
    ) -> bool:
        taken: frozenset[Way] = frozenset()
        while True:
            try:
                store = open_or_show(
                    folder, partial(_open, folder, taken, create=create), target=target
                )
            except ExpectedError as error:
                chosen = self._ask_way(error)
                if chosen is Way.QUIT:
                    return False
                folder, taken = self._go_way(chosen, folder, taken)
                continue
            if store is None:
                return False
            self._take(folder, store, prepare)
            return True

    def _go_way(
        self, chosen: Way, folder: Path, taken: frozenset[Way]
    ) -> tuple[Path, frozenset[Way]]:
        if chosen is Way.OTHER_FOLDER:
            other = dialogs.choose_folder(self._parent(), str(folder))
            return (Path(other), frozenset()) if other else (folder, taken)
        if chosen is Way.RESTORE:
            self._restore(folder)
        return folder, taken | {chosen}

    def _take(
        self,
        folder: Path,
        store: SqliteStore,
        prepare: Callable[[Session], None] | None,
    ) -> None:
        before = self._session
        session = Session(folder, store, self._preferences)
        if prepare is not None:
            prepare(session)
        window = session.window
        window.folder_wanted.connect(self.open_folder, Qt.ConnectionType.QueuedConnection)
        window.example_wanted.connect(self.open_example, Qt.ConnectionType.QueuedConnection)
        window.example_left.connect(self.leave_example, Qt.ConnectionType.QueuedConnection)
        window.restore_wanted.connect(self.restore, Qt.ConnectionType.QueuedConnection)
        window.closed.connect(self._window_closed)
        self._session = session
        session.show()
        if before is not None:
            before.window.closed.disconnect(self._window_closed)
            before.window.close()
            before.close()

    @Slot()
    def _window_closed(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
        self.closed.emit()
        app = QApplication.instance()
        if app is not None:
            app.quit()

    def _ask_way(self, error: ExpectedError) -> Way:
        ways = [*_WAYS.get(error.code, (Way.OTHER_FOLDER,))]
        if not error.facts.get("backup") and Way.RESTORE in ways:
            ways.remove(Way.RESTORE)
        if error.facts.get("elsewhere"):
            ways.append(Way.TAKE_OVER)
        last = Way.QUIT
        offers = [(each, way(each)) for each in (*ways, last)]
        return dialogs.choose(self._parent(), sentence(error), offers) or last

    def _restore(self, folder: Path) -> None:
        from smbsocial.storage.backup import restore_backup

        try:
            restore_backup(folder)
        except ExpectedError as error:
            dialogs.cannot_go_on(self._parent(), sentence(error))

    def _parent(self) -> MainWindow | None:
        return self._session.window if self._session else None


def _use_own_dialogs() -> None:
    """The portal's file dialogs may refuse, in silence, a program whose memory is closed to others.

    Making the vault closes it.
    """
    if sys.platform.startswith("linux"):
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


def _open(folder: Path, taken: frozenset[Way], *, create: bool) -> SqliteStore:
    return open_store(
        folder,
        create=create,
        allow_synced=Way.USE_ANYWAY in taken,
        take_over=Way.TAKE_OVER in taken,
    )


def _make_example(session: Session) -> None:
    from smbsocial.usecases.example.making import make_example

    if the_business(session.store) is None:
        session.bridge.do(Action.APPLY_PLAN, make_example, industry=EXAMPLE_INDUSTRY)
        session.bridge.forget_steps()
