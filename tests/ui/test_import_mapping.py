"""Files that nobody knows: described once, read that way, remembered until it is taken back."""

import csv
from datetime import date
from pathlib import Path

import pytest
from import_room import ALL, ImportRoom, choose, days_file, describe, press, said
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
)

from smbsocial.domain.ids import KpiId
from smbsocial.domain.measures import ROLES, ColumnMap, Import, MeasureKind, Metric, RowKind
from smbsocial.ui.results.importing.form import ImportForm
from smbsocial.ui.results.importing.mapping import likely_kind
from smbsocial.ui.text import import_preview as preview


def describe_days(imports: ImportRoom, file: Path) -> ImportForm:
    form = imports.read(file)
    mapping = describe(form)
    choose(mapping, "row_kind", "a day")
    choose(mapping, "row_source", "Instagram")
    choose(mapping, "column-0", "Day")
    choose(mapping, "column-1", "Views")
    choose(mapping, "column-2", "Visits to the profile")
    press(mapping, "confirm")
    imports.wait(form)
    return form


def test_the_first_rows_are_shown_with_a_chooser_above_each(
    imports: ImportRoom, tmp_path: Path
) -> None:
    form = imports.read(days_file(tmp_path))
    assert "This kind of file is new to us." in said(form)
    mapping = describe(form)
    text = said(mapping)
    for shown in ("Tag", "Gesehen", "2027-05-03", "104", "x4"):
        assert shown in text
    boxes = [mapping.findChild(QComboBox, f"column-{n}") for n in range(4)]
    names = [box.accessibleName() for box in boxes if box is not None]
    assert names == ["Column Tag", "Column Gesehen", "Column Besuche", "Column Notiz"]
    mapping.reject()


def test_a_file_that_looks_like_a_tills_is_offered_as_orders(
    imports: ImportRoom, tmp_path: Path
) -> None:
    till = tmp_path / "till.csv"
    till.write_text("Day,Receipt,Sum,Voucher,Served\n2027-01-04,1041,12.40,SOUP,Sam\n")
    form = imports.read(till)
    mapping = describe(form)
    chosen = [
        mapping.findChild(QComboBox, f"row_{name}").currentText() for name in ("kind", "source")
    ]
    assert chosen == ["an order or sale", "Till or shop"]
    columns = mapping.findChild(QScrollArea, "columns")
    assert columns.horizontalScrollBar().maximum() == 0, "five columns have room"
    mapping.reject()
    assert likely_kind(("Day", "Views", "Total")) is RowKind.POST


@pytest.mark.parametrize("kind", list(RowKind))
def test_each_kind_of_row_offers_what_it_may_have(
    imports: ImportRoom, tmp_path: Path, kind: RowKind
) -> None:
    mapping = describe(imports.read(days_file(tmp_path)))
    choose(mapping, "row_kind", preview.row_kind(kind))
    box = mapping.findChild(QComboBox, "column-0")
    assert box is not None
    offered = [box.itemText(n) for n in range(box.count())]
    figures = (
        [preview.means(m) for m in Metric] if kind.value in {"post", "day", "campaign"} else []
    )
    assert offered == ["leave it alone", *map(preview.role, ROLES[kind]), *figures]
    mapping.reject()


def test_a_described_file_comes_in_and_fills_kpis(imports: ImportRoom, tmp_path: Path) -> None:
    form = describe_days(imports, days_file(tmp_path))
    assert "File that you described · Instagram · 3 May 2027 – 30 May 2027 · 28 rows" in said(form)
    imports.take_in(form)
    days = imports.store.measures(MeasureKind.DAY, *ALL)
    assert sum(d.figures[Metric.VIEWS] for d in days) == sum(range(100, 128))
    week = [r for r in imports.store.readings(KpiId("profile_visits")) if r.day == date(2027, 5, 9)]
    assert [r.hundredths for r in week] == [100 * sum(range(7))]


def test_what_was_described_is_remembered_and_undone_with_the_import(
    imports: ImportRoom, tmp_path: Path
) -> None:
    before = imports.seen()
    imports.take_in(describe_days(imports, days_file(tmp_path)))
    [kept] = imports.store.all(ColumnMap)
    assert (kept.source, kept.kind) == ("instagram", "day")
    again = imports.read(days_file(tmp_path, "june.csv", first=date(2027, 5, 31)))
    assert "File that you described" in said(again)
    assert again.findChild(QPushButton, "describe-0-0") is None
    imports.take_in(again)
    imports.bridge.undo_action.trigger()
    assert imports.store.all(ColumnMap) == (kept,)
    imports.bridge.undo_action.trigger()
    assert imports.seen() == before
    imports.bridge.redo_action.trigger()
    assert imports.store.all(ColumnMap) == (kept,)


def test_nothing_is_remembered_of_an_import_that_is_cancelled(
    imports: ImportRoom, tmp_path: Path
) -> None:
    form = describe_days(imports, days_file(tmp_path))
    press(form, "cancel")
    assert imports.store.all(ColumnMap) == ()


def test_a_description_can_be_corrected_before_it_is_taken_in(
    imports: ImportRoom, tmp_path: Path
) -> None:
    form = describe_days(imports, days_file(tmp_path))
    assert "Views 3,178" in said(form)
    mapping = describe(form)
    box = mapping.findChild(QComboBox, "column-1")
    assert box is not None
    assert box.currentText() == "Views"
    choose(mapping, "column-1", "Likes")
    press(mapping, "confirm")
    imports.wait(form)
    assert "Likes 3,178" in said(form)
    assert "Views" not in said(form, "totals")


def test_a_description_that_fits_nothing_can_be_mended(imports: ImportRoom, tmp_path: Path) -> None:
    form = imports.read(days_file(tmp_path))
    mapping = describe(form)
    choose(mapping, "row_kind", "a day")
    choose(mapping, "row_source", "Instagram")
    choose(mapping, "column-3", "Day")
    choose(mapping, "column-1", "Views")
    press(mapping, "confirm")
    imports.wait(form)
    assert "no row of it can be used" in said(form)
    mapping = describe(form)
    choose(mapping, "column-3", "leave it alone")
    choose(mapping, "column-0", "Day")
    press(mapping, "confirm")
    imports.wait(form)
    assert "28 rows" in said(form)


def test_what_is_missing_is_said(imports: ImportRoom, tmp_path: Path) -> None:
    form = imports.read(days_file(tmp_path))
    mapping = describe(form)
    press(mapping, "confirm")
    assert "where it is from" in said(mapping, "trouble")
    trouble = mapping.findChild(QLabel, "trouble")
    choose(mapping, "row_source", "Instagram")
    assert trouble.isHidden(), "it was said"
    press(mapping, "confirm")
    assert "Please say which column is this: Day." in said(mapping, "trouble")
    choose(mapping, "column-0", "Day")
    assert trouble.isHidden(), "it was said"
    press(mapping, "confirm")
    assert "at least one column counts" in said(mapping, "trouble")
    choose(mapping, "column-1", "Views")
    choose(mapping, "column-2", "Views")
    press(mapping, "confirm")
    assert "can’t both be this: Views" in said(mapping, "trouble")
    assert mapping.isVisible()
    mapping.reject()
    press(form, "cancel")


def test_orders_of_an_unknown_till_are_taken_in(imports: ImportRoom, tmp_path: Path) -> None:
    file = tmp_path / "till.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["Bon", "Wann", "Summe", "Wort", "Waehrung"])
        for n in range(20):
            writer.writerow([f"B{n}", f"2027-06-{n + 1:02d}", f"{n + 1}.50", "SOUP", "GBP"])
    form = imports.read(file)
    mapping = describe(form)
    choose(mapping, "row_kind", "an order or sale")
    choose(mapping, "column-0", "Number of the order")
    choose(mapping, "column-1", "Day")
    choose(mapping, "column-2", "Amount without tax, after discounts")
    choose(mapping, "column-3", "Coupon code")
    choose(mapping, "column-4", "Currency")
    press(mapping, "confirm")
    imports.wait(form)
    assert "Till or shop" in said(form)
    imports.take_in(form)
    orders = imports.store.orders(*ALL)
    assert sum(order.net for order in orders) == sum(range(1, 21)) * 100 + 20 * 50
    assert {(o.code, o.currency, o.source) for o in orders} == {("SOUP", "GBP", "till")}


def test_which_comes_first_is_remembered_with_the_columns(
    imports: ImportRoom, tmp_path: Path
) -> None:
    file = tmp_path / "unsure.csv"
    rows = [f"0{n}/0{10 - n}/2027;{n * 10};p{n}" for n in (7, 2, 9)]
    file.write_text("\n".join(["Tag;Gesehen;Nummer", *rows]), encoding="utf-8")
    form = imports.read(file)
    mapping = describe(form)
    choose(mapping, "row_source", "Instagram")
    choose(mapping, "column-0", "Day")
    choose(mapping, "column-1", "Views")
    choose(mapping, "column-2", "Number or name of its own")
    press(mapping, "confirm")
    imports.wait(form)
    [day_first, _month_first] = form.findChildren(QRadioButton)
    day_first.click()
    imports.wait(form)
    imports.take_in(form)
    [kept] = imports.store.all(ColumnMap)
    assert kept.day_first is True
    assert imports.store.all(Import)[0].first == date(2027, 1, 9)
    again = imports.read(file)
    assert "Everything in it is known already." in said(again)
    assert not again.findChildren(QRadioButton)
    press(again, "cancel")


def test_the_columns_are_reached_with_the_keyboard(imports: ImportRoom, tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    names = [f"c{n}" for n in range(20)]
    file.write_text(",".join(names) + "\n" + ",".join("5" for _ in names) + "\n", encoding="utf-8")
    mapping = describe(imports.read(file))
    first = mapping.findChild(QComboBox, "column-0")
    last = mapping.findChild(QComboBox, "column-19")
    assert first is not None
    assert last is not None
    first.setFocus()
    for _step in range(19):
        imports.qtbot.keyClick(mapping.focusWidget(), Qt.Key.Key_Tab)
    assert mapping.focusWidget() is last
    assert mapping.width() <= mapping.screen().availableGeometry().width()
    mapping.reject()
