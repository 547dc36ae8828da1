"""What the tests of imports stand on: a café in July with KPIs that files fill, and real files."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from house import SetClock
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.app.wiring import make_report_files
from smbsocial.domain.content import Post
from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import GoalId, KpiId, KpiKey
from smbsocial.domain.measures import ColumnMap, Import, MeasureKind, PostMatch
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.importing.form import ImportForm
from smbsocial.ui.results.importing.mapping import MappingForm
from smbsocial.ui.results.rooms import import_files
from smbsocial.usecases.ports import Ports

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
RESOURCES = Path(__file__).parents[2] / "resources"
JULY = datetime(2027, 7, 1, 9, 30, tzinfo=UTC)
KPIS = ("profile_visits", "impressions", "followers")
ALL = (date(2015, 1, 1), date(2030, 12, 31))
WAIT = 30_000


class ImportRoom:
    """A window over a store with the café in it, and the forms that open over it."""

    def __init__(self, store: SqliteStore, ports: Ports, qtbot: QtBot) -> None:
        assert isinstance(ports.clock, SetClock)
        ports.clock.instant = JULY
        with store.transaction() as tx:
            for rank, key in enumerate(KPIS, 1):
                tx.put(Kpi(KpiId(key), KpiKey(key), GoalId("lunch"), None, rank))
        self.store, self.qtbot = store, qtbot
        self.bridge = Bridge(store, ports, RESOURCES, make_report_files)
        self.told: list[tuple[str, bool]] = []
        self.bridge.told.connect(lambda words, undo: self.told.append((words, undo)))
        self.window = QWidget()
        self.window.resize(1024, 640)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def open(self, *paths: Path | str) -> ImportForm:
        """Import files; those of the samples by their name alone."""
        import_files(self.bridge, [EXPORTS / path for path in paths], self.window)
        form = self.form()
        form.activateWindow()
        return form

    def form(self) -> ImportForm:
        """The form that is open."""
        forms = [f for f in QApplication.topLevelWidgets() if isinstance(f, ImportForm)]
        return next(form for form in forms if form.isVisible())

    def read(self, *paths: Path | str) -> ImportForm:
        """Import files, and wait for the preview."""
        form = self.open(*paths)
        self.wait(form)
        return form

    def wait(self, form: ImportForm) -> None:
        """Until the preview stands."""
        self.qtbot.waitUntil(lambda: not form.is_busy, timeout=WAIT)

    def take_in(self, form: ImportForm) -> None:
        """Press the button, and wait for the end."""
        before = len(self.told)
        press(form, "confirm")
        self.qtbot.waitUntil(lambda: len(self.told) > before, timeout=WAIT)

    def seen(self) -> tuple[object, ...]:
        """Everything that anybody sees of imports."""
        kinds = tuple(self.store.measures(kind, *ALL) for kind in MeasureKind)
        rows = (Import, PostMatch, Reading, Post, ColumnMap)
        return (*kinds, self.store.orders(*ALL), *(self.store.all(kind) for kind in rows))


def press(over: QWidget, name: str) -> None:
    """Click a button."""
    found = over.findChild(QAbstractButton, name)
    assert found is not None, name
    assert found.isEnabled(), name
    found.click()


def said(over: QWidget, name: str = "") -> str:
    """What the labels say, all or those of a name."""
    found = over.findChildren(QLabel, name) if name else over.findChildren(QLabel)
    return "\n".join(each.text() for each in found if each.isVisibleTo(over) and each.text())


def tick(over: QWidget, name: str, on: bool = True) -> None:
    """Set a check box as a person does."""
    found = over.findChild(QCheckBox, name)
    assert found is not None, name
    if found.isChecked() is not on:
        found.click()


def describe(form: ImportForm, key: str = "0-0") -> MappingForm:
    """Open the form for the columns of a file."""
    press(form, f"describe-{key}")
    found = form.findChildren(MappingForm)[-1]
    assert found.isVisible()
    return found


def choose(mapping: MappingForm, name: str, text: str) -> None:
    """Choose by the words, as somebody does who types them."""
    box = mapping.findChild(QComboBox, name)
    assert box is not None, name
    at = box.findText(text)
    assert at >= 0, (name, text, [box.itemText(n) for n in range(box.count())])
    box.setCurrentIndex(at)


def drag(files: Iterable[Path] | str, onto: QWidget) -> tuple[QMimeData, QDragEnterEvent]:
    """Files, or an address of the web, come over a widget; keep the data as long as the event."""
    data = QMimeData()
    urls = [QUrl(files)] if isinstance(files, str) else [QUrl.fromLocalFile(str(f)) for f in files]
    data.setUrls(urls)
    event = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(onto, event)
    return data, event


def drop(files: Iterable[Path], onto: QWidget) -> QDropEvent:
    """Let files fall on a widget."""
    data, _entered = drag(files, onto)
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(onto, event)
    return event


def planned(store: SqliteStore, day: date, title: str, link: str = "") -> Post:
    """A post of the calendar on a day, of Instagram."""
    first = next(post for post in store.all(Post) if post.platform == "instagram")
    made = replace(first, id=f"planned-{day}-{title[:3]}", day=day, title=title, link=link)
    with store.transaction() as tx:
        tx.put(made)
    return made


def days_file(folder: Path, name: str = "unknown.csv", *, first: date = date(2027, 5, 3)) -> Path:
    """Four whole weeks of a platform that nobody knows."""
    lines = ["Tag;Gesehen;Besuche;Notiz"]
    for n in range(28):
        day = first + timedelta(days=n)
        lines.append(f"{day.isoformat()};{100 + n};{n};x{n}")
    file = folder / name
    file.write_text("\n".join(lines), encoding="utf-8")
    return file
