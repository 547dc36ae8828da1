"""The assessment's figures for one industry: published values, and assumptions said to be so."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.ranges import Basis, Figure, Range, Source
from smbsocial.library.source_rows import UNVERIFIED, Row

ENDS = ("low", "typical", "high")
ASSUMED = ("gk",)
"""The source of figures that nobody published: general knowledge, unverified."""


class FileFigures:
    """`ChainFigures` from `chain.json` and `benchmarks.json`.

    A figure whose three ends are published is PUBLISHED; one taken from a neighbouring platform
    or industry is CLOSEST; one with an end of our own is UNVERIFIED. Unknown keys raise KeyError.
    """

    def __init__(
        self,
        chain: Row,
        benchmarks: Mapping[str, Row],
        sources: Mapping[str, Source],
        closest_labels: Mapping[str, Iterable[str]],
        industry: IndustryKey,
        goal: GoalKey,
    ) -> None:
        self._figures = chain["figures"]
        self._benchmarks = benchmarks
        self._sources = sources
        self._labels = tuple(closest_labels.get(industry, ()))
        self._industry = industry
        self.goal = goal
        self._made: dict[tuple[str, PlatformKey | None], Figure] = {}

    def figure(self, key: str, platform: PlatformKey | None = None) -> Figure:
        """The figure of a link; where a platform has none, the closest, marked as such."""
        if (key, platform) not in self._made:
            self._made[key, platform] = self._make(key, platform)
        return self._made[key, platform]

    def _make(self, key: str, platform: PlatformKey | None) -> Figure:
        node = self._figures[key]
        if "platforms" in node:
            own = node["platforms"].get(platform)
            if own is not None:
                return self._read(own, closest=False)
            return self._read(node["platforms"][node["closest"][platform]], closest=True)
        if "labels" in node:
            label = next((each for each in self._labels if each in node["labels"]), None)
            if label is None:
                return self._read(node["any"], closest=False)
            return self._read(
                node["labels"][label], closest=self._industry not in node["own"][label]
            )
        if "classes" in node:
            node = node["classes"][node["trades"].get(self._industry, node["usual"])]
        return self._read(node, closest=False)

    def _read(self, row: Row, *, closest: bool) -> Figure:
        named = [row[end] for end in ENDS if isinstance(row[end], str)]
        rows = [self._benchmarks[name.partition(":")[0]] for name in named]
        published = [each for each in rows if each["source"] != UNVERIFIED]
        keys = dict.fromkeys(key for each in rows for key in each["source_ids"])
        if len(published) < len(ENDS):
            keys |= dict.fromkeys(ASSUMED)
        years = [each["year"] for each in published if each["year"]]
        return Figure(
            range=Range(*(self._value(row[end]) for end in ENDS)),
            basis=_basis(closest=closest, published=len(published) == len(ENDS)),
            sources=tuple(self._sources[key] for key in keys),
            year=max(years, default=row.get("year")),
            note=row["note"],
        )

    def _value(self, end: str | float) -> Decimal:
        if not isinstance(end, str):
            return Decimal(str(end))
        name, _, part = end.partition(":")
        return Decimal(str(self._benchmarks[name]["value_high" if part else "value"]))


def _basis(*, closest: bool, published: bool) -> Basis:
    if closest:
        return Basis.CLOSEST
    return Basis.PUBLISHED if published else Basis.UNVERIFIED
