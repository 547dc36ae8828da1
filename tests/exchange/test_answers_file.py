"""The answers in a file: every key arrives, and what is wrong is named with its nearest."""

import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.app.paths import resources_folder
from smbsocial.domain.answer_checks import check
from smbsocial.domain.answers import (
    AccountAnswer,
    Answers,
    BusinessAnswers,
    CommunityAnswer,
    FollowersAnswer,
    GoalAnswer,
    KpiAnswer,
    Override,
    PersonAnswer,
)
from smbsocial.domain.briefing import facts_for
from smbsocial.domain.business import Role
from smbsocial.domain.errors import Code, ExpectedError, Wanted
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.exchange import answers_file
from smbsocial.exchange.toml_table import MOST_BYTES, nearest
from smbsocial.library.loader import FileLibrary

LIBRARY = FileLibrary(resources_folder() / "library")
TEMPLATE = answers_file.template(
    (resources_folder() / "library" / "en" / "answers.toml").read_text(encoding="utf-8"), LIBRARY
)
HEAD = 'name = "Corner Café"\nindustry = "cafe"\n'


def load(tmp_path: Path, text: str) -> Answers:
    path = tmp_path / "answers.toml"
    path.write_text(text, encoding="utf-8")
    return answers_file.load(path, LIBRARY)


def refused(tmp_path: Path, text: str) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        load(tmp_path, text)
    return caught.value


def test_the_template_loads_as_it_is(tmp_path: Path) -> None:
    assert load(tmp_path, TEMPLATE) == Answers(
        business=BusinessAnswers(name="Corner Café", industry="cafe")
    )
    assert "@" not in re.sub(r"# handle.*", "", TEMPLATE)
    assert "yoga_pilates" in TEMPLATE


def test_every_key_of_the_template_is_read(tmp_path: Path) -> None:
    """Each line that is commented out is an example that loads."""
    key = re.compile(r"^# (?=\w+ = |\[|\"[\w.]+\" = )", re.MULTILINE)
    told, listed = TEMPLATE.split("# --- What you can choose from")
    answers = load(tmp_path, key.sub("", told) + "# " + listed)
    # What the template shows can also be: no example names a link or a choice that is none.
    facts = facts_for(answers, LIBRARY)
    assert check(answers, facts, today=date(2027, 1, 1)) == ()
    assert answers.business.country == "GB"
    assert answers.business.currency == "GBP"
    assert answers.business.zone == "Europe/London"
    assert answers.business.first_weekday == 0
    assert answers.business.closed_weekdays == (6,)
    assert answers.business.closed_days == (date(2027, 1, 1), date(2027, 12, 25))
    assert answers.business.slow_months == (1, 2)
    assert answers.business.locations == ("High Street 1",)
    assert answers.business.website == "https://corner-cafe.example"
    goal = GoalAnswer("foot_traffic", 40, Period.WEEK, Counted.ORDERS)
    assert answers.goals.goals == (goal, goal)
    numbers = answers.numbers
    assert numbers.average_sale == Money(900, "GBP")
    assert (numbers.margin_percent, numbers.purchases, numbers.close_rate_percent) == (70, 12, 40)
    assert (numbers.listing_views, numbers.mailing_list, numbers.askable_customers) == (
        *(900, 120),
        100,
    )
    assert numbers.followers == (FollowersAnswer("instagram", 300),)
    investment = answers.investment
    assert investment.minutes_a_week == 90
    assert investment.money_a_month == Money(0, "GBP")
    assert investment.hourly_cost == Money(1400, "GBP")
    assert investment.until == date(2027, 6, 30)
    assert investment.overrides == (
        Override("reach_share.instagram", Range(Decimal(5), Decimal(9), Decimal(14))),
    )
    assert answers.measure.kpis == (KpiAnswer("profile_visits"), KpiAnswer("reach", 500))
    assert answers.platforms.platforms == ("instagram",)
    assert answers.communities.communities == (
        CommunityAnswer("Office lunch crowd"),
        CommunityAnswer("Young parents", "playground, Facebook"),
    )
    rhythm = answers.rhythm
    assert (rhythm.weekdays, rhythm.at, rhythm.more) == ((1, 3), time(11, 30), False)
    assert (rhythm.pillars, rhythm.starts) == (("Behind the scenes",), date(2027, 1, 4))
    assert answers.accounts.accounts == (
        AccountAnswer("instagram", "@cornercafe", "https://www.instagram.com/cornercafe", True),
    )
    assert answers.people.people == (PersonAnswer("Maya", Role.STAFF, posts=True),)


@pytest.mark.parametrize(
    ("line", "code", "field", "near"),
    [
        ('industri = "cafe"', Code.UNKNOWN_KEY, None, "industry"),
        ("hours_a_week = 2", Code.UNKNOWN_KEY, None, "hours_per_week"),
        ("hours-per-week = 2", Code.UNKNOWN_KEY, None, "hours_per_week"),
        ("qqqqqq = 2", Code.UNKNOWN_KEY, None, ""),
        ('platforms = ["instagramm"]', Code.UNKNOWN_CHOICE, "platforms[1]", "instagram"),
        ('closed_weekdays = ["Sundy"]', Code.UNKNOWN_CHOICE, "closed_weekdays[1]", "sunday"),
        ('slow_months = ["jan"]', Code.UNKNOWN_CHOICE, "slow_months[1]", "january"),
        ('country = "gb"', Code.UNKNOWN_CHOICE, "country", "GB"),
        ('goal = "foottraffic"', Code.UNKNOWN_CHOICE, "goal", "foot_traffic"),
        ('period = "weekly"', Code.UNKNOWN_CHOICE, "period", "week"),
        ('kpis = ["profile_visit"]', Code.UNKNOWN_CHOICE, "kpis[1]", "profile_visits"),
        ("[followers]\ninstagrm = 1", Code.UNKNOWN_CHOICE, "followers", "instagram"),
        ('[[people]]\nname = "M"\nrol = "staff"', Code.UNKNOWN_KEY, "people[1]", "role"),
        ('[[goals]]\nkind = "x"', Code.UNKNOWN_CHOICE, "goals[1].kind", ""),
        ('kpis = [{ kind = "reach", tarjet = 5 }]', Code.UNKNOWN_KEY, "kpis[1]", "target"),
        ('communities = [{ name = "A", were = "B" }]', Code.UNKNOWN_KEY, "communities[1]", "where"),
        ('[[accounts]]\nplatform = "x"\nhandel = "a"', Code.UNKNOWN_KEY, "accounts[1]", "handle"),
    ],
)
def test_a_misspelt_word_is_named_with_its_nearest(
    tmp_path: Path, line: str, code: Code, field: str | None, near: str
) -> None:
    error = refused(tmp_path, HEAD + line)
    assert (error.code, error.field, error.facts["nearest"]) == (code, field, near)


def test_a_misspelt_industry_is_named_with_its_nearest(tmp_path: Path) -> None:
    error = refused(tmp_path, 'name = "A"\nindustry = "coffee_cafe"\n')
    assert (error.code, error.field) == (Code.UNKNOWN_CHOICE, "industry")
    assert error.facts["nearest"] == "cafe"


@pytest.mark.parametrize(
    ("line", "field", "wanted"),
    [
        ('margin_percent = "70"', "margin_percent", Wanted.NUMBER),
        ("margin_percent = true", "margin_percent", Wanted.NUMBER),
        ("margin_percent = 70.5", "margin_percent", Wanted.WHOLE_NUMBER),
        ("website = 5", "website", Wanted.TEXT),
        ('more = "yes"', "more", Wanted.YES_NO),
        ("until = 2027-06-30T10:00:00", "until", Wanted.DAY),
        ('until = "soon"', "until", Wanted.DAY),
        ('time = "noon"', "time", Wanted.TIME),
        ("time = 9", "time", Wanted.TIME),
        ('platforms = "instagram"', "platforms", Wanted.LIST),
        ("followers = 300", "followers", Wanted.TABLE),
        ('accounts = ["instagram"]', "accounts[1]", Wanted.TABLE),
        ("[chain]\nposts = [1, 2]", "chain.posts", Wanted.RANGE),
        ('[chain]\nposts = "many"', "chain.posts", Wanted.NUMBER),
        ('website = ["a long, long list of many words that nobody wants"]', "website", Wanted.TEXT),
    ],
)
def test_a_wrong_type_says_what_is_wanted(
    tmp_path: Path, line: str, field: str, wanted: Wanted
) -> None:
    error = refused(tmp_path, HEAD + line)
    assert (error.code, error.field) == (Code.WRONG_TYPE, field)
    assert error.facts["expected"] is wanted
    assert len(str(error.facts["value"])) <= 41


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("average_sale = inf", Code.NOT_A_NUMBER, "average_sale"),
        ("average_sale = nan", Code.NOT_A_NUMBER, "average_sale"),
        ("hours_per_week = 1e999999", Code.OUT_OF_RANGE, "hours_per_week"),
        ("mailing_list = 99999999999999999999", Code.OUT_OF_RANGE, "mailing_list"),
        ("slow_months = [13]", Code.OUT_OF_RANGE, "slow_months[1]"),
        ("slow_months = [true]", Code.WRONG_TYPE, "slow_months[1]"),
        ("[chain]\nposts = [5, 1, 3]", Code.OUT_OF_RANGE, "chain.posts"),
        ("[[people]]\nposts = true", Code.EMPTY, "people[1].name"),
        ('[[accounts]]\nhandle = "a"', Code.EMPTY, "accounts[1].platform"),
        ("[[goals]]", Code.EMPTY, "goals[1].kind"),
        ("kpis = [{ target = 5 }]", Code.EMPTY, "kpis[1].kind"),
        ('communities = [{ where = "x" }]', Code.EMPTY, "communities[1].name"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, line: str, code: Code, field: str) -> None:
    error = refused(tmp_path, HEAD + line)
    assert (error.code, error.field) == (code, field)


@pytest.mark.parametrize("key", ["name", "industry"])
def test_two_keys_are_required(tmp_path: Path, key: str) -> None:
    text = "\n".join(line for line in HEAD.splitlines() if not line.startswith(key))
    error = refused(tmp_path, text)
    assert (error.code, error.field) == (Code.EMPTY, key)


def test_a_target_without_a_goal_is_the_trade_s_usual_one(tmp_path: Path) -> None:
    (goal,) = load(tmp_path, HEAD + "target = 40").goals.goals
    assert goal == GoalAnswer("foot_traffic", 40)


def test_one_figure_of_the_chain_is_exact_and_quoted_days_are_days(tmp_path: Path) -> None:
    answers = load(tmp_path, HEAD + 'until = "2027-06-30"\ntime = 11:30:00\n[chain]\nposts = 2')
    assert answers.investment.overrides == (Override("posts", Range.exactly(2)),)
    assert (answers.investment.until, answers.rhythm.at) == (date(2027, 6, 30), time(11, 30))


def test_an_account_that_does_not_exist_yet(tmp_path: Path) -> None:
    text = HEAD + '[[accounts]]\nplatform = "tiktok"\nexists = false'
    assert load(tmp_path, text).accounts.accounts == (AccountAnswer("tiktok", exists=False),)


def test_amounts_take_the_country_s_currency(tmp_path: Path) -> None:
    assert load(tmp_path, HEAD + "average_sale = 9").numbers.average_sale == Money(900, "USD")
    yen = load(tmp_path, HEAD + 'country = "JP"\naverage_sale = 900').numbers.average_sale
    assert yen == Money(900, "JPY")


def test_a_byte_order_mark_is_no_key(tmp_path: Path) -> None:
    assert load(tmp_path, "\ufeff" + HEAD).business.name == "Corner Café"


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError) as caught:
        answers_file.load(tmp_path / "nowhere.toml", LIBRARY)
    assert caught.value.code is Code.FILE_MISSING
    with pytest.raises(ExpectedError) as caught:
        answers_file.load(tmp_path, LIBRARY)
    assert caught.value.facts["reason"] is Wanted.FILE
    with pytest.raises(ExpectedError) as caught:
        answers_file.load(Path("a\0b"), LIBRARY)
    assert caught.value.code in {Code.FILE_MISSING, Code.FILE_UNREADABLE}
    with pytest.raises(ExpectedError) as caught:
        answers_file.load(tmp_path / ("x" * 5000), LIBRARY)
    assert caught.value.code is Code.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b'name = "Caf\xe9"', Wanted.UTF8), (b"#" * (MOST_BYTES + 1), Wanted.SMALLER_FILE)],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, reason: Wanted) -> None:
    path = tmp_path / "answers.toml"
    path.write_bytes(content)
    with pytest.raises(ExpectedError) as caught:
        answers_file.load(path, LIBRARY)
    assert (caught.value.code, caught.value.facts["reason"]) == (Code.FILE_UNREADABLE, reason)


@pytest.mark.parametrize(
    "text", ["name = ", "x" * 50, "a = " + "9" * 5000, "a = " + "[" * 5000, "a = 1\na = 2", "\0"]
)
def test_a_file_that_is_not_toml(tmp_path: Path, text: str) -> None:
    error = refused(tmp_path, text)
    assert error.code is Code.NOT_TOML
    assert "\n" not in str(error.facts["reason"])


def test_fields_of_the_answers_are_told_as_keys_of_the_file() -> None:
    for field, key in (
        ("business.zone", "timezone"),
        ("numbers.margin_percent", "margin_percent"),
        ("name", "name"),
        (None, None),
    ):
        told = answers_file.in_file(ExpectedError(Code.OUT_OF_RANGE, field=field, value=140))
        assert (told.field, told.facts) == (key, {"value": 140})


@given(st.text())
def test_the_nearest_is_one_of_the_choices_or_none(text: str) -> None:
    assert nearest(text, ["cafe", "bakery"]) in {"", "cafe", "bakery"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [("UK", "GB"), ("USA", "US"), ("de", "DE"), ("Germany", "DE"), ("Austia", "AT"), ("XX", "")],
)
def test_a_country_by_its_name(tmp_path: Path, said: str, meant: str) -> None:
    with pytest.raises(ExpectedError) as caught:
        load(tmp_path, f'{HEAD}country = "{said}"')
    assert caught.value.code is Code.UNKNOWN_CHOICE
    assert caught.value.facts == {"value": said, "nearest": meant}


def test_a_community_named_twice_has_one_turn(tmp_path: Path) -> None:
    answers = load(tmp_path, HEAD + 'communities = ["Office", "office ", "Parents"]')
    assert [each.name for each in answers.communities.communities or ()] == ["Office", "Parents"]


def test_hours_are_told_as_hours() -> None:
    error = ExpectedError(
        Code.OUT_OF_RANGE, field="investment.minutes_a_week", value=-60, low=15, high=6000
    )
    told = answers_file.in_file(error)
    assert told.field == "hours_per_week"
    assert told.facts == {"value": Decimal(-1), "low": Decimal("0.25"), "high": Decimal(100)}


@pytest.mark.parametrize("text", ["target = " + "9" * 5000, "x = " + "[" * 5000 + "]" * 5000])
def test_a_file_beyond_all_measure_says_nothing_of_python(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExpectedError) as caught:
        load(tmp_path, HEAD + text)
    assert caught.value.code is Code.NOT_TOML
    assert caught.value.facts["reason"] is Wanted.SMALLER_FILE


def test_a_truth_value_is_told_as_it_was_written(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError) as caught:
        load(tmp_path, HEAD + "target = true")
    assert caught.value.facts["value"] == "true"


@pytest.mark.parametrize(
    ("line", "field", "near"),
    [
        ('currency = "eur"', "business.currency", "EUR"),
        ('timezone = "europe/berlinn"', "business.zone", "Europe/Berlin"),
    ],
)
def test_small_letters_are_no_obstacle_to_the_nearest(
    tmp_path: Path, line: str, field: str, near: str
) -> None:
    answers = load(tmp_path, HEAD + line)
    (problem,) = check(answers, facts_for(answers, LIBRARY), today=date(2027, 1, 1))
    assert (problem.field, problem.facts["nearest"]) == (field, near)


@pytest.mark.parametrize("name", ["\u200b", " \u2060\u00a0", "\u202e\u202c"])
def test_a_name_that_nobody_can_see_is_none(tmp_path: Path, name: str) -> None:
    answers = load(tmp_path, f'name = "{name}"\nindustry = "cafe"')
    (problem,) = check(answers, facts_for(answers, LIBRARY), today=date(2027, 1, 1))
    assert (problem.code, problem.field) == (Code.EMPTY, "business.name")
