"""The steps, the tables they make, and the files of every version before."""

import re
import shutil
import sqlite3
import sys
from datetime import date
from pathlib import Path

import pytest
from cafe import EVERYTHING, IMPORT, LOG, MEASURES, SALE
from opening import refused
from sqlite_utils import Database, Migrations

from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import MeasureKind
from smbsocial.storage import database, migrations
from smbsocial.storage.backup import backups, uri
from smbsocial.storage.rows import columns, table_of
from smbsocial.storage.store import memory_store, open_store
from smbsocial.usecases.entities import Entity

TABLES = {kind: table_of(kind) for kind in Entity.__args__}
ALL_TABLES = {*TABLES.values(), "access_log", "measure", "sale"}
SINCE = {
    2: {
        "registration",
        "departure",
        "departure_line",
        *(f"vault_{name}" for name in ("meta", "name", "slot", "wrap", "secret", "pending", "old")),
    },
    3: {
        "import",
        "post_match",
        "column_map",
        "week_total",
        "coupon",
        "tagged_link",
        "tally",
        "expense",
        "stop_rule",
        "turn",
        "chart_event",
    },
    4: {"review", "review_answer", "kept_forecast"},
}
"""Which tables of entities came with a later step than the first, by its number."""
OLD = Path(__file__).parent.parent / "data" / "old"
FORGED = (
    "SELECT seq, at, 'nobody', action, account, detail, prev, hash FROM access_log WHERE seq = 1"
)
NEXT = f"s{database.SCHEMA + 1:04}_next"
NOT_OURS = {"_sqlite_migrations", "sqlite_sequence", "sqlite_schema", "sqlite_temp_schema"}


@pytest.fixture
def connection() -> sqlite3.Connection:
    return memory_store()._link.connection


def test_the_names_of_the_steps_are_known_without_loading_them() -> None:
    assert tuple(step.name for step in migrations.STEPS._migrations) == database.STEP_NAMES
    assert len(database.STEP_NAMES) == database.SCHEMA


def test_every_step_has_its_test() -> None:
    here = vars(sys.modules[__name__])
    assert [name for name in database.STEP_NAMES if f"test_{name}" not in here] == []


def test_every_version_has_its_kept_file() -> None:
    kept = {path.name for path in OLD.glob("schema-*.db")}
    assert kept == {f"schema-{number}.db" for number in range(1, database.SCHEMA + 1)}


def test_s0001_main_line() -> None:
    db = Database(memory=True)
    migrations.STEPS.apply(db, stop_before=["s0002_accounts"])
    assert set(db.table_names()) - NOT_OURS == set(TABLES.values()) - set().union(*SINCE.values())


def test_s0002_accounts(tmp_path: Path) -> None:
    shutil.copy(OLD / "schema-1.db", tmp_path / "planning.db")
    before = _dump(tmp_path)
    connection = sqlite3.connect(tmp_path / "planning.db")
    migrations.STEPS.apply(Database(connection), stop_before=["s0003_results"])
    connection.commit()
    connection.close()
    after = _dump(tmp_path)
    assert {name: rows for name, rows in after.items() if name in before} == before
    new = set(after) - set(before)
    assert new == SINCE[2] | {"access_log"}
    assert [name for name in new if after[name]] == []
    assert all(len(rows) > 0 for rows in before.values())


@pytest.mark.parametrize("version", [1, 2])
def test_s0003_results(version: int, tmp_path: Path) -> None:
    shutil.copy(OLD / f"schema-{version}.db", tmp_path / "planning.db")
    before = _dump(tmp_path)
    connection = sqlite3.connect(tmp_path / "planning.db")
    migrations.STEPS.apply(Database(connection), stop_before=["s0004_quarter"])
    connection.commit()
    connection.close()
    after = _dump(tmp_path)
    # Nobody knows of an old figure whether a file told it: it counts as typed.
    assert after.pop("reading") == [(*row, "") for row in before.pop("reading")]
    assert {name: rows for name, rows in after.items() if name in before} == before
    new = set(after) - set(before)
    accounts = {*SINCE[2], "access_log"} if version == 1 else set()
    assert new == SINCE[3] | {"measure", "sale"} | accounts
    assert [name for name in new if after[name]] == []
    assert all(len(rows) > 0 for rows in before.values())


def test_s0004_quarter(tmp_path: Path) -> None:
    shutil.copy(OLD / "schema-3.db", tmp_path / "planning.db")
    before = _dump(tmp_path)
    open_store(tmp_path, create=False).close()
    after = _dump(tmp_path)
    # Nothing was said to be kept alive in the pauses of before.
    assert after.pop("decision") == [(*row, "[]") for row in before.pop("decision")]
    assert {name: rows for name, rows in after.items() if name in before} == before
    new = set(after) - set(before)
    assert new == SINCE[4]
    assert [name for name in new if after[name]] == []


@pytest.mark.parametrize("file", sorted(OLD.glob("schema-*.db")), ids=lambda path: path.name)
def test_an_old_file_opens_with_all_it_held(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "old data"
    folder.mkdir()
    shutil.copy(file, folder / "planning.db")
    version = int(file.stem.rpartition("-")[2])
    was_old = not file.name.endswith(f"-{database.SCHEMA}.db")
    store = open_store(folder, create=False)
    try:
        later = {name for since, names in SINCE.items() if since > version for name in names}
        for kind, table in TABLES.items():
            assert (len(store.all(kind)) >= 1) == (table not in later), kind
        assert (len(store.log()) >= 1) == (version >= 2)
        post = store.get(Post, "post")
        assert post is not None
        assert (post.title, post.minutes, post.real_minutes) == ("Kürbissuppe", 30, 25)
        assert [step.path.exists() for step in backups(folder)] == [True]
        assert backups(folder)[0].reason.value == ("migration" if was_old else "weekly")
    finally:
        store.close()


@pytest.fixture
def newer_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """A program with one step more than the file has; the step is the test's to write."""
    steps = Migrations("smbsocial")
    for name in database.STEP_NAMES:
        steps(name=name)(getattr(migrations, name))
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(database, "STEP_NAMES", (*database.STEP_NAMES, NEXT))
    monkeypatch.setattr(database, "SCHEMA", database.SCHEMA + 1)
    return steps


def _dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours, as it lies in the file."""
    connection = sqlite3.connect(folder / "planning.db")
    try:
        names = {row[1] for row in connection.execute("PRAGMA table_list")} - NOT_OURS
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY "seq"').fetchall()  # noqa: S608
            for name in names
        }
    finally:
        connection.close()


def _tables(folder: Path) -> tuple[int, set[str]]:
    connection = sqlite3.connect(folder / "planning.db")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return version, {row[1] for row in connection.execute("PRAGMA table_list")}
    finally:
        connection.close()


def test_a_step_is_made_after_a_copy(folder: Path, newer_program: Migrations) -> None:
    newer_program(name=NEXT)(lambda db: db.conn.execute("CREATE TABLE extra (x TEXT)"))
    open_store(folder, create=False).close()
    version, tables = _tables(folder)
    assert version == database.SCHEMA
    assert "extra" in tables
    (copy,) = backups(folder)
    assert copy.reason.value == "migration"
    kept = sqlite3.connect(copy.path)
    assert kept.execute("PRAGMA user_version").fetchone() == (database.SCHEMA - 1,)
    kept.close()


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("SELECT no_such_function()", sqlite3.OperationalError),
        ("UPDATE post SET plan = 'nowhere'", sqlite3.IntegrityError),
    ],
)
def test_a_step_that_fails_leaves_the_old_file(
    folder: Path, newer_program: Migrations, statement: str, error: type[Exception]
) -> None:
    def step(db: Database) -> None:
        db.conn.execute("CREATE TABLE extra (x TEXT)")
        db.conn.execute(statement)

    newer_program(name=NEXT)(step)
    for _ in range(2):  # the lock is free again
        with pytest.raises(error):
            open_store(folder, create=False)
    version, tables = _tables(folder)
    assert version == database.SCHEMA - 1
    assert "extra" not in tables


def test_no_copy_no_step(folder: Path, newer_program: Migrations) -> None:
    newer_program(name=NEXT)(lambda db: db.conn.execute("CREATE TABLE extra (x TEXT)"))
    (folder / "backups").write_text("a file where the copies would go")
    with pytest.raises(ExpectedError) as caught:
        open_store(folder, create=False)
    assert caught.value.code is Code.FILE_NOT_WRITTEN
    assert "extra" not in _tables(folder)[1]


def test_a_damaged_file_is_not_migrated(hundred: Path, newer_program: Migrations) -> None:
    newer_program(name=NEXT)(lambda db: db.conn.execute("CREATE TABLE extra (x TEXT)"))
    connection = sqlite3.connect(hundred / "planning.db", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM pillar")  # references to nothing
    connection.close()
    with pytest.raises(ExpectedError) as caught:
        open_store(hundred, create=False)
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert "extra" not in _tables(hundred)[1]


def test_todays_kept_file_holds_todays_entities(tmp_path: Path) -> None:
    shutil.copy(OLD / f"schema-{database.SCHEMA}.db", tmp_path / "planning.db")
    store = open_store(tmp_path, create=False)
    try:
        for entity in EVERYTHING:
            assert entity in store.all(type(entity))
        assert store.log() == tuple(reversed(LOG))
        span = (IMPORT.first or date.min, date.max)
        assert {row for kind in MeasureKind for row in map(repr, store.measures(kind, *span))} == {
            repr(row) for row in MEASURES
        }
        assert store.orders(*span) == (SALE,)
    finally:
        store.close()


def test_todays_kept_file_has_todays_tables(connection: sqlite3.Connection) -> None:
    """If not, and nobody has a file of this schema yet: `keep_file.py` makes it anew."""
    kept = sqlite3.connect(uri(OLD / f"schema-{database.SCHEMA}.db", "ro"), uri=True)
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    try:
        assert kept.execute(sql).fetchall() == connection.execute(sql).fetchall()
    finally:
        kept.close()


@pytest.mark.parametrize("version", range(1, database.SCHEMA))
def test_an_older_program_leaves_todays_file_alone(
    version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "STEP_NAMES", database.STEP_NAMES[:version])
    monkeypatch.setattr(database, "SCHEMA", version)
    shutil.copy(OLD / f"schema-{len(migrations.STEPS._migrations)}.db", tmp_path / "planning.db")
    error = refused(tmp_path, create=False)
    assert error.code is Code.DATABASE_NEWER
    assert (error.facts["found"], error.facts["known"]) == (4, version)
    assert backups(tmp_path) == ()


def test_only_our_tables_exist_and_all_are_strict(connection: sqlite3.Connection) -> None:
    tables = {row[1]: row for row in connection.execute("PRAGMA table_list")}
    assert set(tables) - NOT_OURS == ALL_TABLES
    strict = {name for name, row in tables.items() if row[5] == 1}
    assert strict == ALL_TABLES


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM access_log",
        "DELETE FROM access_log WHERE seq = 2",
        "UPDATE access_log SET person = 'nobody'",
        "UPDATE access_log SET seq = 9 WHERE seq = 1",
        f"REPLACE INTO access_log {FORGED}",
        f"INSERT INTO access_log {FORGED} ON CONFLICT DO UPDATE SET person = 'nobody'",
    ],
)
def test_the_access_log_only_grows(statement: str, folder: Path) -> None:
    store = open_store(folder, create=False)  # no step to make: as at a usual start
    try:
        connection = store._link.connection
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
        assert store.log() == tuple(reversed(LOG))
    finally:
        store.close()


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_the_columns_are_the_entitys(kind: type[Entity], connection: sqlite3.Connection) -> None:
    found = [
        (name, type_, bool(not_null))
        for _, name, type_, not_null, *_ in connection.execute(
            f'PRAGMA table_xinfo("{TABLES[kind]}")'
        )
    ]
    wanted = [(column.name, column.type, not column.nullable) for column in columns(kind)]
    assert found == [("seq", "INTEGER", False), *wanted]


def test_nothing_is_stored_as_a_float(connection: sqlite3.Connection) -> None:
    schema = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    assert not [sql for (sql,) in schema if re.search(r"\b(REAL|FLOAT|DOUBLE|ANY)\b", sql, re.I)]


def test_references_wait_for_the_end_and_take_nothing_with_them(
    connection: sqlite3.Connection,
) -> None:
    for table in ALL_TABLES:
        keys = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        assert all(key[5:7] == ("NO ACTION", "NO ACTION") for key in keys)
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
        assert sql.count("REFERENCES") == sql.count("DEFERRABLE INITIALLY DEFERRED") == len(keys)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT * FROM post WHERE day BETWEEN '1' AND '2' ORDER BY day, at", "post_by_day"),
        ("SELECT * FROM post WHERE status = 'draft' AND day < '2'", "post_by_status"),
        ("SELECT * FROM post WHERE plan = 'p'", "post_by_plan"),
        ("SELECT * FROM tick WHERE day BETWEEN '1' AND '2'", "tick_by_day"),
        ("SELECT * FROM tick WHERE task = 't'", "tick_by_task"),
        ("SELECT * FROM reading WHERE kpi = 'k' ORDER BY day", "reading_by_kpi"),
        ("SELECT * FROM tally WHERE day BETWEEN '1' AND '2' ORDER BY day", "tally_by_day"),
        ("SELECT * FROM tally WHERE coupon = 'c'", "tally_by_coupon"),
        ("SELECT * FROM week_total WHERE goal = 'g' ORDER BY day", "week_total_by_goal"),
        ("SELECT * FROM post_match WHERE post = 'p'", "post_match_by_post"),
        ("SELECT * FROM measure WHERE import = 'i'", "measure_by_import"),
        ("SELECT * FROM sale WHERE import = 'i'", "sale_by_import"),
        ("SELECT * FROM departure WHERE person = 'p'", "departure_by_person"),
        ("SELECT * FROM departure_line WHERE departure = 'd'", "departure_line_by_departure"),
        ("SELECT * FROM departure_line WHERE account = 'a'", "departure_line_by_account"),
        ("SELECT * FROM vault_wrap WHERE subject = 's'", "vault_wrap_by_subject"),
        (
            "SELECT * FROM access_log WHERE seq > 4 AND account = 'a' ORDER BY seq DESC",
            "access_log_by_account",
        ),
        (
            "SELECT * FROM access_log WHERE seq > 4 AND person = 'p' ORDER BY seq DESC",
            "access_log_by_person",
        ),
    ],
)
def test_the_usual_questions_use_an_index(
    query: str, index: str, connection: sqlite3.Connection
) -> None:
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert index in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("synchronous", 3),
        ("trusted_schema", 0),
        ("recursive_triggers", 1),
        ("cell_size_check", 1),
        ("busy_timeout", 5000),
        ("application_id", database.APPLICATION_ID),
        ("user_version", database.SCHEMA),
    ],
)
def test_the_connection_is_set_up(pragma: str, value: int, tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", create=True)
    try:
        connection = store._link.connection
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        with pytest.raises(sqlite3.ProgrammingError):
            _in_another_thread(connection)
    finally:
        store.close()


def _in_another_thread(connection: sqlite3.Connection) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(connection.execute, "SELECT 1").result()
