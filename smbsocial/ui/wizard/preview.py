"""The last look: thirteen weeks with tick boxes, before anything is written."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QSizePolicy, QTreeView, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.brief import Brief
from smbsocial.domain.business import Business
from smbsocial.domain.checklist import due_days
from smbsocial.domain.content import Format
from smbsocial.domain.days import week_starts
from smbsocial.domain.ids import PostId
from smbsocial.domain.plan import DutyKind
from smbsocial.domain.planning.values import GaveWay, Note, PlanDraft
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats, names, outcomes
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear, row
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.wizard.preview_model import MINUTES, WHAT, WHOM, DraftModel, weeks_of

translate = QCoreApplication.translate

MOST_NOTES = 4


class PreviewPage(QWidget):
    """Nothing stands in the calendar until the button below is pressed."""

    chosen_changed = Signal(int)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page_preview")
        self.bridge = bridge
        self.draft: PlanDraft | None = None
        self.model = DraftModel()
        self.model.chosen_changed.connect(self.chosen_changed)
        self._tree = _tree(self.model)
        self._lead = label("", "muted", wrap=True)
        self._notes = Card("quiet", name="notes")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SPACE)
        self._notes.body.addLayout(self._lines)
        layout = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        layout.setContentsMargins(edge, edge, edge, 0)
        layout.setSpacing(theme.GAP)
        head = QVBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(label(translate("Wizard", "Last look"), "muted"))
        title = translate("Wizard", "Your thirteen weeks")
        head.addWidget(label(title, "title", name="page_title"))
        head.addWidget(self._lead)
        layout.addLayout(head)
        layout.addWidget(self._notes)
        layout.addWidget(self._list_card(), 1)

    def show_draft(self, draft: PlanDraft, brief: Brief) -> None:
        """Show a draft with every post ticked."""
        self.draft = draft
        library = self.bridge.ports.library
        platforms = {key: library.platform(key).name for key in brief.platforms}
        weeks = weeks_of(draft, routine_minutes(draft, brief.business))
        self.model.show_draft(weeks, brief, platforms)
        self._tree.expandAll()
        text = translate(
            "Wizard",
            "From {first} on, at most {budget} a week. Untick what you don't want; you can change"
            " everything later. Nothing is in the calendar yet.",
        )
        self._lead.setText(
            text.format(
                first=formats.day_plain(draft.plan.starts),
                budget=formats.minutes(draft.plan.minutes_a_week),
            )
        )
        self._show_notes(draft.notes)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """For whom gets a third of the room, so that names are read."""
        super().resizeEvent(event)
        self._tree.header().resizeSection(WHOM, max(theme.RAIL_WIDTH, self.width() * 3 // 10))

    def begin(self) -> None:
        """Go on with the list."""
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> frozenset[PostId]:
        """The posts that go into the calendar."""
        return self.model.chosen()

    def _list_card(self) -> Card:
        card = Card(name="plan_card")
        unfold = translate("Wizard", "Unfold all weeks")
        fold = translate("Wizard", "Fold all weeks")
        card.add(
            row(
                button(unfold, self._tree.expandAll, flat=True, name="unfold"),
                button(fold, self._tree.collapseAll, flat=True, name="fold"),
                None,
            )
        )
        card.body.addWidget(self._tree, 1)
        return card

    def _show_notes(self, notes: tuple[Note, ...]) -> None:
        clear(self._lines)
        told = tuple(dict.fromkeys(note_words(note) for note in notes))
        self._notes.setVisible(bool(told))
        for text in told[:MOST_NOTES]:
            self._lines.addWidget(label(text, "small", wrap=True))
        if len(told) > MOST_NOTES:
            more = translate("Wizard", "and {count} more of the kind")
            rest = label(more.format(count=formats.number(len(told) - MOST_NOTES)), "small")
            rest.setToolTip("\n".join(told[MOST_NOTES:]))
            self._lines.addWidget(rest)


def note_words(note: Note) -> str:
    """What gave way, with its week and its detail where it has them."""
    text = outcomes.gave_way(note.what)
    detail = _detail(note)
    if note.what is GaveWay.OBSERVANCE and detail:
        text = translate("Wizard", "{day} falls on a closed day, so its post comes before it.")
        text = text.format(day=detail)
    elif detail:
        text = translate("Wizard", "{text} ({detail})").format(text=text, detail=detail)
    if note.week is None:
        return text
    return translate("Wizard", "Week of {day}: {text}").format(
        day=formats.day_plain(note.week), text=text
    )


def routine_minutes(draft: PlanDraft, business: Business) -> dict[date, int]:
    """The minutes of the duties in each week, by its first day."""
    return {
        start: sum(
            duty.minutes * len(due_days(duty, first=start, plan=draft.plan, business=business))
            for duty in draft.duties
        )
        for start in week_starts(draft.plan.starts, draft.plan.weeks)
    }


def _detail(note: Note) -> str:
    if note.what is not GaveWay.BUDGET:
        return note.detail
    if note.detail in {kind.value for kind in DutyKind}:
        return names.duty(DutyKind(note.detail))
    if note.detail in {kind.value for kind in Format}:
        return names.post_format(Format(note.detail))
    return ""


def _tree(model: DraftModel) -> QTreeView:
    tree = QTreeView()
    tree.setModel(model)
    tree.setObjectName("draft")
    tree.setAccessibleName(translate("Wizard", "The posts of thirteen weeks"))
    tree.setHeaderHidden(True)
    head = tree.header()
    head.setStretchLastSection(False)
    head.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
    head.setSectionResizeMode(WHOM, QHeaderView.ResizeMode.Interactive)
    head.setSectionResizeMode(MINUTES, QHeaderView.ResizeMode.ResizeToContents)
    tree.setUniformRowHeights(True)
    tree.setFrameShape(QFrame.Shape.NoFrame)
    tree.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return tree
