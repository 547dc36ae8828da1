"""An unpacked backup becomes a business of this computer: its records, its keys, its settings."""

from collections.abc import Set
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from smbsocial.app.restored_entries import NotedStore, RestoredEntries
from smbsocial.app.unpacked import Trial, check_belongs, open_unpacked, spoilt_in, trial_of
from smbsocial.app.vaulting import is_played, join
from smbsocial.app.wiring import make_ports
from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import MetaKey, VaultMeta, VaultSecret
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.ports import Sealing
from smbsocial.usecases.vault.records import store as keep
from smbsocial.usecases.vault.replaced import Before
from smbsocial.usecases.vault.restored import Restored
from smbsocial.usecases.vault.restoring import adopt, owners_of
from smbsocial.usecases.vault.session import Opened, Vault, meta, people_with_passphrase
from smbsocial.usecases.vault.watching import look_at_log, look_at_whole_log
from smbsocial.vault.backup_file import Opened as OpenedBackup
from smbsocial.vault.memory_store import MemoryStore


@dataclass(frozen=True, slots=True)
class Settler:
    """What settling needs: the master key, and whose new passphrase it is (a name or an id).

    "": the first owner's, or where it `asks` and there are several, whose it is must be said.
    """

    master: Key
    owner: str
    asks: bool
    passphrase: Secret[str]
    sealing: Sealing
    store: NotedStore


def settle(opened: OpenedBackup, settler: Settler, before: Before | None = None) -> Steps[Restored]:
    """Check every record, write them into the keyring, and give the owner a passphrase here.

    `before`: what the business that is replaced knows of the same vault. Raises ExpectedError:
    BACKUP_DAMAGED (without a path), NOT_FOUND (no owner of that name), NOT_ALLOWED (no owner at
    all), EMPTY at "owner" (whose passphrase is it? with `owners`: ids and names), PASSPHRASE_WEAK,
    and what keyring and disk say.
    """
    with closing(open_unpacked(opened.database.parent)) as store:
        if is_played(store):
            settler.store.instead(MemoryStore())
        changes = Changes(store, make_ports())
        vault = join(store, changes, secrets=settler.store, sealing=settler.sealing)
        check_belongs(vault, opened, settler.master)
        owner = _owner(owners_of(vault.reads, before), settler)
        yield from _check_passphrase(vault, settler.passphrase)
        vault.opened = Opened(owner.id, owner=True, key=settler.master)
        trial = trial_of(vault, opened)
        spoilt = yield from spoilt_in(trial)
        vault.entries = entries = RestoredEntries(settler.store)
        could = people_with_passphrase(vault.reads)
        log = look_at_whole_log(vault)
        if log.broken is None:
            log = look_at_log(vault, settler.master)
        adopted = yield from adopt(
            vault,
            master=settler.master,
            secrets=opened.secrets,
            person=owner.id,
            passphrase=settler.passphrase,
            before=before,
        )
        yield from _write_afresh(vault, trial, entries.taken - {*spoilt.values()})
        gone = yield from _forget_folder(vault)
        can = people_with_passphrase(vault.reads)
        business = the_business(vault.reads)
        return Restored(
            business=business.name if business else "",
            made=opened.header.created,
            zone=business.zone if business else "UTC",
            owner=owner.name,
            records=len(opened.secrets),
            unreadable={id: _label(vault.reads, id) for id in spoilt},
            later=adopted.later,
            kept_out=_names(vault.reads, adopted.kept_out),
            locked_out=_names(vault.reads, could - can - adopted.kept_out),
            new_kit=adopted.new_master,
            folder_gone=gone,
            log=log,
        )


def _owner(owners: tuple[Person, ...], settler: Settler) -> Person:
    if not owners:
        raise ExpectedError(Code.NOT_ALLOWED)
    wanted = settler.owner.strip()
    if not wanted and settler.asks and len(owners) > 1:
        named = tuple((owner.id, owner.name) for owner in owners)
        raise ExpectedError(Code.EMPTY, field="owner", owners=named)
    if not wanted:
        return owners[0]
    for owner in owners:
        if wanted == owner.id or wanted.casefold() == owner.name.casefold():
            return owner
    raise ExpectedError(Code.NOT_FOUND, field="owner", value=settler.owner)


def _check_passphrase(vault: Vault, passphrase: Secret[str]) -> Steps[None]:
    business = the_business(vault.reads)
    names = [person.name for person in vault.reads.all(Person)]
    if business is not None:
        names.append(business.name)
    checking = partial(vault.making.check_passphrase, passphrase, owner=True, names=tuple(names))
    yield from away(checking, long=True)


def _write_afresh(vault: Vault, trial: Trial, taken: Set[bytes]) -> Steps[None]:
    """Records in whose place another value stands get a new reference; that value stays.

    It goes 30 days from now, like any record that was replaced.
    """
    trial.vault.opened = vault.opened  # there may be a new master key by now
    for row in vault.reads.all(VaultSecret):
        if row.ref in taken:
            record = yield from trial.open(row)
            yield from keep(vault, row.id, record, rotated=False)


def _names(reads: Reads, people: Set[str]) -> tuple[str, ...]:
    return tuple(person.name for person in reads.all(Person) if person.id in people)


def _label(reads: Reads, id: AccountId) -> str:
    account = reads.get(Account, id)
    return f"{account.platform} {account.handle}".strip() if account else id


def _forget_folder(vault: Vault) -> Steps[str]:
    """Choose no folder for backups where there is none of that name here; which it was."""
    folder = meta(vault.reads, MetaKey.BACKUP_FOLDER)
    if not folder or (yield from away(partial(_is_there, Path(folder)), long=True)):
        return ""
    vault.changes.write(_unchoose)
    return folder


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _unchoose(tx: Tx, ports: Ports) -> None:  # noqa: ARG001
    for key in (MetaKey.BACKUP_FOLDER, MetaKey.BACKUP_AT, MetaKey.BACKUP_FILE):
        if tx.get(VaultMeta, key.value) is not None:
            tx.remove(VaultMeta, key.value)
