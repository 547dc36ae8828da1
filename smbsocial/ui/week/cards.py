"""How a task looks: a large card for today, one line for the rest."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smbsocial.domain.checklist import TaskState
from smbsocial.domain.goals import Goal
from smbsocial.domain.plan import DutyKind
from smbsocial.ui import theme
from smbsocial.ui.text import formats, names
from smbsocial.ui.text.names import title_of
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, line, row
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.usecases.sheets import TaskSheet

translate = QCoreApplication.translate

INDENT = 44
TOMORROW = timedelta(days=1)


class TaskView(QWidget):
    """A task with its box and its buttons; it only says what is wanted, by the task's id."""

    ticked = Signal(str, bool)
    open_wanted = Signal(str)
    posted_wanted = Signal(str)
    skip_wanted = Signal(str)
    edit_wanted = Signal(str)
    minutes_wanted = Signal(str)
    numbers_wanted = Signal(str)
    sign_in_wanted = Signal(str)
    care_wanted = Signal(str)

    def __init__(self, sheet: TaskSheet, *, named: bool = True) -> None:
        super().__init__()
        self.sheet = sheet
        self._named = named
        self.box = self._build_box()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._layout = layout

    def _build_box(self) -> QCheckBox:
        task = self.sheet.task
        box = TickBox()
        box.setObjectName(f"tick-{task.id}")
        box.setChecked(task.state is TaskState.DONE)
        words = translate("Week", "Done: {title}").format(title=title_of(self.sheet))
        box.setAccessibleName(words)
        box.setToolTip(translate("Week", "Tick when it is done"))
        box.clicked.connect(self._box_clicked)
        return box

    def _box_clicked(self, checked: bool) -> None:
        self.ticked.emit(self.sheet.task.id, checked)

    def _chips(self) -> tuple[QWidget, ...]:
        sheet = self.sheet
        made: list[QWidget] = []
        if sheet.task.rolled or sheet.task.state is TaskState.MISSED:
            made.append(chip(missed_text(sheet), tone="caution"))
        if sheet.platform:
            made.append(chip(sheet.platform.name))
        if sheet.community:
            made.append(chip(sheet.community.name, pillar=3))
        if sheet.pillar:
            made.append(chip(sheet.pillar.name, pillar=sheet.pillar.colour))
        if sheet.post and sheet.post.observance:
            made.append(chip(observance_name(sheet.post.observance)))
        if sheet.kpi_count and sheet.task.duty is DutyKind.NUMBERS:
            made.append(chip(translate("Week", "%n KPI(s)", "", sheet.kpi_count)))
        return (*made, *self._who())

    def _who(self) -> tuple[QWidget, ...]:
        """Who does it, where more than one could be meant."""
        return (chip(names.person(self.sheet.person)),) if self._named else ()

    def _duty_buttons(self) -> tuple[QPushButton, ...]:
        skip = self._button(translate("Week", "Skip…"), "skip_wanted", flat=True)
        if self.sheet.task.duty in {DutyKind.ROTATE, DutyKind.DRILL}:
            start = translate("Week", "Start")
            return (self._button(start, "care_wanted", flat=True), skip)
        if self.sheet.task.duty is not DutyKind.NUMBERS:
            return (skip,)
        typing = translate("Week", "Type them")
        return (self._button(typing, "numbers_wanted", flat=True), skip)

    def _button(
        self, text: str, signal_name: str, *, primary: bool = False, flat: bool = False
    ) -> QPushButton:
        signal = getattr(self, signal_name)
        accessible = translate("Week", "{verb}: {title}").format(
            verb=text, title=title_of(self.sheet)
        )
        made = button(
            text,
            lambda: signal.emit(self.sheet.task.id),
            primary=primary,
            flat=flat,
            name=f"{signal_name}-{self.sheet.task.id}",
        )
        made.setAccessibleName(accessible)
        return made


class TodayCard(TaskView):
    """A task of today, whole: for whom, why, the draft, and the buttons that do the next thing."""

    def __init__(self, sheet: TaskSheet, *, first: bool, named: bool = True) -> None:
        super().__init__(sheet, named=named)
        card = Card("now" if first else "", name=f"card-{sheet.task.id}")
        self._layout.addWidget(card)
        head = self._head()
        card.body.addLayout(head)
        chips = self._chips()
        beside = self._duty_buttons()
        for widget in beside:
            head.addWidget(widget)
        inner = QVBoxLayout()
        inner.setContentsMargins(INDENT, 0, 0, 0)
        inner.setSpacing(theme.SPACE * 2)
        card.body.addLayout(inner)
        if chips:
            inner.addWidget(Flow(*chips))
        if sheet.post:
            self._post(inner, first=first)
            QWidget.setTabOrder(self._ways[-1], beside[0])  # what does the next thing comes first

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.box)
        head.addWidget(label(title_of(self.sheet), "strong", wrap=True), 1)
        head.addWidget(label(time_text(self.sheet), "small"))
        return head

    def _post(self, inner: QVBoxLayout, *, first: bool) -> None:
        sheet = self.sheet
        if sheet.goal:
            inner.addWidget(label(why_text(sheet.goal, sheet.goal_name), "small", wrap=True))
        draft = Card("quiet", name=f"draft-{sheet.task.id}")
        text = label(sheet.post.text if sheet.post else "", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        draft.add(text)
        draft.add(label(length_text(sheet), "small", wrap=True))
        inner.addWidget(draft)
        self._ways = self._ways_to_post(primary=first)
        inner.addWidget(Flow(*self._ways))

    def _ways_to_post(self, *, primary: bool) -> tuple[QPushButton, ...]:
        platform = self.sheet.platform.name if self.sheet.platform else ""
        words = translate("Week", "Copy text and open {platform}").format(platform=platform)
        sign_in = (
            (self._button(translate("Week", "Sign in…"), "sign_in_wanted"),)
            if self.sheet.account
            else ()
        )
        return (
            self._button(words, "open_wanted", primary=primary),
            *sign_in,
            self._button(translate("Week", "Mark as posted…"), "posted_wanted"),
            self._button(translate("Week", "Change…"), "edit_wanted"),
        )


class TaskRow(TaskView):
    """A task in short: box, day, title, how long, its buttons; below it for whom, if for one."""

    def __init__(self, sheet: TaskSheet, *, today: date, named: bool = True) -> None:
        super().__init__(sheet, named=named)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, theme.SPACE * 2, 0, theme.SPACE * 2)
        whole.setSpacing(theme.GAP)
        top = Qt.AlignmentFlag.AlignTop
        chips = self._row_chips()
        self.day = label(day_text(sheet.task.day, today))
        self._minutes = label(minutes_text(sheet), "small")
        beside = top if chips else Qt.AlignmentFlag.AlignVCenter
        whole.addWidget(self.box, 0, beside)
        whole.addWidget(self.day, 0, beside)
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE)
        name = ElidedLabel(title_of(sheet))
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words.addWidget(name)
        if chips:
            words.addWidget(Flow(*chips))
        whole.addLayout(words, 1)
        whole.addWidget(row(self._minutes, *self._row_buttons(), spacing=theme.SPACE))
        self._layout.addLayout(whole)

    def _row_chips(self) -> tuple[QWidget, ...]:
        sheet = self.sheet
        state = sheet.task.state
        if state is TaskState.SKIPPED:
            words = translate("Week", "skipped: {reason}").format(reason=sheet.task.reason)
            return (chip(words, tone="caution"),)
        if sheet.task.rolled or state is TaskState.MISSED:
            return (chip(missed_text(sheet), tone="caution"), *self._who())
        if sheet.community:
            where = (chip(sheet.platform.name),) if sheet.platform else ()
            return (*where, chip(sheet.community.name, pillar=3), *self._who())
        return self._who()

    def _row_buttons(self) -> tuple[QPushButton, ...]:
        state = self.sheet.task.state
        if state is TaskState.DONE:
            return (self._button(translate("Week", "Minutes…"), "minutes_wanted", flat=True),)
        if state is TaskState.SKIPPED:
            return ()
        if self.sheet.post:
            opened = self._button(translate("Week", "Open"), "edit_wanted", flat=True)
            skip = self._button(translate("Week", "Skip…"), "skip_wanted", flat=True)
            return (opened, skip)
        return self._duty_buttons()


def rows_card(
    sheets: tuple[TaskSheet, ...], name: str, *, today: date, named: bool = True
) -> tuple[Card, tuple[TaskRow, ...]]:
    """A card of rows with hairlines between them, their titles under one another."""
    card = Card(name=name)
    card.body.setSpacing(0)
    rows = tuple(TaskRow(sheet, today=today, named=named) for sheet in sheets)
    for number, made in enumerate(rows):
        if number:
            between: QFrame = line()
            card.add(between)
        card.add(made)
    widest = max((made.day.sizeHint().width() for made in rows), default=0)
    for made in rows:
        made.day.setFixedWidth(widest)
    return card, rows


def day_text(day: date, today: date) -> str:
    """The day of a row: Tomorrow, Thu."""
    if day == today:
        return translate("Week", "Today")
    if day == today + TOMORROW:
        return translate("Week", "Tomorrow")
    return formats.weekday_short(day.weekday())


def why_text(goal: Goal, goal_name: str) -> str:
    """Why this is done: the goal with its target."""
    return translate("Week", "Why: {goal} ({target} more {counted} {period} by {day})").format(
        goal=goal_name,
        target=formats.number(goal.target),
        counted=names.counted(goal.counted, goal.target),
        period=names.period(goal.period),
        day=formats.day_plain(goal.until),
    )


def time_text(sheet: TaskSheet) -> str:
    """How long, and until when."""
    about = translate("Week", "about {minutes}").format(minutes=formats.minutes(sheet.task.minutes))
    if sheet.task.at is None:
        return about
    return translate("Week", "{minutes} · by {time}").format(
        minutes=about, time=formats.clock(sheet.task.at)
    )


def minutes_text(sheet: TaskSheet) -> str:
    """Planned minutes, or the real ones."""
    real = sheet.task.real_minutes
    return formats.minutes(sheet.task.minutes if real is None else real)


def missed_text(sheet: TaskSheet) -> str:
    """Since when it waits."""
    return translate("Week", "from {day}").format(day=formats.day_short(sheet.task.day))


def length_text(sheet: TaskSheet) -> str:
    """How long the text is against the platform's limit, and what is made."""
    made = names.post_format(sheet.post.format) if sheet.post else ""
    limit = sheet.platform.text.limit if sheet.platform else None
    if limit is None or sheet.text_length is None:
        return made
    return translate("Week", "{made} · {length} of {limit} characters").format(
        made=made, length=formats.number(sheet.text_length), limit=formats.number(limit)
    )


def observance_name(value: str) -> str:
    """The name of what a post belongs to in the year; the two of the plan itself have words."""
    own = {
        "slow_season": translate("Week", "before the slow season"),
        "peak": translate("Week", "busy season"),
    }
    return own.get(value, value)
