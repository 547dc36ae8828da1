"""What a screen reader is told of a running program, over the desktop's accessibility bus."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

T = TypeVar("T")

PATIENCE_SECONDS = 15.0
ANSWER_SECONDS = 4.0
"""Now and then nobody answers a question about what is just going: then it is asked again."""
CHECKED, FOCUSABLE, FOCUSED, SENSITIVE, SHOWING = 4, 11, 12, 24, 25
SCREEN = 0
MOVE_SECONDS = 0.3
EVENTS = "org.a11y.atspi.Event.Object"
REGISTRY, REGISTRY_PATH = "org.a11y.atspi.Registry", "/org/a11y/atspi"
ROOT = "/org/a11y/atspi/accessible/root"
BUTTON, BOX, LINE, COMBO, MENU_ITEM = "button", "check box", "text", "combo box", "menu item"
TABLE, CELL = "table", "cell"
BREAK = "\N{ZERO WIDTH SPACE}"
"""Stands in a shown password where a line may end; nobody hears it."""
_OLD_ROLES = {"push button": BUTTON, "toggle button": "toggle button"}


class NotSeenError(AssertionError):
    """Nothing on the screen is what was looked for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing on the screen as a reader tells it; `x` and `y` are the middle of it."""

    role: str
    name: str
    states: frozenset[int]
    path: str
    x: int
    y: int
    width: int
    height: int

    @property
    def focused(self) -> bool:
        return FOCUSED in self.states

    @property
    def checked(self) -> bool:
        return CHECKED in self.states

    @property
    def enabled(self) -> bool:
        return SENSITIVE in self.states


class ScreenReader:
    """Reads the windows of one process."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._bus = _accessibility_bus()
        self._name: str | None = None
        moved = MatchRule(type="signal", interface=EVENTS, member="StateChanged")
        self._ask(message_bus.AddMatch(moved))
        registry = DBusAddress(f"{REGISTRY_PATH}/registry", REGISTRY, REGISTRY)
        self._ask(
            new_method_call(registry, "RegisterEvent", "s", ("object:state-changed:focused",))
        )
        self._moves = self._bus.filter(moved, bufsize=500)

    def close(self) -> None:
        self._moves.close()
        self._bus.close()

    def focus_moved(self) -> Seen | None:
        """Where the keyboard has gone since this was last asked; None where it stayed."""
        last = None
        wait = MOVE_SECONDS
        while True:
            try:
                signal = self._bus.recv_until_filtered(self._moves.queue, timeout=wait)
            except TimeoutError:
                break
            fields = signal.header.fields
            gained = signal.body[0] == "focused" and signal.body[1] == 1
            if gained and fields.get(HeaderFields.sender) == self._name:
                last, wait = str(fields[HeaderFields.path]), 0.0

        def look() -> Seen | None:
            states = self._states(str(last))
            return self._seen(str(last), states) if FOCUSED in states else None

        return self._reading(look) if last else None

    def everything(self) -> tuple[Seen, ...]:
        """All that shows now, from the outside in; empty while the program is not there yet."""
        return self._reading(lambda: tuple(self._seen(*node) for node in self._nodes())) or ()

    def focused(self) -> Seen | None:
        """What has the keyboard; the innermost where several say so.

        The current cell of a table says so also while the keyboard is elsewhere, and the nameless
        inside of a text of several lines says what its text does.
        """

        def look() -> Seen | None:
            found = [self._seen(*node) for node in self._nodes() if FOCUSED in node[1]]
            outer = [seen for seen in found if seen.role != CELL and (seen.name or len(found) == 1)]
            if outer and outer[-1].role != TABLE:
                return outer[-1]
            return found[-1] if found else None

        return self._reading(look)

    def find(self, name: str, role: str = "") -> Seen | None:
        """The first thing of the foremost dialog, or else of the window, that is so named."""

        def look() -> Seen | None:
            for path, states in self._foremost_first():
                if name in self._name_of(path):
                    seen = self._seen(path, states)
                    if role in {"", seen.role} and seen.width > 0:
                        return seen
            return None

        return self._reading(look)

    def look_again(self, seen: Seen) -> Seen | None:
        """The same thing as it is now, None where it has gone: cheaper than finding it anew."""
        return self._reading(lambda: self._seen(seen.path, self._states(seen.path)))

    def wait_for(self, name: str, role: str = "", *, seconds: float = PATIENCE_SECONDS) -> Seen:
        """Wait until something shows. Raises NotSeenError with all that does show."""
        what = f"{role or 'anything'} “{name}”"
        return self.wait_until(lambda: self.find(name, role), what, seconds=seconds)

    def wait_gone(self, name: str, role: str = "") -> None:
        """Wait until something shows no more."""
        self.wait_until(lambda: self.find(name, role) is None or None, f"no “{name}”")

    def wait_until(
        self, look: Callable[[], Any], what: str, *, seconds: float = PATIENCE_SECONDS
    ) -> Any:
        """Wait until `look` gives something."""
        end = time.monotonic() + seconds
        while not (found := look()):
            if time.monotonic() > end:
                raise NotSeenError(f"not seen: {what}; but this is:\n{self.told()}")
            time.sleep(0.05)
        return found

    def told(self) -> str:
        """All that shows, a line each."""
        return "\n".join(
            f"{seen.role}: {seen.name}{' *' if seen.focused else ''}"
            for seen in self.everything()
            if seen.name
        )

    def texts(self) -> tuple[str, ...]:
        """The names of all that shows."""
        return tuple(seen.name for seen in self.everything() if seen.name)

    def do(self, seen: Seen) -> str:
        """Do what a thing offers first, for who can neither see nor type; how that is called."""
        ((offered, *_), *_) = self._call(seen.path, "Action", "GetActions")[0]
        (done,) = self._call(seen.path, "Action", "DoAction", "i", 0)
        assert done, f"{offered} of {seen.name} did nothing"
        return str(offered)

    def text_of(self, seen: Seen) -> str:
        """What stands in a field."""
        return str(self._call(seen.path, "Text", "GetText", "ii", 0, -1)[0])

    def heard(self) -> str:
        """Everything that a reader could say of what shows: names, descriptions, texts."""

        def look() -> str:
            said = []
            for path, _states in self._nodes():
                said += [self._name_of(path), *self.described(path)]
            return "\n".join(filter(None, said)).replace(BREAK, "")

        return self._reading(look) or ""

    def described(self, path: str) -> tuple[str, str]:
        """The text of what stands at a path, "" where it has none, and its description."""
        where = DBusAddress(path, self._name, "org.a11y.atspi.Accessible")
        about = str(self._ask(Properties(where).get("Description"))[0][1])
        interfaces = self._call(path, "Accessible", "GetInterfaces")[0]
        if "org.a11y.atspi.Text" not in interfaces:
            return "", about
        return str(self._call(path, "Text", "GetText", "ii", 0, -1)[0]), about

    def _find_program(self) -> str | None:
        registry = DBusAddress(ROOT, "org.a11y.atspi.Registry", "org.a11y.atspi.Accessible")
        for name, _path in self._ask(new_method_call(registry, "GetChildren"))[0]:
            bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus")
            bus = bus.with_interface("org.freedesktop.DBus")
            asked = new_method_call(bus, "GetConnectionUnixProcessID", "s", (name,))
            if self._ask(asked)[0] == self._pid:
                return str(name)
        return None

    def _reading(self, look: Callable[[], T]) -> T | None:
        for _ in range(5):
            try:
                if self._name is None:
                    self._name = self._find_program()
                return look() if self._name is not None else None
            except (LookupError, TimeoutError):  # what was being read has just gone: read again
                time.sleep(0.02)
        return None

    def _foremost_first(self) -> Iterator[tuple[str, frozenset[int]]]:
        """All nodes, those of windows that opened later before those of earlier ones."""
        windows = self._call(ROOT, "Accessible", "GetChildren")[0]
        for _name, window in reversed(windows):
            states = self._states(window)
            if SHOWING in states:
                yield window, states
                yield from self._nodes(window)

    def _nodes(self, path: str = ROOT) -> Iterator[tuple[str, frozenset[int]]]:
        for _name, child in self._call(path, "Accessible", "GetChildren")[0]:
            states = self._states(child)
            if SHOWING in states:
                yield child, states
                yield from self._nodes(child)

    def _states(self, path: str) -> frozenset[int]:
        (low, high) = self._call(path, "Accessible", "GetState")[0]
        bits = low | high << 32
        return frozenset(bit for bit in range(64) if bits >> bit & 1)

    def _name_of(self, path: str) -> str:
        where = DBusAddress(path, self._name, "org.a11y.atspi.Accessible")
        return str(self._ask(Properties(where).get("Name"))[0][1])

    def _seen(self, path: str, states: frozenset[int]) -> Seen:
        role = str(self._call(path, "Accessible", "GetRoleName")[0])
        x, y, width, height = self._call(path, "Component", "GetExtents", "u", SCREEN)[0]
        return Seen(
            role=_OLD_ROLES.get(role, role),
            name=self._name_of(path),
            states=states,
            path=path,
            x=x + width // 2,
            y=y + height // 2,
            width=width,
            height=height,
        )

    def _call(
        self, path: str, interface: str, method: str, signature: str = "", *body: int
    ) -> tuple[Any, ...]:
        where = DBusAddress(path, self._name, f"org.a11y.atspi.{interface}")
        if signature:
            return self._ask(new_method_call(where, method, signature, body))
        return self._ask(new_method_call(where, method))

    def _ask(self, message: Message) -> tuple[Any, ...]:
        reply = self._bus.send_and_get_reply(message, timeout=ANSWER_SECONDS)
        if reply.header.message_type is MessageType.error:
            raise LookupError(reply.body)
        return tuple(reply.body)


def _accessibility_bus() -> DBusConnection:
    with open_dbus_connection("SESSION") as session:
        where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        reply = session.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=10)
    return open_dbus_connection(reply.body[0])
