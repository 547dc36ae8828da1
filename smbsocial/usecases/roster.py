"""Who is on the list: the setup's answer about a person follows them, and who left is off it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from smbsocial.domain.answers import Page, PageRow, PeopleAnswers, PersonAnswer
from smbsocial.domain.business import Person
from smbsocial.domain.checklist import ROLL_OVER_DAYS
from smbsocial.domain.content import Post
from smbsocial.domain.ids import PersonId
from smbsocial.domain.plan import Duty, Plan
from smbsocial.usecases.lookup import last_day, people_gone, the_business
from smbsocial.usecases.ports import Ports, Reads, Tx


@dataclass(frozen=True, slots=True)
class Work:
    """What is still planned for somebody: open posts and the duties of running plans."""

    posts: tuple[Post, ...]
    duties: tuple[Duty, ...]

    @property
    def is_there(self) -> bool:
        """Whether anything is."""
        return bool(self.posts or self.duties)


def work_of(reads: Reads, ports: Ports, person: PersonId) -> Work:
    """Posts of somebody that are open, missed ones too, and their duties from today on."""
    business = the_business(reads)
    today = ports.clock.today(business.zone if business else "UTC")
    first = today - timedelta(days=ROLL_OVER_DAYS)
    running = {plan.id for plan in reads.all(Plan) if last_day(plan) >= today}
    return Work(
        posts=tuple(
            post for post in reads.posts(first, date.max) if post.person == person and post.is_open
        ),
        duties=tuple(
            duty for duty in reads.all(Duty) if duty.person == person and duty.plan in running
        ),
    )


def answer_follows(tx: Tx, before: Person | None, after: Person | None) -> None:
    """The setup's answer about a person says what the list says, so that setting up again does.

    `before` None: somebody new, or who stays after all; `after` None: somebody who leaves.
    """
    row = tx.get(PageRow, Page.PEOPLE.value)
    if row is None or not isinstance(row.answers, PeopleAnswers):
        known = _answers_of(tx, frozenset(each.id for each in (before, after) if each))
        said, row = list(known), PageRow(Page.PEOPLE, PeopleAnswers(), done=True)
    else:
        said = list(row.answers.people)
    names = [answer.name.casefold() for answer in said]
    wanted = [each.name.casefold() for each in (before, after) if each]
    at = next((names.index(name) for name in wanted if name in names), None)
    if at is not None and after is None:
        del said[at]
    elif at is not None and after is not None:
        said[at] = _answer(after)
    elif after is not None:
        said.append(_answer(after))
    tx.put(replace(row, answers=PeopleAnswers(tuple(said))))


def _answers_of(reads: Reads, besides: frozenset[PersonId]) -> tuple[PersonAnswer, ...]:
    """What the setup would have been answered, where nobody came to its last page."""
    unsaid = besides | people_gone(reads)
    people = (each for each in reads.all(Person) if each.name and each.id not in unsaid)
    return tuple(_answer(person) for person in people)


def _answer(person: Person) -> PersonAnswer:
    return PersonAnswer(person.name, person.role, person.posts)
