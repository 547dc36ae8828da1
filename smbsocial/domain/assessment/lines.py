"""Gathers the lines of the chain while it is built, so that none counts that is not shown."""

from dataclasses import replace
from decimal import Decimal

from smbsocial.domain.answers import Override
from smbsocial.domain.assessment.values import ChainFigures, Channel, Link, LinkKey
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.ranges import Basis, Figure, Range
from smbsocial.domain.sampling import Sampler, Samples


class Lines:
    """The lines so far; each adds its figure to what the owner reads and returns its samples."""

    def __init__(
        self, figures: ChainFigures, sampler: Sampler, overrides: tuple[Override, ...]
    ) -> None:
        self.sampler = sampler
        self._figures = figures
        self._overrides = {each.link: each.range for each in overrides}
        self._links: list[Link] = []

    @property
    def links(self) -> tuple[Link, ...]:
        """The lines in the order in which they were asked for."""
        return tuple(self._links)

    @property
    def stand_ins(self) -> tuple[str, ...]:
        """The keys of lines whose figure is only the closest, each once."""
        closest = (link.key for link in self._links if link.figure.basis is Basis.CLOSEST)
        return tuple(dict.fromkeys(closest))

    def constant(self, name: str) -> Decimal:
        """A rule of the chain that is one number and no line of its own."""
        return self._figures.figure(name).range.typical

    def look_up(
        self,
        key: LinkKey,
        name: str,
        *,
        channel: Channel,
        unit: str,
        platform: PlatformKey | None = None,
        like: PlatformKey | None = None,
        factor: Decimal | int = 1,
    ) -> Samples:
        """A line from the library; `like` names the platform that stands in where another does.

        `factor` brings the library's figure into the unit of the line (another currency).
        """
        figure = self._figures.figure(name, like or platform)
        if like is not None and like != platform:
            figure = replace(figure, basis=Basis.CLOSEST)
        if factor != 1:
            figure = replace(figure, range=figure.range.scaled(factor))
        return self.add(key, figure, channel=channel, unit=unit, platform=platform)

    def said(
        self,
        key: LinkKey,
        value: Decimal | int,
        *,
        channel: Channel,
        unit: str,
        platform: PlatformKey | None = None,
    ) -> Samples:
        """A line that the owner knows."""
        figure = Figure(Range.exactly(value), Basis.YOU_SAID)
        return self.add(key, figure, channel=channel, unit=unit, platform=platform)

    def add(
        self,
        key: LinkKey,
        figure: Figure,
        *,
        channel: Channel,
        unit: str,
        platform: PlatformKey | None = None,
    ) -> Samples:
        """A line with this figure, or with the owner's own one in its place."""
        stream = key.value if platform is None else f"{key.value}.{platform}"
        own = self._overrides.get(stream, self._overrides.get(key.value))
        if own is not None:
            figure = Figure(own, Basis.YOU_SAID)
        self._links.append(Link(key.value, channel, figure, unit, platform))
        return self.sampler.draw(stream, figure.range)

    def derived(
        self,
        key: LinkKey,
        range_: Range,
        *,
        channel: Channel,
        unit: str,
        platform: PlatformKey | None = None,
    ) -> None:
        """A line computed from those above it; the owner corrects those."""
        figure = Figure(range_, Basis.DERIVED)
        self._links.append(Link(key.value, channel, figure, unit, platform, overridable=False))
