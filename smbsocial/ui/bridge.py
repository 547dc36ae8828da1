"""Between the use cases and Qt: reads, changes, undo actions, and one signal after each commit."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui.text import names
from smbsocial.usecases.changes import Action, Changed, Changes
from smbsocial.usecases.ports import Ports, Reads, Store, Tx
from smbsocial.usecases.report_files import ReportFiles

P = ParamSpec("P")
T = TypeVar("T")

translate = QCoreApplication.translate


class Bridge(QObject):
    """What every page is handed. `failed` carries errors that stand at no field.

    `make_files`, given the resources, makes what reads files of platforms and tills.
    """

    changed = Signal(object)  # usecases.changes.Changed
    failed = Signal(object)  # domain.errors.ExpectedError
    refused = Signal(str)  # what did not work, in words, where no error has its sentence
    undone = Signal(str)  # what was undone or redone, in words
    told = Signal(str, bool)  # what was done, in words, and whether to offer Undo beside it
    closing = Signal()  # the window goes: nobody waits for what is still being looked at

    def __init__(
        self,
        store: Store,
        ports: Ports,
        resources: Path,
        make_files: Callable[[Path], ReportFiles] | None = None,
    ) -> None:
        super().__init__()
        self._store = store
        self.ports = ports
        self.resources = resources
        self._make_files = make_files
        self._changes = Changes(store, ports)
        self._changes.subscribe(self._heard)
        self.undo_action = QAction(self)
        self.undo_action.setShortcut(QKeySequence.StandardKey.Undo)
        self.undo_action.triggered.connect(self._undo)
        self.redo_action = QAction(self)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.redo_action.triggered.connect(self._redo)
        self._name_actions()

    def read(
        self, fn: Callable[Concatenate[Reads, Ports, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Look at the store through a use case. Raises what the use case raises."""
        return fn(self._store, self.ports, *args, **kwargs)

    def do(
        self,
        action: Action,
        fn: Callable[Concatenate[Tx, Ports, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Change through a use case, one undo step. Raises ExpectedError for a field to show."""
        return self._changes.do(action, fn, *args, **kwargs)

    def type_in(
        self,
        action: Action,
        field: str,
        fn: Callable[Concatenate[Tx, Ports, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Like `do`; typing on in the same field stays one step."""
        return self._changes.type_in(action, field, fn, *args, **kwargs)

    def attempt(
        self,
        action: Action,
        fn: Callable[Concatenate[Tx, Ports, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Like `do`, for wishes without a field: an expected error goes to the message bar."""
        try:
            self._changes.do(action, fn, *args, **kwargs)
        except ExpectedError as error:
            self.failed.emit(error)
            return False
        return True

    @property
    def changes(self) -> Changes:
        """The one door for changes, for the vault: its steps are no steps of undo."""
        return self._changes

    def forget_steps(self) -> None:
        """Begin with nothing to undo: what was made so far was not made by a person."""
        self._changes.forget()
        self._name_actions()

    @property
    def can_read_files(self) -> bool:
        """Whether `files` will be there; asking loads nothing."""
        return self._make_files is not None

    @cached_property
    def files(self) -> ReportFiles | None:
        """What reads files of platforms and tills, loaded when first wanted; None without one."""
        return self._make_files(self.resources) if self._make_files else None

    def _undo(self) -> None:
        self._step(self._changes.undo, translate("Edit", "Undone: {action}"))

    def _redo(self) -> None:
        self._step(self._changes.redo, translate("Edit", "Done again: {action}"))

    def _step(self, step: Callable[[], Action | None], words: str) -> None:
        try:
            action = step()
        except ExpectedError as error:
            self.failed.emit(error)
            return
        self._name_actions()
        if action:
            self.undone.emit(words.format(action=names.action(action)))

    def _heard(self, changed: Changed) -> None:
        self._name_actions()
        self.changed.emit(changed)

    def _name_actions(self) -> None:
        undo, redo = self._changes.undoable, self._changes.redoable
        self.undo_action.setEnabled(undo is not None)
        self.redo_action.setEnabled(redo is not None)
        self.undo_action.setText(
            translate("Edit", "Undo {action}").format(action=names.action(undo))
            if undo
            else translate("Edit", "Undo")
        )
        self.redo_action.setText(
            translate("Edit", "Redo {action}").format(action=names.action(redo))
            if redo
            else translate("Edit", "Redo")
        )
