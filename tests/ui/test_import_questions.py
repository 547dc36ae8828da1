"""What files do not say: each question in the preview is answered there, and answered anew."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copy

from import_room import ALL, EXPORTS, ImportRoom, choose, describe, press, said
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.ui.results.importing.form import ImportForm
from smbsocial.ui.widgets.fields import DayEdit


def edit(form: ImportForm, name: str) -> DayEdit:
    found = form.findChild(DayEdit, name)
    assert found is not None, said(form)
    return found


def pick(form: ImportForm, name: str, text: str) -> None:
    """Choose as a person does."""
    box = form.findChild(QComboBox, name)
    assert box is not None, said(form)
    at = box.findText(text)
    assert at >= 0, [box.itemText(n) for n in range(box.count())]
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_the_days_of_a_listing(imports: ImportRoom, tmp_path: Path) -> None:
    file = tmp_path / "listing.csv"
    copy(next(EXPORTS.glob("GMB*.csv")), file)
    form = imports.read(file)
    assert "Which days are these figures about?" in said(form)
    edit(form, "ask-0-0-period-day0").show_value(date(2026, 2, 28))
    edit(form, "ask-0-0-period-day1").show_value(date(2026, 2, 1))
    press(form, "ask-0-0-period-use")
    imports.wait(form)
    assert "1 February 2026 – 28 February 2026" in said(form, "file_kind")
    assert "needs an answer" not in said(form)
    assert edit(form, "ask-0-0-period-day0").value() == date(2026, 2, 1)
    imports.take_in(form)
    assert imports.store.measures(MeasureKind.PERIOD, *ALL)


def test_the_first_of_numbered_days(imports: ImportRoom, tmp_path: Path) -> None:
    file = tmp_path / "numbered.csv"
    rows = [f"{n:04d},{10 + n}" for n in range(7)]
    file.write_text("\n".join(["Nth day,Active users", *rows]) + "\n", encoding="utf-8")
    form = imports.read(file)
    assert "The days are only numbered. Which one is the first?" in said(form)
    edit(form, "ask-0-0-starts_on-day0").show_value(date(2027, 5, 3))
    press(form, "ask-0-0-starts_on-use")
    imports.wait(form)
    assert "3 May 2027 – 9 May 2027" in said(form, "file_kind")
    edit(form, "ask-0-0-starts_on-day0").show_value(date(2027, 5, 10))
    press(form, "ask-0-0-starts_on-use")
    imports.wait(form)
    assert "10 May 2027 – 16 May 2027" in said(form, "file_kind")


def test_the_currency_of_a_till(imports: ImportRoom) -> None:
    form = imports.read("square_items.csv")
    assert "Which currency are the amounts in?" in said(form)
    box = form.findChild(QComboBox, "ask-0-0-currency-choice")
    assert box is not None
    assert box.currentText() == ""  # a dollar is never taken for the pound of the business
    pick(form, "ask-0-0-currency-choice", "USD ($)")
    imports.wait(form)
    imports.take_in(form)
    assert {order.currency for order in imports.store.orders(*ALL)} == {"USD"}


def test_the_sign_before_decimals(imports: ImportRoom, tmp_path: Path) -> None:
    file = tmp_path / "till.csv"
    days = [date(2027, 6, 1) + timedelta(days=n) for n in range(5)]
    lines = [f"{n};{day.isoformat()};1.25{n};GBP" for n, day in enumerate(days)]
    file.write_text("\n".join(["Bon;Tag;Summe;W", *lines]) + "\n", encoding="utf-8")
    form = imports.read(file)
    mapping = describe(form)
    for name, text in (
        ("row_kind", "an order or sale"),
        ("column-0", "Number of the order"),
        ("column-1", "Day"),
        ("column-2", "Amount without tax, after discounts"),
        ("column-3", "Currency"),
    ):
        choose(mapping, name, text)
    press(mapping, "confirm")
    imports.wait(form)
    assert "Which sign stands before decimals in this file?" in said(form)
    radios = {r.text(): r for r in form.findChildren(QRadioButton)}
    assert set(radios) == {"a point: 1,234.5", "a comma: 1.234,5"}
    radios["a comma: 1.234,5"].click()
    imports.wait(form)
    assert "Sales £6,260" in said(form)


def test_each_sample_comes_through_the_window(imports: ImportRoom) -> None:
    samples = sorted(path.name for path in EXPORTS.iterdir() if path.suffix != ".json")
    form = imports.read(*samples)
    for ask, answer in (("source", "Instagram"), ("currency", "USD ($)")):
        for key in [card.key for card in form.cards if card.entry.endswith(f"{ask}-choice")]:
            pick(form, f"ask-{key}-{ask}-choice", answer)
            imports.wait(form)
    assert "needs an answer" not in said(form)
    before = imports.seen()
    imports.take_in(form)
    days = imports.store.measures(MeasureKind.DAY, *ALL)
    assert any(day.figures.get(Metric.VIEWS) for day in days)
    imports.bridge.undo_action.trigger()
    assert imports.seen() == before


def test_tab_and_a_screen_reader_go_from_file_to_file_also_after_an_answer(
    imports: ImportRoom, qtbot: QtBot
) -> None:
    first, second = "mbs_daily_views_utf16.csv", "mbs_daily_reach_utf16.csv"
    form = imports.read(first, second, "mbs_instagram_posts_2026.csv")
    for at in (0, 1):
        pick(form, f"ask-{at}-0-source-choice", "Instagram")
        imports.wait(form)
    outs = [f"out-{at}-0" for at in range(3)]
    order = []
    for _ in range(12):
        focused = form.focusWidget()
        assert focused is not None
        order.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    start = order.index("cancel")
    after = [*order[start:], *order[:start]]
    wanted = ["cancel", "confirm", *outs, "fills_table"]
    assert sorted(wanted, key=after.index) == wanted, order
    told = [each.objectName() for each in form.findChildren(QWidget)]
    read = [*(f"file-{at}-0" for at in range(3)), "fills_table", "confirm"]
    assert told.index("file_kind") < told.index("brings")
    assert sorted(read, key=told.index) == read
