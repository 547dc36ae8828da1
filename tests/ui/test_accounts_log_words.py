"""The access log in words: every kind of entry has some, and they name whom it concerned."""

from dataclasses import replace
from itertools import product

from corner_cafe import NOW
from PySide6.QtWidgets import QApplication

from smbsocial.domain.access_log import Broken, Detail, LogAction, next_entry
from smbsocial.ui.text import access_log


def test_every_entry_can_be_told(themed: QApplication) -> None:
    entry = next_entry(None, at=NOW, person="ann", action=LogAction.USE)
    for action, detail in product(LogAction, Detail):
        said = access_log.use(replace(entry, action=action, detail=detail), "Ben")
        assert said.strip(), (action, detail)
        assert "{" not in said


def test_entries_name_whom_they_concern(themed: QApplication) -> None:
    entry = next_entry(None, at=NOW, person="ann", action=LogAction.GRANT, detail=Detail.RIGHT_USE)
    assert access_log.use(entry, "Ben") == "let Ben use it"
    assert access_log.use(entry) == "let somebody use it"


def test_a_passphrase_of_ones_own_was_given_by_nobody(themed: QApplication) -> None:
    given = next_entry(
        None, at=NOW, person="ann", action=LogAction.GRANT, detail=Detail.SLOT, about="ben"
    )
    assert access_log.use(given, "Ben") == "gave Ben a passphrase"
    assert access_log.use(replace(given, person="ben"), "you") == "chose a new passphrase"


def test_every_kind_and_every_damage_has_its_words(themed: QApplication) -> None:
    assert len({access_log.action(each) for each in LogAction}) == len(LogAction)
    assert len({access_log.broken(each) for each in Broken}) == len(Broken)
