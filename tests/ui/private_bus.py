"""A bus of a test's own, and who speaks on it: a screen saver, login1."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtDBus import QDBusConnection

MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"


@contextmanager
def private_bus() -> Iterator[tuple[str, QDBusConnection]]:
    """Its address and a connection to it; nobody else is on it."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    name = f"test-{os.getpid()}-{daemon.pid}"
    yield address, QDBusConnection.connectToBus(address, name)
    QDBusConnection.disconnectFromBus(name)
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def emit(address: str, where: tuple[str, str, str], begins: bool) -> None:
    """What login1 or a screen saver says, said by another program."""
    path, interface, name = where
    with open_dbus_connection(bus=address) as connection:
        connection.send(new_signal(DBusAddress(path, interface=interface), name, "b", (begins,)))


class Login1:
    """login1 with the sessions of a computer, as far as a program asks it for its own.

    It answers when `serve` is called; until then it is a service that takes its time.
    """

    def __init__(self, connection: DBusConnection, sessions: dict[str, str]) -> None:
        self._connection = connection
        self._sessions = sessions
        self.asked: list[str] = []
        connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))

    def serve(self) -> None:
        """Answer what was asked."""
        while True:
            try:
                message = self._connection.receive(timeout=0.01)
            except TimeoutError:
                return
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def lock(self, path: str) -> None:
        """`loginctl lock-session`: the session is asked to lock itself."""
        self._connection.send(new_signal(DBusAddress(path, interface=SESSION), "Lock"))

    def hint(self, path: str, *, locked: bool) -> None:
        """The desktop said so by SetLockedHint."""
        self._say_changed(path, SESSION, "LockedHint", locked)

    def idle(self, path: str) -> None:
        """Another property of the same session."""
        self._say_changed(path, SESSION, "IdleHint", True)

    def others_hint(self, path: str) -> None:
        """A property of that name, of something else."""
        self._say_changed(path, "org.freedesktop.login1.Seat", "LockedHint", True)

    def _say_changed(self, path: str, interface: str, name: str, value: bool) -> None:
        body = (interface, {name: ("b", value)}, [])
        at = DBusAddress(path, interface=PROPERTIES)
        self._connection.send(new_signal(at, "PropertiesChanged", "sa{sv}as", body))

    def _answer(self, message: Message) -> Message:
        fields = message.header.fields
        called = (
            fields[HeaderFields.path],
            fields[HeaderFields.interface],
            fields[HeaderFields.member],
            fields.get(HeaderFields.signature),
        )
        assert called == ("/org/freedesktop/login1", MANAGER, "GetSession", "s")
        (wanted,) = message.body
        self.asked.append(wanted)
        if wanted in self._sessions:
            return new_method_return(message, "o", (self._sessions[wanted],))
        return new_error(message, "org.freedesktop.login1.NoSuchSession")


@contextmanager
def login1(address: str, sessions: dict[str, str]) -> Iterator[Login1]:
    """login1 on a private bus: its sessions by the names that it knows them under."""
    with open_dbus_connection(bus=address) as connection:
        yield Login1(connection, sessions)
