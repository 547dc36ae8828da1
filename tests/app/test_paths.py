"""Where things lie."""

from pathlib import Path

import pytest

from smbsocial.app import paths


def test_the_systems_own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = paths.data_folder()
    assert folder.name == "smbsocial"
    assert folder.is_relative_to(tmp_path)
    assert not folder.exists()


def test_a_chosen_folder_is_taken_by_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/rosa")
    assert paths.data_folder("~/My data") == Path("/home/rosa/My data")
    assert paths.data_folder("x") == Path.cwd() / "x"


def test_example_and_logs_lie_beside_and_inside() -> None:
    data = Path("/home/rosa/data/smbsocial")
    assert paths.example_folder(data) == Path("/home/rosa/data/smbsocial-example")
    assert paths.log_folder(data) == data / "log"


def test_the_resources_are_found() -> None:
    assert (paths.resources_folder() / "library").is_dir()


def test_an_installation_without_resources_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "smbsocial"
    package.mkdir()
    monkeypatch.setattr(paths.smbsocial, "__file__", str(package / "__init__.py"))
    with pytest.raises(RuntimeError):
        paths.resources_folder()
    (package / "_resources").mkdir()
    assert paths.resources_folder() == package / "_resources"
