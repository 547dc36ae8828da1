"""Everything that is stored."""

from smbsocial.domain.answers import PageRow
from smbsocial.domain.business import Business, Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.goals import Goal, Kpi, Reading
from smbsocial.domain.plan import Decision, Duty, Plan, Tick
from smbsocial.domain.platforms import Account

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
)
"""Everything that is stored; each is a frozen dataclass with an `id`."""
