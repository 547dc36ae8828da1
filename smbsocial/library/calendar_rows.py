"""Observances and countries, made into types."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from smbsocial.domain.brief import Country
from smbsocial.domain.ids import IndustryKey, ObservanceKey
from smbsocial.domain.observances import (
    Advent,
    EasterOffset,
    Fixed,
    LastWeekday,
    NthWeekday,
    Observance,
    Relative,
    Rule,
    Span,
    Table,
)
from smbsocial.domain.ranges import Source
from smbsocial.library.source_rows import Row, is_verified, pick

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def observance(row: Row, sources: Mapping[str, Source]) -> Observance:
    """One observance with its rule."""
    return Observance(
        key=ObservanceKey(row["id"]),
        name=row["name"],
        rule=rule(row["rule"]),
        countries=tuple(row["countries"]),
        industries=tuple(IndustryKey(key) for key in row["industries"]),
        kind=row["kind"],
        prompt=row["prompt"],
        lead_days=row["lead_days"],
        note=row["note"] or "",
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
        moved=tuple(date.fromisoformat(day) for day in row.get("moved", ())),
    )


def rule(row: Row) -> Rule:
    """One rule; a type that is not known raises KeyError."""
    return _RULES[row["type"]](row)


def country(row: Row) -> Country:
    """One country."""
    return Country(
        code=row["code"],
        name=row["name"],
        currency=row["currency"],
        zone=row["zone"],
        first_weekday=row["first_weekday"],
        scale=row["scale"],
        hourly_cost=Decimal(str(row["hourly_cost"])),
    )


def _weekday(row: Row) -> int:
    return WEEKDAYS.index(row["weekday"])


def _span(row: Row) -> Span:
    first, last = row["start"], row["end"]
    return Span(Fixed(first["month"], first["day"]), Fixed(last["month"], last["day"]))


_RULES: dict[str, Callable[[Row], Rule]] = {
    "fixed": lambda row: Fixed(row["month"], row["day"]),
    "nth_weekday": lambda row: NthWeekday((row["month"],), _weekday(row), row["n"]),
    "nth_weekday_of_months": lambda row: NthWeekday(tuple(row["months"]), _weekday(row), row["n"]),
    "last_weekday": lambda row: LastWeekday(row["month"], _weekday(row)),
    "easter_offset": lambda row: EasterOffset(row["days"]),
    "relative": lambda row: Relative(ObservanceKey(row["to"]), row["days"]),
    "range": _span,
    "advent": lambda _row: Advent(),
    "table": lambda row: Table(tuple(date.fromisoformat(day) for day in row["dates"])),
}
