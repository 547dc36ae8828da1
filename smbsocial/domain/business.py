"""The business, its people, its seasons and its closed days."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from smbsocial.domain.days import MONDAY
from smbsocial.domain.ids import BusinessId, IndustryKey, PersonId
from smbsocial.domain.money import Money


class Role(Enum):
    """What a person is in this business."""

    OWNER = "owner"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Business:
    """The one business of a data folder.

    `country` ISO 3166 (two letters), `currency` ISO 4217, `zone` IANA, weekdays 0 = Monday,
    `closed_days` single local days; `slow_months` and `peak_months` 1 to 12.
    `example` marks the throw-away example business.
    """

    id: BusinessId
    name: str
    industry: IndustryKey
    country: str
    currency: str
    zone: str
    first_weekday: int = MONDAY
    closed_weekdays: tuple[int, ...] = ()
    closed_days: tuple[date, ...] = ()
    slow_months: tuple[int, ...] = ()
    peak_months: tuple[int, ...] = ()
    locations: tuple[str, ...] = ()
    website: str = ""
    example: bool = False

    def is_closed(self, day: date) -> bool:
        """Whether nothing is planned on this day."""
        return day.weekday() in self.closed_weekdays or day in self.closed_days


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who owns or does the work; `hourly_cost` is what an hour of theirs costs."""

    id: PersonId
    name: str
    role: Role
    hourly_cost: Money
    posts: bool = True
