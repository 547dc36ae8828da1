"""import: files as platforms export them, by a process of its own."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from program import Run

from smbsocial.domain.content import Post
from smbsocial.domain.goals import Goal, Kpi, Reading
from smbsocial.domain.ids import KpiId, KpiKey, PlatformKey, ReadingId
from smbsocial.domain.measures import Import, MatchedBy, MeasureKind, PostMatch
from smbsocial.storage.store import SqliteStore, open_store

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
MANIFEST = {
    row["file"]: row for row in json.loads((EXPORTS / "MANIFEST.json").read_text())["files"]
}
X_POSTS = EXPORTS / "x_content_2026.csv"
X_DAYS = EXPORTS / "x_account_overview_2025.csv"
POSTS = EXPORTS / "mbs_instagram_posts_2026.csv"
ASKING = EXPORTS / "mbs_daily_views_utf16.csv"
PLAN = EXPORTS / "calendar_buffer_bulk.csv"
SHOP = EXPORTS / "woocommerce_orders_report.csv"
VIEWS = KpiId("views")


@contextmanager
def opened(folder: Path) -> Iterator[SqliteStore]:
    with closing(open_store(folder, create=False)) as store:
        yield store


@pytest.fixture
def watched(cafe: Path) -> Path:
    """The café watches how often its posts are shown."""
    with opened(cafe) as store, store.transaction() as tx:
        goal = tx.all(Goal)[0]
        tx.put(Kpi(VIEWS, KpiKey("impressions"), goal.id, None))
    return cafe


def kept(folder: Path) -> tuple[object, ...]:
    span = (date(2000, 1, 1), date(2099, 1, 1))
    with opened(folder) as store:
        measures = tuple(store.measures(kind, *span) for kind in MeasureKind)
        rows = tuple(store.all(kind) for kind in (Import, PostMatch, Reading))
        return (*measures, store.orders(*span), *rows)


def test_a_dry_run_tells_and_changes_nothing(run: Run, watched: Path) -> None:
    before = kept(watched)
    told = run("import", X_DAYS, "--dry-run", "--json", "--data-dir", watched).json
    assert isinstance(told, dict)
    assert (told["dry_run"], told["changed"], told["unread"]) == (True, False, [])
    (file,) = told["files"]
    expected = MANIFEST[X_DAYS.name]["expected"]
    assert (file["format"], file["rows"]) == ("x_account_overview", expected["rows"])
    assert (file["first"], file["last"]) == (expected["date_first"], expected["date_last"])
    assert file["totals"]["views"] == expected["totals"]["Impressions"]
    assert file["new"] == expected["rows"]
    states = {(kpi["kpi"], kpi["state"]) for kpi in told["kpis"]}
    assert states == {("impressions", "new")}
    assert {tuple(kpi["files"]) for kpi in told["kpis"]} == {(X_DAYS.name,)}
    assert kept(watched) == before
    said = run("import", X_DAYS, "--dry-run", "--data-dir", watched)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[0].startswith("x_account_overview_2025.csv: X by day")
    assert said.out.splitlines()[-1] == "Nothing was changed: this was a dry run."
    assert kept(watched) == before


def test_taken_in_once_and_not_twice(run: Run, watched: Path) -> None:
    told = run("import", X_DAYS, "--json", "--data-dir", watched).json
    assert isinstance(told, dict)
    assert told["changed"]
    assert told["readings"] == len(told["kpis"]) > 0
    with opened(watched) as store:
        values = {r.day.isoformat(): r.hundredths for r in store.readings(VIEWS)}
        assert values == {kpi["last"]: kpi["value"] * 100 for kpi in told["kpis"]}
    before = kept(watched)
    again = run("import", X_DAYS, X_DAYS, "--json", "--data-dir", watched).json
    assert isinstance(again, dict)
    assert (again["changed"], again["readings"], again["matches"]) == (False, 0, 0)
    assert {file["known"] for file in again["files"]} == {37}
    assert kept(watched) == before
    said = run("import", X_DAYS, "--data-dir", watched)
    assert said.out.endswith("Everything in it was known already; nothing was changed.\n")


def test_a_typed_figure_stays_unless_it_is_told_to_go(run: Run, watched: Path) -> None:
    told = run("import", X_DAYS, "--dry-run", "--json", "--data-dir", watched).json
    assert isinstance(told, dict)
    first = told["kpis"][0]
    day = date.fromisoformat(first["last"])
    with opened(watched) as store, store.transaction() as tx:
        tx.put(_typed(day))
    told = run("import", X_DAYS, "--json", "--data-dir", watched).json
    assert isinstance(told, dict)
    states = {kpi["last"]: (kpi["state"], kpi["stands"], kpi["typed"]) for kpi in told["kpis"]}
    assert states[first["last"]] == ("typed", 3, True)
    with opened(watched) as store:
        assert {r.day: r.hundredths for r in store.readings(VIEWS)}[day] == 300
    run("import", X_DAYS, "--replace-typed", "--data-dir", watched)
    with opened(watched) as store:
        assert {r.day: r.hundredths for r in store.readings(VIEWS)}[day] == first["value"] * 100


def _typed(day: date) -> Reading:
    return Reading(ReadingId("typed"), VIEWS, day, 300, datetime(2026, 1, 1, tzinfo=UTC))


def test_posts_find_their_place_in_the_calendar(run: Run, watched: Path) -> None:
    with opened(watched) as store:
        post = store.all(Post)[0]
    told = run("import", X_POSTS, "--dry-run", "--json", "--data-dir", watched).json
    assert isinstance(told, dict)
    assert told["files"][0]["posts"]["matched"] == 0
    with opened(watched) as store:
        _link(store, post)
    told = run("import", X_POSTS, "--json", "--data-dir", watched).json
    assert isinstance(told, dict)
    posts = told["files"][0]["posts"]
    assert (posts["all"], posts["matched"], posts["by_link"], told["matches"]) == (40, 1, 1, 1)
    with opened(watched) as store:
        (match,) = store.all(PostMatch)
        assert (match.post, match.how) == (post.id, MatchedBy.LINK)


def _link(store: SqliteStore, post: Post) -> None:
    """Give a post of the calendar the address of the file's first one."""
    line = next(part for part in X_POSTS.read_text("utf-8-sig").split(",") if "/status/" in part)
    with store.transaction() as tx:
        tx.put(replace(post, platform=PlatformKey("x"), link=line.strip('"')))


def test_several_files_of_which_some_are_left_out(run: Run, watched: Path, tmp_path: Path) -> None:
    (tmp_path / "login.csv").write_text("<!doctype html><html><title>Log in</title></html>")
    done = run(
        "import", X_DAYS, tmp_path / "login.csv", ASKING, PLAN, "--json", "--data-dir", watched
    )
    assert done.status == 1
    told = json.loads(done.out)
    taken = {file["name"]: file["taken_in"] for file in told["files"]}
    assert taken[X_DAYS.name]
    assert not taken[ASKING.name]
    assert [each["name"] for each in told["unread"]] == ["login.csv"]
    web, asks = done.err.splitlines()
    assert web.startswith("login.csv: This is a web page")
    assert "--answer source=instagram" in asks
    (plan,) = (file for file in told["files"] if file["name"] == PLAN.name)
    # 20 rows in May 2026, 3 without a day; the café has planned the first weeks of 2027.
    assert plan["planned_posts"] == {
        "new": 0, "known": 0, "no_day": 3, "no_text": 0, "no_plan": 17
    }  # fmt: skip
    assert told["changed"]


def test_an_answer_opens_the_way(run: Run, watched: Path) -> None:
    refused = run("import", ASKING, "--data-dir", watched).refused()
    assert "Which platform is this file from?" in refused
    told = run(
        "import", ASKING, "--answer", "source=instagram", "--json", "--data-dir", watched
    ).json
    assert isinstance(told, dict)
    assert told["files"][0]["source"] == "instagram"
    assert told["files"][0]["new"] > 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("page.csv", b"<html><body>Log in</body></html>", "web page"),
        ("long.csv", b"a" * 3_000_000, "no end"),
        ("broken.zip", b"PK\x03\x04" + b"\0" * 40, "damaged"),
    ],
)
def test_nothing_to_read_is_one_sentence(
    run: Run, watched: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    before = kept(watched)
    sentence = run("import", tmp_path / name, "--data-dir", watched).refused()
    assert sentence.startswith(f"{name}: ")
    assert said in sentence
    assert kept(watched) == before


def test_no_file_no_business(run: Run, watched: Path, tmp_path: Path) -> None:
    assert "nowhere.csv" in run("import", "nowhere.csv", "--data-dir", watched).refused()
    two = run("import", "one.csv", "two.csv", "--data-dir", watched).refused()
    assert "one.csv" in two
    assert "two.csv" in two
    assert run("import", X_DAYS, "--data-dir", tmp_path / "none").refused()
    assert not (tmp_path / "none").exists()


def test_what_a_terminal_would_obey_is_not_printed(run: Run, watched: Path, tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[31m\x9b31m\u202e=cmd|' /C calc'!A0"
    text = X_DAYS.read_text("utf-8-sig")
    header, rest = text.split("\n", 1)
    file = tmp_path / "evil\x1b[31m.csv"
    file.write_text(f'{header},"{evil}"\n{rest}', encoding="utf-8")
    for more in ((), ("--json",)):
        done = run("import", file, "--dry-run", *more, "--data-dir", watched)
        assert done.status == 0, done.err
        assert "cmd|" in done.out
        assert not set(done.out + done.err) & set("\x1b\x07\x9b\u202e\x00")


def test_orders_of_a_shop(run: Run, watched: Path) -> None:
    """Its dollars are nobody's pounds: whose they are is asked first."""
    assert "--answer currency=USD" in run("import", SHOP, "--data-dir", watched).refused()
    whose = ("--answer", "currency=USD")
    said = run("import", SHOP, *whose, "--dry-run", "--data-dir", watched)
    assert "$1,447.84" in said.out  # 1,562.69 without the cancelled order of 114.85
    told = run("import", SHOP, *whose, "--json", "--data-dir", watched).json
    assert isinstance(told, dict)
    (file,) = told["files"]
    assert file["takings"] == {"USD": 1447.84}
    assert not file["questions"]


def test_the_same_file_under_another_name(run: Run, watched: Path, tmp_path: Path) -> None:
    run("import", POSTS, "--data-dir", watched)
    before = kept(watched)
    copied = shutil.copy(POSTS, tmp_path / "renamed.txt")
    told = run("import", copied, "--json", "--data-dir", watched).json
    assert isinstance(told, dict)
    assert not told["changed"]
    assert kept(watched) == before
