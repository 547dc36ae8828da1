"""From the counter: the tally of a day, the days and weeks before it, and the totals of weeks."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.counter import What
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import CouponId, GoalId
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.counting.answers import KEYS, AnswerGrid
from smbsocial.ui.results.counting.week_boxes import WeekBoxes
from smbsocial.ui.results.tables import Head, Line, LinesTable
from smbsocial.ui.text import counting, formats
from smbsocial.ui.widgets.buttons import FoldButton, button
from smbsocial.ui.widgets.cards import Card, Paper, row
from smbsocial.ui.widgets.fields import Choice, DayEdit, Field, MoneyEdit, NumberEdit
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting import counter, week_totals
from smbsocial.usecases.counting.sheets import Answer, CounterSheet

translate = QCoreApplication.translate

DAY = timedelta(days=1)
OURS = frozenset({Action.TALLY, Action.TAKE_BACK})


class CounterSection(QWidget):
    """One click or key counts one. `codes_wanted` leads to where codes are made."""

    codes_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._until: date | None = None
        self._day: date | None = None
        self._what: What | None = None
        self._sheet: CounterSheet | None = None
        self._build()
        bridge.undo_action.changed.connect(self._offer_undo)
        bridge.undone.connect(self._undone)
        for number in range(1, KEYS + 1):
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.activated.connect(lambda at=number - 1: self._key_pressed(at))

    def refresh(self) -> None:
        """Read the tally anew and draw it."""
        self.show_sheet(self._bridge.read(counter.counter_sheet, day=self._day, what=self._what))

    def show_day(self, day: date | None) -> None:
        """Show the tally of a day; None goes with today."""
        self._day = day
        self._said.setText("")
        self.refresh()

    def show_sheet(self, sheet: CounterSheet) -> None:
        """Draw a sheet; what has the keyboard keeps it."""
        self._sheet = sheet
        blocked = self._at.blockSignals(True)
        last = sheet.today
        self._at.setMaximumDate(QDate(last.year, last.month, last.day))
        self._at.show_value(sheet.day)
        self._at.blockSignals(blocked)
        self._on.setEnabled(sheet.day < sheet.today)
        self._today.setEnabled(sheet.day != sheet.today)
        self._title.setText(_title(sheet))
        self._sum.setText(_sum(sheet))
        self._of.choose(sheet.what)
        self._grid.show_answers(sheet.answers)
        self._show_codes(sheet)
        self._revenue.set_currency(sheet.business.currency)
        self._show_past(sheet)
        self._show_weeks()
        self._offer_undo()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at the answers, unless somebody is busy in the window."""
        super().showEvent(event)
        if self.window().focusWidget() is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the answers."""
        self._grid.setFocus(event.reason())

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        paper = Paper(margin=0)
        paper.setObjectName("counter_paper")
        paper.setAccessibleName(translate("Counter", "From the counter"))
        paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        paper.body.setContentsMargins(0, 0, theme.SPACE, theme.PAGE_MARGIN)
        outer.addWidget(paper)
        paper.body.addWidget(self._tally_card())
        self._weeks = WeekBoxes()
        self._weeks.typed.connect(self._total_typed)
        self._weeks.weeks_wanted.connect(self._weeks_chosen)
        paper.body.addWidget(self._past_card())
        paper.body.addWidget(self._weeks)
        paper.body.addStretch(1)

    def _tally_card(self) -> Card:
        card = Card(name="tally")
        self._title = label("", "section", name="tally_title", wrap=True)
        card.body.addLayout(self._head())
        self._sum = label("", "muted", wrap=True, name="tally_sum")
        card.add(self._sum)
        self._grid = AnswerGrid()
        self._grid.given.connect(self._count)
        self._grid.taken.connect(self._take_back)
        card.add(self._grid)
        card.add(self._foot())
        more = self._more()
        words = translate("Counter", "With a code, the revenue, or several at once")
        self._fold = FoldButton(words, self._bridge.resources / "icons", name="more_fold")
        self._fold.setProperty("small", True)
        card.add(self._fold)
        card.add(more)
        self._fold.folds(more, unfolded=False)
        return card

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE * 2)
        head.addWidget(self._title, 1)
        self._of: Choice[What] = Choice([(each, counting.what(each)) for each in What])
        self._of.setObjectName("what")
        self._of.setMinimumContentsLength(8)
        self._of.setAccessibleName(translate("Counter", "What is counted"))
        self._of.activated.connect(self._what_chosen)
        day_before = translate("Counter", "Day before")
        back = button("‹", lambda: self._turn(-DAY), name="day_back", accessible=day_before)
        next_day = translate("Counter", "Next day")
        self._on = button("›", lambda: self._turn(DAY), name="day_on", accessible=next_day)
        self._at = DayEdit(date.min)
        self._at.setObjectName("day")
        self._at.setAccessibleName(translate("Counter", "Day"))
        self._at.picked.connect(lambda: self._show_picked(self._at.value()))
        self._today = button(
            translate("Counter", "Today"), lambda: self.show_day(None), name="day_today"
        )
        for widget in (self._of, back, self._at, self._on, self._today):
            head.addWidget(widget)
        return head

    def _foot(self) -> QWidget:
        """What was counted last, and the way back."""
        self._said = label("", "muted", wrap=True, name="tally_said")
        self._undo = button(
            translate("Counter", "Undo"),
            self._bridge.undo_action.trigger,
            flat=True,
            name="tally_undo",
        )
        self._undo.setAccessibleName(translate("Counter", "Undo the last count"))
        keys = translate("Counter", "Keys 1–9 count; minus takes the last one of an answer back.")
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.SPACE * 2)
        across.addWidget(self._said, 1)
        across.addWidget(self._undo)
        across.addWidget(label(keys, "small"))
        return made

    def _more(self) -> QWidget:
        """What goes with the next click; afterwards the fields are empty again."""
        self._several = NumberEdit(unknown="1")
        self._code: Choice[CouponId | None] = Choice()
        self._revenue = MoneyEdit("")
        fields = (
            Field(translate("Counter", "How many"), self._several, name="count"),
            Field(translate("Counter", "Code they named"), self._code, name="coupon"),
            Field(
                translate("Counter", "Revenue together, without tax"), self._revenue, name="revenue"
            ),
        )
        self._fields = dict(zip(("count", "coupon", "revenue"), fields, strict=True))
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        for field, share in zip(fields, (1, 2, 2), strict=True):
            across.addWidget(field, share)
        whole.addLayout(across)
        words = translate("Counter", "Fill in what you know, then press the answer.")
        make = button(
            translate("Counter", "Make a code…"), self.codes_wanted.emit, flat=True, name="to_codes"
        )
        whole.addWidget(row(label(words, "small"), None, make))
        return made

    def _past_card(self) -> Card:
        card = Card(name="past")
        card.add(label(translate("Counter", "The days and weeks before"), "section"))
        self._past = LinesTable(
            "past_table", translate("Counter", "The days and weeks before"), whole=True
        )
        self._nothing = label(
            translate("Counter", "What is counted will stand here, day by day."), "muted", wrap=True
        )
        card.add(self._past)
        card.add(self._nothing)
        return card

    def _show_codes(self, sheet: CounterSheet) -> None:
        none = (None, translate("Counter", "no code"))
        offered = [none, *((each.id, each.code) for each in sheet.codes)]
        chosen = self._code.value()
        self._code.show_options(offered, chosen if chosen in dict(offered) else None)

    def _show_past(self, sheet: CounterSheet) -> None:
        days = [Head(_day_head(day, sheet), figures=True) for day in sheet.days]
        weeks = [Head(_week_head(week, sheet), figures=True) for week in sheet.weeks[-2:]]
        heads = (Head(translate("Counter", "Answer"), share=1), *days, *weeks)
        given = [each for each in sheet.answers if any(each.days) or any(each.weeks[-2:])]
        self._past.show_lines(heads, [_past_line(each, heads) for each in given])
        self._past.setVisible(bool(given))
        self._nothing.setVisible(not given)

    def _turn(self, days: timedelta) -> None:
        if self._sheet is not None:
            self._show_picked(self._sheet.day + days)

    def _show_picked(self, day: date) -> None:
        today = self._sheet.today if self._sheet else day
        self.show_day(None if day == today else min(day, today))

    def _what_chosen(self, _at: int) -> None:
        self._what = self._of.value()
        self._said.setText("")
        self.refresh()

    def _key_pressed(self, at: int) -> None:
        if at < len(self._grid.heard):
            self._count(self._grid.heard[at])

    def _count(self, heard: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        for field in self._fields.values():
            field.show_error(None)
        try:
            said = counter.Said(
                day=sheet.day,
                what=sheet.what,
                heard=heard,
                count=self._number(),
                coupon=self._code.value(),
                revenue=self._revenue.value(),
            )
            self._bridge.do(Action.TALLY, counter.tally, said)
        except ExpectedError as error:
            self._show_error(error)
            return
        self._several.show_value(None)
        self._code.choose(None)
        self._revenue.show_value(None)
        words = translate("Counter", "Counted: {count}, {answer}.")
        count = counting.counted(said.what, said.count)
        self._said.setText(words.format(count=count, answer=self._answer_words(heard)))
        self._offer_undo()

    def _number(self) -> int:
        number = self._several.value()
        return 1 if number is None else number

    def _take_back(self, heard: str) -> None:
        sheet = self._sheet
        if sheet is None or not any(a.on_day for a in sheet.answers if a.heard == heard):
            return
        if self._bridge.attempt(Action.TAKE_BACK, counter.take_back, sheet.day, sheet.what, heard):
            words = translate("Counter", "Taken back: {count}, {answer}.")
            count = counting.counted(sheet.what, 1)
            self._said.setText(words.format(count=count, answer=self._answer_words(heard)))
            self._offer_undo()

    def _show_error(self, error: ExpectedError) -> None:
        field = self._fields.get(error.field or "")
        if field is None:
            self._bridge.failed.emit(error)
            return
        self._fold.setChecked(True)
        field.show_error(error)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer_words(self, heard: str) -> str:
        answers = self._sheet.answers if self._sheet else ()
        name = next((each.name for each in answers if each.heard == heard), "")
        return counting.heard(heard, name)

    def _offer_undo(self) -> None:
        """Undo stands here while it is about the tally; the Edit menu has it always."""
        about = self._bridge.changes.undoable in OURS and bool(self._said.text())
        if not about and self._undo.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._undo.setVisible(about)
        if not about:
            self._said.setText("")

    def _undone(self, words: str) -> None:
        if self._bridge.changes.undoable in OURS:
            self._said.setText(words)
            self._offer_undo()

    def _weeks_chosen(self, last: date) -> None:
        self._until = last
        self._show_weeks()

    def _show_weeks(self) -> None:
        self._weeks.show_sheet(self._bridge.read(week_totals.totals_sheet, until=self._until))

    def _total_typed(self, goal: str, week: date, units: int) -> None:
        found: ExpectedError | None = None
        try:
            self._bridge.do(
                Action.KEEP_WEEK_TOTAL, week_totals.keep_total, GoalId(goal), week, units
            )
        except ExpectedError as error:
            found = error
        self._weeks.show_error(goal, week, found)


def _title(sheet: CounterSheet) -> str:
    if sheet.day == sheet.today:
        return translate("Counter", "How did you hear of us?")
    words = translate("Counter", "How did you hear of us? {day}")
    return words.format(day=formats.day_short(sheet.day))


def _sum(sheet: CounterSheet) -> str:
    """All that was counted on the day, each thing that was."""
    counted = [counting.counted(what, count) for what, count in sheet.whats if count]
    if not counted:
        return translate("Counter", "Nothing counted on this day yet. Ask each customer once.")
    words = translate("Counter", "On this day: {list}")
    return words.format(list=formats.listed(counted))


def _day_head(day: date, sheet: CounterSheet) -> str:
    if day == sheet.today:
        return translate("Counter", "today")
    return formats.weekday_short(day.weekday())


def _week_head(week: date, sheet: CounterSheet) -> str:
    weeks = (sheet.today - week) // (7 * DAY)
    if weeks == 0:
        return translate("Counter", "this week")
    if weeks == 1:
        return translate("Counter", "last week")
    return translate("Counter", "week of {day}").format(day=formats.day_plain(week))


def _past_line(answer: Answer, heads: tuple[Head, ...]) -> Line:
    words = counting.heard(answer.heard, answer.name)
    figures = (*answer.days, *answer.weeks[-2:])
    shown = tuple(formats.number(each) if each else "·" for each in figures)
    told = translate("Counter", "{head}: {count}")
    said = [
        told.format(head=head.words, count=formats.number(count))
        for head, count in zip(heads[1:], figures, strict=True)
    ]
    return Line(answer.heard, (words, *shown), "; ".join((words, *said)))
