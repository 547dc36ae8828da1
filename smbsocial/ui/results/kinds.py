"""What each kind of content, platform, goal or community returned, and the owner's word."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from smbsocial.domain.roi.values import By
from smbsocial.domain.turns import Of, Turn, Word
from smbsocial.ui import theme
from smbsocial.ui.text import returns
from smbsocial.ui.text import turns as words
from smbsocial.ui.widgets.buttons import PushButton, button, link
from smbsocial.ui.widgets.cards import Card, Flow, clear, line
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label
from smbsocial.usecases.results.proposing import proposed_by
from smbsocial.usecases.results.returns import Part, ReturnSheet

translate = QCoreApplication.translate

DECIDED = {By.PILLAR: Of.PILLAR, By.PLATFORM: Of.PLATFORM}
"""What the owner says a word about; goals and communities are not paused here."""
NAME, COST, RETURN, WORD = range(4)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a word is about: what it is, its key and name, and what stands now."""

    of: Of
    key: str
    name: str
    word: Word | None


class KindsCard(Card):
    """A row for each part; `opened` carries a part whose arithmetic is wanted."""

    opened = Signal(object)  # usecases.results.returns.Part
    word_wanted = Signal(object)  # Subject

    def __init__(self) -> None:
        super().__init__(name="kinds_card")
        self._by = By.PILLAR
        self._sheet: ReturnSheet | None = None
        self._words: Mapping[tuple[Of, str], Turn] = {}
        self._title = label("", "section", wrap=True, name="kinds_title")
        self.add(self._title)
        self.add(self._switch())
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.SPACE)
        self._grid.setColumnStretch(NAME, 1)
        self.add(self._rows)
        self._note = label("", "small", wrap=True, name="kinds_note")
        self.add(self._note)

    def show_sheet(self, sheet: ReturnSheet, said: Mapping[tuple[Of, str], Turn]) -> None:
        """Show a period's return with the words that the owner said."""
        self._sheet, self._words = sheet, said
        self._draw()

    def _switch(self) -> QWidget:
        group = QButtonGroup(self)
        made = []
        for by, text in _names().items():
            each = button(text, partial(self._show_by, by), name=f"by-{by.name.lower()}")
            each.setProperty("chip", True)
            each.setCheckable(True)
            each.setChecked(by is self._by)
            group.addButton(each)
            made.append(each)
        return Flow(*made, spacing=theme.SPACE)

    def _show_by(self, by: By) -> None:
        self._by = by
        self._draw()

    def _draw(self) -> None:
        clear(self._grid)
        self._title.setText(_titles()[self._by])
        parts = self._parts()
        for column, text in enumerate(_heads(self._by)):
            self._grid.addWidget(label(text, "small"), 0, column)
        for at, part in enumerate(parts):
            self._grid.addWidget(line(), 2 * at + 1, 0, 1, WORD + 1)
            self._row(2 * at + 2, part)
        self._rows.setVisible(bool(parts))
        self._note.setText(self._note_words(parts))
        self._note.setVisible(bool(self._note.text()))

    def _parts(self) -> tuple[Part, ...]:
        sheet = self._sheet
        if sheet is None:
            return ()
        all_of = {
            By.GOAL: sheet.goals,
            By.PLATFORM: sheet.platforms,
            By.PILLAR: sheet.pillars,
            By.COMMUNITY: sheet.communities,
        }[self._by]
        return tuple(part for part in all_of if part.cost or part.back.low or part.back.high)

    def _row(self, at: int, part: Part) -> None:
        assert self._sheet is not None  # noqa: S101 - a part is one of it
        currency = self._sheet.currency
        middle = Qt.AlignmentFlag.AlignVCenter
        name = _name(part)
        shown = ElidedLabel(name)
        if part.key and self._by is By.PILLAR:
            shown = chip(name, pillar=part.colour or 1)
        self._grid.addWidget(shown, at, NAME, middle | Qt.AlignmentFlag.AlignLeading)
        self._grid.addWidget(label(returns.amount(part.cost, currency)), at, COST, middle)
        self._grid.addWidget(self._return(part, name, currency), at, RETURN, middle)
        if self._by in DECIDED and part.key:
            self._grid.addWidget(self._word(part), at, WORD, middle)

    def _return(self, part: Part, name: str, currency: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        said = returns.amount(part.back.typical, currency)
        below = translate("Results", "without cost")
        if part.ratio is not None:
            said = returns.per_one(part.ratio.typical, currency)
            below = returns.ratio_short(part.ratio)
        opened = link(said, lambda: self.opened.emit(part), name=f"open-{part.key}")
        text = translate("Results", "{name}: {value} back, {range}. Where does this come from?")
        spoken = text.format(name=name, value=said, range=below)
        opened.setAccessibleName(spoken)
        opened.setToolTip(spoken)
        leading = Qt.AlignmentFlag.AlignLeading
        column.addWidget(opened, 0, leading)
        column.addWidget(label(below, "small"), 0, leading)
        return holder

    def _word(self, part: Part) -> PushButton:
        of = DECIDED[self._by]
        turn = self._words.get((of, part.key))
        proposal = proposed_by(part)
        said = words.word(turn.word) if turn else words.proposal(proposal)
        now = turn.word if turn else proposal
        wanted = partial(self.word_wanted.emit, Subject(of, part.key, part.name, now))
        made = button(said, wanted, name=f"word-{part.key}")
        made.setProperty("chip", True)
        made.setProperty("tone", words.tone(now))
        text = translate("Results", "Your word on {name}: {word}. Press to say another.")
        made.setAccessibleName(text.format(name=part.name, word=said))
        made.setToolTip(words.decided(turn) if turn else made.accessibleName())
        made.setAccessibleDescription(words.decided(turn) if turn else "")
        return made

    def _note_words(self, parts: tuple[Part, ...]) -> str:
        if not parts:
            return translate(
                "Results",
                "Nothing to compare yet: mark posts as posted, and what they cost stands here.",
            )
        if any(not part.key for part in parts):
            return translate("Results", "“Not known” is what can be tied to none of them.")
        return ""


def _name(part: Part) -> str:
    return part.name or translate("Results", "Not known")


def _names() -> dict[By, str]:
    return {
        By.PILLAR: translate("Results", "Content"),
        By.PLATFORM: translate("Results", "Platforms"),
        By.COMMUNITY: translate("Results", "Communities"),
        By.GOAL: translate("Results", "Goals"),
    }


def _titles() -> dict[By, str]:
    return {
        By.PILLAR: translate("Results", "What each kind of content returns"),
        By.PLATFORM: translate("Results", "What each platform returns"),
        By.COMMUNITY: translate("Results", "What each community returns"),
        By.GOAL: translate("Results", "What each goal returns"),
    }


def _heads(by: By) -> tuple[str, ...]:
    first = {
        By.PILLAR: translate("Results", "Pillar"),
        By.PLATFORM: translate("Results", "Platform"),
        By.COMMUNITY: translate("Results", "Community"),
        By.GOAL: translate("Results", "Goal"),
    }[by]
    both = (first, translate("Results", "Cost"), translate("Results", "Return"))
    return (*both, translate("Results", "Your word")) if by in DECIDED else both
