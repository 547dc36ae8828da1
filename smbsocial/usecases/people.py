"""People: added, renamed and changed, what each can open, and who takes their work over."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from smbsocial.domain.access_log import LogAction
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person, Role
from smbsocial.domain.compose import page_of
from smbsocial.domain.departures import Departure
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import Right, SlotKind, VaultSecret
from smbsocial.usecases.checks import check_text
from smbsocial.usecases.lookup import people_gone, set_up_business
from smbsocial.usecases.people_sheets import (
    PeopleSheet,
    PersonSheet,
    Reach,
    StartSheet,
)
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.registering import answer_check
from smbsocial.usecases.roster import answer_follows, work_of
from smbsocial.usecases.vault.given import given_by
from smbsocial.usecases.vault.grants import check_not_last_owner
from smbsocial.usecases.vault.keys import grants_of
from smbsocial.usecases.vault.leaving import counts_of
from smbsocial.usecases.vault.new_master import holds_master, needing_passphrase
from smbsocial.usecases.vault.reach import reach_of
from smbsocial.usecases.vault.session import slot_of, slot_of_person
from smbsocial.usecases.vault.watching import entries_if_readable

LONGEST_NAME = 200
MOST_COST = Decimal(10_000_000)
"""More than an hour costs in any currency; beyond it somebody leaned on a key."""
_ROLE_PAGES = ("roles", "business_people", "help_roles")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a person; `posts`: they may get posts to do."""

    name: str
    role: Role
    hourly_cost: Money
    posts: bool = True


def people_sheet(reads: Reads, ports: Ports) -> PeopleSheet:
    """Everybody with what they can open; raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    departures = {row.person: row for row in reads.all(Departure) if not row.cancelled}
    sheets = [
        _person_sheet(reads, ports, person, departures.get(person.id))
        for person in reads.all(Person)
    ]
    open_: list[PersonSheet] = []
    closed: list[PersonSheet] = []
    for sheet in sheets:
        if sheet.departure is not None:
            (closed if sheet.departure.closed_at else open_).append(sheet)
    return PeopleSheet(
        business=business,
        today=ports.clock.today(business.zone),
        present=tuple(sheet for sheet in sheets if sheet.departure is None),
        leaving=tuple(open_),
        left=tuple(closed),
    )


def start_sheet(reads: Reads, ports: Ports, person_id: PersonId) -> StartSheet:
    """What it would mean if somebody left; raises ExpectedError(NOT_FOUND)."""
    person = _the_person(reads, person_id)
    reached = reach_of(reads, person.id)
    work = work_of(reads, ports, person.id)
    return StartSheet(
        person=person,
        accounts=len(reached),
        new_keys=sum(each.kept for each in reached),
        locked_out=slot_of_person(reads, person.id) is not None,
        new_master=holds_master(reads, person.id),
        last_owner=_is_last_owner(reads, person),
        posts=len(work.posts),
        duties=len(work.duties),
    )


def add_person(tx: Tx, ports: Ports, said: Said) -> PersonId:
    """Somebody new; raises ExpectedError: EMPTY, TOO_LONG, BAD_TEXT, NAME_TAKEN, OUT_OF_RANGE."""
    checked = _checked(tx, said, besides=None)
    person = Person(PersonId(ports.ids.new()), *_values(checked))
    answer_follows(tx, None, person)
    tx.put(person)
    return person.id


def change_person(tx: Tx, ports: Ports, person_id: PersonId, said: Said) -> None:  # noqa: ARG001
    """Another name, role or cost of somebody who works here; the setup's answer follows.

    Raises as `add_person` does, and NOT_FOUND (also for whoever has left), NO_OWNER_LEFT (nobody
    else owns the business), ROLE_IN_VAULT (they have a passphrase or rights of the present role).
    """
    before = _the_person(tx, person_id)
    if person_id in people_gone(tx):
        raise ExpectedError(Code.NOT_FOUND, value=before.name)
    checked = _checked(tx, said, besides=person_id)
    if said.role is not before.role:
        _check_role_may_change(tx, before)
    after = Person(before.id, *_values(checked))
    answer_follows(tx, before, after)
    tx.put(after)


def hand_work_over(tx: Tx, ports: Ports, person_id: PersonId, to: PersonId) -> None:
    """Everything still planned for somebody goes to another, who posts from now on.

    Raises ExpectedError(NOT_FOUND) where the other is not there or is leaving too.
    """
    taker = _the_person(tx, to)
    if to in people_gone(tx) or to == person_id:
        raise ExpectedError(Code.NOT_FOUND, field="to", value=taker.name)
    work = work_of(tx, ports, person_id)
    for post in work.posts:
        tx.put(replace(post, person=to))
    for duty in work.duties:
        tx.put(replace(duty, person=to))
    if not taker.posts:
        after = replace(taker, posts=True)
        answer_follows(tx, taker, after)
        tx.put(after)


def give_role(tx: Tx, ports: Ports, account_id: AccountId, person_id: PersonId) -> None:
    """Somebody has access of their own on a platform; raises as `answer_check` does."""
    entry = tx.get(Registration, account_id) or Registration(account_id)
    answer_check(tx, ports, account_id, by_role=(*entry.by_role, person_id))


def _person_sheet(
    reads: Reads, ports: Ports, person: Person, departure: Departure | None
) -> PersonSheet:
    reach = tuple(_reach(reads, ports, person)) if departure is None else ()
    entries = entries_if_readable(reads, person=person.id) or ()
    unlocks = (entry for entry in entries if entry.action is LogAction.UNLOCK)
    last = next(unlocks, None)
    opens = slot_of_person(reads, person.id) is not None
    giver = given_by(reads, person.id) if opens else None
    return PersonSheet(
        person=person,
        has_passphrase=opens,
        needs_passphrase=person.id in needing_passphrase(reads),
        given_by=reads.get(Person, giver) if giver else None,
        login_alone=slot_of(reads, SlotKind.LOGIN, person.id) is not None,
        last_unlock=last.at if last else None,
        reach=tuple(each for each in reach if each.right or each.by_role or each.admin),
        better_by_role=tuple(each for each in reach if _shares_in_vain(person, each)),
        departure=departure,
        counts=counts_of(reads, departure.id) if departure else None,
    )


def _reach(reads: Reads, ports: Ports, person: Person) -> Iterable[Reach]:
    opens = slot_of(reads, SlotKind.OWNER, person.id) is not None
    register = {row.id: row for row in reads.all(Registration)}
    kept = {row.id for row in reads.all(VaultSecret)}
    rights = {row.subject: row.may for row in grants_of(reads, person.id)}
    for account in reads.all(Account):
        if not account.exists:
            continue
        custody = ports.library.custody(account.platform)
        entry = register.get(account.id) or Registration(account.id)
        right = Right.SEE if opens and account.id in kept else rights.get(account.id)
        pages = (page_of(custody.urls[key], account) for key in _ROLE_PAGES if key in custody.urls)
        yield Reach(
            account=account,
            name=custody.name or entry.name or account.handle,
            right=right,
            by_role=person.id in entry.by_role,
            admin=person.id in entry.admins,
            offers_roles=custody.roles.delegated,
            role_note=custody.roles.note,
            roles_page=next((page for page in pages if page), ""),
        )


def _shares_in_vain(person: Person, reach: Reach) -> bool:
    """Staff who use a password although the platform would give them access of their own."""
    own = reach.by_role or reach.admin
    return person.role is Role.STAFF and bool(reach.right and reach.offers_roles) and not own


def _the_person(reads: Reads, id: PersonId) -> Person:
    person = reads.get(Person, id)
    if person is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    return person


def _values(said: Said) -> tuple[str, Role, Money, bool]:
    return said.name, said.role, said.hourly_cost, said.posts


def _checked(reads: Reads, said: Said, *, besides: PersonId | None) -> Said:
    name = " ".join(said.name.split())
    if not name:
        raise ExpectedError(Code.EMPTY, field="name")
    check_text(name, field="name", most=LONGEST_NAME)
    gone = people_gone(reads)
    for other in reads.all(Person):
        same = other.name.casefold() == name.casefold()
        if same and other.id != besides and other.id not in gone:
            raise ExpectedError(Code.NAME_TAKEN, field="name", value=other.name)
    cost = said.hourly_cost
    if not 0 <= cost.amount <= MOST_COST:
        high = Money.of(MOST_COST, cost.currency)
        low = Money(0, cost.currency)
        raise ExpectedError(Code.OUT_OF_RANGE, field="hourly_cost", value=cost, low=low, high=high)
    return replace(said, name=name)


def _check_role_may_change(reads: Reads, person: Person) -> None:
    if any(slot_of(reads, kind, person.id) for kind in SlotKind) or grants_of(reads, person.id):
        raise ExpectedError(Code.ROLE_IN_VAULT, field="role", value=person.name)
    gone = people_gone(reads)
    owners = [p for p in reads.all(Person) if p.role is Role.OWNER and p.id not in gone]
    if owners == [person]:
        raise ExpectedError(Code.NO_OWNER_LEFT, field="role")


def _is_last_owner(reads: Reads, person: Person) -> bool:
    try:
        check_not_last_owner(reads, person.id)
    except ExpectedError:
        return True
    return False
