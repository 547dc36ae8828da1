"""Files that no recipe knows: read as the owner described them, or shown to be described."""

from collections.abc import Mapping

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import ColumnMap, MeasureKind, Metric, Role, RowKind
from smbsocial.domain.reports import Ask, Question, Report
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.headers import LOOKED_AT, alike, fingerprint
from smbsocial.exchange.reports.orders import read_orders
from smbsocial.exchange.reports.planners import Planner, read_planner
from smbsocial.exchange.reports.recipe import Asked
from smbsocial.exchange.reports.several import each_sheet
from smbsocial.exchange.reports.tables import Table, read_table
from smbsocial.exchange.reports.tills import Till

MAPPED = "mapped"
"""The format of a file that its owner described."""

_METRICS = {metric.value for metric in Metric}
_SAMPLE_ROWS = 6
_FEWEST_COLUMNS = 2


def likely_header(sheet: Sheet) -> int | None:
    """The row that is most likely the header of an unknown table: the first of the widest rows."""
    rows = sheet.rows[:LOOKED_AT]
    widths = [sum(1 for cell in row if cell.strip()) for row in rows]
    widest = max(widths, default=0)
    return widths.index(widest) if widest >= _FEWEST_COLUMNS else None


def map_of(book: Book, maps: Mapping[str, ColumnMap]) -> ColumnMap | None:
    """What the owner said of a file with these headers."""
    if not maps:
        return None
    for sheet in book.sheets:
        at = likely_header(sheet)
        if at is not None and (found := maps.get(fingerprint(sheet.rows[at]))):
            return found
    return None


def unknown(book: Book) -> Report:
    """A file to be described: its headers and first rows. Raises ExpectedError(REPORT_UNKNOWN)."""
    for sheet in book.sheets:
        at = likely_header(sheet)
        if at is not None and len(sheet.rows) > at + 1:
            return Report(
                name=book.name,
                format="",
                source="",
                account="",
                first=None,
                last=None,
                rows=0,
                questions=(Question(Ask.COLUMNS),),
                headers=tuple(sheet.rows[at]),
                sample=tuple(tuple(row) for row in sheet.rows[at + 1 : at + 1 + _SAMPLE_ROWS]),
            )
    raise ExpectedError(Code.REPORT_UNKNOWN)


def read_mapped(book: Book, described: ColumnMap, asked: Asked) -> tuple[Report, ...]:
    """Read a file by its map. Raises ExpectedError: REPORT_UNKNOWN, REPORT_NO_ROWS."""

    def place(sheet: Sheet) -> int | None:
        at = likely_header(sheet)
        return at if at is not None and fingerprint(sheet.rows[at]) == described.id else None

    return each_sheet(book, place, lambda sheet, at: _read(book.name, sheet, at, described, asked))


def _read(name: str, sheet: Sheet, at: int, described: ColumnMap, asked: Asked) -> Report:
    match RowKind(described.kind):
        case RowKind.SALE:
            return read_orders(name, sheet, at, till_of(described), asked)
        case RowKind.PLANNED:
            return read_planner(name, sheet, at, planner_of(described), asked)
        case _:
            return read_table(name, sheet, at, table_of(described), asked)


def table_of(described: ColumnMap) -> Table:
    """The table of measures that an owner's map describes."""
    roles = _roles(described)
    return Table(
        format=MAPPED,
        source=described.source,
        kind=MeasureKind(described.kind),
        needs=frozenset(),
        day=_first(roles, Role.DAY),
        figures={
            alike(column.header): Metric(column.means)
            for column in described.columns
            if column.means in _METRICS
        },
        key=tuple(roles.get(Role.KEY, ()) or roles.get(Role.LINK, ())),
        account=_first(roles, Role.ACCOUNT),
        title=tuple(roles.get(Role.TITLE, ())),
        link=_first(roles, Role.LINK),
        day_usual=described.day_first,
    )


def till_of(described: ColumnMap) -> Till:
    """The table of orders that an owner's map describes; several lines of one order add up."""
    roles = _roles(described)
    net = _first(roles, Role.NET)
    return Till(
        format=MAPPED,
        source=described.source,
        needs=frozenset(),
        order=tuple(roles.get(Role.ORDER, ())),
        day=_first(roles, Role.DAY),
        money=(net,),
        net=lambda told: told[net],
        sparse=True,
        account=_first(roles, Role.ACCOUNT),
        code=_first(roles, Role.CODE),
        channel=_first(roles, Role.CHANNEL),
        units=_first(roles, Role.UNITS),
        currency=_first(roles, Role.CURRENCY),
        day_usual=described.day_first,
    )


def planner_of(described: ColumnMap) -> Planner:
    """The table of planned posts that an owner's map describes."""
    roles = _roles(described)
    return Planner(
        format=MAPPED,
        needs=frozenset(),
        day=_first(roles, Role.DAY),
        texts=tuple(roles.get(Role.TITLE, ())),
        link=_first(roles, Role.LINK),
        platform=_first(roles, Role.PLATFORM),
        key=_first(roles, Role.KEY),
        day_usual=described.day_first,
    )


def _roles(described: ColumnMap) -> dict[str, list[str]]:
    """The headers of each role, as they are found in a file."""
    roles: dict[str, list[str]] = {}
    for column in described.columns:
        if column.means not in _METRICS:
            roles.setdefault(column.means, []).append(alike(column.header))
    return roles


def _first(roles: Mapping[str, list[str]], role: Role) -> str:
    return roles[role][0] if role in roles else ""
