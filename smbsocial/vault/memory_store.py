"""Secrets in memory, gone with it: for the example business, the tour and the tests."""


class MemoryStore:
    """A `SecretStore` that keeps nothing anywhere."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], str] = {}

    @property
    def name(self) -> str:
        """No system's keyring has this name."""
        return "memory"

    def put(self, service: str, username: str, value: str) -> None:
        """Keep an entry."""
        self._entries[service, username] = value

    def get(self, service: str, username: str) -> str | None:
        """An entry's value, None where there is none."""
        return self._entries.get((service, username))

    def delete(self, service: str, username: str) -> None:
        """Forget an entry; one that is not there counts as forgotten."""
        self._entries.pop((service, username), None)
