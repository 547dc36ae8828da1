"""Taking in what files of platforms and tills say: looking first, then as one step.

Rows are laid down in pieces that nobody sees; `finish` makes them seen with the row of their
import, and with it what they fill. Undo takes that row away again. What says nothing new leaves no
trace at all.
"""

from collections.abc import Iterator, Mapping, Sequence

from smbsocial.domain.business import Business
from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Reading
from smbsocial.domain.ids import ImportId, PostId, ReadingId
from smbsocial.domain.matching import Matched, match_posts
from smbsocial.domain.measures import (
    ColumnMap,
    Import,
    MatchedBy,
    Measure,
    MeasureKind,
    PostMatch,
    Sale,
    joined,
    match_id,
)
from smbsocial.domain.reports import Report
from smbsocial.domain.told_twice import told_once
from smbsocial.usecases.importing.plans import planned_entries, take_entries
from smbsocial.usecases.importing.readings import fills, put_readings, watched
from smbsocial.usecases.importing.rows import known_about, takings, totals
from smbsocial.usecases.importing.sheets import (
    FileSheet,
    Imported,
    ImportLine,
    ImportSheet,
    ResultLine,
    Took,
    all_of,
)
from smbsocial.usecases.lookup import set_up_business, the_post
from smbsocial.usecases.ports import Ports, Reads, Tx

PIECE = 5_000
"""Rows that are laid down at once."""


def sheet(reads: Reads, ports: Ports, reports: Sequence[Report]) -> ImportSheet:
    """What taking reports in would do; nothing is changed. Raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    ready = _ready(reports)
    wanted = watched(reads, ports, business, ready)
    known = known_about(reads, ready, wanted.window)
    posts = {post.id: post for post in reads.all(Post)}
    matched = {each.id: each for each in _matched(reads, business, ready, tuple(posts.values()))}
    files = []
    for report in reports:
        blocked = report.needs_answer
        files.append(
            FileSheet(
                report=report,
                took=Took() if blocked else known.take(report),
                totals=totals(report.measures),
                takings=takings(report.sales),
                posts=() if blocked else _posts_of(report, matched),
                blocked=blocked,
                planned=() if blocked else planned_entries(reads, report),
            )
        )
    named = {m.post for m in matched.values()}.union(
        p for m in matched.values() for p in m.proposed
    )
    return ImportSheet(
        files=tuple(files),
        fills=fills(reads, ports, wanted, known),
        posts={id: post for id, post in posts.items() if id in named},
    )


def pieces(
    import_id: ImportId, shown: ImportSheet
) -> Iterator[tuple[ImportId, Sequence[Measure] | Sequence[Sale]]]:
    """What `lay_down` is to be called with, one after the other; then `finish`.

    Files of which everything is known are left out.
    """
    for part, file in _parts(import_id, shown):
        if file.took.brings:
            for start in range(0, len(file.report.measures), PIECE):
                yield part, file.report.measures[start : start + PIECE]
            for start in range(0, len(file.report.sales), PIECE):
                yield part, file.report.sales[start : start + PIECE]


def lay_down(
    tx: Tx,
    ports: Ports,  # noqa: ARG001
    import_id: ImportId,
    rows: Sequence[Measure] | Sequence[Sale],
) -> None:
    """Keep a piece of an import; it is seen only after `finish`, and is no step of undo.

    Raises ExpectedError: BAD_TEXT, OUT_OF_RANGE.
    """
    tx.lay_down(import_id, rows)


def finish(
    tx: Tx,
    ports: Ports,
    import_id: ImportId,
    shown: ImportSheet,
    replace: frozenset[ReadingId] = frozenset(),
) -> Imported:
    """Make what was laid down seen, keep its matches, and fill the KPIs: one step.

    `shown` is what was found out; nothing may have been changed since it was made. Files with open
    questions are left out; where everything is known, nothing is changed. `replace`: typed
    readings that give way to the file's figure.
    """
    parts = _parts(import_id, shown)
    matches = _keep_matches(tx, {m.id: m.row for _part, file in parts for m in file.posts})
    readings = put_readings(tx, ports, shown.fills, [part for part, _file in parts], replace)
    of_readings = {reading.origin for reading in readings}
    rows = []
    planned = 0
    for part, file in parts:
        if file.took.same:
            tx.drop_repeats(part)
        posts = take_entries(tx, ports, file.report)
        if file.took.brings or posts or part in of_readings:
            rows.append(_import_row(ports, part, file.report))
            tx.put(rows[-1])
        planned += posts
    took = all_of(file.took for _part, file in parts)
    return Imported(tuple(rows), took, len(readings), matches, planned)


def match(tx: Tx, ports: Ports, id: str, post_id: PostId | None) -> None:  # noqa: ARG001
    """The owner says which post of the calendar a report's post is; None: none of them.

    `id` is `match_id` of the result. Another one that was thought to be that post no longer is.
    Raises ExpectedError(NOT_FOUND).
    """
    said = PostMatch(id, None if post_id is None else the_post(tx, post_id).id, MatchedBy.OWNER)
    if tx.get(PostMatch, id) == said:
        return
    if post_id is not None:
        for other in tx.having(PostMatch, "post", post_id):
            if other.id != id:
                tx.remove(PostMatch, other.id)
    tx.put(said)


def remember(tx: Tx, ports: Ports, column_map: ColumnMap) -> None:  # noqa: ARG001
    """Read files with this header as the owner described them, from now on."""
    tx.put(column_map)


def column_maps(reads: Reads, ports: Ports) -> Mapping[str, ColumnMap]:  # noqa: ARG001
    """How files are read that the owner described, by the fingerprint of their header."""
    return {each.id: each for each in reads.all(ColumnMap)}


def imports(reads: Reads, ports: Ports) -> tuple[ImportLine, ...]:  # noqa: ARG001
    """What was taken in, newest first."""
    filled: dict[str, int] = {}
    for reading in reads.all(Reading):
        filled[reading.origin] = filled.get(reading.origin, 0) + 1
    rows = reversed(reads.all(Import))
    return tuple(ImportLine(row, filled.get(row.id, 0)) for row in rows)


def results_of(reads: Reads, ports: Ports, import_id: ImportId) -> tuple[ResultLine, ...]:  # noqa: ARG001
    """The posts of an import's source and days, each with the post of the calendar that it is.

    Raises ExpectedError: NOT_FOUND, NOT_SET_UP.
    """
    row = reads.get(Import, import_id)
    if row is None:
        raise ExpectedError(Code.NOT_FOUND, value=import_id)
    if row.first is None or row.last is None:
        return ()
    measures = reads.measures(MeasureKind.POST, row.first, row.last)
    # A file of several accounts names none of them.
    own = [m for m in measures if m.source == row.source and row.account in {"", m.account}]
    posts = {post.id: post for post in reads.all(Post)}
    found = _match(reads, set_up_business(reads), own, tuple(posts.values()))
    return tuple(
        ResultLine(each, posts.get(each.post or PostId("")), tuple(posts[p] for p in each.proposed))
        for each in found
    )


def _ready(reports: Sequence[Report]) -> tuple[Report, ...]:
    return tuple(report for report in reports if not report.needs_answer)


def _parts(import_id: ImportId, shown: ImportSheet) -> list[tuple[ImportId, FileSheet]]:
    """Each file that can be taken in, with the id of its own import."""
    return [(ImportId(f"{import_id}.{n}"), file) for n, file in enumerate(shown.open_files, 1)]


def _import_row(ports: Ports, id: ImportId, report: Report) -> Import:
    return Import(
        id=id,
        at=ports.clock.now(),
        name=report.name,
        format=report.format,
        source=report.source,
        account=report.account,
        first=report.first,
        last=report.last,
        rows=report.rows,
        skipped=len(report.skipped),
    )


def _results(reports: Sequence[Report]) -> Mapping[str, Measure]:
    """The posts that reports speak of, by the id of their match."""
    found: dict[str, Measure] = {}
    for report in reports:
        for measure in report.measures:
            if measure.kind is MeasureKind.POST:
                id = match_id(measure.source, measure.account, measure.key)
                found[id] = joined(found[id], measure) if id in found else measure
    return found


def _posts_of(report: Report, matched: Mapping[str, Matched]) -> tuple[Matched, ...]:
    """A report's posts; what another one of these tells too stands there alone."""
    return tuple(matched[id] for id in _results((report,)) if id in matched)


def _matched(
    reads: Reads, business: Business, reports: Sequence[Report], posts: Sequence[Post]
) -> tuple[Matched, ...]:
    return _match(reads, business, tuple(_results(reports).values()), posts)


def _match(
    reads: Reads, business: Business, results: Sequence[Measure], posts: Sequence[Post]
) -> tuple[Matched, ...]:
    known = {each.id: each for each in reads.all(PostMatch)}
    return match_posts(told_once(results), posts, known, zone=business.zone)


def _keep_matches(tx: Tx, rows: Mapping[str, PostMatch | None]) -> int:
    """Keep what was found out of results, by the id of their match; how many are changed."""
    changed = 0
    before = {each.id: each for each in tx.all(PostMatch)}
    taken = {row.post for row in rows.values() if row is not None and row.post is not None}
    for id, row in before.items():
        if (id in rows and rows[id] is None) or (id not in rows and row.post in taken):
            tx.remove(PostMatch, id)
            changed += 1
    for id, now in rows.items():
        if now is not None and now != before.get(id):
            tx.put(now)
            changed += 1
    return changed
