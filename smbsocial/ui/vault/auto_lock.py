"""Locking the vault by itself: nobody at the keys, a clock that jumps, a desk that was left."""

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from typing_extensions import override

from smbsocial.domain.access_log import Detail
from smbsocial.ui.vault.left_desk import LeftDesk
from smbsocial.usecases.ports import Clock

OWNER_SECONDS = 5 * 60
STAFF_SECONDS = 15 * 60
TICK_MS = 5_000
JUMP_SECONDS = 30
"""What the wall clock may differ from one tick to the next; more is a sleep, or somebody's hand."""

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)
"""Signs that somebody is there."""


class AutoLock(QObject):
    """Watches while the vault is open. `lock_wanted` carries why (a `Detail`).

    `monotonic` counts seconds and is never set; `clock` is the wall clock.
    """

    lock_wanted = Signal(object)  # domain.access_log.Detail

    def __init__(
        self,
        parent: QObject | None,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        left_desk: LeftDesk | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._monotonic = monotonic
        self._allowed = float(OWNER_SECONDS)
        self._seen = 0.0
        self._wall: datetime | None = None
        self._left_desk = left_desk or LeftDesk(self)
        self._left_desk.left.connect(self._left)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def watching(self) -> bool:
        """Whether it is at work."""
        return self._timer.isActive()

    def start(self, *, owner: bool) -> None:
        """Watch from now on, with an owner's patience or with staff's."""
        self._allowed = float(OWNER_SECONDS if owner else STAFF_SECONDS)
        self._seen = self._monotonic()
        self._wall = self._clock.now()
        self._left_desk.begin()
        self._timer.start()
        if (app := QCoreApplication.instance()) is not None:
            app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer: it is locked."""
        self._timer.stop()
        if (app := QCoreApplication.instance()) is not None:
            app.removeEventFilter(self)

    def tick(self) -> None:
        """Look at both clocks and at the desk."""
        before, self._wall = self._wall, self._clock.now()
        if before is not None:
            gone = (self._wall - before).total_seconds() - TICK_MS / 1000
            if abs(gone) > JUMP_SECONDS:
                self.lock_wanted.emit(Detail.LEFT_DESK)
                return
        self._left_desk.look()
        if self.watching and self._monotonic() - self._seen >= self._allowed:
            self.lock_wanted.emit(Detail.IDLE)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there, and let everything pass."""
        if event.type() in _SIGNS:
            self._seen = self._monotonic()
        return False

    def _left(self) -> None:
        if self.watching:
            self.lock_wanted.emit(Detail.LEFT_DESK)
