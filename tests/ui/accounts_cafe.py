"""Corner Café's accounts as the picture shows them, and a vault in memory that keeps some."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from corner_cafe import NOW
from vault_room import ANN, BEN, BENS, OWNERS, Room

from smbsocial.domain.accounts import OTHER_SERVICE, Belongs, Registration, SecondFactor
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure
from smbsocial.domain.ids import AccountId, DepartureId, PersonId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record
from smbsocial.domain.vault import Right, VaultSecret
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records
from smbsocial.usecases.vault.unlocking import lock, unlock

JO = PersonId("jo")
INSTAGRAM, FACEBOOK = AccountId("instagram"), AccountId("facebook")
GOOGLE, BLUESKY, MAIL = AccountId("google"), AccountId("bluesky"), AccountId("mail")
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


def put_register(store: SqliteStore) -> None:
    """Write the five accounts down."""
    with store.transaction() as tx:
        for row in register():
            tx.put(row)


def keep(room: Room) -> None:
    """Ann's vault with two records, twelve weeks old; Ben may use Instagram. It is locked."""
    put_register(room.store)
    room.set_up()
    run_here(unlock(room.vault, ANN, OWNERS))
    for account, record in RECORDS.items():
        run_here(records.save_record(room.vault, account, record))
    run_here(grants.give_passphrase(room.vault, BEN, BENS))
    grants.grant(room.vault, INSTAGRAM, BEN, Right.USE)
    age(room, weeks=12)
    lock(room.vault)
    room.vault.wants_backup = False


def age(room: Room, *, weeks: int) -> None:
    """What is kept was put in so long ago."""
    since = NOW - timedelta(weeks=weeks)
    with room.store.transaction() as tx:
        for row in tx.all(VaultSecret):
            tx.put(replace(row, rotated_at=since, saved_at=since))
