"""All facts that were collected are in the library: counts, ids by checksum, and the files."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from smbsocial.library.loader import FileLibrary

COLLECTED = Path(__file__).parents[3] / "shared" / "facts"

# What was collected: how many, and the first twelve digits of the SHA-256 of the sorted ids.
IDS = {
    "industries": (31, "a8ee92e4a7a9"),
    "goals": (15, "c8bc68328a39"),
    "kpis": (50, "1205c3fa7795"),
    "platforms": (16, "753537ff041f"),
    "custody": (16, "753537ff041f"),
    "benchmarks": (259, "c276a3e77f30"),
    "observances": (96, "fc828638ac98"),
}

# Collected file → our file, and what its rows are called there and here.
FILES = {
    "account_safety": ("custody", "platforms", "platforms"),
    "benchmarks": ("benchmarks", "benchmarks", "benchmarks"),
    "calendar_days": ("observances", "days", "observances"),
    "goals": ("goals", "goals", "goals"),
    "kpis": ("kpis", "kpis", "kpis"),
    "platforms": ("platforms", "platforms", "platforms"),
}

# Said anew: the same steps are read by somebody from whose account nobody leaves.
REWORDED = {
    "account_safety": ["facebook_page", "instagram", "linkedin_page"],
    # Its own note corrects the collected rule.
    "calendar_days": ["grandparents_day"],
}

SOURCE_FIELDS = ("source_ids", "field_sources", "url_sources")


def keys_of(library: FileLibrary, kind: str) -> list[str]:
    platforms = [each.key for each in library.platforms()]
    return {
        "industries": [each.key for each in library.industries()],
        "goals": [each.key for each in library.goals()],
        "kpis": [each.key for each in library.kpis()],
        "platforms": platforms,
        "custody": [library.custody(key).platform for key in platforms],
        "benchmarks": [each.key for each in library.benchmarks()],
        "observances": [each.key for each in library.observances()],
    }[kind]


def checksum(keys: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:12]


@pytest.mark.parametrize("kind", IDS)
def test_everything_arrived_under_its_id(library: FileLibrary, kind: str) -> None:
    keys = keys_of(library, kind)
    assert len(set(keys)) == len(keys)
    assert (len(keys), checksum(keys)) == IDS[kind]


def test_the_general_parts_arrived(library: FileLibrary) -> None:
    handover = library.handover()
    assert len(library.general_rules()) == 7
    assert len(library.count_methods()) == 4
    assert len(library.reading_base_paths()) == 16
    assert library.cadence_minutes()["short_video"] == 60
    assert [each.key for each in library.cadence_sources()] == ["ed"]
    assert (len(handover.rules), len(handover.leaver_day), len(handover.limits)) == (8, 10, 2)
    assert handover.limits_sources
    assert library.collected().isoformat() == "2026-11-22"


def test_every_platform_has_all_eight_steps_for_a_leaver(library: FileLibrary) -> None:
    for platform in library.platforms():
        custody = library.custody(platform.key)
        assert len(custody.leaver) == 8
        assert all(bool(step.action) != bool(step.why_not) for step in custody.leaver)
        assert custody.hangs_on
        assert custody.recover
        assert custody.warnings
        assert platform.custody == custody.check_owner


def plain(value: Any) -> Any:
    """Without the names of sources, which were made unique on the way."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if not k.endswith(SOURCE_FIELDS)}
    return [plain(each) for each in value] if isinstance(value, list) else value


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def contains(ours: Any, collected: Any) -> bool:
    """Whether all of it is there; fields may have been added."""
    if isinstance(collected, dict):
        return all(key in ours and contains(ours[key], collected[key]) for key in collected)
    if isinstance(collected, list) and isinstance(ours, list) and len(ours) == len(collected):
        return all(contains(a, b) for a, b in zip(ours, collected, strict=True))
    return bool(ours == collected)


needs_collection = pytest.mark.skipif(
    not COLLECTED.is_dir(), reason="the collection lies beside the checkout only where it was made"
)


@needs_collection
@pytest.mark.parametrize("name", FILES)
def test_no_field_of_the_collection_was_lost(library_root: Path, name: str) -> None:
    ours_name, there, here = FILES[name]
    collected = read(COLLECTED / f"{name}.json")
    ours = read(library_root / "en" / f"{ours_name}.json")
    identity = "platform" if name == "account_safety" else "id"
    ours_rows = {row[identity]: plain(row) for row in ours[here]}
    lost = []
    for row in collected[there]:
        wanted = plain(row)
        rule = wanted.get("rule", {})
        if rule.get("type") == "table":
            assert set(rule["dates"].values()) <= set(ours_rows[row["id"]]["rule"]["dates"])
            wanted["rule"] = {k: v for k, v in rule.items() if k != "dates"}
        if not contains(ours_rows[row[identity]], wanted):
            lost.append(row[identity])
    assert lost == REWORDED.get(name, [])
    general = {k: v for k, v in collected.items() if k not in {"schema", "file", "sources", there}}
    assert contains(plain(ours), plain(general))


@needs_collection
def test_no_field_of_an_industry_was_lost(library_root: Path) -> None:
    collected = read(COLLECTED / "industries.json")
    index = read(library_root / "en" / "industries.json")
    general = {
        k: v for k, v in collected.items() if k not in {"schema", "file", "sources", "industries"}
    }
    assert contains(plain(index), plain(general))
    for row in collected["industries"]:
        ours = plain(read(library_root / "en" / "industries" / f"{row['id']}.json"))
        for pillar in ours["pillars"]:
            pillar["ideas"] = [idea["title"] for idea in pillar["ideas"]][:3]
        assert contains(ours, plain(row)), row["id"]


@needs_collection
def test_no_source_of_the_collection_was_lost(library: FileLibrary) -> None:
    known = {(each.url, each.year) for each in library.sources()}
    keys = {each.key for each in library.sources()}
    for path in COLLECTED.glob("*.json"):
        for row in read(path)["sources"]:
            there = (row["url"], row["year"]) in known if row["url"] else row["id"] in keys
            assert there, (path.name, row["id"])


@needs_collection
def test_every_row_kept_its_sources(library_root: Path) -> None:
    """By address, since the same source had several ids."""
    rows = read(library_root / "en" / "sources.json")["sources"]
    address = {row["id"]: row["url"] or row["id"] for row in rows}
    for name, (ours_name, there, here) in FILES.items():
        collected = read(COLLECTED / f"{name}.json")
        theirs = {row["id"]: row["url"] or row["id"] for row in collected["sources"]}
        ours = read(library_root / "en" / f"{ours_name}.json")[here]
        for a, b in zip(collected[there], ours, strict=True):
            assert {theirs[key] for key in a["source_ids"]} == {
                address[key] for key in b["source_ids"]
            }
