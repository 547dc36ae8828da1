"""Decisions: what was started, kept, changed, paused and stopped, and when to look at it again."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.deciding.asking import ask_answer, ask_word
from smbsocial.ui.results.deciding.file import write_decisions
from smbsocial.ui.results.held_up import HeldUp
from smbsocial.ui.results.tables import AnyIndex, Head, Line, LinesTable
from smbsocial.ui.text import decision_log, formats
from smbsocial.ui.text import turns as words
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Paper, clear, line, row
from smbsocial.ui.widgets.files import pick_table
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import chip, label
from smbsocial.ui.widgets.tab_order import chain_focus
from smbsocial.usecases.changes import Action
from smbsocial.usecases.deciding.saying import DecisionsSheet, decisions_sheet
from smbsocial.usecases.deciding.sheets import LogLine, RuleLine
from smbsocial.usecases.deciding.turns import remove_rule

translate = QCoreApplication.translate


class DecisionTable(LinesTable):
    """Every decision in as many lines as its reason takes; `reached`: the row of the keyboard."""

    reached = Signal(int, int)  # upper and lower edge, pixels of the table

    def __init__(self) -> None:
        super().__init__("decision_log", translate("Results", "Decisions, the newest first"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reasons take as many lines as they need, and the page scrolls."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As high as all rows."""
        self.resizeRowsToContents()
        rows = self.verticalHeader().length()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + theme.SPACE)

    @override
    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """The page scrolls to where the keyboard is."""
        super().currentChanged(current, previous)
        place = self.visualRect(current)
        top = self.horizontalHeader().height() + place.top()
        self.reached.emit(top, top + place.height())


class DecisionsSection(Paper):
    """Rules whose day has come, rules to come, and every decision with its day and reason."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(margin=0)
        self.setAccessibleName(translate("Results", "Decisions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it hands the keyboard on: no way back past it
        self._bridge = bridge
        self._sheet: DecisionsSheet | None = None
        self._kept = KeptFocus(self, "new_decision")
        self._build()

    def refresh(self) -> None:
        """Read rules and decisions anew and draw them."""
        self.show_sheet(self._bridge.read(decisions_sheet))

    def show_sheet(self, sheet: DecisionsSheet) -> None:
        """Draw a sheet; the keyboard stays where it was."""
        busy = self._kept.busy(self._held_up, self._rules)
        self._sheet = sheet
        self._held_up.show_rules(sheet.due, sheet.currency)
        self._show_rules(sheet)
        self._table.show_lines(_heads(), [_line(each) for each in sheet.lines])
        self._table.fit()
        self._table.setVisible(bool(sheet.lines))
        self._export.setEnabled(bool(sheet.lines))
        self._nothing.setVisible(not sheet.lines)
        chain_focus(self.body, behind=self)
        if busy is not None:
            self._kept.keep(busy.objectName())

    def export(self, path: Path) -> None:
        """Write every decision into a file for a spreadsheet."""
        lines = self._sheet.lines if self._sheet else ()
        try:
            write_decisions(lines, path)
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return
        written = translate("Results", "Written to {path}")
        self._bridge.told.emit(written.format(path=str(path)), False)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at a rule whose day has come, else at the new decision."""
        self._new.setFocus(event.reason())
        due = self._sheet.due if self._sheet else ()
        if due:
            self._kept.keep(f"answer-{due[0].rule.id}")

    def _build(self) -> None:
        self.body.setContentsMargins(0, 0, theme.SPACE, theme.PAGE_MARGIN)
        self.body.setSpacing(theme.CARD_PADDING)
        self._held_up = HeldUp()
        self._held_up.answered.connect(self._answer)
        self.body.addWidget(self._held_up)
        self.body.addWidget(self._rules_card())
        self.body.addWidget(self._log_card())
        self.body.addStretch(1)

    def _rules_card(self) -> Card:
        card = self._rules_of = Card(name="rules_card")
        card.add(label(translate("Results", "When to look again"), "section"))
        text = translate(
            "Results",
            "With a decision you may write when to pause it: if a KPI stays under a limit by a"
            " day. On that day it is held up here.",
        )
        self._no_rules = label(text, "muted", wrap=True, name="no_rules")
        card.add(self._no_rules)
        self._rules = QWidget()
        self._rule_rows = QVBoxLayout(self._rules)
        self._rule_rows.setContentsMargins(0, 0, 0, 0)
        self._rule_rows.setSpacing(theme.SPACE)
        card.add(self._rules)
        return card

    def _log_card(self) -> Card:
        card = Card(name="decisions_card")
        self._new = button(translate("Results", "New decision…"), self._decide, name="new_decision")
        self._export = button(
            translate("Results", "Export as a table…"), self._ask_where, name="export_decisions"
        )
        title = label(translate("Results", "Decisions"), "section")
        card.add(row(title, None, self._export, self._new))
        text = translate(
            "Results",
            "What you start, change, pause and stop will stand here with its day and reason, so"
            " that in a year you still know why.",
        )
        self._nothing = label(text, "muted", wrap=True, name="no_decisions")
        card.add(self._nothing)
        self._table = DecisionTable()
        self._table.reached.connect(self._scroll_to)
        card.add(self._table)
        return card

    def _show_rules(self, sheet: DecisionsSheet) -> None:
        clear(self._rule_rows)
        held = {each.rule.id for each in sheet.due}
        to_come = [each for each in sheet.rules if each.rule.id not in held]
        for at, each in enumerate(to_come):
            if at:
                self._rule_rows.addWidget(line())
            self._rule_rows.addWidget(self._rule_row(each, sheet.currency))
        self._rules_of.setVisible(bool(to_come) or not held)
        self._rules.setVisible(bool(to_come))
        self._no_rules.setVisible(not to_come)

    def _rule_row(self, each: RuleLine, currency: str) -> QWidget:
        said = words.rule(each, currency)
        state, tone = words.rule_state(each, currency)
        away = button(
            translate("Results", "Remove"),
            partial(self._remove, each.rule.id),
            flat=True,
            name=f"remove-rule-{each.rule.id}",
        )
        text = translate("Results", "Remove the rule: {rule}")
        away.setAccessibleName(text.format(rule=said))
        holder = row(label(said, wrap=True), chip(state, tone=tone), away)
        across = holder.layout()
        if across is not None:
            across.setStretch(0, 1)  # type: ignore[attr-defined]
        return holder

    def _scroll_to(self, top: int, bottom: int) -> None:
        if self._table.hasFocus():
            above = self._table.mapTo(self.paper, self._table.rect().topLeft()).y()
            self.ensureVisible(0, above + (top + bottom) // 2, 0, (bottom - top) // 2 + theme.GAP)

    def _decide(self) -> None:
        ask_word(self._bridge, self)

    def _answer(self, rule: str, _subject: object) -> None:
        ask_answer(self._bridge, self, rule)

    def _remove(self, rule: str) -> None:
        if self._bridge.attempt(Action.REMOVE_RULE, remove_rule, rule):
            self._bridge.told.emit(translate("Results", "The rule is removed."), True)

    def _ask_where(self) -> None:
        day = self._sheet.today.isoformat() if self._sheet else ""
        name = translate("Results", "decisions-{day}").format(day=day)
        title = translate("Results", "Export the decisions")
        pick_table(self, title, f"{name}.csv", self.export)


def _heads() -> tuple[Head, ...]:
    return (
        Head(translate("Results", "Day")),
        Head(translate("Results", "Decision"), share=2),
        Head(translate("Results", "Why"), share=3),
    )


def _line(each: LogLine) -> Line:
    cells = (formats.day_year(each.day), decision_log.what(each), decision_log.why(each))
    return Line(each.id, cells, "; ".join(cell for cell in cells if cell))
