"""Communities: who was written for, how they reacted, and one word on each."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ReviewId
from smbsocial.domain.review import ReviewPage, ReviewWord
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review.lent_body import LentBody
from smbsocial.ui.review.word_row import WordRow, headed
from smbsocial.ui.text import review_pages as words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, clear, row
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import ElidedLabel, beside, chip, label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.communities import (
    Added,
    CommunitiesPage,
    CommunityRow,
    add_community,
    communities_page,
    community_figures,
    say_of_community,
)
from smbsocial.usecases.reviewing.saying import unsay

translate = QCoreApplication.translate

WORDS = (ReviewWord.KEEP, ReviewWord.CHANGE, ReviewWord.DROP)


class CommunitiesBody(LentBody):
    """A card for each, and a way to add one; all of it comes about when the review ends."""

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__(bridge, desk, review_id)
        self._page: CommunitiesPage | None = None
        later = translate(
            "Review", "What you say here comes about when the review ends; posts stay till then."
        )
        self.column.addWidget(label(later, "small", wrap=True))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.GAP)
        self.column.addLayout(self._cards)
        add = translate("Review", "Add a community…")
        self.column.addWidget(button(add, self._add, name="add_community"))

    @override
    def figures_of(self, reads: Reads, ports: Ports) -> object:
        return community_figures(reads, ports, self._review)

    @override
    def _show(self) -> None:
        page = self._bridge.read(communities_page, self._review, self.figures)
        self._page = page
        clear(self._cards)
        if page.would_be_none:
            self._cards.addWidget(_none_left())
        if not page.rows:
            self._cards.addWidget(label(_nothing(), "muted", wrap=True))
        for each in page.rows:
            self._cards.addWidget(self._card(each, page.currency))
        for added in page.added:
            self._cards.addWidget(self._added(added))
        self.progress.emit(sum(each.word is not None for each in page.rows), len(page.rows))

    def paper(self) -> str:
        """The same in words."""
        page = self._page
        if page is None or not (page.rows or page.added):
            return words.paragraphs([_nothing()])
        html = "".join(_on_paper(each, page.currency) for each in page.rows)
        for added in page.added:
            said = [added.where, words.word(ReviewWord.ADD)]
            html += words.heading(added.name) + words.paragraphs(said)
        return html

    def _card(self, each: CommunityRow, currency: str) -> Card:
        card = Card(name=f"community-{each.community.id}")
        name = ElidedLabel(each.community.name, "section")
        signs = []
        if each.forgotten:
            signs.append(chip(translate("Review", "got no post"), tone="caution"))
        for sign in signs:
            beside(sign, name)
        choices = [(w, words.word(w)) for w in WORDS]
        said = WordRow(choices, each.community.name, name=f"word-{each.community.id}")
        said.show_word(each.word, None if each.forgotten else ReviewWord.KEEP)
        said.said.connect(partial(self._said, each))
        card.add(headed(Flow(name, *signs), said))
        for sentence in _sentences(each, currency, figures=self.figures is not None):
            card.add(label(sentence, wrap=True))
        if each.text:
            text = translate("Review", "Its new name: {name}").format(name=each.text)
            card.add(label(text, "strong", wrap=True))
        return card

    def _added(self, added: Added) -> Card:
        card = Card("good", name=f"added-{added.subject}")
        take_back = button(
            translate("Review", "Take back"),
            partial(self._unsay, added.subject),
            name=f"unsay-{added.subject}",
        )
        told = translate("Review", "Take back: {name}").format(name=added.name)
        take_back.setAccessibleName(told)
        sign = chip(words.word(ReviewWord.ADD), tone="good")
        card.add(row(ElidedLabel(added.name, "section"), sign, None, take_back))
        if added.where:
            card.add(label(added.where, "small", wrap=True))
        return card

    def _said(self, each: CommunityRow, word: ReviewWord) -> None:
        if word is ReviewWord.CHANGE:
            form = NameForm(each, self)
            form.ask(partial(self._change, each))
        elif word is not each.word:
            id = each.community.id
            self._say(say_of_community, self._review, id, word, by=self._by)

    def _change(self, each: CommunityRow, name: str) -> None:
        id, word = each.community.id, ReviewWord.CHANGE
        action = Action.SAY_IN_REVIEW
        self._bridge.do(action, say_of_community, self._review, id, word, name, by=self._by)

    def _add(self) -> None:
        AddForm(self).ask(self._keep_added)

    def _keep_added(self, name: str, where: str) -> None:
        action = Action.SAY_IN_REVIEW
        self._bridge.do(action, add_community, self._review, name, where, by=self._by)

    def _unsay(self, subject: str) -> None:
        self._say(unsay, self._review, ReviewPage.COMMUNITIES, subject)


class NameForm(Form):
    """The new name of a community."""

    def __init__(self, each: CommunityRow, parent: QWidget | None) -> None:
        name = each.community.name
        super().__init__(translate("Review", "Change “{name}”").format(name=name), parent)
        self._name = QLineEdit(each.text or name)
        hint = translate("Review", "Who they are and what they love, in a few words.")
        title = translate("Review", "Its new name")
        self._field = Field(title, self._name, hint=hint, name="community_name")
        self.body.addWidget(self._field)
        self.close_with(translate("Review", "Change the name")).clicked.connect(self._take)

    def _take(self) -> None:
        self._field.show_error(None)
        self.take(self._name.text())

    @override
    def show_error(self, error: ExpectedError) -> None:
        self._field.show_error(error)


class AddForm(Form):
    """A community that is to be written for from the next quarter on."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(translate("Review", "Add a community"), parent)
        self._name, self._where = QLineEdit(), QLineEdit()
        hint = translate("Review", "Who they are and what they love, in a few words.")
        name = translate("Review", "Name")
        self._fields = {
            "name": Field(name, self._name, hint=hint, name="added_name"),
            "where": Field(
                translate("Review", "Where you find them"),
                self._where,
                hint=translate("Review", "A group, a street, a club. May stay empty."),
                name="added_where",
            ),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.close_with(translate("Review", "Add the community")).clicked.connect(self._take)

    def _take(self) -> None:
        for field in self._fields.values():
            field.show_error(None)
        self.take(self._name.text(), self._where.text())

    @override
    def show_error(self, error: ExpectedError) -> None:
        if error.code is Code.NAME_TAKEN:
            text = translate("Review", "“{name}” is among your communities already.")
            self._fields["name"].show_trouble(text.format(name=error.facts["value"]))
            return
        field = self._fields.get(error.field or "", self._fields["name"])
        field.show_error(error)


def _sentences(each: CommunityRow, currency: str, *, figures: bool) -> list[str]:
    said = [each.community.where, words.coverage(each)]
    if figures and not each.forgotten:
        said[1] = f"{said[1]} {words.reacted(each.reactions)}"
        said.append(words.money(each.part, currency))
    return [sentence for sentence in said if sentence]


def _on_paper(each: CommunityRow, currency: str) -> str:
    said = [*_sentences(each, currency, figures=True), words.verdict(each.word, each.text)]
    return words.heading(each.community.name) + words.paragraphs(said)


def _none_left() -> Card:
    card = Card("caution", name="none_left")
    text = translate(
        "Review",
        "You drop them all. Keep or add one: every post aims at somebody, and for nobody no plan"
        " can be made.",
    )
    card.add(label(text, wrap=True))
    return card


def _nothing() -> str:
    return translate("Review", "No community yet. Add the people you want to write for.")
