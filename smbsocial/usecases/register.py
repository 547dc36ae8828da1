"""The register: every account, whose it is, and what is missing until it is the business's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from smbsocial.domain.access_log import NEW_PASSWORD, LogAction, LogEntry
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person, Role
from smbsocial.domain.compose import page_of
from smbsocial.domain.custody import Custody
from smbsocial.domain.departures import Departure, DepartureLine, LeavingStep
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.ownership import (
    CheckKind,
    Health,
    Staff,
    account_health,
    offered_by,
    ownership_checks,
)
from smbsocial.domain.platforms import Account
from smbsocial.domain.rotation import change_is_due
from smbsocial.domain.vault import (
    Right,
    SlotKind,
    VaultSecret,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.lookup import set_up_business, the_account
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.register_sheets import (
    Access,
    AccountRow,
    AccountSheet,
    CheckSheet,
    RegisterSheet,
)
from smbsocial.usecases.vault.knowing import Known, known_by

if TYPE_CHECKING:
    from smbsocial.usecases.entities import Entity

E = TypeVar("E", bound="Entity")

RECENT_USES = 20
"""Entries of the access log beside an account."""

_FACTOR_PAGES = ("two_factor", "help_two_factor", "login")
_PAGES = {
    CheckKind.ADDRESS: ("change_password", "login"),
    CheckKind.PHONE: ("change_password", "login"),
    CheckKind.OWNERS: ("roles", "help_roles", "login"),
    CheckKind.FACTOR: _FACTOR_PAGES,
    CheckKind.CODES: _FACTOR_PAGES,
    CheckKind.STRANGERS: ("roles", "sessions", "connected_apps", "help_roles", "login"),
}
"""Where a question is made good: the first of these pages that there is."""


@dataclass(frozen=True, slots=True)
class _House:
    """Everything that the rows of the register are made of, looked up once."""

    today: date
    now: datetime
    people: tuple[Person, ...]
    gone: Mapping[str, datetime]
    registrations: Mapping[AccountId, Registration]
    secrets: Mapping[AccountId, VaultSecret]
    lines: Mapping[AccountId, tuple[DepartureLine, ...]]
    rights: Mapping[tuple[str, str], Right]
    openers: frozenset[str]
    staff: Staff


def register_sheet(reads: Reads, ports: Ports) -> RegisterSheet:
    """Every account with what it needs first; no passphrase is asked for.

    Raises ExpectedError(NOT_SET_UP).
    """
    house = _house(reads, ports)
    rows = tuple(
        _row(account, ports.library.custody(account.platform), house)
        for account in reads.all(Account)
    )
    healths = [row.health for row in rows if row.health is not None]
    return RegisterSheet(
        business=set_up_business(reads),
        today=house.today,
        rows=rows,
        belonging=sum(health is not Health.NOT_YOURS for health in healths),
        needing=sum(health is not Health.SAFE for health in healths),
        people=house.people,
        choices=tuple((each.key, each.name) for each in ports.library.platforms()),
    )


def account_sheet(reads: Reads, ports: Ports, account_id: AccountId) -> AccountSheet:
    """One account with all that is known of it; raises ExpectedError (NOT_FOUND, NOT_SET_UP)."""
    house = _house(reads, ports, only=account_id)
    account = the_account(reads, account_id)
    custody = ports.library.custody(account.platform)
    row = _row(account, custody, house)
    pages = _pages(row, custody)
    lost = row.health is Health.NOT_YOURS
    known = known_by(reads, account.id) if row.kept else Known(frozenset(), frozenset())
    inside = {each.person.id for each in row.access if each.right and each.gone_at is None}
    return AccountSheet(
        row=row,
        today=house.today,
        custody=custody,
        checks=tuple(
            CheckSheet(each.kind, each.state, _steps(each.kind, custody), _page(each.kind, pages))
            for each in row.checks
        ),
        recover=custody.recover if lost else (),
        recover_page=_first(pages, ("recovery", "login"), custody.help_pages) if lost else "",
        pages=pages,
        rights=tuple(
            (person, house.rights.get((account.id, person.id)))
            for person in house.people
            if person.role is not Role.OWNER and person.id not in house.gone
        ),
        log=reads.log(account=account.id, limit=RECENT_USES),
        changes=_changes(reads, account.id),
        people=house.people,
        known=_those(house, known.people) if known else None,
        known_outside=_those(house, known.people - inside) if known else (),
    )


def _changes(reads: Reads, account: AccountId) -> tuple[LogEntry, ...]:
    """Each new password of an account, by the log."""
    saved = reads.log(account=account, action=LogAction.SAVE)
    return tuple(entry for entry in saved if entry.detail in NEW_PASSWORD)


def _those(house: _House, ids: frozenset[PersonId]) -> tuple[Person, ...]:
    return tuple(person for person in house.people if person.id in ids)


def _house(reads: Reads, ports: Ports, *, only: AccountId | None = None) -> _House:
    """`only`: what there is of one account, however many there are."""
    people = reads.all(Person)
    owners = frozenset(person.id for person in people if person.role is Role.OWNER)
    gone = {row.person: row for row in reads.all(Departure) if not row.cancelled}
    stayed = {row.id for row in reads.all(Departure) if row.cancelled}
    lines: dict[AccountId, tuple[DepartureLine, ...]] = {}
    for line in _rows(reads, DepartureLine, "account", only):
        if line.account is not None and line.departure not in stayed:
            lines[line.account] = (*lines.get(line.account, ()), line)
    opens = {SlotKind.OWNER, SlotKind.LOGIN}
    return _House(
        today=ports.clock.today(set_up_business(reads).zone),
        now=ports.clock.now(),
        people=people,
        gone={person: row.started_at for person, row in gone.items()},
        registrations={row.id: row for row in _rows(reads, Registration, "id", only)},
        secrets={row.id: row for row in _rows(reads, VaultSecret, "id", only)},
        lines=lines,
        rights={
            (row.subject, row.person): row.may
            for row in _rows(reads, VaultWrap, "subject", only)
            if row.kind is WrapKind.ACCOUNT and row.may is not None
        },
        openers=frozenset(slot.person for slot in reads.all(VaultSlot) if slot.kind in opens),
        staff=Staff(owners, frozenset(PersonId(id) for id in gone)),
    )


def _rows(reads: Reads, kind: type[E], column: str, only: AccountId | None) -> tuple[E, ...]:
    return reads.all(kind) if only is None else reads.having(kind, column, only)


def _row(account: Account, custody: Custody, house: _House) -> AccountRow:
    registration = house.registrations.get(account.id, Registration(account.id))
    secret = house.secrets.get(account.id)
    since = secret.rotated_at if secret else None
    due = change_is_due(since, house.lines.get(account.id, ()), house.now)
    staff = house.staff
    checks = ownership_checks(registration, offered_by(custody), staff) if account.exists else ()
    health = (
        account_health(account, registration, checks, staff, change_due=due)
        if account.exists
        else None
    )
    return AccountRow(
        account=account,
        registration=registration,
        name=custody.name or registration.name or account.handle,
        health=health,
        checks=checks,
        access=_access(account.id, registration, house),
        kept=secret is not None,
        password_since=since,
        change_due=due,
    )


def _access(account_id: AccountId, registration: Registration, house: _House) -> tuple[Access, ...]:
    kept = account_id in house.secrets
    everybody = (
        Access(
            person=person,
            right=(
                Right.SEE
                if kept and person.id in house.openers
                else house.rights.get((account_id, person.id))
            ),
            by_role=person.id in registration.by_role,
            admin=person.id in registration.admins,
            gone_at=house.gone.get(person.id),
        )
        for person in house.people
    )
    return tuple(each for each in everybody if each.right or each.by_role or each.admin)


def _pages(row: AccountRow, custody: Custody) -> Mapping[str, str]:
    found = {name: page_of(url, row.account) for name, url in custody.urls.items()}
    if row.registration.login_page:
        found["login"] = row.registration.login_page
    return {name: url for name, url in found.items() if url}


def _page(kind: CheckKind, pages: Mapping[str, str]) -> str:
    return _first(pages, _PAGES[kind])


def _first(
    pages: Mapping[str, str], names: tuple[str, ...], otherwise: tuple[str, ...] = ()
) -> str:
    there = [pages[name] for name in names if name in pages]
    return [*there, *otherwise, ""][0]


def _steps(kind: CheckKind, custody: Custody) -> tuple[str, ...]:
    """What the library says on one question; where it says nothing, how to look who owns it."""
    actions = {step.key: step.action for step in custody.leaver}
    contact = actions[LeavingStep.RECOVERY_CONTACT.value]
    codes = actions[LeavingStep.BACKUP_CODES.value]
    out = (LeavingStep.ROLE, LeavingStep.SESSIONS, LeavingStep.APPS)
    said: Mapping[CheckKind, tuple[str, ...]] = {
        CheckKind.ADDRESS: (*custody.check_owner, contact),
        CheckKind.PHONE: (contact,),
        CheckKind.OWNERS: (custody.roles.note,),
        CheckKind.FACTOR: (custody.security.note,),
        CheckKind.CODES: (codes, custody.security.note),
        CheckKind.STRANGERS: tuple(actions[step.value] for step in out),
    }
    return tuple(text for text in said[kind] if text) or custody.check_owner
