"""Commands that look after what is kept: the register, backups, and whether all is in order."""

import argparse
import errno
import os
from datetime import datetime
from pathlib import Path

from smbsocial.app import wiring
from smbsocial.app.commands.output import as_json, explain, say, table, warn
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.ownership import CheckKind
from smbsocial.ui.text import accounts as words
from smbsocial.ui.text import checkup as checkup_words
from smbsocial.ui.text import formats, names
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.register import register_sheet
from smbsocial.usecases.register_sheets import Access, AccountRow
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.checkup import PlaceCheck, VaultCheck, check_vault

NEEDS_CARE_STATUS = 1


def accounts(options: argparse.Namespace) -> int:
    """`accounts`: the register with the health of each account; never a secret."""
    with wiring.opened(options.data_dir, create=False) as house:
        rows = register_sheet(house.store, house.ports).rows
    if options.json:
        as_json([_account_row(row) for row in rows])
    elif not rows:
        say("No account is in the register.")
    else:
        table(
            (_account_line(row) for row in rows),
            ("Account", "Handle", "Health", "Second factor", "Password changed", "Who gets in"),
        )
    return 0


def backup(options: argparse.Namespace) -> int:
    """`backup`: encrypted, read back and verified before it counts."""
    from smbsocial.app.backup_desk import BackupDesk
    from smbsocial.app.patience import PROMPT_SECONDS
    from smbsocial.app.vaulting import make_vault
    from smbsocial.usecases.vault.backups import back_up

    folder, name = _target(options.to)
    with wiring.opened(options.data_dir, create=False) as house:
        desk = BackupDesk(house.store, rotates=folder is None, name=name)
        vault = make_vault(house.store, house.changes, patience=PROMPT_SECONDS, backups=desk)
        done = run_here(back_up(vault, folder=folder))
    if not done.logged:
        warn("The access log could not be written: it does not tell of this backup.")
    if options.json:
        as_json({"file": done.path, "created": _instant(done.created), "logged": done.logged})
    else:
        say(done.path)
    return 0


def check(options: argparse.Namespace) -> int:
    """`check`: 0 all good, 1 something needs care."""
    from smbsocial.app.patience import SILENT_SECONDS
    from smbsocial.app.vaulting import is_played, make_vault
    from smbsocial.storage.folder import conflicting_copies, is_open_to_others, synced_by

    with wiring.opened(options.data_dir, create=False) as house:
        vault = make_vault(house.store, house.changes, patience=SILENT_SECONDS, forgets=False)
        folder = house.store.folder or Path()
        place = PlaceCheck(
            folder=str(folder),
            service=synced_by(folder),
            conflicts=conflicting_copies(folder),
            sound=house.store.is_sound(),
            open_to_others=is_open_to_others(folder),
        )
        found = run_here(check_vault(vault, played=is_played(house.store)))
        named = _named(house)
    good = place.good and found.good
    if options.json:
        as_json({"good": good, **_place_row(place), **_vault_row(found)})
    else:
        for line in checkup_words.lines(place, found, named):
            say(line)
    return 0 if good else NEEDS_CARE_STATUS


def _target(to: Path | None) -> tuple[str | None, str | None]:
    """The folder to write to (None: the owner's), and the file's name (None: by its time)."""
    if to is None:
        return None, None
    to = to.expanduser().absolute()
    if to.is_dir():
        return str(to), None
    if to.exists() or to.is_symlink():
        reason = os.strerror(errno.EEXIST)
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(to), reason=reason)
    return str(to.parent), to.name


def _named(house: wiring.House) -> dict[AccountId, str]:
    if the_business(house.store) is None:
        return {}
    rows = register_sheet(house.store, house.ports).rows
    return {row.account.id: f"{row.name} {row.account.handle}".strip() for row in rows}


def _account_line(row: AccountRow) -> tuple[str, ...]:
    since = row.password_since
    factor = next((each.state for each in row.checks if each.kind is CheckKind.FACTOR), None)
    return (
        row.name,
        row.account.handle,
        words.health(row.health),
        words.factor(row.registration, factor) if factor else "",
        formats.day(since.date()) if since else "",
        formats.listed([names.person(each.person) for each in row.access]),
    )


def _account_row(row: AccountRow) -> dict[str, object]:
    account, entry = row.account, row.registration
    return {
        "id": account.id,
        "platform": account.platform,
        "name": row.name,
        "handle": account.handle,
        "link": account.link,
        "exists": account.exists,
        "email": entry.email,
        "email_of": entry.email_of.value,
        "phone": entry.phone,
        "phone_of": entry.phone_of.value,
        "registered_by": entry.registered_by,
        "second_factor": entry.factor.value,
        "factor_of": entry.factor_of.value,
        "purpose": entry.purpose,
        "health": row.health.value if row.health else None,
        "checks": {each.kind.value: each.state.value for each in row.checks},
        "kept": row.kept,
        "password_since": _instant(row.password_since),
        "change_due": row.change_due,
        "access": [_access_row(each) for each in row.access],
    }


def _access_row(access: Access) -> dict[str, object]:
    return {
        "person": access.person.name,
        "right": access.right.value if access.right else None,
        "by_role": access.by_role,
        "admin": access.admin,
        "gone": access.gone_at is not None,
    }


def _place_row(place: PlaceCheck) -> dict[str, object]:
    folder = {
        "path": place.folder,
        "service": place.service,
        "conflicts": [*place.conflicts],
        "open_to_others": place.open_to_others,
    }
    return {"folder": folder, "database": {"sound": place.sound}}


def _vault_row(found: VaultCheck) -> dict[str, object]:
    keys, backup = found.keys, found.backup
    newest = backup.newest
    return {
        "store": {
            "name": found.store.name,
            "reachable": found.store.trouble is None,
            "problem": _problem(found.store.trouble),
        },
        "vault": {
            "state": found.state.value,
            "records": keys.records,
            "missing": [*keys.missing],
            "damaged": [*keys.damaged],
            "pending": keys.pending,
            "old": keys.old,
            "lost_devices": [*keys.lost_devices],
        },
        "log": {
            "entries": found.log.seq,
            "whole": found.log.broken is None,
            "broken": found.log.broken.value if found.log.broken else None,
            "head": found.log.head.hex()[:8] if found.log.seq else None,
        },
        "backup": {
            "folder": backup.folder,
            "file": newest.path if newest else None,
            "created": _instant(newest.created) if newest else None,
            "age_days": backup.age.days if backup.age is not None else None,
            "late": backup.late,
            "problem": _problem(backup.trouble),
        },
    }


def _problem(error: ExpectedError | None) -> str | None:
    return explain(error) if error else None


def _instant(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
