"""Forms that ask the vault: they wait without blocking, and close when it is locked."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.secret_fields import clear_secrets
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.session import Vault

T = TypeVar("T")

translate = QCoreApplication.translate


class DeskForm(Form):
    """A form whose button starts steps of the vault; it stays usable while they run."""

    def __init__(self, title: str, desk: VaultDesk, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self.desk = desk
        self._over = False
        self.confirm: QPushButton | None = None
        self.trouble = label("", "error", wrap=True, name="trouble")
        self.trouble.hide()
        self.waits = label(translate("VaultForm", "One moment…"), "small", name="waits")
        self.waits.hide()
        self.finished.connect(lambda _how: self._forget())

    @override
    def close_with(self, verb: str) -> QPushButton:
        """The lines for what goes wrong and for waiting stand above the buttons."""
        self.foot.addWidget(self.trouble)
        self.foot.addWidget(self.waits)
        self.confirm = super().close_with(verb)
        return self.confirm

    def run(
        self,
        steps: Callable[[Vault], Steps[T]],
        done: Callable[[T], None],
        *,
        dropped: Callable[[], None] | None = None,
    ) -> None:
        """Run steps; what goes wrong stands at its field, or above the buttons.

        They go on to their end when the form is closed meanwhile: what was begun is kept. Then
        `done` is not called, but `dropped`.
        """
        self.show_trouble(None)
        self.wait(True)

        def came(value: T) -> None:
            if self._over:
                (dropped or _nothing)()
                return
            self.wait(False)
            done(value)

        def went_wrong(error: ExpectedError) -> None:
            if self._over:
                self.desk.tell(error)
                return
            self.wait(False)
            self.show_error(error)
            self.go_to_error()
            self.fit()

        self.desk.run(steps, done=came, failed=went_wrong)

    def wait(self, waiting: bool) -> None:
        """Whether steps are under way: then the button that started them rests."""
        self.waits.setVisible(waiting)
        if self.confirm is None:
            return
        if waiting and self.confirm.hasFocus():
            self._rest_focus()
        self.confirm.setEnabled(not waiting)

    def _rest_focus(self) -> None:
        """A resting button hands the focus to the one behind it, which Enter would press."""
        lines = [line for line in self.findChildren(QLineEdit) if line.isVisible()]
        place = lines[-1] if lines else self
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say it above the buttons; forms with fields say it there."""
        self.show_trouble(error)

    def show_trouble(self, error: ExpectedError | None) -> None:
        """An error that belongs to no field, or none."""
        self.say_trouble(sentence(error) if error else "")

    def say_trouble(self, words: str) -> None:
        """The same in words."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _forget(self) -> None:
        """Whatever way it was closed, nothing secret stays in its fields."""
        self._over = True
        clear_secrets(self)


class SecretForm(DeskForm):
    """A form that shows or takes what the open vault keeps: locking closes it."""

    def __init__(self, title: str, desk: VaultDesk, parent: QWidget | None) -> None:
        super().__init__(title, desk, parent)
        self._opened = desk.opened
        desk.changed.connect(self._look_at_lock)

    def _look_at_lock(self) -> None:
        """Close when it is locked, or when somebody else is at work now."""
        now = self.desk.opened
        if self._opened is not None and (now is None or now.person != self._opened.person):
            self.reject()
        self._opened = now


def _nothing() -> None:
    """Nobody waits for it any more."""
