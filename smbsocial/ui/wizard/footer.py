"""The wizard's footer: back, on, and the exits of the page that decides."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smbsocial.domain.answers import Page
from smbsocial.domain.days import next_quarter
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button, set_words
from smbsocial.ui.wizard.page import Desk

translate = QCoreApplication.translate


class Footer(QWidget):
    """Stays where it is while the page above it scrolls."""

    back_wanted = Signal()
    next_wanted = Signal()
    change_goal_wanted = Signal()
    stay_off_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._back = button("", self.back_wanted.emit, name="back")
        self._stay_off = button("", self.stay_off_wanted.emit, name="stay_off")
        change = translate("Wizard", "Change the goal")
        self._change = button(change, self.change_goal_wanted.emit, name="change_goal")
        self._next = button("", self.next_wanted.emit, primary=True, name="next")
        self._back.setShortcut(QKeySequence("Alt+Left"))
        self._next.setShortcut(QKeySequence("Alt+Right"))
        layout = QHBoxLayout(self)
        edge = theme.PAGE_MARGIN
        layout.setContentsMargins(edge, theme.GAP, edge, theme.CARD_PADDING)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._back)
        layout.addStretch(1)
        for widget in (self._stay_off, self._change, self._next):
            layout.addWidget(widget)

    def show_page(self, page: Page, desk: Desk) -> None:
        """The words and exits of a page."""
        deciding = page is Page.INVESTMENT
        self._stay_off.setVisible(deciding)
        self._change.setVisible(deciding)
        again = next_quarter(desk.brief.today)
        stay = translate("Wizard", "Stay off for now, ask me in {month}")
        set_words(self._stay_off, stay.format(month=formats.month(again.month)))
        first = page is Page.BUSINESS
        self._back.setVisible(not first)
        set_words(self._back, translate("Wizard", "Back"))
        if deciding:
            set_words(self._next, translate("Wizard", "Go with this"))
        elif page is Page.PEOPLE:
            set_words(self._next, translate("Wizard", "Show me the plan"))
        else:
            set_words(self._next, translate("Wizard", "Next"))
        self._next.setEnabled(True)

    def show_preview(self, chosen: int) -> None:
        """The last step: how many posts go into the calendar."""
        self._stay_off.hide()
        self._change.hide()
        self._back.show()
        set_words(self._back, translate("Wizard", "Back"))
        text = translate("Wizard", "Put these {count} posts into the calendar")
        set_words(self._next, text.format(count=formats.number(chosen)))
        self._next.setEnabled(chosen > 0)
