"""The vault's expected errors in words: what happened, what is safe, what to do next."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.errors import Code, Why

translate = QCoreApplication.translate


def texts() -> dict[Code, str]:
    """A sentence or two for each code of the vault."""
    return {**_store(), **_secrets(), **_opening(), **_typed(), **_keeping()}


def reasons() -> dict[tuple[Code, Why], str]:
    """Sentences that say more than the code's own, because it is known why."""
    return {
        (Code.SECRET_DAMAGED, Why.BACKUP_KEY): translate(
            "Errors",
            "The key for backups was changed from outside, so no backup was written. What is kept"
            " is safe. Let an owner lock and unlock the vault: that puts the key right.",
        ),
        (Code.NOT_ALLOWED, Why.LEAVING): translate(
            "Errors",
            "Whoever is leaving or has left gets no passphrase and no right. Do they stay after"
            " all? Say so in their list on the page People first.",
        ),
        (Code.NOT_ALLOWED, Why.ONESELF): translate(
            "Errors",
            "Nobody does this to themselves: it would lock you out. Let another owner unlock the"
            " vault and do it.",
        ),
        (Code.NOT_ALLOWED, Why.OWNERS_ONLY): translate(
            "Errors", "Only an owner may do this. Let an owner unlock the vault, then try again."
        ),
    }


def _store() -> dict[Code, str]:
    return {
        Code.NO_STORE: translate(
            "Errors",
            "This computer offers no password store, so no password can be kept; everything else"
            " works. On Linux install and start gnome-keyring or KWallet, then try again.",
        ),
        Code.STORE_LOCKED: translate(
            "Errors",
            "The system's password store is locked. Everything saved before is safe. Unlock it with"
            " your login password, then try again.",
        ),
        Code.STORE_SILENT: translate(
            "Errors",
            "The system's password store does not answer. Everything saved before is safe, and you"
            " can go on with everything else. If a window asks for your login password, answer it;"
            " then try again.",
        ),
        Code.STORE_REFUSED: translate(
            "Errors",
            "The system's password store did not take the entry ({reason}). Everything saved before"
            " is safe. Try again; if it stays so, restart the computer.",
        ),
        Code.STORE_OTHER: translate(
            "Errors",
            "The passwords are in the store “{expected}”, but this login offers “{found}”. Start"
            " the one that holds them, or restore a backup on this computer.",
        ),
    }


def _secrets() -> dict[Code, str]:
    return {
        Code.SECRET_MISSING: translate(
            "Errors",
            "This entry is not in the system's password store any more; only this account is"
            " affected. Put its password in again, or restore a backup.",
        ),
        Code.SECRET_DAMAGED: translate(
            "Errors",
            "This entry was changed from outside and was not opened; only this account is affected."
            " Put its password in again, or restore a backup.",
        ),
        Code.SECRET_TOO_NEW: translate(
            "Errors",
            "This was written by a newer smbsocial and was left alone. Update this program, then"
            " try again.",
        ),
        Code.SECRET_TOO_LARGE: translate(
            "Errors",
            "This is more than the vault can keep for one account (about 7,000 characters). Nothing"
            " was changed; shorten the note.",
        ),
    }


def _opening() -> dict[Code, str]:
    return {
        Code.WRONG_KEY: translate(
            "Errors", "That does not open the vault. Check capitals and keyboard, and try again."
        ),
        Code.WAIT: translate("Errors", "Too many wrong tries: wait {seconds} seconds."),
        Code.NO_MEMORY: translate(
            "Errors",
            "There is not enough free memory to open the vault (128 MB). Close other programs and"
            " try again.",
        ),
        Code.VAULT_NOT_SET_UP: translate(
            "Errors",
            "The vault is not set up to the end yet. An owner does that on the page Accounts, under"
            " “Emergency kit and backups…”.",
        ),
        Code.VAULT_SET_UP_ALREADY: translate(
            "Errors", "The vault is set up already; nothing was changed."
        ),
        Code.VAULT_LOCKED: translate("Errors", "The vault is locked. Unlock it first."),
        Code.NOT_ALLOWED: translate(
            "Errors",
            "You have no right to do this. Ask an owner to do it, or to give you the right on the"
            " page Accounts.",
        ),
        Code.LAST_OWNER: translate(
            "Errors",
            "This is the last owner who can open the vault. Give another person an owner's"
            " passphrase first.",
        ),
    }


def _typed() -> dict[Code, str]:
    return {
        Code.PASSPHRASE_SHORT: translate(
            "Errors", "This is too short: a passphrase has at least {least} characters."
        ),
        Code.PASSPHRASE_LONG: translate(
            "Errors", "This is too long: a passphrase has at most {most} characters."
        ),
        Code.PASSPHRASE_WEAK: translate(
            "Errors", "This can be guessed. Use the five words on offer, or add a word or two."
        ),
        Code.CODE_TYPO: translate(
            "Errors",
            "This is not a recovery code: one of its characters is wrong or missing. Compare it"
            " with your kit, group by group.",
        ),
        Code.NO_QR: translate(
            "Errors",
            "There is no QR code in this picture. Copy the whole code with its white edge, or type"
            " the key that stands beside it.",
        ),
        Code.NOT_A_SEED: translate(
            "Errors",
            "This is not the key of a one-time code. Copy the key or the QR picture that the"
            " platform shows when you turn the second factor on.",
        ),
        Code.CLOCK_NO_ANSWER: translate(
            "Errors",
            "{host} did not say what time it is, so the clock could not be compared. Compare it by"
            " eye with a clock that you trust: codes hold for half a minute.",
        ),
        Code.CLOCK_FAR_OFF: translate(
            "Errors",
            "{host} cannot be trusted on the day that this computer believes it is, so its date is"
            " probably wrong. Set it in the system's settings, then show the code again.",
        ),
    }


def _keeping() -> dict[Code, str]:
    return {
        Code.LOG_BROKEN: translate(
            "Errors",
            "The access log was changed from outside after entry {seq}. What stands before it is"
            " whole; look at who uses this computer login.",
        ),
        Code.LOG_NOT_WRITTEN: translate(
            "Errors",
            "The use could not be written into the access log, so it did not happen. Ask an owner.",
        ),
        Code.BACKUP_DAMAGED: translate(
            "Errors", "The backup {path} is damaged and was not used. Try an older one."
        ),
        Code.BACKUP_NEWER: translate(
            "Errors",
            "The backup {path} was written by a newer smbsocial. Update this program, then try"
            " again.",
        ),
        Code.BACKUP_OTHER_VAULT: translate(
            "Errors",
            "The backup {path} belongs to another vault. Use the emergency kit that was printed"
            " with it.",
        ),
        Code.NO_BACKUP_FOLDER: translate(
            "Errors", "No folder for backups is chosen yet. Choose one first."
        ),
        Code.ROLE_IN_VAULT: translate(
            "Errors",
            "{value} has a passphrase or rights in the vault that go with the present role. Take"
            " them away first, then change the role.",
        ),
        Code.ACCOUNT_IN_VAULT: translate(
            "Errors",
            "The vault keeps the password of “{value}”, so the account was not removed. Take it out"
            " of the vault first.",
        ),
        Code.ACCOUNT_IN_DEPARTURE: translate(
            "Errors",
            "“{value}” stands in the list of somebody who left, so it was not removed: that list"
            " says who closed it. Say instead that the account is no longer there.",
        ),
        Code.STEPS_OPEN: translate(
            "Errors", "Some steps are still open ({count}). Finish them, or say why not."
        ),
    }
