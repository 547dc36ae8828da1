"""The contract of the Store port, on a file and in memory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import product
from pathlib import Path

import pytest
from cafe import (
    ACCOUNT,
    DECISION,
    DEPARTURE,
    EVERYTHING,
    GOAL,
    KPI,
    LOG,
    NOON,
    PILLAR,
    POST,
    READING,
    ROSA,
    TICK,
    VEGANS,
    put_everything,
)

from smbsocial.domain.access_log import Detail, LogAction, LogEntry, next_entry
from smbsocial.domain.answers import Page, PageRow
from smbsocial.domain.business import Business, Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.counter import DayTally, Tally, What
from smbsocial.domain.departures import DepartureLine, LeavingStep
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal, Kpi
from smbsocial.domain.ids import CommunityId, DecisionId, GoalId, PostId, ReadingId, TickId
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Decision
from smbsocial.storage.store import SqliteStore, memory_store, open_store


def _next(last: LogEntry | None, **said: object) -> LogEntry:
    usual = {"at": NOON, "person": ROSA.id, "action": LogAction.USE}
    return next_entry(last, **{**usual, **said})  # type: ignore[arg-type]


class StoreContract:
    """What every store keeps; a subclass hands in a new, empty one."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        raise NotImplementedError

    @pytest.fixture
    def cafe(self, store: SqliteStore) -> SqliteStore:
        with store.transaction() as tx:
            put_everything(tx)
        return store

    def test_a_new_store_is_empty(self, store: SqliteStore) -> None:
        for entity in EVERYTHING:
            assert store.all(type(entity)) == ()
            assert store.get(type(entity), "x") is None

    def test_everything_put_is_there(self, cafe: SqliteStore) -> None:
        for entity in EVERYTHING:
            id = entity.id.value if isinstance(entity.id, Page) else entity.id
            assert cafe.get(type(entity), id) == entity
            assert entity in cafe.all(type(entity))

    def test_a_page_is_found_by_its_name(self, cafe: SqliteStore) -> None:
        page = cafe.get(PageRow, Page.INVESTMENT.value)
        assert page is not None
        assert page.id is Page.INVESTMENT

    def test_put_again_replaces_and_keeps_the_place(self, store: SqliteStore) -> None:
        first, second = replace(VEGANS, id=CommunityId("z")), replace(VEGANS, id=CommunityId("a"))
        with store.transaction() as tx:
            tx.put(first)
            tx.put(second)
        changed = replace(first, name="Vegan mums")
        with store.transaction() as tx:
            tx.put(changed)
        assert store.all(Community) == (changed, second)

    def test_ranks_come_before_the_order_of_making(self, store: SqliteStore) -> None:
        ranked = [replace(VEGANS, id=CommunityId(f"c{i}"), rank=5 - i) for i in range(4)]
        with store.transaction() as tx:
            for community in ranked:
                tx.put(community)
        assert store.all(Community) == tuple(reversed(ranked))

    def test_26_27_the_latest_decision_is_the_last_one_made_whatever_the_clock_said(
        self, store: SqliteStore
    ) -> None:
        steps = (timedelta(0), -timedelta(days=400), timedelta(days=4000), -timedelta(hours=1))
        made = [
            replace(DECISION, id=DecisionId(f"d{9 - i}"), made_at=NOON + step)
            for i, step in enumerate(steps)
        ]
        for decision in made:
            with store.transaction() as tx:
                tx.put(decision)
        assert store.all(Decision) == tuple(made)

    def test_rows_that_have_something_in_a_column_come_in_their_order(
        self, cafe: SqliteStore
    ) -> None:
        step = DepartureLine("l", DEPARTURE.id, None, LeavingStep.PASSWORD, rank=3)
        lines = [replace(step, id="late"), replace(step, id="early", rank=1)]
        with cafe.transaction() as tx:
            for line in (*lines, replace(step, id="other", account=ACCOUNT.id)):
                tx.put(line)
        nowhere = cafe.having(DepartureLine, "account", None)
        assert [line.id for line in nowhere if line.id in {"late", "early"}] == ["early", "late"]
        here = cafe.having(DepartureLine, "account", ACCOUNT.id)
        assert {line.account for line in here} == {ACCOUNT.id}
        assert "other" in {line.id for line in here}
        assert cafe.having(DepartureLine, "account", "x' OR 1") == ()
        with pytest.raises(KeyError):
            cafe.having(DepartureLine, 'account" OR 1 --', None)

    def test_posts_of_days_come_by_day_and_time(self, cafe: SqliteStore) -> None:
        days = [(27, 9), (24, 18), (24, 7), (30, 12), (23, 12)]
        with cafe.transaction() as tx:
            for day, hour in days:
                tx.put(
                    replace(
                        POST, id=PostId(f"{day}-{hour}"), day=date(2026, 11, day), at=time(hour)
                    )
                )
        found = cafe.posts(date(2026, 11, 24), date(2026, 11, 27))
        assert [post.id for post in found] == ["24-7", "24-18", "post", "27-9"]

    def test_ticks_of_days(self, cafe: SqliteStore) -> None:
        later = replace(TICK, id=TickId("later"), day=TICK.day + timedelta(days=7))
        with cafe.transaction() as tx:
            tx.put(later)
        assert cafe.ticks(TICK.day, TICK.day) == (TICK,)
        assert cafe.ticks(TICK.day, later.day) == (TICK, later)
        assert cafe.ticks(later.day + timedelta(days=1), date(2030, 1, 1)) == ()

    def test_a_corrected_reading_is_left_out(self, cafe: SqliteStore) -> None:
        second = replace(READING, id=ReadingId("second"), supersedes=READING.id, hundredths=1300)
        third = replace(READING, id=ReadingId("third"), supersedes=second.id, hundredths=1400)
        earlier = replace(READING, id=ReadingId("earlier"), day=date(2026, 11, 1))
        with cafe.transaction() as tx:
            for reading in (third, second, earlier):
                tx.put(reading)
        assert cafe.readings(KPI.id) == (earlier, third)

    def test_clicks_are_added_up_by_day_answer_and_coupon(self, store: SqliteStore) -> None:
        click = Tally("", POST.day, NOON, What.ORDER, "instagram")
        others = (
            replace(click, count=2),
            replace(click, count=3, revenue=Money(900, "EUR")),
            replace(click, revenue=Money(150, "EUR")),
            replace(click, what=What.CALL),
            replace(click, heard="friend"),
            replace(click, day=POST.day + timedelta(days=1)),
            replace(click, day=POST.day + timedelta(days=2)),
        )
        with store.transaction() as tx:
            for number, each in enumerate((click, *others)):
                tx.put(replace(each, id=f"t{number}"))
        day, what = POST.day, What.ORDER
        next_day = day + timedelta(days=1)
        assert store.tallies(day, next_day) == (
            DayTally(day, what, "instagram", None, 3, None),
            DayTally(day, what, "instagram", None, 4, Money(1050, "EUR")),
            DayTally(day, What.CALL, "instagram", None, 1, None),
            DayTally(day, what, "friend", None, 1, None),
            DayTally(next_day, what, "instagram", None, 1, None),
        )
        assert store.tallies(next_day, day) == ()

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("kürbis", True),
            ("KÜRBIS", True),
            ("suppe hokkaido", True),
            ("hokkaido KÜRBISSUPPE", True),
            ("suppe pizza", False),
            ("", False),
            ("   ", False),
            ("100%", False),
            ("_", False),
            ("Suppe' OR 1=1 --", False),
            ("\ud800", False),
            ("\0", False),
        ],
    )
    def test_search_finds_all_words_in_any_case(
        self, cafe: SqliteStore, *, text: str, found: bool
    ) -> None:
        assert cafe.search(text) == ((POST,) if found else ())

    def test_search_brings_the_newest_first_and_no_more_than_wanted(
        self, cafe: SqliteStore
    ) -> None:
        with cafe.transaction() as tx:
            for i in range(9):
                day = POST.day + timedelta(days=i)
                tx.put(replace(POST, id=PostId(f"p{i}"), day=day))
        assert [post.id for post in cafe.search("suppe", limit=3)] == ["p8", "p7", "p6"]

    def test_the_log_comes_newest_first_and_as_it_was_written(self, cafe: SqliteStore) -> None:
        assert cafe.log() == tuple(reversed(LOG))
        with cafe.transaction() as tx:
            newest = _next(LOG[-1], at=NOON - timedelta(days=400))  # the clock was put back
            tx.append(newest)
            assert tx.log(limit=1) == (newest,)
        assert [entry.seq for entry in cafe.log()] == [4, 3, 2, 1]

    def test_every_action_and_detail_comes_back(self, store: SqliteStore) -> None:
        last: LogEntry | None = None
        written = []
        with store.transaction() as tx:
            for action in LogAction:
                for detail, about in product(Detail, ("", ROSA.id)):
                    last = _next(last, action=action, detail=detail, about=about)
                    written.append(last)
                    tx.append(last)
        assert store.log() == tuple(reversed(written))

    def test_the_log_of_a_person_or_an_account(self, store: SqliteStore) -> None:
        last: LogEntry | None = None
        with store.transaction() as tx:
            for i in range(12):
                action = (LogAction.COPY, LogAction.SAVE)[i > 5]
                last = _next(last, person="ab"[i % 2], account="xyz"[i % 3], action=action)
                tx.append(last)

        def found(**wanted: object) -> list[int]:
            return [entry.seq for entry in store.log(**wanted)]  # type: ignore[arg-type]

        assert found(person="a") == [11, 9, 7, 5, 3, 1]
        assert found(account="x") == [10, 7, 4, 1]
        assert found(person="a", account="x") == [7, 1]
        assert found(person="a", after=5) == [11, 9, 7]
        assert found(account="x", limit=2) == [10, 7]
        assert found(person="a", account="x", after=1, limit=5) == [7]
        assert found(after=10) == [12, 11]
        assert found(action=LogAction.COPY) == [6, 5, 4, 3, 2, 1]
        assert found(action=LogAction.SAVE, account="x", limit=1) == [10]
        assert found(action=LogAction.SHOW) == []
        assert found(after=12) == found(limit=0) == found(person="c") == found(account="") == []

    def test_what_was_appended_in_a_step_that_failed_is_not_in_the_log(
        self, cafe: SqliteStore
    ) -> None:
        def fail_after_appending() -> None:
            with cafe.transaction() as tx:
                tx.append(_next(LOG[-1]))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_after_appending()
        assert cafe.log() == tuple(reversed(LOG))
        with cafe.transaction() as tx:  # the number is free again
            tx.append(_next(LOG[-1]))
        assert len(cafe.log()) == len(LOG) + 1

    def test_appending_is_no_row_that_undo_could_take_back(self, cafe: SqliteStore) -> None:
        with cafe.transaction() as tx:
            tx.append(_next(LOG[-1]))
            assert tx.changes == ()

    def test_a_number_is_given_once(self, cafe: SqliteStore) -> None:
        with pytest.raises(Exception, match="UNIQUE"), cafe.transaction() as tx:
            tx.append(replace(LOG[0], person="nobody"))
        assert cafe.log() == tuple(reversed(LOG))

    def test_an_entry_that_nobody_wrote_is_damage(self, cafe: SqliteStore) -> None:
        cafe._link.connection.execute(
            "INSERT INTO access_log SELECT 9, at, person, 'danced', account, detail, prev, hash"
            " FROM access_log WHERE seq = 1"
        )
        with pytest.raises(ExpectedError) as caught:
            cafe.log()
        assert caught.value.code is Code.DATABASE_DAMAGED

    def test_an_exception_takes_everything_back(self, cafe: SqliteStore) -> None:
        def fail_halfway() -> None:
            with cafe.transaction() as tx:
                tx.put(replace(ROSA, name="Rosalie"))
                tx.remove(Post, POST.id)
                assert tx.get(Post, POST.id) is None
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_halfway()
        assert cafe.get(Person, ROSA.id) == ROSA
        assert cafe.get(Post, POST.id) == POST

    def test_removing_what_is_not_there_is_a_bug(self, cafe: SqliteStore) -> None:
        with pytest.raises(KeyError), cafe.transaction() as tx:
            tx.remove(Post, "nobody")

    def test_one_transaction_at_a_time(self, cafe: SqliteStore) -> None:
        with cafe.transaction(), pytest.raises(RuntimeError), cafe.transaction():
            pass
        with cafe.transaction() as tx:
            tx.put(ROSA)

    def test_changes_are_merged_to_first_and_last(self, cafe: SqliteStore) -> None:
        new = replace(VEGANS, id=CommunityId("new"))
        with cafe.transaction() as tx:
            tx.put(replace(ROSA, name="R"))
            tx.put(replace(ROSA, name="Rosalie"))
            tx.put(new)
            tx.remove(Community, new.id)
            changes = {(change.kind, change.id): change for change in tx.changes}
        assert len(changes) == 2
        rosa = changes[Person, ROSA.id]
        assert (rosa.before, rosa.after) == (ROSA, replace(ROSA, name="Rosalie"))
        assert changes[Community, "new"].before is changes[Community, "new"].after is None

    def test_references_are_looked_at_when_the_step_ends(self, cafe: SqliteStore) -> None:
        with cafe.transaction() as tx:
            tx.remove(Goal, GOAL.id)
            tx.put(GOAL)
        with pytest.raises(Exception, match="FOREIGN KEY"), cafe.transaction() as tx:
            tx.remove(Goal, GOAL.id)
        assert cafe.get(Goal, GOAL.id) == GOAL
        with pytest.raises(Exception, match="FOREIGN KEY"), cafe.transaction() as tx:
            tx.put(replace(KPI, goal=GoalId("nowhere")))
        assert cafe.all(Kpi) == (KPI,)

    def test_a_number_beyond_the_file_is_told_and_changes_nothing(self, cafe: SqliteStore) -> None:
        with pytest.raises(ExpectedError) as caught, cafe.transaction() as tx:
            tx.put(replace(GOAL, target=2**63))
        assert caught.value.code is Code.OUT_OF_RANGE
        assert cafe.get(Goal, GOAL.id) == GOAL

    def test_a_row_that_comes_back_takes_its_old_place(self, cafe: SqliteStore) -> None:
        places = tuple(replace(PILLAR, id=f"p{i}") for i in range(5))  # type: ignore[arg-type]
        with cafe.transaction() as tx:
            for pillar in places:
                tx.put(pillar)
        before = cafe.all(Pillar)
        with cafe.transaction() as tx:
            tx.remove(Pillar, "p2")
            tx.put(replace(PILLAR, id="between"))  # type: ignore[arg-type]
        with cafe.transaction() as tx:
            tx.remove(Pillar, "between")
            tx.put(places[2])
        assert cafe.all(Pillar) == before

    def test_closing_twice_is_allowed(self, cafe: SqliteStore) -> None:
        cafe.close()
        cafe.close()


class TestFile(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        store = open_store(tmp_path / "data", create=True)
        yield store
        store.close()

    def test_all_is_there_after_opening_again(self, cafe: SqliteStore) -> None:
        folder = cafe.folder
        assert folder is not None
        cafe.close()
        again = open_store(folder, create=False)
        assert again.get(Business, "business") is not None
        for entity in EVERYTHING:
            assert entity in again.all(type(entity))
        again.close()


class TestMemory(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        store = memory_store()
        yield store
        store.close()
        assert not list(tmp_path.iterdir())
