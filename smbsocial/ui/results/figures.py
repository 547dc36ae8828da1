"""The figures at the top of the results: the return so far, then a card for each KPI."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.ranges import Range
from smbsocial.ui import theme
from smbsocial.ui.text import results as words
from smbsocial.ui.text import returns
from smbsocial.ui.widgets.buttons import PushButton, link
from smbsocial.ui.widgets.cards import Card, Flow, clear
from smbsocial.ui.widgets.labels import ElidedLabel, beside, chip, label
from smbsocial.usecases.results.returns import Part
from smbsocial.usecases.results.sheets import KpiResult

translate = QCoreApplication.translate

LEAST_WIDTH = theme.SPACE * 44


class ReturnCard(Card):
    """What came back for one of the currency, how likely, how sure, and where that comes from."""

    def __init__(self, opened: Callable[[], object]) -> None:
        super().__init__(name="return_card")
        self.body.setSpacing(theme.SPACE)
        self._title = label(translate("Results", "Return so far"), "muted")
        text = translate("Results", "Where does this come from?")
        self._open = link(text, opened, name="open_arithmetic")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(theme.SPACE)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._open)
        self.body.addLayout(self._head)
        self._drawn = QWidget()
        self._column = QVBoxLayout(self._drawn)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self.add(self._drawn)
        self.body.addStretch(1)
        self.show_waiting()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The question stands in the line of the title, or below it."""
        super().resizeEvent(event)
        wanted = self._title.sizeHint().width() + self._open.sizeHint().width() + theme.GAP
        beside = wanted <= self.contentsRect().width() - 2 * theme.CARD_PADDING
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(across if beside else down)

    def show_waiting(self) -> None:
        """It is still being reckoned."""
        self._show(label(translate("Results", "Reckoning…"), "muted", name="return_waits"))
        self._open.hide()

    def show_part(self, part: Part, currency: str) -> None:
        """Show the whole of a period."""
        lines = bool(part.cost_lines or part.back_lines)
        self._open.setVisible(lines)
        if part.ratio is None:
            self._show(label(_no_cost(part), "muted", wrap=True, name="return_words"))
            return
        made = [_ratio_line(part, part.ratio, currency)]
        sure, tone = returns.evidence(part.shares)
        if sure:
            shares = label(returns.shares_there(part.shares), "small", name="return_shares")
            sign = chip(sure, tone=tone)
            made.append(Flow(sign, *beside(sign, shares)))
        else:
            made.append(label(_nothing_back(), "small", wrap=True))
        made.append(label(returns.both(part, currency), "small", wrap=True, name="return_both"))
        self._show(*made)

    def _show(self, *widgets: QWidget) -> None:
        clear(self._column)
        for each in widgets:
            self._column.addWidget(each)


class KpiCard(PushButton):
    """A KPI's figure, where it stands, and what that means; pressed, the chart shows it.

    A `low` one says it in a line, for KPIs that stand behind the others.
    """

    def __init__(self, result: KpiResult, currency: str, *, low: bool = False) -> None:
        super().__init__()
        self.result: KpiResult
        self._low = low
        self.setProperty("figure", True)
        self.setCheckable(True)
        self.setObjectName(f"kpi-{result.key}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        edge = theme.CARD_PADDING
        above = theme.SPACE * 2 if low else edge - theme.SPACE
        self._column.setContentsMargins(edge, above, edge, above)
        self._column.setSpacing(theme.SPACE)
        self.show_result(result, currency)

    def show_result(self, result: KpiResult, currency: str) -> None:
        """Show the same KPI anew."""
        self.result = result
        clear(self._column)
        self._fill(currency)
        self._column.addStretch(1)
        for each in self.findChildren(QWidget):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """As high as its lines at this width."""
        width = max(self.width(), LEAST_WIDTH)
        return QSize(LEAST_WIDTH, self._column.totalHeightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        """No lower than its lines."""
        return self.sizeHint()

    @override
    def event(self, event: QEvent) -> bool:
        """Ask for the height anew when the width changed."""
        if event.type() is QEvent.Type.Resize:
            self.updateGeometry()
        return super().event(event)

    def _fill(self, currency: str) -> None:
        result, pace = self.result, self.result.pace
        name = words.title(result.name, result.unit, pace.cadence)
        value = "–" if pace.value is None else words.said(pace.value, result.unit, currency)
        state, tone = words.chip(pace)
        stands = words.pace_words(pace, result.unit, currency)
        said = [stands, words.newest(pace) if pace.old else ""]
        if result.vanity:
            said.append(translate("Results", "A vanity number: it pays nothing by itself."))
        said = [each for each in said if each]
        self._draw(name, value, chip(state, tone=tone), said)
        spoken = translate("Results", "{kpi}: {value}, {state}")
        self.setAccessibleName(spoken.format(kpi=name, value=value, state=state))
        self.setAccessibleDescription(" ".join(said))
        self.setToolTip(result.caveat)

    def _draw(self, name: str, value: str, sign: QLabel, said: Sequence[str]) -> None:
        if self._low:
            small = (ElidedLabel(each, "small") for each in said)
            named = (ElidedLabel(name, "muted"), label(value, "section"))
            self._column.addWidget(Flow(*beside(sign, *named), sign, *beside(sign, *small)))
            return
        self._column.addWidget(label(name, "muted", wrap=True))
        figure, holder = label(value, "hero"), QWidget()
        figure.ensurePolished()
        middle = QHBoxLayout(holder)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(sign)
        holder.setMinimumHeight(figure.sizeHint().height())
        self._column.addWidget(Flow(figure, holder))  # a long figure is never cut
        for each in said:
            self._column.addWidget(label(each, "small", wrap=True))


def _ratio_line(part: Part, ratio: Range, currency: str) -> QWidget:
    """The figure, and on the same line what it is and how likely."""
    likely = label(returns.likely(part, currency), wrap=True, name="return_likely")
    likely.setContentsMargins(0, 0, 0, theme.SPACE)
    likely.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading)
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme.SPACE * 2)
    said = returns.per_one(ratio.typical, currency)
    across.addWidget(label(said, "hero", name="return_ratio"))
    across.addWidget(likely, 1)
    return line


def _no_cost(part: Part) -> str:
    if part.back.typical:
        return translate(
            "Results", "Something came back, but no cost is known: mark posts as posted first."
        )
    return translate(
        "Results",
        "No cost yet. Mark posts as posted, and the time they took is held against what they"
        " bring.",
    )


def _nothing_back() -> str:
    return translate(
        "Results",
        "Nothing could be tied to it yet: count at the counter, or give out a code.",
    )
