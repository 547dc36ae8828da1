"""The newest backup, unpacked and opened into a folder that is deleted again."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QProgressBar

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId, ReviewId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import review_people as words
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing.accounts import AccountsPage, keep_restored
from smbsocial.usecases.vault.ports import Tried

if TYPE_CHECKING:
    from smbsocial.ui.vault_lane import Errand
    from smbsocial.usecases.steps import Steps
    from smbsocial.usecases.vault.session import Vault

translate = QCoreApplication.translate


class _Way(QObject):
    """How far the worker is, told on this thread; and whether it is to go on.

    It belongs to the application, so that a worker never speaks to one that is gone.
    """

    came = Signal(int)

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self._stopped = Event()

    def told(self, percent: int) -> bool:
        """In the worker: so much is done."""
        if not self._stopped.is_set():
            self.came.emit(percent)
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Go no further."""
        self._stopped.set()


class TrialCard(Card):
    """How the backups stand, the button that tries the newest one, and what was found in it."""

    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__(name="trial")
        self._bridge, self._desk, self._review = bridge, desk, review_id
        self._errand: Errand | None = None
        self._way: _Way | None = None
        self.add(label(translate("Review", "A backup, opened for real"), "section"))
        self._stands = label("", wrap=True, name="backup_stands")
        self._found = label("", "strong", wrap=True, name="backup_found")
        self._went_wrong = label("", "error", wrap=True, name="backup_error")
        self._try = button(
            translate("Review", "Open the newest backup"), self._begin, name="try_backup"
        )
        self._stop = button(translate("Review", "Stop"), self._end, name="stop_trial")
        self._stop.setAccessibleName(translate("Review", "Stop opening the backup"))
        self._go = button(
            translate("Review", "Open the accounts"),
            partial(self.page_wanted.emit, "backup"),
            name="open_backups",
        )
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Review", "How much of the backup is read"))
        hint = translate(
            "Review",
            "It is unpacked into a folder of its own, every password in it is opened with your key,"
            " and the folder is deleted again. Nothing of yours is changed.",
        )
        self._hint = label(hint, "small", wrap=True)
        for each in (self._stands, self._found, self._went_wrong, self._hint, self._bar):
            self.add(each)
        self.add(row(self._try, self._stop, self._go, None))
        self._at_work(False)
        self._went_wrong.hide()
        bridge.closing.connect(self._end)

    def show_page(self, page: AccountsPage) -> None:
        """How it stands now."""
        self._stands.setText(words.backup(page))
        self._found.setVisible(page.restored is not None)
        if page.restored is not None:
            self._found.setText(words.restored(page.restored, page.zone))
        self._try.setVisible(page.can_try and self._errand is None)
        self._hint.setVisible(page.can_try)
        self._go.setVisible(not page.can_try or page.old)

    def _begin(self) -> None:
        self._desk.with_unlocked(self._run, owner=True)

    def _run(self) -> None:
        if self._errand is not None:
            return
        from smbsocial.usecases.vault.trying import try_newest

        self._way = way = _Way()
        way.came.connect(self._bar.setValue)
        self._bar.setValue(0)
        self._went_wrong.hide()

        def steps(vault: Vault) -> Steps[Tried]:
            return try_newest(vault, way.told)

        self._errand = self._desk.run(steps, done=self._came, failed=self._failed, owner=self)
        self._at_work(self._errand is not None)

    def _end(self) -> None:
        """Whatever it is doing, it tidies up before it stops."""
        if self._way is not None:
            self._way.stop()

    def _came(self, tried: Tried) -> None:
        self._over()
        opened = self._desk.opened
        by = PersonId(opened.person) if opened else None
        self._bridge.attempt(Action.SAY_IN_REVIEW, keep_restored, self._review, tried, by=by)

    def _failed(self, error: ExpectedError) -> None:
        self._over()
        if error.code is not Code.REPORT_STOPPED:
            self._went_wrong.setText(sentence(error))
            self._went_wrong.show()

    def _over(self) -> None:
        self._errand = None
        if self._way is not None:
            self._way.deleteLater()
            self._way = None
        self._at_work(False)

    def _at_work(self, working: bool) -> None:
        self._bar.setVisible(working)
        self._stop.setVisible(working)
        self._try.setVisible(not working)
