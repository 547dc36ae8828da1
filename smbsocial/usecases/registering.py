"""Writing into the register: accounts, whose they are, and answers to the ownership check."""

from dataclasses import dataclass, replace
from typing import TypedDict, Unpack

from smbsocial.domain.accounts import OTHER_SERVICE, Belongs, Registration, SecondFactor
from smbsocial.domain.answers import AccountAnswer, AccountsAnswers, Page, PageRow
from smbsocial.domain.business import Person
from smbsocial.domain.departures import DepartureLine
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId, PlatformKey
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import VaultPending, VaultSecret
from smbsocial.usecases.checks import LONGEST_REASON, check_link, check_text
from smbsocial.usecases.lookup import set_up_business, the_account
from smbsocial.usecases.ports import Ports, Reads, Tx

LONGEST_NAME = 200
"""Characters of a name, an address or a phone number."""

_SHORT_TEXTS = ("name", "email", "phone", "registered_by", "other_admins")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is said of a new account; `name` and `login_page` are for OTHER_SERVICE."""

    platform: PlatformKey
    handle: str = ""
    link: str = ""
    name: str = ""
    login_page: str = ""


class CheckAnswers(TypedDict, total=False):
    """Answers to the ownership check: fields of `Registration`; None = not known any more."""

    email: str
    email_of: Belongs
    phone: str
    phone_of: Belongs
    registered_by: str
    factor: SecondFactor
    factor_of: Belongs
    admins: tuple[PersonId, ...]
    other_admins: str
    by_role: tuple[PersonId, ...]
    codes_filed: bool | None
    strangers_gone: bool | None


def add_account(tx: Tx, ports: Ports, new: NewAccount) -> AccountId:
    """Write down an account that is there; several on one platform are several accounts.

    Raises ExpectedError: UNKNOWN_CHOICE (platform, link, login_page), EMPTY (platform, the name of
    a service outside the library), TOO_LONG, BAD_TEXT.
    """
    if not new.platform:
        raise ExpectedError(Code.EMPTY, field="platform")
    if new.platform not in _known_platforms(ports):
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="platform", value=new.platform)
    account = _checked(
        tx, Account(AccountId(ports.ids.new()), new.platform, new.handle, new.link, exists=True)
    )
    tx.put(account)
    if new.platform == OTHER_SERVICE or new.name or new.login_page:
        kept = Registration(account.id, name=new.name, login_page=new.login_page)
        keep_registration(tx, ports, kept)
    return account.id


def change_account(tx: Tx, ports: Ports, account: Account) -> None:  # noqa: ARG001
    """Keep another handle, link, number of followers or owner of an account, or that it is there.

    The wizard's answer about it follows, so that setting up again changes nothing. Raises
    ExpectedError: NOT_FOUND (also its owner), UNKNOWN_CHOICE (link, or another platform),
    OUT_OF_RANGE (followers), TOO_LONG, BAD_TEXT.
    """
    before = the_account(tx, account.id)
    if account.platform != before.platform:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="platform", value=account.platform)
    after = _checked(tx, account)
    tx.put(after)
    _answer_follows(tx, before, after)


def remove_account(tx: Tx, ports: Ports, account_id: AccountId) -> None:
    """Take an account out of the register with all that it says; undo brings both back.

    Raises ExpectedError: NOT_FOUND, ACCOUNT_IN_VAULT (a password is kept or just being written),
    ACCOUNT_IN_DEPARTURE (somebody's departure says what was done there).
    """
    account = the_account(tx, account_id)
    registration = _registration(tx, account_id)
    name = account.handle or registration.name or ports.library.custody(account.platform).name
    pending = any(row.account == account_id for row in tx.all(VaultPending))
    if pending or tx.get(VaultSecret, account_id) is not None:
        raise ExpectedError(Code.ACCOUNT_IN_VAULT, value=name)
    if is_in_departure(tx, ports, account_id):
        raise ExpectedError(Code.ACCOUNT_IN_DEPARTURE, value=name)
    if tx.get(Registration, account_id) is not None:
        tx.remove(Registration, account_id)
    tx.remove(Account, account_id)
    _answer_follows(tx, account, None)


def is_in_departure(reads: Reads, ports: Ports, account_id: AccountId) -> bool:  # noqa: ARG001
    """Whether somebody's departure says what was done with an account: then it stays."""
    return bool(reads.having(DepartureLine, "account", account_id))


def keep_registration(tx: Tx, ports: Ports, registration: Registration) -> None:  # noqa: ARG001
    """Keep what the register says of an account.

    Raises ExpectedError with the field: NOT_FOUND (the account, `admins`, `by_role`), EMPTY (the
    name of a service outside the library), UNKNOWN_CHOICE (login_page), TOO_LONG, BAD_TEXT.
    """
    account = the_account(tx, registration.id)
    texts = {field: getattr(registration, field).strip() for field in (*_SHORT_TEXTS, "purpose")}
    for field, text in texts.items():
        most = LONGEST_REASON if field == "purpose" else LONGEST_NAME
        check_text(text, field=field, most=most)
    if account.platform == OTHER_SERVICE and not texts["name"]:
        raise ExpectedError(Code.EMPTY, field="name")
    _check_people(tx, "admins", registration.admins)
    _check_people(tx, "by_role", registration.by_role)
    kept = replace(
        registration,
        admins=tuple(dict.fromkeys(registration.admins)),
        by_role=tuple(dict.fromkeys(registration.by_role)),
        login_page=check_link(registration.login_page, field="login_page"),
    )
    tx.put(replace(kept, **texts))


def answer_check(
    tx: Tx, ports: Ports, account_id: AccountId, **answers: Unpack[CheckAnswers]
) -> None:
    """Answer one question or several of the ownership check; raises as `keep_registration`."""
    before = _registration(tx, account_id)
    keep_registration(tx, ports, replace(before, **answers))


def mark_checked(tx: Tx, ports: Ports, account_id: AccountId) -> None:
    """The ownership check was gone through today; raises as `keep_registration`."""
    today = ports.clock.today(set_up_business(tx).zone)
    before = _registration(tx, account_id)
    keep_registration(tx, ports, replace(before, checked_on=today))


def _known_platforms(ports: Ports) -> frozenset[PlatformKey]:
    return frozenset({OTHER_SERVICE, *(each.key for each in ports.library.platforms())})


def _registration(reads: Reads, id: AccountId) -> Registration:
    return reads.get(Registration, id) or Registration(id)


def _checked(reads: Reads, account: Account) -> Account:
    handle = account.handle.strip()
    check_text(handle, field="handle", most=LONGEST_NAME)
    if account.followers is not None and account.followers < 0:
        raise ExpectedError(Code.OUT_OF_RANGE, field="followers", value=account.followers, low=0)
    if account.owner is not None:
        _check_people(reads, "owner", (account.owner,))
    return replace(account, handle=handle, link=check_link(account.link))


def _check_people(reads: Reads, field: str, ids: tuple[PersonId, ...]) -> None:
    for id in ids:
        if reads.get(Person, id) is None:
            raise ExpectedError(Code.NOT_FOUND, field=field, value=id)


def _answer_follows(tx: Tx, before: Account, after: Account | None) -> None:
    """The wizard's answer about an account, if it has one, says what the register says."""
    row = tx.get(PageRow, Page.ACCOUNTS.value)
    if row is None or not isinstance(row.answers, AccountsAnswers):
        return
    said = list(row.answers.accounts)
    names = [(answer.platform, answer.handle) for answer in said]
    if (before.platform, before.handle) not in names:
        return
    at = names.index((before.platform, before.handle))
    if after is None:
        del said[at]
    else:
        said[at] = AccountAnswer(after.platform, after.handle, after.link, after.exists)
    tx.put(replace(row, answers=AccountsAnswers(tuple(said))))
