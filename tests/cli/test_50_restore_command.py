"""`restore`: typed on a terminal that shows nothing, or handed over as two lines."""

import contextlib
import json
import os
import pty
import re
import select
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from kept_cafe import (
    ANN,
    BEN,
    CANARY,
    NEW_PASSPHRASE,
    OF_STAFF,
    PASSPHRASE,
    RECORDS,
    Kept,
    forms,
    make_cafe,
    opened,
    read_records,
    write_backup,
)
from program import Done, Run, command, environment

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage.store import open_store
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.unlocking import unlock
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.stores import KeyringStore

NEW = NEW_PASSPHRASE.reveal()
WRONG = "000G-40R4-0M30-E209-185G-R38E-1WB9"
NOWHERE = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "XDG_RUNTIME_DIR": "/nowhere"}


@dataclass(frozen=True)
class Lost:
    """A café on a computer that is gone: its backup and its kit are left."""

    kept: Kept
    backup: Path

    @property
    def code(self) -> str:
        return self.kept.code.reveal()


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Lost:
    place = tmp_path_factory.mktemp("lost")
    old = MemoryStore()
    kept = make_cafe(place / "old", old)
    return Lost(kept, write_backup(kept.folder, old, place))


def hand_over(lines: str, *arguments: object, **changed: str) -> Done:
    done = subprocess.run(
        command(*arguments),
        env=environment(**changed),
        input=lines.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


class Terminal:
    """A command at a terminal of its own, and a person who waits for its questions."""

    def __init__(self, *arguments: object, **changed: str) -> None:
        self.shown = ""
        self._handle, theirs = pty.openpty()
        self._process = subprocess.Popen(
            command(*arguments),
            env=environment(**changed),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def answer(self, question: str, typed: str) -> None:
        """Wait for a question that was not answered yet, and type."""
        start = len(self.shown)
        while question not in self.shown[start:]:
            assert self._read(30), f"{question!r} was not asked: {self.shown!r}"
        time.sleep(0.05)  # the question stands there before the echo is off
        os.write(self._handle, typed.encode() + b"\n")

    def arguments(self) -> bytes:
        return Path(f"/proc/{self._process.pid}/cmdline").read_bytes()

    def surroundings(self) -> bytes:
        return Path(f"/proc/{self._process.pid}/environ").read_bytes()

    def end(self) -> int:
        while self._read(60):
            pass
        os.close(self._handle)
        return self._process.wait(60)

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], seconds)
        with contextlib.suppress(OSError):  # Linux's way to say that nobody is left
            if ready and (heard := os.read(self._handle, 4096)):
                self.shown += heard.decode()
                return True
        return False


def test_the_code_is_no_argument(run: Run, lost: Lost, tmp_path: Path) -> None:
    for more in ((lost.code,), ("--code", lost.code), (f"--code={lost.code}",),
                 ("--passphrase", NEW), (f"--secret={lost.code}",)):  # fmt: skip
        told = run("restore", lost.backup, *more, "--data-dir", tmp_path / "new").refused()
        assert lost.code not in told
        assert CANARY not in told
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", "code: "),
        ("\n", "code: "),
        ("{code}\n", "passphrase: "),
        ("not a code\n", "not a recovery code"),
        ("{code}\nshort\n", "too short"),
        ("{code}\npassword1234\n", "guessed"),
        ("{code}x\n{new}\n", "not a recovery code"),
        (f"{WRONG}\n{{new}}\n", "does not open"),
        ("{new}\n{code}\n", "not a recovery code"),
    ],
)
def test_what_is_handed_over_wrong_is_one_sentence(
    lost: Lost, tmp_path: Path, lines: str, told: str
) -> None:
    folder = tmp_path / "new"
    handed = lines.format(code=lost.code, new=NEW)
    done = hand_over(handed, "restore", lost.backup, "--data-dir", folder, **NOWHERE)
    sentence = done.refused()
    assert told in sentence
    assert CANARY not in sentence
    assert lost.code not in sentence
    assert not folder.exists()


def test_bytes_that_are_no_text(lost: Lost, tmp_path: Path) -> None:
    done = subprocess.run(
        command("restore", lost.backup, "--data-dir", tmp_path / "new"),
        env=environment(**NOWHERE),
        input=b"\xff\xfe" + CANARY.encode() + b"\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"code: ")
    assert CANARY.encode() not in done.stderr


def test_no_file_and_no_backup(run: Run, lost: Lost, tmp_path: Path) -> None:
    assert "nothing.smbbackup" in run("restore", tmp_path / "nothing.smbbackup").refused()
    (tmp_path / "a.smbbackup").write_text("a shopping list")
    assert "damaged" in run("restore", tmp_path / "a.smbbackup").refused()
    newer = tmp_path / "b.smbbackup"
    newer.write_bytes(lost.backup.read_bytes().replace(b'"v":1', b'"v":2', 1))
    assert "newer smbsocial" in run("restore", newer).refused()
    assert "FILE" in run("restore").refused()


def test_without_a_keyring_nothing_is_made(lost: Lost, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    lines = f"{lost.code}\n{NEW}\n"
    done = hand_over(lines, "restore", lost.backup, "--data-dir", folder, **NOWHERE)
    assert "password store" in done.refused()
    assert not folder.exists()


def test_a_folder_that_is_open_is_left(lost: Lost, cafe: Path) -> None:
    store = open_store(cafe, create=False)
    lines = f"{lost.code}\n{NEW}\n"
    told = hand_over(lines, "restore", lost.backup, "--data-dir", cafe, **NOWHERE).refused()
    store.close()
    assert "open already" in told


def test_ctrl_c_at_a_question_changes_nothing(lost: Lost, tmp_path: Path) -> None:
    terminal = Terminal("restore", lost.backup, "--data-dir", tmp_path / "new", **NOWHERE)
    terminal.answer("Code of the emergency kit", lost.code.lower())
    while "passphrase" not in terminal.shown:
        assert terminal._read(30)
    terminal.interrupt()
    assert terminal.end() == 130
    assert "Traceback" not in terminal.shown
    assert not (tmp_path / "new").exists()


def test_three_slips_end_it(lost: Lost, tmp_path: Path) -> None:
    terminal = Terminal("restore", lost.backup, "--data-dir", tmp_path / "new", **NOWHERE)
    for _ in range(3):
        terminal.answer("Code of the emergency kit", lost.code[:-1])
    assert terminal.end() == 2
    assert terminal.shown.count("not a recovery code") == 3
    assert lost.code[:-1] not in terminal.shown


@pytest.mark.keyring
def test_50_typed_on_a_terminal(own_keyring: None, lost: Lost, tmp_path: Path) -> None:
    folder = tmp_path / "new computer"
    terminal = Terminal("restore", lost.backup, "--data-dir", folder)
    terminal.answer("Code of the emergency kit", lost.code[:-1])  # a slip of the finger
    terminal.answer("Code of the emergency kit", lost.code.lower().replace("-", " "))
    terminal.answer("New passphrase", "short")
    terminal.answer("New passphrase", NEW)
    terminal.answer("The same again", NEW + "!")
    terminal.answer("New passphrase", NEW)
    assert CANARY.encode() not in terminal.arguments()
    assert CANARY.encode() not in terminal.surroundings()
    terminal.answer("The same again", NEW)
    assert terminal.end() == 0, terminal.shown
    shown = re.sub(r"\s+", " ", terminal.shown)
    assert lost.backup.name not in shown
    assert "Corner Café is back as of" in shown
    assert "Ben and Dot" in shown
    assert "not a recovery code" in shown
    assert "two different passphrases" in shown
    for secret in (CANARY, lost.code, lost.code.lower().replace("-", " "), "short\r"):
        assert secret not in terminal.shown
    assert read_records(folder, KeyringStore(), NEW_PASSPHRASE) == RECORDS


@pytest.mark.keyring
def test_50_handed_over_as_lines(own_keyring: None, lost: Lost, tmp_path: Path) -> None:
    folder = tmp_path / "new computer"
    lines = f"{lost.code}\r\n{NEW}\n"
    done = hand_over(lines, "restore", lost.backup, "--json", "--data-dir", folder)
    found = done.json
    assert isinstance(found, dict)
    assert {**found, "created": ""} == {
        "folder": str(folder), "business": "Corner Café", "created": "", "owner": "Ann",
        "records": 3, "unreadable": [], "later": 0, "kept_out": [], "locked_out": ["Ben", "Dot"],
        "new_kit": False, "backup_folder_gone": None, "log_whole": True, "replaced": None,
    }  # fmt: skip
    assert done.err == ""
    assert read_records(folder, KeyringStore(), NEW_PASSPHRASE) == RECORDS
    with opened(folder, KeyringStore()) as vault:
        with pytest.raises(ExpectedError) as caught:
            run_here(unlock(vault, BEN, OF_STAFF))
        assert caught.value.code is Code.NOT_ALLOWED
        run_here(unlock(vault, ANN, NEW_PASSPHRASE))
    again = hand_over(lines, "restore", lost.backup, "--json", "--data-dir", folder).json
    assert isinstance(again, dict)
    assert again["replaced"] == str(folder / "backups" / "replaced-0001.db")
    check = hand_over("", "check", "--json", "--data-dir", folder)
    assert json.loads(check.out)["vault"]["missing"] == []


@pytest.mark.keyring
def test_50_the_other_owner(own_keyring: None, lost: Lost, tmp_path: Path) -> None:
    folder = tmp_path / "new computer"
    arguments = ("restore", lost.backup, "--owner", "dot", "--data-dir", folder)
    done = hand_over(f"{lost.code}\n{NEW}\n", *arguments)
    assert done.status == 0, done.err
    assert "Dot" in done.out
    wrong = ("restore", lost.backup, "--owner", "Nobody", "--data-dir", folder)
    assert "Nobody" in hand_over(f"{lost.code}\n{NEW}\n", *wrong).refused()


@pytest.mark.keyring
def test_51_what_was_typed_is_nowhere(own_keyring: None, lost: Lost, tmp_path: Path) -> None:
    folder = tmp_path / "new computer"
    done = hand_over(f"{lost.code}\n{NEW}\n", "restore", lost.backup, "--data-dir", folder)
    assert done.status == 0
    assert CANARY not in done.out + done.err
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in (CANARY, lost.code, lost.code.replace("-", "")):
                assert not [form for form in forms(secret) if form in content], path


THERE = """
import subprocess, sys
from pathlib import Path
import real_keyring
from kept_cafe import (
    BEN, DOT, NEW_PASSPHRASE, OF_STAFF, PASSPHRASE, RECORDS, ANN, opened, read_records
)
from smbsocial.domain.errors import ExpectedError
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.unlocking import unlock
from smbsocial.vault.stores import KeyringStore
assert real_keyring.is_ours() and real_keyring.entries() == {}
backup, folder, code = sys.argv[1], Path(sys.argv[2]), sys.stdin.readline()
restoring = [sys.executable, "-m", "smbsocial", "restore", backup, "--data-dir", str(folder)]
subprocess.run(restoring, input=code + NEW_PASSPHRASE.reveal(), text=True, check=True)
assert read_records(folder, KeyringStore(), NEW_PASSPHRASE) == RECORDS
with opened(folder, KeyringStore()) as vault:
    for person, passphrase in ((ANN, PASSPHRASE), (BEN, OF_STAFF), (DOT, OF_STAFF)):
        try:
            run_here(unlock(vault, person, passphrase))
        except ExpectedError as error:
            print(person, error.code.value)
"""


@pytest.mark.keyring
def test_50_full_circle_from_one_keyring_to_another(
    own_keyring: None, run: Run, tmp_path: Path
) -> None:
    """Set up here, backed up by the command, brought back in a session with another keyring."""
    kept = make_cafe(tmp_path / "here", KeyringStore())
    made = run("backup", "--to", tmp_path / "x.smbbackup", "--data-dir", kept.folder)
    assert made.status == 0, made.err
    tests = Path(__file__).parent.parent
    script = tests.parent / "packaging" / "keyring-session.sh"
    where = {"PYTHONPATH": os.pathsep.join([environment()["PYTHONPATH"], str(tests)])}
    done = subprocess.run(
        ["bash", script, command()[0], "-c", THERE, tmp_path / "x.smbbackup", tmp_path / "there"],
        env=environment(**where),
        input=kept.code.reveal() + "\n",
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Corner Café is back" in done.stdout
    assert done.stdout.splitlines()[-3:] == [
        "ann wrong_key", "ben not_allowed", "dot not_allowed",
    ]  # fmt: skip
    assert read_records(kept.folder, KeyringStore(), PASSPHRASE) == RECORDS
