"""The sample files of social platforms: where they are, how they are read, what they say."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from smbsocial.domain.measures import Metric
from smbsocial.domain.reports import Ask, Report
from smbsocial.exchange.reports.read import ReportReader
from smbsocial.exchange.reports.words import load_words

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "data" / "exports"
RESOURCES = ROOT / "resources" / "reports"
READER = ReportReader(RESOURCES)
WORDS = load_words(RESOURCES)

_FAMILIES = ("meta_", "fb_", "linkedin_", "twitter_", "x_", "tiktok_", "youtube_", "pinterest_")
FILES: list[dict[str, Any]] = json.loads((SAMPLES / "MANIFEST.json").read_text("utf-8"))["files"]
SOCIAL = [each for each in FILES if each["format"].startswith(_FAMILIES)]
OTHERS = [each for each in FILES if each not in SOCIAL]

Told = dict[tuple[str, ...], tuple[date, dict[Metric, int]]]


def answers(entry: dict[str, Any]) -> dict[Ask, str]:
    """What a person would know beside the file."""
    known = entry.get("parse", {})
    said = {Ask.SOURCE: "instagram"}
    if "reference_date" in known:
        said[Ask.EXPORTED_ON] = known["reference_date"]
    if "encoding" in known:
        said[Ask.ENCODING] = known["encoding"]
    return said


def read(entry: dict[str, Any], path: Path | None = None, **more: str) -> tuple[Report, ...]:
    """Read a sample, or a changed copy of it, answering what the manifest answers."""
    said = answers(entry) | {Ask(name): value for name, value in more.items()}
    return READER.read_file(path or SAMPLES / entry["file"], answers=said)


def total(report: Report, metric: Metric) -> int:
    return sum(each.figures.get(metric, 0) for each in report.measures)


def told(reports: Iterable[Report]) -> Told:
    """All that reports say, whatever the order of rows and columns."""
    return {
        (report.format, each.source, each.account, each.kind.value, each.key): (
            each.day,
            dict(each.figures),
        )
        for report in reports
        for each in report.measures
    }
