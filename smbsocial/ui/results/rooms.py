"""The results page with all its sections."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.page import Offers, ResultsPage, Section

if TYPE_CHECKING:
    from smbsocial.ui.results.reporting.making import Reporting

translate = QCoreApplication.translate

COUNTER, CODES, SPENDING = "counter", "codes", "spending"
IMPORTS = "imports"
DECISIONS = "decisions"


class ResultsRooms:
    """Makes the page, and each section when it is first gone to."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        offers = Offers(imports=bridge.can_read_files, report=True)
        self.page = ResultsPage(bridge, self._sections(), offers)
        self.page.import_wanted.connect(self.choose_files)
        self.page.report_wanted.connect(self.ask_report)
        self._reporting: Reporting | None = None

    def choose_files(self) -> None:
        """Ask for files of numbers, and import them."""
        from smbsocial.ui.widgets.files import pick_reports

        pick_reports(self.page.window(), lambda paths: import_files(self._bridge, paths, self.page))

    def ask_report(self) -> None:
        """Ask which report is wanted and where to."""
        from smbsocial.ui.results.reporting.making import Reporting

        if self._reporting is None:
            self._reporting = Reporting(self._bridge, self.page)
        self._reporting.ask()

    def _sections(self) -> tuple[Section, ...]:
        return (
            Section(COUNTER, translate("Results", "From the counter"), self._make_counter),
            Section(CODES, translate("Results", "Codes and links"), self._make_codes),
            Section(SPENDING, translate("Results", "Spending"), self._make_spending),
            Section(IMPORTS, translate("Results", "Imported files"), self._make_imports),
            Section(DECISIONS, translate("Results", "Decisions"), self._make_decisions),
        )

    def _make_counter(self) -> QWidget:
        from smbsocial.ui.results.counting.counter import CounterSection

        made = CounterSection(self._bridge)
        made.codes_wanted.connect(lambda: self.go(CODES))
        return made

    def _make_codes(self) -> QWidget:
        from smbsocial.ui.results.counting.codes import CodesSection

        return CodesSection(self._bridge)

    def _make_spending(self) -> QWidget:
        from smbsocial.ui.results.counting.spending import SpendingSection

        return SpendingSection(self._bridge)

    def _make_imports(self) -> QWidget:
        from smbsocial.ui.results.importing.section import ImportsSection

        made = ImportsSection(self._bridge, can_import=self._bridge.can_read_files)
        made.import_wanted.connect(self.choose_files)
        return made

    def _make_decisions(self) -> QWidget:
        from smbsocial.ui.results.deciding.section import DecisionsSection

        return DecisionsSection(self._bridge)

    def go(self, key: str) -> None:
        """Show a section; the keyboard begins in it."""
        shown = self.page.show_section(key)
        self.page.refresh()
        shown.setFocus(Qt.FocusReason.OtherFocusReason)


def import_files(bridge: Bridge, paths: Sequence[Path], over: QWidget) -> None:
    """Read files of numbers and show what they would bring, over a page."""
    from smbsocial.ui.results.importing.form import ImportForm

    if bridge.files is not None and paths:
        ImportForm(bridge, bridge.files, paths, over).open()
