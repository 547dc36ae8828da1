"""The message bar: what happened, or did not work, at the lower edge of the window."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.labels import chip, label

translate = QCoreApplication.translate

MESSAGE_MS = 8000
MESSAGE_WIDTH = theme.SPACE * 192


class MessageBar(Card):
    """What happened, at the lower edge of `place` and beside the rail.

    `room_wanted`: how many pixels of the lower edge it takes, 0 while there is nothing to say;
    the page gives way, so that no button lies below it. What went well goes by itself, the rest
    once it is closed; all of it with the page, but for what can still be undone.
    """

    room_wanted = Signal(int)

    def __init__(self, place: QWidget) -> None:
        super().__init__("good", name="message_bar")
        self._place = place
        self._before: QWidget | None = None
        self.setParent(place)
        place.installEventFilter(self)
        self._sign = chip("!", tone="alarm")
        self._sign.setObjectName("message_sign")
        self._sign.setAccessibleName(translate("Message", "Attention"))
        self._text = label("", wrap=True, name="message_text")
        close = button(
            "×",
            self.hide,
            flat=True,
            name="message_close",
            accessible=translate("Message", "Close message"),
        )
        self._action: QAction | None = None
        self._offer = button("", self._take_offer, flat=True, name="message_offer")
        holder = QHBoxLayout()
        holder.setSpacing(theme.SPACE * 2)
        holder.addWidget(self._sign)
        holder.addWidget(self._text, 1)
        for each in (self._offer, close):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
            holder.addWidget(each)
        self.body.addLayout(holder)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def tell(self, text: str, tone: str = "good", offer: QAction | None = None) -> None:
        """Show a message, with a button for `offer`; all but `good` stays until it is closed."""
        well = tone == "good"
        self._text.setText(text)
        self._sign.setVisible(not well)
        self._put_offer(offer)
        attention = translate("Message", "Attention: {message}")
        self.setAccessibleName(text if well else attention.format(message=text))
        self.set_tone(tone)
        self.show()
        self.raise_()
        self._timer.stop()
        if well:
            self._timer.start(MESSAGE_MS)

    def turn_page(self) -> None:
        """Another page is shown: only what can still be undone is of use there."""
        if self._action is None:
            self.hide()
        else:
            self._take_place()

    @override
    def setVisible(self, visible: bool) -> None:
        """The page gives way, or gets its room and the keyboard back."""
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        super().setVisible(visible)
        self._take_place()
        before = self._before
        if not visible and had_keyboard and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The place has grown or shrunk."""
        if event.type() is QEvent.Type.Resize:
            self._take_place()
        return super().eventFilter(watched, event)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Where the keyboard came from, to give it back there."""
        comes = new is not None and self.isAncestorOf(new)
        if comes and old is not None and not self.isAncestorOf(old):
            self._before = old

    def _take_place(self) -> None:
        if self.isHidden():
            self.room_wanted.emit(0)
            return
        room, margin = self._place.size(), theme.PAGE_MARGIN
        width = min(room.width() - theme.RAIL_WIDTH - 2 * margin, MESSAGE_WIDTH)
        self.ensurePolished()
        self.body.activate()
        height = self.body.totalHeightForWidth(width)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = theme.RAIL_WIDTH + margin
        if mirrored:
            left = room.width() - left - width
        self.setGeometry(left, room.height() - height - theme.GAP, width, height)
        self.room_wanted.emit(height + 2 * theme.GAP)

    def _put_offer(self, offer: QAction | None) -> None:
        if self._action is not None:
            self._action.changed.disconnect(self._look_at_offer)
        self._action = offer
        self._offer.setVisible(offer is not None)
        if offer is not None:
            self._offer.setText(offer.text())
            self._offer.setAccessibleName(offer.text())
            offer.changed.connect(self._look_at_offer)

    def _look_at_offer(self) -> None:
        """What it offers was done otherwise, or something else would be undone by now."""
        action = self._action
        if action is not None and not (action.isEnabled() and action.text() == self._offer.text()):
            self.hide()

    def _take_offer(self) -> None:
        action = self._action
        self.hide()
        if action is not None:
            action.trigger()
