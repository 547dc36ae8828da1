"""Test smbsocial: python3 packaging/test.py [--quick] [arguments of pytest …].

Prepares .venv like run.py, with the tools of the tests and the Debian packages they call, then
runs every check in order and stops at the first that fails. --quick leaves out the slow tests,
the ones with a real keyring or on a real desktop, the benchmarks and the tour; arguments for pytest
leave out the last two.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

import environment as env

OUT = env.ROOT / "out"
NO_TESTS = 5  # pytest's exit status for "nothing collected"


BESIDE: dict[int, IO[str]] = {}
"""Where a thread beside the main one puts what its commands say, to be shown after it."""


class Tally:
    """What the steps so far came to; its last line is the closing line of the run."""

    def __init__(self) -> None:
        self.passed = self.failed = self.skipped = 0

    def read(self, report: Path) -> None:
        """Add up one report of pytest."""
        if not report.exists():
            return
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own file
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            self.failed += failed
            self.skipped += skipped
            self.passed += int(suite.get("tests", 0)) - failed - skipped

    def close(self) -> None:
        """Print the closing line."""
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}", flush=True)


def step(name: str, command: list[str], fine: tuple[int, ...] = (0,), **variables: str) -> None:
    """Run one check, say how long it took, and stop everything if it fails."""
    print(f"=== {name}", flush=True)
    start = time.perf_counter()
    surroundings = {**os.environ, **variables}
    log = BESIDE.get(threading.get_ident())
    status = subprocess.run(
        command,
        check=False,
        cwd=env.ROOT,
        env=surroundings,
        stdout=log,
        stderr=subprocess.STDOUT if log else None,
    ).returncode
    seconds = time.perf_counter() - start
    if status not in fine:
        raise env.CannotGoOnError(f"{name} failed after {seconds:.1f} s (exit status {status}).")
    print(f"=== {name}: {seconds:.1f} s", flush=True)


def python(*arguments: str) -> list[str]:
    return [env.venv_program("python"), *arguments]


def check_code() -> None:
    step("ruff check", python("-m", "ruff", "check", "."))
    step("ruff format", python("-m", "ruff", "format", "--check", "."))
    step("types", python("-m", "mypy"))
    step("architecture", [env.venv_program("lint-imports")])


def pytest_step(name: str, tally: Tally, *arguments: str, before: list[str], platform: str) -> None:
    """Run pytest and add its counts, whatever it ends with."""
    report = OUT / f"{name.replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    pytest = python("-m", "pytest", f"--junitxml={report}", *arguments)
    try:
        step(name, [*before, *pytest], (0, NO_TESTS), QT_QPA_PLATFORM=platform)
    finally:
        tally.read(report)


def test_without_screen(arguments: list[str], tally: Tally, *, quick: bool) -> None:
    """Run what needs neither a screen nor a keyring, on all processors."""
    which = "not desktop and not keyring" + (" and not slow" if quick else "")
    options = ("-n", "auto", "-m", which, *arguments)
    pytest_step("tests", tally, *options, before=[], platform="offscreen")


def packaged(script: str) -> list[str]:
    return ["bash", str(env.ROOT / "packaging" / script)]


def test_with_keyring(arguments: list[str], tally: Tally) -> None:
    """Run the tests that want a real keyring to lock, stop and kill, one at a time."""
    options = ("-n", "0", "-m", "keyring and not desktop", *arguments)
    keyring = packaged("keyring-session.sh")
    pytest_step("tests with a keyring", tally, *options, before=keyring, platform="offscreen")


def test_on_desktop(arguments: list[str], tally: Tally) -> None:
    """Run the tests that want windows, a bus and a keyring, one at a time on a desktop of ours."""
    before = [*packaged("keyring-session.sh"), "env", "KEEP_BUS=1", *packaged("desk.sh")]
    options = ("-n", "0", "-m", "desktop", *arguments)
    pytest_step("tests on a desktop", tally, *options, before=before, platform="xcb")


def test_side_by_side(arguments: list[str], tally: Tally) -> None:
    """Those with a keyring mostly wait, so they run beside those on a desktop.

    Each of the two has a bus and a keyring of its own.
    """
    told = OUT / "tests-with-a-keyring.txt"

    def beside() -> None:
        with told.open("w") as log:
            BESIDE[threading.get_ident()] = log
            try:
                test_with_keyring(arguments, tally)
            finally:
                del BESIDE[threading.get_ident()]  # a later thread may get its number

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(beside)
        try:
            test_on_desktop(arguments, tally)
        finally:
            wait([running])
            print(told.read_text("utf-8", "replace"), flush=True)
    running.result()


def measure() -> None:
    for script in sorted((env.ROOT / "tests" / "benchmarks").glob("*.py")):
        if not script.name.startswith(("_", "test_", "conftest")):
            step(f"benchmark {script.stem}", python(str(script)), QT_QPA_PLATFORM="offscreen")


def draw_tour() -> None:
    """Both themes at once: nothing is measured here."""
    with ThreadPoolExecutor(2) as pool:
        for drawn in [pool.submit(draw, theme) for theme in ("light", "dark")]:
            drawn.result()


def draw(theme: str) -> None:
    folder = OUT / "tour" / theme
    shutil.rmtree(folder, ignore_errors=True)
    tour = python("-m", "smbsocial", "tour", "--to", str(folder), "--theme", theme)
    step(f"tour, {theme}", tour, QT_QPA_PLATFORM="offscreen")
    if not any(folder.glob("*.png")):
        raise env.CannotGoOnError(f"The tour left no picture in {folder}.")


def run_all(arguments: list[str], tally: Tally) -> None:
    """Run every step that these arguments leave in."""
    quick = "--quick" in arguments
    arguments = [argument for argument in arguments if argument != "--quick"]
    env.install("test")
    env.provide_qt_libraries()
    desktop = not quick and env.provide_test_packages()
    OUT.mkdir(exist_ok=True)
    check_code()
    test_without_screen(arguments, tally, quick=quick)
    if desktop:
        test_side_by_side(arguments, tally)
    if not quick and not arguments:
        measure()
        draw_tour()
    if not quick and not desktop:
        env.say("The tests with a keyring and on a desktop were left out, see above.")


def main() -> int:
    env.with_right_python(Path(__file__).resolve())
    tally = Tally()
    try:
        run_all(sys.argv[1:], tally)
        if not tally.passed:
            raise env.CannotGoOnError("No test ran.")
    except env.CannotGoOnError as reason:
        env.say(str(reason))
        tally.failed = max(tally.failed, 1)
    tally.close()
    return 1 if tally.failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except env.CannotGoOnError as reason:
        env.say(str(reason))
        sys.exit(2)
    except KeyboardInterrupt:
        env.say("Stopped.")
        sys.exit(130)
