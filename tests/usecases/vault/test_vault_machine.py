"""Any mix of everything that can be done with a vault, with keyring and disk failing in between.

What must hold at each moment: every record opens with the last acknowledged password, for the
owners, for exactly those who were granted it, and for nobody else; whoever was let go opens no
record that was written since, from whatever they carried away; the keyring holds nothing that the
database does not speak of; the log is whole.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from vault_house import (
    ACCOUNTS,
    PASSPHRASES,
    Copy,
    UnstretchedSealing,
    VaultHouse,
    empty_house,
    fresh_copy,
    refused,
    set_up,
)

from smbsocial.app.paths import resources_folder
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import (
    Right,
    VaultMeta,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultSlot,
    VaultWrap,
)
from smbsocial.library.loader import FileLibrary
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.steps import Steps, run_here
from smbsocial.usecases.vault import (
    backups,
    departures,
    grants,
    records,
    restoring,
    setting_up,
    unlocking,
)
from smbsocial.usecases.vault.devices import known_devices
from smbsocial.usecases.vault.keys import grants_of
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import right_of
from smbsocial.usecases.vault.watching import look_at_whole_log

VAULT_KINDS = (VaultMeta, VaultOld, VaultPending, VaultSecret, VaultSlot, VaultWrap)
EVERYBODY = ("sam", "maya", "tom")
STAFF = ("maya", "tom")


@dataclass(frozen=True)
class Fault:
    """Keyring or disk fail at a call, or (`drops`) the steps are given up there."""

    where: str
    at: int
    code: Code = Code.STORE_REFUSED
    stays: bool = False
    after: bool = False


FAULTS = st.one_of(
    st.none(),
    st.none(),
    st.builds(
        Fault,
        st.just("keyring"),
        st.sampled_from([0, 1, 2, 3, 4, 6, 9]),
        st.sampled_from([Code.STORE_REFUSED, Code.STORE_SILENT, Code.STORE_LOCKED]),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(Fault, st.just("disk"), st.integers(0, 3), st.just(Code.DISK_FULL), st.booleans()),
    st.builds(Fault, st.just("drop"), st.integers(0, 4)),
)
PEOPLE, ACCOUNT = st.sampled_from(STAFF), st.sampled_from(ACCOUNTS[:2])
DONE, DROPPED = "done", "dropped"


@dataclass
class Known:
    """What was acknowledged."""

    passphrases: dict[str, Secret[str]] = field(default_factory=lambda: dict(PASSPHRASES))
    owners: set[str] = field(default_factory=lambda: {"sam"})
    rights: dict[tuple[AccountId, str], Right] = field(default_factory=dict)
    passwords: dict[AccountId, str] = field(default_factory=dict)
    leaving: set[str] = field(default_factory=set)
    alone: bool = False

    def copied(self) -> "Known":
        """Secrets are shared, everything around them is not."""
        return Known(
            dict(self.passphrases),
            set(self.owners),
            dict(self.rights),
            dict(self.passwords),
            set(self.leaving),
            self.alone,
        )


@dataclass(frozen=True)
class Carried:
    """What somebody carried away when they were let go, and the records that there were then."""

    copy: Copy
    account: AccountId
    refs: frozenset[bytes]


@cache
def template() -> VaultHouse:
    return set_up(empty_house(FileLibrary(resources_folder() / "library"), UnstretchedSealing()))


class VaultMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.house = fresh_copy(template())
        self.known = Known()
        self.carried: list[Carried] = []
        self.backup: tuple[VaultHouse, dict[str, tuple[str, ...]], Known] | None = None
        self.ghosts: set[str] = set()
        self.count = 0
        self.enter("sam")
        first, second, _ = ACCOUNTS
        for account in (first, second):
            self.save("sam", account, 0, None)
            self.grant("maya", account, Right.SEE, None)
        self.grant("tom", first, Right.USE, None)

    @initialize(owns_it_too=st.booleans())
    def begin(self, owns_it_too: bool) -> None:
        if owns_it_too:
            self.enter("sam")
            self.house.second_owner()
            self.known.owners.add("tom")

    def teardown(self) -> None:
        self.house.store.close()

    # What can be done

    @rule(who=st.sampled_from(EVERYBODY), account=ACCOUNT, size=st.integers(0, 4500), fault=FAULTS)
    def save(self, who: str, account: AccountId, size: int, fault: Fault | None) -> None:
        if not self.enter(who):
            return
        record = Record("login", self.fresh(), note="n" * size)
        ended = self.attempt(lambda: records.save_record(self.house.vault, account, record), fault)
        may = who in self.known.owners or (
            self.known.rights.get((account, who)) is Right.SEE and account in self.known.passwords
        )
        assert may or ended is not DONE
        if ended is DONE:
            self.known.passwords[account] = record.password

    @rule(who=st.sampled_from(EVERYBODY), account=ACCOUNT, fault=FAULTS)
    def change_password(self, who: str, account: AccountId, fault: Fault | None) -> None:
        if not self.enter(who):
            return
        password = self.fresh()
        ended = self.attempt(
            lambda: records.save_password(self.house.vault, account, Secret(password)), fault
        )
        may = who in self.known.owners or (account, who) in self.known.rights
        assert (may and account in self.known.passwords) or ended is not DONE
        if ended is DONE:
            self.known.passwords[account] = password

    @rule(account=ACCOUNT, fault=FAULTS)
    def remove(self, account: AccountId, fault: Fault | None) -> None:
        self.enter("sam")
        self.attempt(lambda: records.remove_record(self.house.vault, account), fault)
        if self.house.store.get(VaultSecret, account) is None:
            self.known.passwords.pop(account, None)

    @rule(who=PEOPLE, account=ACCOUNT, right=st.sampled_from(Right), fault=FAULTS)
    def grant(self, who: str, account: AccountId, right: Right, fault: Fault | None) -> None:
        self.enter("sam")
        person = self.house.people[who]
        ended = self.attempt(lambda: grants.grant(self.house.vault, account, person, right), fault)
        assert ended is not DONE or who not in self.known.owners | self.known.leaving
        if ended is DONE:
            self.known.rights[account, who] = right

    @rule(who=PEOPLE, account=ACCOUNT, fault=FAULTS)
    def revoke(self, who: str, account: AccountId, fault: Fault | None) -> None:
        self.enter("sam")
        carried = self.carry(who, (account,))
        person = self.house.people[who]
        self.attempt(lambda: grants.revoke(self.house.vault, account, person), fault)
        self.let_go(who, (account,), carried)

    def renew(self, account: AccountId, fault: Fault | None) -> None:
        self.enter("sam")
        self.attempt(lambda: grants.renew_key(self.house.vault, account), fault)

    def renew_device(self, fault: Fault | None) -> None:
        self.enter("sam")
        self.attempt(lambda: grants.renew_device_key(self.house.vault), fault)

    @rule(who=st.sampled_from(EVERYBODY), by=st.sampled_from(EVERYBODY), fault=FAULTS)
    def give_passphrase(self, who: str, by: str, fault: Fault | None) -> None:
        if not self.enter(by):
            return
        typed = Secret(f"the passphrase {self.fresh()} of {who}")
        person = self.house.people[who]
        ended = self.attempt(lambda: grants.give_passphrase(self.house.vault, person, typed), fault)
        assert ended is not DONE or by in self.known.owners or by == who
        if self.opens(who, typed):
            assert ended is not Code.NOT_ALLOWED
            self.known.passphrases[who] = typed
            if who == "tom" and by in self.known.owners:
                self.known.owners |= {"tom"} if self.is_owner_on_paper("tom") else set()
                self.known.owners -= set() if self.is_owner_on_paper("tom") else {"tom"}

    @rule(who=PEOPLE, fault=FAULTS)
    def take_passphrase(self, who: str, fault: Fault | None) -> None:
        self.enter("sam")
        carried = self.carry(who, ACCOUNTS)
        person = self.house.people[who]
        mine = self.known.passphrases["sam"] if who in self.known.owners else None
        ended = self.attempt(lambda: grants.take_passphrase(self.house.vault, person, mine), fault)
        self.is_out(who, carried, or_else=ended is not DONE)

    def promote_tom(self) -> None:
        role = Role.STAFF if self.is_owner_on_paper("tom") else Role.OWNER
        self.house.change_role("tom", role)

    @rule(who=PEOPLE, fault=FAULTS)
    def leave(self, who: str, fault: Fault | None) -> None:
        self.enter("sam")
        carried = self.carry(who, ACCOUNTS)
        house = self.house
        mine = self.known.passphrases["sam"] if who in self.known.owners else None
        self.attempt(
            lambda: departures.start(house.vault, house.people[who], house.sam, mine), fault
        )
        if grants.is_gone(house.store, house.people[who]):
            self.known.leaving.add(who)
            self.is_out(who, carried, or_else=False)

    @precondition(lambda self: self.known.leaving)
    @rule(stays=st.booleans(), fault=FAULTS)
    def end_a_departure(self, stays: bool, fault: Fault | None) -> None:
        self.enter("sam")
        house = self.house
        for row in house.store.all(Departure):
            if row.closed_at is None and not row.cancelled:
                self.attempt(partial(self.end_one, row.id, stays=stays), fault)
        self.known.leaving = {
            who for who in STAFF if grants.is_gone(house.store, house.people[who])
        }

    def end_one(self, departure: DepartureId, *, stays: bool) -> Steps[None] | None:
        vault, sam = self.house.vault, self.house.sam
        if stays:
            return departures.cancel(vault, departure, sam)
        return departures.close(vault, departure, sam, why="because")

    @rule(who=st.sampled_from(EVERYBODY), fault=FAULTS)
    def unlock(self, who: str, fault: Fault | None) -> None:
        unlocking.lock(self.house.vault)
        if who in self.known.passphrases:
            person, typed = self.house.people[who], self.known.passphrases[who]
            self.attempt(lambda: unlocking.unlock(self.house.vault, person, typed), fault)

    def choose_login(self, on: bool, fault: Fault | None) -> None:
        self.enter("sam")
        vault = self.house.vault
        ended = self.attempt(
            lambda: unlocking.put_login_slot(vault) if on else unlocking.drop_login_slot(vault),
            fault,
        )
        if ended is DONE:
            self.known.alone = on

    def use_the_kit(self, fault: Fault | None) -> None:
        house, typed = self.house, Secret(f"the passphrase {self.fresh()} of sam")
        unlocking.lock(house.vault)
        code = house.code.reveal()
        self.attempt(lambda: unlocking.unlock_with_code(house.vault, house.sam, code, typed), fault)
        if self.opens("sam", typed):
            self.known.passphrases["sam"] = typed

    def make_a_kit(self, fault: Fault | None) -> None:
        self.enter("sam")
        vault = self.house.vault
        kit = run_here(setting_up.make_kit(vault))
        typed = dict(enumerate(kit.code.reveal().split("-"), 1))
        ended = self.attempt(lambda: setting_up.confirm_kit(vault, kit, typed), fault)
        if ended is DONE:
            self.house.code = kit.code

    def tidy(self, fault: Fault | None, days: int) -> None:
        self.house.clock.go_on(days=days)
        self.attempt(lambda: records.tidy(self.house.vault), fault)
        run_here(records.tidy(self.house.vault))
        house = self.house
        assert house.record_entries() == house.expected_entries() - self.ghosts
        assert house.device_entries() == known_devices(house.store)

    def start_anew(self) -> None:
        self.house = self.house.again()

    @rule(fault=FAULTS)
    def back_up(self, fault: Fault | None) -> None:
        there = self.house.copy()
        ended = self.attempt(lambda: backups.back_up(self.house.vault, folder="/usb"), fault)
        if ended is DONE:
            secrets = self.house.backups.written[-1][2]
            self.backup = (there, secrets, self.known.copied())

    @precondition(lambda self: self.backup is not None)
    @rule(fault=FAULTS)
    def lose_the_computer(self, fault: Fault | None) -> None:
        assert self.backup is not None
        before, secrets, known = self.backup
        there = before.another_computer()
        there.clock.instant = self.house.clock.instant
        slot = there.store.get(VaultSlot, "recovery:")
        assert slot is not None
        code = there.sealing.read_code(there.code.reveal())
        master = there.sealing.open_recovery(code, vault=there.vault.id, slot=slot.sealed)
        typed = Secret(f"the passphrase {self.fresh()} of sam")

        def adopting() -> Steps[None]:
            return restoring.adopt(
                there.vault, master=master, secrets=secrets, person=there.sam, passphrase=typed
            )

        old, self.house = self.house, there
        if self.attempt(adopting, fault) is not DONE:
            run_here(adopting())
        run_here(records.tidy(there.vault))
        old.store.close()
        # What was replaced before the backup lay in the other computer's keyring alone.
        self.ghosts = there.expected_entries() - there.record_entries()
        self.known = known.copied()
        self.known.passphrases, self.known.owners = {"sam": typed}, {"sam"}
        self.known.alone = False
        self.carried = []

    def work_on_something_else(self, back: bool) -> None:
        """An ordinary step and its undoing touch no row of the vault."""

        def change(tx: Tx, ports: Ports) -> None:
            row = tx.get(Account, ACCOUNTS[0])
            assert row is not None
            tx.put(replace(row, handle=self.fresh()))

        before = self.rows()
        self.house.changes.do(Action.SAVE_ANSWERS, change)
        if back:
            self.house.changes.undo()
            self.house.changes.redo()
            self.house.changes.undo()
        assert self.rows() == before

    @rule(job=st.integers(0, 9), fault=FAULTS, account=ACCOUNT, switch=st.booleans())
    def do_an_odd_job(
        self, job: int, fault: Fault | None, account: AccountId, switch: bool
    ) -> None:
        """What happens seldom, together as often as one of the others."""
        [
            lambda: self.renew(account, fault),
            lambda: self.renew_device(fault),
            self.promote_tom,
            lambda: self.choose_login(switch, fault),
            lambda: self.use_the_kit(fault),
            lambda: self.make_a_kit(fault),
            self.start_anew,
            lambda: self.work_on_something_else(switch),
            lambda: self.tidy(fault, 31 if switch else 0),
            lambda: self.tidy(fault, -3 if switch else 1),
        ][job]()

    # What must hold

    @invariant()
    def each_opens_theirs_and_nobody_else_anything(self) -> None:
        there = self.house.copy()
        there.clock.instant = self.house.clock.instant
        for who in EVERYBODY:
            unlocking.lock(there.vault)
            typed = self.known.passphrases.get(who)
            if typed is None:
                attempt = unlocking.unlock(there.vault, there.people[who], PASSPHRASES[who])
                assert refused(lambda a=attempt: run_here(a)).code is Code.NOT_ALLOWED
                continue
            told = run_here(unlocking.unlock(there.vault, there.people[who], typed))
            assert told.owner == (who in self.known.owners)
            assert told.log is None or told.log.broken is None
            for account in ACCOUNTS:
                self.check_account(there, who, account)
        there.store.close()

    def check_account(self, there: VaultHouse, who: str, account: AccountId) -> None:
        right = self.known.rights.get((account, who))
        owner = who in self.known.owners
        for use, may in (
            (Use.COPY_PASSWORD, owner or right is not None),
            (Use.SHOW, owner or right is Right.SEE),
        ):
            found: object = None
            try:
                used = run_here(records.open_record(there.vault, account, use))
                found = used.record.password
            except ExpectedError as error:
                found = error.code
            expected = self.known.passwords.get(account, Code.SECRET_MISSING)
            assert found == (expected if may else Code.NOT_ALLOWED), (who, account, use)

    @invariant()
    def nothing_carried_away_opens_anything_new(self) -> None:
        for carried in self.carried:
            row = self.house.store.get(VaultSecret, carried.account)
            if row is not None and row.ref not in carried.refs:
                assert not carried.copy.reads(self.house, carried.account)

    @invariant()
    def the_keyring_holds_nothing_that_nobody_knows(self) -> None:
        house = self.house
        assert house.record_entries() <= house.expected_entries()
        assert look_at_whole_log(house.vault).broken is None

    # How it is done

    def fresh(self) -> str:
        self.count += 1
        return f"pw-{self.count}"

    def rows(self) -> list[object]:
        return [row for kind in VAULT_KINDS for row in self.house.store.all(kind)]

    def is_owner_on_paper(self, who: str) -> bool:
        row = self.house.store.get(Person, self.house.people[who])
        return row is not None and row.role is Role.OWNER

    def opens(self, who: str, typed: Secret[str]) -> bool:
        """Whether a passphrase is somebody's now."""
        there = self.house.copy()
        there.clock.instant = self.house.clock.instant
        try:
            run_here(unlocking.unlock(there.vault, there.people[who], typed))
        except ExpectedError:
            return False
        finally:
            there.store.close()
        return True

    def enter(self, who: str) -> bool:
        """Have somebody at work, if they can be."""
        if who not in self.known.passphrases:
            return False
        self.house.unlock(who, self.known.passphrases[who])
        return True

    def attempt(self, begin: Callable[[], Steps[object] | None], fault: Fault | None) -> object:
        """Do it, with a fault or without: DONE, DROPPED, or the code that came of it."""
        house = self.house
        drop = None
        if fault and fault.where == "keyring":
            house.keyring.break_at(fault.at, fault.code, stays=fault.stays, after=fault.after)
        elif fault and fault.where == "disk":
            house.store.break_at(fault.at, fault.code, stays=fault.stays)
        elif fault:
            drop = fault.at
        try:
            steps = begin()
            return DONE if steps is None else run_so_far(steps, drop)
        except ExpectedError as error:
            return error.code
        finally:
            house.keyring.break_at(None)
            house.store.break_at(None)

    def carry(self, who: str, accounts: tuple[AccountId, ...]) -> list[Carried]:
        """What somebody could carry away now."""
        if who not in self.known.passphrases:
            return []
        there = self.house.copy()
        there.clock.instant = self.house.clock.instant
        copy = Copy.__new__(Copy)
        copy.there = there
        there.unlock(who, self.known.passphrases[who])
        refs = [row.ref for row in self.house.store.all(VaultSecret)]
        return [Carried(copy, account, frozenset(refs)) for account in accounts]

    def let_go(self, who: str, accounts: tuple[AccountId, ...], carried: list[Carried]) -> None:
        """Of these accounts, what the vault says now is what is known."""
        for account in accounts:
            person = self.house.people[who]
            had = self.known.rights.get((account, who))
            if had and right_of(self.house.store, account, person) is None:
                del self.known.rights[account, who]
                if who not in self.known.owners:
                    self.carried += [each for each in carried if each.account == account]

    def is_out(self, who: str, carried: list[Carried], *, or_else: bool) -> None:
        person = self.house.people[who]
        slots = [slot for slot in self.house.store.all(VaultSlot) if slot.person == person]
        if or_else and (slots or grants_of(self.house.store, person)):
            return
        assert slots == []
        self.known.passphrases.pop(who, None)
        owner = who in self.known.owners
        self.known.owners.discard(who)
        if owner:
            # The master key is a new one: everybody else's passphrase and the kit went with it.
            self.carried += carried
            self.known.passphrases = {"sam": self.known.passphrases["sam"]}
            self.make_a_kit(None)
        self.let_go(who, ACCOUNTS, carried)
        assert not any(granted == who for _, granted in self.known.rights)


def run_so_far(steps: Steps[object], drop: int | None) -> str:
    """Run steps; with `drop`, give them up at the call of that number, done or not."""
    if drop is None:
        run_here(steps)
        return DONE
    try:
        work = next(steps)
        for _ in range(drop):
            try:
                answer = work()
            except ExpectedError as error:
                work = steps.throw(error)
            else:
                work = steps.send(answer)
    except StopIteration:
        return DONE
    if drop % 2:
        with suppress(ExpectedError):
            work()
    steps.close()
    return DROPPED


@pytest.mark.slow
class TestVaultMachine(VaultMachine.TestCase):
    settings = settings(settings.get_profile("house"), max_examples=40, stateful_step_count=20)
