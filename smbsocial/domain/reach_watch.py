"""Has a platform turned? Reach per follower of the last weeks' posts against the weeks before.

Posts of one week are alike (the same days off, the same subject), so chance is weighed by whole
weeks: how often would the same weeks, shuffled, lie as far apart? Ranks and medians, so that one
post that went round the world turns nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from random import Random
from statistics import median

from smbsocial.domain.measures import Metric
from smbsocial.domain.money import round_half_even
from smbsocial.domain.sampling import SEED

WEEKS_NOW = 8
WEEKS_BEFORE = 13
POSTS_NEEDED = 6
"""In each of the two spans, and spread over `WEEKS_WITH_POSTS` of its weeks."""
WEEKS_WITH_POSTS = 4
YOUNG = timedelta(days=3)
"""A post gathers most of its reach in these days; the last ones before the export are left out."""
SMALLEST_TURN = Fraction(15, 100)
"""A smaller change is nothing to act on, even if it is no chance."""
CHANCE = Fraction(1, 200)
SHUFFLES = 999
MOST_WITHOUT_FOLLOWERS = Fraction(1, 5)


class State(Enum):
    """What the platform did."""

    STEADY = "steady"
    DOWN = "down"
    UP = "up"
    TOO_LITTLE = "too_little"


class Advice(Enum):
    """What there is to do about it."""

    IMPORT = "import"  # the file with its posts
    KNOW_FOLLOWERS = "know_followers"  # import or type the followers too
    GROW_OWN = "grow_own"  # ask people over to the mailing list or website
    TRY_FORMAT = "try_format"  # another kind of post for some weeks
    WRITE_RULE = "write_rule"  # say when to stop
    GIVE_MORE = "give_more"  # it returns more for the same work


@dataclass(frozen=True, slots=True)
class Reached:
    """One post: people it reached (or times it was seen), and the followers of that day."""

    day: date
    count: int
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What came out. `before` and `now` are medians: per cent of followers, else people a post.

    Both are None where there is too little; `change_percent` is the change of one to the other.
    """

    state: State
    per_follower: bool
    before: Decimal | None
    now: Decimal | None
    change_percent: int | None
    posts_before: int
    posts_now: int
    advice: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The two spans that are compared, days included."""

    first: date
    turn: date
    last: date


def span_until(until: date) -> Span:
    """The spans that end with the last posts that had their time before `until`."""
    last = until - YOUNG
    turn = last - timedelta(weeks=WEEKS_NOW) + timedelta(days=1)
    return Span(turn - timedelta(weeks=WEEKS_BEFORE), turn, last)


def watch(posts: Iterable[Reached], until: date, *, seed: int = SEED) -> Watch:
    """How a platform's posts fared; `until`: the day to which its numbers go."""
    span = span_until(until)
    counted, per_follower = _counted(posts, span)
    weeks = _weeks(counted, span, per_follower=per_follower)
    before, now = (weeks[True], weeks[False])
    if not (_enough(before) and _enough(now)):
        sizes = _count(before), _count(now)
        return Watch(State.TOO_LITTLE, per_follower, None, None, None, *sizes, (Advice.IMPORT,))
    was, is_ = _median(before), _median(now)
    change = (is_ - was) / was if was else Fraction(0)
    turned = abs(change) >= SMALLEST_TURN and _chance(before, now, seed) <= CHANCE
    state = (State.DOWN if change < 0 else State.UP) if turned else State.STEADY
    return Watch(
        state=state,
        per_follower=per_follower,
        before=_shown(was, per_follower=per_follower),
        now=_shown(is_, per_follower=per_follower),
        change_percent=round_half_even(change * 100),
        posts_before=_count(before),
        posts_now=_count(now),
        advice=_advice(state, per_follower=per_follower),
    )


def trend(posts: Iterable[Reached], until: date) -> tuple[tuple[date, Decimal], ...]:
    """The median of each week that has posts, by its first day, in what `watch` tells."""
    span = span_until(until)
    counted, per_follower = _counted(posts, span)
    grouped = _weeks(counted, span, per_follower=per_follower)
    weeks = {**grouped[True], **grouped[False]}
    return tuple(
        (span.first + timedelta(weeks=n), _shown(median(weeks[n]), per_follower=per_follower))
        for n in sorted(weeks)
    )


_Weeks = dict[int, list[Fraction]]


def _counted(posts: Iterable[Reached], span: Span) -> tuple[list[Reached], bool]:
    """The posts of both spans, and whether by followers: then those without are left out."""
    seen = [post for post in posts if span.first <= post.day <= span.last]
    known = [post for post in seen if post.followers]
    per_follower = bool(seen) and len(seen) - len(known) <= len(seen) * MOST_WITHOUT_FOLLOWERS
    return (known if per_follower else seen), per_follower


def _weeks(posts: Iterable[Reached], span: Span, *, per_follower: bool) -> dict[bool, _Weeks]:
    """The posts' values by week, before (True) and now (False)."""
    found: dict[bool, _Weeks] = {True: defaultdict(list), False: defaultdict(list)}
    for post in posts:
        value = Fraction(post.count, post.followers or 1) if per_follower else Fraction(post.count)
        number = (post.day - span.first).days // 7
        found[post.day < span.turn][number].append(value)
    return found


def _enough(weeks: _Weeks) -> bool:
    return len(weeks) >= WEEKS_WITH_POSTS and _count(weeks) >= POSTS_NEEDED


def _count(weeks: _Weeks) -> int:
    return sum(map(len, weeks.values()))


def _median(weeks: _Weeks) -> Fraction:
    return Fraction(median(value for values in weeks.values() for value in values))


def _chance(before: _Weeks, now: _Weeks, seed: int) -> Fraction:
    """How often shuffled weeks lie as far apart as these, by their mean ranks."""
    values = [*before.values(), *now.values()]
    ranks = _ranks([value for week in values for value in week])
    sums = [(sum(ranks[value] for value in week), len(week)) for week in values]
    draw, seen = Random(seed), _apart(sums, len(before))  # noqa: S311
    as_far = 0
    for _ in range(SHUFFLES):
        draw.shuffle(sums)
        apart = _apart(sums, len(before))
        as_far += apart[0] * seen[1] >= seen[0] * apart[1]
    return Fraction(as_far + 1, SHUFFLES + 1)


def _ranks(values: Sequence[Fraction]) -> dict[Fraction, int]:
    """Twice the rank of each value; those that are equal share the middle of theirs."""
    ordered = sorted(values)
    first = {value: n for n, value in reversed(list(enumerate(ordered)))}
    last = {value: n for n, value in enumerate(ordered)}
    return {value: first[value] + last[value] for value in first}


def _apart(weeks: Sequence[tuple[int, int]], turn: int) -> tuple[int, int]:
    """How far the mean rank of the first weeks lies from that of the others, as a fraction."""
    (before, posts_before), (now, posts_now) = _summed(weeks[:turn]), _summed(weeks[turn:])
    return abs(before * posts_now - now * posts_before), posts_before * posts_now


def _summed(weeks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(ranks for ranks, _ in weeks), sum(count for _, count in weeks)


def _shown(value: Fraction, *, per_follower: bool) -> Decimal:
    if per_follower:
        return Decimal(round_half_even(value * 1000)) / 10
    return Decimal(round_half_even(value))


def _advice(state: State, *, per_follower: bool) -> tuple[Advice, ...]:
    steps = {
        State.DOWN: (Advice.GROW_OWN, Advice.TRY_FORMAT, Advice.WRITE_RULE),
        State.UP: (Advice.GIVE_MORE, Advice.GROW_OWN),
        State.STEADY: (),
    }[state]
    return steps if per_follower else (*steps, Advice.KNOW_FOLLOWERS)


def measure_of(tells: Iterable[Metric]) -> Metric | None:
    """What a platform's posts are watched by: people reached, else times seen."""
    told = frozenset(tells)
    return next((metric for metric in (Metric.REACH, Metric.VIEWS) if metric in told), None)
