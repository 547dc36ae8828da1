"""Made-up businesses that post, with files and a counter: what learning is measured against.

Nothing here is made by the model that is fitted: posts reach a log-normal crowd with luck that
lasts, a season and a slow growth; a few go round and bring little; weeks are left out; customers
come up to four weeks later; results grow in a curve of their own; everything that is counted is a
Poisson count. What is true of a business lies anywhere in the published ranges, and now and then
far outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from math import cos, exp, log, pi, sqrt
from random import Random

from assessment_cases import LIBRARY, answers
from simulated_shops import count

from smbsocial.domain.answers import Answers, PlatformsAnswers, RhythmAnswers
from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.brief import Brief
from smbsocial.domain.briefing import facts_for, make_brief
from smbsocial.domain.business import Person, Role
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Format, Pillar, Post, Status
from smbsocial.domain.counter import Tally, What
from smbsocial.domain.goals import Counted, Goal, Period
from smbsocial.domain.ids import (
    CommunityId,
    GoalId,
    ImportId,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
)
from smbsocial.domain.measures import Import, Measure, MeasureKind, Metric
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Plan
from smbsocial.domain.ranges import Range
from smbsocial.domain.sampling import Sampler
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.ports import Store

INSTAGRAM, FACEBOOK = PlatformKey("instagram"), PlatformKey("facebook_page")
LISTING = PlatformKey("google_business_profile")
FIRST = date(2025, 3, 3)
QUARTER = timedelta(weeks=13)
LAGS = (0.4, 0.3, 0.2, 0.1)
LUCKY, LUCK = 0.02, (5.0, 15.0)
"""So many of a hundred posts go round, and reach so many times as many."""
AT = datetime(2025, 3, 3, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Trade:
    """A kind of business; `turn` multiplies the reach from a week on."""

    name: str
    said: Answers
    what: What
    listing: bool = False


def _said(industry: str, followers: int, *, places: tuple[PlatformKey, ...], **more) -> Answers:
    said = answers(industry, followers=((INSTAGRAM, followers),), mailing_list=0, asked=0, **more)
    return replace(said, platforms=PlatformsAnswers(places))


TRADES = (
    Trade(
        "café",
        _said(
            "cafe",
            900,
            places=(INSTAGRAM,),
            minutes=120,
            goal=("foot_traffic", 10, Period.WEEK),
            counted=Counted.VISITS,
            sale=9,
        ),
        What.VISIT,
    ),
    Trade(
        "two platforms",
        _said(
            "bakery",
            2500,
            places=(INSTAGRAM, FACEBOOK),
            minutes=180,
            goal=("foot_traffic", 10, Period.WEEK),
            counted=Counted.VISITS,
            sale=9,
        ),
        What.VISIT,
    ),
    Trade(
        "photographer",
        _said(
            "photographer",
            3000,
            places=(INSTAGRAM,),
            minutes=240,
            goal=("bookings", 6, Period.QUARTER),
            counted=Counted.BOOKINGS,
            sale=300,
        ),
        What.BOOKING,
    ),
    Trade(
        "online maker",
        _said(
            "craft_ecommerce",
            6000,
            places=(INSTAGRAM,),
            minutes=360,
            goal=("online_sales", 30, Period.MONTH),
            counted=Counted.ORDERS,
            sale=38,
        ),
        What.ORDER,
    ),
    Trade(
        "café on the map",
        _said(
            "cafe",
            900,
            places=(INSTAGRAM, LISTING),
            minutes=120,
            goal=("foot_traffic", 10, Period.WEEK),
            counted=Counted.VISITS,
            sale=9,
        ),
        What.VISIT,
        listing=True,
    ),
)


@dataclass
class Made:
    """A business's rows, and how many customers were counted in each week, by the whole truth."""

    trade: Trade
    brief: Brief
    rows: list[Entity] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    reach: dict[PlatformKey, list[float]] = field(default_factory=dict)
    """What a post on a platform truly reaches in the mean, week by week."""

    def units(self, quarter: int) -> int:
        """Of a quarter, the first is 0."""
        return sum(self.counted[13 * quarter : 13 * quarter + 13])

    def into(self, store: Store, weeks: int) -> None:
        """What was there after so many weeks."""
        end = FIRST + timedelta(weeks=weeks)
        files = {row.source for row in self.measures}
        with store.transaction() as tx:
            for row in self.rows:
                if getattr(row, "day", FIRST) < end:
                    tx.put(row)
            for source in sorted(files):
                own = [row for row in self.measures if row.source == source and row.day < end]
                last = end - timedelta(days=1)
                id_ = ImportId(source)
                tx.lay_down(id_, own)
                tx.put(Import(id_, AT, "f.csv", "x", source, "", FIRST, last, len(own), 0))


def brief_on(trade: Trade, starts: date) -> Brief:
    """The business's brief for a quarter that begins on a day."""
    said = replace(trade.said, rhythm=RhythmAnswers(starts=starts))
    brief = make_brief(said, facts_for(said, LIBRARY), today=starts - timedelta(days=1))
    audience = replace(brief.audience, askable_customers=0)
    return replace(brief, audience=audience)


def make(trade: Trade, seed: int, *, quarters: int = 5, turn: tuple[int, float] = (0, 1.0)) -> Made:
    """A business; from week `turn[0]` on its posts reach `turn[1]` times as many."""
    draw = Random(f"{trade.name}/{seed}")
    brief = brief_on(trade, FIRST)
    made = Made(trade, brief)
    made.rows += _frame(brief, quarters)
    world = _World(trade, brief, draw, turn)
    for week in range(13 * quarters):
        world.live(week, made)
    return made


class _World:
    def __init__(self, trade: Trade, brief: Brief, draw: Random, turn: tuple[int, float]) -> None:
        self.trade, self.brief, self.draw, self.turn = trade, brief, draw, turn
        figures = LIBRARY.chain_figures(brief.industry.key, brief.goal.kind)
        links = Forecast(brief, figures, Sampler()).links
        self.true: dict[str, float] = {}
        for link in links:
            name = link.key if link.platform is None else f"{link.key}.{link.platform}"
            self.true[name] = self._truth(link.figure.range)
        self.posting = [p for p in brief.platforms if p != LISTING]
        self.growth = draw.uniform(0, 0.35) / 52
        self.swing, self.phase = draw.uniform(0, 0.25), draw.uniform(0, 2 * pi)
        self.spread = draw.uniform(0.3, 0.8)
        self.luck, self.memory = draw.uniform(0.05, 0.3), draw.uniform(0, 0.8)
        self.slow = self.true["first_sign"] + 0.4 * (self.true["solid"] - self.true["first_sign"])
        self.stray = draw.gauss(0, self.luck)
        self.gone: list[float] = []
        self.number = 0
        self.lazy = draw.uniform(0.0, 0.25)
        self.holidays = {draw.randrange(13) + 13 * n for n in range(8)}
        self.customers = self.listed = 0.0

    def _truth(self, range_: Range) -> float:
        """Anywhere between low and high in the logarithm, one in seven farther out."""
        low, high = max(float(range_.low), float(range_.typical) / 20), float(range_.high)
        if high <= 0 or low == high:
            return high
        width = log(high / low)
        more = width * (0.6 if self.draw.random() < 1 / 7 else 0.1)
        return exp(self.draw.uniform(log(low) - more, log(high) + more))

    def live(self, week: int, made: Made) -> None:
        """One week."""
        draw, true = self.draw, self.true
        day = FIRST + timedelta(weeks=week)
        self.stray = self.memory * self.stray + draw.gauss(0, self.luck * sqrt(1 - self.memory**2))
        season = 1 + self.swing * cos(2 * pi * week / 52 + self.phase)
        usual = exp(self.growth * week + self.stray) * season
        if week >= self.turn[0]:
            usual *= self.turn[1]
        acting = 0.0
        for platform in self.posting:
            acting += self._posts(week, day, platform, usual, made)
        self.gone.append(acting)
        late = sum(lag * each for lag, each in zip(LAGS, reversed(self.gone), strict=False))
        grown = 1 - exp(-(week + 1) / self.slow)
        act = true["act"] / 10 * true.get("appeal", 100) / 100 * true.get("turn", 100) / 100
        self._customers(week, day, late * act * grown * season, grown, made)

    def _posts(
        self, week: int, day: date, platform: PlatformKey, usual: float, made: Made
    ) -> float:
        draw = self.draw
        budget = self.brief.investment.minutes_a_week * 0.5 / self.true["minutes"]
        budget *= 1.0 if platform == self.posting[0] else 0.7
        mean = self.true[f"reach.{platform}"] * usual
        made.reach.setdefault(platform, []).append(mean * (1 + LUCKY * (sum(LUCK) / 2 - 1)))
        n = 0 if week in self.holidays else count(draw, budget * (1 - self.lazy))
        acting = 0.0
        for _ in range(n):
            self.number += 1
            name = f"post-{self.number}"
            reach = mean * exp(draw.gauss(0, self.spread) - self.spread**2 / 2)
            warm = 1.0
            if draw.random() < LUCKY:
                reach, warm = reach * draw.uniform(*LUCK), 0.3
            reach_ = count(draw, reach)
            rate = self.true[f"reactions.{platform}"] / 100 * exp(draw.gauss(0, 0.3) - 0.045)
            reacting = count(draw, reach_ * rate * sqrt(warm))
            acting += reacting * warm
            on = day + timedelta(days=draw.randrange(6))
            made.rows.append(self._post(name, on, platform))
            figures = {Metric.REACH: reach_, Metric.INTERACTIONS: reacting}
            made.measures.append(
                Measure(platform, "", MeasureKind.POST, name, on, on, None, "", "", figures)
            )
        return acting

    def _post(self, name: str, day: date, platform: PlatformKey) -> Post:
        plan = PlanId(f"plan-{(day - FIRST) // QUARTER}")
        return Post(
            PostId(name), plan, day, time(9), platform, PillarId("pillar"), CommunityId("all"),
            GoalId("goal-1"), Format.PHOTO, 20, "t", "t", "", PersonId("person-1"), Status.POSTED,
            posted_at=AT,
        )  # fmt: skip

    def _customers(self, week: int, day: date, mean: float, grown: float, made: Made) -> None:
        draw, true = self.draw, self.true
        tallies: list[tuple[What, str, int]] = [(What.VISIT, "friend", 2)]
        back = true.get("repeat", 0) / 100 * (self.brief.worth.purchases - 1) / 52
        fresh = count(draw, mean)
        again = count(draw, self.customers * back * 0.5)
        if self.brief.goal.counted is Counted.BOOKINGS:
            tallies.append((What.LEAD, INSTAGRAM, fresh))
            units = sum(draw.random() < true["close"] / 100 for _ in range(fresh))
        else:
            self.customers += fresh
            units = fresh + again
        tallies.append((self.trade.what, INSTAGRAM, units))
        if self.trade.listing:
            found = true[f"listing_views.{LISTING}"] * true[f"listing_actions.{LISTING}"] / 100
            found *= true["listing_turn"] / 100 * true["listing_uplift"] / 100 * 12 / 52
            found_it = count(draw, found * grown)
            more = found_it + count(draw, self.listed * back * 0.5)
            self.listed += found_it
            self._listing_file(day, made)
            tallies.append((self.trade.what, LISTING, more))
            units += more
        made.counted.append(units)
        for n, (what, heard, many) in enumerate(tallies):
            if many:
                made.rows.append(
                    Tally(f"t{week}-{n}", day + timedelta(days=2), AT, what, heard, many)
                )

    def _listing_file(self, day: date, made: Made) -> None:
        """What the listing's own file tells of each day of a week."""
        draw, true = self.draw, self.true
        for n in range(7):
            seen = true[f"listing_views.{LISTING}"] * 12 / 365 * exp(draw.gauss(0, 0.2) - 0.02)
            views = count(draw, seen)
            calls = count(draw, views * true[f"listing_actions.{LISTING}"] / 100)
            on = day + timedelta(days=n)
            figures = {Metric.VIEWS: views, Metric.CALLS: calls}
            key = on.isoformat()
            made.measures.append(
                Measure(LISTING, "", MeasureKind.DAY, key, on, on, None, "", "", figures)
            )


def _frame(brief: Brief, quarters: int) -> Iterator[Entity]:
    yield replace(brief.business, closed_weekdays=())
    yield Person(PersonId("person-1"), "Ann", Role.OWNER, Money(2500, brief.business.currency))
    goal = brief.goal
    yield Goal(GoalId("goal-1"), goal.kind, goal.counted, goal.target, goal.period, goal.until)
    yield Community(CommunityId("all"), "All")
    yield Pillar(PillarId("pillar"), "Pillar", "why", 1)
    for n in range(quarters):
        starts = FIRST + n * QUARTER
        minutes = brief.investment.minutes_a_week
        yield Plan(PlanId(f"plan-{n}"), starts, minutes, 1, AT + n * QUARTER)
