"""Colours, sizes and type of the house: one table of tokens, one style sheet made from it.

No colour or size literal stands anywhere else. `apply` sets palette and style sheet on Fusion, so
that light and dark look the same on every desktop.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QFile, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication


class Scheme(Enum):
    """Light, dark, or as the desktop says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of a scheme, by meaning."""

    background: str
    card: str
    rail: str
    ink: str
    muted: str
    hairline: str
    primary: str
    primary_tint: str
    on_primary: str
    good: str
    good_tint: str
    caution: str
    caution_tint: str
    trouble: str
    trouble_tint: str
    trouble_wash: str
    chip: str
    track: str
    outside: str
    pillars: tuple[str, ...]
    pillar_tints: tuple[str, ...]

    def pillar(self, colour: int) -> tuple[str, str]:
        """Text and tint of a pillar's colour (1 to 6, then round again)."""
        at = (colour - 1) % len(self.pillars)
        return self.pillars[at], self.pillar_tints[at]


LIGHT = Tokens(
    background="#F7F5F0", card="#FFFFFF", rail="#FFFFFF",
    ink="#1C2623", muted="#5F6B67", hairline="#E3DFD6",
    primary="#0E6B5B", primary_tint="#E2F1ED", on_primary="#FFFFFF",
    good="#2D794D", good_tint="#E3F2E8",
    caution="#A05D00", caution_tint="#FDF0DA",
    trouble="#B3382C", trouble_tint="#FBE6E3", trouble_wash="#FEF6F4",
    chip="#EFECE4", track="#EDE8DF", outside="#FAF8F4",
    pillars=("#0E6B5B", "#A94F09", "#3B5BB5", "#8A3F86", "#5E6B12", "#2F6F8F"),
    pillar_tints=("#DDF0EB", "#FBE8D8", "#E3E9F8", "#F4E4F3", "#EEF1D5", "#DCEDF4"),
)  # fmt: skip
DARK = Tokens(
    background="#171B1A", card="#202624", rail="#1B201F",
    ink="#ECEFED", muted="#A3AEAA", hairline="#333B38",
    primary="#4DB8A2", primary_tint="#163B34", on_primary="#0C1513",
    good="#6CC48F", good_tint="#1B3526",
    caution="#E5A84B", caution_tint="#3A2C14",
    trouble="#EF8A7E", trouble_tint="#41201C", trouble_wash="#2B2321",
    chip="#2E3633", track="#333B38", outside="#1B201F",
    pillars=("#6CCAB5", "#EBA26A", "#9DB2F0", "#D99BD4", "#C3CF6D", "#8CC3DC"),
    pillar_tints=("#17352F", "#3B2716", "#222C4A", "#3A2238", "#2C3112", "#1A3440"),
)  # fmt: skip

SPACE = 4
"""Everything is a multiple of four pixels."""
GAP = 12
CARD_PADDING = 16
PAGE_MARGIN = 24
CARD_RADIUS = 12
FIELD_RADIUS = 8
RAIL_WIDTH = 208
SIDE_WIDTH = 288
MINIMUM = QSize(1024, 640)
TITLE_FACTOR = 1.55
HERO_FACTOR = 2.0
SECTION_FACTOR = 1.1
SMALL_FACTOR = 0.9

_SHEET = Template("""
* { outline: none; }
QWidget { color: $ink; font-size: ${base}px; }
QMainWindow, QDialog, #page, #paper { background: $background; }
QScrollArea, QScrollArea > QWidget > QWidget#paper { background: $background; border: none; }
QToolTip { background: $card; color: $ink; border: 1px solid $hairline; padding: 4px; }
QMenuBar { background: $rail; } QMenuBar::item:selected { background: $primary_tint; }
QMenu { background: $card; border: 1px solid $hairline; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $primary_tint; color: $ink; }
QMenu::item:disabled { color: $muted; }
#rail { background: $rail; border: none; border-right: 1px solid $hairline; }
QFrame#card, QFrame[card="true"] {
  background: $card; border: 1px solid $hairline; border-radius: ${card_radius}px; }
QFrame[card="true"][tone="now"] { border: 1px solid $primary; }
QFrame[card="true"][tone="good"] { background: $good_tint; border-color: $good; }
QFrame[card="true"][tone="caution"] { background: $caution_tint; border-color: $caution; }
QFrame[card="true"][tone="trouble"] { background: $trouble_tint; border-color: $trouble; }
QFrame#example_banner { border-radius: 0; border-width: 0 0 1px 0; }
QFrame[card="true"][tone="quiet"] { background: $outside; }
QFrame[card="true"][tone="asks"] { border-color: $trouble; }
QFrame[line="true"] { background: $hairline; border: none; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; }
QLabel[kind="hero"] { font-size: ${hero}px; font-weight: 600; }
QLabel[kind="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[kind="section"] { font-size: ${section}px; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="small"] { color: $muted; font-size: ${small}px; }
QLabel[kind="error"] { color: $trouble; font-size: ${small}px; }
QLabel[kind="alert"] { color: $trouble; font-weight: 600; }
QLabel[kind="number"] { font-size: ${title}px; font-weight: 600; }
QLabel[chip="true"] { background: $chip; color: $ink; border-radius: ${chip_radius}px;
  padding: 2px 9px; font-size: ${small}px; font-weight: 500; }
$pillar_chips
QLabel[chip="true"][tone="good"] { background: $good_tint; color: $good; }
QLabel[chip="true"][tone="caution"] { background: $caution_tint; color: $caution; }
QLabel[chip="true"][tone="trouble"] { background: $trouble_tint; color: $trouble; }
QLabel[chip="true"][tone="primary"] { background: $primary; color: $on_primary; }
QLabel[chip="true"][tone="alarm"] { background: $caution; color: $on_primary; }
QPushButton { background: $card; color: $ink; border: 1px solid $hairline;
  border-radius: ${field_radius}px; padding: 7px 12px; font-weight: 500; }
QPushButton:hover { border-color: $muted; }
QPushButton:pressed { background: $primary_tint; }
QPushButton:focus { border: 2px solid $primary; padding: 6px 11px; }
QPushButton:disabled { color: $muted; background: $outside; }
QPushButton:checked { background: $primary_tint; color: $primary; border-color: $primary; }
QPushButton[word="true"][tone="trouble"] { color: $trouble; border-color: $trouble; }
QPushButton[word="true"]:checked { background: $primary; color: $on_primary;
  border-color: $primary; }
QPushButton[word="true"]:checked:focus { border-color: $ink; }
QPushButton[primary="true"] { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[primary="true"]:hover { border-color: $ink; }
QPushButton[primary="true"]:focus { border: 2px solid $ink; }
QPushButton[primary="true"]:disabled { background: $chip; color: $muted; border-color: $hairline; }
QPushButton::menu-indicator { image: url("$arrow"); width: 14px; height: 14px;
  subcontrol-origin: padding; subcontrol-position: center right; right: 6px; }
QPushButton[flat="true"]::menu-indicator { right: -4px; }
QPushButton[flat="true"] { border: none; background: transparent; color: $primary; padding: 4px; }
QPushButton[flat="true"]:focus { border: 2px solid $primary; padding: 2px; }
QPushButton[link="true"] { border: none; border-bottom: 2px solid transparent;
  background: transparent; color: $primary; border-radius: 0; padding: 0; text-align: left; }
QPushButton[link="true"]:hover { border-bottom: 2px solid $hairline; }
QPushButton[link="true"]:focus { border-bottom: 2px solid $primary; background: $primary_tint;
  padding: 0; }
QPushButton[nav="true"] { text-align: left; border: none; background: transparent;
  padding: 9px 10px; font-weight: 400; }
QPushButton[nav="true"]:hover { background: $outside; }
QPushButton[nav="true"]:checked { background: $primary_tint; color: $primary; font-weight: 600; }
QPushButton[nav="true"]:focus { border: 2px solid $primary; padding: 7px 8px; }
QPushButton[nav="true"]:disabled { background: transparent; color: $muted; }
QPushButton[chip="true"] { background: $chip; color: $ink; border: 1px solid transparent;
  border-radius: ${chip_radius}px; padding: 2px 9px; font-size: ${small}px; }
$pillar_buttons
QPushButton[chip="true"]:!checked { background: transparent; color: $muted;
  border-color: $hairline; }
QPushButton[chip="true"][tone="good"] { background: $good_tint; color: $good;
  border-color: transparent; font-weight: 500; }
QPushButton[chip="true"][tone="plain"] { background: $chip; color: $ink;
  border-color: transparent; font-weight: 500; }
QPushButton[chip="true"][tone="caution"] { background: $caution_tint; color: $caution;
  border-color: transparent; font-weight: 500; }
QPushButton[chip="true"][tone="trouble"] { background: $trouble_tint; color: $trouble;
  border-color: transparent; font-weight: 500; }
QPushButton[chip="true"]:hover { border-color: $muted; }
QPushButton[chip="true"]:focus { border: 2px solid $primary; padding: 1px 8px; }
QPushButton[row="open"], QPushButton[row="done"] { text-align: left; background: transparent;
  border: 2px solid transparent; border-radius: ${field_radius}px; padding: 0; font-weight: 400; }
QPushButton[row="open"] { background: $trouble_wash; }
QPushButton[row="open"]:hover, QPushButton[row="done"]:hover { border-color: $hairline; }
QPushButton[row="open"]:checked, QPushButton[row="done"]:checked {
  background: $primary_tint; color: $ink; }
QPushButton[row="open"]:focus, QPushButton[row="done"]:focus { border: 2px solid $primary;
  padding: 0; }
QPushButton[fold="true"] { border: none; background: transparent; color: $muted; text-align: left;
  padding: 4px; font-size: ${section}px; font-weight: 600; }
QPushButton[fold="true"][small="true"] { font-size: ${small}px; font-weight: 500; }
QPushButton[fold="true"]:focus { border: 2px solid $primary; padding: 2px; }
QPushButton[figure="true"] { text-align: left; border-radius: ${card_radius}px; padding: 0;
  font-weight: 400; }
QPushButton[figure="true"]:checked { background: $card; color: $ink; border: 1px solid $primary; }
QPushButton[figure="true"]:focus { border: 2px solid $primary; padding: 0; }
QPushButton[choice="true"] { text-align: left; padding: 10px 12px; font-weight: 400; }
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QPlainTextEdit, QTextEdit {
  background: $card; color: $ink; border: 1px solid $hairline; border-radius: ${field_radius}px;
  padding: 7px 10px; selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus,
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $primary; padding: 6px 9px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QSpinBox[wrong="true"],
QDateEdit[wrong="true"] { border-color: $trouble; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 28px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$arrow"); width: 14px; height: 14px; }
QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button {
  width: 0; border: none; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $hairline; padding: 4px;
  selection-background-color: $primary_tint; selection-color: $ink; }
QAbstractItemView { background: $card; border: none; }
QAbstractItemView::item:focus { border: 1px solid $primary; }
QCheckBox, QRadioButton { spacing: 10px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: 18px; height: 18px;
  border: 2px solid $muted; background: $card; }
QCheckBox::indicator { border-radius: 5px; } QRadioButton::indicator { border-radius: 11px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $primary; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $primary;
  background: $primary_tint; }
QCheckBox::indicator:checked { background: $primary; border-color: $primary;
  image: url("$check"); }
QTreeView::indicator { width: 16px; height: 16px; border: 2px solid $muted; border-radius: 5px;
  background: $card; }
QTreeView::indicator:checked { background: $primary; border-color: $primary;
  image: url("$check"); }
QTreeView::indicator:indeterminate { background: $primary_tint; border-color: $primary; }
QTreeView::item { padding: 4px 2px; }
QTableView#chain::item, QTableView#log::item { padding-left: 5px; }
QCheckBox::indicator:checked:focus { border-color: $ink; }
QRadioButton::indicator:checked { background: $primary; border: 5px solid $primary_tint;
  width: 12px; height: 12px; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $hairline;
  background: $chip; }
QCheckBox::indicator:checked:disabled { background: $muted; border-color: $muted; }
QRadioButton::indicator:checked:disabled { background: $muted; border-color: $chip; }
QSlider::groove:horizontal { height: 8px; background: $track; border-radius: 4px; }
QSlider::sub-page:horizontal { background: $primary; border-radius: 4px; }
QSlider::add-page:horizontal { background: $track; border-radius: 4px; }
QSlider[mirrored="true"]::sub-page:horizontal { background: $track; }
QSlider[mirrored="true"]::add-page:horizontal { background: $primary; }
QSlider::handle:horizontal { background: $card; border: 2px solid $primary; width: 14px;
  height: 14px; margin: -5px 0; border-radius: 9px; }
QSlider::handle:horizontal:focus { background: $primary; border-color: $ink; }
QProgressBar { background: $track; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; } QProgressBar::chunk { background: $primary; border-radius: 3px; }
QHeaderView { background: $card; } QHeaderView::section { background: $card; color: $muted;
  border: none; border-bottom: 1px solid $hairline; padding: 6px 8px; font-size: ${small}px;
  font-weight: 500; }
QTableView { gridline-color: $hairline; background: $card; border: none; }
QTableView[lines="true"] { selection-background-color: $primary_tint; selection-color: $ink; }
QTableView[lines="true"]::item { padding: 0 5px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $track; border-radius: 4px; margin: 2px; min-height: 24px;
  min-width: 24px; } QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def is_dark(scheme: Scheme) -> bool:
    """Whether a scheme comes out dark on this desktop."""
    if scheme is Scheme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return scheme is Scheme.DARK


def tokens(scheme: Scheme) -> Tokens:
    """The colours of a scheme."""
    return DARK if is_dark(scheme) else LIGHT


def current() -> Tokens:
    """The colours that the running application was given by `apply`."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def base_pixels() -> int:
    """The size of the interface font in device-independent pixels."""
    return max(13, round(QFontInfo(QGuiApplication.font()).pixelSize()))


def apply(app: QApplication, scheme: Scheme, icons: Path) -> None:
    """Give the application the style, palette and sheet of a scheme; `icons` is their folder."""
    app.setStyle("Fusion")
    chosen = tokens(scheme)
    app.setPalette(palette(chosen))
    app.setStyleSheet(style_sheet(chosen, base_pixels(), icons))


def palette(t: Tokens) -> QPalette:
    """The Qt palette of the tokens, for what a style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, t.background), (role.WindowText, t.ink), (role.Base, t.card),
        (role.AlternateBase, t.outside), (role.Text, t.ink), (role.Button, t.card),
        (role.ButtonText, t.ink), (role.ToolTipBase, t.card), (role.ToolTipText, t.ink),
        (role.Highlight, t.primary), (role.HighlightedText, t.on_primary),
        (role.PlaceholderText, t.muted), (role.Link, t.primary), (role.Mid, t.hairline),
        (role.Light, t.card), (role.Dark, t.muted), (role.Accent, t.primary),
    ):  # fmt: skip
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.muted))
    return made


def style_sheet(t: Tokens, base: int, icons: Path) -> str:
    """The whole style sheet for tokens and a base font size in pixels."""
    suffix = "dark" if t is DARK else "light"
    chips = "\n".join(
        f'QLabel[chip="true"][pillar="{n}"] {{ background: {tint}; color: {text}; }}'
        for n, (text, tint) in enumerate(zip(t.pillars, t.pillar_tints, strict=True), 1)
    )
    buttons = chips.replace("QLabel", "QPushButton")
    colours = {name: getattr(t, name) for name in Tokens.__slots__ if not name.startswith("pillar")}
    return _SHEET.substitute(
        colours,
        pillar_chips=chips,
        pillar_buttons=buttons,
        base=base,
        hero=round(base * HERO_FACTOR),
        title=round(base * TITLE_FACTOR),
        section=round(base * SECTION_FACTOR),
        small=round(base * SMALL_FACTOR),
        chip_radius=round(base * SMALL_FACTOR * 0.7),
        card_radius=CARD_RADIUS,
        field_radius=FIELD_RADIUS,
        check=(icons / f"check-{suffix}.svg").as_posix(),
        arrow=(icons / f"arrow-{suffix}.svg").as_posix(),
    )


def icon(path: Path, colour: str, size: int = 20) -> QIcon:
    """An SVG icon whose strokes (`currentColor`) are drawn in a colour, sharp up to 200 %."""
    source = QFile(str(path))
    if not source.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(path)
    svg = bytes(source.readAll().data()).replace(b"currentColor", colour.encode())
    renderer = QSvgRenderer(QByteArray(svg))
    made = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(size * ratio, size * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        made.addPixmap(pixmap)
    return made


def tabular(font: QFont) -> QFont:
    """The font with figures of equal width, where it has them."""
    changed = QFont(font)
    changed.setFeature(QFont.Tag("tnum"), 1)
    return changed
