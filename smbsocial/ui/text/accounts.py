"""What the register only knows as codes, in the words of its owner."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.accounts import Belongs, Registration, SecondFactor
from smbsocial.domain.ownership import CheckKind, CheckState, Health, holder_of_factor

translate = QCoreApplication.translate

_PHONES = frozenset({SecondFactor.APP, SecondFactor.TEXT, SecondFactor.UNKNOWN})


def belongs(value: Belongs) -> str:
    """Whose an address, a phone or a device is: a choice."""
    return {
        Belongs.UNKNOWN: translate("Accounts", "I don't know"),
        Belongs.BUSINESS: translate("Accounts", "the business"),
        Belongs.OWNER: translate("Accounts", "the owner, privately"),
        Belongs.STAFF: translate("Accounts", "somebody who works here"),
        Belongs.FORMER: translate("Accounts", "somebody who left"),
        Belongs.OUTSIDE: translate("Accounts", "somebody outside, like an agency"),
        Belongs.NOBODY: translate("Accounts", "there is none"),
    }[value]


def second_factor(value: SecondFactor) -> str:
    """What is asked for beside the password: a choice."""
    return {
        SecondFactor.UNKNOWN: translate("Accounts", "I don't know"),
        SecondFactor.NONE: translate("Accounts", "nothing but the password"),
        SecondFactor.APP: translate("Accounts", "a code from an app on a phone"),
        SecondFactor.TEXT: translate("Accounts", "a code in a text message"),
        SecondFactor.EMAIL: translate("Accounts", "a code by e-mail"),
        SecondFactor.KEY: translate("Accounts", "a security key or passkey"),
        SecondFactor.VAULT: translate("Accounts", "a code from the vault"),
    }[value]


def factor(registration: Registration, state: CheckState) -> str:
    """Where the second factor of an account lives, in two or three words."""
    kind = registration.factor
    if kind is SecondFactor.VAULT:
        return translate("Accounts", "in the vault")
    if state is CheckState.NOT_OFFERED:
        return translate("Accounts", "not offered")
    if kind is SecondFactor.NONE:
        return translate("Accounts", "none")
    if kind is SecondFactor.EMAIL:
        return translate("Accounts", "by e-mail")
    holder = holder_of_factor(registration)
    if kind is SecondFactor.UNKNOWN and holder is Belongs.UNKNOWN:
        return translate("Accounts", "not known")
    return _phone(holder, registration.registered_by) if kind in _PHONES else _key(holder)


def check(value: CheckKind) -> str:
    """What the ownership check asks, as the sentence that is to become true."""
    return {
        CheckKind.ADDRESS: translate("Accounts", "It is registered to an address of the business."),
        CheckKind.PHONE: translate("Accounts", "No private phone number is registered with it."),
        CheckKind.OWNERS: translate(
            "Accounts", "Two people have full control, and you are one of them."
        ),
        CheckKind.FACTOR: translate(
            "Accounts", "It asks for a second factor, and that is not on one person's phone alone."
        ),
        CheckKind.CODES: translate("Accounts", "Its recovery codes are filed."),
        CheckKind.STRANGERS: translate("Accounts", "Nobody who left can still get in."),
    }[value]


def check_state(value: CheckState) -> str:
    """How one thing stands."""
    return {
        CheckState.GOOD: translate("Accounts", "yes"),
        CheckState.OPEN: translate("Accounts", "not yet"),
        CheckState.UNKNOWN: translate("Accounts", "not known"),
        CheckState.NOT_OFFERED: translate("Accounts", "not offered"),
    }[value]


def health(value: Health | None) -> str:
    """What an account needs first, in two words; None: it is not there yet."""
    if value is None:
        return translate("Accounts", "not there yet")
    return {
        Health.NOT_YOURS: translate("Accounts", "not yours"),
        Health.CHANGE_IT: translate("Accounts", "change it"),
        Health.ADD_FACTOR: translate("Accounts", "add a factor"),
        Health.CHECK_IT: translate("Accounts", "check it"),
        Health.SAFE: translate("Accounts", "safe"),
    }[value]


def health_means(value: Health) -> str:
    """The same in a sentence: what is the matter, and what to do."""
    return {
        Health.NOT_YOURS: translate(
            "Accounts",
            "Somebody who left or somebody outside can take this account. Get it back: the steps"
            " are below.",
        ),
        Health.CHANGE_IT: translate(
            "Accounts",
            "Its password is a year old, or somebody who knew it has left. Change it.",
        ),
        Health.ADD_FACTOR: translate(
            "Accounts",
            "The password alone opens it. Turn on a second factor and keep it in the vault.",
        ),
        Health.CHECK_IT: translate("Accounts", "Some answers are still open. Go through them."),
        Health.SAFE: translate(
            "Accounts",
            "It belongs to the business: nobody who left, and nobody outside, can take it back.",
        ),
    }[value]


def _phone(holder: Belongs, registered_by: str) -> str:
    named = registered_by.strip()
    if holder in {Belongs.FORMER, Belongs.OUTSIDE} and named:
        return translate("Accounts", "{name}’s phone").format(name=named)
    return {
        Belongs.UNKNOWN: translate("Accounts", "on some phone"),
        Belongs.BUSINESS: translate("Accounts", "business phone"),
        Belongs.OWNER: translate("Accounts", "owner’s phone"),
        Belongs.STAFF: translate("Accounts", "a staff phone"),
        Belongs.FORMER: translate("Accounts", "phone of one who left"),
        Belongs.OUTSIDE: translate("Accounts", "phone of an outsider"),
        Belongs.NOBODY: translate("Accounts", "on no phone"),
    }[holder]


def _key(holder: Belongs) -> str:
    if holder is Belongs.BUSINESS:
        return translate("Accounts", "business key")
    return translate("Accounts", "one person’s key")
