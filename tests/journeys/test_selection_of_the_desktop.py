"""What is marked in a field for secrets, on a desktop where whatever is marked can be pasted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.desktop

ROOT = Path(__file__).parents[2]


def test_nothing_secret_gets_into_the_selection_of_x11() -> None:
    """The same tests as without a screen, which has no such selection."""
    tests = str(ROOT / "tests" / "ui" / "test_secret_fields.py")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", tests],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
