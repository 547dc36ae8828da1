"""The keyboard's way through a page that was built anew: in the order of its layouts."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def chain_focus(layout: QLayout, *, behind: QWidget | None = None) -> None:
    """Let Tab go from widget to widget as they stand, whenever each was made.

    `behind`: the one that the first of them follows, else the first stays where it is.
    """
    first = () if behind is None else (behind,)
    for before, after in pairwise((*first, *stops(layout))):
        QWidget.setTabOrder(before, after)


def stops(layout: QLayout) -> Iterator[QWidget]:
    """Where Tab stops within a layout, in its order."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops_in(widget)
        elif inner is not None:
            yield from stops(inner)


def _stops_in(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
        return
    inner = widget.layout()
    if inner is not None:
        yield from stops(inner)
