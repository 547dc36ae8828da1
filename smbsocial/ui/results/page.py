"""Results: numbers in, return out; the overview first, then each room of the numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.overview import Overview
from smbsocial.ui.text import results as words
from smbsocial.ui.widgets.buttons import PushButton, button
from smbsocial.ui.widgets.cards import Flow, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.results.kpis import results_sheet

translate = QCoreApplication.translate

OVERVIEW = "overview"
TAB_STOP = Qt.FocusPolicy.StrongFocus


@dataclass(frozen=True, slots=True)
class Section:
    """A room of the results: its key, its name, and what makes its widget (with `refresh`)."""

    key: str
    title: str
    make: Callable[[], QWidget]


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be done from here; what is not there has no button."""

    imports: bool = False
    report: bool = False


class ResultsPage(QWidget):
    """The overview and other sections, each made when it is first gone to.

    `import_wanted` and `report_wanted` are what the buttons of `offers` ask for; `plan_wanted`
    comes where nothing can be shown before there are goals and KPIs. Numbers are typed here.
    """

    import_wanted = Signal()
    report_wanted = Signal()
    plan_wanted = Signal()

    def __init__(
        self, bridge: Bridge, sections: Sequence[Section] = (), offers: Offers | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._offers = offers or Offers()
        first = Section(OVERVIEW, translate("Results", "Overview"), self._make_overview)
        self._sections = {each.key: each for each in (first, *sections)}
        self._made: dict[str, QWidget] = {}
        self._shown = ""
        self._build()
        self.show_section(OVERVIEW)

    @property
    def sections(self) -> tuple[str, ...]:
        """The keys of all sections, in their order."""
        return tuple(self._sections)

    @property
    def section(self) -> str:
        """The key of the section that is shown."""
        return self._shown

    def refresh(self) -> None:
        """Read what is shown anew."""
        quarter = self._bridge.read(results_sheet).quarter
        self._sub.setText(words.span(quarter.first, quarter.last, quarter.numbers_to))
        self._made[self._shown].refresh()  # type: ignore[attr-defined]

    def show_section(self, key: str) -> QWidget:
        """Go to a section and hand it back; what it shows is read by `refresh`."""
        if key not in self._made:
            self._made[key] = self._sections[key].make()
            self._stack.addWidget(self._made[key])
        self._shown = key
        self._stack.setCurrentWidget(self._made[key])
        self._tabs[key].setChecked(True)
        for each, tab in self._tabs.items():  # Tab stops at the one that is shown, arrows go on
            tab.setFocusPolicy(TAB_STOP if each == key else Qt.FocusPolicy.ClickFocus)
        return self._made[key]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at what is shown, unless somebody is busy on this page."""
        super().showEvent(event)
        busy = self.window().focusWidget()
        if busy is None or not (busy is self or self.isAncestorOf(busy)):
            self._made[self._shown].setFocus(Qt.FocusReason.OtherFocusReason)

    def type_numbers(self, day: date | None = None, kpi: str = "") -> None:
        """Open the form for a week's numbers."""
        from smbsocial.ui.results.counting.typing_form import TypingForm

        TypingForm(self._bridge, self, day=day, kpi=kpi).open()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        outer.setContentsMargins(edge, edge - theme.SPACE, edge, 0)
        outer.setSpacing(theme.GAP)
        outer.addLayout(self._head())
        outer.addWidget(self._segments())
        self._stack = QStackedWidget()
        outer.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(theme.SPACE)
        said.addWidget(label(translate("Results", "Results"), "title", name="page_title"))
        self._sub = label("", "muted", wrap=True, name="results_subtitle")
        said.addWidget(self._sub)
        head.addLayout(said, 1)
        head.addWidget(row(*self._buttons()))
        return head

    def _buttons(self) -> list[PushButton]:
        typed = translate("Results", "Type numbers")
        made = [button(typed, self.type_numbers, name="type_numbers")]
        if self._offers.imports:
            text = translate("Results", "Import numbers…")
            made.insert(0, button(text, self.import_wanted.emit, name="import_numbers"))
        if self._offers.report:
            text = translate("Results", "Report as PDF")
            wanted = self.report_wanted.emit
            made.append(button(text, wanted, primary=True, name="report_pdf"))
        return made

    def _segments(self) -> QWidget:
        """A button for each section; none where the overview is all there is."""
        group = QButtonGroup(self)
        self._tabs: dict[str, PushButton] = {}
        for key, section in self._sections.items():
            tab = button(section.title, partial(self._go_to, key), name=f"section-{key}")
            tab.setCheckable(True)
            group.addButton(tab)
            self._tabs[key] = tab
        flow = Flow(*self._tabs.values())
        flow.setVisible(len(self._sections) > 1)
        return flow

    def _go_to(self, key: str) -> None:
        self.show_section(key)
        self.refresh()

    def _make_overview(self) -> QWidget:
        made = Overview(self._bridge)
        made.type_wanted.connect(lambda kpi: self.type_numbers(kpi=kpi))
        made.plan_wanted.connect(self.plan_wanted)
        return made
