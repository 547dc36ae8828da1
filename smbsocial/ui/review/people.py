"""People: hours as they were, a calendar that fits, the growth talk, and those who sell."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PersonId, ReviewId
from smbsocial.domain.review import ReviewWord
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review.kept_text import KeptText
from smbsocial.ui.review.lent_body import LentBody
from smbsocial.ui.text import formats, review_pages
from smbsocial.ui.text import review_people as words
from smbsocial.ui.text.review_results import hours_line
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import FoldButton, button
from smbsocial.ui.widgets.cards import Card, clear, row
from smbsocial.ui.widgets.fields import Field, NumberEdit
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.people import (
    GrowthTalk,
    PeoplePage,
    Talk,
    Thinner,
    check_thinner,
    hold_talk,
    hours_worked,
    people_page,
    say_in_talk,
    say_of_sales,
    say_thinner,
)

translate = QCoreApplication.translate


class PeopleBody(LentBody):
    """Hours, the offer of a thinner calendar, a talk with each who posts, and the check-in."""

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__(bridge, desk, review_id)
        self._page: PeoplePage | None = None
        self._talks: dict[PersonId, TalkCard] = {}
        self._unfolded = False
        self._hours = QVBoxLayout()
        self._talking = QVBoxLayout()
        for part in (self._hours, self._talking):
            part.setSpacing(theme.GAP)
            self.column.addLayout(part)
        self._sales = SalesCard()
        self._sales.said.written.connect(self._keep_sales)
        self._sales.done.clicked.connect(self._keep_sales)
        self.column.addWidget(self._sales)

    @override
    def figures_of(self, reads: Reads, ports: Ports) -> object:
        return hours_worked(reads, ports, self._review)

    @override
    def _show(self) -> None:
        page = self._bridge.read(people_page, self._review, self.figures)
        self._page = page
        clear(self._hours)
        if self.figures is not None:
            self._hours.addWidget(self._hours_card(page))
        if page.thinner is not None or page.thinner_said is not None:
            card = ThinnerCard(page.thinner, page.thinner_said)
            card.take.clicked.connect(partial(self._thinner, card))
            card.leave.clicked.connect(self._no_thinner)
            self._hours.addWidget(card)
        self._show_talks(page)
        self._sales.show_page(page)
        self._tell(page)

    def paper(self) -> str:
        """The same in words."""
        return "" if self._page is None else _on_paper(self._page)

    def _hours_card(self, page: PeoplePage) -> Card:
        card = Card(name="hours")
        card.add(label(translate("Review", "Hours"), "section"))
        if not page.weeks:
            card.add(label(_no_weeks(), "muted", wrap=True))
            return card
        card.add(label(hours_line(page.whole()), "strong", wrap=True))
        for person in page.people:
            found = words.hours(page.whole(person.id))
            card.add(row(ElidedLabel(person.name), label(found, "muted"), None))
        weeks = _weeks_table(page)
        icons = self._bridge.resources / "icons"
        fold = FoldButton(translate("Review", "Week by week"), icons, name="hours_weeks")
        fold.folds(weeks, unfolded=self._unfolded)
        fold.toggled.connect(self._fold)
        card.add(fold)
        card.add(weeks)
        return card

    def _fold(self, unfolded: bool) -> None:
        self._unfolded = unfolded

    def _tell(self, page: PeoplePage) -> None:
        asked = [talk.held_on is not None for talk in page.talks]
        asked.append(page.sales_word is ReviewWord.DONE)
        if page.thinner is not None:
            asked.append(page.thinner_said is not None)
        self.progress.emit(sum(asked), len(asked))

    def _show_talks(self, page: PeoplePage) -> None:
        who = [talk.person.id for talk in page.talks]
        if not who and self._talking.count() == 0:
            self._talking.addWidget(_nobody())
        if who != [*self._talks]:
            clear(self._talking)
            self._talks = {talk.person.id: TalkCard(talk) for talk in page.talks}
            for id, card in self._talks.items():
                for asked, box in card.boxes.items():
                    box.written.connect(partial(self._keep_talk, id, asked))
                card.held.clicked.connect(lambda held, id=id: self._hold(id, held=held))
                self._talking.addWidget(card)
        for talk in page.talks:
            self._talks[talk.person.id].show_talk(talk)

    def _thinner(self, card: "ThinnerCard") -> None:
        minutes = card.minutes()
        if minutes is not None:
            self._say(say_thinner, self._review, minutes, by=self._by)

    def _no_thinner(self) -> None:
        self._say(say_thinner, self._review, None)

    def _keep_talk(self, person: PersonId, asked: Talk, text: str) -> None:
        self._type(f"{asked.value}:{person}", say_in_talk, self._review, person, asked, text)

    def _hold(self, person: PersonId, *, held: bool) -> None:
        self._say(hold_talk, self._review, person, held=held)

    def _keep_sales(self) -> None:
        text, done = self._sales.said.toPlainText(), self._sales.done.isChecked()
        self._type("sales", say_of_sales, self._review, text, done=done)


class ThinnerCard(Card):
    """The offer: so many minutes a week, which can be changed."""

    def __init__(self, found: Thinner | None, said: int | None) -> None:
        super().__init__("caution" if said is None else "good", name="thinner")
        self.add(label(translate("Review", "A thinner calendar"), "section"))
        if found is not None:
            self.add(label(words.thinner(found), wrap=True))
        if said is not None:
            self.add(label(words.wished(said), "strong", wrap=True))
        proposed = said if said is not None else found.minutes if found else None
        self._minutes = NumberEdit(proposed)
        title = translate("Review", "Minutes a week")
        self._field = Field(title, self._minutes, name="thinner_minutes")
        self._field.setMaximumWidth(theme.SIDE_WIDTH)
        self.add(self._field)
        text = translate("Review", "Plan so many from now on")
        self.take = button(text, name="take_thinner")
        self.leave = button(translate("Review", "Leave it as it is"), name="leave_thinner")
        self.leave.setVisible(said is not None)
        self.add(row(self.take, self.leave, None))

    def minutes(self) -> int | None:
        """What is typed; None where that is no number, which the field says."""
        self._field.show_error(None)
        try:
            value = check_thinner(self._minutes.value())
        except ExpectedError as error:
            self._field.show_error(error)
            return None
        return value


class TalkCard(Card):
    """Three questions, each with what was said last time."""

    def __init__(self, talk: GrowthTalk) -> None:
        id, name = talk.person.id, talk.person.name
        super().__init__(name=f"talk-{id}")
        title = translate("Review", "Growth talk with {name}").format(name=name)
        self.add(label(title, "section", wrap=True))
        self.boxes: dict[Talk, KeptText] = {}
        self._before: dict[Talk, Field] = {}
        for asked in Talk:
            text = words.talk(asked)
            accessible = translate("Review", "{name}: {question}").format(name=name, question=text)
            box = KeptText(name=f"{asked.value}-{id}", accessible=accessible)
            field = Field(text, box)
            box.setAccessibleName(accessible)
            self.boxes[asked] = box
            self._before[asked] = field
            self.add(field)
        self.held = TickBox(translate("Review", "We have talked"))
        self.held.setObjectName(f"held-{id}")
        said = translate("Review", "We have talked: {name}").format(name=name)
        self.held.setAccessibleName(said)
        self.add(self.held)

    def show_talk(self, talk: GrowthTalk) -> None:
        """What was said so far."""
        for asked, box in self.boxes.items():
            box.show_words(talk.said.get(asked, ""))
            self._before[asked].set_hint(
                words.last_time(talk.before_on, talk.before.get(asked, ""))
            )
        self.held.setChecked(talk.held_on is not None)


class SalesCard(Card):
    """The check-in with those who sell: the last ones, and a line on this one."""

    def __init__(self) -> None:
        super().__init__(name="sales")
        self.add(label(translate("Review", "Those who sell"), "section"))
        self._last = label("", "small", wrap=True, name="check_ins")
        self.add(self._last)
        title = translate("Review", "What do customers ask, and what helped to sell?")
        self.said = KeptText(name="sales_said", accessible=title)
        self.add(Field(title, self.said))
        self.said.setObjectName("sales_said")
        self.done = TickBox(translate("Review", "I have talked to them for this review"))
        self.done.setObjectName("sales_done")
        self.add(self.done)

    def show_page(self, page: PeoplePage) -> None:
        """What is known."""
        lines = [words.check_in(each) for each in page.check_ins]
        self._last.setText(" · ".join(lines))
        self._last.setVisible(bool(lines))
        self.said.show_words(page.sales_text)
        self.done.setChecked(page.sales_word is ReviewWord.DONE)


def _weeks_table(page: PeoplePage) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setColumnStretch(3, 1)
    for at, week in enumerate(page.weeks):
        grid.addWidget(label(words.week(week.first)), at, 0)
        grid.addWidget(label(words.hours(week.all), "muted"), at, 1)
        if week.over:
            text = translate("Review", "over {budget}")
            over = text.format(budget=formats.minutes(week.budget or 0))
            grid.addWidget(chip(over, tone="caution"), at, 2)
    return table


def _nobody() -> Card:
    card = Card("quiet", name="no_talk")
    text = translate(
        "Review",
        "Nobody but the owners posts, so there is no growth talk. Once somebody helps, ask them"
        " here what they want to do next.",
    )
    card.add(label(text, "muted", wrap=True))
    return card


def _no_weeks() -> str:
    return translate("Review", "No week of a plan lies in these days, so no hours are known.")


def _on_paper(page: PeoplePage) -> str:
    html = review_pages.heading(translate("Review", "Hours"))
    said = [hours_line(page.whole())] if page.weeks else [_no_weeks()]
    for person in page.people:
        text = translate("Review", "{name}: {said}")
        said.append(text.format(name=person.name, said=words.hours(page.whole(person.id))))
    html += review_pages.paragraphs(said)
    lines = []
    for week in page.weeks:
        text = translate("Review", "{name}: {said}")
        lines.append(text.format(name=words.week(week.first), said=words.hours(week.all)))
    html += review_pages.listed(lines) if lines else ""
    if page.thinner is not None:
        html += review_pages.paragraphs([words.thinner(page.thinner)])
    if page.thinner_said is not None:
        html += review_pages.paragraphs([words.wished(page.thinner_said)])
    for talk in page.talks:
        html += review_pages.heading(talk.person.name)
        for asked in Talk:
            html += review_pages.paragraphs([words.talk(asked), talk.said.get(asked, "–")])
    html += review_pages.heading(translate("Review", "Those who sell"))
    html += review_pages.listed([words.check_in(each) for each in page.check_ins])
    return html + review_pages.paragraphs([page.sales_text])
