"""What looks at the pictures must see: a fault of each kind, made on purpose."""

from collections.abc import Iterator

import pytest
from looking import clipped, entered_wrongly, nameless, out_of_reach, outside, overlapping
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from smbsocial.ui.widgets.cards import Paper, row
from smbsocial.ui.widgets.labels import ElidedLabel

LONG = "This sentence is longer than the room that it was given"


@pytest.fixture
def front(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.setLayout(QVBoxLayout())
    made.resize(400, 300)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def put(front: QWidget, widget: QWidget) -> QWidget:
    front.layout().addWidget(widget)
    rest(front)
    return widget


def rest(front: QWidget) -> None:
    """Let the layout come to rest; a widget put in is shown a moment later."""
    QCoreApplication.processEvents()
    front.layout().activate()


@pytest.mark.parametrize("kind", [QLabel, QPushButton])
def test_text_without_room_is_seen(front: QWidget, kind: type[QLabel | QPushButton]) -> None:
    squeezed = put(front, kind(LONG))
    assert list(clipped(front)) == []
    squeezed.setFixedWidth(60)
    rest(front)
    assert len(list(clipped(front))) == 1


def test_wrapped_text_without_height_is_seen(front: QWidget) -> None:
    squeezed = QLabel(LONG)
    squeezed.setWordWrap(True)
    put(front, squeezed)
    squeezed.setFixedSize(80, 20)
    rest(front)
    assert len(list(clipped(front))) == 1


def test_an_ellipsis_with_its_tooltip_is_fine(front: QWidget) -> None:
    elided = put(front, ElidedLabel(LONG))
    elided.setFixedWidth(60)
    rest(front)
    elided.show_text(LONG)
    assert "…" in elided.text()
    assert list(clipped(front)) == []
    elided.setToolTip("")
    assert len(list(clipped(front))) == 1


def test_overlap_is_seen(front: QWidget) -> None:
    one, other = put(front, QPushButton("One")), put(front, QPushButton("Other"))
    assert list(overlapping(front)) == []
    other.setGeometry(one.geometry())
    assert len(list(overlapping(front))) == 1


def test_what_sticks_out_is_seen(front: QWidget) -> None:
    lost = put(front, QPushButton("Lost"))
    assert list(outside(front)) == []
    lost.move(390, 10)
    assert len(list(outside(front))) == 1


def test_a_page_that_hides_its_side_is_seen(front: QWidget) -> None:
    page = Paper()
    put(front, page)
    page.body.addWidget(QLabel("short"))
    rest(front)
    assert list(outside(front)) == []
    page.paper.setMinimumWidth(900)
    page.paper.resize(900, 100)
    assert any("hides" in problem for problem in outside(front))


def test_a_control_without_name_is_seen(front: QWidget) -> None:
    field = put(front, QLineEdit())
    assert len(list(nameless(front))) == 1
    field.setAccessibleName("Name")
    assert list(nameless(front)) == []


def test_a_trap_for_the_tab_key_is_seen(front: QWidget) -> None:
    put(front, QLineEdit())
    trap = put(front, QPlainTextEdit())
    put(front, QPushButton("After"))
    front.layout().itemAt(0).widget().setFocus(Qt.FocusReason.OtherFocusReason)
    assert any("After" in problem for problem in out_of_reach(front))
    trap.setTabChangesFocus(True)
    assert list(out_of_reach(front)) == []


def test_enter_that_presses_another_button_is_seen(qtbot: QtBot) -> None:
    """As it was: the default button was none yet when it came into its dialog."""
    form = QDialog()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    show, confirm = QPushButton("Show"), QPushButton("Unlock")
    confirm.setProperty("primary", True)
    confirm.setDefault(True)
    for widget in (QLineEdit(), row(show), row(confirm)):
        column.addWidget(widget)
    with qtbot.waitExposed(form):
        form.show()
    assert any("Show" in problem for problem in entered_wrongly(form))
    confirm.setDefault(True)
    assert list(entered_wrongly(form)) == []
    form.close()
