"""Where the dialogs for files open."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.ui.widgets import files


def test_first_among_the_documents_and_then_where_the_last_file_was(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, stick = tmp_path / "documents", tmp_path / "stick"
    documents.mkdir()
    stick.mkdir()
    (stick / "kit.smbbackup").write_text("x")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(documents))
    app = QCoreApplication.instance()
    assert app is not None
    app.setProperty("last_folder", None)
    window = QWidget()
    qtbot.addWidget(window)
    chosen: list[Path] = []
    files.pick_backup(window, chosen.append)
    first = window.findChildren(QFileDialog)[-1]
    assert first.directory().absolutePath() == str(documents)
    first.setDirectory(str(stick))
    first.fileSelected.emit(str(stick / "kit.smbbackup"))
    first.reject()
    files.pick_folder(window, chosen.append)
    second = window.findChildren(QFileDialog)[-1]
    assert second.directory().absolutePath() == str(stick)
    assert chosen == [stick / "kit.smbbackup"]
    second.reject()
    app.setProperty("last_folder", None)
