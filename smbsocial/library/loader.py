"""The product's knowledge from `resources/library`: each file read when it is first asked for.

So are the modules that turn its rows into types: a start needs few of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smbsocial.domain.ids import GoalKey, IndustryKey, KpiKey, PlatformKey
from smbsocial.library.source_rows import Row, pick, sources_by_key

if TYPE_CHECKING:
    from smbsocial.domain.assessment.values import ChainFigures
    from smbsocial.domain.benchmarks import Benchmark
    from smbsocial.domain.brief import Country
    from smbsocial.domain.custody import Custody, Handover
    from smbsocial.domain.goals import GoalFacts, KpiFacts
    from smbsocial.domain.observances import Observance
    from smbsocial.domain.passwords import PasswordRules
    from smbsocial.domain.platforms import PlatformFacts
    from smbsocial.domain.playbook import ExampleFacts, Industry, IndustryBrief, Regulation
    from smbsocial.domain.ranges import Source

Json = dict[str, Any]


class FileLibrary:
    """The library of one language in a folder; keeps what it has read.

    `root` is the folder that holds the languages. Unknown keys raise KeyError; a missing or
    broken file is a broken installation and raises OSError or ValueError.
    """

    def __init__(self, root: Path, language: str = "en") -> None:
        self._folder = root / language
        self._industries: dict[IndustryKey, Industry] = {}
        self._goals: dict[GoalKey, GoalFacts] = {}
        self._kpis: dict[KpiKey, KpiFacts] = {}
        self._platforms: dict[PlatformKey, PlatformFacts] = {}
        self._custodies: dict[PlatformKey, Custody] = {}

    def industries(self) -> tuple[IndustryBrief, ...]:
        """All industries by name, without their contents."""
        return self._briefs

    def industry(self, key: IndustryKey) -> Industry:
        """Everything on one industry; its file is read the first time."""
        from smbsocial.library.industry_rows import industry

        if key not in self._industries:
            self._known(key)
            row = self._read(f"industries/{key}.json")
            self._industries[key] = industry(row, self._trades[key], self._sources)
        return self._industries[key]

    def goals(self) -> tuple[GoalFacts, ...]:
        """All kinds of goals."""
        return tuple(self.goal(key) for key in self._goal_rows)

    def goal(self, key: GoalKey) -> GoalFacts:
        """One kind of goal."""
        from smbsocial.library.goal_rows import goal

        if key not in self._goals:
            self._goals[key] = goal(self._goal_rows[key], self._sources)
        return self._goals[key]

    def kpis(self) -> tuple[KpiFacts, ...]:
        """All KPIs."""
        return tuple(self.kpi(key) for key in self._kpi_rows)

    def kpi(self, key: KpiKey) -> KpiFacts:
        """One KPI."""
        from smbsocial.library.goal_rows import kpi

        if key not in self._kpis:
            self._kpis[key] = kpi(self._kpi_rows[key], self._sources)
        return self._kpis[key]

    def platforms(self) -> tuple[PlatformFacts, ...]:
        """All platforms."""
        return tuple(self.platform(key) for key in self._platform_rows)

    def platform(self, key: PlatformKey) -> PlatformFacts:
        """One platform."""
        from smbsocial.library.platform_rows import platform

        if key not in self._platforms:
            row, keeping = self._platform_rows[key], self._custody[key]
            self._platforms[key] = platform(row, keeping, self._sources)
        return self._platforms[key]

    def custody(self, key: PlatformKey) -> Custody:
        """How to keep, hand over and get back an account on a platform, or (OTHER_SERVICE) any."""
        from smbsocial.library.custody_rows import custody

        if key not in self._custodies:
            other = key == self._custody_file["other_service"]["platform"]
            row = self._custody_file["other_service"] if other else self._custody[key]
            platform = row if other else self._platform_rows[key]
            titles = self._custody_file["step_names"]
            self._custodies[key] = custody(row, platform, titles, self._sources)
        return self._custodies[key]

    def handover(self) -> Handover:
        """What holds for the accounts on every platform."""
        from smbsocial.library.custody_rows import handover

        return handover(self._custody_file, self._sources)

    def password_rules(self, platform: PlatformKey) -> PasswordRules:
        """How a password for a platform is made; one that is not listed gets what all take."""
        from smbsocial.library.password_rows import password_rules

        row: Row = self._password_rows.get(platform) or self._password_file["default"]
        return password_rules(row, self._sources)

    def observances(self) -> tuple[Observance, ...]:
        """All observances."""
        return self._observances

    def countries(self) -> tuple[Country, ...]:
        """All countries by name, with their usual currency, zone and first weekday."""
        return tuple(self._countries.values())

    def country(self, code: str) -> Country:
        """One country (ISO 3166)."""
        return self._countries[code]

    def example(self, industry: IndustryKey) -> ExampleFacts:
        """The made-up business that shows what this industry's would look like."""
        from smbsocial.library.example_rows import example

        return example(self._read("examples.json"), industry)

    def chain_figures(self, industry: IndustryKey, goal: GoalKey) -> ChainFigures:
        """The published and assumed figures that the assessment of this pair starts from."""
        from smbsocial.library.figures import FileFigures

        self._known(industry)
        return FileFigures(
            self._chain,
            self._benchmark_rows,
            self._sources,
            self._benchmark_file["closest_labels"]["map"],
            industry,
            self.goal(goal).key,
        )

    def benchmarks(self) -> tuple[Benchmark, ...]:
        """Every published figure, in the order of the file."""
        from smbsocial.library.benchmark_rows import benchmark

        return tuple(benchmark(row, self._sources) for row in self._benchmark_rows.values())

    def general_rules(self) -> tuple[Regulation, ...]:
        """Pointers to rules that concern every trade."""
        from smbsocial.library.industry_rows import regulation

        return tuple(regulation(row, self._sources) for row in self._index["general_rules"])

    def cadence_minutes(self) -> Mapping[str, int]:
        """Minutes assumed for each kind of work, by name, until the owner's own log says more."""
        minutes: Mapping[str, int] = self._index["cadence_model"]["minutes_assumed"]
        return minutes

    def cadence_sources(self) -> tuple[Source, ...]:
        """Where the minutes come from (general knowledge, unverified)."""
        return pick(self._sources, self._index["cadence_model"]["source_ids"])

    def count_methods(self) -> Mapping[str, str]:
        """How platforms count the length of a text: the method's name and what it means."""
        methods: Mapping[str, str] = self._platform_file["count_methods"]
        return methods

    def reading_base_paths(self) -> Mapping[PlatformKey, str]:
        """The menu path to a platform's own numbers."""
        paths: Mapping[PlatformKey, str] = self._kpi_file["reading_base_paths"]
        return paths

    def collected(self) -> date:
        """The day the facts were collected, to be shown beside limits and menu names."""
        return date.fromisoformat(self._source_file["collected"])

    def sources(self) -> tuple[Source, ...]:
        """Every source named anywhere in the library."""
        return tuple(self._sources[row["id"]] for row in self._source_file["sources"])

    def _read(self, name: str) -> Json:
        content: Json = json.loads((self._folder / name).read_text(encoding="utf-8"))
        return content

    def _known(self, key: IndustryKey) -> None:
        """Raise KeyError for an industry that the index does not list."""
        if all(brief.key != key for brief in self._briefs):
            raise KeyError(key)

    @cached_property
    def _index(self) -> Json:
        return self._read("industries.json")

    @cached_property
    def _briefs(self) -> tuple[IndustryBrief, ...]:
        from smbsocial.library.industry_rows import industry_brief

        return tuple(industry_brief(row) for row in self._index["industries"])

    @cached_property
    def _trades(self) -> Json:
        return self._read("trades.json")

    @cached_property
    def _source_file(self) -> Json:
        return self._read("sources.json")

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return sources_by_key(self._source_file["sources"])

    @cached_property
    def _goal_rows(self) -> dict[GoalKey, Row]:
        return {GoalKey(row["id"]): row for row in self._read("goals.json")["goals"]}

    @cached_property
    def _kpi_file(self) -> Json:
        return self._read("kpis.json")

    @cached_property
    def _kpi_rows(self) -> dict[KpiKey, Row]:
        return {KpiKey(row["id"]): row for row in self._kpi_file["kpis"]}

    @cached_property
    def _platform_file(self) -> Json:
        return self._read("platforms.json")

    @cached_property
    def _platform_rows(self) -> dict[PlatformKey, Row]:
        return {PlatformKey(row["id"]): row for row in self._platform_file["platforms"]}

    @cached_property
    def _custody_file(self) -> Json:
        return self._read("custody.json")

    @cached_property
    def _custody(self) -> dict[PlatformKey, Row]:
        return {PlatformKey(row["platform"]): row for row in self._custody_file["platforms"]}

    @cached_property
    def _password_file(self) -> Json:
        return self._read("password_rules.json")

    @cached_property
    def _password_rows(self) -> dict[PlatformKey, Row]:
        return {PlatformKey(row["platform"]): row for row in self._password_file["platforms"]}

    @cached_property
    def _observances(self) -> tuple[Observance, ...]:
        from smbsocial.library.calendar_rows import observance

        rows = self._read("observances.json")["observances"]
        return tuple(observance(row, self._sources) for row in rows)

    @cached_property
    def _countries(self) -> dict[str, Country]:
        from smbsocial.library.calendar_rows import country

        rows = self._read("countries.json")["countries"]
        return {row["code"]: country(row) for row in rows}

    @cached_property
    def _benchmark_file(self) -> Json:
        return self._read("benchmarks.json")

    @cached_property
    def _benchmark_rows(self) -> dict[str, Json]:
        return {row["id"]: row for row in self._benchmark_file["benchmarks"]}

    @cached_property
    def _chain(self) -> Json:
        return self._read("chain.json")
