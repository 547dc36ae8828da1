"""Buttons: one primary a screen; each says its verb and its object."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    flat: bool = False,
    name: str = "",
    accessible: str = "",
) -> QPushButton:
    """A push button; `accessible` is its name for readers where the text is only a sign."""
    made = QPushButton(text)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if primary:
        made.setProperty("primary", True)
    if flat:
        made.setProperty("flat", True)
    if name:
        made.setObjectName(name)
    made.setAccessibleName(accessible or text)
    if accessible:
        made.setToolTip(accessible)
    if clicked:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def icon_button(
    icon: QIcon, accessible: str, clicked: Callable[[], object] | None = None, *, name: str = ""
) -> QPushButton:
    """A button that shows only an icon; its words are for readers and the tooltip."""
    made = button("", clicked, name=name, accessible=accessible)
    made.setIcon(icon)
    made.setIconSize(QSize(16, 16))
    return made
