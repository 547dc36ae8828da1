"""What the assessment says to six owners, and to every trade that knows nothing yet.

Run from the checkout: `python tests/benchmarks/verdicts.py`. To be read by somebody who knows
trades: whoever changes a figure of the chain looks here first.
"""

import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1] / "unit")]

HOURS = (60, 180, 360)
FOLLOWERS = (0, None, 1000, 5000)
LISTINGS = {"google_business_profile", "yelp"}


def main() -> int:
    """Print the table of the six, and of the 31 trades by followers and hours."""
    from assessment_cases import CASES, INDUSTRIES, LIBRARY, answers, assessed, brief_of, full

    for case in CASES:
        found, brief = full(case), case.brief
        result = found.result
        print(case.name)
        print(f"   {found.verdict.value}: {found.chance_percent} %, pays {found.pays_percent} %")
        print(
            f"   {result.low} / {result.typical} / {result.high} a {brief.goal.period.value}"
            f" for {found.target}; pays from {found.break_even}"
        )
        print("   " + ", ".join(f"{s.channel.value} {s.percent} %" for s in found.shares))
        print("   levers: " + (", ".join(map(_words, found.levers)) or "none"))
    print("\nChance of paying for itself with defaults (1, 3, 6 h), by followers")
    print(
        " " * 27 + " | ".join(f"{count if count is not None else '?':>13}" for count in FOLLOWERS)
    )
    verdicts: Counter[str] = Counter()
    for industry in INDUSTRIES:
        facts = LIBRARY.industry(industry)
        first = next(p.platform for p in facts.platforms if p.platform not in LISTINGS)
        cells = []
        for count in FOLLOWERS:
            row = []
            for minutes in HOURS:
                said = answers(industry, minutes=minutes, followers=((first, count),))
                found = assessed(brief_of(said))
                verdicts[found.verdict.value] += 1
                row.append(f"{found.chance_percent:4}")
            cells.append(" ".join(row))
        print(f"{industry:25}{facts.difficulty} " + "| ".join(cells))
    print(dict(verdicts))
    return 0


def _words(lever: object) -> str:
    from smbsocial.domain.assessment.values import Lever

    assert isinstance(lever, Lever)
    value = (
        lever.minutes_a_week
        or lever.target
        or lever.until
        or lever.askable_customers
        or (lever.money_a_month and lever.money_a_month.amount)
    )
    return f"{lever.kind.value} {value}"


if __name__ == "__main__":
    raise SystemExit(main())
