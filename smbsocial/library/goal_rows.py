"""Goals and KPIs, made into types."""

from collections.abc import Iterable, Mapping

from smbsocial.domain.goals import Counted, GoalFacts, KpiFacts
from smbsocial.domain.ids import GoalKey, KpiKey, PlatformKey
from smbsocial.domain.ranges import Source
from smbsocial.library.source_rows import Row, is_verified, pick


def goal(row: Row, sources: Mapping[str, Source]) -> GoalFacts:
    """One kind of goal."""
    roi = row["roi"]
    return GoalFacts(
        key=GoalKey(row["id"]),
        name=row["name"],
        summary=row["summary"],
        counted=Counted(row["counted"]),
        helps=tuple(row["how_social_helps"]),
        cannot=tuple(row["what_it_cannot_do"]),
        prerequisites=tuple(row["prerequisites"]),
        kpis=tuple(KpiKey(key) for key in row["kpis"]),
        main_kpi=KpiKey(row["main_kpi"]),
        effort=row["effort"],
        first_sign_weeks=_weeks(row["first_sign_weeks"]),
        solid_result_weeks=_weeks(row["solid_result_weeks"]),
        best_platforms=tuple(PlatformKey(key) for key in row["best_platforms"]),
        roi_formula=roi["formula"],
        roi_inputs=_inputs(roi["inputs"]),
        roi_example=roi["example"],
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
        timing_sources=pick(sources, row["timing_source_ids"]),
    )


def kpi(row: Row, sources: Mapping[str, Source]) -> KpiFacts:
    """One KPI."""
    paths = row["where_to_read"].items()
    return KpiFacts(
        key=KpiKey(row["id"]),
        name=row["name"],
        definition=row["definition"],
        expression=row["formula"]["expression"],
        inputs=_inputs(row["formula"]["inputs"]),
        unit=row["unit"],
        direction=row["direction"],
        stage=row["stage"],
        goals=tuple(GoalKey(key) for key in row["goals"]),
        where_to_read=tuple((PlatformKey(key), path) for key, path in paths),
        outside_platforms=tuple(row["outside_platforms"]),
        cadence=row["cadence"],
        vanity=row["vanity"],
        caveat=row["caveat"],
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
    )


def _weeks(pair: tuple[int, int]) -> tuple[int, int]:
    first, last = pair
    return first, last


def _inputs(rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    return tuple((row["name"], row["meaning"]) for row in rows)
