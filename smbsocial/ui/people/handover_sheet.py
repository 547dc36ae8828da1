"""The hand-over sheet on one page: what was done when somebody left, by whom, and what is open."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from smbsocial.domain.business import Person
from smbsocial.domain.departures import LineState
from smbsocial.ui.people.leaving_rows import changed_words, last_words
from smbsocial.ui.printing import page_pdf, print_page
from smbsocial.ui.text import formats, leaving, names
from smbsocial.usecases.vault.leaving_sheets import AccountLeft, LeavingSheet, Step

translate = QCoreApplication.translate

BY_HAND = "_" * 34
WIDTHS = (25, 13, 39, 23)
"""Of the columns, in per cent of the page."""


def handover_pdf(sheet: LeavingSheet, path: Path) -> None:
    """Write the sheet as a PDF of one page. Raises ExpectedError(FILE_NOT_WRITTEN)."""
    page_pdf(handover_html(sheet), handover_title(sheet), path)


def print_handover(sheet: LeavingSheet, parent: QWidget) -> None:
    """Show the page as it will come out; from there it goes to a printer."""
    title = translate("Handover", "Print the hand-over sheet")
    print_page(handover_html(sheet), title, handover_title(sheet), parent)


def handover_title(sheet: LeavingSheet) -> str:
    """What the page is called."""
    words = translate("Handover", "Hand-over sheet: {person}")
    return words.format(person=names.person(sheet.person))


def handover_file_name(sheet: LeavingSheet) -> str:
    """What its file is called, with nothing that a file's name may not hold."""
    title = handover_title(sheet).replace(":", "")
    kept = "".join(c if c.isalnum() or c in " -_." else "-" for c in title)
    return f"{kept}.pdf"


def handover_html(sheet: LeavingSheet) -> str:
    """The page: who and when, a row for each account, what no program can do, and signatures."""
    head = (
        f"<h2>{escape(handover_title(sheet))}</h2>"
        f"<p><b>{escape(sheet.business.name)}</b></p>{_facts(sheet)}"
    )
    titles = (
        translate("Handover", "Account, last used"),
        translate("Handover", "Password changed"),
        translate("Handover", "Done, by whom and when"),
        translate("Handover", "Still open, and why"),
    )
    cells = "".join(
        f'<th align="left" width="{width}%">{escape(title)}</th>'
        for title, width in zip(titles, WIDTHS, strict=True)
    )
    rows = _house_row(sheet) + "".join(_row(each, sheet) for each in sheet.accounts)
    table = (
        '<table width="100%" cellpadding="3" cellspacing="0" border="1"'
        f' style="border-collapse: collapse; border-color: gray"><tr>{cells}</tr>{rows}</table>'
    )
    return head + table + _limits(sheet) + _signatures(sheet)


def _facts(sheet: LeavingSheet) -> str:
    """Who, since when, locked out when, closed when, and why with steps open."""
    departure, zone = sheet.departure, sheet.business.zone
    said = [
        translate("Handover", "{role}; started on {time} by {person}.").format(
            role=names.role(sheet.person.role),
            time=leaving.stamp(departure.started_at, zone),
            person=_name(sheet.started_by),
        )
    ]
    if sheet.locked_at is not None:
        words = translate("Handover", "Locked out of the vault since {time}.")
        said.append(words.format(time=leaving.stamp(sheet.locked_at, zone)))
    if departure.cancelled:
        said.append(translate("Handover", "Called off: stays after all."))
    elif departure.closed_at is not None:
        words = translate("Handover", "Closed on {time} by {person}.")
        when = leaving.stamp(departure.closed_at, zone)
        said.append(words.format(time=when, person=_name(sheet.closed_by)))
    else:
        words = translate("Handover", "Not closed yet: {done} of {all} steps are done.")
        done, all_ = sheet.counts.done, sheet.counts.needed
        said.append(words.format(done=formats.number(done), all=formats.number(all_)))
    if departure.why:
        words = translate("Handover", "Closed with steps open because: {why}")
        said.append(words.format(why=departure.why))
    return f"<p>{escape(' '.join(said))}<br/></p>"


def _house_row(sheet: LeavingSheet) -> str:
    name = f"<b>{escape(translate('Handover', 'Computer and vault'))}</b>"
    return _cells(name, "", _done(sheet.house, sheet), _open(sheet.house, sheet))


def _row(account: AccountLeft, sheet: LeavingSheet) -> str:
    name = f"<b>{escape(account.name)}</b>"
    handle = account.account.handle
    if handle and handle != account.name:
        name += f" {escape(handle)}"
    return _cells(
        f"{name}<br/>{escape(last_words(account, sheet, stamp=True))}",
        escape(changed_words(account, sheet, stamp=True)),
        _done(account.steps, sheet),
        _open(account.steps, sheet),
    )


def _done(steps: Iterable[Step], sheet: LeavingSheet) -> str:
    """What was done, put together by person and day."""
    zone = sheet.business.zone
    done = [s for s in steps if s.line.state is LineState.DONE and s.line.at is not None]
    done.sort(key=lambda step: (step.line.at, step.line.rank))
    said = []
    for (who, day), group in groupby(done, key=lambda step: (_name(step.by), _day(step, zone))):
        words = translate("Handover", "{day}, {person}: {steps}")
        by_time = groupby(group, key=lambda step: _time(step, zone))
        listed = "; ".join(_at(time, tuple(same)) for time, same in by_time)
        said.append(escape(words.format(day=day, person=who, steps=listed)))
    return "<br/>".join(said)


def _open(steps: Sequence[Step], sheet: LeavingSheet) -> str:
    """What could not be done, with its reason, and what is open."""
    closed = sheet.departure.closed_at is not None
    left = [step for step in steps if step.is_open and (closed or not step.by_itself)]
    said = [", ".join(leaving.short(step.line.step) for step in left)] if left else []
    for step in steps:
        if step.line.state is LineState.COULD_NOT:
            words = translate("Handover", "{step}: could not ({why})")
            name = leaving.short(step.line.step)
            said.append(words.format(step=name, why=step.line.note))
    return "<br/>".join(escape(words) for words in said)


def _limits(sheet: LeavingSheet) -> str:
    return f"<p><i>{escape(sheet.limits[0])}</i></p>" if sheet.limits else ""


def _signatures(sheet: LeavingSheet) -> str:
    """Two lines to sign: who leaves has handed over, the business has looked through it."""
    handed = translate(
        "Handover",
        "I have handed over every account, password, key, phone and card of the business, and keep"
        " no copy.",
    )
    looked = translate("Handover", "The business has gone through this list.")
    place = escape(translate("Handover", "Place and date"))
    business = translate("Handover", "For {business}").format(business=sheet.business.name)
    signers = (names.person(sheet.person), business)
    said = "".join(f'<td width="50%" valign="top">{escape(w)}</td>' for w in (handed, looked))
    where = f"<td><br/><br/>{BY_HAND}<br/>{place}</td>" * 2
    who = "".join(f"<td><br/><br/>{BY_HAND}<br/>{escape(each)}</td>" for each in signers)
    rows = "".join(f"<tr>{cells}</tr>" for cells in (said, where, who))
    return f'<table width="100%" cellpadding="4">{rows}</table>'


def _at(time: str, steps: tuple[Step, ...]) -> str:
    words = translate("Handover", "{time} {steps}")
    return words.format(time=time, steps=", ".join(leaving.done(s.line.step) for s in steps))


def _time(step: Step, zone: str) -> str:
    return leaving.clock_of(step.line.at, zone) if step.line.at else ""


def _day(step: Step, zone: str) -> str:
    return leaving.day_of(step.line.at, zone) if step.line.at else ""


def _name(person: Person | None) -> str:
    return names.person(person) if person else "–"


def _cells(*cells: str) -> str:
    return "<tr>" + "".join(f'<td valign="top">{cell}</td>' for cell in cells) + "</tr>"
