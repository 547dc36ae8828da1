"""Linux: the keyring library's Secret Service, closing what it opens and never waiting for ever.

Imports the libraries at its top, so it is itself imported only by what needs a keyring now.
"""

from typing import Any

import secretstorage
from keyring.backends import SecretService
from keyring.errors import KeyringLocked
from typing_extensions import override

PROMPT_SECONDS = 120.0
"""How long the system's own prompt may stand there; behind it nothing else of the vault runs."""


class NoBusError(Exception):
    """This login has no session bus, or none that can be spoken to."""


class NoServiceError(Exception):
    """Nothing on the bus is a Secret Service, and nothing could be started as one."""


def check() -> None:
    """Raise NoBusError or NoServiceError where entries cannot be kept."""
    bus = _connected()
    try:
        there = secretstorage.check_service_availability(bus)
    finally:
        bus.close()
    if not there:
        raise NoServiceError


class Keyring(SecretService.Keyring):
    """The default collection, unlocked; the system may ask the person for that."""

    @override
    def get_preferred_collection(self) -> secretstorage.Collection:
        """As the library's own, but a connection is closed when it was for nothing.

        Raises KeyringLocked for a prompt that was dismissed, TimeoutError for one left standing.
        """
        bus = _connected()
        try:
            return _unlocked(secretstorage.get_default_collection(bus))
        except BaseException:
            bus.close()
            raise


def _unlocked(collection: secretstorage.Collection) -> secretstorage.Collection:
    if collection.is_locked():
        dismissed = collection.unlock(PROMPT_SECONDS)
        if dismissed or collection.is_locked():
            raise KeyringLocked
    return collection


def _connected() -> Any:
    """A connection to the session bus; whatever keeps it from being made is a missing bus."""
    try:
        return secretstorage.dbus_init()
    except Exception as error:
        raise NoBusError from error
