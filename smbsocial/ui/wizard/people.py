"""Page 10: who owns it and who does the work."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit
from typing_extensions import override

from smbsocial.domain.answers import Page, PeopleAnswers, PersonAnswer
from smbsocial.domain.business import Role
from smbsocial.ui import theme
from smbsocial.ui.text import names
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.ui.wizard.page import Desk, WizardPage
from smbsocial.ui.wizard.rows import Rows

translate = QCoreApplication.translate

LONGEST_NAME = 200


class PeoplePage(WizardPage):
    """Empty means: the owner does it."""

    page = Page.PEOPLE

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "Who does it?"),
            translate(
                "Wizard",
                "Whoever posts first in this list gets the work. Empty means: you do it yourself.",
            ),
        )

    @override
    def build(self) -> None:
        verb = translate("Wizard", "Add a person")
        self._rows: Rows[PersonRow] = Rows(verb, self._new, self._changed)
        self._nobody = label(translate("Wizard", "Nobody yet: the work is yours."), "muted")
        self.body.addWidget(self._nobody)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._rows.clear()
        self.fields = {}
        said = desk.answers.people.people or (PersonAnswer("", Role.OWNER, posts=True),)
        for person in said:
            self._rows.add().show_answer(person)
        self._show_nobody()

    @override
    def read(self) -> PeopleAnswers:
        """Rows without a name don't count."""
        return PeopleAnswers(tuple(p for p in (r.read() for r in self._rows.rows) if p.name))

    def _new(self) -> "PersonRow":
        made = PersonRow()
        self.fields[f"{len(self._rows.rows)}.name"] = made.name
        self.watch("people", made.name.editor)
        self.watch("people", made.role)
        made.posts.clicked.connect(self._ticked)
        made.remove_wanted.connect(lambda: self._rows.remove(made))
        return made

    def _ticked(self, _checked: bool = False) -> None:
        self.decided.emit("people")

    def _changed(self) -> None:
        self.fields = {f"{at}.name": row.name for at, row in enumerate(self._rows.rows)}
        self._show_nobody()
        self.decided.emit("people")

    def _show_nobody(self) -> None:
        self._nobody.setVisible(not self._rows.rows)


class PersonRow(Card):
    """A name, what they are, and whether they post."""

    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="person_row")
        self._name = QLineEdit()
        self._name.setMaxLength(LONGEST_NAME)
        self.role: Choice[Role] = Choice([(role, names.role(role)) for role in Role], Role.STAFF)
        self.posts = TickBox(translate("Wizard", "posts"))
        self.posts.setAccessibleName(translate("Wizard", "This person posts"))
        self.name = Field(translate("Wizard", "Name"), self._name)
        self.setFocusProxy(self._name)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.name, 2)
        line.addWidget(Field(translate("Wizard", "Role"), self.role), 1)
        line.addWidget(self.posts, 0, Qt.AlignmentFlag.AlignVCenter)
        remove = button(translate("Wizard", "Take away"), self.remove_wanted.emit, flat=True)
        line.addWidget(remove)
        self.body.addLayout(line)

    def show_answer(self, answer: PersonAnswer) -> None:
        """Show a person."""
        self._name.setText(answer.name)
        self._name.setCursorPosition(0)
        self.role.choose(answer.role)
        self.posts.setChecked(answer.posts)

    def read(self) -> PersonAnswer:
        """What stands here."""
        role = self.role.value() or Role.STAFF
        return PersonAnswer(self._name.text().strip(), role, self.posts.isChecked())
