"""The questions of the ownership check: each on a screen, each answer kept when it is given."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from smbsocial.domain.accounts import Belongs, SecondFactor
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ownership import CheckKind
from smbsocial.ui import theme
from smbsocial.ui.accounts.people_ticks import PeopleTicks
from smbsocial.ui.accounts.registration_form import HELD_BY_NOBODY, gone_people
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import accounts as texts
from smbsocial.ui.text import formats, names
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.register_sheets import AccountSheet
from smbsocial.usecases.registering import answer_check

translate = QCoreApplication.translate
T = TypeVar("T")


class Answers(QWidget, Generic[T]):
    """One answer of several; `chosen` says that somebody picked one."""

    chosen = Signal()

    def __init__(self, question: str, options: Sequence[tuple[T, str]], answer: T) -> None:
        super().__init__()
        self._values = [value for value, _ in options]
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE * 2)
        both = translate("Accounts", "{question} {answer}")
        for at, (value, words) in enumerate(options):
            made = QRadioButton(words)
            made.setObjectName(f"answer_{at}")
            made.setAccessibleName(both.format(question=question, answer=words))
            made.setChecked(value == answer)
            self._group.addButton(made, at)
            column.addWidget(made)
        self._group.idClicked.connect(lambda _at: self.chosen.emit())

    def value(self) -> T:
        """What is picked; the last one, "I don't know", where nothing is."""
        return self._values[self._group.checkedId()]


class Question(QWidget):
    """The head of a question, why it is asked, and its answers below."""

    def __init__(self, title: str, explained: str) -> None:
        super().__init__()
        self.title = title
        self._leaves: list[Callable[[], None]] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP)
        self.body.addWidget(label(title, "section", wrap=True, name="question"))
        self.body.addWidget(label(explained, "muted", wrap=True))

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self.body.addWidget(widget)

    def keep_typed(self) -> None:
        """Keep what stands in a field that was not left."""
        for leave in self._leaves:
            leave()

    def text_field(self, title: str, text: str, keep: Callable[[str], object]) -> Field:
        """A line of text that is kept when it is left; what can't be kept is said there."""
        line = QLineEdit(text)
        field = Field(title, line)

        def leave() -> None:
            field.show_error(None)
            try:
                keep(line.text().strip())
            except ExpectedError as error:
                field.show_error(error)

        line.editingFinished.connect(leave)
        self._leaves.append(leave)
        return field


def question(bridge: Bridge, sheet: AccountSheet, kind: CheckKind) -> Question:
    """The screen of one question; each answer is kept through the one door."""
    made: dict[CheckKind, Callable[[Bridge, AccountSheet], Question]] = {
        CheckKind.ADDRESS: _address,
        CheckKind.PHONE: _phone,
        CheckKind.OWNERS: _owners,
        CheckKind.FACTOR: _factor,
        CheckKind.CODES: _codes,
        CheckKind.STRANGERS: _strangers,
    }
    return made[kind](bridge, sheet)


def _address(bridge: Bridge, sheet: AccountSheet) -> Question:
    id, said = sheet.row.account.id, sheet.row.registration
    title = translate("Accounts", "Is it registered to an e-mail address of the business?")
    why = translate(
        "Accounts", "Whoever reads that mailbox can set a new password and take the account."
    )
    made = Question(title, why)
    none = translate("Accounts", "No address at all, only a phone number")
    yes = translate("Accounts", "Yes, an address of the business")
    options = [(Belongs.BUSINESS, yes), *_nos(), (Belongs.NOBODY, none), _unknown(Belongs.UNKNOWN)]
    answers = Answers(title, options, said.email_of)
    answers.chosen.connect(
        lambda: bridge.attempt(Action.ANSWER_CHECK, answer_check, id, email_of=answers.value())
    )
    made.add(answers)
    made.add(
        made.text_field(
            translate("Accounts", "Which address?"),
            said.email,
            lambda text: bridge.type_in(
                Action.ANSWER_CHECK, f"email-{id}", answer_check, id, email=text
            ),
        )
    )
    return made


def _phone(bridge: Bridge, sheet: AccountSheet) -> Question:
    id, said = sheet.row.account.id, sheet.row.registration
    title = translate("Accounts", "Is it free of private phone numbers?")
    why = translate("Accounts", "A registered phone can set a new password, like the mailbox.")
    made = Question(title, why)
    ours = translate("Accounts", "Yes, the only number is the business's")
    none = translate("Accounts", "Yes, no number is registered")
    options = [(Belongs.BUSINESS, ours), (Belongs.NOBODY, none), *_nos()]
    answers = Answers(title, [*options, _unknown(Belongs.UNKNOWN)], said.phone_of)
    answers.chosen.connect(
        lambda: bridge.attempt(Action.ANSWER_CHECK, answer_check, id, phone_of=answers.value())
    )
    made.add(answers)
    made.add(
        made.text_field(
            translate("Accounts", "Which number?"),
            said.phone,
            lambda text: bridge.type_in(
                Action.ANSWER_CHECK, f"phone-{id}", answer_check, id, phone=text
            ),
        )
    )
    return made


def _owners(bridge: Bridge, sheet: AccountSheet) -> Question:
    id, said = sheet.row.account.id, sheet.row.registration
    title = translate("Accounts", "Who has full control?")
    why = translate(
        "Accounts",
        "Two people should, and an owner among them: then nobody is locked out by an illness, a"
        " quarrel or a lost phone. Tick nobody where you don't know.",
    )
    made = Question(title, why)
    gone = gone_people(sheet)
    ticks = PeopleTicks(title, sheet.people, ticked=said.admins, gone=gone)
    ticks.changed.connect(
        lambda: bridge.attempt(Action.ANSWER_CHECK, answer_check, id, admins=ticks.values())
    )
    made.add(ticks)
    made.add(
        made.text_field(
            translate("Accounts", "Others with full control"),
            said.other_admins,
            lambda text: bridge.type_in(
                Action.ANSWER_CHECK, f"others-{id}", answer_check, id, other_admins=text
            ),
        )
    )
    return made


def _factor(bridge: Bridge, sheet: AccountSheet) -> Question:
    id, said = sheet.row.account.id, sheet.row.registration
    title = translate("Accounts", "What does it ask for beside the password?")
    why = translate(
        "Accounts",
        "A second factor keeps out whoever knows the password. On one person's phone it also keeps"
        " you out when they are gone.",
    )
    made = Question(title, why)
    kinds = [
        SecondFactor.VAULT,
        SecondFactor.APP,
        SecondFactor.TEXT,
        SecondFactor.EMAIL,
        SecondFactor.KEY,
        SecondFactor.NONE,
        SecondFactor.UNKNOWN,
    ]
    answers = Answers(title, [(each, texts.second_factor(each)) for each in kinds], said.factor)
    whose_title = translate("Accounts", "Whose phone, mailbox or key is that?")
    yes = translate("Accounts", "The business's")
    options = [(Belongs.BUSINESS, yes), *_theirs(), _unknown(Belongs.UNKNOWN)]
    whose = Answers(whose_title, options, said.factor_of)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label(whose_title, "strong", wrap=True))
    column.addWidget(whose)
    holder.setVisible(said.factor not in HELD_BY_NOBODY)

    def kind_chosen() -> None:
        holder.setVisible(answers.value() not in HELD_BY_NOBODY)
        bridge.attempt(Action.ANSWER_CHECK, answer_check, id, factor=answers.value())

    answers.chosen.connect(kind_chosen)
    whose.chosen.connect(
        lambda: bridge.attempt(Action.ANSWER_CHECK, answer_check, id, factor_of=whose.value())
    )
    made.add(answers)
    made.add(holder)
    return made


def _codes(bridge: Bridge, sheet: AccountSheet) -> Question:
    id = sheet.row.account.id
    title = translate("Accounts", "Are its recovery codes filed?")
    why = translate(
        "Accounts",
        "They get you in when the phone is lost. File them in the vault, or on paper with the"
        " emergency kit.",
    )
    made = Question(title, why)
    answers = _yes_no(title, sheet.row.registration.codes_filed)
    answers.chosen.connect(
        lambda: bridge.attempt(Action.ANSWER_CHECK, answer_check, id, codes_filed=answers.value())
    )
    made.add(answers)
    return made


def _strangers(bridge: Bridge, sheet: AccountSheet) -> Question:
    id, gone = sheet.row.account.id, gone_people(sheet)
    title = translate("Accounts", "Has everybody who left lost their way in?")
    left = [names.person(person) for person in sheet.people if person.id in gone]
    why = translate("Accounts", "Look through roles, devices and connected apps.")
    if left:
        why = translate(
            "Accounts", "Look through roles, devices and connected apps. Who left: {people}."
        ).format(people=formats.listed(left))
    made = Question(title, why)
    answers = _yes_no(title, sheet.row.registration.strangers_gone)
    answers.chosen.connect(
        lambda: bridge.attempt(
            Action.ANSWER_CHECK, answer_check, id, strangers_gone=answers.value()
        )
    )
    made.add(answers)
    return made


def _yes_no(question: str, answer: bool | None) -> Answers[bool | None]:
    yes, no = translate("Accounts", "Yes"), translate("Accounts", "No")
    return Answers(question, [(True, yes), (False, no), _unknown(None)], answer)


def _nos() -> list[tuple[Belongs, str]]:
    return [
        (Belongs.OWNER, translate("Accounts", "No, the owner's private one")),
        (Belongs.STAFF, translate("Accounts", "No, one of somebody who works here")),
        (Belongs.FORMER, translate("Accounts", "No, one of somebody who left")),
        (Belongs.OUTSIDE, translate("Accounts", "No, one of somebody outside, like an agency")),
    ]


def _theirs() -> list[tuple[Belongs, str]]:
    return [
        (Belongs.OWNER, translate("Accounts", "The owner's own")),
        (Belongs.STAFF, translate("Accounts", "Of somebody who works here")),
        (Belongs.FORMER, translate("Accounts", "Of somebody who left")),
        (Belongs.OUTSIDE, translate("Accounts", "Of somebody outside, like an agency")),
    ]


def _unknown(value: T) -> tuple[T, str]:
    return value, translate("Accounts", "I don't know")
