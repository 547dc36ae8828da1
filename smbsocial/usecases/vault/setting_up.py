"""Setting the vault up, and the emergency kit that must exist before it counts."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from smbsocial.domain.access_log import ChainState, Detail, LogAction
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import LeavingStep
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import (
    MetaKey,
    SealedSlot,
    SlotKind,
    VaultMeta,
    VaultName,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultSlot,
    VaultWrap,
)
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.devices import known_devices
from smbsocial.usecases.vault.keys import close_lines
from smbsocial.usecases.vault.new_passphrase import check_passphrase
from smbsocial.usecases.vault.session import (
    FORMAT,
    UNREACHABLE,
    Opened,
    Vault,
    VaultState,
    meta,
    name_of,
    note,
    put_meta,
    put_meta_instant,
    slot_id,
    state,
)
from smbsocial.usecases.vault.watching import checkpoint

CODE_BYTES = 16
GROUPS = 7
"""Groups of four characters in the kit's code."""


@dataclass(frozen=True, slots=True)
class Kit:
    """A new emergency kit: counts only once two groups of its code were typed back.

    `asked`: which two groups (1 to 7). `public`: the backup key that goes with the master key that
    it opens.
    """

    code: Secret[str]
    slot: SealedSlot
    vault: str
    asked: tuple[int, int]
    public: str


def set_up(vault: Vault, person: PersonId, passphrase: Secret[str]) -> Steps[None]:
    """A new vault with one owner, who is then at work in it; the kit comes next.

    Raises VAULT_SET_UP_ALREADY, NOT_ALLOWED (not an owner), PASSPHRASE_SHORT, _LONG, _WEAK, and
    whatever the keyring says; then nothing was kept.
    """
    if state(vault.reads) is not VaultState.NONE:
        raise ExpectedError(Code.VAULT_SET_UP_ALREADY)
    _check_owner(vault.reads, person)
    yield from check_passphrase(vault, passphrase, owner=True)
    sealing, entries = vault.sealing, vault.entries
    id, name = sealing.random(16), sealing.random(16)
    master, device_key = sealing.new_key(), sealing.new_key()
    device = sealing.device_id(device_key)
    backend = yield from away(entries.backend)
    sealed = yield from away(
        partial(sealing.make_slot, passphrase, device_key, vault=id, person=name, key=master)
    )
    slot = VaultSlot(
        slot_id(SlotKind.OWNER, person),
        person,
        SlotKind.OWNER,
        device,
        sealed.salt,
        sealed.m_kib,
        sealed.t,
        sealed.box,
    )
    facts = {
        MetaKey.VAULT_ID: id.hex(),
        MetaKey.FORMAT: FORMAT,
        MetaKey.BACKUP_PUBLIC: sealing.backup_public(master).hex(),
        MetaKey.BACKEND: backend,
        MetaKey.DEVICE: device,
        MetaKey.DEVICES: device,
    }
    try:
        yield from away(partial(entries.put_device_key, id, device_key))
        vault.changes.write(
            _put_vault, slot, VaultName(person, name), facts, partial(checkpoint, vault, master)
        )
    except ExpectedError as error:
        if error.code not in UNREACHABLE:
            with suppress(ExpectedError):
                yield from away(partial(entries.delete_device_key, id, device))
        raise
    vault.opened = Opened(person, owner=True, key=master)


def start_over(vault: Vault) -> Steps[None]:
    """Forget a vault that keeps nothing: nobody knows its passphrase, and there is no kit.

    Or an owner wants to, who has unlocked it. What it kept before goes from the keyring too, if
    the keyring lets it. Raises NOT_ALLOWED while it keeps a record; VAULT_LOCKED, NOT_ALLOWED where
    its kit counts and no owner is at work.
    """
    reads, id, entries = vault.reads, vault.id, vault.entries
    if state(reads) is VaultState.READY:
        vault.master()
    if keeps_records(reads):
        raise ExpectedError(Code.NOT_ALLOWED)
    left: list[Callable[[], None]] = []
    for old in reads.all(VaultOld):
        name, ref = name_of(vault, old.account), bytes.fromhex(old.id)
        left.append(partial(entries.delete_record, id, name, ref, old.n))
    left += [partial(entries.delete_device_key, id, device) for device in known_devices(reads)]
    vault.opened = None
    vault.changes.write(_forget)
    with suppress(ExpectedError):
        for each in left:
            yield from away(each)


def make_kit(vault: Vault) -> Steps[Kit]:
    """A new emergency kit, which does not count yet: the old one, if any, still does.

    Raises VAULT_LOCKED, NOT_ALLOWED.
    """
    master, id, sealing = vault.master(), vault.id, vault.sealing
    code = Secret(sealing.random(CODE_BYTES))
    slot = yield from away(partial(sealing.make_recovery, code, vault=id, key=master))
    dice = sealing.random(2)
    first = dice[0] % GROUPS
    second = (first + 1 + dice[1] % (GROUPS - 1)) % GROUPS
    low, high = sorted((first + 1, second + 1))
    public = sealing.backup_public(master).hex()
    return Kit(sealing.code_text(code), slot, id.hex()[:8], (low, high), public)


def confirm_kit(vault: Vault, kit: Kit, typed: Mapping[int, str]) -> None:
    """The kit counts from now on, and the code before it opens only older backups.

    It also closes the lines of departures that wait for a new one.

    `typed`: what was typed back for each group that was asked. Raises CODE_TYPO (`field` is the
    group's number), VAULT_LOCKED, and NOT_ALLOWED (not by an owner, or the kit of a vault that was
    forgotten, or whose master key was made anew meanwhile), and changes nothing.
    """
    vault.master()
    same = meta(vault.reads, MetaKey.BACKUP_PUBLIC) == kit.public
    if kit.vault != vault.id.hex()[:8] or not same:
        raise ExpectedError(Code.NOT_ALLOWED)
    groups = kit.code.reveal().split("-")
    for number in kit.asked:
        if _plain(typed.get(number, "")) != _plain(groups[number - 1]):
            raise ExpectedError(Code.CODE_TYPO, field=str(number))
    vault.keep(_put_kit, kit, vault.unlocked().person)


def keeps_records(reads: Reads) -> bool:
    """Whether the vault keeps anything, or was about to."""
    return bool(reads.all(VaultSecret) or reads.all(VaultPending))


def has_kit(reads: Reads) -> bool:
    """Whether an emergency kit counts."""
    return reads.get(VaultSlot, slot_id(SlotKind.RECOVERY, "")) is not None


def _plain(text: str) -> str:
    """As typed, without what does not matter: case, spaces, letters that look like digits."""
    kept = "".join(text.split()).replace("-", "").upper()
    return kept.replace("O", "0").replace("I", "1").replace("L", "1")


def _check_owner(reads: Reads, person: PersonId) -> None:
    row = reads.get(Person, person)
    if row is None or row.role is not Role.OWNER:
        raise ExpectedError(Code.NOT_ALLOWED)


def _put_vault(
    tx: Tx,
    ports: Ports,
    slot: VaultSlot,
    name: VaultName,
    facts: Mapping[MetaKey, str],
    seal: Callable[..., str],
) -> None:
    for key, value in facts.items():
        put_meta(tx, key, value)
    tx.put(name)
    tx.put(slot)
    note(tx, ports, slot.person, LogAction.UNLOCK, detail=Detail.SET_UP)
    (last,) = tx.log(limit=1)
    sealed = seal(ChainState(last.seq, last.hash), id=bytes.fromhex(facts[MetaKey.VAULT_ID]))
    put_meta(tx, MetaKey.LOG_CHECKPOINT, sealed)


def _put_kit(tx: Tx, ports: Ports, kit: Kit, person: PersonId) -> None:
    id = slot_id(SlotKind.RECOVERY, "")
    sealed = kit.slot
    tx.put(
        VaultSlot(id, "", SlotKind.RECOVERY, "", sealed.salt, sealed.m_kib, sealed.t, sealed.box)
    )
    now = ports.clock.now()
    put_meta_instant(tx, MetaKey.KIT_PRINTED_AT, now)
    put_meta_instant(tx, MetaKey.KIT_CONFIRMED_AT, now)
    note(tx, ports, person, LogAction.EXPORT, detail=Detail.KIT)
    close_lines(tx, ports, None, LeavingStep.NEW_KIT, person)


def _forget(tx: Tx, ports: Ports) -> None:
    kinds: tuple[type[Entity], ...] = (VaultSlot, VaultWrap, VaultName, VaultMeta, VaultOld)
    for kind in kinds:
        for row in tx.all(kind):
            tx.remove(kind, str(row.id))
    note(tx, ports, "", LogAction.REVOKE, detail=Detail.SET_UP)
