"""What keeps other programs out of this one's memory, tried from outside and system by system."""

import ctypes
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from smbsocial.vault.process import Guard, harden

linux = pytest.mark.skipif(sys.platform != "linux", reason="prctl and /proc are Linux's")

HOLDER = """
    import ctypes, resource, sys
    from smbsocial.vault.process import harden
    kept = ctypes.create_string_buffer(b"canary-" + b"in-memory")
    done = harden() if sys.argv[1] == "hardened" else ()
    limit = resource.getrlimit(resource.RLIMIT_CORE)[0]
    print(ctypes.addressof(kept), limit, *sorted(guard.value for guard in done), flush=True)
    sys.stdin.read()
"""
READER = f"""
    import json, subprocess, sys
    holder = [sys.executable, "-c", {textwrap.dedent(HOLDER)!r}, sys.argv[1]]
    pipe = subprocess.PIPE
    with subprocess.Popen(holder, stdin=pipe, stdout=pipe, text=True) as child:
        address, limit, *guards = child.stdout.readline().split()
        try:
            with open(f"/proc/{{child.pid}}/mem", "rb", buffering=0) as memory:
                memory.seek(int(address))
                found = memory.read(16).decode()
        except OSError as error:
            found = type(error).__name__
        child.stdin.close()
    print(json.dumps([found, int(limit), guards]))
"""
"""A program that starts the other one, which even a careful system allows to read it."""


def without_rights() -> None:
    """Give up every right of root's over others; the next program has none of them."""
    prctl, drop_from_bounding_set = ctypes.CDLL(None).prctl, 24
    for capability in range(64):
        prctl(drop_from_bounding_set, capability, 0, 0, 0)


def logins() -> list[dict[str, Any]]:
    """How to start somebody who is not root, in the order to be tried; root may read everything.

    Where nobody else may start Python (it lies in root's home), root without any rights is the
    same to the kernel: it asks who owns a process, and then for a right to read all of them.
    """
    if os.geteuid():
        return [{}]
    nobody = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    return [nobody, {"preexec_fn": without_rights}]


def read_from_outside(how: str, home: Path) -> tuple[str, int, list[str]]:
    """What another program of the same login finds in the memory of one that is `how`."""
    variables = {**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", textwrap.dedent(READER), how]
    reasons = []
    for login in logins():
        try:
            ran = subprocess.run(
                command, env=variables, cwd="/", capture_output=True, text=True, timeout=60,
                check=True, **login,
            )  # fmt: skip
        except (OSError, LookupError, subprocess.CalledProcessError) as reason:
            reasons.append(str(reason))
        else:
            found, limit, guards = json.loads(ran.stdout)
            return found, limit, guards
    pytest.skip(f"nobody else can start Python and smbsocial here: {reasons}")


@linux
def test_54_memory_read_by_another_program(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    found, _, _ = read_from_outside("plain", tmp_path)
    if found != "canary-in-memory":
        pytest.skip(f"here nobody can read any program's memory anyway: {found}")
    found, limit, guards = read_from_outside("hardened", tmp_path)
    assert found == "PermissionError"
    assert limit == 0
    assert guards == ["no_core_file", "not_readable"]


class Library:
    """A system's library that notes what it is asked and answers with `status`."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.asked: list[tuple[object, ...]] = []

    def __call__(self, name: str | None) -> SimpleNamespace:
        return SimpleNamespace(prctl=self._noting(name, "prctl"), WerSetFlags=self._noting(name))

    def _noting(self, *called: object) -> Callable[..., int]:
        def note(*arguments: int) -> int:
            self.asked.append((*called, *arguments))
            return self.status

        return note


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[int, int]]]:
    """What was asked of the module `resource`, instead of this process's own limits."""
    asked: list[tuple[int, tuple[int, int]]] = []
    fake = SimpleNamespace(RLIMIT_CORE=4, setrlimit=lambda what, how: asked.append((what, how)))
    monkeypatch.setitem(sys.modules, "resource", fake)
    return asked


def test_linux_takes_both(limits: list[tuple[int, tuple[int, int]]]) -> None:
    library = Library(0)
    assert harden("linux", library=library) == {Guard.NOT_READABLE, Guard.NO_CORE_FILE}
    assert library.asked == [(None, "prctl", 4, 0, 0, 0, 0)]
    assert limits == [(4, (0, 0))]


def test_what_the_system_refused_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(what: int, how: tuple[int, int]) -> None:
        raise ValueError("not allowed to")

    monkeypatch.setitem(sys.modules, "resource", SimpleNamespace(RLIMIT_CORE=4, setrlimit=refuse))
    assert harden("linux", library=Library(-1)) == frozenset()
    assert harden("win32", library=Library(1)) == frozenset()


def test_macos_writes_no_core_file(limits: list[tuple[int, tuple[int, int]]]) -> None:
    library = Library(0)
    assert harden("darwin", library=library) == {Guard.NO_CORE_FILE}
    assert library.asked == []
    assert limits == [(4, (0, 0))]


def test_windows_reports_errors_without_the_heap() -> None:
    library = Library(0)
    assert harden("win32", library=library) == {Guard.NO_HEAP_IN_REPORTS}
    assert library.asked == [("kernel32", 1)]
