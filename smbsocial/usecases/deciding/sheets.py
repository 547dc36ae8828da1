"""What the screens show of decisions and of the rules that say when to stop."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from smbsocial.domain.ids import KpiId, KpiKey
from smbsocial.domain.plan import Choice
from smbsocial.domain.stop_rules import Found
from smbsocial.domain.turns import Of, StopRule, Word


@dataclass(frozen=True, slots=True)
class Limit:
    """When something is to be paused: the KPI under so many (in its unit) by a day."""

    kpi: KpiId
    under: int
    by: date


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with names, what the figures say of it, and whether it is to be held up today.

    `subject`: the name of the platform or pillar, "" for one that was removed; `unit` the KPI's.
    """

    rule: StopRule
    subject: str
    kpi: str
    unit: str
    found: Found
    due: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """A decision: about going on at all (`of` None), or about a platform or pillar.

    `subject`: its name, "" for one that was removed; `until`, `would_change` and
    `chance_percent` are those of a decision about going on; `event`: what was decided.
    """

    id: str
    at: datetime
    day: date
    event: Word | Choice
    of: Of | None = None
    key: str = ""
    subject: str = ""
    reason: str = ""
    until: date | None = None
    would_change: str = ""
    chance_percent: int | None = None


@dataclass(frozen=True, slots=True)
class KpiOffer:
    """A KPI that a rule can be about."""

    id: KpiId
    key: KpiKey
    name: str
    unit: str
    latest: Decimal | None
