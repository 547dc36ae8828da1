"""Every name in the library leads somewhere, and no figure stands without its source."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from smbsocial.domain.goals import Counted
from smbsocial.domain.ids import IndustryKey, ObservanceKey
from smbsocial.domain.observances import Relative
from smbsocial.domain.playbook import Industry
from smbsocial.library.loader import FileLibrary
from smbsocial.library.source_rows import UNVERIFIED

UNSOURCED = {"gk", "ed"}
FORMULA_WORDS = (ast.Name, ast.BinOp, ast.Constant, ast.operator, ast.Expression, ast.Load)


@pytest.fixture(scope="module")
def everything(library: FileLibrary) -> tuple[Industry, ...]:
    return tuple(library.industry(brief.key) for brief in library.industries())


@pytest.fixture(scope="module")
def names(library: FileLibrary) -> dict[str, set[str]]:
    return {
        "industries": {each.key for each in library.industries()},
        "goals": {each.key for each in library.goals()},
        "kpis": {each.key for each in library.kpis()},
        "platforms": {each.key for each in library.platforms()},
        "countries": {each.code for each in library.countries()},
        "observances": {each.key for each in library.observances()},
        "sources": {each.key for each in library.sources()},
    }


def rows(root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in every file, with its file's name."""

    def walk(name: str, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(value, dict):
            yield name, value
        children = value.values() if isinstance(value, dict) else value
        for child in children if isinstance(value, dict | list) else ():
            yield from walk(name, child)

    for path in sorted(root.rglob("*.json")):
        yield from walk(path.stem, json.loads(path.read_text(encoding="utf-8")))


def test_an_industry_leads_to_its_goals_and_platforms(
    everything: tuple[Industry, ...], names: dict[str, set[str]]
) -> None:
    for industry in everything:
        platforms = [fit.platform for fit in industry.platforms]
        assert set(industry.goals) <= names["goals"]
        assert set(platforms) <= names["platforms"]
        assert [fit.rank for fit in industry.platforms] == list(range(1, len(platforms) + 1))
        for cadence in industry.cadences:
            assert {platform for platform, _ in cadence.by_platform} <= set(platforms)
        assert industry.goals
        assert industry.communities


def test_an_industry_keeps_within_its_scales(everything: tuple[Industry, ...]) -> None:
    for industry in everything:
        assert 1 <= industry.difficulty <= 5
        assert len(industry.pillars) == 5
        assert [each.hours for each in industry.cadences] == [1, 3, 6]
        assert [each.posts for each in industry.cadences] == sorted(
            each.posts for each in industry.cadences
        )
        for season in industry.peaks + industry.dips:
            assert season.why
            assert season.months
            assert set(season.months) <= set(range(1, 13))


def test_an_industrys_starting_figures_are_possible(everything: tuple[Industry, ...]) -> None:
    for industry in everything:
        defaults = industry.defaults
        assert defaults.average_sale > 0
        assert 1 <= defaults.margin_percent <= 100
        assert defaults.purchases >= 1
        assert defaults.customers_a_week >= 1
        assert isinstance(defaults.counted, Counted)


def test_a_goal_leads_to_its_kpis_and_platforms(
    library: FileLibrary, names: dict[str, set[str]]
) -> None:
    for goal in library.goals():
        assert set(goal.kpis) <= names["kpis"]
        assert goal.main_kpi in goal.kpis
        assert set(goal.best_platforms) <= names["platforms"]
        assert goal.first_sign_weeks[0] <= goal.first_sign_weeks[1] <= goal.solid_result_weeks[1]
        assert 1 <= goal.effort <= 5


def test_a_kpi_leads_to_its_goals_and_platforms(
    library: FileLibrary, names: dict[str, set[str]]
) -> None:
    for kpi in library.kpis():
        assert set(kpi.goals) <= names["goals"]
        assert {platform for platform, _ in kpi.where_to_read} <= names["platforms"]
        assert kpi.direction in {"up", "down", "neutral"}
        assert kpi.where_to_read or kpi.outside_platforms


def test_a_formula_names_its_inputs_and_no_others(library: FileLibrary) -> None:
    formulas = [(kpi.key, kpi.expression, kpi.inputs) for kpi in library.kpis()]
    formulas += [(goal.key, goal.roi_formula, goal.roi_inputs) for goal in library.goals()]
    for key, formula, inputs in formulas:
        nodes = list(ast.walk(ast.parse(formula, mode="eval")))
        used = {node.id for node in nodes if isinstance(node, ast.Name)}
        assert all(isinstance(node, FORMULA_WORDS) for node in nodes), key
        assert used == {name for name, _ in inputs}, key


def test_a_platform_leads_to_its_industries_and_goals(
    library: FileLibrary, names: dict[str, set[str]]
) -> None:
    methods = set(library.count_methods())
    for platform in library.platforms():
        assert set(platform.good_industries) <= names["industries"]
        assert set(platform.good_goals) <= names["goals"]
        assert platform.text.count_method in methods
        assert platform.post_types
        assert platform.compose.template or platform.compose.composer
        assert all(url.startswith("https://") for _, url in platform.urls)
        assert dict(platform.urls)["login"]


def test_custody_and_reading_paths_are_of_the_platforms(
    library: FileLibrary, names: dict[str, set[str]]
) -> None:
    assert set(library.reading_base_paths()) == names["platforms"]
    assert {library.custody(each.key).platform for each in library.platforms()} == names[
        "platforms"
    ]


def test_an_observance_leads_to_its_industries_and_countries(
    library: FileLibrary, names: dict[str, set[str]]
) -> None:
    for each in library.observances():
        assert set(each.industries) <= names["industries"] | {"all"}
        assert set(each.countries) <= names["countries"] | {"WORLD"}
        assert each.lead_days >= 0
        assert each.prompt


def test_observances_told_by_others_come_to_an_end(library: FileLibrary) -> None:
    known = {each.key: each.rule for each in library.observances()}

    def chain(key: ObservanceKey, seen: tuple[ObservanceKey, ...] = ()) -> int:
        assert key not in seen
        rule = known[key]
        return chain(rule.to, (*seen, key)) + 1 if isinstance(rule, Relative) else 0

    assert max(chain(key) for key in known) >= 1


def test_a_country_has_a_real_zone_currency_and_weekday(library: FileLibrary) -> None:
    codes = [each.code for each in library.countries()]
    assert len(codes) == len(set(codes)) == 244
    assert [each.name for each in library.countries()] == sorted(
        each.name for each in library.countries()
    )
    for each in library.countries():
        assert ZoneInfo(each.zone).key == each.zone
        assert len(each.currency) == 3
        assert each.currency.isupper()
        assert 0 <= each.first_weekday <= 6
        assert each.scale >= 1
        assert each.hourly_cost > 0


@pytest.mark.parametrize(
    ("code", "currency", "zone", "first_weekday"),
    [
        ("US", "USD", "America/New_York", 6),
        ("CA", "CAD", "America/Toronto", 6),
        ("GB", "GBP", "Europe/London", 0),
        ("IE", "EUR", "Europe/Dublin", 0),
        ("DE", "EUR", "Europe/Berlin", 0),
        ("BG", "EUR", "Europe/Sofia", 0),
        ("CH", "CHF", "Europe/Zurich", 0),
        ("AU", "AUD", "Australia/Sydney", 0),
        ("NZ", "NZD", "Pacific/Auckland", 0),
        ("BR", "BRL", "America/Sao_Paulo", 6),
        ("JP", "JPY", "Asia/Tokyo", 6),
        ("IN", "INR", "Asia/Kolkata", 6),
        ("EG", "EGP", "Africa/Cairo", 5),
        ("RU", "RUB", "Europe/Moscow", 0),
    ],
)
def test_countries_that_can_be_checked_by_hand(
    library: FileLibrary, code: str, currency: str, zone: str, first_weekday: int
) -> None:
    country = library.country(code)
    assert (country.currency, country.zone) == (currency, zone)
    assert country.first_weekday == first_weekday


def named_sources(row: dict[str, Any]) -> Iterator[str]:
    """The keys in all fields that name sources: lists, or lists and keys by field or platform."""
    fields = ("source_ids", "field_sources", "url_sources", "base_path_source_ids")
    for value in (row[field] for field in row if field.endswith(fields)):
        for keys in value.values() if isinstance(value, dict) else [value]:
            yield from [keys] if isinstance(keys, str) else keys


def test_every_source_named_anywhere_is_in_the_table(
    library_root: Path, names: dict[str, set[str]]
) -> None:
    checked = 0
    for name, row in rows(library_root):
        wanted = list(named_sources(row))
        assert set(wanted) <= names["sources"], (name, row.get("id"))
        checked += len(wanted)
    assert checked > 1500


def test_no_source_stands_twice(library: FileLibrary) -> None:
    addresses = [each.url for each in library.sources() if each.url]
    assert len(addresses) == len(set(addresses))
    for each in library.sources():
        assert each.title
        assert each.kind
        assert each.publisher or each.key in UNSOURCED


def test_every_row_with_sources_says_what_they_are_worth(library_root: Path) -> None:
    for name, row in rows(library_root):
        if "source" in row and "source_ids" in row:
            assert row["source"] in {"sourced", "partly sourced", UNVERIFIED}, (name, row)
            assert row["source_ids"], (name, row)
            if row["source"] == UNVERIFIED:
                assert set(row["source_ids"]) <= UNSOURCED | {"cldr", "tz"}, (name, row)
            else:
                assert set(row["source_ids"]) - UNSOURCED, (name, row)


def test_no_benchmark_lacks_a_source_and_a_year_or_the_word_that_there_is_none(
    library: FileLibrary,
) -> None:
    undated = []
    for each in library.benchmarks():
        assert each.sources, each.key
        if each.value is None:
            assert each.note, each.key
        if each.value is not None and each.value_high is not None:
            assert each.value <= each.value_high, each.key
        if each.year is None:
            undated.append(each.key)
            assert all(source.year is None for source in each.sources), each.key
    assert undated == ["b252", "b257"]


def test_general_knowledge_is_flagged(library: FileLibrary) -> None:
    """Nothing that only general knowledge or judgement stands behind is called verified."""
    flagged = [
        *library.benchmarks(),
        *library.goals(),
        *library.kpis(),
        *library.platforms(),
        *library.observances(),
        *library.general_rules(),
        *(r for b in library.industries() for r in library.industry(b.key).regulations),
    ]
    for each in flagged:
        published = {source.key for source in each.sources} - UNSOURCED
        assert each.verified == bool(published), each
    counts = [
        sum(not each.verified for each in kind)
        for kind in (
            library.benchmarks(),
            library.goals(),
            library.kpis(),
            library.observances(),
            library.general_rules(),
        )
    ]
    assert counts == [11, 10, 19, 5, 2]


def test_closest_labels_are_labels_that_benchmarks_have(
    library: FileLibrary, library_root: Path, names: dict[str, set[str]]
) -> None:
    closest = json.loads((library_root / "en" / "benchmarks.json").read_text(encoding="utf-8"))[
        "closest_labels"
    ]["map"]
    labels = {each.industry for each in library.benchmarks()}
    assert set(closest) == names["industries"]
    assert all(set(each) <= labels for each in closest.values())


@pytest.mark.parametrize("look_up", ["industry", "goal", "kpi", "platform", "custody", "country"])
def test_an_unknown_key_is_a_key_error(library: FileLibrary, look_up: str) -> None:
    with pytest.raises(KeyError):
        getattr(library, look_up)("nothing")


@pytest.mark.parametrize("key", ["../goals", "", "CAFE"])
def test_only_listed_industries_are_read(library: FileLibrary, key: str) -> None:
    with pytest.raises(KeyError):
        library.industry(IndustryKey(key))
