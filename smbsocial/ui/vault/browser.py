"""Opening a platform's own page in the browser."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.bridge import Bridge


def open_page(bridge: Bridge, url: str) -> bool:
    """Open a page; where no browser takes it, the address is told, and copied."""
    if url and QDesktopServices.openUrl(QUrl(url)):
        return True
    QGuiApplication.clipboard().setText(url)
    bridge.failed.emit(ExpectedError(Code.NO_BROWSER, url=url))
    return False
