"""The commands that README.md promises are there, and CI calls the one that tests."""

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def readme_commands():
    """Every line of README's code blocks."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("command", ["python3 packaging/run.py", "python3 packaging/test.py"])
def test_readme_gives_the_two_commands(command):
    assert command in readme_commands()


def test_every_script_that_readme_calls_exists():
    called = {
        word for line in readme_commands() for word in line.split() if word.startswith("packaging/")
    }
    assert {name for name in called if not (ROOT / name).is_file()} == set()


def test_ci_runs_the_test_command_of_the_readme():
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert lines[-1] in readme_commands()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bit")
@pytest.mark.parametrize("script", [".ci/run", "packaging/desk.sh", "packaging/keyring-session.sh"])
def test_the_scripts_may_be_run(script):
    assert os.access(ROOT / script, os.X_OK)
