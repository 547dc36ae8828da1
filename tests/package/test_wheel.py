"""The built wheel, laid into a folder of its own, is the whole app."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys, hatchling.build as build; build.build_wheel(sys.argv[1])"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-P", "-c", BUILD, folder], cwd=ROOT, check=True)
    (built,) = folder.glob("smbsocial-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def run(installed, tmp_path):
    """Run Python where `installed` goes before this checkout, far away from it."""
    own = {"PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}

    def start(*arguments):
        return subprocess.run(
            [sys.executable, "-P", *map(str, arguments)],
            check=False,
            cwd=tmp_path,
            env={**os.environ, **own},
            capture_output=True,
            text=True,
            timeout=60,
        )

    return start


def files_below(folder):
    kept = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix()
        for path in kept
        if "__pycache__" not in path.parts and path.suffix != ".pyc"
    }


def test_every_resource_and_every_module_is_inside(installed):
    resources = files_below(ROOT / "resources")
    assert resources, "resources/ is empty"
    inside = files_below(installed / "smbsocial")
    modules = files_below(ROOT / "smbsocial")
    assert inside == modules | {f"_resources/{name}" for name in resources}


def test_nothing_else_is_inside(installed):
    names = {path.name for path in installed.iterdir()}
    assert names == {"smbsocial", f"smbsocial-{VERSION}.dist-info"}


def test_python_takes_the_installed_copy(run, installed):
    answer = run("-c", "import smbsocial; print(smbsocial.__file__)")
    assert answer.stdout.strip() == str(installed / "smbsocial" / "__init__.py")


def test_both_programs_lead_into_the_app(run):
    code = (
        "from importlib.metadata import distribution as d\n"
        "found = {e.name: e.load() for e in d('smbsocial').entry_points}\n"
        "print(*sorted(found))"
    )
    answer = run("-c", code)
    assert answer.stdout.split() == ["smbsocial", "smbsocial-gui"], answer.stderr


def test_it_tells_its_version(run):
    answer = run("-m", "smbsocial", "--version")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert VERSION in answer.stdout.split()


def test_it_works_with_its_own_resources(run, tmp_path):
    data = tmp_path / "data"
    made = run("-m", "smbsocial", "example", "--data-dir", data)
    assert made.returncode == 0, made.stderr
    week = run("-m", "smbsocial", "week", "--json", "--data-dir", data)
    assert week.returncode == 0, week.stderr
    json.loads(week.stdout)
