"""The log of decisions in words, and as a file that no spreadsheet reckons with."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.plan import Choice
from smbsocial.domain.turns import Of, Word
from smbsocial.ui.results.deciding.file import write_decisions
from smbsocial.ui.text import decision_log as words
from smbsocial.usecases.deciding.sheets import LogLine

NOON = datetime(2027, 3, 8, 12, tzinfo=UTC)
DAY = NOON.date()


def turn(word: Word, name: str = "Instagram", reason: str = "", of: Of = Of.PLATFORM) -> LogLine:
    return LogLine("t", NOON, DAY, word, of, "key", name, reason)


def going(choice: Choice, until: date | None = None, **more: str) -> LogLine:
    return LogLine("d", NOON, DAY, choice, until=until, **more)  # type: ignore[arg-type]


def test_every_decision_has_its_sentence(qtbot: QtBot) -> None:
    said = {words.what(turn(word)) for word in Word}
    assert len(said) == len(Word)
    assert all(each.startswith("Instagram: ") for each in said)
    assert len({words.what(going(choice)) for choice in Choice}) == len(Choice)
    assert "2027" in words.what(going(Choice.STAY_OFF, date(2027, 6, 1)))
    assert "2027" not in words.what(going(Choice.STAY_OFF))


def test_what_was_removed_is_said_to_be(qtbot: QtBot) -> None:
    assert words.what(turn(Word.STOP, "", of=Of.PILLAR)) == (
        "A kind of content that was removed: stopped"
    )
    assert words.subject(turn(Word.STOP, "")) == "A platform that was removed"
    assert words.subject(going(Choice.GO)) == "Social media"


def test_reasons_and_what_would_change_them(qtbot: QtBot) -> None:
    assert words.why(turn(Word.PAUSE, reason="ill")) == "ill"
    assert words.why(going(Choice.STAY_OFF)) == ""
    assert words.why(going(Choice.STAY_OFF, would_change="help")) == "What would change it: help"
    both = going(Choice.STAY_OFF, reason="No time.", would_change="help")
    assert words.why(both) == "No time. What would change it: help"


def test_the_file_holds_every_line_and_no_formula(qtbot: QtBot, tmp_path: Path) -> None:
    evil = '=HYPERLINK("https://evil.example")'
    lines = [
        turn(Word.PAUSE, "+Soup", evil, Of.PILLAR),
        going(Choice.STAY_OFF, date(2027, 6, 1), reason="no time, no hands", would_change="-1"),
    ]
    path = tmp_path / "decisions.csv"
    write_decisions(lines, path)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == list(words.heads())
    assert rows[1] == ["2027-03-08", "'+Soup", "'+Soup: paused", f"'{evil}", "", ""]
    assert rows[2][3:] == ["no time, no hands", "2027-06-01", "'-1"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_file_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(ExpectedError) as error:
        write_decisions([], tmp_path / "no" / "folder.csv")
    assert error.value.code is Code.FILE_NOT_WRITTEN
