"""Test 53 on a real desktop: what another program sees of a copied secret, and when no longer."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.desktop

ROOT = Path(__file__).parents[2]
SURROUNDINGS = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
WORD = "gd9eBPzLMb-hx8LKwmAq"

HOLDING = """
import sys, threading
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from smbsocial.domain.secret import Secret
from smbsocial.ui.clipboard import SecretClipboard

class Told(QObject):
    line = Signal(str)

app = QApplication([])
app.clipboard().setText("selected before", QClipboard.Mode.Selection)
kept, told = SecretClipboard(), Told()

def obey(line):
    match line.split():
        case ["copy", word, seconds]: kept.copy(Secret(word), int(seconds))
        case ["lock"]: kept.clear_now()
        case ["quit"]: app.quit()
    print("done", line, flush=True)

told.line.connect(obey)
def listen():
    for line in sys.stdin:
        told.line.emit(line.strip())
threading.Thread(target=listen, daemon=True).start()
app.exec()
"""
LOOKING = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
app = QApplication([])
board = app.clipboard()
if sys.argv[1:]:
    board.setText(sys.argv[1])
    print("{}", flush=True)
    QTimer.singleShot(int(sys.argv[2]), app.quit)
    app.exec()
else:
    mime = board.mimeData()
    print(json.dumps({
        "text": board.text(),
        "selected": board.text(QClipboard.Mode.Selection),
        "hint": bytes(mime.data("x-kde-passwordManagerHint").data()).decode() if mime else "",
    }))
"""


class Holder:
    """The program that copies, told line by line what to do."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDING], cwd=ROOT, env=SURROUNDINGS, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline().strip() == f"done {line}"


@pytest.fixture
def holder() -> Iterator[Holder]:
    made = Holder()
    yield made
    made.process.kill()
    made.process.communicate()


def seen() -> dict[str, Any]:
    """What another program finds on the clipboard."""
    ran = subprocess.run(
        [sys.executable, "-c", LOOKING],
        cwd=ROOT, env=SURROUNDINGS, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_53_another_program_sees_the_secret_its_mark_and_no_selection(holder: Holder) -> None:
    holder.tell(f"copy {WORD} 60")
    assert seen() == {"text": WORD, "selected": "selected before", "hint": "secret"}
    holder.tell("lock")
    assert seen() == {"text": "", "selected": "selected before", "hint": ""}


def test_53_after_its_time_another_program_sees_nothing(holder: Holder) -> None:
    holder.tell(f"copy {WORD} 2")
    assert seen()["text"] == WORD
    end = time.monotonic() + 20
    while seen()["text"]:
        assert time.monotonic() < end
    assert seen()["selected"] == "selected before"


def test_53_after_quitting_another_program_sees_nothing(holder: Holder) -> None:
    holder.tell(f"copy {WORD} 60")
    holder.tell("quit")
    assert holder.process.wait(timeout=20) == 0
    assert seen()["text"] == ""


def test_53_what_another_program_copied_stays(holder: Holder) -> None:
    holder.tell(f"copy {WORD} 60")
    other = subprocess.Popen(
        [sys.executable, "-c", LOOKING, "a shopping list", "15000"],
        cwd=ROOT, env=SURROUNDINGS, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert other.stdout is not None
        other.stdout.readline()
        holder.tell("lock")
        assert seen()["text"] == "a shopping list"
    finally:
        other.kill()
        other.communicate()
