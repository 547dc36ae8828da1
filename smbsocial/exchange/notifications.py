"""The system's own notifications, with buttons and their answers.

On Linux and its like they go over the session's D-Bus to whoever shows notifications there. On
macOS and Windows the system's own programs show them, without buttons. Words are handed in.
"""

import logging
import os
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

DEFAULT = "default"
"""The action of a click on the notification itself."""
NAME = "smbsocial"
REPLY_SECONDS = 3.0
START_SECONDS = 10.0
"""For the first question: the service may have to be started, at login beside everything else."""
PLAIN_SECONDS = 20.0
WAITING_ANSWERS = 100

_PATH = "/org/freedesktop/Notifications"
_NAME = "org.freedesktop.Notifications"
STAYS = 0
"""Milliseconds until it goes by itself, never: who is at the counter finds it afterwards."""
_SCRIPT = (
    "on run argv\n"
    "display notification (item 2 of argv) with title (item 1 of argv)\n"
    "end run"
)  # fmt: skip
_TOAST = (
    "[void][Windows.UI.Notifications.ToastNotificationManager,Windows.UI.Notifications,"
    "ContentType=WindowsRuntime];"
    "[void][Windows.Data.Xml.Dom.XmlDocument,Windows.Data.Xml.Dom.XmlDocument,"
    "ContentType=WindowsRuntime];"
    "$x=New-Object Windows.Data.Xml.Dom.XmlDocument;$x.LoadXml($env:SMBSOCIAL_TOAST);"
    "$n=New-Object Windows.UI.Notifications.ToastNotification $x;"
    "[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier("
    "'{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe').Show($n)"
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody did with a notification: the key of an action, "" where it only went away."""

    number: int
    action: str


class Notifications(Protocol):
    """Who shows notifications; nothing is raised, what cannot be shown is not shown."""

    def ready(self) -> bool:
        """Whether somebody shows notifications now."""
        ...

    def show(self, title: str, body: str, actions: Mapping[str, str]) -> int | None:
        """Show one; its number, None if it was not shown. `actions`: words of buttons by key."""
        ...

    def close(self, number: int) -> None:
        """Take one away, if it still stands."""
        ...

    def answers(self) -> tuple[Answer, ...]:
        """What was answered meanwhile; does not wait."""
        ...

    def waits_on(self) -> int | None:
        """A file descriptor that is readable when something comes; None where nothing can."""
        ...

    def lost(self) -> bool:
        """Whether the session that it showed in has ended."""
        ...

    def leave(self) -> None:
        """Let go of the session; doing it twice is allowed."""
        ...


def system_notifications(icon: str = NAME) -> Notifications:
    """Those of this system; `icon`: a name of the theme or a file."""
    if sys.platform in {"win32", "darwin"}:
        return PlainNotifications()
    return DesktopNotifications(icon)


class DesktopNotifications:
    """The service of the freedesktop specification on the session's bus."""

    def __init__(self, icon: str = NAME) -> None:
        self._icon = icon
        self._bus: DBusConnection | None = None
        self._heard: deque[Message] = deque(maxlen=WAITING_ANSWERS)
        self._can: frozenset[str] | None = None
        self._lost = False

    def ready(self) -> bool:
        """Whether somebody shows notifications now; the service is started if that helps."""
        if not self._joined():
            return False
        if self._can is None:
            found = self._ask("GetCapabilities", None, (), START_SECONDS)
            if found is not None:
                self._can = frozenset(found[0])
        return self._can is not None

    def show(self, title: str, body: str, actions: Mapping[str, str]) -> int | None:
        """Show one; None after an error, or without an answer in three seconds."""
        if not self.ready() or self._can is None:
            return None
        if "body-markup" in self._can:
            body = escape(body)
        pairs = [word for pair in actions.items() for word in pair]
        shown = pairs if "actions" in self._can else []
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", NAME)}
        content = (NAME, 0, self._icon, title, body, shown, hints, STAYS)
        found = self._ask("Notify", "susssasa{sv}i", content)
        if found is None:
            self._can = None  # another one may answer next time
            return None
        return int(found[0])

    def close(self, number: int) -> None:
        """Take one away; one that is gone already is no trouble."""
        if self._bus is not None:
            self._ask("CloseNotification", "u", (number,))

    def answers(self) -> tuple[Answer, ...]:
        """What came over the bus since the last time."""
        self._drain()
        found = []
        while self._heard:
            message = self._heard.popleft()
            answer = _answer(message)
            if answer is not None:
                found.append(answer)
        return tuple(found)

    def waits_on(self) -> int | None:
        """The bus's socket."""
        return None if self._bus is None else self._bus.sock.fileno()

    def lost(self) -> bool:
        """Whether the bus that we were on is gone: the person has logged out."""
        return self._lost

    def leave(self) -> None:
        """Close the connection."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None
            self._can = None

    def _joined(self) -> bool:
        if self._bus is not None:
            return True
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import open_dbus_connection

        try:
            # No variable that names the bus, none behind it, or one that does not want us.
            bus = open_dbus_connection("SESSION")
        except Exception as error:  # noqa: BLE001 - jeepney raises what its parts raise
            _log.info("no session bus: %s", type(error).__name__)
            return False
        self._bus, self._lost = bus, False
        rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
        bus.filter(rule, queue=self._heard)
        return self._safely(message_bus.AddMatch(rule), REPLY_SECONDS) is not None

    def _ask(
        self, method: str, signature: str | None, body: tuple[object, ...], seconds: float = 0.0
    ) -> tuple[Any, ...] | None:
        from jeepney import DBusAddress, new_method_call

        where = DBusAddress(_PATH, _NAME, _NAME)
        return self._safely(
            new_method_call(where, method, signature, body), seconds or REPLY_SECONDS
        )

    def _safely(self, message: "Message", seconds: float) -> tuple[Any, ...] | None:
        """The reply's content; None for an error, a silence, or a bus that is gone."""
        from jeepney import MessageType

        bus = self._bus
        if bus is None:
            return None
        try:
            reply = bus.send_and_get_reply(message, timeout=seconds)
        except TimeoutError:
            return None
        except OSError:
            self._end()
            return None
        if reply.header.message_type is MessageType.error:
            _log.info("notifications refused: %s", reply.header.fields.get(4))
            return None
        return tuple(reply.body)

    def _drain(self) -> None:
        try:
            while self._bus is not None:
                self._bus.recv_messages(timeout=0)
        except TimeoutError:
            return
        except OSError:
            self._end()

    def _end(self) -> None:
        self.leave()
        self._lost = True


class PlainNotifications:
    """What macOS and Windows show without a program of their own: title and text, no buttons."""

    def __init__(self, platform: str = sys.platform) -> None:
        self._platform = platform

    def ready(self) -> bool:
        """Always tried."""
        return True

    def show(self, title: str, body: str, actions: Mapping[str, str]) -> int | None:  # noqa: ARG002
        """Show one by the system's script program; 0 stands for all of them."""
        command, surroundings = plain_command(self._platform, title, body)
        try:
            done = subprocess.run(  # noqa: S603 - the system's own program
                command,
                check=False,
                env={**os.environ, **surroundings},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PLAIN_SECONDS,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            _log.info("no notification: %s", type(error).__name__)
            return None
        return None if done.returncode else 0

    def close(self, number: int) -> None:
        """They go away by themselves."""

    def answers(self) -> tuple[Answer, ...]:
        """Nobody can answer them."""
        return ()

    def waits_on(self) -> int | None:
        """Nothing comes."""
        return None

    def lost(self) -> bool:
        """There is no connection that could end."""
        return False

    def leave(self) -> None:
        """Nothing is held."""


def plain_command(platform: str, title: str, body: str) -> tuple[Sequence[str], dict[str, str]]:
    """The system's program, and the variables it reads; no text of ours is read as a program."""
    if platform == "darwin":
        return ["/usr/bin/osascript", "-e", _SCRIPT, title, body], {}
    lines = "".join(f"<text>{escape(text)}</text>" for text in (title, body))
    toast = f'<toast><visual><binding template="ToastGeneric">{lines}</binding></visual></toast>'
    command = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _TOAST]
    return command, {"SMBSOCIAL_TOAST": toast}


def _answer(message: "Message") -> Answer | None:
    from jeepney import HeaderFields

    name = message.header.fields.get(HeaderFields.member)
    body = message.body
    if name == "ActionInvoked" and len(body) == 2:
        return Answer(int(body[0]), str(body[1]))
    if name == "NotificationClosed" and len(body) == 2:
        return Answer(int(body[0]), "")
    return None
