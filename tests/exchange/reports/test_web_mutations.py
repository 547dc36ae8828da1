"""What spreadsheets and broken downloads make of websites', mailings' and planners' files.

Each change is made to the sample's rows by this file alone; what is read is what the sample says,
or less of it with a word on what is missing, or it is asked. Never another figure or day.
"""

import csv
import json
import re
from datetime import date, datetime
from typing import Any

import pytest
from changed_files import Rows, text_of, write
from social_files import OTHERS, READER, RESOURCES, SAMPLES, answers

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Ask, Home, Note, Report, Skipped

WEB = [e for e in OTHERS if e["format"].startswith(("ga4", "ua_", "gbp", "mailchimp"))]
PLANS = [e for e in OTHERS if e["format"].startswith("cal_")]
SITES = [e for e in WEB if e["format"].startswith(("ga4", "ua_"))]
TABLES = [e for e in WEB if e not in SITES]
NAMED = [e for e in PLANS if e["format"] != "cal_hootsuite_bulk"]


def each(entries: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("entry", entries, ids=[e["file"][:30] for e in entries])


def rows_of(entry: dict[str, Any]) -> Rows:
    """The rows of a sample, comments and blank lines among them."""
    encoding = entry.get("parse", {}).get("encoding", "utf-8-sig")
    with (SAMPLES / entry["file"]).open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def read(entry: dict[str, Any], path: Any, **more: str) -> Report:
    said = answers(entry) | {Ask(name): value for name, value in more.items()}
    said.setdefault(Ask.STARTS_ON, "2024-01-01")
    said.setdefault(Ask.PERIOD, "2026-02-01/2026-02-28")
    said.pop(Ask.ENCODING, None)
    (report,) = READER.read_file(path, answers=said, home=Home("USD", "UTC"))
    return report


def read_or_refused(entry: dict[str, Any], path: Any) -> Report | None:
    """A report, or None for a file that is refused as one without rows."""
    known = {Code.REPORT_NO_ROWS, Code.REPORT_HEADER_ONLY, Code.REPORT_UNKNOWN}
    try:
        return read(entry, path)
    except ExpectedError as error:
        if error.code in known:
            return None
        raise


def told(report: Report) -> dict[Any, int]:
    """All that a report says, whatever the order of its rows: how often it says what."""
    found: dict[Any, int] = {}
    said = [
        (m.source, m.account, m.kind.value, m.key, m.day, m.until, tuple(sorted(pairs(m.figures))))
        for m in report.measures
    ]
    said += [(e.day, e.at, e.text, e.link, e.platform) for e in report.entries]
    for one in said:
        found[one] = found.get(one, 0) + 1
    return found


def pairs(figures: Any) -> list[tuple[str, int]]:
    return [(metric.value, value) for metric, value in figures.items()]


def data_rows(rows: Rows) -> int:
    """Rows that are neither comments nor blank lines nor a header."""
    tables, inside = 0, False
    count = 0
    for row in rows:
        blank = not any(cell.strip() for cell in row) or row[0].startswith("#")
        if blank:
            inside = False
        elif not inside:
            inside, tables = True, tables + 1
        else:
            count += 1
    return count


def accounted(report: Report, rows: int) -> None:
    """Each row is read, left out with a reason, put away, or of a table that is named."""
    facts = dict(report.notes)
    others = facts.get(Note.OTHER_BLOCKS, {}).get("rows", 0)
    away = facts.get(Note.ARCHIVED, {}).get("count", 0)
    lines = [each.line for each in report.skipped]
    assert len(lines) == len(set(lines))
    assert report.rows + len(lines) + others + away == rows


def expected_rows(entry: dict[str, Any], rows: Rows) -> int:
    if entry in SITES:
        return data_rows(rows)
    below = [row for row in rows if any(cell.strip() for cell in row)]
    if entry["format"] == "cal_hootsuite_bulk":
        return len(below)
    described = entry["format"] == "gbp_insights"
    return len(below) - 1 - described


def same(entry: dict[str, Any], folder: Any, rows: Rows, text: str = "", code: str = "utf-8"):
    before = read(entry, write(folder, text_of(rows_of(entry))))
    report = read(entry, write(folder, text or text_of(rows), code))
    assert report.format == before.format
    assert told(report) == told(before)
    assert told(report)
    assert report.needs_answer == before.needs_answer
    accounted(report, expected_rows(entry, rows_of(entry)))


@each(WEB + PLANS)
def test_every_row_of_a_sample_is_told(entry, tmp_path):
    same(entry, tmp_path, rows_of(entry))


def turned(rows: Rows, change) -> Rows:
    """Each table's columns changed; comments stay, and what stands behind the last column."""
    made, width = [], 0
    for row in rows:
        if not any(cell.strip() for cell in row) or row[0].startswith("#"):
            width = 0
            made.append(row)
            continue
        width = width or len(row)
        wide = row + [""] * (width - len(row))
        made.append([*change(wide[:width]), *wide[width:]])
    return made


@each(WEB + NAMED)
def test_columns_in_another_order(entry, tmp_path):
    rows = rows_of(entry)
    change = (lambda row: list(reversed(row))) if entry not in NOTION_AND_TOTALS else half_turned
    same(entry, tmp_path, turned(rows, change))


def half_turned(row: list[str]) -> list[str]:
    """The first column stays first: a total has a blank there, a page of Notion its title."""
    return [row[0], *reversed(row[1:])]


NOTION_AND_TOTALS = [
    e for e in WEB + PLANS if e["format"] in {"cal_notion_csv", "ga4_exploration", "ua_report"}
]


@each(TABLES + NAMED)
def test_columns_that_nobody_knows(entry, tmp_path):
    """One of them has no name and yet holds something."""
    header, *rows = rows_of(entry)
    wide = [["New", *header, "", "Newest"]]
    wide += [["a b", *row, *[""] * (len(header) - len(row)), "yes", "7"] for row in rows if row]
    if entry["format"] == "cal_notion_csv":
        wide = [[*row[1:-1], row[0]] for row in wide]
    same(entry, tmp_path, wide)


@each(WEB + PLANS)
@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_other_separators_quotes_line_ends_and_encodings(entry, separator, quoting, tmp_path):
    rows = rows_of(entry)
    text = text_of(rows, separator=separator, quoting=quoting)
    same(entry, tmp_path, rows, text)
    same(entry, tmp_path, rows, text.replace("\n", "\r\n"))
    for encoding in ("utf-8-sig", "utf-16"):
        same(entry, tmp_path, rows, text, encoding)


def test_a_listing_in_hebrew(tmp_path):
    (entry,) = [e for e in WEB if e["format"] == "gbp_insights"]
    words = json.loads((RESOURCES / "words.json").read_text("utf-8"))["headers"]["he"]
    names = {english: name for name, english in words.items()}
    header, *rows = rows_of(entry)
    translated = [names.get(name, name) for name in header]
    assert translated != header
    same(entry, tmp_path, [translated, *rows])


FIGURE = re.compile(r"\d{4,6}(?:\.\d+)?|\d{1,3}\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def regrouped(rows: Rows, group: str, decimal: str) -> Rows:
    def turn(cell: str) -> str:
        if not FIGURE.fullmatch(cell) or re.fullmatch(r"0\d+", cell):
            return cell
        before, _, after = cell.replace(",", "").partition(".")
        return f"{int(before):,}".replace(",", group) + (decimal + after if after else "")

    return [[turn(cell) for cell in row] for row in rows]


@each(WEB)
@pytest.mark.parametrize(("group", "decimal"), [(",", "."), (".", ","), (" ", ","), ("’", ".")])
def test_figures_grouped_by_a_spreadsheet(entry, group, decimal, tmp_path):
    rows = regrouped(rows_of(entry), group, decimal)
    small = {"ga4_exploration", "ga4_snapshot"}  # with no figure that anybody groups
    assert rows != rows_of(entry) or group == "," or entry["format"] in small
    same(entry, tmp_path, rows, text_of(rows, separator=";"))


@each(WEB)
@pytest.mark.parametrize("word", ["n. a. yet", "3.Jan", "1.22E+05", "TRUE", "12,40", "1,2345"])
def test_a_row_with_a_figure_that_is_none_is_not_counted(entry, word, tmp_path):
    """Whatever stands there, no other figure of the file changes and none is made of it."""
    before = read(entry, write(tmp_path, text_of(rows_of(entry))))
    rows = rows_of(entry)
    places = [
        (at, place)
        for at, row in enumerate(rows)
        for place, cell in enumerate(row)
        if re.fullmatch(r"\d{1,3}(,\d{3})*", cell) and place
    ]
    for at, place in places[3::29]:
        changed = [list(row) for row in rows]
        changed[at][place] = word
        report = read_or_refused(entry, write(tmp_path, text_of(changed)))
        if report is None or report.needs_answer > before.needs_answer:
            continue
        fewer_figures(told_figures(report), told_figures(before))


def told_figures(report: Report) -> dict[Any, dict[Metric, int]]:
    return {(m.source, m.account, m.kind, m.key): dict(m.figures) for m in report.measures}


def fewer_figures(after: dict[Any, dict[Metric, int]], before: dict[Any, dict[Metric, int]]):
    for key, figures in after.items():
        known = before.get(key)
        if known is None:  # days left out: the span stands for itself
            assert key[2] is MeasureKind.PERIOD
        else:
            assert figures.items() <= known.items()


DATES = {
    "cal_buffer_bulk": "Posting Time",
    "cal_metricool": "Date",
    "cal_social_planner": "postAtSpecificTime (YYYY-MM-DD HH:mm:ss)",
    "cal_outlook_csv": "Start Date",
    "cal_trello_csv": "Due Date",
    "cal_notion_csv": "Publish date",
    "mailchimp_campaigns": "Send Date",
    "ga4_report": "Date",
}
DATED = [e for e in WEB + PLANS if e["format"] in DATES]
_FORMS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d"),
    (re.compile(r"\d{8}"), "%Y%m%d"),
    (re.compile(r"\d{1,2}/\d{1,2}/\d{4}"), "%m/%d/%Y"),
    (re.compile(r"[A-Z][a-z]+ \d\d?, \d{4}"), None),
)


def with_days(entry: dict[str, Any], form: str, *, early: bool = False) -> Rows:
    """The rows with their days in another form; `early`: those up to the 12th alone."""
    rows = rows_of(entry)
    name = DATES[entry["format"]]
    at = next(at for at, row in enumerate(rows) if name in row)
    place = rows[at].index(name)
    made = rows[: at + 1]
    for row in rows[at + 1 :]:
        day, rest = day_of(row[place]) if len(row) > place else (None, "")
        if day is None:
            made.append(row)
        elif not early or day.day <= 12:
            made.append([*row[:place], day.strftime(form) + rest, *row[place + 1 :]])
    return made


def day_of(cell: str) -> tuple[date | None, str]:
    cell = cell.partition(" →")[0]
    for pattern, form in _FORMS:
        if found := pattern.match(cell):
            text = found[0]
            forms = [form] if form else ["%B %d, %Y", "%b %d, %Y"]
            days = [day for each in forms if (day := parsed(text, each))]
            rest = cell[found.end() :].removesuffix(".000Z").replace("T", " ")
            return days[0], rest
    return None, ""


def parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007
    except ValueError:
        return None


@each(DATED)
@pytest.mark.parametrize(
    "form", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y/%m/%d", "%d %b %Y"]
)
def test_days_in_another_order_that_the_column_tells(entry, form, tmp_path):
    before = read(entry, write(tmp_path, text_of(rows_of(entry))))
    report = read(entry, write(tmp_path, text_of(with_days(entry, form))))
    assert told(report) == told(before)
    assert not report.needs_answer


@each(DATED)
@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y"])
def test_days_that_fit_both_ways_are_asked_for(entry, form, tmp_path):
    expected = read(entry, write(tmp_path, text_of(with_days(entry, "%Y-%m-%d", early=True))))
    assert told(expected)
    path = write(tmp_path, text_of(with_days(entry, form, early=True)))
    asking = read(entry, path)
    assert Ask.DAY_FIRST in {each.ask for each in asking.questions}
    assert asking.needs_answer
    answered = read(entry, path, day_first="yes" if form.startswith("%d") else "no")
    assert told(answered) == told(expected)
    assert not answered.needs_answer


@each(NAMED)
def test_a_day_that_is_none_leaves_its_entry_out(entry, tmp_path):
    before = read(entry, write(tmp_path, text_of(rows_of(entry))))
    rows = rows_of(entry)
    place = rows[0].index(DATES[entry["format"]])
    filled = [row for row in rows[1:] if len(row) > place and row[place]]
    filled[1][place] = "2026-13-45"
    report = read(entry, write(tmp_path, text_of(rows)))
    assert [each.why for each in report.skipped] == [Skipped.BAD_DATE]
    assert told(report).items() <= told(before).items()
    assert report.rows == before.rows - 1


@each(WEB + PLANS)
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_a_download_that_ended_early(entry, quoting, tmp_path):
    """Cut in any of its last lines and in the middle, in quotes or not: less, never other.

    Google's files never end with their last line, so of those that end in the middle of their very
    last cell nobody can tell.
    """
    rows = rows_of(entry)
    before = read(entry, write(tmp_path, text_of(rows)))
    text = text_of(rows, quoting=quoting)
    lines = text.rstrip("\n").split("\n")
    tail = sum(len(line) + 1 for line in lines[-3:])
    places = [*range(len(text) - tail, len(text) - 1, 5), len(text) // 2, len(text) // 3]
    for place in places:
        cut = text[:place]
        last = cut.rpartition("\n")[2]
        if not last or last_cell(last, rows):
            continue
        report = read_or_refused(entry, write(tmp_path, cut))
        if report is None or report.needs_answer > before.needs_answer:
            continue
        if entry in PLANS:
            assert told(report).items() <= told(before).items()
        else:
            fewer_figures(told_figures(report), told_figures(before))


def last_cell(line: str, rows: Rows) -> bool:
    """Whether a cut line has all cells of its table: the last one may be whole or not."""
    cells = next(csv.reader([line]))
    return bool(cells[-1]) and len(cells) in {len(row) for row in rows if row}
