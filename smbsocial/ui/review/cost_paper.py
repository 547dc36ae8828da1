"""The review's page on cost, on paper."""

from html import escape

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.roi.values import LineKind
from smbsocial.ui.review.cost_rows import money_rows, people_rows, week_rows
from smbsocial.ui.review.tables_paper import table
from smbsocial.ui.text import returns
from smbsocial.ui.text import review_results as words
from smbsocial.ui.text.return_lines import line_words
from smbsocial.usecases.results.returns import ReturnSheet
from smbsocial.usecases.reviewing.cost import CostSheet

translate = QCoreApplication.translate


def cost_html(sheet: CostSheet, back: ReturnSheet | None) -> str:
    """Return, hours and money; `back` None: it could not be worked out."""
    hours = f"{words.hours_line(sheet.hours)}. {words.hours_evidence(sheet.hours)}"
    chapters = [
        (
            translate("Review", "Hours"),
            f"<p>{escape(hours)}</p>{table(people_rows(sheet), figures=True)}",
        ),
        (translate("Review", "Hours a week"), table(week_rows(sheet), figures=True)),
        (translate("Review", "Money"), _money(sheet, back)),
    ]
    said = _return(back) if back is not None else ""
    return said + "".join(f"<h2>{escape(title)}</h2>{body}" for title, body in chapters)


def planned_money(back: ReturnSheet | None) -> list[str]:
    """What stands for money that nobody entered, in words."""
    if back is None:
        return []
    lines = [each for each in back.whole.cost_lines if each.kind is LineKind.PLANNED_MONEY]
    return [line_words(each, back.currency) for each in lines]


def _return(back: ReturnSheet) -> str:
    part, currency = back.whole, back.currency
    lines = [returns.both(part, currency)]
    if part.ratio is not None:
        value = returns.per_one(part.ratio.typical, currency)
        lines = [f"{value} {returns.likely(part, currency)}", words.evidence(part), *lines]
    title = translate("Review", "What came back")
    body = "<br/>".join(escape(each) for each in lines if each)
    return f"<h2>{escape(title)}</h2><p>{body}</p>"


def _money(sheet: CostSheet, back: ReturnSheet | None) -> str:
    lines = planned_money(back)
    if not (sheet.money or lines):
        lines = [translate("Review", "No money was entered for these days.")]
    return table(money_rows(sheet), figures=True) + "".join(
        f"<p>{escape(each)}</p>" for each in lines
    )
