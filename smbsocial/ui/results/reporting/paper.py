"""The report on two to four pages of A4 or Letter; made in a worker: no widget, no store."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QTextTable,
    QTransform,
)
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.printing import write_pdf
from smbsocial.ui.results.reporting.content import (
    COLUMNS,
    ORIGIN,
    Breaks,
    Room,
    charts,
    html,
    marker,
)
from smbsocial.ui.text import report as words
from smbsocial.ui.widgets.plot import Plot
from smbsocial.ui.widgets.plot_painting import paint_plot
from smbsocial.usecases.results.report import ReportSheet

MARGIN_MM = 16.0
SIZES = (10, 9, 8, 7)
"""Of the letters, in points: the largest of which all fits."""
ROOMS = (Room(20, 12, 12, 30), Room(10, 10, 6, 12), Room(8, 8, 5, 8), Room(6, 8, 4, 5))
HOWS = tuple((letters, room) for room in ROOMS for letters in SIZES)
"""As much as fits, in letters as large as fit."""
FEWEST, MOST = 2, 4
"""Pages."""
FEW_EVENTS = 2
"""In a low chart."""
FOOT_PT = 24.0
FEW_CHARTS = 4
TALL_PT, LOW_PT = 150.0, 100.0
"""How high a chart is: of few, and of many."""
KEEP_PT = 90.0
"""So much room must be left below a heading, else it begins the next page."""
NOWHERE = (float("inf"), -1)
FINER = 10
"""A chart is drawn in units so much finer than a point: letters stand exactly."""
CHART = QTextFormat.ObjectTypes.UserObject.value + 1
NUMBER = QTextFormat.Property.UserProperty.value + 1


def report_pdf(sheet: ReportSheet, path: Path) -> None:
    """Write the report as a PDF. Raises ExpectedError(FILE_NOT_WRITTEN)."""
    title = f"{sheet.books.business.name}: {words.span_name(sheet.books.span)}"
    write_pdf(path, title, MARGIN_MM, lambda writer: _draw(sheet, writer))


class Charts(QPyTextObject):
    """Draws the report's charts where the text leaves room for them."""

    def __init__(self, plots: tuple[Plot, ...], width: float) -> None:
        super().__init__()
        many = len(plots) > FEW_CHARTS
        self._plots = tuple(_fewer(plot) for plot in plots) if many else plots
        self._size = QSizeF(width, LOW_PT if many else TALL_PT)

    @property
    def height(self) -> float:
        """Of one chart, in points."""
        return self._size.height()

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """The same for all."""
        return self._size

    @override
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        """Draw the chart whose number the text holds."""
        plot = self._plots[format.intProperty(NUMBER)]
        letters = doc.defaultFont().pixelSize() * FINER / theme.base_pixels()
        painter.save()
        painter.setFont(doc.defaultFont())
        painter.setTransform(QTransform.fromTranslate(rect.x(), rect.y()), True)
        painter.scale(1 / FINER, 1 / FINER)
        whole = QRectF(0, 0, rect.width() * FINER, rect.height() * FINER)
        whole.setTop(_chart_title(painter, whole, plot.title, doc.defaultFont()))
        painter.setFont(doc.defaultFont())
        paint_plot(painter, whole, plot, theme.LIGHT, letters)
        painter.restore()


@dataclass(frozen=True, slots=True)
class Laid:
    """The report laid out, with what draws its charts, which the document does not own."""

    document: QTextDocument
    charts: Charts


def laid_out(sheet: ReportSheet, size: QSizeF) -> Laid:
    """The report as a document of two to four pages of `size` points."""
    plots = charts(sheet)
    first = _laid(sheet, plots, size, (SIZES[0], ROOMS[0]), Breaks())
    if first.document.pageCount() < FEWEST:
        return _laid(sheet, plots, size, (SIZES[0], ROOMS[0]), Breaks(frozenset({ORIGIN})))
    for how in HOWS:
        laid = _placed(sheet, plots, size, how)
        if laid.document.pageCount() <= MOST:
            return laid
    return _placed(sheet, plots, size, HOWS[-1])


def _placed(
    sheet: ReportSheet, plots: tuple[Plot, ...], size: QSizeF, how: tuple[int, Room]
) -> Laid:
    """Laid out so that no title stands alone and no row is torn; of what is too long, as is."""
    breaks = Breaks()
    while True:
        laid = _laid(sheet, plots, size, how, breaks)
        better = _better(laid, size.height(), breaks)
        if laid.document.pageCount() > MOST or better == breaks:
            return laid
        breaks = better


def _laid(
    sheet: ReportSheet,
    plots: tuple[Plot, ...],
    size: QSizeF,
    how: tuple[int, Room],
    breaks: Breaks,
) -> Laid:
    letters, room = how
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setUseDesignMetrics(True)
    font = QFont(QGuiApplication.font())
    font.setPixelSize(letters)  # the painter is scaled to points
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    document.setDefaultFont(font)
    document.setDefaultTextOption(_option())
    document.setDefaultStyleSheet(_style(letters))
    document.setHtml(html(sheet, room, breaks))
    drawer = Charts(plots, size.width() / COLUMNS - letters)
    document.documentLayout().registerHandler(CHART, drawer)
    for number in range(len(plots)):
        _put_chart(document, number)
    document.setPageSize(size)
    return Laid(document, drawer)


def _fewer(plot: Plot) -> Plot:
    """A low chart has room for the words of few events: the last ones."""
    first, last = plot.edges
    inside = [each for each in plot.events if first <= each.day <= last]
    return replace(plot, events=tuple(sorted(inside, key=lambda e: e.day)[-FEW_EVENTS:]))


def _put_chart(document: QTextDocument, number: int) -> None:
    place = document.find(marker(number))
    shape = QTextCharFormat()
    shape.setObjectType(CHART)
    shape.setProperty(NUMBER, number)
    place.insertText("\ufffc", shape)


def _better(laid: Laid, height: float, breaks: Breaks) -> Breaks:
    """With one page more begun where the first thing stands that does not stand well."""
    title = min(_lonely(laid, height, breaks.chapters), default=NOWHERE)
    row = min(_torn(laid, height, breaks.rows), default=NOWHERE)
    if title == row:
        return breaks
    if title < row:
        return replace(breaks, chapters=breaks.chapters | {title[1]})
    return replace(breaks, rows=breaks.rows | {row[1]})


def _lonely(laid: Laid, height: float, known: frozenset[int]) -> list[tuple[float, int]]:
    """Chapters whose title has no room for their first lines below it: where they are, which."""
    layout = laid.document.documentLayout()
    found, number = [], 0
    block = laid.document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() == 2:
            top = layout.blockBoundingRect(block).top()
            needed = KEEP_PT + (laid.charts.height if _leads_to_charts(block) else 0)
            if height - top % height < needed and number not in known:
                found.append((top, number))
            number += 1
        block = block.next()
    return found


def _torn(laid: Laid, height: float, known: frozenset[int]) -> list[tuple[float, int]]:
    """Rows that begin on one page and end on the next: where they are, which."""
    layout = laid.document.documentLayout()
    found, number = [], 0
    for table in laid.document.rootFrame().childFrames():
        if not isinstance(table, QTextTable) or not table.format().headerRowCount():
            continue
        for row in range(1, table.rows()):
            cells = [table.cellAt(row, column) for column in range(table.columns())]
            tops = [layout.blockBoundingRect(c.firstCursorPosition().block()) for c in cells]
            ends = [layout.blockBoundingRect(c.lastCursorPosition().block()) for c in cells]
            top, end = min(r.top() for r in tops), max(r.bottom() for r in ends)
            if top // height != (end - 1) // height and number not in known:
                found.append((top, number))
            number += 1
    return found


def _leads_to_charts(block: QTextBlock) -> bool:
    following = block.next()
    return following.isValid() and "\ufffc" in following.text()


def _draw(sheet: ReportSheet, writer: QPdfWriter) -> None:
    points = writer.pageLayout().paintRect(writer.pageLayout().Unit.Point)
    width, height = points.width(), points.height() - FOOT_PT
    laid = laid_out(sheet, QSizeF(width, height))
    pages = laid.document.pageCount()
    scale = writer.logicalDpiX() / 72
    painter = QPainter(writer)
    try:
        for page in range(pages):
            if page:
                writer.newPage()
            painter.setTransform(QTransform(scale, 0, 0, scale, 0, -page * height * scale))
            laid.document.drawContents(painter, QRectF(0, page * height, width, height))
            painter.setTransform(QTransform(scale / FINER, 0, 0, scale / FINER, 0, 0))
            foot = QRectF(0, height * FINER, width * FINER, FOOT_PT * FINER)
            _foot(painter, foot, sheet, words.page_of(page + 1, pages))
    finally:
        painter.end()


def _chart_title(painter: QPainter, rect: QRectF, text: str, font: QFont) -> float:
    """Write it at the top of `rect`; where what is below begins."""
    bold = QFont(font)
    bold.setPixelSize(font.pixelSize() * FINER)
    bold.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(bold)
    painter.setFont(bold)
    painter.setPen(QColor(theme.LIGHT.ink))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
    painter.drawText(rect, int(leading), shown)
    return rect.top() + metrics.height()


def _foot(painter: QPainter, rect: QRectF, sheet: ReportSheet, page: str) -> None:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(8 * FINER)
    painter.setFont(font)
    painter.setPen(QColor(theme.LIGHT.muted))
    metrics = QFontMetricsF(font)
    room = rect.width() - metrics.horizontalAdvance(page) - 2 * theme.GAP * FINER
    named = f"{sheet.books.business.name} · {words.span_name(sheet.books.span)}"
    named = metrics.elidedText(named, Qt.TextElideMode.ElideMiddle, room)
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(rect, int(bottom | Qt.AlignmentFlag.AlignLeading), named)
    painter.drawText(rect, int(bottom | Qt.AlignmentFlag.AlignTrailing), page)


def _option() -> QTextOption:
    option = QTextOption()
    option.setTextDirection(QGuiApplication.layoutDirection())
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _style(letters: int) -> str:
    t = theme.LIGHT
    return (
        f"h1, h2, p, td, li, b, span {{ color: {t.ink} }}"
        f" h1 {{ font-size: {letters * 2}px; font-weight: 600; margin: 0 }}"
        f" h2 {{ font-size: {round(letters * 1.3)}px; font-weight: 600;"
        f" margin-top: {letters * 1.4}px; margin-bottom: {letters * 0.3}px }}"
        f" p {{ margin-top: {letters * 0.3}px; margin-bottom: {letters * 0.3}px }}"
        f" ul {{ margin-top: 0; margin-bottom: 0; margin-left: {letters}px;"
        f" -qt-list-indent: 0 }}"
        f" .hero {{ font-size: {letters * 2}px; font-weight: 600 }}"
        f" .small {{ font-size: {letters * 0.85}px; color: {t.muted} }}"
        f" .gap {{ font-size: {letters}px }}"
        f" .head {{ font-size: {letters * 0.9}px; color: {t.muted};"
        f" border-bottom: 1px solid {t.muted} }}"
        f" .right {{ padding-right: {letters}px }}"
        f" .cell {{ border-bottom: 1px solid {t.hairline} }}"
    )
