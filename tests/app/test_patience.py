"""The command line's keyring: bounded waiting, and no second call beside one that hangs."""

import threading
import time

import pytest
from typing_extensions import override

from smbsocial.app.patience import PatientStore
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.vault.memory_store import MemoryStore


class SlowStore(MemoryStore):
    """Answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()
        self.asked = 0

    @override
    def get(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.let_go.wait(5)
        return super().get(service, username)


def test_what_goes_in_comes_out() -> None:
    store = PatientStore(MemoryStore(), 5)
    assert store.name == "memory"
    assert store.get("s", "u") is None
    store.put("s", "u", "value")
    assert store.get("s", "u") == "value"
    store.delete("s", "u")
    assert store.get("s", "u") is None


def test_34_no_answer_is_told_in_time_and_nothing_more_is_asked() -> None:
    slow = SlowStore()
    store = PatientStore(slow, 0.05)
    started = time.monotonic()
    for call in (lambda: store.get("s", "u"), lambda: store.put("s", "u", "v"), lambda: store.name):
        with pytest.raises(ExpectedError) as caught:
            call()
        assert caught.value.code is Code.STORE_SILENT
    assert time.monotonic() - started < 2
    assert slow.asked == 1
    slow.let_go.set()


@pytest.mark.parametrize("error", [ExpectedError(Code.STORE_LOCKED), RuntimeError("a bug")])
def test_what_is_raised_there_is_raised_here(error: Exception) -> None:
    class Refusing(MemoryStore):
        @override
        def get(self, service: str, username: str) -> str | None:
            raise error

    with pytest.raises(type(error)) as caught:
        PatientStore(Refusing(), 5).get("s", "u")
    assert caught.value is error
