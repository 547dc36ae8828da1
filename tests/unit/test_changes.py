"""The one door: undo all is the first content, redo all the last."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cafe import (
    DECISION,
    EVERYTHING,
    GOAL,
    KPI,
    LOG,
    NOON,
    PAGE,
    POST,
    ROSA,
    SECRET,
    VEGANS,
    put_everything,
    remove_post,
)
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from smbsocial.domain.access_log import LogAction, next_entry
from smbsocial.domain.business import Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal, Kpi
from smbsocial.domain.ids import CommunityId, DecisionId, PostId
from smbsocial.domain.plan import Decision
from smbsocial.domain.vault import VaultSecret
from smbsocial.storage.store import SqliteStore, memory_store
from smbsocial.usecases.changes import KEPT_STEPS, Action, Changed, Changes
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.ports import Ports, Tx

PORTS: Any = None  # no step here asks for the time, an id or the library


def put(tx: Tx, ports: Ports, *entities: Entity) -> None:
    for entity in entities:
        tx.put(entity)


def remove(tx: Tx, ports: Ports, kind: type[Entity], id: str) -> None:
    tx.remove(kind, id)


def content(store: SqliteStore) -> dict[type[Entity], tuple[Entity, ...]]:
    return {type(entity): store.all(type(entity)) for entity in EVERYTHING}


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    store = memory_store()
    with store.transaction() as tx:
        put_everything(tx)
    yield store
    store.close()


@pytest.fixture
def changes(store: SqliteStore) -> Changes:
    return Changes(store, PORTS)


NAMES = st.sampled_from(["Vegan mums", "Läufer", "x\0y", "🥐"])
IDS = st.sampled_from([f"row{i}" for i in range(4)])


class UndoAll(RuleBasedStateMachine):
    """Any mix of steps, undo and redo; a list of whole contents says what must be there."""

    def __init__(self) -> None:
        super().__init__()
        self.store = memory_store()
        with self.store.transaction() as tx:
            put_everything(tx)
        self.changes = Changes(self.store, PORTS)
        self.first = content(self.store)
        self.contents = [self.first]
        self.at = 0

    def step(self) -> None:
        now = content(self.store)
        if now != self.contents[self.at]:
            self.contents[self.at + 1 :] = [now]
            self.at += 1

    @rule(id=IDS, name=NAMES, rank=st.integers(1, 3))
    def put_community(self, id: str, name: str, rank: int) -> None:
        row = replace(VEGANS, id=CommunityId(id), name=name, rank=rank)
        self.changes.do(Action.SAVE_ANSWERS, put, row)
        self.step()

    @rule(id=IDS)
    def remove_community(self, id: str) -> None:
        if self.store.get(Community, id) is not None:
            self.changes.do(Action.SAVE_ANSWERS, remove, Community, id)
            self.step()

    @rule(id=IDS, chance=st.integers(0, 100))
    def decide(self, id: str, chance: int) -> None:
        row = replace(DECISION, id=DecisionId(id), chance_percent=chance)
        self.changes.do(Action.STAY_OFF, put, row)
        self.step()

    @rule(id=IDS)
    def forget_decision(self, id: str) -> None:
        if self.store.get(Decision, id) is not None:
            self.changes.do(Action.REASSESS, remove, Decision, id)
            self.step()

    @rule(id=IDS, name=NAMES)
    def plan_with_its_people(self, id: str, name: str) -> None:
        person = replace(ROSA, id=id, name=name)  # type: ignore[arg-type]
        post = replace(POST, id=PostId(id), person=person.id, title=name)
        self.changes.do(Action.APPLY_PLAN, put, post, person)
        self.step()

    @rule(id=IDS)
    def break_a_reference(self, id: str) -> None:
        if self.store.get(Post, id) is not None:
            with pytest.raises(Exception, match="FOREIGN KEY"):
                self.changes.do(Action.REMOVE_POST, remove, Person, id)
            assert content(self.store) == self.contents[self.at]

    @rule(id=IDS)
    def swap_goal_and_back(self, id: str) -> None:
        def swap(tx: Tx, ports: Ports) -> None:
            tx.remove(Goal, GOAL.id)
            tx.remove(Kpi, KPI.id)
            tx.put(GOAL)
            tx.put(KPI)

        self.changes.do(Action.SAVE_ANSWERS, swap)
        assert content(self.store) == self.contents[self.at]

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        assert self.changes.undo() is not None
        self.at -= 1

    @precondition(lambda self: self.at < len(self.contents) - 1)
    @rule()
    def redo(self) -> None:
        assert self.changes.redo() is not None
        self.at += 1

    @invariant()
    def the_content_is_the_one_of_this_step(self) -> None:
        assert content(self.store) == self.contents[self.at]

    def teardown(self) -> None:
        while self.changes.redoable:
            self.changes.redo()
        assert content(self.store) == self.contents[-1]
        while self.changes.undoable:
            self.changes.undo()
        assert content(self.store) == self.first
        while self.changes.redoable:
            self.changes.redo()
        assert content(self.store) == self.contents[-1]
        self.store.close()


TestUndoAll = UndoAll.TestCase
TestUndoAll.settings = settings(stateful_step_count=25)


def test_a_row_changed_since_stops_undo_and_changes_nothing(
    store: SqliteStore, changes: Changes
) -> None:
    other = replace(VEGANS, name="first")
    changes.do(Action.EDIT_POST, put, replace(POST, title="step"), other)
    with store.transaction() as tx:
        tx.put(replace(POST, title="somebody else"))
    before = content(store)
    with pytest.raises(ExpectedError) as caught:
        changes.undo()
    assert caught.value.code is Code.CHANGED_SINCE
    assert content(store) == before
    assert changes.undoable is Action.EDIT_POST
    with store.transaction() as tx:
        tx.put(replace(POST, title="step"))
    assert changes.undo() is Action.EDIT_POST
    assert store.get(Post, POST.id) == POST


def test_a_row_changed_since_stops_redo(store: SqliteStore, changes: Changes) -> None:
    changes.do(Action.EDIT_POST, put, replace(POST, title="step"))
    changes.undo()
    with store.transaction() as tx:
        remove_post(tx)
    with pytest.raises(ExpectedError) as caught:
        changes.redo()
    assert caught.value.code is Code.CHANGED_SINCE
    assert store.get(Post, POST.id) is None
    assert changes.redoable is Action.EDIT_POST


def test_typing_in_one_field_is_one_step(store: SqliteStore, changes: Changes) -> None:
    for length in range(1, 6):
        row = replace(POST, title="Apfel"[:length])
        changes.type_in(Action.EDIT_POST, "title of post", put, row)
    new = replace(VEGANS, id=CommunityId("new"))
    changes.type_in(Action.EDIT_POST, "text of post", put, new)
    assert changes.undo() is Action.EDIT_POST
    assert store.get(Community, "new") is None
    assert changes.undo() is Action.EDIT_POST
    assert store.get(Post, POST.id) == POST
    assert changes.undo() is None
    assert changes.redo() is Action.EDIT_POST
    assert store.get(Post, POST.id) == replace(POST, title="Apfel")


def test_nothing_to_undo_or_redo(changes: Changes) -> None:
    assert changes.undo() is None
    assert changes.redo() is None
    assert changes.undoable is changes.redoable is None


def test_a_step_that_changes_nothing_is_none(store: SqliteStore, changes: Changes) -> None:
    heard: list[Changed] = []
    changes.subscribe(heard.append)
    changes.do(Action.EDIT_POST, put, POST, PAGE)
    assert changes.undoable is None
    assert heard == []


def test_a_new_step_forgets_what_was_undone(store: SqliteStore, changes: Changes) -> None:
    changes.do(Action.EDIT_POST, put, replace(POST, title="one"))
    changes.undo()
    changes.do(Action.MOVE_POST, put, replace(POST, title="two"))
    assert changes.redoable is None
    assert changes.undoable is Action.MOVE_POST


def test_listeners_hear_once_after_the_commit(store: SqliteStore, changes: Changes) -> None:
    heard: list[Changed] = []
    seen: list[bool] = []

    def listen(changed: Changed) -> None:
        heard.append(changed)
        with store.transaction():  # the step is over: another one may begin
            seen.append(True)

    changes.subscribe(listen)
    changes.do(Action.EDIT_POST, put, replace(POST, title="x"), replace(ROSA, name="R"))
    assert heard == [Changed(frozenset({Post, Person}), frozenset({POST.id, ROSA.id}))]
    changes.undo()
    changes.redo()
    assert len(heard) == len(seen) == 3


def test_what_a_step_raises_takes_it_back_and_goes_on_up(
    store: SqliteStore, changes: Changes
) -> None:
    def fail(tx: Tx, ports: Ports) -> None:
        tx.put(replace(POST, title="half"))
        raise ExpectedError(Code.CLOSED_DAY)

    with pytest.raises(ExpectedError) as caught:
        changes.do(Action.EDIT_POST, fail)
    assert caught.value.code is Code.CLOSED_DAY
    assert store.get(Post, POST.id) == POST
    assert changes.undoable is None


def test_a_step_gives_back_what_it_found(changes: Changes) -> None:
    def count(tx: Tx, ports: Ports, *, more: int) -> int:
        return len(tx.all(Post)) + more

    assert changes.do(Action.EDIT_POST, count, more=4) == 5


def test_forgetting_leaves_the_rows(store: SqliteStore, changes: Changes) -> None:
    changes.do(Action.EDIT_POST, put, replace(POST, title="one"))
    changes.do(Action.EDIT_POST, put, replace(POST, title="two"))
    changes.undo()
    changes.forget()
    assert changes.undoable is changes.redoable is None
    assert store.get(Post, POST.id) == replace(POST, title="one")


def test_undo_reaches_so_far_back(store: SqliteStore, changes: Changes) -> None:
    for i in range(KEPT_STEPS + 5):
        changes.do(Action.EDIT_POST, put, replace(POST, title=str(i)))
    undone = 0
    while changes.undo():
        undone += 1
    assert undone == KEPT_STEPS
    assert store.get(Post, POST.id) == replace(POST, title="4")


def write_used(tx: Tx, ports: Ports, *rows: Entity) -> str:
    entry = next_entry(tx.log(limit=1)[0], at=NOON, person=ROSA.id, action=LogAction.SAVE)
    tx.append(entry)
    for row in rows:
        tx.put(row)
    return "written"


NEWER = replace(SECRET, n=2)


def test_what_cannot_be_taken_back_is_no_step(store: SqliteStore, changes: Changes) -> None:
    heard: list[Changed] = []
    changes.do(Action.EDIT_POST, put, replace(POST, title="step"))
    changes.subscribe(heard.append)
    assert changes.write(write_used, NEWER, ROSA) == "written"
    assert store.get(VaultSecret, SECRET.id) == NEWER
    assert len(store.log()) == len(LOG) + 1
    assert heard == [Changed(frozenset({VaultSecret}), frozenset({SECRET.id}))]
    assert changes.undoable is Action.EDIT_POST
    assert changes.undo() is Action.EDIT_POST
    assert store.get(VaultSecret, SECRET.id) == NEWER
    assert len(store.log()) == len(LOG) + 1


def test_listeners_hear_of_a_write_to_the_log_alone(changes: Changes) -> None:
    heard: list[Changed] = []
    changes.subscribe(heard.append)
    changes.write(write_used)
    assert heard == [Changed(frozenset(), frozenset())]


def test_a_write_keeps_what_can_be_done_again(store: SqliteStore, changes: Changes) -> None:
    changes.do(Action.EDIT_POST, put, replace(POST, title="step"))
    changes.undo()
    changes.write(write_used, NEWER)
    assert changes.redo() is Action.EDIT_POST


def test_what_a_write_raises_takes_it_back_and_goes_on_up(
    store: SqliteStore, changes: Changes
) -> None:
    heard: list[Changed] = []
    changes.subscribe(heard.append)

    def fail(tx: Tx, ports: Ports) -> None:
        write_used(tx, ports, NEWER)
        raise ExpectedError(Code.VAULT_LOCKED)

    with pytest.raises(ExpectedError) as caught:
        changes.write(fail)
    assert caught.value.code is Code.VAULT_LOCKED
    assert store.get(VaultSecret, SECRET.id) == SECRET
    assert store.log() == tuple(reversed(LOG))
    assert heard == []


def test_the_door_shows_what_it_works_on(store: SqliteStore, changes: Changes) -> None:
    assert changes.reads is store
    assert changes.ports is PORTS
