"""The vault's parts of the self-test: the cryptography, the keyring, a backup and its way back.

The person's own keyring is only asked whether it answers: nothing is written into it.
"""

from dataclasses import replace
from pathlib import Path

from smbsocial.app import wiring
from smbsocial.app.patience import SILENT_SECONDS, PatientStore
from smbsocial.app.restoring import Wish, restore
from smbsocial.app.vaulting import join
from smbsocial.domain.business import Person, Role
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import SealedSlot
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import records, setting_up
from smbsocial.usecases.vault.backups import back_up
from smbsocial.usecases.vault.ports import SecretStore
from smbsocial.usecases.vault.session import Vault
from smbsocial.usecases.vault.unlocking import unlock
from smbsocial.vault.keys import LEAST_KIB, LEAST_PASSES
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.passphrases import suggest
from smbsocial.vault.sealing import SodiumSealing
from smbsocial.vault.stores import KeyringStore

_VAULT, _PERSON, _ACCOUNT = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 48))
_NONCE = "55" * 24
_SLOT = (
    f"534d423101010000{_NONCE}18589856983c0e2c5029878176c6425460a500a06208655a83953f06e1a8c5a3e8b4"
    "33fe7545ea35e5fdb734548907ed"
)
_WRAP = (
    f"534d423102010000{_NONCE}330932bf1c5a935dcc1226b378db5fd04ec4f321fa8ae1ccc113de6c1cb061a6d3f7"
    "04f7c312d2fe2c39496d6b8a8554"
)
_CODE = "000G-40R4-0M30-E209-185G-R38E-1WB9"


def cryptography(folder: Path) -> str:  # noqa: ARG001 each part is handed the folder
    """What was sealed once, with figures that are written down, opens here too."""
    sealing = SodiumSealing()
    slot = SealedSlot(bytes([0x22] * 16), 131_072, 3, bytes.fromhex(_SLOT))
    passphrase, device = Secret("Grüne Äpfel 7 Körbe"), Secret(bytes([0x11] * 32))
    master = sealing.open_slot(passphrase, device, vault=_VAULT, person=_PERSON, slot=slot)
    key = sealing.unwrap_account(
        master, bytes.fromhex(_WRAP), vault=_VAULT, account=_ACCOUNT, person=None
    )
    code = sealing.code_text(Secret(bytes(range(16)))).reveal()
    if key.reveal() != bytes([0x44] * 32) or code != _CODE:
        raise RuntimeError("something else came out")
    return "the test vector opens"


def keyring(folder: Path) -> str:  # noqa: ARG001 each part is handed the folder
    """The system's own keyring answers; raises ExpectedError where it does not."""
    store = PatientStore(KeyringStore(), SILENT_SECONDS)
    store.get("smbsocial:v1:self-test", "nothing")
    return f"{store.name} answers, nothing was written"


def backup(folder: Path) -> str:
    """A record goes into a vault, with a backup to another computer, and is opened there."""
    here, there = MemoryStore(), MemoryStore()
    sealing = SodiumSealing(m_kib=LEAST_KIB, t=LEAST_PASSES)
    first, second = suggest(), suggest()
    with wiring.opened(folder, create=False) as house:
        vault = _joined(house, here, sealing)
        owner, account = vault.changes.write(_make_real)
        code = _set_up(vault, owner, first)
        kept = Record("self-test", suggest().reveal())
        run_here(records.save_record(vault, account, kept))
        file = run_here(back_up(vault, folder=str(folder)))
    target = folder / "restored"
    restore(Wish(Path(file.path), target, code, second), secrets=there, sealing=sealing)
    with wiring.opened(target, create=False) as house:
        vault = _joined(house, there, sealing)
        run_here(unlock(vault, owner, second))
        used = run_here(records.open_record(vault, account, records.Use.SHOW))
    if used.record != kept:
        raise RuntimeError("another record came out")
    return f"{Path(file.path).stat().st_size} bytes, restored with the kit's code, opened"


def _joined(house: wiring.House, secrets: SecretStore, sealing: SodiumSealing) -> Vault:
    return join(house.store, house.changes, secrets=secrets, sealing=sealing)


def _make_real(tx: Tx, ports: Ports) -> tuple[PersonId, AccountId]:  # noqa: ARG001
    """Turn the example into a business like any other; its owner and an account."""
    tx.put(replace(set_up_business(tx), example=False))
    owner = next(person for person in tx.all(Person) if person.role is Role.OWNER)
    return owner.id, tx.all(Account)[0].id


def _set_up(vault: Vault, owner: PersonId, passphrase: Secret[str]) -> Secret[str]:
    """A vault with its kit, whose code comes back."""
    run_here(setting_up.set_up(vault, owner, passphrase))
    kit = run_here(setting_up.make_kit(vault))
    groups = kit.code.reveal().split("-")
    setting_up.confirm_kit(vault, kit, {number: groups[number - 1] for number in kit.asked})
    return kit.code
