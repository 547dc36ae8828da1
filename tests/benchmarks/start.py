"""Start to painted This week with five years of data, against an empty window in the same run.

Run from the checkout: `python tests/benchmarks/start.py`. Each start is a process of its own,
measured from its very beginning; the median of some rounds counts. Aims: at most 2.0 × the time
and 1.6 × the memory of the empty window.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE.parents[1])]

POSTS = 2_600
WEEKS = 5 * 52
ROUNDS = 7
AIM_TIME, AIM_MEMORY = 2.0, 1.6

PAINTED = """
import json, sys, time
from PySide6.QtCore import QEvent, QObject
class Painted(QObject):
    # The window hears of its painting before its children are painted, in the same round.
    seen = False
    def eventFilter(self, watched, event):
        self.seen = self.seen or event.type() is QEvent.Type.Paint
        return False
def painted(app, window):
    watch = Painted()
    window.installEventFilter(watch)
    window.resize(1280, 820)
    window.show()
    while not watch.seen:
        app.processEvents()
    wall, cpu = time.monotonic() - float(sys.argv[1]), time.process_time()
    peak = next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]
    print(json.dumps({"wall": wall * 1000, "cpu": cpu * 1000, "mb": int(peak) / 1024}))
"""
EMPTY = (
    PAINTED
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
app.setStyle("Fusion")
painted(app, QMainWindow())
"""
)
OURS = (
    PAINTED
    + """
from datetime import datetime
from smbsocial.app import clock
clock.SystemClock.now = lambda self: datetime.fromisoformat(sys.argv[3])
from PySide6.QtWidgets import QApplication, QMainWindow
def exec(app):
    painted(app, next(w for w in app.topLevelWidgets() if isinstance(w, QMainWindow)))
    return 0
QApplication.exec = exec
from smbsocial.app.main import main
main(["--data-dir", sys.argv[2]])
"""
)
"""The program itself by its own door; only its clock and the end of its start are ours."""


def fill(folder: Path) -> None:
    """Corner Café with five years of posts, plans, duties and their ticks."""
    from corner_cafe import cafe

    from smbsocial.domain.content import Post
    from smbsocial.domain.plan import Plan
    from smbsocial.storage.store import open_store

    rows = list(cafe())
    plan = next(row for row in rows if isinstance(row, Plan))
    like = next(row for row in rows if isinstance(row, Post))
    first = plan.starts - timedelta(weeks=WEEKS - 13)
    rows = [row for row in rows if not isinstance(row, Post)]
    for quarter in range(0, WEEKS, 13):
        rows += quarter_of(plan, quarter, first + timedelta(weeks=quarter))
    rows += [post_of(like, number, first) for number in range(POSTS)]
    with closing(open_store(folder, create=True)) as store, store.transaction() as tx:
        for row in rows:
            tx.put(row)


def quarter_of(plan: Any, quarter: int, starts: date) -> Iterator[Any]:
    """A plan (the last one is the café's own), its duty three times a week, and the ticks."""
    from corner_cafe import NOW, TODAY

    from smbsocial.domain.ids import DutyId, PersonId, PlanId, TaskId, TickId
    from smbsocial.domain.plan import Duty, DutyKind, Every, Tick, TickState

    if starts != plan.starts:
        plan = replace(plan, id=PlanId(f"plan{quarter}"), starts=starts)
        yield plan
    duty = DutyId(f"duty{quarter:03d}")
    yield Duty(duty, plan.id, DutyKind.ANSWER, Every.WEEK, (0, 2, 4), 10, PersonId("ben"))
    for number in range(13 * 7):
        day = starts + timedelta(days=number)
        if day < TODAY and day.weekday() in {0, 2, 4}:
            task = TaskId(f"{duty}@{day.isoformat()}")
            yield Tick(TickId(task), task, day, TickState.DONE, NOW)


def post_of(like: Any, number: int, first: date) -> Any:
    """One of the posts, evenly spread; those before today are out."""
    from corner_cafe import NOW, TODAY

    from smbsocial.domain.content import Status
    from smbsocial.domain.ids import PostId

    day = first + timedelta(days=number * WEEKS * 7 // POSTS)
    made = replace(like, id=PostId(f"p{number:05d}"), day=day)
    if day < TODAY:
        noon = NOW.replace(year=day.year, month=day.month, day=day.day)
        return replace(made, status=Status.POSTED, posted_at=noon)
    return replace(made, status=Status.DRAFT, posted_at=None)


def compare(folder: Path, place: Path) -> dict[str, dict[str, float]]:
    """Both starts in turns, so that both meet the same moods of the machine; the medians.

    The bytecode is compiled first, as it is in an installation.
    """
    from corner_cafe import NOW

    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    surroundings |= {"PYTHONPYCACHEPREFIX": str(place / "bytecode"), "HOME": str(place)}
    surroundings |= {"XDG_CONFIG_HOME": str(place), "XDG_RUNTIME_DIR": str(place)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    found: dict[str, list[dict[str, float]]] = {"empty": [], "ours": []}
    for _ in range(ROUNDS + 1):
        for name, code in (("empty", EMPTY), ("ours", OURS)):
            done = subprocess.run(
                [sys.executable, "-c", code, str(time.monotonic()), str(folder), NOW.isoformat()],
                env=surroundings, check=True, capture_output=True, text=True,
            )  # fmt: skip
            found[name].append(json.loads(done.stdout))
    return {
        name: {key: median(each[key] for each in rounds[1:]) for key in rounds[0]}
        for name, rounds in found.items()
    }


def main() -> None:
    """Print both starts and their ratios."""
    if not Path("/proc/self/status").exists():
        print("peak memory is read from /proc: left out on this system")
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "cafe"
        fill(folder)
        found = compare(folder, Path(place))
    for name, what in (("empty", "an empty window"), ("ours", "This week painted")):
        one = found[name]
        print(f"{what}: {one['cpu']:.0f} ms CPU, {one['wall']:.0f} ms, {one['mb']:.0f} MB")
    cpu, wall, memory = (found["ours"][key] / found["empty"][key] for key in ("cpu", "wall", "mb"))
    print(f"time {cpu:.2f} x by CPU, {wall:.2f} x by the clock (aim {AIM_TIME})")
    print(f"memory {memory:.2f} x (aim {AIM_MEMORY})")


if __name__ == "__main__":
    main()
