"""The card for what comes next: the platform's exact steps, a new password, done or couldn't."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from smbsocial.domain.departures import LeavingStep, LineState
from smbsocial.ui import theme
from smbsocial.ui.clipboard import SecretClipboard
from smbsocial.ui.text import formats, leaving, names
from smbsocial.ui.vault.copying import CopyButton
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, clear, line, row
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.usecases.vault.leaving_sheets import AccountLeft, LeavingSheet, Step

translate = QCoreApplication.translate


class StepCard(Card):
    """Shows one step whole and the others of its account as boxes; it only says what is wanted.

    Lines by their id: `done_wanted`, `undone_wanted`, `not_needed_wanted`, `could_not_wanted`.
    `save_wanted` carries the account whose new password is in use, `copy_wanted` the account and
    the button that copies.
    """

    open_wanted = Signal(str)
    copy_wanted = Signal(str, object)
    save_wanted = Signal(str)
    done_wanted = Signal(str)
    undone_wanted = Signal(str)
    not_needed_wanted = Signal(str)
    could_not_wanted = Signal(str)
    kit_wanted = Signal()
    close_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, clipboard: SecretClipboard) -> None:
        super().__init__(name="step_card")
        self._clipboard = clipboard

    def show_step(
        self, sheet: LeavingSheet, account: AccountLeft | None, *, can_make: bool
    ) -> None:
        """The first open step of an account, or (None) of the house; its others below.

        `can_make`: the vault can make a password and keep it.
        """
        clear(self.body)
        steps = account.steps if account else sheet.house
        step = next((each for each in steps if each.is_open and not each.by_itself), None)
        if step is None:
            self._all_done(sheet, account)
        else:
            self._whole(sheet, account, step, can_make=can_make)
        others = [each for each in steps if each is not step and _is_shown(each)]
        saves = can_make and account is not None
        waiting = [each for each in others if each.is_open]
        if waiting:
            self.add(line())
            if account is not None and step is not None:
                words = translate("Leaving", "While you are on {account}")
                self.add(label(words.format(account=account.name), "strong", wrap=True))
            self._boxes(sheet, waiting, can_make=saves)
        answered = [each for each in others if not each.is_open]
        if answered:
            self.add(line())
            self.add(label(translate("Leaving", "Done so far"), "strong"))
            self._boxes(sheet, answered, can_make=saves)
        self.body.addStretch(1)

    def show_over(self, sheet: LeavingSheet) -> None:
        """It was closed, or called off: who did it and when."""
        clear(self.body)
        name = names.person(sheet.person)
        if sheet.departure.cancelled:
            title = translate("Leaving", "{person} stays after all").format(person=name)
            said = translate("Leaving", "What was done until then stays done.")
        else:
            title = translate("Leaving", "{person} has left").format(person=name)
            said = self._closed_words(sheet)
        self.add(label(title, "section", wrap=True, name="step_title"))
        self.add(label(said, wrap=True, name="closed_words"))
        if sheet.departure.why:
            why = translate("Leaving", "Left open because: {why}").format(why=sheet.departure.why)
            self.add(label(why, "muted", wrap=True))
        if not sheet.departure.cancelled:
            verb = translate("Leaving", "Save the hand-over sheet (PDF)")
            words = translate("Leaving", "Have the hand-over sheet signed by both.")
            self.add(label(words, "muted", wrap=True))
            save = button(verb, self.sheet_wanted.emit, primary=True, name="save_sheet")
            self.add(row(save, None))
        self.body.addStretch(1)

    def _closed_words(self, sheet: LeavingSheet) -> str:
        departure = sheet.departure
        if departure.closed_at is None or sheet.closed_by is None:
            return ""
        words = translate("Leaving", "Closed on {time} by {person}.")
        when = leaving.stamp(departure.closed_at, sheet.business.zone)
        return words.format(time=when, person=names.person(sheet.closed_by))

    def _all_done(self, sheet: LeavingSheet, account: AccountLeft | None) -> None:
        if sheet.counts.open:
            name = account.name if account else translate("Leaving", "Computer and vault")
            words = translate("Leaving", "{account}: nothing is left for you to do")
            self.add(label(words.format(account=name), "section", wrap=True, name="step_title"))
            return
        self.add(
            label(
                translate("Leaving", "Everything on the list is answered"),
                "section",
                wrap=True,
                name="step_title",
            )
        )
        said = (
            translate(
                "Leaving",
                "Closing makes a new key for this computer and a fresh backup. Then print the"
                " hand-over sheet and have it signed.",
            )
            if sheet.vault
            else translate(
                "Leaving", "Close it, then print the hand-over sheet and have it signed."
            )
        )
        self.add(label(said, "muted", wrap=True))
        verb = translate("Leaving", "Close this departure")
        self.add(row(button(verb, self.close_wanted.emit, primary=True, name="close"), None))

    def _whole(
        self, sheet: LeavingSheet, account: AccountLeft | None, step: Step, *, can_make: bool
    ) -> None:
        title = leaving.title(step.line.step, account.name if account else "")
        self.add(label(title, "section", wrap=True, name="step_title"))
        makes = can_make and account is not None and step.line.step is LeavingStep.PASSWORD
        self.body.addWidget(self._numbered(self._instructions(sheet, account, step, makes=makes)))
        if step.line.step is LeavingStep.NEW_KIT:
            self.add(Flow(*self._kit_answers(sheet, step)))
        else:
            self.add(Flow(*self._answers(account, step, makes=makes)))

    def _instructions(
        self, sheet: LeavingSheet, account: AccountLeft | None, step: Step, *, makes: bool
    ) -> list[tuple[str, QWidget | None]]:
        """What to do, one after another, each with its button."""
        if account is None:
            name = names.person(sheet.person)
            return [
                (words.format(person=name, name=name), None)
                for words in leaving.house_actions(step.line.step, kit_missing=sheet.kit_missing)
            ]
        made: list[tuple[str, QWidget | None]] = []
        if step.page:
            verb = translate("Leaving", "Open it")
            opener = button(verb, lambda: self.open_wanted.emit(step.page), name="open_page")
            opener.setAccessibleName(
                translate("Leaving", "Open the page of {account}").format(account=account.name)
            )
            made.append(
                (translate("Leaving", "Open the page, on a device of the owner’s."), opener)
            )
        made.append((step.action or _not_offered(account), None))
        if makes:
            words = translate("Leaving", "Paste this new password, made for {account}.")
            what = translate("Leaving", "Copy the new password for {account}")
            copy = CopyButton(
                self._clipboard, what.format(account=account.name), name="copy_new_password"
            )
            copy.wanted.connect(lambda: self.copy_wanted.emit(account.account.id, copy))
            made.append((words.format(account=account.name), copy))
        return made

    def _numbered(self, parts: Sequence[tuple[str, QWidget | None]]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(theme.SPACE * 2, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setColumnStretch(1, 1)
        for number, (text, beside) in enumerate(parts, 1):
            sign = translate("Leaving", "{number}.").format(number=formats.number(number))
            top = Qt.AlignmentFlag.AlignTop if beside is None else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(label(sign, "muted"), number, 0, top)
            if beside is None:
                grid.addWidget(label(text, wrap=True), number, 1, 1, 2)
            else:
                grid.addWidget(label(text, wrap=True), number, 1)
                grid.addWidget(beside, number, 2)
        return holder

    def _kit_answers(self, sheet: LeavingSheet, step: Step) -> tuple[QWidget, ...]:
        """Made, or not needed; it is made and not ticked."""
        verb = translate("Leaving", "Make a new kit…")
        make = button(verb, self.kit_wanted.emit, primary=True, name="new_kit")
        if sheet.kit_missing:
            return (make,)
        id = step.line.id
        not_needed = button(
            translate("Leaving", "Not needed"),
            lambda: self.not_needed_wanted.emit(id),
            name="not_needed",
        )
        return make, not_needed

    def _answers(
        self, account: AccountLeft | None, step: Step, *, makes: bool
    ) -> tuple[QWidget, ...]:
        """Done, couldn't, not needed."""
        id = step.line.id
        if makes and account is not None:
            save = translate("Leaving", "Done, save the new password")
            account_id = account.account.id
            first = button(
                save, lambda: self.save_wanted.emit(account_id), primary=True, name="save"
            )
        else:
            done = translate("Leaving", "Done")
            first = button(done, lambda: self.done_wanted.emit(id), primary=True, name="done")
            about = translate("Leaving", "Done: {step}")
            first.setAccessibleName(about.format(step=leaving.short(step.line.step)))
        could_not = translate("Leaving", "Couldn’t…")
        made = [
            first,
            button(could_not, lambda: self.could_not_wanted.emit(id), name="could_not"),
            button(
                translate("Leaving", "Not needed"),
                lambda: self.not_needed_wanted.emit(id),
                name="not_needed",
            ),
        ]
        if makes:
            words = translate("Leaving", "Changed, but kept elsewhere")
            made.append(button(words, lambda: self.done_wanted.emit(id), name="elsewhere"))
        return tuple(made)

    def _boxes(self, sheet: LeavingSheet, steps: Sequence[Step], *, can_make: bool) -> None:
        for step in steps:
            kit = step.line.step is LeavingStep.NEW_KIT
            waits = step.is_open and (kit or (step.line.step is LeavingStep.PASSWORD and can_make))
            if kit and step.line.state is LineState.DONE:
                self.add(self._said(sheet, step, answered_words(sheet, step)))
            elif step.by_itself:
                self.add(self._said(sheet, step, _itself_words(sheet, step)))
            elif waits:
                comes = translate("Leaving", "comes after the others before it")
                self.add(self._said(sheet, step, comes))
            else:
                self.add(self._box(sheet, step))

    def _said(self, sheet: LeavingSheet, step: Step, state: str) -> QWidget:
        """A step that nobody ticks: the vault does it, or knows of it when it is saved."""
        words = translate("Leaving", "{step}: {state}")
        text = words.format(step=leaving.short(step.line.step), state=state)
        return label(text, "muted", wrap=True)

    def _box(self, sheet: LeavingSheet, step: Step) -> QWidget:
        """A step with its box and what to do there, or who answered it."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(0)
        state, name = step.line.state, leaving.short(step.line.step)
        box = TickBox(leaving.done(step.line.step) if state is LineState.DONE else name)
        box.setObjectName(f"tick-{step.line.step.value}")
        box.setAccessibleName(translate("Leaving", "Done: {step}").format(step=name))
        box.setChecked(state in {LineState.DONE, LineState.NOT_NEEDED})
        box.clicked.connect(lambda checked: self._ticked(step, checked))
        grid.addWidget(box, 0, 0, 1, 2)
        if step.is_open and step.page:
            verb = translate("Leaving", "Open it")
            opener = button(verb, lambda: self.open_wanted.emit(step.page), flat=True)
            opener.setAccessibleName(translate("Leaving", "Open it: {step}").format(step=name))
            grid.addWidget(opener, 0, 2)
        about = step.action if step.is_open else answered_words(sheet, step)
        words = label(about, "small", wrap=True)
        words.setVisible(bool(about))
        words.setContentsMargins(theme.SPACE * 7, 0, 0, 0)
        grid.addWidget(words, 1, 0, 1, 3)
        return holder

    def _ticked(self, step: Step, checked: bool) -> None:
        (self.done_wanted if checked else self.undone_wanted).emit(step.line.id)


def answered_words(sheet: LeavingSheet, step: Step) -> str:
    """Who answered a step, when, and why it was not done."""
    line_ = step.line
    if line_.state is LineState.NOT_NEEDED:
        said = translate("Leaving", "not needed")
    elif line_.state is LineState.COULD_NOT:
        said = translate("Leaving", "could not: {why}").format(why=line_.note)
    else:
        said = translate("Leaving", "done")
    if line_.at is None or step.by is None:
        return said
    when = leaving.moment(line_.at, sheet.business.zone, sheet.today)
    words = translate("Leaving", "{said} · {person}, {time}")
    return words.format(said=said, person=names.person(step.by), time=when)


def _itself_words(sheet: LeavingSheet, step: Step) -> str:
    if step.line.state is LineState.DONE and step.line.at is not None:
        when = leaving.moment(step.line.at, sheet.business.zone, sheet.today)
        return translate("Leaving", "done by the vault {time}").format(time=when)
    if step.line.step is LeavingStep.NEW_KEY:
        return translate("Leaving", "the vault still has to do it")
    return translate("Leaving", "the vault does it when you close")


def _is_shown(step: Step) -> bool:
    """What is offered nowhere, or is not for them, only takes up room."""
    return step.line.state is not LineState.NOT_NEEDED or step.line.at is not None


def _not_offered(account: AccountLeft) -> str:
    words = translate(
        "Leaving",
        "No page for this is known on {account}: look for it in the account’s settings, or say that"
        " it is not needed.",
    )
    return words.format(account=account.name)
