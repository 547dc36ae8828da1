"""Custody: how a business keeps hold of its accounts, and gets back one that it lost."""

from collections.abc import Mapping
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
class Security:
    """Which second factors a platform offers, and whether recovery codes; None = not known."""

    totp_app: bool | None
    sms: bool | None
    email_code: bool | None
    key: bool | None
    backup_codes: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class AccessRoles:
    """Whether people get access of their own, and whether they need the password all the same.

    `names` are the platform's roles, the highest first; None = not known.
    """

    delegated: bool | None
    staff_need_password: bool | None
    names: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Custody:
    """What the library knows of owning an account on a platform; menus change, pages decide.

    `name` is the platform's, empty for a service outside the library. `urls`: its own pages by
    what they are for (login, change_password, two_factor, roles, recovery, sessions,
    connected_apps and others), those that it has; a name in braces stands for the account's own.
    """

    platform: PlatformKey
    name: str
    security: Security
    roles: AccessRoles
    urls: Mapping[str, str]
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
