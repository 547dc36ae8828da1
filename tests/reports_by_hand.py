"""Reports as if they were read from files: days, posts and orders of a café."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta

from smbsocial.domain.measures import Measure, MeasureKind, Metric, Sale
from smbsocial.domain.reports import Report

MONDAY = date(2027, 1, 4)
"""The first day of the first whole week of January."""


def day(of: date, source: str = "instagram", **figures: int) -> Measure:
    key = of.isoformat()
    return Measure(source, "cafe", MeasureKind.DAY, key, of, of, None, "", "", _figures(figures))


def days(first: date, values: Iterable[int], metric: str = "views") -> tuple[Measure, ...]:
    """One day after the other."""
    return tuple(
        day(first + timedelta(days=n), **{metric: value}) for n, value in enumerate(values)
    )


def post(key: str, of: date, title: str = "", link: str = "", **figures: int) -> Measure:
    at = time(11, 30)
    return Measure(
        "instagram", "cafe", MeasureKind.POST, key, of, of, at, title, link, _figures(figures)
    )


def sale(key: str, of: date, net: int = 450, **changed: object) -> Sale:
    usual = Sale("shop", "", key, of, "", "", 1, 1, net, "GBP")
    return usual._replace(**changed)  # type: ignore[arg-type]


def report(*rows: Measure | Sale, name: str = "a.csv", **changed: object) -> Report:
    measures = tuple(row for row in rows if isinstance(row, Measure))
    sales = tuple(row for row in rows if isinstance(row, Sale))
    told = sorted(row.day for row in rows)
    usual: dict[str, object] = {
        "name": name,
        "format": "meta_ig_content",
        "source": rows[0].source if rows else "instagram",
        "account": rows[0].account if rows else "",
        "first": told[0] if told else None,
        "last": told[-1] if told else None,
        "rows": len(rows),
        "measures": measures,
        "sales": sales,
    }
    return Report(**{**usual, **changed})  # type: ignore[arg-type]


def _figures(named: Mapping[str, int]) -> dict[Metric, int]:
    return {Metric(name): value for name, value in named.items()}
