"""One running copy per data folder: the second start shows the first and ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from smbsocial.app.doorbell import server_name
from smbsocial.app.instance import Instance, ask_to_show, open_or_show
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage.store import open_store

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from smbsocial.app.instance import open_or_show
from smbsocial.domain.errors import ExpectedError
from smbsocial.storage.store import open_store
application = QCoreApplication([])
folder = Path(sys.argv[1])
try:
    store = open_or_show(folder, lambda: open_store(folder, create=False))
except ExpectedError as error:
    print(error.code.value)
else:
    print("shown" if store is None else "opened")
    if store is not None:
        store.close()
"""


def second_start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_store(tmp_path / "data", create=True).close()
    return tmp_path / "data"


def test_20_a_second_start_shows_the_first_and_ends(qtbot: QtBot, folder: Path) -> None:
    store = open_store(folder, create=False)
    instance = Instance(folder)
    assert instance.listen()
    with qtbot.waitSignal(instance.show_wanted, timeout=20_000):
        second = second_start(folder)
    out, _ = second.communicate(timeout=20)
    assert (second.returncode, out.strip()) == (0, "shown")
    instance.close()
    store.close()


def test_20_a_lock_whose_holder_does_not_answer_is_told(qtbot: QtBot, folder: Path) -> None:
    store = open_store(folder, create=False)
    out, _ = second_start(folder).communicate(timeout=30)
    assert out.strip() == Code.ALREADY_RUNNING.value
    store.close()


def test_a_first_start_opens(qtbot: QtBot, folder: Path) -> None:
    out, _ = second_start(folder).communicate(timeout=20)
    assert out.strip() == "opened"
    assert not ask_to_show(folder)


def test_21_a_socket_that_a_crash_left_is_removed(qtbot: QtBot, folder: Path) -> None:
    crash = (
        "import os, sys\nfrom pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from smbsocial.app.instance import Instance\n"
        "application = QCoreApplication([])\n"
        "assert Instance(Path(sys.argv[1])).listen()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", crash, str(folder)], check=False, timeout=20)
    assert not ask_to_show(folder)
    store = open_store(folder, create=False)
    instance = Instance(folder)
    assert instance.listen()
    with qtbot.waitSignal(instance.show_wanted, timeout=20_000):
        second = second_start(folder)
    second.communicate(timeout=20)
    instance.close()
    store.close()


def test_other_errors_go_on_up_at_once(qtbot: QtBot, folder: Path) -> None:
    tries: list[int] = []

    def opening() -> None:
        tries.append(1)
        raise ExpectedError(Code.DATABASE_DAMAGED)

    with pytest.raises(ExpectedError) as caught:
        open_or_show(folder, opening)
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert len(tries) == 1


def test_a_folder_held_on_another_computer_is_told_at_once(qtbot: QtBot, folder: Path) -> None:
    def opening() -> None:
        raise ExpectedError(Code.ALREADY_RUNNING, elsewhere=True)

    with pytest.raises(ExpectedError) as caught:
        open_or_show(folder, opening)
    assert caught.value.facts["elsewhere"]


@pytest.mark.parametrize("said", [b"rm -rf /\n", b"show", b"\xff\xfe\n", b"x" * 100_000])
def test_anything_else_on_the_socket_does_nothing(qtbot: QtBot, folder: Path, said: bytes) -> None:
    instance = Instance(folder)
    assert instance.listen()
    shown: list[None] = []
    instance.show_wanted.connect(lambda: shown.append(None))
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    assert socket.waitForConnected(2000)
    socket.write(said)
    socket.flush()
    qtbot.wait(50)
    socket.abort()
    qtbot.wait(10)
    assert shown == []
    instance.close()


def test_a_server_that_says_something_else_is_not_us(qtbot: QtBot, folder: Path) -> None:
    server = QLocalServer()
    assert server.listen(server_name(folder))
    assert not ask_to_show(folder, answer_ms=50)
    server.close()


def test_the_name_is_the_folders(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    assert server_name(tmp_path / "data") == server_name(tmp_path / "link")
    assert server_name(tmp_path / "data") != server_name(tmp_path / "other")
    assert "data" not in Path(server_name(tmp_path / "data")).name
