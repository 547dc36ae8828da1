"""Which review is open or due, of which days, and going from page to page in it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from smbsocial.domain.days import WEEKS_IN_QUARTER, local_day
from smbsocial.domain.defaults import SOUTH
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ReviewId
from smbsocial.domain.plan import Choice, Decision, Plan
from smbsocial.domain.review import Review, ReviewPage
from smbsocial.usecases.lookup import (
    last_day,
    newest_decision,
    plan_among,
    set_up_business,
)
from smbsocial.usecases.ports import Ports, Reads, Tx

EARLY = timedelta(weeks=4)
"""A review held so shortly before a plan's end is the review of that plan."""
QUARTER = timedelta(weeks=WEEKS_IN_QUARTER)
HALF = QUARTER / 2


class TimeOfYear(Enum):
    """What a review is called after."""

    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


@dataclass(frozen=True, slots=True)
class ReviewName:
    """The time of year and the year that the middle of its days is in."""

    season: TimeOfYear
    year: int


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The review that is open (None: none), and when the next one is due.

    `due`: its day has come; `next_day` the first day of the plan's last week, while the business
    stays off the day until which it does, None where nothing tells; `first` and `last`: the days
    that a review would be about now; `past` the closed ones, newest first.
    """

    current: Review | None
    due: bool
    next_day: date | None
    first: date
    last: date
    past: tuple[Review, ...]
    today: date
    country: str
    staying_off: bool = False

    @property
    def name(self) -> ReviewName:
        """What the open review, or one opened now, is called."""
        about = self.current or self
        return review_name(about.first, about.last, self.country)

    def name_of(self, review: Review) -> ReviewName:
        """What a past one is called."""
        return review_name(review.first, review.last, self.country)


def review_name(first: date, last: date, country: str) -> ReviewName:
    """The name of the review of those days; in the south the times of year are turned round.

    A quarter is named by its own middle, also when it is looked at before its last day: the next
    one is then never called the same.
    """
    half = (last - first) // 2
    middle = first + (HALF if half > HALF / 2 else half)
    turned = 2 if country in SOUTH else 0
    return ReviewName(list(TimeOfYear)[(middle.month % 12 // 3 + turned) % 4], middle.year)


def review_state(reads: Reads, ports: Ports) -> ReviewState:
    """Where the reviews stand today; raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    reviews = reads.all(Review)
    past = _closed(reviews)
    decision = newest_decision(reads)
    off = decision is not None and decision.choice is Choice.STAY_OFF
    day = decision.until if off and decision else _next_day(reads.all(Plan), past, today)
    current = _open(reviews)
    _, first, last = _span(reads, past, today)
    return ReviewState(
        current=current,
        due=not off and current is None and day is not None and day <= today,
        next_day=day,
        first=first,
        last=last,
        past=past,
        today=today,
        country=business.country,
        staying_off=off,
    )


def open_review(tx: Tx, ports: Ports) -> Review:
    """Open the review of the days that none was about; an open one is gone on with.

    It reaches to today or the plan's last day, also when it is gone on with on a later day. Raises
    ExpectedError(NOT_SET_UP).
    """
    business = set_up_business(tx)
    today = ports.clock.today(business.zone)
    reviews = tx.all(Review)
    current = _open(reviews)
    if current is not None:
        plan = tx.get(Plan, current.plan) if current.plan else None
        review = replace(current, last=max(current.last, _until(plan, today)))
    else:
        plan, first, last = _span(tx, _closed(reviews), today)
        id = ReviewId(ports.ids.new())
        review = Review(id, first, last, ports.clock.now(), plan=plan.id if plan else None)
    if review != current:
        tx.put(review)
    return review


def turn_page(
    tx: Tx,
    ports: Ports,  # noqa: ARG001
    review_id: ReviewId,
    page: ReviewPage,
    *,
    done: ReviewPage | None = None,
) -> Review:
    """Keep where the review is left; `done`: the page that somebody went on from.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE (it is closed).
    """
    review = open_one(tx, review_id)
    seen = {*review.seen, *([done] if done else [])}
    turned = replace(review, page=page, seen=tuple(each for each in ReviewPage if each in seen))
    tx.put(turned)
    return turned


def the_review(reads: Reads, id: ReviewId) -> Review:
    """A review; raises ExpectedError(NOT_FOUND)."""
    review = reads.get(Review, id)
    if review is None:
        raise ExpectedError(Code.NOT_FOUND, field="review", value=id)
    return review


def open_one(reads: Reads, id: ReviewId) -> Review:
    """A review that is open; raises ExpectedError: NOT_FOUND, ALREADY_DONE (it is closed)."""
    review = the_review(reads, id)
    if review.closed_at is not None:
        raise ExpectedError(Code.ALREADY_DONE, field="review", value=id)
    return review


def is_held(plan: Plan, closed: tuple[Review, ...]) -> bool:
    """Whether a plan's review was held: in its last four weeks or after it."""
    return any(review.last > last_day(plan) - EARLY for review in closed)


def _closed(reviews: tuple[Review, ...]) -> tuple[Review, ...]:
    done = [(review.closed_at, review) for review in reviews if review.closed_at]
    return tuple(review for _, review in sorted(done, key=lambda each: each[0], reverse=True))


def _open(reviews: tuple[Review, ...]) -> Review | None:
    waiting = [review for review in reviews if review.closed_at is None]
    return max(waiting, key=lambda review: review.opened_at, default=None)


def _plan_now(plans: tuple[Plan, ...], today: date) -> Plan | None:
    """The plan that runs, else the one that ended last."""
    ended = (plan for plan in plans if last_day(plan) < today)
    return plan_among(plans, today) or max(ended, key=last_day, default=None)


def _next_day(plans: tuple[Plan, ...], closed: tuple[Review, ...], today: date) -> date | None:
    now = _plan_now(plans, today)
    coming = sorted((p for p in plans if p.starts > today), key=lambda p: p.starts)
    waiting = (p for p in ([now] if now else []) + coming if not is_held(p, closed))
    plan = next(waiting, None)
    return last_day(plan) - timedelta(days=6) if plan else None


def _span(reads: Reads, closed: tuple[Review, ...], today: date) -> tuple[Plan | None, date, date]:
    """The plan and the days that a review opened today is about."""
    plan = _plan_now(reads.all(Plan), today)
    last = _until(plan, today)
    begun = plan.starts if plan else _began(reads, last)
    reviewed = max((review.last for review in closed), default=None)
    if reviewed is not None and reviewed + timedelta(days=1) > begun - EARLY:
        begun = reviewed + timedelta(days=1)
    return plan, min(begun, last), last


def _until(plan: Plan | None, today: date) -> date:
    return min(last_day(plan), today) if plan else today


def _began(reads: Reads, last: date) -> date:
    """Without a plan: since the first decision, a quarter at most."""
    zone = set_up_business(reads).zone
    first = min((local_day(each.made_at, zone) for each in reads.all(Decision)), default=last)
    return max(first, last - QUARTER + timedelta(days=1))
