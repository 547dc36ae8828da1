"""The icon in the desktop's tray, where there is one: how many reminders wait, and a short menu."""

from PySide6.QtCore import QCoreApplication, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from smbsocial.ui import theme
from smbsocial.ui.text import formats

translate = QCoreApplication.translate

SIZES = (16, 22, 24, 32, 48, 64)
MOST = 9
WEEK, REMINDERS = "week", "reminders"


class Tray(QObject):
    """Nothing depends on it: many desktops have no tray, and then it is not made.

    `open_wanted`: the window; `page_wanted`: a screen of it, by the target of a reminder.
    """

    open_wanted = Signal()
    page_wanted = Signal(str)
    quit_wanted = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plain = icon
        self._icon = QSystemTrayIcon(self)
        self._icon.activated.connect(self._activated)
        self.menu = QMenu()
        for text, wanted in (
            (translate("Tray", "Open smbsocial"), self.open_wanted.emit),
            (translate("Tray", "This week"), lambda: self.page_wanted.emit(WEEK)),
            (translate("Tray", "Reminders"), lambda: self.page_wanted.emit(REMINDERS)),
            (translate("Tray", "Quit"), self.quit_wanted.emit),
        ):
            entry = self.menu.addAction(text)
            entry.triggered.connect(lambda _checked=False, wanted=wanted: wanted())
        self._icon.setContextMenu(self.menu)
        self.show_count(0)
        self._icon.show()

    @staticmethod
    def is_there() -> bool:
        """Whether this desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def words(self) -> str:
        """What it says when it is pointed at."""
        return self._icon.toolTip()

    def show_count(self, count: int) -> None:
        """How many reminders wait."""
        waits = translate("Tray", "smbsocial: %n reminder(s) wait", "", count)
        self._icon.setToolTip(waits if count else "smbsocial")
        self._icon.setIcon(counted(self._plain, count))

    def close(self) -> None:
        """The window goes, and the icon with it."""
        self._icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_wanted.emit()


def counted(icon: QIcon, count: int) -> QIcon:
    """The icon with a number in its corner, none for nought."""
    if not count or icon.isNull():
        return icon
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_with_number(icon.pixmap(size, size), count))
    return made


def _with_number(pixmap: QPixmap, count: int) -> QPixmap:
    text = formats.number(count) if count <= MOST else f"{formats.number(MOST)}+"
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = pixmap.deviceIndependentSize().width()
    high = side * 0.6
    place = QRectF(side - high, side - high, high, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.LIGHT.trouble))
    painter.drawEllipse(place)
    font = painter.font()
    font.setBold(True)
    font.setPixelSize(max(6, round(high * (0.8 if len(text) == 1 else 0.55))))
    painter.setFont(font)
    painter.setPen(QColor(theme.LIGHT.on_primary))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap
