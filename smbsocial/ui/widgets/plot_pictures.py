"""A chart as a picture for other programs: on the clipboard, as SVG, as PNG.

Paper is white, whatever the colours of the desktop.
"""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QMimeData,
    QRect,
    QRectF,
    QSize,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from smbsocial.ui import theme
from smbsocial.ui.widgets.plot import Plot
from smbsocial.ui.widgets.plot_painting import paint_plot
from smbsocial.ui.widgets.saving import png_of, write_file

SIZE = QSize(720, 360)
"""Of a picture, in pixels of the screen."""
SHARPER = 2
"""A bitmap has so many times as many."""


class Kind(Enum):
    """What a chart can be saved as; the value is the file's suffix."""

    SVG = "svg"
    PNG = "png"


def picture(plot: Plot, size: QSize = SIZE) -> QImage:
    """The chart with its title, `size` pixels of the screen large and twice as sharp."""
    made = QImage(size * SHARPER, QImage.Format.Format_RGB32)
    made.fill(QColor(theme.LIGHT.card))
    painter = QPainter(made)
    _draw(painter, plot, QRectF(made.rect()), SHARPER)
    painter.end()
    made.setDotsPerMeterX(round(made.dotsPerMeterX() * SHARPER))
    made.setDotsPerMeterY(round(made.dotsPerMeterY() * SHARPER))
    return made


def svg(plot: Plot, size: QSize = SIZE) -> bytes:
    """The chart with its title as SVG."""
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(plot.title)
    generator.setDescription(plot.summary())
    painter = QPainter(generator)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(theme.LIGHT.card))
    _draw(painter, plot, QRectF(0, 0, size.width(), size.height()), 1)
    painter.end()
    return bytes(data.data())


def png(plot: Plot, size: QSize = SIZE) -> bytes:
    """The chart with its title as PNG."""
    return png_of(picture(plot, size))


def copy(plot: Plot, size: QSize = SIZE) -> None:
    """Put the picture on the clipboard, for programs that take one or the other kind."""
    mime = QMimeData()
    mime.setImageData(picture(plot, size))
    mime.setData("image/svg+xml", QByteArray(svg(plot, size)))
    QGuiApplication.clipboard().setMimeData(mime)


def save(plot: Plot, kind: Kind, path: Path, size: QSize = SIZE) -> None:
    """Write the picture to a file. Raises ExpectedError(FILE_NOT_WRITTEN)."""
    write_file(path, svg(plot, size) if kind is Kind.SVG else png(plot, size))


def _draw(painter: QPainter, plot: Plot, rect: QRectF, scale: float) -> None:
    edge = theme.CARD_PADDING * scale
    inner = rect.adjusted(edge, edge, -edge, -edge)
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(theme.base_pixels() * scale))
    painter.save()
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.setPen(QColor(theme.LIGHT.ink))
    painter.setLayoutDirection(QGuiApplication.layoutDirection())
    said = painter.boundingRect(inner, 0, plot.title)
    painter.drawText(inner, 0, plot.title)
    painter.restore()
    painter.setFont(font)
    below = inner.adjusted(0, said.height() + theme.GAP * scale, 0, 0)
    paint_plot(painter, below, plot, theme.LIGHT, scale)
