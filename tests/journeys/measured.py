"""Corner Café with KPIs and their figures, a rule whose day has come, and files to import."""

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from corner_cafe import NOW, cafe

from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import GoalId, KpiId, KpiKey, ReadingId
from smbsocial.domain.turns import Of, StopRule
from smbsocial.storage.store import open_store
from smbsocial.usecases.entities import Entity

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
VIEWS = "mbs_daily_views_utf16.csv"
"""Four weeks of June 2026, which do not say of which platform."""
POSTS = "mbs_instagram_posts_2026.csv"
MANY = 60_000
LAST_SUNDAY = date(2027, 1, 10)
WEEK = timedelta(weeks=1)
VISITS = (206, 208, 206, 216, 214, 224, 222, 233, 235)
KPIS = (
    ("visits", "walk_ins_attributed", 240),
    ("profile", "profile_visits", 260),
    ("views", "impressions", None),
)


def make(folder: Path) -> Path:
    """Make the café on the Wednesday; nine weeks of one KPI are known."""
    with closing(open_store(folder, create=True)) as store, store.transaction() as tx:
        for row in (*cafe(), *_numbers()):
            tx.put(row)
    return folder


def many_posts(path: Path) -> Path:
    """A file of many posts like those of the sample, each with an id of its own and few words."""
    with (EXPORTS / POSTS).open(encoding="utf-8-sig", newline="") as file:
        header, *lines = list(csv.reader(file))
    own = [header.index(name) for name in ("Post ID", "Permalink", "Description")]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number in range(MANY):
            line = list(lines[number % len(lines)])
            for at in own:
                line[at] = f"{line[at][:30].strip()}{number}"
            writer.writerow(line)
    return path


def _numbers() -> Iterator[Entity]:
    for rank, (id, key, target) in enumerate(KPIS, 1):
        yield Kpi(KpiId(id), KpiKey(key), GoalId("lunch"), target, rank)
    first = LAST_SUNDAY - (len(VISITS) - 1) * WEEK
    for week, visits in enumerate(VISITS):
        id = ReadingId(f"visits-{week}")
        yield Reading(id, KpiId("visits"), first + week * WEEK, visits * 100, NOW)
    by = LAST_SUNDAY + timedelta(days=2)
    yield StopRule("rule", Of.PILLAR, "p4", KpiId("visits"), 250, by, date(2026, 11, 2))
