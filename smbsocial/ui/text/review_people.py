"""The review's pages on accounts and people in words."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.days import local_day
from smbsocial.ui.text import formats
from smbsocial.usecases.reviewing.accounts import AccountsPage, Restored, ReviewedAccount
from smbsocial.usecases.reviewing.hours import Hours
from smbsocial.usecases.reviewing.people import CheckIn, Talk, Thinner
from smbsocial.usecases.vault.ports import Tried
from smbsocial.usecases.vault.session import VaultState

translate = QCoreApplication.translate


def account(each: ReviewedAccount) -> list[str]:
    """What an account wants, a sentence for each thing."""
    said = []
    if each.missing:
        text = translate("Review", "{count} questions of the check are open.", "", each.missing)
        said.append(text.format(count=formats.number(each.missing)))
    if each.row.change_due:
        said.append(translate("Review", "Its password is to be changed."))
    if each.drill_due:
        said.append(translate("Review", "Nobody has proved for a quarter that you still get in."))
    return said or [translate("Review", "It belongs to you, and nothing is overdue.")]


def overdue(page: AccountsPage) -> str:
    """Rotations and drill together, in a sentence."""
    if not page.rotations and not page.drill:
        return translate("Review", "No password is overdue, and no drill.")
    parts = []
    if page.rotations:
        text = translate("Review", "{count} passwords to change", "", page.rotations)
        parts.append(text.format(count=formats.number(page.rotations)))
    if page.drill:
        text = translate("Review", "{count} accounts for the drill", "", page.drill)
        parts.append(text.format(count=formats.number(page.drill)))
    return translate("Review", "{things}.").format(things=formats.listed(parts))


def backup(page: AccountsPage) -> str:
    """How the backups stand, and what to do where there are none."""
    if page.vault is not VaultState.READY:
        return translate(
            "Review",
            "There is no vault yet. Set it up on the Accounts page: backups are sealed with its"
            " key, so that nobody else can read them.",
        )
    if page.folder is None:
        return translate(
            "Review",
            "No folder for backups is chosen. Choose one under Safety on the Accounts page; a"
            " stick or a cloud folder will do.",
        )
    if page.last_backup is None:
        return translate(
            "Review", "No backup was written yet. Write one under Safety on the Accounts page."
        )
    day = formats.day_year(local_day(page.last_backup, page.zone))
    if page.old:
        text = translate("Review", "The last backup is of {day}: too old. Look after its folder.")
        return text.format(day=day)
    return translate("Review", "The last backup is of {day}.").format(day=day)


def restored(found: Restored, zone: str) -> str:
    """That one was opened, when, and what was in it."""
    text = translate("Review", "Opened for real on {day}: the backup of {made}. {found}")
    return text.format(
        day=formats.day_year(found.day),
        made=formats.day_year(local_day(found.tried.made, zone)),
        found=in_it(found.tried),
    )


def in_it(tried: Tried) -> str:
    """What was found."""
    posts = translate("Review", "{count} posts", "", tried.posts)
    accounts = translate("Review", "{count} accounts", "", tried.accounts)
    readings = translate("Review", "{count} figures", "", tried.readings)
    things = formats.listed(
        [
            posts.format(count=formats.number(tried.posts)),
            accounts.format(count=formats.number(tried.accounts)),
            readings.format(count=formats.number(tried.readings)),
        ]
    )
    if tried.opened == tried.kept:
        text = translate("Review", "In it: {things}; all {count} passwords open.", "", tried.kept)
        return text.format(things=things, count=formats.number(tried.kept))
    text = translate(
        "Review",
        "In it: {things}. Of {kept} passwords {opened} open: type the others again, then back up.",
    )
    return text.format(
        things=things, kept=formats.number(tried.kept), opened=formats.number(tried.opened)
    )


def hours(found: Hours) -> str:
    """Real against planned."""
    text = translate("Review", "{real} of {planned} planned")
    return text.format(real=formats.minutes(found.real), planned=formats.minutes(found.planned))


def week(first: date) -> str:
    """A week by its first day."""
    return translate("Review", "Week of {day}").format(day=formats.day_short(first))


def thinner(found: Thinner) -> str:
    """The offer, without blame."""
    text = translate(
        "Review",
        "{weeks} weeks in a row took {took} on average, {budget} were meant. The plan asked for"
        " too much, not you for too little: with {minutes} a week planned, it would have fitted.",
        "",
        found.weeks,
    )
    return text.format(
        weeks=formats.number(found.weeks),
        took=formats.minutes(found.took),
        budget=formats.minutes(found.budget),
        minutes=formats.minutes(found.minutes),
    )


def wished(minutes: int) -> str:
    """What was said to it."""
    text = translate("Review", "From the next quarter on: {minutes} a week.")
    return text.format(minutes=formats.minutes(minutes))


def talk(value: Talk) -> str:
    """What is asked."""
    return {
        Talk.PRESENTED: translate("Review", "What did they present?"),
        Talk.BRIEFED: translate("Review", "Which campaign did they think out?"),
        Talk.WANTS: translate("Review", "What do they want to do next?"),
    }[value]


def last_time(day: date | None, words: str) -> str:
    """What was said in the review before."""
    if day is None or not words:
        return ""
    text = translate("Review", "Last time ({day}): {words}")
    return text.format(day=formats.day_year(day), words=words)


def check_in(found: CheckIn) -> str:
    """One of them."""
    day = formats.day_plain(found.day)
    if found.done is None:
        return translate("Review", "{day}: still to come").format(day=day)
    if found.done:
        return translate("Review", "{day}: done").format(day=day)
    return translate("Review", "{day}: not done").format(day=day)


def looked(day: date) -> str:
    """That the owner has seen to it."""
    return translate("Review", "Seen to on {day}").format(day=formats.day_plain(day))
