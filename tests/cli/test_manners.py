"""The manners of the command line: one sentence, the right status, no surprise."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from program import Run, command, environment

from smbsocial import __version__
from smbsocial.app.main import main

COMMANDS = (
    "example", "setup", "assess", "plan", "week", "done", "skip", "tour", "accounts", "backup",
    "restore", "check", "import",
)  # fmt: skip


def test_the_version(run: Run) -> None:
    said = run("--version")
    assert (said.status, said.out) == (0, f"smbsocial {__version__}\n")


def test_every_command_has_help_and_takes_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    def told(*arguments: str) -> str:
        with pytest.raises(SystemExit) as caught:
            main([*arguments, "--help"])
        assert caught.value.code == 0
        return capsys.readouterr().out

    listed = told()
    for name in COMMANDS:
        assert "--data-dir DIR" in told(name)
        assert name in listed
    keys = told("assess")
    assert all(key in keys for key in ("verdict", "chance", "break_even_per_month", "levers"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("week", "--date", "tomorrow"),
        ("week", "--date", "2027-13-01"),
        ("done",),
        ("setup",),
        ("setup", "--answers", "a.toml", "--template"),
        ("done", "x", "--minutes", "many"),
        ("tour", "--to", "x", "--size", "big"),
        ("tour", "--to", "x", "--theme", "pink"),
        ("--what",),
        ("plan", "extra"),
        ("restore",),
        ("restore", "a.smbbackup", "more"),
        ("backup", "--to", ""),
        ("import",),
        ("import", "a.csv", "--answer", "day_first"),
        ("import", "a.csv", "--answer", "day_first=maybe"),
        ("import", "a.csv", "--answer", "columns=x"),
        ("import", "a.csv", "--answer", "exported_on=tomorrow"),
        ("import", "a.csv", "--answer", "period=2027-02-01/2027-01-01"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    (sentence,) = err.splitlines()
    assert out == ""
    assert sentence.endswith("--help).")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "A"\nindustri = "cafe"', "industri"),
        ('name = "A"\nindustry = "cafe"\nmargin_percent = 140', "margin_percent"),
        ('name = "A"\nindustry = "cafe"\nuntil = 2020-01-01', "until"),
        ('name = "A"\nindustry = "cafe"\ntimezone = "Europe/Lndon"', "Europe/London"),
        (f'name = "{"ש😀" * 300}"\nindustry = "cafe"', "name"),
        ("name = ", "TOML"),
    ],
)
def test_a_bad_answer_is_one_sentence_and_writes_nothing(
    run: Run, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    assert told in run("setup", "--answers", "bad.toml", "--data-dir", "data").refused()
    assert told in run("assess", "--answers", "bad.toml", "--json").refused()
    assert not (tmp_path / "data").exists()


def test_a_long_colourful_name_is_kept(run: Run, tmp_path: Path) -> None:
    name = "قهوة ☕ קפה 👩‍🍳 " * 9
    (tmp_path / "a.toml").write_text(f'name = "{name}"\nindustry = "cafe"', encoding="utf-8")
    said = run("setup", "--answers", "a.toml", "--data-dir", "data", LANG="C", LC_ALL="C")
    assert said.status == 0, said.err
    assert name.strip() in said.out


@pytest.mark.parametrize("name", ["plan", "week", "assess"])
def test_a_folder_without_a_business(run: Run, tmp_path: Path, name: str) -> None:
    assert run(name, "--data-dir", tmp_path / "nowhere").refused()
    assert not (tmp_path / "nowhere").exists()


def test_an_industry_that_is_none(run: Run, tmp_path: Path) -> None:
    assert "bakery" in run("example", "bakry", "--data-dir", "data").refused()
    assert not (tmp_path / "data").exists()


def test_the_folder_may_stand_before_the_command(run: Run, cafe: Path) -> None:
    assert run("--data-dir", cafe, "plan", "--json").json


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_whoever_stops_reading_is_no_error(cafe: Path) -> None:
    process = subprocess.Popen(
        command("plan", "--json", "--data-dir", cafe),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 128 + signal.SIGPIPE


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is another thing there")
def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    answers = tmp_path / "pipe.toml"
    os.mkfifo(answers)
    script = (
        "import sys, time\n"
        "from smbsocial.app import main\n"
        "main._run = lambda arguments: print('ready', flush=True) or time.sleep(60)\n"
        "sys.exit(main.main())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_without_a_display_the_window_says_so_and_offers_the_tour(run: Run) -> None:
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("there is always a display")
    assert "tour" in run("--data-dir", "data", QT_QPA_PLATFORM="").refused()


def test_the_self_test_names_every_part(run: Run) -> None:
    """Also where there is no keyring, which is no fault."""
    said = run("--self-test", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")
    assert said.status == 0, said.out
    parts = [line.partition(": ")[::2] for line in said.out.splitlines()]
    assert [name for name, _ in parts] == [
        *("library", "store", "assessment", "plan and week", "window", "printing"),
        *("cryptography", "keyring", "backup and restore"),
    ]
    works = {name for name, told in parts if told.startswith("works (")}
    assert {name for name, _ in parts} - works <= {"keyring"}
    assert all("off: " in told for name, told in parts if name not in works)


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--version",), ("PySide6", "sqlite3", "smbsocial.domain.answers", "appdirs")),
        (("week", "--json"), ("PySide6.QtWidgets", "PySide6.QtGui", "keyring", "nacl")),
        (("accounts", "--json"), ("PySide6.QtWidgets", "PySide6.QtGui", "keyring", "nacl")),
        (("assess", "--json"), ("PySide6.QtWidgets", "PySide6.QtGui", "keyring")),
    ],
)
def test_nothing_is_loaded_that_a_command_does_not_need(
    cafe: Path, arguments: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    script = (
        "import sys\n"
        "from smbsocial.app.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {unwanted!r} if name in sys.modules], file=sys.stderr)\n"
    )
    folder = () if arguments == ("--version",) else ("--data-dir", str(cafe))
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments, *folder],
        env=environment(),
        capture_output=True,
        check=True,
    )
    assert done.stderr.decode().strip() == "[]"
