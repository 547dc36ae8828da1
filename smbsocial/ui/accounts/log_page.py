"""The access log: who did what with which account, whether it is whole, and a copy of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from smbsocial.domain.access_log import ChainState, Detail, LogAction
from smbsocial.domain.days import local_day
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.ui import dialogs, theme
from smbsocial.ui.accounts import words
from smbsocial.ui.accounts.log_model import Column, LogModel, write_csv
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import access_log, names
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.account_uses import noted
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, row
from smbsocial.ui.widgets.fields import Choice, DayEdit, Field
from smbsocial.ui.widgets.files import pick_table
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.log_sheets import LogFilter, LogSheet, asked_for, log_sheet
from smbsocial.usecases.vault.session import Vault, note_use
from smbsocial.usecases.vault.watching import accept_log, look_at_log, look_at_whole_log

translate = QCoreApplication.translate

WIDTH, HEIGHT = theme.SPACE * 220, theme.SPACE * 145
HEAD_DIGITS = 8


class LogTable(QTableView):
    """The entries; what was done gets the most room."""

    def __init__(self, model: LogModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setObjectName("log")
        self.setAccessibleName(translate("Log", "Access log"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.base_pixels() * 2)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """A quarter each for when and for the account, less for who."""
        width = self.viewport().width()
        self.setColumnWidth(Column.WHEN, width * 24 // 100)
        self.setColumnWidth(Column.WHO, width * 15 // 100)
        self.setColumnWidth(Column.ACCOUNT, width * 28 // 100)
        super().resizeEvent(event)


class LogPage(QDialog):
    """A window over its page: filters, entries, whether the chain is whole, and Export."""

    def __init__(
        self,
        bridge: Bridge,
        desk: VaultDesk,
        account: AccountId | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("log_page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Log", "Who used what"))
        self._bridge = bridge
        self._desk = desk
        self._sheet = bridge.read(log_sheet)
        self._model = LogModel()
        self._build(account)
        self._draw()
        self._check()
        self.resize(WIDTH, HEIGHT)
        desk.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read the log anew: the vault was locked or unlocked, or somebody else is at work."""
        self._sheet = self._bridge.read(log_sheet)
        self._draw()
        self._check()

    def export(self, path: Path) -> None:
        """Write what is shown into a file; where there is a vault it notes first who did that."""
        self._by_somebody(lambda: self._write(path))

    def _by_somebody(self, then: Callable[[], None]) -> None:
        """Call `then` once it is known who is at work; at once where no vault can say."""

        def go_on() -> None:
            if isValid(self):  # it may have been closed while the vault was unlocked
                then()

        if self._desk.can_open:
            self._desk.with_unlocked(go_on)
        else:
            then()

    def _write(self, path: Path) -> None:
        unlogged: list[str] = []
        if self._desk.can_open and not noted(self._desk, _note_export, told=unlogged.append):
            return
        try:
            write_csv(self._sheet, self._model.entries, path)
        except ExpectedError as error:
            self._say(sentence(error), trouble=True)
            return
        written = translate("Log", "Written to {path}")
        if unlogged:
            written = translate("Log", "Written to {path}. {warning}")
        said = written.format(path=str(path), warning=" ".join(unlogged))
        self._say(said, trouble=bool(unlogged))

    def _build(self, account: AccountId | None) -> None:
        outer = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.GAP)
        outer.addWidget(label(translate("Log", "Who used what"), "section"))
        outer.addWidget(self._filters(account))
        paper = Card(name="log_card")
        paper.body.setContentsMargins(*(theme.SPACE,) * 4)
        self._table = LogTable(self._model)
        self._nothing = label("", "muted", wrap=True, name="no_entries")
        self._nothing.setContentsMargins(*(theme.GAP,) * 4)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        paper.body.addWidget(self._nothing, 1)
        paper.body.addWidget(self._table, 1)
        outer.addWidget(paper, 1)
        outer.addWidget(self._broken_card())
        self._state = label("", "small", wrap=True, name="log_state")
        self._said = label("", "small", wrap=True, name="log_said")
        self._said.hide()
        outer.addWidget(self._state)
        outer.addWidget(self._said)
        export = button(translate("Log", "Export as a table…"), self._export, name="export_log")
        close = button(translate("Log", "Close"), self.accept, primary=True, name="close_log")
        export.setAutoDefault(False)
        close.setDefault(True)
        outer.addWidget(row(export, None, close))

    def _filters(self, account: AccountId | None) -> QWidget:
        register = self._sheet.register
        everybody = (None, translate("Log", "everybody"))
        people = [(each.id, names.person(each)) for each in register.people]
        self._person: Choice[PersonId | None] = Choice([everybody, *people])
        every = (None, translate("Log", "every account"))
        accounts = [(each.account.id, words.full_name(each)) for each in register.rows]
        self._account: Choice[AccountId | None] = Choice([every, *accounts], account)
        anything = (None, translate("Log", "anything"))
        actions = [(each, access_log.action(each)) for each in LogAction]
        self._action: Choice[LogAction | None] = Choice([anything, *actions])
        self._first, self._last = DayEdit(self._oldest()), DayEdit(register.today)
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.SPACE * 2)
        for choice in (self._person, self._account, self._action):
            choice.setMinimumContentsLength(6)
            choice.activated.connect(lambda _at: self._draw())
        for day in (self._first, self._last):
            day.setDisplayFormat(QLocale().dateFormat(QLocale.FormatType.ShortFormat))
            day.picked.connect(self._draw)
        for name, title, editor, share in (
            ("log_person", translate("Log", "Who"), self._person, 2),
            ("log_account", translate("Log", "Account"), self._account, 3),
            ("log_action", translate("Log", "What"), self._action, 3),
            ("log_first", translate("Log", "From"), self._first, 0),
            ("log_last", translate("Log", "To"), self._last, 0),
        ):
            across.addWidget(Field(title, editor, name=name), share)
        return holder

    def _broken_card(self) -> Card:
        self._broken = Card("trouble", name="log_broken")
        self._broken_words = label("", wrap=True, name="log_broken_words")
        self._accept = button(
            translate("Log", "I have looked, go on from here…"), self._ask_accept, name="accept_log"
        )
        self._accept.setAutoDefault(False)
        self._broken.add(self._broken_words)
        self._broken.add(self._accept)
        self._broken.hide()
        return self._broken

    def _oldest(self) -> date:
        entries, zone = self._sheet.entries, self._sheet.register.business.zone
        days = (local_day(each.at, zone) for each in entries or ())
        return min(days, default=self._sheet.register.today)

    def _draw(self) -> None:
        wanted = LogFilter(
            person=self._person.value(),
            account=self._account.value(),
            action=self._action.value(),
            first=self._first.value(),
            last=self._last.value(),
        )
        found = asked_for(self._sheet, wanted)
        opened = self._desk.opened
        self._model.show_entries(self._sheet, found, opened.person if opened else None)
        self._nothing.setText(_nothing_words(self._sheet))
        self._nothing.setVisible(not found)
        self._table.setVisible(bool(found))

    def _check(self) -> None:
        """Look whether the chain is whole: for an owner from the last checkpoint on."""
        entries = self._sheet.entries or ()
        found = self._chain()
        text = translate(
            "Log", "%n entry(ies), none changed. The last one is {head}.", "", len(entries)
        )
        whole = found is not None and found.broken is None
        head = entries[0].hash.hex()[:HEAD_DIGITS] if entries else ""
        self._state.setText(text.format(head=head) if whole and entries else "")
        self._state.setVisible(whole and bool(entries))
        self._broken.setVisible(found is not None and found.broken is not None)
        self._accept.setVisible(self._desk.is_owner)
        if found is not None and found.broken is not None:
            both = translate("Log", "{what} {error}")
            error = ExpectedError(Code.LOG_BROKEN, seq=found.seq)
            self._broken_words.setText(
                both.format(what=access_log.broken(found.broken), error=sentence(error))
            )

    def _chain(self) -> ChainState | None:
        """How the log stands; None where there is no vault to ask."""
        try:
            vault = self._desk.vault
            opened = vault.opened
            if opened is not None and opened.owner:
                return look_at_log(vault, opened.key)
            return look_at_whole_log(vault)
        except ExpectedError as error:
            self._say(sentence(error), trouble=True)
            return None

    def _ask_accept(self) -> None:
        text = translate(
            "Log",
            "From here on the log is watched anew, and this warning will not come again. What was"
            " changed stays as it is. Have you looked at who uses this computer login?",
        )
        if dialogs.confirm(self, text, translate("Log", "Go on from here")):
            self._desk.attempt(accept_log)
            self.refresh()

    def _export(self) -> None:
        self._by_somebody(self._ask_where)

    def _ask_where(self) -> None:
        name = translate("Log", "access-log-{day}")
        day = self._sheet.register.today.isoformat()
        title = translate("Log", "Export the access log")
        pick_table(self, title, f"{name.format(day=day)}.csv", self.export)

    def _say(self, text: str, *, trouble: bool) -> None:
        self._said.setProperty("kind", "error" if trouble else "small")
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self._said.setText(text)
        self._said.show()


def _nothing_words(sheet: LogSheet) -> str:
    """Why there is no entry to show."""
    if sheet.entries is None:
        return translate("Log", "Somebody wrote into the log what is no entry: it can't be read.")
    if sheet.entries:
        return translate("Log", "Nothing like that is in the log.")
    return translate("Log", "Nobody has used the vault yet. Each use will stand here.")


def _note_export(vault: Vault) -> bool:
    return note_use(vault, LogAction.EXPORT, detail=Detail.LOG)
