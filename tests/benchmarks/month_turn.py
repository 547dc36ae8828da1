"""How long turning a month takes with 20,000 posts, read and painted; aim: at most 16 ms.

Run from the checkout: `python tests/benchmarks/month_turn.py`. The reference is a bare table of
the same size painted in the same run, so that a slow machine slows both.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from corner_cafe import NOW, cafe  # noqa: E402
from house import CountedIds, SetClock  # noqa: E402
from PySide6.QtGui import QStandardItem, QStandardItemModel  # noqa: E402
from PySide6.QtWidgets import QApplication, QTableView  # noqa: E402

from smbsocial.domain.content import Post  # noqa: E402
from smbsocial.domain.ids import PostId  # noqa: E402
from smbsocial.library.loader import FileLibrary  # noqa: E402
from smbsocial.storage.store import SqliteStore, memory_store  # noqa: E402
from smbsocial.ui import theme  # noqa: E402
from smbsocial.ui.bridge import Bridge  # noqa: E402
from smbsocial.ui.calendar.page import CalendarPage  # noqa: E402
from smbsocial.usecases.calendar import calendar_sheet  # noqa: E402
from smbsocial.usecases.ports import Ports  # noqa: E402

RESOURCES = HERE.parents[2] / "resources"
POSTS = 20_000
FIRST, DAYS = date(2023, 1, 1), 5 * 365
AIM_MS = 16.0
ROUNDS = 40


def fill(store: SqliteStore) -> None:
    """Corner Café, and its posts again and again over five years."""
    rows = list(cafe())
    posts = [row for row in rows if isinstance(row, Post)]
    with store.transaction() as tx:
        for row in rows:
            if not isinstance(row, Post):
                tx.put(row)
        for n in range(POSTS):
            day = FIRST + timedelta(days=n * DAYS // POSTS)
            tx.put(replace(posts[n % len(posts)], id=PostId(f"p{n:05d}"), day=day))


def taken(work: Callable[[int], object]) -> float:
    """The median of some rounds in milliseconds of this process, after three that warm up.

    Its own time, because others may be at work on the same machine.
    """
    found = []
    for round_ in range(ROUNDS + 3):
        start = time.process_time()
        work(round_)
        found.append((time.process_time() - start) * 1000)
    return statistics.median(found[3:])


def bare_table() -> QTableView:
    """Forty cells of plain text: what Qt itself takes."""
    model = QStandardItemModel(5, 8)
    for row in range(5):
        for column in range(8):
            model.setItem(row, column, QStandardItem(f"{row} {column}"))
    table = QTableView()
    table.setModel(model)
    model.setParent(table)
    return table


def main() -> None:
    """Print reading, painting and both."""
    app = QApplication([])
    theme.apply(app, theme.Scheme.LIGHT, RESOURCES / "icons")
    store = memory_store()
    fill(store)
    bridge = Bridge(
        store, Ports(SetClock(NOW), CountedIds(), FileLibrary(RESOURCES / "library")), RESOURCES
    )
    page, table = CalendarPage(bridge), bare_table()
    for widget in (page, table):
        widget.resize(1072, 796)
        widget.show()
    app.processEvents()

    def read(round_: int) -> None:
        bridge.read(calendar_sheet, 2025, round_ % 12 + 1)

    def turn(round_: int) -> None:
        page.show_month(2025, round_ % 12 + 1)
        page.repaint()
        app.processEvents()

    def paint(_round: int) -> None:
        table.viewport().repaint()
        app.processEvents()

    reference, reading, turning = taken(paint), taken(read), taken(turn)
    print(f"reference: a bare table painted in {reference:.2f} ms")
    print(f"reading a month out of {POSTS} posts: {reading:.1f} ms")
    print(f"turning a month: {turning:.1f} ms = {turning / reference:.1f} x, aim {AIM_MS:.0f} ms")
    for widget in (page, table):
        widget.close()
    store.close()


if __name__ == "__main__":
    main()
