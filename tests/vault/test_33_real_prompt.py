"""The desktop's own prompt for a locked keyring: refused with Escape, answered with the word."""

import subprocess
import threading
import time
from collections.abc import Iterator

import pytest
import real_keyring

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.vault.stores import KeyringStore

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("own_keyring")]

SERVICE, USER = "smbsocial:v1:00010203:probe", "sealed"
PROMPT = "Unlock Login Keyring"


class Asking:
    """A request for an entry, in a thread as in the lane."""

    def __init__(self) -> None:
        self.answer: list[object] = []
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def end(self) -> object:
        self._thread.join(15)
        assert not self._thread.is_alive()
        return self.answer[0]

    def _ask(self) -> None:
        try:
            self.answer.append(KeyringStore().get(SERVICE, USER))
        except ExpectedError as error:
            self.answer.append(error.code)


@pytest.fixture
def asking() -> Iterator[Asking]:
    """An entry is asked for while the keyring is locked, and the prompt stands there."""
    KeyringStore().put(SERVICE, USER, "kept")
    real_keyring.lock()
    made = Asking()
    end = time.monotonic() + 15
    while not xdotool("search", "--onlyvisible", "--name", PROMPT):
        assert time.monotonic() < end, "no prompt came"
        time.sleep(0.1)
    time.sleep(0.3)  # until it holds the keyboard
    yield made
    made.end()


def xdotool(*words: str) -> str:
    ran = subprocess.run(
        ["xdotool", *words], capture_output=True, text=True, timeout=10, check=False
    )
    return ran.stdout.strip()


def test_33_prompt_refused_by_a_person(asking: Asking) -> None:
    xdotool("key", "Escape")
    assert asking.end() is Code.STORE_LOCKED
    real_keyring.unlock()
    assert KeyringStore().get(SERVICE, USER) == "kept"


def test_33_prompt_answered_by_a_person(asking: Asking) -> None:
    assert asking.answer == [], "it waits for the person"
    xdotool("type", real_keyring.PASSWORD)
    xdotool("key", "Return")
    assert asking.end() == "kept"
