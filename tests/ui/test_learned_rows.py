"""What was measured, as the page that decides tells it."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

from PySide6.QtWidgets import QApplication

from smbsocial.domain.learning.values import LearnedLink
from smbsocial.domain.ranges import Range
from smbsocial.ui.review.decide_cards import learned_rows
from smbsocial.usecases.reviewing.deciding import DecideSheet

OWN = Range(Decimal(8_970), Decimal(23_300), Decimal(70_400))
REACH = LearnedLink(
    "reach.instagram", "people", Range.exactly(164), OWN, weeks=4, own_percent=40, count=9, of=9
)


def test_what_does_not_tell_yet_replaces_nothing(themed: QApplication) -> None:
    links = (replace(REACH, own_percent=0), REACH)
    sheet = cast("DecideSheet", SimpleNamespace(links=links, currency="EUR"))
    early, known = learned_rows(sheet, str)
    assert "not enough to tell yet" in early[3]
    assert early[2] == "–"
    assert "23,300" in known[2]
