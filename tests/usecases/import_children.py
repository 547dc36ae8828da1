"""A process that takes a file in and dies at a given moment; started by name."""

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from house import CAFE, CountedIds, SetClock
from reports_by_hand import MONDAY, days, sale

from smbsocial.app.paths import resources_folder
from smbsocial.domain.ids import ImportId
from smbsocial.domain.reports import Report
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import open_store
from smbsocial.usecases import setup
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.importing import imports
from smbsocial.usecases.ports import Ports


def many() -> Report:
    """A file of three pieces of days and one of orders."""
    from reports_by_hand import report

    rows = days(MONDAY.replace(year=1995), range(imports.PIECE * 2 + 1))
    return report(*rows, *(sale(str(n), MONDAY) for n in range(20)))


def make(folder: Path) -> None:
    """A café in a folder."""
    changes = _changes(folder)
    changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)


def die(folder: Path, at: int) -> None:
    """Die after so many pieces, or within the step that makes them seen."""
    changes = _changes(folder)
    id = ImportId(f"import-{at}")
    shown = imports.sheet(changes.reads, changes.ports, [many()])
    for number, (part, rows) in enumerate(imports.pieces(id, shown)):
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)
        changes.write(imports.lay_down, part, rows)

    def finish_and_die(*told: object) -> None:
        imports.finish(*told)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGKILL)

    changes.do(Action.IMPORT_NUMBERS, finish_and_die, id, shown)


def _changes(folder: Path) -> Changes:
    store = open_store(folder, create=True)
    ports = Ports(SetClock(), CountedIds(), FileLibrary(resources_folder() / "library"))
    return Changes(store, ports)


if __name__ == "__main__":
    _, what, where, *rest = sys.argv
    if what == "make":
        make(Path(where))
    else:
        die(Path(where), int(rest[0]))
