"""The register as the Accounts page shows it: every account, and one of them whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from smbsocial.domain.access_log import LogEntry
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Business, Person
from smbsocial.domain.custody import Custody
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.ownership import Check, CheckKind, CheckState, Health
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import Right


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody who can get in, in one or several ways.

    `right`: through the vault. `by_role`: with access of their own. `admin`: with the highest
    role. `gone_at`: since when they are leaving or have left, None for those who work here.
    """

    person: Person
    right: Right | None
    by_role: bool
    admin: bool
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the register.

    `name` is the platform's or the service's. `health` None: the account is not there yet, so
    nothing is asked. `kept`: the vault keeps its password; `password_since`: when it was last
    changed, None = not known; `change_due`: it is to be changed.
    """

    account: Account
    registration: Registration
    name: str
    health: Health | None
    checks: tuple[Check, ...]
    access: tuple[Access, ...]
    kept: bool
    password_since: datetime | None
    change_due: bool


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """All accounts. `belonging` are the business's, `needing` want something of an owner.

    `choices`: the platforms of the library, for a new account.
    """

    business: Business
    today: date
    rows: tuple[AccountRow, ...]
    belonging: int
    needing: int
    people: tuple[Person, ...]
    choices: tuple[tuple[PlatformKey, str], ...]


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """One question of the ownership check, with the way to make it good.

    `steps` are the library's, `page` is the platform's own page, "" where it has none.
    """

    kind: CheckKind
    state: CheckState
    steps: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """One account whole.

    `recover` and `recover_page`: how to get it back, only where it is not the business's.
    `pages`: the platform's pages for this account by what they are for (see `Custody.urls`).
    `rights`: of each member of staff who works here, None = none. `log`: the newest first;
    `changes`: each time that a new password was kept, the newest first.
    `known`: who may know the password that the vault keeps (None: nobody can say); of them,
    `known_outside` can't get at it here any more, so that only changing it helps.
    """

    row: AccountRow
    today: date
    custody: Custody
    checks: tuple[CheckSheet, ...]
    recover: tuple[str, ...]
    recover_page: str
    pages: Mapping[str, str]
    rights: tuple[tuple[Person, Right | None], ...]
    log: tuple[LogEntry, ...]
    changes: tuple[LogEntry, ...]
    people: tuple[Person, ...]
    known: tuple[Person, ...] | None
    known_outside: tuple[Person, ...]
