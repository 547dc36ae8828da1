"""The coming reviews and the weekly start, for the owner's own calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from smbsocial.domain.business import Business
from smbsocial.domain.days import WEEKS_IN_QUARTER, Slot, week_days, week_start
from smbsocial.domain.plan import Plan
from smbsocial.domain.reminders import ReminderSettings, first_open_day
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reminding.occasions import review_day

REVIEWS = 4
_STEP = timedelta(weeks=WEEKS_IN_QUARTER)
_FIRST_QUARTER = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class CalendarReview:
    """A review at a local slot; `key` stays the same when it moves by some days."""

    key: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """What is written into the owner's calendar: local slots of `zone` (IANA).

    `week`: the first weekly start, then each week; `made_at`: an instant; `id` names the business
    within the events' ids.
    """

    id: str
    business: str
    zone: str
    made_at: datetime
    reviews: tuple[CalendarReview, ...]
    week: Slot


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """The words of the events, in the owner's language."""

    review: str
    review_text: str
    week: str
    week_text: str


def calendar_sheet(reads: Reads, ports: Ports, settings: ReminderSettings) -> CalendarSheet:
    """The next four reviews, thirteen weeks apart, and the weekly start; at `settings.morning`.

    The first review is that of the plan that runs or comes; where there is none, a quarter from
    now. Raises ExpectedError(NOT_SET_UP).
    """
    business = set_up_business(reads)
    now = ports.clock.now()
    today = ports.clock.today(business.zone)
    first = _next_review(reads.all(Plan), today)
    days = [_open(business, first + _STEP * i) for i in range(REVIEWS)]
    return CalendarSheet(
        id=business.id,
        business=business.name,
        zone=business.zone,
        made_at=now,
        reviews=tuple(CalendarReview(_key(day), Slot(day, settings.morning)) for day in days),
        week=Slot(_next_start(business, today), settings.morning),
    )


def _next_review(plans: tuple[Plan, ...], today: date) -> date:
    wanted = [review_day(plan) for plan in plans if review_day(plan) >= today]
    if wanted:
        return min(wanted)
    last = max((review_day(plan) for plan in plans), default=today)
    return last + _STEP * (1 + (today - last) // _STEP)


def _next_start(business: Business, today: date) -> date:
    """The next day, from today on, that is the first one of a usual week on which work is done."""
    week = week_days(week_start(today, business.first_weekday))
    first = next((day for day in week if day.weekday() not in business.closed_weekdays), week[0])
    return first if first >= today else first + timedelta(weeks=1)


def _open(business: Business, day: date) -> date:
    return first_open_day(business, day) or day


def _key(day: date) -> str:
    """A name for the quarter that a day is in, counted in steps of thirteen weeks."""
    return f"review-{(day - _FIRST_QUARTER) // _STEP}"
