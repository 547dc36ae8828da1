"""What answers can be: every field that cannot, all at once, each with its code and facts."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from smbsocial.domain.answers import (
    Answers,
    BusinessAnswers,
    InvestmentAnswers,
    NumbersAnswers,
    RhythmAnswers,
)
from smbsocial.domain.assessment.values import LinkKey
from smbsocial.domain.brief import BriefFacts
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.money import CURRENCIES, Money

LONGEST_NAME = 200
LONGEST_TEXT = 500
LONGEST_LINK = 2_000
LATEST_DAYS = 2 * 366
LEAST_MINUTES, MOST_MINUTES = 15, 6_000
MOST_TARGET = 1_000_000
BEGUN = timedelta(days=7)
"""A plan may have begun with the week that runs."""
MOST_PEOPLE = 100_000_000
MOST_ASKED = 100_000
MOST_MONEY = 10_000_000
"""Of a US dollar's worth; nobody's one sale or month of a small business costs more."""
MOST_FIGURE = Decimal(1_000_000_000)
MOST_GOALS, MOST_KPIS, MOST_ROWS, MOST_PILLARS = 3, 5, 50, 6

Problems = Iterator[ExpectedError]


def check(answers: Answers, facts: BriefFacts, *, today: date) -> tuple[ExpectedError, ...]:
    """Every answer that cannot be, page by page; `field` is `page.field`.

    The codes are those of what somebody typed; choices come with the nearest one there is.
    """
    found: list[ExpectedError] = []
    found.extend(_business(answers.business))
    found.extend(_goals(answers, facts))
    found.extend(_numbers(answers.numbers, facts))
    found.extend(_investment(answers.investment, facts, today))
    found.extend(_measure(answers, facts))
    found.extend(_platforms(answers, facts))
    found.extend(_communities(answers))
    found.extend(_rhythm(answers.rhythm, today))
    found.extend(_people(answers))
    return tuple(found)


def _business(said: BusinessAnswers) -> Problems:
    if _is_blank(said.name or ""):
        yield ExpectedError(Code.EMPTY, field="business.name")
    else:
        yield from _text(said.name or "", "business.name", LONGEST_NAME)
    if said.zone is not None and not is_zone(said.zone):
        yield _unknown(said.zone, sorted(available_timezones()), "business.zone")
    if said.currency is not None and said.currency not in CURRENCIES:
        yield _unknown(said.currency, sorted(CURRENCIES), "business.currency")
    yield from _number(said.first_weekday, "business.first_weekday", 0, 6)
    closed = said.closed_weekdays or ()
    for day in closed:
        yield from _number(day, "business.closed_weekdays", 0, 6)
    if len(set(closed)) > 6:
        yield _too_many(closed, 6, "business.closed_weekdays")
    for month in said.slow_months or ():
        yield from _number(month, "business.slow_months", 1, 12)
    yield from _texts(said.locations, "business.locations")
    yield from _text(said.website, "business.website", LONGEST_LINK)


def _goals(answers: Answers, facts: BriefFacts) -> Problems:
    goals = answers.goals.goals
    if len(goals) > MOST_GOALS:
        yield _too_many(goals, MOST_GOALS, "goals.goals")
    known = [each.key for each in facts.goals]
    for goal in goals:
        if goal.kind not in known:
            yield _unknown(goal.kind, known, "goals.goals")
        yield from _number(goal.target, "goals.target", 1, MOST_TARGET)


def _numbers(said: NumbersAnswers, facts: BriefFacts) -> Problems:
    yield from _money(said.average_sale, "numbers.average_sale", facts)
    yield from _number(said.margin_percent, "numbers.margin_percent", 0, 100)
    yield from _number(said.purchases, "numbers.purchases", 1, 365)
    yield from _number(said.close_rate_percent, "numbers.close_rate_percent", 1, 100)
    known = [each.key for each in facts.platforms]
    for each in said.followers:
        if each.platform not in known:
            yield _unknown(each.platform, known, "numbers.followers")
        yield from _number(each.followers, "numbers.followers", 0, MOST_PEOPLE)
    yield from _number(said.listing_views, "numbers.listing_views", 0, MOST_PEOPLE)
    yield from _number(said.mailing_list, "numbers.mailing_list", 0, MOST_PEOPLE)
    yield from _number(said.askable_customers, "numbers.askable_customers", 0, MOST_ASKED)


def _investment(said: InvestmentAnswers, facts: BriefFacts, today: date) -> Problems:
    yield from _number(
        said.minutes_a_week, "investment.minutes_a_week", LEAST_MINUTES, MOST_MINUTES
    )
    yield from _money(said.money_a_month, "investment.money_a_month", facts)
    yield from _money(said.hourly_cost, "investment.hourly_cost", facts)
    yield from _day(said.until, "investment.until", first=today + timedelta(days=1), today=today)
    links = [key.value for key in LinkKey]
    for own in said.overrides:
        name = own.link.partition(".")[0]
        if name not in links:
            yield _unknown(name, links, "investment.overrides")
        for end in (own.range.low, own.range.high):
            yield from _number(end, "investment.overrides", 0, MOST_FIGURE)


def _measure(answers: Answers, facts: BriefFacts) -> Problems:
    kpis = answers.measure.kpis or ()
    if len(kpis) > MOST_KPIS:
        yield _too_many(kpis, MOST_KPIS, "measure.kpis")
    known = [each.key for each in facts.kpis]
    for kpi in kpis:
        if kpi.kind not in known:
            yield _unknown(kpi.kind, known, "measure.kpis")
        yield from _number(kpi.target, "measure.kpis", 0, MOST_PEOPLE)


def _platforms(answers: Answers, facts: BriefFacts) -> Problems:
    known = [each.key for each in facts.platforms]
    for platform in answers.platforms.platforms or ():
        if platform not in known:
            yield _unknown(platform, known, "platforms.platforms")
    accounts = answers.accounts.accounts
    if len(accounts) > MOST_ROWS:
        yield _too_many(accounts, MOST_ROWS, "accounts.accounts")
    for account in accounts:
        if account.platform not in known:
            yield _unknown(account.platform, known, "accounts.accounts")
        yield from _text(account.handle, "accounts.accounts", LONGEST_NAME)
        yield from _text(account.link, "accounts.accounts", LONGEST_LINK)


def _communities(answers: Answers) -> Problems:
    said = answers.communities.communities or ()
    yield from _texts([each.name for each in said], "communities.communities", needed=True)
    for each in said:
        yield from _text(each.where, "communities.communities", LONGEST_TEXT)


def _rhythm(said: RhythmAnswers, today: date) -> Problems:
    for day in said.weekdays or ():
        yield from _number(day, "rhythm.weekdays", 0, 6)
    yield from _day(said.starts, "rhythm.starts", first=today - BEGUN, today=today)
    pillars = said.pillars or ()
    if len(pillars) > MOST_PILLARS:
        yield _too_many(pillars, MOST_PILLARS, "rhythm.pillars")
    yield from _texts(pillars, "rhythm.pillars", needed=True)


def _people(answers: Answers) -> Problems:
    yield from _texts([each.name for each in answers.people.people], "people.people", needed=True)


def _texts(texts: Sequence[str], field: str, *, needed: bool = False) -> Problems:
    if len(texts) > MOST_ROWS:
        yield _too_many(texts, MOST_ROWS, field)
    for text in texts:
        if needed and _is_blank(text):
            yield ExpectedError(Code.EMPTY, field=field)
        yield from _text(text, field, LONGEST_NAME)


def _text(text: str, field: str, most: int) -> Problems:
    if len(text) > most:
        yield ExpectedError(Code.TOO_LONG, field=field, length=len(text), most=most)
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in text):
        yield ExpectedError(Code.BAD_TEXT, field=field)


def _is_blank(text: str) -> bool:
    """Whether nobody would see anything: spaces of all kinds, and signs without width."""
    return all(char.isspace() or unicodedata.category(char) == "Cf" for char in text)


def _number(value: Decimal | int | None, field: str, low: int, high: Decimal | int) -> Problems:
    if value is not None and not low <= value <= high:
        yield ExpectedError(Code.OUT_OF_RANGE, field=field, value=value, low=low, high=high)


def _money(amount: Money | None, field: str, facts: BriefFacts) -> Problems:
    if amount is not None:
        yield from _number(amount.amount, field, 0, MOST_MONEY * facts.country.scale)


def _day(day: date | None, field: str, *, first: date, today: date) -> Problems:
    if day is None:
        return
    latest = today + timedelta(days=LATEST_DAYS)
    if day < first:
        yield ExpectedError(Code.DATE_PAST, field=field, value=day)
    elif day > latest:
        yield ExpectedError(Code.DATE_TOO_FAR, field=field, value=day, high=latest)


def is_zone(name: str) -> bool:
    """Whether the time zone database knows the name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _unknown(value: str, choices: Iterable[str], field: str) -> ExpectedError:
    by_plain = {choice.casefold(): choice for choice in choices}
    near = by_plain.get(next(iter(get_close_matches(value.casefold(), by_plain, n=1)), ""), "")
    return ExpectedError(Code.UNKNOWN_CHOICE, field=field, value=value, nearest=near)


def _too_many(rows: Sequence[object], most: int, field: str) -> ExpectedError:
    return ExpectedError(Code.TOO_MANY, field=field, count=len(rows), most=most)
