"""Everything that is stored."""

from smbsocial.domain.accounts import Registration
from smbsocial.domain.answers import PageRow
from smbsocial.domain.business import Business, Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.counter import Coupon, TaggedLink, Tally, WeekTotal
from smbsocial.domain.departures import Departure, DepartureLine
from smbsocial.domain.goals import Goal, Kpi, Reading
from smbsocial.domain.measures import ColumnMap, Import, PostMatch
from smbsocial.domain.plan import Decision, Duty, Plan, Tick
from smbsocial.domain.platforms import Account
from smbsocial.domain.review import KeptForecast, Review, ReviewAnswer
from smbsocial.domain.turns import ChartEvent, Expense, StopRule, Turn
from smbsocial.domain.vault import (
    VaultMeta,
    VaultName,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultSlot,
    VaultWrap,
)

Entity = (
    Business
    | Person
    | Goal
    | Kpi
    | Account
    | Community
    | Pillar
    | Plan
    | Duty
    | Post
    | Tick
    | Decision
    | Reading
    | PageRow
    | Registration
    | Departure
    | DepartureLine
    | VaultMeta
    | VaultName
    | VaultSlot
    | VaultWrap
    | VaultSecret
    | VaultPending
    | VaultOld
    | Import
    | PostMatch
    | ColumnMap
    | WeekTotal
    | Coupon
    | TaggedLink
    | Tally
    | Expense
    | StopRule
    | Turn
    | ChartEvent
    | Review
    | ReviewAnswer
    | KeptForecast
)
"""Everything that is stored; each is a frozen dataclass with an `id`."""
