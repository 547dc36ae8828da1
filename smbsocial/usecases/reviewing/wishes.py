"""What the owner wishes for the next quarter, and what comes and goes with the words."""

from dataclasses import dataclass
from datetime import date, timedelta

from smbsocial.domain.days import next_quarter
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Choice, DutyKind
from smbsocial.domain.review import ReviewPage, ReviewWord

ALIVE = (DutyKind.ANSWER, DutyKind.LISTING, DutyKind.ASK, DutyKind.NUMBERS)
"""What can be kept up while the business stays off; two of them are chosen."""
KEPT_ALIVE = 2
SHORTEST_PROPOSED = timedelta(weeks=4)
"""A shorter pause is proposed to nobody; whoever wants one picks its day."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Go on as before (CONTINUE), with other figures (CHANGE), or stay off until a day (STAY_OFF).

    With CHANGE, None = as before: minutes a week, money a month, the main goal's target in its
    period. With STAY_OFF: `until` (None = `usual_end`), what would change the owner's mind, and
    exactly two of `ALIVE`. The reason may stay empty, but not of a pause.
    """

    choice: Choice = Choice.CONTINUE
    minutes_a_week: int | None = None
    money_a_month: Money | None = None
    target: int | None = None
    until: date | None = None
    reason: str = ""
    would_change: str = ""
    alive: tuple[DutyKind, ...] = ()


def usual_end(today: date) -> date:
    """Until when a pause is proposed: the first day of a calendar quarter, weeks from now."""
    day = next_quarter(today)
    return day if day - today >= SHORTEST_PROPOSED else next_quarter(day)


@dataclass(frozen=True, slots=True)
class Turned:
    """A kind of content (CONTENT), platform or community that comes, goes or changes.

    `word`: what was said, None for a kind of content without a why that nobody spoke for;
    `runs`: whether it is planned on; `slots`: how many posts to come it loses; `text`: the reason,
    or the new name of a community.
    """

    page: ReviewPage
    key: str
    name: str
    word: ReviewWord | None
    runs: bool
    slots: int = 0
    text: str = ""
