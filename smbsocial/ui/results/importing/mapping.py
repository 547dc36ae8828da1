"""Describing a file that nobody knows: what a row is, and what stands in each column."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.measures import ROLES, ColumnMap, MappedColumn, Metric, Role, RowKind
from smbsocial.domain.reports import Report
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import import_preview as preview
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.cards import Flow
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate

WIDTH = theme.SPACE * 220
COLUMN_WIDTH = theme.SPACE * 35
LETTERS = 8
"""A chooser is no wider than its column."""
MOST_COLUMNS = 60
"""So many columns are offered; whoever needs one behind them has a very odd file."""
MOST_ROWS = 5
NOTHING = ""
MEASURED = frozenset({RowKind.POST, RowKind.DAY, RowKind.CAMPAIGN})
SEVERAL = frozenset({Role.KEY, Role.ORDER, Role.TITLE})
"""Roles that several columns may have together."""
NEEDED: Mapping[RowKind, tuple[Role, ...]] = {
    RowKind.SALE: (Role.DAY, Role.NET),
    RowKind.PLANNED: (Role.DAY, Role.TITLE),
}


class MappingForm(Form):
    """`ask(keep)` gives a `ColumnMap` with the id that its file is found by."""

    def __init__(
        self,
        report: Report,
        id: str,
        before: ColumnMap | None,
        bridge: Bridge,
        parent: QWidget | None,
    ) -> None:
        super().__init__(translate("Import", "What is in its columns?"), parent)
        self.setObjectName("mapping_form")
        self.setMinimumWidth(min(WIDTH, self.screen().availableGeometry().width()))
        self._bridge = bridge
        self._id = id
        kind = RowKind(before.kind) if before else likely_kind(report.headers)
        kinds = [(each, preview.row_kind(each)) for each in RowKind]
        self._kind: Choice[RowKind] = Choice(kinds, kind)
        self._source: Choice[str] = Choice()
        self._columns = ColumnsTable(report, before)
        self._build(report)
        self._show_kind(before.source if before else None)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say what is wrong with it."""
        self._say(sentence(error))

    def _build(self, report: Report) -> None:
        told = translate(
            "Import",
            "These are the first rows of {name}. Say what stands in which column; the others are"
            " left alone. Files with the same columns are read this way from now on.",
        )
        self.body.addWidget(label(told.format(name=report.name), "muted", wrap=True))
        row_ = Field(translate("Import", "One row is"), self._kind, name="row_kind")
        self._from = Field(translate("Import", "It is from"), self._source, name="row_source")
        self._source.setPlaceholderText(translate("Import", "Choose…"))
        self.body.addWidget(Flow(row_, self._from, spacing=theme.GAP))
        self.body.addWidget(self._columns)
        self._trouble = label("", "error", wrap=True, name="trouble")
        self._trouble.hide()
        self.foot.addWidget(self._trouble)
        self.close_with(translate("Import", "Read it this way")).clicked.connect(self._confirm)
        self._kind.currentIndexChanged.connect(lambda _at: self._show_kind(self._source.value()))
        for choice in self.findChildren(Choice):
            choice.currentIndexChanged.connect(self._trouble.hide)  # it was about another answer

    def _show_kind(self, source: str | None) -> None:
        kind = self._kind.value() or RowKind.POST
        offered = self._sources(kind)
        chosen = source if source in {key for key, _name in offered} else None
        if chosen is None and len(offered) == 1:
            chosen = offered[0][0]
        self._source.show_options(offered, chosen)
        self._from.setVisible(kind is not RowKind.PLANNED)
        self._columns.show_kind(kind)

    def _sources(self, kind: RowKind) -> list[tuple[str, str]]:
        ports = self._bridge.ports
        platforms = [facts.key for facts in ports.library.platforms()]
        keys: Mapping[RowKind, Sequence[str]] = {
            RowKind.POST: platforms,
            RowKind.DAY: [*platforms, preview.WEBSITE, preview.MAILING_LIST],
            RowKind.CAMPAIGN: [preview.MAILING_LIST],
            RowKind.SALE: [preview.TILL],
            RowKind.PLANNED: [],
        }
        return [(key, preview.source_name(ports, key)) for key in dict.fromkeys(keys[kind])]

    def _confirm(self) -> None:
        kind = self._kind.value() or RowKind.POST
        columns = self._columns.value()
        source = self._source.value() or ""
        trouble = missing(kind, columns)
        if not source and kind is not RowKind.PLANNED:
            trouble = translate("Import", "Please say where it is from.")
            self._source.setFocus(Qt.FocusReason.OtherFocusReason)
        if trouble:
            self._say(trouble)
        else:
            self.take(ColumnMap(self._id, source, kind.value, columns))

    def _say(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()
        self.fit()


class ColumnsTable(QScrollArea):
    """The first rows of a file, with a chooser above each column; it scrolls sideways."""

    changed = Signal()

    def __init__(self, report: Report, before: ColumnMap | None) -> None:
        super().__init__()
        self.setObjectName("columns")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._headers = report.headers[:MOST_COLUMNS]
        self._before = {c.header: c.means for c in before.columns} if before else None
        self._choices: list[Choice[str]] = []
        self._build(report)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_focused)

    def show_kind(self, kind: RowKind) -> None:
        """Offer what rows of a kind may have; what was chosen stays where it still can be."""
        means = [NOTHING, *ROLES[kind]]
        if kind in MEASURED:
            means += [*Metric]
        offered = [(each, preview.means(each) if each else _left_alone()) for each in means]
        for header, choice in zip(self._headers, self._choices, strict=True):
            at_first = choice.count() == 0
            chosen = self._guess(header) if at_first else choice.value()
            choice.show_options(offered, chosen if chosen in means else NOTHING)

    def value(self) -> tuple[MappedColumn, ...]:
        """What was said of the columns, those that are left alone left out."""
        return tuple(
            MappedColumn(header, choice.value() or NOTHING)
            for header, choice in zip(self._headers, self._choices, strict=True)
            if choice.value()
        )

    def _build(self, report: Report) -> None:
        holder = QWidget()
        holder.setObjectName("paper")
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, theme.SPACE)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.SPACE)
        for at, header in enumerate(self._headers):
            choice: Choice[str] = Choice()
            choice.setMinimumContentsLength(LETTERS)
            choice.setObjectName(f"column-{at}")
            named = header.strip() or translate("Import", "a column without a name")
            choice.setAccessibleName(translate("Import", "Column {name}").format(name=named))
            cells = [row[at] if at < len(row) else "" for row in report.sample[:MOST_ROWS]]
            choice.setAccessibleDescription("; ".join(cell for cell in cells if cell))
            choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
            self._choices.append(choice)
            grid.setColumnMinimumWidth(at, COLUMN_WIDTH)
            grid.addWidget(choice, 0, at)
            grid.addWidget(ElidedLabel(named, "strong"), 1, at)
            for down, cell in enumerate(cells, 2):
                grid.addWidget(ElidedLabel(cell, "muted"), down, at)
        grid.setRowStretch(MOST_ROWS + 2, 1)
        self.setWidget(holder)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(holder.sizeHint().height() + bar + theme.SPACE)

    def _guess(self, header: str) -> str:
        """What a column is called like; the owner sees it and can change it."""
        if self._before is not None:
            return self._before.get(header, NOTHING)
        plain = " ".join(header.casefold().split())
        for means in (*Role, *Metric):
            if plain in {preview.means(means).casefold(), means.value.replace("_", " ")}:
                return str(means)
        return Role.DAY.value if plain == translate("Import", "date") else NOTHING

    def _show_focused(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now in self._choices:
            self.ensureWidgetVisible(now, theme.GAP, 0)


def missing(kind: RowKind, columns: Sequence[MappedColumn]) -> str:
    """What has to be said before such a file can be read, "" if nothing."""
    said = [column.means for column in columns]
    for role in NEEDED.get(kind, (Role.DAY,)):
        if role not in said:
            told = translate("Import", "Please say which column is this: {what}.")
            return told.format(what=preview.role(role))
    if kind in MEASURED and not any(means in set(Metric) for means in said):
        return translate("Import", "Please say what at least one column counts.")
    for means in said:
        if said.count(means) > 1 and means not in SEVERAL:
            told = translate("Import", "Two columns can’t both be this: {what}.")
            return told.format(what=preview.means(means))
    return ""


def likely_kind(headers: Sequence[str]) -> RowKind:
    """What a row is offered as at first: an order where a column is called as on a receipt."""
    names = translate("Import", "amount, coupon, gross, net, order, receipt, sum, total, voucher")
    of_sales = {name.strip() for name in names.split(",")}
    said = {word for header in headers for word in header.casefold().split()}
    return RowKind.SALE if len(of_sales & said) > 1 else RowKind.POST


def described(column_map: ColumnMap) -> str:
    """What was said of a kind of file: Date: Day, Seen: Views."""
    pair = translate("Import", "{header}: {what}")
    return ", ".join(
        pair.format(header=column.header.strip(), what=preview.means(column.means))
        for column in column_map.columns
    )


def _left_alone() -> str:
    return translate("Import", "leave it alone")
