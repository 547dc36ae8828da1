"""Custody: how a business keeps hold of its accounts, and gets back one that it lost."""

from dataclasses import dataclass

from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.ranges import Source


@dataclass(frozen=True, slots=True)
class LeaverStep:
    """One thing to do on a platform when a person leaves.

    `action` is what to do there; empty where the platform does not offer it: then `why_not` says
    why, and the step is to be checked by hand.
    """

    key: str
    title: str
    action: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Custody:
    """What the library knows of owning an account on a platform; menus change, pages decide."""

    platform: PlatformKey
    hangs_on: str
    check_owner: tuple[str, ...]
    leaver: tuple[LeaverStep, ...]
    recover: tuple[str, ...]
    warnings: tuple[str, ...]
    help_pages: tuple[str, ...]
    verified: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CustodyRule:
    """A rule that holds on every platform."""

    key: str
    rule: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """What holds for every account: the rules, the day somebody leaves, and the limits."""

    rules: tuple[CustodyRule, ...]
    leaver_day: tuple[str, ...]
    limits: tuple[str, ...]
    limits_sources: tuple[Source, ...]
