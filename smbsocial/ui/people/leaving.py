"""Someone is leaving: one list that can be left and gone on with, until nothing is open."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from smbsocial.domain.departures import LeavingStep, LineState
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId
from smbsocial.domain.secret import Secret
from smbsocial.ui import dialogs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.people.forms import ReasonForm
from smbsocial.ui.people.going import Going
from smbsocial.ui.people.leaving_rows import HOUSE, LeavingTable, row_name
from smbsocial.ui.people.step_card import StepCard
from smbsocial.ui.people.why_card import WhyCard
from smbsocial.ui.text import formats, leaving, names
from smbsocial.ui.vault.browser import open_page
from smbsocial.ui.vault.copying import CopyButton
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Paper, clear, row
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.files import pick_pdf
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.leaving import leaving_sheet
from smbsocial.usecases.vault.leaving_sheets import AccountLeft, LeavingSheet

translate = QCoreApplication.translate

STEP_SHARE, WHY_SHARE = 56, 44
"""How the two cards below the table share the width, in per cent."""


_NEXT_THINGS = ("save", "done", "new_kit", "close", "save_sheet", "handover_pdf")
"""Where the keyboard goes when what it was at is no more."""


class LeavingPage(QWidget):
    """One departure. `left` wants to go back to the list of people."""

    left = Signal()
    work_wanted = Signal(str)  # PersonId

    def __init__(self, bridge: Bridge, desk: VaultDesk, going: Going) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._desk = desk
        self._going = going
        self._id: DepartureId | None = None
        self._sheet: LeavingSheet | None = None
        self._chosen: str | None = None
        self._kept = KeptFocus(self, *_NEXT_THINGS)
        self._build()

    def show_departure(self, id: DepartureId) -> None:
        """Show a departure, at the step that comes next."""
        self._id = id
        self._chosen = None
        self.refresh()
        at = self._account_at(self._whole)
        self._kept.keep("open_page", row_name(at.account.id if at else HOUSE))

    def refresh(self) -> None:
        """Read it anew and draw it."""
        if self._id is not None:
            self.show_sheet(self._bridge.read(leaving_sheet, self._id))

    def show_sheet(self, sheet: LeavingSheet) -> None:
        """Draw a sheet; the keyboard stays where it was, or comes to the next thing to do."""
        busy = self._kept.busy(self._table, self._step, self._why, self._warning)
        if busy is not None:
            self._kept.keep(busy.objectName() or "done")
        self._sheet = sheet
        name = names.person(sheet.person)
        self._title.setText(_title(sheet, name))
        self._sub.setText(_subtitle(sheet))
        self._progress.setMaximum(max(1, sheet.counts.needed))
        self._progress.setValue(sheet.counts.done)
        self._progress.setAccessibleDescription(self._sub.text())
        self._later.setText(_back_words(sheet))
        self._show_by(sheet)
        self._show_warning(sheet)
        at = self._account_at(sheet)
        self._table.show_sheet(sheet, at.account.id if at else HOUSE)
        if sheet.is_over:
            self._step.show_over(sheet)
        else:
            self._step.show_step(sheet, at, can_make=self._going.can_make)
        self._why.show_sheet(sheet)

    def _account_at(self, sheet: LeavingSheet) -> AccountLeft | None:
        """The account whose steps are shown: the chosen one, else that of the next step."""
        if self._chosen is not None:
            return next((a for a in sheet.accounts if a.account.id == self._chosen), None)
        return sheet.next.account if sheet.next else None

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        outer.setContentsMargins(edge, edge - theme.SPACE, edge, 0)
        outer.setSpacing(theme.GAP)
        outer.addLayout(self._head())
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(translate("Leaving", "Progress of the list"))
        outer.addWidget(self._progress)
        self._paper = Paper(margin=0)
        self._paper.body.setContentsMargins(0, 0, theme.SPACE, edge)
        self._paper.setAccessibleName(translate("Leaving", "Accounts and steps"))
        outer.addWidget(self._paper, 1)
        self._warning = Card("caution", name="leaving_warning")
        self._table = LeavingTable(self._bridge.resources / "icons")
        self._table.chosen.connect(self._row_chosen)
        self._paper.body.addWidget(self._warning)
        self._paper.body.addWidget(self._table)
        below = QHBoxLayout()
        below.setSpacing(theme.CARD_PADDING)
        self._step = StepCard(self._desk.clipboard)
        self._why = WhyCard()
        for card, share in ((self._step, STEP_SHARE), (self._why, WHY_SHARE)):
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            below.addWidget(card, share)
        self._paper.body.addLayout(below)
        self._paper.body.addStretch(1)
        self._listen()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE)
        self._title = label("", "title", wrap=True, name="leaving_title")
        self._sub = label("", "muted", wrap=True, name="leaving_subtitle")
        words.addWidget(self._title)
        words.addWidget(self._sub)
        head.addLayout(words, 1)
        self._by: Choice[str] = Choice()
        self._by.activated.connect(lambda _at: self._be())
        self._by_field = Field(translate("Leaving", "You are"), self._by, name="you_are")
        pdf = button(
            translate("Leaving", "Hand-over sheet (PDF)"), self._save_pdf, name="handover_pdf"
        )
        printed = button(translate("Leaving", "Print"), self._print, name="handover_print")
        printed.setAccessibleName(translate("Leaving", "Print the hand-over sheet"))
        self._later = button("", self.left.emit, name="later")
        head.addWidget(row(self._by_field, pdf, printed, self._later))
        return head

    def _listen(self) -> None:
        step = self._step
        step.open_wanted.connect(lambda url: open_page(self._bridge, url))
        step.copy_wanted.connect(self._copy)
        step.save_wanted.connect(self._save)
        step.done_wanted.connect(lambda line: self._answer(line, LineState.DONE))
        step.undone_wanted.connect(lambda line: self._answer(line, LineState.OPEN))
        step.not_needed_wanted.connect(lambda line: self._answer(line, LineState.NOT_NEEDED))
        step.could_not_wanted.connect(self._could_not)
        step.kit_wanted.connect(self._make_kit)
        step.close_wanted.connect(lambda: self._close(""))
        step.sheet_wanted.connect(self._save_pdf)
        self._why.work_wanted.connect(self._hand_over)
        self._why.close_wanted.connect(self._close_open)
        self._why.stays_wanted.connect(self._cancel)

    def _show_by(self, sheet: LeavingSheet) -> None:
        """Without a vault nobody says who is at work: where two could be, it is asked."""
        owners = self._going.owners_besides(sheet.person.id)
        self._by_field.setVisible(not sheet.vault and len(owners) > 1 and not sheet.is_over)
        if not self._by_field.isHidden() and self._by.count() != len(owners):
            self._by.show_options([(each.id, names.person(each)) for each in owners], owners[0].id)

    def _show_warning(self, sheet: LeavingSheet) -> None:
        """What is still to be made good and is no step of a person."""
        clear(self._warning.body)
        backup = _waits_for_backup(sheet)
        self._warning.setVisible(bool(sheet.keys_waiting and not sheet.is_over) or backup)
        if backup:
            words = translate("Leaving", "The fresh backup at the end is still missing.")
            verb, wanted = translate("Leaving", "Write it now"), self._going.back_up
        else:
            words = translate(
                "Leaving",
                "%n account(s) still wait(s) for a new key, because the password store did not"
                " answer. What is saved there from now on has the new one.",
                "",
                sheet.keys_waiting,
            )
            verb, wanted = translate("Leaving", "Make the new keys"), self._make_keys
        self._warning.add(label(words, wrap=True))
        self._warning.add(row(button(verb, wanted, name="make_good"), None))

    def _row_chosen(self, account: str) -> None:
        self._chosen = account
        self._kept.keep(row_name(account))
        if self._sheet is not None:
            self.show_sheet(self._sheet)

    def _be(self) -> None:
        chosen = self._by.value()
        owners = self._going.owners_besides(self._whole.person.id)
        for each in owners:
            if each.id == chosen:
                self._going.be(each.id)

    @property
    def _whole(self) -> LeavingSheet:
        assert self._sheet is not None  # noqa: S101 - its buttons stand on a sheet
        return self._sheet

    def _answer(self, line: str, state: LineState) -> None:
        self._stay_or_go_on(line, state)
        self._going.answer(self._whole.person.id, line, state)
        self.refresh()  # a box that was ticked in vain shows how it is

    def _stay_or_go_on(self, line: str, state: LineState) -> None:
        """An account stays until nothing is left there; then comes the next step."""
        at = self._account_at(self._whole)
        if at is None:  # what belongs to the house stands far apart in the order
            self._chosen = None
            return
        others = [s for s in at.steps if s.is_open and not s.by_itself and s.line.id != line]
        gone_through = state is not LineState.OPEN and not others
        self._chosen = None if gone_through else at.account.id

    def _could_not(self, line: str) -> None:
        form = ReasonForm(
            translate("Leaving", "This could not be done"),
            translate("Leaving", "Keep the reason"),
            self,
            offers=(
                translate("Leaving", "The page was down"),
                translate("Leaving", "The platform has to answer first"),
                translate("Leaving", "{person} has to do it").format(
                    person=names.person(self._whole.person)
                ),
            ),
        )

        def keep(why: str) -> None:
            check(why)
            self._stay_or_go_on(line, LineState.COULD_NOT)
            self._going.answer(self._whole.person.id, line, LineState.COULD_NOT, why)

        form.ask(keep)

    def _copy(self, account: str, copier: CopyButton) -> None:
        def came(password: Secret[str]) -> None:
            if isValid(copier):
                copier.copy(password)
            else:  # the page was drawn anew while the vault was unlocked
                self._desk.clipboard.copy(password)

        self._going.with_password(self._whole.person.id, AccountId(account), came)

    def _save(self, account: str) -> None:
        self._going.save_password(self._whole.person.id, AccountId(account))

    def _make_keys(self) -> None:
        self._going.make_keys(self._whole.person.id, self._whole.departure.id)

    def _make_kit(self) -> None:
        self._chosen = None  # once it is made, the page goes on to what comes next
        self._going.make_kit(self._whole.person.id, self._whole.departure.id)

    def _close_open(self) -> None:
        count = self._whole.counts.open
        form = ReasonForm(
            translate("Leaving", "Close with steps open?"),
            translate("Leaving", "Close it all the same"),
            self,
            about=translate(
                "Leaving",
                "%n step(s) is (are) still open.",
                "",
                count,
            ),
        )

        def keep(why: str) -> None:
            check(why)
            self._close(why)

        form.ask(keep)

    def _close(self, why: str) -> None:
        self._chosen = None
        self._going.close(self._whole.person.id, self._whole.departure.id, why)

    def _cancel(self) -> None:
        words = translate(
            "Leaving",
            "{person} stays after all? The list ends here. The passphrase and the rights do not"
            " come back by themselves: you give them anew.",
        )
        name = names.person(self._whole.person)
        verb = translate("Leaving", "{person} stays").format(person=name)
        if dialogs.confirm(self, words.format(person=name), verb):
            self._going.cancel(self._whole.person.id, self._whole.departure.id)

    def _hand_over(self) -> None:
        self.work_wanted.emit(self._whole.person.id)

    def _save_pdf(self) -> None:
        from smbsocial.ui.people.handover_sheet import handover_file_name

        title = translate("Leaving", "Save the hand-over sheet")
        pick_pdf(self, handover_file_name(self._whole), self.save_pdf, title=title)

    def save_pdf(self, path: Path) -> None:
        """Write the hand-over sheet there."""
        from smbsocial.ui.people.handover_sheet import handover_pdf

        try:
            handover_pdf(self._whole, path)
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return
        words = translate("Leaving", "The hand-over sheet is saved as {file}.")
        self._going.told.emit(words.format(file=path.name))

    def _print(self) -> None:
        from smbsocial.ui.people.handover_sheet import print_handover

        print_handover(self._whole, self)


def check(why: str) -> None:
    """Raises ExpectedError where a reason is missing or too long: it stands at its field."""
    from smbsocial.usecases.checks import check_reason

    check_reason(why, field="why")


def _title(sheet: LeavingSheet, name: str) -> str:
    if sheet.departure.cancelled:
        return translate("Leaving", "{person} stays").format(person=name)
    if sheet.departure.closed_at is not None:
        return translate("Leaving", "{person} has left").format(person=name)
    return translate("Leaving", "{person} is leaving").format(person=name)


def _subtitle(sheet: LeavingSheet) -> str:
    counts = sheet.counts
    said = [
        translate("Leaving", "{done} of {all} steps done").format(
            done=formats.number(counts.done), all=formats.number(counts.needed)
        )
    ]
    if counts.could_not:
        said.append(translate("Leaving", "%n could not be done", "", counts.could_not))
    if sheet.locked_at is not None:
        words = translate("Leaving", "locked out of the vault since {time}")
        when = leaving.moment(sheet.locked_at, sheet.business.zone, sheet.today)
        said.append(words.format(time=when))
    if not sheet.is_over:
        said.append(translate("Leaving", "can be continued later"))
    return " · ".join(said)


def _back_words(sheet: LeavingSheet) -> str:
    if sheet.is_over:
        return translate("Leaving", "Back to people")
    return translate("Leaving", "Continue later")


def _waits_for_backup(sheet: LeavingSheet) -> bool:
    closed = sheet.departure.closed_at is not None
    return closed and any(s.is_open and s.line.step is LeavingStep.BACKUP for s in sheet.house)
