"""The tables of the page on cost, for the screen and for paper, and its chart."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from smbsocial.ui.text import counting, formats
from smbsocial.ui.text import review_results as words
from smbsocial.ui.widgets.plot import Line, Plot, Point
from smbsocial.ui.widgets.plot_scale import Unit
from smbsocial.usecases.reviewing.cost import CostSheet, PersonHours
from smbsocial.usecases.reviewing.hours import Hours, WeekHours

translate = QCoreApplication.translate

MOST_PEOPLE = 3
"""So many have a column of their own in the weeks; the others share one."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; `has_sum`: its last row adds up the others."""

    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    has_sum: bool = False


def people_rows(sheet: CostSheet) -> Rows:
    """Planned and real hours of each person."""
    heads = (
        translate("Review", "Person"),
        translate("Review", "Planned"),
        translate("Review", "Worked"),
        translate("Review", "Difference"),
    )
    cells = [_person_row(_name(person), person.hours) for person in sheet.people]
    several = len(cells) > 1
    if several:
        cells.append(_person_row(translate("Review", "Together"), sheet.hours))
    return Rows(heads, tuple(cells), several)


def week_rows(sheet: CostSheet) -> Rows:
    """Each week: the plan's minutes, and what each person worked of what was planned."""
    shown, others = sheet.people[:MOST_PEOPLE], sheet.people[MOST_PEOPLE:]
    if len(others) == 1:
        shown, others = sheet.people, ()
    heads = [translate("Review", "Week"), translate("Review", "In the plan")]
    heads += [_name(person) for person in shown]
    heads += [translate("Review", "Others")] if others else []
    cells = []
    for week in sheet.weeks:
        groups = [(person,) for person in shown] + ([others] if others else [])
        budget = formats.minutes(week.budget) if week.budget is not None else "–"
        cells.append((_week(week), budget, *(_of(week, group) for group in groups)))
    return Rows(tuple(heads), tuple(cells))


def money_rows(sheet: CostSheet) -> Rows:
    """What was spent on what."""
    cells = [(counting.spending(kind), formats.money(money)) for kind, money in sheet.money]
    several = len(cells) > 1
    if several:
        cells.append((translate("Review", "Together"), formats.money(sheet.spent)))
    return Rows((), tuple(cells), several)


def chart_of(sheet: CostSheet) -> Plot:
    """Worked hours of each week as the line, planned ones dashed."""
    real = tuple(Point(week.first, Decimal(week.all.real)) for week in sheet.weeks)
    planned = tuple(Point(week.first, Decimal(week.all.planned)) for week in sheet.weeks)
    has_any = any(week.all != Hours() for week in sheet.weeks)
    return Plot(
        translate("Review", "Hours a week"),
        Line(real if has_any else (), translate("Review", "worked")),
        Line(planned if has_any else (), translate("Review", "planned")),
        unit=Unit(_said, whole=True, sixty=True),
        nothing=translate("Review", "No work was planned or done in these weeks."),
    )


def _said(value: Decimal) -> str:
    return formats.minutes(round(value))


def _name(person: PersonHours) -> str:
    return person.name or translate("Review", "Somebody who is gone")


def _person_row(name: str, hours: Hours) -> tuple[str, ...]:
    difference = hours.real - hours.planned
    text = translate("Review", "as planned")
    if difference > 0:
        text = translate("Review", "{time} more").format(time=formats.minutes(difference))
    elif difference < 0:
        text = translate("Review", "{time} less").format(time=formats.minutes(-difference))
    return name, formats.minutes(hours.planned), formats.minutes(hours.real), text


def _week(week: WeekHours) -> str:
    text = translate("Review", "{first} – {last}")
    days = text.format(first=formats.day_month(week.first), last=formats.day_month(week.last))
    if not week.closed:
        return days
    text = translate("Review", "{days} · {state}")
    return text.format(days=days, state=words.closed_month())


def _of(week: WeekHours, people: tuple[PersonHours, ...]) -> str:
    hours = sum((week.by.get(person.id, Hours()) for person in people), Hours())
    if hours == Hours():
        return "–"
    text = translate("Review", "{real} of {planned}")
    return text.format(real=formats.minutes(hours.real), planned=formats.minutes(hours.planned))
