"""accounts, backup and check on a folder whose vault is in a real keyring, or in none."""

import json
import os
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import real_keyring
from kept_cafe import ANN, CANARY, Kept, forms, make_cafe, opened
from program import Done, Run, command, environment

from smbsocial.domain.backups import time_of
from smbsocial.domain.business import Person
from smbsocial.storage.store import open_store
from smbsocial.usecases.lookup import set_up_business
from smbsocial.vault.backup_folder import backups_in
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.stores import KeyringStore

CARE = 1


@pytest.fixture
def off(tmp_path: Path) -> Path:
    """A folder whose vault lies in a keyring that is not here."""
    return make_cafe(tmp_path / "off", MemoryStore()).folder


@pytest.fixture
def kept(tmp_path: Path, own_keyring: None) -> Kept:
    place = tmp_path / "stick"
    place.mkdir()
    return make_cafe(tmp_path / "kept", KeyringStore(), backups=place)


def checked(done: Done) -> dict[str, dict[str, object]]:
    assert done.err == ""
    found = json.loads(done.out)
    assert isinstance(found, dict)
    assert done.status == (0 if found["good"] else CARE)
    return found


def without_a_bus() -> dict[str, str]:
    return {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "XDG_RUNTIME_DIR": "/nowhere"}


def test_the_register_needs_no_keyring(run: Run, off: Path) -> None:
    rows = run("accounts", "--json", "--data-dir", off, **without_a_bus()).json
    assert isinstance(rows, list)
    insta = next(row for row in rows if row["id"] == "insta")
    assert (insta["name"], insta["handle"], insta["kept"]) == ("Instagram", "@insta", True)
    assert insta["health"] == "check_it"
    assert set(insta["checks"]) == {"address", "phone", "owners", "factor", "codes", "strangers"}
    access = {each["person"]: each["right"] for each in insta["access"]}
    assert access == {"Ann": "see", "Dot": "see", "Ben": "use"}
    told = run("accounts", "--data-dir", off, **without_a_bus())
    assert told.out.splitlines()[0].split()[:3] == ["Account", "Handle", "Health"]
    assert told.out.count("\n") == 4
    assert CANARY not in told.out + json.dumps(rows)


def test_an_owner_without_a_name_gets_in_as_the_owner(run: Run, off: Path) -> None:
    store = open_store(off, create=False)
    with store.transaction() as tx:
        owner = tx.get(Person, ANN)
        assert owner is not None
        tx.put(replace(owner, name=""))
    store.close()
    lines = run("accounts", "--data-dir", off, **without_a_bus()).out.splitlines()
    assert any("Owner" in line for line in lines)


def test_a_folder_that_others_may_enter_is_told_where_it_cannot_be_closed(
    run: Run, cafe: Path
) -> None:
    cafe.chmod(0o755)
    closed = checked(run("check", "--json", "--data-dir", cafe, **without_a_bus()))
    assert closed["folder"]["open_to_others"] is False
    (cafe / "letter.odt").write_text("to the bank")
    cafe.chmod(0o755)
    done = run("check", "--json", "--data-dir", cafe, **without_a_bus())
    assert done.status == CARE
    assert checked(done)["folder"]["open_to_others"] is True
    told = run("check", "--data-dir", cafe, **without_a_bus())
    assert told.status == CARE
    assert f"care  Other logins of this computer may look into {cafe}" in told.out


def test_a_register_without_accounts(run: Run, cafe: Path) -> None:
    rows = run("accounts", "--json", "--data-dir", cafe).json
    assert isinstance(rows, list)
    assert {row["kept"] for row in rows} <= {False}
    assert run("accounts", "--data-dir", cafe).status == 0


@pytest.mark.parametrize("name", ["accounts", "backup", "check"])
def test_a_folder_without_a_business_is_not_looked_at(run: Run, tmp_path: Path, name: str) -> None:
    assert run(name, "--data-dir", tmp_path / "nowhere").refused()
    assert not (tmp_path / "nowhere").exists()


def test_a_business_without_a_vault_is_in_order(run: Run, cafe: Path) -> None:
    found = checked(run("check", "--json", "--data-dir", cafe, **without_a_bus()))
    assert found["good"]
    assert found["vault"]["state"] == "none"
    assert found["store"] == {
        "name": None,
        "reachable": False,
        "problem": found["store"]["problem"],
    }
    assert found["database"] == {"sound": True}
    safe = {"service": None, "conflicts": [], "open_to_others": False}
    assert found["folder"] == {"path": str(cafe), **safe}
    assert "not set up" in run("backup", "--data-dir", cafe, **without_a_bus()).refused()
    said = run("check", "--data-dir", cafe, **without_a_bus())
    assert said.status == 0
    marks = [line.split()[0] for line in said.out.splitlines()]
    assert marks == ["good"] * (len(marks) - 1) + ["note"], "no store, and none is needed"
    assert "note  This computer offers no password store" in said.out


def test_a_vault_without_its_keyring_needs_care(run: Run, off: Path) -> None:
    found = checked(run("check", "--json", "--data-dir", off, **without_a_bus()))
    assert not found["good"]
    assert not found["store"]["reachable"]
    assert "password store" in str(found["store"]["problem"])
    told = run("backup", "--to", "x.smbbackup", "--data-dir", off, **without_a_bus()).refused()
    assert "password store" in told
    assert not list(off.glob("~*"))


def test_a_log_that_was_changed_needs_care(run: Run, off: Path) -> None:
    with opened(off, MemoryStore()) as vault:
        connection = vault.reads._link.connection  # type: ignore[attr-defined]
        connection.execute("DROP TRIGGER access_log_keeps_words")
        connection.execute("UPDATE access_log SET action = 'use' WHERE seq = 4")
    found = checked(run("check", "--json", "--data-dir", off, **without_a_bus()))
    assert (found["log"]["whole"], found["log"]["broken"]) == (False, "edited")
    assert found["log"]["entries"] == 3
    assert "care  The access log was changed" in run("check", "--data-dir", off).out


def test_the_week_says_where_the_access_log_ends(run: Run, off: Path, cafe: Path) -> None:
    said = run("week", "--data-dir", off)
    assert said.status == 0
    with opened(off, MemoryStore()) as vault:
        (last,) = vault.reads.log(limit=1)
    assert said.out.splitlines()[-1] == f"Access log: {last.seq} entries, {last.hash.hex()[:8]}"
    assert "Access log" not in run("week", "--data-dir", cafe).out


def test_looking_at_an_example_changes_nothing(run: Run, off: Path) -> None:
    """Also not the vault that somebody played with in it: that goes when it is opened."""
    with opened(off, MemoryStore()) as vault:
        business = set_up_business(vault.reads)
        vault.changes.write(lambda tx, _ports: tx.put(replace(business, example=True)))
    before = (off / "planning.db").read_bytes()
    found = checked(run("check", "--json", "--data-dir", off))
    assert found["good"]
    assert found["vault"]["state"] == "none"
    assert (off / "planning.db").read_bytes() == before


def test_a_second_version_of_the_file_needs_care(run: Run, cafe: Path) -> None:
    (cafe / "planning (conflicted copy).db").write_bytes(b"")
    told = run("check", "--data-dir", cafe).refused()  # not opened beside it
    assert "second version" in told
    assert "planning (conflicted copy).db" in told
    allowed = {"service": None, "conflicts": ["planning (conflicted copy).db"]}
    (cafe / "synced-folder-allowed.json").write_text(json.dumps(allowed))
    found = checked(run("check", "--json", "--data-dir", cafe))
    assert found["folder"]["conflicts"] == ["planning (conflicted copy).db"]
    assert not found["good"]


@pytest.mark.keyring
def test_everything_in_order(run: Run, kept: Kept, tmp_path: Path) -> None:
    found = checked(run("check", "--json", "--data-dir", kept.folder))
    assert not found["good"]  # no backup was written yet
    assert found["backup"]["late"]
    assert run("backup", "--data-dir", kept.folder).status == 0
    found = checked(run("check", "--json", "--data-dir", kept.folder))
    assert found["good"]
    assert found["store"] == {"name": "SecretService.Keyring", "reachable": True, "problem": None}
    assert found["vault"] == {
        "state": "ready", "records": 3, "missing": [], "damaged": [], "pending": 0, "old": 0,
        "lost_devices": [],
    }  # fmt: skip
    assert found["backup"]["folder"] == str(tmp_path / "stick")
    assert found["backup"]["age_days"] == 0
    assert len(str(found["log"]["head"])) == 8
    said = run("check", "--data-dir", kept.folder)
    assert said.status == 0
    assert "SecretService.Keyring" in said.out


@pytest.mark.keyring
def test_a_backup_that_stands_in_no_log_says_so(run: Run, kept: Kept, tmp_path: Path) -> None:
    wanted = ("backup", "--json", "--to", tmp_path, "--data-dir", kept.folder)
    whole = run(*wanted)
    assert (json.loads(whole.out)["logged"], whole.err) == (True, "")
    spoil_the_last_entry(kept.folder)
    done = run(*wanted)
    assert done.status == 0
    told = json.loads(done.out)
    assert not told["logged"]
    assert Path(told["file"]).exists()
    assert "does not tell of this backup" in done.err


def spoil_the_last_entry(folder: Path) -> None:
    """Somebody wrote what is no entry: the log takes no more of them."""
    with closing(open_store(folder, create=False)) as store:
        connection = store._link.connection
        name = "access_log_keeps_words"
        (kept,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (name,)
        ).fetchone()
        connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "UPDATE access_log SET action = 'x' WHERE seq = (SELECT max(seq) FROM access_log)"
        )
        connection.execute(kept)


@pytest.mark.keyring
def test_40_41_entries_gone_or_edited_are_named(run: Run, kept: Kept) -> None:
    sealed = sorted(name for name in real_keyring.entries() if name[1] == "sealed")
    real_keyring.remove(*sealed[0])
    real_keyring.edit(*sealed[-1], "smb1.1.1.AAAA")
    (device,) = [name for name in real_keyring.entries() if name[1] == "key"]
    real_keyring.remove(*device)
    found = checked(run("check", "--json", "--data-dir", kept.folder))
    assert len(found["vault"]["missing"]) == 1
    assert len(found["vault"]["damaged"]) == 1
    assert len(found["vault"]["lost_devices"]) == 1
    said = run("check", "--data-dir", kept.folder)
    assert said.status == CARE
    assert said.out.count("care  ") == 4  # the backup too
    assert "@" in said.out


@pytest.mark.keyring
def test_32_34_a_locked_or_silent_keyring_is_told(run: Run, kept: Kept) -> None:
    real_keyring.lock()
    found = checked(run("check", "--json", "--data-dir", kept.folder))
    assert "locked" in str(found["store"]["problem"])
    assert "locked" in run("backup", "--data-dir", kept.folder).refused()
    real_keyring.unlock()
    with real_keyring.stopped():
        found = checked(run("check", "--json", "--data-dir", kept.folder))
    assert "does not answer" in str(found["store"]["problem"])


@pytest.mark.keyring
def test_a_backup_that_is_old_or_whose_folder_is_gone(run: Run, kept: Kept, tmp_path: Path) -> None:
    run("backup", "--data-dir", kept.folder)
    (made,) = (tmp_path / "stick").iterdir()
    made_at = time_of(made.name)
    assert made_at is not None
    then = made_at - timedelta(days=9)
    made.rename(made.with_name(f"smbsocial-{then:%Y%m%d-%H%M%S}.smbbackup"))
    found = checked(run("check", "--json", "--data-dir", kept.folder))
    assert (found["backup"]["age_days"], found["backup"]["late"]) == (9, True)
    assert "9 days old" in run("check", "--data-dir", kept.folder).out
    (tmp_path / "stick").rename(tmp_path / "pulled out")
    found = checked(run("check", "--json", "--data-dir", kept.folder))
    assert str(tmp_path / "stick") in str(found["backup"]["problem"])
    assert str(tmp_path / "stick") in run("backup", "--data-dir", kept.folder).refused()


@pytest.mark.keyring
def test_a_backup_to_a_file_is_exactly_that_file(run: Run, kept: Kept, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    place.mkdir()
    file = place / "before the holidays"
    made = run("backup", "--to", file, "--json", "--data-dir", kept.folder).json
    assert isinstance(made, dict)
    assert made["file"] == str(file)
    assert [path.name for path in place.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    assert "exists" in run("backup", "--to", file, "--data-dir", kept.folder).refused()
    assert file.read_bytes() == before
    assert CANARY.encode() not in before
    told = run("backup", "--to", tmp_path / "no" / "x", "--data-dir", kept.folder).refused()
    assert str(tmp_path / "no") in told
    assert "empty" in run("backup", "--to", "", "--data-dir", kept.folder).refused()


@pytest.mark.keyring
def test_a_backup_to_a_folder_is_named_by_its_time_and_lets_nothing_go(
    run: Run, kept: Kept, tmp_path: Path
) -> None:
    place = tmp_path / "elsewhere"
    place.mkdir()
    then = datetime(2020, 1, 1, tzinfo=UTC)
    for _ in range(3):
        said = run("backup", "--to", place, "--data-dir", kept.folder)
        made = Path(said.out.strip())
        assert made.parent == place
        then += timedelta(hours=1)
        made.rename(made.with_name(f"smbsocial-{then:%Y%m%d-%H%M%S}.smbbackup"))
    assert len(backups_in(place)) == 3


@pytest.mark.keyring
def test_the_owners_folder_keeps_one_a_day(run: Run, kept: Kept, tmp_path: Path) -> None:
    first = Path(run("backup", "--data-dir", kept.folder).out.strip())
    second = Path(run("backup", "--data-dir", kept.folder).out.strip())
    assert (first.exists(), second.exists()) == (False, True)
    assert [one.path for one in backups_in(tmp_path / "stick")] == [second]


@pytest.mark.keyring
def test_51_no_secret_is_said_or_left_anywhere(run: Run, kept: Kept, tmp_path: Path) -> None:
    said = ""
    for arguments in (("accounts",), ("backup",), ("check",), ("--self-test",)):
        for more in ((), ("--json",)) if arguments[0] != "--self-test" else ((),):
            done = run(*arguments, *more, "--data-dir", kept.folder)
            said += done.out + done.err
    assert CANARY not in said
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [form for form in forms(CANARY) if form in content], path


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
def test_the_memory_of_a_command_that_knows_secrets_is_closed(tmp_path: Path) -> None:
    """What `restore` does before it asks; whoever reads memory as root is not stopped by it."""
    code = (
        "from smbsocial.vault.process import harden; harden();"
        "print(open('/proc/self/status').read().count('CoreDumping'));"
        "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run(
        [command()[0], "-c", code], env=environment(), capture_output=True, check=True
    )
    assert done.stdout.split()[-1] == b"0"
