"""Several short steps in one dialog, one shown at a time; it can be left at each of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.secret_fields import clear_secrets
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate


class StepPage(QWidget):
    """One step: `verb` stands on the button; `done` says that the next step may come.

    `grew`: its lines take another height. `ready`: whether the button may be pressed.
    """

    done = Signal()
    grew = Signal()
    ready = Signal(bool)

    def __init__(self, title: str, verb: str) -> None:
        super().__init__()
        self.title = title
        self.verb = verb
        self.form: SecretForm | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP)

    def begin(self) -> None:
        """It is shown now."""

    def go_on(self) -> None:
        """Its button was pressed."""
        self.done.emit()

    def show_error(self, error: ExpectedError) -> bool:
        """Whether the error stands at one of its fields now."""
        return False

    def forget(self) -> None:
        """Keep nothing secret: its form was closed."""


class StepsForm(SecretForm):
    """Leads from step to step; `completed` once the last one is done."""

    completed = Signal()

    def __init__(
        self,
        title: str,
        desk: VaultDesk,
        parent: QWidget | None,
        *,
        pages: Sequence[StepPage],
        before: int = 0,
    ) -> None:
        super().__init__(title, desk, parent)
        self._pages = tuple(pages)
        self._before = before
        self._at = 0
        self._where = label("", "small", name="where")
        self._title = label("", "strong", wrap=True, name="step_title")
        self.body.addWidget(self._where)
        self.body.addWidget(self._title)
        for page in self._pages:
            page.form = self
            page.hide()
            page.done.connect(self._next)
            page.grew.connect(self.fit)
            page.ready.connect(partial(self._let, page))
            self.body.addWidget(page)
        self.body.addStretch(1)
        self.foot.addWidget(self.trouble)
        self.foot.addWidget(self.waits)
        self.confirm = button("", self._go_on, primary=True, name="confirm")
        leave = button(translate("Steps", "Continue later"), self.reject, name="cancel")
        self.foot.addWidget(row(None, leave, self.confirm))
        self.confirm.setDefault(True)
        self._show_page()

    @property
    def page(self) -> StepPage:
        """The step that is shown."""
        return self._pages[self._at]

    @override
    def show_error(self, error: ExpectedError) -> None:
        """At the step's field, or else above the buttons."""
        if not self.page.show_error(error):
            self.show_trouble(error)

    @override
    def _forget(self) -> None:
        super()._forget()
        for page in self._pages:
            page.forget()

    def _go_on(self) -> None:
        self.show_trouble(None)
        self.page.go_on()
        self.fit()

    def _let(self, page: StepPage, ready: bool) -> None:
        if self.confirm is not None and page is self.page:
            self.confirm.setEnabled(ready)

    def _next(self) -> None:
        if self.page is self._pages[-1]:
            self.accept()
            self.completed.emit()
            return
        self.page.hide()
        clear_secrets(self.page)  # nobody comes back to it
        self._at += 1
        self._show_page()

    def _show_page(self) -> None:
        page = self.page
        words = translate("Steps", "Step {number} of {count}")
        count = self._before + len(self._pages)
        self._where.setText(words.format(number=self._before + self._at + 1, count=count))
        self._title.setText(page.title)
        if self.confirm is not None:
            self.confirm.setText(page.verb)
            self.confirm.setAccessibleName(page.verb)
            self.confirm.setEnabled(True)
            self.confirm.setFocus()
        page.show()
        page.begin()
        self.fit()
