"""The contract of SecretStore: in memory, on a real keyring, and on Windows and macOS imitated."""

import pytest
from other_keyrings import install_mac, install_windows

from smbsocial.usecases.vault.ports import SecretStore
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.stores import KeyringStore

SERVICE = "smbsocial:v1:00010203:202122232425262728292a2b2c2d2e2f:3031323334353637:1"
LARGEST = "smb1.8.8." + "x_-Y" * 300


class SecretStoreContract:
    @pytest.fixture
    def store(self) -> SecretStore:
        raise NotImplementedError

    @pytest.fixture
    def again(self) -> SecretStore:
        """The same store as the next start of the program finds it."""
        raise NotImplementedError

    def test_it_has_one_name(self, store: SecretStore, again: SecretStore) -> None:
        assert store.name == again.name != ""

    def test_what_was_put_is_got(self, store: SecretStore) -> None:
        assert store.get(SERVICE, "sealed") is None
        store.put(SERVICE, "sealed", "smb1.1.1.AAEC")
        assert store.get(SERVICE, "sealed") == "smb1.1.1.AAEC"

    def test_it_is_there_at_the_next_start(self, store: SecretStore, again: SecretStore) -> None:
        store.put(SERVICE, "sealed", "smb1.1.1.AAEC")
        assert again.get(SERVICE, "sealed") == "smb1.1.1.AAEC"

    def test_what_was_deleted_is_gone(self, store: SecretStore, again: SecretStore) -> None:
        store.put(SERVICE, "sealed", "smb1.1.1.AAEC")
        store.delete(SERVICE, "sealed")
        assert store.get(SERVICE, "sealed") is None
        assert again.get(SERVICE, "sealed") is None

    def test_deleting_nothing_counts_as_done(self, store: SecretStore) -> None:
        store.delete(SERVICE, "sealed")
        store.put(SERVICE, "sealed", "smb1.1.1.AAEC")
        store.delete(SERVICE, "sealed")
        store.delete(SERVICE, "sealed")

    def test_the_largest_value_comes_back_whole(self, store: SecretStore) -> None:
        store.put(SERVICE, "sealed", LARGEST)
        assert len(LARGEST) == 1209
        assert store.get(SERVICE, "sealed") == LARGEST

    def test_names_that_are_alike_are_kept_apart(self, store: SecretStore) -> None:
        other, ring = SERVICE[:-1] + "2", f"{SERVICE}0"
        names = [(SERVICE, "sealed"), (other, "sealed"), (ring, "sealed"), (SERVICE, "key")]
        for number, name in enumerate(names):
            store.put(*name, f"value {number}")
        assert [store.get(*name) for name in names] == [f"value {i}" for i in range(4)]
        store.delete(*names[0])
        left = [store.get(*name) for name in names]
        assert left == [None, "value 1", "value 2", "value 3"]

    def test_a_value_that_was_deleted_can_be_another_one(self, store: SecretStore) -> None:
        """After a restore: the same name, and no older value comes back behind it."""
        store.put(SERVICE, "sealed", "old")
        store.delete(SERVICE, "sealed")
        store.put(SERVICE, "sealed", "new")
        assert store.get(SERVICE, "sealed") == "new"
        store.delete(SERVICE, "sealed")
        assert store.get(SERVICE, "sealed") is None


class TestMemoryStore(SecretStoreContract):
    @pytest.fixture
    def store(self) -> SecretStore:
        return MemoryStore()

    @pytest.fixture
    def again(self, store: SecretStore) -> SecretStore:
        return store


@pytest.mark.keyring
@pytest.mark.usefixtures("own_keyring")
class TestSecretService(SecretStoreContract):
    @pytest.fixture
    def store(self) -> SecretStore:
        return KeyringStore()

    @pytest.fixture
    def again(self) -> SecretStore:
        return KeyringStore()


class TestWindows(SecretStoreContract):
    @pytest.fixture
    def store(self, monkeypatch: pytest.MonkeyPatch) -> SecretStore:
        install_windows(monkeypatch)
        return KeyringStore("win32")

    @pytest.fixture
    def again(self, store: SecretStore) -> SecretStore:
        return KeyringStore("win32")


class TestMac(SecretStoreContract):
    @pytest.fixture
    def store(self, monkeypatch: pytest.MonkeyPatch) -> SecretStore:
        install_mac(monkeypatch)
        return KeyringStore("darwin")

    @pytest.fixture
    def again(self, store: SecretStore) -> SecretStore:
        return KeyringStore("darwin")
