"""Reach watch: whether a platform has turned, and the mailing list and website that stay yours."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.measures import Metric
from smbsocial.domain.reach_watch import State
from smbsocial.ui import theme
from smbsocial.ui.text import reach as words
from smbsocial.ui.widgets.buttons import button, link
from smbsocial.ui.widgets.cards import Flow, Paper, line, row
from smbsocial.ui.widgets.files import pick_chart
from smbsocial.ui.widgets.labels import beside, chip, label
from smbsocial.ui.widgets.plot import Line, Plot, Point
from smbsocial.ui.widgets.plot_scale import Unit
from smbsocial.ui.widgets.plot_view import PlotBox
from smbsocial.usecases.results.reach import Owned, Watched

translate = QCoreApplication.translate

Failed = Callable[[ExpectedError], object]

WIDTH, HEIGHT = theme.SPACE * 180, theme.SPACE * 120
NEWS = (State.DOWN, State.UP, State.STEADY, State.TOO_LITTLE)
"""What is told first."""
TURNED = frozenset({State.DOWN, State.UP})


class WatchLine(QWidget):
    """Reach watch in a sentence or two; `details_wanted` asks for all of it."""

    details_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("watch_line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        self._signs = Flow()
        self._said = label("", "small", wrap=True, name="watch_said")
        for each in (line(), self._signs, self._said):
            column.addWidget(each)
        self.hide()

    def show_watch(self, platforms: Sequence[Watched]) -> None:
        """Say which platforms have turned, or that none has."""
        turned = [each for each in by_news(platforms) if each.watch.state in TURNED]
        signs = dict.fromkeys(words.chip(each.watch) for each in turned)
        title = label(translate("Results", "Reach watch"), "strong")
        details = link(
            translate("Results", "Details…"), self.details_wanted.emit, name="watch_details"
        )
        details.setAccessibleName(translate("Results", "Reach watch in detail"))
        chips = [chip(text, tone=tone) for text, tone in signs]
        for each in chips:
            beside(each, title, details)
        self._signs.show_widgets(title, *chips, details)
        said = [words.watched(each) for each in turned] or [words.none_turned(platforms)]
        self._said.setText(" ".join(said))
        self.show()


class WatchSheet(QDialog):
    """Each platform in a sentence, those with news first, then what the business owns."""

    def __init__(
        self,
        platforms: Sequence[Watched],
        owned: Sequence[Owned],
        failed: Failed,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("watch_sheet")
        self._failed = failed
        whole = _sheet(self, translate("Results", "Reach watch"))
        whole.addWidget(label(self.windowTitle(), "section"))
        paper = Paper(margin=0)
        self._lines = paper.body
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left, right = (theme.GAP, 0) if mirrored else (0, theme.GAP)
        self._lines.setContentsMargins(left, 0, right, 0)  # the scroll bar's
        for found in by_news(platforms):
            self._platform(found)
        self._lines.addWidget(line())
        for thing in owned:
            plot = _plot(words.owned_title(thing), thing.points, Unit(whole=True))
            said = label(words.owned(thing), wrap=True)
            self._block(said, plot=plot, name=f"chart-{thing.thing.value}")
        self._lines.addStretch(1)
        whole.addWidget(paper, 1)
        _closed_by_button(self, whole)

    def _platform(self, found: Watched) -> None:
        state, tone = words.chip(found.watch)
        share = found.watch.per_follower and found.metric is Metric.REACH
        unit = Unit(partial(words.reach_value, per_follower=share))
        plot = _plot(words.watched_title(found), found.points, unit)
        said = [label(words.watched(found), wrap=True)]
        if found.watch.state is not State.STEADY:
            advice = " ".join(words.advice(each) for each in found.watch.advice)
            said.append(label(advice, "small", wrap=True))
        signs = row(chip(found.name), chip(state, tone=tone), None)
        self._block(signs, *said, plot=plot, name=f"chart-{found.platform}")

    def _block(self, first: QWidget, *below: QWidget, plot: Plot, name: str) -> None:
        """Lines about one thing; the way to its chart stands on the first."""
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE * 2)
        top.addWidget(first, 1)
        if len(plot.line.points) > 1:
            text = translate("Results", "Show as a chart")
            shown = link(text, partial(self._open_chart, plot), name=name)
            shown.setAccessibleName(f"{text}: {plot.title}")
            top.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        for each in below:
            column.addWidget(each)
        self._lines.addWidget(block)

    def _open_chart(self, plot: Plot) -> None:
        ChartSheet(plot, self._failed, self).open()


class ChartSheet(QDialog):
    """A chart in a window of its own, with its table."""

    def __init__(self, plot: Plot, failed: Failed, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("chart_sheet")
        whole = _sheet(self, plot.title)
        box = PlotBox(pick_chart, failed)
        box.show_plot(plot)
        whole.addWidget(box, 1)
        _closed_by_button(self, whole)
        box.view.setFocus(Qt.FocusReason.OtherFocusReason)


def by_news(platforms: Sequence[Watched]) -> list[Watched]:
    """Those that turned down first, then up, steady, and those of which nothing can be told."""
    return sorted(platforms, key=lambda each: NEWS.index(each.watch.state))


def _sheet(dialog: QDialog, title: str) -> QVBoxLayout:
    """The column of a window that only shows something."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    whole = QVBoxLayout(dialog)
    edge = theme.PAGE_MARGIN
    whole.setContentsMargins(edge, edge, edge, edge)
    whole.setSpacing(theme.GAP)
    dialog.resize(WIDTH, HEIGHT)
    return whole


def _closed_by_button(dialog: QDialog, whole: QVBoxLayout) -> None:
    close = button(translate("Results", "Close"), dialog.reject, name="close")
    whole.addWidget(row(None, close))


def _plot(title: str, points: Sequence[tuple[date, Decimal]], unit: Unit) -> Plot:
    return Plot(title, Line(tuple(Point(day, value) for day, value in points)), unit=unit)
