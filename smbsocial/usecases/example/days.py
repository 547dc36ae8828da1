"""Days gone by in an example business: it does things on them as if they were today."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from smbsocial.domain.days import Slot, to_instant
from smbsocial.usecases.ports import Ports

ZONE = "Europe/London"
EVENING = time(18)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Then:
    """A clock that stands still in the evening of a day."""

    day: date

    def now(self) -> datetime:
        """Six in the evening."""
        return to_instant(Slot(self.day, EVENING), ZONE)

    def today(self, zone: str) -> date:  # noqa: ARG002 the example lives in one place
        """The day."""
        return self.day


@dataclass(frozen=True, slots=True)
class Lived:
    """The days of an example: its first plan began, the running one began, and today."""

    began: date
    starts: date
    today: date


def on(ports: Ports, day: date) -> Ports:
    """The same, in the evening of a day."""
    return replace(ports, clock=Then(day))


def wobbly(value: int, seed: str, percent: int = 10) -> int:
    """A value that is off by up to so much; the same seed is always off by the same."""
    off = Random(seed).randint(-percent, percent)  # noqa: S311 - nobody has to guess it
    return max(0, round(value * (100 + off) / 100))
