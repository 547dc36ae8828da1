"""The QR code of a link: to look at, to save as a picture, and to print for the counter."""

import base64
import io
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.printing import print_page
from smbsocial.ui.qr_picture import EDGE, drawn
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Flow
from smbsocial.ui.widgets.files import pick_place
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.ui.widgets.saving import png_of, write_file
from smbsocial.usecases.counting.sheets import LinkLine

translate = QCoreApplication.translate

MODULE = 16
"""Pixels of one square in a saved or printed picture: sharp on a poster."""
SHOWN = theme.SPACE * 64
"""The side of the picture on the screen, in device-independent pixels."""
PRINTED_PT = 340
"""The side on paper: twelve centimetres."""


def png(url: str) -> bytes:
    """The code as a PNG picture."""
    return png_of(drawn(url, module=MODULE))


def svg(url: str) -> bytes:
    """The code as an SVG drawing, black on white."""
    import segno

    made = io.BytesIO()
    code = segno.make(url, error="m", micro=False)
    code.save(made, kind="svg", scale=MODULE, border=EDGE, light="white")
    return made.getvalue()


def page_html(line: LinkLine, business: str) -> str:
    """A page for the counter: whose it is, the code, and where it leads."""
    picture = base64.b64encode(png(line.link.url)).decode()
    site = line.link.url.partition("?")[0]
    return (
        f"<h2 align='center'>{escape(business)}</h2>"
        f"<p align='center'><img src='data:image/png;base64,{picture}'"
        f" width='{PRINTED_PT}' height='{PRINTED_PT}'/></p><p align='center'>{escape(site)}</p>"
    )


class QrForm(Form):
    """The code of a link, with the ways to take it along."""

    def __init__(self, line: LinkLine, business: str, parent: QWidget | None) -> None:
        words = translate("Counter", "QR code: {campaign}")
        super().__init__(words.format(campaign=line.link.campaign), parent)
        self._line = line
        self._business = business
        self._picture = label("", name="qr")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(translate("Counter", "QR code of the link"))
        self._picture.setAccessibleDescription(line.link.url)
        self._picture.setPixmap(self._pixmap())
        self.body.addWidget(self._picture)
        self.body.addWidget(ElidedLabel(line.link.url, "small"))
        hint = translate(
            "Counter", "Try it with a phone before you print it. Leave the white edge around it."
        )
        self.body.addWidget(label(hint, "muted", wrap=True))
        self._said = label("", "small", wrap=True, name="qr_said")
        self._said.hide()
        self.foot.addWidget(self._said)
        png_words = translate("Counter", "Save as PNG…")
        svg_words = translate("Counter", "Save as SVG…")
        self.foot.addWidget(
            Flow(
                button(png_words, lambda: self._pick("png"), name="save_png"),
                button(svg_words, lambda: self._pick("svg"), name="save_svg"),
                button(translate("Counter", "Print…"), self._print, name="print_qr"),
                button(translate("Counter", "Close"), self.accept, name="close_qr"),
            )
        )

    def save(self, path: Path, suffix: str) -> None:
        """Write the picture; what came of it stands in the form."""
        url = self._line.link.url
        try:
            write_file(path, svg(url) if suffix == "svg" else png(url))
        except ExpectedError as error:
            self._say(sentence(error), trouble=True)
            return
        written = translate("Counter", "Written to {path}")
        self._say(written.format(path=str(path)), trouble=False)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Nothing is typed here."""

    def _pick(self, suffix: str) -> None:
        name = f"qr-{self._line.link.campaign}.{suffix}"
        title = translate("Counter", "Save the QR code")
        pick_place(self, title, name, suffix, lambda path: self.save(path, suffix))

    def _print(self) -> None:
        title = translate("Counter", "Print the QR code")
        name = translate("Counter", "QR code {campaign}").format(campaign=self._line.link.campaign)
        print_page(page_html(self._line, self._business), title, name, self)

    def _pixmap(self) -> QPixmap:
        """Whole pixels of the screen for each square, so that it is sharp at every scale."""
        ratio = self.devicePixelRatio()
        squares = drawn(self._line.link.url, module=1).width()
        module = max(1, int(SHOWN * ratio) // squares)
        made: QImage = drawn(self._line.link.url, module=module)
        made.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(made)

    def _say(self, text: str, *, trouble: bool) -> None:
        self._said.setProperty("kind", "error" if trouble else "small")
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self._said.setText(text)
        self._said.show()
