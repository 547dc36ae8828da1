"""What stands in the report, as HTML; places of charts are marked and drawn later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.reach_watch import State
from smbsocial.domain.roi.values import NOTES
from smbsocial.domain.turns import Of
from smbsocial.ui.results.charts import plot_of
from smbsocial.ui.text import decision_log, formats, reach, results, returns, turns
from smbsocial.ui.text import report as words
from smbsocial.ui.text.return_lines import line_words
from smbsocial.ui.widgets.plot import Plot
from smbsocial.usecases.results.report import ReportSheet
from smbsocial.usecases.results.returns import Line, Part
from smbsocial.usecases.results.sheets import KpiResult

translate = QCoreApplication.translate

COLUMNS = 2
"""Charts beside each other."""
KPI_WIDTHS = (34, 11, 11, 44)
PART_WIDTHS = (34, 14, 17, 20, 15)
LOG_WIDTHS = (18, 34, 48)
"""Of the columns, in per cent of the page."""


BREAK = ' style="page-break-before: always"'
TABLE, HEAD_END, ROW = "<table", "</thead>", "<!-- row -->"
"""Where a table, the end of its heads and each of its rows are found again."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """The chapters and the rows of tables, each counted from 0, that begin a new page."""

    chapters: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()


Chapter = tuple[str, str]
"""Its title, and what stands below it."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much of long lists is shown, so that the report stays a few pages."""

    lines: int
    parts: int
    files: int
    decisions: int


ORIGIN = 4
"""The number of the chapter that tells where the numbers come from."""


def marker(number: int) -> str:
    """The place of a chart."""
    return f"[[chart {number}]]"


def charts(sheet: ReportSheet) -> tuple[Plot, ...]:
    """The charts of the KPIs that have a target and anything to show in the span."""
    return tuple(plot for _, plot in _charted(sheet))


def html(sheet: ReportSheet, room: Room, breaks: Breaks) -> str:
    """The whole report."""
    chapters = (
        _return(sheet),
        _kpis(sheet),
        _charts(sheet),
        _kinds(sheet, room),
        _origin(sheet, room),
        _reach(sheet),
        _decisions(sheet, room),
    )
    said = [_head(sheet)]
    for number, (title, body) in enumerate(chapters):
        style = BREAK if number in breaks.chapters else ""
        said.append(f"<h2{style}>{escape(title)}</h2>{body}")
    return _broken("".join(said), breaks.rows)


def _broken(said: str, numbers: frozenset[int]) -> str:
    """With another table, on another page, begun at each of these rows."""
    rows = said.split(ROW)
    made = rows[0]
    for number, row in enumerate(rows[1:]):
        if number in numbers:
            opening = made[made.rindex(TABLE) :]
            opening = opening[: opening.index(HEAD_END) + len(HEAD_END)]
            if made.endswith(HEAD_END):  # its first row: the whole table moves
                made = made[: -len(opening)]
            else:
                made += "</table>"
            made += opening.replace(TABLE, TABLE + BREAK, 1)
        made += row
    return made


def _head(sheet: ReportSheet) -> str:
    span = sheet.books.span
    facts = [words.span_name(span), words.numbers_to(sheet.numbers_to)]
    return (
        f"<h1>{escape(sheet.books.business.name)}</h1>"
        f"<p><b>{escape(words.title())}</b><br/>{escape(' · '.join(facts))}<br/>"
        f'<span class="small">{escape(words.made_on(sheet.books.today))}</span></p>'
    )


def _return(sheet: ReportSheet) -> Chapter:
    part, currency = sheet.back.whole, sheet.back.currency
    said = ""
    if part.ratio is not None and part.back.high:
        ratio = returns.per_one(part.ratio.typical, currency)
        sure, _tone = returns.evidence(part.shares)
        said += (
            f'<p><span class="hero">{escape(ratio)}</span> '
            f"{escape(returns.likely(part, currency))}<br/>"
            f"<b>{escape(sure)}</b>: {escape(returns.all_shares(part.shares))}<br/>"
            f"{escape(returns.both(part, currency))}</p>"
        )
    said += f"<p>{escape(words.meaning(part, currency))}</p>"
    said += f'<p class="small">{escape(words.strengths())}</p>'
    return translate("Report", "Return"), said


def _kpis(sheet: ReportSheet) -> Chapter:
    title = translate("Report", "What was to be reached")
    if not sheet.books.kpis:
        nothing = translate("Report", "No KPI is watched yet.")
        return title, f"<p>{escape(nothing)}</p>"
    heads = (
        translate("Report", "KPI"),
        translate("Report", "Value"),
        translate("Report", "Target"),
        translate("Report", "How it stands"),
    )
    currency = sheet.back.currency
    rows = [_kpi(kpi, currency) for kpi in sheet.books.kpis]
    return title, _table(heads, rows, KPI_WIDTHS, figures=(1, 2))


def _kpi(kpi: KpiResult, currency: str) -> tuple[str, ...]:
    pace = kpi.pace
    value, target = (
        "–" if each is None else results.said(each, kpi.unit, currency)
        for each in (pace.value, pace.target)
    )
    name = results.title(kpi.name, kpi.unit, pace.cadence)
    return name, value, target, words.stands(kpi, currency)


def _charted(sheet: ReportSheet) -> list[tuple[KpiResult, Plot]]:
    span, currency = sheet.books.span, sheet.back.currency
    found = []
    for kpi in sheet.books.kpis:
        plot = plot_of(kpi, (span.first, span.last), currency)
        if kpi.pace.target is not None and plot.line.points:
            found.append((kpi, plot))
    return found


def _charts(sheet: ReportSheet) -> Chapter:
    found = _charted(sheet)
    said = ""
    for at in range(0, len(found), COLUMNS):
        numbers = range(at, at + COLUMNS)
        cells = [marker(n) if n < len(found) else "" for n in numbers]
        said += '<table width="100%" cellpadding="2" cellspacing="0"><tr>'
        said += "".join(f'<td width="50%">{cell}</td>' for cell in cells) + "</tr></table>"
    shown = {kpi.name for kpi, _ in found}
    aimed = [kpi.name for kpi in sheet.books.kpis if kpi.pace.target is not None]
    bare = [name for name in aimed if name not in shown]
    if bare:
        text = translate("Report", "Without a figure in this time: {kpis}.")
        said += f'<p class="small">{escape(text.format(kpis=formats.listed(bare)))}</p>'
    elif not found:
        nothing = translate("Report", "No KPI has a target.")
        said = f"<p>{escape(nothing)}</p>"
    return translate("Report", "How they went"), said


def _kinds(sheet: ReportSheet, room: Room) -> Chapter:
    groups = (
        (Of.PILLAR, translate("Report", "Kind of content"), sheet.back.pillars),
        (Of.PLATFORM, translate("Report", "Platform"), sheet.back.platforms),
    )
    title = translate("Report", "What each kind of content and each platform returns")
    said = ""
    for of, head, parts in groups:
        shown = [part for part in parts if part.cost or part.back.high]
        if shown:
            said += _parts(sheet, of, head, shown, room.parts) + '<p class="gap"></p>'
    if not said:
        nothing = translate("Report", "Nothing to compare yet: no post was marked as posted.")
        said = f"<p>{escape(nothing)}</p>"
    return title, said


def _parts(sheet: ReportSheet, of: Of, head: str, parts: Sequence[Part], most: int) -> str:
    heads = (
        head,
        translate("Report", "Cost"),
        translate("Report", "Came back"),
        translate("Report", "Back for each {one}").format(
            one=formats.symbol(sheet.back.currency) + formats.number(1)
        ),
        translate("Report", "Owner’s word"),
    )
    rows = [_part(sheet, of, part) for part in parts[:most]]
    table = _table(heads, rows, PART_WIDTHS, figures=(1, 2, 3))
    return table + _more(len(parts) - most)


def _part(sheet: ReportSheet, of: Of, part: Part) -> tuple[str, ...]:
    currency = sheet.back.currency
    ratio = "–"
    if part.ratio is not None:
        ratio = translate("Report", "{typical} ({range})").format(
            typical=returns.per_one(part.ratio.typical, currency),
            range=returns.ratio_short(part.ratio),
        )
    return (
        part.name or translate("Report", "Not known"),
        returns.amount(part.cost, currency),
        returns.amount(part.back.typical, currency),
        ratio,
        _word(sheet, of, part),
    )


def _word(sheet: ReportSheet, of: Of, part: Part) -> str:
    """What the owner said; what the app would propose is nobody's word to a bank."""
    if not part.key:
        return ""
    turn = sheet.books.words.get((of, part.key))
    if turn is not None:
        return turns.word(turn.word)
    return ""


def _origin(sheet: ReportSheet, room: Room) -> Chapter:
    whole, currency = sheet.back.whole, sheet.back.currency
    sentences = (words.guessed(sheet), words.figures_from(sheet.books.readings))
    said = f"<p>{escape(' '.join(each for each in sentences if each))}</p>"
    for name, lines in (
        (translate("Report", "Cost"), whole.cost_lines),
        (translate("Report", "Came back"), whole.back_lines),
    ):
        if lines:
            said += f"<p><b>{escape(name)}</b></p>"
            ordered = sorted(lines, key=_weight)
            said += _list([line_words(each, currency) for each in ordered], room.lines)
    if sheet.books.imports:
        said += f"<p><b>{escape(translate('Report', 'Files taken in'))}</b></p>"
        files = [words.file_line(each) for each in sheet.books.imports]
        said += _list(files[: room.files], room.files)
        said += _small(words.and_others(len(files) - room.files))
    return translate("Report", "Where these numbers come from"), said


def _weight(line: Line) -> tuple[bool, float]:
    """The largest first, notes of what was left out last."""
    return line.kind in NOTES, -abs(float(line.amount.typical))


def _reach(sheet: ReportSheet) -> Chapter:
    said = [
        " ".join((reach.watched(each), *map(reach.advice, each.watch.advice)))
        if each.watch.state is not State.STEADY
        else reach.watched(each)
        for each in sheet.books.watched
    ]
    said += [reach.owned(each) for each in sheet.books.owned]
    return translate("Report", "Reach, and what the business owns"), _list(said, len(said))


def _decisions(sheet: ReportSheet, room: Room) -> Chapter:
    lines, rules = sheet.books.lines, sheet.books.rules
    said = ""
    if lines:
        heads = decision_log.heads()
        rows = [
            (formats.day_year(each.day), decision_log.what(each), decision_log.why(each))
            for each in lines[: room.decisions]
        ]
        said += _table((heads[0], heads[2], heads[3]), rows, LOG_WIDTHS)
        said += _more(len(lines) - room.decisions)
    else:
        nothing = translate("Report", "Nothing was started, changed, paused or stopped.")
        said += f"<p>{escape(nothing)}</p>"
    if rules:
        said += f"<p><b>{escape(translate('Report', 'Rules of the owner'))}</b></p>"
        said += _list([turns.rule(each, sheet.back.currency) for each in rules], room.decisions)
    return translate("Report", "Decisions"), said


def _table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    figures: Sequence[int] = (),
) -> str:
    """A table whose heads stand on each of its pages; `figures`: columns set to the right."""
    sides = ["right" if at in figures else "left" for at in range(len(heads))]
    top = "".join(
        f'<td class="head {side}" align="{side}" width="{width}%">{escape(text)}</td>'
        for text, side, width in zip(heads, sides, widths, strict=True)
    )
    body = "".join(
        f"{ROW}<tr>"
        + "".join(
            f'<td class="cell {side}" align="{side}">{_kept(text)}</td>'
            for text, side in zip(row, sides, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'{TABLE} width="100%" cellpadding="3" cellspacing="0">'
        f"<thead><tr>{top}</tr></thead>{body}</table>"
    )


def _kept(text: str) -> str:
    """No sign of per cent stands alone on a line."""
    return escape(text.replace(" %", "\u00a0%"))


def _list(said: Sequence[str], most: int) -> str:
    shown = "".join(f"<li>{escape(each)}</li>" for each in said[:most])
    return f"<ul>{shown}</ul>{_more(len(said) - most)}" if said else ""


def _more(count: int) -> str:
    return _small(words.and_more(count))


def _small(said: str) -> str:
    return f'<p class="small">{escape(said)}</p>' if said else ""
