"""The review's last page: what the words and the wish come to, before anything is written."""

from dataclasses import dataclass
from datetime import date

from smbsocial.domain.assessment.values import Verdict
from smbsocial.domain.brief import Investment
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Goal
from smbsocial.domain.learning.values import LearnedLink
from smbsocial.domain.planning.values import Note
from smbsocial.domain.ranges import Range
from smbsocial.domain.reminders import Kind
from smbsocial.domain.review import KeptForecast, Review, ReviewPage, ReviewWord
from smbsocial.usecases.reviewing.wishes import Wish


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of the next quarter: `units` extra in all its days, `result` per period.

    `result` is what the assessment says for the end of the quarter, in the goal's own period.
    """

    units: Range
    result: Range
    verdict: Verdict
    chance_percent: int
    target: int
    investment: Investment


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


@dataclass(frozen=True, slots=True)
class Standing:
    """A reminder that will stand, and its first day."""

    kind: Kind
    day: date


@dataclass(frozen=True, slots=True)
class DecideSheet:
    """The decision with all that hangs on it; `problems` say what keeps it from being taken.

    `wish`: as asked, with figures for what was left open; `kept`: what was expected of the quarter
    that is reviewed when its plan was made (None: nothing was kept); `old` and `new`: the next
    quarter as it stood, by published figures and the owner's own, and with what was measured, the
    words and the wish (None while something keeps it from being worked out); `links`: what was
    measured; `first`, `last`: the next thirteen weeks, of a pause its days; `posts`: how many are
    planned in them, with those `kept_posts` that somebody edited; `set_aside`: edited ones that are
    kept as skipped; `removed`: how many open ones go; `gave_way`: promises that the new plan cannot
    keep in full.
    """

    review: Review
    today: date
    currency: str
    goal: Goal
    goal_name: str
    wish: Wish
    kept: KeptForecast | None
    old: Forecast | None
    new: Forecast | None
    links: tuple[LearnedLink, ...]
    turned: tuple[Turned, ...]
    without_why: tuple[Pillar, ...]
    kept_posts: tuple[Post, ...]
    set_aside: tuple[Post, ...]
    removed: int
    first: date
    last: date
    posts: int
    gave_way: tuple[Note, ...]
    reminders: tuple[Standing, ...]
    earliest_until: date
    latest_until: date
    problems: tuple[ExpectedError, ...] = ()
