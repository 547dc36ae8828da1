"""How reported figures are put together: summed over days or posts, the last level, or a ratio.

Each way gives a figure only for days that are known whole, of each account or not at all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial

from smbsocial.domain.days import day_before
from smbsocial.domain.known_numbers import LOOK_BACK, Numbers, Who
from smbsocial.domain.measures import UNIQUE, Metric
from smbsocial.domain.money import round_half_even
from smbsocial.domain.periods import Span

LISTINGS = frozenset({"google_business_profile", "yelp"})
"""Where people look the business up; what they show there is no view of a post."""
OWN = frozenset({"website", "mailing_list"})
"""Sources that are no platform."""

Where = Callable[[str], bool]
FRESH = timedelta(days=6)
"""How long before the end of a span its level may have been read."""


class Remark(Enum):
    """What has to be said beside a figure."""

    SUM_OF_DAYS = "sum_of_days"  # people counted once a day, added up: no number of people
    SUM_OF_ACCOUNTS = "sum_of_accounts"  # people of several accounts added up, some are the same
    SUM_OF_POSTS = "sum_of_posts"  # people counted once a post, added up
    OF_POSTS = "of_posts"  # what posts of these days have brought up to their export
    WHOLE_LIST = "whole_list"  # by how much the list grew, whoever the new ones came from
    ANY_FRIEND = "any_friend"  # sent by a friend, whether that one saw a post is not known


_NOT_ITS_OWN = frozenset({Remark.WHOLE_LIST, Remark.ANY_FRIEND})
"""What these say counts others too: a person has to look before it is kept."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A KPI's figure for a span, as files and the counter tell it.

    `value` in the KPI's unit (money in major units), to a hundredth; `sources` who told it;
    `missing` who told it in the weeks before but not for all of these days: without them the
    figure is too small, so nobody keeps it without being asked.
    """

    value: Decimal
    remarks: tuple[Remark, ...] = ()
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is the KPI's own and nobody is missing: it may be kept without being asked."""
        return not self.missing and not _NOT_ITS_OWN.intersection(self.remarks)


class Total:
    """A sum, or two of a ratio, on its way, with who told it and who did not."""

    def __init__(self) -> None:
        self.over = Fraction(0)
        self.under = Fraction(0)
        self._remarks: set[Remark] = set()
        self._sources: set[str] = set()
        self._missing: set[str] = set()
        self.accounts = 0

    def add(self, source: str, *remarks: Remark, over: int = 0, under: int = 0) -> None:
        """What one account of a source tells."""
        self.over += over
        self.under += under
        self._sources.add(source)
        self.accounts += 1
        self._remarks.update(remarks)

    def miss(self, source: str) -> None:
        """A source does not tell it for all of the days."""
        self._missing.add(source)

    def remark(self, remark: Remark) -> None:
        """Something that has to be said."""
        self._remarks.add(remark)

    def value(self, value: Fraction) -> Filled | None:
        """The figure that this value is; None where nobody told anything."""
        if not self._sources:
            return None
        return Filled(
            to_hundredths(value),
            tuple(sorted(self._remarks, key=lambda each: each.value)),
            tuple(sorted(self._sources)),
            tuple(sorted(self._missing)),
        )

    def total(self) -> Filled | None:
        """The sum."""
        return self.value(self.over)

    def ratio(self, times: int) -> Filled | None:
        """`times` the one sum divided by the other."""
        return self.value(self.over * times / self.under) if self.under else None


def to_hundredths(value: Fraction) -> Decimal:
    """Rounded to a hundredth, halves to the even neighbour."""
    return Decimal(round_half_even(value * 100)).scaleb(-2)


def is_social(source: str) -> bool:
    """Whether a source is a platform that posts are seen on."""
    return source not in OWN and source not in LISTINGS


def is_platform(source: str) -> bool:
    """Whether a source is any platform, listings too."""
    return source not in OWN


def is_listing(source: str) -> bool:
    """Whether a source is a listing."""
    return source in LISTINGS


def is_from(source: str, other: str) -> bool:
    """Whether a source is this one; its first argument is bound by the rule."""
    return source == other


def told_by(numbers: Numbers, metric: Metric, where: Where, span: Span) -> list[Who]:
    """The accounts that told a metric in a span or the weeks before it."""
    since = span[0] - LOOK_BACK
    daily = {
        who
        for who, series in numbers.series.get(metric, {}).items()
        if where(who.source) and series.last(since, span[1]) is not None
    }
    whole = {who for who in numbers.periods.get(metric, {}).get(span, {}) if where(who.source)}
    return sorted(daily | whole)


def over_days(
    numbers: Numbers, metric: Metric, who: Who, span: Span
) -> tuple[int, tuple[Remark, ...]] | None:
    """A metric of an account over a span; people rather as the platform counted them itself."""
    whole = numbers.periods.get(metric, {}).get(span, {}).get(who)
    if whole is not None and metric in UNIQUE:
        return whole, ()
    series = numbers.series.get(metric, {}).get(who)
    summed = series.whole(span) if series else None
    if summed is not None:
        return summed, (Remark.SUM_OF_DAYS,) if metric in UNIQUE else ()
    return None if whole is None else (whole, ())


def _posted(
    numbers: Numbers,
    wanted: Iterable[Metric],
    where: Where,
    span: Span,
    total: Total,
) -> Iterable[tuple[str, tuple[Mapping[Metric, int], ...]]]:
    """The posts of a span by source, of those that tell what is wanted of any post.

    A source whose files do not cover the span is missing.
    """
    metrics = frozenset(wanted)
    for source, posts in sorted(numbers.posts.items()):
        if not where(source) or not metrics & posts.tells:
            continue
        if posts.covers(span):
            yield source, posts.between(*span)
        elif posts.between(span[0] - LOOK_BACK, span[1]):
            total.miss(source)


def summed(
    needs: Metric, numbers: Numbers, span: Span, *, where: Where, also: tuple[Metric, ...] = ()
) -> Filled | None:
    """A count of all sources together: over the days, else of the posts of these days.

    What of `also` an account tells is added.
    """
    total = Total()
    told = told_by(numbers, needs, where, span)
    for who in told:
        found = over_days(numbers, needs, who, span)
        if found is None:
            total.miss(who.source)
        else:
            total.add(who.source, *found[1], over=found[0])
            _add(also, numbers, who, span, total)
    by_days = {who.source for who in told}
    others = _posted(numbers, (needs,), lambda s: where(s) and s not in by_days, span, total)
    people = (Remark.SUM_OF_POSTS,) if needs in UNIQUE else ()
    for source, posts in others:
        known = [post for post in posts if needs in post]
        values = (post.get(metric, 0) for post in known for metric in (needs, *also))
        total.add(source, Remark.OF_POSTS, *people, over=sum(values))
    if needs in UNIQUE and total.accounts > 1:
        total.remark(Remark.SUM_OF_ACCOUNTS)
    return total.total()


def any_of(
    metrics: tuple[Metric, ...], numbers: Numbers, span: Span, *, where: Where
) -> Filled | None:
    """Several counts added, of which an account need not have all."""
    total = Total()
    told = {who for metric in metrics for who in told_by(numbers, metric, where, span)}
    for who in sorted(told):
        _add(metrics, numbers, who, span, total)
    by_days = {who.source for who in told}
    others = _posted(numbers, metrics, lambda s: where(s) and s not in by_days, span, total)
    for source, posts in others:
        values = (post.get(metric, 0) for post in posts for metric in metrics)
        total.add(source, Remark.OF_POSTS, over=sum(values))
    return total.total()


def _add(metrics: tuple[Metric, ...], numbers: Numbers, who: Who, span: Span, total: Total) -> None:
    """Add what an account tells of these counts; one that it told lately must be whole."""
    for metric in metrics:
        if who in told_by(numbers, metric, partial(is_from, who.source), span):
            found = over_days(numbers, metric, who, span)
            if found is None:
                total.miss(who.source)
            else:
                total.add(who.source, *found[1], over=found[0])


def level(metric: Metric, numbers: Numbers, span: Span, *, where: Where) -> Filled | None:
    """The last level of each account, added."""
    total = Total()
    for who in told_by(numbers, metric, where, span):
        found = _level_at(numbers, metric, who, span)
        if found is None:
            total.miss(who.source)
        else:
            total.add(who.source, over=found)
    if total.accounts > 1:
        total.remark(Remark.SUM_OF_ACCOUNTS)
    return total.total()


def _level_at(numbers: Numbers, metric: Metric, who: Who, span: Span) -> int | None:
    """A level at the end of a span; one of an earlier week says nothing of a month's end."""
    series = numbers.series.get(metric, {}).get(who)
    return series.last(max(span[0], span[1] - FRESH), span[1]) if series else None


def growth(
    metric: Metric, numbers: Numbers, span: Span, *, where: Where, percent: bool
) -> Filled | None:
    """By how much a level rose: in people, or per cent of the level before."""
    total = Total()
    for who in told_by(numbers, metric, where, span):
        series = numbers.series.get(metric, {}).get(who)
        end = _level_at(numbers, metric, who, span)
        eve = day_before(span[0])
        before = series.last(eve - FRESH, eve) if series else None
        if end is None or before is None:
            total.miss(who.source)
        else:
            total.add(who.source, over=end - before, under=before)
    if percent:
        return total.ratio(100)
    total.remark(Remark.WHOLE_LIST)
    return total.total()


def of_posts(
    over: tuple[Metric, ...], under: Metric, numbers: Numbers, span: Span, *, times: int
) -> Filled | None:
    """A ratio of the sums over those posts that tell both.

    A post without any watch time is no video.
    """
    total = Total()
    for source, posts in _posted(numbers, over, is_social, span, total):
        known = [post for post in posts if under in post and any(_tells(post, m) for m in over)]
        if known:
            total.add(
                source,
                Remark.OF_POSTS,
                over=sum(post.get(metric, 0) for post in known for metric in over),
                under=sum(post[under] for post in known),
            )
    return total.ratio(times)


def _tells(post: Mapping[Metric, int], metric: Metric) -> bool:
    return bool(post.get(metric)) if metric is Metric.WATCH_SECONDS else metric in post


def of_days(
    over: tuple[Metric, ...],
    under: Metric,
    numbers: Numbers,
    span: Span,
    *,
    times: int,
    where: Where = is_social,
) -> Filled | None:
    """A ratio of the sums over the days of those accounts that tell both."""
    total = Total()
    for who in told_by(numbers, under, where, span):
        below = over_days(numbers, under, who, span)
        parts = [found for m in over if (found := over_days(numbers, m, who, span)) is not None]
        if below is None:
            total.miss(who.source)
        elif parts:
            total.add(who.source, *below[1], over=sum(p[0] for p in parts), under=below[0])
    return total.ratio(times)


def ratio(
    over: tuple[Metric, ...], under: Metric, numbers: Numbers, span: Span, *, times: int = 100
) -> Filled | None:
    """Of posts where a file lists them, else of days."""
    return of_posts(over, under, numbers, span, times=times) or of_days(
        over, under, numbers, span, times=times
    )


def per_post(over: tuple[Metric, ...], numbers: Numbers, span: Span) -> Filled | None:
    """How many of something a post has, of those that tell it."""
    total = Total()
    for source, posts in _posted(numbers, over, is_social, span, total):
        known = [post for post in posts if any(metric in post for metric in over)]
        if known:
            values = (post.get(metric, 0) for post in known for metric in over)
            total.add(source, Remark.OF_POSTS, over=sum(values), under=len(known))
    return total.ratio(1)


def per_follower(over: Metric, numbers: Numbers, span: Span) -> Filled | None:
    """Of a hundred followers, what an average post has; followers as they were at the end."""
    total = Total()
    for source, posts in _posted(numbers, (over,), is_social, span, total):
        known = [post[over] for post in posts if over in post]
        accounts = told_by(numbers, Metric.FOLLOWERS, partial(is_from, source), span)
        levels = [_level_at(numbers, Metric.FOLLOWERS, who, span) for who in accounts]
        followers = sum(level for level in levels if level)
        if known and followers and None not in levels:
            total.add(source, Remark.OF_POSTS, over=sum(known), under=len(known) * followers)
        elif known:
            total.miss(source)
    return total.ratio(100)
