"""One-time codes: their key from a link, as typed, or from a QR picture; a live code to check."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.onetime import OneTimeSeed, SeedFault
from smbsocial.domain.secret import Secret
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.qr_picture import from_clipboard, from_file, pixels
from smbsocial.ui.vault.copying import CodeRing
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.rows import TICK_MS, grouped
from smbsocial.ui.vault.secret_fields import SecretField
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, row
from smbsocial.ui.widgets.files import pick_picture
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.ports import Making

translate = QCoreApplication.translate


class SeedForm(SecretForm):
    """Ask for the key of one-time codes; `ask(keep)` gives it as a record keeps it."""

    def __init__(self, desk: VaultDesk, bridge: Bridge, parent: QWidget | None) -> None:
        super().__init__(translate("Seed", "Let the vault make the one-time codes"), desk, parent)
        self._clock = bridge.ports.clock
        self._seed: OneTimeSeed | None = None
        how = translate(
            "Seed",
            "Turn on “authenticator app” at the platform. It shows a QR picture, and a key to type"
            " for those who cannot scan it. Either will do.",
        )
        self.body.addWidget(label(how, "muted", wrap=True))
        self._key = SecretField(
            translate("Seed", "Key, or the whole otpauth link"),
            name="seed",
            masked=False,
            can_show=False,
        )
        self._key.edit.textChanged.connect(self._typed)
        self.body.addWidget(self._key)
        self.body.addWidget(
            Flow(
                button(
                    translate("Seed", "QR picture from a file…"), self._ask_file, name="seed_file"
                ),
                button(
                    translate("Seed", "QR picture that was copied"),
                    self._from_clipboard,
                    name="seed_clipboard",
                ),
            )
        )
        self.body.addWidget(self._preview())
        self.close_with(translate("Seed", "Keep these codes")).clicked.connect(self._confirm)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._draw)
        self._key.edit.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at the field why this makes no codes."""
        self._key.show_error(error)
        if error.code is Code.NOT_A_SEED and (words := fault_in_words(error.facts.get("reason"))):
            self._key.say_error(words)
        self.fit()

    @override
    def _forget(self) -> None:
        super()._forget()
        self._timer.stop()
        self._seed = None
        self._code.clear()

    def _preview(self) -> QWidget:
        self._code = label("", "number", name="seed_code")
        self._code.setFont(theme.tabular(self._code.font()))
        self._ring = CodeRing()
        self._whose = label("", "small", wrap=True, name="seed_whose")
        ask = translate("Seed", "Type this code at the platform: if it takes it, the key is right.")
        self._card = Card("quiet")
        self._card.add(row(self._code, self._ring, None))
        self._card.add(self._whose)
        self._card.add(label(ask, "muted", wrap=True))
        self._card.hide()
        return self._card

    def _typed(self, text: str) -> None:
        """While typing nothing is wrong yet; a key that is whole shows its code."""
        self._key.show_error(None)
        try:
            self._seed = self.desk.vault.making.read_seed(Secret(text)) if text else None
        except ExpectedError:
            self._seed = None
        self._draw()

    def _draw(self) -> None:
        there = self._seed is not None
        if self._seed is not None:
            seed, now = self._seed, self._clock.now()
            code, left = self.desk.vault.making.one_time_code(seed.stored, now)
            self._code.setText(grouped(code.reveal()))
            self._ring.show_left(left, seed.period)
            self._whose.setText(" · ".join(part for part in (seed.issuer, seed.label) if part))
            self._whose.setVisible(bool(self._whose.text()))
        if there != self._timer.isActive():
            self._timer.start() if there else self._timer.stop()
            self._card.setVisible(there)
            self.fit()

    def _ask_file(self) -> None:
        pick_picture(self, self._from_file)

    def _from_file(self, path: Path) -> None:
        self._read(partial(_read_file, self.desk.vault.making, path))

    def _from_clipboard(self) -> None:
        try:
            image = from_clipboard()
        except ExpectedError as error:
            self.show_error(error)
            return
        self._read(partial(_read_image, self.desk.vault.making, image))

    def _read(self, reading: partial[Secret[str]]) -> None:
        self._key.show_error(None)
        self.wait(True)
        jobs.run(reading, done=self._came, failed=self._went_wrong, owner=self)

    def _came(self, found: object) -> None:
        self.wait(False)
        if isinstance(found, Secret):
            self._key.edit.put(found)
            if self._seed is None:
                self._confirm()  # says at the field what the picture holds instead

    def _went_wrong(self, error: Exception) -> None:
        self.wait(False)
        if not isinstance(error, ExpectedError):
            raise error
        self.show_error(error)

    def _confirm(self) -> None:
        try:
            seed = self.desk.vault.making.read_seed(self._key.value())
        except ExpectedError as error:
            self.show_error(error)
            return
        self._timer.stop()
        self.take(seed.stored)


def fault_in_words(fault: object) -> str:
    """Why a text is no key, where there is more to say than that."""
    words = {
        SeedFault.COUNTER: translate(
            "Seed",
            "These codes count uses instead of time, which the vault does not do. Choose"
            " “authenticator app” at the platform.",
        ),
        SeedFault.MIGRATION: translate(
            "Seed",
            "This is the picture with which an authenticator app moves to another telephone. Turn"
            " the second factor on anew at the platform, and use the picture that it shows.",
        ),
        SeedFault.LETTERS: translate(
            "Seed", "A key has the letters A to Z and the digits 2 to 7; a character is wrong."
        ),
        SeedFault.SHORT: translate("Seed", "The key is too short: was all of it copied?"),
    }
    return words.get(fault, "") if isinstance(fault, SeedFault) else ""


def _read_file(making: Making, path: Path) -> Secret[str]:
    return _read_image(making, from_file(path))


def _read_image(making: Making, image: QImage) -> Secret[str]:
    return making.read_picture(*pixels(image))
