"""Test 51, the canary: secrets go through every screen, and are then looked for everywhere.

A person's whole use of the vault is walked through in the real window on a real keyring
(canary_walk.py), the command line is run, the tour drawn. Then everything that is left anywhere
is searched for every secret in every spelling (tests/canary.py).
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import real_keyring
from canary import Found, Search, files_below, pdf_text

pytestmark = [pytest.mark.keyring, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
WALK = Path(__file__).with_name("canary_walk.py")
WALK_SECONDS = 600
COMMAND_SECONDS = 300
CONTROL = "Kontrollvogel4Gartenrotschwanz"
"""No secret: what the account is for. It must be found, or the search is blind."""

MARKERS = {
    "control": CONTROL,
    "owner": "amsel reuse 8 kiebitz wendehals lerche",
    "second owner": "girlitz 3 turmfalke bachstelze ortolan",
    "recovered owner": "wiesenpieper 2 schwanzmeise dorngrasmuecke",
    "restored owner": "stieglitz uferschwalbe 6 blaukehlchen",
    "staff": "zaunkoenig 5 nachtschwalbe bluthaenfling",
    "wrong": "pirol 9 neuntoeter schafstelze raubwuerger",
    "password": "Kanarienvogel7Dotterblume-x",
    "second password": "Wiedehopf4Immergruen-yz",
    "seed": "KANARIENVOGEL234ZEISIG5672",
    "second seed": "ROTKEHLCHEN345SEIDENREIHER23",
    "platform code": "7391-gimpel-5520-sprosser",
    "used code": "8264-wachtel-1177-rohrammer",
    "note": "Erstes Haustier war die Heckenbraunelle 1987",
}
CAFE = """
name = "Corner Café"
industry = "cafe"
country = "GB"
hours_per_week = 3
platforms = ["instagram"]
communities = ["Office lunch crowd", "Young parents nearby"]
[[people]]
name = "Maya"
posts = true
"""
PLACES = (
    "accounts, before the vault", "set up: what it is", "kit: written by hand", "record: kept",
    "hidden again", "recovery codes", "all that is kept", "made password: kept",
    "second password: kept", "people: passphrase given", "accounts: right given", "unlock: wrong",
    "link kept", "ownership walk", "staff: asked for another passphrase", "staff: copied",
    "sign-in help", "recovery: opened",
    "safety: this login alone", "second kit: on paper",
    "safety: at the end", "access log", "drill", "week on paper", "wizard: business",
    "goals and plan", "leaving: new password kept", "leaving: closed", "after two bugs",
    "restored", "closed",
)  # fmt: skip
"""Where the walk has to have been."""
KITS = ("kit", "second kit", "third kit")


@dataclass(frozen=True, repr=False)
class Walked:
    """All that a day with the vault has left."""

    place: Path
    told: dict[str, Any]
    entries: dict[tuple[str, str], str]
    status: int

    @property
    def markers(self) -> dict[str, str]:
        return {**MARKERS, **self.told["met"]}

    @property
    def secret(self) -> Search:
        """Every secret, also those that the program made."""
        return Search({name: value for name, value in self.markers.items() if name != "control"})

    @property
    def files(self) -> list[Path]:
        """All but the kits."""
        return [path for path in files_below([self.place]) if path.stem not in KITS]

    def said(self, name: str) -> str:
        return (self.place / "said" / name).read_text("utf-8")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """The day, once for all tests of this file."""
    if not real_keyring.is_ours():
        pytest.skip("needs a keyring of its own: packaging/keyring-session.sh starts one")
    real_keyring.make_ready()
    place = tmp_path_factory.mktemp("canary")
    for name in ("home", "tmp", "out", "said", "run"):
        (place / name).mkdir(mode=0o700)
    (place / "cafe.toml").write_text(CAFE, encoding="utf-8")
    run(place, "setup", "--answers", place / "cafe.toml", "--data-dir", place / "data")
    told, status = walk(place)
    if not told["trouble"]:
        use_commands(place, told["met"]["third kit"])
    yield Walked(place, told, real_keyring.entries(), status)
    real_keyring.make_ready()


def surroundings(place: Path) -> dict[str, str]:
    """A home, temporary files and settings of its own; the bus with the keyring on it."""
    home = place / "home"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_RUNTIME_DIR": str(place / "run"),
        "TMPDIR": str(place / "tmp"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
        "LC_ALL": "C.UTF-8",
    }


def walk(place: Path) -> tuple[dict[str, Any], int]:
    """Walk; what was told, and the exit status. What it says goes into files."""
    reads, writes = os.pipe()
    wanted = {"folder": str(place / "data"), "out": str(place / "out"), "markers": MARKERS}
    said = place / "said"
    with (said / "walk.out").open("wb") as out, (said / "walk.err").open("wb") as err:
        process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$1" 3>&{writes}', sys.executable, str(WALK)],
            env=surroundings(place),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=err,
            pass_fds=[writes],
        )
    os.close(writes)
    assert process.stdin is not None
    process.stdin.write(json.dumps(wanted).encode() + b"\n")
    process.stdin.close()
    too_long = threading.Timer(WALK_SECONDS, process.kill)
    too_long.start()
    with os.fdopen(reads, "rb") as answer:
        told = answer.read()
    status = process.wait()
    too_long.cancel()
    too_long.join()
    assert told, (status, (said / "walk.err").read_text("utf-8"))
    answered: dict[str, Any] = json.loads(told)
    return answered, status


def use_commands(place: Path, code: str) -> None:
    """Everything that the command line says of it, and a restoring into another folder."""
    data, backup = ("--data-dir", place / "data"), place / "out" / "by-command.smbbackup"
    for name in ("accounts", "check"):
        run(place, name, *data)
    for name in ("accounts", "check", "week", "plan"):
        run(place, name, "--json", *data)
    run(place, "backup", "--to", backup, "--json", *data)
    lines = f"{code}\n{MARKERS['second owner']}\n"
    run(place, "restore", backup, "--data-dir", place / "elsewhere", "--json", typed=lines)
    run(place, "restore", backup, "--data-dir", place / "nowhere", typed="0000\nno\n", fine=(2,))
    run(place, "tour", "--to", place / "out" / "tour")


def run(place: Path, *arguments: object, typed: str = "", fine: tuple[int, ...] = (0, 1)) -> None:
    """Run a command; what it says goes into files."""
    number = len(list((place / "said").iterdir()))
    done = subprocess.run(
        [sys.executable, "-m", "smbsocial", *map(str, arguments)],
        env=surroundings(place),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=COMMAND_SECONDS,
    )
    for stream, text in (("out", done.stdout), ("err", done.stderr)):
        name = f"{number:02}-{arguments[0]}-{'json-' * ('--json' in arguments)}{stream}.txt"
        (place / "said" / name).write_text(text, encoding="utf-8")
    assert done.returncode in fine, (arguments[0], done.returncode, done.stderr)


def shown(found: set[Found] | frozenset[Found]) -> list[Found]:
    return sorted(found)


def test_51_the_walk_went_through_every_screen(walked: Walked) -> None:
    assert walked.told["trouble"] == ""
    assert walked.status == 0
    assert [place for place in PLACES if place not in walked.told["seen"]] == []
    assert {*KITS, "made password", "password after leaving"} <= {*walked.told["met"]}


def test_51_the_search_sees_what_is_there(walked: Walked) -> None:
    """What is no secret is found in the database, in its copies and in what commands say."""
    found = Search({"control": CONTROL}).find_in_files(walked.place)
    where = {Path(each.where.split(" (")[0]).name for each in found}
    assert "planning.db" in where
    assert any("accounts-json-out" in name for name in where), where
    assert any(each.where.startswith(str(walked.place / "elsewhere")) for each in found)


def test_51_nothing_that_was_left_holds_a_secret(walked: Walked) -> None:
    """Data, home, temporary files, settings, exports, pictures, log, reports, terminal."""
    names = {path.name for path in walked.files}
    for wanted in ("log.csv", "handover.pdf", "week.pdf", "smbsocial.log", "walk.err"):
        assert wanted in names
    assert [name for name in names if name.endswith(".smbbackup")]
    assert [name for name in names if name.startswith("crash-")]
    assert [name for name in names if name.endswith(".png")]
    found: set[Found] = set()
    for path in walked.files:
        found |= walked.secret.find_in_files(path)
    assert shown(found) == []


def test_51_no_screen_step_clipboard_or_surrounding_told_one(walked: Walked) -> None:
    """As far as the walk itself could look: widgets, readers, undo, clipboard, /proc."""
    secret = [each for each in walked.told["found"] if each["marker"] != "control"]
    assert secret == []
    assert [each for each in walked.told["found"] if each["marker"] == "control"]
    assert {"self/environ", "self/cmdline"} <= {*walked.told["surroundings"]}


def test_51_the_kit_holds_its_code_and_no_other_secret(walked: Walked) -> None:
    for name in KITS:
        path = walked.place / "out" / f"{name}.pdf"
        assert {each.marker for each in walked.secret.find_in_files(path)} == {name}
        assert path.stat().st_mode & 0o077 == 0
        assert "Whoever has this page" in pdf_text(path.read_bytes()).replace("\t", " ")


def test_51_the_keyring_holds_it_sealed_only(walked: Walked) -> None:
    assert walked.entries
    for (service, username), value in walked.entries.items():
        for text in (service, username, value):
            assert walked.secret.find_in_text(text) == frozenset()
        assert value.startswith(("smb1.", "smbdk1."))
    keyrings = Path(os.environ["XDG_DATA_HOME"])
    assert list(files_below([keyrings]))
    assert walked.secret.find_in_files(keyrings) == frozenset()


def test_51_the_bugs_were_told(walked: Walked) -> None:
    """Of the two that the walk made there are reports, with their types and places."""
    reports = sorted((walked.place / "data" / "log").glob("crash-*.txt"))
    text = "".join(path.read_text("utf-8") for path in reports)
    assert "error: builtins.ValueError" in text
    assert "error: builtins.TypeError" in text
    assert ".in_a_slot:" in text
    assert "error: builtins.ValueError" in walked.said("walk.err")
