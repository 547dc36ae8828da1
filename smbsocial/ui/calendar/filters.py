"""Which posts the month shows: by pillar, platform, community, person and status."""

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from smbsocial.domain.content import Status
from smbsocial.ui.text import formats, names
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Flow
from smbsocial.usecases.calendar_sheets import CalendarSheet, ChipSheet

translate = QCoreApplication.translate


class Kind(Enum):
    """What the menu filters by."""

    PLATFORM = "platform"
    COMMUNITY = "community"
    PERSON = "person"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Filters:
    """Pillars that are hidden, and the one value wanted of each kind (none = all)."""

    hidden: frozenset[str] = frozenset()
    wanted: tuple[tuple[Kind, str], ...] = ()

    def shows(self, chip: ChipSheet) -> bool:
        """Whether a post is shown."""
        return chip.pillar not in self.hidden and all(
            value_of(chip, kind) == value for kind, value in self.wanted
        )

    def value(self, kind: Kind) -> str:
        """The one value wanted of a kind, empty for all."""
        return next((value for wanted, value in self.wanted if wanted is kind), "")

    def want(self, kind: Kind, value: str) -> "Filters":
        """The same with one kind set; an empty value takes it away."""
        others = tuple(pair for pair in self.wanted if pair[0] is not kind)
        return replace(self, wanted=(*others, (kind, value)) if value else others)

    def toggle(self, pillar: str) -> "Filters":
        """The same with a pillar shown or hidden."""
        return replace(self, hidden=self.hidden ^ {pillar})


def value_of(chip: ChipSheet, kind: Kind) -> str:
    """What a post is, of a kind."""
    return {
        Kind.PLATFORM: chip.platform,
        Kind.COMMUNITY: chip.community,
        Kind.PERSON: chip.person,
        Kind.STATUS: chip.status.value,
    }[kind]


def filtered(sheet: CalendarSheet, filters: Filters) -> CalendarSheet:
    """The month with the chips that the filters leave; the work column stays whole."""
    if filters == Filters():
        return sheet
    rows = []
    for row in sheet.rows:
        days = [replace(d, chips=tuple(filter(filters.shows, d.chips))) for d in row.days]
        rows.append(replace(row, days=tuple(days)))
    return replace(sheet, rows=tuple(rows))


class FilterBar(QWidget):
    """Pillars as chips that are clicked on and off, and one menu for the rest."""

    changed = Signal(object)  # Filters

    def __init__(self) -> None:
        super().__init__()
        self.filters = Filters()
        self._pillars: tuple[tuple[str, int], ...] = ()
        self._sheet: CalendarSheet | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more = button(translate("Calendar", "Filter"), flat=True, name="filter")
        self._more.setMenu(self._menu)
        self._flow = Flow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._flow)

    def show_sheet(self, sheet: CalendarSheet) -> None:
        """Offer what the month holds; pillars stand in the owner's order."""
        self._sheet = sheet
        pillars = tuple((p.name, p.colour) for p in sheet.pillars)
        if pillars != self._pillars:
            self._pillars = pillars
            self._more = button("", flat=True, name="filter")
            self._more.setMenu(self._menu)
            self._flow.show_widgets(*(self._toggle(*p) for p in pillars), self._more)
        self._say()

    def _toggle(self, name: str, colour: int) -> QPushButton:
        made = button(name, lambda: self._set(self.filters.toggle(name)))
        made.setProperty("chip", True)
        made.setProperty("pillar", str((colour - 1) % 6 + 1))
        made.setCheckable(True)
        made.setChecked(name not in self.filters.hidden)
        made.setToolTip(translate("Calendar", "Show or hide this pillar's posts"))
        return made

    def _fill_menu(self) -> None:
        self._menu.clear()
        for kind in Kind:
            part = self._menu.addMenu(_title(kind))
            group = QActionGroup(part)
            for value in ("", *self._offers(kind)):
                action = part.addAction(_words(kind, value))
                action.setCheckable(True)
                action.setChecked(self.filters.value(kind) == value)
                action.setData((kind.value, value))
                group.addAction(action)
            group.triggered.connect(
                lambda action: self._set(
                    self.filters.want(Kind(action.data()[0]), action.data()[1])
                )
            )
        self._menu.addSeparator()
        everything = self._menu.addAction(translate("Calendar", "Show everything"))
        everything.setEnabled(self.filters != Filters())
        everything.triggered.connect(self._clear)

    def _offers(self, kind: Kind) -> tuple[str, ...]:
        rows = self._sheet.rows if self._sheet else ()
        found = {value_of(c, kind) for row in rows for day in row.days for c in day.chips}
        return tuple(sorted((found | {self.filters.value(kind)}) - {""}))

    def _clear(self) -> None:
        self._pillars = ()
        self._set(Filters())

    def _set(self, filters: Filters) -> None:
        self.filters = filters
        self._say()
        self.changed.emit(filters)

    def _say(self) -> None:
        said = [_words(kind, value) for kind, value in self.filters.wanted]
        if said:
            text = translate("Calendar", "Only {values}").format(values=formats.listed(said))
        else:
            text = translate("Calendar", "Platform, community, person, status: all")
        self._more.setText(text)
        self._more.setAccessibleName(text)


def _title(kind: Kind) -> str:
    return {
        Kind.PLATFORM: translate("Calendar", "Platform"),
        Kind.COMMUNITY: translate("Calendar", "Community"),
        Kind.PERSON: translate("Calendar", "Person"),
        Kind.STATUS: translate("Calendar", "Status"),
    }[kind]


def _words(kind: Kind, value: str) -> str:
    if not value:
        return translate("Calendar", "All")
    return names.status(Status(value)) if kind is Kind.STATUS else value
