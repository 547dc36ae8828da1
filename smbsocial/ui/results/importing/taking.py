"""Taking files in: rows are laid down piece by piece, and the last turn makes them seen."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import ImportId, ReadingId
from smbsocial.domain.measures import ColumnMap, Measure, Sale
from smbsocial.ui.bridge import Bridge
from smbsocial.usecases.changes import Action
from smbsocial.usecases.importing import imports
from smbsocial.usecases.importing.describing import take_in
from smbsocial.usecases.importing.sheets import Imported, ImportSheet

Piece = tuple[ImportId, Sequence[Measure] | Sequence[Sale]]


class Taking(QObject):
    """One turn of the event loop for each piece; before the last nobody sees anything of it."""

    moved = Signal(int, int)  # rows laid down, rows in all
    taken = Signal(object)  # Imported
    failed = Signal(object)  # ExpectedError

    def __init__(self, bridge: Bridge, owner: QObject) -> None:
        super().__init__(owner)
        self._bridge = bridge
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)
        self._pieces: Iterator[Piece] = iter(())
        self._sheet = ImportSheet((), (), {})
        self._replace: frozenset[ReadingId] = frozenset()
        self._maps: tuple[ColumnMap, ...] = ()
        self._id = ImportId("")
        self._laid = self._all = 0

    @property
    def busy(self) -> bool:
        """Whether it is at work."""
        return self._timer.isActive()

    def start(
        self, sheet: ImportSheet, replace: frozenset[ReadingId], maps: Sequence[ColumnMap]
    ) -> None:
        """Take in what a sheet shows, and remember maps, as one step."""
        self._id = ImportId(self._bridge.ports.ids.new())
        self._sheet, self._replace, self._maps = sheet, replace, tuple(maps)
        pieces = list(imports.pieces(self._id, sheet))
        self._pieces = iter(pieces)
        self._laid, self._all = 0, sum(len(rows) for _part, rows in pieces)
        self.moved.emit(0, self._all)
        self._timer.start()

    def cancel(self) -> None:
        """Stop; what was laid down is never seen and goes with the next weekly copy."""
        self._timer.stop()

    def _turn(self) -> None:
        piece = next(self._pieces, None)
        try:
            if piece is not None:
                self._bridge.changes.write_unseen(imports.lay_down, *piece)
            imported = self._finish() if piece is None else None
        except ExpectedError as error:
            self.failed.emit(error)
            return
        if imported is not None:
            self.taken.emit(imported)
        elif piece is not None:
            self._laid += len(piece[1])
            self._timer.start()
            self.moved.emit(self._laid, self._all)

    def _finish(self) -> Imported:
        return self._bridge.do(
            Action.IMPORT_NUMBERS, take_in, self._id, self._sheet, self._replace, self._maps
        )
