"""Setting the vault up: what it is, the owner's passphrase, and then the emergency kit."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.business import Person
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import names
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.kit_form import kit_steps
from smbsocial.ui.vault.passphrases import PASSPHRASE_CODES, NewPassphrase, known_names
from smbsocial.ui.vault.secret_form import DeskForm
from smbsocial.ui.vault.steps_form import StepPage, StepsForm
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.session import Vault
from smbsocial.usecases.vault.setting_up import set_up, start_over

translate = QCoreApplication.translate


class SetUpForm(StepsForm):
    """Five short steps; what was done before it is left stays done."""

    def __init__(
        self, desk: VaultDesk, bridge: Bridge, owners: Sequence[Person], parent: QWidget | None
    ) -> None:
        what = WhatPage(owners)
        pages = (what, PassphrasePage(desk, bridge, what), *kit_steps(desk, bridge))
        super().__init__(translate("SetUp", "Set up the vault"), desk, parent, pages=pages)


class WhatPage(StepPage):
    """What the vault does and what it cannot do."""

    def __init__(self, owners: Sequence[Person]) -> None:
        super().__init__(
            translate("SetUp", "A safe place for the passwords of the business"),
            translate("SetUp", "Choose a passphrase"),
        )
        for words in (
            translate(
                "SetUp",
                "The vault keeps the passwords of your accounts, sealed, in this computer's own"
                " password store: nothing goes to the internet.",
            ),
            translate(
                "SetUp",
                "You open it with one passphrase, and staff with their own; everybody gets at what"
                " you let them use, and each use is written down.",
            ),
            translate(
                "SetUp",
                "When somebody leaves, it knows what they could reach, and leads you through"
                " changing it.",
            ),
        ):
            self.body.addWidget(label(words, wrap=True))
        card = Card("quiet")
        for words in limits():
            card.add(label(words, "small", wrap=True))
        self.body.addWidget(card)
        self._owner = Choice([(person.id, names.person(person)) for person in owners], owners[0].id)
        who = Field(translate("SetUp", "Which owner are you?"), self._owner, name="owner")
        who.setVisible(len(owners) > 1)
        self.body.addWidget(who)
        self._there = True

    @override
    def begin(self) -> None:
        """Whoever has no password store shall know it before they think of a passphrase."""
        if self.form is not None:
            self.form.desk.run(_look, done=_nothing, failed=self._missed, owner=self)

    @override
    def go_on(self) -> None:
        """Where none was found, it is looked for again."""
        if self._there or self.form is None:
            self.done.emit()
        else:
            self.form.run(_look, lambda _name: self.done.emit())

    def _missed(self, error: ExpectedError) -> None:
        self._there = False
        if self.form is not None:
            self.form.show_trouble(error)
            self.form.fit()

    @property
    def owner(self) -> PersonId:
        """Whose passphrase it will be."""
        chosen = self._owner.value()
        assert chosen is not None  # noqa: S101 - there is always one
        return chosen


class PassphrasePage(StepPage):
    """The owner's passphrase; with it the vault is made."""

    def __init__(self, desk: VaultDesk, bridge: Bridge, what: WhatPage) -> None:
        super().__init__(
            translate("SetUp", "Your passphrase"), translate("SetUp", "Use this passphrase")
        )
        self._desk = desk
        self._bridge = bridge
        self._what = what
        self._passphrase = NewPassphrase(desk.vault.making, names=known_names(bridge))
        self._passphrase.grew.connect(self.grew)
        self.body.addWidget(self._passphrase)

    @override
    def begin(self) -> None:
        """One can type at once."""
        self._passphrase.first.edit.setFocus()

    @override
    def go_on(self) -> None:
        """Make the vault."""
        passphrase = self._passphrase.value()
        if passphrase is not None and self.form is not None:
            owner = self._what.owner
            self.form.run(
                lambda vault: set_up(vault, owner, passphrase), lambda _none: self._made()
            )

    @override
    def show_error(self, error: ExpectedError) -> bool:
        """What is wrong with the passphrase."""
        if error.code not in PASSPHRASE_CODES:
            return False
        self._passphrase.show_error(error)
        return True

    def _made(self) -> None:
        self._bridge.forget_steps()  # undoing who somebody is would leave their passphrase behind
        self._desk.entered()
        self.done.emit()


class StartOverForm(DeskForm):
    """The passphrase of a vault without kit is lost: it keeps nothing, and is forgotten."""

    forgotten = Signal()

    def __init__(self, desk: VaultDesk, parent: QWidget | None) -> None:
        super().__init__(translate("SetUp", "Start the vault over?"), desk, parent)
        words = translate(
            "SetUp",
            "Its emergency kit was never finished, so nothing but the passphrase opens it. It keeps"
            " no password yet: you lose nothing by starting over with a new passphrase.",
        )
        self.body.addWidget(label(words, wrap=True))
        self.close_with(translate("SetUp", "Start over")).clicked.connect(self._start)

    def _start(self) -> None:
        self.run(start_over, lambda _none: self._gone())

    def _gone(self) -> None:
        self.desk.changed.emit()
        self.accept()
        self.forgotten.emit()


class KitMissingForm(DeskForm):
    """The passphrase is lost while the kit was to be made anew: only older backups open."""

    def __init__(self, desk: VaultDesk, parent: QWidget | None) -> None:
        super().__init__(translate("SetUp", "Only the passphrase opens the vault"), desk, parent)
        words = translate(
            "SetUp",
            "The emergency kit was to be made anew after an owner left, and is still missing. A"
            " backup from before opens with the old kit; what was saved since opens only with your"
            " passphrase.",
        )
        self.body.addWidget(label(words, wrap=True))
        verb = translate("SetUp", "Try the passphrase again")
        self.close_with(verb).clicked.connect(self.accept)


def _look(vault: Vault) -> Steps[str]:
    """The name of the system's password store."""
    return (yield from away(vault.entries.backend))


def _nothing(_name: str) -> None:
    """It is there, as it should be."""


def limits() -> tuple[str, str, str]:
    """What the vault does not do, said the same way everywhere."""
    return (
        translate(
            "Vault",
            "“May use” hides the password from view; it does not make copying impossible.",
        ),
        translate(
            "Vault",
            "On a shared computer login nobody can be stopped who knows how to program. Give the"
            " owner a login of their own.",
        ),
        translate(
            "Vault",
            "Lose the passphrase and the recovery code, and nobody can open the vault.",
        ),
    )
