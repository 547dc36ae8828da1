"""Windows and macOS below the keyring library: what their systems do, as documented, in memory.

The library's own code runs on top. So the tests meet what it makes of these systems: a second name
for an old value on Windows, delete-and-add on macOS.
"""

import sys
from types import ModuleType
from typing import Any

import pytest

NOT_FOUND = 1168  # ERROR_NOT_FOUND
BAD_STUB_DATA = 1783  # what CredWrite says to a blob that is too large
BLOB_BYTES = 2560  # CRED_MAX_CREDENTIAL_BLOB_SIZE
PERSIST_LOCAL_MACHINE, PERSIST_ENTERPRISE = 2, 3

_DUPLICATE = -25299  # errSecDuplicateItem
_LIBRARY = ("keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.macOS.api")


class WindowsError(Exception):
    """pywintypes.error."""

    def __init__(self, winerror: int, funcname: str, strerror: str = "") -> None:
        super().__init__(winerror, funcname, strerror)
        self.winerror = winerror
        self.funcname = funcname


class CredentialManager:
    """The four calls of win32cred that the library makes; `fails` is raised by each of them."""

    def __init__(self) -> None:
        self.credentials: dict[str, dict[str, Any]] = {}
        self.fails: int | None = None

    def read(self, Type: int, TargetName: str) -> dict[str, Any]:  # noqa: N803
        self._may_fail("CredRead")
        if TargetName not in self.credentials:
            raise WindowsError(NOT_FOUND, "CredRead")
        return dict(self.credentials[TargetName])

    def write(self, credential: dict[str, Any], flags: int) -> None:
        self._may_fail("CredWrite")
        blob = credential["CredentialBlob"].encode("utf-16-le")
        if len(blob) > BLOB_BYTES:
            raise WindowsError(BAD_STUB_DATA, "CredWrite")
        # Same target: Windows replaces the whole credential.
        self.credentials[credential["TargetName"]] = {**credential, "CredentialBlob": blob}

    def delete(self, Type: int, TargetName: str) -> None:  # noqa: N803
        self._may_fail("CredDelete")
        if TargetName not in self.credentials:
            raise WindowsError(NOT_FOUND, "CredDelete")
        del self.credentials[TargetName]

    def _may_fail(self, call: str) -> None:
        if self.fails is not None:
            raise WindowsError(self.fails, call)


class Keychain:
    """Generic passwords; `denied` is the status of every call, `deletes` counts deletions."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.denied = 0
        self.deletes = 0

    def add(self, service: str, account: str, value: str) -> int:
        if self.denied or (service, account) in self.items:
            return self.denied or _DUPLICATE
        self.items[service, account] = value
        return 0

    def delete(self, service: str, account: str) -> int:
        if self.denied or (service, account) not in self.items:
            return self.denied or -25300
        self.deletes += 1
        del self.items[service, account]
        return 0


def install_windows(monkeypatch: pytest.MonkeyPatch) -> CredentialManager:
    """Let the library find Windows below it."""
    manager = CredentialManager()
    win32cred = _module(
        "win32cred",
        CRED_TYPE_GENERIC=1,
        CRED_PERSIST_SESSION=1,
        CRED_PERSIST_LOCAL_MACHINE=PERSIST_LOCAL_MACHINE,
        CRED_PERSIST_ENTERPRISE=PERSIST_ENTERPRISE,
        CredRead=manager.read,
        CredWrite=manager.write,
        CredDelete=manager.delete,
    )
    pywintypes = _module("pywintypes", error=WindowsError)
    pywin32 = _module("win32ctypes.pywin32", win32cred=win32cred, pywintypes=pywintypes)
    _load_afresh(monkeypatch)
    monkeypatch.setitem(sys.modules, "win32ctypes", _module("win32ctypes", pywin32=pywin32))
    monkeypatch.setitem(sys.modules, "win32ctypes.pywin32", pywin32)
    return manager


def install_mac(monkeypatch: pytest.MonkeyPatch) -> Keychain:
    """Let the library find macOS below it: its own calls of the system, on this keychain."""
    keychain = Keychain()
    _load_afresh(monkeypatch)
    monkeypatch.setitem(sys.modules, "keyring.backends.macOS.api", _mac_api(keychain))
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    return keychain


def _mac_api(keychain: Keychain) -> ModuleType:
    """The library's layer above the Security framework, call by call (keyring 25.7)."""

    class Error(Exception):
        pass

    class NotFound(Error):  # noqa: N818 - the library's name
        pass

    class KeychainDenied(Error):  # noqa: N818 - as above
        pass

    kinds = {-25300: NotFound, -128: KeychainDenied}

    def expect(status: int) -> None:
        if status:
            raise kinds.get(status, Error)(status, "…")

    def delete(name: object, service: str, username: str) -> None:
        expect(keychain.delete(service, username))

    def put(name: object, service: str, username: str, password: str) -> None:
        status = keychain.delete(service, username)
        if status != -25300:
            expect(status)
        expect(keychain.add(service, username, password))

    def find(name: object, service: str, username: str) -> str:
        there = (service, username) in keychain.items
        expect(keychain.denied or (0 if there else -25300))
        return keychain.items[service, username]

    return _module(
        "keyring.backends.macOS.api",
        Error=Error,
        NotFound=NotFound,
        KeychainDenied=KeychainDenied,
        set_generic_password=put,
        find_generic_password=find,
        delete_generic_password=delete,
    )


def _load_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library looks for its system when its modules are loaded; so it does after the test."""
    for name in _LIBRARY:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        del sys.modules[name]


def _module(name: str, **contents: object) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(contents)
    return made
