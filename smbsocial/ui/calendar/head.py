"""Above the month: its name, turning it, finding a post, and a new one."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from smbsocial.domain.content import Post
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.labels import ElidedLabel

translate = QCoreApplication.translate

FOUND_LINES = 12


class MonthHead(QWidget):
    """The line of buttons; it says how far to turn and what to look for."""

    turn_wanted = Signal(int)  # months
    today_wanted = Signal()
    new_wanted = Signal()
    search_wanted = Signal(str)
    found_chosen = Signal(object)  # domain.content.Post

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Post, ...] = ()
        self._title = ElidedLabel("", "title")
        self._title.setObjectName("month_title")
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        back = button(
            "‹",
            lambda: self.turn_wanted.emit(-1),
            name="month_before",
            accessible=translate("Calendar", "Month before"),
        )
        on = button(
            "›",
            lambda: self.turn_wanted.emit(1),
            name="month_after",
            accessible=translate("Calendar", "Next month"),
        )
        today = button(translate("Calendar", "Today"), self.today_wanted.emit, name="to_today")
        new = button(
            translate("Calendar", "New post"), self.new_wanted.emit, primary=True, name="new_post"
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE * 2)
        layout.addWidget(self._title)
        for widget in (back, today, on):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._search_field())
        layout.addWidget(new)

    def show_title(self, text: str) -> None:
        """Show which month it is."""
        self._title.show_text(text)

    def focus_search(self) -> None:
        """Go to the search field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_found(self, posts: tuple[Post, ...]) -> None:
        """List what was found under the search field."""
        self._found = posts
        line = translate("Calendar", "{day} · {title}")
        lines = [line.format(day=formats.day_year(p.day), title=p.title) for p in posts]
        self._lines.setStringList(lines or [translate("Calendar", "No post with these words.")])
        self._completer.complete()

    def _search_field(self) -> QLineEdit:
        self._field = QLineEdit()
        self._field.setObjectName("search")
        self._field.setPlaceholderText(translate("Calendar", "Search posts"))
        self._field.setAccessibleName(translate("Calendar", "Search posts"))
        self._field.setClearButtonEnabled(True)
        self._field.setMaximumWidth(theme.SPACE * 56)
        self._field.setMinimumWidth(theme.SPACE * 30)
        self._lines = QStringListModel(self)
        self._completer = QCompleter(self._lines, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(FOUND_LINES)
        self._completer.setWidget(self._field)
        self._completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        self._field.textEdited.connect(self._look)
        self._field.returnPressed.connect(lambda: self._look(self._field.text()))
        return self._field

    def _look(self, text: str) -> None:
        if text.strip():
            self.search_wanted.emit(text)
        else:
            self._lines.setStringList([])
            self._completer.complete()

    def _choose(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self.found_chosen.emit(self._found[index.row()])
