"""The first weeks of a plan as they would stand in the calendar."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from smbsocial.domain.brief import Brief
from smbsocial.domain.content import Post
from smbsocial.domain.days import days_between, week_starts
from smbsocial.domain.planning.values import PlanDraft
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.cards import Card, clear, line
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label

translate = QCoreApplication.translate

SHOWN_WEEKS = 3


class FirstWeeks(Card):
    """Three weeks, day by day, with each post's pillar and title."""

    def __init__(self) -> None:
        super().__init__(name="first_weeks")
        self.add(label(translate("Wizard", "The first three weeks"), "section"))
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.SPACE * 2)
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    def show_draft(self, draft: PlanDraft, brief: Brief) -> None:
        """Show the first weeks of a draft."""
        clear(self._column)
        pillars = {pillar.id: pillar for pillar in brief.rhythm.pillars}
        for start in week_starts(draft.plan.starts, SHOWN_WEEKS):
            days = set(days_between(start, start + timedelta(days=6)))
            posts = [post for post in draft.posts if post.day in days]
            self._column.addWidget(line())
            text = translate("Wizard", "Week of {day} · {minutes} for posts")
            spent = formats.minutes(sum(post.minutes for post in posts))
            head = text.format(day=formats.day_plain(start), minutes=spent)
            self._column.addWidget(label(head, "strong", wrap=True))
            if not posts:
                self._column.addWidget(label(translate("Wizard", "No post this week."), "muted"))
            for post in posts:
                pillar = pillars.get(post.pillar)
                name, colour = (pillar.name, pillar.colour) if pillar else ("", 1)
                self._column.addLayout(_line(post, name, colour))


def _line(post: Post, pillar: str, colour: int) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(theme.SPACE * 2)
    day = label(formats.day_short(post.day), "small")
    day.setMinimumWidth(theme.base_pixels() * 6)
    made.addWidget(day)
    made.addWidget(chip(pillar, pillar=colour))
    made.addWidget(ElidedLabel(post.title), 1)
    return made
