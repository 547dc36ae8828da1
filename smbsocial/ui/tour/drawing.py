"""Drawing the tour: every screen as a numbered picture."""

from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from smbsocial.ui import theme
from smbsocial.ui.text import language
from smbsocial.ui.tour.screens import screens
from smbsocial.ui.tour.stage import Screen, Stage

_SHADE = 0.35


def run_tour(to: Path, *, stage: Stage, scheme: theme.Scheme, size: QSize) -> tuple[Path, ...]:
    """Draw every screen into `to` as numbered PNGs; returns their paths in order.

    The scale is Qt's own (QT_SCALE_FACTOR, set before the application is made). Raises
    ScreenMissingError when a screen does not come up, OSError when a picture can't be written.
    """
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else makes one here
    locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    QLocale.setDefault(locale)
    app.setCursorFlashTime(0)  # a blinking caret would make two tours differ
    language.install(app, stage.resources, locale)
    theme.apply(app, scheme, stage.resources / "icons")
    to.mkdir(parents=True, exist_ok=True)
    written = []
    for number, screen in enumerate(screens(stage, size), 1):
        path = to / f"{number:03d}-{screen.name}.png"
        if not picture(screen).save(str(path)):
            raise OSError(f"{path} was not written")
        written.append(path)
    return tuple(written)


def picture(screen: Screen) -> QPixmap:
    """The window, with the dialog over its shaded page."""
    drawn = screen.window.grab()
    if screen.dialog is None:
        return drawn
    over = screen.dialog.grab()
    painter = QPainter(drawn)
    shade = QColor(theme.current().ink)
    shade.setAlphaF(_SHADE)
    painter.fillRect(screen.window.rect(), shade)
    room = screen.window.size() - screen.dialog.size()
    painter.drawPixmap(QPoint(max(0, room.width() // 2), max(0, room.height() // 2)), over)
    painter.end()
    return drawn
