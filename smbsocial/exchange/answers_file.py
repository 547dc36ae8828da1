"""The wizard's answers in a TOML file, for scripts, tests and support.

Only `name` and `industry` are required; whatever is missing takes the usual of the trade and the
country, as in the wizard. The library's `answers.toml` documents every key.
"""

import textwrap
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from smbsocial.domain.answers import (
    AccountAnswer,
    AccountsAnswers,
    Answers,
    BusinessAnswers,
    CommunitiesAnswers,
    CommunityAnswer,
    FollowersAnswer,
    GoalAnswer,
    GoalsAnswers,
    InvestmentAnswers,
    KpiAnswer,
    MeasureAnswers,
    NumbersAnswers,
    Override,
    PeopleAnswers,
    PersonAnswer,
    PlatformsAnswers,
    RhythmAnswers,
)
from smbsocial.domain.briefing import DEFAULT_COUNTRY
from smbsocial.domain.business import Role
from smbsocial.domain.errors import Code, ExpectedError, Wanted
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.money import Money, round_half_even
from smbsocial.domain.ranges import Range
from smbsocial.exchange.toml_table import (
    Table,
    as_choice,
    as_day,
    as_number,
    as_table,
    as_text,
    by_key,
    by_value,
    nearest,
    read_toml,
)
from smbsocial.usecases.ports import Library

KEYS = {
    "business.zone": "timezone",
    "business.first_weekday": "week_starts_on",
    "goals.goals": "goals",
    "goals.target": "target",
    "goals.period": "period",
    "goals.counted": "counts",
    "numbers.purchases": "purchases_per_customer",
    "numbers.listing_views": "listing_views_per_month",
    "numbers.askable_customers": "askable_customers_per_week",
    "investment.minutes_a_week": "hours_per_week",
    "investment.money_a_month": "money_per_month",
    "investment.overrides": "chain",
    "rhythm.at": "time",
}
"""What a field of the answers is called in the file, where it is not called the same."""

T = TypeVar("T")

_SPOKEN = {"UK": "GB", "USA": "US", "UAE": "AE"}
"""Countries that people call otherwise than ISO 3166 does."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def load(path: Path, library: Library) -> Answers:
    """The answers of a file.

    Raises ExpectedError whose `field` is the file's key: FILE_MISSING, FILE_UNREADABLE, NOT_TOML,
    EMPTY (name or industry missing), UNKNOWN_KEY and UNKNOWN_CHOICE (with the nearest),
    WRONG_TYPE, NOT_A_NUMBER, OUT_OF_RANGE. Whether the figures can be is asked later, by the
    same checks as in the wizard; `in_file` turns their fields into the file's keys.
    """
    return parse(read_toml(path), library)


def parse(values: Mapping[str, object], library: Library) -> Answers:
    """The answers of a file's content; raises as `load` does."""
    file = Table(values)
    business = _business(file, library)
    platforms = by_key([p.key for p in library.platforms()])
    currency = business.currency or library.country(business.country or DEFAULT_COUNTRY).currency
    answers = Answers(
        business=business,
        goals=_goals(file, library, business.industry),
        numbers=_numbers(file, currency, platforms),
        investment=_investment(file, currency),
        measure=MeasureAnswers(_kpis(file, library)),
        platforms=PlatformsAnswers(
            file.items("platforms", lambda v, n: as_choice(v, platforms, n))
        ),
        communities=CommunitiesAnswers(_once(file.items("communities", _community))),
        rhythm=_rhythm(file),
        accounts=AccountsAnswers(
            file.items("accounts", lambda v, n: _account(as_table(v, n), platforms)) or ()
        ),
        people=PeopleAnswers(file.items("people", lambda v, n: _person(as_table(v, n))) or ()),
    )
    file.finish()  # a misspelt `industry` is told as such, not as missing
    _required(business.name, "name")
    _required(business.industry, "industry")
    return answers


def template(text: str, library: Library) -> str:
    """The library's `answers.toml` with the choices filled in; it loads as it is."""
    choices: dict[str, list[str]] = {
        "industries": [str(brief.key) for brief in library.industries()],
        "goals": [str(facts.key) for facts in library.goals()],
        "kpis": [str(facts.key) for facts in library.kpis()],
        "platforms": [str(facts.key) for facts in library.platforms()],
        "countries": [country.code for country in library.countries()],
        "counts": [counted.value for counted in Counted],
    }
    for name, keys in choices.items():
        listed = textwrap.fill(
            ", ".join(sorted(keys)), 96, initial_indent="#   ", subsequent_indent="#   "
        )
        text = text.replace(f"@{name}@", listed)
    return text


def in_file(error: ExpectedError) -> ExpectedError:
    """The same error, its field named as in the file, and hours where the file says hours."""
    if error.field is None:
        return error
    if error.field == "investment.minutes_a_week":
        hours = {name: Decimal(str(minutes)) / 60 for name, minutes in error.facts.items()}
        return ExpectedError(error.code, field=KEYS[error.field], **hours)
    name = KEYS.get(error.field, error.field.partition(".")[2] or error.field)
    return ExpectedError(error.code, field=name, **error.facts)


def _business(file: Table, library: Library) -> BusinessAnswers:
    industries = by_key([brief.key for brief in library.industries()])
    first = file.choice("week_starts_on", _numbered(_DAYS, 0))
    return BusinessAnswers(
        name=file.text("name"),
        industry=file.choice("industry", industries),
        country=_country(file, library),
        currency=file.text("currency"),
        zone=file.text("timezone"),
        first_weekday=first,
        closed_weekdays=file.items("closed_weekdays", _weekday),
        closed_days=file.items("closed_days", as_day) or (),
        slow_months=file.items("slow_months", _month),
        locations=file.items("locations", as_text) or (),
        website=file.text("website") or "",
    )


def _country(file: Table, library: Library) -> str | None:
    """A country's code; whoever writes its name, or "UK", is told the code."""
    said = file.text("country")
    codes = {country.code for country in library.countries()}
    if said is None or said in codes:
        return said
    by_name = {country.name: country.code for country in library.countries()}
    upper = said.strip().upper()
    near = upper if upper in codes else _SPOKEN.get(upper) or by_name.get(nearest(said, by_name))
    raise ExpectedError(Code.UNKNOWN_CHOICE, field="country", value=said, nearest=near or "")


def _goals(file: Table, library: Library, industry: IndustryKey | None) -> GoalsAnswers:
    """Either `goal`, `target`, `period` and `counts` of the one goal, or any number of [[goals]].

    A target without a goal means the trade's usual goal.
    """
    kinds = by_key([facts.key for facts in library.goals()])
    usual = library.industry(industry).goals[0] if industry else library.goals()[0].key
    single = _goal(file, kinds, "goal", usual)
    several = file.items("goals", lambda v, n: _goal_table(as_table(v, n), kinds, usual)) or ()
    return GoalsAnswers((*((single,) if single else ()), *several))


def _goal_table(table: Table, kinds: dict[str, GoalKey], usual: GoalKey) -> GoalAnswer:
    answer = _goal(table, kinds, "kind", usual)
    table.finish()
    if answer is None:
        raise ExpectedError(Code.EMPTY, field=table.name("kind"))
    return answer


def _goal(table: Table, kinds: dict[str, GoalKey], key: str, usual: GoalKey) -> GoalAnswer | None:
    answer = GoalAnswer(
        kind=table.choice(key, kinds) or usual,
        target=table.whole("target"),
        period=table.choice("period", by_value(Period)),
        counted=table.choice("counts", by_value(Counted)),
    )
    said = any(table.has(name) for name in (key, "target", "period", "counts"))
    return answer if said else None


def _numbers(file: Table, currency: str, platforms: dict[str, PlatformKey]) -> NumbersAnswers:
    followers = file.table("followers")
    return NumbersAnswers(
        average_sale=_money(file.number("average_sale"), currency),
        margin_percent=file.whole("margin_percent"),
        purchases=file.whole("purchases_per_customer"),
        close_rate_percent=file.whole("close_rate_percent"),
        followers=tuple(
            FollowersAnswer(as_choice(key, platforms, "followers"), followers.whole(key))
            for key in followers.names()
        ),
        listing_views=file.whole("listing_views_per_month"),
        mailing_list=file.whole("mailing_list"),
        askable_customers=file.whole("askable_customers_per_week"),
    )


def _investment(file: Table, currency: str) -> InvestmentAnswers:
    hours = file.number("hours_per_week")
    links = file.table("chain")
    return InvestmentAnswers(
        minutes_a_week=None if hours is None else round_half_even(hours * 60),
        money_a_month=_money(file.number("money_per_month"), currency),
        until=file.day("until"),
        hourly_cost=_money(file.number("hourly_cost"), currency),
        overrides=tuple(_override(key, links) for key in links.names()),
    )


def _override(link: str, links: Table) -> Override:
    """`link = 3` or `link = [1, 3, 5]`: low, typical, high."""
    name = links.name(link)
    value = links.value(link)
    if not isinstance(value, list):
        return Override(link, Range.exactly(as_number(value, name)))
    figures = [as_number(v, name) for v in value]
    if len(figures) != 3:
        raise ExpectedError(Code.WRONG_TYPE, field=name, expected=Wanted.RANGE, value=str(value))
    low, typical, high = figures
    if not low <= typical <= high:
        raise ExpectedError(
            Code.OUT_OF_RANGE, field=name, value=typical, low=min(low, high), high=max(low, high)
        )
    return Override(link, Range(low, typical, high))


def _kpis(file: Table, library: Library) -> tuple[KpiAnswer, ...] | None:
    kinds = by_key([facts.key for facts in library.kpis()])

    def read(value: object, name: str) -> KpiAnswer:
        if isinstance(value, str):
            return KpiAnswer(as_choice(value, kinds, name))
        table = as_table(value, name)
        kind = _required(table.choice("kind", kinds), table.name("kind"))
        answer = KpiAnswer(kind, table.whole("target"))
        table.finish()
        return answer

    return file.items("kpis", read)


def _community(value: object, name: str) -> CommunityAnswer:
    if isinstance(value, str):
        return CommunityAnswer(value)
    table = as_table(value, name)
    answer = CommunityAnswer(
        _required(table.text("name"), table.name("name")), table.text("where") or ""
    )
    table.finish()
    return answer


def _once(said: tuple[CommunityAnswer, ...] | None) -> tuple[CommunityAnswer, ...] | None:
    """Each community once, or one that stands there twice would get two turns."""
    if said is None:
        return None
    by_name: dict[str, CommunityAnswer] = {}
    for each in said:
        by_name.setdefault(each.name.strip().casefold(), each)
    return tuple(by_name.values())


def _rhythm(file: Table) -> RhythmAnswers:
    return RhythmAnswers(
        weekdays=file.items("weekdays", _weekday),
        at=file.wall_time("time"),
        pillars=file.items("pillars", as_text),
        starts=file.day("starts"),
        more=file.yes_no("more") or False,
    )


def _account(table: Table, platforms: dict[str, PlatformKey]) -> AccountAnswer:
    exists = table.yes_no("exists")
    answer = AccountAnswer(
        platform=_required(table.choice("platform", platforms), table.name("platform")),
        handle=table.text("handle") or "",
        link=table.text("link") or "",
        exists=True if exists is None else exists,
    )
    table.finish()
    return answer


def _person(table: Table) -> PersonAnswer:
    answer = PersonAnswer(
        name=_required(table.text("name"), table.name("name")),
        role=table.choice("role", by_value(Role)) or Role.STAFF,
        posts=table.yes_no("posts") or False,
    )
    table.finish()
    return answer


def _weekday(value: object, name: str) -> int:
    return as_choice(_plain(value), _numbered(_DAYS, 0), name)


def _month(value: object, name: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        if not 1 <= value <= 12:
            raise ExpectedError(Code.OUT_OF_RANGE, field=name, value=value, low=1, high=12)
        return value
    return as_choice(_plain(value), _numbered(_MONTHS, 1), name)


def _plain(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _numbered(names: tuple[str, ...], first: int) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, first)}


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)


def _required(value: T | None, name: str) -> T:
    if value is None:
        raise ExpectedError(Code.EMPTY, field=name)
    return value
