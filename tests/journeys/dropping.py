"""A file manager of one file: its window gives the file to whoever it is dragged to.

As a script (`dropping.py FILE X Y`) it shows that window, 40 × 40 pixels at a place of the screen.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from person import xdotool

SIDE, STEPS = 40, 8
BEGIN = (1230, 855)
"""Below the window of the program, on the screen of the tests."""
TRIES, COMING_SECONDS = 4, 3.0


@contextmanager
def offered(file: Path, x: int, y: int) -> Iterator[None]:
    """The window is there meanwhile."""
    words = [sys.executable, __file__, str(file), str(x), str(y)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "shown\n"
        try:
            yield
        finally:
            program.kill()


def drop(file: Path, at: tuple[int, int], came: Callable[[], bool]) -> None:
    """Drag the file to a place of the screen and let it fall there, until it `came`.

    Hands as fast as these now and then let go before the other window has said that it takes it.
    """
    with offered(file, *BEGIN):
        for _ in range(TRIES):
            _drag(at)
            end = time.monotonic() + COMING_SECONDS
            while time.monotonic() < end:
                if came():
                    return
                time.sleep(0.1)
    raise AssertionError(f"{TRIES} × {file.name} does not come to {at}")


def _drag(at: tuple[int, int]) -> None:
    x, y = (place + SIDE // 2 for place in BEGIN)
    xdotool("mousemove", str(x), str(y), "sleep", "0.1", "mousedown", "1", "sleep", "0.3")
    for step in range(1, STEPS + 1):
        on_x, on_y = x + (at[0] - x) * step // STEPS, y + (at[1] - y) * step // STEPS
        xdotool("mousemove", str(on_x), str(on_y), "sleep", "0.06")
    xdotool("mousemove", str(at[0] + 1), str(at[1]), "sleep", "0.3", "mouseup", "1")


def _show(file: str, x: str, y: str) -> None:
    from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
    from PySide6.QtGui import QDrag, QMouseEvent
    from PySide6.QtWidgets import QApplication, QWidget
    from typing_extensions import override

    class Source(QWidget):
        """The file's picture."""

        @override
        def mousePressEvent(self, event: QMouseEvent) -> None:
            drag, data = QDrag(self), QMimeData()
            data.setUrls([QUrl.fromLocalFile(file)])
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    app = QApplication([])
    source = Source(None, Qt.WindowType.BypassWindowManagerHint | Qt.WindowType.FramelessWindowHint)
    source.setGeometry(int(x), int(y), SIDE, SIDE)
    source.show()
    source.raise_()
    QTimer.singleShot(300, lambda: print("shown", flush=True))
    app.exec()


if __name__ == "__main__":
    _show(*sys.argv[1:])
