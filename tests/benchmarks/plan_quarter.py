"""How long planning a quarter takes, as a ratio to a reference measured in the same run.

Run from the checkout: `python tests/benchmarks/plan_quarter.py`. The reference sorts and sums a
fixed amount of numbers, so that a slow machine slows both. Aim: at most 50 ms for a quarter.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1] / "unit")]

from _timing import milliseconds, reference  # noqa: E402

AIM_MS = 50
ROUNDS = 15


def main() -> None:
    """Print one line for each size of plan."""
    from planning_cases import Case, plan_of

    unit = milliseconds(reference, rounds=ROUNDS)
    print(f"reference {unit:.1f} ms")
    worst = 0.0
    for minutes, platforms in ((60, 1), (90, 2), (180, 2), (360, 3), (720, 3)):
        case = Case("retail_boutique", minutes=minutes, platforms=platforms, communities=3)
        taken = milliseconds(lambda case=case: plan_of(case), rounds=ROUNDS)
        worst = max(worst, taken)
        print(
            f"plan a quarter, {minutes} min a week, {platforms} platforms: "
            f"{taken:.1f} ms = {taken / unit:.2f} x reference"
        )
    print(f"worst {worst:.1f} ms, aim {AIM_MS} ms")


if __name__ == "__main__":
    main()
