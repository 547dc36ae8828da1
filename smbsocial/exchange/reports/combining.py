"""Columns of figures put together: one metric of several columns, sums, and differences."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from smbsocial.domain.measures import Metric

Figures = list[Decimal | int | None]
"""A column as it was read."""


def whole(values: Figures, *, times: int = 1, blank_is_zero: bool = False) -> list[int | None]:
    """Whole figures, each so many `times` what the column says (hours to seconds)."""
    made = [None if value is None else round(value * times) for value in values]
    return [value or 0 for value in made] if blank_is_zero else made


def first_known(one: list[int | None], other: list[int | None]) -> list[int | None]:
    """The first of two where it is known, else the second."""
    return [b if a is None else a for a, b in zip(one, other, strict=True)]


def known_beside(values: list[int | None], beside: Figures) -> list[int | None]:
    """Figures where another column has one: elsewhere nobody knew them, whatever stands there."""
    return [None if b is None else a for a, b in zip(values, beside, strict=True)]


def add_made(
    told: dict[Metric, list[int | None]], sums: Mapping[Metric, tuple[Metric, ...]]
) -> None:
    """Add what is made of other metrics and has no figure of its own."""
    for metric, parts in sums.items():
        known = [told[part] for part in parts if part in told]
        if known:
            made = [_sum(values) for values in zip(*known, strict=True)]
            told[metric] = first_known(told.get(metric, made), made)
    if Metric.NEW_FOLLOWERS in told and Metric.LOST_FOLLOWERS in told:
        pairs = zip(told[Metric.NEW_FOLLOWERS], told[Metric.LOST_FOLLOWERS], strict=True)
        made = [None if a is None or b is None else a - b for a, b in pairs]
        told[Metric.NET_FOLLOWERS] = first_known(told.get(Metric.NET_FOLLOWERS, made), made)


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
