"""The review's first page, on paper."""

from html import escape

from PySide6.QtCore import QCoreApplication

from smbsocial.ui.review.cost_rows import Rows
from smbsocial.ui.review.tables_paper import table
from smbsocial.ui.text import names, results
from smbsocial.ui.text import review_forecasts as forecasts
from smbsocial.ui.text import review_results as words
from smbsocial.usecases.results.sheets import KpiResult
from smbsocial.usecases.reviewing.came import CameSheet, Compared, GoalCame

translate = QCoreApplication.translate


def came_html(sheet: CameSheet, compared: Compared | None) -> str:
    """Forecast, goals and who shows what; `compared` None: it could not be worked out."""
    said = _forecast(compared) if compared is not None else ""
    said += "".join(_goal(goal, sheet.currency) for goal in sheet.goals)
    shows = [each for each in sheet.presenting if each.shows]
    if shows:
        rows = tuple((names.person(each.person), each.shows) for each in shows)
        said += f"<h2>{escape(translate('Review', 'Who shows what?'))}</h2>{table(Rows((), rows))}"
    return said


def _forecast(compared: Compared) -> str:
    title = translate("Review", "What we said, and what it was")
    lines = [] if compared.ended else [forecasts.no_forecast()]
    for at, test in enumerate(compared.ended):
        goal = compared.goals.get(test.forecast.goal)
        lines.append(forecasts.forecast_held(test, goal, newest=at == 0))
        lines.append(forecasts.forecast_how(test))
    for each in compared.running:
        lines.append(forecasts.forecast_runs(each, compared.goals.get(each.test.forecast.goal)))
        if each.test.came is not None:
            lines.append(forecasts.forecast_how(each.test))
    body = "".join(f"<p>{escape(each)}</p>" for each in lines)
    return f"<h2>{escape(title)}</h2>{body}"


def _goal(goal: GoalCame, currency: str) -> str:
    heads = (
        translate("Review", "KPI"),
        translate("Review", "Figure"),
        translate("Review", "State"),
        translate("Review", "What that means"),
    )
    rows = Rows(heads, tuple(_kpi(each, currency) for each in goal.kpis))
    note = f"<p>{escape(goal.note)}</p>" if goal.note else ""
    promised = escape(words.promised(goal.goal))
    return f"<h2>{escape(goal.name)}</h2><p>{promised}</p>{table(rows)}{note}"


def _kpi(result: KpiResult, currency: str) -> tuple[str, ...]:
    pace = result.pace
    value = "–" if pace.value is None else results.said(pace.value, result.unit, currency)
    return (
        results.title(result.name, result.unit, pace.cadence),
        value,
        results.chip(pace)[0],
        results.pace_words(pace, result.unit, currency),
    )
