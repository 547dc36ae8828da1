"""Lines of the reminders' page: what waits, with its answers, and what comes."""

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from smbsocial.domain.reminders import Due, Waiting
from smbsocial.ui import theme
from smbsocial.ui.reminders.later import later_button
from smbsocial.ui.text import formats
from smbsocial.ui.text import reminders as words
from smbsocial.ui.widgets.buttons import button, link
from smbsocial.ui.widgets.cards import Card, clear, line, row
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

FEW_DAYS = 6
"""So many days to come are shown at first."""


class WaitingCard(Card):
    """What is due and not dealt with, each with open, later and done."""

    open_wanted = Signal(object)  # Due
    later_wanted = Signal(object, object)  # Due, Snooze
    done_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(name="waiting")
        self.add(label(translate("Reminders", "Waiting for you"), "section"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SPACE * 2)
        self.body.addLayout(self._lines)
        self._drawn: object = None

    def show_waiting(self, waits: Sequence[Waiting], zone: str, focus: KeptFocus) -> None:
        """Show them; the keyboard stays at its button, or goes to the first one left."""
        said = [(w.due.id, words.title(w.due), words.body(w.due), w.snoozed_until) for w in waits]
        if said == self._drawn:
            return
        focused = focus.busy(self)
        self._drawn = said
        clear(self._lines)
        if not waits:
            none = translate("Reminders", "Nothing waits. What falls due stands here.")
            self._lines.addWidget(label(none, "muted", wrap=True, name="nothing_waits"))
        for number, each in enumerate(waits):
            if number:
                self._lines.addWidget(line())
            self._lines.addWidget(self._row(each, zone))
        if focused is not None:
            first = [f"open-{waits[0].due.id}"] if waits else []
            focus.keep(focused.objectName(), *first)

    def _row(self, waits: Waiting, zone: str) -> QWidget:
        due, title = waits.due, words.title(waits.due)
        says = QVBoxLayout()
        says.setSpacing(theme.SPACE // 2)
        says.addWidget(label(title, "strong", wrap=True))
        if text := words.body(due):
            says.addWidget(label(text, "small", wrap=True))
        says.addWidget(label(_since(waits, zone), "small", wrap=True))
        opens = button(
            translate("Reminders", "Open"),
            lambda: self.open_wanted.emit(due),
            name=f"open-{due.id}",
        )
        later = later_button(
            lambda wait: self.later_wanted.emit(due, wait), name=f"later-{due.id}", about=title
        )
        done = button(
            translate("Reminders", "Done"),
            lambda: self.done_wanted.emit(due),
            name=f"done-{due.id}",
        )
        opens.setAccessibleName(translate("Reminders", "Open: {title}").format(title=title))
        done.setAccessibleName(translate("Reminders", "Done: {title}").format(title=title))
        holder = QWidget()
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.GAP)
        beside.addLayout(says, 1)
        beside.addWidget(row(opens, later, done), 0, Qt.AlignmentFlag.AlignTop)
        return holder


class ComingCard(Card):
    """What falls due in the next two weeks, by day."""

    def __init__(self) -> None:
        super().__init__(name="coming")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.add(label(translate("Reminders", "In the next two weeks"), "section"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SPACE * 2)
        self.body.addLayout(self._lines)
        self._all = False
        self._coming: tuple[Due, ...] = ()
        self._more = link("", self._show_all, name="all_coming")
        self.add(row(self._more, None))

    def show_coming(self, coming: Sequence[Due]) -> None:
        """Show them, the first days at first."""
        self._coming = tuple(coming)
        days = [(day, tuple(dues)) for day, dues in groupby(coming, key=lambda due: due.slot.day)]
        clear(self._lines)
        if not days:
            none = translate("Reminders", "Nothing is foreseen.")
            self._lines.addWidget(label(none, "muted", wrap=True))
        for day, dues in days if self._all else days[:FEW_DAYS]:
            self._lines.addWidget(label(formats.day_long(day), "small"))
            for due in dues:
                said = translate("Reminders", "{time}  {title}")
                text = said.format(time=formats.clock(due.slot.at), title=words.title(due))
                self._lines.addWidget(label(text, wrap=True))
        left = 0 if self._all else len(days[FEW_DAYS:])
        self._more.setText(translate("Reminders", "Show %n more day(s)", "", left))
        self._more.setAccessibleName(self._more.text())
        self._more.setVisible(left > 0)

    def _show_all(self) -> None:
        self._all = True
        self.show_coming(self._coming)


def _since(waits: Waiting, zone: str) -> str:
    if waits.snoozed_until is not None:
        here = waits.snoozed_until.astimezone(ZoneInfo(zone))
        text = translate("Reminders", "Later: comes again on {day} at {time}")
        return text.format(day=formats.day_long(here.date()), time=formats.clock(here.time()))
    slot = waits.due.slot
    text = translate("Reminders", "Since {day}, {time}")
    return text.format(day=formats.day_long(slot.day), time=formats.clock(slot.at))
