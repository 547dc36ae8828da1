"""The week on paper says where the access log ended, so that nobody shortens it unseen."""

import pytest
from vault_house import PASSPHRASES, VaultHouse

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.usecases.sheets import LogHead
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import setting_up
from smbsocial.usecases.week import week_sheet
from smbsocial.usecases.week_paper import log_head, paper_sheet


def test_it_carries_the_last_number_and_its_digits(locked: VaultHouse) -> None:
    last = locked.log()[-1]
    sheet = paper_sheet(locked.store, locked.ports)
    assert sheet.log == LogHead(last.seq, last.hash.hex()[:8])
    assert week_sheet(locked.store, locked.ports).log is None, "on paper only"


def test_without_a_vault_or_before_its_kit_there_is_none(bare: VaultHouse) -> None:
    assert paper_sheet(bare.store, bare.ports).log is None
    run_here(setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"]))
    assert paper_sheet(bare.store, bare.ports).log is None


def test_a_log_that_cannot_be_read_has_no_end(
    locked: VaultHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(**_: object) -> None:
        raise ExpectedError(Code.DATABASE_DAMAGED)

    monkeypatch.setattr(locked.store, "log", spoilt)
    assert log_head(locked.store) is None
