"""The contract of the book of reminders: of the real file, and of the fake that tests hand in."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reminders import Kind, ReminderSettings, Said, may_be_taken
from smbsocial.storage.reminder_book import FileReminderBook
from smbsocial.usecases.reminding.ports import ReminderBook

AT = datetime(2027, 1, 13, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE, OTHER = "week::2027-01-11", "post:ü “1”:2027-01-13"
SETTINGS = ReminderSettings(
    morning=time(7, 45),
    quiet_from=time(22),
    quiet_to=time(6, 30),
    on_closed_days=True,
    off=frozenset({Kind.DRILL, Kind.POST}),
)


class MemoryBook:
    """The fake."""

    def __init__(self) -> None:
        self._settings = ReminderSettings()
        self._said: dict[str, Said] = {}

    def settings(self) -> ReminderSettings:
        return self._settings

    def keep_settings(self, settings: ReminderSettings) -> None:
        self._settings = settings

    def said(self) -> Mapping[str, Said]:
        return dict(self._said)

    def claim(self, ids: Sequence[str], at: datetime) -> tuple[str, ...]:
        taken = tuple(id for id in ids if may_be_taken(self._said.get(id), at))
        self._put(taken, shown_at=at, snoozed_until=None)
        return taken

    def release(self, ids: Sequence[str]) -> None:
        self._put(ids, shown_at=None)

    def snooze(self, ids: Sequence[str], until: datetime) -> None:
        self._put(ids, snoozed_until=until)

    def finish(self, ids: Sequence[str], at: datetime) -> None:
        self._put(ids, done_at=at)

    def _put(self, ids: Sequence[str], **what: datetime | None) -> None:
        for id in ids:
            self._said[id] = replace(self._said.get(id) or Said(id), **what)


class BookContract:
    @pytest.fixture
    def book(self, tmp_path: Path) -> ReminderBook:
        raise NotImplementedError

    def test_a_new_one_says_nothing_and_has_the_usual_settings(self, book: ReminderBook) -> None:
        assert book.said() == {}
        assert book.settings() == ReminderSettings()

    def test_settings_are_kept_whole(self, book: ReminderBook) -> None:
        book.keep_settings(ReminderSettings())
        book.keep_settings(SETTINGS)
        assert book.settings() == SETTINGS

    def test_what_is_taken_is_taken_once(self, book: ReminderBook) -> None:
        assert book.claim((), AT) == ()
        assert book.claim((ONE, OTHER), AT) == (ONE, OTHER)
        assert book.claim((OTHER, "missed::2027-01-13", ONE), AT) == ("missed::2027-01-13",)
        assert book.said()[OTHER] == Said(OTHER, shown_at=AT)

    def test_what_could_not_be_shown_is_free_again(self, book: ReminderBook) -> None:
        book.claim((ONE,), AT)
        book.release((ONE,))
        assert book.claim((ONE,), AT + HOUR) == (ONE,)

    def test_a_snooze_ends_with_the_next_showing(self, book: ReminderBook) -> None:
        book.claim((ONE,), AT)
        book.snooze((ONE, OTHER), AT + HOUR)
        assert book.claim((ONE, OTHER), AT + HOUR - timedelta(seconds=1)) == ()
        assert book.claim((ONE, OTHER), AT + HOUR) == (ONE, OTHER)
        assert book.claim((ONE, OTHER), AT + 2 * HOUR) == ()
        assert book.said()[ONE] == Said(ONE, shown_at=AT + HOUR)

    def test_a_snooze_beyond_every_snooze_is_void(self, book: ReminderBook) -> None:
        book.snooze((ONE,), AT + timedelta(days=300))
        assert book.claim((ONE,), AT) == (ONE,)
        assert book.claim((ONE,), AT) == ()

    def test_done_is_done(self, book: ReminderBook) -> None:
        book.snooze((ONE,), AT + HOUR)
        book.finish((ONE, OTHER), AT)
        assert book.claim((ONE, OTHER), AT + 2 * HOUR) == ()
        assert book.said()[OTHER].done_at == AT


class TestMemoryBook(BookContract):
    @pytest.fixture
    def book(self, tmp_path: Path) -> ReminderBook:
        return MemoryBook()


class TestFileReminderBook(BookContract):
    @pytest.fixture
    def book(self, tmp_path: Path) -> FileReminderBook:
        return FileReminderBook(tmp_path)

    def test_looking_makes_no_file(self, book: FileReminderBook, tmp_path: Path) -> None:
        book.said()
        book.settings()
        assert list(tmp_path.iterdir()) == []

    def test_the_file_is_ours_alone_and_lasts(self, book: FileReminderBook, tmp_path: Path) -> None:
        book.claim((ONE,), AT)
        book.keep_settings(SETTINGS)
        assert [path.name for path in tmp_path.iterdir()] == ["reminders.db"]
        if sys.platform != "win32":
            assert (tmp_path / "reminders.db").stat().st_mode & 0o777 == 0o600
        again = FileReminderBook(tmp_path)
        assert (again.settings(), list(again.said())) == (SETTINGS, [ONE])
        assert again.claim((ONE,), AT) == ()

    def test_two_processes_at_once_one_gets_it(self, tmp_path: Path) -> None:
        """Both wait for the same file to come, then claim the same occasions."""
        code = """
            import sys, time
            from datetime import UTC, datetime
            from pathlib import Path
            from smbsocial.storage.reminder_book import FileReminderBook
            folder, number = Path(sys.argv[1]), sys.argv[2]
            (folder / f"ready-{number}").touch()
            while not (folder / "go").exists():
                time.sleep(0.001)
            book = FileReminderBook(folder)
            for n in range(0, 1200, 150):
                ids = [f"post:{i}:2027-01-13" for i in range(n, n + 150)]
                print(*book.claim(ids, datetime(2027, 1, 13, tzinfo=UTC)))
                time.sleep(0.001)
        """
        running = [
            subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(code), str(tmp_path), number],
                stdout=subprocess.PIPE, text=True,
            )
            for number in "12"
        ]  # fmt: skip
        while len(list(tmp_path.glob("ready-*"))) < 2:
            assert all(each.poll() is None for each in running)
        (tmp_path / "go").touch()
        took = [set(each.communicate(timeout=60)[0].split()) for each in running]
        assert [each.returncode for each in running] == [0, 0]
        assert not took[0] & took[1]
        assert took[0] | took[1] == {f"post:{n}:2027-01-13" for n in range(1200)}

    def test_a_folder_that_is_gone(self, tmp_path: Path) -> None:
        book = FileReminderBook(tmp_path / "gone")
        for ask in (book.said, book.settings, lambda: book.claim((ONE,), AT)):
            with pytest.raises(ExpectedError) as told:
                ask()
            assert told.value.code is Code.FOLDER_GONE
        assert not (tmp_path / "gone").exists()

    @pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="root may write")
    def test_a_folder_that_takes_no_files(self, book: FileReminderBook, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        try:
            assert book.said() == {}
            with pytest.raises(ExpectedError) as told:
                book.claim((ONE,), AT)
            assert told.value.code is Code.FOLDER_READ_ONLY
        finally:
            tmp_path.chmod(0o700)

    @pytest.mark.parametrize("spoilt", ["other", "middle", "words", "short"])
    def test_a_damaged_file_is_set_aside(
        self, book: FileReminderBook, tmp_path: Path, spoilt: str
    ) -> None:
        file = tmp_path / "reminders.db"
        book.keep_settings(SETTINGS)
        book.claim([f"post:{n}:2027-01-13" for n in range(400)], AT)
        held = file.read_bytes()
        bad = {
            "other": b"Dear diary, " * 20,
            "middle": held[:4096] + b"\xee" * (len(held) - 4096),
            "words": held.replace(b"2027-01-13T09:30:00Z", b"2027-99-13T09:30:00Z"),
            "short": held[:50],
        }[spoilt]
        assert bad != held
        file.write_bytes(bad)
        assert book.claim((ONE,), AT) == (ONE,)
        assert list(book.said()) == [ONE]
        assert book.set_aside is not None
        assert book.set_aside.read_bytes() == bad
        assert FileReminderBook(tmp_path).settings() == ReminderSettings()

    def test_a_file_without_our_tables_is_set_aside(
        self, book: FileReminderBook, tmp_path: Path
    ) -> None:
        import sqlite3

        book.keep_settings(SETTINGS)
        connection = sqlite3.connect(tmp_path / "reminders.db")
        connection.execute('DROP TABLE "said"')
        connection.close()
        assert book.claim((ONE,), AT) == (ONE,)
        assert book.set_aside is not None

    def test_a_second_damaged_file_leaves_the_first(
        self, book: FileReminderBook, tmp_path: Path
    ) -> None:
        for content in (b"one", b"two"):
            (tmp_path / "reminders.db").write_bytes(content)
            assert book.said() == {}
        kept = sorted(path.read_bytes() for path in tmp_path.glob("reminders.db.damaged-*"))
        assert kept == [b"one", b"two"]

    def test_a_newer_file_is_left_alone(self, book: FileReminderBook, tmp_path: Path) -> None:
        import sqlite3

        book.claim((ONE,), AT)
        file = tmp_path / "reminders.db"
        connection = sqlite3.connect(file)
        connection.execute("PRAGMA user_version = 9")
        connection.close()
        held = file.read_bytes()
        for ask in (book.said, lambda: book.finish((ONE,), AT)):
            with pytest.raises(ExpectedError) as told:
                ask()
            assert (told.value.code, told.value.facts["found"]) == (Code.DATABASE_NEWER, 9)
        assert file.read_bytes() == held

    def test_one_who_holds_it_too_long_is_told(
        self, book: FileReminderBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import sqlite3

        monkeypatch.setattr("smbsocial.storage.reminder_book.BUSY_MS", 50)
        book.claim((ONE,), AT)
        other = sqlite3.connect(tmp_path / "reminders.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ExpectedError) as told:
            book.claim((OTHER,), AT)
        assert told.value.code is Code.DATABASE_BUSY
        assert list(book.said()) == [ONE]
        other.close()
        assert book.claim((OTHER,), AT) == (OTHER,)

    def test_an_empty_file_gets_its_tables(self, book: FileReminderBook, tmp_path: Path) -> None:
        """Whoever made it was cut off."""
        (tmp_path / "reminders.db").touch()
        assert book.said() == {}
        assert book.claim((ONE,), AT) == (ONE,)

    def test_five_years_are_looked_at_in_no_time(self, book: FileReminderBook) -> None:
        from time import perf_counter

        book.claim([f"missed::{2027 + n // 400}-{n:05}" for n in range(3000)], AT)
        started = perf_counter()
        assert len(book.said()) == 3000
        assert perf_counter() - started < 0.25

    @pytest.mark.skipif(sys.platform == "win32", reason="rights are inherited there")
    def test_its_files_leave_the_data_folder_a_folder_of_ours(self, tmp_path: Path) -> None:
        """Where something foreign lies in it, its rights would be left as they are."""
        from smbsocial.storage.folder import close_to_others

        names = ("planning.db", "reminders.db", "reminders.db-journal", "reminders.db.lock")
        for name in (*names, "reminders.db.damaged-1"):
            (tmp_path / name).touch()
        tmp_path.chmod(0o755)
        close_to_others(tmp_path)
        assert tmp_path.stat().st_mode & 0o777 == 0o700
