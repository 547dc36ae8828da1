"""A desktop of its own: the real program, a home without anything in it, and no fake anywhere."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import WEDNESDAY, Program, Start, command, on, run

CAFE = """
name = "Corner Café"
industry = "cafe"
country = "GB"
hours_per_week = 3
starts = 2027-01-11
platforms = ["instagram"]
communities = ["Office lunch crowd", "Young parents nearby"]
[[people]]
name = "Maya"
posts = true
"""


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A new home; screen readers are heard; nothing else of this machine."""
    home = tmp_path / "home"
    home.mkdir()
    changed = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONWARNINGS": "error",
        "LANG": "en_GB.UTF-8",  # Qt asks it for the country, whatever the machine has installed
        "LC_CTYPE": "C.UTF-8",
    }
    kept = {name: value for name, value in os.environ.items() if name != "LC_ALL"}
    return {**kept, **changed}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the business will be; nothing is there yet."""
    return tmp_path / "data"


@pytest.fixture
def start(tmp_path: Path, folder: Path, surroundings: dict[str, str]) -> Iterator[Start]:
    """Start the program on the data folder; whatever still runs is ended after the test."""
    running: list[Program] = []

    def started(
        environment: dict[str, str] | None = None,
        wait: str = "",
        *,
        at: Path = folder,
        cage: list[str] | None = None,
    ) -> Program:
        log = tmp_path / f"said-{len(running)}.txt"
        words = [*(cage or ()), *command("--data-dir", at)]
        program = Program(words, environment or surroundings, log)
        running.append(program)
        if wait:
            program.reader.wait_for(wait)
            program.activate()
        return program

    yield started
    for program in running:
        if program.process.poll() is None:
            program.kill()
    said = "\n".join(filter(None, (program.said() for program in running)))
    assert not said, f"it wrote to its terminal:\n{said}"


@pytest.fixture(scope="session")
def cafe_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A café set up by the command on the Wednesday, to be copied."""
    place = tmp_path_factory.mktemp("cafe")
    (place / "cafe.toml").write_text(CAFE, encoding="utf-8")
    then = on(WEDNESDAY, dict(os.environ))
    run(then, "setup", "--answers", place / "cafe.toml", "--data-dir", place / "data")
    return place / "data"


@pytest.fixture
def cafe(cafe_once: Path, folder: Path) -> Path:
    """The data folder with a café in it that began on the Wednesday's Monday."""
    return Path(shutil.copytree(cafe_once, folder))


@pytest.fixture
def wednesday(surroundings: dict[str, str]) -> dict[str, str]:
    """The surroundings on the Wednesday of the café's first week."""
    return on(WEDNESDAY, surroundings)
