"""Nothing is read before it is asked for, and nothing twice."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from smbsocial.domain.ids import GoalKey, IndustryKey
from smbsocial.library.loader import FileLibrary

CAFE = IndustryKey("cafe")


@pytest.fixture
def sparse(tmp_path: Path, library_root: Path) -> Callable[..., FileLibrary]:
    """A library of which only the named files exist: reading any other one fails."""

    def build(*names: str) -> FileLibrary:
        for name in names:
            target = tmp_path / "en" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(library_root / "en" / name, target)
        return FileLibrary(tmp_path)

    return build


def test_building_it_reads_nothing(tmp_path: Path) -> None:
    FileLibrary(tmp_path / "nowhere")


def test_the_list_of_industries_needs_the_index_alone(
    sparse: Callable[..., FileLibrary],
) -> None:
    assert len(sparse("industries.json").industries()) == 31


def test_one_industry_needs_its_own_file_and_no_other_industrys(
    sparse: Callable[..., FileLibrary],
) -> None:
    library = sparse("industries.json", "trades.json", "sources.json", "industries/cafe.json")
    assert library.industry(CAFE).name == "Cafe or coffee shop"
    with pytest.raises(FileNotFoundError):
        library.industry(IndustryKey("bakery"))


@pytest.mark.parametrize(
    ("look", "files"),
    [
        (lambda it: it.goals(), ["goals.json", "sources.json"]),
        (lambda it: it.kpis(), ["kpis.json", "sources.json"]),
        (lambda it: it.platforms(), ["platforms.json", "custody.json", "sources.json"]),
        (lambda it: it.observances(), ["observances.json", "sources.json"]),
        (lambda it: it.countries(), ["countries.json"]),
        (lambda it: it.benchmarks(), ["benchmarks.json", "sources.json"]),
        (lambda it: it.cadence_minutes(), ["industries.json"]),
    ],
)
def test_each_question_reads_its_own_files(
    sparse: Callable[..., FileLibrary],
    look: Callable[[FileLibrary], object],
    files: list[str],
) -> None:
    assert look(sparse(*files))


def test_what_was_read_is_kept(sparse: Callable[..., FileLibrary], tmp_path: Path) -> None:
    library = sparse(
        "industries.json", "trades.json", "sources.json", "goals.json", "industries/cafe.json"
    )
    cafe, goals = library.industry(CAFE), library.goals()
    shutil.rmtree(tmp_path / "en")
    assert library.industry(CAFE) is cafe
    assert library.goals() == goals
    assert library.goal(GoalKey("foot_traffic")) is goals[0]


def test_one_industry_costs_little_more_than_parsing_its_files(library_root: Path) -> None:
    """A ratio to the bare parsing of the same files, the best of several runs of both."""
    names = ("industries.json", "trades.json", "sources.json", "industries/cafe.json")

    def parse() -> None:
        for name in names:
            json.loads((library_root / "en" / name).read_text(encoding="utf-8"))

    def load() -> None:
        FileLibrary(library_root).industry(CAFE)

    def best(run: Callable[[], None]) -> float:
        times = []
        for _ in range(15):
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        return min(times)

    reference, loading = best(parse), best(load)
    print(f"one industry: {loading * 1000:.2f} ms, {loading / reference:.2f} x bare parsing")
    assert loading <= 4 * reference
