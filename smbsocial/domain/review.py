"""The quarterly review: its pages, the words that are said on them, and the forecast it keeps.

A review is left and gone on with at any time, by anybody who owns the business: each word is kept
as it is said.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from smbsocial.domain.ids import DecisionId, GoalId, PersonId, PlanId, ReviewId
from smbsocial.domain.ranges import Range


class ReviewPage(Enum):
    """The pages in their order."""

    CAME = "came"  # what we promised and what came
    COST = "cost"
    CONTENT = "content"
    PLATFORMS = "platforms"
    COMMUNITIES = "communities"
    ACCOUNTS = "accounts"
    PEOPLE = "people"
    DECIDE = "decide"


class ReviewWord(Enum):
    """What is said of a thing on a page."""

    KEEP = "keep"  # a kind of content, a community
    CHANGE = "change"
    PAUSE = "pause"
    STAY = "stay"  # a platform
    TRY = "try"
    LEAVE = "leave"
    DROP = "drop"  # a community
    ADD = "add"
    DONE = "done"  # a line of a checklist, a talk
    NOTE = "note"  # only words


@dataclass(frozen=True, slots=True)
class Review:
    """One review of the days from `first` to `last`; `closed_at` None while it is open.

    `plan`: the quarter's plan, None where there was none; `page`: where it was left; `seen`: the
    pages that somebody went on from; `decision`: what it ended with.
    """

    id: ReviewId
    first: date
    last: date
    opened_at: datetime
    plan: PlanId | None = None
    page: ReviewPage = ReviewPage.CAME
    seen: tuple[ReviewPage, ...] = ()
    closed_at: datetime | None = None
    decision: DecisionId | None = None


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """A word on one subject of a page, with what was written to it; said again it is replaced.

    `id` is `answer_id(review, page, subject)`; `by`: the owner at work, None where nobody had to
    unlock anything.
    """

    id: str
    review: ReviewId
    page: ReviewPage
    subject: str
    word: ReviewWord
    text: str
    at: datetime
    by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """What was expected of a quarter when its plan was made: extra units of a goal in all its days.

    `learned` says that figures of the business itself were in it.
    """

    id: str
    made_at: datetime
    plan: PlanId
    goal: GoalId
    first: date
    last: date
    units: Range
    learned: bool = False


def answer_id(review: ReviewId, page: ReviewPage, subject: str) -> str:
    """The id of the word on a subject: one for each."""
    return f"{review}/{page.value}/{subject}"
