"""The minute's look while the window is open: what is due is shown in it, or left a while."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from smbsocial.domain.reminders import Due, Kind, Snooze
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.reminders.desk import Looked, ReminderDesk
from smbsocial.ui.reminders.popup import ReminderPopup
from smbsocial.ui.text import reminders as words

LOOK_MS = 60_000
SETTLE_MS = 1000
"""How long after a change it is looked again."""
LEFT_LOOKS = 3
"""So many minutes nobody looks at the window: by then a background part had its chance."""
ALL = "reminders"
REVIEW = "review"
"""The name of what a review is held in."""


class ReminderWatch(QObject):
    """Looks each minute, after changes and when somebody comes back to the window.

    `waiting`: how many wait; `shown`: whether a pop-up stands; `target_wanted`: where to go.
    """

    target_wanted = Signal(str)
    waiting = Signal(int)
    shown = Signal(bool)

    def __init__(self, bridge: Bridge, desk: ReminderDesk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._popup: ReminderPopup | None = None
        self._dues: tuple[Due, ...] = ()
        self._left: Counter[str] = Counter()
        self._minute = QTimer(self)
        self._minute.setInterval(LOOK_MS)
        self._minute.timeout.connect(self._look_after_a_minute)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.look)
        bridge.changed.connect(self._look_soon)
        bridge.closing.connect(self._stop)
        desk.changed.connect(self.look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._look_soon)

    @property
    def dues(self) -> tuple[Due, ...]:
        """What is shown in the window now."""
        return self._dues

    def begin(self) -> None:
        """Look now, and each minute from now on."""
        self._minute.start()
        self.look()

    def take(self) -> bool:
        """Whether somebody looks at the window; what is due is shown there then."""
        if self._desk.business is None or not _is_looked_at():
            return False
        self.look()
        return True

    def look(self) -> None:
        """Look what is due."""
        self._desk.look(self._looked)

    def dismiss(self) -> None:
        """What is shown can be seen elsewhere now."""
        self._show(())

    def answer(self) -> None:
        """The keyboard goes to the pop-up, or back from it."""
        if self._popup is not None:
            self._popup.answer()

    def _look_soon(self, _about: object = None) -> None:
        if self._minute.isActive():
            self._soon.start()

    def _look_after_a_minute(self) -> None:
        self._desk.look(lambda looked: self._looked(looked, minute=True))

    def _looked(self, looked: Looked, *, minute: bool = False) -> None:
        self.waiting.emit(sum(each.snoozed_until is None for each in looked.waiting))
        still = {each.due.id for each in looked.waiting if each.snoozed_until is None}
        left = tuple(e for e in self._dues if e.id in still and not self._is_in_front(e))
        if left != self._dues:
            self._show(left)
        here = _is_looked_at()
        self._left = Counter(
            {each.id: self._left[each.id] + (minute and not here) for each in looked.to_show}
        )
        waited = [each for each in looked.to_show if here or self._left[each.id] >= LEFT_LOOKS]
        ready = [each for each in waited if not self._is_in_front(each)]
        if ready:
            self._desk.claim(ready, self._claimed)

    def _claimed(self, dues: tuple[Due, ...]) -> None:
        if not dues:
            return
        known = {each.id for each in dues}
        self._show((*(each for each in self._dues if each.id not in known), *dues))
        if not _is_looked_at():
            QApplication.alert(self._window)

    def _show(self, dues: tuple[Due, ...]) -> None:
        self._dues = dues
        if dues and self._popup is None:
            self._popup = ReminderPopup(self._window)
            self._popup.open_wanted.connect(self._open)
            self._popup.later_wanted.connect(self._later)
            self._popup.done_wanted.connect(self._finish)
            self._popup.closed.connect(self.dismiss)
        if self._popup is not None:
            self._popup.show_dues(dues)
        self.shown.emit(bool(dues))

    def _is_in_front(self, due: Due) -> bool:
        """Whether it is about the review that somebody has open before them."""
        shown = self._window.findChildren(QWidget, REVIEW)
        return due.kind is Kind.REVIEW and any(each.isVisible() for each in shown)

    def _open(self) -> None:
        dues = self._dues
        self._show(())
        self.target_wanted.emit(_target(dues))

    def _later(self, wait: Snooze) -> None:
        dues = self._dues
        self._show(())
        self._desk.snooze(dues, wait)

    def _finish(self) -> None:
        dues = self._dues
        if self._desk.finish(dues):
            self._show(())

    def _stop(self) -> None:
        self._minute.stop()
        self._soon.stop()
        if self._popup is not None:
            self._popup.show_dues(())


def _is_looked_at() -> bool:
    """Whether the window, or a form of it, is the one that is worked in."""
    return QApplication.activeWindow() is not None


def _target(dues: Iterable[Due]) -> str:
    several = tuple(dues)
    return words.target(several[0]) if len(several) == 1 else ALL
