"""Platforms: each as technology and community, with what it cost, and one word on it."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PlatformKey, ReviewId
from smbsocial.domain.reach_watch import State
from smbsocial.domain.review import ReviewWord
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review.leaving import LeavingList, level
from smbsocial.ui.review.lent_body import LentBody
from smbsocial.ui.review.word_row import WordRow, headed
from smbsocial.ui.text import leaving_platform
from smbsocial.ui.text import review_pages as words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.cards import Card, EmptyState, Flow, clear, line
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import ElidedLabel, beside, chip, label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.emptying import Emptied
from smbsocial.usecases.reviewing.platforms import (
    Leaving,
    PlatformRow,
    PlatformsPage,
    platform_figures,
    platforms_page,
    say_lives,
    say_of_platform,
)

translate = QCoreApplication.translate

WORDS = (ReviewWord.STAY, ReviewWord.TRY, ReviewWord.LEAVE)


class PlatformsBody(LentBody):
    """A card for each platform. Leaving asks why, and shows its own list from then on."""

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__(bridge, desk, review_id)
        self._page: PlatformsPage | None = None
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.GAP)
        self.column.addLayout(self._cards)

    @override
    def figures_of(self, reads: Reads, ports: Ports) -> object:
        return platform_figures(reads, ports, self._review)

    @override
    def _show(self) -> None:
        page = self._bridge.read(platforms_page, self._review, self.figures)
        self._page = page
        clear(self._cards)
        if not page.rows:
            self._cards.addWidget(self._nowhere())
        for each in page.rows:
            self._cards.addWidget(self._card(each, page.currency))
        for leaving in page.leavings:
            card = Card(name=f"left-{leaving.platform}")
            card.add(self._list(leaving))
            self._cards.addWidget(card)
        self.progress.emit(sum(each.word is not None for each in page.rows), len(page.rows))

    def paper(self) -> str:
        """The same in words."""
        page = self._page
        if page is None or not page.rows:
            return words.paragraphs([_nothing()])
        return "".join(_on_paper(each, page.currency) for each in page.rows)

    def _nowhere(self) -> QWidget:
        return EmptyState(
            translate("Review", "No platform yet"),
            _nothing(),
            translate("Review", "Open the accounts"),
            partial(self.page_wanted.emit, "accounts"),
        )

    def _card(self, each: PlatformRow, currency: str) -> Card:
        card = Card(name=f"platform-{each.key}")
        name = label(each.name, "section")
        there, tone = words.lives_there(each)
        turned = _turned(each)
        signs = [chip(there, tone=tone), *turned]
        for sign in signs:
            beside(sign, name)
        said = WordRow([(w, words.word(w)) for w in WORDS], each.name, name=f"word-{each.key}")
        said.show_word(each.word, each.proposed)
        said.said.connect(partial(self._said, each))
        card.add(headed(Flow(name, *signs), said))
        card.add(self._facts(each, currency))
        if each.reactions.per_post is None:
            card.add(self._lives(each))
        if each.reason:
            text = translate("Review", "Why: {reason}").format(reason=each.reason)
            card.add(label(text, "small", wrap=True))
        if each.leaving is not None and each.word is ReviewWord.LEAVE:
            card.add(line())
            card.add(self._list(each.leaving))
        return card

    def _facts(self, each: PlatformRow, currency: str) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        can = label(words.can_do(each.traits), "small")
        chips = [chip(text, tone=tone) for text, tone in words.technology(each.traits)]
        for sign in chips:
            beside(sign, can)
        column.addWidget(Flow(can, *chips))
        for said in _sentences(each, currency, figures=self.figures is not None):
            column.addWidget(label(said, wrap=True))
        told = translate("Review", "{audience} {sources}")
        small = told.format(audience=each.audience, sources=words.sources(each.traits))
        column.addWidget(label(small, "small", wrap=True))
        return block

    def _lives(self, each: PlatformRow) -> QWidget:
        """Where no figure tells, the owner does."""
        asked = label(translate("Review", "Are your people there?"), "small")
        boxes: list[QWidget] = []
        for lives, text in (
            (True, translate("Review", "They are there")),
            (False, translate("Review", "They are not")),
        ):
            box = TickBox(text)
            box.setObjectName(f"lives-{each.key}-{'yes' if lives else 'no'}")
            box.setAccessibleName(
                translate("Review", "{word}: {thing}").format(word=text, thing=each.name)
            )
            box.setChecked(each.lives is lives)
            box.clicked.connect(
                lambda ticked, lives=lives: self._say_lives(each.key, lives if ticked else None)
            )
            boxes.append(box)
        asked.setMinimumHeight(level(*boxes))
        return Flow(asked, *boxes, spacing=theme.GAP)

    def _say_lives(self, key: PlatformKey, lives: bool | None) -> None:
        self._say(say_lives, self._review, key, lives, by=self._by)

    def _list(self, leaving: Leaving) -> LeavingList:
        made = LeavingList(self._bridge, leaving)
        made.page_wanted.connect(self.page_wanted)
        return made

    def _said(self, each: PlatformRow, word: ReviewWord) -> None:
        if word is ReviewWord.LEAVE:
            form = LeaveForm(each, self)
            form.ask(partial(self._leave, each.key, each.name))
        elif word is not each.word:
            self._say(say_of_platform, self._review, each.key, word, by=self._by)

    def _leave(self, key: PlatformKey, name: str, reason: str) -> None:
        emptied: Emptied = self._bridge.do(
            Action.SAY_IN_REVIEW,
            say_of_platform,
            self._review,
            key,
            ReviewWord.LEAVE,
            reason,
            by=self._by,
        )
        self._bridge.told.emit(words.left(emptied, name), True)


class LeaveForm(Form):
    """Why a platform is left, and what that empties."""

    def __init__(self, each: PlatformRow, parent: QWidget | None) -> None:
        super().__init__(
            translate("Review", "Leave {platform}?").format(platform=each.name), parent
        )
        self.body.addWidget(label(words.ahead(each.ahead), wrap=True))
        kept = translate(
            "Review",
            "Its history and the account itself stay. A list then helps you to leave in order.",
        )
        self.body.addWidget(label(kept, "muted", wrap=True))
        self._reason = QLineEdit(each.reason)
        title = translate("Review", "Why do you leave?")
        self._field = Field(title, self._reason, name="leave_reason")
        self.body.addWidget(self._field)
        confirm = self.close_with(
            translate("Review", "Leave {platform}").format(platform=each.name)
        )
        confirm.clicked.connect(self._take)

    def _take(self) -> None:
        self._field.show_error(None)
        self.take(self._reason.text())

    @override
    def show_error(self, error: ExpectedError) -> None:
        self._field.show_error(error)


def _turned(each: PlatformRow) -> list[ElidedLabel]:
    if each.watched is None or each.watched.watch.state not in {State.DOWN, State.UP}:
        return []
    fell = each.watched.watch.state is State.DOWN
    text = translate("Review", "reach has fallen") if fell else translate("Review", "reach grows")
    return [chip(text, tone="caution" if fell else "good")]


def _sentences(each: PlatformRow, currency: str, *, figures: bool) -> list[str]:
    went = words.published(each.posted, each.planned) if each.planned else ""
    if not figures:
        return [went] if went else []
    reacted = words.reacted(each.reactions) if each.posted or each.reactions.posts else ""
    both = " ".join(filter(None, (went, reacted)))
    said = (both, words.reach(each), words.money(each.part, currency))
    return [sentence for sentence in said if sentence]


def _on_paper(each: PlatformRow, currency: str) -> str:
    chips = [text for text, _ in words.technology(each.traits)]
    said = [
        translate("Review", "{can}: {things}").format(
            can=words.can_do(each.traits), things=", ".join(chips)
        ),
        *_sentences(each, currency, figures=True),
        words.sources(each.traits),
        words.verdict(each.word, each.reason),
    ]
    html = words.heading(each.name) + words.paragraphs(said)
    if each.leaving is not None and each.word is ReviewWord.LEAVE:
        html += words.listed([leaving_platform.line(one) for one in each.leaving.lines])
    return html


def _nothing() -> str:
    return translate(
        "Review", "Each platform you use or have an account on stands here, with one word to say."
    )
