"""PySide6 6.12.0 loses a reference of None at each void call, until Python below 3.12 dies of it.

Before lifting the pin in pyproject.toml, see this test pass on Python 3.11 with the new version.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANY_VOID_CALLS = (
    "from PySide6.QtCore import QObject; o = QObject(); "
    "[o.setObjectName('x') for i in range(200000)]; print('alive')"
)


def test_the_installed_qt_survives_many_void_calls():
    answer = subprocess.run(
        [sys.executable, "-c", MANY_VOID_CALLS],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (answer.returncode, answer.stdout.strip()) == (0, "alive"), answer.stderr


def test_the_project_asks_for_qt_below_the_bad_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (qt,) = (name for name in project["dependencies"] if name.startswith("PySide6"))
    assert qt.endswith(",<6.12")
