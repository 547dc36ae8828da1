"""What a picture can be asked without eyes: clipping, overlap, reach, names, and the Tab key."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from smbsocial.ui.tour.stage import Screen, settle
from smbsocial.ui.widgets.labels import ElidedLabel

SLACK = 1
"""Pixels that rounding may take."""
LIES_OVER = ("message_bar", "reminder_popup")
"""What lies over a page on purpose."""
BREAK = "\N{ZERO WIDTH SPACE}"
"""Where a shown password may be broken."""
MOST_TABS = 400
MOST_PARTS = 4
TAB = Qt.FocusPolicy.TabFocus
MOVES_ON = "figure-"
"""A week's figures are typed one below the other: there Enter keeps one and goes to the next."""


def problems(screen: Screen) -> list[str]:
    """Everything that is wrong with a screen, in words."""
    if isinstance(screen.dialog, QPrintPreviewDialog):
        return []  # Qt's own window
    front = screen.front
    found = [
        *clipped(front),
        *overlapping(front),
        *outside(front),
        *nameless(front),
        *out_of_reach(front),
        *entered_wrongly(front),
    ]
    return [f"{screen.name}: {problem}" for problem in found]


def seen(front: QWidget) -> Iterator[QWidget]:
    """Everything that is shown in a window, windows over it left out."""
    for child in front.findChildren(QWidget):
        if child.isVisibleTo(front) and child.window() is front.window():
            yield child


def clipped(front: QWidget) -> Iterator[str]:
    """Labels and buttons with less room than their text wants."""
    for widget in seen(front):
        if isinstance(widget, ElidedLabel):
            if widget.text() != widget.full_text and not widget.toolTip():
                yield f"{_who(widget)} is cut and no tooltip says the rest"
        elif isinstance(widget, QLabel) and widget.text():
            yield from _label(widget)
        elif isinstance(widget, (QPushButton, QCheckBox, QRadioButton)) and widget.text():
            wanted = widget.sizeHint()
            if _too_small(widget.size(), wanted):
                yield f"{_who(widget)} has {_of(widget.size())} of {_of(wanted)}"


def overlapping(front: QWidget) -> Iterator[str]:
    """Widgets of one layout that lie on each other."""
    for parent in [front, *seen(front)]:
        if parent.layout() is None or isinstance(parent.layout(), QStackedLayout):
            continue
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and child.isVisibleTo(parent)
            and not child.isWindow()
            and child.objectName() not in LIES_OVER
        ]
        for at, one in enumerate(children):
            for other in children[at + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > SLACK and common.height() > SLACK:
                    yield f"{_who(one)} and {_who(other)} overlap by {_of(common.size())}"


def outside(front: QWidget) -> Iterator[str]:
    """Widgets that stick out of what holds them, where nothing scrolls to them."""
    for widget in seen(front):
        parent = widget.parentWidget()
        if parent is None or _scrolls(parent):
            continue
        room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not room.contains(widget.geometry()) and not widget.geometry().isEmpty():
            yield f"{_who(widget)} sticks out of {_who(parent)}: {_rect(widget.geometry(), room)}"
    for area in front.findChildren(QScrollArea):
        paper = area.widget()
        if paper is None or not area.isVisibleTo(front):
            continue
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        hidden = paper.width() - area.viewport().width()
        if area.horizontalScrollBarPolicy() is never and hidden > SLACK:
            yield f"{_who(area)} hides {hidden} px at the side"


def nameless(front: QWidget) -> Iterator[str]:
    """Controls that a screen reader has no name for."""
    for control in controls(front):
        interface = QAccessible.queryAccessibleInterface(control)
        if not isinstance(interface, QAccessibleInterface):
            yield f"{_who(control)} is not known to readers"
        elif not interface.text(QAccessible.Text.Name).strip():
            yield f"{_who(control)} has no name for readers"


def out_of_reach(front: QWidget) -> Iterator[str]:
    """Controls that the Tab key never comes to."""
    visited = _walked_with_tab(front)
    groups = {w.group() or w.parentWidget() for w in visited if isinstance(w, QRadioButton)}
    for control in controls(front):
        if control in visited or control.focusProxy() in visited:
            continue
        if isinstance(control, QRadioButton):
            if (control.group() or control.parentWidget()) in groups:
                continue
        elif _is_exclusive(control) and any(_same_group(control, other) for other in visited):
            continue
        yield f"Tab never comes to {_who(control)}"


def entered_wrongly(front: QWidget) -> Iterator[str]:
    """What Enter in a field of a form presses beside the form's own verb."""
    if not isinstance(front, QDialog):
        return
    for field in fields(front):
        verb = [] if field.objectName().startswith(MOVES_ON) else [(True, True)]
        pressed = presses(field, front)
        if [(each.property("primary"), each.isDefault()) for each in pressed] != verb:
            names = ", ".join(map(_who, pressed)) or "nothing"
            yield f"Enter in {field.objectName()} presses {names}"


def fields(form: QWidget) -> list[QLineEdit]:
    """Where something can be typed."""
    return [
        each for each in form.findChildren(QLineEdit) if each.isVisible() and not each.isReadOnly()
    ]


def presses(field: QLineEdit, dialog: QDialog) -> list[QPushButton]:
    """The buttons that Enter in this field presses; nothing comes of it."""
    buttons = dialog.findChildren(QPushButton)
    before = [(each.isCheckable(), each.isChecked(), each.isEnabled()) for each in buttons]
    for each in buttons:
        each.blockSignals(True)
        each.setCheckable(True)  # a button that is pressed in silence still turns
        each.setEnabled(True)
    marks = [each.isChecked() for each in buttons]
    for each in buttons:
        each.setFocus(Qt.FocusReason.TabFocusReason)  # what had it last must not matter
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_Return)
    found = [each for each, mark in zip(buttons, marks, strict=True) if each.isChecked() != mark]
    for each, (checkable, checked, enabled) in zip(buttons, before, strict=True):
        each.setChecked(checked)
        each.setCheckable(checkable)
        each.setEnabled(enabled)
        each.blockSignals(False)
    return found


def _walked_with_tab(front: QWidget) -> set[QWidget]:
    """Round once; a day's field keeps the key for day, month and year."""
    front.activateWindow()
    settle()
    visited: list[QWidget] = []
    stayed = 0
    while stayed < MOST_PARTS and len(visited) < MOST_TABS:
        QTest.keyClick(QApplication.focusWidget() or front, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or (now in visited and now is not visited[-1]):
            break
        stayed = stayed + 1 if visited and now is visited[-1] else 0
        visited.append(now)
    return set(visited)


def controls(front: QWidget) -> Iterator[QWidget]:
    """What can be worked with: takes the Tab key, is enabled and is not Qt's inside."""
    for widget in seen(front):
        takes = widget.focusPolicy() & TAB == TAB
        inside = isinstance(widget.parentWidget(), QAbstractSpinBox)
        plain_area = type(widget).__mro__[1] is QScrollArea or isinstance(widget, QScrollArea)
        if takes and widget.isEnabled() and not inside and not plain_area:
            yield widget


def _label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        if wanted > label.height() + SLACK:
            yield f"{_who(label)} has {label.height()} of {wanted} px in height"
        words = label.text().replace(BREAK, " ").split()
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        if longest > label.contentsRect().width() + SLACK:
            yield f"{_who(label)} has {label.width()} px for a word of {longest}"
    elif _too_small(label.size(), label.sizeHint()):
        yield f"{_who(label)} has {_of(label.size())} of {_of(label.sizeHint())}"


def _too_small(has: QSize, wants: QSize) -> bool:
    return has.width() + SLACK < wants.width() or has.height() + SLACK < wants.height()


def _scrolls(parent: QWidget) -> bool:
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent


def _is_exclusive(control: QWidget) -> bool:
    return isinstance(control, QAbstractButton) and (
        control.autoExclusive() or (control.group() is not None and control.group().exclusive())
    )


def _same_group(one: QWidget, other: QWidget) -> bool:
    if not isinstance(one, QAbstractButton) or not isinstance(other, QAbstractButton):
        return False
    if one.group() is not None:
        return one.group() is other.group()
    return one.parentWidget() is other.parentWidget() and other.autoExclusive()


def _who(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    name = widget.objectName()
    where = widget.mapTo(widget.window(), QPoint())
    return f"{type(widget).__name__} {name!r} “{words[:40]}” at {where.x()},{where.y()}"


def _of(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"


def _rect(rect: QRect, room: QRect) -> str:
    return f"{rect.getRect()} in {room.getRect()}"
