"""Imported files: what came in, how unknown files are read, and which post each result is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.days import to_slot
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ImportId, PostId
from smbsocial.domain.measures import ColumnMap, Import, MatchedBy, RowKind
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.importing.mapping import described
from smbsocial.ui.results.importing.match_form import MatchForm, candidates
from smbsocial.ui.results.lent_reads import Lender
from smbsocial.ui.results.tables import Head, Line, LinesTable
from smbsocial.ui.text import formats
from smbsocial.ui.text import import_files as words
from smbsocial.ui.text import import_preview as preview
from smbsocial.ui.widgets.buttons import PushButton, button
from smbsocial.ui.widgets.cards import Card, EmptyState, Paper, clear, line, row
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.importing import describing, imports
from smbsocial.usecases.importing.sheets import ImportLine, ResultLine
from smbsocial.usecases.lookup import set_up_business

translate = QCoreApplication.translate

MOST_ROWS = 10
"""Imports that are seen at once; the others scroll."""
MOST_POSTS = 12
MOST_LINES = 400
"""Posts of an import that are listed, the newest first."""


class ImportsSection(QWidget):
    """`import_wanted`: there is nothing yet, and somebody wants to change that."""

    import_wanted = Signal()

    def __init__(self, bridge: Bridge, *, can_import: bool = True) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._can_import = can_import
        self._zone = "UTC"
        self._lines: tuple[ImportLine, ...] = ()
        self._posts: dict[str, ResultLine] = {}
        self._shown: ImportId | None = None
        self._drawing = False
        self._lender: Lender | None = None
        self._looking: jobs.Handle | None = None
        self._kept = KeptFocus(self, "imports_table", "empty_action")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._paper = Paper(margin=0)
        self._paper.setObjectName("imports_paper")
        self._paper.setAccessibleName(translate("Import", "Imported files"))
        self._paper.body.setContentsMargins(0, 0, theme.SPACE, theme.PAGE_MARGIN)
        outer.addWidget(self._paper)
        self._build()

    @property
    def is_looking(self) -> bool:
        """Whether the posts that are shown are still being looked at."""
        return self._looking is not None

    def refresh(self) -> None:
        """Read what was imported anew and draw it."""
        self._zone = self._bridge.read(lambda reads, _ports: set_up_business(reads)).zone
        known = {each.row.id for each in self._lines}
        self._lines = self._bridge.read(imports.imports)
        maps = self._bridge.read(imports.column_maps)
        there = bool(self._lines)
        self._nothing.setVisible(not there and not maps)
        self._files.setVisible(there)
        self._drawing = True
        self._table.show_lines(_heads(), [self._line(each) for each in self._lines])
        if self._lines and self._lines[0].row.id not in known:
            self._table.setCurrentIndex(self._table.model().index(0, 0))
        self._drawing = False
        _be_high(self._table, MOST_ROWS)
        self._show_maps(tuple(maps.values()))
        self._show_posts()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the files."""
        first: QWidget = self._table if self._lines else self._paper
        first.setFocus(event.reason())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for it; who comes back has it read anew."""
        super().hideEvent(event)
        self._stop_looking()

    def _build(self) -> None:
        body = self._paper.body
        self._nothing = EmptyState(
            translate("Import", "No file yet"),
            translate(
                "Import",
                "Download the numbers of a platform, your website or your till and bring the file"
                " here, or drop it anywhere on this window. It fills your KPIs and says how each"
                " post did.",
            ),
            translate("Import", "Import numbers…"),
            self.import_wanted.emit,
        )
        for offer in self._nothing.findChildren(PushButton):
            offer.setVisible(self._can_import)
        body.addWidget(self._nothing)
        self._files = Card(name="imports")
        self._files.add(label(translate("Import", "Imported files"), "section"))
        self._table = LinesTable("imports_table", translate("Import", "Imported files"))
        self._table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names differ at their ends
        self._table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._chosen())
        self._files.add(self._table)
        body.addWidget(self._files)
        self._build_posts()
        body.addWidget(self._results)
        self._maps = Card(name="maps")
        self._maps.add(label(translate("Import", "Files that you described"), "section"))
        self._map_rows = QVBoxLayout()
        self._map_rows.setSpacing(theme.SPACE * 2)
        self._maps.body.addLayout(self._map_rows)
        body.addWidget(self._maps)
        body.addStretch(1)

    def _build_posts(self) -> None:
        self._results = Card(name="results")
        self._results.hide()
        self._of = label("", "section", wrap=True, name="results_of")
        self._open_only = QCheckBox(translate("Import", "Only posts without one of the calendar"))
        self._open_only.setObjectName("open_only")
        self._open_only.setAccessibleName(self._open_only.text())
        self._open_only.toggled.connect(lambda _on: self._show_lines())
        self._change = button(
            translate("Import", "Change…"),
            lambda: self._ask_match(self._post_table.chosen),
            name="change_match",
        )
        self._change.setAccessibleName(
            translate("Import", "Change which post of the calendar it is")
        )
        self._results.add(self._of)
        self._results.add(row(self._open_only, None, self._change))
        self._count = label("", "small", wrap=True, name="results_count")
        self._results.add(self._count)
        self._post_table = LinesTable("results_table", translate("Import", "Posts of the file"))
        self._post_table.wanted.connect(self._ask_match)
        self._results.add(self._post_table)

    def _chosen(self) -> None:
        if not self._drawing and self._table.chosen != (self._shown or ""):
            self._show_posts()

    def _show_posts(self) -> None:
        """The posts of the import that is chosen; a worker finds out which of them is which."""
        self._stop_looking()
        id = ImportId(self._table.chosen)
        chosen = next((each.row for each in self._lines if each.row.id == id), None)
        self._shown = id
        if chosen is None:
            self._came(())
            return
        title = self._title(chosen)
        lender = Lender(self._bridge)
        self._lender = lender
        self._looking = lender.run(
            lambda reads, ports: imports.results_of(reads, ports, id),
            done=lambda found: self._came(found, title),
            failed=self._broke,
            owner=self,
        )

    def _came(self, found: object, title: str = "") -> None:
        assert isinstance(found, tuple)  # noqa: S101 - what the worker was told to find
        self._lender = self._looking = None
        self._posts = {each.matched.id: each for each in reversed(found)}
        self._of.setText(title)
        self._results.setVisible(bool(found))
        self._show_lines()

    def _broke(self, error: Exception) -> None:
        self._lender = self._looking = None
        if not isinstance(error, ExpectedError):
            raise error
        if error.code not in {Code.REPORT_STOPPED, Code.NOT_FOUND}:
            self._bridge.failed.emit(error)

    def _stop_looking(self) -> None:
        if self._lender is not None:
            self._lender.cancel()
            self._lender = None
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _title(self, of: Import) -> str:
        """Whose posts of which days are listed: also another file may have told them."""
        told = translate("Import", "Posts: {source}, {days}")
        return told.format(
            source=preview.source_name(self._bridge.ports, of.source),
            days=words.days_words(of.first, of.last) if of.first and of.last else "",
        )

    def _show_lines(self) -> None:
        open_only = self._open_only.isChecked()
        shown = [each for each in self._posts.values() if not (open_only and each.post)]
        matched = sum(each.post is not None for each in self._posts.values())
        told = translate("Import", "{matched} of {count} are posts of your calendar.")
        text = told.format(matched=formats.number(matched), count=formats.number(len(self._posts)))
        if len(shown) > MOST_LINES:
            more = translate("Import", "{said} The newest {shown} are listed.")
            text = more.format(said=text, shown=formats.number(MOST_LINES))
        self._count.setText(text)
        self._post_table.show_lines(_post_heads(), [_post_line(e) for e in shown[:MOST_LINES]])
        _be_high(self._post_table, MOST_POSTS)
        self._change.setEnabled(bool(shown))

    def _show_maps(self, maps: Sequence[ColumnMap]) -> None:
        busy = self._kept.busy(self._maps)
        if busy is not None:
            self._kept.keep(busy.objectName())
        clear(self._map_rows)
        self._maps.setVisible(bool(maps))
        for at, each in enumerate(maps):
            if at:
                self._map_rows.addWidget(line())
            kind = preview.row_kind(RowKind(each.kind))
            told = translate("Import", "One row is {kind}")
            if each.source:
                told = translate("Import", "{source}, one row is {kind}")
            source = preview.source_name(self._bridge.ports, each.source)
            title = told.format(source=source, kind=kind)
            forget = button(
                translate("Import", "Forget it"),
                partial(self._forget, each.id),
                name=f"forget-{each.id}",
            )
            forget.setAccessibleName(translate("Import", "Forget: {what}").format(what=title))
            self._map_rows.addWidget(row(label(title, "strong"), None, forget))
            self._map_rows.addWidget(label(described(each), "small", wrap=True, name="map_words"))

    def _forget(self, id: str) -> None:
        if self._bridge.attempt(Action.DESCRIBE_FILE, describing.forget, id):
            text = translate(
                "Import", "The next file with these columns is asked about. What came in stays."
            )
            self._bridge.told.emit(text, True)

    def _ask_match(self, id: str) -> None:
        found = self._posts.get(id)
        if found is None:
            return
        form = MatchForm(found, self._bridge.read(candidates, found), self)

        def keep(post: PostId | None) -> None:
            self._bridge.do(Action.MATCH_POST, imports.match, id, post)

        form.ask(keep)

    def _line(self, each: ImportLine) -> Line:
        imported = each.row
        days = ""
        if imported.first is not None and imported.last is not None:
            days = words.days_brief(imported.first, imported.last)
        slot = to_slot(imported.at, self._zone)
        when = translate("Import", "{day}, {time}")
        cells = (
            imported.name,
            words.format_name(imported.format),
            days,
            formats.number(imported.rows),
            formats.number(each.readings),
            when.format(day=formats.day(slot.day), time=formats.clock(slot.at)),
        )
        return Line(imported.id, cells, "; ".join(cell for cell in cells if cell))


def _heads() -> tuple[Head, ...]:
    return (
        Head(translate("Import", "File"), share=5),
        Head(translate("Import", "Kind"), share=4),
        Head(translate("Import", "Period")),
        Head(translate("Import", "Rows"), figures=True),
        Head(translate("Import", "KPI figures"), figures=True),
        Head(translate("Import", "Imported")),
    )


def _post_heads() -> tuple[Head, ...]:
    return (
        Head(translate("Import", "Day")),
        Head(translate("Import", "Post in the file"), share=5),
        Head(translate("Import", "Post of the calendar"), share=5),
        Head(translate("Import", "Why"), share=3),
    )


def _post_line(each: ResultLine) -> Line:
    matched = each.matched
    cells = (
        formats.day(matched.result.day),
        " ".join(matched.result.title.split()) or matched.result.link or matched.result.key,
        each.post.title if each.post is not None else "–",
        why(each),
    )
    return Line(matched.id, cells, "; ".join(cells))


def why(each: ResultLine) -> str:
    """Why a result is thought to be a post of the calendar, or none."""
    how = each.matched.how
    if each.post is None and how is MatchedBy.OWNER:
        return translate("Import", "none of them, you said")
    if each.post is not None and how is not None:
        return words.matched_by(how)
    if each.proposed:
        return translate("Import", "might be one of %n", "", len(each.proposed))
    return translate("Import", "none found")


def _be_high(table: LinesTable, most: int) -> None:
    """As high as its rows, up to some."""
    rows = min(most, max(1, len(table.lines)))
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(table.verticalHeader().defaultSectionSize() * rows + head + theme.SPACE)
