"""What was expected of a quarter when its plan was made, and what came of it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from smbsocial.domain.money import round_half_even
from smbsocial.domain.review import KeptForecast
from smbsocial.domain.roi.sums import reckon
from smbsocial.domain.roi.values import Books, By, Risen, Strength
from smbsocial.domain.sampling import Sampler
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.results.return_books import Span, gather, work_out


@dataclass(frozen=True, slots=True)
class Backtest:
    """A quarter's forecast beside what came: "last quarter we said 12–47, it was 31".

    `came`: extra units as far as anybody counted them, or as they rose over the weeks before the
    work; None where nobody knows, then `strength` and `inside` are None too.
    """

    forecast: KeptForecast
    came: Decimal | None
    strength: Strength | None
    inside: bool | None


def backtests(reads: Reads, ports: Ports, *, before: date | None = None) -> tuple[Backtest, ...]:
    """The forecasts of quarters that ended before a day (today unless told), the newest first.

    Raises ExpectedError(NOT_SET_UP).
    """
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    until = today if before is None else min(before, today)
    kept = [each for each in reads.all(KeptForecast) if each.last < until]
    kept.sort(key=lambda each: (each.last, each.first, each.made_at), reverse=True)
    return tuple(_tested(reads, ports, each, today) for each in kept)


def so_far(reads: Reads, ports: Ports, kept: KeptForecast) -> Backtest:
    """A quarter that runs: what came up to today; `inside` is None, for it is not over.

    Raises ExpectedError(NOT_SET_UP).
    """
    today = ports.clock.today(set_up_business(reads).zone)
    return replace(_tested(reads, ports, kept, today), inside=None)


def _tested(reads: Reads, ports: Ports, kept: KeptForecast, today: date) -> Backtest:
    span = Span(kept.first, kept.last, today)
    gathered = gather(reads, ports, set_up_business(reads), span)
    books = work_out(replace(gathered, brief=None), ports)
    came = _came(books, kept)
    if came is None:
        return Backtest(kept, None, None, None)
    units, strength = came
    inside = kept.units.low <= units <= kept.units.high
    return Backtest(kept, units, strength, inside)


def _came(books: Books, kept: KeptForecast) -> tuple[Decimal, Strength] | None:
    """Extra units of the forecast's goal, and how sure they are; nothing is guessed."""
    counted, beyond = Decimal(0), Decimal(0)
    risen = isinstance(books.lifts.get(kept.goal), Risen)
    told = bool(books.tallies)
    for entry in reckon(books, Sampler()).back:
        own = [w for cell, w in entry.weights.items() if cell[By.GOAL.value] == kept.goal]
        share = sum(own, Fraction(0))
        if not share:
            continue
        if entry.strength is Strength.COUNTED:
            told = True
            counted += _hundredths(entry.units * share)
        else:  # a lift: a guess is never asked for
            beyond += _hundredths(Fraction(entry.facts["rest"]))
    if risen:
        return counted + beyond, Strength.ESTIMATED
    return (counted, Strength.COUNTED) if told else None


def _hundredths(value: Fraction) -> Decimal:
    return Decimal(round_half_even(value * 100)).scaleb(-2)
