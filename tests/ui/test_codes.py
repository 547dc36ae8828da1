"""Codes and tagged links on the screen, and the QR picture read again as a phone reads it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from corner_cafe import TODAY
from hands import choose, find, pick_file, press, settle, type_into, wait_for
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.counter import Coupon, TaggedLink, What
from smbsocial.domain.ids import CouponId, PillarId, PlatformKey, PostId
from smbsocial.domain.money import Money
from smbsocial.storage.store import SqliteStore
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.printing import fitted_page
from smbsocial.ui.qr_picture import drawn, from_file, pixels
from smbsocial.ui.results.counting import qr_code
from smbsocial.ui.results.counting.code_rows import clicks_words, days_words, uses_words
from smbsocial.ui.results.counting.codes import SHOWN_LINKS, CodesSection
from smbsocial.ui.results.counting.forms import CodeForm, LinkForm
from smbsocial.ui.results.counting.qr_code import QrForm
from smbsocial.ui.widgets.fields import Field
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting import codes, counter
from smbsocial.usecases.counting.codes import CodeSaid, LinkSaid
from smbsocial.usecases.counting.sheets import CodeLine, LinkLine
from smbsocial.vault.qr import read_qr

DAY = timedelta(days=1)
INSTAGRAM = PlatformKey("instagram")
URL = "https://cornercafe.example/menu?lang=en"


class Codes:
    """The section in a window that reads it anew after each change, as the real one does."""

    def __init__(self, bridge: Bridge, store: SqliteStore, qtbot: QtBot) -> None:
        self.bridge, self.store = bridge, store
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        self.section = CodesSection(bridge)
        layout.addWidget(self.section)
        self.window.resize(theme.MINIMUM)
        qtbot.addWidget(self.window)
        bridge.changed.connect(lambda _changed: self.section.refresh())
        self.told: list[str] = []
        bridge.told.connect(lambda words, _undo: self.told.append(words))
        self.section.refresh()
        with qtbot.waitExposed(self.window):
            self.window.show()
        settle()

    @property
    def words(self) -> str:
        shown = [each for each in self.section.findChildren(QLabel) if each.isVisible()]
        return "\n".join(each.text() for each in shown)

    def code(self, **more: object) -> CouponId:
        said = {"code": "SOUP", "offer": "a roll", "platform": INSTAGRAM, "starts": TODAY, **more}
        made = self.bridge.do(Action.MAKE_CODE, codes.make_code, CodeSaid(**said))  # type: ignore[arg-type]
        settle()
        return made

    def link(self, campaign: str = "Soup week", **more: object) -> TaggedLink:
        said = LinkSaid(URL, INSTAGRAM, campaign, **more)  # type: ignore[arg-type]
        made = self.bridge.do(Action.MAKE_LINK, codes.make_link, said)
        settle()
        return made

    def button(self, name: str) -> QPushButton | None:
        return self.section.findChild(QPushButton, name)


@pytest.fixture
def shown(bridge: Bridge, store: SqliteStore, qtbot: QtBot) -> Codes:
    return Codes(bridge, store, qtbot)


def text_in(image: QImage) -> str:
    return read_qr(*pixels(image)).reveal()


def error_at(form: QWidget, name: str) -> str:
    field = form.findChild(Field, f"{name}_field")
    assert field is not None
    return field.error


# Codes


def test_an_empty_page_says_what_will_stand_there(shown: Codes) -> None:
    assert "A word that customers name" in shown.words
    assert "A link to your website" in shown.words


def test_a_code_is_made_in_its_form(shown: Codes) -> None:
    press("new_code", shown.window)
    form = wait_for(CodeForm)
    press("confirm", form)
    assert error_at(form, "code") == "Please fill this in."
    type_into("code", " soup 27 ", form)
    type_into("offer", "a free roll", form)
    choose("post", "Pillar: Lunch of the day", form)
    assert not find("starts", QWidget, form).isHidden()
    press("confirm", form)
    [made] = shown.store.all(Coupon)
    assert (made.code, made.offer, made.platform) == ("soup 27", "a free roll", INSTAGRAM)
    assert (made.pillar, made.post, made.starts, made.ends) == (PillarId("p2"), None, TODAY, None)
    assert "Not used yet." in shown.words
    assert "from 13 January 2027" in shown.words


def test_a_code_may_end_on_a_day_and_be_for_a_post(shown: Codes) -> None:
    press("new_code", shown.window)
    form = wait_for(CodeForm)
    type_into("code", "BOARD", form)
    choose("post", "Post of Thu 14 Jan: Menu board result", form)
    box = form.findChild(QCheckBox, "open_end")
    assert box is not None
    assert box.isChecked()
    box.click()
    settle()
    assert find("ends", QWidget, form).isVisible()
    press("confirm", form)
    [made] = shown.store.all(Coupon)
    assert (made.post, made.pillar, made.ends) == (PostId("post06"), PillarId("p1"), TODAY)


def test_posts_of_another_platform_are_not_offered(shown: Codes) -> None:
    press("new_code", shown.window)
    form = wait_for(CodeForm)
    choose("platform", "Mastodon", form)
    with pytest.raises(AssertionError, match="does not offer"):
        choose("post", "Post of Thu 14 Jan: Menu board result", form)
    choose("platform", "Instagram", form)
    choose("post", "Post of Thu 14 Jan: Menu board result", form)
    form.reject()
    settle()


def test_a_code_that_runs_already_is_refused_at_its_field(shown: Codes) -> None:
    shown.code(code="SOUP")
    press("new_code", shown.window)
    form = wait_for(CodeForm)
    type_into("code", "soup", form)
    press("confirm", form)
    assert "“SOUP” runs on some of these days already" in error_at(form, "code")
    assert form.isVisible()
    form.reject()
    settle()


def test_a_code_is_changed_and_ended_and_undone(shown: Codes) -> None:
    id = shown.code()
    press(f"change_code-{id}", shown.window)
    form = wait_for(CodeForm)
    assert form.windowTitle() == "Change the code SOUP"
    type_into("code", "BROTH", form)
    press("confirm", form)
    assert "BROTH" in shown.words
    press(f"end_code-{id}", shown.window)
    assert shown.told == ["The code ends today."]
    assert "on 13 January 2027" in shown.words
    shown.bridge.undo_action.trigger()
    settle()
    assert "from 13 January 2027" in shown.words


def test_a_code_to_come_is_removed_and_ended_ones_are_folded(shown: Codes) -> None:
    coming = shown.code(code="LATER", starts=TODAY + DAY)
    over = shown.code(code="OVER", starts=TODAY - 9 * DAY, ends=TODAY - DAY)
    assert "To come" in shown.words
    assert "OVER" not in shown.words
    press("ended_fold", shown.window)
    assert "OVER" in shown.words
    assert shown.button(f"end_code-{over}") is None
    press(f"end_code-{coming}", shown.window)
    assert shown.told == ["The code is removed."]
    assert "LATER" not in shown.words
    assert "OVER" in shown.words  # it stays unfolded


def test_uses_are_told_with_where_they_are_known_from(shown: Codes) -> None:
    id = shown.code()
    said = counter.Said(TODAY, What.ORDER, "instagram", 3, id, Money(1950, "GBP"))
    shown.bridge.do(Action.TALLY, counter.tally, said)
    settle()
    uses = shown.section.findChild(QLabel, f"uses-{id}")
    assert uses is not None
    assert uses.text() == "Used by 3 person(s) · counted at the counter · £19.50 taken"
    [coupon] = shown.store.all(Coupon)
    tills = CodeLine(coupon, "Instagram", "", 5, 0, 5, None)
    assert uses_words(tills) == "Used by 5 person(s) · found in imported files"
    both = CodeLine(coupon, "Instagram", "", 5, 3, 4, None)
    assert "3 at the counter, 4 in imported files" in uses_words(both)
    ended = Coupon(id, "A", "", INSTAGRAM, None, None, starts=TODAY, ends=TODAY + DAY)
    assert days_words(ended) == "13 January 2027 to 14 January 2027"


# Links


def test_a_link_is_made_copied_and_listed(shown: Codes) -> None:
    press("new_link", shown.window)
    form = wait_for(LinkForm)
    type_into("url", "cornercafe.example", form)
    type_into("campaign", "Soup week", form)
    press("confirm", form)
    assert "is not the address of a web page" in error_at(form, "url")
    type_into("url", URL, form)
    type_into("campaign", "!!", form)
    press("confirm", form)
    assert error_at(form, "campaign") == "Please fill this in."
    assert error_at(form, "url") == ""
    type_into("campaign", "Soup week", form)
    choose("post", "Pillar: Lunch of the day", form)
    press("confirm", form)
    [made] = shown.store.all(TaggedLink)
    assert made.url == (
        f"{URL}&utm_source=instagram&utm_medium=social&utm_campaign=soup_week"
        "&utm_content=lunch_of_the_day"
    )
    assert QGuiApplication.clipboard().text() == made.url
    assert shown.told == ["The link is made and copied."]
    assert "under “soup_week”" in shown.words


def test_a_link_is_copied_and_removed_and_comes_back(shown: Codes) -> None:
    made = shown.link()
    QGuiApplication.clipboard().clear()
    press(f"copy_link-{made.id}", shown.window)
    assert QGuiApplication.clipboard().text() == made.url
    press(f"remove_link-{made.id}", shown.window)
    assert "still works" in shown.told[-1]
    assert shown.store.all(TaggedLink) == ()
    assert shown.button(f"remove_link-{made.id}") is None
    shown.bridge.undo_action.trigger()
    settle()
    assert shown.button(f"remove_link-{made.id}") is not None


def test_the_keyboard_goes_on_where_a_link_was_removed(shown: Codes, qtbot: QtBot) -> None:
    made = shown.link()
    button = shown.button(f"remove_link-{made.id}")
    assert button is not None
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press(f"remove_link-{made.id}", shown.window)

    def at() -> str:
        focused = shown.window.focusWidget()
        return focused.objectName() if focused is not None else ""

    qtbot.waitUntil(lambda: at() == "new_link")


def test_older_links_stand_there_when_asked_for(shown: Codes) -> None:
    made = [shown.link(f"Week {number}") for number in range(SHOWN_LINKS + 2)]
    assert shown.button(f"copy_link-{made[0].id}") is None
    assert shown.button(f"copy_link-{made[-1].id}") is not None
    press("all_links", shown.window)
    assert shown.button(f"copy_link-{made[0].id}") is not None


def test_clicks_are_told_where_they_are_known(shown: Codes) -> None:
    made = shown.link()
    known = LinkLine(made, "Instagram", "", 14)
    assert clicks_words(known) == "14 click(s) on the post’s link, says Instagram"


def test_every_button_says_what_it_is_about(shown: Codes) -> None:
    code, link = shown.code(), shown.link()
    names = {each.objectName(): each.accessibleName() for each in buttons(shown)}
    assert names[f"change_code-{code}"] == "Change…: SOUP"
    assert names[f"copy_link-{link.id}"] == "Copy link: soup_week"
    assert all(names.values())


def buttons(shown: Codes) -> list[QPushButton]:
    return [each for each in shown.section.findChildren(QPushButton) if each.isVisible()]


def test_long_words_give_way_and_buttons_stay(shown: Codes) -> None:
    shown.code(code="X" * 40, offer="word " * 90)
    shown.link("a campaign " * 5, post=PostId("post08"))
    shown.section.setFixedWidth(theme.MINIMUM.width() - theme.RAIL_WIDTH - 2 * theme.PAGE_MARGIN)
    settle()
    for each in buttons(shown):
        corner = each.mapTo(shown.section, each.rect().bottomRight())
        assert corner.x() <= shown.section.rect().right(), each.objectName()


# The QR code


@pytest.fixture
def qr(shown: Codes) -> Callable[[], QrForm]:
    made = shown.link()

    def opened() -> QrForm:
        press(f"qr_link-{made.id}", shown.window)
        return wait_for(QrForm)

    return opened


def test_the_picture_on_the_screen_is_the_link(shown: Codes, qr: Callable[[], QrForm]) -> None:
    form = qr()
    [link] = shown.store.all(TaggedLink)
    picture = form.findChild(QLabel, "qr")
    assert picture is not None
    assert text_in(picture.pixmap().toImage()) == link.url
    assert qr_code.SHOWN * 0.7 < picture.pixmap().width() <= qr_code.SHOWN
    assert text_in(form.grab().toImage()) == link.url
    assert picture.accessibleDescription() == link.url
    press("close_qr", form)


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_saved_picture_is_the_link(
    shown: Codes, qr: Callable[[], QrForm], tmp_path: Path, suffix: str
) -> None:
    form = qr()
    [link] = shown.store.all(TaggedLink)
    path = tmp_path / f"code.{suffix}"
    press(f"save_{suffix}", form)
    pick_file(path)
    said = form.findChild(QLabel, "qr_said")
    assert said is not None
    assert said.text() == f"Written to {path}"
    if suffix == "png":
        assert text_in(from_file(path)) == link.url
    else:
        renderer = QSvgRenderer(str(path))
        assert renderer.isValid()
        picture = QImage(QSize(600, 600), QImage.Format.Format_RGB32)
        picture.fill(0)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(picture.rect()))
        painter.end()
        assert text_in(picture) == link.url
    press("close_qr", form)


def test_a_folder_that_is_gone_is_said_in_the_form(
    qr: Callable[[], QrForm], tmp_path: Path
) -> None:
    form = qr()
    form.save(tmp_path / "gone" / "code.png", "png")
    said = form.findChild(QLabel, "qr_said")
    assert said is not None
    assert "could not be written" in said.text()
    assert said.property("kind") == "error"
    press("close_qr", form)


def test_the_printed_page_holds_the_code(shown: Codes, qr: Callable[[], QrForm]) -> None:
    form = qr()
    [link] = shown.store.all(TaggedLink)
    line = LinkLine(link, "Instagram", "", None)
    document = fitted_page(qr_code.page_html(line, "Soup & Söhne"), QSize(540, 780).toSizeF())
    assert document.pageCount() == 1
    assert document.toPlainText().startswith("Soup & Söhne")
    page = QImage(QSize(1080, 1560), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.scale(2, 2)
    document.drawContents(painter)
    painter.end()
    assert text_in(page) == link.url
    press("print_qr", form)
    preview = wait_for(QPrintPreviewDialog)
    assert preview.windowTitle() == "Print the QR code"
    preview.reject()
    settle()
    press("close_qr", form)


def test_the_longest_link_still_fits_into_a_code() -> None:
    url = "https://cornercafe.example/" + "x" * 1_973
    assert len(url) == 2_000
    assert text_in(drawn(url, module=4)) == url
    assert text_in(QImage.fromData(qr_code.png(url))) == url
