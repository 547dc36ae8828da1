"""The table of a departure: each account, last used, changed since, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.departures import LeavingStep, LineState
from smbsocial.domain.vault import Right
from smbsocial.ui import theme
from smbsocial.ui.text import leaving, names
from smbsocial.ui.widgets.buttons import PushButton
from smbsocial.ui.widgets.cards import Card, clear, line
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label
from smbsocial.usecases.vault.leaving_sheets import (
    AccountLeft,
    LeavingSheet,
    PasswordChanged,
    Step,
)

translate = QCoreApplication.translate

HOUSE = ""
"""Stands where an account's id stands, for the steps of the house."""
COLUMNS = (22, 20, 14, 36)
"""How wide account, last use, changed and left are, as shares of the row."""
BOX = theme.SPACE * 6
SIGN = theme.SPACE * 5
MOST_NAMED = 3
"""So many steps are named in a row; the card names all of them."""
_SETTLED = frozenset({LineState.DONE, LineState.NOT_NEEDED})
_TONES = {
    PasswordChanged.YES: "good",
    PasswordChanged.NO: "trouble",
    PasswordChanged.NOT_NEEDED: "",
    PasswordChanged.ASK: "caution",
    PasswordChanged.COULD_NOT: "trouble",
}


class LeavingTable(Card):
    """One row for the house and one for each account; `chosen` carries the account's id."""

    chosen = Signal(str)

    def __init__(self, icons: Path) -> None:
        super().__init__(name="leaving_table")
        self._icons = icons
        self.body.setSpacing(0)
        self._group = QButtonGroup(self)
        self._rows: dict[str, LeavingRow] = {}

    def show_sheet(self, sheet: LeavingSheet, chosen: str) -> None:
        """Draw a sheet; the row of `chosen` is marked."""
        clear(self.body)
        self._rows = {}
        self.add(_head(names.person(sheet.person)))
        self._add(HOUSE, LeavingRow(_house_cells(sheet), self._icons))
        for account in sheet.accounts:
            made = LeavingRow(_account_cells(account, sheet), self._icons)
            self._add(account.account.id, made)
        if chosen in self._rows:
            self._rows[chosen].setChecked(True)

    def _add(self, id: str, made: "LeavingRow") -> None:
        self.add(line())
        self.add(made)
        self._rows[id] = made
        self._group.addButton(made)
        made.setObjectName(row_name(id))
        made.clicked.connect(lambda _checked=False: self.chosen.emit(id))


def row_name(id: str) -> str:
    """What the row of an account, or of the house, is called."""
    return f"row-{id or 'house'}"


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands in one row; `whole` is what is left without anything left out.

    `is_open`: steps are left. `is_done`: all of them were done.
    """

    name: str
    sub: str
    last: str
    chip_of: tuple[str, str] | None
    left: str
    whole: str
    is_open: bool
    is_done: bool

    @property
    def spoken(self) -> str:
        """The row as a reader says it."""
        chip_text = self.chip_of[0] if self.chip_of else ""
        words = (self.name, self.sub, self.last, chip_text, self.whole)
        return ", ".join(word for word in words if word)


class LeavingRow(PushButton):
    """A row that can be chosen with mouse and keyboard, as high as its lines are."""

    def __init__(self, cells: Cells, icons: Path) -> None:
        super().__init__()
        self.setProperty("row", "open" if cells.is_open else "done")
        self.setCheckable(True)
        self.setAccessibleName(cells.spoken)
        self.setToolTip(cells.whole if cells.whole != cells.left else "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._room = QHBoxLayout(self)
        edge = theme.SPACE * 2
        self._room.setContentsMargins(edge, edge, edge, edge)
        self._room.setSpacing(theme.GAP)
        self._room.addWidget(_sign(icons, is_done=cells.is_done))
        name = QWidget()
        words = QVBoxLayout(name)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(ElidedLabel(cells.name, "strong"))
        if cells.sub:
            words.addWidget(ElidedLabel(cells.sub, "small"))
        words.addStretch(1)
        made = chip(cells.chip_of[0], tone=cells.chip_of[1]) if cells.chip_of else None
        left = label(cells.left, "" if cells.is_open else "muted", wrap=True)
        for number, widget in enumerate((name, label(cells.last, wrap=True), _aside(made), left)):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._room.addWidget(widget, COLUMNS[number])
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        """As high as its lines at this width."""
        width = max(self.width(), theme.MINIMUM.width() // 2)
        return QSize(theme.MINIMUM.width() // 2, self._room.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        """No lower than its lines."""
        return self.sizeHint()

    @override
    def event(self, event: QEvent) -> bool:
        """Ask for the height anew when the width changed."""
        if event.type() is QEvent.Type.Resize:
            self.updateGeometry()
        return super().event(event)


def _head(name: str) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(theme.SPACE * 2, 0, theme.SPACE * 2, theme.SPACE * 2)
    layout.setSpacing(theme.GAP)
    space = QWidget()
    space.setFixedWidth(BOX)
    layout.addWidget(space)
    titles = (
        translate("Leaving", "Account"),
        translate("Leaving", "Last used by {person}").format(person=name),
        translate("Leaving", "Changed since?"),
        translate("Leaving", "What is left"),
    )
    for number, words in enumerate(titles):
        made = ElidedLabel(words, "small")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(made, COLUMNS[number])
    return holder


def _sign(icons: Path, *, is_done: bool) -> QWidget:
    """Whether everything is done: a sign, and not a box that asks to be ticked."""
    tones = theme.current()
    name, colour = ("circle-check", tones.good) if is_done else ("circle", tones.muted)
    made = QLabel()
    made.setObjectName(f"sign-{name}")
    size = QSize(SIGN, SIGN)
    icon = theme.icon(icons / f"{name}.svg", colour, SIGN)
    made.setPixmap(icon.pixmap(size, made.devicePixelRatio()))
    made.setFixedWidth(BOX)
    return made


def _aside(made: QWidget | None) -> QWidget:
    """A chip at the left of its column."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    if made is not None:
        layout.addWidget(made)
    layout.addStretch(1)
    return holder


def _house_cells(sheet: LeavingSheet) -> Cells:
    left = [step for step in sheet.house if step.is_open]
    if sheet.locked_at is not None:
        when = leaving.moment(sheet.locked_at, sheet.business.zone, sheet.today)
        last = translate("Leaving", "locked out {time}").format(time=when)
    else:
        last = translate("Leaving", "could open no vault")
    return Cells(
        translate("Leaving", "Computer and vault"),
        translate("Leaving", "for all accounts"),
        last=last,
        chip_of=None,
        left=_listed(left) or translate("Leaving", "nothing"),
        whole=_listed(left) or translate("Leaving", "nothing"),
        is_open=bool(left),
        is_done=not left,
    )


def _account_cells(account: AccountLeft, sheet: LeavingSheet) -> Cells:
    return Cells(
        account.name,
        _sub(account, names.person(sheet.person)),
        last=last_words(account, sheet),
        chip_of=(changed_words(account, sheet), _TONES[account.changed]),
        left=_left_words(account, sheet, most=MOST_NAMED),
        whole=_left_words(account, sheet),
        is_open=bool(account.left),
        is_done=all(step.line.state in _SETTLED for step in account.steps),
    )


def _sub(account: AccountLeft, person: str) -> str:
    handle = account.account.handle
    said = []
    if account.by_role:
        said.append(translate("Leaving", "{person} by role").format(person=person))
    elif account.had is Right.SEE:
        said.append(translate("Leaving", "could see it"))
    elif account.had is Right.USE:
        said.append(translate("Leaving", "could use it"))
    if handle and handle != account.name:
        said.append(handle)
    return " · ".join(said)


def last_words(account: AccountLeft, sheet: LeavingSheet, *, stamp: bool = False) -> str:
    """When they last used or saw it, and how; never, or not known. `stamp`: the full time."""
    if account.last is not None:
        words = translate("Leaving", "{time}, {used}")
        at, zone = account.last.at, sheet.business.zone
        when = leaving.stamp(at, zone) if stamp else leaving.moment(at, zone, sheet.today)
        return words.format(time=when, used=leaving.used(account.last))
    if account.kept:
        return translate("Leaving", "never saw a password")
    return translate("Leaving", "not known")


def changed_words(account: AccountLeft, sheet: LeavingSheet, *, stamp: bool = False) -> str:
    """Whether the password was changed since, with the time; `stamp`: the full one."""
    word = leaving.changed(account.changed)
    if account.changed is not PasswordChanged.YES or account.changed_at is None:
        return word
    at, zone = account.changed_at, sheet.business.zone
    time = leaving.stamp(at, zone) if stamp else leaving.time_of(at, zone, sheet.today)
    return translate("Leaving", "{yes}, {time}").format(yes=word, time=time)


def _left_words(account: AccountLeft, sheet: LeavingSheet, *, most: int = 0) -> str:
    """What is left; only so many steps by their names, where `most` says so."""
    left = account.left
    if most and len(left) > most + 1:
        words = translate("Leaving", "{steps} · %n more", "", len(left) - most)
        return words.format(steps=_listed(left[:most]))
    if left:
        return _listed(left)
    refused = [step for step in account.steps if step.line.state is LineState.COULD_NOT]
    if refused:
        words = translate("Leaving", "could not: {steps}")
        return words.format(steps=_listed(refused))
    role = next((step for step in account.steps if step.line.step is LeavingStep.ROLE), None)
    if role is not None and account.by_role and role.line.at is not None:
        time = leaving.time_of(role.line.at, sheet.business.zone, sheet.today)
        words = translate("Leaving", "{done} {time}")
        return words.format(done=leaving.done(LeavingStep.ROLE), time=time)
    return translate("Leaving", "nothing")


def _listed(steps: Sequence[Step]) -> str:
    return " · ".join(leaving.short(step.line.step) for step in steps)
