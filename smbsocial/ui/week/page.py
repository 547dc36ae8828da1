"""This week: what to do now, for whom, why and how; then the rest of the week and what is done."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import KpiId, PostId, TaskId
from smbsocial.domain.plan import Plan
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats
from smbsocial.ui.text.names import title_of
from smbsocial.ui.week.cards import TaskView, TodayCard, rows_card
from smbsocial.ui.week.numbers import NumbersCard
from smbsocial.ui.week.rules import rule_card, rules_due
from smbsocial.ui.widgets.buttons import FoldButton, button
from smbsocial.ui.widgets.cards import Card, EmptyState, Paper, clear, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases import week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import coming_plan
from smbsocial.usecases.sheets import TaskSheet, WeekSheet

translate = QCoreApplication.translate

WEEK = timedelta(days=7)


class WeekPage(QWidget):
    """The home screen. `told` carries what happened, `badge` how many tasks wait for today.

    `sign_in_wanted` and `password_wanted` carry an account's id.
    """

    told = Signal(str)
    badge = Signal(int)
    setup_wanted = Signal()
    sign_in_wanted = Signal(str)
    password_wanted = Signal(str)
    rules_wanted = Signal()
    typing_wanted = Signal(object)  # a day of the week whose numbers are to be typed
    drill_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._day: date | None = None
        self._sheet: WeekSheet | None = None
        self._coming: Plan | None = None
        self._held_up: tuple[str, ...] = ()
        self._unfolded = False
        self._build()

    def refresh(self) -> None:
        """Read the week anew and draw it."""
        sheet = self._bridge.read(week.week_sheet, day=self._day)
        self._coming = self._bridge.read(coming_plan, after=sheet.last)
        self._held_up = rules_due(self._bridge)
        self.show_sheet(sheet)

    def show_day(self, day: date | None) -> None:
        """Show the week of a day; None goes with today."""
        self._day = day
        self.refresh()

    def show_sheet(self, sheet: WeekSheet) -> None:
        """Draw a sheet."""
        focus = self._focused()
        self._sheet = sheet
        self._title.setText(_title(sheet))
        self._sub.setText(_subtitle(sheet))
        self._progress.setMaximum(max(1, sheet.minutes_planned))
        self._progress.setValue(min(sheet.minutes_done, sheet.minutes_planned))
        self._progress.setAccessibleDescription(_subtitle(sheet))
        self._draw_tasks(sheet)
        self._numbers.show_kpis(sheet.kpis, sheet.business.currency)
        self.badge.emit(len(sheet.today_tasks) if sheet.first <= sheet.today <= sheet.last else 0)
        self._refocus(focus)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at the tasks, unless somebody is busy on this page."""
        super().showEvent(event)
        window = self.window()
        busy = window.focusWidget()
        if busy is None or not (busy is self or self.isAncestorOf(busy)):
            self._paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_sheet(self) -> None:
        """Put the week on one page of paper."""
        from smbsocial.ui.printing import print_week
        from smbsocial.usecases.week_paper import paper_sheet

        if self._sheet is not None:
            print_week(self._bridge.read(paper_sheet, day=self._sheet.first), self)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        outer.setContentsMargins(edge, edge - theme.SPACE, edge, 0)
        outer.setSpacing(theme.GAP)
        outer.addLayout(self._head())
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(translate("Week", "Progress of the week"))
        outer.addWidget(self._progress)
        columns = QHBoxLayout()
        columns.setSpacing(theme.CARD_PADDING)
        outer.addLayout(columns, 1)
        self._paper = Paper(margin=0)
        self._paper.body.setContentsMargins(0, 0, theme.SPACE, edge)
        self._paper.setAccessibleName(translate("Week", "Tasks of the week"))
        columns.addWidget(self._paper, 1)
        columns.addWidget(self._side())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE)
        self._title = label("", "title", name="page_title")
        words.addWidget(self._title)
        self._sub = label("", "muted", wrap=True, name="week_subtitle")
        words.addWidget(self._sub)
        head.addLayout(words, 1)
        back = button(
            "‹", lambda: self._turn(-1), name="back", accessible=translate("Week", "Week before")
        )
        on = button(
            "›", lambda: self._turn(1), name="on", accessible=translate("Week", "Next week")
        )
        today = button(translate("Week", "Today"), lambda: self.show_day(None), name="today")
        printed = button(translate("Week", "Print"), self.print_sheet, name="print")
        head.addWidget(row(back, today, on, printed))
        return head

    def _side(self) -> QWidget:
        side = Paper(margin=0)
        side.setFixedWidth(theme.SIDE_WIDTH)
        side.setAccessibleName(translate("Week", "Numbers of the week"))
        side.body.setContentsMargins(0, 0, theme.SPACE, theme.PAGE_MARGIN)
        self._numbers = NumbersCard()
        self._numbers.typed.connect(self._reading_typed)
        side.body.addWidget(self._numbers)
        side.body.addStretch(1)
        return side

    def _draw_tasks(self, sheet: WeekSheet) -> None:
        body = self._paper.body
        clear(body)
        now = sheet.first <= sheet.today <= sheet.last
        for words in self._held_up if now else ():
            body.addWidget(rule_card(words, self.rules_wanted.emit))
        if sheet.missed or sheet.earlier:
            self._section(translate("Week", "Not done yet"), (*sheet.missed, *sheet.earlier))
        if now:
            self._today(sheet)
        elif not (sheet.later or sheet.done or sheet.missed or sheet.earlier):
            body.addWidget(self._nothing(sheet))
        if sheet.later:
            later = translate("Week", "Later this week") if now else translate("Week", "Planned")
            self._section(later, sheet.later)
        if sheet.done:
            self._done(sheet.done)
        body.addStretch(1)

    def _today(self, sheet: WeekSheet) -> None:
        body = self._paper.body
        words = translate("Week", "Today, {weekday}").format(weekday=formats.weekday(sheet.today))
        body.addWidget(label(words, "section"))
        for number, task in enumerate(sheet.today_tasks):
            card = TodayCard(task, first=number == 0, named=_several(sheet))
            self._listen(card)
            body.addWidget(card)
        if not sheet.today_tasks:
            body.addWidget(self._nothing(sheet))

    def _done(self, sheets: tuple[TaskSheet, ...]) -> None:
        """What is done or skipped, folded under its head until somebody opens it."""
        words = translate("Week", "Done · {count}").format(count=formats.number(len(sheets)))
        head = FoldButton(words, self._bridge.resources / "icons", name="done_fold")
        self._paper.body.addWidget(head)
        card = self._rows(words, sheets)
        head.folds(card, unfolded=self._unfolded)
        head.toggled.connect(self._fold_toggled)

    def _fold_toggled(self, unfolded: bool) -> None:
        self._unfolded = unfolded

    def _nothing(self, sheet: WeekSheet) -> Card:
        if sheet.plan is None and self._coming is not None:
            return self._not_yet(self._coming.starts)
        if sheet.plan is None and not (sheet.later or sheet.done):
            return EmptyState(
                translate("Week", "No plan for this week"),
                translate("Week", "Thirteen weeks of posts and tasks will stand here."),
                translate("Week", "Make the next plan"),
                self.setup_wanted.emit,
            )
        card = Card("quiet", name="nothing_today")
        if sheet.business.is_closed(sheet.today):
            words = translate("Week", "Closed today. Nothing to do here.")
        else:
            words = translate("Week", "Nothing left for today. Back to your customers.")
        card.add(label(words, "muted", wrap=True))
        return card

    def _not_yet(self, coming: date) -> Card:
        title = translate("Week", "Your plan starts on {day}")
        return EmptyState(
            title.format(day=formats.day_long(coming)),
            translate("Week", "It stands in the calendar. Until then there is nothing to do."),
            translate("Week", "Show the first week"),
            lambda: self.show_day(coming),
        )

    def _section(self, title: str, sheets: Sequence[TaskSheet]) -> None:
        self._paper.body.addWidget(label(title, "section"))
        self._rows(title, sheets)

    def _rows(self, title: str, sheets: Sequence[TaskSheet]) -> Card:
        assert self._sheet is not None  # noqa: S101 - drawn from it
        named = _several(self._sheet)
        card, rows = rows_card(tuple(sheets), title, today=self._sheet.today, named=named)
        for made in rows:
            self._listen(made)
        self._paper.body.addWidget(card)
        return card

    def _listen(self, view: TaskView) -> None:
        view.ticked.connect(self._ticked)
        view.open_wanted.connect(self._open_wanted)
        view.posted_wanted.connect(self._posted_wanted)
        view.skip_wanted.connect(self._skip_wanted)
        view.edit_wanted.connect(self._edit_wanted)
        view.minutes_wanted.connect(self._minutes_wanted)
        view.numbers_wanted.connect(self._numbers_wanted)
        view.sign_in_wanted.connect(self._sign_in_wanted)
        view.care_wanted.connect(self._care_wanted)

    def _turn(self, weeks: int) -> None:
        if self._sheet is not None:
            self.show_day(self._sheet.first + weeks * WEEK)

    def _ticked(self, task_id: str, done: bool) -> None:
        if done:
            kept = self._bridge.attempt(Action.TICK, week.tick, TaskId(task_id))
        else:
            kept = self._bridge.attempt(Action.UNTICK, week.untick, TaskId(task_id))
        if not kept:
            self.refresh()

    def _open_wanted(self, task_id: str) -> None:
        from smbsocial.usecases import composing

        found = self._bridge.read(composing.composing, PostId(task_id))
        QGuiApplication.clipboard().setText(found.text)
        if found.url is None or not QDesktopServices.openUrl(QUrl(found.url)):
            self._bridge.failed.emit(ExpectedError(Code.NO_BROWSER, url=found.url or ""))
            return
        words = translate(
            "Week", "The text is copied: paste it in {platform}. Come back and mark it as posted."
        )
        self.told.emit(words.format(platform=found.platform))

    def _posted_wanted(self, task_id: str) -> None:
        from smbsocial.ui.week.forms import PostedForm

        sheet = self._task(task_id)
        if sheet is None or sheet.post is None:
            return
        form = PostedForm(sheet.post.title, sheet.post.link, sheet.post.real_minutes, self)

        def keep(link: str, minutes: int | None) -> None:
            self._bridge.do(
                Action.MARK_POSTED,
                week.mark_posted,
                PostId(task_id),
                link=link,
                real_minutes=minutes,
            )

        form.ask(keep)

    def _skip_wanted(self, task_id: str) -> None:
        from smbsocial.ui.week.forms import SkipForm

        sheet = self._task(task_id)
        if sheet is None:
            return
        form = SkipForm(sheet.post.title if sheet.post else title_of(sheet), self)

        def keep(reason: str) -> None:
            self._bridge.do(Action.SKIP, week.skip, TaskId(task_id), reason=reason)

        form.ask(keep)

    def _minutes_wanted(self, task_id: str) -> None:
        from smbsocial.ui.week.forms import MinutesForm

        sheet = self._task(task_id)
        if sheet is None:
            return
        form = MinutesForm(title_of(sheet), sheet.task.real_minutes, self)

        def keep(minutes: int | None) -> None:
            self._bridge.do(Action.TICK, week.set_real_minutes, TaskId(task_id), minutes)

        form.ask(keep)

    def _numbers_wanted(self, task_id: str) -> None:
        sheet = self._task(task_id)
        if sheet is not None:
            self.typing_wanted.emit(sheet.task.day)

    def _sign_in_wanted(self, task_id: str) -> None:
        sheet = self._task(task_id)
        if sheet is not None and sheet.account is not None:
            self.sign_in_wanted.emit(sheet.account.id)

    def _care_wanted(self, task_id: str) -> None:
        sheet = self._task(task_id)
        if sheet is None or sheet.account is None:
            self.drill_wanted.emit()
        else:
            self.password_wanted.emit(sheet.account.id)

    def _edit_wanted(self, task_id: str) -> None:
        from smbsocial.ui.post.editor import edit_post

        edit_post(self._bridge, PostId(task_id), self)

    def _reading_typed(self, kpi: str, value: Decimal) -> None:
        try:
            self._bridge.do(Action.LOG_READING, week.log_reading, KpiId(kpi), value)
        except ExpectedError as error:
            self._numbers.show_error(kpi, error)

    def _task(self, task_id: str) -> TaskSheet | None:
        return next((t for t in _all_tasks(self._sheet) if t.task.id == task_id), None)

    def _focused(self) -> str:
        widget = self.focusWidget()
        return widget.objectName() if widget is not None else ""

    def _refocus(self, name: str) -> None:
        """Where one was; a task just ticked is folded away, then at the next one."""
        if not name or not self.isVisible():
            return
        widget = self.findChild(QWidget, name)
        if widget is None or not widget.isVisible():
            boxes = (box for box in self.findChildren(QCheckBox) if box.isVisible())
            widget = next((box for box in boxes if not box.isChecked()), None)
        if widget is not None:
            widget.setFocus()


def _all_tasks(sheet: WeekSheet | None) -> tuple[TaskSheet, ...]:
    if sheet is None:
        return ()
    return (*sheet.missed, *sheet.earlier, *sheet.today_tasks, *sheet.later, *sheet.done)


def _several(sheet: WeekSheet) -> bool:
    """Whether the tasks are for more than one person."""
    return len({task.person.id for task in _all_tasks(sheet)}) > 1


def _title(sheet: WeekSheet) -> str:
    if sheet.first <= sheet.today <= sheet.last:
        return translate("Week", "This week")
    if sheet.first <= sheet.today + WEEK <= sheet.last:
        return translate("Week", "Next week")
    if sheet.first <= sheet.today - WEEK <= sheet.last:
        return translate("Week", "Last week")
    return translate("Week", "Week of {day}").format(day=formats.day_plain(sheet.first))


def _subtitle(sheet: WeekSheet) -> str:
    own = [t for t in _all_tasks(sheet) if not t.task.rolled]
    if not own:
        return formats.day_range(sheet.first, sheet.last)
    done = [t for t in sheet.done if not t.task.rolled]
    words = translate("Week", "{days} · {done} of {all} done · {spent} of {planned} used")
    return words.format(
        days=formats.day_range(sheet.first, sheet.last),
        done=formats.number(len(done)),
        all=formats.number(len(own)),
        spent=formats.minutes(sheet.minutes_done),
        planned=formats.minutes(sheet.minutes_budget or sheet.minutes_planned),
    )
