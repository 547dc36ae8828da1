"""Whether everything is in order, and what came out of a backup, in words for the command line."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.access_log import ChainState
from smbsocial.domain.days import local_day
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.ui.text import formats
from smbsocial.ui.text.errors import sentence
from smbsocial.usecases.vault.checkup import (
    BackupCheck,
    KeysCheck,
    PlaceCheck,
    StoreCheck,
    VaultCheck,
)
from smbsocial.usecases.vault.restored import Restored
from smbsocial.usecases.vault.session import VaultState

translate = QCoreApplication.translate

Line = tuple[bool | None, str]
"""Whether it is good, and what to say; None: neither, it is only said."""


def lines(place: PlaceCheck, found: VaultCheck, names: Mapping[AccountId, str]) -> list[str]:
    """A line for each thing that was looked at, led by "good", "care", or "note"."""
    marks = {
        True: translate("Checkup", "good"),
        False: translate("Checkup", "care"),
        None: translate("Checkup", "note"),
    }
    width = max(len(mark) for mark in marks.values())
    said = [*_place(place), _log(found.log), *_vault(found, names)]
    return [f"{marks[good].ljust(width)}  {text}" for good, text in said]


def about_backup(made: datetime, vault: bytes, folder: str) -> str:
    """What is going to be restored, before the code is asked for."""
    return translate(
        "Checkup",
        "Backup of {day}, {time} (UTC), with the kit that says {vault}. It takes the place of what"
        " is in {folder}; a copy of that is kept. Nothing of what you type is shown.",
    ).format(
        day=formats.day_year(made.date()),
        time=formats.clock(made.time()),
        vault=vault.hex()[:8],
        folder=folder,
    )


def ask_code() -> str:
    """Asking for the emergency kit's code."""
    return translate("Checkup", "Code of the emergency kit: ")


def ask_passphrase() -> str:
    """Asking for a new passphrase."""
    return translate("Checkup", "New passphrase of the owner: ")


def ask_again() -> str:
    """Asking for the same passphrase once more."""
    return translate("Checkup", "The same again: ")


def differ() -> str:
    """The two passphrases are not the same."""
    return translate("Checkup", "These are two different passphrases.")


def restored_lines(restored: Restored, aside: str) -> list[str]:
    """What a folder holds now; `aside`: where the copy of what was there lies, "" for none."""
    back = translate("Checkup", "{business} is back as of {day}. The new passphrase is {owner}’s.")
    unnamed = translate(
        "Checkup", "{business} is back as of {day}. The new passphrase is the owner’s."
    )
    made = formats.day_year(local_day(restored.made, restored.zone))
    said = [
        (back if restored.owner else unnamed).format(
            business=restored.business, day=made, owner=restored.owner
        )
    ]
    if aside:
        said.append(_replaced(restored, aside))
    if restored.unreadable:
        text = translate(
            "Checkup",
            "These passwords were gone or damaged already when the backup was made: {names}. Put"
            " them in again, or try an older backup.",
        )
        said.append(text.format(names=formats.listed([*restored.unreadable.values()])))
    said.extend(_locked_out(restored))
    if aside:
        said.append(
            translate(
                "Checkup",
                "All other rights and passphrases are those of that day again: look through the"
                " page People.",
            )
        )
    if restored.folder_gone:
        text = translate(
            "Checkup",
            "Backups went to {folder}, which is not on this computer. Choose a folder for them"
            " again.",
        )
        said.append(text.format(folder=restored.folder_gone))
    if restored.log.broken is not None:
        said.append(_log(restored.log)[1])
    return said


def _replaced(restored: Restored, aside: str) -> str:
    """Where the copy lies, and how long everything in it opens."""
    text = translate("Checkup", "What was here before is in {path}.")
    if restored.later:
        text = translate(
            "Checkup",
            "What was here before is in {path}; passwords that were saved since that day stay in"
            " the password store for 30 more days.",
        )
    return text.format(path=aside)


def _locked_out(restored: Restored) -> list[str]:
    """Who cannot unlock the vault, and who shall not."""
    nobody = translate("Checkup", "somebody without a name")
    said = []
    for people, text in (
        (
            restored.kept_out,
            translate(
                "Checkup",
                "The vault was closed to these people after that day, and stays closed to them:"
                " {names}.",
            ),
        ),
        (
            restored.locked_out,
            translate("Checkup", "These people need a new passphrase from an owner: {names}."),
        ),
    ):
        if people:
            said.append(text.format(names=formats.listed([name or nobody for name in people])))
    if restored.new_kit:
        said.append(
            translate(
                "Checkup",
                "An owner of that day is none any more and may know the keys of this backup, so"
                " they are new ones: unlock the vault and print a new emergency kit.",
            )
        )
    return said


def _place(place: PlaceCheck) -> list[Line]:
    if place.sound:
        found: list[Line] = [(True, translate("Checkup", "The database is whole."))]
    else:
        damaged = ExpectedError(Code.DATABASE_DAMAGED, path=place.folder, backup="")
        found = [(False, sentence(damaged))]
    if place.service is not None:
        synced = ExpectedError(Code.FOLDER_SYNCED, path=place.folder, service=place.service)
        found.append((False, sentence(synced)))
    else:
        found.append((True, translate("Checkup", "The folder is on a disk of this computer.")))
    for name in place.conflicts:
        text = translate(
            "Checkup", "A second version of the database lies beside it: {name}. Move it away."
        )
        found.append((False, text.format(name=name)))
    if place.open_to_others:
        text = translate(
            "Checkup",
            "Other logins of this computer may look into {folder}. Take their rights away, or keep"
            " the business in a folder of its own.",
        )
        found.append((False, text.format(folder=place.folder)))
    return found


def _log(log: ChainState) -> Line:
    if log.broken is not None:
        return False, sentence(ExpectedError(Code.LOG_BROKEN, seq=log.seq))
    if not log.seq:
        return True, translate("Checkup", "The access log is empty.")
    text = translate("Checkup", "The access log is whole. Entries: {count}, the last one {head}.")
    return True, text.format(count=formats.number(log.seq), head=log.head.hex()[:8])


def _vault(found: VaultCheck, names: Mapping[AccountId, str]) -> list[Line]:
    if found.state is VaultState.NONE:
        none = translate("Checkup", "No vault is set up, so no password is kept.")
        return [(True, none), _store(found.store, needed=False)]
    said = [_store(found.store, needed=True), *_keys(found.keys, found.store, names)]
    if found.state is VaultState.KIT_OPEN:
        kit = translate(
            "Checkup",
            "The emergency kit was never confirmed: without it nobody can open a backup. Unlock"
            " the vault to print it.",
        )
        said.append((False, kit))
    return [*said, _backup(found.backup)]


def _store(store: StoreCheck, *, needed: bool) -> Line:
    """Without a vault nothing was read from it, so nothing is said of whether it is open."""
    if store.trouble is not None:
        return False if needed else None, sentence(store.trouble)
    if not needed:
        there = translate("Checkup", "This computer has a password store: {name}.")
        return None, there.format(name=store.name)
    text = translate("Checkup", "The password store answers: {name}.")
    return True, text.format(name=store.name)


def _keys(keys: KeysCheck, store: StoreCheck, names: Mapping[AccountId, str]) -> list[Line]:
    said: list[Line] = []
    if keys.missing:
        text = translate("Checkup", "Not in the password store any more: {names}.")
        said.append((False, text.format(names=_listed(keys.missing, names))))
    if keys.damaged:
        text = translate("Checkup", "Changed from outside, and not to be opened: {names}.")
        said.append((False, text.format(names=_listed(keys.damaged, names))))
    if keys.lost_devices:
        text = translate(
            "Checkup",
            "A key of this computer is not in the password store any more ({keys}): whose"
            " passphrase was made with it needs a new one from an owner, or the emergency kit.",
        )
        said.append((False, text.format(keys=formats.listed(keys.lost_devices))))
    if keys.good and store.trouble is None:
        text = translate("Checkup", "Every password is there. Kept: {count}.")
        said.append((True, text.format(count=formats.number(keys.records))))
    if keys.pending or keys.old:
        text = translate("Checkup", "To be cleared by itself: cut short {pending}, replaced {old}.")
        said.append((True, text.format(pending=keys.pending, old=keys.old)))
    return said


def _backup(backup: BackupCheck) -> Line:
    if not backup.folder:
        return False, sentence(ExpectedError(Code.NO_BACKUP_FOLDER))
    if backup.trouble is not None:
        return False, sentence(backup.trouble)
    if backup.newest is None:
        text = translate("Checkup", "There is no backup in {folder} yet.")
        return False, text.format(folder=backup.folder)
    good = translate("Checkup", "The newest backup is {path}. Days old: {days}.")
    late = translate("Checkup", "A newer backup is due: {path} is {days} days old.")
    # One from a time to come was made while the clock was ahead: it is of today.
    days = formats.number(max(timedelta(), backup.age or timedelta()).days)
    return not backup.late, (late if backup.late else good).format(
        path=backup.newest.path, days=days
    )


def _listed(ids: Sequence[AccountId], names: Mapping[AccountId, str]) -> str:
    return formats.listed([names.get(id, id) for id in ids])
