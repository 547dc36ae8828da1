"""The command line as a process of its own, and a café's answers."""

import subprocess
from pathlib import Path

import pytest
from program import CAFE, Done, Run, command, environment


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
