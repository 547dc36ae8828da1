"""The record that a review leaves, as a PDF of exactly one page, however much was said."""

from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QTextDocument
from PySide6.QtWidgets import QWidget

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import ReviewId
from smbsocial.domain.plan import Choice
from smbsocial.domain.review import Review
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.printing import MARGIN_MM, draw_document, print_page, write_pdf
from smbsocial.ui.results.lent_reads import Lender
from smbsocial.ui.review.decide_paper import bullets, table
from smbsocial.ui.review.printing import document_of
from smbsocial.ui.text import assessment, formats, names, record, report, returns
from smbsocial.ui.text import decide as decided
from smbsocial.ui.text import review as words
from smbsocial.ui.widgets.files import pick_pdf
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.record import GoalCame, RecordSheet, WordSaid

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Room:
    """How much is shown: goals, words, and letters of each text."""

    goals: int
    words: int
    letters: int


SIZES = (10, 9, 8)
"""Of the letters, in points: the largest of which all fits."""
ROOMS = (
    Room(8, 60, 400), Room(8, 40, 160), Room(6, 30, 90), Room(5, 20, 60), Room(4, 12, 60),
    Room(3, 8, 50), Room(2, 4, 40),
)  # fmt: skip
GOAL_WIDTHS = (28, 18, 24, 30)
WORD_WIDTHS = (18, 24, 16, 42)
"""Of the columns, in per cent of the page."""


def save_record(bridge: Bridge, review: Review, parent: QWidget) -> None:
    """Ask where to, and write the record there; what it says is worked out beside the window."""
    business = bridge.read(record.business_of)
    name = words.full_name(review.first, review.last, business.country)
    file = record.file_name(business.name, name)
    title = translate("Review", "Save the record")
    pick_pdf(parent, file, lambda path: write_record(bridge, review.id, path, parent), title=title)


def write_record(bridge: Bridge, id: ReviewId, path: Path, owner: QWidget) -> None:
    """Write it there, beside the window; it is told when it is done."""

    def done(_none: object) -> None:
        text = translate("Review", "The record is in {path}")
        bridge.told.emit(text.format(path=str(path)), False)

    Lender(bridge).run(
        partial(_write, id, path), done=done, failed=partial(_failed, bridge), owner=owner
    )


def print_record(bridge: Bridge, id: ReviewId, parent: QWidget) -> None:
    """Show the page as it will come out; from there it goes to a printer."""

    def done(sheet: object) -> None:
        assert isinstance(sheet, RecordSheet)  # noqa: S101 - made by _sheet
        title = translate("Review", "Print the record")
        print_page("", title, record.title(sheet), parent, draw=partial(_draw_html, sheet))

    Lender(bridge).run(
        partial(_sheet, id), done=done, failed=partial(_failed, bridge), owner=parent
    )


def record_pdf(sheet: RecordSheet, path: Path) -> None:
    """Write the record as a PDF of one page. Raises ExpectedError(FILE_NOT_WRITTEN)."""
    write_pdf(path, record.title(sheet), MARGIN_MM, partial(_draw, sheet))


def fitted_record(sheet: RecordSheet, size: QSizeF) -> QTextDocument:
    """A document of one page of `size` points: in letters as large, with as much as fits."""
    for room in ROOMS:
        for letters in SIZES:
            document = document_of(record_html(sheet, room), size, letters)
            if document.pageCount() == 1:
                return document
    return document_of(record_html(sheet, ROOMS[-1]), size, SIZES[-1] - 1)


def record_html(sheet: RecordSheet, room: Room) -> str:
    """The page with as much as there is room for."""
    return "".join(
        (
            _head(sheet, room),
            _goals(sheet, room),
            _kpis(sheet, room),
            _cost(sheet),
            _words(sheet, room),
            _decision(sheet, room),
            _next(sheet),
        )
    )


def shortened(text: str, letters: int) -> str:
    """On one line, and no longer than so many letters; the end is elided."""
    flat = " ".join(text.split())
    return flat if len(flat) <= letters else flat[: letters - 1].rstrip() + "…"


def _head(sheet: RecordSheet, room: Room) -> str:
    review, zone = sheet.review, sheet.business.zone
    facts = [words.days(review.first, review.last), words.held_on(review, zone)]
    if sheet.held_by:
        by = translate("Review", "by {people}").format(people=formats.listed(sheet.held_by[:4]))
        facts.append(shortened(by, room.letters))
    name = shortened(sheet.business.name, room.letters)
    return (
        f"<h1>{escape(record.name(sheet))}</h1>"
        f"<p><b>{escape(name)}</b><br/>{escape(' · '.join(facts))}</p>"
    )


def _goals(sheet: RecordSheet, room: Room) -> str:
    title = f"<h2>{escape(translate('Review', 'What was promised, and what came'))}</h2>"
    if not sheet.goals:
        none = translate("Review", "No goal was set.")
        return f"{title}<p>{escape(none)}</p>"
    heads = (
        translate("Review", "Goal"),
        translate("Review", "Wanted"),
        translate("Review", "Expected in all"),
        translate("Review", "Brought back"),
    )
    rows = [_goal(each, sheet, room) for each in sheet.goals[: room.goals]]
    return title + table(heads, rows, GOAL_WIDTHS)


def _goal(came: GoalCame, sheet: RecordSheet, room: Room) -> tuple[str, ...]:
    units = names.counted(came.goal.counted)
    wanted = translate("Review", "{count} {units} {period}").format(
        count=formats.number(came.target), units=units, period=names.period(came.period)
    )
    expected = assessment.whole_range(came.forecast) if came.forecast else "–"
    back = returns.amount_range(came.back, sheet.currency) if came.back.high else "–"
    sure, _tone = returns.evidence(came.shares)
    told = translate("Review", "{back} · {sure}").format(back=back, sure=sure) if sure else back
    return shortened(came.name, room.letters), wanted, expected, told


def _kpis(sheet: RecordSheet, room: Room) -> str:
    """How each figure stands that was to be reached; the rest has no room where much was said."""
    shown = [each for each in sheet.kpis if each.pace.target is not None][: room.goals]
    lines = [
        translate("Review", "{kpi} · {stands}").format(
            kpi=shortened(each.name, room.letters), stands=report.stands(each, sheet.currency)
        )
        for each in shown
    ]
    return bullets(lines)


def _cost(sheet: RecordSheet) -> str:
    title = f"<h2>{escape(translate('Review', 'What it cost, and what came back'))}</h2>"
    lines = (record.posts(sheet), record.hours(sheet), record.money(sheet))
    return title + "".join(f"<p>{escape(each)}</p>" for each in lines)


def _words(sheet: RecordSheet, room: Room) -> str:
    shown = [each for each in sheet.words if record.is_shown(each)]
    if not shown:
        return ""
    heads = (
        translate("Review", "Page"),
        translate("Review", "About"),
        translate("Review", "Word"),
        translate("Review", "What was said to it"),
    )
    rows = [_word(each, room) for each in shown[: room.words]]
    more = len(shown) - len(rows)
    said = f"<h2>{escape(translate('Review', 'What was said'))}</h2>" + table(
        heads, rows, WORD_WIDTHS
    )
    if more > 0:
        text = translate("Review", "… and %n more word(s)", "", more)
        said += f'<p class="small">{escape(text)}</p>'
    return said


def _word(each: WordSaid, room: Room) -> tuple[str, ...]:
    name = shortened(each.name, min(room.letters, 60))
    word, text = record.said(each)
    return words.step(each.page), name, word, shortened(text, room.letters)


def _decision(sheet: RecordSheet, room: Room) -> str:
    title = f"<h2>{escape(translate('Review', 'The decision'))}</h2>"
    decision = sheet.decision
    if decision is None:
        none = translate("Review", "Not decided yet.")
        return f"{title}<p>{escape(none)}</p>"
    said = [f"<p><b>{escape(record.decision(decision))}</b></p>"]
    if decision.reason:
        said.append(f"<p>{escape(shortened(decision.reason, room.letters))}</p>")
    if decision.would_change:
        text = translate("Review", "What would change it: {what}")
        told = text.format(what=shortened(decision.would_change, room.letters))
        said.append(f"<p>{escape(told)}</p>")
    if decision.choice is Choice.STAY_OFF:
        said.append(bullets([decided.alive(each) for each in decision.alive]))
    return title + "".join(said)


def _next(sheet: RecordSheet) -> str:
    lines = record.what_comes(sheet)
    if not lines:
        return ""
    title = f"<h2>{escape(translate('Review', 'What comes'))}</h2>"
    return title + "".join(f"<p>{escape(each)}</p>" for each in lines)


def _draw(sheet: RecordSheet, device: QPagedPaintDevice) -> None:
    draw_document(partial(fitted_record, sheet), device)


def _draw_html(sheet: RecordSheet, _html: str, device: QPagedPaintDevice) -> None:
    _draw(sheet, device)


def _write(id: ReviewId, path: Path, reads: Reads, ports: Ports) -> None:
    record_pdf(_sheet(id, reads, ports), path)


def _sheet(id: ReviewId, reads: Reads, ports: Ports) -> RecordSheet:
    from smbsocial.usecases.reviewing.record import record_sheet

    return record_sheet(reads, ports, id)


def _failed(bridge: Bridge, error: Exception) -> None:
    if not isinstance(error, ExpectedError):
        raise error
    bridge.failed.emit(error)
