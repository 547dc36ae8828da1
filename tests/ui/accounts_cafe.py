"""Corner Café's accounts as the picture shows them, and a vault in memory that keeps some."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from corner_cafe import NOW
from vault.quick_sealing import QuickSealing

from smbsocial.domain.accounts import OTHER_SERVICE, Belongs, Registration, SecondFactor
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure
from smbsocial.domain.ids import AccountId, DepartureId, PersonId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import Right, VaultSecret
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records, setting_up
from smbsocial.usecases.vault.ports import BackupFile, BackupHeader
from smbsocial.usecases.vault.session import Vault
from smbsocial.usecases.vault.unlocking import lock, unlock
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.memory_store import MemoryStore

ANN, BEN, JO = PersonId("ann"), PersonId("ben"), PersonId("jo")
INSTAGRAM, FACEBOOK = AccountId("instagram"), AccountId("facebook")
GOOGLE, BLUESKY, MAIL = AccountId("google"), AccountId("bluesky"), AccountId("mail")
OWNERS = Secret("slate harbour ochre nine kettles")
BENS = Secret("copper lentil brook and sail")
RECORDS = {
    INSTAGRAM: Record("cornercafe", "fLat-white-19", totp="JBSWY3DPEHPK3PXP"),
    FACEBOOK: Record("ann@cornercafe.example", "oat-milk-77"),
}


def register() -> Iterable[Entity]:
    """Five accounts: two safe or nearly, one that left with Jo, one without a factor, the mail."""
    yield Person(JO, "Jo", Role.STAFF, Money(1300, "GBP"), posts=False)
    yield Departure(DepartureId("jo-left"), JO, datetime(2025, 6, 2, 9, tzinfo=UTC), ANN)
    for id, platform, handle in (
        (INSTAGRAM, "instagram", "@cornercafe"),
        (FACEBOOK, "facebook_page", "Corner Café"),
        (GOOGLE, "google_business_profile", "Corner Café"),
        (BLUESKY, "bluesky", "@cornercafe.example"),
        (MAIL, OTHER_SERVICE, "hello@cornercafe.example"),
    ):
        yield Account(id, PlatformKey(platform), handle)
    ours = Registration(
        INSTAGRAM,
        email="owner@cornercafe.example",
        email_of=Belongs.BUSINESS,
        phone_of=Belongs.NOBODY,
        factor=SecondFactor.VAULT,
        admins=(ANN, BEN),
        codes_filed=True,
        strangers_gone=True,
        purpose="What is on the counter today",
        checked_on=date(2026, 12, 14),
        proved_on=date(2026, 12, 14),
    )
    yield ours
    yield replace(ours, id=FACEBOOK, admins=(ANN,), other_admins="Lea", by_role=(BEN,))
    yield Registration(
        GOOGLE,
        email="jo.2019@mail.example",
        email_of=Belongs.FORMER,
        registered_by="Jo",
        factor=SecondFactor.APP,
        factor_of=Belongs.FORMER,
        admins=(JO,),
    )
    yield replace(
        ours, id=BLUESKY, factor=SecondFactor.NONE, admins=(ANN,), codes_filed=None, proved_on=None
    )
    yield Registration(MAIL, name="Mailbox", login_page="https://mail.example/login")


class NoBackups:
    """There is no folder for backups, so nothing is asked of it."""

    def snapshot(self) -> str:
        return "snapshot"

    def write(
        self,
        folder: str,
        header: BackupHeader,
        *,
        public: bytes,
        snapshot: str,
        secrets: dict[str, tuple[str, ...]],
    ) -> BackupFile:
        raise AssertionError(folder)

    def drop(self, snapshot: str) -> None:
        """Nothing was made."""

    def newest(self, folder: str, vault: bytes) -> BackupFile | None:
        raise AssertionError(folder)


def new_vault(changes: Changes) -> Vault:
    """A vault on a keyring in memory, not set up."""
    return Vault(changes, QuickSealing(), KeyringEntries(MemoryStore()), NoBackups(), VaultMaking())


def kept_vault(bridge: Bridge, store: SqliteStore) -> Vault:
    """A vault of Ann's with two records; Ben may use Instagram. It is locked again."""
    made = new_vault(bridge.changes)
    run_here(setting_up.set_up(made, ANN, OWNERS))
    kit = run_here(setting_up.make_kit(made))
    groups = kit.code.reveal().split("-")
    setting_up.confirm_kit(made, kit, {n: groups[n - 1] for n in kit.asked})
    for account, record in RECORDS.items():
        run_here(records.save_record(made, account, record))
    run_here(grants.give_passphrase(made, BEN, BENS))
    grants.grant(made, INSTAGRAM, BEN, Right.USE)
    with store.transaction() as tx:
        for row in tx.all(VaultSecret):
            since = NOW - timedelta(weeks=12)
            tx.put(replace(row, rotated_at=since, saved_at=since))
    lock(made)
    return made


def open_for(vault: Vault, person: PersonId) -> None:
    """Unlock it for somebody."""
    run_here(unlock(vault, person, OWNERS if person == ANN else BENS))
