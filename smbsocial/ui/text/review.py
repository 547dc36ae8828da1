"""The quarterly review in words: what it is called, its pages, and what is asked on them."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.business import Person
from smbsocial.domain.days import local_day
from smbsocial.domain.review import Review, ReviewPage
from smbsocial.ui.text import formats, names
from smbsocial.usecases.reviewing.opening import TimeOfYear, review_name

translate = QCoreApplication.translate

MINUTES: dict[ReviewPage, int] = {
    ReviewPage.CAME: 10,
    ReviewPage.COST: 8,
    ReviewPage.CONTENT: 10,
    ReviewPage.PLATFORMS: 8,
    ReviewPage.COMMUNITIES: 5,
    ReviewPage.ACCOUNTS: 7,
    ReviewPage.PEOPLE: 5,
    ReviewPage.DECIDE: 7,
}
"""How long a page takes: an hour in all."""
ROUNDED = 5
"""Minutes: nobody knows it better."""


def name(first: date, last: date, country: str) -> str:
    """What the review of these days is called: Winter review; by its months without a country."""
    if not country:
        return of_months(first, last)
    return {
        TimeOfYear.WINTER: translate("Review", "Winter review"),
        TimeOfYear.SPRING: translate("Review", "Spring review"),
        TimeOfYear.SUMMER: translate("Review", "Summer review"),
        TimeOfYear.AUTUMN: translate("Review", "Autumn review"),
    }[review_name(first, last, country).season]


def full_name(first: date, last: date, country: str) -> str:
    """The same among others, with its year: Winter review 2027."""
    if not country:
        return of_months(first, last)
    text = translate("Review", "{review} {year}")
    year = str(review_name(first, last, country).year)
    return text.format(review=name(first, last, country), year=year)


def of_months(first: date, last: date) -> str:
    """A review by its months: Review of October to December 2026."""
    until = formats.month_year(last.year, last.month)
    if (first.year, first.month) == (last.year, last.month):
        return translate("Review", "Review of {month}").format(month=until)
    text = translate("Review", "Review of {first} to {last}")
    since = (
        formats.month(first.month)
        if first.year == last.year
        else formats.month_year(first.year, first.month)
    )
    return text.format(first=since, last=until)


def days(first: date, last: date) -> str:
    """What it is about: 5 October 2026 – 3 January 2027."""
    text = translate("Review", "{first} – {last}")
    return text.format(first=formats.day_year(first), last=formats.day_year(last))


def step(page: ReviewPage) -> str:
    """A page, as the rail says it."""
    return {
        ReviewPage.CAME: translate("Review", "What came"),
        ReviewPage.COST: translate("Review", "What it cost"),
        ReviewPage.CONTENT: translate("Review", "Content"),
        ReviewPage.PLATFORMS: translate("Review", "Platforms"),
        ReviewPage.COMMUNITIES: translate("Review", "Communities"),
        ReviewPage.ACCOUNTS: translate("Review", "Accounts"),
        ReviewPage.PEOPLE: translate("Review", "People"),
        ReviewPage.DECIDE: translate("Review", "Decide"),
    }[page]


def back_to(page: ReviewPage) -> str:
    """The button to the page before."""
    return {
        ReviewPage.CAME: translate("Review", "Back: what came"),
        ReviewPage.COST: translate("Review", "Back: what it cost"),
        ReviewPage.CONTENT: translate("Review", "Back: content"),
        ReviewPage.PLATFORMS: translate("Review", "Back: platforms"),
        ReviewPage.COMMUNITIES: translate("Review", "Back: communities"),
        ReviewPage.ACCOUNTS: translate("Review", "Back: accounts"),
        ReviewPage.PEOPLE: translate("Review", "Back: people"),
        ReviewPage.DECIDE: translate("Review", "Back: decide"),
    }[page]


def on_to(page: ReviewPage) -> str:
    """The button to the page after."""
    return {
        ReviewPage.CAME: translate("Review", "Next: what came"),
        ReviewPage.COST: translate("Review", "Next: what it cost"),
        ReviewPage.CONTENT: translate("Review", "Next: content"),
        ReviewPage.PLATFORMS: translate("Review", "Next: platforms"),
        ReviewPage.COMMUNITIES: translate("Review", "Next: communities"),
        ReviewPage.ACCOUNTS: translate("Review", "Next: accounts"),
        ReviewPage.PEOPLE: translate("Review", "Next: people"),
        ReviewPage.DECIDE: translate("Review", "Next: decide"),
    }[page]


def title(page: ReviewPage) -> str:
    """What a page asks."""
    return {
        ReviewPage.CAME: translate("Review", "What did we promise, and what came?"),
        ReviewPage.COST: translate("Review", "What did it cost?"),
        ReviewPage.CONTENT: translate("Review", "What was it all for?"),
        ReviewPage.PLATFORMS: translate("Review", "Where are we well placed?"),
        ReviewPage.COMMUNITIES: translate("Review", "Who did we reach, and who answered?"),
        ReviewPage.ACCOUNTS: translate("Review", "Is everything still ours?"),
        ReviewPage.PEOPLE: translate("Review", "How are the people who do it?"),
        ReviewPage.DECIDE: translate("Review", "Go on, change it, or leave it for now?"),
    }[page]


def subtitle(page: ReviewPage) -> str:
    """What there is to do on a page."""
    return {
        ReviewPage.CAME: translate(
            "Review", "Look at each goal together. Whoever does the work says what is behind it."
        ),
        ReviewPage.COST: translate(
            "Review", "Hours and money that were planned, that went in, and what came back."
        ),
        ReviewPage.CONTENT: translate(
            "Review",
            "One word for each kind of content. A pause empties its future slots and keeps its"
            " history.",
        ),
        ReviewPage.PLATFORMS: translate(
            "Review", "One word for each platform. Leaving one has its own checklist."
        ),
        ReviewPage.COMMUNITIES: translate(
            "Review", "Keep, change or drop each one; add one that is missing."
        ),
        ReviewPage.ACCOUNTS: translate(
            "Review", "Whose each account is, what is overdue, and a backup brought back once."
        ),
        ReviewPage.PEOPLE: translate(
            "Review", "Real hours against planned ones, and a talk with who does the work."
        ),
        ReviewPage.DECIDE: translate(
            "Review", "Nothing more changes until you say so here, and one Undo takes it all back."
        ),
    }[page]


def above(review: str, at: int, count: int, *, closed: bool = False) -> str:
    """The line above a page's title: Winter review · 3 of 8 · saved as you go."""
    text = (
        translate("Review", "{review} · {number} of {count} · closed")
        if closed
        else translate("Review", "{review} · {number} of {count} · saved as you go")
    )
    return text.format(review=review, number=formats.number(at), count=formats.number(count))


def minutes_left(minutes: int) -> str:
    """How long it still takes, as far as that can be told."""
    if minutes <= 0:
        return translate("Review", "every page seen")
    rounded = max(ROUNDED, round(minutes / ROUNDED) * ROUNDED)
    return translate("Review", "about %n minute(s) left", "", rounded)


def answered(count: int, of: int) -> str:
    """How many questions of a page have their word: 2 of 3 answered."""
    if not of:
        return ""
    text = translate("Review", "{count} of {all} answered")
    return text.format(count=formats.number(count), all=formats.number(of))


def left_at(review: Review, who: Person | None, on: date | None) -> str:
    """Where an open review was left, by whom and when, as far as that is known."""
    places = {"page": step(review.page), "person": "", "day": ""}
    if on is None:
        return translate("Review", "Left at “{page}”.").format(**places)
    places["day"] = formats.day_year(on)
    if who is None:
        return translate("Review", "Left at “{page}” on {day}.").format(**places)
    places["person"] = names.person(who)
    return translate("Review", "Left at “{page}” by {person} on {day}.").format(**places)


def held_on(review: Review, zone: str) -> str:
    """When a review was closed."""
    if review.closed_at is None:
        return translate("Review", "still open")
    day = formats.day_year(local_day(review.closed_at, zone))
    return translate("Review", "held on {day}").format(day=day)
