"""A departure, looked at and gone on with: what is left on each account, and what comes next."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from smbsocial.domain.access_log import USES, Detail, LogAction, LogEntry
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person
from smbsocial.domain.compose import page_of
from smbsocial.domain.custody import Custody, LeaverStep
from smbsocial.domain.departures import (
    BY_ITSELF,
    Departure,
    DepartureLine,
    LeavingStep,
    LineState,
)
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId, PersonId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import Right, VaultSecret
from smbsocial.usecases.lookup import set_up_business, the_account
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.roster import work_of
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.departures import answer_line, holds_open, lines_of
from smbsocial.usecases.vault.leaving_sheets import (
    AccountLeft,
    Counts,
    LeavingSheet,
    Next,
    PasswordChanged,
    Step,
)
from smbsocial.usecases.vault.records import fetch, save_record
from smbsocial.usecases.vault.session import Vault, VaultState, state
from smbsocial.usecases.vault.watching import entries_if_readable

HAD_ROLE = "by_role"
"""In the note of a role that was taken away: the register had named them."""
_GONE = frozenset({Code.SECRET_MISSING, Code.SECRET_DAMAGED})
_PAGES: dict[LeavingStep, tuple[str, ...]] = {
    LeavingStep.RECOVERY_CONTACT: ("change_password", "login"),
    LeavingStep.BACKUP_CODES: ("two_factor", "help_two_factor", "login"),
    LeavingStep.ROLE: ("roles", "business_people", "help_roles", "login"),
    LeavingStep.PASSWORD: ("change_password", "login"),
    LeavingStep.SESSIONS: ("sessions", "change_password", "login"),
    LeavingStep.APPS: ("connected_apps", "app_passwords", "login"),
    LeavingStep.PAYMENT: ("login",),
    LeavingStep.SCHEDULED: ("login",),
}
"""Where a step is done: the first of these pages that there is."""


def leaving_sheet(reads: Reads, ports: Ports, departure_id: DepartureId) -> LeavingSheet:
    """A departure whole; raises ExpectedError (NOT_FOUND, NOT_SET_UP)."""
    departure = reads.get(Departure, departure_id)
    person = reads.get(Person, departure.person) if departure else None
    if departure is None or person is None:
        raise ExpectedError(Code.NOT_FOUND, value=departure_id)
    business = set_up_business(reads)
    lines = lines_of(reads, departure_id)
    known = _known(reads, person, {line.account for line in lines if line.account})
    accounts = tuple(_accounts(reads, ports, known, lines))
    house = tuple(_step(known, line, None, "") for line in lines if line.account is None)
    locked = next((line for line in lines if line.step is LeavingStep.LOCKED), None)
    waits = [line for line in lines if line.step is LeavingStep.NEW_KEY]
    work = work_of(reads, ports, person.id)
    return LeavingSheet(
        business=business,
        today=ports.clock.today(business.zone),
        person=person,
        departure=departure,
        started_by=reads.get(Person, departure.started_by),
        closed_by=reads.get(Person, departure.closed_by) if departure.closed_by else None,
        vault=state(reads) is not VaultState.NONE,
        kit_missing=state(reads) is VaultState.KIT_OPEN,
        locked_at=locked.at if locked else None,
        keys_waiting=sum(line.state is LineState.OPEN for line in waits),
        house=house,
        accounts=accounts,
        counts=_counts(lines),
        next=_next(lines, house, accounts),
        posts=len(work.posts),
        duties=len(work.duties),
        limits=ports.library.handover().limits,
    )


def counts_of(reads: Reads, departure_id: DepartureId) -> Counts:
    """How far a departure is; steps that are not needed don't count."""
    return _counts(lines_of(reads, departure_id))


def _counts(lines: tuple[DepartureLine, ...]) -> Counts:
    states = [line.state for line in lines]
    return Counts(
        done=states.count(LineState.DONE),
        needed=len(states) - states.count(LineState.NOT_NEEDED),
        could_not=states.count(LineState.COULD_NOT),
        open=sum(holds_open(line) for line in lines),
    )


def answer_step(
    tx: Tx, ports: Ports, line_id: str, *, by: PersonId, state: LineState, note: str = ""
) -> None:
    """Answer a line; a role that was taken away is out of the register, too.

    Raises ExpectedError as `answer_line` does.
    """
    answer_line(tx, ports, line_id, by=by, state=state, note=note)
    line = tx.get(DepartureLine, line_id)
    departure = tx.get(Departure, line.departure) if line else None
    if line is not None and departure is not None and state is LineState.DONE:
        _leave_register(tx, line, departure.person)


def keep_new_password(vault: Vault, account: AccountId, password: Secret[str]) -> Steps[None]:
    """Keep a password that was changed on the platform, and with it close its line.

    What else the vault keeps of the account stays; an account of which it kept nothing, or
    nothing that can be read, is kept from now on. Raises as `save_record` does.
    """
    vault.master()
    record = Record(login=_login(vault.reads, account))
    if vault.reads.get(VaultSecret, account) is not None:
        try:
            record = yield from fetch(vault, account)
        except ExpectedError as error:
            if error.code not in _GONE:
                raise
    yield from save_record(vault, account, replace(record, password=password.reveal()))


def _login(reads: Reads, account: AccountId) -> str:
    """With what one signs in, as far as the register knows."""
    entry = reads.get(Registration, account)
    return (entry.email if entry else "") or the_account(reads, account).handle


def _leave_register(tx: Tx, line: DepartureLine, person: PersonId) -> None:
    """Out of the register; that they had a role there stays known in the line."""
    entry = tx.get(Registration, line.account) if line.account else None
    if entry is None or line.step is not LeavingStep.ROLE:
        return
    if person in {*entry.by_role, *entry.admins}:
        by_role = tuple(each for each in entry.by_role if each != person)
        admins = tuple(each for each in entry.admins if each != person)
        tx.put(replace(entry, by_role=by_role, admins=admins))
        tx.put(replace(line, note=HAD_ROLE))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows of a departure are made of, looked up once.

    `had`: the right given last to whoever leaves, `last`: their last use, of each account.
    """

    person: Person
    people: Mapping[PersonId, Person]
    register: Mapping[AccountId, Registration]
    kept: frozenset[AccountId]
    had: Mapping[str, Right | None]
    last: Mapping[str, LogEntry]


def _known(reads: Reads, person: Person, accounts: Collection[AccountId]) -> _Known:
    used = _entries(reads, accounts, person=person.id)
    told = [
        entry
        for action in (LogAction.GRANT, LogAction.REVOKE)
        for entry in _entries(reads, accounts, action=action)
        if entry.about == person.id
    ]
    return _Known(
        person=person,
        people={row.id: row for row in reads.all(Person)},
        register={row.id: row for row in reads.all(Registration)},
        kept=frozenset(row.id for row in reads.all(VaultSecret)),
        had=_rights_before(told),
        last={entry.account: entry for entry in reversed(used) if entry.action in USES},
    )


def _accounts(
    reads: Reads, ports: Ports, known: _Known, lines: tuple[DepartureLine, ...]
) -> Iterable[AccountLeft]:
    own: dict[AccountId, list[DepartureLine]] = {}
    for line in lines:
        if line.account is not None:
            own.setdefault(line.account, []).append(line)
    for account in reads.all(Account):
        if account.id in own:
            yield _account(ports, known, account, tuple(own[account.id]))


def _account(
    ports: Ports, known: _Known, account: Account, lines: tuple[DepartureLine, ...]
) -> AccountLeft:
    person = known.person
    custody = ports.library.custody(account.platform)
    entry = known.register.get(account.id) or Registration(account.id)
    kept = account.id in known.kept
    facts = {step.key: step for step in custody.leaver}
    pages = {line.step: _page(line.step, custody, entry, account) for line in lines}
    changed, at = _changed(lines, kept=kept)
    return AccountLeft(
        account=account,
        name=custody.name or entry.name or account.handle,
        had=known.had.get(account.id),
        by_role=person.id in {*entry.by_role, *entry.admins} or _had_role(lines),
        last=known.last.get(account.id),
        kept=kept,
        changed=changed,
        changed_at=at,
        steps=tuple(
            _step(known, line, facts.get(line.step.value), pages[line.step]) for line in lines
        ),
    )


def _changed(
    lines: tuple[DepartureLine, ...], *, kept: bool
) -> tuple[PasswordChanged, datetime | None]:
    line = next((line for line in lines if line.step is LeavingStep.PASSWORD), None)
    if line is None or line.state is LineState.NOT_NEEDED:
        return PasswordChanged.NOT_NEEDED, None
    if line.state is LineState.DONE:
        return PasswordChanged.YES, line.at
    if line.state is LineState.COULD_NOT:
        return PasswordChanged.COULD_NOT, line.at
    return (PasswordChanged.NO if kept else PasswordChanged.ASK), None


def _had_role(lines: tuple[DepartureLine, ...]) -> bool:
    """Whether a role was taken away from them; the register knows nothing of it any more."""
    return any(line.step is LeavingStep.ROLE and line.note == HAD_ROLE for line in lines)


def _entries(
    reads: Reads,
    accounts: Iterable[AccountId],
    *,
    person: PersonId | None = None,
    action: LogAction | None = None,
) -> tuple[LogEntry, ...]:
    """Entries of the log; where one can't be read, those of the accounts of which all can."""
    found = entries_if_readable(reads, person=person, action=action)
    if found is not None:
        return found
    each = (
        entries_if_readable(reads, person=person, action=action, account=account) or ()
        for account in accounts
    )
    return tuple(entry for some in each for entry in some)


def _rights_before(told: Iterable[LogEntry]) -> Mapping[str, Right | None]:
    """The right that was given to them last on each account, if it was not taken back since."""
    rights = {Detail.RIGHT_SEE: Right.SEE, Detail.RIGHT_USE: Right.USE}
    return {
        entry.account: rights.get(entry.detail) if entry.action is LogAction.GRANT else None
        for entry in sorted(told, key=lambda entry: entry.seq)
    }


def _step(known: _Known, line: DepartureLine, fact: LeaverStep | None, page: str) -> Step:
    return Step(
        line=line,
        action=fact.action if fact else "",
        why_not=fact.why_not if fact else "",
        page=page,
        by=known.people.get(line.by) if line.by else None,
        by_itself=line.step in BY_ITSELF,
    )


def _page(step: LeavingStep, custody: Custody, entry: Registration, account: Account) -> str:
    for key in _PAGES.get(step, ()):
        own = entry.login_page if key == "login" else ""
        page = own or page_of(custody.urls.get(key, ""), account)
        if page:
            return page
    return ""


def _next(
    lines: tuple[DepartureLine, ...], house: tuple[Step, ...], accounts: tuple[AccountLeft, ...]
) -> Next | None:
    """The first open step that a person does; what the vault does by itself needs nobody."""
    waits = (line for line in lines if line.state is LineState.OPEN and line.step not in BY_ITSELF)
    first = next(waits, None)
    if first is None:
        return None
    for account in accounts:
        for step in account.steps:
            if step.line.id == first.id:
                return Next(step, account)
    return next((Next(step, None) for step in house if step.line.id == first.id), None)
