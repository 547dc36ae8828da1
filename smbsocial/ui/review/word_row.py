"""One word on a thing: a few buttons beside each other, of which one is pressed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from smbsocial.domain.review import ReviewWord
from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import PushButton, button

translate = QCoreApplication.translate


class WordRow(QWidget):
    """`said` carries the word that was pressed. `about`: what it is said of, for readers."""

    said = Signal(object)

    def __init__(self, words: Sequence[tuple[ReviewWord, str]], about: str, *, name: str) -> None:
        super().__init__()
        self._texts = dict(words)
        self._about = about
        self._word: ReviewWord | None = None
        self._buttons: dict[ReviewWord, PushButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE * 2)
        for word, text in words:
            made = button(text, partial(self._press, word), name=f"{name}-{word.value}")
            made.setProperty("word", True)
            made.setCheckable(True)
            self._buttons[word] = made
            line.addWidget(made)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_word(self, word: ReviewWord | None, proposed: ReviewWord | None = None) -> None:
        """Which one was said; while none was, one may be proposed."""
        self._word = word
        for each, made in self._buttons.items():
            made.setChecked(each is word)
            text = self._texts[each]
            if word is None and each is proposed:
                text = translate("Review", "{word} (suggested)").format(word=text)
            made.setText(text)
            said = translate("Review", "{word}: {thing}")
            made.setAccessibleName(said.format(word=text, thing=self._about))

    def _press(self, word: ReviewWord) -> None:
        """What is kept decides how the buttons stand: pressing asks, and changes nothing yet."""
        self._buttons[word].setChecked(word is self._word)
        self.said.emit(word)


def headed(title: QWidget, words: WordRow) -> QWidget:
    """What it is at the one side, the words on it at the other."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP)
    layout.addWidget(title, 1, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
    return holder
