"""Benchmarks: what others published, row by row, to look at and to start from."""

from dataclasses import dataclass
from decimal import Decimal

from smbsocial.domain.ranges import Source


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published figure: `value` alone is a point, with `value_high` a range.

    `value` None: nothing trustworthy was found. `year` None: the page shows none. Rows may only
    be compared where `metric` and `basis` (what was divided by what) are the same.
    """

    key: str
    metric: str
    platform: str
    industry: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str
    year: int | None
    basis: str
    note: str
    verified: bool
    sources: tuple[Source, ...]
