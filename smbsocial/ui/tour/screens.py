"""The order of the tour."""

from collections.abc import Iterator

from PySide6.QtCore import QSize

from smbsocial.ui.tour import accounts, people, planning, quarter, results, vault
from smbsocial.ui.tour.stage import Screen, Stage

_WAY = (
    planning.first_run,
    planning.planning,
    planning.working,
    results.results,
    quarter.quarter,
    accounts.register,
    vault.setting_up,
    accounts.with_vault,
    accounts.signing_in,
    vault.opening,
    people.at_work,
    people.leaving,
    planning.resting,
)


def screens(stage: Stage, size: QSize) -> Iterator[Screen]:
    """Walk from screen to screen as a person would; each closes what it opened."""
    for part in _WAY:
        yield from part(stage, size)
