"""The system's keyring for the command line, which waits a bounded time and can be interrupted."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.usecases.vault.ports import SecretStore

T = TypeVar("T")

SILENT_SECONDS = 15.0
PROMPT_SECONDS = 135.0
"""Where the system may ask the person to unlock it, which it does for two minutes at most."""


class PatientStore:
    """A `SecretStore` whose calls end with STORE_SILENT when there is no answer in `seconds`.

    After that no call is begun any more: beside one that hangs, another can crash the keyring.
    """

    def __init__(self, store: SecretStore, seconds: float) -> None:
        self._store = store
        self._seconds = seconds
        self._silent = False

    @property
    def name(self) -> str:
        """Which backend it is; raises NO_STORE where there is none."""
        return self._wait(lambda: self._store.name)

    def put(self, service: str, username: str, value: str) -> None:
        """Write an entry that was not there."""
        self._wait(lambda: self._store.put(service, username, value))

    def get(self, service: str, username: str) -> str | None:
        """Read an entry, None where there is none."""
        return self._wait(lambda: self._store.get(service, username))

    def delete(self, service: str, username: str) -> None:
        """Delete an entry; one that is not there counts as deleted."""
        self._wait(lambda: self._store.delete(service, username))

    def _wait(self, call: Callable[[], T]) -> T:
        if self._silent:
            raise ExpectedError(Code.STORE_SILENT)
        answers: SimpleQueue[tuple[T, None] | tuple[None, Exception]] = SimpleQueue()

        def work() -> None:
            try:
                answers.put((call(), None))
            except Exception as error:  # noqa: BLE001 - raised where it is waited for
                answers.put((None, error))

        Thread(target=work, daemon=True).start()
        try:
            value, error = answers.get(timeout=self._seconds)
        except Empty:
            self._silent = True
            raise ExpectedError(Code.STORE_SILENT) from None
        if error is not None:
            raise error
        return value  # type: ignore[return-value]
