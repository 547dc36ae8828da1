"""A business with so much to tell that a report of four pages has to choose."""

from dataclasses import replace
from datetime import date, time, timedelta

from corner_cafe import NOW

from smbsocial.domain.business import Business
from smbsocial.domain.content import Format, Pillar, Post, Status
from smbsocial.domain.counter import Coupon, Tally, What
from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import (
    CommunityId,
    CouponId,
    GoalId,
    ImportId,
    KpiId,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
    ReadingId,
)  # fmt: skip
from smbsocial.domain.measures import Import
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Plan
from smbsocial.domain.turns import ChartEvent, Expense, Of, Spending, StopRule, Turn, Word
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases.ports import Ports

NAME = "Bäckerei, Konditorei & Kaffeehaus Größenwahn-Überlinger Söhne „Zur schönen Müllerin“ GmbH"
YEARS = 4
LONG = "Kaum jemand fragt nach; wer fragt, möchte etwas, das wir nicht führen. " * 6
PLATFORMS = ("instagram", "facebook_page", "tiktok", "pinterest", "linkedin_page", "youtube")
LAST = date(2027, 3, 8)


def many(store: SqliteStore, ports: Ports) -> None:
    """Twelve KPIs with four years of figures, a dozen pillars, six platforms, fifty decisions."""
    _plans(store)
    _kpis(store, ports)
    _posts(store)
    with store.transaction() as tx:
        business = store.all(Business)[0]
        tx.put(replace(business, name=NAME))
        for n in range(50):
            day = LAST - timedelta(days=n)
            made = NOW + timedelta(days=54 - n, hours=1)
            of = Of.PILLAR
            tx.put(Turn(f"m{n}", day, of, f"q{n % 12}", Word.CHANGE, LONG[:480], made))
        for n in range(12):
            rule = StopRule(
                f"s{n}", Of.PILLAR, f"q{n}", KpiId("kpi0"), 30, LAST + timedelta(days=20 + n), LAST
            )
            tx.put(rule)
        for n in range(30):
            first = LAST - timedelta(days=3 * n + 20)
            tx.put(
                Import(
                    ImportId(f"f{n}"), NOW, "=a.csv", "meta_ig_content", "instagram", "x",
                    first, first + timedelta(days=10), 400, 2,
                )
            )  # fmt: skip
        for n in range(8):
            tx.put(ChartEvent(f"e{n}", LAST - timedelta(days=7 * n), f"Ereignis Nummer {n}"))


def _plans(store: SqliteStore) -> None:
    with store.transaction() as tx:
        for n in range(YEARS * 4 - 1):
            starts = date(2027, 1, 4) - timedelta(weeks=13 * (n + 1))
            tx.put(Plan(PlanId(f"plan{n}"), starts, 60, 7, NOW, name="Herbst"))


def _kpis(store: SqliteStore, ports: Ports) -> None:
    with store.transaction() as tx:
        for old in store.all(Kpi):
            tx.put(replace(old, rank=0))
        kinds = [facts for facts in ports.library.kpis() if facts.unit in {"count", "percent"}]
        for n, facts in enumerate(kinds[:12]):
            id = KpiId(f"kpi{n}")
            tx.put(Kpi(id, facts.key, GoalId("lunch"), 900, n + 1))
            for week in range(YEARS * 52):
                day = LAST - timedelta(weeks=week)
                value = (200 + n * 10 + (YEARS * 52 - week)) * 100
                tx.put(Reading(ReadingId(f"{id}-{week}"), id, day, value, NOW))


def _posts(store: SqliteStore) -> None:
    with store.transaction() as tx:
        for n in range(12):
            name = f"Inhaltsreihe Nummer {n} mit einem ausführlichen Namen für Stammgäste"
            tx.put(Pillar(PillarId(f"q{n}"), name, "why", n % 6 + 1, rank=10 + n))
            code = f"KÜRBIS{n}"
            tx.put(
                Coupon(
                    CouponId(f"c{n}"), code, "10 %", PlatformKey(PLATFORMS[n % 6]), None,
                    PillarId(f"q{n}"), date(2027, 1, 4),
                )
            )  # fmt: skip
            for use in range(n + 1):
                day = date(2027, 1, 11) + timedelta(days=use)
                tx.put(
                    Tally(
                        f"{code}-{use}",
                        day,
                        NOW,
                        What.ORDER,
                        PLATFORMS[n % 6],
                        1,
                        CouponId(f"c{n}"),
                    )
                )
            tx.put(
                Expense(
                    f"x{n}", date(2027, 1, 20), Spending.ADS, Money(2000 + n, "GBP"),
                    PlatformKey(PLATFORMS[n % 6]), PillarId(f"q{n}"), "=1+1",
                )
            )  # fmt: skip
        for n in range(YEARS * 150):
            day = LAST - timedelta(days=n * 2)
            tx.put(
                Post(
                    PostId(f"big{n:04d}"), PlanId("winter"), day, time(11, 30),
                    PlatformKey(PLATFORMS[n % 6]), PillarId(f"q{n % 12}"), CommunityId(f"c{n % 3}"),
                    GoalId("lunch"), Format.PHOTO, 20, f"Post {n}", "", "", PersonId("ben"),
                    Status.POSTED, real_minutes=25, posted_at=NOW,
                )
            )  # fmt: skip
