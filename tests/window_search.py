"""What the widgets of this process say to anybody: searched, not only looked at."""

import dataclasses
from collections.abc import Iterator
from enum import Enum

from canary import Found, Search
from PySide6.QtCore import QAbstractItemModel, QByteArray, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QAction, QClipboard, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from smbsocial.domain.secret import Record, Secret
from smbsocial.usecases.changes import Changes

MOST_ROWS = 200
_WORDS = (
    "accessibleName", "accessibleDescription", "objectName", "toolTip", "statusTip", "whatsThis",
    "windowTitle", "windowFilePath", "title", "placeholderText", "prefix", "suffix",
)  # fmt: skip
_ACCESSIBLE = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
    QAccessible.Text.Accelerator,
)
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.UserRole,
)


def find_in_widgets(search: Search, where: str, *, typed: bool = True) -> set[Found]:
    """Markers in what every widget says, on the screen or to a screen reader.

    `typed` False leaves out what stands in fields, which a person may be typing just now.
    """
    found: set[Found] = set()
    for widget in QApplication.allWidgets():
        if not isValid(widget):
            continue
        name = f"{where}: {type(widget).__name__} {widget.objectName()}"
        for kind, text in said_by(widget, typed=typed):
            found |= search.find_in_text(text, f"{name}, {kind}")
    return found


def find_on_clipboard(search: Search, where: str) -> set[Found]:
    """Markers in any format of clipboard and selection."""
    found: set[Found] = set()
    clipboard = QGuiApplication.clipboard()
    for mode in QClipboard.Mode:
        mime = clipboard.mimeData(mode)
        for format_ in mime.formats() if mime is not None else ():
            data = bytes(mime.data(format_).data())
            found |= search.find(data, f"{where}: {mode.name}, {format_}")
    return found


def find_in_steps(search: Search, changes: Changes, where: str) -> set[Found]:
    """Markers, and any secret at all, in what undo and redo keep."""
    found: set[Found] = set()
    for number, value in enumerate(_leaves([*changes._done, *changes._undone])):
        if isinstance(value, Secret | Record):
            found.add(Found("a secret", type(value).__name__, f"{where}: step {number}"))
        else:
            data = value if isinstance(value, bytes) else str(value).encode()
            found |= search.find(data, f"{where}: undo, {number}")
    return found


def said_by(widget: QWidget, *, typed: bool) -> Iterator[tuple[str, str]]:
    """Everything that a widget says, with what kind of saying it is."""
    for name in _WORDS:
        yield name, _text(widget, name)
    yield from _written(widget, typed=typed)
    if isinstance(widget, QComboBox | QAbstractItemView):
        for text in _in_model(widget.model()):
            yield "items", text
    for action in widget.actions():
        yield "action", " ".join(_of_action(action))
    for property_ in widget.dynamicPropertyNames():
        name = bytes(property_.data()).decode()
        if not name.startswith("_"):  # Qt's and its binding's own
            yield name, str(widget.property(name))
    yield from _to_readers(widget, typed=typed)


def _written(widget: QWidget, *, typed: bool) -> Iterator[tuple[str, str]]:
    """What stands in it."""
    if isinstance(widget, QLineEdit):
        if typed or not _is_shown(widget):
            yield "displayed", widget.displayText()
        if typed:
            yield "text", widget.text()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        if typed:
            yield "text", widget.toPlainText()
    else:
        yield "text", _text(widget, "text")


def _to_readers(widget: QWidget, *, typed: bool) -> Iterator[tuple[str, str]]:
    """What a screen reader is told; of a field that can be read on the screen, its text too."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None or not interface.isValid():
        return
    shown = isinstance(widget, QLineEdit) and _is_shown(widget)
    several = isinstance(widget, QPlainTextEdit | QTextEdit)
    for kind in _ACCESSIBLE:
        if typed or kind is not QAccessible.Text.Value or not (shown or several):
            yield f"told as {kind.name}", interface.text(kind)
    text = interface.textInterface()
    if text is not None and (typed or not (shown or several)):
        yield "told as text", text.text(0, text.characterCount())


def _is_shown(line: QLineEdit) -> bool:
    return line.echoMode() is QLineEdit.EchoMode.Normal


def _text(widget: QObject, name: str) -> str:
    value = widget.property(name)
    if isinstance(value, QByteArray):
        return bytes(value.data()).decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _of_action(action: QAction) -> tuple[str, ...]:
    return action.text(), action.toolTip(), action.statusTip(), action.objectName()


def _in_model(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    for row in range(min(model.rowCount(QModelIndex()), MOST_ROWS)):
        for column in range(model.columnCount(QModelIndex())):
            index = model.index(row, column)
            for role in _ROLES:
                yield str(model.data(index, role))


def _leaves(value: object) -> Iterator[object]:
    """Each value in dataclasses, lists, tuples and mappings, however deep."""
    if isinstance(value, Secret | Record):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _leaves(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from _leaves([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, Enum):
        yield value.value
    else:
        yield value
