"""People as the People page shows them: what each may open, and who is leaving."""

from dataclasses import dataclass
from datetime import date, datetime

from smbsocial.domain.business import Business, Person
from smbsocial.domain.departures import Departure
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import Right
from smbsocial.usecases.vault.leaving_sheets import Counts


@dataclass(frozen=True, slots=True)
class Reach:
    """One account as a person gets at it.

    `name`: the platform's or the service's. `right`: through the vault, None = not at all.
    `by_role`: with access of their own. `admin`: with the highest role. `offers_roles`: whether
    the platform gives people access of their own, None = the library does not know; `role_note`
    says how, `roles_page` where ("" = nowhere).
    """

    account: Account
    name: str
    right: Right | None
    by_role: bool
    admin: bool
    offers_roles: bool | None
    role_note: str
    roles_page: str


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """Somebody with what they can open.

    `has_passphrase`: unlocks the vault; `needs_passphrase`: theirs ended with an old master key.
    `given_by`: who gave them the one they still have, and so knows it; None: they chose it.
    `login_alone`: this computer's login does it for them.
    `last_unlock`: None = never. `departure` and how far it is (`counts`): set for whoever is
    leaving or has left.
    `better_by_role`: accounts whose password they share although the platform has roles.
    """

    person: Person
    has_passphrase: bool
    needs_passphrase: bool
    given_by: Person | None
    login_alone: bool
    last_unlock: datetime | None
    reach: tuple[Reach, ...]
    better_by_role: tuple[Reach, ...]
    departure: Departure | None
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """Everybody: who works here, who is leaving, and who has left."""

    business: Business
    today: date
    present: tuple[PersonSheet, ...]
    leaving: tuple[PersonSheet, ...]
    left: tuple[PersonSheet, ...]


@dataclass(frozen=True, slots=True)
class StartSheet:
    """What happens when somebody leaves: before it is asked for.

    `accounts` they can or could reach; `new_keys` of them get a new key; `locked_out`: they have a
    way into the vault that ends. `new_master`: they know the master key, so it is made anew and
    everybody else needs a new passphrase. `last_owner`: nobody else could open it, so it cannot be.
    `posts` and `duties` that are planned for them.
    """

    person: Person
    accounts: int
    new_keys: int
    locked_out: bool
    new_master: bool
    last_owner: bool
    posts: int
    duties: int
