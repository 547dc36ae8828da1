"""A departure in words: its steps, what was used last, and when something was done."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.access_log import Detail, LogAction, LogEntry
from smbsocial.domain.departures import LeavingStep
from smbsocial.ui.text import formats
from smbsocial.usecases.vault.leaving_sheets import PasswordChanged

translate = QCoreApplication.translate

_WEEK = timedelta(days=7)


def short(step: LeavingStep) -> str:
    """A step in two or three words, for lists of what is left."""
    return {
        LeavingStep.LOCKED: translate("Leaving", "lock them out of the vault"),
        LeavingStep.COMPUTER_LOGIN: translate("Leaving", "computer login"),
        LeavingStep.RECOVERY_CONTACT: translate("Leaving", "e-mail and phone"),
        LeavingStep.BACKUP_CODES: translate("Leaving", "second factor, backup codes"),
        LeavingStep.ROLE: translate("Leaving", "remove the role"),
        LeavingStep.PASSWORD: translate("Leaving", "change the password"),
        LeavingStep.SESSIONS: translate("Leaving", "sign out everywhere"),
        LeavingStep.APPS: translate("Leaving", "disconnect apps"),
        LeavingStep.PAYMENT: translate("Leaving", "payment card"),
        LeavingStep.SCHEDULED: translate("Leaving", "scheduled posts"),
        LeavingStep.BROWSERS: translate("Leaving", "browser profiles"),
        LeavingStep.NEW_KEY: translate("Leaving", "new key in the vault"),
        LeavingStep.NEW_KIT: translate("Leaving", "new emergency kit"),
        LeavingStep.DEVICE_KEY: translate("Leaving", "new device key"),
        LeavingStep.BACKUP: translate("Leaving", "fresh backup"),
    }[step]


def done(step: LeavingStep) -> str:
    """A step that was done, as the list and the hand-over sheet say it."""
    return {
        LeavingStep.LOCKED: translate("Leaving", "locked out of the vault"),
        LeavingStep.COMPUTER_LOGIN: translate("Leaving", "computer login closed"),
        LeavingStep.RECOVERY_CONTACT: translate("Leaving", "e-mail and phone replaced"),
        LeavingStep.BACKUP_CODES: translate("Leaving", "second factor made new"),
        LeavingStep.ROLE: translate("Leaving", "role removed"),
        LeavingStep.PASSWORD: translate("Leaving", "password changed"),
        LeavingStep.SESSIONS: translate("Leaving", "signed out everywhere"),
        LeavingStep.APPS: translate("Leaving", "apps disconnected"),
        LeavingStep.PAYMENT: translate("Leaving", "card replaced"),
        LeavingStep.SCHEDULED: translate("Leaving", "scheduled posts checked"),
        LeavingStep.BROWSERS: translate("Leaving", "browser profiles cleared"),
        LeavingStep.NEW_KEY: translate("Leaving", "new key in the vault"),
        LeavingStep.NEW_KIT: translate("Leaving", "emergency kit made anew"),
        LeavingStep.DEVICE_KEY: translate("Leaving", "new device key"),
        LeavingStep.BACKUP: translate("Leaving", "backup written"),
    }[step]


def title(step: LeavingStep, account: str) -> str:
    """The head of the card for the step that comes next."""
    words = {
        LeavingStep.COMPUTER_LOGIN: translate("Leaving", "Next: close the computer login"),
        LeavingStep.BROWSERS: translate("Leaving", "Next: clear the browser profiles"),
        LeavingStep.NEW_KIT: translate("Leaving", "Next: make a new emergency kit"),
        LeavingStep.RECOVERY_CONTACT: translate(
            "Leaving", "Next: replace the recovery e-mail and phone of {account}"
        ),
        LeavingStep.BACKUP_CODES: translate(
            "Leaving", "Next: make the second factor and backup codes of {account} new"
        ),
        LeavingStep.ROLE: translate("Leaving", "Next: remove the role on {account}"),
        LeavingStep.PASSWORD: translate("Leaving", "Next: change the {account} password"),
        LeavingStep.SESSIONS: translate("Leaving", "Next: sign out everywhere on {account}"),
        LeavingStep.APPS: translate("Leaving", "Next: disconnect apps from {account}"),
        LeavingStep.PAYMENT: translate("Leaving", "Next: replace the payment card on {account}"),
        LeavingStep.SCHEDULED: translate(
            "Leaving", "Next: look through what {account} is still to publish"
        ),
    }
    return words[step].format(account=account)


def house_actions(step: LeavingStep, *, kit_missing: bool = False) -> tuple[str, ...]:
    """What to do for a step that belongs to no account; {name} stands for whoever leaves.

    `kit_missing`: there is no emergency kit that could stay.
    """
    if step is LeavingStep.COMPUTER_LOGIN:
        return (
            translate("Leaving", "Remove {name}’s own login from each computer, or change it."),
            translate("Leaving", "Where a login is shared, change its password."),
            translate("Leaving", "Take keys, phones and cards of the business back."),
        )
    if step is LeavingStep.NEW_KIT:
        return _kit_actions()[: 2 if kit_missing else 3]
    return (
        translate("Leaving", "On each computer: delete passwords that its browser keeps."),
        translate("Leaving", "Sign out of profiles and mailboxes of {name}, and remove them."),
        translate("Leaving", "On phones of the business: sign out of the platforms’ apps."),
    )


def _kit_actions() -> tuple[str, str, str]:
    return (
        translate("Leaving", "Whoever saw its page can open everything with a copy of the data."),
        translate(
            "Leaving",
            "Print a new one, and keep the old page only as long as you keep older backups.",
        ),
        translate("Leaving", "Where {name} never saw the page, the old kit may stay."),
    )


def changed(value: PasswordChanged) -> str:
    """Whether the password was changed since, in a word; "yes" takes its time beside it."""
    return {
        PasswordChanged.YES: translate("Leaving", "yes"),
        PasswordChanged.NO: translate("Leaving", "no"),
        PasswordChanged.NOT_NEEDED: translate("Leaving", "not needed"),
        PasswordChanged.ASK: translate("Leaving", "ask"),
        PasswordChanged.COULD_NOT: translate("Leaving", "could not"),
    }[value]


def used(entry: LogEntry) -> str:
    """What somebody did with an account, the last word of a line."""
    copied = {
        Detail.LOGIN: translate("Leaving", "user name copied"),
        Detail.PASSWORD: translate("Leaving", "password copied"),
        Detail.CODES: translate("Leaving", "recovery code copied"),
    }
    words = {
        LogAction.SHOW: translate("Leaving", "password shown"),
        LogAction.COPY: copied.get(entry.detail, copied[Detail.PASSWORD]),
        LogAction.CODE: translate("Leaving", "one-time code used"),
        LogAction.SAVE: translate("Leaving", "changed in the vault"),
    }
    return words.get(entry.action, translate("Leaving", "signed in"))


def moment(at: datetime, zone: str, today: date) -> str:
    """When something happened, in the middle of a sentence: today 14:02, Monday, 2 January."""
    local = at.astimezone(ZoneInfo(zone))
    day = local.date()
    if day == today:
        return translate("Leaving", "today {time}").format(time=formats.clock(local.time()))
    if timedelta(0) < today - day < _WEEK:
        return formats.weekday(day)
    return formats.day_plain(day) if day.year == today.year else formats.day_year(day)


def time_of(at: datetime, zone: str, today: date) -> str:
    """When something was done, as short as it can be said: 14:20, or the day."""
    local = at.astimezone(ZoneInfo(zone))
    if local.date() == today:
        return formats.clock(local.time())
    return moment(at, zone, today)


def stamp(at: datetime, zone: str) -> str:
    """When something was done, for paper: 13 January 2027, 14:20."""
    words = translate("Leaving", "{day}, {time}")
    return words.format(day=day_of(at, zone), time=clock_of(at, zone))


def clock_of(at: datetime, zone: str) -> str:
    """The wall time of an instant: 14:20."""
    return formats.clock(at.astimezone(ZoneInfo(zone)).time())


def day_of(at: datetime, zone: str) -> str:
    """The day of an instant, for paper: 13 January 2027."""
    return formats.day_year(at.astimezone(ZoneInfo(zone)).date())
