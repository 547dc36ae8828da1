"""Every screen in both themes, two sizes, two scales and a long mirrored language."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WALK = Path(__file__).with_name("walk.py")
ROOT = WALK.parents[2]
SCREENS = [
    "welcome", "wizard-first-answer", "wizard-business", "wizard-goals", "wizard-numbers",
    "wizard-investment", "wizard-measure", "wizard-platforms", "wizard-communities",
    "wizard-rhythm", "wizard-accounts", "wizard-people", "plan-preview", "this-week",
    "mark-as-posted", "skip", "print-this-week", "calendar", "post-editor", "new-post",
    "results", "results-chart", "results-below", "results-type-numbers", "results-arithmetic",
    "results-your-word", "results-reach-watch", "results-rule", "results-report",
    "results-counter", "results-codes",
    "results-new-code", "results-qr-code", "results-spending", "results-new-expense",
    "results-imports", "results-decisions", "results-new-decision", "results-import",
    "results-import-unknown", "results-describe-file",
    "reminder", "reminders", "review", "review-came", "review-cost", "review-content",
    "review-platforms", "review-communities", "review-accounts", "review-people",
    "review-decide", "review-close", "review-closed",
    "accounts-none", "accounts", "add-account", "add-another-service", "change-account",
    "accounts-not-yours", "is-it-ours", "accounts-checks", "vault-what-it-is", "vault-passphrase",
    "vault-kit", "vault-typed-back", "vault-backups", "accounts-locked", "accounts-open",
    "password-shown", "all-that-is-kept", "one-time-codes", "recovery-codes", "change-password",
    "accounts-rights", "access-log", "drill", "drill-not-in", "kit-and-backups",
    "this-week-with-accounts", "this-week-with-care", "sign-in-locked", "sign-in",
    "sign-in-with-password", "sign-in-own", "accounts-of-staff",
    "unlock", "unlock-wrong", "recovery", "new-kit", "own-passphrase", "restore", "people",
    "add-person", "give-passphrase", "who-is-leaving", "people-leaving", "someone-is-leaving",
    "could-not", "hand-over-sheet", "close-with-steps-open", "resting",
]  # fmt: skip

FIELDS = {
    "unlock": {"passphrase"},
    "add-person": {"name"},
    "add-account": {"handle"},
    "vault-passphrase": {"passphrase", "passphrase_again"},
    "restore": {"backup", "code", "passphrase", "passphrase_again"},
    "recovery": {"code", "passphrase", "passphrase_again"},
    "one-time-codes": {"seed"},
    "all-that-is-kept": {"login", "password"},
    "own-passphrase": {"old_passphrase", "passphrase", "passphrase_again"},
    "give-passphrase": {"passphrase", "passphrase_again"},
}
"""Fields that must be among those in which Enter was pressed."""


def walk(scheme: str, size: str, language: str, scale: int) -> dict[str, object]:
    """Walk the tour in a program of its own."""
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, str(WALK), scheme, size, language],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)


def check(scheme: str, size: str, language: str, scale: int) -> None:
    found = walk(scheme, size, language, scale)
    assert found["problems"] == []
    assert found["screens"] == SCREENS
    assert found["keyrings"] == []
    assert found["ratio"] == scale
    fields = found["fields"]
    assert isinstance(fields, dict)
    assert {name: set(fields[name]) & wanted for name, wanted in FIELDS.items()} == FIELDS


def test_every_screen_by_day_in_the_smallest_window() -> None:
    check("light", "1024x640", "plain", 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scheme", "size", "scale"),
    [  # with the one above every pair of them, not every triple
        ("dark", "1024x640", 2),
        ("light", "1280x820", 2),
        ("dark", "1280x820", 1),
    ],
)
def test_every_screen(scheme: str, size: str, scale: int) -> None:
    check(scheme, size, "plain", scale)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "size"), [("light", "1280x820"), ("dark", "1024x640")])
def test_every_screen_in_a_long_language_from_the_right(scheme: str, size: str) -> None:
    check(scheme, size, "pseudo", 1)


@pytest.mark.slow
def test_a_tour_is_the_same_each_time(tmp_path: Path) -> None:
    """Documentation must not change by itself."""

    def tour(name: str) -> dict[str, bytes]:
        subprocess.run(
            [sys.executable, "-m", "smbsocial", "tour", "--to", str(tmp_path / name)],
            cwd=ROOT, check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        return {p.name: p.read_bytes() for p in sorted((tmp_path / name).glob("*.png"))}

    first, second = tour("first"), tour("second")
    assert [name[4:-4] for name in first] == SCREENS
    assert [name for name in first if first[name] != second[name]] == []
