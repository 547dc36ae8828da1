"""The command line as a person or a script starts it: a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import smbsocial

CAFE = """
name = "Corner Café"
industry = "cafe"
country = "GB"
hours_per_week = 3
platforms = ["instagram"]
communities = ["Office lunch crowd", "Young parents nearby"]
closed_weekdays = ["sunday"]
[[people]]
name = "Maya"
posts = true
"""


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str

    @property
    def json(self) -> object:
        assert self.status == 0, self.err
        return json.loads(self.out)

    def refused(self) -> str:
        """The one sentence of a refusal."""
        assert self.status == 2, (self.status, self.out, self.err)
        assert self.out == ""
        (line,) = self.err.splitlines()
        assert "Traceback" not in line
        return line


Run = Callable[..., Done]


def environment(**changed: str) -> dict[str, str]:
    """The surroundings of a command: a plain locale, no display, the code under test."""
    checkout = str(Path(smbsocial.__file__).parent.parent)
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return {**kept, "PYTHONPATH": checkout, "PYTHONWARNINGS": "error", **changed}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "smbsocial", *map(str, arguments)]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def start(*arguments: object, **changed: str) -> Done:
        done = subprocess.run(
            command(*arguments),
            cwd=tmp_path,
            env=environment(**changed),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return start


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "cafe.toml"
    path.write_text(CAFE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def cafe_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A café set up by the command, to be copied."""
    folder = tmp_path_factory.mktemp("cafe")
    (folder / "cafe.toml").write_text(CAFE, encoding="utf-8")
    subprocess.run(
        command("setup", "--answers", folder / "cafe.toml", "--data-dir", folder / "data"),
        env=environment(),
        check=True,
        capture_output=True,
    )
    return folder / "data"


@pytest.fixture
def cafe(cafe_once: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(cafe_once, tmp_path / "data"))
