"""A table of planned posts, from a scheduling tool or a calendar, to entries."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reports import Ask, Entry, Note, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports import dates
from smbsocial.exchange.reports.book import Sheet
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.rows import Shape, sort_out
from smbsocial.exchange.reports.several import sheets_recipe

PLATFORM_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "facebook": "facebook_page",
        "instagram": "instagram",
        "threads": "threads",
        "twitter": "x",
        "twitter/x": "x",
        "x": "x",
        "linkedin": "linkedin_page",
        "tiktok": "tiktok",
        "youtube": "youtube",
        "pinterest": "pinterest",
        "bluesky": "bluesky",
        "mastodon": "mastodon",
        "gbp": "google_business_profile",
        "google business profile": "google_business_profile",
        "nextdoor": "nextdoor",
    }
)
_TRUE = frozenset(
    {"true", "yes", "1", "x", "ja", "oui", "si", "sí", "sim", "tak"}
    | {"wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar", "sant", "sand", "prawda"}
)
"""What is written by people, and by spreadsheets of other languages for TRUE."""

_ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
"""An instant, not a wall time."""


@dataclass(frozen=True, slots=True)
class Planner:
    """What the columns of a planner mean; headers are English and made alike.

    `day` may hold a time, `time` is a column of its own; `texts`: the first that has something is
    the text; `platform`: a column that names one or several; `flags`: columns with the name of a
    platform, ticked or not; `key`: what names an entry, else its day and text; `archived`: a column
    that says that it is put away.
    """

    format: str
    needs: frozenset[str]
    day: str
    texts: tuple[str, ...]
    time: str = ""
    link: str = ""
    platform: str = ""
    flags: frozenset[str] = frozenset()
    key: str = ""
    archived: str = ""
    all_day: str = ""
    day_usual: bool | None = None


def planner_recipe(planner: Planner) -> Recipe:
    """The recipe of a planner's table."""

    def read(name: str, sheet: Sheet, header: int, asked: Asked) -> Report:
        return read_planner(name, sheet, header, planner, asked)

    return sheets_recipe(planner.format, planner.needs, read)


def read_planner(name: str, sheet: Sheet, header: int, planner: Planner, asked: Asked) -> Report:
    """The rows below the header as entries.

    Raises ExpectedError: REPORT_HEADER_ONLY, REPORT_NO_ROWS.
    """
    skipped: list[SkippedRow] = []

    def skip(number: int, why: Skipped, cell: str = "") -> None:
        skipped.append(SkippedRow(sheet.line(number), why, cell[:40]))

    rows, left = _rows(sheet, header, asked, skip)
    if not rows:
        cut = [each.line for each in skipped if each.why is not Skipped.EMPTY]
        if cut:
            raise ExpectedError(Code.REPORT_NO_ROWS, line=cut[0])
        raise ExpectedError(Code.REPORT_HEADER_ONLY)
    days = dates.read_days(
        [_day_cell(row, planner, asked) for row in rows], asked.whole_dates(usual=planner.day_usual)
    )
    away = [_is_true(row.get(planner.archived, "")) for row in rows]
    kept = []
    for at, row in enumerate(rows):
        if not away[at] and at in days.bad:
            skip(left[at], Skipped.BAD_DATE, days.bad[at])
        elif not away[at]:
            kept.append((row, days.values[at]))
    notes: list[tuple[Note, Mapping[str, object]]] = []
    if any(away):
        notes.append((Note.ARCHIVED, {"count": sum(away)}))
    made = planned(
        name,
        planner.format,
        [entry for row, when in kept for entry in _entries(row, when, planner)],
        rows=len(kept),
        questions=(Question(Ask.DAY_FIRST, ("yes", "no")),) if days.unsure else (),
        notes=tuple(notes),
    )
    return replace(made, skipped=tuple(sorted(skipped, key=lambda each: each.line)))


def _rows(
    sheet: Sheet, header: int, asked: Asked, skip: Callable[[int, Skipped], None]
) -> tuple[list[dict[str, str]], list[int]]:
    """The rows below a header by its names, and their numbers."""
    printed = sheet.rows[header]
    numbers = list(range(header + 1, len(sheet.rows)))
    shape = Shape(len(printed), frozenset(), named=True, open_end=sheet.open_end)
    cells, left = sort_out(sheet.rows[header + 1 :], numbers, shape, skip)
    # Of two columns of one name the first counts; an owner's map names them as they are printed.
    columns = [*asked.words.english(printed), *map(alike, printed)]
    rows = []
    for row in cells:
        pairs = zip(reversed(columns), reversed(_wide(row, len(printed)) * 2), strict=True)
        rows.append({**dict(pairs), "": ""})  # a column without a name is none that is meant
    return rows, left


def planned(
    name: str,
    kind: str,
    entries: Sequence[Entry],
    *,
    rows: int | None = None,
    questions: tuple[Question, ...] = (),
    notes: tuple[tuple[Note, Mapping[str, object]], ...] = (),
) -> Report:
    """The report of a planner: `kind` its format, `rows` where one may stand for several posts."""
    days = [entry.day for entry in entries if entry.day is not None]
    return Report(
        name,
        kind,
        "calendar",
        "",
        min(days, default=None),
        max(days, default=None),
        len(entries) if rows is None else rows,
        entries=tuple(entries),
        questions=questions,
        notes=notes,
    )


def platforms_of(words: str) -> tuple[str, ...]:
    """The keys of the platforms that a cell names ("Facebook (blue), Promo")."""
    parts = (part.partition("(")[0].strip() for part in words.replace(";", ",").split(","))
    found = (PLATFORM_NAMES.get(part.casefold()) for part in parts)
    return tuple(dict.fromkeys(key for key in found if key))


def text_in(cell: str) -> str:
    """A text, with the line ends of any system."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def entry_key(*parts: str) -> str:
    """A key for what has none of its own."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _wide(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _day_cell(row: Mapping[str, str], planner: Planner, asked: Asked) -> str:
    """The day of a row; of a span its first, without a zone in words; an instant by our clock."""
    cell = row.get(planner.day, "").partition("→")[0].partition(" -> ")[0]
    cell = cell.partition("(GMT")[0].strip()
    if _ZONED.fullmatch(cell):
        try:
            cell = asked.local(datetime.fromisoformat(cell)).replace(tzinfo=None).isoformat()
        except ValueError:
            return cell
    return cell.removesuffix("Z").strip()


def _entries(row: Mapping[str, str], when: dates.When | None, planner: Planner) -> Iterator[Entry]:
    """What a row plans: once on each platform that it names."""
    text = text_in(next((row[t] for t in planner.texts if row.get(t, "").strip()), ""))
    at = when.at if when else None
    if planner.time:
        at = dates.read_time(row.get(planner.time, ""))
    if planner.all_day and _is_true(row.get(planner.all_day, "")):
        at = None
    day = when.day if when else None
    own = row.get(planner.key, "").strip()
    key = own or entry_key(text, day.isoformat() if day else "", str(at))
    for platform in _platforms(row, planner) or ("",):
        yield Entry(
            day,
            at if day else None,
            text,
            row.get(planner.link, "").strip(),
            platform,
            f"{key}/{platform}" if platform else key,
        )


def _platforms(row: Mapping[str, str], planner: Planner) -> tuple[str, ...]:
    ticked = [header for header in sorted(planner.flags) if _is_true(row.get(header, ""))]
    return platforms_of(",".join(ticked) or row.get(planner.platform, ""))


def _is_true(cell: str) -> bool:
    return cell.strip().casefold() in _TRUE
