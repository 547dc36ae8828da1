"""A glance at the stored days beside whoever works on them: read only, for moments."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smbsocial.storage.database import glance_link
from smbsocial.storage.store import SqliteReads


@contextmanager
def glanced(folder: Path) -> Iterator[SqliteReads | None]:
    """What is stored in a folder as it is at this moment; None if the next start has to mend it.

    Takes no lock of the folder and writes nothing; whoever writes meanwhile waits for its end, so
    do not keep it. Raises ExpectedError as `database.glance_link` does.
    """
    link = glance_link(folder)
    if link is None:
        yield None
        return
    try:
        yield SqliteReads(link)
    finally:
        link.close()
