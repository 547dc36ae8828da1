"""The access log in words: what somebody did, to be read after their name."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.access_log import Broken, Detail, LogAction, LogEntry
from smbsocial.ui.text import formats
from smbsocial.usecases.sheets import LogHead

translate = QCoreApplication.translate


def use(entry: LogEntry, about: str = "") -> str:
    """What was done: "copied the password". `about` names the person whom it concerned."""
    what = (entry.action, entry.detail)
    if what == (LogAction.GRANT, Detail.SLOT) and entry.about == entry.person:
        return translate("Log", "chose a new passphrase")
    words = _words()
    said = words.get(what) or words[entry.action, Detail.NONE]
    return said.format(about=about or translate("Log", "somebody"))


def log_line(found: LogHead) -> str:
    """The end of the log in one line; a log with a vault has more entries than one."""
    words = translate("Log", "Access log: {count} entries, {head}")
    return words.format(count=formats.number(found.entries), head=found.head)


def action(value: LogAction) -> str:
    """A kind of entry: a choice."""
    return {
        LogAction.UNLOCK: translate("Log", "unlocked the vault"),
        LogAction.FAIL: translate("Log", "tried a wrong passphrase"),
        LogAction.USE: translate("Log", "signed in, or proved to get in"),
        LogAction.SHOW: translate("Log", "looked at a password"),
        LogAction.COPY: translate("Log", "copied"),
        LogAction.CODE: translate("Log", "used a one-time code"),
        LogAction.SAVE: translate("Log", "changed or removed a password"),
        LogAction.GRANT: translate("Log", "gave a right"),
        LogAction.REVOKE: translate("Log", "took a right away"),
        LogAction.EXPORT: translate("Log", "exported"),
        LogAction.RESTORE: translate("Log", "restored a backup"),
        LogAction.OFF_BOARD: translate("Log", "somebody is leaving"),
        LogAction.LOCK: translate("Log", "locked the vault"),
    }[value]


def broken(value: Broken) -> str:
    """What is wrong with the log."""
    return {
        Broken.EDITED: translate("Log", "An entry was changed after it was written."),
        Broken.MISSING: translate("Log", "Entries are missing."),
        Broken.REWRITTEN: translate(
            "Log", "Entries are not what an owner's last unlocking had seen."
        ),
    }[value]


def _words() -> dict[tuple[LogAction, Detail], str]:
    return {**_vault(), **_uses(), **_rights(), **_house()}


def _vault() -> dict[tuple[LogAction, Detail], str]:
    return {
        (LogAction.UNLOCK, Detail.NONE): translate("Log", "unlocked the vault"),
        (LogAction.UNLOCK, Detail.SET_UP): translate("Log", "set up the vault"),
        (LogAction.UNLOCK, Detail.LOGIN_ALONE): translate(
            "Log", "unlocked the vault with the computer login"
        ),
        (LogAction.UNLOCK, Detail.RECOVERY): translate(
            "Log", "opened the vault with the emergency kit"
        ),
        (LogAction.FAIL, Detail.NONE): translate("Log", "tried a wrong passphrase"),
        (LogAction.FAIL, Detail.RECOVERY): translate("Log", "tried a wrong emergency code"),
        (LogAction.REVOKE, Detail.SET_UP): translate("Log", "began setting the vault up anew"),
        (LogAction.LOCK, Detail.NONE): translate("Log", "locked the vault"),
        (LogAction.LOCK, Detail.IDLE): translate("Log", "was idle, and the vault locked itself"),
        (LogAction.LOCK, Detail.LEFT_DESK): translate(
            "Log", "left the desk, and the vault locked itself"
        ),
    }


def _uses() -> dict[tuple[LogAction, Detail], str]:
    return {
        (LogAction.USE, Detail.NONE): translate("Log", "used the account"),
        (LogAction.USE, Detail.SIGN_IN): translate("Log", "opened the sign-in page"),
        (LogAction.USE, Detail.DRILL): translate("Log", "took it for the drill"),
        (LogAction.USE, Detail.PROVED): translate("Log", "proved to get in (drill)"),
        (LogAction.USE, Detail.LOG): translate("Log", "accepted the log as it stands"),
        (LogAction.SHOW, Detail.NONE): translate("Log", "looked at the password"),
        (LogAction.SHOW, Detail.RECORD): translate("Log", "looked at everything in it"),
        (LogAction.SHOW, Detail.CODES): translate("Log", "looked at the recovery codes"),
        (LogAction.COPY, Detail.NONE): translate("Log", "copied the password"),
        (LogAction.COPY, Detail.LOGIN): translate("Log", "copied the user name"),
        (LogAction.COPY, Detail.CODES): translate("Log", "copied a recovery code"),
        (LogAction.CODE, Detail.NONE): translate("Log", "used a one-time code"),
        (LogAction.SAVE, Detail.NONE): translate("Log", "changed what is kept"),
        (LogAction.SAVE, Detail.FIRST): translate("Log", "put the password in"),
        (LogAction.SAVE, Detail.PASSWORD): translate("Log", "changed the password"),
        (LogAction.SAVE, Detail.REMOVED): translate("Log", "took it out of the vault"),
    }


def _rights() -> dict[tuple[LogAction, Detail], str]:
    return {
        (LogAction.GRANT, Detail.NONE): translate("Log", "gave {about} a right"),
        (LogAction.GRANT, Detail.RIGHT_USE): translate("Log", "let {about} use it"),
        (LogAction.GRANT, Detail.RIGHT_SEE): translate("Log", "let {about} see the password"),
        (LogAction.GRANT, Detail.SLOT): translate("Log", "gave {about} a passphrase"),
        (LogAction.GRANT, Detail.LOGIN_ALONE): translate(
            "Log", "let the computer login open the vault"
        ),
        (LogAction.REVOKE, Detail.NONE): translate("Log", "took it away from {about}"),
        (LogAction.REVOKE, Detail.SLOT): translate("Log", "locked {about} out of the vault"),
        (LogAction.REVOKE, Detail.LOGIN_ALONE): translate(
            "Log", "made the vault ask for the passphrase again"
        ),
    }


def _house() -> dict[tuple[LogAction, Detail], str]:
    return {
        (LogAction.EXPORT, Detail.NONE): translate("Log", "exported something"),
        (LogAction.EXPORT, Detail.KIT): translate("Log", "made an emergency kit"),
        (LogAction.EXPORT, Detail.BACKUP): translate("Log", "wrote a backup"),
        (LogAction.EXPORT, Detail.LOG): translate("Log", "exported this log"),
        (LogAction.RESTORE, Detail.NONE): translate("Log", "restored a backup"),
        (LogAction.OFF_BOARD, Detail.NONE): translate("Log", "worked on {about}’s leaving"),
        (LogAction.OFF_BOARD, Detail.STARTED): translate("Log", "wrote down: {about} is leaving"),
        (LogAction.OFF_BOARD, Detail.CLOSED): translate("Log", "closed {about}’s leaving"),
        (LogAction.OFF_BOARD, Detail.CANCELLED): translate("Log", "wrote down: {about} stays"),
    }
