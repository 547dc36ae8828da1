"""From answers to a week that is ticked, each command in a process of its own."""

import json
import os
import re
import signal
import subprocess
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from program import Run, command, environment

from smbsocial.app import wiring
from smbsocial.domain.plan import Choice, DutyKind
from smbsocial.ui.text import decide
from smbsocial.usecases import setup


def first_week(run: Run, folder: Path) -> tuple[str, list[dict[str, object]]]:
    posts = run("plan", "--json", "--data-dir", folder).json
    day = posts[0]["date"]
    return day, run("week", "--date", day, "--json", "--data-dir", folder).json


def test_a_week_of_a_pause_tells_what_is_kept_alive(run: Run, cafe: Path) -> None:
    alive = (DutyKind.ANSWER, DutyKind.LISTING)
    with wiring.opened(cafe, create=False) as house:
        house.changes.write(setup.decide, Choice.STAY_OFF, alive=alive)
    said = run("week", "--data-dir", cafe).out
    assert "once a week" in said
    assert all(decide.alive(kind) in said for kind in alive)
    assert "Nothing to do" not in said


def test_setup_plan_week_done_week(run: Run, answers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my café"
    said = run("setup", "--answers", answers, "--data-dir", folder)
    assert said.status == 0, said.err
    assert re.match(r"Corner Café: \d+ posts", said.out)

    posts = run("plan", "--json", "--data-dir", folder).json
    assert said.out.split()[2] == str(len(posts))
    assert set(posts[0]) == {
        *("id", "date", "time", "platform", "pillar", "community", "goal", "format"),
        *("minutes", "title", "text", "status"),
    }
    assert {post["platform"] for post in posts} == {"instagram"}
    assert {post["community"] for post in posts} == {"Office lunch crowd", "Young parents nearby"}
    assert all(date.fromisoformat(post["date"]).weekday() != 6 for post in posts)
    assert len({(post["date"], post["title"]) for post in posts}) == len(posts)

    day, tasks = first_week(run, folder)
    assert set(tasks[0]) == {
        *("id", "day", "kind", "title", "minutes", "person", "state", "rolled", "reason"),
    }
    assert {task["state"] for task in tasks} == {"open"}
    assert {task["person"] for task in tasks} == {"Maya"}
    assert sum(task["minutes"] for task in tasks) <= 180
    post = next(task for task in tasks if task["kind"] == "post")
    duty, other = [task for task in tasks if task["kind"] != "post"][:2]
    for arguments in (
        ("done", post["id"], "--minutes", 25),
        ("done", duty["id"]),
        ("skip", other["id"], "--reason", "Wir hatten die Grippe 🤒"),
    ):
        said = run(*arguments, "--data-dir", folder)
        assert (said.status, said.out, said.err) == (0, "", "")

    _, tasks = first_week(run, folder)
    states = {task["id"]: task["state"] for task in tasks}
    assert [states[each["id"]] for each in (post, duty, other)] == ["done", "done", "skipped"]
    assert {task["reason"] for task in tasks} == {"", "Wir hatten die Grippe 🤒"}
    posts = run("plan", "--json", "--data-dir", folder).json
    assert [p["status"] for p in posts if p["id"] == post["id"]] == ["posted"]
    assert day


def test_done_twice_is_told_and_changes_nothing(run: Run, cafe: Path) -> None:
    _, tasks = first_week(run, cafe)
    for kind in (True, False):
        task = next(task for task in tasks if (task["kind"] == "post") is kind)
        assert run("done", task["id"], "--data-dir", cafe).status == 0
        assert "done already" in run("done", task["id"], "--data-dir", cafe).refused()


def test_an_id_that_is_none(run: Run, cafe: Path) -> None:
    assert "nobody" in run("done", "nobody", "--data-dir", cafe).refused()
    assert "x@y" in run("skip", "x@y", "--reason", "Ill", "--data-dir", cafe).refused()
    assert run("skip", "x", "--data-dir", cafe).refused()
    assert run("skip", "x", "--reason", " ", "--data-dir", cafe).refused().startswith("--reason")


def test_setting_up_twice_changes_nothing(run: Run, cafe: Path, answers: Path) -> None:
    before = run("plan", "--json", "--data-dir", cafe).out
    assert run("setup", "--answers", answers, "--data-dir", cafe).refused()
    assert run("example", "--data-dir", cafe).refused()
    assert run("plan", "--json", "--data-dir", cafe).out == before


def test_people_read_tables(run: Run, cafe: Path) -> None:
    day, tasks = first_week(run, cafe)
    week = run("week", "--date", day, "--data-dir", cafe).out
    assert week.startswith("Corner Café · ")
    assert all(str(task["id"]) in week for task in tasks)
    assert run("week", "--date", "2020-01-01", "--data-dir", cafe).out.count("\n") == 2
    plan = run("plan", "--data-dir", cafe).out
    assert plan.splitlines()[0].split()[:2] == ["Date", "Time"]


def test_assess_tells_every_link(run: Run, answers: Path) -> None:
    found = run("assess", "--answers", answers, "--json").json
    assert found["verdict"] in {"realistic", "stretch", "not_now"}
    assert found["chance"] == found["chance_percent"] / 100
    assert 0 <= found["chance"] <= 1
    assert found["low"] <= found["typical"] <= found["high"]
    assert found["break_even_per_month"] * found["profit_per_unit"] >= found["cost_per_month"]
    assert (found["break_even_per_month"] - 1) * found["profit_per_unit"] < found["cost_per_month"]
    for link in found["chain"]:
        assert set(link) == {
            *("key", "label", "channel", "platform", "low", "typical", "high", "unit", "basis"),
            *("source", "publisher", "year", "note"),
        }
        assert link["low"] <= link["typical"] <= link["high"]
        if link["basis"] == "published":
            assert link["publisher"]
    assert {link["basis"] for link in found["chain"]} >= {"published", "unverified"}
    assert run("assess", "--answers", answers, "--json").json == found
    said = run("assess", "--answers", answers)
    assert f"{found['chance_percent']} %" in said.out


def test_assess_of_a_folder_is_that_of_its_answers(run: Run, cafe: Path, answers: Path) -> None:
    own = run("assess", "--json", "--data-dir", cafe).json
    assert own == run("assess", "--answers", answers, "--json").json


def test_the_template_sets_a_business_up(run: Run, tmp_path: Path) -> None:
    template = run("setup", "--template")
    (tmp_path / "mine.toml").write_text(template.out, encoding="utf-8")
    assert run("setup", "--answers", "mine.toml", "--data-dir", "mine").status == 0
    assert run("plan", "--json", "--data-dir", "mine").json


def test_an_example_has_a_quarter_behind_it(run: Run, tmp_path: Path) -> None:
    said = run("example", "yoga_pilates", "--data-dir", tmp_path / "yoga")
    assert said.status == 0, said.err
    tasks = run("week", "--json", "--data-dir", tmp_path / "yoga").json
    assert "post" in {task["kind"] for task in tasks if task["state"] == "open"}
    assert "done" in {task["state"] for task in tasks}
    earlier = date.fromisoformat(tasks[-1]["day"]) - timedelta(weeks=6)
    past = run("week", "--date", earlier, "--json", "--data-dir", tmp_path / "yoga").json
    assert {task["state"] for task in past} >= {"done"}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing to kill with")
def test_killed_at_any_moment_the_folder_is_whole(run: Run, answers: Path, tmp_path: Path) -> None:
    """Whenever `kill -9` strikes, the setup happened altogether or not at all."""
    outcomes = set()
    for number in range(12):
        folder = tmp_path / f"data-{number}"
        process = subprocess.Popen(
            command("setup", "--answers", answers, "--data-dir", folder),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.1 + number * 0.07)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        found = run("plan", "--json", "--data-dir", folder)
        outcomes.add(found.status)
        if found.status == 0:
            assert len(json.loads(found.out)) >= 13
        else:
            found.refused()
            assert run("setup", "--answers", answers, "--data-dir", folder).status == 0
            assert run("plan", "--json", "--data-dir", folder).json
    assert 2 in outcomes
