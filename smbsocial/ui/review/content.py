"""The review's page on content: a card for each kind, and the owner's word on it."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PersonId, PillarId, ReviewId
from smbsocial.domain.review import ReviewWord
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.arithmetic import ArithmeticSheet
from smbsocial.ui.review.content_card import Asked, Known, PillarCard
from smbsocial.ui.review.content_paper import content_html
from smbsocial.ui.review.reckoning import Reckoning
from smbsocial.ui.review.return_bar import scale_of
from smbsocial.ui.text import review_results as words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.cards import EmptyState
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing.content import (
    ContentNumbers,
    ContentSheet,
    content_numbers,
    content_sheet,
    say_why,
    say_word,
)

translate = QCoreApplication.translate


class ContentBody(QWidget):
    """Keep, change or pause. `page_wanted` carries "plan" where there is no kind of content."""

    progress = Signal(int, int)
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__()
        self.setObjectName("review_content")
        self._bridge, self._desk, self._review = bridge, desk, review_id
        self._sheet: ContentSheet | None = None
        self._cards: dict[str, PillarCard] = {}
        self._numbers: Reckoning[ContentNumbers] = Reckoning(
            bridge, self, partial(content_numbers, review_id=review_id), self._draw
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        self._note = label("", "muted", wrap=True, name="content_note")
        self._column.addWidget(self._note)
        self._empty = EmptyState(
            translate("Review", "No kind of content is planned"),
            translate(
                "Review",
                "Kinds of content come with the plan. Once there is one, each has its card here.",
            ),
            translate("Review", "Open the plan"),
            lambda: self.page_wanted.emit("plan"),
        )
        self._column.addWidget(self._empty)
        self._column.addStretch(1)

    def refresh(self) -> None:
        """Read the words anew; the figures follow."""
        self._sheet = self._bridge.read(content_sheet, self._review)
        self._draw()
        self._numbers.look()

    def flush(self) -> bool:
        """Keep what was typed last; False where it can't be kept."""
        kept = [card.flush() for card in self._cards.values()]
        return all(kept)

    def paper(self) -> str:
        """What it shows, as HTML; "" until the figures have come."""
        numbers = self._numbers.value
        if self._sheet is None or (numbers is None and self._numbers.is_running):
            return ""
        return content_html(self._sheet, numbers)

    def _draw(self) -> None:
        sheet, numbers = self._sheet, self._numbers.value
        if sheet is None:
            return
        self._match(sheet)
        self._empty.setVisible(not sheet.cards)
        said = words.unmeasured(numbers) if numbers is not None and sheet.cards else ""
        if numbers is None and sheet.cards:
            said = translate("Review", "Reckoning…")
        self._note.setText(said)
        self._note.setVisible(bool(said))
        parts = numbers.parts if numbers is not None else {}
        top = scale_of([part.ratio for part in parts.values() if part.ratio is not None])
        for card in sheet.cards:
            id = card.pillar.id
            known = Known(
                currency=sheet.currency,
                closed=sheet.closed,
                reckoned=numbers is not None,
                part=parts.get(id),
                top=top,
                examples=numbers.examples.get(id) if numbers is not None else None,
                proposed=numbers.proposed.get(id) if numbers is not None else None,
            )
            self._cards[id].show_card(card, known)
        self.progress.emit(sheet.answered, sheet.asked)

    def _match(self, sheet: ContentSheet) -> None:
        """A card for each kind of content, kept while the kinds are the same."""
        wanted = [card.pillar.id for card in sheet.cards]
        if wanted == list(self._cards):
            return
        for card in self._cards.values():
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self._cards = {}
        for at, id in enumerate(wanted):
            made = PillarCard(id)
            made.asked.connect(partial(self._say, id))
            made.keep_text = partial(self._retype, id)
            made.keep_why = partial(self._say_why, id)
            made.lines_wanted.connect(partial(self._open_lines, id))
            self._cards[id] = made
            self._column.insertWidget(1 + at, made)

    def _say(self, id: PillarId, asked: Asked) -> None:
        """A button: keep, or pause with what speaks for it."""
        try:
            self._keep(id, asked.word, asked.text)
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            self._draw()

    def _retype(self, id: PillarId, word: ReviewWord, text: str) -> None:
        """Raises ExpectedError, which stands at the field."""
        self._keep(id, word, text)

    def _keep(self, id: PillarId, word: ReviewWord, text: str) -> None:
        before = self._card_word(id)
        emptied = self._bridge.do(
            Action.SAY_IN_REVIEW, say_word, self._review, id, word, text, by=self._by()
        )
        self._sheet = self._bridge.read(content_sheet, self._review)
        if word is ReviewWord.PAUSE and (before is not word or emptied.count):
            card = next(each for each in self._sheet.cards if each.pillar.id == id)
            told = words.paused(card.pillar, len(emptied.removed), len(emptied.set_aside))
            self._bridge.told.emit(told, True)
        self._draw()

    def _card_word(self, id: PillarId) -> ReviewWord | None:
        cards = self._sheet.cards if self._sheet is not None else ()
        return next((card.word for card in cards if card.pillar.id == id), None)

    def _say_why(self, id: PillarId, text: str) -> None:
        """Raises ExpectedError, which stands at the field."""
        self._bridge.do(Action.SAY_IN_REVIEW, say_why, self._review, id, text)
        self._sheet = self._bridge.read(content_sheet, self._review)
        self._draw()

    def _open_lines(self, id: PillarId) -> None:
        numbers = self._numbers.value
        part = numbers.parts.get(id) if numbers is not None else None
        if numbers is not None and part is not None:
            ArithmeticSheet(part, numbers.back.currency, self).open()

    def _by(self) -> PersonId | None:
        person = self._desk.person
        return person.id if person is not None else None
