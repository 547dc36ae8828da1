"""The card that asks how it goes on: as it is, with changes, or a pause; kept as it is said."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Choice, DutyKind
from smbsocial.ui import theme
from smbsocial.ui.text import decide as words
from smbsocial.ui.text import formats, names
from smbsocial.ui.widgets.buttons import PushButton, button
from smbsocial.ui.widgets.cards import Card, Flow
from smbsocial.ui.widgets.fields import DayEdit, DecimalEdit, Field, MoneyEdit, NumberEdit
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.reviewing.deciding import DecideSheet
from smbsocial.usecases.reviewing.wishes import ALIVE, KEPT_ALIVE, Wish

translate = QCoreApplication.translate

PAUSE_MS = 400
"""After so long without a key, what was typed is kept."""
CHOICE, MINUTES, MONEY, TARGET = "choice", "minutes", "money", "target"
UNTIL, REASON, WOULD_CHANGE, ALIVE_TWO = "until", "reason", "would_change", "alive"
FIELDS = (CHOICE, MINUTES, MONEY, TARGET, UNTIL, REASON, WOULD_CHANGE, ALIVE_TWO)
CHOICES = (Choice.CONTINUE, Choice.CHANGE, Choice.STAY_OFF)


class WishCard(Card):
    """`said`: a field and its text, to be kept; "" takes it back."""

    said = Signal(str, str)

    def __init__(self, currency: str) -> None:
        super().__init__(name="wish")
        self._currency = currency
        self._kept: dict[str, str] = {}
        self._until = ""
        self._buttons: dict[Choice, PushButton] = {}
        self._group = QButtonGroup(self)
        self._boxes: dict[DutyKind, QCheckBox] = {}
        self._waiting: dict[str, Callable[[], str]] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._error = label("", "error", wrap=True, name="wish_error")
        self._error.hide()
        self._make_fields()
        self._build()
        self._show_choice()

    @property
    def choice(self) -> Choice | None:
        """What was chosen; None: nothing yet."""
        return next((each for each, b in self._buttons.items() if b.isChecked()), None)

    def show_kept(self, kept: Mapping[str, str]) -> None:
        """Show what was kept; what nobody changed elsewhere stays as it is being typed."""
        for field in FIELDS:
            text = kept.get(field, "")
            if text != self._kept.get(field, ""):
                self._kept[field] = text
                self._show(field, text)
        self._show_choice()

    def show_sheet(self, sheet: DecideSheet) -> None:
        """The figures as they are now, and between which days a pause may end."""
        old = sheet.old or sheet.new
        if old is not None:
            going = old.investment
            said = None if self._kept.get(MINUTES) else sheet.wish.minutes_a_week
            self._fields[MINUTES].set_hint(words.hours_now(going.minutes_a_week, said))
            self._fields[MONEY].set_hint(words.stays(formats.money(going.money_a_month)))
            self._fields[TARGET].set_hint(words.stays(formats.number(old.target)))
        title = translate("Review", "Extra {units} {period}")
        units, period = names.counted(sheet.goal.counted), names.period(sheet.goal.period)
        self._fields[TARGET].set_title(title.format(units=units, period=period))
        blocked = QSignalBlocker(self._day)
        self._day.setDateRange(_qdate(sheet.earliest_until), _qdate(sheet.latest_until))
        if not self._kept.get(UNTIL):
            self._day.show_value(sheet.wish.until or sheet.usual_until)
        blocked.unblock()

    def wish(self) -> Wish:
        """What is wished. Raises ExpectedError where a field is wrong; the card says so itself."""
        self._say_wrong(None)
        choice = self.choice
        if choice is None:
            self._say_wrong(translate("Review", "Say first how it goes on: one of the three."))
            raise ExpectedError(Code.EMPTY, field=CHOICE)
        if choice is Choice.CHANGE:
            return self._change()
        reason = self._reason.text().strip()
        return self._pause_wish() if choice is Choice.STAY_OFF else Wish(choice, reason=reason)

    def show_error(self, error: ExpectedError) -> bool:
        """Say it at its field; False where it belongs to none of these."""
        field = self._fields.get((error.field or "").rpartition(".")[2])
        if field is not None and not field.isHidden():
            field.show_error(error)
        return field is not None

    def place_of(self, error: ExpectedError) -> QWidget | None:
        """Where it is put right, for the keyboard; None where it is none of these."""
        key = (error.field or "").rpartition(".")[2]
        if key == CHOICE:
            return self._buttons[CHOICES[0]]
        if key == ALIVE_TWO:
            return next(iter(self._boxes.values()))
        field = self._fields.get(key)
        found = field.editor if field is not None else self.findChild(QWidget, key or "-")
        return found if found is not None and found.isVisibleTo(self) else None

    def flush(self) -> bool:
        """Keep what was typed last."""
        self._pause.stop()
        waiting, self._waiting = self._waiting, {}
        for field, text in waiting.items():
            self._keep(field, text())
        return True

    def _make_fields(self) -> None:
        self._hours = DecimalEdit()
        self._money = MoneyEdit(self._currency)
        self._target = NumberEdit()
        self._day = DayEdit(date(2000, 1, 1))
        self._reason, self._would = QLineEdit(), QLineEdit()
        self._fields = {
            MINUTES: Field(translate("Review", "Hours a week"), self._hours, name="wish_hours"),
            MONEY: Field(translate("Review", "Money a month"), self._money, name="wish_money"),
            TARGET: Field(translate("Review", "Target"), self._target, name="wish_target"),
            UNTIL: Field(translate("Review", "Pause until"), self._day, name="wish_until"),
            REASON: Field(
                translate("Review", "Why, in a sentence"), self._reason, name="wish_reason"
            ),
            WOULD_CHANGE: Field(
                translate("Review", "What would change it"), self._would, name="wish_would_change"
            ),
        }
        for field, edit, text in (
            (MINUTES, self._hours, self._minutes_text),
            (MONEY, self._money, self._money_text),
            (TARGET, self._target, self._target_text),
            (REASON, self._reason, self._reason.text),
            (WOULD_CHANGE, self._would, self._would.text),
        ):
            edit.textEdited.connect(lambda _text, f=field, t=text: self._typed(f, t))
            edit.editingFinished.connect(self.flush)
        self._day.picked.connect(lambda: self._keep(UNTIL, self._day.value().isoformat()))

    def _build(self) -> None:
        self.add(label(translate("Review", "How does it go on?"), "section"))
        for choice, text in zip(CHOICES, _verbs(), strict=True):
            made = button(text, name=f"choice_{choice.value}")
            made.setProperty("word", True)
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, c=choice: self._chosen(c))
            self._group.addButton(made)
            self._buttons[choice] = made
        self.add(Flow(*self._buttons.values()))
        self.add(self._error)
        self._change_part = _grid(*(self._fields[each] for each in (MINUTES, MONEY, TARGET)))
        self.add(self._change_part)
        self._pause_part = QWidget()
        column = QVBoxLayout(self._pause_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE * 2)
        column.addWidget(_grid(self._fields[UNTIL], self._fields[WOULD_CHANGE]))
        ask = translate("Review", "Which two things do you keep alive meanwhile?")
        column.addWidget(label(ask, "strong", wrap=True))
        for duty in ALIVE:
            box = QCheckBox(words.alive(duty))
            box.setObjectName(f"alive_{duty.value}")
            box.toggled.connect(lambda _on: self._alive_chosen())
            self._boxes[duty] = box
            column.addWidget(box)
        self.add(self._pause_part)
        self.add(self._fields[REASON])

    def _change(self) -> Wish:
        wrong = [self._read(MINUTES), self._read(MONEY), self._read(TARGET)]
        for error in wrong:
            if error is not None:
                raise error
        hours = self._hours.value()
        return Wish(
            Choice.CHANGE,
            minutes_a_week=None if hours is None else round(hours * 60),
            money_a_month=self._money.value(),
            target=self._target.value(),
            reason=self._reason.text().strip(),
        )

    def _read(self, field: str) -> ExpectedError | None:
        """What is wrong with a figure; said at its field."""
        read: dict[str, Callable[[], object]] = {
            MINUTES: self._hours.value,
            MONEY: self._money.value,
            TARGET: self._target.value,
        }
        try:
            read[field]()
        except ExpectedError as error:
            self._fields[field].show_error(error)
            return error
        self._fields[field].show_error(None)
        return None

    def _pause_wish(self) -> Wish:
        alive = self._alive()
        reason = self._reason.text().strip()
        if len(alive) != KEPT_ALIVE:
            self._say_wrong(translate("Review", "Tick exactly two things to keep alive."))
            raise ExpectedError(Code.EMPTY, field=ALIVE_TWO)
        if not reason:
            error = ExpectedError(Code.EMPTY, field=REASON)
            self._fields[REASON].show_error(error)
            raise error
        return Wish(
            Choice.STAY_OFF,
            until=self._day.value(),
            reason=reason,
            would_change=self._would.text().strip(),
            alive=alive,
        )

    def _say_wrong(self, text: str | None) -> None:
        self._error.setText(text or "")
        self._error.setVisible(bool(text))
        if not text:
            for field in self._fields.values():
                field.show_error(None)

    def _alive(self) -> tuple[DutyKind, ...]:
        return tuple(duty for duty, box in self._boxes.items() if box.isChecked())

    def _alive_chosen(self) -> None:
        """A third one cannot be ticked while two are."""
        self._limit_alive()
        if len(self._alive()) == KEPT_ALIVE:
            self._say_wrong(None)
        self._keep(ALIVE_TWO, ",".join(duty.value for duty in self._alive()))

    def _limit_alive(self) -> None:
        full = len(self._alive()) >= KEPT_ALIVE
        for box in self._boxes.values():
            box.setEnabled(box.isChecked() or not full)

    def _chosen(self, choice: Choice) -> None:
        self._show_choice()
        self._say_wrong(None)
        self._keep(CHOICE, choice.value)

    def _show_choice(self) -> None:
        self._change_part.setVisible(self.choice is Choice.CHANGE)
        self._pause_part.setVisible(self.choice is Choice.STAY_OFF)
        self._fields[REASON].setVisible(self.choice is not None)

    def _typed(self, field: str, text: Callable[[], str]) -> None:
        self._waiting[field] = text
        self._pause.start()

    def _keep(self, field: str, text: str) -> None:
        if text != self._kept.get(field, ""):
            self._kept[field] = text
            self.said.emit(field, text)

    def _minutes_text(self) -> str:
        error = self._read(MINUTES)
        hours = None if error else self._hours.value()
        return self._kept.get(MINUTES, "") if error else _text(hours and round(hours * 60))

    def _money_text(self) -> str:
        error = self._read(MONEY)
        money = None if error else self._money.value()
        return self._kept.get(MONEY, "") if error else _text(money and money.minor)

    def _target_text(self) -> str:
        error = self._read(TARGET)
        return self._kept.get(TARGET, "") if error else _text(self._target.value())

    def _show(self, field: str, text: str) -> None:
        """Show what was kept without saying it again."""
        blocked = [QSignalBlocker(each) for each in (self._day, *self._boxes.values())]
        {
            CHOICE: self._show_chosen,
            MINUTES: lambda t: self._hours.show_value(kept_hours(t)),
            MONEY: lambda t: self._money.show_value(kept_money(t, self._currency)),
            TARGET: lambda t: self._target.show_value(kept_number(t)),
            UNTIL: lambda t: self._day.show_value(date.fromisoformat(t)) if t else None,
            REASON: self._reason.setText,
            WOULD_CHANGE: self._would.setText,
            ALIVE_TWO: self._show_alive,
        }[field](text)
        for each in blocked:
            each.unblock()

    def _show_chosen(self, text: str) -> None:
        self._group.setExclusive(False)
        for choice, made in self._buttons.items():
            made.setChecked(choice.value == text)
        self._group.setExclusive(True)

    def _show_alive(self, text: str) -> None:
        for duty, box in self._boxes.items():
            box.setEnabled(True)
            box.setChecked(duty.value in text.split(","))
        self._limit_alive()


def kept_number(text: str) -> int | None:
    """A whole number as it was kept."""
    return int(text) if text.isdecimal() else None


def kept_hours(text: str) -> Decimal | None:
    """Minutes as they were kept, in hours."""
    minutes = kept_number(text)
    return None if minutes is None else (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def kept_money(text: str, currency: str) -> Money | None:
    """Minor units as they were kept."""
    minor = kept_number(text)
    return None if minor is None else Money(minor, currency)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _verbs() -> tuple[str, ...]:
    return (
        translate("Review", "Go on as it is"),
        translate("Review", "Change it"),
        translate("Review", "Pause until a day"),
    )


def _grid(*fields: Field) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    for at, field in enumerate(fields):
        grid.addWidget(field, 0, at)
        grid.setColumnStretch(at, 1)
    return made


def wish_of(kept: Mapping[str, str], currency: str) -> Wish | None:
    """The wish as it was kept, finished or not; None while nothing was chosen."""
    choice = next((each for each in CHOICES if each.value == kept.get(CHOICE)), None)
    if choice is None:
        return None
    reason = kept.get(REASON, "")
    if choice is Choice.CHANGE:
        return Wish(
            choice,
            minutes_a_week=kept_number(kept.get(MINUTES, "")),
            money_a_month=kept_money(kept.get(MONEY, ""), currency),
            target=kept_number(kept.get(TARGET, "")),
            reason=reason,
        )
    if choice is Choice.STAY_OFF:
        until, alive = kept.get(UNTIL, ""), kept.get(ALIVE_TWO, "").split(",")
        return Wish(
            choice,
            until=date.fromisoformat(until) if until else None,
            reason=reason,
            would_change=kept.get(WOULD_CHANGE, ""),
            alive=tuple(duty for duty in ALIVE if duty.value in alive),
        )
    return Wish(choice, reason=reason)
