"""The gnome-keyring that packaging/keyring-session.sh started: lock it, stop it, kill it.

Nothing here touches a keyring that the script did not start: a person's own would be emptied.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import secretstorage
from jeepney import (
    DBusAddress,
    DBusNameFlags,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_call,
    new_method_return,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from secretstorage.util import DBusAddressWrapper

PASSWORD = "tests-only"  # noqa: S105 - the script's
MARK = "SMBSOCIAL_TEST_KEYRING"
"""Set by the script, and by nothing else."""
PATIENCE = 50
"""Looks at a tenth of a second each."""

_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_NAME = "org.freedesktop.secrets"
_PROMPTER = "org.gnome.keyring.SystemPrompter"
_IS_OWNER = 1
"""DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER."""
_SERVICE = "/org/freedesktop/secrets"
_LOGIN = "/org/freedesktop/secrets/collection/login"


def is_ours() -> bool:
    """Whether this runs inside packaging/keyring-session.sh."""
    return os.environ.get(MARK) == "1"


def make_ready() -> None:
    """Have it run, unlocked and empty, whatever a test did to it."""
    if not _works():
        revive()
    with closing(secretstorage.dbus_init()) as bus:
        for item in list(secretstorage.get_default_collection(bus).get_all_items()):
            item.delete()


def entries() -> dict[tuple[str, str], str]:
    """What lies in the default collection, past the keyring library.

    The daemon names an item just after it has made it, also for a program that was killed
    meanwhile: an item without a name is looked at again.
    """
    for _ in range(PATIENCE):
        with closing(secretstorage.dbus_init()) as bus:
            items = list(secretstorage.get_default_collection(bus).get_all_items())
            named = [(item.get_attributes(), item) for item in items]
            if all("service" in attributes for attributes, _item in named):
                return {
                    (attributes["service"], attributes["username"]): item.get_secret().decode()
                    for attributes, item in named
                }
        time.sleep(0.1)
    raise AssertionError("an item of the keyring stays without a name")


def edit(service: str, username: str, value: str) -> None:
    """Write over an entry, as a person with a keyring program could."""
    _secret_tool("store", "--label=edited", service, username, said=value)


def remove(service: str, username: str) -> None:
    """Delete an entry by hand."""
    _secret_tool("clear", service, username)


def lock() -> None:
    """Lock the default collection, as its menu does."""
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()


def unlock() -> None:
    """Unlock it without a prompt, which only a program that has the password can."""
    with closing(secretstorage.dbus_init()) as bus:
        service = DBusAddressWrapper(_SERVICE, "org.freedesktop.Secret.Service", bus)
        _, session = service.call("OpenSession", "sv", "plain", ("s", ""))
        inside = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
        daemon = DBusAddressWrapper(_SERVICE, inside, bus)
        secret = (session, b"", PASSWORD.encode(), "text/plain")
        daemon.call("UnlockWithMasterPassword", "o(oayays)", _LOGIN, secret)


def daemon() -> int:
    """The process that answers as the Secret Service; 0 for none."""
    with closing(secretstorage.dbus_init()) as bus:
        ask = new_method_call(_BUS, "GetConnectionUnixProcessID", "s", (_NAME,))
        answer = bus.send_and_get_reply(ask).body[0]
        return answer if isinstance(answer, int) else 0


@contextmanager
def stopped() -> Iterator[None]:
    """The daemon is there and never answers; at the end it goes on."""
    pid = daemon()
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def kill() -> None:
    """End the daemon at once, whatever it does, and see it gone from the bus."""
    pid = daemon()
    os.kill(pid, signal.SIGKILL)
    while daemon() == pid:
        time.sleep(0.01)


def revive() -> None:
    """Start the daemon, unlocked, in the place of any that is there."""
    start = ["gnome-keyring-daemon", "--replace", "--unlock", "--components=secrets"]
    quiet = subprocess.DEVNULL
    subprocess.run(start, input=PASSWORD.encode(), stdout=quiet, stderr=quiet, check=True)
    end = time.monotonic() + 10
    while not _works():
        assert time.monotonic() < end, "the keyring did not come up again"
        time.sleep(0.05)


def _works() -> bool:
    try:
        edit("probe", "probe", "probe")
        remove("probe", "probe")
    except subprocess.SubprocessError:
        return False
    return True


def _secret_tool(what: str, *words: str, said: str | None = None) -> None:
    options, (service, username) = words[:-2], words[-2:]
    command = ["secret-tool", what, *options, "service", service, "username", username]
    subprocess.run(command, input=said, text=True, check=True, capture_output=True, timeout=5)


@contextmanager
def prompter(*, refuses: bool) -> Iterator[list[str]]:
    """In the place of the desktop's own prompt: it refuses at once, or lets the prompt stand.

    Gives what it was asked for, in order.
    """
    asked: list[str] = []
    over = threading.Event()
    with closing(open_dbus_connection("SESSION")) as bus:
        _take_place_of_prompter(bus)
        serving = threading.Thread(target=_prompt, args=(bus, over, asked), kwargs={"no": refuses})
        serving.start()
        try:
            yield asked
        finally:
            over.set()
            serving.join()


def _take_place_of_prompter(bus: DBusConnection) -> None:
    """The desktop's own goes ten seconds after its last prompt, and lets nobody take its name."""
    ask = message_bus.RequestName(_PROMPTER, DBusNameFlags.do_not_queue)
    end = time.monotonic() + 30
    while bus.send_and_get_reply(ask).body != (_IS_OWNER,):
        assert time.monotonic() < end, "another prompter stays"
        time.sleep(0.1)


def _prompt(bus: DBusConnection, over: threading.Event, asked: list[str], *, no: bool) -> None:
    while not over.is_set():
        try:
            call = bus.receive(timeout=0.05)
        except TimeoutError:
            continue
        if call.header.message_type is MessageType.method_call:
            asked.append(call.header.fields[HeaderFields.member])
            bus.send(new_method_return(call))
            _answer(bus, call, no=no)


def _answer(bus: DBusConnection, call: Message, *, no: bool) -> None:
    """What gcr's prompter says to each of the three calls it knows."""
    sender = call.header.fields[HeaderFields.sender]
    inside = "org.gnome.keyring.internal.Prompter.Callback"
    prompt = DBusAddress(call.body[0], sender, inside)
    member = call.header.fields[HeaderFields.member]
    if member == "BeginPrompting":
        bus.send(new_method_call(prompt, "PromptReady", "sa{sv}s", ("", {}, "")))
    elif member == "PerformPrompt" and no:
        bus.send(new_method_call(prompt, "PromptReady", "sa{sv}s", ("no", {}, "")))
    elif member == "StopPrompting":
        bus.send(new_method_call(prompt, "PromptDone"))


@contextmanager
def bus_without_service(folder: Path) -> Iterator[str]:
    """The address of a session bus on which no Secret Service is, and none can be started."""
    config = folder / "bus.conf"
    config.write_text(
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
        '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>',
        encoding="utf-8",
    )
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as bus:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
        bus.terminate()
