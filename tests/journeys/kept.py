"""Corner Café with a vault in the real keyring, made before the program starts.

As a script (`kept.py FOLDER [BACKUPS]`) it makes the café and prints the emergency kit's code; a
process of its own, because a vault closes its process to others. As a module it says what opens it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from person import Program, Push, on
from screen_reader import COMBO, LINE, Seen

OWNERS = "slate harbour ochre nine kettles"
STAFFS = "copper lentil brook and sail"
NEW = "violet anchor seven gravel tins"
PASSWORD = "fLat-white-19-Zebra"  # noqa: S105 - of a café in a test
LATER_PASSWORD = "oat-milk-77-Quince"  # noqa: S105
SEED = "JBSWY3DPEHPK3PXP"
MONDAY = date(2027, 1, 11)
WORDS_IN_GROUPS = 7
INSTAGRAM, FACEBOOK = "instagram", "facebook"


def make(folder: Path, environment: dict[str, str], *, backups: Path | None = None) -> str:
    """Make the café on the Monday; the code of its kit. With `backups`, one is written there."""
    words = [sys.executable, __file__, str(folder), *([str(backups)] if backups else [])]
    here = Path(__file__).parent
    places = [str(here.parents[1]), str(here.parent), str(here)]
    surroundings = {**on(MONDAY, environment), "PYTHONPATH": ":".join(places)}
    done = subprocess.run(
        words, env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["code"])


def plain(folder: Path) -> None:
    """The café without accounts and without a vault."""
    from corner_cafe import cafe

    from smbsocial.storage.store import open_store

    with closing(open_store(folder, create=True)) as store, store.transaction() as tx:
        for row in cafe():
            tx.put(row)


def unlock(app: Program, who: str, passphrase: str, *, given: bool = False) -> None:
    """Fill the form that asks who unlocks the vault, and wait until it has gone.

    `given`: somebody else knows the passphrase, so another one is asked for, and is put off.
    """
    app.reader.wait_for("Your passphrase", LINE)
    app.wait_in_front("Unlock the vault")
    for other in {"Ann", "Ben"} - {who}:
        if app.reader.find(other, COMBO):  # a box of choices is called by what it shows
            app.click(other, COMBO)
            app.keys(who[0].lower(), "Return")
            app.reader.wait_for(who, COMBO)
    app.click("Your passphrase", LINE)
    app.type(passphrase)
    app.keys("Return")
    if given:
        app.reader.wait_for("Ann gave you your passphrase and knows it")
        app.click("Later")
    app.reader.wait_gone("Your passphrase", LINE)


def write_kit(app: Program, push: Push) -> str:
    """Write the kit's code by hand and type two groups of it back; the code."""
    push("Write it by hand")
    groups = _code_on(app)
    push("I have it on paper")
    for field in app.reader.wait_until(lambda: _asked(app), "two groups to type"):
        number = int(field.name.rsplit(" ", 1)[1])
        fill(app, field.name, groups[number - 1].lower())
    push("The kit is ready")
    return "-".join(groups)


def fill(app: Program, field: str, text: str) -> None:
    """Go to a field by keyboard and type."""
    focused = app.reader.focused()
    if focused is None or focused.name != field or focused.role != LINE:
        app.tab_to(field, LINE)
    app.type(text)


def _code_on(app: Program) -> list[str]:
    """The seven groups of the code, as they stand on the screen."""

    def look() -> list[str]:
        for text in app.reader.texts():
            groups = text.split()
            if len(groups) == WORDS_IN_GROUPS and all(len(group) == 4 for group in groups):
                return groups
        return []

    found: list[str] = app.reader.wait_until(look, "seven groups of four")
    return found


def _asked(app: Program) -> list[Seen]:
    """The fields for the groups that are to be typed."""
    return [s for s in app.reader.everything() if s.role == LINE and "Group number" in s.name]


def _main(folder: str, backups: str = "") -> None:
    from smbsocial.app.vaulting import join
    from smbsocial.app.wiring import make_ports
    from smbsocial.domain.ids import AccountId, PersonId
    from smbsocial.domain.secret import Record, Secret
    from smbsocial.domain.vault import Right
    from smbsocial.storage.store import open_store
    from smbsocial.usecases.changes import Changes
    from smbsocial.usecases.steps import run_here
    from smbsocial.usecases.vault import grants, records, setting_up, unlocking
    from smbsocial.usecases.vault.backups import back_up, choose_backup_folder
    from smbsocial.vault.keys import LEAST_KIB, LEAST_PASSES
    from smbsocial.vault.sealing import SodiumSealing
    from smbsocial.vault.stores import KeyringStore

    plain(Path(folder))
    ann, ben = PersonId("ann"), PersonId("ben")
    quick = SodiumSealing(m_kib=LEAST_KIB, t=LEAST_PASSES)
    with closing(open_store(Path(folder), create=False)) as store:
        with store.transaction() as tx:
            for row in _register():
                tx.put(row)
        changes = Changes(store, make_ports())
        vault = join(store, changes, secrets=KeyringStore(), sealing=quick)
        run_here(setting_up.set_up(vault, ann, Secret(OWNERS)))
        kit = run_here(setting_up.make_kit(vault))
        groups = kit.code.reveal().split("-")
        setting_up.confirm_kit(vault, kit, {n: groups[n - 1] for n in kit.asked})
        first = Record("cornercafe", PASSWORD, SEED)
        run_here(records.save_record(vault, AccountId(INSTAGRAM), first))
        second = replace(first, login="ann@cornercafe.example", password=LATER_PASSWORD, totp="")
        run_here(records.save_record(vault, AccountId(FACEBOOK), second))
        run_here(grants.give_passphrase(vault, ben, Secret(STAFFS)))
        grants.grant(vault, AccountId(INSTAGRAM), ben, Right.USE)
        if backups:
            choose_backup_folder(vault, backups)
            run_here(back_up(vault))
        unlocking.lock(vault)
    print(json.dumps({"code": kit.code.reveal()}))


def _register() -> Iterator[object]:
    from smbsocial.domain.accounts import Belongs, Registration, SecondFactor
    from smbsocial.domain.ids import AccountId, PersonId, PlatformKey
    from smbsocial.domain.platforms import Account

    yield Account(AccountId(INSTAGRAM), PlatformKey("instagram"), "@cornercafe")
    yield Account(AccountId(FACEBOOK), PlatformKey("facebook_page"), "Corner Café")
    ours = Registration(
        AccountId(INSTAGRAM),
        email="owner@cornercafe.example",
        email_of=Belongs.BUSINESS,
        phone_of=Belongs.NOBODY,
        factor=SecondFactor.VAULT,
        admins=(PersonId("ann"),),
        codes_filed=True,
        strangers_gone=True,
    )
    yield ours
    by_role = (PersonId("ben"),)
    yield replace(ours, id=AccountId(FACEBOOK), factor=SecondFactor.NONE, by_role=by_role)


if __name__ == "__main__":
    _main(*sys.argv[1:])
