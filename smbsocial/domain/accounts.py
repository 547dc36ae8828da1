"""The register: who an account belongs to, and what is still missing until it is the business's.

Never a secret: no password, seed or code stands here.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from smbsocial.domain.ids import AccountId, PersonId, PlatformKey

OTHER_SERVICE = PlatformKey("other")
"""An account that is on no platform of the library: the mailbox, the domain, a drawing program."""


class Belongs(Enum):
    """Whose an address, a phone or a device is."""

    UNKNOWN = "unknown"
    BUSINESS = "business"
    OWNER = "owner"  # the owner's own, private one
    STAFF = "staff"  # of somebody who works here
    FORMER = "former"  # of somebody who has left
    OUTSIDE = "outside"  # an agency, a friend
    NOBODY = "nobody"  # none is registered


class SecondFactor(Enum):
    """What is asked for beside the password."""

    UNKNOWN = "unknown"
    NONE = "none"
    APP = "app"  # an authenticator app
    TEXT = "text"  # a text message
    EMAIL = "email"
    KEY = "key"  # a security key or passkey
    VAULT = "vault"  # the vault makes the codes


@dataclass(frozen=True, slots=True)
class Registration:
    """What the register says of an account; `id` is the account's.

    `name` and `login_page` are for services outside the library. `email_of`, `phone_of` and
    `factor_of` say whose they are, `registered_by` who in words where it was somebody outside
    the list of people. `admins` hold the highest role, `by_role` have their own access without
    the password. None = not known yet. `proved_on`: the last day an owner proved to get in.
    """

    id: AccountId
    name: str = ""
    login_page: str = ""
    email: str = ""
    email_of: Belongs = Belongs.UNKNOWN
    phone: str = ""
    phone_of: Belongs = Belongs.UNKNOWN
    registered_by: str = ""
    factor: SecondFactor = SecondFactor.UNKNOWN
    factor_of: Belongs = Belongs.UNKNOWN
    admins: tuple[PersonId, ...] = ()
    other_admins: str = ""
    by_role: tuple[PersonId, ...] = ()
    codes_filed: bool | None = None
    strangers_gone: bool | None = None
    purpose: str = ""
    checked_on: date | None = None
    proved_on: date | None = None
