"""A reminder in the window: a card at its lower edge that never takes the keyboard by itself."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

from smbsocial.domain.reminders import Due
from smbsocial.ui import theme
from smbsocial.ui.reminders.later import later_button
from smbsocial.ui.text import reminders as words
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, row
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.message_bar import MessageBar

translate = QCoreApplication.translate

POPUP_WIDTH = theme.SPACE * 96
LOOK_ROUND_MS = 500
"""How often it is looked whether a button that matters has come to lie below."""


class ReminderPopup(Card):
    """One reminder with its answers, or several as one line that leads to their page.

    It gives way to the primary button and to the message bar; F6 leads into it and out again.
    """

    open_wanted = Signal()
    later_wanted = Signal(object)  # domain.reminders.Snooze
    done_wanted = Signal()
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__("now", name="reminder_popup")
        self._before: QWidget | None = None
        self._window = window
        self.setParent(window)
        window.installEventFilter(self)
        self._title = label("", "strong", wrap=True, name="reminder_title")
        self._text = label("", "small", wrap=True, name="reminder_text")
        close = button("×", self.closed.emit, flat=True, name="reminder_close",
                       accessible=translate("Reminders", "Close reminder"))  # fmt: skip
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE * 2)
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._text)
        self._open = button("", self.open_wanted.emit, name="reminder_open")
        self._later = later_button(self.later_wanted.emit, name="reminder_later")
        done = translate("Reminders", "Done")
        self._done = button(done, self.done_wanted.emit, name="reminder_done")
        self.body.addWidget(row(self._open, self._later, self._done, None))
        for each in (self._open, self._later, self._done, close):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self._round = QTimer(self)
        self._round.setInterval(LOOK_ROUND_MS)
        self._round.timeout.connect(self._give_way)
        self.hide()

    def show_dues(self, dues: Sequence[Due]) -> None:
        """Show what is due; nothing hides it, and gives the keyboard back."""
        if not dues:
            self._leave()
            return
        title, text = words.summary(dues)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        several = len(dues) > 1
        verb = translate("Reminders", "Show them") if several else translate("Reminders", "Open")
        self._open.setText(verb)
        self._open.setAccessibleName(verb)
        self._done.setVisible(not several)
        told = translate("Reminders", "Reminder: {title}").format(title=title)
        self.setAccessibleName(told)
        self.setAccessibleDescription(text)
        self.show()
        self.raise_()
        self._take_place()
        self._round.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def answer(self) -> None:
        """Lead the keyboard in; once it is there, back to where it came from."""
        if self.isHidden():
            return
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._give_back()
        else:
            self._before = focused
            self._open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the page, and leaves the reminder where it is."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_back()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window has grown or shrunk."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._take_place()
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self._round.stop()
        if had_keyboard:
            self._give_back()
        self.hide()

    def _give_back(self) -> None:
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (focused := self.window().focusWidget()) is not None:
            focused.clearFocus()
        self._before = None

    def _give_way(self) -> None:
        """Only when something has come below: a card that jumps about is worse than one."""
        if any(self.geometry().intersects(each) for each in self._kept_free()):
            self._take_place()

    def _take_place(self) -> None:
        """The lower corner at the end of the lines; above or beside whatever must stay free."""
        room, margin = self._window.rect(), theme.PAGE_MARGIN
        self.ensurePolished()
        self.body.activate()
        width = min(POPUP_WIDTH, room.width() - theme.RAIL_WIDTH - 2 * margin)
        height = self.body.totalHeightForWidth(width)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = margin if mirrored else room.width() - margin - width
        place = QRect(left, room.height() - margin - height, width, height)
        taken = sorted(self._kept_free(), key=lambda each: -each.bottom())
        for each in taken:
            if place.intersects(each):
                place.moveBottom(each.top() - theme.GAP)
        if place.top() < 0:
            place.moveTop(max(0, room.height() - margin - height))
            place.moveLeft(room.width() - margin - width if mirrored else theme.RAIL_WIDTH + margin)
        self.setGeometry(place)

    def _kept_free(self) -> Iterator[QRect]:
        """Where the primary button stands, and the message bar."""
        seen: list[QWidget] = [
            each for each in self._window.findChildren(QPushButton) if each.property("primary")
        ]
        seen += self._window.findChildren(MessageBar)
        for each in seen:
            if each.isVisible() and each.window() is self._window:
                part = each.visibleRegion().boundingRect()
                if not part.isEmpty() or isinstance(each, MessageBar):
                    shown = each.rect()
                    yield shown.translated(each.mapTo(self._window, QPoint(0, 0)))
