"""The record of a review is one page, however much was said; its names tell which review it is."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from smbsocial.domain.business import Business
from smbsocial.domain.goals import Counted, Goal, Period
from smbsocial.domain.ids import BusinessId, DecisionId, GoalId, GoalKey, IndustryKey, ReviewId
from smbsocial.domain.plan import Choice, Decision, DutyKind
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import Review, ReviewPage, ReviewWord
from smbsocial.ui.review.record import ROOMS, record_html, record_pdf, shortened
from smbsocial.ui.text import review as words
from smbsocial.usecases.results.returns import Shares
from smbsocial.usecases.reviewing.opening import review_name
from smbsocial.usecases.reviewing.record import GoalCame, RecordSheet, WordSaid

FIRST, LAST = date(2026, 12, 28), date(2027, 3, 28)
LONG = "Die Nachbarn fragen nach Brötchen & <Kuchen>, und niemand schreibt es auf. " * 26
GOAL = Goal(GoalId("g"), GoalKey("more_sales"), Counted.ORDERS, 40, Period.WEEK, LAST)
SHEET = RecordSheet(
    review=Review(
        ReviewId("r"), FIRST, LAST, datetime(2027, 3, 29, 9, tzinfo=UTC),
        closed_at=datetime(2027, 3, 29, 10, tzinfo=UTC),
    ),
    name=review_name(FIRST, LAST, "GB"),
    business=Business(
        BusinessId("b"), "Corner Café", IndustryKey("cafe"), "GB", "GBP", "Europe/London"
    ),
    currency="GBP",
    goals=(
        GoalCame(
            GOAL, "More lunch orders", 40, Period.WEEK,
            Range(Decimal(150), Decimal(300), Decimal(610)),
            Range(Decimal(38000), Decimal(58500), Decimal(88000)), Shares(62, 30, 8),
        ),
    ),
    kpis=(),
    posts_planned=39,
    posts_posted=31,
    minutes_planned=2340,
    minutes_real=2610,
    cost=78300,
    back=Range(Decimal(38000), Decimal(58500), Decimal(88000)),
    ratio=Range(Decimal("0.5"), Decimal("0.7"), Decimal("1.1")),
    shares=Shares(62, 30, 8),
    numbers_to=LAST,
    words=(
        WordSaid(ReviewPage.CONTENT, "p1", "Ask us", ReviewWord.PAUSE, "too few asked", "Ann"),
        WordSaid(ReviewPage.DECIDE, "wish:choice", "", ReviewWord.NOTE, "continue", "Ann"),
    ),
    decision=Decision(
        DecisionId("d"), Choice.CONTINUE, datetime(2027, 3, 29, 10, tzinfo=UTC), None,
        "It pays", "", "realistic", 60,
    ),
    before=None,
    after=None,
    next_first=None,
    next_posts=0,
    next_day=date(2027, 6, 28),
    held_by=("Ann",),
)  # fmt: skip


def pages_of(path: Path) -> int:
    facts = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    return next(int(f.split()[1]) for f in facts.stdout.splitlines() if f.startswith("Pages:"))


def text_of(path: Path) -> str:
    """As it reads, on one line."""
    ran = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(ran.stdout.split())


def test_it_says_what_was_said_and_decided(themed: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    record_pdf(SHEET, path)
    said = text_of(path)
    assert pages_of(path) == 1
    for each in (
        "Winter review 2027", "Corner Café", "More lunch orders", "40 order", "150–610",
        "31 of 39 posts", "Ask us", "pause", "too few asked", "It goes on as it is.", "It pays",
        "28 June 2027", "62 % counted",
    ):  # fmt: skip
        assert each in said, each
    assert "continue" not in said  # how the decision was typed is no word of its own


def test_what_the_app_keeps_for_itself_is_said_in_words(themed: QApplication) -> None:
    places, team, accounts = ReviewPage.PLATFORMS, ReviewPage.PEOPLE, ReviewPage.ACCOUNTS
    keep, done, change = ReviewWord.KEEP, ReviewWord.DONE, ReviewWord.CHANGE
    raw = "2027-03-01T09:00:00+00:00 39 4 12 3 3"
    words = (
        WordSaid(places, "lives:instagram", "Instagram", keep, "", ""),
        WordSaid(places, "leaving:pinterest:name", "Pinterest", done, "kept", ""),
        WordSaid(team, "thinner", "", change, "90", ""),
        WordSaid(team, "growth:ann", "Ann", done, "", ""),
        WordSaid(team, "sales", "", done, "They ask for rolls", ""),
        WordSaid(accounts, "a1:looked", "Facebook", done, "", ""),
        WordSaid(accounts, "backup-restored", "", done, raw, ""),
    )
    told = record_html(replace(SHEET, words=words), ROOMS[0])
    for each in (
        "our people are there", "thinner calendar", "1 h 30 a week", "growth talk held",
        "talk with who sells", "They ask for rolls", "seen to", "a backup was opened",
    ):  # fmt: skip
        assert each in told, each
    for each in ("Pinterest", ">keep<", ">done<", ">change<", ">90<", "2027-03-01"):
        assert each not in told, each


@pytest.mark.parametrize("country", [QLocale.Country.Germany, QLocale.Country.UnitedStates])
def test_whatever_was_said_it_stays_one_page(
    themed: QApplication, tmp_path: Path, country: QLocale.Country
) -> None:
    """A hundred words of two thousand letters each; A4 and Letter."""
    QLocale.setDefault(QLocale(QLocale.Language.English, country))
    word = WordSaid(ReviewPage.COMMUNITIES, "c", LONG, ReviewWord.CHANGE, LONG, "Ann")
    decision = Decision(
        DecisionId("d"), Choice.STAY_OFF, datetime(2027, 3, 29, 10, tzinfo=UTC),
        date(2027, 7, 1), LONG, LONG, "not_now", 9, (DutyKind.ANSWER, DutyKind.LISTING),
    )  # fmt: skip
    full = replace(
        SHEET,
        business=replace(SHEET.business, name=LONG[:200]),
        goals=SHEET.goals * 9,
        words=(word,) * 100,
        decision=decision,
        held_by=("Ann Größenwahn-Überlinger",) * 9,
    )
    path = tmp_path / "record.pdf"
    record_pdf(full, path)
    said = text_of(path)
    assert pages_of(path) == 1
    assert "…" in said
    assert "1 July 2027" in said or "July 1, 2027" in said
    assert "Keep opening hours" in said


def test_a_text_is_elided_on_one_line() -> None:
    assert shortened("a\n b", 5) == "a b"
    assert shortened("abcdef", 5) == "abcd…"
    assert shortened("abcde", 5) == "abcde"


@pytest.mark.parametrize(
    ("first", "last", "country", "name"),
    [
        (FIRST, LAST, "GB", "Winter review"),
        (FIRST, LAST, "AU", "Summer review"),
        (date(2026, 9, 28), date(2026, 12, 27), "DE", "Autumn review"),
        (date(2026, 10, 5), date(2026, 12, 31), "", "Review of October to December 2026"),
        (date(2026, 12, 7), date(2027, 1, 10), "", "Review of December 2026 to January 2027"),
        (date(2026, 10, 5), date(2026, 10, 25), "", "Review of October 2026"),
    ],
)
def test_a_review_is_called_after_its_time(
    themed: QApplication, first: date, last: date, country: str, name: str
) -> None:
    assert words.name(first, last, country) == name


def test_how_long_it_takes_is_said_as_exactly_as_it_is_known(themed: QApplication) -> None:
    assert "40" in words.minutes_left(42)
    assert "5" in words.minutes_left(1)
    assert words.minutes_left(0) == "every page seen"
    assert sum(words.MINUTES.values()) == 60
