"""The one door for changes: do, undo, redo, subscribe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.usecases.ports import Ports, Reads, RowChange, Store, Tx

if TYPE_CHECKING:
    from smbsocial.usecases.entities import Entity

P = ParamSpec("P")
T = TypeVar("T")

KEPT_STEPS = 200
"""How far back undo reaches in one session."""


class Action(Enum):
    """What a step is called in the Edit menu; the words are in `ui/text.py`."""

    SAVE_ANSWERS = "save_answers"
    APPLY_PLAN = "apply_plan"
    STAY_OFF = "stay_off"
    REASSESS = "reassess"
    MOVE_POST = "move_post"
    EDIT_POST = "edit_post"
    ADD_POST = "add_post"
    REMOVE_POST = "remove_post"
    TICK = "tick"
    UNTICK = "untick"
    SKIP = "skip"
    MARK_POSTED = "mark_posted"
    LOG_READING = "log_reading"
    ADD_ACCOUNT = "add_account"
    CHANGE_ACCOUNT = "change_account"
    REMOVE_ACCOUNT = "remove_account"
    KEEP_REGISTRATION = "keep_registration"
    ANSWER_CHECK = "answer_check"
    MARK_CHECKED = "mark_checked"
    ADD_PERSON = "add_person"
    CHANGE_PERSON = "change_person"
    HAND_WORK_OVER = "hand_work_over"
    PROVE_ACCESS = "prove_access"
    TALLY = "tally"
    TAKE_BACK = "take_back"
    KEEP_WEEK_TOTAL = "keep_week_total"
    MAKE_CODE = "make_code"
    CHANGE_CODE = "change_code"
    END_CODE = "end_code"
    MAKE_LINK = "make_link"
    REMOVE_LINK = "remove_link"
    ADD_EXPENSE = "add_expense"
    CHANGE_EXPENSE = "change_expense"
    REMOVE_EXPENSE = "remove_expense"
    IMPORT_NUMBERS = "import_numbers"
    MATCH_POST = "match_post"
    DESCRIBE_FILE = "describe_file"
    DECIDE = "decide"
    SET_RULE = "set_rule"
    ANSWER_RULE = "answer_rule"
    REMOVE_RULE = "remove_rule"
    MARK_EVENT = "mark_event"
    REMOVE_EVENT = "remove_event"
    OPEN_REVIEW = "open_review"
    SAY_IN_REVIEW = "say_in_review"
    CLOSE_REVIEW = "close_review"


@dataclass(frozen=True, slots=True)
class Changed:
    """What listeners hear once after each commit."""

    kinds: frozenset[type[Entity]]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable step: ids and frozen values, no objects. `merge` joins typing in one field."""

    action: Action
    changes: tuple[RowChange, ...]
    merge: str | None = None


class Changes:
    """Runs use cases in transactions and remembers both sides of every row."""

    def __init__(self, store: Store, ports: Ports) -> None:
        self._store = store
        self._ports = ports
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._listeners: list[Callable[[Changed], None]] = []

    @property
    def undoable(self) -> Action | None:
        """What undo would take back."""
        return self._done[-1].action if self._done else None

    @property
    def redoable(self) -> Action | None:
        """What redo would do again."""
        return self._undone[-1].action if self._undone else None

    def subscribe(self, listener: Callable[[Changed], None]) -> None:
        """Call `listener` once after each commit, on the store's thread."""
        self._listeners.append(listener)

    def do(
        self,
        action: Action,
        fn: Callable[Concatenate[Tx, Ports, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `fn(tx, ports, …)` in one transaction and keep the step for undo.

        Whatever `fn` raises rolls everything back and goes on up.
        """
        return self._run(action, None, lambda tx: fn(tx, self._ports, *args, **kwargs))

    def type_in(
        self,
        action: Action,
        field: str,
        fn: Callable[Concatenate[Tx, Ports, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Like `do`, but going on in the same `field` stays one step."""
        return self._run(action, field, lambda tx: fn(tx, self._ports, *args, **kwargs))

    @property
    def reads(self) -> Reads:
        """Looking at what the changes are made to."""
        return self._store

    @property
    def ports(self) -> Ports:
        """What the use cases are handed."""
        return self._ports

    def write(
        self,
        fn: Callable[Concatenate[Tx, Ports, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `fn(tx, ports, …)` in one transaction that is no step of undo.

        For what cannot be taken back: the vault's rows and the access log. Whoever offers it has
        asked before. Raises what `fn` raises, with nothing changed.
        """
        with self._store.transaction() as tx:
            result = fn(tx, self._ports, *args, **kwargs)
            changes = tuple(c for c in tx.changes if c.before != c.after)
        self._tell(changes)
        return result

    def write_unseen(
        self,
        fn: Callable[Concatenate[Tx, Ports, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Like `write`, for a piece of something that nobody sees yet: nobody is told either."""
        with self._store.transaction() as tx:
            fn(tx, self._ports, *args, **kwargs)

    def forget(self) -> None:
        """Forget every step; the rows stay as they are."""
        self._done.clear()
        self._undone.clear()

    def undo(self) -> Action | None:
        """Write the last step's other side back; returns what was undone, None if nothing.

        Raises ExpectedError(CHANGED_SINCE) and changes nothing if a row is not what the step left,
        or if it would take a person or account away of whom vault or departures speak since, or
        a role with which somebody has a passphrase, or open a review beside one that is open.
        """
        if not self._done:
            return None
        step = self._done[-1]
        back = tuple(RowChange(c.kind, c.id, c.after, c.before) for c in reversed(step.changes))
        self._write(back)
        self._undone.append(self._done.pop())
        self._tell(step.changes)
        return step.action

    def redo(self) -> Action | None:
        """Do the last undone step again; same manners as `undo`."""
        if not self._undone:
            return None
        step = self._undone[-1]
        self._write(step.changes)
        self._done.append(self._undone.pop())
        self._tell(step.changes)
        return step.action

    def _run(self, action: Action, merge: str | None, work: Callable[[Tx], T]) -> T:
        with self._store.transaction() as tx:
            result = work(tx)
            changes = tuple(c for c in tx.changes if c.before != c.after)
        if changes:
            self._remember(Step(action, changes, merge))
            self._tell(changes)
        return result

    def _remember(self, step: Step) -> None:
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last and step.merge and last.merge == step.merge and last.action is step.action:
            self._done[-1] = Step(step.action, _joined(last.changes, step.changes), step.merge)
            return
        self._done.append(step)
        del self._done[:-KEPT_STEPS]

    def _write(self, changes: tuple[RowChange, ...]) -> None:
        from smbsocial.usecases.holding import is_held

        with self._store.transaction() as tx:
            for change in changes:
                if tx.get(change.kind, change.id) != change.before:
                    raise ExpectedError(Code.CHANGED_SINCE)
                if is_held(tx, change):
                    raise ExpectedError(Code.CHANGED_SINCE)
                if change.after is None:
                    tx.remove(change.kind, change.id)
                else:
                    tx.put(change.after)

    def _tell(self, changes: tuple[RowChange, ...]) -> None:
        heard = Changed(frozenset(c.kind for c in changes), frozenset(c.id for c in changes))
        for listener in tuple(self._listeners):
            listener(heard)


def _joined(first: tuple[RowChange, ...], then: tuple[RowChange, ...]) -> tuple[RowChange, ...]:
    rows: dict[tuple[type[Entity], str], RowChange] = {(c.kind, c.id): c for c in first}
    for change in then:
        key = (change.kind, change.id)
        before = rows[key].before if key in rows else change.before
        rows[key] = RowChange(change.kind, change.id, before, change.after)
    return tuple(rows.values())
