"""One of each entity, three uses in the log and an import's rows, as a café has them.

Storage's tests start here.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from smbsocial.domain.access_log import Detail, LogAction, LogEntry, next_entry
from smbsocial.domain.accounts import Belongs, Registration, SecondFactor
from smbsocial.domain.answers import (
    BusinessAnswers,
    GoalAnswer,
    GoalsAnswers,
    InvestmentAnswers,
    Learned,
    Override,
    Page,
    PageRow,
    RhythmAnswers,
)
from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Format, Pillar, Post, Status
from smbsocial.domain.counter import Coupon, TaggedLink, Tally, WeekTotal, What
from smbsocial.domain.departures import Departure, DepartureLine, LeavingStep, LineState
from smbsocial.domain.goals import Counted, Goal, Kpi, Period, Reading
from smbsocial.domain.ids import (
    AccountId,
    BusinessId,
    CommunityId,
    CouponId,
    DecisionId,
    DepartureId,
    DutyId,
    GoalId,
    GoalKey,
    ImportId,
    IndustryKey,
    KpiId,
    KpiKey,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
    ReadingId,
    ReviewId,
    TaskId,
    TickId,
)
from smbsocial.domain.measures import (
    ColumnMap,
    Import,
    MappedColumn,
    MatchedBy,
    Measure,
    MeasureKind,
    Metric,
    PostMatch,
    Sale,
    match_id,
)
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Choice, Decision, Duty, DutyKind, Every, Plan, Tick, TickState
from smbsocial.domain.platforms import Account
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import (
    KeptForecast,
    Review,
    ReviewAnswer,
    ReviewPage,
    ReviewWord,
    answer_id,
)
from smbsocial.domain.turns import ChartEvent, Expense, Of, Spending, StopRule, Turn, Word
from smbsocial.domain.vault import (
    Holder,
    MetaKey,
    Right,
    SlotKind,
    VaultMeta,
    VaultName,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.ports import Tx

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

BUSINESS = Business(
    id=BusinessId("business"),
    name="Café Grüne Äpfel",
    industry=IndustryKey("cafe"),
    country="DE",
    currency="EUR",
    zone="Europe/Berlin",
    closed_weekdays=(6,),
    closed_days=(date(2026, 12, 25), date(2027, 1, 1)),
    slow_months=(1, 2),
    locations=("Kiel, Hafen", "Lübeck"),
)
ROSA = Person(PersonId("rosa"), "Rosa", Role.OWNER, Money(2500, "EUR"))
GOAL = Goal(
    GoalId("goal"), GoalKey("more_orders"), Counted.ORDERS, 40, Period.WEEK, date(2027, 2, 20)
)
KPI = Kpi(KpiId("kpi"), KpiKey("orders"), GOAL.id, 40)
ACCOUNT = Account(AccountId("account"), PlatformKey("instagram"), "@grueneaepfel", owner=ROSA.id)
VEGANS = Community(CommunityId("vegans"), "Vegan students", "campus")
PILLAR = Pillar(PillarId("dish"), "Dish of the week", "brings people in at noon", 2)
PLAN = Plan(PlanId("plan"), date(2026, 11, 23), 90, 7, NOON)
DUTY = Duty(DutyId("duty"), PLAN.id, DutyKind.ANSWER, Every.WEEK, (0, 3), 15, ROSA.id, VEGANS.id)
POST = Post(
    id=PostId("post"),
    plan=PLAN.id,
    day=date(2026, 11, 25),
    at=time(11, 30),
    platform=PlatformKey("instagram"),
    pillar=PILLAR.id,
    community=VEGANS.id,
    goal=GOAL.id,
    format=Format.PHOTO,
    minutes=30,
    title="Kürbissuppe",
    text="Heute: Suppe aus Hokkaido.",
    idea="soup",
    person=ROSA.id,
    status=Status.POSTED,
    real_minutes=25,
    posted_at=NOON,
)
TICK = Tick(
    TickId("tick"), TaskId("duty@2026-11-23"), date(2026, 11, 23), TickState.DONE, NOON, "", 12
)
DECISION = Decision(
    DecisionId("decision"),
    Choice.STAY_OFF,
    NOON,
    date(2027, 1, 1),
    "ill",
    "help",
    "not_now",
    12,
    (DutyKind.ANSWER,),
)
IMPORT = Import(
    id=ImportId("import"),
    at=NOON,
    name="Beiträge Nov.csv",
    format="instagram_posts",
    source="instagram",
    account="@grueneaepfel",
    first=date(2026, 11, 1),
    last=date(2026, 11, 22),
    rows=2,
    skipped=1,
)
READING = Reading(ReadingId("reading"), KPI.id, date(2026, 11, 22), 1250, NOON, origin=IMPORT.id)
PAGE = PageRow(
    Page.INVESTMENT,
    InvestmentAnswers(
        minutes_a_week=90,
        money_a_month=Money(5000, "EUR"),
        until=date(2027, 2, 20),
        overrides=(Override("reach", Range(Decimal("0.05"), Decimal(1), Decimal("2E+2"))),),
        learned=(Learned("reactions.instagram", Range.exactly(3), weeks=9, own_percent=70),),
    ),
    done=True,
)
PAGES = (
    PAGE,
    PageRow(Page.BUSINESS, BusinessAnswers(name="Café", closed_days=(date(2026, 1, 6),))),
    PageRow(
        Page.GOALS,
        GoalsAnswers((GoalAnswer(GoalKey("more_orders"), 40, Period.WEEK, Counted.ORDERS),)),
    ),
    PageRow(Page.RHYTHM, RhythmAnswers(weekdays=(1, 3), at=time(9, 5), more=True)),
)

REGISTRATION = Registration(
    id=ACCOUNT.id,
    email="hallo@grueneaepfel.example",
    email_of=Belongs.BUSINESS,
    phone="+49 431 555 01",
    phone_of=Belongs.OWNER,
    registered_by="Jo",
    factor=SecondFactor.APP,
    factor_of=Belongs.FORMER,
    admins=(ROSA.id,),
    other_admins="the agency",
    by_role=(ROSA.id,),
    codes_filed=False,
    purpose="Dish of the day, “Körbe”",
    checked_on=date(2026, 11, 20),
)
DEPARTURE = Departure(DepartureId("departure"), ROSA.id, NOON, ROSA.id, why="on a trip")
LINE = DepartureLine(
    id="line",
    departure=DEPARTURE.id,
    account=ACCOUNT.id,
    step=LeavingStep.PASSWORD,
    rank=3,
    state=LineState.COULD_NOT,
    at=NOON,
    by=ROSA.id,
    note="the page was down",
)
NAME = VaultName(ACCOUNT.id, bytes(range(0x20, 0x30)))
SLOT = VaultSlot("slot", ROSA.id, SlotKind.OWNER, "98c88ad6", b"\x22" * 16, 131072, 3, b"SMB1\0")
WRAP = VaultWrap(
    "wrap", WrapKind.ACCOUNT, ACCOUNT.id, Holder.PERSON, ROSA.id, b"SMB1\xff", Right.USE
)
SECRET = VaultSecret(ACCOUNT.id, bytes(range(0x30, 0x38)), 1, b"\x9e" * 32, NOON, NOON, ROSA.id)
PENDING = VaultPending("3031323334353638", ACCOUNT.id, 2)
OLD_SECRET = VaultOld("3031323334353639", ACCOUNT.id, 8, NOON)

MATCH = PostMatch(match_id(IMPORT.source, IMPORT.account, "1790"), POST.id, MatchedBy.LINK)
COLUMNS = ColumnMap(
    id="5f2c",
    source="website",
    kind="day",
    columns=(MappedColumn("Datum", "day"), MappedColumn("Besuche", "sessions")),
    day_first=True,
)
FIRST_TOTAL = WeekTotal("week", GOAL.id, date(2026, 11, 16), 31, NOON)
TOTAL = WeekTotal(
    "week again", GOAL.id, date(2026, 11, 16), 33, NOON, "two were forgotten", FIRST_TOTAL.id
)
COUPON = Coupon(
    id=CouponId("coupon"),
    code="KÜRBIS",
    offer="tea with the soup",
    platform=PlatformKey("instagram"),
    post=POST.id,
    pillar=PILLAR.id,
    starts=date(2026, 11, 23),
    ends=date(2026, 12, 6),
)
LINK = TaggedLink(
    id="link",
    url="https://grueneaepfel.example/?utm_source=instagram&utm_campaign=dish",
    platform=PlatformKey("instagram"),
    campaign="dish",
    post=None,
    pillar=PILLAR.id,
    made_on=date(2026, 11, 20),
)
TALLY = Tally(
    id="tally",
    day=date(2026, 11, 25),
    at=NOON,
    what=What.ORDER,
    heard="instagram",
    count=2,
    coupon=COUPON.id,
    revenue=Money(1780, "EUR"),
)
EXPENSE = Expense(
    id="expense",
    day=date(2026, 11, 3),
    kind=Spending.TOOLS,
    amount=Money(1299, "EUR"),
    platform=PlatformKey(""),
    pillar=None,
    note="picture editor",
)
RULE = StopRule("rule", Of.PILLAR, PILLAR.id, KPI.id, 20, date(2027, 1, 31), date(2026, 11, 20))
TURN = Turn("turn", date(2026, 11, 20), Of.PILLAR, PILLAR.id, Word.START, "people ask", NOON)
EVENT = ChartEvent("event", date(2026, 11, 25), "soup vote began")
REVIEW = Review(
    id=ReviewId("review"),
    first=date(2026, 9, 1),
    last=date(2026, 11, 29),
    opened_at=NOON,
    plan=PLAN.id,
    page=ReviewPage.CONTENT,
    seen=(ReviewPage.CAME, ReviewPage.COST),
    closed_at=NOON,
    decision=DECISION.id,
)
ANSWER = ReviewAnswer(
    id=answer_id(REVIEW.id, ReviewPage.CONTENT, PILLAR.id),
    review=REVIEW.id,
    page=ReviewPage.CONTENT,
    subject=PILLAR.id,
    word=ReviewWord.CHANGE,
    text="ask each neighbour",
    at=NOON,
    by=ROSA.id,
)
FORECAST = KeptForecast(
    id="forecast",
    made_at=NOON,
    plan=PLAN.id,
    goal=GOAL.id,
    first=date(2026, 9, 1),
    last=date(2026, 11, 29),
    units=Range(Decimal(12), Decimal("24.5"), Decimal(47)),
)

EVERYTHING: tuple[Entity, ...] = (
    BUSINESS,
    ROSA,
    GOAL,
    KPI,
    ACCOUNT,
    VEGANS,
    PILLAR,
    PLAN,
    DUTY,
    POST,
    TICK,
    DECISION,
    READING,
    *PAGES,
    REGISTRATION,
    DEPARTURE,
    LINE,
    VaultMeta(MetaKey.FORMAT.value, "1"),
    NAME,
    SLOT,
    WRAP,
    SECRET,
    PENDING,
    OLD_SECRET,
    IMPORT,
    MATCH,
    PostMatch(match_id("instagram", "", "1791"), None, MatchedBy.OWNER),
    COLUMNS,
    FIRST_TOTAL,
    TOTAL,
    COUPON,
    LINK,
    TALLY,
    Tally("other tally", date(2026, 11, 25), NOON, What.VISIT, "friend"),
    EXPENSE,
    RULE,
    TURN,
    EVENT,
    REVIEW,
    ANSWER,
    FORECAST,
)

MEASURES = (
    Measure(
        source="instagram",
        account="@grueneaepfel",
        kind=MeasureKind.POST,
        key="1790",
        day=date(2026, 11, 25),
        until=date(2026, 11, 25),
        at=time(11, 32),
        title="Heute: Suppe aus Hokkaido.",
        link="https://instagram.example/p/1790",
        figures={Metric.REACH: 812, Metric.SAVES: 9},
    ),
    Measure(
        source="instagram",
        account="@grueneaepfel",
        kind=MeasureKind.DAY,
        key="2026-11-22",
        day=date(2026, 11, 22),
        until=date(2026, 11, 22),
        at=None,
        title="",
        link="",
        figures={Metric.FOLLOWERS: 431},
    ),
)
SALE = Sale(
    source="shop",
    account="Grüne Äpfel",
    key="1001",
    day=date(2026, 11, 25),
    code="KÜRBIS",
    channel="instagram",
    orders=1,
    units=2,
    net=1780,
    currency="EUR",
)
"""Of IMPORT, as are the measures."""

_UNLOCK = next_entry(None, at=NOON, person=ROSA.id, action=LogAction.UNLOCK)
_COPY = next_entry(
    _UNLOCK,
    at=NOON,
    person=ROSA.id,
    action=LogAction.COPY,
    account=ACCOUNT.id,
    detail=Detail.PASSWORD,
)
_GRANT = next_entry(
    _COPY,
    at=NOON,
    person=ROSA.id,
    action=LogAction.GRANT,
    account=ACCOUNT.id,
    detail=Detail.RIGHT_USE,
    about=ROSA.id,
)
LOG: tuple[LogEntry, ...] = (_UNLOCK, _COPY, _GRANT)
"""What the access log holds, the first one first."""


def put_everything(tx: Tx) -> None:
    """The whole café in one transaction, children first: references are looked at at the end."""
    for entity in reversed(EVERYTHING):
        tx.put(entity)
    for entry in LOG:
        tx.append(entry)
    tx.lay_down(IMPORT.id, MEASURES)
    tx.lay_down(IMPORT.id, (SALE,))


def remove_post(tx: Tx) -> None:
    """The café without its one post, and without what names it."""
    tx.put(replace(COUPON, post=None))
    tx.remove(PostMatch, MATCH.id)
    tx.remove(Post, POST.id)
