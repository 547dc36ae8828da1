"""Lines of the month that are laid out once lie where lines laid out anew lie."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from smbsocial.ui.calendar.painting import Fonts, Lines, draw_text

BOX = QRect(90, 10, 90, 24)
LONG = "A title that is far too long for its chip"


def ink(image: QImage) -> QRect:
    """The smallest rectangle around everything drawn."""
    dark = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 200
    ]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    top, bottom = min(y for _, y in dark), max(y for _, y in dark)
    return QRect(left, top, right - left + 1, bottom - top + 1)


def drawn(lines: Lines | None, fonts: Fonts, words: str, **how: bool) -> QRect:
    """Where words come to lie; painted elsewhere before, so that what is kept is painted."""
    mirrored, struck = how.get("mirrored", False), how.get("struck", False)
    trailing = how.get("trailing", False)
    for box in (BOX.translated(50, 0), BOX):
        image = QImage(240, 44, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        way = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(way)
        painter.translate(-30, 4)  # as within a window
        if lines is not None:
            lines.draw(painter, box, words, trailing=trailing)
        else:
            painter.setFont(fonts.struck if struck else fonts.chip)
            draw_text(painter, box, words, fonts.chip_metrics, trailing=trailing)
        painter.end()
    return ink(image)


@pytest.mark.parametrize("words", ["Cake", LONG, "✓ 4 a.m.", "! <b>bold</b>", "عربي قصير"])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("struck", [False, True])
@pytest.mark.parametrize("trailing", [False, True])
def test_a_kept_line_lies_where_a_new_one_does(
    qapp: QApplication, words: str, *, mirrored: bool, struck: bool, trailing: bool
) -> None:
    fonts = Fonts(QFont(qapp.font()))
    lines = fonts.struck_lines if struck else fonts.chip_lines
    how = {"mirrored": mirrored, "struck": struck, "trailing": trailing}
    kept, new = drawn(lines, fonts, words, **how), drawn(None, fonts, words, **how)
    assert abs(kept.left() - new.left()) <= 1
    assert abs(kept.right() - new.right()) <= 1
    assert abs(kept.top() - new.top()) <= 1
    assert abs(kept.bottom() - new.bottom()) <= 1
