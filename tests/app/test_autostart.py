"""What starts at login: written by the systems' rules, and read as the systems read it."""

import os
import plistlib
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.app.autostart import SystemAutostart
from smbsocial.app.background_lock import BackgroundLock, end_holder, is_held
from smbsocial.app.exec_line import exec_line, read_exec_line
from smbsocial.app.login_items import APPROVED, RUN, LaunchAgent, RunKey, XdgAutostart
from smbsocial.app.program import program
from smbsocial.app.wiring import make_reminding
from smbsocial.domain.errors import Code, ExpectedError

WORDS = st.lists(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=0, max_size=12),
    min_size=1,
    max_size=4,
)
ODD = ("/bin/echo", "Käthes Café & Söhne", 'a "b" $HOME `x` \\n 100 % %f', "-", "back\\")


@given(WORDS)
def test_a_command_is_read_back_as_it_was_written(words: list[str]) -> None:
    assert read_exec_line(exec_line(tuple(words))) == tuple(words)


def test_a_line_that_breaks_the_rules_is_no_command() -> None:
    assert read_exec_line('"never closed') == ()


def xdg(tmp_path: Path, **more: str) -> XdgAutostart:
    (tmp_path / "system").mkdir(exist_ok=True)
    here = {"XDG_CONFIG_HOME": str(tmp_path / "own"), "XDG_CONFIG_DIRS": str(tmp_path / "system")}
    return XdgAutostart("smbsocial-reminders.desktop", {**os.environ, **here, **more})


def test_written_it_is_on_and_removed_it_is_off(tmp_path: Path) -> None:
    items = xdg(tmp_path)
    assert not items.read().on
    items.write(ODD)
    assert (items.read().on, items.read().command) == (True, ODD)
    items.remove()
    assert (items.read().on, items.read().command) == (False, ())
    assert not items.place.exists()


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("Hidden=true", False),
        ("Hidden=false", True),
        ("X-GNOME-Autostart-enabled=false", False),
        ("OnlyShowIn=KDE;", False),
        ("OnlyShowIn=KDE;XFCE;", True),
        ("NotShowIn=XFCE;", False),
        ("TryExec=/nowhere/at/all", False),
        ("Exec=/nowhere/at/all --background", False),
        ("Type=Link", False),
    ],
)
def test_what_others_changed_in_the_file_counts(tmp_path: Path, line: str, on: bool) -> None:
    items = xdg(tmp_path, XDG_CURRENT_DESKTOP="XFCE")
    items.write(("/bin/echo", "x"))
    text = items.place.read_text("utf-8").replace("X-GNOME-Autostart-enabled=true\n", "")
    items.place.write_text(text + line + "\n", "utf-8")
    assert items.read().on is on


def test_the_systems_own_file_is_hidden_when_switched_off(tmp_path: Path) -> None:
    items = xdg(tmp_path)
    items.write(("/bin/echo", "x"))
    (tmp_path / "system" / "autostart").mkdir(parents=True)
    items.place.rename(tmp_path / "system" / "autostart" / items.place.name)
    assert items.read().on
    items.remove()
    assert not items.read().on
    assert "Hidden=true" in items.place.read_text("utf-8")


def test_a_file_that_is_none_starts_nothing(tmp_path: Path) -> None:
    items = xdg(tmp_path)
    items.place.parent.mkdir(parents=True)
    for content in (b"\xff\xfe", b"no group", b""):
        items.place.write_bytes(content)
        assert not items.read().on


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_takes_no_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir(mode=0o500)
    with pytest.raises(ExpectedError) as told:
        xdg(tmp_path).write(("/bin/echo",))
    assert told.value.code is Code.FILE_NOT_WRITTEN


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("no folder")
    with pytest.raises(ExpectedError) as told:
        xdg(tmp_path).write(("/bin/echo",))
    assert told.value.code is Code.FILE_NOT_WRITTEN
    assert not xdg(tmp_path).read().on


def test_what_could_not_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    items = xdg(tmp_path)
    items.place.mkdir(parents=True)
    with pytest.raises(ExpectedError):
        items.write(("/bin/echo",))
    assert list(items.place.parent.iterdir()) == [items.place]


WRITES = "import sys; open(sys.argv[1], 'w').write('here')"


@pytest.mark.desktop
def test_the_desktops_own_tools_read_the_file(tmp_path: Path) -> None:
    items = xdg(tmp_path)
    mark = tmp_path / "Käthes Café & Söhne's" / "started"
    mark.parent.mkdir()
    items.write((sys.executable, "-c", WRITES, str(mark)))
    said = check_file(items.place)
    assert said == ""
    assert WRITES in dex(tmp_path, "--dry-run")
    dex(tmp_path)
    wait_for(mark)
    items.place.write_text(items.place.read_text("utf-8") + "Hidden=true\n", "utf-8")
    assert WRITES not in dex(tmp_path, "--dry-run")
    assert not items.read().on


@pytest.mark.desktop
@pytest.mark.skipif(shutil.which("gio") is None, reason="needs GLib's gio")
def test_signs_that_a_shell_would_obey_arrive_as_they_are(tmp_path: Path) -> None:
    """By GLib, which keeps the rules to the letter; dex knows no quotes inside quotes."""
    items = xdg(tmp_path)
    mark = tmp_path / 'a "b" $HOME `x` \\ 100 %f'
    items.write((sys.executable, "-c", WRITES, str(mark)))
    assert check_file(items.place) == ""
    subprocess.run(["gio", "launch", str(items.place)], check=True, timeout=20)
    wait_for(mark)


def check_file(place: Path) -> str:
    command = ["desktop-file-validate", str(place)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def dex(tmp_path: Path, *more: str) -> str:
    surroundings = {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path / "own"),
        "XDG_CONFIG_DIRS": str(tmp_path / "system"),
    }
    command = ["dex", "--autostart", "--environment", "XFCE", *more]
    said = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return said.stdout + said.stderr


def wait_for(mark: Path) -> None:
    end = time.monotonic() + 10
    while not (mark.exists() and mark.read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    assert mark.read_text() == "here"


@pytest.mark.skipif(sys.platform == "win32", reason="launchctl is played by a shell script")
def test_a_launch_agent_is_written_and_read(tmp_path: Path) -> None:
    launchctl = tmp_path / "launchctl"
    launchctl.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\ncat {tmp_path}/said\n')
    launchctl.chmod(launchctl.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "said").write_text("")
    agent = LaunchAgent(tmp_path / "LaunchAgents", "org.smbsocial.remind", str(launchctl))
    assert not agent.read().on
    agent.write(ODD)
    kept = plistlib.loads((tmp_path / "LaunchAgents/org.smbsocial.remind.plist").read_bytes())
    assert kept["ProgramArguments"] == list(ODD)
    assert (agent.read().on, agent.read().command) == (True, ODD)
    assert f"enable gui/{os.getuid()}/org.smbsocial.remind" in (tmp_path / "calls").read_text()
    (tmp_path / "said").write_text('disabled services = {\n\t"org.smbsocial.remind" => disabled\n}')
    assert not agent.read().on
    agent.remove()
    assert agent.read().command == ()


class FakeRegistry(SimpleNamespace):
    """What of winreg is called, on a dictionary."""

    HKEY_CURRENT_USER, REG_SZ, KEY_SET_VALUE = "HKCU", 1, 2

    def __init__(self) -> None:
        super().__init__(kept={RUN: {}, APPROVED: {}})

    @contextmanager
    def OpenKey(self, _root: str, where: str, *_rest: int) -> Iterator[dict[str, Any]]:
        yield self.kept[where]

    CreateKey = OpenKey

    def SetValueEx(self, key: dict[str, Any], name: str, _zero: int, _kind: int, to: str) -> None:
        key[name] = to

    def QueryValueEx(self, key: dict[str, Any], name: str) -> tuple[Any, int]:
        if name not in key:
            raise FileNotFoundError
        return key[name], 1

    def DeleteValue(self, key: dict[str, Any], name: str) -> None:
        if name not in key:
            raise FileNotFoundError
        del key[name]


def test_the_run_key_is_written_and_read_with_the_task_managers_word() -> None:
    registry = FakeRegistry()
    items = RunKey("smbsocial reminders", registry)
    assert not items.read().on
    command = (sys.executable, "-m", "smbsocial", "--data-dir", 'C:\\Käthes Café\\ "x\\"')
    items.write(command)
    assert (items.read().on, items.read().command) == (True, command)
    registry.kept[APPROVED]["smbsocial reminders"] = b"\x03" + bytes(11)
    assert not items.read().on
    items.write(command)
    assert items.read().on
    with pytest.raises(ExpectedError) as told:
        items.write(("x" * 300,))
    assert told.value.code is Code.TOO_LONG
    items.remove()
    items.remove()
    assert not items.read().on


def test_state_tells_whose_command_it_is_and_whether_it_runs(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    items = xdg(tmp_path)
    started: list[tuple[str, ...]] = []
    place = BackgroundLock(folder)

    def start(*arguments: str) -> bool:
        started.append(arguments)
        return place.take()

    autostart = SystemAutostart(folder, items, start)
    assert (autostart.state().on, autostart.state().running) == (False, False)
    autostart.switch_on()
    state = autostart.state()
    assert (state.on, state.ours, state.running) == (True, True, True)
    assert started == [("remind", "--background", "--data-dir", str(folder))]
    autostart.switch_on()
    assert len(started) == 1, "one runs already"
    place.release()
    items.write(("/bin/echo", "another copy"))
    state = autostart.state()
    assert (state.on, state.ours, state.running) == (True, False, False)
    autostart.switch_off()
    assert not autostart.state().on


def test_a_window_that_gets_its_reminders_starts_an_outdated_part_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed: list[SystemAutostart] = []

    def renew(its: SystemAutostart) -> None:
        renewed.append(its)

    monkeypatch.setattr(SystemAutostart, "renew", renew)
    assert make_reminding(tmp_path).autostart in renewed


def test_nobody_is_ended_by_an_old_number(tmp_path: Path) -> None:
    place = BackgroundLock(tmp_path)
    assert place.take()
    assert is_held(tmp_path)
    end_holder(tmp_path)  # ourselves: we are still here
    kept = (tmp_path / "smbsocial.reminders.json").read_text()
    place.release()
    sleeper = subprocess.Popen(["sleep", "30"])
    (tmp_path / "smbsocial.reminders.json").write_text(
        kept.replace(str(os.getpid()), str(sleeper.pid))
    )
    end_holder(tmp_path)
    assert sleeper.poll() is None
    sleeper.kill()
    sleeper.wait()


def test_the_program_is_found_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program("remind")[1:] == ("-P", "-m", "smbsocial", "remind")
    assert Path(program()[0]).is_absolute()
    assert shutil.which(program()[0])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.delenv("APPIMAGE", raising=False)
    assert program("remind") == (str(Path(sys.executable).absolute()), "remind")
    monkeypatch.setenv("APPIMAGE", "/opt/smbsocial.AppImage")
    assert program("remind") == ("/opt/smbsocial.AppImage", "remind")
