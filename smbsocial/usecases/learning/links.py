"""What the business has measured of the chain's links, each with the published range before it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.assessment.values import Link
from smbsocial.domain.brief import Brief
from smbsocial.domain.learning.following import follow
from smbsocial.domain.learning.values import LearnedLink
from smbsocial.domain.ranges import Range
from smbsocial.domain.sampling import Sampler
from smbsocial.usecases.expecting import going_on
from smbsocial.usecases.learning.priors import published_of
from smbsocial.usecases.learning.told import Told
from smbsocial.usecases.learning.weeks import told_weeks
from smbsocial.usecases.ports import Ports, Reads

_HUNDRED = Decimal(100)
_OF_A_HUNDRED = frozenset({"percent", "per_hundred"})


def learn(reads: Reads, ports: Ports, brief: Brief, *, today: date) -> tuple[LearnedLink, ...]:
    """Every link that the business has figures of, in the chain's order.

    `today`: only weeks that ended before it count. What the answers hold as learned already counts
    for nothing: each time begins with what is published. It may take a second: beside the window.
    """
    own = replace(going_on(reads, brief), learned=())
    figures = ports.library.chain_figures(own.industry.key, own.goal.kind)
    sampler = Sampler()
    forecast = Forecast(own, figures, sampler)
    found = []
    for told in told_weeks(reads, ports, own, forecast, today=today):
        published = published_of(forecast, sampler, told.link)
        if published is not None:
            found.append(_learned(told, published, today))
    return tuple(found)


def _within(now: Range, published: Link) -> Range:
    """Of a hundred no more than a hundred."""
    if published.unit not in _OF_A_HUNDRED:
        return now
    return Range(*(min(end, _HUNDRED) for end in (now.low, now.typical, now.high)))


def _learned(told: Told, published: Link, today: date) -> LearnedLink:
    prior = published.figure.range
    known = follow(
        prior, told.weeks, today, inverse=told.inverse, counts=told.counts, steady=told.steady
    )
    return LearnedLink(
        link=told.link,
        unit=published.unit,
        published=prior,
        now=_within(known.now, published),
        weeks=known.weeks,
        own_percent=known.own_percent,
        count=told.count,
        of=told.of,
    )
