"""The keyring while a backup is restored: nothing goes from it, and what is new is remembered.

Until the restored business has taken its place, everything that is here must open as before.
"""

from contextlib import suppress

from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.usecases.vault.ports import SecretStore
from smbsocial.vault.entries import KeyringEntries


class NotedStore:
    """A `SecretStore` that remembers the names of what was put into it."""

    def __init__(self, store: SecretStore) -> None:
        self._store = store
        self._put: list[tuple[str, str]] = []

    @property
    def name(self) -> str:
        """Which backend it is."""
        return self._store.name

    def put(self, service: str, username: str, value: str) -> None:
        """Write an entry that was not there."""
        self._put.append((service, username))
        self._store.put(service, username, value)

    def get(self, service: str, username: str) -> str | None:
        """Read an entry, None where there is none."""
        return self._store.get(service, username)

    def delete(self, service: str, username: str) -> None:  # noqa: ARG002
        """Raises STORE_REFUSED: what lies there may belong to the business that is here."""
        raise ExpectedError(Code.STORE_REFUSED, reason="restoring")

    def instead(self, store: SecretStore) -> None:
        """Keep everything there from now on."""
        self._store = store

    def take_back(self) -> None:
        """Delete what was put; what does not let itself be deleted stays, sealed as it is."""
        with suppress(ExpectedError):
            while self._put:
                self._store.delete(*self._put.pop())


class RestoredEntries(KeyringEntries):
    """`Entries` that leave alone what stands where a record of the backup should go.

    References are given once: where another value stands under one, it was changed from outside.
    `taken`: those references.
    """

    def __init__(self, store: SecretStore) -> None:
        super().__init__(store)
        self.taken: set[bytes] = set()

    @override
    def put_raw_parts(
        self, vault: bytes, account: bytes, ref: bytes, parts: tuple[str, ...]
    ) -> None:
        """Write parts; those that are there with the same value are left alone."""
        try:
            super().put_raw_parts(vault, account, ref, parts)
        except ExpectedError as error:
            if error.code is not Code.STORE_REFUSED or error.facts.get("reason") != "exists":
                raise
            self.taken.add(ref)
