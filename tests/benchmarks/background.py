"""What the background part costs while nothing is due: memory, wake-ups, work per look.

Run from the checkout: `python tests/benchmarks/background.py [SECONDS]` (12 unless told; the end
of a minute is in each 60). A real process on a café's folder, without a bus; then looks in this
process on five years of posts. Aims: under 40 MB resident, no more than one wake-up a minute,
a look under 50 ms of work.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE.parent), str(HERE.parents[1])]

AIM_MEMORY = 40.0
AIM_LOOK = 50.0
WATCHED_SECONDS = 12
SETTLED_SECONDS = 4
YEARS = 5


def fill(folder: Path) -> None:
    """Corner Café with ten posts a week in five years, all of the past posted."""
    from dataclasses import replace

    from corner_cafe import cafe

    from smbsocial.domain.content import Post, Status
    from smbsocial.storage.store import open_store

    store = open_store(folder, create=True)
    with store.transaction() as tx:
        rows = tuple(cafe())
        for row in rows:
            tx.put(row)
        post = next(row for row in rows if isinstance(row, Post))
        for n in range(YEARS * 52 * 10):
            day = date(2027, 1, 3) - timedelta(days=n * 7 // 10)
            tx.put(replace(post, id=f"old{n}", day=day, status=Status.POSTED))
    store.close()


def status(pid: int, *names: str) -> dict[str, int]:
    """Figures of a process as Linux tells them."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return {name: int(told[name].split()[0]) for name in names}


def watch(folder: Path, seconds: int) -> tuple[float, int]:
    """Megabytes at most, and how often it woke of itself."""
    surroundings = {k: v for k, v in os.environ.items() if k != "DBUS_SESSION_BUS_ADDRESS"}
    running = subprocess.Popen(
        [sys.executable, "-m", "smbsocial", "remind", "--background", "--data-dir", str(folder)],
        cwd=ROOT,
        env=surroundings | {"XDG_RUNTIME_DIR": str(folder), "PYTHONPATH": str(ROOT)},
    )
    time.sleep(SETTLED_SECONDS)
    before = status(running.pid, "voluntary_ctxt_switches")
    time.sleep(seconds)
    after = status(running.pid, "voluntary_ctxt_switches", "VmHWM")
    running.send_signal(signal.SIGTERM)
    running.wait(timeout=20)
    woke = after["voluntary_ctxt_switches"] - before["voluntary_ctxt_switches"]
    return after["VmHWM"] / 1024, woke


def look_milliseconds(folder: Path) -> float:
    """One look on five years, nothing to show."""
    from _timing import milliseconds
    from corner_cafe import NOW
    from house import SetClock

    from smbsocial.app.background import Background
    from smbsocial.app.wiring import make_ports
    from smbsocial.exchange.notifications import DesktopNotifications
    from smbsocial.storage.reminder_book import FileReminderBook
    from smbsocial.usecases.ports import Ports

    made = make_ports()
    ports = Ports(SetClock(NOW), made.ids, made.library)
    part = Background(folder, ports, FileReminderBook(folder), DesktopNotifications(), woke=NOW)
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"
    return milliseconds(part.look, rounds=20)


def main(seconds: int = WATCHED_SECONDS) -> int:
    if not sys.platform.startswith("linux"):
        print("measured on Linux only")
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        fill(folder)
        megabytes, woke = watch(folder, seconds)
        look = look_milliseconds(folder)
    print(f"resident at most: {megabytes:.1f} MB (aim {AIM_MEMORY:.0f})")
    most = 1 + seconds // 60
    print(f"woke in {seconds} s: {woke} times (aim: at most the {most} looks that fall into it)")
    print(f"a look on {YEARS} years: {look:.1f} ms (aim {AIM_LOOK:.0f})")
    return 0 if megabytes < AIM_MEMORY and look < AIM_LOOK else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
