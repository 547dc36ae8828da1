"""Page 6: one or two platforms done well, with the reasons for each."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.answers import Page, PlatformsAnswers
from smbsocial.domain.brief import Brief
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.platforms import PlatformFacts
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear, row
from smbsocial.ui.widgets.labels import chip, label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.ui.wizard.page import Desk, WizardPage

translate = QCoreApplication.translate

MANY = 3


@dataclass(frozen=True, slots=True)
class PlatformLine:
    """What one platform's card shows; `why` are its reasons, best first."""

    facts: PlatformFacts
    why: tuple[str, ...]
    followers: int | None
    chosen: bool
    main: bool


class PlatformsPage(WizardPage):
    """Ranked for this business; what the hours carry is ticked."""

    page = Page.PLATFORMS

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "Where are your people?"),
            translate(
                "Wizard", "One or two platforms done well beat five done badly. Best fit first."
            ),
        )

    @override
    def build(self) -> None:
        self._chosen: list[PlatformKey] = []
        self._said: tuple[PlatformKey, ...] | None = None
        self._cards: dict[PlatformKey, PlatformCard] = {}
        self._count = Card("quiet", name="platform_count")
        self._words = label("", wrap=True)
        self._count.add(self._words)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GAP)
        self._others = QWidget()
        self._other = QVBoxLayout(self._others)
        self._other.setContentsMargins(0, 0, 0, 0)
        self._other.setSpacing(theme.GAP)
        self._others.hide()
        self._more = button("", self._show_more, name="more_platforms")
        for widget in (self._count, self._more, self._others):
            self.body.addWidget(widget)
        self.body.insertLayout(self.body.indexOf(self._more), self._column)
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._said = desk.answers.platforms.platforms
        self._chosen = list(desk.brief.platforms)
        self._show(desk.brief)

    @override
    def refresh(self, desk: Desk) -> None:
        self._said = desk.answers.platforms.platforms
        self._show(desk.brief)

    @override
    def read(self) -> PlatformsAnswers:
        if self._said is None and not self.touched:
            return PlatformsAnswers()
        return PlatformsAnswers(tuple(self._chosen))

    def _show(self, brief: Brief) -> None:
        focused = next((c.objectName() for c in self.findChildren(QCheckBox) if c.hasFocus()), "")
        clear(self._column)
        clear(self._other)
        self._cards = {}
        followers = dict(brief.audience.followers)
        ranked = _ranked(brief, self._chosen, self.bridge.ports.library.platforms())
        for facts, why in ranked:
            chosen = facts.key in self._chosen
            main = bool(self._chosen) and facts.key == self._chosen[0]
            line = PlatformLine(facts, why, followers.get(facts.key), chosen, main)
            card = PlatformCard(line)
            card.toggled.connect(partial(self._toggle, facts.key))
            card.main_wanted.connect(partial(self._make_main, facts.key))
            self._cards[facts.key] = card
            (self._column if why or chosen else self._other).addWidget(card)
        count = self._other.count()
        text = translate("Wizard", "Show {count} others")
        self._more.setText(text.format(count=formats.number(count)))
        self._more.setVisible(count > 0)
        self._say_count()
        again = self.findChild(QCheckBox, focused) if focused else None
        if again:
            again.setFocus()

    def _say_count(self) -> None:
        count = len(self._chosen)
        if count > MANY:
            tone = "caution"
            text = translate(
                "Wizard",
                "{count} platforms: that is more than a small firm keeps up. Each gets too little"
                " to be noticed. Better take one or two.",
            )
        elif count == MANY:
            tone = "quiet"
            text = translate(
                "Wizard", "{count} platforms: as many as can be kept up; two are easier."
            )
        else:
            tone = "quiet"
            text = translate("Wizard", "{count} ticked. That can be done well.")
        self._words.setText(text.format(count=formats.number(count)))
        self._count.set_tone(tone)

    def _show_more(self) -> None:
        self._others.setVisible(not self._others.isVisible())

    def _toggle(self, key: PlatformKey) -> None:
        if key not in self._chosen:
            self._chosen.append(key)
        elif len(self._chosen) > 1:
            self._chosen.remove(key)
        else:
            self._cards[key].show_chosen(True)
            self.show_error(ExpectedError(Code.EMPTY, field="platforms"))
            return
        self.decided.emit("platforms")

    def _make_main(self, key: PlatformKey) -> None:
        self._chosen.sort(key=lambda each: each != key)
        self.decided.emit("platforms")


class PlatformCard(Card):
    """One platform: tick, reasons, what it is weak for."""

    toggled = Signal()
    main_wanted = Signal()

    def __init__(self, line: PlatformLine) -> None:
        facts = line.facts
        super().__init__("now" if line.main else "", name=f"platform_{facts.key}")
        self._tick = TickBox(facts.name)
        self._tick.setObjectName(f"choose_{facts.key}")
        self._tick.setChecked(line.chosen)
        self._tick.setAccessibleDescription("; ".join(line.why))
        self._tick.clicked.connect(lambda _checked=False: self.toggled.emit())
        chips = [chip(translate("Wizard", "main platform"), tone="primary")] if line.main else []
        if line.followers:
            text = translate("Wizard", "{count} follow you there")
            chips.append(chip(text.format(count=formats.number(line.followers)), tone="good"))
        parts: list[QWidget | None] = [self._tick, *chips, None]
        if line.chosen and not line.main:
            verb = translate("Wizard", "Make it the main one")
            parts.append(button(verb, self.main_wanted.emit, flat=True))
        self.add(row(*parts))
        for reason in line.why:
            self.add(label(reason, wrap=True))
        self.add(label(facts.audience_note, "small", wrap=True))
        if facts.weak_for:
            weak = translate("Wizard", "Its limits: {what}").format(what=facts.weak_for)
            self.add(label(weak, "small", wrap=True))

    def show_chosen(self, chosen: bool) -> None:
        """Tick it or not."""
        self._tick.setChecked(chosen)


def _ranked(
    brief: Brief, chosen: list[PlatformKey], platforms: tuple[PlatformFacts, ...]
) -> list[tuple[PlatformFacts, tuple[str, ...]]]:
    """Platforms by fit with their reasons: chosen, the trade's, the goal's, then the rest."""
    trade = {fit.platform: fit for fit in brief.industry.platforms}
    goal = brief.goal_facts[0]
    found = []
    for facts in platforms:
        why = []
        if facts.key in trade:
            text = translate("Wizard", "Your trade: {why}.")
            why.append(text.format(why=trade[facts.key].why))
        if facts.key in goal.best_platforms:
            text = translate("Wizard", "Good for your goal: {goal}.")
            why.append(text.format(goal=goal.name))
        rank = trade[facts.key].rank if facts.key in trade else len(platforms)
        at = chosen.index(facts.key) if facts.key in chosen else len(platforms)
        found.append(((at, rank, not why, facts.name), facts, tuple(why)))
    return [(facts, why) for _, facts, why in sorted(found, key=lambda each: each[0])]
