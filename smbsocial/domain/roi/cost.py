"""What a period cost: minutes times what an hour costs, and money."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from smbsocial.domain.content import Post
from smbsocial.domain.ids import PersonId
from smbsocial.domain.money import Money
from smbsocial.domain.roi.spread import Known, Spread, cell_of, minutes_of
from smbsocial.domain.roi.values import Books, Cell, Effort, Entry, LineKind, Weights
from smbsocial.domain.turns import Expense

DAYS_IN_MONTH = Fraction(52 * 7, 12)
"""As the assessment has it: a year of 52 weeks, so that a quarter's plan has three months."""


def cost_entries(books: Books, spread: Spread) -> tuple[Entry, ...]:
    """The lines of the cost.

    Facts: person, count, minutes, hourly, and of a duty its community; of money spent spending,
    count, platform, pillar, notes; of planned money a month's money and the days.
    """
    return (
        *_posts(books),
        *_duties(books, spread),
        *_spent(books, spread),
        *_other_currency(books),
    )


def _posts(books: Books) -> Iterator[Entry]:
    by_person: dict[PersonId, list[Post]] = defaultdict(list)
    for post in books.posts:
        by_person[post.person].append(post)
    for person, posts in sorted(by_person.items()):
        direct: dict[Cell, Effort] = {}
        for post in posts:
            had = direct.get(cell_of(post), Effort(0, 0))
            direct[cell_of(post)] = Effort(had.pieces + 1, had.minutes + minutes_of(post))
        effort = _together(direct.values())
        yield Entry(
            LineKind.POST_MINUTES,
            _facts(books, person, effort),
            _worked(books, person, effort.minutes),
            _weights(direct),
            direct=direct,
        )


def _duties(books: Books, spread: Spread) -> Iterator[Entry]:
    by_known: dict[tuple[PersonId, str], list[int]] = defaultdict(list)
    for duty in books.duties:
        by_known[duty.person, duty.community].append(duty.minutes)
    for (person, community), minutes in sorted(by_known.items()):
        effort = Effort(len(minutes), sum(minutes))
        yield Entry(
            LineKind.DUTY_MINUTES,
            {**_facts(books, person, effort), "community": community},
            _worked(books, person, sum(minutes)),
            spread.over(Known(community=community)),
        )


def _spent(books: Books, spread: Spread) -> Iterator[Entry]:
    by_known: dict[tuple[str, str, str], list[Expense]] = defaultdict(list)
    for expense in books.spending:
        if expense.amount.currency == books.currency:
            known = (expense.kind.value, expense.platform, expense.pillar or "")
            by_known[known].append(expense)
    for (_, platform, pillar), found in sorted(by_known.items()):
        yield Entry(
            LineKind.EXPENSE,
            {
                "spending": found[0].kind,
                "count": len(found),
                "platform": platform,
                "pillar": pillar,
                "notes": tuple(dict.fromkeys(each.note for each in found if each.note)),
            },
            Fraction(sum(each.amount.minor for each in found)),
            spread.over(Known(platform=platform, pillar=pillar)),
        )
    month = books.planned_money
    if month and month.minor and books.planned_days:
        yield Entry(
            LineKind.PLANNED_MONEY,
            {"month": month, "days": books.planned_days},
            month.minor * books.planned_days / DAYS_IN_MONTH,
            spread.over(Known()),
        )


def _other_currency(books: Books) -> Iterator[Entry]:
    left: dict[str, list[int]] = defaultdict(list)
    for expense in books.spending:
        if expense.amount.currency != books.currency:
            left[expense.amount.currency].append(expense.amount.minor)
    for currency, minors in sorted(left.items()):
        facts = {"count": len(minors), "money": Money(sum(minors), currency)}
        yield Entry(LineKind.OTHER_CURRENCY_SPENT, facts, Fraction(0), {})


def _facts(books: Books, person: PersonId, effort: Effort) -> dict[str, Any]:
    facts = {"person": person, "count": effort.pieces, "minutes": effort.minutes}
    return {**facts, "hourly": _hourly(books, person)}


def _hourly(books: Books, person: PersonId) -> Money:
    """What an hour of somebody costs; nothing where it is not known in this currency."""
    known = books.people.get(person)
    if known is None or known.hourly_cost.currency != books.currency:
        return Money(0, books.currency)
    return known.hourly_cost


def _worked(books: Books, person: PersonId, minutes: int) -> Fraction:
    return Fraction(minutes * _hourly(books, person).minor, 60)


def _together(efforts: Iterable[Effort]) -> Effort:
    found = tuple(efforts)
    return Effort(sum(each.pieces for each in found), sum(each.minutes for each in found))


def _weights(direct: Mapping[Cell, Effort]) -> Weights:
    """By minutes, or by number where nothing took any time."""
    whole = _together(direct.values())
    if whole.minutes:
        return {cell: Fraction(each.minutes, whole.minutes) for cell, each in direct.items()}
    return {cell: Fraction(each.pieces, whole.pieces) for cell, each in direct.items()}
