"""`import`: the numbers of files that platforms, websites, mailings and tills export."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from smbsocial.app import wiring
from smbsocial.app.commands.import_lines import explain_question, file_lines, file_row, fill_row
from smbsocial.app.commands.output import as_json, explain, plain, say, table, warn
from smbsocial.app.paths import resources_folder
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Reading
from smbsocial.domain.ids import ImportId, ReadingId
from smbsocial.domain.measures import ColumnMap
from smbsocial.domain.reports import Ask, Home, Report
from smbsocial.ui.text import formats
from smbsocial.ui.text import import_files as words
from smbsocial.usecases.changes import Action
from smbsocial.usecases.importing import imports
from smbsocial.usecases.importing.sheets import Fill, Imported, ImportSheet
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.report_files import ReportFiles

LEFT_OUT_STATUS = 1
NOTHING_READ_STATUS = 2


@dataclass(frozen=True, slots=True)
class _Read:
    """A file and what it says, or why it can't be read."""

    path: Path
    reports: tuple[Report, ...] = ()
    problem: str = ""


def bring_in(options: argparse.Namespace) -> int:
    """`import`: 0 all was taken in, 1 some files were left out, 2 nothing could be read."""
    with wiring.opened(options.data_dir, create=False) as house:
        business = set_up_business(house.store)
        home = Home(business.currency, business.zone)
        maps = imports.column_maps(house.store, house.ports)
        reader = wiring.make_report_files(resources_folder())
        asked = _Asked(reader, dict(options.answer), maps, home)
        files = [_read(path, asked) for path in options.files]
        reports = [report for file in files for report in file.reports]
        problems = [line for file in files for line in _problems(file)]
        if not any(r.measures or r.sales or r.entries for r in _ready(reports)):
            warn("; ".join(problems))
            return NOTHING_READ_STATUS
        sheet = imports.sheet(house.store, house.ports, reports)
        done = None if options.dry_run else _take_in(house, sheet, options)
    for problem in problems:
        warn(problem)
    if options.json:
        as_json(_whole_row(files, sheet, done))
    else:
        _show(sheet, done)
    return LEFT_OUT_STATUS if problems else 0


@dataclass(frozen=True, slots=True)
class _Asked:
    reader: ReportFiles
    answers: Mapping[Ask, str]
    maps: Mapping[str, ColumnMap]
    home: Home


def _read(path: Path, asked: "_Asked") -> _Read:
    try:
        reports = asked.reader.read_file(
            str(path), answers=asked.answers, maps=asked.maps, home=asked.home
        )
    except ExpectedError as error:
        return _Read(path, problem=explain(error))
    return _Read(path, reports)


def _ready(reports: Sequence[Report]) -> list[Report]:
    return [report for report in reports if not report.needs_answer]


def _problems(file: _Read) -> Iterator[str]:
    """One sentence for each table that can't be taken in, or holds nothing that could be."""
    name = plain(file.path.name)
    if file.problem:
        yield f"{name}: {file.problem}"
    for report in file.reports:
        if report.needs_answer:
            open_ = next(each for each in report.questions if each.proposed is None)
            yield f"{name}: {explain_question(open_)}"
        elif not (report.measures or report.sales or report.entries):
            yield f"{name}: {words.format_name(report.format)} fills no KPI; it was left out."


def _take_in(house: wiring.House, sheet: ImportSheet, options: argparse.Namespace) -> Imported:
    id = ImportId(house.ports.ids.new())
    for part, rows in imports.pieces(id, sheet):
        house.changes.write(imports.lay_down, part, rows)
    replace = _typed(sheet.typed) if options.replace_typed else frozenset()
    return house.changes.do(Action.IMPORT_NUMBERS, imports.finish, id, sheet, replace)


def _typed(fills: Sequence[Fill]) -> frozenset[ReadingId]:
    stands: list[Reading | None] = [fill.stands for fill in fills]
    return frozenset(reading.id for reading in stands if reading is not None)


def _whole_row(
    files: Sequence[_Read], sheet: ImportSheet, done: Imported | None
) -> dict[str, object]:
    return {
        "dry_run": done is None,
        "changed": done is not None and not done.nothing_new,
        "files": [file_row(file) for file in sheet.files],
        "unread": [{"name": plain(f.path.name), "why": f.problem} for f in files if f.problem],
        "kpis": [fill_row(fill, sheet.names_of(fill)) for fill in sheet.fills],
        "readings": done.readings if done else 0,
        "matches": done.matches if done else 0,
        "planned": done.planned if done else 0,
    }


def _show(sheet: ImportSheet, done: Imported | None) -> None:
    for file in sheet.files:
        for line in file_lines(file):
            say(line)
    if sheet.fills:
        say()
        rows = (_fill_line(fill, sheet.names_of(fill)) for fill in sheet.fills)
        table(rows, ("KPI", "Period", "File says", "Now", "What happens", "From"))
    say()
    say(_outcome(sheet, done))


def _fill_line(fill: Fill, files: Sequence[str]) -> tuple[str, ...]:
    now = "" if fill.stands is None else formats.number(Decimal(fill.stands.hundredths) / 100)
    return (
        fill.name,
        words.period_words(fill.cadence, fill.first, fill.last),
        formats.number(fill.value),
        now,
        words.fill_state(fill.state),
        plain(formats.listed(files)),
    )


def _outcome(sheet: ImportSheet, done: Imported | None) -> str:
    if done is None:
        known = "Everything in it is known already. " if sheet.nothing_new else ""
        return f"{known}Nothing was changed: this was a dry run."
    if done.nothing_new:
        return "Everything in it was known already; nothing was changed."
    rows = formats.number(done.took.brings)
    planned = f", {done.planned} planned posts as drafts" if done.planned else ""
    return (
        f"Taken in: {rows} rows, {done.readings} figures of KPIs, {done.matches} posts matched"
        f"{planned}."
    )
