"""A kind of content in the review: why, what it took, what came back, and the word on it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.review import ReviewWord
from smbsocial.ui import theme
from smbsocial.ui.review.return_bar import ReturnBar
from smbsocial.ui.review.typed import TypedLine
from smbsocial.ui.text import review_results as words
from smbsocial.ui.widgets.buttons import PushButton, button, link
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.labels import beside, chip, label
from smbsocial.usecases.results.returns import Part
from smbsocial.usecases.reviewing.content import ContentCard, Proposed
from smbsocial.usecases.reviewing.examples import Examples

translate = QCoreApplication.translate

CHOICES = (ReviewWord.KEEP, ReviewWord.CHANGE, ReviewWord.PAUSE)
WIDE = theme.SPACE * 205
"""In less room bar and buttons stand below what was done."""
BAR_WIDTH = theme.SPACE * 76
COLOURS = 6
TONES = {ReviewWord.KEEP: "good", ReviewWord.CHANGE: "caution", ReviewWord.PAUSE: "trouble"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that a button says at once."""

    word: ReviewWord
    text: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What goes with a card; without `reckoned` the figures are still to come."""

    currency: str
    closed: bool
    reckoned: bool
    part: Part | None
    top: Decimal
    examples: Examples | None
    proposed: Proposed | None


def _polish(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _nothing(*_: object) -> None:
    """Until the page says what keeps words."""


class PillarCard(Card):
    """`asked` carries an `Asked`; `keep_text` and `keep_why` keep words and may raise."""

    asked = Signal(object)
    lines_wanted = Signal()

    def __init__(self, id: str) -> None:
        super().__init__(name=f"pillar-{id}")
        self.keep_text: Callable[[ReviewWord, str], object] = _nothing
        self.keep_why: Callable[[str], object] = _nothing
        self._id = id
        self._card: ContentCard | None = None
        self._known: Known | None = None
        self._asks_change = False
        self._says_why = False
        self._wide: bool | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.CARD_PADDING)
        self._grid.setVerticalSpacing(theme.SPACE * 2)
        self.body.addLayout(self._grid)
        self._build_left()
        self._build_bar()
        self._build_words()
        change = translate("Review", "What will change?")
        self._text = TypedLine(change, self._keep_text, name=f"text-{id}")
        self.add(self._text)
        self._state = label("", "small", wrap=True, name=f"state-{id}")
        self.add(self._state)

    def show_card(self, card: ContentCard, known: Known) -> None:
        """Show it anew; what is being typed stays."""
        if self._card is not None and self._card.word is not card.word:
            self._asks_change = False
        self._card, self._known = card, known
        self._show_head(card, known)
        self._show_facts(card, known)
        self._show_bar(known)
        self._show_words(card, known)
        self._show_text(card, known)
        self._arrange()

    def flush(self) -> bool:
        """Keep what was typed last; False where it can't be kept."""
        kept = self._text.isHidden() or self._text.flush()
        return self._keep_why_typed() and kept

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for all three."""
        super().resizeEvent(event)
        self._arrange()

    def _build_left(self) -> None:
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        self._sign = chip("", pillar=1)
        self._why = label("", "strong", wrap=True, name=f"why_said-{self._id}")
        self._say_why = link("", self._open_why, name=f"say_why-{self._id}")
        head = QWidget()
        across = QHBoxLayout(head)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.GAP)
        top = Qt.AlignmentFlag.AlignTop
        across.addWidget(self._sign, 0, top)
        beside(self._sign, self._why)
        across.addWidget(self._why, 1)
        across.addWidget(self._say_why, 0, top)
        self._why_field = TypedLine(
            translate("Review", "Why do you make it?"),
            self._keep_why,
            name=f"why-{self._id}",
            asks=translate("Review", "It brings weekday lunch orders, say"),
        )
        self._why_field.hide()
        self._facts = QWidget()
        self._lines = QVBoxLayout(self._facts)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        for each in (head, self._why_field, self._facts):
            column.addWidget(each)
        column.addStretch(1)

    def _build_bar(self) -> None:
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        self._bar_title = link("", self.lines_wanted.emit, name=f"lines-{self._id}")
        self._bar = ReturnBar()
        self._no_bar = label("", "small", wrap=True, name=f"no_bar-{self._id}")
        column.addWidget(self._bar_title, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._bar)
        column.addWidget(self._no_bar)
        column.addStretch(1)

    def _build_words(self) -> None:
        self._choices = QWidget()
        across = QHBoxLayout(self._choices)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.SPACE * 2)
        across.addStretch(1)
        self._group = QButtonGroup(self)
        self._buttons: dict[ReviewWord, PushButton] = {}
        for word in CHOICES:
            made = button("", partial(self._pressed, word), name=f"{word.value}-{self._id}")
            made.setProperty("word", True)
            made.setCheckable(True)
            self._group.addButton(made)
            self._buttons[word] = made
            across.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def _arrange(self) -> None:
        wide = self.width() >= WIDE
        if wide is self._wide:
            return
        self._wide = wide
        for each in (self._left, self._right, self._choices):
            self._grid.removeWidget(each)
        top = Qt.AlignmentFlag.AlignTop
        self._choices.setMinimumWidth(self._most_width() if wide else 0)
        if wide:
            self._grid.addWidget(self._left, 0, 0)
            self._grid.addWidget(self._right, 0, 1, top)
            self._grid.addWidget(self._choices, 0, 2, top)
        else:
            self._grid.addWidget(self._left, 0, 0, 1, 2)
            self._grid.addWidget(self._right, 1, 0, top)
            self._grid.addWidget(self._choices, 1, 1, top | Qt.AlignmentFlag.AlignTrailing)
        self._right.setFixedWidth(BAR_WIDTH)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(not wide))

    def _most_width(self) -> int:
        """Of the buttons, whichever is suggested: the bars of all cards are in line."""
        texts = {word: made.text() for word, made in self._buttons.items()}
        widths = []
        for suggested in CHOICES:
            for word, made in self._buttons.items():
                made.ensurePolished()
                made.setText(words.word(word, suggested=word is suggested))
            widths.append(self._choices.sizeHint().width())
        for word, made in self._buttons.items():
            made.setText(texts[word])
        return max(widths)

    def _show_head(self, card: ContentCard, known: Known) -> None:
        pillar = card.pillar
        self._sign.show_text(pillar.name)
        if known.closed:
            self._says_why = False
            self._why_field.hide()
        if self._sign.property("pillar") != str((pillar.colour - 1) % COLOURS + 1):
            self._sign.setProperty("pillar", str((pillar.colour - 1) % COLOURS + 1))
            _polish(self._sign)
        self._why.setText(words.why(pillar))
        kind = "strong" if pillar.purpose else "alert"
        if self._why.property("kind") != kind:
            self._why.setProperty("kind", kind)
            _polish(self._why)
        reword, say = translate("Review", "Reword"), translate("Review", "Say why")
        self._say_why.setText(reword if pillar.purpose else say)
        spoken = translate("Review", "Say why you make “{name}”")
        self._say_why.setAccessibleName(spoken.format(name=pillar.name))
        self._say_why.setVisible(not (known.closed or self._says_why))
        self._why_field.show_text(pillar.purpose)

    def _show_facts(self, card: ContentCard, known: Known) -> None:
        clear(self._lines)
        currency, examples = known.currency, known.examples
        said = [(words.facts(card, known.part, currency), "small")]
        if examples is not None:
            said.append((words.best(examples), "small"))
            if examples.worst is not None:
                said.append((words.worst(examples.worst), "small"))
        elif known.reckoned and card.posts:
            said.append((words.no_example(), "small"))
        said += [(words.own_rule(line, currency), words.standing_tone(line)) for line in card.rules]
        for text, kind in said:
            self._lines.addWidget(label(text, kind, wrap=True))

    def _show_bar(self, known: Known) -> None:
        part = known.part
        ratio = part.ratio if part is not None else None
        shown = ratio is not None and part is not None and bool(part.back.high)
        self._right.setVisible(known.reckoned)
        self._bar_title.setText(words.bar_title(known.currency))
        self._bar_title.setEnabled(part is not None)
        self._bar.setVisible(shown)
        self._no_bar.setText("" if shown else words.nothing_known(part))
        if not shown or part is None or ratio is None:
            return
        self._no_bar.setText(words.evidence(part))
        tone = TONES[known.proposed.word] if known.proposed is not None else ""
        one = words.one(known.currency)
        said = (words.bar_value(ratio, known.currency), one)
        self._bar.show_ratio(ratio, known.top, tone, said)
        spoken = words.bar_spoken(part, known.currency)
        self._bar.setAccessibleName(spoken)
        self._bar.setToolTip(spoken)

    def _show_words(self, card: ContentCard, known: Known) -> None:
        proposed = known.proposed
        wanted = proposed.word if proposed is not None else None
        said = ReviewWord.CHANGE if self._asks_change else card.word
        self._group.setExclusive(False)
        for word, made in self._buttons.items():
            suggested = word is wanted and said is None and not known.closed
            made.setText(words.word(word, suggested=suggested))
            made.setAccessibleName(words.word_spoken(word, card.pillar))
            why = words.proposal(proposed, known.part, known.currency) if proposed else ""
            made.setToolTip(why if word is wanted else "")
            made.setAccessibleDescription(why if word is wanted else "")
            tone = "trouble" if suggested and word is ReviewWord.PAUSE else ""
            if made.property("tone") != tone:
                made.setProperty("tone", tone)
                _polish(made)
            made.setChecked(word is said)
            made.setEnabled(not known.closed)
        self._group.setExclusive(True)
        asks = wanted is ReviewWord.PAUSE and said is None and not known.closed
        self.set_tone("asks" if asks else "")

    def _show_text(self, card: ContentCard, known: Known) -> None:
        word = ReviewWord.CHANGE if self._asks_change else card.word
        title = {
            ReviewWord.CHANGE: translate("Review", "What will change?"),
            ReviewWord.PAUSE: translate("Review", "Why does it pause?"),
        }.get(word or ReviewWord.KEEP, "")
        self._text.set_title(title)
        self._text.setVisible(bool(title))
        self._text.show_text("" if self._asks_change else card.text)
        said = ""
        if card.rests:
            said = words.rests(card)
        elif card.left_empty:
            said = words.left_empty()
        elif known.proposed is not None and card.word is None and not known.closed:
            said = words.proposal(known.proposed, known.part, known.currency)
        self._state.setText(said)
        self._state.setVisible(bool(said))

    def _pressed(self, word: ReviewWord) -> None:
        card, known = self._card, self._known
        if card is None or known is None:
            return
        if word is ReviewWord.CHANGE:
            self._asks_change = card.word is not ReviewWord.CHANGE
            self._show_words(card, known)
            self._show_text(card, known)
            self._text.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._asks_change = False
        if word is card.word:
            self._show_words(card, known)
            self._show_text(card, known)
            return
        pause = word is ReviewWord.PAUSE
        text = words.pause_reason(card, known.proposed, known.part, known.currency) if pause else ""
        self.asked.emit(Asked(word, text))

    def _keep_text(self, text: str) -> None:
        said = self._card.word if self._card is not None else None
        word = ReviewWord.CHANGE if self._asks_change else said
        if word is not None:
            self.keep_text(word, text)

    def _open_why(self) -> None:
        self._says_why = True
        self._why_field.show()
        if self._card is not None and self._known is not None:
            self._show_head(self._card, self._known)
        self._why_field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_why_typed(self) -> bool:
        return not self._says_why or self._why_field.flush()

    def _keep_why(self, text: str) -> None:
        self._says_why = False
        try:
            self.keep_why(text)
        except Exception:
            self._says_why = True
            raise
        self._why_field.hide()
