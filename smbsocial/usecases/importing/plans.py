"""Planned posts of other tools' files, put into the calendar as drafts, each once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.measures import MatchedBy, PostMatch, match_id
from smbsocial.domain.plan import Plan
from smbsocial.domain.reports import Entry, Report
from smbsocial.usecases.calendar import LONGEST_TITLE, PostEdit, add_post
from smbsocial.usecases.ports import Ports, Reads, Tx

CALENDAR = "calendar"
"""Stands for the source in the id of an entry's match, which no platform is called."""


class EntryState(Enum):
    """What becomes of a planned post."""

    NEW = "new"
    KNOWN = "known"  # it was taken in before, whatever became of its post
    NO_DAY = "no_day"
    NO_TEXT = "no_text"
    NO_PLAN = "no_plan"  # no quarter is planned on that day


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """An entry of a file and what becomes of it."""

    id: str
    entry: Entry
    state: EntryState


def planned_entries(reads: Reads, report: Report) -> tuple[PlannedEntry, ...]:
    """The entries of a report, in the order of the file."""
    if not report.entries:
        return ()
    known = {match.id for match in reads.all(PostMatch)}
    spans = _spans(reads.all(Plan))
    found = []
    for entry in report.entries:
        id = match_id(CALENDAR, report.format, entry.key)
        found.append(PlannedEntry(id, entry, _state(entry, known=id in known, spans=spans)))
        known.add(id)
    return tuple(found)


def take_entries(tx: Tx, ports: Ports, report: Report) -> int:
    """Put the new ones of a report into the calendar as drafts; how many.

    What a file does not say (pillar, community, goal, format, minutes, person) is as in the plan's
    other posts. Raises ExpectedError as `add_post` does.
    """
    taken = 0
    for each in planned_entries(tx, report):
        if each.state is EntryState.NEW and each.entry.day is not None:
            _add(tx, ports, each.entry, each.entry.day)
            # Without its post, which results may be matched to: only that it was taken in.
            tx.put(PostMatch(each.id, None, MatchedBy.OWNER))
            taken += 1
    return taken


def _add(tx: Tx, ports: Ports, entry: Entry, day: date) -> None:
    title = entry.text.strip().splitlines()[0][:LONGEST_TITLE]
    known = {platform.key for platform in ports.library.platforms()}
    edit = PostEdit(
        text=entry.text,
        at=entry.at,
        platform=PlatformKey(entry.platform) if entry.platform in known else None,
        link=entry.link or None,
    )
    try:
        add_post(tx, ports, day=day, title=title, edit=edit)
    except ExpectedError:
        # A link that is none, or one that is too long, belongs to the tool it came from.
        add_post(tx, ports, day=day, title=title, edit=_bare(edit))


def _bare(edit: PostEdit) -> PostEdit:
    return PostEdit(text=edit.text, at=edit.at, platform=edit.platform)


def _state(entry: Entry, *, known: bool, spans: Sequence[tuple[date, date]]) -> EntryState:
    if known:
        return EntryState.KNOWN
    if not entry.text.strip():
        return EntryState.NO_TEXT
    if entry.day is None:
        return EntryState.NO_DAY
    inside = any(first <= entry.day <= last for first, last in spans)
    return EntryState.NEW if inside else EntryState.NO_PLAN


def _spans(plans: Sequence[Plan]) -> tuple[tuple[date, date], ...]:
    return tuple(
        (plan.starts, plan.starts + timedelta(weeks=plan.weeks) - timedelta(days=1))
        for plan in plans
    )


def counted(entries: Sequence[PlannedEntry]) -> Mapping[EntryState, int]:
    """How many entries are in each state."""
    found: dict[EntryState, int] = {}
    for each in entries:
        found[each.state] = found.get(each.state, 0) + 1
    return found
