"""The published range that a measured link begins with, also where it stands for several lines."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from smbsocial.domain.assessment.brought import ON_THE_WAY
from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.assessment.values import Channel, Link, LinkKey
from smbsocial.domain.ranges import Basis, Figure, Range
from smbsocial.domain.sampling import Sampler, Samples

_FINE = 10**6
"""Figures may be few in a thousand: the ends are taken to a millionth."""
_CLOSE = LinkKey.CLOSE.value
"""Said by the owner it counts elsewhere; what was measured to the end needs it no more."""
_STEPS = frozenset(key.value for key in ON_THE_WAY)
_TOGETHER = {
    LinkKey.ACT.value: (LinkKey.ACT, LinkKey.APPEAL),
    LinkKey.ACT_WHOLE.value: (LinkKey.ACT, LinkKey.APPEAL, LinkKey.TURN, LinkKey.CLOSE),
}
"""Measured links that stand for several lines; the first has the unit, the others are per cent."""


def published_of(forecast: Forecast, sampler: Sampler, name: str) -> Link | None:
    """The line of a measured link (named as in an override) as it stands without any measuring.

    None where the chain has no such line, or the owner said the figure: nothing is to be learned.
    """
    if name == LinkKey.BROUGHT.value:
        return _brought(forecast)
    lines = {_named(link): link for link in forecast.links}
    several = _TOGETHER.get(name)
    if several is None:
        line = lines.get(name)
        return line if line and line.figure.basis is not Basis.YOU_SAID else None
    found = [lines[key.value] for key in several if key.value in lines]
    if any(line.figure.basis is Basis.YOU_SAID for line in found if line.key != _CLOSE):
        return None
    samples = sampler.draw(found[0].key, found[0].figure.range)
    for line in found[1:]:
        samples *= sampler.draw(line.key, line.figure.range).times(Fraction(1, 100))
    return replace(found[0], key=name, figure=replace(found[0].figure, range=_exact(samples)))


def _brought(forecast: Forecast) -> Link | None:
    """What ten posts bring in the end: by all steps on the way, none of which the owner said."""
    steps = [link for link in forecast.links if link.key in _STEPS]
    if any(link.figure.basis is Basis.YOU_SAID for link in steps):
        return None
    figure = Figure(_exact(forecast.per_post.times(10)), Basis.DERIVED)
    return Link(LinkKey.BROUGHT.value, Channel.POSTS, figure, "per_ten")


def _exact(samples: Samples) -> Range:
    ends = samples.range(times=_FINE)
    return Range(*(end / Decimal(_FINE) for end in (ends.low, ends.typical, ends.high)))


def _named(link: Link) -> str:
    return link.key if link.platform is None else f"{link.key}.{link.platform}"
