"""The results page with all its sections."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.page import ResultsPage, Section

translate = QCoreApplication.translate

COUNTER, CODES, SPENDING = "counter", "codes", "spending"
DECISIONS = "decisions"


class ResultsRooms:
    """Makes the page, and each section when it is first gone to."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self.page = ResultsPage(bridge, self._sections())

    def _sections(self) -> tuple[Section, ...]:
        return (
            Section(COUNTER, translate("Results", "From the counter"), self._make_counter),
            Section(CODES, translate("Results", "Codes and links"), self._make_codes),
            Section(SPENDING, translate("Results", "Spending"), self._make_spending),
            Section(DECISIONS, translate("Results", "Decisions"), self._make_decisions),
        )

    def _make_counter(self) -> QWidget:
        from smbsocial.ui.results.counter import CounterSection

        made = CounterSection(self._bridge)
        made.codes_wanted.connect(lambda: self._go(CODES))
        return made

    def _make_codes(self) -> QWidget:
        from smbsocial.ui.results.codes import CodesSection

        return CodesSection(self._bridge)

    def _make_spending(self) -> QWidget:
        from smbsocial.ui.results.spending import SpendingSection

        return SpendingSection(self._bridge)

    def _make_decisions(self) -> QWidget:
        from smbsocial.ui.results.decisions import DecisionsSection

        return DecisionsSection(self._bridge)

    def _go(self, key: str) -> None:
        self.page.show_section(key)
        self.page.refresh()
