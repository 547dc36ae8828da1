"""Beside the steps of a departure: why in this order, what is planned, and the ways out."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from smbsocial.ui.text import names
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, clear, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.leaving_sheets import LeavingSheet

translate = QCoreApplication.translate


class WhyCard(Card):
    """Says why; it only says what else is wanted."""

    work_wanted = Signal()
    close_wanted = Signal()
    stays_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="why_card")

    def show_sheet(self, sheet: LeavingSheet) -> None:
        """Draw a sheet."""
        clear(self.body)
        name = names.person(sheet.person)
        self.add(label(translate("Leaving", "Why in this order"), "section"))
        order = translate(
            "Leaving",
            "E-mail, phone and second factors first: whoever holds those can undo all the rest."
            " Then roles, then passwords, then sessions and connected apps.",
        )
        self.add(label(order, "muted", wrap=True))
        known = Card("caution", name="known")
        words = translate(
            "Leaving",
            "A password that {person} has seen is known to {person}. Only changing it helps; no"
            " program can make anyone forget.",
        )
        known.add(label(words.format(person=name), wrap=True))
        self.add(known)
        if sheet.posts or sheet.duties:
            self.add(self._work(sheet, name))
        if not sheet.is_over:
            self.add(Flow(*self._ways_out(sheet)))
        self.body.addStretch(1)

    def _work(self, sheet: LeavingSheet, name: str) -> QWidget:
        card = Card("quiet", name="work_left")
        if sheet.posts:
            words = translate(
                "Leaving", "%n post(s) is (are) still planned for {person}.", "", sheet.posts
            )
        else:
            words = translate("Leaving", "Regular work is still planned for {person}.")
        card.add(label(words.format(person=name), wrap=True))
        verb = translate("Leaving", "Hand the work over…")
        card.add(row(button(verb, self.work_wanted.emit, name="hand_over"), None))
        return card

    def _ways_out(self, sheet: LeavingSheet) -> tuple[QWidget, ...]:
        made: list[QWidget] = []
        if sheet.counts.open:
            words = translate("Leaving", "Close with steps open…")
            made.append(button(words, self.close_wanted.emit, flat=True, name="close_open"))
        stays = translate("Leaving", "Stays after all…")
        made.append(button(stays, self.stays_wanted.emit, flat=True, name="stays"))
        return tuple(made)
