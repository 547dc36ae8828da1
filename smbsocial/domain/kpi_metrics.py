"""Which reported and counted figures fill which KPI, and how they are put together.

Counts are summed, levels taken at the end, ratios made from sums and never averaged. A figure is
given only for days that are known whole; who told it before and is silent now is named as missing.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial

from smbsocial.domain.counter import What
from smbsocial.domain.heard import COUNTER, Attributed, Sold, attributed, referred
from smbsocial.domain.ids import KpiKey
from smbsocial.domain.known_numbers import PARTS, Numbers, gather
from smbsocial.domain.kpi_sums import (
    Filled,
    Remark,
    Total,
    any_of,
    growth,
    is_from,
    is_listing,
    is_platform,
    is_social,
    level,
    of_days,
    over_days,
    per_follower,
    per_post,
    ratio,
    summed,
    to_hundredths,
    told_by,
)
from smbsocial.domain.measures import Measure, Metric
from smbsocial.domain.money import digits
from smbsocial.domain.periods import Span

M = Metric


class Need(Enum):
    """What has to be looked up for a figure."""

    MEASURES = "measures"
    TALLIES = "tallies"
    SALES = "sales"
    POSTS = "posts"
    COST = "cost"
    MARGIN = "margin"


def filled(kpi: KpiKey, numbers: Numbers, first: date, last: date) -> Filled | None:
    """What is known of a KPI for the days from first to last; None where it is nothing."""
    rule = _RULES.get(kpi)
    return rule(numbers, (first, last)) if rule else None


def figures(
    kpi: KpiKey, measures: Iterable[Measure] | Numbers, first: date, last: date
) -> Decimal | None:
    """The KPI's figure where it is known whole and is the KPI's own; see `filled`.

    Whoever asks for many spans hands in what `gather` made of the measures.
    """
    numbers = measures if isinstance(measures, Numbers) else gather(measures)
    found = filled(kpi, numbers, first, last)
    return found.value if found is not None and found.is_whole else None


def needs(kpi: KpiKey) -> frozenset[Need]:
    """What a KPI's figure is made of."""
    if kpi not in _RULES:
        return frozenset()
    return _NEEDS.get(kpi, frozenset({Need.MEASURES}))


def metrics_of(kpi: KpiKey) -> frozenset[Metric]:
    """The metrics that a KPI's figure may be made of; none for what only the counter tells."""
    rule = _RULES.get(kpi)
    told = (*rule.args, *rule.keywords.values()) if isinstance(rule, partial) else ()
    named = {m for each in told for m in (each if isinstance(each, tuple) else (each,))}
    found = frozenset(m for m in named if isinstance(m, Metric))
    return found.union(PARTS) if M.INTERACTIONS in found else found


def can_be_filled(kpi: KpiKey) -> bool:
    """Whether there is any rule for a KPI."""
    return kpi in _RULES


def _counted(
    numbers: Numbers, span: Span, *, whats: frozenset[What], sales: Sold = Sold.NONE
) -> Filled | None:
    found = attributed(numbers.counter, span, whats=whats, sales=sales)
    return _from_counter(Fraction(found.count), found)


def _bookings(metric: Metric, numbers: Numbers, span: Span) -> Filled | None:
    """Booked through a platform's button or told at the counter; the larger of both counts."""
    found = attributed(numbers.counter, span, whats=frozenset({What.BOOKING}), sales=Sold.NONE)
    total = Total()
    counted = {platform: count for platform, count in found.by_platform if count}
    for who in told_by(numbers, metric, is_platform, span):
        clicked = over_days(numbers, metric, who, span)
        if clicked is None:
            total.miss(who.source)
        else:
            total.add(who.source, over=max(clicked[0], counted.pop(who.source, 0)))
    if found.in_use:
        total.add(COUNTER, over=sum(counted.values()))
    return total.total()


def _from_counter(value: Fraction, found: Attributed) -> Filled | None:
    if not found.in_use:
        return None
    return Filled(to_hundredths(value), (), found.sources, found.missing)


def _referrals(numbers: Numbers, span: Span) -> Filled | None:
    count = referred(numbers.counter, span)
    if count is None:
        return None
    return Filled(Decimal(count), (Remark.ANY_FRIEND,), (COUNTER,))


def _takings(numbers: Numbers, span: Span, *, margin: bool = False) -> Filled | None:
    percent = numbers.work.margin_percent if margin else 100
    if percent is None:
        return None
    everything = frozenset(What)
    found = attributed(numbers.counter, span, whats=everything, sales=Sold.ALL)
    minor = found.revenue * percent / 100
    return _from_counter(_major(minor, numbers), found)


def _cost(numbers: Numbers, span: Span) -> Fraction | None:
    """In major units; None where no work and no spending is known for these days."""
    found = [amount for day, amount in numbers.work.costs if span[0] <= day <= span[1]]
    if not found:
        return None
    return _major(sum(found, Fraction(0)), numbers)


def _major(minor: Fraction, numbers: Numbers) -> Fraction:
    return minor / Fraction(10) ** digits(numbers.counter.currency)


def _social_cost(numbers: Numbers, span: Span) -> Filled | None:
    cost = _cost(numbers, span)
    return None if cost is None else Filled(to_hundredths(cost))


def _cost_per_lead(numbers: Numbers, span: Span) -> Filled | None:
    cost = _cost(numbers, span)
    found = attributed(numbers.counter, span, whats=_LEADS, sales=Sold.NONE)
    if cost is None or not found.count:
        return None
    return _from_counter(cost / found.count, found)


def _first_ratio(
    over: tuple[Metric, ...], under: Metric, numbers: Numbers, span: Span
) -> Filled | None:
    """A ratio of the first of several counts that is told."""
    found = (ratio((metric,), under, numbers, span) for metric in over)
    return next((each for each in found if each), None)


def _kept_plan(numbers: Numbers, span: Span) -> Filled | None:
    planned = [out for day, out in numbers.work.planned if span[0] <= day <= span[1]]
    if not planned:
        return None
    return Filled(to_hundredths(Fraction(100 * sum(planned), len(planned))))


_LEADS = frozenset({What.LEAD, What.CALL})
_AT_THE_DOOR = frozenset({What.VISIT, What.ORDER})
_ACTIONS = (M.CALLS, M.WEBSITE_CLICKS, M.DIRECTIONS, M.BOOKINGS)

_RULES: dict[str, Callable[[Numbers, Span], Filled | None]] = {
    "reach": partial(summed, M.REACH, where=is_social),
    "impressions": partial(summed, M.VIEWS, where=is_social),
    "engagements": partial(summed, M.INTERACTIONS, where=is_social, also=(M.CLICKS,)),
    "followers": partial(level, M.FOLLOWERS, where=is_social),
    "follower_growth_rate": partial(growth, M.FOLLOWERS, where=is_social, percent=True),
    "profile_visits": partial(summed, M.PROFILE_VISITS, where=is_social),
    "listing_views": partial(summed, M.VIEWS, where=is_listing),
    "listing_action_rate": partial(of_days, _ACTIONS, M.VIEWS, where=is_listing, times=100),
    "reach_rate": partial(per_follower, M.REACH),
    "engagement_rate_followers": partial(per_follower, M.INTERACTIONS),
    "engagement_rate_reach": partial(ratio, (M.INTERACTIONS,), M.REACH),
    "shares_saves": partial(per_post, (M.SHARES, M.SAVES)),
    "video_watch_time": partial(ratio, (M.WATCH_SECONDS,), M.VIEWS, times=1),
    "link_clicks": partial(any_of, (M.LINK_CLICKS, M.WEBSITE_CLICKS), where=is_platform),
    "click_through_rate": partial(_first_ratio, (M.LINK_CLICKS, M.CLICKS), M.VIEWS),
    "social_sessions": partial(summed, M.SOCIAL_SESSIONS, where=partial(is_from, "website")),
    "direction_requests": partial(summed, M.DIRECTIONS, where=is_platform),
    "profile_calls": partial(summed, M.CALLS, where=is_platform),
    "messages_started": partial(summed, M.MESSAGES, where=is_platform),
    "email_signups": partial(
        growth, M.SUBSCRIBERS, where=partial(is_from, "mailing_list"), percent=False
    ),
    "posts_published": _kept_plan,
    "walk_ins_attributed": partial(_counted, whats=_AT_THE_DOOR, sales=Sold.AT_THE_DOOR),
    "leads": partial(_counted, whats=_LEADS),
    "orders": partial(_counted, whats=frozenset({What.ORDER}), sales=Sold.ALL),
    "bookings": partial(_bookings, M.BOOKINGS),
    "referrals": _referrals,
    "revenue_social": _takings,
    "gross_margin_social": partial(_takings, margin=True),
    "social_cost": _social_cost,
    "cost_per_lead": _cost_per_lead,
}
"""By the KPI's key; the others are read by a person."""

_COUNTER = frozenset({Need.TALLIES})
_SOLD = frozenset({Need.TALLIES, Need.SALES})
_NEEDS = {
    "posts_published": frozenset({Need.POSTS}),
    "walk_ins_attributed": _SOLD,
    "leads": _COUNTER,
    "orders": _SOLD,
    "bookings": _COUNTER | {Need.MEASURES},
    "referrals": _COUNTER,
    "revenue_social": _SOLD,
    "gross_margin_social": _SOLD | {Need.MARGIN},
    "social_cost": frozenset({Need.COST}),
    "cost_per_lead": _COUNTER | {Need.COST},
}
"""Of those that are not made of measures alone."""
