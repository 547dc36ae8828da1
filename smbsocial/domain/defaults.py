"""The usual of a trade and country, for whatever the owner did not answer."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from smbsocial.domain.answers import Answers, CommunityAnswer
from smbsocial.domain.assessment.worth import break_even
from smbsocial.domain.brief import Country, Worth
from smbsocial.domain.days import WEEKS_IN_QUARTER
from smbsocial.domain.goals import Counted, Goal, GoalFacts, KpiFacts, Period
from smbsocial.domain.ids import GoalKey, KpiKey, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.playbook import Industry, Season, Shape

LISTING = PlatformKey("google_business_profile")
MOST_PLATFORMS = 3
PROPOSED_KPIS = 4
ONE_PLATFORM_MINUTES = 90
TWO_PLATFORMS_MINUTES = 240
TARGET_WITHOUT_PROFIT = 5
"""Where a unit earns nothing no target pays, so any small number can stand there."""

_SOUTH = (
    "AO AR AU BI BO BR BW CD CL EC FJ ID KM LS MG MU MW MZ NA NC NZ PE PF PG PY RE RW SB SC SZ TL "
    "TO TV TZ UY VU WF WS ZA ZM ZW"
)
SOUTH = frozenset(_SOUTH.split())
"""Countries whose people mostly live south of the equator."""

_EXPERT_DAYS = (1, 3, 2, 0, 4, 5, 6)
_OTHER_DAYS = (3, 1, 5, 2, 4, 0, 6)
"""Which weekdays are taken first (0 = Monday): spread, office days first for experts."""

_WARNINGS = ("must not", "verified-only")
_TIMES_A_YEAR = {"weekly": 52, "monthly": 12, "quarterly": 4, "yearly": 1}

_GENERAL_GOALS = frozenset({"local_awareness", "repeat_customers", "seasonal_cushion", "launch"})
"""Goals that want more of whatever the trade sells."""
_ONLY_WHERE_NAMED = frozenset({Counted.VISITS, Counted.GUESTS})

_UNIT_KPIS = {
    Counted.VISITS: "walk_ins_attributed",
    Counted.ORDERS: "orders",
    Counted.BOOKINGS: "bookings",
    Counted.MEMBERS: "bookings",
    Counted.LEADS: "leads",
    Counted.GUESTS: "event_attendance",
    Counted.REVIEWS: "review_count",
    Counted.APPLICANTS: "job_applicants",
    Counted.ANSWERS: "questions_deflected",
    Counted.SUBSCRIBERS: "email_signups",
}
"""The KPI that counts the very unit of the goal."""

_TAKINGS_KPIS = {
    Counted.ORDERS: "revenue_social",
    Counted.BOOKINGS: "revenue_social",
    Counted.DONATIONS: "donations_volunteers",
}
"""The KPI that counts what the units bring in."""


def default_goal(industry: Industry) -> GoalKey:
    """What the trade usually wants first."""
    return industry.goals[0]


def default_counted(kind: GoalFacts, industry: Industry) -> Counted:
    """What a unit is called: the trade's own word for its first goal and for general ones."""
    trade = industry.defaults.counted
    general = kind.key in _GENERAL_GOALS and trade not in _ONLY_WHERE_NAMED
    return trade if general or kind.key == default_goal(industry) else kind.counted


def default_platforms(
    industry: Industry, answers: Answers, minutes: int
) -> tuple[PlatformKey, ...]:
    """The trade's platforms in its order, as many as the minutes carry; three at most.

    The listing costs little and comes along where the trade ranks it. Where the business has
    followers already, it stays.
    """
    known = {f.platform for f in answers.numbers.followers if f.followers}
    ranked = [fit.platform for fit in industry.platforms]
    posting = sorted((p for p in ranked if p != LISTING), key=lambda p: p not in known)
    room = MOST_PLATFORMS - (LISTING in ranked)
    if minutes <= ONE_PLATFORM_MINUTES:
        carried = 1
    elif minutes <= TWO_PLATFORMS_MINUTES:
        carried = 2
    else:
        carried = MOST_PLATFORMS
    chosen = set(posting[: min(carried, room)]) | ({LISTING} & set(ranked))
    return tuple(sorted(chosen, key=lambda p: (p not in known, ranked.index(p))))


def default_period(profit: Fraction, cost: Fraction) -> Period:
    """A month; a quarter where one unit alone pays for more than a month's work."""
    return Period.QUARTER if profit > cost else Period.MONTH


def default_target(profit: Fraction, cost: Fraction, period: Period) -> int:
    """The smallest target that pays: social media or rest."""
    return break_even(profit, cost, period) or TARGET_WITHOUT_PROFIT


def default_until(starts: date) -> date:
    """The last day of thirteen weeks."""
    return starts + timedelta(weeks=WEEKS_IN_QUARTER, days=-1)


def default_months(
    seasons: tuple[Season, ...], industry: Industry, country: str
) -> tuple[int, ...]:
    """The months of these seasons; turned round in the south where weather makes them."""
    turned = 6 if industry.defaults.weather_driven and country in SOUTH else 0
    months = {(month + turned - 1) % 12 + 1 for season in seasons for month in season.months}
    return tuple(sorted(months))


def default_sale(industry: Industry, country: Country, currency: str) -> Money:
    """The trade's usual sale, in the order of magnitude of the country's prices."""
    scale = country.scale if currency == country.currency else 1
    return Money.of(industry.defaults.average_sale * scale, currency)


def default_hourly(country: Country, currency: str) -> Money:
    """What an hour of the owner costs there."""
    if currency == country.currency:
        return Money.of(country.hourly_cost, currency)
    return Money.of(max(Decimal(1), country.hourly_cost // country.scale), currency)


def default_communities(industry: Industry) -> tuple[CommunityAnswer, ...]:
    """The trade's communities without the library's remarks, and without those to stay out of."""
    found = (_community(text) for text in industry.communities)
    return tuple(each for each in found if each is not None)


def default_weekdays(
    industry: Industry, closed: tuple[int, ...], *, minutes: int
) -> tuple[int, ...]:
    """As many weekdays as the trade's cadence has posts at these hours, spread, never closed."""
    order = _EXPERT_DAYS if industry.shape is Shape.EXPERT else _OTHER_DAYS
    open_days = [day for day in order if day not in closed]
    return tuple(sorted(open_days[: posts_a_week(industry, minutes)]))


def posts_a_week(industry: Industry, minutes: int) -> int:
    """The posts of the trade's cadence that these minutes reach; never none."""
    reached = [c.posts for c in industry.cadences if c.hours * 60 <= minutes]
    return max(1, *reached) if reached else min(c.posts for c in industry.cadences)


def default_kpis(goal: GoalFacts, known: Callable[[KpiKey], KpiFacts]) -> tuple[KpiKey, ...]:
    """The goal's main KPI and the next ones that are no vanity."""
    others = [key for key in goal.kpis if key != goal.main_kpi and not known(key).vanity]
    return (goal.main_kpi, *others[: PROPOSED_KPIS - 1])


def kpi_target(kpi: KpiFacts, goal: Goal, *, worth: Worth, close_percent: int) -> int | None:
    """The KPI's own target for the goal's units, at its cadence; None where it has none."""
    of_one = kpi_of_one(kpi, goal, worth=worth, close_percent=close_percent)
    return None if of_one is None else ceil(goal.target * of_one)


def kpi_of_one(kpi: KpiFacts, goal: Goal, *, worth: Worth, close_percent: int) -> Fraction | None:
    """What one unit of the goal in each of its periods is in the KPI, at the KPI's cadence.

    Enquiries for clients are more than the clients by the close rate; a KPI of takings counts in
    major units of money. None where the KPI does not count what the goal does.
    """
    times = _TIMES_A_YEAR.get(kpi.cadence)
    if times is None:
        return None
    count = Fraction(goal.period.per_year, times)
    if kpi.key == _UNIT_KPIS.get(goal.counted):
        return count
    if kpi.key == "leads" and goal.counted is Counted.CLIENTS and close_percent:
        return count * 100 / close_percent
    if kpi.key == _TAKINGS_KPIS.get(goal.counted):
        return count * Fraction(worth.average_sale.amount)
    return None


def _community(text: str) -> CommunityAnswer | None:
    name = text.partition(" (")[0].strip()
    if any(warning in name for warning in _WARNINGS):
        return None
    where = "Reddit" if name.startswith("r/") else ""
    return CommunityAnswer(name[:1].upper() + name[1:] if not where else name, where)
