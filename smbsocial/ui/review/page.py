"""Review: when the next one is, one that was left, and those that were held."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smbsocial.domain.business import Business, Person
from smbsocial.domain.days import local_day
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.plan import Decision
from smbsocial.domain.review import Review, ReviewAnswer
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review.owners import needs_owner, owners_title, staff_words
from smbsocial.ui.text import formats, record
from smbsocial.ui.text import review as words
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Paper, clear, line, row
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.opening import ReviewState, open_review, review_state
from smbsocial.usecases.reviewing.saying import answers

translate = QCoreApplication.translate

MOST_PAST = 40
"""Ten years of reviews."""


class ReviewLanding(Paper):
    """The way into a review; `review_wanted` carries its id, opened for an owner.

    `page_wanted`: a target of reminders, or "plan", "results".
    """

    review_wanted = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._desk = desk
        self._kept = KeptFocus(self, "begin", "go_on")
        self._title = label(translate("Review", "Review"), "title", name="page_title")
        about = translate(
            "Review",
            "One hour a quarter: what came, what it cost, what stays. Everything is filled in"
            " beforehand; you say the word.",
        )
        self._now = Card(name="review_now")
        self._checklists = Card(name="review_leaving")
        self._past = Card(name="review_past")
        head = QVBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self._title)
        head.addWidget(label(about, "muted", wrap=True, name="review_about"))
        self.body.addLayout(head)
        for each in (self._now, self._checklists, self._past):
            self.body.addWidget(each)
        self.body.addStretch(1)
        desk.changed.connect(self._at_work_changed)

    def refresh(self) -> None:
        """Read what is shown anew."""
        busy = self._kept.busy(self._now, self._past, self._checklists)
        if busy is not None:
            self._kept.keep(busy.objectName())
        for each in (self._now, self._past, self._checklists):
            clear(each.body)
        try:
            state = self._bridge.read(review_state)
            business = self._bridge.read(_business)
        except ExpectedError as error:
            if error.code is not Code.NOT_SET_UP:
                raise
            self._show_not_set_up(error)
            return
        self._show_now(state, business)
        self._show_checklists()
        self._show_past(state, business)

    def _at_work_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show_not_set_up(self, error: ExpectedError) -> None:
        self._now.add(label(translate("Review", "Nothing to review yet"), "section", wrap=True))
        self._now.add(label(sentence(error), "muted", wrap=True))
        self._checklists.hide()
        self._past.hide()

    def _show_now(self, state: ReviewState, business: Business) -> None:
        if state.current is None and not state.due and state.next_day is not None:
            name = translate("Review", "The next review")  # nobody knows its days yet
            self._now.add(label(name, "section", wrap=True, name="now_name"))
        else:
            about = state.current or state
            name = words.name(about.first, about.last, business.country)
            self._now.add(label(name, "section", wrap=True, name="now_name"))
            self._now.add(label(words.days(about.first, about.last), "muted", wrap=True))
        self._now.add(label(self._when(state, business), wrap=True, name="now_when"))
        self._now.set_tone("now" if state.due or state.current else "")
        if self._desk.is_staff:
            self._now.add(label(owners_title(self._desk), "strong", wrap=True))
            self._now.add(label(staff_words(self._desk), "muted", wrap=True, name="staff_words"))
        self._now.add(row(*self._ways(state), None))

    def _ways(self, state: ReviewState) -> list[QWidget]:
        if state.current is not None:
            go_on = translate("Review", "Go on with the review")
            return [button(go_on, self._begin, primary=True, name="go_on")]
        verb = (
            translate("Review", "Begin the review")
            if state.due
            else translate("Review", "Open it now all the same")
        )
        made: list[QWidget] = [button(verb, self._begin, primary=state.due, name="begin")]
        figures = translate("Review", "Look at the results")
        made.append(button(figures, lambda: self.page_wanted.emit("results"), name="results"))
        return made

    def _when(self, state: ReviewState, business: Business) -> str:
        if state.current is not None:
            last = self._last_word(state.current)
            day = local_day((last.at if last else state.current.opened_at), business.zone)
            who = self._bridge.read(_person, last.by) if last and last.by else None
            return words.left_at(state.current, who, day)
        if state.due:
            return translate("Review", "It is time: it takes about an hour, in one go or in parts.")
        if state.next_day is None:
            return translate(
                "Review", "No plan runs. A review is of use all the same, at any time."
            )
        day_words = formats.day_year(state.next_day)
        if state.staying_off:
            text = translate("Review", "You are staying off for now. We ask again on {day}.")
            return text.format(day=day_words)
        text = translate("Review", "The next review is on {day}, in the last week of the plan.")
        return text.format(day=day_words)

    def _last_word(self, review: Review) -> ReviewAnswer | None:
        said = self._bridge.read(answers, review.id).values()
        return max(said, key=lambda each: each.at, default=None)

    def _show_checklists(self) -> None:
        """Platforms that are being left: what is still to be done there."""
        from smbsocial.ui.review.leaving import LeavingList
        from smbsocial.usecases.reviewing.platforms import unfinished_leavings

        found = self._bridge.read(unfinished_leavings)
        self._checklists.setVisible(bool(found))
        for at, leaving in enumerate(found):
            if at:
                self._checklists.add(line())
            made = LeavingList(self._bridge, leaving)
            made.page_wanted.connect(self.page_wanted)
            self._checklists.add(made)

    def _show_past(self, state: ReviewState, business: Business) -> None:
        self._past.setVisible(True)
        self._past.add(label(translate("Review", "Held so far"), "section", wrap=True))
        if not state.past:
            none = translate(
                "Review",
                "None yet. Each review leaves a record of one page, and its decision in the log.",
            )
            self._past.add(label(none, "muted", wrap=True, name="no_past"))
        for at, review in enumerate(state.past[:MOST_PAST]):
            if at:
                self._past.add(line())
            self._past.add(self._past_row(review, business))

    def _past_row(self, review: Review, business: Business) -> QWidget:
        name = words.full_name(review.first, review.last, business.country)
        decision = self._bridge.read(_decision, review)
        facts = [words.held_on(review, business.zone)]
        if decision is not None:
            facts.append(record.decision_brief(decision))
        said = Card(name=f"past_{review.id}")
        said.setProperty("card", False)
        said.body.setContentsMargins(0, 0, 0, 0)
        said.add(label(name, "strong", wrap=True))
        said.add(label(" · ".join(facts), "muted", wrap=True))
        if decision is not None and decision.reason:
            said.add(label(decision.reason, "muted", wrap=True))
        ways = (
            (translate("Review", "Look at it"), lambda: self._open(review), "look"),
            (translate("Review", "Record (PDF)…"), lambda: self._save(review), "record"),
            (translate("Review", "Print the record"), lambda: self._print(review), "print"),
        )
        made = []
        for text, then, key in ways:
            each = button(text, then, name=f"{key}_{review.id}")
            told = translate("Review", "{verb}: {review}").format(verb=text, review=name)
            each.setAccessibleName(told)
            made.append(each)
        said.add(row(*made, None))
        return said

    def _begin(self) -> None:
        self._with_owner(self._open_for_owner)

    def _open_for_owner(self) -> None:
        try:
            review = self._bridge.do(Action.OPEN_REVIEW, open_review)
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return
        self.review_wanted.emit(review.id)

    def _open(self, review: Review) -> None:
        self._with_owner(lambda: self.review_wanted.emit(review.id))

    def _save(self, review: Review) -> None:
        from smbsocial.ui.review.record import save_record

        self._with_owner(lambda: save_record(self._bridge, review, self))

    def _print(self, review: Review) -> None:
        from smbsocial.ui.review.record import print_record

        self._with_owner(lambda: print_record(self._bridge, review.id, self))

    def _with_owner(self, then: Callable[[], None]) -> None:
        if needs_owner(self._desk):
            self._desk.with_unlocked(then, owner=True)
        else:
            then()


def _business(reads: Reads, _ports: Ports) -> Business:
    return set_up_business(reads)


def _person(reads: Reads, _ports: Ports, id: str) -> Person | None:
    return reads.get(Person, id)


def _decision(reads: Reads, _ports: Ports, review: Review) -> Decision | None:
    return reads.get(Decision, review.decision) if review.decision else None
