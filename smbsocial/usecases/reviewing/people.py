"""The review's page on people: their hours, a talk about growing, and the check-in with sales."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from smbsocial.domain.answer_checks import LEAST_MINUTES, MOST_MINUTES
from smbsocial.domain.business import Person, Role
from smbsocial.domain.checklist import TaskState
from smbsocial.domain.days import local_day, week_start
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId, ReviewId
from smbsocial.domain.plan import DutyKind
from smbsocial.domain.review import Review, ReviewAnswer, ReviewPage, ReviewWord
from smbsocial.usecases.lookup import people_gone, set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.reviewing.hours import (
    Hours,
    WeekHours,
    Work,
    hours_of,
    together,
    work_of,
)
from smbsocial.usecases.reviewing.opening import the_review
from smbsocial.usecases.reviewing.saying import THINNER, Answers, answers, say, unsay

SALES = "sales"
IN_A_ROW = 2
STEP, LEAST = 15, 30
"""Minutes a week: what is proposed is a multiple of the one and no less than the other."""
LAST_CHECK_INS = 4


class Talk(Enum):
    """What is asked in the growth talk, in its order."""

    PRESENTED = "presented"  # what they showed the others
    BRIEFED = "briefed"  # a campaign that they thought out
    WANTS = "wants"  # what they want to do next


@dataclass(frozen=True, slots=True)
class Thinner:
    """Weeks over budget in a row, what they took on average, and minutes a week that would fit."""

    weeks: int
    budget: int
    took: int
    minutes: int


@dataclass(frozen=True, slots=True)
class GrowthTalk:
    """With somebody who posts: what was said now and last time; `held_on` where it was ended."""

    person: Person
    said: Mapping[Talk, str]
    before: Mapping[Talk, str]
    before_on: date | None
    held_on: date | None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A day on which talking to those who sell was planned; `done` None = still to come."""

    day: date
    done: bool | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The page. `thinner` None where nothing was over; `thinner_said`: minutes, None = no word.

    `people`: whoever did or was to do something in these weeks.
    """

    first: date
    last: date
    weeks: tuple[WeekHours, ...]
    people: tuple[Person, ...]
    thinner: Thinner | None
    thinner_said: int | None
    talks: tuple[GrowthTalk, ...]
    check_ins: tuple[CheckIn, ...]
    sales_word: ReviewWord | None
    sales_text: str
    closed: bool

    def whole(self, person: PersonId | None = None) -> Hours:
        """All weeks together, of a person or of everybody."""
        if person is None:
            return together(self.weeks)
        return sum((week.by.get(person, Hours()) for week in self.weeks), Hours())


@dataclass(frozen=True, slots=True)
class Worked:
    """What takes long to know: the hours of each week, and the check-ins with sales."""

    weeks: tuple[WeekHours, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()


def hours_worked(reads: Reads, ports: Ports, review_id: ReviewId) -> Worked:
    """The weeks of the review; takes long. Raises ExpectedError: NOT_FOUND, NOT_SET_UP."""
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    work = work_of(reads, business, review, ports.clock.today(business.zone))
    return Worked(hours_of(reads, business, review, work), _check_ins(work))


def people_page(
    reads: Reads, ports: Ports, review_id: ReviewId, worked: Worked | None = None
) -> PeoplePage:
    """The page, with the hours where they are known by now.

    Raises ExpectedError: NOT_FOUND, NOT_SET_UP.
    """
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    said = answers(reads, ports, review_id)
    known = worked or Worked()
    who = {person for week in known.weeks for person in week.by}
    sales = said.get((ReviewPage.PEOPLE, SALES))
    thinner = said.get((ReviewPage.PEOPLE, THINNER))
    return PeoplePage(
        first=review.first,
        last=review.last,
        weeks=known.weeks,
        people=tuple(person for person in reads.all(Person) if person.id in who),
        thinner=thinner_plan(known.weeks, first_open=week_start(today, business.first_weekday)),
        thinner_said=int(thinner.text) if thinner else None,
        talks=_talks(reads, review, said, business.zone),
        check_ins=known.check_ins,
        sales_word=sales.word if sales else None,
        sales_text=sales.text if sales else "",
        closed=review.closed_at is not None,
    )


def thinner_plan(weeks: Sequence[WeekHours], *, first_open: date) -> Thinner | None:
    """The longest run of weeks over budget, and a plan with which they would have fitted.

    Weeks from `first_open` on are not over yet. None where there were no two in a row.
    """
    best: list[WeekHours] = []
    run: list[WeekHours] = []
    for week in weeks:
        run = [*run, week] if week.over and week.first < first_open else []
        best = run if len(run) >= max(IN_A_ROW, len(best)) else best
    if not best:
        return None
    took = round(together(best).real / len(best))
    budget = best[-1].budget or 0
    fitting = budget * budget // took // STEP * STEP
    return Thinner(len(best), budget, took, min(budget, max(LEAST, fitting)))


def say_thinner(
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    minutes: int | None,
    *,
    by: PersonId | None = None,
) -> None:
    """Wish for a thinner calendar of so many minutes a week, or (None) take the wish back.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE, OUT_OF_RANGE.
    """
    if minutes is None:
        unsay(tx, ports, review_id, ReviewPage.PEOPLE, THINNER)
        return
    check_thinner(minutes)
    word, text = ReviewWord.CHANGE, str(minutes)
    say(tx, ports, review_id, ReviewPage.PEOPLE, THINNER, word, text, by=by)


def check_thinner(minutes: int | None) -> int:
    """Minutes a week that a plan can have; raises ExpectedError: EMPTY, OUT_OF_RANGE."""
    if minutes is None:
        raise ExpectedError(Code.EMPTY, field="minutes")
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        low, high = LEAST_MINUTES, MOST_MINUTES
        raise ExpectedError(Code.OUT_OF_RANGE, field="minutes", value=minutes, low=low, high=high)
    return minutes


def say_in_talk(  # noqa: PLR0913 (in which review, with whom, to what, and the words)
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    person: PersonId,
    talk: Talk,
    words: str,
    *,
    by: PersonId | None = None,
) -> None:
    """Keep what somebody said; no words take it back.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE, TOO_LONG, BAD_TEXT.
    """
    _known(tx, person)
    subject = f"{talk.value}:{person}"
    if words.strip():
        say(tx, ports, review_id, ReviewPage.PEOPLE, subject, ReviewWord.NOTE, words, by=by)
    else:
        unsay(tx, ports, review_id, ReviewPage.PEOPLE, subject)


def hold_talk(tx: Tx, ports: Ports, review_id: ReviewId, person: PersonId, *, held: bool) -> None:
    """The talk was held, or not yet; raises ExpectedError: NOT_FOUND, ALREADY_DONE."""
    _known(tx, person)
    subject = f"growth:{person}"
    if held:
        say(tx, ports, review_id, ReviewPage.PEOPLE, subject, ReviewWord.DONE)
    else:
        unsay(tx, ports, review_id, ReviewPage.PEOPLE, subject)


def say_of_sales(tx: Tx, ports: Ports, review_id: ReviewId, words: str, *, done: bool) -> None:
    """Whether those who sell were talked to, and what they said; nothing at all takes it back.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE, TOO_LONG, BAD_TEXT.
    """
    if not done and not words.strip():
        unsay(tx, ports, review_id, ReviewPage.PEOPLE, SALES)
        return
    word = ReviewWord.DONE if done else ReviewWord.NOTE
    say(tx, ports, review_id, ReviewPage.PEOPLE, SALES, word, words)


def _known(reads: Reads, person: PersonId) -> None:
    if reads.get(Person, person) is None:
        raise ExpectedError(Code.NOT_FOUND, value=person)


def _talks(reads: Reads, review: Review, said: Answers, zone: str) -> tuple[GrowthTalk, ...]:
    """With each who posts, works here and is no owner."""
    gone = people_gone(reads)
    people = [p for p in reads.all(Person) if p.posts and p.role is Role.STAFF and p.id not in gone]
    if not people:
        return ()
    earlier = [
        each
        for each in reads.all(ReviewAnswer)
        if each.page is ReviewPage.PEOPLE and each.review != review.id
    ]
    return tuple(
        _talk(person, said, _newest(earlier, person, review.opened_at), zone) for person in people
    )


def _newest(
    earlier: Iterable[ReviewAnswer], person: Person, opened: datetime
) -> Mapping[Talk, ReviewAnswer]:
    """What they said last, in reviews before this one."""
    subjects = {f"{talk.value}:{person.id}": talk for talk in Talk}
    own = [each for each in earlier if each.subject in subjects and each.at < opened]
    return {subjects[each.subject]: each for each in sorted(own, key=lambda each: each.at)}


def _talk(
    person: Person, said: Answers, before: Mapping[Talk, ReviewAnswer], zone: str
) -> GrowthTalk:
    now = {talk: said.get((ReviewPage.PEOPLE, f"{talk.value}:{person.id}")) for talk in Talk}
    shown = said.get((ReviewPage.CAME, f"presented:{person.id}"))
    held = said.get((ReviewPage.PEOPLE, f"growth:{person.id}"))
    words = {talk: answer.text for talk, answer in now.items() if answer}
    if shown is not None and shown.text:
        words.setdefault(Talk.PRESENTED, shown.text)
    return GrowthTalk(
        person=person,
        said=words,
        before={talk: answer.text for talk, answer in before.items()},
        before_on=max((local_day(a.at, zone) for a in before.values()), default=None),
        held_on=local_day(held.at, zone) if held else None,
    )


def _check_ins(work: Work) -> tuple[CheckIn, ...]:
    """The last ones that were planned in the review's days, oldest first."""
    found = {
        task.day: None if task.state is TaskState.OPEN else task.state is TaskState.DONE
        for _, tasks in work
        for task in tasks
        if task.duty is DutyKind.SALES
    }
    return tuple(CheckIn(day, found[day]) for day in sorted(found)[-LAST_CHECK_INS:])
