"""Pages of a review on paper, as many as they need; the record has a page of its own."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QFont, QGuiApplication, QPagedPaintDevice, QTextDocument, QTextOption
from PySide6.QtWidgets import QWidget

from smbsocial.domain.review import ReviewPage
from smbsocial.ui import theme
from smbsocial.ui.printing import draw_document, print_page
from smbsocial.ui.text import review as words

translate = QCoreApplication.translate

LETTERS = 10
"""Of the letters, in points."""

Printed = tuple[ReviewPage, str]
"""A page, and what it shows as HTML."""


def print_pages(review: str, pages: Sequence[Printed], parent: QWidget) -> None:
    """Show pages as they will come out; `review` is its name with its days."""
    title = (
        translate("Review", "Print this page")
        if len(pages) == 1
        else translate("Review", "Print the whole review")
    )
    print_page(review_html(review, pages), title, review, parent, draw=draw_pages)


def review_html(review: str, pages: Sequence[Printed]) -> str:
    """The pages below each other, each with its title; all but the first on a new sheet."""
    said = []
    for number, (page, body) in enumerate(pages):
        style = ' style="page-break-before: always"' if number else ""
        said.append(
            f'<p class="small"{style}>{escape(review)} · {escape(words.step(page))}</p>'
            f"<h1>{escape(words.title(page))}</h1>{body}"
        )
    return "".join(said)


def draw_pages(html: str, device: QPagedPaintDevice) -> None:
    """Draw them on a device; raises ExpectedError(NO_PRINTER) when it cannot be drawn on."""
    draw_document(lambda size: document_of(html, size), device)


def document_of(html: str, size: QSizeF, letters: int = LETTERS) -> QTextDocument:
    """A document of pages of `size` points in letters of so many points."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setUseDesignMetrics(True)
    font = QFont(QGuiApplication.font())
    font.setPixelSize(letters)  # the painter is scaled to points
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    document.setDefaultFont(font)
    option = QTextOption()
    option.setTextDirection(QGuiApplication.layoutDirection())
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(_style(letters))
    document.setHtml(html)
    document.setPageSize(size)
    return document


def _style(letters: int) -> str:
    t = theme.LIGHT
    return (
        f"h1, h2, h3, p, td, th, li, b, i, span {{ color: {t.ink} }}"
        f" h1 {{ font-size: {letters * 1.7:.1f}px; font-weight: 600; margin: 0 }}"
        f" h2 {{ font-size: {letters * 1.2:.1f}px; font-weight: 600;"
        f" margin-top: {letters:.1f}px; margin-bottom: {letters * 0.2:.1f}px }}"
        f" h3 {{ font-size: {letters * 1.05:.1f}px; font-weight: 600;"
        f" margin-top: {letters * 0.8:.1f}px; margin-bottom: {letters * 0.2:.1f}px }}"
        f" p {{ margin-top: {letters * 0.2:.1f}px; margin-bottom: {letters * 0.2:.1f}px }}"
        f" ul {{ margin-top: 0; margin-bottom: 0; margin-left: {letters:.1f}px;"
        f" -qt-list-indent: 0 }}"
        f" .small {{ font-size: {letters * 0.85:.1f}px; color: {t.muted} }}"
        f" .head {{ color: {t.muted}; border-bottom: 1px solid {t.muted} }}"
        f" .cell {{ border-bottom: 1px solid {t.hairline} }}"
    )
