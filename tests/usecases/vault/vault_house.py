"""A café with a vault in memory: Sam owns it, Maya and Tom work in it, and things go wrong.

`VaultHouse.again()` is the program started anew on the same database and the same keyring.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from house import CAFE, NOW, CountedIds, SetClock
from typing_extensions import override

from smbsocial.domain.access_log import LogAction, LogEntry
from smbsocial.domain.business import Person, Role
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId, PlatformKey
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Key, Record, Secret
from smbsocial.domain.vault import (
    SealedSlot,
    VaultOld,
    VaultPending,
    VaultSecret,
    WrapKind,
)
from smbsocial.library.loader import FileLibrary
from smbsocial.storage import database
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases import setup
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, run_here
from smbsocial.usecases.vault import grants, records, setting_up, unlocking
from smbsocial.usecases.vault.devices import known_devices
from smbsocial.usecases.vault.keys import key_row
from smbsocial.usecases.vault.ports import BackupFile, BackupHeader, Sealing, Tried
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import Vault, name_of
from smbsocial.vault import keys, labels, slots
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.sealing import SodiumSealing

T = TypeVar("T")

PASSPHRASES = {
    "sam": Secret("grüne äpfel in sieben körben"),
    "maya": Secret("maya paints the shutters blue"),
    "tom": Secret("tom counts eleven paper boats"),
}
ACCOUNTS = tuple(AccountId(f"account-{name}") for name in ("instagram", "tiktok", "mailbox"))
INSTAGRAM, TIKTOK, MAILBOX = ACCOUNTS

FULL = Record("rosa@bakery.example", "pw-1", "JBSWY3DPEHPK3PXP", ("aa", "bb", "cc"), "by the till")
LONG = Record("rosa", "pw-1", note="n" * 2000)
"""Three entries in the keyring."""


class UnstretchedSealing(SodiumSealing):
    """The real cryptography, but what people type is not stretched: for tests by the thousand."""

    def _kek(self, typed: Secret[str], device: Key, vault: bytes, person: bytes) -> Key:
        plain = hashlib.sha256(keys.passphrase_bytes(typed).reveal()).digest()
        return keys.person_kek(Secret(plain), device, vault=vault, person=person)

    @override
    def make_slot(
        self, passphrase: Secret[str], device: Key, *, vault: bytes, person: bytes, key: Key
    ) -> SealedSlot:
        kek = self._kek(passphrase, device, vault, person)
        stretch = slots.Stretch(os.urandom(16), keys.LEAST_KIB, keys.LEAST_PASSES)
        label = labels.slot_of_person(vault, person)
        return slots.seal(label, kek, key, stretch=stretch, nonce=os.urandom(24))

    @override
    def open_slot(
        self, passphrase: Secret[str], device: Key, *, vault: bytes, person: bytes, slot: SealedSlot
    ) -> Key:
        kek = self._kek(passphrase, device, vault, person)
        return slots.unseal_key(labels.slot_of_person(vault, person), kek, slot.box)


class TroubledKeyring(MemoryStore):
    """A keyring in memory that fails at the call that a test names.

    `fails_at`: how many calls from now still go well; None = all of them. `after`: the one that
    fails has done its work before it says so.
    """

    def __init__(self) -> None:
        super().__init__()
        self.backend = "memory"
        self.fails_at: int | None = None
        self.code = Code.STORE_REFUSED
        self.stays = False
        self.after = False
        self.calls = 0

    @property
    @override
    def name(self) -> str:
        self._count(lambda: None)
        return self.backend

    @override
    def put(self, service: str, username: str, value: str) -> None:
        self._count(lambda: super(TroubledKeyring, self).put(service, username, value))

    @override
    def get(self, service: str, username: str) -> str | None:
        return self._count(lambda: super(TroubledKeyring, self).get(service, username))

    @override
    def delete(self, service: str, username: str) -> None:
        self._count(lambda: super(TroubledKeyring, self).delete(service, username))

    @property
    def kept(self) -> dict[tuple[str, str], str]:
        """What lies in it."""
        return self._entries

    def break_at(
        self,
        call: int | None,
        code: Code = Code.STORE_REFUSED,
        *,
        stays: bool = False,
        after: bool = False,
    ) -> None:
        """Fail at the call of that number from now; `stays`: and at each one after it."""
        self.fails_at, self.code, self.stays, self.after = call, code, stays, after

    def _count(self, work: Callable[[], T]) -> T:
        self.calls += 1
        if self.fails_at is None:
            return work()
        self.fails_at -= 1
        if self.fails_at >= 0:
            return work()
        if not self.stays:
            self.fails_at = None
        if self.after:
            work()
        raise ExpectedError(self.code)


class TroubledStore(SqliteStore):
    """A database in memory whose transactions fail where a test says so, at their very end."""

    def __init__(self, link: database.Link) -> None:
        super().__init__(link)
        self.fails_at: int | None = None
        self.code = Code.DISK_FULL
        self.stays = False
        self.commits = 0

    def break_at(
        self, commit: int | None, code: Code = Code.DISK_FULL, *, stays: bool = False
    ) -> None:
        """Fail the commit of that number from now; `stays`: and each one after it."""
        self.fails_at, self.code, self.stays = commit, code, stays

    @override
    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        with super().transaction() as tx:
            yield tx
            self.commits += 1
            if self.fails_at is None:
                return
            self.fails_at -= 1
            if self.fails_at >= 0:
                return
            if not self.stays:
                self.fails_at = None
            raise ExpectedError(self.code)


@dataclass
class MemoryBackups:
    """Backups that are only remembered. `newest` is not asked for by the steps."""

    fails: Code | None = None
    written: list[tuple[str, BackupHeader, dict[str, tuple[str, ...]]]] = field(
        default_factory=list
    )
    snapshots: list[str] = field(default_factory=list)

    def snapshot(self) -> str:
        self.snapshots.append(f"snapshot-{len(self.snapshots)}")
        return self.snapshots[-1]

    def write(
        self,
        folder: str,
        header: BackupHeader,
        *,
        public: bytes,
        snapshot: str,
        secrets: dict[str, tuple[str, ...]],
    ) -> BackupFile:
        assert len(public) == 32
        if self.fails is not None:
            raise ExpectedError(self.fails)
        self.snapshots.remove(snapshot)
        self.written.append((folder, header, dict(secrets)))
        return BackupFile(f"{folder}/{len(self.written)}.smbbackup", header.created)

    def drop(self, snapshot: str) -> None:
        if snapshot in self.snapshots:
            self.snapshots.remove(snapshot)

    def newest(self, folder: str, vault: bytes) -> BackupFile | None:
        raise AssertionError

    def try_out(
        self, file: str, master: Key, *, vault: bytes, told: Callable[[int], bool]
    ) -> Tried:
        raise AssertionError


@dataclass
class VaultHouse:
    """What a test of the vault's steps has in its hands. `code` is the emergency kit's."""

    store: TroubledStore
    keyring: TroubledKeyring
    ports: Ports
    clock: SetClock
    sealing: Sealing
    vault: Vault
    people: dict[str, PersonId]
    code: Secret[str]

    @property
    def sam(self) -> PersonId:
        return self.people["sam"]

    @property
    def maya(self) -> PersonId:
        return self.people["maya"]

    @property
    def tom(self) -> PersonId:
        return self.people["tom"]

    @property
    def changes(self) -> Changes:
        return self.vault.changes

    @property
    def backups(self) -> MemoryBackups:
        backups = self.vault.backups
        assert isinstance(backups, MemoryBackups)
        return backups

    def run(self, steps: Steps[T]) -> T:
        return run_here(steps)

    def unlock(self, who: str, passphrase: Secret[str] | None = None) -> unlocking.Unlocked:
        """Lock, and unlock for somebody."""
        unlocking.lock(self.vault)
        typed = passphrase or PASSPHRASES[who]
        return run_here(unlocking.unlock(self.vault, self.people[who], typed))

    def again(self) -> "VaultHouse":
        """The program ended somehow and was started again."""
        changes = Changes(self.store, self.ports)
        old = self.vault
        vault = Vault(
            changes, self.sealing, KeyringEntries(self.keyring), MemoryBackups(), old.making
        )
        return replace(self, vault=vault)

    def another_computer(self) -> "VaultHouse":
        """A copy of the database as it is now, beside an empty keyring."""
        keyring = TroubledKeyring()
        return replace(self, store=copied(self.store), keyring=keyring).again()

    def copy(self) -> "VaultHouse":
        """A copy of everything: database and keyring, as somebody could carry it away."""
        there = self.another_computer()
        there.keyring.kept.update(self.keyring.kept)
        return there

    def old_copy(self) -> "VaultHouse":
        """Somebody's old copy of the database beside the keyring as it is whenever it is asked."""
        there = self.copy()
        there.keyring._entries = self.keyring._entries
        return there.again()

    def opens(self, who: str) -> bool:
        """Whether somebody's first passphrase opens it; else the key that it hangs on is gone."""
        try:
            run_here(unlocking.unlock(self.vault, self.people[who], PASSPHRASES[who]))
        except ExpectedError as error:
            assert error.code is Code.SECRET_MISSING  # noqa: PT017 - which one it is matters
            return False
        return True

    def save(self, account: AccountId, password: str) -> None:
        run_here(records.save_record(self.vault, account, Record("login", password)))

    def lose(self, account: AccountId) -> None:
        """The record's parts are gone from the keyring."""
        row = self.store.get(VaultSecret, account)
        assert row is not None
        for name in [each for each in self.keyring.kept if row.ref.hex() in each[0]]:
            del self.keyring.kept[name]

    def password(self, account: AccountId) -> str:
        """What the vault opens to whoever is at work, for copying."""
        used = run_here(records.open_record(self.vault, account, Use.COPY_PASSWORD))
        return used.record.password

    def change_role(self, who: str, role: Role) -> None:
        """What the page of people does, which asks for no passphrase."""

        def change(tx: Tx, ports: Ports) -> None:
            row = tx.get(Person, self.people[who])
            assert row is not None
            tx.put(replace(row, role=role))

        self.changes.do(Action.SAVE_ANSWERS, change)

    def second_owner(self) -> None:
        """Tom becomes an owner and gets an owner's passphrase from Sam, who is at work."""
        self.change_role("tom", Role.OWNER)
        run_here(grants.give_passphrase(self.vault, self.tom, PASSPHRASES["tom"]))

    def log(self) -> tuple[LogEntry, ...]:
        """The access log, oldest first."""
        return tuple(reversed(self.store.log()))

    def actions(self) -> list[LogAction]:
        return [entry.action for entry in self.log()]

    def expected_entries(self) -> set[str]:
        return expected_entries(self.store)

    def record_entries(self) -> set[str]:
        """The records' entries that lie in the keyring, as `ref:i`."""
        found = [service.split(":") for service, username in self.keyring.kept]
        return {":".join(each[-2:]) for each in found if "device" not in each}

    def device_entries(self) -> set[str]:
        """The ids of the device keys in the keyring."""
        found = [service.split(":") for service, username in self.keyring.kept]
        return {each[-1] for each in found if "device" in each}

    def check_entries(self) -> None:
        """After `tidy`, keyring and database speak of the same."""
        assert self.record_entries() == self.expected_entries()
        assert self.device_entries() == known_devices(self.store)


class Copy:
    """An old copy of the database, in the hands of somebody who gets at the keyring too."""

    def __init__(self, house: VaultHouse, who: str) -> None:
        self.there = house.copy()
        self.there.unlock(who)

    def reads(self, house: VaultHouse, account: AccountId) -> bool:
        """Whether any of their keys opens what the keyring keeps of an account now."""
        row = house.store.get(VaultSecret, account)
        assert row is not None
        vault, id = self.there.vault, house.vault.id
        name = name_of(house.vault, account)
        box = house.vault.entries.get_record(id, name, row.ref, n=row.n, sha256=row.sha256)
        return any(
            self._opens(key, box, vault=id, account=name, ref=row.ref)
            for key in self._keys(vault, account)
        )

    def _keys(self, vault: Vault, account: AccountId) -> Iterator[Key]:
        opened = vault.unlocked()
        holder = "" if opened.owner else opened.person
        for kind in (WrapKind.ACCOUNT, WrapKind.NEXT):
            row = key_row(vault.reads, kind, account, holder)
            if row is not None:
                yield vault.sealing.unwrap_account(
                    opened.key,
                    row.box,
                    vault=vault.id,
                    account=name_of(vault, account),
                    person=name_of(vault, holder) if holder else None,
                )

    def _opens(self, key: Key, box: bytes, **where: bytes) -> bool:
        try:
            self.there.sealing.open_record(key, box, **where)
        except ExpectedError as error:
            if error.code is not Code.SECRET_DAMAGED:
                raise
            return False
        return True


def expected_entries(reads: Reads) -> set[str]:
    """The records' entries that the database speaks of: live, old and pending, as `ref:i`."""
    rows = [(row.ref.hex(), row.n) for row in reads.all(VaultSecret)]
    rows += [(old.id, old.n) for old in reads.all(VaultOld)]
    rows += [(left.id, left.n) for left in reads.all(VaultPending)]
    return {f"{ref}:{i}" for ref, n in rows for i in range(1, n + 1)}


def copied(store: SqliteStore) -> TroubledStore:
    """The same rows in another database in memory."""
    link = database.memory_link()
    store._link.connection.backup(link.connection)
    return TroubledStore(link)


def put_accounts(tx: Tx, ports: Ports) -> None:
    """Three accounts of the café, and a third person."""
    for id in ACCOUNTS:
        platform = PlatformKey("other" if id == MAILBOX else id.removeprefix("account-"))
        tx.put(Account(id, platform, handle=f"{id}-of-the-café"))
    (maya,) = (person for person in tx.all(Person) if person.role is Role.STAFF)
    tx.put(replace(maya, id=PersonId("person-tom"), name="Tom"))


def refused(work: Callable[[], object]) -> ExpectedError:
    """The expected error that comes of a step."""
    try:
        work()
    except ExpectedError as error:
        return error
    raise AssertionError("it was not refused")


def code_of(steps: Steps[object]) -> Code:
    """The code with which steps end."""
    return refused(lambda: run_here(steps)).code


def opened(house: VaultHouse, use: Use) -> Record:
    """What the vault opens of Instagram to whoever is at work."""
    return run_here(records.open_record(house.vault, INSTAGRAM, use)).record


def with_password(record: Record, password: str) -> Record:
    return replace(record, password=password)


class NoMaking:
    """Nothing in these steps makes passphrases or passwords; how strong they are is not judged."""

    def check_passphrase(
        self, passphrase: Secret[str], *, owner: bool, names: Sequence[str] = ()
    ) -> None:
        pass


def empty_house(library: FileLibrary, sealing: Sealing) -> VaultHouse:
    store, clock, keyring = TroubledStore(database.memory_link()), SetClock(), TroubledKeyring()
    ports = Ports(clock=clock, ids=CountedIds(), library=library)
    changes = Changes(store, ports)
    changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)
    changes.write(put_accounts)
    vault = Vault(changes, sealing, KeyringEntries(keyring), MemoryBackups(), NoMaking())  # type: ignore[arg-type]
    people = {person.name.lower(): person.id for person in store.all(Person)}
    return VaultHouse(store, keyring, ports, clock, sealing, vault, people, Secret(""))


def set_up(house: VaultHouse) -> VaultHouse:
    """Vault and kit, and a passphrase for each."""
    run_here(setting_up.set_up(house.vault, house.sam, PASSPHRASES["sam"]))
    kit = run_here(setting_up.make_kit(house.vault))
    groups = kit.code.reveal().split("-")
    setting_up.confirm_kit(house.vault, kit, {number: groups[number - 1] for number in kit.asked})
    for who in ("maya", "tom"):
        run_here(grants.give_passphrase(house.vault, house.people[who], PASSPHRASES[who]))
    house.code = kit.code
    unlocking.lock(house.vault)
    return house


def make_kit(house: VaultHouse) -> None:
    """Another kit, which counts from now on."""
    kit = run_here(setting_up.make_kit(house.vault))
    setting_up.confirm_kit(house.vault, kit, dict(enumerate(kit.code.reveal().split("-"), 1)))
    house.code = kit.code


def fresh_copy(house: VaultHouse) -> VaultHouse:
    there = house.copy()
    clock = SetClock(NOW)
    ports = Ports(clock=clock, ids=CountedIds(), library=house.ports.library)
    there.clock, there.ports = clock, ports
    return there.again()
