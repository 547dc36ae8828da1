"""How this computer reminds: when, of what, whether at login, and what it does not do."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from smbsocial.domain.reminders import Kind, ReminderSettings
from smbsocial.ui import theme
from smbsocial.ui.text import reminders as words
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, row
from smbsocial.ui.widgets.fields import ClockEdit, Field
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.reminding.ports import AutostartState

translate = QCoreApplication.translate


class SettingsCard(Card):
    """Times and kinds; each change is kept as it is made. `chosen` carries the settings."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(name="reminder_settings")
        self._settings = ReminderSettings()
        self.add(label(translate("Reminders", "When to remind, and of what"), "section"))
        usual = self._settings
        self._morning = self._clock(usual, "morning")
        self._quiet_from = self._clock(usual, "quiet_from")
        self._quiet_to = self._clock(usual, "quiet_to")
        fields = (
            Field(translate("Reminders", "In the morning at"), self._morning, name="morning"),
            Field(translate("Reminders", "Quiet from"), self._quiet_from, name="quiet_from"),
            Field(translate("Reminders", "Quiet until"), self._quiet_to, name="quiet_to"),
        )
        self.add(Flow(*fields, spacing=theme.GAP))
        self._closed = self._tick(translate("Reminders", "On closed days, too"), "closed_days")
        self.add(Flow(self._closed))
        self.add(label(translate("Reminders", "Remind of"), "strong"))
        self._kinds = {each: self._tick(words.kind(each), f"kind-{each.value}") for each in Kind}
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE * 2)
        for tick in self._kinds.values():
            column.addWidget(tick)
        self.body.addLayout(column)

    def show_settings(self, settings: ReminderSettings) -> None:
        """Show what is kept, without saying that anything was chosen."""
        self._settings = settings
        for clock, at in (
            (self._morning, settings.morning),
            (self._quiet_from, settings.quiet_from),
            (self._quiet_to, settings.quiet_to),
        ):
            if not clock.hasFocus():  # somebody is typing there
                blocked = clock.blockSignals(True)
                clock.setTime(at)  # type: ignore[arg-type]  # the stubs leave Python's out
                clock.blockSignals(blocked)
        for kind, tick in self._kinds.items():
            _put(tick, kind not in settings.off)
        _put(self._closed, settings.on_closed_days)

    def _clock(self, usual: ReminderSettings, which: str) -> ClockEdit:
        made = ClockEdit(getattr(usual, which))
        made.editingFinished.connect(self._choose)
        return made

    def _tick(self, text: str, name: str) -> QCheckBox:
        made = QCheckBox(text)
        made.setObjectName(name)
        made.setAccessibleName(text)
        made.toggled.connect(lambda _on: self._choose())
        return made

    def _choose(self) -> None:
        chosen = replace(
            self._settings,
            morning=self._morning.value(),
            quiet_from=self._quiet_from.value(),
            quiet_to=self._quiet_to.value(),
            on_closed_days=self._closed.isChecked(),
            off=frozenset(kind for kind, tick in self._kinds.items() if not tick.isChecked()),
        )
        if chosen != self._settings:
            self._settings = chosen
            self.chosen.emit(chosen)


class LoginCard(Card):
    """Whether a background part starts at login: what the system's own list says, and a switch."""

    switch_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__(name="start_at_login")
        self._wanted = True
        self._asked = False
        self.add(label(translate("Reminders", "When the window is closed"), "section"))
        self._says = label("", wrap=True, name="login_says")
        self._runs = label("", "small", wrap=True, name="login_runs")
        self._place = label("", "small", wrap=True, name="login_place")
        self._switch = button("", self._pressed, name="login_switch")
        for each in (self._says, self._runs, self._place):
            self.add(each)
        self.add(row(self._switch, None))
        self.wait()

    def wait(self) -> None:
        """The system is asked."""
        self._says.setText(translate("Reminders", "Asking the system…"))
        self._switch.setEnabled(False)
        self._switch.setText(translate("Reminders", "Start at login"))
        self._runs.hide()
        self._place.hide()

    def show_state(self, state: AutostartState) -> None:
        """Say what is so, and offer the other."""
        self._asked = False
        self._wanted = not (state.on and state.ours)
        self._says.setText(_login(state))
        self._runs.setText(
            translate("Reminders", "The background part is running now.")
            if state.running
            else translate("Reminders", "The background part is not running now.")
        )
        text = translate("Reminders", "The system's list: {place}").format(
            place=_broken(state.place)
        )
        self._place.setText(text)
        self._place.setVisible(bool(state.place))
        self._runs.show()
        self._switch.setEnabled(True)
        self._switch.setText(_verb(state))
        self._switch.setAccessibleName(self._switch.text())

    def _pressed(self) -> None:
        """Disabled, it would hand the keyboard to the next field, and the page would scroll."""
        if not self._asked:
            self._asked = True
            self._says.setText(translate("Reminders", "Asking the system…"))
            self.switch_wanted.emit(self._wanted)


class HonestCard(Card):
    """What reminders do and what they do not, and the way into one's own calendar."""

    def __init__(self, write: Callable[[], object] | None) -> None:
        super().__init__(name="honest")
        self.add(label(translate("Reminders", "What you can rely on"), "section"))
        for text in _promises():
            self.add(label(text, "small", wrap=True))
        if write is not None:
            verb = translate("Reminders", "Write into my own calendar…")
            self.add(row(button(verb, write, name="write_calendar"), None))


def _promises() -> tuple[str, ...]:
    return (
        translate(
            "Reminders",
            "What came due while the computer was off comes once, as one summary. Nothing is shown"
            " twice, and later means later, also after a restart.",
        ),
        translate(
            "Reminders",
            "While the window is closed only the background part can remind. It reads the days of"
            " this folder, holds no password and sends nothing. A computer that is off, or somebody"
            " else's login, shows nothing.",
        ),
        translate(
            "Reminders",
            "Reviews and the start of the week can also stand in your own calendar, with alarms on"
            " your phone.",
        ),
    )


def _login(state: AutostartState) -> str:
    if state.on and state.ours:
        return translate("Reminders", "Reminders come after each login, also without this window.")
    if state.on:
        return translate(
            "Reminders",
            "Something else stands under this name: another copy of the program, another folder,"
            " or a changed command. This business is not reminded of by it.",
        )
    return translate(
        "Reminders",
        "Reminders come only while this window is open. A small background part can remind without"
        " it, if you agree.",
    )


def _verb(state: AutostartState) -> str:
    if state.on and state.ours:
        return translate("Reminders", "Do not start at login")
    if state.on:
        return translate("Reminders", "Put this one in its place")
    return translate("Reminders", "Start at login")


def _broken(path: str) -> str:
    """A path that may go on in the next line behind each folder."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


def _put(tick: QWidget, on: bool) -> None:
    assert isinstance(tick, QCheckBox)  # noqa: S101 - made above
    blocked = tick.blockSignals(True)
    tick.setChecked(on)
    tick.blockSignals(blocked)
