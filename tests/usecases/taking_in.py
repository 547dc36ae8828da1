"""Files taken in by a house, the way the pages and the command line do it."""

from house import House

from smbsocial.domain.ids import ImportId, ReadingId
from smbsocial.domain.reports import Report
from smbsocial.usecases.changes import Action
from smbsocial.usecases.importing import imports
from smbsocial.usecases.importing.sheets import Imported


def take(house: House, *reports: Report, replace: frozenset[ReadingId] = frozenset()) -> Imported:
    """Look at reports, lay their rows down, and make them seen."""
    shown = imports.sheet(house.store, house.ports, reports)
    id = ImportId(house.ports.ids.new())
    for part, rows in imports.pieces(id, shown):
        house.changes.write(imports.lay_down, part, rows)
    return house.changes.do(Action.IMPORT_NUMBERS, imports.finish, id, shown, replace)
