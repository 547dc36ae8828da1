"""Typing a week's numbers: Enter keeps and moves on, corrections keep their history."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
import results_cafe
from house import SetClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.counter import Tally, What
from smbsocial.domain.goals import Reading
from smbsocial.domain.ids import ImportId, KpiId
from smbsocial.domain.kpi_sums import Filled
from smbsocial.domain.measures import Import, Measure, MeasureKind, Metric
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.counting.figure_rows import offer_words
from smbsocial.ui.results.counting.typing_form import TypingForm
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.results.kpis import history, type_reading
from smbsocial.usecases.results.sheets import Proposal

Opened = Callable[..., TypingForm]
VISITS, PROFILE, FOLLOWERS = "walk_ins_attributed", "profile_visits", "followers"


@pytest.fixture
def opened(bridge: Bridge, store: SqliteStore, ports: Ports, qtbot: QtBot) -> Opened:
    """The form over a window, on Tuesday 9 March 2027."""
    results_cafe.fill(store)
    assert isinstance(ports.clock, SetClock)
    ports.clock.instant = results_cafe.LATER
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 640)
    with qtbot.waitExposed(window):
        window.show()

    def open_form(**options: object) -> TypingForm:
        form = TypingForm(bridge, window, **options)  # type: ignore[arg-type]
        form.open()
        qtbot.waitUntil(form.isVisible)
        form.activateWindow()
        return form

    return open_form


def box(form: TypingForm, key: str) -> QLineEdit:
    found = form.findChild(QLineEdit, f"figure-{key}")
    assert found is not None
    return found


def said(form: QWidget) -> str:
    return "\n".join(each.text() for each in form.findChildren(QLabel) if each.isVisible())


def type_into(form: TypingForm, key: str, text: str, qtbot: QtBot) -> None:
    box(form, key).setFocus()
    box(form, key).selectAll()
    qtbot.keyClicks(box(form, key), text)
    qtbot.keyClick(box(form, key), Qt.Key.Key_Return)


def figures(store: SqliteStore, kpi: str) -> list[int]:
    return [reading.hundredths // 100 for reading in store.readings(KpiId(kpi))]


def a_file_tells(store: SqliteStore, metric: Metric, first: date, value: int) -> None:
    """A figure of each day of a week, as a file of the platform tells it."""
    id = ImportId("file")
    rows = [
        Measure(
            "instagram", "cafe", MeasureKind.DAY, day.isoformat(), day, day, None, "", "",
            {metric: value},
        )
        for day in (first + timedelta(days=n) for n in range(7))
    ]  # fmt: skip
    with store.transaction() as tx:
        tx.lay_down(id, rows)
        tx.put(
            Import(
                id, results_cafe.LATER, "a.csv", "instagram", "instagram", "cafe",
                first, first + timedelta(days=6), 7, 0,
            )
        )  # fmt: skip


def test_the_week_stands_in_a_column_with_the_figures_before(opened: Opened) -> None:
    form = opened()
    keys = [each.row.key for each in form._column.rows]
    assert keys == [VISITS, PROFILE, FOLLOWERS]
    before = form.findChild(QLabel, f"before-{VISITS}")
    assert before.text() == "235 on 7 Mar"
    assert form.findChild(QLabel, f"before-{FOLLOWERS}").text() == "none before"
    assert form.findChild(QLabel, "typing_week").text() == "This week, Monday 8 – Sunday 14 March"


def test_enter_keeps_a_figure_and_moves_on(
    opened: Opened, store: SqliteStore, qtbot: QtBot
) -> None:
    form = opened()
    assert form.focusWidget() is box(form, VISITS)
    qtbot.keyClicks(box(form, VISITS), "241")
    qtbot.keyClick(box(form, VISITS), Qt.Key.Key_Return)
    assert form.isVisible(), "Enter pressed the form's button"
    assert figures(store, "visits")[-1] == 241
    assert form.focusWidget() is box(form, PROFILE)
    qtbot.keyClick(box(form, PROFILE), Qt.Key.Key_Return)
    assert form.focusWidget() is box(form, FOLLOWERS)
    assert len(figures(store, "profile")) == 9, "an empty box is nothing"
    qtbot.keyClick(box(form, FOLLOWERS), Qt.Key.Key_Return)
    done = form.findChild(QPushButton, "confirm")
    assert form.focusWidget() is done
    qtbot.keyClick(done, Qt.Key.Key_Return)
    assert not form.isVisible()


def test_arrows_go_up_and_down(opened: Opened, qtbot: QtBot) -> None:
    form = opened(kpi="profile")
    assert form.focusWidget() is box(form, PROFILE)
    qtbot.keyClick(box(form, PROFILE), Qt.Key.Key_Up)
    assert form.focusWidget() is box(form, VISITS)
    qtbot.keyClick(box(form, VISITS), Qt.Key.Key_Up)
    assert form.focusWidget() is box(form, VISITS)
    qtbot.keyClick(box(form, VISITS), Qt.Key.Key_Down)
    assert form.focusWidget() is box(form, PROFILE)


def test_what_it_is_and_where_to_read_it_stands_beside(
    opened: Opened, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    from smbsocial.domain.ids import AccountId, PlatformKey
    from smbsocial.domain.platforms import Account

    with store.transaction() as tx:
        tx.put(Account(AccountId("ig"), PlatformKey("instagram"), "cornercafe", ""))
    form = opened()
    facts = bridge.ports.library.kpi(PROFILE)  # type: ignore[arg-type]
    assert facts.definition not in said(form)
    box(form, PROFILE).setFocus()
    qtbot.waitUntil(lambda: facts.definition in said(form))
    path = dict(facts.where_to_read)["instagram"]  # type: ignore[index]
    assert f"On Instagram: {path}" in said(form)
    box(form, FOLLOWERS).setFocus()
    qtbot.waitUntil(lambda: "vanity" in said(form))
    assert "Read once a month" in said(form)


def test_a_correction_keeps_its_history(
    opened: Opened, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    form = opened()
    type_into(form, VISITS, "214", qtbot)
    bridge.ports.clock.go_on(seconds=9)  # type: ignore[attr-defined]
    type_into(form, VISITS, "241", qtbot)
    assert figures(store, "visits")[-1] == 241
    kept = bridge.read(history, KpiId("visits"))
    assert [each.superseded_by is not None for each in kept[:2]] == [False, True]
    box(form, VISITS).setFocus()
    qtbot.waitUntil(lambda: "9 Mar: 214, corrected to 241" in said(form))
    bridge.undo_action.trigger()
    assert figures(store, "visits")[-1] == 214
    assert box(form, VISITS).text() == "214"


def test_a_note_goes_with_the_figure(opened: Opened, store: SqliteStore, qtbot: QtBot) -> None:
    form = opened()
    note = form.findChild(QLineEdit, "note")
    assert not note.isEnabled(), "there is no figure to note anything at"
    type_into(form, VISITS, "241", qtbot)
    box(form, VISITS).setFocus()
    note.setFocus()
    qtbot.keyClicks(note, "Street party on Saturday")
    note.editingFinished.emit()
    newest = store.readings(KpiId("visits"))[-1]
    assert (newest.note, newest.hundredths) == ("Street party on Saturday", 24100)
    type_into(form, VISITS, "242", qtbot)
    assert store.readings(KpiId("visits"))[-1].note == "Street party on Saturday"


def test_what_is_no_figure_says_so_and_stays(
    opened: Opened, store: SqliteStore, qtbot: QtBot
) -> None:
    form = opened()
    count = len(store.all(Reading))
    type_into(form, VISITS, "many", qtbot)
    assert form.focusWidget() is box(form, VISITS)
    assert "“many”" in said(form)
    qtbot.mouseClick(form.findChild(QPushButton, "confirm"), Qt.MouseButton.LeftButton)
    assert form.isVisible(), "Done would have lost it"
    type_into(form, VISITS, "-5", qtbot)
    assert len(store.all(Reading)) == count
    assert "0" in form._column.of("visits")._error.text()
    type_into(form, VISITS, "1,241", qtbot)
    assert figures(store, "visits")[-1] == 1241
    assert "“many”" not in said(form)


def test_earlier_weeks_are_corrected_too(opened: Opened, store: SqliteStore, qtbot: QtBot) -> None:
    form = opened()
    on, back = (form.findChild(QPushButton, name) for name in ("typing_on", "typing_back"))
    assert not on.isEnabled(), "no week that is to come"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert form.findChild(QLabel, "typing_week").text() == "Week of Monday 1 – Sunday 7 March"
    assert box(form, VISITS).text() == "235"
    type_into(form, VISITS, "236", qtbot)
    assert figures(store, "visits")[-1] == 236
    assert len(figures(store, "visits")) == 9
    qtbot.mouseClick(on, Qt.MouseButton.LeftButton)
    assert box(form, VISITS).text() == ""
    assert form.findChild(QLabel, f"before-{VISITS}").text() == "236 on 7 Mar"


def test_done_keeps_what_stands_in_the_box(
    opened: Opened, store: SqliteStore, qtbot: QtBot
) -> None:
    form = opened()
    qtbot.keyClicks(box(form, VISITS), "250")
    qtbot.mouseClick(form.findChild(QPushButton, "confirm"), Qt.MouseButton.LeftButton)
    assert figures(store, "visits")[-1] == 250
    assert not form.isVisible()


def test_a_figure_of_a_file_is_offered(
    opened: Opened, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    """Profile visits of a whole week, as a file of the platform tells them."""
    first = results_cafe.FIRST + timedelta(weeks=8, days=-6)
    a_file_tells(store, Metric.PROFILE_VISITS, first, 30)
    form = opened(day=first)
    offer = form.findChild(QPushButton, f"offer-{PROFILE}")
    assert offer.isVisible()
    assert "210" in offer.text()
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert figures(store, "profile")[-1] == 210
    assert box(form, PROFILE).text() == "210"
    assert not offer.isVisible()


def test_a_month_s_figure_is_taken_for_that_month_and_once(
    opened: Opened, store: SqliteStore, qtbot: QtBot
) -> None:
    """Followers are read once a month: in March those of February are offered."""
    last = date(2027, 2, 28)
    with store.transaction() as tx:
        for reading in tx.readings(KpiId("followers")):
            tx.remove(Reading, reading.id)
    a_file_tells(store, Metric.FOLLOWERS, last - timedelta(days=6), 235)
    form = opened()
    offer = form.findChild(QPushButton, "offer-followers")
    assert "235" in offer.text()
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert [r.day for r in store.readings(KpiId("followers"))] == [last]
    assert not offer.isVisible()
    assert box(form, FOLLOWERS).text() == ""  # the week's own is none
    assert "235 on 28 Feb" in said(form)


def test_what_the_counter_says_of_a_week_that_runs_is_said_as_that(
    opened: Opened, store: SqliteStore
) -> None:
    today = results_cafe.LATER.date()
    with store.transaction() as tx:
        tx.put(Tally("t", today, results_cafe.LATER, What.VISIT, "instagram", 5))
        tx.put(Tally("u", today - timedelta(days=7), results_cafe.LATER, What.VISIT, "x", 4))
    offer = f"offer-{VISITS}"
    form = opened()
    assert form.findChild(QPushButton, offer).text() == "The counter says 5 so far: use it"
    before = opened(day=today - timedelta(days=7))
    assert before.findChild(QPushButton, offer).text() == "The counter says 4: use it"


@pytest.mark.parametrize(
    ("sources", "missing", "so_far", "said"),
    [
        ((), (), True, "Your own entries give {value} so far: use it"),
        (("instagram",), (), False, "Your files say {value}: use it"),
        (("instagram",), (), True, "Your files say {value} so far: use it"),
        (("instagram",), ("x",), True, "Your files say {value} so far, some are missing: use it"),
        (("counter",), ("x",), True, "The counter says {value} so far, files are missing: use it"),
        (("counter", "square"), (), False, "The counter and your files say {value}: use it"),
    ],
)
def test_an_offer_names_who_says_it(
    sources: tuple[str, ...], missing: tuple[str, ...], so_far: bool, said: str
) -> None:
    found = Filled(Decimal(5), (), sources, missing)
    today = results_cafe.LATER.date()
    assert offer_words(Proposal(found, today, today, so_far=so_far)) == said


def test_a_figure_kept_elsewhere_is_shown_here(opened: Opened, bridge: Bridge) -> None:
    form = opened()
    today = results_cafe.LATER.date()
    bridge.do(Action.LOG_READING, type_reading, KpiId("visits"), today, Decimal(244))
    assert box(form, VISITS).text() == "244"


def test_readers_hear_what_each_box_is(opened: Opened) -> None:
    form = opened()
    name = box(form, VISITS).accessibleName()
    assert name.endswith("the figure of the week")
    assert box(form, VISITS).accessibleDescription(), "where it is read"
