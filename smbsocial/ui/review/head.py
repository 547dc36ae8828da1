"""What stands above and below a page of the review, and stays there while the page scrolls."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smbsocial.domain.review import ReviewPage
from smbsocial.ui import theme
from smbsocial.ui.text import review as words
from smbsocial.ui.widgets.buttons import button, set_words
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate


class Head(QWidget):
    """Which review and which page it is, and the way to paper."""

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._above = label("", "muted", wrap=True, name="review_above")
        self.title = label("", "title", wrap=True, name="page_title")
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below = label("", "muted", wrap=True, name="page_subtitle")
        text = translate("Review", "Print this page")
        self._print = button(text, self.print_wanted.emit, name="print_page")
        said = QVBoxLayout()
        said.setSpacing(theme.SPACE)
        for each in (self._above, self.title, self._below):
            said.addWidget(each)
        layout = QHBoxLayout(self)
        edge = theme.PAGE_MARGIN
        layout.setContentsMargins(edge, edge - theme.SPACE, edge, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(said, 1)
        layout.addWidget(self._print)

    def show_page(self, page: ReviewPage, above: str, *, closed: bool) -> None:
        """The words of a page; `above`: which review, and how far in it.

        Of a `closed` one it is not said what there is to do.
        """
        self._above.setText(above)
        self.title.setText(words.title(page))
        self._below.setText(words.subtitle(page))
        self._below.setVisible(not closed)
        self.setAccessibleName(words.title(page))


class Footer(QWidget):
    """The way back and on, and how much of the page has its word."""

    back_wanted = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._back = button("", self.back_wanted.emit, name="back")
        self._answered = label("", "muted", name="answered")
        self._next = button("", self.next_wanted.emit, primary=True, name="next")
        self._back.setShortcut(QKeySequence("Alt+Left"))
        self._next.setShortcut(QKeySequence("Alt+Right"))
        layout = QHBoxLayout(self)
        edge = theme.PAGE_MARGIN
        layout.setContentsMargins(edge, theme.GAP, edge, theme.CARD_PADDING)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._back)
        layout.addStretch(1)
        layout.addWidget(self._answered)
        layout.addWidget(self._next)

    def show_page(
        self, before: ReviewPage | None, after: ReviewPage | None, *, closed: bool
    ) -> None:
        """Where back and on lead; behind the last page the review is closed, or was."""
        self._back.setVisible(before is not None)
        if before is not None:
            set_words(self._back, words.back_to(before))
        if after is not None:
            set_words(self._next, words.on_to(after))
        elif closed:
            set_words(self._next, translate("Review", "Back to the reviews"))
        else:
            set_words(self._next, translate("Review", "Close the review…"))

    def show_progress(self, count: int, of: int) -> None:
        """How many questions of the page have their word."""
        self._answered.setText(words.answered(count, of))
        self._answered.setVisible(of > 0)
