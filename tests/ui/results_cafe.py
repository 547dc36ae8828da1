"""Corner Café with KPIs, figures, work and people at the counter: what the results show."""

from datetime import UTC, date, datetime, timedelta

from corner_cafe import NOW

from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import GoalId, KpiId, KpiKey, ReadingId
from smbsocial.domain.turns import ChartEvent
from smbsocial.storage.store import SqliteStore

KPIS = (
    ("visits", "walk_ins_attributed", 240),
    ("profile", "profile_visits", 260),
    ("followers", "followers", None),
)
FIGURES = {
    "visits": (206, 208, 206, 216, 214, 224, 222, 233, 235),
    "profile": (120, 131, 128, 140, 138, 142, 139, 145, 148),
}
LATER = datetime(2027, 3, 9, 9, 30, tzinfo=UTC)
"""The ninth week of the plan is over."""
FIRST = date(2027, 1, 10)


def fill(store: SqliteStore) -> None:
    """KPIs of the one goal with their figures, one a week, and what happened."""
    with store.transaction() as tx:
        for rank, (id, key, target) in enumerate(KPIS, 1):
            tx.put(Kpi(KpiId(id), KpiKey(key), GoalId("lunch"), target, rank))
        for id, values in FIGURES.items():
            for week, value in enumerate(values):
                day = FIRST + timedelta(weeks=week)
                name = ReadingId(f"{id}-{week}")
                tx.put(Reading(name, KpiId(id), day, value * 100, NOW))
        tx.put(ChartEvent("vote", date(2027, 1, 25), "soup vote began"))
