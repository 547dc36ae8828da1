"""`remind`: what is due, in words, as JSON and as a calendar, beside a window that is open."""

from contextlib import closing
from pathlib import Path

from program import Run

from smbsocial.storage.store import open_store

AT = "2030-06-04T12:00"
"""A Tuesday long after the plan: its review is due."""
NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}


def test_what_is_due_is_told_beside_an_open_window(run: Run, cafe: Path) -> None:
    with closing(open_store(cafe, create=False)):
        found = run("remind", "--data-dir", cafe, "--at", AT, "--dry-run", "--json").json
    assert isinstance(found, list)
    review = next(row for row in found if row["kind"] == "review")
    assert (review["screen"], review["shown"], review["showing"]) == ("review", None, False)
    assert not (cafe / "reminders.db").exists()


def test_nothing_is_kept_as_shown_where_nothing_shows(run: Run, cafe: Path) -> None:
    told = run("remind", "--data-dir", cafe, "--at", AT, **NO_BUS)
    assert told.status == 0
    assert "not shown" in told.out
    assert len(told.err.splitlines()) == 1
    again = run("remind", "--data-dir", cafe, "--at", AT, "--json", **NO_BUS).json
    assert isinstance(again, list)
    assert all(row["shown"] is None for row in again)


def test_the_calendar_is_written(run: Run, cafe: Path, tmp_path: Path) -> None:
    place = tmp_path / "own.ics"
    assert run("remind", "--data-dir", cafe, "--dry-run", "--ics", place).status == 0
    text = place.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 5
    assert "BEGIN:VALARM" in text
    refused = run("remind", "--data-dir", cafe, "--dry-run", "--ics", tmp_path / "no" / "x.ics")
    assert "could not be written" in refused.err
    run("remind", "--data-dir", cafe, "--dry-run", "--ics", cafe).refused()
    assert not cafe.with_name(f"{cafe.name}.new").exists()


def test_what_cannot_be_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    run("remind", "--data-dir", tmp_path / "none").refused()
    for wrong in ("tomorrow", "2027-01-04T09:00Z"):
        run("remind", "--at", wrong, "--data-dir", tmp_path).refused()
    run("--open", "Two words", "--data-dir", tmp_path).refused()
