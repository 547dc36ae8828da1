"""Somebody is leaving: one flow that any owner can go on with, until nothing is open."""

from dataclasses import replace

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.business import Person
from smbsocial.domain.custody import LeaverStep
from smbsocial.domain.departures import (
    BY_ITSELF,
    HOUSE_STEPS,
    OF_THE_VAULT,
    Departure,
    DepartureLine,
    LeavingStep,
    LineState,
)
from smbsocial.domain.errors import Code, ExpectedError, Why
from smbsocial.domain.ids import AccountId, DepartureId, PersonId
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import SlotKind, VaultWrap
from smbsocial.usecases.checks import check_reason
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.roster import answer_follows, work_of
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.grants import (
    check_not_last_owner,
    drop_person,
    is_gone,
    reach_of_keys,
    renew_device_key,
    renew_key,
    rows_without,
)
from smbsocial.usecases.vault.keys import grants_of, put_new_key
from smbsocial.usecases.vault.new_master import (
    Renewal,
    holds_master,
    new_master,
    put_renewal,
    renewal,
    seal_log,
    use_renewal,
)
from smbsocial.usecases.vault.reach import Reached, reach_of
from smbsocial.usecases.vault.session import (
    Vault,
    VaultState,
    note,
    slot_of,
    slot_of_person,
    state,
)

_ORDER = {step: number for number, step in enumerate(LeavingStep)}
MOST_ACCOUNTS = 1_000_000
"""So many accounts keep the order of the steps: all of one step come before the next step."""


def start(
    vault: Vault, person: PersonId, by: PersonId, passphrase: Secret[str] | None = None
) -> Steps[DepartureId]:
    """Lock somebody out at once and list what is open; then their accounts get new keys.

    Where an owner of the vault leaves, the master key is a new one: that takes the `passphrase` of
    the owner at work, everybody else gets a new one from them, and the emergency kit is missing
    until it is made anew. Without a vault the list stands all the same. Raises EMPTY, WRONG_KEY,
    WAIT, PASSPHRASE_WEAK (about that passphrase; nothing was done), NOT_ALLOWED (not an owner at
    work, or leaving already), VAULT_LOCKED, LAST_OWNER, and what the keyring says: then they are
    locked out, the list stands, and the new keys are still open on it.
    """
    set_up = state(vault.reads) is not VaultState.NONE
    if set_up:
        vault.master()
        by = vault.unlocked().person
        check_not_last_owner(vault.reads, person)
    if person == by:
        raise ExpectedError(Code.NOT_ALLOWED, why=Why.ONESELF)
    if vault.reads.get(Person, person) is None or is_gone(vault.reads, person):
        raise ExpectedError(Code.NOT_ALLOWED, why=Why.LEAVING)
    made = None
    if set_up and holds_master(vault.reads, person):
        made = yield from new_master(vault, passphrase)
    reached = reach_of(vault.reads, person)
    departure = Departure(
        id=DepartureId(vault.ports.ids.new()),
        person=person,
        started_at=vault.ports.clock.now(),
        started_by=by,
    )
    lines = _lines(vault, departure, reached, set_up=set_up)
    rows: tuple[VaultWrap, ...] = ()
    renewed = renewal(vault, made, without=person) if made else None
    if set_up and renewed is None:
        kept = {line.account for line in lines if line.step is LeavingStep.NEW_KEY}
        opened = kept.union(reach_of_keys(vault.reads, person))
        rows = rows_without(vault, sorted(account for account in opened if account), person)
    vault.keep(_begin, departure, lines, renewed or rows)
    if renewed is not None:
        use_renewal(vault, renewed)
    if set_up:
        yield from renew_keys(vault, departure.id)
    return departure.id


def renew_keys(vault: Vault, departure: DepartureId) -> Steps[None]:
    """New keys for every account of a departure that still has the old one; can be gone on with."""
    for line in lines_of(vault.reads, departure):
        if line.step is LeavingStep.NEW_KEY and line.state is LineState.OPEN:
            assert line.account is not None  # noqa: S101 - a step of accounts
            yield from renew_key(vault, line.account)


def answer_line(
    tx: Tx, ports: Ports, line_id: str, *, by: PersonId, state: LineState, note: str = ""
) -> None:
    """Tick a line, say that it is not needed or could not be done, or open it again.

    Raises NOT_FOUND, NOT_ALLOWED (the vault does this one itself), EMPTY (could not: why?),
    ALREADY_DONE (the departure is over).
    """
    line = tx.get(DepartureLine, line_id)
    departure = tx.get(Departure, line.departure) if line else None
    if line is None or departure is None:
        raise ExpectedError(Code.NOT_FOUND, value=line_id)
    if departure.closed_at is not None or departure.cancelled:
        raise ExpectedError(Code.ALREADY_DONE, value=line_id)
    if line.step in BY_ITSELF or not _may_say(tx, line, state):
        raise ExpectedError(Code.NOT_ALLOWED)
    why = check_reason(note) if state is LineState.COULD_NOT else note
    at = None if state is LineState.OPEN else ports.clock.now()
    tx.put(replace(line, state=state, at=at, by=by if at else None, note=why))


def close(vault: Vault, departure: DepartureId, by: PersonId, *, why: str = "") -> Steps[None]:
    """The end: a new device key; the backup that follows is the caller's to make.

    Raises STEPS_OPEN (`count`) while a line is open and `why` is empty; NOT_FOUND, ALREADY_DONE.
    """
    _running(vault.reads, departure)
    set_up = state(vault.reads) is not VaultState.NONE
    if set_up:
        vault.master()
        by = vault.unlocked().person
        yield from renew_keys(vault, departure)
    left = open_count(vault.reads, departure)
    if left and not why.strip():
        raise ExpectedError(Code.STEPS_OPEN, field="why", count=left)
    reason = check_reason(why) if left else ""
    if set_up:
        yield from renew_device_key(vault)
        vault.wants_backup = True
    vault.changes.write(_close, departure, by, reason)


def cancel(vault: Vault, departure: DepartureId, by: PersonId) -> None:
    """They stay after all: an owner gives them a passphrase and rights anew.

    The setup names them again, and they post again if work is still planned for them.

    Raises NOT_FOUND, ALREADY_DONE, NOT_ALLOWED.
    """
    row = _running(vault.reads, departure)
    if state(vault.reads) is not VaultState.NONE:
        vault.master()
        by = vault.unlocked().person
    vault.keep(_cancel, row, by)


def lines_of(reads: Reads, departure: DepartureId) -> tuple[DepartureLine, ...]:
    """The lines of a departure in their order."""
    return reads.having(DepartureLine, "departure", departure)


def open_count(reads: Reads, departure: DepartureId) -> int:
    """How many lines keep it from being closed; device key and backup come with the closing."""
    return sum(holds_open(line) for line in lines_of(reads, departure))


def holds_open(line: DepartureLine) -> bool:
    """Whether a departure can't be closed because of a line."""
    at_the_end = {LeavingStep.DEVICE_KEY, LeavingStep.BACKUP}
    return line.state is LineState.OPEN and line.step not in at_the_end


def mark_backed_up(tx: Tx, ports: Ports) -> None:
    """A backup was made: the closed departures that waited for one have theirs."""
    for line in tx.having(DepartureLine, "step", LeavingStep.BACKUP.value):
        row = tx.get(Departure, line.departure)
        if line.state is LineState.OPEN and row is not None and row.closed_at is not None:
            tx.put(replace(line, state=LineState.DONE, at=ports.clock.now(), by=row.closed_by))


def _may_say(reads: Reads, line: DepartureLine, said: LineState) -> bool:
    """A new kit is made, not ticked; that it need not be is said only where there is an old one."""
    if line.step is not LeavingStep.NEW_KIT:
        return True
    made = LineState.DONE in {line.state, said}
    return not made and state(reads) is not VaultState.KIT_OPEN


def _lines(
    vault: Vault, departure: Departure, reached: tuple[Reached, ...], *, set_up: bool
) -> tuple[DepartureLine, ...]:
    made = [_line(vault, departure, None, step, set_up=set_up) for step in HOUSE_STEPS]
    for number, each in enumerate(reached):
        custody = vault.ports.library.custody(each.account.platform)
        made.extend(_account_line(departure, each, known, number) for known in custody.leaver)
        if each.kept:
            rank = _ORDER[LeavingStep.NEW_KEY] * MOST_ACCOUNTS + number
            made.append(
                _made_line(departure, each.account.id, LeavingStep.NEW_KEY, rank, LineState.OPEN)
            )
    return tuple(made)


def _line(
    vault: Vault,
    departure: Departure,
    account: AccountId | None,
    step: LeavingStep,
    *,
    set_up: bool,
) -> DepartureLine:
    stands = LineState.OPEN
    if step in OF_THE_VAULT and not set_up:
        stands = LineState.NOT_NEEDED
    elif step is LeavingStep.LOCKED:
        had = slot_of_person(vault.reads, departure.person) is not None
        stands = LineState.DONE if had else LineState.NOT_NEEDED
    return _made_line(departure, account, step, _ORDER[step] * MOST_ACCOUNTS, stands)


def _account_line(
    departure: Departure, reached: Reached, known: LeaverStep, number: int
) -> DepartureLine:
    step = LeavingStep(known.key)
    stands = LineState.OPEN
    never = reached.kept and not reached.knows_password and not reached.granted
    if (step is LeavingStep.PASSWORD and never) or (
        not known.action and step is not LeavingStep.PASSWORD
    ):
        stands = LineState.NOT_NEEDED
    rank = _ORDER[step] * MOST_ACCOUNTS + number
    return _made_line(departure, reached.account.id, step, rank, stands)


def _made_line(
    departure: Departure,
    account: AccountId | None,
    step: LeavingStep,
    rank: int,
    stands: LineState,
) -> DepartureLine:
    settled = stands is LineState.DONE
    return DepartureLine(
        id=f"{departure.id}:{account or ''}:{step.value}",
        departure=departure.id,
        account=account,
        step=step,
        rank=rank,
        state=stands,
        at=departure.started_at if settled else None,
        by=departure.started_by if settled else None,
    )


def _begin(
    tx: Tx,
    ports: Ports,
    departure: Departure,
    lines: tuple[DepartureLine, ...],
    keys: tuple[VaultWrap, ...] | Renewal,
) -> None:
    tx.put(departure)
    for line in lines:
        tx.put(line)
    if not isinstance(keys, Renewal):
        put_new_key(tx, keys)
    if grants_of(tx, departure.person) or any(
        slot_of(tx, kind, departure.person) for kind in SlotKind
    ):
        drop_person(tx, ports, departure.person, departure.started_by)
    if isinstance(keys, Renewal):
        put_renewal(tx, ports, keys, departure.started_by)
    leaver = _person(tx, departure)
    answer_follows(tx, leaver, None)
    tx.put(replace(leaver, posts=False))
    note(
        tx,
        ports,
        departure.started_by,
        LogAction.OFF_BOARD,
        detail=Detail.STARTED,
        about=departure.person,
    )
    if isinstance(keys, Renewal):
        seal_log(tx, ports, keys)


def _running(reads: Reads, departure: DepartureId) -> Departure:
    """A departure that is under way; raises NOT_FOUND, ALREADY_DONE."""
    row = reads.get(Departure, departure)
    if row is None:
        raise ExpectedError(Code.NOT_FOUND, value=departure)
    if row.closed_at is not None or row.cancelled:
        raise ExpectedError(Code.ALREADY_DONE, value=departure)
    return row


def _close(tx: Tx, ports: Ports, departure: DepartureId, by: PersonId, why: str) -> None:
    row = _running(tx, departure)  # it may have been called off while the keyring was asked
    now = ports.clock.now()
    tx.put(replace(row, closed_at=now, closed_by=by, why=why))
    for line in lines_of(tx, row.id):
        if line.step is LeavingStep.DEVICE_KEY and line.state is LineState.OPEN:
            tx.put(replace(line, state=LineState.DONE, at=now, by=by))
    note(tx, ports, by, LogAction.OFF_BOARD, detail=Detail.CLOSED, about=row.person)


def _cancel(tx: Tx, ports: Ports, row: Departure, by: PersonId) -> None:
    tx.put(replace(row, cancelled=True))
    for line in lines_of(tx, row.id):
        if line.state is LineState.OPEN:
            tx.put(replace(line, state=LineState.NOT_NEEDED))
    back = replace(_person(tx, row), posts=work_of(tx, ports, row.person).is_there)
    answer_follows(tx, None, back)
    tx.put(back)
    note(tx, ports, by, LogAction.OFF_BOARD, detail=Detail.CANCELLED, about=row.person)


def _person(reads: Reads, row: Departure) -> Person:
    person = reads.get(Person, row.person)
    assert person is not None  # noqa: S101 - a departure refers to somebody who is there
    return person
