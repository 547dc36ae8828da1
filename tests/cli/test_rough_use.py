"""The command line as scripts and support people handle it: odd places, odd streams, odd ids."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from program import Run, command, environment  # type: ignore[import-not-found]

BARE = 'name = "A"\nindustry = "cafe"\n'


def first_post(run: Run, folder: Path) -> str:
    rows = run("plan", "--json", "--data-dir", folder).json
    assert isinstance(rows, list)
    return str(rows[0]["id"])


def test_every_command_answers_in_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(BARE)
    made = run("setup", "--answers", "a.toml", "--data-dir", "data", "--json").json
    assert isinstance(made, dict)
    folder = tmp_path / "data"
    assert (made["name"], made["folder"]) == ("A", str(folder))
    rows = run("plan", "--json", "--data-dir", folder).json
    assert isinstance(rows, list)
    assert made["posts"] == len(rows)
    done = run("done", rows[0]["id"], "--json", "--data-dir", folder).json
    assert isinstance(done, dict)
    assert (done["id"], done["kind"], done["state"]) == (rows[0]["id"], "post", "done")
    skipped = run("skip", rows[1]["id"], "--reason", "ill", "--json", "--data-dir", folder).json
    assert isinstance(skipped, dict)
    assert (skipped["state"], skipped["reason"]) == ("skipped", "ill")
    example = run("example", "bakery", "--json", "--data-dir", "example").json
    assert isinstance(example, dict)
    assert example["industry"] == "bakery"
    template = run("setup", "--template", "--json").json
    assert isinstance(template, dict)
    assert template["template"].startswith("# The answers")


@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8", "nobody_KNOWS.this"])
def test_only_what_was_asked_for_is_said_in_any_locale(
    run: Run, cafe: Path, tmp_path: Path, locale: str
) -> None:
    said = run("plan", "--json", "--data-dir", cafe, LC_ALL=locale)
    assert said.json
    assert said.err == ""
    assert run("plan", "--data-dir", tmp_path / "none", LC_ALL=locale).refused()


def test_a_new_machine_has_no_business_yet(run: Run, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": "", "LOCALAPPDATA": str(tmp_path)}
    for name in ("plan", "week", "assess"):
        assert "set up" in run(name, **home).refused()


def test_a_folder_without_a_name_is_not_the_current_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(BARE)
    for folder in ("", "  "):
        assert "empty" in run("setup", "--answers", "a.toml", "--data-dir", folder).refused()
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


def test_the_home_of_somebody_unknown_is_a_folder_like_any(run: Run) -> None:
    assert "~nobody-here" in run("plan", "--data-dir", "~nobody-here/x").refused()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1969-12-31"])
def test_a_week_of_other_centuries(run: Run, cafe: Path, day: str) -> None:
    assert day in run("week", "--date", day, "--data-dir", cafe).refused()


@pytest.mark.parametrize("day", ["1970-01-01", "2028-02-29", "2999-12-31"])
def test_a_week_far_from_any_plan_is_empty(run: Run, cafe: Path, day: str) -> None:
    assert run("week", "--date", day, "--json", "--data-dir", cafe).json == []


@pytest.mark.parametrize("id", ["x@9999-12-31", "x@0001-01-01", "x@tomorrow", "x@", "@", ""])
def test_an_id_that_is_none(run: Run, cafe: Path, id: str) -> None:
    assert run("done", id, "--data-dir", cafe).refused()
    assert run("skip", id, "--reason", "x", "--data-dir", cafe).refused()


def test_an_id_is_repeated_without_what_moves_the_cursor(run: Run, cafe: Path) -> None:
    told = run("done", "\x1b[31mred\n" + "x" * 5000, "--data-dir", cafe).refused()
    assert "\x1b" not in told
    assert "red" in told
    assert len(told) < 500


@pytest.mark.parametrize("minutes", ["-5", "1441", "9" * 30, "9" * 5000, "1.5"])
def test_minutes_that_cannot_be(run: Run, cafe: Path, minutes: str) -> None:
    post = first_post(run, cafe)
    told = run("done", post, f"--minutes={minutes}", "--data-dir", cafe).refused()
    assert "--minutes" in told
    assert len(told) < 200
    assert run("done", post, "--data-dir", cafe).status == 0


def test_an_error_of_three_sentences_is_one_here(run: Run, tmp_path: Path) -> None:
    dotted = tmp_path / "Smith & Co. Data" / "x.y"
    told = run("plan", "--data-dir", dotted).refused()
    assert str(dotted) in told
    assert told.replace(str(dotted), "").count(".") == 1
    (tmp_path / "a.toml").write_text('name = "A"\nindustry = "cafee"')
    told = run("assess", "--answers", "a.toml").refused()
    assert told == "industry: “cafee” is not one of the choices; did you mean “cafe”?"
    (tmp_path / "a.toml").write_text(BARE + "hours_per_week = -1")
    assert run("assess", "--answers", "a.toml").refused().startswith("hours_per_week: -1 is")


@pytest.mark.skipif(os.name == "nt", reason="shells close streams otherwise there")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-"])
def test_streams_that_are_closed(cafe: Path, tmp_path: Path, closed: str) -> None:
    def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
        line = " ".join(f"'{word}'" for word in command(*arguments))
        return subprocess.run(
            ["sh", "-c", f"{line} {closed}"], env=environment(), capture_output=True, check=False
        )

    looked = run("plan", "--json", "--data-dir", cafe)
    assert (looked.returncode, looked.stderr) == (0, b"")
    assert ">&-" in closed or json.loads(looked.stdout)
    refused = run("week", "--data-dir", tmp_path / "none")
    assert (refused.returncode, refused.stdout) == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize(
    "arguments", [("setup", "--template"), ("plan", "--json"), ("week",), ("done",)]
)
def test_output_that_does_not_fit(run: Run, cafe: Path, arguments: tuple[str, ...]) -> None:
    more = (first_post(run, cafe), "--json") if arguments == ("done",) else ()
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*arguments, *more, "--data-dir", cafe),
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    (told,) = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert told.startswith("The output could not be written")


@pytest.mark.skipif(os.name == "nt", reason="permissions are other things there")
def test_a_copy_that_cannot_be_made_does_not_stand_on_stderr(run: Run, cafe: Path) -> None:
    backups = cafe / "backups"
    for path in backups.glob("*") if backups.exists() else ():
        path.unlink()
    if backups.exists():
        backups.rmdir()
    backups.write_text("a file where the copies should go")
    said = run("plan", "--json", "--data-dir", cafe)
    assert said.json
    assert said.err == ""
