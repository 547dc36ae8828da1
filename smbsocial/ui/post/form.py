"""The fields of a post: what it is on the left, when, where and for whom on the right."""

from datetime import date
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from smbsocial.domain.content import ALLOWED, Format, Status
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import CommunityId, GoalId, PersonId, PillarId, PlatformKey
from smbsocial.domain.platforms import PlatformFacts
from smbsocial.ui import theme
from smbsocial.ui.post.counting import count_words, is_too_long
from smbsocial.ui.text import names
from smbsocial.ui.widgets.fields import Choice, ClockEdit, DayEdit, Field, NumberEdit
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.calendar import PostEdit
from smbsocial.usecases.calendar_sheets import PostSheet

translate = QCoreApplication.translate
V = TypeVar("V")


class PostForm(QWidget):
    """Fields filled from a sheet; `edit` says what the person changed."""

    def __init__(self, sheet: PostSheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._platforms = {p.key: p for p in sheet.platforms}
        self._fields: dict[str, Field] = {}
        layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.PAGE_MARGIN)
        layout.addLayout(self._what(), 1)
        layout.addLayout(self._where(), 1)
        self._count()
        self._show_link()

    def title(self) -> str:
        """The title without spaces around it."""
        return self._title.text().strip()

    def day(self) -> date:
        """The day."""
        return self._day.value()

    def edit(self) -> PostEdit:
        """What differs from the sheet; None where nothing does.

        Raises ExpectedError(NOT_A_NUMBER) for minutes that are none.
        """
        post = self._sheet.post
        minutes = self._minutes.value()
        return PostEdit(
            title=_changed(self.title(), post.title),
            text=_changed(self._text.toPlainText(), post.text),
            day=_changed(self._day.value(), post.day),
            at=_changed(self._at.value(), post.at),
            platform=_changed(self._platform.value(), post.platform),
            pillar=_changed(self._pillar.value(), post.pillar),
            community=_changed(self._community.value(), post.community),
            goal=_changed(self._goal.value(), post.goal),
            format=_changed(self._format.value(), post.format),
            minutes=_changed(0 if minutes is None else minutes, post.minutes),
            person=_changed(self._person.value(), post.person),
            status=_changed(self._status.value(), post.status),
            link=_changed(self._link.text().strip(), post.link),
        )

    def show_error(self, error: ExpectedError | None) -> bool:
        """Say at its field what is wrong; False when it belongs to no field here."""
        for field in self._fields.values():
            field.show_error(None)
        if error is None:
            return True
        wrong = self._fields.get(error.field or "")
        if wrong is None:
            return False
        wrong.show_error(error)
        wrong.editor.setFocus()
        return True

    def _what(self) -> QVBoxLayout:
        post = self._sheet.post
        self._title = QLineEdit(post.title)
        self._text = QPlainTextEdit(post.text)
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(theme.SPACE * 40)
        self._text.textChanged.connect(self._count)
        self._counted = label("", "small", wrap=True, name="count")
        self._link = QLineEdit(post.link)
        self._link.setPlaceholderText("https://")
        column = QVBoxLayout()
        column.setSpacing(theme.GAP)
        column.addWidget(self._field("title", translate("Post", "Title"), self._title))
        column.addWidget(self._field("text", translate("Post", "Text"), self._text), 1)
        column.addWidget(self._counted)
        link = self._field("link", translate("Post", "Link to the published post"), self._link)
        column.addWidget(link)
        return column

    def _where(self) -> QGridLayout:
        sheet, post = self._sheet, self._sheet.post
        self._day = DayEdit(post.day)
        self._at = ClockEdit(post.at)
        self._platform = Choice[PlatformKey](
            [(p.key, p.name) for p in sheet.platforms], post.platform
        )
        self._platform.currentIndexChanged.connect(self._count)
        self._format = Choice[Format]([(f, names.post_format(f)) for f in Format], post.format)
        self._community = Choice[CommunityId](
            [(c.id, c.name) for c in sheet.communities], post.community
        )
        self._pillar = Choice[PillarId]([(p.id, p.name) for p in sheet.pillars], post.pillar)
        self._goal = Choice[GoalId]([(g.id, name) for g, name in sheet.goals], post.goal)
        self._minutes = NumberEdit(post.minutes)
        self._person = Choice[PersonId](
            [(p.id, names.person(p)) for p in sheet.people], post.person
        )
        may = [s for s in Status if s is post.status or s in ALLOWED[post.status]]
        self._status = Choice[Status]([(s, names.status(s)) for s in may], post.status)
        self._status.currentIndexChanged.connect(self._show_link)
        closed = translate("Post", "You are closed that day.") if sheet.closed else ""
        grid = QGridLayout()
        grid.setSpacing(theme.GAP)
        fields = (
            self._field("day", translate("Post", "Day"), self._day, hint=closed),
            self._field("at", translate("Post", "Time"), self._at),
            self._field("platform", translate("Post", "Platform"), self._platform),
            self._field("format", translate("Post", "Format"), self._format),
            self._field("community", translate("Post", "Community"), self._community),
            self._field("pillar", translate("Post", "Pillar"), self._pillar),
            self._field("goal", translate("Post", "Goal"), self._goal),
            self._field("minutes", translate("Post", "Minutes of work"), self._minutes),
            self._field("person", translate("Post", "Who does it"), self._person),
            self._field("status", translate("Post", "Status"), self._status),
        )
        for at, field in enumerate(fields):
            grid.addWidget(field, at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(fields) // 2, 1)
        return grid

    def _field(self, name: str, title: str, editor: QWidget, *, hint: str = "") -> Field:
        made = Field(title, editor, hint=hint, name=name)
        self._fields[name] = made
        return made

    def _facts(self) -> PlatformFacts:
        return self._platforms[self._platform.value() or self._sheet.post.platform]

    def _count(self) -> None:
        text, facts = self._text.toPlainText(), self._facts()
        self._counted.setText(count_words(text, facts))
        kind = "error" if is_too_long(text, facts) else "small"
        if self._counted.property("kind") != kind:
            self._counted.setProperty("kind", kind)
            self._counted.style().unpolish(self._counted)
            self._counted.style().polish(self._counted)
        self._text.setAccessibleDescription(self._counted.text())

    def _show_link(self) -> None:
        posted = self._status.value() is Status.POSTED
        self._fields["link"].setVisible(posted or bool(self._sheet.post.link))


def _changed(value: V | None, before: V) -> V | None:
    return None if value == before else value
