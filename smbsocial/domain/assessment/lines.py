"""Gathers the lines of the chain while it is built, so that none counts that is not shown."""

from dataclasses import replace
from decimal import Decimal

from smbsocial.domain.answers import Learned, Override
from smbsocial.domain.assessment.values import ChainFigures, Channel, Link, LinkKey
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.ranges import Basis, Figure, Range
from smbsocial.domain.sampling import Drawn, Sampler, Samples

PER = {"percent": 100, "per_hundred": 100, "per_ten": 10}
"""Units that are parts of a whole."""


class Lines:
    """The lines so far; each adds its figure to what the owner reads and returns its samples."""

    def __init__(
        self,
        figures: ChainFigures,
        sampler: Sampler,
        overrides: tuple[Override, ...],
        learned: tuple[Learned, ...] = (),
    ) -> None:
        self.sampler = sampler
        self._figures = figures
        self._overrides = {each.link: each.range for each in overrides}
        self._learned = {each.link: each for each in learned if each.own_percent > 0}
        self._links: list[Link] = []
        self.drawn: Drawn = ("", Range.exactly(0))
        """What the last line was drawn from."""

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
    ) -> Samples:
        """A line from the library."""
        figure = self.library(name, platform)
        return self.add(key, figure, channel=channel, unit=unit, platform=platform)

    def library(self, name: str, platform: PlatformKey | None = None) -> Figure:
        """A figure of the library that is brought into another unit before it is added."""
        return self._figures.figure(name, platform)

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
        or_measured: bool = True,
    ) -> Samples:
        """A line with this figure, or the measured one, or the owner's own one in its place.

        What the owner said counts before what was measured.
        The samples are parts of one where the unit is so many of ten or of a hundred.
        """
        stream = _stream(key, platform)
        own = self._overrides.get(stream, self._overrides.get(key.value))
        learned = self._learned.get(stream, self._learned.get(key.value))
        if own is not None:
            figure = Figure(own, Basis.YOU_SAID)
        elif or_measured and learned is not None and figure.basis is not Basis.YOU_SAID:
            figure = _counted(figure, learned)
        self._links.append(Link(key.value, channel, figure, unit, platform))
        self.drawn = (stream, figure.range)
        return self.sampler.draw(stream, figure.range, per=PER.get(unit, 1))

    def fixed(
        self,
        key: LinkKey,
        figure: Figure,
        channel: Channel,
        unit: str,
        *,
        platform: PlatformKey | None = None,
    ) -> None:
        """A line that nobody corrects: a slider's value, or computed from lines above it."""
        self._links.append(Link(key.value, channel, figure, unit, platform, overridable=False))

    def measured(self, name: str, platform: PlatformKey | None = None) -> Figure | None:
        """What the business measured under a name that the library has no figure for."""
        learned = self._learned.get(name if platform is None else f"{name}.{platform}")
        return _counted(Figure(learned.range, Basis.DERIVED), learned) if learned else None

    def corrected(self, key: LinkKey, platform: PlatformKey | None = None) -> bool:
        """Whether the owner put a figure of their own in place of a line."""
        return bool({_stream(key, platform), key.value} & self._overrides.keys())

    def leave_out(self, channel: Channel) -> None:
        """Show no lines of a channel that carries nothing; what was drawn still counts."""
        self._links = [link for link in self._links if link.channel is not channel]


def _stream(key: LinkKey, platform: PlatformKey | None) -> str:
    return key.value if platform is None else f"{key.value}.{platform}"


def _counted(figure: Figure, learned: Learned) -> Figure:
    """The measured figure; who published the one that it began with is still named."""
    return replace(
        figure,
        range=learned.range,
        basis=Basis.YOUR_COUNT,
        weeks=learned.weeks,
        own_percent=learned.own_percent,
    )
