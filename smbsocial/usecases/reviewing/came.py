"""What was promised and what came: goals with their KPIs, and the forecast beside what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import RETIRED, Goal
from smbsocial.domain.ids import GoalId, PersonId, ReviewId
from smbsocial.domain.review import KeptForecast, Review, ReviewAnswer, ReviewPage, ReviewWord
from smbsocial.usecases.learning.forecasts import Backtest, backtests, so_far
from smbsocial.usecases.lookup import people_gone, set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.results.kpis import results_until
from smbsocial.usecases.results.sheets import KpiResult
from smbsocial.usecases.reviewing.notes import aims_noted
from smbsocial.usecases.reviewing.opening import the_review
from smbsocial.usecases.reviewing.saying import answers, say, unsay

PRESENTED = "presented:"
OF_GOAL = "goal:"
MOST_TOLD = 8
"""So many quarters are told of, the newest first."""


@dataclass(frozen=True, slots=True)
class GoalCame:
    """A goal, its KPIs as they stood on the review's last day, and what was written to it."""

    goal: Goal
    name: str
    kpis: tuple[KpiResult, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Presenting:
    """Somebody, and what they show; "" nothing yet. `gone`: no longer with the business."""

    person: Person
    shows: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class CameSheet:
    """The first page; `closed`: nothing on it can be changed any more."""

    review: Review
    today: date
    currency: str
    goals: tuple[GoalCame, ...]
    presenting: tuple[Presenting, ...]

    @property
    def closed(self) -> bool:
        """Whether its words are kept as they are."""
        return self.review.closed_at is not None


@dataclass(frozen=True, slots=True)
class Running:
    """What was said of a quarter that is not over, and what came so far.

    `gone`: whole weeks that are over, of so many `weeks`.
    """

    test: Backtest
    gone: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What was said of quarters beside what came.

    `ended`: those that are over, the newest first; `running`: those that the review reaches into
    and that are not over; `goals`: those that they are about.
    """

    ended: tuple[Backtest, ...]
    running: tuple[Running, ...]
    goals: Mapping[GoalId, Goal]


def came_sheet(reads: Reads, ports: Ports, review_id: ReviewId) -> CameSheet:
    """Goals, KPIs and words; raises ExpectedError: NOT_SET_UP, NOT_FOUND."""
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    said = answers(reads, ports, review_id)

    def note(subject: str) -> str:
        found: ReviewAnswer | None = said.get((ReviewPage.CAME, subject))
        return found.text if found else ""

    results = results_until(reads, ports, review.last, aims_noted(said))
    goals = [goal for goal in reads.all(Goal) if goal.rank != RETIRED]
    gone = people_gone(reads)
    people = [
        Presenting(person, note(PRESENTED + person.id), person.id in gone)
        for person in reads.all(Person)
    ]
    return CameSheet(
        review=review,
        today=ports.clock.today(business.zone),
        currency=business.currency,
        goals=tuple(
            GoalCame(
                goal,
                ports.library.goal(goal.kind).name,
                tuple(each for each in results if each.kpi.goal == goal.id),
                note(OF_GOAL + goal.id),
            )
            for goal in goals
        ),
        presenting=tuple(each for each in people if each.shows or not each.gone),
    )


def compared(reads: Reads, ports: Ports, review_id: ReviewId) -> Compared:
    """What was said of quarters, and what came; takes longer than a page should wait.

    Quarters that ended by the day the review was closed, or by now. Raises ExpectedError:
    NOT_SET_UP, NOT_FOUND.
    """
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    until = today if review.closed_at is None else review.last
    ended = backtests(reads, ports)
    told = tuple(each for each in ended if each.forecast.first <= until)[:MOST_TOLD]
    running = [
        each for each in reads.all(KeptForecast) if each.first <= review.last and each.last >= today
    ]
    running.sort(key=lambda each: each.first)
    runs = tuple(_running(reads, ports, each, today) for each in running)
    return Compared(told, runs, {goal.id: goal for goal in reads.all(Goal)})


def _running(reads: Reads, ports: Ports, kept: KeptForecast, today: date) -> Running:
    gone, weeks = today - kept.first, kept.last - kept.first
    return Running(so_far(reads, ports, kept), max(0, gone.days // 7), weeks.days // 7 + 1)


def say_presented(
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    person: PersonId,
    text: str,
    *,
    by: PersonId | None = None,
) -> None:
    """Keep what somebody shows; nothing takes it away.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE (the review is closed), TOO_LONG, BAD_TEXT.
    """
    if tx.get(Person, person) is None:
        raise ExpectedError(Code.NOT_FOUND, value=person)
    _note(tx, ports, review_id, PRESENTED + person, text, by=by)


def say_of_goal(
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    goal: GoalId,
    text: str,
    *,
    by: PersonId | None = None,
) -> None:
    """Keep what is said of a goal; nothing takes it away.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE (the review is closed), TOO_LONG, BAD_TEXT.
    """
    if tx.get(Goal, goal) is None:
        raise ExpectedError(Code.NOT_FOUND, value=goal)
    _note(tx, ports, review_id, OF_GOAL + goal, text, by=by)


def _note(
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    subject: str,
    text: str,
    *,
    by: PersonId | None,
) -> None:
    if text.strip():
        say(tx, ports, review_id, ReviewPage.CAME, subject, ReviewWord.NOTE, text, by=by)
    else:
        unsay(tx, ports, review_id, ReviewPage.CAME, subject)
