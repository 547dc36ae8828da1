"""The weekly totals of each goal: all units, whoever they came from, a box a week."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.text import formats, names
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear, row
from smbsocial.ui.widgets.fields import NumberEdit
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.counting.sheets import GoalWeeks, TotalsSheet

translate = QCoreApplication.translate

BOX_WIDTH = theme.SPACE * 18
WEEK = timedelta(weeks=1)


class TotalBox(NumberEdit):
    """The total of one goal in one week; Enter keeps it and moves on."""

    typed = Signal(str, object, int)  # goal's id, first day, units
    failed = Signal(object)  # ExpectedError

    def __init__(self, goal: GoalWeeks, week: date) -> None:
        super().__init__()
        self._goal = goal.goal.id
        self._week = week
        self._shown: int | None = None
        self.setObjectName(f"total-{goal.goal.id}-{week.isoformat()}")
        self.setFixedWidth(BOX_WIDTH)
        words = translate("Counter", "{goal}, week of {day}")
        self.setAccessibleName(words.format(goal=goal.name, day=formats.day_plain(week)))
        self.returnPressed.connect(self._move_on)
        self.editingFinished.connect(self._keep)

    def show_units(self, units: int | None) -> None:
        """Show a total, unless somebody is typing another one."""
        self._shown = units
        if not (self.hasFocus() and self.isModified()):
            self.show_value(units)

    def say(self, error: ExpectedError | None) -> None:
        """Mark it as wrong, or not."""
        self.setProperty("wrong", error is not None)
        self.setAccessibleDescription(sentence(error) if error else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def _move_on(self) -> None:
        self.focusNextChild()

    def _keep(self) -> None:
        """Keep what was typed; an emptied box shows its total again."""
        if not self.isModified():
            return
        self.setModified(False)
        try:
            units = self.value()
        except ExpectedError as error:
            self.failed.emit(error)
            return
        if units is None:
            self.show_value(self._shown)
        elif units != self._shown:
            self.typed.emit(self._goal, self._week, units)


class WeekBoxes(Card):
    """A line a goal, the newest week last. `typed` carries goal, first day and units.

    `weeks_wanted` carries the first day of the week that is to be the last one shown.
    """

    typed = Signal(str, object, int)
    weeks_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(name="week_totals")
        title = label(translate("Counter", "All of them, week by week"), "section")
        earlier, later = translate("Counter", "Earlier weeks"), translate("Counter", "Later weeks")
        back = button("‹", lambda: self._turn(-1), name="weeks_back", accessible=earlier)
        self._on = button("›", lambda: self._turn(1), name="weeks_on", accessible=later)
        self.add(row(title, None, back, self._on))
        hint = translate(
            "Counter",
            "Count everybody here, wherever they came from. From these totals and your own history"
            " the app works out what social media may have added.",
        )
        self.add(label(hint, "muted", wrap=True))
        self._enough = label("", "muted", wrap=True, name="weeks_enough")
        self.add(self._enough)
        self._weeks: tuple[date, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.SPACE * 2)
        self.body.addLayout(self._grid)
        self._error = label("", "error", wrap=True, name="total_error")
        self._error.hide()
        self.add(self._error)
        self._boxes: dict[tuple[str, date], TotalBox] = {}

    def show_sheet(self, sheet: TotalsSheet) -> None:
        """Show the totals; the boxes stay where goals and weeks are the same."""
        self._weeks = sheet.weeks
        self._on.setEnabled(sheet.later)
        self._enough.setText(_enough(sheet))
        self._enough.setVisible(bool(self._enough.text()))
        wanted = [(each.goal.id, week) for each in sheet.goals for week in sheet.weeks]
        if wanted != list(self._boxes):
            self._make(sheet)
        for each in sheet.goals:
            for week, units in zip(sheet.weeks, each.units, strict=True):
                self._boxes[each.goal.id, week].show_units(units)
        self.setVisible(bool(sheet.goals))

    def show_error(self, goal: str, week: date, error: ExpectedError | None) -> None:
        """Say at a box what cannot be kept, or that all is well."""
        self._boxes[goal, week].say(error)
        self._error.setText(sentence(error) if error else "")
        self._error.setVisible(error is not None)

    def _turn(self, way: int) -> None:
        if self._weeks:
            self.weeks_wanted.emit(self._weeks[-1] + way * len(self._weeks) * WEEK)

    def _make(self, sheet: TotalsSheet) -> None:
        clear(self._grid)
        self._boxes = {}
        self._error.hide()
        for column, week in enumerate(sheet.weeks, 1):
            self._grid.addWidget(_week_label(week, sheet), 0, column)
        for line, goal in enumerate(sheet.goals, 1):
            words = translate("Counter", "{goal} ({units})")
            units = names.counted(goal.goal.counted)
            said = label(words.format(goal=goal.name, units=units), wrap=True)
            self._grid.addWidget(said, line, 0)
            for column, week in enumerate(sheet.weeks, 1):
                self._grid.addWidget(self._box(goal, week), line, column)
        self._grid.setColumnStretch(0, 1)

    def _box(self, goal: GoalWeeks, week: date) -> TotalBox:
        made = TotalBox(goal, week)
        id = goal.goal.id
        made.typed.connect(self.typed)
        made.failed.connect(lambda error: self.show_error(id, week, error))
        self._boxes[id, week] = made
        return made


def _enough(sheet: TotalsSheet) -> str:
    """How many weeks an estimate still needs; nothing where there are enough."""
    if sheet.began is None or sheet.before >= sheet.needed:
        return ""
    words = translate(
        "Counter",
        "An estimate needs the totals of at least {needed} weeks before {day}, when your first plan"
        " began; {had} are here. Go back with ‹ and type what your till or book says.",
    )
    return words.format(
        needed=formats.number(sheet.needed),
        day=formats.day_plain(sheet.began),
        had=formats.number(sheet.before),
    )


def _week_label(week: date, sheet: TotalsSheet) -> QLabel:
    """From which day on; the week that is not over says so."""
    words = translate("Counter", "from {day}").format(day=formats.day_plain(week))
    if week <= sheet.today < week + WEEK:
        words = translate("Counter", "this week")
    made = label(words, "small", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom)
    return made
