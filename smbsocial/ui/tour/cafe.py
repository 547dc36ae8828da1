"""What happened at the café: its vault, who used it, and who is leaving.

Everything that is kept here says that it is an example.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from functools import partial

from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import (
    BY_ITSELF,
    HOUSE_STEPS,
    Departure,
    DepartureLine,
    LeavingStep,
    LineState,
)
from smbsocial.domain.ids import AccountId, DepartureId, PersonId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import MetaKey, Right
from smbsocial.ui.tour.stage import NOW, House
from smbsocial.usecases.changes import Action
from smbsocial.usecases.drills import prove_access
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, grants, records, setting_up, unlocking
from smbsocial.usecases.vault.backups import held_now
from smbsocial.usecases.vault.leaving import answer_step, keep_new_password
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import Vault, put_meta, put_meta_instant

OWNERS = Secret("only an example for the tour")
STAFFS = Secret("another example for the tour")
SEED = "JBSWY3DPEHPK3PXP"
"""The key that manuals of one-time codes show."""
FOLDER = "/home/sam/Nextcloud/smbsocial-backups"

INSTAGRAM, FACEBOOK = "instagram", "facebook_page"
GOOGLE, BLUESKY, CANVA = "google_business_profile", "bluesky", "other"

_OF_ACCOUNTS = frozenset(LeavingStep) - {*HOUSE_STEPS, *BY_ITSELF}
_LONG_AGO = datetime(2025, 12, 15, 10, tzinfo=UTC)
_AUTUMN = datetime(2026, 10, 21, 10, tzinfo=UTC)
_DRILL = datetime(2026, 12, 14, 16, 20, tzinfo=UTC)
_WINTER = datetime(2026, 12, 23, 11, tzinfo=UTC)
_MONDAY = datetime(2027, 1, 11, 9, 40, tzinfo=UTC)
_TODAY = datetime(2027, 1, 13, 9, 12, tzinfo=UTC)


def account(house: House, platform: str) -> AccountId:
    """The café's account on a platform."""
    accounts = house.bridge.read(lambda reads, _ports: reads.all(Account))
    return next(each.id for each in accounts if each.platform == platform)


def person(house: House, role: Role) -> PersonId:
    """The owner, or the one who posts."""
    people = house.bridge.read(lambda reads, _ports: reads.all(Person))
    return next(each.id for each in people if each.role is role)


def keep(house: House) -> None:
    """A vault of a year, with passwords of all ages, and the uses of the last days."""
    vault, staff = house.vault, person(house, Role.STAFF)
    _at(house, _LONG_AGO, lambda: _set_up(house))
    _save(house, _LONG_AGO, CANVA, Record("owner@cornercafe.example", "example-only-1"))
    codes = ("1111 1111", "2222 2222", "3333 3333")
    first = Record("cornercafe", "example-only-2", SEED, codes, used=codes[:1])
    _save(house, _AUTUMN, INSTAGRAM, first)
    _save(house, _AUTUMN, FACEBOOK, Record("owner@cornercafe.example", "example-only-3", SEED))
    run_here(grants.give_passphrase(vault, staff, STAFFS))
    grants.grant(vault, account(house, INSTAGRAM), staff, Right.USE)
    for platform in (INSTAGRAM, FACEBOOK):
        _at(house, _DRILL, partial(_prove, house, platform))
    _save(house, _WINTER, BLUESKY, Record("cornercafe.example", "example-only-4"))
    grants.grant(vault, account(house, BLUESKY), staff, Right.USE)
    unlocking.lock(vault)
    _at(house, _MONDAY, lambda: _use(house, (INSTAGRAM, Use.COPY_CODE)))
    used = ((BLUESKY, Use.COPY_PASSWORD), (INSTAGRAM, Use.COPY_PASSWORD))
    _at(house, _TODAY, lambda: _use(house, *used))
    _back_up(vault)


def enter(house: House, role: Role = Role.OWNER) -> None:
    """The owner, or the one who posts, unlocks the vault."""
    passphrase = OWNERS if role is Role.OWNER else STAFFS
    run_here(unlocking.unlock(house.vault, person(house, role), passphrase))
    house.window.desk.entered()


def leave(house: House) -> None:
    """Whoever posts is leaving since this morning, and the first steps are done."""
    keep(house)
    vault, owner = house.vault, person(house, Role.OWNER)
    house.clock.instant = NOW - timedelta(minutes=25)
    run_here(unlocking.unlock(vault, owner, OWNERS))
    id = run_here(departures.start(vault, person(house, Role.STAFF), owner))
    house.clock.instant = NOW - timedelta(minutes=12)
    instagram, facebook = account(house, INSTAGRAM), account(house, FACEBOOK)
    _answer(house, id, None, {LeavingStep.COMPUTER_LOGIN, LeavingStep.BROWSERS})
    _answer(house, id, instagram, _OF_ACCOUNTS - {LeavingStep.PASSWORD})
    _answer(house, id, facebook, _OF_ACCOUNTS)
    run_here(keep_new_password(vault, instagram, Secret("example-only-5")))
    unlocking.lock(vault)
    _back_up(vault)


def departure(house: House) -> DepartureId:
    """The departure that is under way."""
    return house.bridge.read(lambda reads, _ports: reads.all(Departure))[-1].id


def _set_up(house: House) -> None:
    vault = house.vault
    run_here(setting_up.set_up(vault, person(house, Role.OWNER), OWNERS))
    kit = run_here(setting_up.make_kit(vault))
    groups = kit.code.reveal().split("-")
    setting_up.confirm_kit(vault, kit, {number: groups[number - 1] for number in kit.asked})


def _back_up(vault: Vault) -> None:
    vault.changes.write(_put_backup)
    vault.wants_backup = False


def _put_backup(tx: Tx, ports: Ports) -> None:  # noqa: ARG001
    """A backup of last night, in a folder that is on nobody's disk."""
    put_meta(tx, MetaKey.BACKUP_FOLDER, FOLDER)
    put_meta_instant(tx, MetaKey.BACKUP_AT, NOW - timedelta(hours=14))
    put_meta(tx, MetaKey.BACKUP_OF, held_now(tx))


def _at(house: House, instant: datetime, happens: Callable[[], None]) -> None:
    house.clock.instant = instant
    happens()


def _save(house: House, instant: datetime, platform: str, record: Record) -> None:
    house.clock.instant = instant
    run_here(records.save_record(house.vault, account(house, platform), record))


def _prove(house: House, platform: str) -> None:
    id = account(house, platform)
    run_here(records.open_record(house.vault, id, Use.DRILL))
    house.bridge.do(Action.PROVE_ACCESS, prove_access, id)


def _use(house: House, *uses: tuple[str, Use]) -> None:
    vault: Vault = house.vault
    run_here(unlocking.unlock(vault, person(house, Role.STAFF), STAFFS))
    for platform, use in uses:
        run_here(records.open_record(vault, account(house, platform), use))
    unlocking.lock(vault)


def _answer(
    house: House, id: DepartureId, of: AccountId | None, steps: AbstractSet[LeavingStep]
) -> None:
    """These steps on an account are done, or (None) in the house."""
    lines = house.bridge.read(lambda reads, _ports: reads.all(DepartureLine))
    owner = person(house, Role.OWNER)
    for line in lines:
        waits = line.state is LineState.OPEN and line.step in steps
        if line.departure == id and line.account == of and waits:
            kit = line.step is LeavingStep.NEW_KIT  # which is made, not ticked
            said = LineState.NOT_NEEDED if kit else LineState.DONE
            house.vault.changes.write(_answer_line, line.id, owner, said)


def _answer_line(tx: Tx, ports: Ports, line: str, owner: PersonId, said: LineState) -> None:
    answer_step(tx, ports, line, by=owner, state=said)
