"""The example business: a finished quarter and a running one, as if somebody had lived them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from unicodedata import normalize

from smbsocial.domain.accounts import Registration
from smbsocial.domain.answers import (
    AccountAnswer,
    AccountsAnswers,
    Answers,
    BusinessAnswers,
    FollowersAnswer,
    InvestmentAnswers,
    KpiAnswer,
    MeasureAnswers,
    NumbersAnswers,
    PeopleAnswers,
    PersonAnswer,
    RhythmAnswers,
)
from smbsocial.domain.business import Person, Role
from smbsocial.domain.checklist import TaskState
from smbsocial.domain.content import Post
from smbsocial.domain.days import WEEKS_IN_QUARTER, week_start, week_starts
from smbsocial.domain.goals import Kpi
from smbsocial.domain.ids import IndustryKey, TaskId
from smbsocial.domain.platforms import Account
from smbsocial.domain.playbook import ExampleFacts
from smbsocial.usecases import calendar, setup, week
from smbsocial.usecases.example.counted import (
    count_weeks,
    decide,
    house,
    make_codes,
    spend,
    tally_days,
)
from smbsocial.usecases.example.days import ZONE, Lived, Then
from smbsocial.usecases.example.files import take_files
from smbsocial.usecases.example.reviewed import hold_review
from smbsocial.usecases.lookup import kpis
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.registering import (
    NewAccount,
    add_account,
    change_account,
    keep_registration,
)

COUNTRY = "GB"
MINUTES_A_WEEK = 180
WEEKS_BEFORE = 1
"""Full weeks of the running plan that have usually passed: today is in its second week."""
SECOND = 2
"""The rank of the KPI after the main one."""
SKIPPED_EVERY = 9
MISSED_EVERY = 7
COUNTED = frozenset({"walk_ins_attributed", "leads", "orders", "bookings"})
"""KPIs of those who were asked at the counter."""


def make_example(tx: Tx, ports: Ports, *, industry: IndustryKey, weeks: int = WEEKS_BEFORE) -> None:
    """Write the example business of an industry; the same today gives the same rows.

    Thirteen weeks are behind it, mostly posted, a few skipped, with the week's figures; the next
    thirteen run since so many full `weeks`. Raises KeyError for an industry that the library does
    not know.
    """
    today = ports.clock.today(ZONE)
    facts = ports.library.example(industry)
    ids = _Numbered(f"example-{industry}")
    starts = week_start(today) - timedelta(weeks=weeks)
    for first in (starts - timedelta(weeks=WEEKS_IN_QUARTER), starts):
        then = Ports(clock=Then(first - timedelta(days=3)), ids=ids, library=ports.library)
        answers = _answers(facts, industry, first, then)
        answers = _with_post_on(answers, today.weekday())
        answers = replace(answers, measure=_measure(tx, ports, facts))
        setup.take_answers(tx, then, answers=answers, example=True)
        _live(tx, replace(then, clock=ports.clock), facts, first, today)
    here = Ports(clock=ports.clock, ids=ids, library=ports.library)
    _bring_one_to(tx, here, today)
    _register(tx, here, facts)
    lived = Lived(starts - timedelta(weeks=WEEKS_IN_QUARTER), starts, today)
    _tell(tx, here, facts, lived)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Ids that are the same each time the example is made."""

    prefix: str
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def new(self) -> str:
        return f"{self.prefix}-{next(self.numbers)}"


def _register(tx: Tx, ports: Ports, facts: ExampleFacts) -> None:
    """Whose the accounts are: most the business's, one still in the name of somebody who left."""
    people = {p.role.value: p.id for p in tx.all(Person)}
    filled = {"name": facts.name, "domain": f"{_plain(facts.name)}.example"}
    for told in facts.register:
        handle = told.handle.format(**filled)
        known = next((a for a in tx.all(Account) if a.platform == told.platform), None)
        if known is None:
            new = NewAccount(told.platform, handle, name=told.name, login_page=told.login_page)
            id = add_account(tx, ports, new)
        else:
            id = known.id
            kept = replace(known, handle=known.handle or handle, exists=True)
            change_account(tx, ports, kept)
        entry = Registration(
            id=id,
            name=told.name,
            login_page=told.login_page,
            email=told.email.format(**filled),
            email_of=told.email_of,
            phone_of=told.phone_of,
            factor=told.factor,
            factor_of=told.factor_of,
            registered_by=told.registered_by,
            admins=tuple(people[who] for who in told.admins),
            other_admins=told.other_admins,
            by_role=tuple(people[who] for who in told.by_role),
            codes_filed=told.codes_filed,
            strangers_gone=told.strangers_gone,
            purpose=told.purpose,
        )
        keep_registration(tx, ports, entry)


def _plain(name: str) -> str:
    """A name as it stands in addresses: é becomes e, and only letters and digits stay."""
    apart = normalize("NFKD", name.casefold())
    return "".join(c for c in apart if c.isascii() and c.isalnum())


def _answers(facts: ExampleFacts, industry: IndustryKey, starts: date, then: Ports) -> Answers:
    """What the owner of the example answered before the plan that begins on `starts`."""
    platforms = [fit.platform for fit in then.library.industry(industry).platforms]
    handle = "@" + _plain(facts.name)
    return Answers(
        business=BusinessAnswers(name=facts.name, industry=industry, country=COUNTRY, zone=ZONE),
        numbers=NumbersAnswers(
            followers=(FollowersAnswer(platforms[0], facts.followers),),
            listing_views=_listing_views(facts),
            mailing_list=facts.followers // 5,
            askable_customers=40,
        ),
        investment=InvestmentAnswers(
            minutes_a_week=MINUTES_A_WEEK,
            until=starts + timedelta(weeks=WEEKS_IN_QUARTER, days=-1),
        ),
        rhythm=RhythmAnswers(starts=starts),
        accounts=AccountsAnswers((AccountAnswer(platforms[0], handle=handle),)),
        people=PeopleAnswers(
            (
                PersonAnswer(facts.owner, Role.OWNER),
                PersonAnswer(facts.staff, Role.STAFF, posts=True),
            )
        ),
    )


def _with_post_on(answers: Answers, weekday: int) -> Answers:
    """Open and posting on this weekday, so that today has something to show."""
    closed = 6 if weekday != 6 else 0
    days = sorted({(weekday + n) % 7 for n in (0, 2, 4)} - {closed})
    return replace(
        answers,
        business=replace(answers.business, closed_weekdays=(closed,)),
        rhythm=replace(answers.rhythm, weekdays=tuple(days)),
    )


def _measure(tx: Tx, ports: Ports, facts: ExampleFacts) -> MeasureAnswers:
    """After a quarter the owner knows the figures, and sets the second one a target too."""
    chosen = [KpiAnswer(kpi.kind, _bold(ports, kpi, facts)) for kpi in kpis(tx)]
    return MeasureAnswers(tuple(chosen) or None)


def _bold(ports: Ports, kpi: Kpi, facts: ExampleFacts) -> int | None:
    """Twice of what is usual, so that it is a long way; None: as the goal asks for."""
    known = ports.library.kpi(kpi.kind)
    if kpi.rank != SECOND or kpi.target is not None:
        return None
    return 2 * _usual(kpi, facts) if (known.cadence, known.unit) == ("weekly", "count") else None


def _bring_one_to(tx: Tx, ports: Ports, today: date) -> None:
    """Where the plan has no post for today, the next one is moved, as an owner would."""
    coming = tx.posts(today, today + timedelta(weeks=WEEKS_IN_QUARTER))
    if coming[0].day != today:
        calendar.move_post(tx, ports, coming[0].id, today)


def _live(tx: Tx, ports: Ports, facts: ExampleFacts, first: date, today: date) -> None:
    """Everything up to yesterday happens: most is done, a little skipped or missed."""
    number = count(1)
    for start in week_starts(first):
        if start > today:
            return
        for task in week.week_of(tx, start, start + timedelta(days=7)):
            if task.rolled or task.day >= today or task.state is not TaskState.MISSED:
                continue
            _happen(tx, ports, task.id, (facts, task.day, next(number), task.minutes))


def _happen(tx: Tx, ports: Ports, task: TaskId, told: tuple[ExampleFacts, date, int, int]) -> None:
    facts, day, number, minutes = told
    then = replace(ports, clock=Then(day))
    if number % SKIPPED_EVERY == 0:
        reasons = facts.skip_reasons
        week.skip(tx, then, task, reason=reasons[number // SKIPPED_EVERY % len(reasons)])
    elif tx.get(Post, task) is not None or number % MISSED_EVERY:
        real = max(1, minutes * (85 + number * 7 % 40) // 100)
        week.tick(tx, then, task, real_minutes=real)


def _tell(tx: Tx, ports: Ports, facts: ExampleFacts, lived: Lived) -> None:
    """What was counted, spent, decided, taken in from files and typed."""
    own = house(tx, facts.past, f"{_plain(facts.name)}.example", lived)
    count_weeks(tx, ports, own)
    make_codes(tx, ports, own)
    counted = tally_days(tx, ports, own)
    spend(tx, ports, own)
    take_files(tx, ports, own, facts.followers)
    _log(tx, ports, (facts, counted), lived)
    decide(tx, ports, own)
    hold_review(tx, ports, own)


def _log(tx: Tx, ports: Ports, told: tuple[ExampleFacts, Mapping[date, int]], lived: Lived) -> None:
    """The week's figures of the finished quarter and of last week, slowly getting better.

    Those that files filled are not typed; those of the counter are what was counted there.
    """
    facts, counted = told
    weeks = week_starts(lived.began, WEEKS_IN_QUARTER + (lived.today - lived.starts).days // 7)
    for kpi in kpis(tx):
        if tx.readings(kpi.id):
            continue
        monthly = ports.library.kpi(kpi.kind).cadence != "weekly"
        for number, start in enumerate(weeks):
            day = start + timedelta(days=4)
            if day < lived.today and (not monthly or number % 4 == 3):
                then = replace(ports, clock=Then(day))
                value = _figure(kpi, _usual(kpi, facts), number, len(weeks))
                if kpi.kind in COUNTED and not monthly:
                    value = Decimal(counted[start])
                week.log_reading(tx, then, kpi.id, value, day=day)


def _listing_views(facts: ExampleFacts) -> int:
    return facts.followers * 3


def _usual(kpi: Kpi, facts: ExampleFacts) -> int:
    """What a KPI comes to in a business of this size, where it has no target."""
    known = {"listing_views": _listing_views(facts), "reach": facts.followers, "profile_visits": 60}
    return (kpi.target if kpi.rank != SECOND else None) or known.get(kpi.kind, 20)


def _figure(kpi: Kpi, usual: int, number: int, of: int) -> Decimal:
    """From three fifths of the usual up to nine tenths, with a wobble that repeats."""
    percent = 60 + 30 * number // of + (number * 37 + kpi.rank * 11) % 13 - 6
    return (Decimal(usual) * percent / 100).quantize(Decimal(1))
