"""A new passphrase: five words on offer, or one's own with its strength in words, typed twice."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.passphrases import LEAST_OWNER, LEAST_STAFF
from smbsocial.domain.secret import Secret
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.secret_fields import SecretField, SecretLabel
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault import new_passphrase
from smbsocial.usecases.vault.ports import Making

translate = QCoreApplication.translate

PAUSE_MS = 300
"""After the last letter, before the strength is asked for."""
EASY, STRONG = Decimal(6), Decimal(13)
TENTHS = 10

PASSPHRASE_CODES = frozenset(
    {Code.PASSPHRASE_SHORT, Code.PASSPHRASE_LONG, Code.PASSPHRASE_WEAK, Code.BAD_TEXT, Code.EMPTY}
)
"""Errors that stand at a new passphrase."""
PROOF_CODES = frozenset({Code.WRONG_KEY, Code.WAIT})
"""Errors that stand at the one that was typed as a proof."""


class NewPassphrase(QWidget):
    """Two fields, and with `making` five words on offer and the strength while typing.

    `grew`: its lines take another height now.
    """

    grew = Signal()

    def __init__(
        self, making: Making | None, *, owner: bool = True, names: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._making = making
        self._names = tuple(names)
        self._least = LEAST_OWNER if owner else LEAST_STAFF
        self._offered: Secret[str] | None = None
        self._judging: jobs.Handle | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self.first = SecretField(
            translate("Passphrase", "Passphrase"),
            hint=translate("Passphrase", "At least ten characters; several words are best."),
            name="passphrase",
        )
        self.again = SecretField(
            translate("Passphrase", "Once more"), name="passphrase_again", can_show=False
        )
        if making is not None:
            column.addWidget(self._offer())
        column.addWidget(self.first)
        column.addWidget(self._meter())
        column.addWidget(self.again)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.first.edit.textChanged.connect(self._typed)
        if making is not None:
            self._suggest()

    def value(self) -> Secret[str] | None:
        """What was typed twice; None where that is not so, which then stands at its field."""
        self.first.show_error(None)
        self.again.show_error(None)
        chosen = self.first.value()
        if not chosen.reveal():
            self.show_error(ExpectedError(Code.EMPTY, field="passphrase"))
            return None
        if chosen != self.again.value():
            words = translate("Passphrase", "This is not the same. Type the passphrase once more.")
            self.again.say_error(words)
            self.again.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return chosen

    def show_error(self, error: ExpectedError) -> None:
        """Say why this passphrase will not do."""
        self.first.show_error(error)
        self.first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> QWidget:
        self._words = SecretLabel("strong", wrap=True, name="offered_words")
        self._words.setText("…")
        self._use = button(
            translate("Passphrase", "Use these words"), self._use_them, name="use_words"
        )
        self._other = button(
            translate("Passphrase", "Other words"), self._suggest, flat=True, name="other_words"
        )
        card = Card("quiet")
        why = translate("Passphrase", "Five words by chance: easy to remember, out of reach for any"
                        " guessing program. Write them down until you know them.")  # fmt: skip
        card.add(label(why, "small", wrap=True))
        card.add(self._words)
        card.add(row(self._use, self._other, None))
        return card

    def _meter(self) -> QWidget:
        self._bar = QProgressBar()
        self._bar.setRange(0, int(STRONG) * TENTHS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Passphrase", "Strength"))
        self._says = label("", "small", wrap=True, name="strength")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._bar)
        column.addWidget(self._says)
        self._meter_holder = holder
        holder.hide()
        return holder

    def _suggest(self) -> None:
        self._use.setEnabled(False)
        assert self._making is not None  # noqa: S101 - no offer without it
        jobs.run(self._making.suggest_passphrase, done=self._came, failed=_bug, owner=self)

    def _came(self, words: object) -> None:
        if isinstance(words, Secret):
            self._offered = words
            self._words.setText(str(words.reveal()))
            self._use.setEnabled(True)
            self.grew.emit()

    def _use_them(self) -> None:
        """Into the first field; typing them once is how they are learnt."""
        if self._offered is not None:
            self.first.edit.put(self._offered)
            self.again.edit.clear()
            hint = translate("Passphrase", "Now type the five words here, with their spaces.")
            self.again.set_hint(hint)
            self.again.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grew.emit()

    def _typed(self, text: str) -> None:
        if self._making is not None:
            self._pause.start()
            if self._meter_holder.isVisibleTo(self) != bool(text):
                self._meter_holder.setVisible(bool(text))
                self.grew.emit()

    def _judge(self) -> None:
        if self._making is None:
            return
        if self._judging is not None:
            self._judging.cancel()
        judging = partial(self._making.strength, self.first.value(), names=self._names)
        self._judging = jobs.run(judging, done=self._judged, failed=_bug, owner=self)

    def _judged(self, found: object) -> None:
        self._judging = None
        if isinstance(found, Decimal):
            self._bar.setValue(min(int(found * TENTHS), self._bar.maximum()))
            self._says.setText(strength_in_words(found, self._least))
            self._bar.setAccessibleDescription(self._says.text())


def strength_in_words(found: Decimal, least: Decimal) -> str:
    """How long a passphrase of so many guesses (a power of ten) withstands."""
    if found < min(EASY, least):
        return translate("Passphrase", "Easily guessed.")
    if found < least:
        return translate("Passphrase", "Not enough yet: add a word or two.")
    if found < STRONG:
        return translate("Passphrase", "Good.")
    return translate("Passphrase", "Very good.")


def known_names(bridge: Bridge) -> tuple[str, ...]:
    """What others would try first: the business and its people."""
    return bridge.read(lambda reads, _ports: new_passphrase.known_names(reads))


def _bug(error: Exception) -> None:
    raise error
