"""Restoring from the window: it stays alive and as it is until the new business can take over."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from kept_cafe import (
    ANN,
    DOT,
    NEW_PASSPHRASE,
    PASSPHRASE,
    RECORDS,
    Kept,
    make_cafe,
    read_records,
    write_backup,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from smbsocial.app import restoring
from smbsocial.app.desktop import Desk, Session
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.vault.restore_form import RestoreForm, RestoreRequest
from smbsocial.ui.widgets.fields import Choice
from smbsocial.usecases.lookup import the_business
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.stores import KeyringStore

pytestmark = [pytest.mark.keyring, pytest.mark.usefixtures("own_keyring")]
WAIT_MS = 60_000


@pytest.fixture
def lost(tmp_path: Path) -> tuple[Kept, Path]:
    """A café of a computer that is gone, and its backup."""
    secrets = MemoryStore()
    kept = make_cafe(tmp_path / "old", secrets)
    return kept, write_backup(kept.folder, secrets, tmp_path)


@pytest.fixture
def begin(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Path], Desk]]:
    desks = []

    def begun(folder: Path) -> Desk:
        desk = Desk(folder, Preferences(str(tmp_path / "preferences.ini")))
        assert desk.begin()
        desks.append(desk)
        return desk

    yield begun
    for desk in desks:
        if desk.session is not None:
            desk.session.window.close()


def request(lost: tuple[Kept, Path], code: Secret[str] | None = None) -> RestoreRequest:
    kept, backup = lost
    return RestoreRequest(str(backup), code or kept.code, NEW_PASSPHRASE, ANN)


def said(desk: Desk) -> str:
    """Everything that the window says, once it has said hello."""
    assert desk.session is not None
    for _ in range(5):
        QApplication.processEvents()
    return " ".join(label.text() for label in desk.session.window.findChildren(QLabel))


def test_50_a_new_computer_from_the_first_page(
    lost: tuple[Kept, Path], begin: Callable[[Path], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    desk = begin(tmp_path / "new")
    first = desk.session
    assert first is not None
    assert the_business(first.store) is None
    turns = []
    first.window.restore_wanted.emit(request(lost))
    qtbot.waitUntil(lambda: turns.append(1) or desk.session not in {first, None}, timeout=WAIT_MS)
    assert len(turns) > 5  # the window went on while it was prepared
    second = desk.session
    assert second is not None
    business = the_business(second.store)
    assert business is not None
    assert business.name == "Corner Café"
    assert "Corner Café is back as of" in said(desk)
    assert "new passphrase from an owner: Ben" in said(desk)
    assert second.window.isVisible()
    assert not isValid(first.window)
    second.window.close()
    assert desk.session is None
    assert read_records(tmp_path / "new", KeyringStore(), NEW_PASSPHRASE) == RECORDS


def test_whose_passphrase_it_is_is_asked_before_anything_is_done(
    lost: tuple[Kept, Path], begin: Callable[[Path], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    import real_keyring

    kept, backup = lost
    before = real_keyring.entries()
    desk = begin(tmp_path / "new")
    first = desk.session
    assert first is not None
    first.window._restoring.ask()
    form = first.window.findChild(RestoreForm)
    assert form is not None
    for name, text in (
        ("backup", str(backup)),
        ("code", kept.code.reveal()),
        ("passphrase", NEW_PASSPHRASE.reveal()),
        ("passphrase_again", NEW_PASSPHRASE.reveal()),
    ):
        _child(form, QLineEdit, name).setText(text)
    _child(form, QPushButton, "confirm").click()
    choice = _child(form, Choice, "owner")
    qtbot.waitUntil(choice.isVisible, timeout=WAIT_MS)
    assert [choice.itemText(n) for n in range(choice.count())] == ["Ann", "Dot"]
    assert real_keyring.entries() == before
    choice.choose(DOT)
    _child(form, QPushButton, "confirm").click()
    qtbot.waitUntil(lambda: desk.session not in {first, None}, timeout=WAIT_MS)
    assert "The new passphrase is Dot’s" in said(desk)
    assert desk.session is not None
    desk.session.window.close()
    assert read_records(tmp_path / "new", KeyringStore(), NEW_PASSPHRASE, DOT) == RECORDS


W = TypeVar("W", bound=QWidget)


def _child(form: RestoreForm, kind: type[W], name: str) -> W:
    found = form.findChild(kind, name)
    assert found is not None
    return found


def refused(desk: Desk, qtbot: QtBot, wish: RestoreRequest) -> tuple[Session, ExpectedError]:
    """What went wrong with a wish; the business that was open stays."""
    session = desk.session
    assert session is not None
    failures: list[ExpectedError] = []
    session.bridge.failed.connect(failures.append)
    desk.restore(wish)
    qtbot.waitUntil(lambda: bool(failures), timeout=WAIT_MS)
    assert desk.session is session
    return session, failures[0]


def test_a_wrong_code_changes_nothing(
    lost: tuple[Kept, Path], begin: Callable[[Path], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    here = make_cafe(tmp_path / "here", KeyringStore())
    desk = begin(here.folder)
    session, error = refused(
        desk, qtbot, request(lost, Secret("000G-40R4-0M30-E209-185G-R38E-1WB9"))
    )
    assert error.code is Code.WRONG_KEY
    session.window.close()
    assert read_records(here.folder, KeyringStore(), PASSPHRASE) == RECORDS


def test_a_swap_that_fails_comes_back_to_the_old_business(
    lost: tuple[Kept, Path],
    begin: Callable[[Path], Desk],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = make_cafe(tmp_path / "here", KeyringStore())
    import real_keyring

    def fail(folder: Path, whole: Path, aside: Path | None) -> None:
        assert (whole.exists(), aside) == (True, folder / "backups" / "replaced-0001.db")
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(folder), reason="")

    monkeypatch.setattr(restoring, "put_in_place", fail)
    desk = begin(here.folder)
    first = desk.session
    assert first is not None
    before = real_keyring.entries()
    desk.restore(request(lost))
    qtbot.waitUntil(lambda: desk.session not in {first, None}, timeout=WAIT_MS)
    second = desk.session
    assert second is not None
    assert "could not be written" in said(desk)
    qtbot.waitUntil(lambda: not second.window.desk.is_busy, timeout=WAIT_MS)
    assert real_keyring.entries() == before
    assert not list(here.folder.glob("backups/replaced-*"))
    second.window.close()
    assert read_records(here.folder, KeyringStore(), PASSPHRASE) == RECORDS


def test_without_room_for_the_copy_the_window_stays(
    lost: tuple[Kept, Path], begin: Callable[[Path], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    import real_keyring

    here = make_cafe(tmp_path / "here", KeyringStore())
    desk = begin(here.folder)
    shutil.rmtree(here.folder / "backups", ignore_errors=True)
    (here.folder / "backups").write_text("a file where the copies should go")
    before = real_keyring.entries()
    _, error = refused(desk, qtbot, request(lost))
    assert error.code is Code.FILE_NOT_WRITTEN
    assert real_keyring.entries() == before


def test_the_same_computer_gets_its_older_business_back(
    begin: Callable[[Path], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    here = make_cafe(tmp_path / "here", KeyringStore())
    backup = write_backup(here.folder, KeyringStore(), tmp_path)
    desk = begin(here.folder)
    first = desk.session
    assert first is not None
    desk.restore(request((here, backup)))
    qtbot.waitUntil(lambda: desk.session not in {first, None}, timeout=WAIT_MS)
    assert "replaced-0001.db" in said(desk)
    second = desk.session
    assert second is not None
    second.window.close()
    assert read_records(here.folder, KeyringStore(), NEW_PASSPHRASE) == RECORDS


def test_from_within_the_example_the_owner_gets_it_back_in_the_own_folder(
    lost: tuple[Kept, Path], begin: Callable[[Path], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    """Somebody looked at the example first: what comes back must be there at the next start."""
    desk = begin(tmp_path / "new" / "own")
    desk.open_example()
    example = desk.session
    assert example is not None
    assert example.folder != tmp_path / "new" / "own"
    desk.restore(request(lost))
    qtbot.waitUntil(lambda: desk.session not in {example, None}, timeout=WAIT_MS)
    restored = desk.session
    assert restored is not None
    assert restored.folder == tmp_path / "new" / "own"
    assert "Corner Café is back as of" in said(desk)
    restored.window.close()
    assert read_records(tmp_path / "new" / "own", KeyringStore(), NEW_PASSPHRASE) == RECORDS
