"""The keyring of the system that this runs on, built by name: no search, no choice, no fallback."""

import os
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.vault.refusals import NOT_SUPPORTED, understood

T = TypeVar("T")

RETRY_SECONDS = 0.5


class Backend(Protocol):
    """What is used of a backend of the keyring library; it may raise anything."""

    def get_password(self, service: str, username: str) -> str | None:
        """An entry's value, None where there is none."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an entry."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Delete an entry; PasswordDeleteError where there is none."""
        ...


class KeyringStore:
    """The system's keyring as a `SecretStore`. Nothing of it is loaded before the first call.

    Make it before any other thread runs: it takes variables out of this process's environment.
    Raises ExpectedError: NO_STORE with `reason` no_bus, no_service or not_supported, STORE_LOCKED
    (also for a prompt that was dismissed), STORE_REFUSED with `reason`, SECRET_DAMAGED for an entry
    that is not text.
    """

    def __init__(
        self, platform: str = sys.platform, *, pause: Callable[[float], None] = time.sleep
    ) -> None:
        _forget_settings()
        self._platform = platform
        self._pause = pause
        self._backend: Backend | None = None

    @property
    def name(self) -> str:
        """Which backend it is; raises NO_STORE where there is none."""
        self._built()
        return _BACKENDS[self._platform][0]

    def put(self, service: str, username: str, value: str) -> None:
        """Write an entry that was not there."""
        self._call(lambda backend: backend.set_password(service, username, value))

    def get(self, service: str, username: str) -> str | None:
        """Read an entry, None where there is none."""
        return self._call(lambda backend: backend.get_password(service, username))

    def delete(self, service: str, username: str) -> None:
        """Delete an entry; one that is not there counts as deleted."""
        self._call(lambda backend: _delete(backend, service, username))

    def _call(self, work: Callable[[Backend], T]) -> T:
        """Ask the backend; once more after a moment if the service vanished meanwhile."""
        backend = self._built()
        try:
            return work(backend)
        except Exception as error:  # noqa: BLE001 - backends raise foreign types
            trouble = understood(error)
        if trouble.code is not Code.NO_STORE:
            raise trouble
        self._pause(RETRY_SECONDS)
        try:
            return work(backend)
        except Exception as error:  # noqa: BLE001 - as above
            trouble = understood(error)
        raise trouble

    def _built(self) -> Backend:
        if self._backend is None:
            try:
                _, build = _BACKENDS[self._platform]
                self._backend = build()
            except KeyError:
                trouble = ExpectedError(Code.NO_STORE, reason=NOT_SUPPORTED)
            except Exception as error:  # noqa: BLE001 - as above
                trouble = understood(error)
            else:
                return self._backend
            raise trouble
        return self._backend


def _forget_settings() -> None:
    """Take away what would choose another backend, or another place within it.

    The library looks for its prefix anywhere in a name. KEYCHAIN_PATH is ignored by it, aloud.
    """
    for name in list(os.environ):
        if name in {"PYTHON_KEYRING_BACKEND", "KEYCHAIN_PATH"} or "KEYRING_PROPERTY_" in name:
            del os.environ[name]


def _delete(backend: Backend, service: str, username: str) -> None:
    from keyring.errors import PasswordDeleteError

    try:
        backend.delete_password(service, username)
    except PasswordDeleteError:
        # Each backend has its own words for "no such entry"; whether it is there is plain.
        if backend.get_password(service, username) is not None:
            raise


def _secret_service() -> Backend:
    from smbsocial.vault.secret_service import Keyring, check

    check()
    made: Backend = _made(Keyring)
    return made


def _windows_vault() -> Backend:
    from keyring.backends.Windows import WinVaultKeyring

    _expect_viable(WinVaultKeyring)
    vault = _made(WinVaultKeyring)
    vault.persist = "local machine"  # left alone, entries would roam with the login
    made: Backend = vault
    return made


def _mac_keychain() -> Backend:
    from keyring.backends.macOS import Keyring

    _expect_viable(Keyring)
    made: Backend = _made(Keyring)
    return made


def _expect_viable(kind: Any) -> None:
    if not kind.viable:
        raise ExpectedError(Code.NO_STORE, reason=NOT_SUPPORTED)


def _made(kind: Any) -> Any:
    """A backend of a class of the library; its classes have no types."""
    return kind()


_BACKENDS: dict[str, tuple[str, Callable[[], Backend]]] = {
    "linux": ("SecretService.Keyring", _secret_service),
    "win32": ("WinVaultKeyring", _windows_vault),
    "darwin": ("macOS.Keyring", _mac_keychain),
}
