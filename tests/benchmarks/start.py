"""Start to painted This week with five years of data, against an empty window in the same run.

Run from the checkout: `python tests/benchmarks/start.py`. Each start is a process of its own; the
best of some rounds counts. Aims: at most 2.0 × the time and 1.6 × the memory of the empty window.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE.parents[1])]

POSTS = 2_600
WEEKS = 5 * 52
ROUNDS = 5
AIM_TIME, AIM_MEMORY = 2.0, 1.6
MOST_TIME, MOST_MEMORY = 8.0, 2.2
"""Beyond these something has gone wrong; between aim and these the report says so."""

EMPTY = """
import sys, time
start = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
app.setStyle("Fusion")
window = QMainWindow()
window.resize(1280, 820)
window.show()
app.processEvents()
window.grab()
"""
OURS = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from PySide6.QtWidgets import QApplication
from smbsocial.app.wiring import make_ports
from smbsocial.app.paths import resources_folder
from smbsocial.storage.store import open_store
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.window import MainWindow
from dataclasses import replace
sys.path.insert(0, sys.argv[2])
from corner_cafe import FixedClock
app = QApplication([])
resources = resources_folder()
theme.apply(app, theme.Scheme.LIGHT, resources / "icons")
store = open_store(Path(sys.argv[1]), create=False)
bridge = Bridge(store, replace(make_ports(), clock=FixedClock()), resources)
window = MainWindow(bridge, Preferences(sys.argv[1] + "/preferences.ini"), folder=sys.argv[1])
window.start()
window.resize(1280, 820)
window.show()
app.processEvents()
window.grab()
"""
REPORT = """
taken = time.perf_counter() - start
import json
peak = next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]
print(json.dumps({"ms": taken * 1000, "mb": int(peak) / 1024}))
"""


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


def best(code: str, *arguments: str) -> dict[str, float]:
    """Fastest start and smallest peak of some rounds, after one that warms the disk's cache."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    found = []
    for _ in range(ROUNDS + 1):
        done = subprocess.run(
            [sys.executable, "-c", code + REPORT, *arguments],
            env=surroundings, check=True, capture_output=True, text=True,
        )  # fmt: skip
        found.append(json.loads(done.stdout))
    return {key: min(each[key] for each in found[1:]) for key in ("ms", "mb")}


def main() -> int:
    """Print both starts and their ratios; 1 when one is far beyond its aim."""
    if not Path("/proc/self/status").exists():
        print("peak memory is read from /proc: left out on this system")
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "cafe"
        fill(folder)
        empty, ours = best(EMPTY), best(OURS, str(folder), str(HERE.parents[1]))
    time, memory = ours["ms"] / empty["ms"], ours["mb"] / empty["mb"]
    print(f"reference: an empty window in {empty['ms']:.0f} ms with {empty['mb']:.0f} MB")
    print(f"This week painted in {ours['ms']:.0f} ms with {ours['mb']:.0f} MB")
    print(f"time {time:.2f} x (aim {AIM_TIME}), memory {memory:.2f} x (aim {AIM_MEMORY})")
    return int(time > MOST_TIME or memory > MOST_MEMORY)


if __name__ == "__main__":
    raise SystemExit(main())
