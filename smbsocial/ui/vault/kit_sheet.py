"""The emergency kit on one page of A4 or Letter: made in memory, for a printer or a PDF."""

from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QSizeF,
    QUrl,
)
from PySide6.QtGui import QFont, QImage, QPagedPaintDevice, QTextDocument

from smbsocial.domain.secret import Secret
from smbsocial.ui.printing import draw_document, write_pdf
from smbsocial.ui.qr_picture import drawn
from smbsocial.ui.text import formats

translate = QCoreApplication.translate

MARGIN_MM = 20.0
SIZE_PT = 12
QR_PT = 150
MODULE = 8
"""Pixels of one square of the QR picture: sharp on paper."""
PAPER = (
    "h1, h2, p, td, b, li { color: black }"
    " .code { font-family: monospace; font-size: 15pt; font-weight: bold;"
    " white-space: nowrap }"
    " .number { font-size: 7pt; font-weight: normal }"
    " .small { font-size: 9pt }"
)
"""Paper is white, whatever the colours of the desktop."""


@dataclass(frozen=True, slots=True)
class KitSheet:
    """What stands on the page. `vault`: eight hex digits that tell one vault from another."""

    business: str
    vault: str
    code: Secret[str]
    day: date


def kit_title() -> str:
    """What the page is called in a printer's list: nothing of what is on it."""
    return translate("Kit", "smbsocial emergency kit")


def kit_file_name() -> str:
    """What a PDF of it is called."""
    return translate("Kit", "smbsocial-emergency-kit.pdf")


def kit_pdf(sheet: KitSheet, path: Path) -> None:
    """Write the page as a PDF that only this login can read. Raises FILE_NOT_WRITTEN."""
    write_pdf(path, kit_title(), MARGIN_MM, lambda writer: draw_kit(sheet, writer), private=True)


def draw_kit(sheet: KitSheet, device: QPagedPaintDevice) -> None:
    """Draw the page on a device. Raises ExpectedError(NO_PRINTER) where that cannot be."""
    draw_document(lambda size: kit_document(sheet, size), device)


def kit_document(sheet: KitSheet, size: QSizeF) -> QTextDocument:
    """The page as a document of `size` points."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    font = QFont(document.defaultFont())
    font.setPixelSize(SIZE_PT)  # the painter is scaled to points
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(PAPER)
    picture = qr_image(sheet.code)
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl("qr"), picture)
    document.setHtml(kit_html(sheet))
    document.setPageSize(size)
    return document


def kit_html(sheet: KitSheet) -> str:
    """The page's words, its code in seven groups, and the place of its picture."""
    groups = sheet.code.reveal().split("-")
    told_apart = [
        f'<span class="number">{n}&nbsp;</span>{escape(group)}' for n, group in enumerate(groups, 1)
    ]
    code = "<br/>".join("&nbsp;".join(line) for line in (told_apart[:4], told_apart[4:]))
    told = translate("Kit", "Vault {vault}, made on {day}").format(
        vault=sheet.vault, day=formats.day_year(sheet.day)
    )
    steps = "".join(f"<li>{escape(words)}</li>" for words in how_to_use())
    place = escape(translate("Kit", "Where the backups are:"))
    by_hand = "_" * 48
    return (
        f"<h1>{escape(translate('Kit', 'Emergency kit'))}</h1>"
        f"<h2>{escape(sheet.business)}</h2><p>{escape(told)}</p>"
        '<table width="100%" cellpadding="12"><tr>'
        f'<td valign="middle"><p class="code">{code}</p></td>'
        f'<td align="right"><img src="qr" width="{QR_PT}" height="{QR_PT}"/></td></tr></table>'
        f"<ol>{steps}</ol><p>{place}</p><p>{by_hand}</p><p>{by_hand}</p>"
    )


def how_to_use() -> tuple[str, str, str]:
    """The three sentences on the page."""
    return (
        translate(
            "Kit",
            "Keep this page where you keep the lease and the passports, not beside the computer.",
        ),
        translate(
            "Kit",
            "When the passphrase is lost, choose “I have lost the passphrase” and type this code;"
            " when the computer is lost, install smbsocial on another one, choose “Restore a"
            " backup”, and type it there.",
        ),
        translate(
            "Kit",
            "Whoever has this page and the computer or a backup can open every account: if the page"
            " is lost, make a new kit at once, and this code is worth nothing but for old backups.",
        ),
    )


def qr_image(code: Secret[str]) -> QImage:
    """The code as a QR picture, of which a quarter may be soiled."""
    return drawn(code.reveal(), module=MODULE, error="q")
