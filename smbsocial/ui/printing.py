"""One page of A4 or Letter, on paper through the real dialog or as a PDF; the week is one."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QFileDevice,
    QIODevice,
    QLocale,
    QMarginsF,
    QRectF,
    QSaveFile,
    QSizeF,
)
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTransform,
)
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QComboBox, QWidget

from smbsocial.domain.checklist import TaskState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.text import access_log, formats, names
from smbsocial.usecases.sheets import TaskSheet, WeekSheet

translate = QCoreApplication.translate

MARGIN_MM = 14.0
LARGEST_PT, SMALLEST_PT = 11, 5
PAPER = "h2, h3, p, th, td, b, i { color: black }"
"""Paper is white, whatever the colours of the desktop."""
BOX, TICKED, SKIPPED = "☐", "☑", "☒"


def page_size() -> QPageSize:
    """Letter where inches are used, A4 elsewhere."""
    imperial = QLocale().measurementSystem() is not QLocale.MeasurementSystem.MetricSystem
    letter = imperial and QLocale().territory() is not QLocale.Country.UnitedKingdom
    return QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)


def print_week(sheet: WeekSheet, parent: QWidget) -> None:
    """Show the page as it will come out; from there it goes to a printer or into a PDF."""
    title = translate("Print", "Print this week")
    print_page(week_html(sheet), title, _title(sheet), parent)


def week_pdf(sheet: WeekSheet, path: Path) -> None:
    """Write the week as a PDF of one page. Raises ExpectedError(FILE_NOT_WRITTEN)."""
    page_pdf(week_html(sheet), _title(sheet), path)


def fitted(sheet: WeekSheet, size: QSizeF) -> QTextDocument:
    """The week as a document of exactly one page of `size` points."""
    return fitted_page(week_html(sheet), size)


def print_page(
    html: str,
    title: str,
    name: str,
    parent: QWidget,
    *,
    draw: Callable[[str, QPagedPaintDevice], None] | None = None,
) -> None:
    """Show one page as it will come out; `title` of the window, `name` of what is printed.

    `draw` puts it on a device where it is to be more than one page, or another one.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(page_size())
    printer.setPageMargins(margins(MARGIN_MM), QPageLayout.Unit.Millimeter)
    # The dialog offers the name for a PDF's file, and no file's name may hold a colon everywhere.
    printer.setDocName(name.replace(":", ""))
    preview = QPrintPreviewDialog(printer, parent)
    preview.setWindowTitle(title)
    # The preview does not own its printer: it must live as long as the connection does.
    preview.paintRequested.connect(lambda device, _kept=printer: (draw or draw_page)(html, device))
    for box in preview.findChildren(QComboBox):
        edit = box.lineEdit()
        if edit is not None:  # a field's own frame inside the box would leave its figure no room
            edit.setStyleSheet("border: 0; padding: 0; min-height: 0; background: transparent")
    preview.open()


def page_pdf(html: str, title: str, path: Path) -> None:
    """Write one page as a PDF. Raises ExpectedError(FILE_NOT_WRITTEN)."""
    write_pdf(path, title, MARGIN_MM, lambda writer: draw_page(html, writer))


def write_pdf(
    path: Path,
    title: str,
    margin_mm: float,
    draw: Callable[[QPdfWriter], None],
    *,
    private: bool = False,
) -> None:
    """Write what `draw` draws as a PDF; `private`: only this login can read it.

    Raises ExpectedError(FILE_NOT_WRITTEN); then there is no file, or the one from before.
    """
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(path), reason=file.errorString())
    if private:
        file.setPermissions(QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner)
    writer = QPdfWriter(file)
    writer.setPageSize(page_size())
    writer.setPageMargins(margins(margin_mm), QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("smbsocial")
    draw(writer)
    if not file.commit():
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(path), reason=file.errorString())


def draw_page(html: str, device: QPagedPaintDevice) -> None:
    """Draw one page on a device, as large as it fits; what does not fit goes on to the next.

    Raises ExpectedError(NO_PRINTER) when the device cannot be drawn on.
    """
    draw_document(lambda size: fitted_page(html, size), device)


def draw_document(make: Callable[[QSizeF], QTextDocument], device: QPagedPaintDevice) -> None:
    """Draw the document that `make` gives for a page's size (points), page by page.

    Raises ExpectedError(NO_PRINTER) when the device cannot be drawn on.
    """
    points = device.pageLayout().paintRect(QPageLayout.Unit.Point)
    width, height = points.width(), points.height()
    document = make(QSizeF(width, height))
    painter = QPainter()
    if not painter.begin(device):
        raise ExpectedError(Code.NO_PRINTER)
    try:
        scale = device.logicalDpiX() / 72
        for page in range(document.pageCount()):
            if page:
                device.newPage()
            painter.setTransform(QTransform(scale, 0, 0, scale, 0, -page * height * scale))
            document.drawContents(painter, QRectF(0, page * height, width, height))
    finally:
        painter.end()


def fitted_page(html: str, size: QSizeF) -> QTextDocument:
    """A document of one page of `size` points; of more only where small letters don't fit."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(PAPER)
    document.setHtml(html)
    for half_points in range(LARGEST_PT * 2, SMALLEST_PT * 2 - 1, -1):
        font = QFont(document.defaultFont())
        font.setPixelSize(1)
        font.setPointSizeF(half_points / 2)
        document.setDefaultFont(font)
        document.setPageSize(size)
        if document.pageCount() == 1:
            return document
    return document


def week_html(sheet: WeekSheet) -> str:
    """The week as a table to tick with a pen."""
    heading = f"<h2>{escape(sheet.business.name)}</h2><p>{escape(_title(sheet))}</p>"
    head = _cells(
        "th",
        (
            "",
            translate("Print", "Day"),
            translate("Print", "What"),
            translate("Print", "Who"),
            translate("Print", "Minutes"),
        ),
    )
    tasks = (*sheet.missed, *sheet.earlier, *sheet.today_tasks, *sheet.later, *sheet.done)
    lines = "".join(_line(task) for task in sorted(tasks, key=lambda t: t.task.day))
    table = f'<table width="100%" cellpadding="3" cellspacing="0" border="0">{head}{lines}</table>'
    return heading + table + _numbers(sheet) + _log(sheet)


def _line(sheet: TaskSheet) -> str:
    task = sheet.task
    box = {TaskState.DONE: TICKED, TaskState.SKIPPED: SKIPPED}.get(task.state, BOX)
    what = escape(names.duty_of(sheet))
    if sheet.post:
        where = sheet.platform.name if sheet.platform else ""
        whom = sheet.community.name if sheet.community else ""
        about = " · ".join(part for part in (where, whom) if part)
        what = f"<b>{escape(sheet.post.title)}</b><br/>{escape(about)}"
        what += f"<br/><i>{escape(sheet.post.text)}</i>"
    day = escape(formats.day_short(task.day))
    cells = (
        box,
        day,
        what,
        escape(names.person(sheet.person)),
        escape(formats.minutes(task.minutes)),
    )
    return "<tr>" + "".join(f'<td valign="top">{cell}</td>' for cell in cells) + "</tr>"


def _numbers(sheet: WeekSheet) -> str:
    if not sheet.kpis:
        return ""
    title = escape(translate("Print", "Numbers of the week"))
    lines = "".join(
        f"<tr><td>{escape(kpi.name)}</td><td>____________</td>"
        f"<td><i>{escape(kpi.where_to_read)}</i></td></tr>"
        for kpi in sheet.kpis
    )
    return f'<h3>{title}</h3><table width="100%" cellpadding="3">{lines}</table>'


def _log(sheet: WeekSheet) -> str:
    if sheet.log is None:
        return ""
    return f'<p style="font-size: small">{escape(access_log.log_line(sheet.log))}</p>'


def _cells(tag: str, texts: Sequence[str]) -> str:
    return "<tr>" + "".join(f'<{tag} align="left">{escape(t)}</{tag}>' for t in texts) + "</tr>"


def _title(sheet: WeekSheet) -> str:
    return translate("Print", "This week: {days}").format(
        days=formats.day_range(sheet.first, sheet.last)
    )


def margins(mm: float) -> QMarginsF:
    """The same edge on every side, in millimetres."""
    return QMarginsF(mm, mm, mm, mm)
