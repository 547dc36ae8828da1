"""The background part: tells of what is due while the window is closed, and holds no key.

It looks at the stored days once a minute, for some milliseconds, and sleeps in between. It keeps
nothing open but its place (one per data folder) and the session's bus, whose end is its own.
"""

import logging
import select
import signal
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from smbsocial.app import doorbell, program
from smbsocial.app.background_lock import BackgroundLock
from smbsocial.app.background_words import words_for
from smbsocial.app.spoken import ALL, DONE, Words
from smbsocial.domain.days import to_instant
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.reminders import Due, Said, Snooze, to_show
from smbsocial.exchange.notifications import DEFAULT, Answer, Notifications
from smbsocial.storage.glance import glanced
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.reminding.due import due as due_now
from smbsocial.usecases.reminding.ports import ReminderBook
from smbsocial.usecases.reminding.saying import TICKED, done, said_so_far, snooze

MINUTE = 60
DONE_SECONDS = 8.0
"""For the running app to tick something; the database may be busy for five."""
ASLEEP = timedelta(minutes=3)
"""Between two looks: the computer was suspended, or its clock was moved."""

_SINCE_BOOT = getattr(time, "CLOCK_BOOTTIME", None)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A notification on the screen: what it is about, and what it said."""

    dues: tuple[Due, ...]
    words: Words


@dataclass(slots=True)
class Background:
    """What one background part knows; `shown` are the notifications that may still be answered.

    `woke`: the instant from which on the computer is awake, as far as we know.
    """

    folder: Path
    ports: Ports
    book: ReminderBook
    notifications: Notifications
    woke: datetime
    shown: dict[int, Shown] = field(default_factory=dict)
    looked: datetime | None = None
    zone: str = "UTC"

    def look(self) -> None:
        """Show what has fallen due and was not shown; what cannot be read is looked at later."""
        now = self.ports.clock.now()
        if self.looked is not None and now - self.looked > ASLEEP:
            self.woke = now
        self.looked = now
        try:
            fresh = self._fresh(now)
            if fresh and not self._left_to_the_window():
                self._show(fresh, now)
        except ExpectedError as error:
            _log.info("nothing shown: %s", error.code.value)

    def hear(self) -> bool:
        """Do what was answered; whether anything was."""
        heard = False
        for answer in self.notifications.answers():
            shown = self.shown.get(answer.number)
            if shown is None:
                continue  # another program's
            if not answer.action:
                self.shown.pop(answer.number)
                continue
            heard = True
            try:
                self._obey(answer, shown)
            except ExpectedError as error:
                _log.info("not done: %s", error.code.value)
                self._open(ALL)
        return heard

    def end(self) -> None:
        """Take away what stands on the screen: nobody hears its buttons any more."""
        for number in self.shown:
            if not self.notifications.lost():
                self.notifications.close(number)
        self.notifications.leave()

    def _fresh(self, now: datetime) -> tuple[Due, ...]:
        settings = self.book.settings()
        with glanced(self.folder) as reads:
            business = the_business(reads) if reads else None
            if reads is None or business is None:
                return ()
            self.zone = business.zone
            fallen = due_now(reads, self.ports, settings, now=now)
        said = said_so_far(self.book, business, now)
        self._take_away(fallen, said)
        return to_show(fallen, said, settings, business, now)

    def _take_away(self, fallen: tuple[Due, ...], said: Mapping[str, Said]) -> None:
        """What was dealt with elsewhere stands on the screen no longer."""
        standing = {each.id for each in fallen if not _settled(said.get(each.id))}
        for number, shown in tuple(self.shown.items()):
            if not any(each.id in standing for each in shown.dues):
                self.shown.pop(number)
                self.notifications.close(number)

    def _left_to_the_window(self) -> bool:
        return doorbell.ask(self.folder, doorbell.REMIND) == doorbell.MINE

    def _show(self, fresh: tuple[Due, ...], now: datetime) -> None:
        if not self.notifications.ready():
            return  # nothing is claimed for nobody, and the window may show it
        # Words first: who is ended between the claim and its showing has swallowed what it claimed.
        words = words_for(fresh, were_off=self._were_off(fresh))
        claimed = set(self.book.claim([each.id for each in fresh], now))
        mine = tuple(each for each in fresh if each.id in claimed)
        if not mine:
            return
        if mine != fresh:
            words = words_for(mine, were_off=self._were_off(mine))
        if words is not None:
            number = self.notifications.show(words.title, words.body, words.buttons)
            if number is not None:
                self.shown[number] = Shown(mine, words)
                return
        self.book.release([each.id for each in mine])

    def _were_off(self, dues: tuple[Due, ...]) -> bool:
        return all(to_instant(each.slot, self.zone) < self.woke for each in dues)

    def _obey(self, answer: Answer, shown: Shown) -> None:
        if answer.action == DEFAULT:
            self._open(shown.words.target)
        elif answer.action == DONE and len(shown.dues) == 1:
            self._finish(shown.dues[0], shown.words.target)
        elif answer.action in {each.value for each in Snooze}:
            self._put_off(shown.dues, Snooze(answer.action))
        self.shown.pop(answer.number, None)
        self.notifications.close(answer.number)

    def _put_off(self, dues: tuple[Due, ...], wait: Snooze) -> None:
        with glanced(self.folder) as reads:
            business = the_business(reads) if reads else None
        if business is not None:
            ids = [each.id for each in dues]
            settings = self.book.settings()
            snooze(self.book, self.ports, ids, wait, business=business, settings=settings)

    def _finish(self, due: Due, target: str) -> None:
        """By the running app, whose window then shows it; else the store is ours for a moment."""
        if due.kind not in TICKED:
            self.book.finish([due.id], self.ports.clock.now())
            return
        said = doorbell.ask(self.folder, f"{doorbell.DONE} {due.id}", DONE_SECONDS)
        if said == doorbell.FINISHED:
            return
        if said:
            self._open(target)
            return
        from smbsocial.app import wiring
        from smbsocial.usecases.changes import Action

        with wiring.opened(self.folder, create=False) as house:
            house.changes.do(Action.TICK, done, due)
        self.book.finish([due.id], self.ports.clock.now())

    def _open(self, target: str) -> None:
        if doorbell.ask(self.folder, f"{doorbell.OPEN} {target}") != doorbell.SHOWN:
            program.start(*program.on_folder(self.folder), "--open", target)


class Stop:
    """Whether the process was told to end; its signals wake whoever sleeps here."""

    def __init__(self) -> None:
        self.wanted = False
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.settimeout(0)
        self._before = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        names = ("SIGTERM", "SIGINT", "SIGHUP")
        self._old = {
            number: signal.signal(number, self._hear)
            for name in names
            if (number := getattr(signal, name, None)) is not None
        }

    def sleep(self, seconds: float, beside: int | None = None) -> None:
        """Until a signal comes, something can be read from `beside`, or the time is over."""
        if self.wanted:
            return
        ears: list[int] = [self._ear.fileno(), *([] if beside is None else [beside])]
        select.select(ears, [], [], max(seconds, 0))

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        self._ear.close()
        self._mouth.close()

    def _hear(self, _number: int, _frame: object) -> None:
        self.wanted = True


def watch(folder: Path) -> int:
    """`remind --background`: stay until told to end; returns the exit status."""
    from smbsocial.app.paths import resources_folder
    from smbsocial.app.wiring import make_ports
    from smbsocial.exchange.notifications import system_notifications
    from smbsocial.storage.reminder_book import FileReminderBook

    ports = make_ports()
    icon = str(resources_folder() / "icons" / "smbsocial.svg")
    awake = timedelta(seconds=time.clock_gettime(_SINCE_BOOT)) if _SINCE_BOOT else timedelta()
    part = Background(
        folder=folder,
        ports=ports,
        book=FileReminderBook(folder),
        notifications=system_notifications(icon),
        woke=ports.clock.now() - awake,
    )
    stop = Stop()
    try:
        keep_watch(part, BackgroundLock(folder), stop)
    finally:
        stop.close()
    return 0


def keep_watch(part: Background, place: BackgroundLock, stop: Stop) -> None:
    """Stay until told to end, another has the place, or the person's session is over."""
    try:
        while not stop.wanted and not part.notifications.lost():
            if not place.held:
                try:
                    if not place.take():
                        return
                except OSError:  # no folder yet, or one that takes no files
                    stop.sleep(MINUTE)
                    continue
            _one_minute(part, stop)
            place.forget_if_gone()
    finally:
        part.end()
        place.release()


def _one_minute(part: Background, stop: Stop) -> None:
    """A look, then answers until the next minute of the clock begins."""
    part.notifications.ready()  # joins the session, to hear of its end
    part.look()
    end = time.monotonic() + MINUTE - part.ports.clock.now().second
    while not stop.wanted and not part.notifications.lost():
        left = end - time.monotonic()
        if left <= 0:
            return
        stop.sleep(left, part.notifications.waits_on())
        if part.hear():
            part.look()


def _settled(said: Said | None) -> bool:
    return said is not None and (said.done_at is not None or said.snoozed_until is not None)
