"""A café's books by hand: Jana at 18.00 € an hour, an order leaves 5.40 €, margin 60 %."""

from collections.abc import Iterable
from datetime import date, time
from fractions import Fraction

from smbsocial.domain.business import Person, Role
from smbsocial.domain.content import Format, Post, Status
from smbsocial.domain.counter import Coupon, DayTally, What
from smbsocial.domain.goals import Counted, Goal, Period
from smbsocial.domain.ids import (
    CommunityId,
    CouponId,
    GoalId,
    GoalKey,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
)
from smbsocial.domain.measures import DaySales
from smbsocial.domain.money import Money
from smbsocial.domain.roi.sums import Portion, Reckoned, exact, portions, reckon
from smbsocial.domain.roi.values import Books, By, Entry, LineKind, Worths
from smbsocial.domain.sampling import Sampler
from smbsocial.domain.turns import Expense, Spending

DAY = date(2027, 1, 13)
JANA = Person(PersonId("jana"), "Jana", Role.STAFF, Money(1800, "EUR"))
IVO = Person(PersonId("ivo"), "Ivo", Role.OWNER, Money(0, "EUR"))
PLATFORMS = {
    PlatformKey("instagram"): "Instagram",
    PlatformKey("facebook_page"): "Facebook Page",
    PlatformKey("x"): "X",
    PlatformKey("google_business_profile"): "Google Business Profile",
}
WORTHS = Worths(60, {Counted.ORDERS: Fraction(540), Counted.LEADS: Fraction(2000)})


def goal(id: str, counted: Counted = Counted.ORDERS, rank: int = 1) -> Goal:
    return Goal(GoalId(id), GoalKey("foot_traffic"), counted, 40, Period.WEEK, DAY, rank)


LUNCH = goal("lunch")


def post(
    id: str,
    platform: str = "instagram",
    pillar: str = "dish",
    community: str = "office",
    *,
    goal: str = "lunch",
    minutes: int = 30,
    person: Person = JANA,
) -> Post:
    return Post(
        PostId(id), PlanId("plan"), DAY, time(11, 30), PlatformKey(platform), PillarId(pillar),
        CommunityId(community), GoalId(goal), Format.PHOTO, minutes, id, id, "", person.id,
        Status.POSTED,
    )  # fmt: skip


def coupon(
    id: str, code: str, platform: str = "instagram", post: str = "", pillar: str = ""
) -> Coupon:
    return Coupon(
        CouponId(id), code, "a coffee", PlatformKey(platform), PostId(post) if post else None,
        PillarId(pillar) if pillar else None, date(2027, 1, 1),
    )  # fmt: skip


def sale(
    orders: int,
    net: int = 0,
    code: str = "",
    channel: str = "",
    *,
    day: date = DAY,
    currency: str = "EUR",
    source: str = "till",
) -> DaySales:
    return DaySales(day, source, "", code, channel, orders, orders, net, currency)


def tally(
    count: int,
    heard: str = "instagram",
    coupon: str = "",
    what: What = What.ORDER,
    revenue: int | None = None,
    day: date = DAY,
) -> DayTally:
    money = None if revenue is None else Money(revenue, "EUR")
    return DayTally(day, what, heard, CouponId(coupon) if coupon else None, count, money)


def expense(minor: int, platform: str = "", pillar: str = "", currency: str = "EUR") -> Expense:
    return Expense(
        f"{minor}{platform}{pillar}{currency}", DAY, Spending.ADS, Money(minor, currency),
        PlatformKey(platform), PillarId(pillar) if pillar else None,
    )  # fmt: skip


def books(goals: tuple[Goal, ...] = (LUNCH,), **rest: object) -> Books:
    people = {JANA.id: JANA, IVO.id: IVO}
    given = {"worths": WORTHS, "people": people, "platforms": PLATFORMS, **rest}
    return Books("EUR", goals, **given)  # type: ignore[arg-type]


def reckoned(given: Books) -> Reckoned:
    return reckon(given, Sampler(n=200))


def sums(entries: Iterable[Entry], by: By) -> dict[str, Fraction]:
    return {key: exact(parts) for key, parts in portions(entries, by).items()}


def whole(entries: Iterable[Entry]) -> Fraction:
    return exact(portions(entries, None).get("", ()))


def lines(entries: Iterable[Entry], kind: LineKind) -> list[Portion]:
    found = portions(entries, None).get("", ())
    return [part for part in found if part.entry.kind is kind]
