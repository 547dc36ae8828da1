"""What backends raise becomes an expected error with a code, and nothing of what they said."""

import os

import pytest
from jeepney import DBusErrorResponse, HeaderFields, Message, MessageType
from jeepney.low_level import Endianness, Header, MessageFlag
from keyring.errors import InitError, KeyringError, KeyringLocked, PasswordSetError
from other_keyrings import PERSIST_LOCAL_MACHINE, WindowsError, install_mac, install_windows
from secretstorage.exceptions import (
    ItemNotFoundException,
    LockedException,
    PromptDismissedException,
    SecretServiceNotAvailableException,
)

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.vault.refusals import understood
from smbsocial.vault.stores import RETRY_SECONDS, KeyringStore

SPURIOUS = "what the library said of smbsocial:v1:00010203"


def dbus(name: str) -> DBusErrorResponse:
    """An error as it comes over the bus."""
    fields = {HeaderFields.error_name: name}
    order, kind, flags = Endianness.little, MessageType.error, MessageFlag(0)
    return DBusErrorResponse(Message(Header(order, kind, flags, 1, 0, 1, fields), (SPURIOUS,)))


def because(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("raised", "code", "reason"),
    [
        (KeyringLocked(SPURIOUS), Code.STORE_LOCKED, None),
        (LockedException(SPURIOUS), Code.STORE_LOCKED, None),
        (PromptDismissedException(SPURIOUS), Code.STORE_LOCKED, None),
        (because(InitError(SPURIOUS), PromptDismissedException()), Code.STORE_LOCKED, None),
        (dbus("org.freedesktop.Secret.Error.IsLocked"), Code.STORE_LOCKED, None),
        (TimeoutError(), Code.STORE_LOCKED, None),
        (SecretServiceNotAvailableException(SPURIOUS), Code.NO_STORE, "no_service"),
        (ItemNotFoundException(SPURIOUS), Code.NO_STORE, "no_service"),
        (dbus("org.freedesktop.DBus.Error.NoReply"), Code.NO_STORE, "no_service"),
        (dbus("org.freedesktop.DBus.Error.Spawn.ChildExited"), Code.NO_STORE, "no_service"),
        (ConnectionResetError(SPURIOUS), Code.NO_STORE, "no_bus"),
        (ModuleNotFoundError(SPURIOUS, name="win32cred"), Code.NO_STORE, "not_supported"),
        (WindowsError(1312, "CredWrite", SPURIOUS), Code.NO_STORE, "no_service"),
        (WindowsError(1783, "CredWrite", SPURIOUS), Code.STORE_REFUSED, "1783"),
        (because(KeyringError(SPURIOUS), Exception(-25308, "…")), Code.STORE_LOCKED, None),
        (because(KeyringError(SPURIOUS), Exception(-25307, "…")), Code.NO_STORE, "no_service"),
        (because(PasswordSetError(SPURIOUS), Exception(-25299)), Code.STORE_REFUSED, "-25299"),
        (PasswordSetError(SPURIOUS), Code.STORE_REFUSED, "PasswordSetError"),
        (ValueError(), Code.STORE_REFUSED, "ValueError"),
        (
            dbus("org.freedesktop.DBus.Error.AccessDenied"),
            Code.STORE_REFUSED,
            "org.freedesktop.DBus.Error.AccessDenied",
        ),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, SPURIOUS), Code.SECRET_DAMAGED, None),
    ],
)
def test_each_has_its_code_and_a_short_reason(
    raised: Exception, code: Code, reason: str | None
) -> None:
    error = understood(raised)
    assert (error.code, error.facts.get("reason")) == (code, reason)
    assert SPURIOUS not in str(error)
    assert SPURIOUS not in str(error.facts)


def test_an_expected_error_is_itself() -> None:
    ours = ExpectedError(Code.NO_STORE, reason="no_service")
    assert understood(ours) is ours


def test_a_system_without_a_keyring_of_ours_has_none() -> None:
    with pytest.raises(ExpectedError) as refused:
        KeyringStore("beos").get("service", "sealed")
    assert (refused.value.code, refused.value.facts) == (
        Code.NO_STORE, {"reason": "not_supported"}
    )  # fmt: skip


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_the_library_of_another_system_is_no_store(platform: str) -> None:
    """On this machine, without anything imitated: nothing falls back to what is there."""
    with pytest.raises(ExpectedError) as refused:
        _ = KeyringStore(platform).name
    assert refused.value.code is Code.NO_STORE
    assert refused.value.facts == {"reason": "not_supported"}


def test_making_a_store_takes_settings_out_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library looks for its prefix in the middle of names too."""
    hostile = (
        "PYTHON_KEYRING_BACKEND", "KEYRING_PROPERTY_SCHEME", "X_KEYRING_PROPERTY_SCHEME",
        "KEYCHAIN_PATH",
    )  # fmt: skip
    for name in hostile:
        monkeypatch.setenv(name, "hostile")
    monkeypatch.setenv("KEYRING_PROPERTIES", "somebody else's")
    KeyringStore()
    assert not set(hostile) & set(os.environ)
    assert os.environ["KEYRING_PROPERTIES"] == "somebody else's"


class TestWindows:
    def test_entries_stay_on_this_machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Left to itself the library lets them roam with the login."""
        manager = install_windows(monkeypatch)
        KeyringStore("win32").put("service", "sealed", "value")
        assert manager.credentials["service"]["Persist"] == PERSIST_LOCAL_MACHINE

    def test_a_value_that_is_too_large_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        manager = install_windows(monkeypatch)
        store = KeyringStore("win32")
        store.put("service", "sealed", "x" * 1280)
        with pytest.raises(ExpectedError) as refused:
            store.put("other", "sealed", "x" * 1281)
        assert refused.value.code is Code.STORE_REFUSED
        assert refused.value.facts == {"reason": "1783"}
        assert "other" not in manager.credentials

    def test_an_overwritten_value_would_live_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Why `entries.py` never writes over one."""
        manager = install_windows(monkeypatch)
        store = KeyringStore("win32")
        store.put("service", "sealed", "old")
        store.put("service", "sealed", "new")
        kept = {target: entry["CredentialBlob"] for target, entry in manager.credentials.items()}
        assert kept["sealed@service"].decode("utf-16-le") == "old"

    def test_a_service_that_vanished_is_asked_once_more(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        manager, pauses = install_windows(monkeypatch), []

        def recover(seconds: float) -> None:
            pauses.append(seconds)
            manager.fails = None

        store = KeyringStore("win32", pause=recover)
        store.put("service", "sealed", "value")
        manager.fails = 1722
        assert store.get("service", "sealed") == "value"
        assert pauses == [RETRY_SECONDS] == [0.5]

    def test_a_service_that_stays_away_is_no_store(self, monkeypatch: pytest.MonkeyPatch) -> None:
        manager, pauses = install_windows(monkeypatch), []
        store = KeyringStore("win32", pause=pauses.append)
        manager.fails = 1722
        with pytest.raises(ExpectedError) as refused:
            store.get("service", "sealed")
        assert refused.value.code is Code.NO_STORE
        assert len(pauses) == 1


class TestMac:
    @pytest.mark.parametrize(("status", "code"), [
        (-128, Code.STORE_LOCKED), (-25308, Code.STORE_LOCKED), (-25293, Code.STORE_REFUSED),
    ])  # fmt: skip
    def test_what_the_person_or_the_system_refuses(
        self, monkeypatch: pytest.MonkeyPatch, status: int, code: Code
    ) -> None:
        keychain = install_mac(monkeypatch)
        store = KeyringStore("darwin")
        keychain.denied = status
        for ask in (
            lambda: store.put("service", "sealed", "value"),
            lambda: store.get("service", "sealed"),
            lambda: store.delete("service", "sealed"),
        ):
            with pytest.raises(ExpectedError) as refused:
                ask()
            assert refused.value.code is code

    def test_an_entry_that_cannot_be_deleted_is_not_called_deleted(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        keychain = install_mac(monkeypatch)
        store = KeyringStore("darwin")
        store.put("service", "sealed", "value")
        monkeypatch.setattr(keychain, "delete", lambda service, account: -25244)
        with pytest.raises(ExpectedError) as refused:
            store.delete("service", "sealed")
        assert refused.value.code is Code.STORE_REFUSED
        assert refused.value.facts == {"reason": "-25244"}

    def test_the_library_deletes_before_it_adds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The other reason why `entries.py` never writes over an entry."""
        keychain = install_mac(monkeypatch)
        store = KeyringStore("darwin")
        store.put("service", "sealed", "old")
        store.put("service", "sealed", "new")
        assert keychain.deletes == 1
