"""Unlocking: who, with which passphrase, and the ways on where that does not open the vault."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Secret
from smbsocial.ui.text import names
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.secret_fields import SecretField
from smbsocial.ui.vault.secret_form import DeskForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.unlocking import (
    Opener,
    Unlocked,
    seconds_to_wait,
    unlock,
    unlock_with_login,
)

translate = QCoreApplication.translate

SECOND_MS = 1_000


class UnlockForm(DeskForm):
    """Ask who unlocks the vault and for the passphrase.

    `unlocked` carries what it brought. `lost` carries the person whose passphrase, or whose key
    on this computer, is gone. `owner`: what is wanted takes an owner, and the form says so;
    whoever gives the openers then gives owners only.
    """

    unlocked = Signal(object)  # usecases.vault.unlocking.Unlocked
    lost = Signal(str)  # PersonId

    def __init__(
        self,
        desk: VaultDesk,
        openers: Sequence[Opener],
        parent: QWidget | None,
        *,
        chosen: PersonId | None = None,
        owner: bool = False,
    ) -> None:
        super().__init__(translate("Unlock", "Unlock the vault"), desk, parent)
        self._owner = owner
        if owner:
            needed = translate("Unlock", "An owner’s passphrase is needed for this.")
            self.body.addWidget(label(needed, wrap=True, name="owner_needed"))
        self._openers = {opener.person.id: opener for opener in openers}
        self._seconds = 0
        options = [(opener.person.id, names.person(opener.person)) for opener in openers]
        first = chosen if chosen in self._openers else next(iter(self._openers), None)
        self._person = Choice(options, first)
        self._person.currentIndexChanged.connect(lambda _at: self._show_person())
        self._who = Field(translate("Unlock", "Who are you?"), self._person, name="person")
        self._who.setVisible(len(options) > 1)
        self._passphrase = SecretField(translate("Unlock", "Your passphrase"), name="passphrase")
        self._alone = label(
            translate(
                "Unlock",
                "This computer login opens the vault by itself: no passphrase is asked for.",
            ),
            "muted",
            wrap=True,
        )
        self._lost = button("", self._say_lost, flat=True, name="lost")
        self._help = label("", "muted", wrap=True, name="help")
        for widget in (self._who, self._alone, self._passphrase, self._help):
            self.body.addWidget(widget)
        self.body.addWidget(row(self._lost, None))
        self.close_with(translate("Unlock", "Unlock")).clicked.connect(self._unlock)
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self._count_down)
        self._show_person()
        self._passphrase.edit.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """A wrong passphrase and a pause stand at the field, all else with its way on.

        Where this computer's login does not open it, the passphrase may.
        """
        self._alone.hide()
        self._passphrase.show()
        if error.code is Code.WAIT:
            seconds = error.facts.get("seconds")
            self._wait_for(seconds if isinstance(seconds, int) else 0)
        elif error.code is Code.WRONG_KEY:
            self._passphrase.refuse(error)
            self._look_at_pause()
        elif error.code in {Code.SECRET_MISSING, Code.SECRET_DAMAGED}:
            self._say_key_gone()
        else:
            self.show_trouble(error)

    def _opener(self) -> Opener | None:
        chosen = self._person.value()
        return self._openers.get(chosen) if chosen is not None else None

    def _show_person(self) -> None:
        """What is asked of whom."""
        opener = self._opener()
        if opener is None:
            return
        self._timer.stop()
        self.show_trouble(None)
        self._passphrase.show_error(None)
        self._passphrase.edit.clear()
        self._say_whose(opener)
        self._passphrase.setVisible(not opener.login_alone)
        self._alone.setVisible(opener.login_alone)
        self._lost.setText(
            translate("Unlock", "I have lost the passphrase")
            if opener.owner
            else translate("Unlock", "I have forgotten my passphrase")
        )
        self._lost.setAccessibleName(self._lost.text())
        self._lost.show()
        self._help.hide()
        self._let_confirm(self.waits.isHidden())
        self._look_at_pause()
        self.fit()

    def _say_whose(self, opener: Opener) -> None:
        """Where staff are at work it is not theirs."""
        at_work = self.desk.opened
        if self._owner and at_work is not None and not at_work.owner and opener.person.name:
            words = translate("Unlock", "Passphrase of {name}").format(name=opener.person.name)
            self._passphrase.set_title(words)

    def _unlock(self) -> None:
        opener = self._opener()
        if opener is None:
            return
        person = opener.person.id
        if self._passphrase.isHidden():
            self.run(
                lambda vault: unlock_with_login(vault, person), self._came, dropped=self.desk.lock
            )
            return
        passphrase = self._passphrase.given()
        if passphrase is None:
            self.fit()
            return
        self._start(person, passphrase)

    def _start(self, person: PersonId, passphrase: Secret[str]) -> None:
        """Whoever changed their mind meanwhile finds it locked."""
        self.run(
            lambda vault: unlock(vault, person, passphrase), self._came, dropped=self.desk.lock
        )

    def _came(self, brought: Unlocked) -> None:
        self.accept()
        self.unlocked.emit(brought)

    def _say_lost(self) -> None:
        opener = self._opener()
        if opener is None:
            return
        if opener.owner:
            self.lost.emit(opener.person.id)
            self.reject()
            return
        self._help.setText(
            translate("Unlock", "An owner can give you a new passphrase, on the page People.")
        )
        self._help.show()
        self._lost.hide()
        self.fit()

    def _say_key_gone(self) -> None:
        opener = self._opener()
        self.say_trouble(
            translate(
                "Unlock",
                "This computer's key is not in the system's password store any more, so no"
                " passphrase opens the vault here. Everything that is kept is safe.",
            )
        )
        if opener is not None and opener.owner:
            self._lost.setText(translate("Unlock", "Use the code of the emergency kit"))
            self._lost.setAccessibleName(self._lost.text())
        else:
            self._say_lost()
        self.fit()

    def _look_at_pause(self) -> None:
        opener = self._opener()
        if opener is not None:
            seconds = seconds_to_wait(self.desk.vault, opener.person.id)
            if seconds:
                self._wait_for(seconds)

    def _wait_for(self, seconds: int) -> None:
        self._seconds = seconds
        self._say_seconds()
        self._let_confirm(False)
        self._timer.start()
        self.fit()

    def _count_down(self) -> None:
        self._seconds -= 1
        self._say_seconds()
        if self._seconds <= 0:
            self._timer.stop()
            self._passphrase.show_error(None)
            self._let_confirm(True)

    def _say_seconds(self) -> None:
        self._passphrase.show_error(ExpectedError(Code.WAIT, seconds=self._seconds))

    def _let_confirm(self, allowed: bool) -> None:
        if self.confirm is not None:
            self.confirm.setEnabled(allowed)

    @override
    def wait(self, waiting: bool) -> None:
        """The button stays asleep while a pause counts down."""
        super().wait(waiting)
        if not waiting and self._timer.isActive():
            self._let_confirm(False)
