"""Keyrings that are missing, locked, killed or pushed aside: a code each, and never another place.

Numbers as in the catalogue of vault.md, section 9.
"""

import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import real_keyring

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.vault import secret_service
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.stores import KeyringStore

SERVICE, USER = "smbsocial:v1:00010203:device:0a0b0c0d", "sealed"
ROOT = Path(__file__).parents[2]

real = pytest.mark.keyring
ready = pytest.mark.usefixtures("own_keyring")


def refusal(ask: Callable[[], object]) -> tuple[Code, str | None]:
    """The code of what was refused, and its reason; both are all that is known of it."""
    with pytest.raises(ExpectedError) as refused:
        ask()
    assert refused.value.__context__ is None, "a foreign error, and what it holds, came along"
    assert set(refused.value.facts) <= {"reason"}
    return refused.value.code, refused.value.facts.get("reason")


def every_call(store: KeyringStore) -> list[Callable[[], object]]:
    return [
        lambda: store.put(SERVICE, USER, "new"),
        lambda: store.get(SERVICE, USER),
        lambda: store.delete(SERVICE, USER),
    ]


@pytest.mark.parametrize("address", [
    None, "", "nonsense", "unix:path=/nowhere/bus", "tcp:host=localhost,port=1",
])  # fmt: skip
def test_31_no_bus(monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    store = KeyringStore("linux")
    for ask in every_call(store):
        assert refusal(ask) == (Code.NO_STORE, "no_bus")
    assert refusal(KeyringEntries(store).backend) == (Code.NO_STORE, "no_bus")


@real
def test_31_no_service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with real_keyring.bus_without_service(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        store = KeyringStore()
        for ask in every_call(store):
            assert refusal(ask) == (Code.NO_STORE, "no_service")
        assert refusal(KeyringEntries(store).backend) == (Code.NO_STORE, "no_service")


@real
@ready
def test_31_a_bus_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    store = KeyringStore(pause=pauses.append)
    store.put(SERVICE, USER, "kept")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    assert refusal(lambda: store.get(SERVICE, USER)) == (Code.NO_STORE, "no_bus")
    assert pauses == [0.5]
    monkeypatch.undo()
    assert store.get(SERVICE, USER) == "kept"


@real
@ready
def test_32_locked() -> None:
    store = KeyringStore()
    store.put(SERVICE, USER, "kept")
    real_keyring.lock()
    for ask in every_call(store):
        start = time.monotonic()
        assert refusal(ask) == (Code.STORE_LOCKED, None)
        assert time.monotonic() - start < 2
    real_keyring.unlock()
    assert store.get(SERVICE, USER) == "kept"


@real
@ready
def test_33_prompt_refused() -> None:
    store = KeyringStore()
    store.put(SERVICE, USER, "kept")
    real_keyring.lock()
    with real_keyring.prompter(refuses=True) as asked:
        for ask in every_call(store):
            assert refusal(ask) == (Code.STORE_LOCKED, None)
        wanted = ["BeginPrompting", "PerformPrompt", "StopPrompting"] * 3
        end = time.monotonic() + 5  # the last of them may come after the refusal
        while asked != wanted and time.monotonic() < end:
            time.sleep(0.01)
    assert asked == wanted
    real_keyring.unlock()
    assert store.get(SERVICE, USER) == "kept"


@real
@ready
def test_33_prompt_left_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is at the machine: the lane is free again some time, not never."""
    monkeypatch.setattr(secret_service, "PROMPT_SECONDS", 0.3)
    store = KeyringStore()
    store.put(SERVICE, USER, "kept")
    real_keyring.lock()
    with real_keyring.prompter(refuses=False) as asked:
        assert refusal(lambda: store.get(SERVICE, USER)) == (Code.STORE_LOCKED, None)
    assert asked[:2] == ["BeginPrompting", "PerformPrompt"]
    real_keyring.unlock()
    assert store.get(SERVICE, USER) == "kept"


@real
@ready
def test_33_prompt_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The call that met the locked keyring goes through; on a desktop a person does this part."""
    store = KeyringStore()
    store.put(SERVICE, USER, "kept")
    real_keyring.lock()
    answered = lambda self, timeout: real_keyring.unlock()  # noqa: E731 - None: not dismissed
    monkeypatch.setattr("secretstorage.Collection.unlock", answered)
    assert store.get(SERVICE, USER) == "kept"


@real
@ready
def test_33_an_unlocking_that_does_not_unlock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that says yes and stays locked is locked."""
    store = KeyringStore()
    store.put(SERVICE, USER, "kept")
    real_keyring.lock()
    monkeypatch.setattr("secretstorage.Collection.unlock", lambda self, timeout: False)
    assert refusal(lambda: store.get(SERVICE, USER)) == (Code.STORE_LOCKED, None)


@real
@ready
@pytest.mark.parametrize("round_", range(10))
def test_35_daemon_killed_in_the_middle(round_: int) -> None:
    """Whatever moment it is: what was called kept is kept, the rest is a code, and it goes on."""
    store, kept, refused = KeyringStore(), [], []
    begun = threading.Event()

    def put_and_put() -> None:
        for number in range(10_000):
            name = f"{SERVICE}:{number}"
            try:
                store.put(name, USER, f"value {number}")
            except ExpectedError as error:
                refused.append(error.code)
                return
            kept.append((name, f"value {number}"))
            begun.set()

    working = threading.Thread(target=put_and_put)
    working.start()
    assert begun.wait(5)
    time.sleep(round_ * 0.003)
    real_keyring.kill()
    working.join(10)
    assert not working.is_alive()
    # The bus starts a new daemon, which is locked; or it has none at the moment.
    assert refused[0] in {Code.STORE_LOCKED, Code.NO_STORE}
    real_keyring.revive()
    assert [store.get(name, USER) for name, _ in kept] == [value for _, value in kept]
    store.put(SERVICE, USER, "and on")
    assert store.get(SERVICE, USER) == "and on"


PLAINTEXT = """
    from pathlib import Path
    from keyring.backend import KeyringBackend

    class PlaintextKeyring(KeyringBackend):
        priority = 20
        file = Path(__file__).with_name("plain.txt")
        def get_password(self, service, username):
            return self.file.read_text() if self.file.exists() else None
        def set_password(self, service, username, password):
            self.file.write_text(password)
        def delete_password(self, service, username):
            self.file.unlink()
"""

KEEP = """
    import json, sys
    from smbsocial.domain.errors import ExpectedError
    from smbsocial.vault.stores import KeyringStore
    store = KeyringStore()
    try:
        store.put("service", "user", "value")
        said = [store.name, store.get("service", "user")]
    except ExpectedError as error:
        said = [error.code.name, error.facts["reason"]]
    loaded = [name for name in sys.modules if name.startswith(("keyrings", "keyring.backends"))]
    print(json.dumps([said, loaded]))
"""

CHOSEN = "import keyring; print(type(keyring.get_keyring()).__module__)"
"""What the library would have chosen."""


def child(code: str, **surroundings: str) -> str:
    """Run code in a new Python and give what it printed."""
    variables = {**os.environ, **surroundings}
    command = [sys.executable, "-c", textwrap.dedent(code)]
    ran = subprocess.run(
        command, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.strip()


def kept_where_it_belongs(**surroundings: str) -> bool:
    """Whether an entry went into the Secret Service, as it always does, and nowhere else."""
    said, loaded = json.loads(child(KEEP, **surroundings))
    assert said == ["SecretService.Keyring", "value"]
    assert "keyring.backends.null" not in loaded
    assert not [name for name in loaded if name.startswith("keyrings")]
    return real_keyring.entries() == {("service", "user"): "value"}


@pytest.fixture
def plaintext(tmp_path: Path) -> Path:
    """A folder for the path of Python, with a package of plain-text backends installed in it."""
    package = tmp_path / "site" / "keyrings" / "alt"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "file.py").write_text(textwrap.dedent(PLAINTEXT), encoding="utf-8")
    info = tmp_path / "site" / "keyrings_alt-5.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: keyrings.alt\nVersion: 5.0\n")
    (info / "entry_points.txt").write_text("[keyring.backends]\nfile = keyrings.alt.file\n")
    return tmp_path / "site"


@real
@ready
def test_37_null_backend_forced_by_variable() -> None:
    forced = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    assert child(CHOSEN, **forced) == "keyring.backends.null"
    assert kept_where_it_belongs(**forced)


@real
@ready
def test_38_plaintext_backend_installed(plaintext: Path) -> None:
    installed = {"PYTHONPATH": str(plaintext)}
    assert child(CHOSEN, **installed) == "keyrings.alt.file"
    assert kept_where_it_belongs(**installed)
    assert not list(plaintext.rglob("plain.txt"))


def test_38_plaintext_backend_and_no_keyring(plaintext: Path) -> None:
    """The moment when other programs would fall back to it."""
    alone = {"PYTHONPATH": str(plaintext), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"}
    assert child(CHOSEN, **alone) == "keyrings.alt.file"
    said, loaded = json.loads(child(KEEP, **alone))
    assert said == ["NO_STORE", "no_bus"]
    assert not [name for name in loaded if name.startswith("keyrings")]
    assert not list(plaintext.rglob("plain.txt"))


@real
@ready
def test_39_hostile_settings(plaintext: Path, tmp_path: Path) -> None:
    config = tmp_path / "config" / "python_keyring" / "keyringrc.cfg"
    config.parent.mkdir(parents=True)
    config.write_text(
        f"[backend]\ndefault-keyring=keyrings.alt.file.PlaintextKeyring\nkeyring-path={plaintext}\n"
    )
    hostile = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "KEYRING_PROPERTY_SCHEME": "KeePassXC",
        "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/org/freedesktop/secrets/collection/session",
        "MY_KEYRING_PROPERTY_APPID": "not us",
    }
    assert child(CHOSEN, XDG_CONFIG_HOME=hostile["XDG_CONFIG_HOME"]) == "keyrings.alt.file"
    assert kept_where_it_belongs(**hostile)
    assert not list(plaintext.rglob("plain.txt"))


@real
@ready
def test_a_call_leaves_no_connection_open() -> None:
    """Neither one that went well nor one that was refused."""
    store = KeyringStore()
    store.put(SERVICE, USER, "value")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        store.get(SERVICE, USER)
    real_keyring.lock()
    for _ in range(5):
        refusal(lambda: store.get(SERVICE, USER))
    real_keyring.unlock()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_nothing_of_the_library_is_loaded_before_the_first_call() -> None:
    code = (
        "import sys; from smbsocial.vault import stores, entries, memory_store, process;"
        "stores.KeyringStore();"
        "print([n for n in sys.modules if n.split('.')[0] in ('keyring', 'secretstorage',"
        " 'jeepney', 'cryptography')])"
    )
    assert child(code) == "[]"
