"""Files that the owner described: what is remembered of them, and their part in an import."""

from collections.abc import Sequence

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ImportId, ReadingId
from smbsocial.domain.measures import ColumnMap
from smbsocial.usecases.importing import imports
from smbsocial.usecases.importing.sheets import Imported, ImportSheet
from smbsocial.usecases.ports import Ports, Tx


def take_in(
    tx: Tx,
    ports: Ports,
    import_id: ImportId,
    shown: ImportSheet,
    replace: frozenset[ReadingId],
    maps: Sequence[ColumnMap],
) -> Imported:
    """`imports.finish`, and how its unknown files were described is remembered: one step."""
    for each in maps:
        imports.remember(tx, ports, each)
    return imports.finish(tx, ports, import_id, shown, replace)


def forget(tx: Tx, ports: Ports, id: str) -> None:  # noqa: ARG001
    """Ask anew what is in files with these columns; what came in from them stays.

    Raises ExpectedError(NOT_FOUND).
    """
    if tx.get(ColumnMap, id) is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    tx.remove(ColumnMap, id)
