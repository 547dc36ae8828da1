"""Published figures, made into types."""

from collections.abc import Mapping
from decimal import Decimal

from smbsocial.domain.benchmarks import Benchmark
from smbsocial.domain.ranges import Source
from smbsocial.library.source_rows import Row, is_verified, pick


def benchmark(row: Row, sources: Mapping[str, Source]) -> Benchmark:
    """One published figure."""
    return Benchmark(
        key=row["id"],
        metric=row["metric"],
        platform=row["platform"],
        industry=row["industry"],
        value=_decimal(row["value"]),
        value_high=_decimal(row["value_high"]),
        unit=row["unit"],
        year=row["year"],
        basis=row["basis"] or "",
        note=row["note"] or "",
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
    )


def _decimal(number: float | None) -> Decimal | None:
    """By way of its shortest text, so that 0.1 stays 0.1."""
    return None if number is None else Decimal(str(number))
