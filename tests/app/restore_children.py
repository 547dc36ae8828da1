"""What the killed processes of the restore do; started by name."""

import sys
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).parent.parent))

from kept_cafe import NEW_PASSPHRASE
from vault.quick_sealing import QuickSealing

from smbsocial.app.restoring import Wish, prepare
from smbsocial.domain.secret import Secret
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.ports import SecretStore
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.stores import KeyringStore


class Pipe(Protocol):
    """The parent's end of a pipe."""

    def send_bytes(self, message: bytes) -> None: ...


def restore(file: str, folder: str, code: str, real: bool, pipe: Pipe) -> None:
    """Restore, saying how far it is; until done or killed."""
    secrets: SecretStore = KeyringStore() if real else MemoryStore()
    wish = Wish(Path(file), Path(folder), Secret(code), NEW_PASSPHRASE)
    pipe.send_bytes(b"begun")
    prepared = run_here(prepare(wish, secrets=secrets, sealing=QuickSealing(), holds=True))
    pipe.send_bytes(b"prepared")
    prepared.swap()
    pipe.send_bytes(b"done")
