"""Reach watch: whether a platform has turned, and the mailing list and website that stay yours."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.measures import Metric
from smbsocial.domain.reach_watch import State
from smbsocial.ui import theme
from smbsocial.ui.text import reach as words
from smbsocial.ui.vault.files import pick_chart
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, clear, line, row
from smbsocial.ui.widgets.labels import chip, label
from smbsocial.ui.widgets.plot import Line, Plot, Point
from smbsocial.ui.widgets.plot_scale import Unit
from smbsocial.ui.widgets.plot_view import PlotBox
from smbsocial.usecases.results.reach import Owned, Watched

translate = QCoreApplication.translate

WIDTH, HEIGHT = theme.SPACE * 180, theme.SPACE * 110


class WatchCard(Card):
    """A sentence for each platform and for what the business owns; `chart_wanted`: a Plot."""

    chart_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(name="watch_card")
        self.add(label(translate("Results", "Reach watch"), "section"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SPACE * 2)
        self.body.addLayout(self._lines)

    def show_watch(self, platforms: tuple[Watched, ...], owned: tuple[Owned, ...]) -> None:
        """Show how it stands."""
        clear(self._lines)
        for each in platforms:
            self._platform(each)
        self._lines.addWidget(line())
        for thing in owned:
            said = words.owned(thing)
            plot = _plot(words.owned_title(thing), thing.points, Unit(whole=True))
            self._sentence(said, plot, f"chart-{thing.thing.value}")

    def _platform(self, found: Watched) -> None:
        state, tone = words.chip(found.watch)
        share = found.watch.per_follower and found.metric is Metric.REACH
        unit = Unit(partial(words.reach_value, per_follower=share))
        plot = _plot(words.watched_title(found), found.points, unit)
        self._lines.addWidget(Flow(chip(found.name), chip(state, tone=tone)))
        self._sentence(words.watched(found), plot, f"chart-{found.platform}")
        if found.watch.state is not State.STEADY:
            said = " ".join(words.advice(each) for each in found.watch.advice)
            self._lines.addWidget(label(said, "small", wrap=True))

    def _sentence(self, said: str, plot: Plot, name: str) -> None:
        self._lines.addWidget(label(said, wrap=True))
        if len(plot.line.points) > 1:
            wanted = partial(self.chart_wanted.emit, plot)
            text = translate("Results", "Show as a chart")
            shown = button(text, wanted, flat=True, name=name)
            shown.setAccessibleName(f"{text}: {plot.title}")
            self._lines.addWidget(shown)


class ChartSheet(QDialog):
    """A chart in a window of its own, with its table."""

    def __init__(
        self, plot: Plot, failed: Callable[[ExpectedError], object], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chart_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(plot.title)
        whole = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.setSpacing(theme.GAP)
        box = PlotBox(pick_chart, failed)
        box.show_plot(plot)
        whole.addWidget(box, 1)
        close = button(translate("Results", "Close"), self.reject, name="close")
        whole.addWidget(row(None, close))
        self.resize(WIDTH, HEIGHT)
        box.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _plot(title: str, points: Sequence[tuple[date, Decimal]], unit: Unit) -> Plot:
    return Plot(title, Line(tuple(Point(day, value) for day, value in points)), unit=unit)
