"""A table of planned posts, from a scheduling tool or a calendar, to entries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reports import Ask, Entry, Note, Question, Report
from smbsocial.exchange.reports import dates
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.words import Words

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
_TRUE = frozenset({"true", "yes", "1", "x", "ja", "oui", "si", "sí"})


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

    def place(book: Book, words: Words) -> tuple[Sheet, int] | None:
        for sheet in book.sheets:
            at = words.find_header(sheet.rows, planner.needs)
            if at is not None:
                return sheet, at
        return None

    def read(book: Book, asked: Asked) -> tuple[Report, ...]:
        found = place(book, asked.words)
        if found is None:
            raise ExpectedError(Code.REPORT_UNKNOWN)
        return (read_planner(book.name, *found, planner, asked),)

    return Recipe(planner.format, lambda book, words: place(book, words) is not None, read)


def read_planner(name: str, sheet: Sheet, header: int, planner: Planner, asked: Asked) -> Report:
    """The rows below the header as entries. Raises ExpectedError(REPORT_HEADER_ONLY)."""
    printed = sheet.rows[header]
    # Of two columns of one name the first counts; an owner's map names them as they are printed.
    columns = [*asked.words.english(printed), *map(alike, printed)]
    rows = [
        dict(zip(reversed(columns), reversed(_wide(row, len(printed)) * 2), strict=True))
        for row in sheet.rows[header + 1 :]
        if any(cell.strip() for cell in row)
    ]
    if not rows:
        raise ExpectedError(Code.REPORT_HEADER_ONLY)
    days = dates.read_days(
        [_day_cell(row, planner) for row in rows], asked.dates(usual=planner.day_usual)
    )
    away = [_is_true(row.get(planner.archived, "")) for row in rows]
    kept = [
        entry
        for at, row in enumerate(rows)
        if not away[at]
        for entry in _entries(row, days.values[at], planner)
    ]
    notes: list[tuple[Note, Mapping[str, object]]] = []
    if any(away):
        notes.append((Note.ARCHIVED, {"count": sum(away)}))
    return planned(
        name,
        planner.format,
        kept,
        rows=len(rows) - sum(away),
        questions=(Question(Ask.DAY_FIRST, ("yes", "no")),) if days.unsure else (),
        notes=tuple(notes),
    )


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


def entry_key(*parts: str) -> str:
    """A key for what has none of its own."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _wide(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _day_cell(row: Mapping[str, str], planner: Planner) -> str:
    """The day of a row; of a span its first, without a zone in words."""
    cell = row.get(planner.day, "").partition("→")[0].partition(" -> ")[0]
    return cell.partition("(GMT")[0].removesuffix("Z").strip()


def _entries(row: Mapping[str, str], when: dates.When | None, planner: Planner) -> Iterator[Entry]:
    """What a row plans: once on each platform that it names."""
    text = next((row[t].strip() for t in planner.texts if row.get(t, "").strip()), "")
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
