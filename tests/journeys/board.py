"""What another program of the desktop finds on the clipboard."""

import json
import os
import subprocess
import sys
from pathlib import Path

LOOKING = """
import json
from PySide6.QtWidgets import QApplication
app = QApplication([])
mime = app.clipboard().mimeData()
hint = bytes(mime.data("x-kde-passwordManagerHint").data()).decode() if mime else ""
print(json.dumps([app.clipboard().text(), hint]))
"""


def pasted() -> tuple[str, str]:
    """The text that pasting would give, and the mark for clipboard histories."""
    ran = subprocess.run(
        [sys.executable, "-c", LOOKING],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    text, hint = json.loads(ran.stdout)
    return text, hint
