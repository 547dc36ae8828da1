"""How long the assessment page waits for a redraw, as a ratio to a reference of the same run.

Run from the checkout: `python tests/benchmarks/assessment_redraw.py`. While a slider moves, the
page redraws without levers (aim: at most 16 ms); they follow when it rests. The reference sorts
and sums a fixed amount of numbers, so that a slow machine slows both. The processor's own time is
taken: others at work on the same machine do not count.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1] / "unit")]

from _timing import milliseconds, reference  # noqa: E402

AIM_MS = 16
ROUNDS = 25


def main() -> None:
    """Print a line for each business."""
    from assessment_cases import CASES, LIBRARY, Case

    from smbsocial.domain.assessment.assess import assess
    from smbsocial.domain.assessment.values import Assessment
    from smbsocial.domain.sampling import Sampler

    def redraws(case: Case, *, levers: bool) -> Callable[[], Assessment]:
        brief, sampler = case.brief, Sampler()
        figures = LIBRARY.chain_figures(brief.industry.key, brief.goal.kind)
        sliders: Iterator[int] = cycle(range(60, 1200, 30))  # each round another position

        def redraw() -> Assessment:
            put = replace(brief.investment, minutes_a_week=next(sliders))
            moved = replace(brief, investment=put)
            return assess(moved, figures, sampler=sampler, levers=levers)

        return redraw

    unit = milliseconds(reference, rounds=ROUNDS)
    print(f"reference {unit:.1f} ms")
    worst = 0.0
    for case in CASES:
        moving = milliseconds(redraws(case, levers=False), rounds=ROUNDS)
        resting = milliseconds(redraws(case, levers=True), rounds=ROUNDS)
        worst = max(worst, moving)
        print(
            f"{case.name.split(',')[0]:22} redraw {moving:5.1f} ms = {moving / unit:.2f} x"
            f"   with levers {resting:5.1f} ms = {resting / unit:.2f} x"
        )
    print(f"worst redraw {worst:.1f} ms, aim {AIM_MS} ms")


if __name__ == "__main__":
    main()
