"""Short forms about people: who somebody is, who is leaving, who takes their work, and why not."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from smbsocial.domain.business import Person, Role
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import DepartureId, PersonId
from smbsocial.domain.money import Money
from smbsocial.ui.people.new_master_words import new_master_words
from smbsocial.ui.text import names
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Flow
from smbsocial.ui.widgets.fields import Choice, Field, MoneyEdit
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.people import Said
from smbsocial.usecases.people_sheets import StartSheet

translate = QCoreApplication.translate


class PersonForm(Form):
    """Name, role, what an hour costs (`cost` for somebody new), and whether they post."""

    def __init__(self, person: Person | None, cost: Money, parent: QWidget | None) -> None:
        title = translate("People", "Change {person}") if person else ""
        words = title.format(person=names.person(person)) if person else ""
        super().__init__(words or translate("People", "Add a person"), parent)
        self._name = QLineEdit(person.name if person else "")
        self._role: Choice[Role] = Choice(
            [(role, names.role(role)) for role in Role], person.role if person else Role.STAFF
        )
        self._cost = MoneyEdit(cost.currency, person.hourly_cost if person else cost)
        self._posts = QCheckBox(translate("People", "Gets posts to do"))
        self._posts.setObjectName("posts")
        self._posts.setChecked(person.posts if person else True)
        self._fields = {
            "name": Field(translate("People", "Name"), self._name, name="name"),
            "role": Field(
                translate("People", "Role"),
                self._role,
                hint=translate("People", "An owner decides, and can open every account."),
                name="role",
            ),
            "hourly_cost": Field(
                translate("People", "What an hour costs you"),
                self._cost,
                hint=_cost_hint(again=person is not None),
                name="hourly_cost",
            ),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addWidget(self._posts)
        verb = translate("People", "Keep") if person else translate("People", "Add")
        self.close_with(verb).clicked.connect(self._confirm)
        self._name.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        self._fields.get(error.field or "", self._fields["name"]).show_error(error)

    def _confirm(self) -> None:
        for field in self._fields.values():
            field.show_error(None)
        try:
            cost = self._cost.value()
        except ExpectedError as error:
            self._fields["hourly_cost"].show_error(error)
            return
        if cost is None:
            self._fields["hourly_cost"].show_error(ExpectedError(Code.EMPTY))
            return
        role = self._role.value() or Role.STAFF
        self.take(Said(self._name.text(), role, cost, self._posts.isChecked()))


def _cost_hint(*, again: bool) -> str:
    """The cost is not kept by day: past work is reckoned anew with it."""
    if again:
        return translate(
            "People",
            "Wage and what comes on top of it; it stays here. A new figure counts for past work"
            " too: what earlier quarters cost and returned changes with it.",
        )
    return translate("People", "Wage and what comes on top of it; it stays here.")


class StartForm(Form):
    """Who is leaving, and what happens at once: asked before, because it cannot be undone.

    `by`: owners who could be at work, where no vault says who is; one of them is chosen then.
    """

    def __init__(
        self,
        people: Sequence[Person],
        open_ones: Sequence[tuple[DepartureId, Person]],
        by: Sequence[Person],
        sheet_of: Callable[[PersonId], StartSheet],
        parent: QWidget | None,
    ) -> None:
        super().__init__(translate("People", "Who is leaving?"), parent)
        self._sheet_of = sheet_of
        going = translate("People", "{person}: go on with it")
        offers: list[tuple[str, str]] = [
            *((id, going.format(person=names.person(person))) for id, person in open_ones),
            *((person.id, names.person(person)) for person in people),
        ]
        self._going = frozenset(str(id) for id, _person in open_ones)
        self._who = Choice(offers, offers[0][0] if offers else None)
        self._who.currentIndexChanged.connect(lambda _at: self._say())
        self._by: Choice[PersonId] = Choice([(each.id, names.person(each)) for each in by], None)
        self._by_field = Field(translate("People", "Who are you?"), self._by, name="by")
        self._by_field.setVisible(len(by) > 1)
        self._by.choose(by[0].id if len(by) == 1 else None)
        self._who_field = Field(translate("People", "Person"), self._who, name="who")
        self._says = label("", wrap=True, name="what_happens")
        self.body.addWidget(self._who_field)
        self.body.addWidget(self._by_field)
        self.body.addWidget(self._says)
        self._confirm_button = self.close_with(translate("People", "Start"))
        self._confirm_button.clicked.connect(self._confirm)
        self._say()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say why it cannot begin."""
        self._who_field.show_error(error)

    def _say(self) -> None:
        """What will happen to whom, and whether it can."""
        who = self._who.value()
        self._who_field.show_error(None)
        if who is None:
            self._says.setText(translate("People", "Nobody else works here. Add people first."))
            self._confirm_button.setEnabled(False)
            return
        if who in self._going:
            self._says.setText(translate("People", "The list is where it was left."))
            self._offer_start(translate("People", "Go on"), enabled=True)
            return
        sheet = self._sheet_of(PersonId(who))
        self._says.setText(_what_happens(sheet))
        words = (
            translate("People", "Lock {person} out and start")
            if sheet.locked_out
            else translate("People", "Start the list")
        )
        verb = words.format(person=names.person(sheet.person))
        self._offer_start(verb, enabled=not sheet.last_owner)
        if sheet.last_owner:
            self.show_error(ExpectedError(Code.LAST_OWNER))

    def _offer_start(self, verb: str, *, enabled: bool) -> None:
        self._confirm_button.setText(verb)
        self._confirm_button.setAccessibleName(verb)
        self._confirm_button.setEnabled(enabled)

    def _confirm(self) -> None:
        who, by = self._who.value(), self._by.value()
        if who is None:
            return
        if who not in self._going:
            if not self._by_field.isHidden() and by is None:
                self._by_field.show_error(ExpectedError(Code.EMPTY))
                return
            if by == who:
                self._who_field.show_error(ExpectedError(Code.NO_OWNER_LEFT))
                return
        self.take(who, by)


def _what_happens(sheet: StartSheet) -> str:
    """Sentences on what is about to happen, each only where it is so."""
    name = names.person(sheet.person)
    said = []
    if sheet.locked_out:
        said.append(
            translate(
                "People",
                "{person} is locked out of the vault at once. That is not undone: who stays after"
                " all gets a passphrase and rights anew.",
            )
        )
    if sheet.new_master:
        said.extend(new_master_words())
    if sheet.new_keys:
        said.append(translate("People", "%n account(s) get(s) new keys.", "", sheet.new_keys))
    said.append(
        translate(
            "People",
            "You get a list of what to do on %n account(s). You can leave it and come back, and"
            " another owner can go on with it.",
            "",
            sheet.accounts,
        )
    )
    return " ".join(said).format(person=name)


class ReasonForm(Form):
    """Why something was not done, in a sentence that stands on the hand-over sheet."""

    def __init__(
        self,
        title: str,
        verb: str,
        parent: QWidget | None,
        *,
        offers: Sequence[str] = (),
        about: str = "",
    ) -> None:
        super().__init__(title, parent)
        self._why = QLineEdit()
        self._field = Field(
            translate("People", "Why?"),
            self._why,
            hint=translate("People", "It stands on the hand-over sheet."),
            name="why",
        )
        if about:
            self.body.addWidget(label(about, "muted", wrap=True))
        if offers:
            self.body.addWidget(Flow(*(self._offer(text) for text in offers)))
        self.body.addWidget(self._field)
        self.close_with(verb).clicked.connect(lambda: self.take(self._why.text().strip()))
        self._why.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say what cannot be kept."""
        self._field.show_error(error)

    def _offer(self, text: str) -> QWidget:
        return button(text, lambda: self._why.setText(text))


class WorkForm(Form):
    """Who takes over what is still planned for somebody."""

    def __init__(self, title: str, people: Sequence[Person], parent: QWidget | None) -> None:
        super().__init__(title, parent)
        offers = [(person.id, names.person(person)) for person in people]
        self._to = Choice(offers, offers[0][0] if offers else None)
        self._field = Field(translate("People", "To whom?"), self._to, name="to")
        self.body.addWidget(self._field)
        self.close_with(translate("People", "Hand it over")).clicked.connect(self._confirm)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say why it cannot be."""
        self._field.show_error(error)

    def _confirm(self) -> None:
        to = self._to.value()
        if to is not None:
            self.take(to)


class OwnAccessForm(Form):
    """How somebody gets access of their own on a platform; confirmed once they have it."""

    def __init__(
        self,
        account: str,
        person: str,
        note: str,
        open_page: Callable[[], object] | None,
        parent: QWidget | None,
    ) -> None:
        words = translate("People", "Access of their own: {person} on {account}")
        super().__init__(words.format(person=person, account=account), parent)
        why = translate(
            "People",
            "Then no password is shared, and on the day {person} leaves it is one click there.",
        )
        self.body.addWidget(label(why.format(person=person), "muted", wrap=True))
        self.body.addWidget(label(note, wrap=True, name="role_note"))
        if open_page is not None:
            self.body.addWidget(
                button(translate("People", "Open the platform’s page"), open_page, name="open_page")
            )
        verb = translate("People", "{person} has it now").format(person=person)
        self.close_with(verb).clicked.connect(lambda _checked=False: self.take())

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Nothing is typed here."""
