"""Corner Café in January 2027, made by hand: what the pictures of the design show."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Format, Pillar, Post, Status
from smbsocial.domain.goals import Counted, Goal, Period
from smbsocial.domain.ids import (
    BusinessId,
    CommunityId,
    DecisionId,
    GoalId,
    GoalKey,
    IndustryKey,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
)
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Choice, Decision, Plan
from smbsocial.usecases.entities import Entity

TODAY = date(2027, 1, 13)
NOW = datetime(2027, 1, 13, 9, 30, tzinfo=UTC)


POSTS = (
    (4, "Soup week", 2, 0, Status.POSTED),
    (4, "The florist next door", 3, 1, Status.SKIPPED),
    (6, "4 a.m. bake", 1, 2, Status.POSTED),
    (8, "Ask us anything", 4, 0, Status.DRAFT),
    (11, "Lunch of the day", 2, 0, Status.POSTED),
    (13, "The oat flat white test, round two", 1, 0, Status.APPROVED),
    (14, "Menu board result", 1, 0, Status.DRAFT),
    (16, "Young parents’ half hour", 3, 1, Status.DRAFT),
    (18, "Lunch of the day, with a very long name that never ends", 2, 0, Status.DRAFT),
    (20, "Museum team", 3, 2, Status.DRAFT),
    (22, "Is decaf really decaf?", 4, 0, Status.DRAFT),
    (25, "Lunch of the day", 2, 0, Status.DRAFT),
    (25, "Soup vote", 2, 0, Status.DRAFT),
    (25, "Who bakes at four?", 1, 0, Status.DRAFT),
    (25, "A fourth thing on one day", 4, 0, Status.DRAFT),
    (25, "And a fifth", 4, 0, Status.DRAFT),
    (27, "New grinder", 1, 0, Status.DRAFT),
)  # fmt: skip


def cafe() -> Iterable[Entity]:
    """Every row, those that others point to first."""
    yield Business(
        BusinessId("business"), "Corner Café", IndustryKey("cafe"), "GB", "GBP", "Europe/London",
        closed_weekdays=(6,), closed_days=(date(2027, 1, 1),),
    )  # fmt: skip
    yield Person(PersonId("ann"), "Ann", Role.OWNER, Money(2500, "GBP"))
    yield Person(PersonId("ben"), "Ben", Role.STAFF, Money(1300, "GBP"))
    yield Goal(
        GoalId("lunch"), GoalKey("foot_traffic"), Counted.ORDERS, 40, Period.WEEK, date(2027, 3, 31)
    )
    for n, name in enumerate(("Office lunch crowd", "Young parents nearby", "Early risers")):
        yield Community(CommunityId(f"c{n}"), name, rank=n + 1)
    names = ("Behind the counter", "Lunch of the day", "Neighbours", "Ask us")
    for n, name in enumerate(names, 1):
        yield Pillar(PillarId(f"p{n}"), name, f"{name}: why", n, rank=n)
    yield Plan(PlanId("winter"), date(2027, 1, 4), 60, 7, NOW, name="Winter")
    yield Decision(DecisionId("go"), Choice.GO, NOW, None, "", "", "stretch", 40)
    for n, (day, title, pillar, community, status) in enumerate(POSTS):
        yield Post(
            PostId(f"post{n:02d}"), PlanId("winter"), date(2027, 1, day), time(11, 30),
            PlatformKey("instagram"), PillarId(f"p{pillar}"), CommunityId(f"c{community}"),
            GoalId("lunch"), Format.PHOTO, 20, title, f"{title} #cornercafe", "",
            PersonId("ben"), status,
            skip_reason="no time" if status is Status.SKIPPED else "",
            posted_at=NOW if status is Status.POSTED else None,
        )  # fmt: skip


def january(day: int) -> date:
    """A day of the month that Corner Café is in."""
    return date(2027, 1, day)
