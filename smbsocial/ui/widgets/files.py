"""Asking for a file or folder without stopping the window: the vault may be locked meanwhile."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from smbsocial.ui.widgets.plot_pictures import Kind

translate = QCoreApplication.translate

_LAST = "last_folder"
_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation

BACKUP_SUFFIX = "smbbackup"


def pick_picture(parent: QWidget, then: Callable[[Path], None]) -> None:
    """Ask for a picture of a QR code."""
    dialog = _dialog(parent, translate("Files", "Choose the picture of the QR code"))
    dialog.setMimeTypeFilters(
        ["image/png", "image/jpeg", "image/webp", "image/bmp", "application/octet-stream"]
    )
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, then)


def pick_folder(parent: QWidget, then: Callable[[Path], None]) -> None:
    """Ask for the folder of the backups."""
    dialog = _dialog(parent, translate("Files", "Choose the folder for the encrypted backups"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, then)


def pick_backup(parent: QWidget, then: Callable[[Path], None]) -> None:
    """Ask for a backup."""
    dialog = _dialog(parent, translate("Files", "Choose the backup"))
    names = translate("Files", "Backups of smbsocial ({pattern})")
    dialog.setNameFilter(names.format(pattern=f"*.{BACKUP_SUFFIX}"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, then)


def pick_reports(parent: QWidget, then: Callable[[list[Path]], None]) -> None:
    """Ask for files of numbers, one or several."""
    dialog = _dialog(parent, translate("Files", "Choose the files with numbers"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    kinds = "*.csv *.tsv *.txt *.xlsx *.xls *.zip *.json *.ics"
    known = translate("Files", "Files with numbers ({pattern})").format(pattern=kinds)
    dialog.setNameFilters([known, translate("Files", "All files ({pattern})").format(pattern="*")])

    def chosen(paths: list[str]) -> None:
        _remember(dialog)
        then([Path(path) for path in paths])

    dialog.filesSelected.connect(chosen)
    dialog.open()


def pick_pdf(parent: QWidget, name: str, then: Callable[[Path], None], *, title: str = "") -> None:
    """Ask where a PDF is to be written: the emergency kit, or what `title` says."""
    pick_place(parent, title or translate("Files", "Save the emergency kit"), name, "pdf", then)


def pick_table(parent: QWidget, title: str, name: str, then: Callable[[Path], None]) -> None:
    """Ask where a table is to be written."""
    pick_place(parent, title, name, "csv", then)


def pick_report(parent: QWidget, title: str, name: str, then: Callable[[Path], None]) -> None:
    """Ask where a report is to be written; the name's suffix says what it is."""
    pick_place(parent, title, name, name.rpartition(".")[2], then)


def pick_chart(parent: QWidget, kind: Kind, name: str, then: Callable[[Path], None]) -> None:
    """Ask where the picture of a chart is to be written."""
    pick_place(parent, translate("Files", "Save the chart"), name, kind.value, then)


def pick_place(
    parent: QWidget, title: str, name: str, suffix: str, then: Callable[[Path], None]
) -> None:
    """Ask where a file is to be written; `suffix` (without a dot) says what it is."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    _open(dialog, then)


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    made = QFileDialog(parent, title, _start())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return made


def _start() -> str:
    """The folder of the last file, at first the documents; not where the program was started."""
    app = QCoreApplication.instance()
    last = app.property(_LAST) if app is not None else None
    places = [last, QStandardPaths.writableLocation(_DOCUMENTS), QDir.homePath()]
    return next(place for place in places if place and QDir(place).exists())


def _open(dialog: QFileDialog, then: Callable[[Path], None]) -> None:
    def chosen(path: str) -> None:
        _remember(dialog)
        then(Path(path))

    dialog.fileSelected.connect(chosen)
    dialog.open()


def _remember(dialog: QFileDialog) -> None:
    """Begin in its folder the next time."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_LAST, dialog.directory().absolutePath())
