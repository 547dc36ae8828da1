"""The calm page while the business stays off: since when, why, and when we ask again."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smbsocial.domain.days import local_day
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import assessment as words
from smbsocial.ui.text import decide, formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Paper, centred, clear, line, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.sheets import RestSheet

translate = QCoreApplication.translate

COLUMN_WIDTH = 620


class RestPage(Paper):
    """A decision is shown as one: nothing here nags."""

    reassess_wanted = Signal()
    calendar_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("rest")
        self._bridge = bridge
        self._title = label("", "hero", wrap=True, name="rest_title")
        self._since = label("", "muted", wrap=True, name="rest_since")
        self._why = label("", wrap=True, name="rest_why")
        self._change = label("", wrap=True, name="rest_change")
        self._said = label("", wrap=True, name="rest_said")
        self._again = label("", wrap=True, name="rest_again")
        self._alive = _roomy("rest_alive")
        self._build()

    def show_sheet(self, sheet: RestSheet, *, has_plan: bool = False) -> None:
        """Show a decision; `has_plan` offers the calendar of the time before."""
        decision = sheet.decision
        since = local_day(decision.made_at, sheet.business.zone)
        title = (
            translate("Rest", "Time to look again")
            if sheet.due
            else translate("Rest", "You are staying off for now")
        )
        self._title.setText(title)
        text = (
            translate(
                "Rest", "{name}: decided on {day}. Nothing is planned beside the little below."
            )
            if decision.alive
            else translate("Rest", "{name}: decided on {day}. Nothing is planned, nothing is due.")
        )
        self._since.setText(text.format(name=sheet.business.name, day=formats.day_year(since)))
        none = translate("Rest", "No reason was written down.")
        self._why.setText(decision.reason or none)
        self._change.setText(
            decision.would_change or translate("Rest", "Nothing was written down.")
        )
        said = translate("Rest", "Reaching the target, as it stood that day: {chance}.")
        self._said.setText(said.format(chance=words.chance(decision.chance_percent)))
        again = (
            translate("Rest", "{day} has come: look at the figures again when it suits you.")
            if sheet.due
            else translate("Rest", "We ask again on {day}, and not before.")
        )
        day = formats.day_year(decision.until) if decision.until else ""
        self._again.setText(again.format(day=day))
        self._show_alive(sheet)
        self._calendar.setVisible(has_plan)

    def _show_alive(self, sheet: RestSheet) -> None:
        """The little that is kept up meanwhile; nothing to tick, nothing that nags."""
        clear(self._alive.body)
        self._alive.setVisible(bool(sheet.decision.alive))
        self._alive.add(label(translate("Rest", "Kept alive meanwhile, once a week"), "strong"))
        for duty in sheet.decision.alive:
            self._alive.add(label(decide.alive(duty), wrap=True, name=f"alive_{duty.value}"))

    def _build(self) -> None:
        column = QWidget()
        column.setMaximumWidth(COLUMN_WIDTH)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._title)
        layout.addWidget(self._since)
        layout.addWidget(self._card())
        layout.addWidget(self._alive)
        again = translate("Rest", "Reassess now")
        look = translate("Rest", "Look at the calendar")
        self._calendar = button(look, self.calendar_wanted.emit, name="calendar")
        self._calendar.hide()
        reassess = button(again, self.reassess_wanted.emit, primary=True, name="reassess")
        layout.addWidget(row(reassess, self._calendar, None))
        self.body.addStretch(1)
        self.body.addLayout(centred(column))
        self.body.addStretch(2)

    def _card(self) -> Card:
        card = _roomy("rest_card")
        card.add(label(translate("Rest", "Why"), "strong"))
        card.add(self._why)
        card.add(self._said)
        card.add(line())
        card.add(label(translate("Rest", "What would change it"), "strong"))
        card.add(self._change)
        card.add(line())
        card.add(self._again)
        return card


def _roomy(name: str) -> Card:
    made = Card(name=name)
    edge = theme.PAGE_MARGIN
    made.body.setContentsMargins(edge, edge, edge, edge)
    return made
