"""What the keyring libraries raise, as expected errors; a foreign message goes no further.

Types go by their names: importing them would load the libraries of three systems.
"""

from collections.abc import Iterator

from smbsocial.domain.errors import Code, ExpectedError

NO_BUS = "no_bus"
NO_SERVICE = "no_service"
NOT_SUPPORTED = "not_supported"

_LOCKED = (Code.STORE_LOCKED, "")
_GONE = (Code.NO_STORE, NO_SERVICE)

# keyring, secretstorage, Python. A timeout is a prompt that nobody answered; an object that was
# there a moment ago belonged to a service that has ended, or was started again since.
_TYPES = {
    "KeyringLocked": _LOCKED,
    "LockedException": _LOCKED,
    "PromptDismissedException": _LOCKED,
    "TimeoutError": _LOCKED,
    "SecretServiceNotAvailableException": _GONE,
    "ItemNotFoundException": _GONE,
    "NoServiceError": _GONE,
    "NoBusError": (Code.NO_STORE, NO_BUS),
    "ConnectionError": (Code.NO_STORE, NO_BUS),
    "ImportError": (Code.NO_STORE, NOT_SUPPORTED),
    "UnicodeDecodeError": (Code.SECRET_DAMAGED, ""),
}
# Errors by the name that D-Bus gives them, by the number of Windows (winerror.h), and by the
# status of macOS (SecBase.h), as text.
_NAMED = {
    "org.freedesktop.Secret.Error.IsLocked": _LOCKED,
    "org.freedesktop.Secret.Error.NoSession": _GONE,
    "org.freedesktop.DBus.Error.ServiceUnknown": _GONE,
    "org.freedesktop.DBus.Error.NameHasNoOwner": _GONE,
    "org.freedesktop.DBus.Error.NoReply": _GONE,
    "org.freedesktop.DBus.Error.TimedOut": _GONE,
    "org.freedesktop.DBus.Error.Disconnected": _GONE,
    "1312": _GONE,  # no such logon session: this kind of login has no credentials
    "1722": _GONE,  # the service does not run
    "-128": _LOCKED,  # the prompt was dismissed
    "-25308": _LOCKED,  # a prompt is needed and not allowed
    "-25291": _GONE,  # no keychain is available
    "-25294": _GONE,  # no such keychain
    "-25307": _GONE,  # no default keychain
}
_NOT_STARTED = "org.freedesktop.DBus.Error.Spawn."


def understood(error: Exception) -> ExpectedError:
    """The expected error behind what a keyring raised.

    NO_STORE, STORE_LOCKED, SECRET_DAMAGED (not even text), or STORE_REFUSED with the innermost
    name or number as `reason`. Of ours already: itself.
    """
    reason = type(error).__name__
    for link in _chain(error):
        if isinstance(link, ExpectedError):
            return link
        said = _name(link)
        found = _by_type(link) or _NAMED.get(said)
        if found is None and said.startswith(_NOT_STARTED):
            found = _GONE
        if found is not None:
            code, why = found
            return ExpectedError(code, reason=why) if why else ExpectedError(code)
        reason = said or reason
    return ExpectedError(Code.STORE_REFUSED, reason=reason)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it was raised from, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _by_type(error: BaseException) -> tuple[Code, str] | None:
    names = [kind.__name__ for kind in type(error).__mro__]
    return next((_TYPES[name] for name in names if name in _TYPES), None)


def _name(error: BaseException) -> str:
    """What the system calls the error; empty where it has no name for it."""
    of_system = getattr(error, "winerror", None)  # pywin32
    status = error.args[0] if error.args else None  # the macOS part of keyring
    for number in (of_system, status):
        if isinstance(number, int):
            return str(number)
    name = getattr(error, "name", None)  # jeepney; an ImportError has one too
    return name if isinstance(name, str) else ""
