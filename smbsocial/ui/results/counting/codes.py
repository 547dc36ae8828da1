"""Codes that customers name, and links that say where people came from."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.counter import Coupon
from smbsocial.domain.ids import CouponId
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.counting.code_rows import CodeRow, LinkRow
from smbsocial.ui.results.counting.forms import CodeForm, LinkForm
from smbsocial.ui.results.counting.qr_code import QrForm
from smbsocial.ui.widgets.buttons import FoldButton, button
from smbsocial.ui.widgets.cards import Card, Paper, clear, line, row
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting import codes
from smbsocial.usecases.counting.sheets import CodeLine, CodesSheet, LinkLine

translate = QCoreApplication.translate

SHOWN_LINKS = 30
"""So many links stand there at once; the others when they are asked for."""


class CodesSection(QWidget):
    """Two lists, each with the button that makes a new one."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._sheet: CodesSheet | None = None
        self._unfolded = False
        self._all_links = False
        self._kept = KeptFocus(self, "new_code", "new_link")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._paper = Paper(margin=0)
        self._paper.setObjectName("codes_paper")
        self._paper.setAccessibleName(translate("Counter", "Codes and links"))
        self._paper.body.setContentsMargins(0, 0, theme.SPACE, theme.PAGE_MARGIN)
        outer.addWidget(self._paper)

    def refresh(self) -> None:
        """Read codes and links anew and draw them."""
        self.show_sheet(self._bridge.read(codes.codes_sheet))

    def show_sheet(self, sheet: CodesSheet) -> None:
        """Draw a sheet."""
        self._keep_focus()
        self._sheet = sheet
        body = self._paper.body
        clear(body)
        body.addWidget(self._codes_card(sheet))
        if sheet.ended:
            words = translate("Counter", "Ended · {count}").format(count=len(sheet.ended))
            fold = FoldButton(words, self._bridge.resources / "icons", name="ended_fold")
            card = Card(name="ended_codes")
            self._add_rows(card, [self._code_row(each) for each in sheet.ended])
            body.addWidget(fold)
            body.addWidget(card)
            fold.folds(card, unfolded=self._unfolded)
            fold.toggled.connect(self._fold_toggled)
        body.addWidget(self._links_card(sheet))
        body.addStretch(1)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the lists."""
        self._paper.setFocus(event.reason())

    def make_code(self) -> None:
        """Ask for a new code."""
        sheet = self._bridge.read(codes.codes_sheet)
        form = CodeForm(sheet.offers, sheet.today, None, self)

        def keep(said: codes.CodeSaid) -> None:
            self._bridge.do(Action.MAKE_CODE, codes.make_code, said)

        form.ask(keep)

    def _codes_card(self, sheet: CodesSheet) -> Card:
        new = button(translate("Counter", "New code…"), self.make_code, name="new_code")
        card = self._card("codes", translate("Counter", "Codes"), new)
        if not (sheet.running or sheet.coming):
            words = translate(
                "Counter",
                "A word that customers name at the counter or type in your shop. Give each platform"
                " its own, and each use tells you who sent them.",
            )
            card.add(label(words, "muted", wrap=True))
        end = translate("Counter", "End it today")
        self._add_rows(card, [self._code_row(each, end) for each in sheet.running])
        if sheet.coming:
            card.add(label(translate("Counter", "To come"), "strong"))
            remove = translate("Counter", "Remove")
            self._add_rows(card, [self._code_row(each, remove) for each in sheet.coming])
        return card

    def _links_card(self, sheet: CodesSheet) -> Card:
        new = button(translate("Counter", "New link…"), self._make_link, name="new_link")
        card = self._card("links", translate("Counter", "Tagged links"), new)
        if not sheet.links:
            words = translate(
                "Counter",
                "A link to your website that tells its statistics which platform sent people. Use"
                " it in posts, in your profile, or as a QR code on the counter.",
            )
            card.add(label(words, "muted", wrap=True))
        shown = sheet.links if self._all_links else sheet.links[:SHOWN_LINKS]
        self._add_rows(card, [self._link_row(each) for each in shown])
        rest = len(sheet.links) - len(shown)
        if rest:
            words = translate("Counter", "Show %n older one(s)", "", rest)
            card.add(button(words, self._show_all_links, flat=True, name="all_links"))
        return card

    def _card(self, name: str, title: str, new: QPushButton) -> Card:
        card = Card(name=name)
        card.add(row(label(title, "section"), None, new))
        return card

    def _add_rows(self, card: Card, rows: Sequence[QWidget]) -> None:
        for number, each in enumerate(rows):
            if number:
                card.add(line())
            card.add(each)

    def _code_row(self, code: CodeLine, end: str = "") -> CodeRow:
        made = CodeRow(code, end)
        made.change_wanted.connect(self._change_code)
        made.end_wanted.connect(self._end_code)
        return made

    def _link_row(self, link: LinkLine) -> LinkRow:
        made = LinkRow(link)
        made.copy_wanted.connect(self._copy_link)
        made.qr_wanted.connect(self._show_qr)
        made.removal_wanted.connect(self._remove_link)
        return made

    def _fold_toggled(self, unfolded: bool) -> None:
        self._unfolded = unfolded

    def _show_all_links(self) -> None:
        self._all_links = True
        self.refresh()

    def _change_code(self, id: str) -> None:
        sheet = self._bridge.read(codes.codes_sheet)
        every = (*sheet.running, *sheet.coming, *sheet.ended)
        found = next((each.coupon for each in every if each.coupon.id == id), None)
        if found is None:
            return
        form = CodeForm(sheet.offers, sheet.today, found, self)

        def keep(said: codes.CodeSaid) -> None:
            self._bridge.do(Action.CHANGE_CODE, codes.change_code, found.id, said)

        form.ask(keep)

    def _end_code(self, id: str) -> None:
        if self._bridge.attempt(Action.END_CODE, codes.end_code, CouponId(id)):
            words = translate("Counter", "The code ends today.")
            if not self._is_kept(id):
                words = translate("Counter", "The code is removed.")
            self._bridge.told.emit(words, True)

    def _is_kept(self, id: str) -> bool:
        return self._bridge.read(lambda reads, _ports: reads.get(Coupon, id)) is not None

    def _make_link(self) -> None:
        sheet = self._bridge.read(codes.codes_sheet)
        form = LinkForm(sheet.offers, sheet.business.website, self)

        def keep(said: codes.LinkSaid) -> None:
            made = self._bridge.do(Action.MAKE_LINK, codes.make_link, said)
            QGuiApplication.clipboard().setText(made.url)
            words = translate("Counter", "The link is made and copied.")
            self._bridge.told.emit(words, True)

        form.ask(keep)

    def _copy_link(self, id: str) -> None:
        found = self._link(id)
        if found is not None:
            QGuiApplication.clipboard().setText(found.link.url)
            self._bridge.told.emit(translate("Counter", "The link is copied."), False)

    def _show_qr(self, id: str) -> None:
        found = self._link(id)
        if found is not None and self._sheet is not None:
            QrForm(found, self._sheet.business.name, self).open()

    def _remove_link(self, id: str) -> None:
        if self._bridge.attempt(Action.REMOVE_LINK, codes.remove_link, id):
            words = translate(
                "Counter", "The link is off the list. Where it is posted or printed it still works."
            )
            self._bridge.told.emit(words, True)

    def _link(self, id: str) -> LinkLine | None:
        links = self._sheet.links if self._sheet else ()
        return next((each for each in links if each.link.id == id), None)

    def _keep_focus(self) -> None:
        """The keyboard stays at the button that had it, else goes to where new ones are made."""
        busy = self._kept.busy(self._paper)
        if busy is not None and busy.objectName():
            heir = "new_link" if "link" in busy.objectName() else "new_code"
            self._kept.keep(busy.objectName(), heir)
