"""Several of the people: a box for each, those who left among them while they are ticked."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from smbsocial.domain.business import Person
from smbsocial.domain.ids import PersonId
from smbsocial.ui import theme
from smbsocial.ui.text import names
from smbsocial.ui.widgets.cards import Flow
from smbsocial.ui.widgets.ticks import TickBox

translate = QCoreApplication.translate


class PeopleTicks(QWidget):
    """Says which people are ticked; `changed` when somebody ticked or unticked one."""

    changed = Signal()

    def __init__(
        self,
        question: str,
        people: Iterable[Person],
        *,
        ticked: Iterable[PersonId],
        gone: Iterable[PersonId],
    ) -> None:
        super().__init__()
        both = translate("Accounts", "{question} {name}")
        self._boxes: dict[PersonId, QCheckBox] = {}
        on, left = set(ticked), set(gone)
        for person in people:
            if person.id in left and person.id not in on:
                continue
            name = names.person(person)
            if person.id in left:
                name = translate("Accounts", "{name} (left)").format(name=name)
            box = TickBox(name)
            box.setObjectName(f"tick_{person.id}")
            box.setAccessibleName(both.format(question=question, name=name))
            box.setChecked(person.id in on)
            box.clicked.connect(self._clicked)
            self._boxes[person.id] = box
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Flow(*self._boxes.values(), spacing=theme.GAP))
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def values(self) -> tuple[PersonId, ...]:
        """Who is ticked, in the order of the people."""
        return tuple(person for person, box in self._boxes.items() if box.isChecked())

    def _clicked(self, _checked: bool = False) -> None:
        self.changed.emit()
