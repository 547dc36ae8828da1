"""Which observances a plan uses: the most fitting ones, on or shortly before their day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from smbsocial.domain.business import Business
from smbsocial.domain.days import week_start
from smbsocial.domain.ids import ObservanceKey
from smbsocial.domain.observances import Observance, Occurrence
from smbsocial.domain.planning.slots import landing

SOLEMN = frozenset(
    ObservanceKey(key)
    for key in (
        "blue_monday",
        "juneteenth",
        "memorial_day",
        "mental_health_day",
        "mlk_day",
        "pride_month",
        "ramadan",
        "veterans_remembrance",
    )
)
"""Days for respect, not for sales (the library's notes say so), and days that only fit with an act
of one's own behind them: no plan proposes them, the calendar shows them."""

LONG_LEAD_DAYS = 21
"""A day with this much preparation is about orders, tables and opening hours: its post is for the
days before, since on the day itself it is too late. A month is told when it begins."""
EARLIEST_DAYS = 6
"""No post lies further before its observance."""

_WEIGHT = {"retail": 3, "public holiday": 1, "observance": 1, "month": 1, "festival": 0}
"""Trading days first; then, at 2, the trade's own (food, books, animals); feasts of faith last,
since not every house keeps them."""


@dataclass(frozen=True, slots=True)
class Feast:
    """An observance with the open day on which its post goes out."""

    occurrence: Occurrence
    day: date
    moved: bool  # its own day is closed

    @property
    def idea(self) -> str:
        """What it is called among the ideas, so that it runs once a year."""
        return f"{self.occurrence.observance.key}-{self.occurrence.day.year}"

    @property
    def general(self) -> bool:
        """Whether it is everybody's day and not this trade's."""
        return "all" in self.occurrence.observance.industries

    @property
    def rank(self) -> tuple[bool, int, int, int, date, str]:
        """Its place when several want the same week; the smallest goes first.

        The trade's own before everybody's, trading days before others, the country's own before
        the world's, the longer prepared before the shorter.
        """
        observance = self.occurrence.observance
        reach = 1000 if "WORLD" in observance.countries else len(observance.countries)
        weight = -_WEIGHT.get(observance.kind, 2)
        lead = -observance.lead_days
        return self.general, weight, reach, lead, self.occurrence.day, observance.key


def feasts(
    found: Iterable[Occurrence], business: Business, *, weekdays: Iterable[int], first: date
) -> tuple[Feast, ...]:
    """The observances that can have a post, the most fitting first.

    `first` is the plan's first day: nothing lands before it.
    """
    usual = frozenset(weekdays)
    landed = (
        _landed(one, business, usual, first) for one in found if one.observance.key not in SOLEMN
    )
    return tuple(sorted((feast for feast in landed if feast), key=lambda feast: feast.rank))


def one_a_week(ranked: Iterable[Feast], business: Business) -> dict[date, Feast]:
    """The best feast of each week, by the week's first day."""
    chosen: dict[date, Feast] = {}
    for feast in ranked:
        chosen.setdefault(week_start(feast.day, business.first_weekday), feast)
    return chosen


def headline(observance: Observance) -> str:
    """A title that says what to make, with the cautions of the library's prompt."""
    return f"{observance.name}: {observance.prompt.rstrip('.')}"


def first_line(observance: Observance) -> str:
    """A first line to start from: the day's name and the first thing that the prompt asks for."""
    name = observance.name.partition(" (")[0]
    asked = observance.prompt.partition(";")[0].partition(". ")[0].rstrip(".")
    return f"{name}: {asked[:1].lower()}{asked[1:]}."


def _landed(
    one: Occurrence, business: Business, usual: frozenset[int], first: date
) -> Feast | None:
    near = [one.day - timedelta(days=back) for back in range(EARLIEST_DAYS, -1, -1)]
    days = [day for day in near if day >= first and not business.is_closed(day)]
    closed = business.is_closed(one.day)
    if _wants_lead(one.observance):
        before = [day for day in days if day < one.day - timedelta(days=1)]
        best = [day for day in before if day.weekday() in usual] or before
        if best:
            return Feast(one, best[-1], moved=closed)
    day = landing(days, one.day)
    return Feast(one, day, moved=closed) if day else None


def _wants_lead(observance: Observance) -> bool:
    return observance.kind != "month" and observance.lead_days >= LONG_LEAD_DAYS
