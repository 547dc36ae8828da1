"""Names of the things the code only knows as codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.business import Person, Role
from smbsocial.domain.content import Format, Status
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.plan import DutyKind
from smbsocial.usecases.changes import Action

if TYPE_CHECKING:
    from smbsocial.domain.answers import Page
    from smbsocial.usecases.sheets import TaskSheet

translate = QCoreApplication.translate


def page(value: Page) -> str:
    """A page of the wizard, as its rail says it."""
    from smbsocial.domain.answers import Page

    return {
        Page.BUSINESS: translate("Names", "Your business"),
        Page.GOALS: translate("Names", "Your goals"),
        Page.NUMBERS: translate("Names", "What a sale is worth"),
        Page.INVESTMENT: translate("Names", "The investment"),
        Page.MEASURE: translate("Names", "How we'll measure"),
        Page.PLATFORMS: translate("Names", "Platforms"),
        Page.COMMUNITIES: translate("Names", "Communities"),
        Page.RHYTHM: translate("Names", "Rhythm"),
        Page.ACCOUNTS: translate("Names", "Accounts"),
        Page.PEOPLE: translate("Names", "People"),
    }[value]


def post_format(value: Format) -> str:
    """What is made."""
    return {
        Format.PHOTO: translate("Names", "photo"),
        Format.CAROUSEL: translate("Names", "photo series"),
        Format.SHORT_VIDEO: translate("Names", "short video"),
        Format.STORY: translate("Names", "story"),
        Format.TEXT: translate("Names", "words only"),
        Format.UPDATE: translate("Names", "short notice"),
    }[value]


def status(value: Status) -> str:
    """Where a post stands."""
    return {
        Status.IDEA: translate("Names", "idea"),
        Status.DRAFT: translate("Names", "draft"),
        Status.TO_APPROVE: translate("Names", "to approve"),
        Status.APPROVED: translate("Names", "approved"),
        Status.POSTED: translate("Names", "posted"),
        Status.SKIPPED: translate("Names", "skipped"),
    }[value]


def duty(value: DutyKind) -> str:
    """A routine task."""
    return {
        DutyKind.ANSWER: translate("Names", "Answer comments and messages"),
        DutyKind.COMMUNITY: translate("Names", "Comment on five posts of the community"),
        DutyKind.NUMBERS: translate("Names", "Log the week's numbers"),
        DutyKind.SALES: translate("Names", "Sales check-in: ten minutes with those who sell"),
        DutyKind.ASK: translate("Names", "Ask customers to follow or leave a review"),
        DutyKind.LISTING: translate("Names", "Look after the listing: hours, photos, reviews"),
        DutyKind.ROTATE: translate("Names", "Change a password"),
        DutyKind.DRILL: translate("Names", "Prove that you get into every account"),
    }[value]


def title_of(sheet: TaskSheet) -> str:
    """What a task is called."""
    if sheet.post:
        return translate("Week", "Post: “{title}”").format(title=sheet.post.title)
    return duty_of(sheet)


def duty_of(sheet: TaskSheet) -> str:
    """What a routine task is called, with the account that it is about."""
    if sheet.task.duty is DutyKind.ROTATE and sheet.account:
        words = translate("Week", "Change the password of {account}")
        return words.format(account=sheet.account.platform)
    return duty(sheet.task.duty or DutyKind.ANSWER)


def role(value: Role) -> str:
    """What a person is in the business."""
    return {
        Role.OWNER: translate("Names", "Owner"),
        Role.STAFF: translate("Names", "Staff"),
    }[value]


def person(value: Person) -> str:
    """Who somebody is: the name, or the role of one who was given none."""
    return value.name or role(value.role)


def period(value: Period) -> str:
    """The time a target counts over."""
    return {
        Period.WEEK: translate("Names", "a week"),
        Period.MONTH: translate("Names", "a month"),
        Period.QUARTER: translate("Names", "a quarter"),
    }[value]


def counted(value: Counted, count: int = 2) -> str:
    """What one unit of a goal is, without its number, in the form that `count` wants."""
    names: dict[Counted, Callable[[], str]] = {
        Counted.VISITS: lambda: translate("Counted", "visit(s)", "", count),
        Counted.ORDERS: lambda: translate("Counted", "order(s)", "", count),
        Counted.BOOKINGS: lambda: translate("Counted", "booking(s)", "", count),
        Counted.LEADS: lambda: translate("Counted", "enquiry(ies)", "", count),
        Counted.CLIENTS: lambda: translate("Counted", "client(s)", "", count),
        Counted.MEMBERS: lambda: translate("Counted", "member(s)", "", count),
        Counted.GUESTS: lambda: translate("Counted", "guest(s)", "", count),
        Counted.REVIEWS: lambda: translate("Counted", "review(s)", "", count),
        Counted.APPLICANTS: lambda: translate("Counted", "applicant(s)", "", count),
        Counted.ANSWERS: lambda: translate("Counted", "question(s) answered", "", count),
        Counted.SUBSCRIBERS: lambda: translate("Counted", "subscriber(s)", "", count),
        Counted.DONATIONS: lambda: translate("Counted", "donation(s)", "", count),
    }
    return names[value]()


def action(value: Action) -> str:
    """What a step is called in the Edit menu."""
    return {
        Action.SAVE_ANSWERS: translate("Actions", "answer"),
        Action.APPLY_PLAN: translate("Actions", "apply the plan"),
        Action.STAY_OFF: translate("Actions", "stay off for now"),
        Action.REASSESS: translate("Actions", "reassess"),
        Action.MOVE_POST: translate("Actions", "move post"),
        Action.EDIT_POST: translate("Actions", "change post"),
        Action.ADD_POST: translate("Actions", "new post"),
        Action.REMOVE_POST: translate("Actions", "delete post"),
        Action.TICK: translate("Actions", "tick"),
        Action.UNTICK: translate("Actions", "untick"),
        Action.SKIP: translate("Actions", "skip"),
        Action.MARK_POSTED: translate("Actions", "mark as posted"),
        Action.LOG_READING: translate("Actions", "log number"),
        Action.ADD_ACCOUNT: translate("Actions", "new account"),
        Action.CHANGE_ACCOUNT: translate("Actions", "change account"),
        Action.REMOVE_ACCOUNT: translate("Actions", "remove account"),
        Action.KEEP_REGISTRATION: translate("Actions", "who the account belongs to"),
        Action.ANSWER_CHECK: translate("Actions", "answer about an account"),
        Action.MARK_CHECKED: translate("Actions", "account checked"),
        Action.ADD_PERSON: translate("Actions", "new person"),
        Action.CHANGE_PERSON: translate("Actions", "change person"),
        Action.HAND_WORK_OVER: translate("Actions", "hand work over"),
        Action.PROVE_ACCESS: translate("Actions", "I got in"),
        Action.TALLY: translate("Actions", "count at the counter"),
        Action.TAKE_BACK: translate("Actions", "take one back"),
        Action.KEEP_WEEK_TOTAL: translate("Actions", "total of a week"),
        Action.MAKE_CODE: translate("Actions", "new code"),
        Action.CHANGE_CODE: translate("Actions", "change code"),
        Action.END_CODE: translate("Actions", "end code"),
        Action.MAKE_LINK: translate("Actions", "new link"),
        Action.REMOVE_LINK: translate("Actions", "remove link"),
        Action.ADD_EXPENSE: translate("Actions", "new expense"),
        Action.CHANGE_EXPENSE: translate("Actions", "change expense"),
        Action.REMOVE_EXPENSE: translate("Actions", "delete expense"),
        Action.IMPORT_NUMBERS: translate("Actions", "import numbers"),
        Action.MATCH_POST: translate("Actions", "which post it is"),
        Action.DESCRIBE_FILE: translate("Actions", "describe a file"),
        Action.DECIDE: translate("Actions", "your word"),
        Action.SET_RULE: translate("Actions", "rule when to pause"),
        Action.ANSWER_RULE: translate("Actions", "answer a rule"),
        Action.REMOVE_RULE: translate("Actions", "remove a rule"),
        Action.MARK_EVENT: translate("Actions", "mark what happened"),
        Action.REMOVE_EVENT: translate("Actions", "remove a mark"),
        Action.OPEN_REVIEW: translate("Actions", "begin the review"),
        Action.SAY_IN_REVIEW: translate("Actions", "a word of the review"),
        Action.CLOSE_REVIEW: translate("Actions", "end the review"),
    }[value]
