"""Whoever carried everything away: every key there was, and what they open of what is kept now."""

from collections.abc import Callable, Iterator

from vault_house import PASSPHRASES, VaultHouse

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import (
    MetaKey,
    SlotKind,
    VaultMeta,
    VaultName,
    VaultSecret,
    VaultSlot,
    VaultWrap,
)


class Thief:
    """An owner with a copy of database and keyring, their passphrase, and the old kit's code.

    They come back and get at today's database and keyring, too, again and again.
    """

    def __init__(self, house: VaultHouse, who: str) -> None:
        self.who = who
        self.code = house.code
        self.keys: dict[bytes, Key] = {}
        self.passphrases = [PASSPHRASES[who]]
        self.boxes: list[tuple[AccountId, bytes, bytes]] = []
        self.look(house)
        if house.vault.opened is not None:
            self.know(house.vault.opened.key)
        self.look(house)

    def know(self, key: Key) -> None:
        self.keys[key.reveal()] = key

    def look(self, house: VaultHouse) -> None:
        """Open whatever opens, until nothing more does."""
        devices = [name.split(":")[-1] for name, _user in house.keyring.kept if ":device:" in name]
        for device in devices:
            self.know(house.vault.entries.get_device_key(house.vault.id, device))
        found = -1
        while found != len(self.keys):
            found = len(self.keys)
            for opening in self._openings(house):
                try:
                    self.know(opening())
                except ExpectedError:
                    continue

    def reads(self, house: VaultHouse) -> dict[AccountId, bytes]:
        """The accounts whose present record they can read, with its reference."""
        self.look(house)
        return {row.id: row.ref for row in house.store.all(VaultSecret) if self._reads(house, row)}

    def opens_backups(self, house: VaultHouse) -> bool:
        """Whether any of their keys is the master key that backups are sealed for."""
        self.look(house)
        row = house.store.get(VaultMeta, MetaKey.BACKUP_PUBLIC.value)
        assert row is not None
        made = {house.sealing.backup_public(key).hex() for key in self.keys.values()}
        return row.value in made

    def _reads(self, house: VaultHouse, row: VaultSecret) -> bool:
        vault, names = house.vault, self._names(house)
        account = names[row.id]
        box = vault.entries.get_record(vault.id, account, row.ref, n=row.n, sha256=row.sha256)
        for key in self.keys.values():
            try:
                house.sealing.open_record(key, box, vault=vault.id, account=account, ref=row.ref)
            except ExpectedError:
                continue
            return True
        return False

    def _names(self, house: VaultHouse) -> dict[str, bytes]:
        return {row.id: row.name for row in house.store.all(VaultName)}

    def _openings(self, house: VaultHouse) -> Iterator[Callable[[], Key]]:
        sealing, id, names = house.sealing, house.vault.id, self._names(house)
        for key in list(self.keys.values()):
            for row in house.store.all(VaultWrap):
                subject = names[row.subject]
                of = names[row.person] if row.person else None
                yield lambda k=key, b=row.box, s=subject: sealing.unwrap_person(
                    k, b, vault=id, person=s
                )
                yield lambda k=key, b=row.box, s=subject, o=of: sealing.unwrap_account(
                    k, b, vault=id, account=s, person=o
                )
            for slot in house.store.all(VaultSlot):
                yield from self._of_slot(house, slot, key, names)

    def _of_slot(
        self, house: VaultHouse, slot: VaultSlot, device: Key, names: dict[str, bytes]
    ) -> Iterator[Callable[[], Key]]:
        sealing, id = house.sealing, house.vault.id
        if slot.kind is SlotKind.RECOVERY:
            return
        person = names[slot.person]
        if slot.kind is SlotKind.LOGIN:
            yield lambda: sealing.open_login_slot(device, vault=id, person=person, slot=slot.sealed)
            return
        for typed in self.passphrases:
            yield lambda t=typed: sealing.open_slot(
                t, device, vault=id, person=person, slot=slot.sealed
            )

    def try_code(self, house: VaultHouse) -> bool:
        """Whether the old kit's code opens today's recovery slot."""
        for slot in house.store.all(VaultSlot):
            if slot.kind is SlotKind.RECOVERY:
                code: Secret[bytes] = house.sealing.read_code(self.code.reveal())
                try:
                    house.sealing.open_recovery(code, vault=house.vault.id, slot=slot.sealed)
                except ExpectedError:
                    continue
                return True
        return False
