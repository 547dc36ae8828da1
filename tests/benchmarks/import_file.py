"""What reading a large report costs beside a well-known data-frame library, in the same run.

Run from the checkout: `python tests/benchmarks/import_file.py`. The same sixty thousand rows of a
platform's content export (31 columns, made from a sample of the tests) and of a shop's orders, as
text and as a workbook, are read by pandas with its defaults, and by us until they are values with
every row accounted for; then the command takes the text in whole: opened folder, recognised,
matched, kept, KPIs filled. Times are of the processor, so that others at work on the machine count
less; "cold" is a fresh process, as for somebody who imports one file.
"""

import csv
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from _timing import milliseconds

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ROWS = 60_000
ROUNDS = 3
SAMPLES = ROOT / "tests" / "data" / "exports"
POSTS = SAMPLES / "mbs_facebook_posts_2025_ragged_rows.csv"
ORDERS = SAMPLES / "square_transactions.csv"


def main() -> None:
    """Print milliseconds and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        posts = grown(POSTS, Path(folder) / "posts.csv", "Post ID", "Permalink")
        orders = grown(ORDERS, Path(folder) / "orders.csv", "Transaction ID", "Payment ID")
        book = as_workbook(posts, Path(folder) / "posts.xlsx")
        for name, path in (("posts", posts), ("orders", orders), ("posts, workbook", book)):
            compare(name, path)
        compare_cold(posts, Path(folder))


def compare(name: str, path: Path) -> None:
    """Read a file both ways in this process."""
    import pandas

    from smbsocial.exchange.reports.read import ReportReader

    reader = ReportReader(ROOT / "resources" / "reports")
    if path.suffix == ".csv":
        theirs: dict[str, Callable[[], object]] = {
            "told that it has commas": lambda: pandas.read_csv(path),
            "finding the separator": lambda: pandas.read_csv(path, sep=None, engine="python"),
        }
        rounds = ROUNDS
    else:
        theirs = {
            "openpyxl": lambda: pandas.read_excel(path, engine="openpyxl"),
            "calamine": lambda: pandas.read_excel(path, engine="calamine"),
        }
        rounds = 1
    ours = milliseconds(lambda: reader.read_file(path), rounds=rounds)
    tracemalloc.start()
    reader.read_file(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = path.stat().st_size / 2**20
    print(f"{name} ({size:.0f} MB): ours {ours:.0f} ms, at most {most / 2**20:.0f} MB")
    for how, read in theirs.items():
        reference = milliseconds(read, rounds=rounds)
        print(f"  pandas, {how}: {reference:.0f} ms; ours is {ours / reference:.2f} times that")


def compare_cold(path: Path, folder: Path) -> None:
    """Read a file in fresh processes: pandas alone, and our command from beginning to end."""
    place = folder / "example"
    run("-m", "smbsocial", "--data-dir", str(place), "example")
    reference = run("-c", f"import pandas; pandas.read_csv({str(path)!r})")
    read = run(
        "-c",
        "from pathlib import Path; from smbsocial.exchange.reports.read import ReportReader; "
        f"ReportReader(Path('resources/reports')).read_file({str(path)!r})",
    )
    whole = run("-m", "smbsocial", "--data-dir", str(place), "import", str(path))
    again = run("-m", "smbsocial", "--data-dir", str(place), "import", str(path))
    print(
        f"in fresh processes: pandas {reference:.0f} ms; ours: read {read:.0f} ms "
        f"= {read / reference:.2f} times, taken in whole {whole:.0f} ms "
        f"= {whole / reference:.2f} times, the same again {again:.0f} ms "
        f"= {again / reference:.2f} times"
    )


def run(*arguments: str) -> float:
    """Milliseconds of the processor that a fresh Python needs for this."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = {"cwd": ROOT, "env": {**os.environ, "QT_QPA_PLATFORM": "offscreen"}}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, **quiet)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000


def grown(sample: Path, path: Path, *own: str) -> Path:
    """A file of many rows like those of a sample, each with ids of its own and other figures."""
    with sample.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    rows = [row + [""] * (len(header) - len(row)) for row in rows if row and row[0]]
    counts = [at for at, name in enumerate(header) if name in {"Views", "Reach", "Reactions"}]
    random_ = random.Random(20261126)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for number in range(ROWS):
        row = list(rows[number % len(rows)])
        for name in own:
            row[header.index(name)] += str(number)
        for at in counts:
            row[at] = str(random_.randrange(100_000))
        writer.writerow(row)
    path.write_text(out.getvalue(), "utf-8-sig")
    return path


def as_workbook(path: Path, to: Path) -> Path:
    """The same rows as an .xlsx, every cell text."""
    from xlsxwriter import Workbook

    with Workbook(to, {"constant_memory": True}) as book, path.open(encoding="utf-8-sig") as file:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(file)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return to


if __name__ == "__main__":
    main()
