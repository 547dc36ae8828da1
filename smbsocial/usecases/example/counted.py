"""What the people of an example business counted, spent and decided, by the app's own use cases."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import cos, tau
from random import Random

from smbsocial.domain.business import Business
from smbsocial.domain.content import Pillar
from smbsocial.domain.counter import Elsewhere, WeekTotal, What
from smbsocial.domain.days import week_days, week_starts
from smbsocial.domain.goals import Counted, Goal
from smbsocial.domain.ids import CouponId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.playbook import ExamplePast
from smbsocial.domain.turns import Of, Spending, Word
from smbsocial.usecases.counting.codes import CodeSaid, LinkSaid, make_code, make_link
from smbsocial.usecases.counting.counter import Said, tally, usual_what
from smbsocial.usecases.counting.spending import FOR_ALL, Spent, add_expense
from smbsocial.usecases.deciding import turns
from smbsocial.usecases.deciding.sheets import Limit
from smbsocial.usecases.example.days import WEEK, Lived, on
from smbsocial.usecases.lookup import goals, kpis, set_up_business
from smbsocial.usecases.ports import Ports, Tx

WEEKS_BEFORE = 66
"""Of weekly totals before the first plan, so that the year's ups and downs are known."""
WEEKS_IN_YEAR = 52
OTHERS = {Counted.VISITS: 32, Counted.ORDERS: 20}
"""How many come anyway for each one whom the goal wants in addition; else `FEW`."""
FEW = 5
WORTH_COUNTING = 30
SEASON = 6
NOISE = 1
"""Per cent."""
UNSAID = 2.2
"""Times those who say at the counter where they heard of it."""
FIRST, LAST = 50, 93
"""Per cent of the goal that the first and the newest week brought."""
RULE_UNDER = 10
CODE = "code"
HEARD = (CODE, 0, CODE, 1, 0, CODE, 0, 1, CODE, 2)
"""In turns: the code of the day, or the platform of that place."""
ANSWERS = ((Elsewhere.REGULAR, 3), (Elsewhere.PASSED_BY, 2), (Elsewhere.FRIEND, 1))
"""What others say on an open day."""
ANSWERED_WEEKS = 4


@dataclass(frozen=True, slots=True)
class House:
    """What is known of the business; `platforms`: those with posts, the first in use first."""

    business: Business
    goal: Goal
    what: What
    pillars: tuple[Pillar, ...]
    platforms: tuple[PlatformKey, ...]
    past: ExamplePast
    domain: str
    lived: Lived
    codes: list[tuple[date, CouponId]] = field(default_factory=list)

    def platform(self, place: int) -> PlatformKey:
        """The platform of a place; the last one where there are not so many."""
        return self.platforms[min(place, len(self.platforms) - 1)]

    def open_days(self, first: date) -> list[date]:
        """Those of a week up to today on which the counter was open, without the weekend."""
        days = week_days(first)[:5]
        return [d for d in days if d <= self.lived.today and not self.business.is_closed(d)]


def house(tx: Tx, past: ExamplePast, domain: str, lived: Lived) -> House:
    """Look it up."""
    posts = tx.posts(lived.began, lived.today)
    known = [post.platform for post in posts if post.real_minutes]
    ordered = sorted(dict.fromkeys(known), key=lambda each: -known.count(each))
    return House(
        business=set_up_business(tx),
        goal=goals(tx)[0],
        what=usual_what(tx),
        pillars=tx.all(Pillar),
        platforms=tuple(ordered),
        past=past,
        domain=domain,
        lived=lived,
    )


def count_weeks(tx: Tx, ports: Ports, own: House) -> None:
    """All units of each week, far back, as somebody wrote them down every Sunday evening.

    Where only a few come in a week nobody does: one more or less would say nothing.
    """
    extra = _a_week(own.goal)
    usual = extra * OTHERS.get(own.goal.counted, FEW)
    if usual < WORTH_COUNTING:
        return
    lived = own.lived
    first = lived.began - WEEKS_BEFORE * WEEK
    chance = Random(own.goal.kind)  # noqa: S311 - nobody has to guess it
    for number, day in enumerate(week_starts(first, (lived.starts - first).days // 7 + 1)):
        season = 1 - SEASON * cos(tau * (day - date(day.year, 1, 10)).days / 365) / 100
        level = usual * Fraction(100 * WEEKS_IN_YEAR + 4 * number, 100 * WEEKS_IN_YEAR)
        units = float(level) * season * (1 + chance.gauss(0, NOISE) / 100)
        if day >= lived.began:
            units += float(extra) * UNSAID * _percent(day, lived) / 100
        at = on(ports, day + timedelta(days=6)).clock.now()
        tx.put(WeekTotal(ports.ids.new(), own.goal.id, day, max(0, round(units)), at))


def make_codes(tx: Tx, ports: Ports, own: House) -> None:
    """A code of the quarter that is over, the one that runs now, and a link with tags."""
    lived, (now, before) = own.lived, own.past.codes
    turn = lived.starts - WEEK
    for code, starts, ends, pillar in (
        (before, lived.began, turn - timedelta(days=1), own.pillars[1]),
        (now, turn, None, own.pillars[0]),
    ):
        said = CodeSaid(code.code, code.offer, own.platform(0), starts, ends, pillar=pillar.id)
        own.codes.append((starts, make_code(tx, on(ports, starts), said)))
    url = f"https://{own.domain}/{own.past.page}"
    link = LinkSaid(url, own.platform(0), own.past.campaign, pillar=own.pillars[0].id)
    make_link(tx, on(ports, turn), link)


def tally_days(tx: Tx, ports: Ports, own: House) -> dict[date, int]:
    """Ask everybody who comes, up to this morning; how many came by platforms, by week."""
    counted: dict[date, int] = {}
    place = count()
    whole = Fraction(0)
    for week in week_starts(own.lived.began, (own.lived.today - own.lived.began).days // 7 + 1):
        before, whole = int(whole), whole + _a_week(own.goal) * _percent(week, own.lived) / 100
        days = own.open_days(week)
        number = int(whole) - before
        if week > own.lived.starts:  # the week is not over: the part of it that is
            number = -(-number * len(days) // 5)
        counted[week] = number if days else 0
        for each in range(counted[week]):
            day = days[each * len(days) // number]
            _say(tx, ports, own, day, HEARD[next(place) % len(HEARD)])
        if own.lived.today - week < ANSWERED_WEEKS * WEEK:
            for day in days:
                _others(tx, ports, own, day)
    return counted


def spend(tx: Tx, ports: Ports, own: House) -> None:
    """A little advertising and what it takes; most of it in the quarter that is over."""
    lived, past = own.lived, own.past
    for day, kind, amount, platform, note in (
        (lived.began + 3 * WEEK, Spending.ADS, 12, own.platform(0), past.boosted),
        (lived.began + 8 * WEEK, Spending.GIVEAWAYS, 18, FOR_ALL, past.given),
        (lived.starts + timedelta(days=1), Spending.TOOLS, 20, FOR_ALL, past.printed),
    ):
        money = Money.of(Decimal(amount), own.business.currency)
        add_expense(tx, on(ports, day), Spent(day, kind, money, platform, note=note))


def decide(tx: Tx, ports: Ports, own: House) -> None:
    """Something was begun with a rule that says when to stop; others were kept and changed."""
    lived, past = own.lived, own.past
    first, *_, third, last = own.pillars
    then = on(ports, lived.began)
    turns.decide(tx, then, Of.PILLAR, last.id, Word.START, past.started)
    offer = next(iter(turns.rule_kpis(tx, then)), None)
    if offer is not None:
        under = next(kpi.target for kpi in kpis(tx) if kpi.id == offer.id) or RULE_UNDER
        limit = Limit(offer.id, under, lived.starts + timedelta(days=6))
        turns.set_rule(tx, then, Of.PILLAR, last.id, limit)
    review = on(ports, lived.starts - timedelta(days=3))
    turns.decide(tx, review, Of.PILLAR, first.id, Word.KEEP, past.kept)
    turns.decide(tx, review, Of.PILLAR, third.id, Word.CHANGE, past.changed)
    for day, words in ((lived.began + 6 * WEEK, past.event), (lived.starts, past.news)):
        turns.mark_event(tx, on(ports, day), day, words)


def _a_week(goal: Goal) -> Fraction:
    return Fraction(goal.target * goal.period.per_year, WEEKS_IN_YEAR)


def _percent(week: date, lived: Lived) -> int:
    """How much of its goal a week brought."""
    weeks = (lived.starts - lived.began).days // 7
    return FIRST + (LAST - FIRST) * ((week - lived.began).days // 7) // weeks


def _say(tx: Tx, ports: Ports, own: House, day: date, heard: str | int) -> None:
    then = ports if day == own.lived.today else on(ports, day)
    if isinstance(heard, int):
        tally(tx, then, Said(day, own.what, own.platform(heard)))
    else:
        code = next(id for starts, id in reversed(own.codes) if starts <= day)
        tally(tx, then, Said(day, own.what, own.platform(0), coupon=code))


def _others(tx: Tx, ports: Ports, own: House, day: date) -> None:
    then = ports if day == own.lived.today else on(ports, day)
    for answer, usual in ANSWERS:
        if (number := usual - (day.toordinal() + usual) % 3) > 0:
            tally(tx, then, Said(day, own.what, answer.value, number))
