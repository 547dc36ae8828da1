"""Importing numbers: files are read, shown in one preview, and taken in as one step."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import ColumnMap
from smbsocial.domain.reports import Ask, Home
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.importing.cards import FileCard
from smbsocial.ui.results.importing.files import Files
from smbsocial.ui.results.importing.fills import FillsCard
from smbsocial.ui.results.importing.mapping import MappingForm
from smbsocial.ui.results.importing.reading import FileAsked, FilesReading, FileTold
from smbsocial.ui.results.importing.taking import Taking
from smbsocial.ui.results.lent_reads import Lender
from smbsocial.ui.results.many_rows import let_go
from smbsocial.ui.text import formats
from smbsocial.ui.text import import_preview as preview
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.cards import clear
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.tab_order import chain_focus
from smbsocial.usecases.importing import imports
from smbsocial.usecases.importing.sheets import Imported, ImportSheet
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.report_files import ReportFiles

translate = QCoreApplication.translate

WIDTH = theme.SPACE * 210


class ImportForm(Form):
    """Reads the files as soon as it is made; nothing is kept before "Take in".

    `files` reads them; the window stays alive all the time.
    """

    def __init__(
        self, bridge: Bridge, files: ReportFiles, paths: Sequence[Path], parent: QWidget | None
    ) -> None:
        super().__init__(translate("Import", "Import numbers"), parent)
        self.setObjectName("import_form")
        self.setMinimumWidth(min(WIDTH, self.screen().availableGeometry().width()))
        self._bridge = bridge
        self._reader = files
        business = bridge.read(lambda reads, _ports: set_up_business(reads))
        today = bridge.ports.clock.today(business.zone)
        platforms = [facts.key for facts in bridge.ports.library.platforms()]
        self._files = Files([str(path) for path in paths], today, platforms)
        self._maps = dict(bridge.read(imports.column_maps))
        self._described: dict[str, ColumnMap] = {}
        self._map_of: dict[str, str] = {}
        self._pending: dict[str, FileAsked] = {}
        self._sheet: ImportSheet | None = None
        self._lender: Lender | None = None
        self._thinking: jobs.Handle | None = None
        self._cards: dict[str, FileCard] = {}
        self._kept = KeptFocus(self, "confirm", "cancel")
        self._reading = FilesReading(files, Home(business.currency, business.zone), self)
        self._taking = Taking(bridge, self)
        self._build(business.currency)
        self._listen()
        self._read(self._files.all())

    @property
    def is_busy(self) -> bool:
        """Whether it reads, compares or takes in."""
        return self._reading.busy or self._thinking is not None or self._taking.busy

    @property
    def cards(self) -> tuple[FileCard, ...]:
        """The tables of the files, in their order."""
        return tuple(self._cards[key] for key in sorted(self._cards, key=_in_order))

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say what went wrong; nothing was taken in."""
        self._trouble.setText(sentence(error))
        self._trouble.show()

    @override
    def reject(self) -> None:
        """Stop whatever goes on: nothing of it is ever seen."""
        stopped = self._taking.busy
        self._stop()
        super().reject()
        if stopped:
            self._bridge.told.emit(translate("Import", "Stopped. Nothing was taken in."), False)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as things stand: cards are drawn anew with each answer."""
        chain_focus(self.body, behind=self._confirm)
        return super().focusNextPrevChild(next)

    def _build(self, currency: str) -> None:
        self._whole = label("", "muted", wrap=True, name="import_whole")
        self.body.addWidget(self._whole)
        self._places: list[QVBoxLayout] = []
        for _each in range(len(self._files)):
            holder = QWidget()  # a screen reader comes to its cards here, whenever they were made
            place = QVBoxLayout(holder)
            place.setContentsMargins(0, 0, 0, 0)
            place.setSpacing(theme.GAP)
            self._places.append(place)
            self.body.addWidget(holder)
            holder.hide()
        self._fills = FillsCard(currency)
        self._fills.hide()
        self.body.addWidget(self._fills)
        self._trouble = label("", "error", wrap=True, name="trouble")
        self._trouble.hide()
        self._moment = label("", "small", wrap=True, name="import_moment")
        self._bar = QProgressBar()
        self._bar.setObjectName("import_bar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Import", "Rows taken in"))
        self._bar.hide()
        for line in (self._trouble, self._moment, self._bar):
            self.foot.addWidget(line)
        self._confirm = self.close_with(translate("Import", "Take in"))
        self._confirm.clicked.connect(self._take_in)

    def _listen(self) -> None:
        self._reading.moved.connect(self._show_reading)
        self._reading.read.connect(self._came)
        self._reading.failed.connect(self._broke)
        self._taking.moved.connect(self._show_taking)
        self._taking.taken.connect(self._taken)
        self._taking.failed.connect(self._not_taken)
        self._fills.changed.connect(self._show_state)
        self._bridge.changed.connect(self._changed)
        self.finished.connect(self._end)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._stop)

    def _changed(self, _changed: object) -> None:
        """What is known has changed behind the form: what it shows would not be what it does."""
        if self._lines.isEnabled() and not self._reading.busy and self._thinking is None:
            self._think()

    def _end(self, _how: int) -> None:
        self._stop()
        let_go()

    def _stop(self) -> None:
        self._reading.cancel()
        self._taking.cancel()
        self._stop_thinking()

    def _read(self, asked: Sequence[FileAsked]) -> None:
        self._stop_thinking()
        self._sheet = None
        self._trouble.hide()
        self._pending |= {each.path: each for each in asked}
        self._reading.start(tuple(self._pending.values()), {**self._maps, **self._described})
        self._show_state()

    def _show_reading(self, name: str, number: int, rows: int) -> None:
        told = translate("Import", "Reading {name} ({number} of {count}): {rows} rows so far")
        self._moment.setText(
            told.format(
                name=name,
                number=formats.number(number),
                count=formats.number(len(self._pending)),
                rows=formats.number(rows),
            )
        )

    def _came(self, found: tuple[FileTold, ...]) -> None:
        self._pending = {}
        busy = self._kept.busy(self._lines)
        had = busy.objectName() if busy is not None else ""
        for told in found:
            self._draw(self._files.take(told))
        if had:
            self._kept.keep(had)
        self._think()

    def _draw(self, at: int) -> None:
        clear(self._places[at])
        if (holder := self._places[at].parentWidget()) is not None:
            holder.show()
        self._cards = {k: c for k, c in self._cards.items() if k.split("-")[0] != str(at)}
        for shown in self._files.shown(at):
            card = FileCard(shown, self._bridge.ports)
            card.answered.connect(self._answered)
            card.taken_changed.connect(self._taken_changed)
            card.describe_wanted.connect(self._describe)
            self._cards[shown.key] = card
            self._places[at].addWidget(card)

    def _offer_keyboard(self) -> None:
        """To the first open question, else to what takes it in; not from what somebody is at."""
        if self._kept.busy(self._lines) is None:
            open_ = [card.entry for card in self.cards if card.entry]
            self._kept.keep(*open_)

    def _answered(self, key: str, ask: Ask, value: str) -> None:
        self._files.answer(key, ask, value)
        self._read(self._files.of(key))

    def _taken_changed(self, key: str, taken: bool) -> None:
        self._files.leave_out(key, out=not taken)
        self._think()

    def _describe(self, key: str) -> None:
        report = self._files.unknown(key)
        if report is None:
            return
        id = self._reader.fingerprint(report.headers)
        form = MappingForm(report, id, self._described.get(id), self._bridge, self)

        def keep(described: ColumnMap) -> None:
            self._described[described.id] = described
            self._map_of[key] = described.id
            self._read(self._files.of(key))

        form.ask(keep)

    def _think(self) -> None:
        """Find out in the worker what taking the files in would do."""
        self._stop_thinking()
        self._sheet = None
        reports = tuple(self._files.taken().values())
        lender = Lender(self._bridge)
        self._lender = lender
        self._thinking = lender.run(
            lambda reads, ports: imports.sheet(reads, ports, reports),
            done=self._thought,
            failed=self._broke,
            owner=self,
        )
        self._show_state()

    def _stop_thinking(self) -> None:
        if self._lender is not None:
            self._lender.cancel()
            self._lender = None
        if self._thinking is not None:
            self._thinking.cancel()
            self._thinking = None

    def _thought(self, found: object) -> None:
        assert isinstance(found, ImportSheet)  # noqa: S101 - what the worker was told to make
        self._lender = self._thinking = None
        self._sheet = found
        files = dict(zip(self._files.taken(), found.files, strict=True))
        for key, card in self._cards.items():
            card.show_sheet(files.get(key))
        self._fills.show_sheet(found)
        self._show_state()
        self._offer_keyboard()

    def _broke(self, error: Exception) -> None:
        self._lender = self._thinking = None
        if not isinstance(error, ExpectedError):
            self.reject()
            raise error
        if error.code is not Code.REPORT_STOPPED:
            self.show_error(error)

    def _show_state(self) -> None:
        """What can be done now, and what is waited for."""
        sheet, taking = self._sheet, self._taking.busy
        reading = self._reading.busy
        self._confirm.setEnabled(not reading and not taking and self._brings_something())
        self._fills.setVisible(self._some_ready() and sheet is not None)
        self._bar.setVisible(taking)
        if reading:
            return
        self._whole.setText(self._said())
        waiting = sum(card.is_open and card.is_taken for card in self._cards.values())
        text = translate("Import", "%n files wait for an answer and stay out.", "", waiting)
        self._moment.setText(text if waiting else "")
        if sheet is None and self._thinking is not None:
            self._moment.setText(translate("Import", "Comparing with what is known…"))
        self._moment.setVisible(bool(self._moment.text()))

    def _said(self) -> str:
        if self._sheet is None:
            return ""
        if not self._some_ready():
            return translate("Import", "Nothing can be taken in as it stands.")
        return preview.whole(self._sheet)

    def _some_ready(self) -> bool:
        return any(not report.needs_answer for report in self._files.taken().values())

    def _brings_something(self) -> bool:
        if self._sheet is None or not self._some_ready():
            return False
        return bool(not self._sheet.nothing_new or self._fills.replaced or self._described)

    def _take_in(self) -> None:
        if self._sheet is None:
            return
        self._lines.setEnabled(False)
        maps = self._files.described(self._described, self._map_of)
        self._taking.start(self._sheet, self._fills.replaced, maps)
        self._show_state()

    def _show_taking(self, laid: int, rows: int) -> None:
        self._bar.setRange(0, max(1, rows))
        self._bar.setValue(laid)
        told = translate("Import", "Taking in: {laid} of {rows} rows")
        self._moment.setText(told.format(laid=formats.number(laid), rows=formats.number(rows)))
        self._moment.show()

    def _taken(self, imported: Imported) -> None:
        self.accept()
        self._bridge.told.emit(preview.done(imported), not imported.nothing_new)

    def _not_taken(self, error: ExpectedError) -> None:
        self._lines.setEnabled(True)
        self.show_error(error)
        self._show_state()


def _in_order(key: str) -> tuple[int, ...]:
    return tuple(int(part) for part in key.split("-"))
