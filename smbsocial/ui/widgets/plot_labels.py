"""Words inside a chart: each looks for a place where it lies on no other and on few lines."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF


class Labels:
    """Remembers which places are taken; lines may be crossed only where nothing else is free."""

    def __init__(self, room: QRectF, lines: Sequence[Sequence[QPointF]]) -> None:
        self._room = room
        self._lines = [pair for line in lines for pair in pairwise(line)]
        self._taken: list[QRectF] = []

    def take(self, place: QRectF) -> None:
        """Nothing may be put here any more."""
        self._taken.append(place)

    def put(self, places: Iterable[QRectF]) -> QRectF | None:
        """The best of some places, the earlier ones first; None where all are taken."""
        free = [
            p for p in map(self._inside, places) if not any(p.intersects(t) for t in self._taken)
        ]
        if not free:
            return None
        best = min(free, key=self._crossings)
        self._taken.append(best)
        return best

    def _inside(self, place: QRectF) -> QRectF:
        """Moved so far that nothing of it lies outside."""
        left = min(max(place.left(), self._room.left()), self._room.right() - place.width())
        top = min(max(place.top(), self._room.top()), self._room.bottom() - place.height())
        return QRectF(left, top, place.width(), place.height())

    def _crossings(self, place: QRectF) -> int:
        return sum(crosses(place, a, b) for a, b in self._lines)


def crosses(place: QRectF, a: QPointF, b: QPointF) -> bool:
    """Whether the line from `a` to `b` goes through a place."""
    enter, leave = 0.0, 1.0
    sides = (
        (a.x(), b.x() - a.x(), place.left(), place.right()),
        (a.y(), b.y() - a.y(), place.top(), place.bottom()),
    )
    for start, run, low, high in sides:
        if run == 0:
            if not low <= start <= high:
                return False
            continue
        near, far = sorted(((low - start) / run, (high - start) / run))
        enter, leave = max(enter, near), min(leave, far)
    return enter <= leave


def rows_of(spans: Sequence[tuple[float, float]], most: int) -> list[int | None]:
    """A row for each span from left to right, so that none touches another; None: no room."""
    ends = [float("-inf")] * most
    rows: list[int | None] = []
    for left, right in spans:
        row = next((n for n, end in enumerate(ends) if left > end), None)
        if row is not None:
            ends[row] = right
        rows.append(row)
    return rows
