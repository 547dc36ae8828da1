"""What the vault costs: each step as a ratio to what it cannot do without, in the same run.

Run from the checkout: `python tests/benchmarks/vault_steps.py`. Opening is held against bare
Argon2id with the same figures, everything else against the plain reference. Aim: what the window's
own thread does (all but the opening, which has a lane of its own) stays under 50 ms with five years
of data.
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

from _timing import milliseconds, reference  # noqa: E402

AIM_MS = 50
ROUNDS = 9
ACCOUNTS = 60
ENTRIES = 20_000
PASSPHRASE = "grüne äpfel in sieben körben"  # noqa: S105 - of nobody


def main() -> None:
    """Print one line for each step."""
    from house import CAFE, CountedIds, SetClock

    from smbsocial.app.paths import resources_folder
    from smbsocial.domain.access_log import LogAction, next_entry
    from smbsocial.domain.business import Person
    from smbsocial.domain.ids import AccountId, PlatformKey
    from smbsocial.domain.platforms import Account
    from smbsocial.domain.secret import Record, Secret
    from smbsocial.library.loader import FileLibrary
    from smbsocial.storage.store import open_store
    from smbsocial.usecases import register, setup
    from smbsocial.usecases.changes import Action, Changes
    from smbsocial.usecases.ports import Ports
    from smbsocial.usecases.steps import run_here
    from smbsocial.usecases.vault import records, setting_up, unlocking, watching
    from smbsocial.usecases.vault.session import Vault
    from smbsocial.vault import keys
    from smbsocial.vault.entries import KeyringEntries
    from smbsocial.vault.making import VaultMaking
    from smbsocial.vault.memory_store import MemoryStore
    from smbsocial.vault.sealing import SodiumSealing

    with tempfile.TemporaryDirectory() as name:
        clock = SetClock()
        store = open_store(Path(name) / "data", create=True)
        library = FileLibrary(resources_folder() / "library")
        changes = Changes(store, Ports(clock, CountedIds(), library))
        changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)
        owner = store.all(Person)[0].id
        sealing = SodiumSealing()
        entries = KeyringEntries(MemoryStore())
        vault = Vault(changes, sealing, entries, None, VaultMaking())
        run_here(setting_up.set_up(vault, owner, Secret(PASSPHRASE)))
        kit = run_here(setting_up.make_kit(vault))
        groups = kit.code.reveal().split("-")
        setting_up.confirm_kit(vault, kit, {n: groups[n - 1] for n in kit.asked})
        record = Record("rosa", "pw-1", note="by the till")
        ids = [AccountId(f"account-{n}") for n in range(ACCOUNTS)]
        with store.transaction() as tx:
            for id in ids:
                tx.put(Account(id, PlatformKey("instagram"), f"@{id}"))
        for id in ids:
            run_here(records.save_record(vault, id, record))
        with store.transaction() as tx:
            (last,) = tx.log(limit=1)
            for number in range(ENTRIES):
                last = next_entry(
                    last,
                    at=clock.now(),
                    person=owner,
                    action=LogAction.COPY,
                    account=ids[number % ACCOUNTS],
                )
                tx.append(last)

        def tell(what: str, taken: float, unit: float, against: str) -> None:
            print(f"{what}: {taken:.2f} ms = {taken / unit:.2f} x {against}", flush=True)

        plain = milliseconds(reference, rounds=ROUNDS)
        salt, typed = bytes(16), Secret(PASSPHRASE.encode())
        bare = milliseconds(lambda: keys.argon(typed, salt=salt, m_kib=131_072, t=3), rounds=ROUNDS)
        print(f"reference {plain:.1f} ms, bare Argon2id {bare:.0f} ms")

        def unlock() -> None:
            unlocking.lock(vault)
            run_here(unlocking.unlock(vault, owner, Secret(PASSPHRASE)))

        tell("unlock, in the lane", milliseconds(unlock, rounds=5), bare, "bare Argon2id")
        own = [
            (
                "copy a password (logged first)",
                lambda: run_here(records.open_record(vault, ids[0], records.Use.COPY_PASSWORD)),
            ),
            (
                "save a record",
                lambda: run_here(records.save_record(vault, ids[0], record)),
            ),
            (
                f"the register with {ACCOUNTS} accounts",
                lambda: register.register_sheet(store, changes.ports),
            ),
            (
                "one account with its log",
                lambda: register.account_sheet(store, changes.ports, ids[0]),
            ),
        ]
        worst = 0.0
        for what, work in own:
            taken = milliseconds(work, rounds=ROUNDS)
            worst = max(worst, taken)
            tell(what, taken, plain, "reference")
        print(f"worst on the window's thread {worst:.1f} ms, aim {AIM_MS} ms")
        whole = milliseconds(lambda: watching.look_at_whole_log(vault), rounds=3)
        tell(f"the whole log, {ENTRIES:,} entries, when asked for", whole, plain, "reference")
        store.close()


if __name__ == "__main__":
    main()
