"""Test 29 of the vault's catalogue: what the commands say of ten thousand accounts."""

import json
from pathlib import Path

import pytest
from kept_cafe import RECORDS
from many_accounts import MANY, Size, account_of, make_many
from program import Run

from smbsocial.vault.memory_store import MemoryStore

KEPT = 300
WITHOUT_A_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "XDG_RUNTIME_DIR": "/nowhere"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their records lie in a keyring that is not here."""
    folder = tmp_path_factory.mktemp("many") / "data"
    make_many(folder, MemoryStore(), Size(MANY, kept=KEPT, granted=KEPT))
    return folder


def test_accounts_lists_them_all(run: Run, many: Path) -> None:
    rows = run("accounts", "--json", "--data-dir", many, **WITHOUT_A_BUS).json
    assert isinstance(rows, list)
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows) == MANY + len(RECORDS)
    assert sum(row["kept"] for row in rows) == KEPT + len(RECORDS)
    last = by_id[account_of(MANY - 1)]
    assert (last["handle"], last["health"]) == ("@shop-09999", "check_it")
    table = run("accounts", "--data-dir", many, **WITHOUT_A_BUS)
    assert table.out.count("\n") == 1 + len(rows)


def test_check_looks_at_the_file_and_counts_the_records(run: Run, many: Path) -> None:
    done = run("check", "--json", "--data-dir", many, **WITHOUT_A_BUS)
    assert (done.status, done.err) == (1, "")
    found = json.loads(done.out)
    assert found["database"]["sound"]
    assert found["log"]["whole"]
    assert found["vault"]["records"] == KEPT + len(RECORDS)
    assert not found["store"]["reachable"]
