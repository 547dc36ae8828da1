"""The hand-over sheet: one page that says what was done, by whom, when, and what is open."""

from dataclasses import replace
from pathlib import Path

import people_room
import pytest
from people_room import CANVA, SAM, People
from PySide6.QtCore import QLocale, QRegularExpression, QSizeF
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintPreviewDialog
from vault_room import ANN, BLUESKY, OWNERS, PASSWORD, Room

from smbsocial.domain.departures import LeavingStep, LineState
from smbsocial.domain.errors import Code
from smbsocial.domain.ids import AccountId, DepartureId, PlatformKey
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Secret
from smbsocial.ui.people.handover_sheet import (
    handover_file_name,
    handover_html,
    handover_pdf,
)
from smbsocial.ui.printing import fitted_page
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, unlocking
from smbsocial.usecases.vault.leaving import answer_step, keep_new_password, leaving_sheet
from smbsocial.usecases.vault.leaving_sheets import LeavingSheet

A4 = QSizeF(515, 762)
NEW = "cAnArY-new-one"


@pytest.fixture
def people(room: Room) -> People:
    people_room.keep(room)
    run_here(unlocking.unlock(room.vault, ANN, OWNERS))
    return people_room.made(room)


@pytest.fixture
def leaving(people: People) -> DepartureId:
    """Bluesky's password is changed, Canva's could not be."""
    id = people.leave()
    people.room.clock.go_on(hours=5)
    run_here(keep_new_password(people.room.vault, BLUESKY, Secret(NEW)))
    line = people.line(id, LeavingStep.PASSWORD, CANVA)
    people.room.bridge.changes.write(
        answer_step, line.id, by=ANN, state=LineState.COULD_NOT, note="Canva <must> answer & first"
    )
    return id


def sheet_of(people: People, id: DepartureId) -> LeavingSheet:
    return people.room.bridge.read(leaving_sheet, id)


def words(sheet: LeavingSheet) -> str:
    document = QTextDocument()
    document.setHtml(handover_html(sheet))
    return document.toPlainText()


def test_it_says_who_what_when_and_what_is_open(people: People, leaving: DepartureId) -> None:
    said = words(sheet_of(people, leaving))
    assert "Hand-over sheet: Sam" in said
    assert "Corner Café" in said
    assert "Staff; started on 13 January 2027, 09:30 by Ann." in said
    assert "Not closed yet" in said
    assert "; 14:30 password changed" in said
    assert "11 January 2027, 09:30, password copied" in said
    assert "yes, 13 January 2027, 14:30" in said
    assert "change the password: could not (Canva <must> answer & first)" in said
    assert "No tool can undo a password a person memorised" in said
    assert said.count("Place and date") == 2
    assert "For Corner Café" in said


def test_the_closed_one_says_so_and_why(people: People, leaving: DepartureId) -> None:
    run_here(departures.close(people.room.vault, leaving, ANN, why="closed for good"))
    said = words(sheet_of(people, leaving))
    assert "Closed on 13 January 2027, 14:30 by Ann." in said
    assert "Closed with steps open because: closed for good" in said
    assert "fresh backup" in said


def test_the_one_that_was_called_off_says_so(people: People, leaving: DepartureId) -> None:
    departures.cancel(people.room.vault, leaving, ANN)
    assert "Called off: stays after all." in words(sheet_of(people, leaving))


def test_no_secret_stands_on_it(people: People, leaving: DepartureId) -> None:
    html = handover_html(sheet_of(people, leaving))
    assert NEW not in html
    assert PASSWORD not in html


def test_it_stays_one_page_with_eight_accounts(people: People, leaving: DepartureId) -> None:
    sheet = sheet_of(people, leaving)
    many = tuple(
        replace(each, account=replace(each.account, id=AccountId(f"{each.account.id}{n}")))
        for n in range(2)
        for each in sheet.accounts
    )
    assert len(many) == 8
    document = fitted_page(handover_html(replace(sheet, accounts=many)), A4)
    assert document.pageCount() == 1


def test_what_does_not_fit_goes_on_to_the_next_page(
    people: People, leaving: DepartureId, tmp_path: Path
) -> None:
    sheet = sheet_of(people, leaving)
    handover_pdf(replace(sheet, accounts=sheet.accounts * 20), tmp_path / "long.pdf")
    pages = (tmp_path / "long.pdf").read_bytes().count(b"/Type /Page\n")
    assert pages > 1


def test_a_name_that_is_no_file_name_makes_one(people: People, leaving: DepartureId) -> None:
    sheet = sheet_of(people, leaving)
    odd = replace(sheet, person=replace(sheet.person, name='../Sam: "the/baker"'))
    name = handover_file_name(odd)
    assert name.endswith(".pdf")
    assert not set(name) & set('/\\:"')
    assert "<b>" not in handover_html(replace(odd, accounts=())).partition("</h2>")[0]


@pytest.mark.parametrize(
    ("country", "size"),
    [
        (QLocale.Country.UnitedKingdom, (595, 842)),
        (QLocale.Country.UnitedStates, (612, 792)),
    ],
)
def test_the_pdf_has_the_countrys_paper(
    people: People,
    leaving: DepartureId,
    tmp_path: Path,
    country: QLocale.Country,
    size: tuple[int, int],
) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, country))
    try:
        handover_pdf(sheet_of(people, leaving), tmp_path / "sheet.pdf")
    finally:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    written = (tmp_path / "sheet.pdf").read_bytes().decode("latin-1")
    box = QRegularExpression(r"/MediaBox \[0 0 (\d+)\S* (\d+)").match(written)
    assert (int(box.captured(1)), int(box.captured(2))) in {size, (size[0], size[1] + 1)}
    assert written.count("/Type /Page\n") == 1


def test_it_is_saved_from_the_page(people: People, leaving: DepartureId, tmp_path: Path) -> None:
    people.press(f"go_on-{leaving}")
    people.page._leaving.save_pdf(tmp_path / "sam.pdf")
    assert people.told == ["The hand-over sheet is saved as sam.pdf."]
    assert (tmp_path / "sam.pdf").read_bytes().startswith(b"%PDF")
    people.page._leaving.save_pdf(tmp_path / "nowhere" / "sam.pdf")
    assert people.room.failures == [Code.FILE_NOT_WRITTEN.value]


def test_it_is_printed_from_the_page(people: People, leaving: DepartureId) -> None:
    people.press(f"go_on-{leaving}")
    people.press("handover_print")
    preview = people.room.dialog(QPrintPreviewDialog)
    assert preview.windowTitle() == "Print the hand-over sheet"
    preview.close()


def test_a_service_of_ones_own_has_its_name(people: People) -> None:
    with people.room.store.transaction() as tx:
        tx.put(Account(AccountId("more"), PlatformKey("bluesky"), "Bluesky"))
    said = words(sheet_of(people, people.leave(SAM)))
    assert "Canva" in said
    assert "Bluesky\nBluesky" not in said
