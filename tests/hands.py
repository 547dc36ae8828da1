"""Hands at the widgets of this process: they press, type and choose as a person would."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from smbsocial.ui import jobs

W = TypeVar("W", bound=QWidget)

WAIT_MS = 60_000


class NotThereError(AssertionError):
    """What a person would have used is not on the screen."""


def settle(turns: int = 6) -> None:
    """Let queued signals, layouts and jobs come to rest."""
    for _ in range(turns):
        QCoreApplication.processEvents()
        jobs.wait_all()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def wait_until(true: Callable[[], object], what: str) -> None:
    """Wait for something to come true."""
    timer = QElapsedTimer()
    timer.start()
    while not true():
        if timer.elapsed() > WAIT_MS:
            raise NotThereError(f"{what} did not come; there is:\n{on_screen()}")
        settle(1)
        QTest.qWait(5)
    settle()


def on_screen() -> str:
    """The names of what is on the screen, for whoever reads why a walk stopped."""
    lines = []
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            named = [
                f"{type(w).__name__}:{w.objectName()}"
                for w in window.findChildren(QWidget)
                if w.isVisible() and w.objectName() and not w.objectName().startswith("qt_")
            ]
            lines.append(f"{type(window).__name__} {window.windowTitle()}: {' '.join(named)}")
    return "\n".join(lines)


def front() -> QWidget:
    """The dialog that is in front, else the window."""
    modal = QApplication.activeModalWidget()
    if modal is not None:
        return modal
    dialogs = [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    ]
    if dialogs:
        return dialogs[-1]
    return next(w for w in QApplication.topLevelWidgets() if w.isVisible())


def find(name: str, kind: type[W], place: QWidget | None = None) -> W:
    """The visible widget of that name in front; a name that ends in a star begins so."""
    found = _found(name, kind, place)
    if found is None:
        raise NotThereError(f"no {kind.__name__} {name!r} in {place or front()}:\n{on_screen()}")
    return found


def is_there(name: str, kind: type[QWidget] = QWidget, place: QWidget | None = None) -> bool:
    """Whether such a widget is visible in front."""
    return _found(name, kind, place) is not None


def press(name: str, place: QWidget | None = None) -> None:
    """Press a button once it can be pressed."""
    wait_until(lambda: _pressable(name, place), f"button {name}")
    button = find(name, QAbstractButton, place)
    middle = QPoint(min(10, button.width() // 2), button.height() // 2)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    settle()


def type_into(name: str, text: str, place: QWidget | None = None) -> None:
    """Type into a line or a text, in the place of what stood there, letter by letter."""
    wait_until(lambda: is_there(name, place=place), f"field {name}")
    field = find(name, QWidget, place)
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    if isinstance(field, QLineEdit | QPlainTextEdit):
        field.selectAll()
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, line)
    settle()
    now = field.text() if isinstance(field, QLineEdit) else field.property("plainText")
    if now != text:
        raise NotThereError(f"{name} did not take what was typed")


def choose(name: str, value: object, place: QWidget | None = None) -> None:
    """Choose an entry by its value, or by its words, as a click on it does."""
    wait_until(lambda: is_there(name, QComboBox, place), f"choice {name}")
    box = find(name, QComboBox, place)
    at = next((n for n in range(box.count()) if value in (box.itemData(n), box.itemText(n))), None)
    if at is None:
        raise NotThereError(f"{name} does not offer {value!r}")
    box.setCurrentIndex(at)
    box.activated.emit(at)
    settle()


def pick_file(path: Path) -> None:
    """Say in the file dialog that is open which file or folder it shall be."""

    def dialog() -> QFileDialog | None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog)]
        return next((w for w in shown if w.isVisible()), None)

    wait_until(dialog, "the file dialog")
    found = dialog()
    assert found is not None
    found.setDirectory(str(path.parent))
    found.selectFile(str(path))
    line = found.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(path))
    found.accept()  # type: ignore[attr-defined]
    wait_until(lambda: dialog() is None, "the end of the file dialog")


def wait_for(kind: type[W]) -> W:
    """The open dialog of that kind, once it is there."""

    def dialog() -> W | None:
        shown = [w for w in QApplication.allWidgets() if isinstance(w, kind) and w.isVisible()]
        return shown[-1] if shown else None

    wait_until(dialog, kind.__name__)
    found = dialog()
    assert found is not None
    return found


def wait_for_end(dialog: QDialog) -> Callable[[], None]:
    """Call what comes back to wait until the dialog, which is open now, was closed."""
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    name = type(dialog).__name__
    return lambda: wait_until(lambda: closed, f"the end of {name}")


def answer_box(words: str) -> None:
    """Press a button of the message box that comes next, by its words."""

    def press_it() -> bool:
        boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
        for box in boxes:
            for each in box.findChildren(QPushButton):
                if box.isVisible() and each.text() == words:
                    each.click()
                    return True
        return False

    wait_until(press_it, f"a box with {words!r}")


def _pressable(name: str, place: QWidget | None) -> bool:
    button = _found(name, QAbstractButton, place)
    return button is not None and button.isEnabled()


def _found(name: str, kind: type[W], place: QWidget | None) -> W | None:
    for each in (place or front()).findChildren(kind):
        same = each.objectName() == name
        begins = name.endswith("*") and each.objectName().startswith(name[:-1])
        if (same or begins) and each.isVisible():
            return each
    return None
