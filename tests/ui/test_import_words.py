"""Words of files: every kind, note, question and reason has some, and facts stand in them."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from smbsocial.domain.measures import Metric
from smbsocial.domain.reports import Ask, Note, Question, Skipped
from smbsocial.exchange.reports.recipes import RECIPES
from smbsocial.ui.text import import_files, import_kinds
from smbsocial.usecases.importing.sheets import FillState

FACTS = {
    "columns": ["Views", "Reach"],
    "column": "Post ID",
    "count": 1204,
    "line": 1204,
    "exported_on": date(2027, 1, 13),
    "titles": tuple(f"Table {n}" for n in range(9)),
    "currencies": ("EUR", "GBP"),
    "metric": Metric.REACH,
    "total": 12,
    "sum": 10,
    "rows": 3,
}


@pytest.mark.parametrize("note", Note)
def test_every_note_has_its_words(qtbot: QtBot, note: Note) -> None:
    words = import_files.note_words(note, FACTS)
    assert words.endswith(".")
    assert "{" not in words
    assert "{" not in import_files.note_words(note, {})


def test_every_other_word_is_there(qtbot: QtBot) -> None:
    assert all(import_files.skipped_words(why) for why in Skipped)
    assert all(import_files.question_words(Question(ask)).endswith("?") for ask in Ask)
    assert all(import_files.fill_state(state) for state in FillState)
    assert len({import_files.metric_name(metric) for metric in Metric}) == len(Metric)


def test_every_kind_of_file_that_is_read_has_a_name(qtbot: QtBot) -> None:
    named = import_kinds.formats()
    assert {recipe.format for recipe in RECIPES} - named.keys() == set()
    assert import_files.format_name("of tomorrow") == "File of numbers"


def test_facts_stand_in_the_words(qtbot: QtBot) -> None:
    assert "at line 1204." in import_files.note_words(Note.CUT_OFF, FACTS)
    assert "13 Jan" in import_files.note_words(Note.YEAR_ASSUMED, FACTS)
    assert "“Views”, “Reach”" in import_files.note_words(Note.UNKNOWN_COLUMNS, FACTS)
    blocks = import_files.note_words(Note.OTHER_BLOCKS, FACTS)
    assert "Table 5" in blocks
    assert "Table 6" not in blocks
    long = import_files.note_words(Note.DAMAGED_IDS, {"column": "x" * 99 + "\n\x1b[31m"})
    assert "x" * 41 not in long
    assert "{" not in import_files.note_words(Note.DAMAGED_IDS, {"column": "{evil}"}).replace(
        "{evil}", ""
    )
