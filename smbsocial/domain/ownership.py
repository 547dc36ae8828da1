"""Whether an account is really the business's: what is asked, how it stands, what comes first.

Everything is open until it is known to be true. Where the library does not know whether a
platform offers something, an owner who looked and found nothing settles it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from smbsocial.domain.accounts import Belongs, Registration, SecondFactor
from smbsocial.domain.custody import Custody
from smbsocial.domain.ids import PersonId
from smbsocial.domain.platforms import Account

ENOUGH_OWNERS = 2
_THEIRS = frozenset({Belongs.FORMER, Belongs.OUTSIDE})
_OURS = frozenset({Belongs.BUSINESS, Belongs.OWNER})
_NO_FACTOR = frozenset({SecondFactor.UNKNOWN, SecondFactor.NONE})


class CheckKind(Enum):
    """What the ownership check asks, in its order."""

    ADDRESS = "address"  # registered to an address of the business
    PHONE = "phone"  # no private phone number on it
    OWNERS = "owners"  # two people hold the highest role
    FACTOR = "factor"  # a second factor, and not on one person's phone
    CODES = "codes"  # the platform's recovery codes are filed
    STRANGERS = "strangers"  # nobody is left in it who has left


class CheckState(Enum):
    """How one thing stands. UNKNOWN: nobody has looked yet."""

    GOOD = "good"
    OPEN = "open"
    UNKNOWN = "unknown"
    NOT_OFFERED = "not_offered"


class Health(Enum):
    """What an account needs first, the worst first."""

    NOT_YOURS = "not_yours"
    CHANGE_IT = "change_it"
    ADD_FACTOR = "add_factor"
    CHECK_IT = "check_it"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is asked, and how it stands."""

    kind: CheckKind
    state: CheckState


@dataclass(frozen=True, slots=True)
class Offered:
    """What a platform offers; None = the library does not know."""

    roles: bool | None
    factor: bool | None
    codes: bool | None


@dataclass(frozen=True, slots=True)
class Staff:
    """Who owns the business, and who has left it or is leaving."""

    owners: frozenset[PersonId]
    gone: frozenset[PersonId]


def offered_by(custody: Custody) -> Offered:
    """What the library knows that a platform offers."""
    security = custody.security
    ways = (security.totp_app, security.sms, security.email_code, security.key)
    unknown = None if None in ways else False
    return Offered(
        roles=custody.roles.delegated,
        factor=True if True in ways else unknown,
        codes=security.backup_codes,
    )


def ownership_checks(
    registration: Registration, offered: Offered, staff: Staff
) -> tuple[Check, ...]:
    """The six questions and how each stands, in their order."""
    return (
        Check(CheckKind.ADDRESS, _address(registration)),
        Check(CheckKind.PHONE, _phone(registration)),
        Check(CheckKind.OWNERS, _owners(registration, offered, staff)),
        Check(CheckKind.FACTOR, _factor(registration, offered)),
        Check(CheckKind.CODES, _codes(registration, offered)),
        Check(CheckKind.STRANGERS, _strangers(registration, staff)),
    )


def account_health(
    account: Account,
    registration: Registration,
    checks: Iterable[Check],
    staff: Staff,
    *,
    change_due: bool,
) -> Health:
    """What an account needs first; `change_due`: its password is to be changed."""
    states = {check.kind: check.state for check in checks}
    if is_not_yours(account, registration, staff):
        return Health.NOT_YOURS
    if change_due:
        return Health.CHANGE_IT
    if registration.factor is SecondFactor.NONE and states[CheckKind.FACTOR] is CheckState.OPEN:
        return Health.ADD_FACTOR
    if {CheckState.OPEN, CheckState.UNKNOWN} & set(states.values()):
        return Health.CHECK_IT
    return Health.SAFE


def is_not_yours(account: Account, registration: Registration, staff: Staff) -> bool:
    """Whether somebody who has left, or somebody outside, can take the account or get it back.

    Who registered it counts no longer once the address is the business's or its owner's.
    """
    held = (registration.email_of, registration.phone_of, holder_of_factor(registration))
    if _THEIRS & set(held):
        return True
    if registration.email_of in _OURS:
        return False
    return bool(registration.registered_by.strip()) or account.owner in staff.gone


def holder_of_factor(registration: Registration) -> Belongs:
    """Whose the second factor is; a code by text or e-mail goes where the account is registered."""
    if registration.factor is SecondFactor.VAULT:
        return Belongs.BUSINESS
    if registration.factor is SecondFactor.NONE:
        return Belongs.UNKNOWN
    if registration.factor_of is not Belongs.UNKNOWN:
        return registration.factor_of
    goes_to = {
        SecondFactor.TEXT: registration.phone_of,
        SecondFactor.EMAIL: registration.email_of,
    }
    return goes_to.get(registration.factor, Belongs.UNKNOWN)


def _address(registration: Registration) -> CheckState:
    if registration.email_of is Belongs.NOBODY:  # registered with a phone number alone
        return _good(registration.phone_of is Belongs.BUSINESS)
    return _business(registration.email_of)


def _phone(registration: Registration) -> CheckState:
    if registration.phone_of is Belongs.NOBODY:
        return CheckState.GOOD
    return _business(registration.phone_of)


def _owners(registration: Registration, offered: Offered, staff: Staff) -> CheckState:
    """Two hold the highest role, an owner among them; others outside the list once checked."""
    admins = set(registration.admins) - staff.gone
    others = bool(registration.other_admins.strip())
    nobody = not registration.admins and not others
    if offered.roles is False:
        return CheckState.NOT_OFFERED
    if nobody:
        return CheckState.UNKNOWN
    count = len(admins) + (others and registration.strangers_gone is True)
    if count >= ENOUGH_OWNERS and admins & staff.owners:
        return CheckState.GOOD
    return CheckState.OPEN if offered.roles else CheckState.NOT_OFFERED


def _factor(registration: Registration, offered: Offered) -> CheckState:
    if registration.factor in _NO_FACTOR and offered.factor is False:
        return CheckState.NOT_OFFERED
    if registration.factor is SecondFactor.UNKNOWN:
        return CheckState.UNKNOWN
    if registration.factor is SecondFactor.NONE:
        return CheckState.OPEN if offered.factor else CheckState.NOT_OFFERED
    holder = holder_of_factor(registration)
    if holder is Belongs.OWNER:  # one phone, but not the only way in
        return _good(registration.codes_filed is True)
    return _business(holder)


def _codes(registration: Registration, offered: Offered) -> CheckState:
    if registration.codes_filed is True:
        return CheckState.GOOD
    if offered.codes is False:
        return CheckState.NOT_OFFERED
    if registration.codes_filed is None:
        return CheckState.UNKNOWN
    return CheckState.OPEN if offered.codes else CheckState.NOT_OFFERED


def _strangers(registration: Registration, staff: Staff) -> CheckState:
    if staff.gone & {*registration.admins, *registration.by_role}:
        return CheckState.OPEN
    if registration.strangers_gone is None:
        return CheckState.UNKNOWN
    return _good(registration.strangers_gone)


def _business(whose: Belongs) -> CheckState:
    if whose is Belongs.UNKNOWN:
        return CheckState.UNKNOWN
    return _good(whose is Belongs.BUSINESS)


def _good(good: bool) -> CheckState:  # noqa: FBT001 - the question is the argument
    return CheckState.GOOD if good else CheckState.OPEN
