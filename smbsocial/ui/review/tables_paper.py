"""Tables on the review's paper."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from smbsocial.ui.review.cost_rows import Rows


def table(rows: Rows, *, figures: bool = False) -> str:
    """A table as HTML; "" without rows. `figures`: all columns but the first hold some."""
    if not rows.cells:
        return ""
    sides = [side(figures and column > 0) for column in range(len(rows.cells[0]))]
    heads = "".join(
        f'<td class="head"{at}>{escape(text)}</td>'
        for at, text in zip(sides, rows.heads, strict=False)
    )
    said = [f"<tr>{heads}</tr>"] if heads else []
    for number, cells in enumerate(rows.cells):
        strong = rows.has_sum and number == len(rows.cells) - 1
        inside = [f"<b>{escape(text)}</b>" if strong else escape(text) for text in cells]
        row = zip(sides, inside, strict=True)
        line = "".join(f'<td class="cell"{at}>{each}</td>' for at, each in row)
        said.append(f"<tr>{line}</tr>")
    return f'<table width="100%" cellpadding="3" cellspacing="0">{"".join(said)}</table>'


def side(is_figure: bool) -> str:
    """How a cell is aligned: figures end below each other."""
    if not is_figure:
        return ""
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return ' align="left"' if mirrored else ' align="right"'
