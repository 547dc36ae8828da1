"""Gathers all that the return of a period is reckoned from."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from smbsocial.domain.answers import BusinessAnswers
from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.assessment.worth import ONCE, profit_per_unit
from smbsocial.domain.brief import Brief
from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.checklist import whose_turn
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Post, Status
from smbsocial.domain.counter import Coupon, TaggedLink, What
from smbsocial.domain.days import days_between, week_days, week_start
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import RETIRED, Counted, Goal
from smbsocial.domain.ids import DutyId, GoalId, PostId
from smbsocial.domain.lift import MOST_WEEKS, Lift, WeekFigure, lift
from smbsocial.domain.measures import DaySales, Import, MeasureKind, Metric, PostMatch, match_id
from smbsocial.domain.plan import Duty, Plan, Tick, TickState
from smbsocial.domain.roi.tied import goals_for
from smbsocial.domain.roi.values import Books, DoneDuty, Guess, Risen, TooShort, Worths
from smbsocial.domain.sampling import Sampler
from smbsocial.domain.turns import Expense
from smbsocial.usecases.counting.spending import unspent_days
from smbsocial.usecases.counting.week_totals import totals_of
from smbsocial.usecases.lookup import plan_among
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.setup import make_brief_from, read_answers

LEVEL = 80
"""Of the interval of a lift: one in ten below low and one in ten above high, as all ranges."""
_DAY = timedelta(days=1)
_DAYS_IN_WEEK = 7
_LATE = timedelta(weeks=5)
"""A post may go out so long before or after its planned day."""
_QUIET = 3
"""So many times the usual way from one day with orders to the next may lie between two files."""
_MOST_CLOSED = 1
"""Days that a week may be closed besides its usual ones and still be a week like others."""
_WEEKS_IN_YEAR = 52
_MOST_STEPS = 26


@dataclass(frozen=True, slots=True)
class Span:
    """The period, and the day up to which anything can have happened."""

    first: date
    last: date
    today: date

    @property
    def until(self) -> date:
        """The last day of the period that has come."""
        return min(self.last, self.today)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that was read of a period; lifts and the guess, which take longer, are still to come.

    `began`: the day of the first plan, None where nothing can have risen yet; `planned`: the days
    of plans, `weeks`: the units of each goal by the first day of the week; weeks that are closed
    whole are in neither, those that are cut short not in `weeks`.
    """

    books: Books
    span: Span
    brief: Brief | None = None
    began: date | None = None
    planned: tuple[date, ...] = ()
    weeks: Mapping[GoalId, Mapping[date, int]] = field(default_factory=dict)


def gather(reads: Reads, ports: Ports, business: Business, span: Span) -> Gathered:
    """Read everything about a period that bears on cost or return."""
    brief = _brief(reads, ports, business)
    plans = tuple(plan for plan in reads.all(Plan) if plan.starts <= span.until)
    began = min((plan.starts for plan in plans), default=span.first)
    sales = reads.sales(min(began, span.first) - timedelta(weeks=MOST_WEEKS + 52), span.last)
    posts = tuple(p for p in reads.posts(span.first, span.last) if p.status is Status.POSTED)
    coupons, links = reads.all(Coupon), reads.all(TaggedLink)
    planned = tuple(d for d in days_between(span.first, span.until) if plan_among(plans, d))
    books = Books(
        currency=business.currency,
        goals=_goals(reads),
        worths=_worths(brief),
        posts=posts,
        people={person.id: person for person in reads.all(Person)},
        duties=tuple(_duties(reads, span)),
        spending=tuple(e for e in reads.all(Expense) if span.first <= e.day <= span.last),
        planned_money=brief.investment.money_a_month if brief else None,
        planned_days=len(unspent_days(reads, business, span.first, span.until)),
        sales=tuple(sale for sale in sales if span.first <= sale.day),
        tallies=reads.tallies(span.first, span.last),
        coupons=coupons,
        links=links,
        linked_posts=_linked(reads, coupons, links),
        platforms={facts.key: facts.name for facts in ports.library.platforms()},
        reach=_reach(reads, posts, span),
    )
    if not (plans and books.worked):
        return Gathered(books, span)
    weeks = _Weeks(reads, business).of(books.goals, sales)
    worked = tuple(day for day in planned if not _is_shut(business, day))
    return Gathered(books, span, brief, began, worked, weeks)


def work_out(gathered: Gathered, ports: Ports) -> Books:
    """The books with lifts and guess; nothing is read but the library."""
    books, began, brief = gathered.books, gathered.began, gathered.brief
    if began is None:
        return books
    lifts = ((id, _lifted(weeks, began, gathered.span)) for id, weeks in gathered.weeks.items())
    books = replace(books, lifts={id: found for id, found in lifts if found is not None})
    main = books.goals[0] if books.goals else None
    if brief is None or main is None or isinstance(books.lifts.get(main.id), Risen):
        return books
    return replace(books, guess=_guess(ports, brief, main, began, gathered.planned))


def _brief(reads: Reads, ports: Ports, business: Business) -> Brief | None:
    """What the setup said; None where it can't be made whole any more."""
    answers = read_answers(reads)
    if not answers.business.industry:
        known = BusinessAnswers(
            name=business.name,
            industry=business.industry,
            country=business.country,
            currency=business.currency,
            zone=business.zone,
        )
        answers = replace(answers, business=known)
    try:
        brief = make_brief_from(answers, ports)
    except ExpectedError:
        return None
    return brief if brief.business.currency == business.currency else None


def _worths(brief: Brief | None) -> Worths:
    if brief is None:
        return Worths(0, {})
    profits = {
        counted: profit_per_unit(
            brief.worth,
            counted,
            trade=brief.industry.defaults,
            hourly_cost=brief.investment.hourly_cost,
        )
        for counted in Counted
    }
    return Worths(brief.worth.margin_percent, profits)


def _goals(reads: Reads) -> tuple[Goal, ...]:
    """Those in use by rank, then the retired ones."""
    return tuple(sorted(reads.all(Goal), key=lambda goal: goal.rank == RETIRED))


def _duties(reads: Reads, span: Span) -> Iterator[DoneDuty]:
    """What was ticked; what belongs to no plan (care of accounts) only with its real minutes."""
    duties = {duty.id: duty for duty in reads.all(Duty)}
    plans = {plan.id: plan for plan in reads.all(Plan)}
    communities = reads.all(Community)
    owner = next((p for p in reads.all(Person) if p.role is Role.OWNER), None)
    for tick in reads.ticks(span.first, span.last):
        if tick.state is not TickState.DONE:
            continue
        duty = duties.get(_duty_id(tick))
        if duty is not None:
            minutes = duty.minutes if tick.real_minutes is None else tick.real_minutes
            plan = plans.get(duty.plan)
            turn = whose_turn(duty, plan, tick.day, communities) if plan else duty.community
            yield DoneDuty(duty.person, minutes, turn or "")
        elif owner is not None and tick.real_minutes:
            yield DoneDuty(owner.id, tick.real_minutes, "")


def _duty_id(tick: Tick) -> DutyId:
    """The duty of a tick; care of accounts has an id of its own that no duty has."""
    return DutyId(tick.task.rpartition("@")[0])


def _linked(
    reads: Reads, coupons: tuple[Coupon, ...], links: tuple[TaggedLink, ...]
) -> dict[PostId, Post]:
    found = {coupon.post for coupon in coupons} | {link.post for link in links}
    posts = (reads.get(Post, id) for id in found if id is not None)
    return {post.id: post for post in posts if post is not None}


def _reach(reads: Reads, posts: tuple[Post, ...], span: Span) -> dict[PostId, int]:
    """People reached by each post that a report is matched to."""
    matched = {row.id: row.post for row in reads.all(PostMatch) if row.post is not None}
    if not matched or not posts:
        return {}
    wanted = {post.id for post in posts}
    found: Counter[PostId] = Counter()
    first, last = span.first - _LATE, span.last + _LATE
    for row in reads.measures(MeasureKind.POST, first, last):
        post = matched.get(match_id(row.source, row.account, row.key))
        if post in wanted and Metric.REACH in row.figures:
            found[post] += row.figures[Metric.REACH]
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The units of each goal whose weeks were counted."""

    reads: Reads
    business: Business

    def of(
        self, goals: tuple[Goal, ...], sales: tuple[DaySales, ...]
    ) -> dict[GoalId, dict[date, int]]:
        """Orders of a till stand in where no week was typed, for the first goal that they fit.

        Not for new clients: most orders are of those who came before.
        """
        weeks = {goal.id: self._typed(goal) for goal in goals}
        fitting = tuple(g for g in goals_for(What.ORDER, goals) if g.counted in ONCE)
        if fitting and not any(weeks[goal.id] for goal in fitting):
            weeks[fitting[0].id] = self._ordered(sales)
        return {
            id: {day: units for day, units in each.items() if not _is_cut(self.business, day)}
            for id, each in weeks.items()
        }

    def _typed(self, goal: Goal) -> dict[date, int]:
        rows = totals_of(self.reads, goal.id)
        return {week_start(row.day, self.business.first_weekday): row.units for row in rows}

    def _ordered(self, sales: tuple[DaySales, ...]) -> dict[date, int]:
        """Orders by week of the shop with the most of them: another that came later is no lift.

        Weeks that its files cover only in part are left out, as are those without any order.
        """
        shops: Counter[tuple[str, str]] = Counter()
        for sale in sales:
            shops[sale.source, sale.account] += sale.orders
        if not shops:
            return {}
        [(shop, _)] = shops.most_common(1)
        own = [sale for sale in sales if (sale.source, sale.account) == shop]
        covered = self._covered(own, shop)
        weeks: dict[date, int] = defaultdict(int)
        for sale in own:
            weeks[week_start(sale.day, self.business.first_weekday)] += sale.orders
        return {
            day: units
            for day, units in weeks.items()
            if units and any(f <= day and day + timedelta(days=6) <= last for f, last in covered)
        }

    def _covered(
        self, sales: list[DaySales], shop: tuple[str, str]
    ) -> tuple[tuple[date, date], ...]:
        """From when to when the orders of a shop are known, with the closed days around.

        Between two files it may have been quiet for some days, as it is at other times.
        """
        files = [row for row in self.reads.all(Import) if (row.source, row.account) == shop]
        told = [(row.first, row.last) for row in files if row.first and row.last]
        spans = sorted(told or [(sales[0].day, sales[-1].day)])
        days = (sales[-1].day - sales[0].day).days + 1
        quiet = _QUIET * (days // len({sale.day for sale in sales}))
        found: list[tuple[date, date]] = []
        for span in spans:
            first, last = self._with_closed(*span)
            if found and (first - found[-1][1]).days <= quiet:
                first, last = found[-1][0], max(found.pop()[1], last)
            found.append((first, last))
        return tuple(found)

    def _with_closed(self, first: date, last: date) -> tuple[date, date]:
        for _ in range(_DAYS_IN_WEEK):
            first -= _DAY * self.business.is_closed(first - _DAY)
            last += _DAY * self.business.is_closed(last + _DAY)
        return first, last


def _is_shut(business: Business, day: date) -> bool:
    """Whether the whole week of a day is closed: nothing can be sold, nothing expected in it."""
    return all(map(business.is_closed, week_days(week_start(day, business.first_weekday))))


def _is_cut(business: Business, day: date) -> bool:
    """Whether a week is closed whole, or on more days than a public holiday takes from it."""
    closed = business.closed_days
    week = week_days(week_start(day, business.first_weekday))
    besides = [d for d in week if d in closed and d.weekday() not in business.closed_weekdays]
    return len(besides) > _MOST_CLOSED or all(map(business.is_closed, week))


def _lifted(weeks: Mapping[date, int], began: date, span: Span) -> Risen | TooShort | None:
    """What the weeks of the period had beyond what those before the work let expect.

    Weeks of the work before the period are left out: they are another period's. None where
    nothing was counted in this one.
    """
    ended = sorted(day for day in weeks if day + timedelta(days=6) <= span.until)
    before = [day for day in ended if day < began]
    within = [day for day in ended if span.first <= day and began <= day]
    if not within:
        return None
    figures = tuple(WeekFigure(day, weeks[day]) for day in (*before, *within))
    found = lift(figures, began, level=LEVEL)
    if not isinstance(found, Lift):
        return TooShort(found.weeks_had, found.weeks_needed)
    days = frozenset(each for day in within for each in week_days(day))
    return Risen(found.units, found.weeks_since, days)


def _guess(ports: Ports, brief: Brief, main: Goal, began: date, planned: tuple[date, ...]) -> Guess:
    """What the assessment expects of the planned days, since the work began.

    Read week by week, and in larger steps over a long time.
    """
    own = replace(
        brief,
        goals=(main,),
        goal_facts=(ports.library.goal(main.kind),),
        rhythm=replace(brief.rhythm, starts=began),
    )
    figures = ports.library.chain_figures(brief.industry.key, main.kind)
    sampler = Sampler()
    forecast = Forecast(own, figures, sampler)
    a_day = Fraction(main.period.per_year, _WEEKS_IN_YEAR * _DAYS_IN_WEEK)
    units = sampler.exactly(0)
    step = _DAYS_IN_WEEK * max(1, -(-len(planned) // (_DAYS_IN_WEEK * _MOST_STEPS)))
    steps: dict[int, list[date]] = defaultdict(list)
    for day in planned:
        steps[(day - began).days // step].append(day)
    for days in steps.values():
        units += forecast.result_by(days[len(days) // 2]).times(a_day * len(days))
    return Guess(units, len(planned))
