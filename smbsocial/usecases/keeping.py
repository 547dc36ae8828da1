"""Setting up again without rewriting history: whoever was there keeps the id they had.

A brief numbers its rows by their place (`kpi-1`). Written over an older setup, a place may mean
something else by now; then what is the same keeps its old id and what is new gets one of its own.
Whoever left is not taken up again: somebody named like them is somebody new, who may open nothing
and whose work is not mixed up with what stands in the access log.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from smbsocial.domain.brief import Brief
from smbsocial.domain.business import Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.goals import RETIRED, Goal, Kpi
from smbsocial.domain.ids import AccountId, CommunityId, GoalId, KpiId, PersonId, PillarId
from smbsocial.domain.plan import Duty
from smbsocial.domain.planning.values import PlanDraft
from smbsocial.domain.platforms import Account
from smbsocial.usecases.lookup import people_gone
from smbsocial.usecases.ports import Ports, Reads, Tx

Row = TypeVar("Row", Person, Goal, Kpi, Community, Pillar)


@dataclass(frozen=True, slots=True)
class Settled:
    """Brief and draft with the ids under which they are written."""

    brief: Brief
    draft: PlanDraft


def settled(reads: Reads, ports: Ports, *, brief: Brief, draft: PlanDraft) -> Settled:
    """The same brief and draft, with the ids of whatever was there before."""
    gone = people_gone(reads)
    present = {row.id: row for row in reads.all(Person) if row.id not in gone}
    people = _kept(brief.people, present.values(), _by_name, ports, taken=gone)
    goals = _kept(brief.goals, reads.all(Goal), _by_kind, ports)
    kpis = _kept(brief.kpis, reads.all(Kpi), _by_kind, ports)
    communities = _kept(brief.communities, reads.all(Community), _by_name, ports)
    pillars = _kept(brief.rhythm.pillars, reads.all(Pillar), _by_name, ports)

    def person(row: Person) -> Person:
        known = present.get(PersonId(people.get(row.id, row.id)))
        return _with_cost(replace(row, id=PersonId(people.get(row.id, row.id))), known)

    purposes = {row.id: row.purpose for row in reads.all(Pillar)}

    def pillar(row: Pillar) -> Pillar:
        id = PillarId(pillars.get(row.id, row.id))
        return replace(row, id=id, purpose=purposes.get(id) or row.purpose)

    def post(row: Post) -> Post:
        return replace(
            row,
            person=PersonId(people.get(row.person, row.person)),
            goal=GoalId(goals.get(row.goal, row.goal)),
            community=CommunityId(communities.get(row.community, row.community)),
            pillar=PillarId(pillars.get(row.pillar, row.pillar)),
        )

    def duty(row: Duty) -> Duty:
        community = (
            CommunityId(communities.get(row.community, row.community)) if row.community else None
        )
        return replace(
            row, person=PersonId(people.get(row.person, row.person)), community=community
        )

    accounts = _settled_accounts(brief.accounts, reads.all(Account), ports)

    return Settled(
        replace(
            brief,
            people=tuple(person(p) for p in brief.people),
            goals=tuple(replace(g, id=GoalId(goals.get(g.id, g.id))) for g in brief.goals),
            kpis=tuple(
                replace(k, id=KpiId(kpis.get(k.id, k.id)), goal=GoalId(goals.get(k.goal, k.goal)))
                for k in brief.kpis
            ),
            communities=tuple(
                replace(c, id=CommunityId(communities.get(c.id, c.id))) for c in brief.communities
            ),
            rhythm=replace(
                brief.rhythm,
                pillars=tuple(pillar(p) for p in brief.rhythm.pillars),
            ),
            accounts=accounts,
        ),
        replace(
            draft,
            posts=tuple(post(p) for p in draft.posts),
            duties=tuple(duty(d) for d in draft.duties),
        ),
    )


def retire(tx: Tx, brief: Brief) -> None:
    """Whatever a former setup had and this one has not goes out of use, not out of history."""
    for community in _left_over(tx.all(Community), brief.communities):
        tx.put(replace(community, active=False))
    for pillar in _left_over(tx.all(Pillar), brief.rhythm.pillars):
        tx.put(replace(pillar, active=False))
    for person in _left_over(tx.all(Person), brief.people):
        tx.put(replace(person, posts=False))
    for goal in _left_over(tx.all(Goal), brief.goals):
        tx.put(replace(goal, rank=RETIRED))
    for kpi in _left_over(tx.all(Kpi), brief.kpis):
        tx.put(replace(kpi, rank=RETIRED))


def _left_over(stored: Iterable[Row], wanted: Iterable[Row]) -> list[Row]:
    used = {row.id for row in wanted}
    return [row for row in stored if row.id not in used]


def _settled_accounts(
    wanted: tuple[Account, ...], stored: tuple[Account, ...], ports: Ports
) -> tuple[Account, ...]:
    """The accounts under the ids that the register knows them by, with all that it knows of them.

    Those that nobody named here stay as they are: the owner wrote them down in the register.
    """
    found: dict[str, Account] = {}
    free = list(stored)
    for same in (_same_name, _same_id, _unnamed):
        for said in wanted:
            known = next((each for each in free if same(said, each)), None)
            if known is not None and said.id not in found:
                found[said.id] = known
                free.remove(known)
    taken = {each.id for each in stored}
    return tuple(
        _filled(said, found[said.id])
        if said.id in found
        else replace(said, id=AccountId(ports.ids.new()))
        if said.id in taken
        else said
        for said in wanted
    )


def _same_name(said: Account, known: Account) -> bool:
    names = (said.handle.casefold(), known.handle.casefold())
    return said.platform == known.platform and bool(said.handle) and names[0] == names[1]


def _same_id(said: Account, known: Account) -> bool:
    return said.id == known.id


def _unnamed(said: Account, known: Account) -> bool:
    """Two on one platform of which one has no name yet: a placeholder, and the account itself."""
    return said.platform == known.platform and not (said.handle and known.handle)


def _filled(said: Account, known: Account) -> Account:
    """What the answers say; what they leave open stays as the register has it."""
    return replace(
        known,
        handle=said.handle or known.handle,
        link=said.link or known.link,
        exists=said.exists or (known.exists and not said.handle),
        followers=known.followers if said.followers is None else said.followers,
    )


def _with_cost(said: Person, known: Person | None) -> Person:
    """What an hour of somebody costs is asked for each on the list of people, not in the setup."""
    if known is None or known.hourly_cost.currency != said.hourly_cost.currency:
        return said
    return replace(said, hourly_cost=known.hourly_cost)


def _kept(
    wanted: Iterable[Row],
    stored: Iterable[Row],
    same: Callable[[Row], str],
    ports: Ports,
    *,
    taken: Iterable[str] = (),
) -> dict[str, str]:
    """From the brief's ids to those to write, where they differ; `taken`: further ids in use."""
    rows, asked = tuple(stored), tuple(wanted)
    names = {(str(row.id), same(row)) for row in rows}
    own = {str(row.id) for row in asked if (str(row.id), same(row)) in names}
    known = {same(row): str(row.id) for row in rows if row.id not in own}
    used = {str(row.id) for row in rows} | set(taken)
    ids: dict[str, str] = {}
    for row in asked:
        if row.id in own:
            continue
        if same(row) in known:
            ids[row.id] = known.pop(same(row))
        elif row.id in used:
            ids[row.id] = ports.ids.new()
    return ids


def _by_name(row: Person | Community | Pillar) -> str:
    return row.name.casefold()


def _by_kind(row: Goal | Kpi) -> str:
    return row.kind
