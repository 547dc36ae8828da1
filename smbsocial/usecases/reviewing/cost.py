"""What it cost: planned and real hours by person and week, money, and what came back for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from smbsocial.domain.business import Business, Person
from smbsocial.domain.ids import PersonId, ReviewId
from smbsocial.domain.money import Money
from smbsocial.domain.review import Review
from smbsocial.domain.turns import Expense, Spending
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.results.returns import ReturnSheet, return_sheet
from smbsocial.usecases.reviewing.hours import Hours, WeekHours, hours_of, together, work_of
from smbsocial.usecases.reviewing.opening import the_review


@dataclass(frozen=True, slots=True)
class PersonHours:
    """One person in all weeks; `name` "" where nobody of that id is known."""

    id: PersonId
    name: str
    hours: Hours


@dataclass(frozen=True, slots=True)
class CostSheet:
    """Hours and money of a review's days.

    `money`: what was spent by kind, in the business's currency; `foreign`: how many expenses in
    another currency are in none of it.
    """

    review: Review
    currency: str
    today: date
    weeks: tuple[WeekHours, ...]
    people: tuple[PersonHours, ...]
    money: tuple[tuple[Spending, Money], ...] = ()
    foreign: int = 0

    @property
    def hours(self) -> Hours:
        """Everything together."""
        return together(self.weeks)

    @property
    def spent(self) -> Money:
        """All money together."""
        return Money(sum(money.minor for _, money in self.money), self.currency)


def cost_sheet(reads: Reads, ports: Ports, review_id: ReviewId) -> CostSheet:
    """Hours and money of a review's days; raises ExpectedError: NOT_SET_UP, NOT_FOUND."""
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    weeks = hours_of(reads, business, review, work_of(reads, business, review, today))
    spent, foreign = _spent(reads, business, review)
    return CostSheet(
        review=review,
        currency=business.currency,
        today=today,
        weeks=weeks,
        people=_people(reads, weeks),
        money=spent,
        foreign=foreign,
    )


def came_back(reads: Reads, ports: Ports, review_id: ReviewId) -> ReturnSheet:
    """The return of a review's days, which takes longer than a page should wait.

    Raises ExpectedError: NOT_SET_UP, NOT_FOUND.
    """
    review = the_review(reads, review_id)
    return return_sheet(reads, ports, review.first, review.last)


def _people(reads: Reads, weeks: Sequence[WeekHours]) -> tuple[PersonHours, ...]:
    """Whoever had work in any week, in the order in which people stand."""
    names = {person.id: person.name for person in reads.all(Person)}
    sums: dict[PersonId, Hours] = {}
    for week in weeks:
        for id, hours in week.by.items():
            sums[id] = sums.get(id, Hours()) + hours
    ordered = [*(id for id in names if id in sums), *(id for id in sums if id not in names)]
    return tuple(PersonHours(id, names.get(id, ""), sums[id]) for id in ordered)


def _spent(
    reads: Reads, business: Business, review: Review
) -> tuple[tuple[tuple[Spending, Money], ...], int]:
    rows = [each for each in reads.all(Expense) if review.first <= each.day <= review.last]
    own = [each for each in rows if each.amount.currency == business.currency]
    sums: Counter[Spending] = Counter()
    for row in own:
        sums[row.kind] += row.amount.minor
    found = tuple((kind, Money(sums[kind], business.currency)) for kind in Spending if sums[kind])
    return found, len(rows) - len(own)
