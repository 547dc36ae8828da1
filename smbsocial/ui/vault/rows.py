"""User, password and one-time code of an account, each on a line with what can be done with it."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from smbsocial.domain.accounts import SecondFactor
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.secret import Record, Secret
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.account_uses import AccountUses
from smbsocial.ui.vault.clock_line import ClockLine
from smbsocial.ui.vault.copying import CodeRing, CopyButton
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.secret_fields import DOTS
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, row
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases.vault.records import Use

translate = QCoreApplication.translate

SHOWN_MS = 30_000
"""How long a password is shown after Show."""
CODES_SECONDS = 120
"""How long one-time codes go on after they were asked for."""
TICK_MS = 1_000
TITLE = theme.SPACE * 19
"""The least width of what stands before a value: the same for all, so that values are aligned."""
GROUP = 4
BREAK = "\N{ZERO WIDTH SPACE}"
"""Where a long password may be broken into lines; it is not part of what is copied."""


class LoginRow(QWidget):
    """The user name: copied at once, and shown from then on."""

    def __init__(self, desk: VaultDesk, uses: AccountUses) -> None:
        super().__init__()
        self._uses = uses
        self._value = ElidedLabel(DOTS, "strong")
        self._copy = CopyButton(
            desk.clipboard, translate("Record", "Copy the user name"), name="copy_login"
        )
        self._copy.wanted.connect(lambda: uses.use(Use.COPY_LOGIN, self._came))
        _line(self, translate("Record", "User"), self._value, self._copy)

    def know(self, record: Record) -> None:
        """Show the name that a use of the record brought along."""
        if record.login:
            self._value.show_text(record.login)

    def forget(self) -> None:
        """Show dots again."""
        self._value.show_text(DOTS)

    def _came(self, record: Record) -> None:
        self.know(record)
        if record.login:
            self._copy.copy(Secret(record.login))
        else:
            self._uses.refuse(translate("Record", "No user name is kept for this account."))


class PasswordRow(QWidget):
    """The password as dots; who may see it can have it shown for a while."""

    def __init__(
        self, desk: VaultDesk, uses: AccountUses, login: LoginRow, *, primary: bool = True
    ) -> None:
        super().__init__()
        self._uses = uses
        self._login = login
        self._value = label("", wrap=True, name="password_value")
        self._value.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._value.hide()
        self._show = button(translate("Record", "Show"), self._turn, name="show_password")
        self._keep_width(translate("Record", "Hide"))
        self._show.setAccessibleName(translate("Record", "Show the password"))
        self._copy = CopyButton(
            desk.clipboard,
            translate("Record", "Copy the password"),
            name="copy_password",
            primary=primary,
        )
        self._copy.wanted.connect(lambda: uses.use(Use.COPY_PASSWORD, self._copied))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.forget)
        title = translate("Record", "Password")
        self._dots = label(DOTS, "strong")
        self._dots.setAccessibleName(translate("Record", "hidden"))
        grid = _line(self, title, self._dots, self._show, self._copy)
        grid.addWidget(self._value, 1, 0, 1, grid.columnCount())

    def allow_show(self, allowed: bool) -> None:
        """Whether who is at work may look at it."""
        self._show.setVisible(allowed)
        self._value.ensurePolished()
        tall = 2 * theme.SPACE  # the breaks may come from a font with higher lines
        self._value.setMinimumHeight(self._value.fontMetrics().lineSpacing() + tall)
        policy = self._value.sizePolicy()
        policy.setRetainSizeWhenHidden(allowed)  # showing it moves no row below
        self._value.setSizePolicy(policy)
        if not allowed:
            self.forget()

    def _keep_width(self, other: str) -> None:
        """The button says one of two things, and is as wide as the wider."""
        self._show.ensurePolished()
        said, metrics = self._show.text(), self._show.fontMetrics()
        more = metrics.horizontalAdvance(other) - metrics.horizontalAdvance(said)
        self._show.setMinimumWidth(self._show.sizeHint().width() + max(0, more))

    def forget(self) -> None:
        """Dots again."""
        self._timer.stop()
        self._value.clear()
        self._value.hide()
        self._dots.show()
        self._show.setText(translate("Record", "Show"))
        self._show.setAccessibleName(translate("Record", "Show the password"))

    def _turn(self) -> None:
        if self._timer.isActive():
            self.forget()
        else:
            self._uses.use(Use.SHOW, self._shown)

    def _shown(self, record: Record) -> None:
        self._login.know(record)
        self._value.setText(broken_up(record.password))
        self._value.show()
        self._dots.hide()
        self._show.setText(translate("Record", "Hide"))
        self._show.setAccessibleName(translate("Record", "Hide the password"))
        self._timer.start()

    def _copied(self, record: Record) -> None:
        self._login.know(record)
        self._copy.copy(Secret(record.password))


class CodeRow(QWidget):
    """One-time codes: shown when asked for, for two minutes, with the time each still holds.

    Asking is logged and hands the first one out; each later one is logged when it is copied.
    """

    def __init__(self, desk: VaultDesk, bridge: Bridge, uses: AccountUses) -> None:
        super().__init__()
        self._desk = desk
        self._bridge = bridge
        self._uses = uses
        self._totp: Secret[str] | None = None
        self._code: Secret[str] | None = None
        self._logged: Secret[str] | None = None
        self._left = 0
        self._value = label("", "number", name="code_value")
        self._value.setFont(theme.tabular(self._value.font()))
        self._ring = CodeRing()
        self._show = button(translate("Record", "Show code"), self._ask, name="show_code")
        self._copy = CopyButton(
            desk.clipboard, translate("Record", "Copy the one-time code"), name="copy_code"
        )
        self._copy.wanted.connect(self._copied)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        title = translate("Record", "One-time code")
        grid = _line(self, title, self._value, self._ring, self._show, self._copy)
        self._clock = ClockLine(desk, uses)
        grid.addWidget(self._clock, 1, 0, 1, grid.columnCount())
        self.forget()

    def forget(self) -> None:
        """Show no code any more."""
        self._timer.stop()
        self._totp = self._code = self._logged = None
        self._value.clear()
        for widget in (self._ring, self._copy, self._clock):
            widget.hide()
        self._show.show()

    def _ask(self) -> None:
        self._uses.use(Use.COPY_CODE, self._came)

    def _came(self, record: Record) -> None:
        if not record.totp:
            words = translate("Record", "No one-time codes are kept for this account.")
            self._uses.refuse(words)
            return
        self._totp = Secret(record.totp)
        self._left = CODES_SECONDS
        had_focus = self._show.hasFocus()
        self._show.hide()
        for widget in (self._ring, self._copy):
            widget.show()
        self._clock.offer()
        if had_focus:
            self._copy.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._draw():
            self._logged = self._code
            self._timer.start()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0 or not self._draw():
            self.forget()

    def _draw(self) -> bool:
        """Whether there is a code to show."""
        if self._totp is None:
            return False
        making = self._desk.vault.making
        try:
            seed = making.read_seed(self._totp)
            self._code, left = making.one_time_code(self._totp, self._bridge.ports.clock.now())
        except ExpectedError as error:
            self._uses.refuse(sentence(error))
            self.forget()
            return False
        self._value.setText(grouped(self._code.reveal()))
        self._ring.show_left(left, seed.period)
        return True

    def _copied(self) -> None:
        code = self._code
        if code is None:
            return
        if code != self._logged:
            if not self._uses.note(Use.COPY_CODE):
                return
            self._logged = code
        self._copy.copy(code)


class CopyRows(Card):
    """What signing in takes, to be copied line by line and not to be looked at."""

    def __init__(
        self,
        desk: VaultDesk,
        bridge: Bridge,
        uses: AccountUses,
        factor: SecondFactor,
        *,
        primary: bool,
    ) -> None:
        super().__init__("quiet", name="copy_rows")
        login = LoginRow(desk, uses)
        password = PasswordRow(desk, uses, login, primary=primary)
        password.allow_show(False)
        self.add(login)
        self.add(password)
        if factor is SecondFactor.VAULT:
            self.add(CodeRow(desk, bridge, uses))


def grouped(code: str) -> str:
    """A code in two halves, as people read it: 482 913."""
    half = len(code) // 2
    return f"{code[:half]}\N{NO-BREAK SPACE}{code[half:]}"


def broken_up(password: str) -> str:
    """A password that can be wrapped anywhere after a few letters."""
    return BREAK.join(password[at : at + GROUP] for at in range(0, len(password), GROUP))


def _line(holder: QWidget, title: str, value: QWidget, *beside: QWidget) -> QGridLayout:
    """Title at the left, the value in the middle, what can be done with it at the right."""
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.SPACE * 2)
    grid.setVerticalSpacing(theme.SPACE)
    said = label(title, "muted", wrap=True)
    said.ensurePolished()
    said.setFixedWidth(_title_width(said.fontMetrics()))
    grid.addWidget(said, 0, 0)
    grid.addWidget(value, 0, 1)
    grid.addWidget(row(*beside), 0, 2)
    grid.setColumnStretch(1, 1)
    value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return grid


def _title_width(metrics: QFontMetrics) -> int:
    """Room for the longest word of the three titles."""
    titles = (
        translate("Record", "User"),
        translate("Record", "Password"),
        translate("Record", "One-time code"),
    )
    words = [word for title in titles for word in title.split()]
    return max(TITLE, *(metrics.horizontalAdvance(word) + theme.SPACE for word in words))
