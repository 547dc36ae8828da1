"""A café whose plan is in its last week: two quarters lived, one post edited by hand."""

from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from house import NOW, SetClock

from smbsocial.app.clock import RandomIds
from smbsocial.app.paths import resources_folder
from smbsocial.domain.content import Post
from smbsocial.domain.ids import IndustryKey
from smbsocial.domain.reminders import Kind, ReminderSettings
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.glance import glanced
from smbsocial.storage.reminder_book import FileReminderBook
from smbsocial.storage.store import open_store
from smbsocial.usecases.calendar import PostEdit, edit_post
from smbsocial.usecases.example.making import make_example
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.reminding.due import due

EDITED_DAY = date(2027, 1, 20)
"""Three days behind the end of the plan that is running."""
EDITED = "Sixty cups for the night shift, told by Maya"
BEGAN = datetime(2027, 1, 13, 9, tzinfo=UTC)


def make_quarter(folder: Path) -> None:
    """Write the café; one post was reworded, and moved behind the end of its plan."""
    ports = _ports(BEGAN)
    with closing(open_store(folder, create=True)) as store, store.transaction() as tx:
        make_example(tx, ports, industry=IndustryKey("cafe"), weeks=12)
        tx.put(replace(set_up_business(tx), example=False))  # an example reminds nobody
        _edit_the_last(tx, ports)


def leave_due(folder: Path, kinds: Collection[Kind]) -> None:
    """Everything that is due by the Wednesday was shown already, but what is of these kinds."""
    book = FileReminderBook(folder)
    with glanced(folder) as reads:
        assert reads
        known = due(reads, _ports(NOW), book.settings(), now=NOW)
    book.claim([each.id for each in known if each.kind not in kinds], NOW)


def give_back(folder: Path, kind: Kind) -> None:
    """What is of this kind was not shown after all."""
    book = FileReminderBook(folder)
    book.release([id for id in book.said() if id.startswith(f"{kind.value}:")])


def _edit_the_last(tx: Tx, ports: Ports) -> None:
    last = max((post for post in tx.all(Post) if post.is_open), key=lambda post: post.day)
    edit_post(tx, ports, last.id, PostEdit(day=EDITED_DAY, title=EDITED, text="By hand."))


def _ports(now: datetime) -> Ports:
    return Ports(SetClock(now), RandomIds(), FileLibrary(resources_folder() / "library"))


def due_days(folder: Path, first: date, last: date) -> dict[date, set[Kind]]:
    """What is due at noon of each day from the first to the last."""
    found = {}
    with glanced(folder) as reads:
        assert reads
        for number in range((last - first).days + 1):
            noon = datetime.combine(first + timedelta(days=number), time(12), tzinfo=UTC)
            dues = due(reads, _ports(noon), ReminderSettings(), now=noon)
            found[noon.date()] = {each.kind for each in dues}
    return found
