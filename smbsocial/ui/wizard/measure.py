"""Page 5: three to five figures that say whether it works, the main one first."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from smbsocial.domain.answers import KpiAnswer, MeasureAnswers, Page
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Kpi, KpiFacts
from smbsocial.domain.ids import KpiKey, PlatformKey
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear, row
from smbsocial.ui.widgets.fields import Field, NumberEdit
from smbsocial.ui.widgets.labels import chip, label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.ui.wizard.page import Desk, WizardPage

translate = QCoreApplication.translate

FEWEST_KPIS = 3
MOST_KPIS = 5
TARGET_WIDTH = 200


@dataclass(frozen=True, slots=True)
class KpiLine:
    """What one figure's card shows; `target` as worked out, None = only watched."""

    facts: KpiFacts
    where: str
    target: int | None
    chosen: bool
    main: bool


class MeasurePage(WizardPage):
    """What is proposed is ticked; the targets are worked out from the goal."""

    page = Page.MEASURE

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "How will you know that it works?"),
            translate(
                "Wizard",
                "Three to five figures, the main one first. They take two minutes a week.",
            ),
        )

    @override
    def build(self) -> None:
        self._chosen: list[KpiAnswer] = []
        self._said: tuple[KpiAnswer, ...] | None = None
        self._cards: dict[KpiKey, KpiCard] = {}
        self._count = label("", "muted", wrap=True, name="kpi_count")
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GAP)
        self.body.addWidget(self._count)
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._said = desk.answers.measure.kpis
        targets = {answer.kind: answer.target for answer in self._said or ()}
        self._chosen = [KpiAnswer(k.kind, targets.get(k.kind)) for k in desk.brief.kpis]
        self._show(desk)

    @override
    def refresh(self, desk: Desk) -> None:
        self._said = desk.answers.measure.kpis
        if [answer.kind for answer in self._chosen] != self._shown_order():
            self._show(desk)

    @override
    def read(self) -> MeasureAnswers:
        if self._said is None and not self.touched:
            return MeasureAnswers()
        return MeasureAnswers(
            tuple(KpiAnswer(a.kind, self._cards[a.kind].target()) for a in self._chosen)
        )

    def _shown_order(self) -> list[KpiKey]:
        return [key for key, card in self._cards.items() if card.chosen]

    def _show(self, desk: Desk) -> None:
        clear(self._column)
        self.fields = {}
        self._cards = {}
        proposed = {kpi.kind: kpi for kpi in desk.brief.kpis}
        for at, facts in enumerate(self._candidates(desk)):
            chosen = at < len(self._chosen)
            line = KpiLine(
                facts, where_to_read(facts, desk.brief.platforms),
                _target(proposed.get(facts.key)), chosen, main=at == 0,
            )  # fmt: skip
            card = KpiCard(line)
            card.show_target(self._chosen[at].target if chosen else None)
            card.toggled.connect(partial(self._toggle, facts.key))
            card.main_wanted.connect(partial(self._make_main, facts.key))
            self._cards[facts.key] = card
            if chosen:
                self.fields[f"{at}.target"] = card.field
                self.watch(f"{at}.target", card.field.editor)
            self._column.addWidget(card)
        self._say_count()

    def _candidates(self, desk: Desk) -> list[KpiFacts]:
        """Those chosen first, then the others of the goals, vanity last."""
        library = self.bridge.ports.library
        keys = [answer.kind for answer in self._chosen]
        offered = [key for facts in desk.brief.goal_facts for key in facts.kpis]
        rest = [library.kpi(key) for key in dict.fromkeys(offered) if key not in keys]
        return [library.kpi(key) for key in keys] + sorted(rest, key=lambda f: f.vanity)

    def _say_count(self) -> None:
        count = len(self._chosen)
        if count < FEWEST_KPIS:
            text = translate("Wizard", "{count} chosen. Fewer than three see only half of it.")
        elif count > MOST_KPIS:
            text = translate("Wizard", "{count} chosen. More than five are not kept up for long.")
        else:
            text = translate("Wizard", "{count} chosen. That is a good number.")
        self._count.setText(text.format(count=formats.number(count)))

    def _toggle(self, key: KpiKey) -> None:
        self._keep_targets()
        kinds = [answer.kind for answer in self._chosen]
        if key in kinds and len(kinds) > 1:
            self._chosen = [answer for answer in self._chosen if answer.kind != key]
        elif key not in kinds and len(kinds) < MOST_KPIS:
            self._chosen.append(KpiAnswer(key))
        else:
            self._cards[key].show_chosen(key in kinds)
            if key not in kinds:
                error = ExpectedError(Code.TOO_MANY, count=MOST_KPIS + 1, most=MOST_KPIS)
                self.show_error(error)
            return
        self._decide()

    def _make_main(self, key: KpiKey) -> None:
        self._keep_targets()
        self._chosen.sort(key=lambda answer: answer.kind != key)
        self._decide()

    def _keep_targets(self) -> None:
        kept = []
        for answer in self._chosen:
            try:
                kept.append(KpiAnswer(answer.kind, self._cards[answer.kind].target()))
            except ExpectedError:
                kept.append(answer)
        self._chosen = kept

    def _decide(self) -> None:
        for answer in self._chosen:
            if answer.kind in self._cards:
                self._cards[answer.kind].show_target(answer.target)
        self.decided.emit("kpis")


class KpiCard(Card):
    """One figure: what it is, where it is read, its target, and what it can't tell."""

    toggled = Signal()
    main_wanted = Signal()

    def __init__(self, line: KpiLine) -> None:
        facts = line.facts
        super().__init__("now" if line.main else "", name=f"kpi_{facts.key}")
        self.chosen = line.chosen
        self._tick = TickBox(facts.name)
        self._tick.setObjectName(f"choose_{facts.key}")
        self._tick.setAccessibleDescription(facts.definition)
        self._tick.setChecked(line.chosen)
        self._tick.clicked.connect(lambda _checked=False: self.toggled.emit())
        self._target = NumberEdit(unknown=_worked_out(line))
        self.field = Field(_target_title(facts), self._target, name=f"target_{facts.key}")
        chips = [chip(translate("Wizard", "main figure"), tone="primary")] if line.main else []
        if facts.vanity:
            chips.append(
                chip(translate("Wizard", "vanity: pleasant, pays nothing"), tone="caution")
            )
        main = None
        if line.chosen and not line.main:
            verb = translate("Wizard", "Make it the main figure")
            main = button(verb, self.main_wanted.emit, flat=True)
        self.add(row(self._tick, *chips, None, *([main] if main else [])))
        both = QHBoxLayout()
        both.setSpacing(theme.PAGE_MARGIN)
        both.addLayout(_about(line), 1)
        both.addWidget(self.field)
        self.body.addLayout(both)
        self.field.setFixedWidth(TARGET_WIDTH)
        self.field.setVisible(line.chosen)

    def show_chosen(self, chosen: bool) -> None:
        """Tick it or not."""
        self._tick.setChecked(chosen)

    def show_target(self, target: int | None) -> None:
        """Show the owner's own target."""
        self._target.show_value(target)

    def target(self) -> int | None:
        """The owner's own target, None = as worked out. Raises ExpectedError(NOT_A_NUMBER)."""
        return self._target.value()


def where_to_read(facts: KpiFacts, platforms: tuple[PlatformKey, ...]) -> str:
    """The menu path on the first of the business's platforms that has one, else elsewhere."""
    paths = dict(facts.where_to_read)
    return next((paths[p] for p in platforms if p in paths), "; ".join(facts.outside_platforms))


def _about(line: KpiLine) -> QVBoxLayout:
    text = QVBoxLayout()
    text.setSpacing(theme.SPACE)
    text.addWidget(label(line.facts.definition, "muted", wrap=True))
    if line.where:
        where = translate("Wizard", "Where to read it: {where}").format(where=line.where)
        text.addWidget(label(where, "small", wrap=True))
    if line.facts.caveat:
        text.addWidget(label(line.facts.caveat, "small", wrap=True))
    text.addStretch(1)
    return text


def _target(kpi: Kpi | None) -> int | None:
    return kpi.target if kpi else None


def _worked_out(line: KpiLine) -> str:
    if line.target is None:
        return translate("Wizard", "no target: just watch it")
    text = translate("Wizard", "worked out: {count}")
    return text.format(count=formats.number(line.target))


def _target_title(facts: KpiFacts) -> str:
    return {
        "weekly": translate("Wizard", "Target a week"),
        "monthly": translate("Wizard", "Target a month"),
        "quarterly": translate("Wizard", "Target a quarter"),
        "yearly": translate("Wizard", "Target a year"),
    }.get(facts.cadence, translate("Wizard", "Target each time"))
