"""Asks for a report: of a month or a quarter, which one, and as what kind of file."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Period
from smbsocial.ui.text import report as words
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.forms import Form
from smbsocial.usecases.results.report import ReportSpan

translate = QCoreApplication.translate


class WrittenAs(Enum):
    """What the report is written as; the value is the file's suffix."""

    PDF = "pdf"
    WORKBOOK = "xlsx"


class ReportForm(Form):
    """Hands on a span and a kind of file; opens with the quarter that is running."""

    def __init__(
        self,
        spans: Sequence[ReportSpan],
        today: date,
        parent: QWidget | None,
        *,
        workbook: bool = True,
    ) -> None:
        super().__init__(translate("Report", "A report for others"), parent)
        self._spans, self._today = tuple(spans), today
        self._period: Choice[Period] = Choice(
            [
                (Period.QUARTER, translate("Report", "A quarter")),
                (Period.MONTH, translate("Report", "A month")),
            ],
            Period.QUARTER,
        )
        self._span: Choice[ReportSpan] = Choice()
        kinds = [(WrittenAs.PDF, translate("Report", "PDF: two to four pages with charts"))]
        if workbook:
            excel = translate("Report", "Excel workbook: every figure, with its formulas")
            kinds.append((WrittenAs.WORKBOOK, excel))
        self._kind: Choice[WrittenAs] = Choice(kinds, WrittenAs.PDF)
        self._which = Field(translate("Report", "Which one"), self._span, name="report_span")
        about = translate("Report", "For a partner, the bank or your accountant.")
        self.body.addWidget(
            Field(translate("Report", "Report of"), self._period, hint=about, name="report_period")
        )
        self.body.addWidget(self._which)
        self.body.addWidget(Field(translate("Report", "As"), self._kind, name="report_kind"))
        self._period.currentIndexChanged.connect(lambda _at: self._offer())
        self._offer()
        confirm = self.close_with(translate("Report", "Make the report…"))
        confirm.clicked.connect(self._confirm)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say it where the time is chosen."""
        self._which.show_error(error)

    def _offer(self) -> None:
        """Those of the kind, at first the one that is running."""
        offered = [each for each in self._spans if each.kind is self._period.value()]
        running = [each for each in offered if each.first <= self._today <= each.last]
        first = next(iter((*running, *offered)), None)
        self._span.show_options([(each, words.span_name(each)) for each in offered], first)

    def _confirm(self) -> None:
        span, kind = self._span.value(), self._kind.value()
        if span is not None and kind is not None:
            self.take(span, kind)
