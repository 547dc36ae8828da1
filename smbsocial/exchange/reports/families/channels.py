"""Which of a website's visits came from social platforms, by the channel that its report names."""

import re
from collections import Counter
from datetime import date

from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.reports import Ask, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports import dates, figures
from smbsocial.exchange.reports.blocks import Block
from smbsocial.exchange.reports.book import Sheet
from smbsocial.exchange.reports.recipe import Asked
from smbsocial.exchange.reports.rows import Shape, sort_out

CHANNEL_HEADERS = frozenset(
    {
        "session default channel group",
        "session primary channel group",
        "session primary channel group (default channel group)",
        "session source",
        "session source / medium",
        "default channel grouping",
        "source",
        "source / medium",
        "source/medium",
    }
)
_SOCIAL_GROUPS = frozenset({"organic social", "paid social", "social"})
_SOCIAL_SOURCE = re.compile(
    r"(?:^|[.\s])(facebook|instagram|threads|twitter|t\.co|x\.com|linkedin|lnkd\.in|tiktok|youtube"
    r"|youtu\.be|pinterest|pin\.it|snapchat|bsky|bluesky|mastodon|reddit|nextdoor|whatsapp)"
    r"(?:\.[a-z.]+)?(?:\s*/.*)?$"
)


def is_social(channel: str) -> bool:
    """Whether a channel group or source is a social platform."""
    name = channel.strip().casefold()
    return name in _SOCIAL_GROUPS or _SOCIAL_SOURCE.search(name) is not None


def by_channel(
    name: str, sheet: Sheet, block: Block, span: tuple[date | None, date | None], asked: Asked
) -> Report:
    """Visits, and those from social platforms, of a table with one row a channel.

    By day where it has days, else for the span that the file tells; without one it is asked.
    """
    header = asked.words.english(sheet.rows[block.header])
    places = {text: at for at, text in reversed(list(enumerate(header)))}
    channel = next(places[text] for text in header if text in CHANNEL_HEADERS)
    rows, numbers, skipped = _rows(sheet, block, asked, places, channel)
    cells = [row[places["sessions"]] for row in rows]
    counts = figures.read_column(cells, whole=True, decimal=asked.decimal)
    days = _days(rows, places, asked)
    all_visits: Counter[date | None] = Counter()
    social: Counter[date | None] = Counter()
    counted = 0
    for at, row in enumerate(rows):
        when, count = days.values[at] if days else None, counts.values[at]
        if count is None or (days and when is None):
            why = Skipped.BAD_NUMBER if count is None else Skipped.BAD_DATE
            cell = row[places["sessions"]] if count is None else row[places["date"]]
            skipped.append(SkippedRow(sheet.line(numbers[at]), why, cell[:40]))
            continue
        counted += 1
        day = when.day if when else None
        all_visits[day] += int(count)
        social[day] += int(count) if is_social(row[channel]) else 0
    questions = []
    if days and days.unsure:
        questions.append(Question(Ask.DAY_FIRST, ("yes", "no")))
    if counts.decimal is None:
        questions.append(Question(Ask.DECIMAL, (".", ",")))
    if not days and None in span:
        questions.append(Question(Ask.PERIOD))
    measures = [
        made
        for day in all_visits
        if (made := _measure(day, span, all_visits[day], social[day])) is not None
    ]
    return Report(
        name,
        "",
        "website",
        "",
        None,
        None,
        counted,
        columns=((sheet.rows[block.header][places["sessions"]], Metric.SESSIONS),),
        measures=tuple(measures),
        skipped=tuple(skipped),
        questions=tuple(questions),
    )


def _rows(
    sheet: Sheet, block: Block, asked: Asked, places: dict[str, int], channel: int
) -> tuple[list[list[str]], list[int], list[SkippedRow]]:
    """The rows of channels: a total has no channel, and no day where others have one."""
    skipped: list[SkippedRow] = []

    def skip(number: int, why: Skipped) -> None:
        skipped.append(SkippedRow(sheet.line(number), why))

    width = len(sheet.rows[block.header])
    last = sheet.open_end and block.end == len(sheet.rows)
    shape = Shape(width, asked.words.totals, open_end=last)
    numbers = list(range(block.header + 1, block.end))
    found, left = sort_out(sheet.rows[block.header + 1 : block.end], numbers, shape, skip)
    rows, kept = [], []
    for row, number in zip(found, left, strict=True):
        wide = row + [""] * (width - len(row))
        if wide[channel].strip() or ("date" in places and wide[places["date"]].strip()):
            rows.append(wide)
            kept.append(number)
        else:
            skip(number, Skipped.TOTAL)
    return rows, kept, skipped


def _days(rows: list[list[str]], places: dict[str, int], asked: Asked) -> dates.Days | None:
    if "date" not in places:
        return None
    return dates.read_days([row[places["date"]] for row in rows], asked.whole_dates())


def _measure(
    day: date | None, span: tuple[date | None, date | None], all_visits: int, social: int
) -> Measure | None:
    told = {Metric.SESSIONS: all_visits, Metric.SOCIAL_SESSIONS: social}
    if day is not None:
        key, kind, first, last = day.isoformat(), MeasureKind.DAY, day, day
    elif span[0] is not None and span[1] is not None:
        first, last = span[0], span[1]
        key, kind = f"{first.isoformat()}/{last.isoformat()}", MeasureKind.PERIOD
    else:
        return None
    return Measure("website", "", kind, key, first, last, None, "", "", told)
