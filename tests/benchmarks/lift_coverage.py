"""How often a 90 % lift holds the truth of made-up businesses, by kind, size and history.

Run from the checkout: `python tests/benchmarks/lift_coverage.py [RUNS]` (40 unless told: some
minutes). Each cell: per cent of intervals that held the truth / mean width in parts of a usual
week. Seeds differ from those of the tests.
"""

import sys
from itertools import product
from multiprocessing import Pool
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1] / "unit")]
FIRST_SEED = 1_000

Cell = tuple[int, int, int]


def cell(job: tuple[int, int, int, int]) -> tuple[Cell, float, float]:
    """One kind, size and length of history: share held and mean width."""
    from simulated_shops import KINDS, shop

    from smbsocial.domain.lift import Lift, lift

    kind, size, before, runs = job
    held, width = 0, 0.0
    for seed in range(FIRST_SEED, FIRST_SEED + runs):
        made = shop(KINDS[kind], size, before, seed)
        said = lift(made.weeks, made.since)
        if isinstance(said, Lift):
            held += said.units.low <= made.truth <= said.units.high
            width += float(said.a_week.high - said.a_week.low) / size
    return (kind, size, before), held / runs, width / runs


def main() -> int:
    """Print the table; 1 if a promise is broken."""
    from simulated_shops import KINDS, SIZES, WEEKS_BEFORE

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    jobs = [(k, *rest, runs) for k, *rest in product(range(len(KINDS)), SIZES, WEEKS_BEFORE)]
    with Pool() as pool:
        cells = {place: (hit, width) for place, hit, width in pool.map(cell, jobs, chunksize=4)}

    def over(where: int, value: int) -> float:
        hits = [hit for place, (hit, _) in cells.items() if place[where] == value]
        return 100 * sum(hits) / len(hits)

    print(f"{'':28}" + "".join(f"{before:>10}" for before in WEEKS_BEFORE) + "  weeks before")
    for k, kind in enumerate(KINDS):
        for size in SIZES:
            row = (cells[k, size, before] for before in WEEKS_BEFORE)
            told = "".join(f"{100 * hit:5.0f}/{width:4.2f}" for hit, width in row)
            print(f"{kind.name:22}{size:6}{told}")
    kinds = [over(0, k) for k in range(len(KINDS))]
    whole = sum(kinds) / len(kinds)
    print("kinds:  " + ", ".join(f"{k.name} {h:.1f}" for k, h in zip(KINDS, kinds, strict=True)))
    print("sizes:  " + ", ".join(f"{size}: {over(1, size):.1f}" for size in SIZES))
    print("before: " + ", ".join(f"{before}: {over(2, before):.1f}" for before in WEEKS_BEFORE))
    print(f"all:    {whole:.1f} % of {runs * len(cells)}")
    return int(min(kinds) < 85 or not 87 <= whole <= 93)


if __name__ == "__main__":
    sys.exit(main())
