"""What the register says in words: how many are ours, who gets in, how old a password is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.accounts import Belongs
from smbsocial.domain.days import local_day, to_slot
from smbsocial.domain.ids import PersonId
from smbsocial.domain.ownership import CheckKind, CheckState, Health, holder_of_factor
from smbsocial.ui.text import accounts as texts
from smbsocial.ui.text import formats, names
from smbsocial.usecases.register_sheets import Access, AccountRow, AccountSheet, RegisterSheet

translate = QCoreApplication.translate

THEIRS = frozenset({Belongs.FORMER, Belongs.OUTSIDE})
DAYS_IN_WEEK = 7
DAYS_IN_YEAR = 365
SAID_IN_DAYS = 14
"""Up to so many days a password's age is told in days."""
NEEDS_YEAR = timedelta(days=300)
_TONES = {
    None: "",
    Health.NOT_YOURS: "trouble",
    Health.CHANGE_IT: "caution",
    Health.ADD_FACTOR: "caution",
    Health.CHECK_IT: "caution",
    Health.SAFE: "good",
}


def head(sheet: RegisterSheet) -> str:
    """How many accounts are the business's, and how many want something of an owner."""
    if not sheet.rows:
        return translate("Accounts", "Whose are they, who can get in, and is it really you?")
    if sheet.belonging:
        belong = translate(
            "Accounts", "%n account(s) belong(s) to the business.", "", sheet.belonging
        )
    else:
        belong = translate("Accounts", "No account belongs to the business yet.")
    if sheet.needing:
        need = translate("Accounts", "%n need(s) you.", "", sheet.needing)
    else:
        need = translate("Accounts", "None needs you.")
    return translate("Accounts", "{belonging} {needing}").format(belonging=belong, needing=need)


def alarm(needing: int) -> str:
    """Why the rail shows a sign, "" where there is no reason."""
    return translate("Accounts", "%n account(s) need(s) you", "", needing) if needing else ""


def handle(row: AccountRow) -> str:
    """What the account is called there, unless that is its name already."""
    said = row.account.handle
    return "" if said == row.name else said


def full_name(row: AccountRow) -> str:
    """The platform with the account's own name, so that two on one platform differ."""
    said = handle(row)
    if not said:
        return row.name
    return translate("Accounts", "{platform}, {handle}").format(platform=row.name, handle=said)


def registered(row: AccountRow) -> str:
    """The address or number that the account is registered to, or whose it is."""
    said = row.registration
    if said.email or said.phone:
        return said.email or said.phone
    if said.email_of in {Belongs.UNKNOWN, Belongs.NOBODY}:
        return translate("Accounts", "not known")
    return texts.belongs(said.email_of)


def is_registered_to_others(row: AccountRow) -> bool:
    """Whether address or number belong to somebody who left, or to somebody outside."""
    said = row.registration
    if said.email or said.email_of in THEIRS:
        return said.email_of in THEIRS
    return said.phone_of in THEIRS


def factor(row: AccountRow) -> str:
    """Where the second factor lives; "" where nothing is asked yet."""
    state = _factor_state(row)
    return texts.factor(row.registration, state) if state else ""


def factor_tone(row: AccountRow) -> str:
    """The tone of the factor's chip."""
    state = _factor_state(row)
    if state is CheckState.GOOD:
        return "good"
    if state is not CheckState.OPEN:
        return ""
    if holder_of_factor(row.registration) in THEIRS:
        return "trouble"
    return "caution"


def health_tone(health: Health | None) -> str:
    """The tone of the health's chip."""
    return _TONES[health]


def access(row: AccountRow, me: PersonId | None, today: date) -> str:
    """Everybody who gets in, oneself first: "You and Sam (by role)"."""
    mine_first = sorted(row.access, key=lambda each: each.person.id != me)
    said = [_one(each, me, today) for each in mine_first]
    if row.registration.other_admins:
        said.append(row.registration.other_admins)
    return formats.listed(said) if said else translate("Accounts", "not known")


def known_by(sheet: AccountSheet, me: PersonId | None) -> str:
    """Who may know the password, oneself first; of whoever is out here it says what helps."""
    if sheet.known is None:
        return translate("Accounts", "nobody can say: the access log can't be read")
    you = translate("Accounts", "You")
    mine_first = sorted(sheet.known, key=lambda person: person.id != me)
    said = formats.listed([you if p.id == me else names.person(p) for p in mine_first])
    out = formats.listed([names.person(p) for p in sheet.known_outside if p.id != me])
    if not out:
        return said
    words = translate(
        "Accounts",
        "{known}. {people} can't get in here any more, but may still know it: only changing it"
        " helps.",
    )
    return words.format(known=said, people=out)


def age(since: datetime | None, zone: str, today: date) -> str:
    """How old a password is."""
    if since is None:
        return translate("Accounts", "not known")
    days = max(0, (today - local_day(since, zone)).days)
    if not days:
        return translate("Accounts", "new today")
    if days < SAID_IN_DAYS:
        return translate("Accounts", "%n day(s) old", "", days)
    if days < DAYS_IN_YEAR:
        return translate("Accounts", "%n week(s) old", "", days // DAYS_IN_WEEK)
    return translate("Accounts", "%n year(s) old", "", days // DAYS_IN_YEAR)


def moment(at: datetime, zone: str, today: date) -> str:
    """When something happened, as short as it can be said: Today 11:12, Mon 09:40, 2 January.

    Days of the last ten months have no year: no other day could be meant.
    """
    local = to_slot(at, zone)
    day, clock = local.day, formats.clock(local.at)
    if day == today:
        return translate("Accounts", "Today {time}").format(time=clock)
    if timedelta(0) < today - day < timedelta(days=DAYS_IN_WEEK):
        words = translate("Accounts", "{weekday} {time}")
        return words.format(weekday=formats.weekday_short(day.weekday()), time=clock)
    if abs(today - day) < NEEDS_YEAR:
        return formats.day_plain(day)
    return formats.day_year(day)


def _factor_state(row: AccountRow) -> CheckState | None:
    states = {each.kind: each.state for each in row.checks}
    return states.get(CheckKind.FACTOR)


def _one(access: Access, me: PersonId | None, today: date) -> str:
    mine = access.person.id == me
    name = translate("Accounts", "You") if mine else names.person(access.person)
    if access.gone_at is not None:
        if access.gone_at.year == today.year:
            left = formats.month(access.gone_at.month)
        else:
            left = str(access.gone_at.year)
        return translate("Accounts", "{name} (left in {time})").format(name=name, time=left)
    if access.by_role and access.right is None and not access.admin:
        return translate("Accounts", "{name} (by role)").format(name=name)
    return name
