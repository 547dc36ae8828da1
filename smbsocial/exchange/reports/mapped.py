"""Files that no recipe knows: read as the owner described them, or shown to be described."""

from collections.abc import Mapping

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import ColumnMap, MeasureKind, Metric
from smbsocial.domain.reports import Ask, Question, Report
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.headers import LOOKED_AT, alike, fingerprint
from smbsocial.exchange.reports.recipe import Asked
from smbsocial.exchange.reports.tables import Table, read_table

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
    for sheet in book.sheets:
        at = likely_header(sheet)
        if at is not None and fingerprint(sheet.rows[at]) == described.id:
            return (read_table(book.name, sheet, at, table_of(described), asked),)
    raise ExpectedError(Code.REPORT_UNKNOWN)


def table_of(described: ColumnMap) -> Table:
    """The table that an owner's map describes."""
    roles: dict[str, list[str]] = {}
    metrics: dict[str, Metric] = {}
    for column in described.columns:
        header = alike(column.header)
        if column.means in _METRICS:
            metrics[header] = Metric(column.means)
        else:
            roles.setdefault(column.means, []).append(header)
    first = {role: headers[0] for role, headers in roles.items()}
    return Table(
        format="mapped",
        source=described.source,
        kind=MeasureKind(described.kind),
        needs=frozenset(),
        day=first.get("day", ""),
        figures=metrics,
        key=tuple(roles.get("key", ()) or roles.get("link", ())),
        account=first.get("account", ""),
        title=tuple(roles.get("title", ())),
        link=first.get("link", ""),
        day_usual=described.day_first,
    )
