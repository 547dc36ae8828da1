"""The words of the report's workbook: names of its sheets, heads of its columns."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from smbsocial.ui.text import report
from smbsocial.usecases.results.workbook import Word

translate = QCoreApplication.translate


def book_words(one: str) -> Mapping[Word, str]:
    """Every word; `one`: one of the currency, as it is written."""
    return {**_sheets(), **_whole(one), **_kpis(), **_states(), **_lines(), **_decisions()}


def _sheets() -> dict[Word, str]:
    return {
        Word.SUMMARY: translate("Report", "Summary"),
        Word.KPIS: translate("Report", "KPIs"),
        Word.READINGS: translate("Report", "Readings"),
        Word.COSTS: translate("Report", "Costs"),
        Word.RETURNS: translate("Report", "Returns"),
        Word.DECISIONS: translate("Report", "Decisions"),
    }


def _whole(one: str) -> dict[Word, str]:
    return {
        Word.TITLE: report.title(),
        Word.STANDS: translate("Report", "As it stood on"),
        Word.TYPICAL: translate("Report", "Most likely"),
        Word.LOW: translate("Report", "One time in ten less than"),
        Word.HIGH: translate("Report", "One time in ten more than"),
        Word.COST: translate("Report", "Cost"),
        Word.BACK: translate("Report", "Came back"),
        Word.RATIO: translate("Report", "Back for each {one}").format(one=one),
        Word.TOTAL: translate("Report", "Total"),
        Word.COUNTED: translate("Report", "counted"),
        Word.ESTIMATED: translate("Report", "estimated"),
        Word.GUESSED: translate("Report", "guessed"),
    }


def _kpis() -> dict[Word, str]:
    return {
        Word.KPI: translate("Report", "KPI"),
        Word.GOAL: translate("Report", "For"),
        Word.PERIOD: translate("Report", "Counts over"),
        Word.START: translate("Report", "Start"),
        Word.BEGAN: translate("Report", "Path begins"),
        Word.VALUE: translate("Report", "Figure"),
        Word.DAY: translate("Report", "Day"),
        Word.TARGET: translate("Report", "Target"),
        Word.BY: translate("Report", "By"),
        Word.PATH: translate("Report", "Target path"),
        Word.AHEAD: translate("Report", "Ahead of the path"),
        Word.NEEDED: translate("Report", "Still needed"),
        Word.LEFT: translate("Report", "Figures to come"),
        Word.STEP: translate("Report", "Needed each time"),
        Word.STATE: translate("Report", "How it stands"),
        Word.ORIGIN: translate("Report", "Where from"),
        Word.NOTE: translate("Report", "Note"),
    }


def _states() -> dict[Word, str]:
    return {
        Word.REACHED: translate("Results", "reached"),
        Word.ON_PACE: translate("Results", "on pace"),
        Word.BEHIND: translate("Results", "behind"),
        Word.OVER: translate("Results", "not reached"),
        Word.BEGUN: translate("Results", "begun"),
    }


def _lines() -> dict[Word, str]:
    return {
        Word.WHAT: translate("Report", "How it is reckoned"),
        Word.AMOUNT: translate("Report", "Minutes, days or pieces"),
        Word.PRICE: translate("Report", "Price of an hour or month"),
        Word.EVIDENCE: translate("Report", "Evidence"),
        Word.COUNT: translate("Report", "How many"),
        Word.TAKINGS: translate("Report", "Takings"),
        Word.MARGIN: translate("Report", "Margin"),
        Word.EACH: translate("Report", "Each leaves"),
        Word.SHARE: translate("Report", "Share of the cost"),
        Word.OWNER: translate("Report", "Owner’s word"),
        Word.LEFT_OUT: translate("Report", "Note:"),
    }


def _decisions() -> dict[Word, str]:
    return {
        Word.ABOUT: translate("Results", "About"),
        Word.DECISION: translate("Results", "Decision"),
        Word.REASON: translate("Results", "Reason"),
        Word.UNTIL: translate("Results", "Until"),
        Word.WOULD_CHANGE: translate("Results", "What would change it"),
        Word.RULES: translate("Report", "Rules of the owner"),
    }
