"""The rules of observances, by examples from the calendar and by properties."""

from calendar import monthcalendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.ids import IndustryKey, ObservanceKey
from smbsocial.domain.observances import (
    Advent,
    EasterOffset,
    Fixed,
    LastWeekday,
    NthWeekday,
    Observance,
    Occurrence,
    Relative,
    Rule,
    Span,
    Table,
    dates_in,
    occurrences,
    unlisted_years,
)

CAFE = IndustryKey("cafe")
THURSDAY = 3
YEARS = st.integers(1990, 2090)


def make(
    key: str,
    rule: Rule,
    *,
    countries: tuple[str, ...] = ("WORLD",),
    industries: tuple[str, ...] = ("all",),
    moved: tuple[date, ...] = (),
) -> Observance:
    return Observance(
        key=ObservanceKey(key),
        name=key.title(),
        rule=rule,
        countries=countries,
        industries=tuple(IndustryKey(each) for each in industries),
        kind="retail",
        prompt="Say so.",
        lead_days=7,
        note="",
        verified=True,
        sources=(),
        moved=moved,
    )


def days(rule: Rule, year: int, *others: Observance) -> tuple[date, ...]:
    one = make("one", rule)
    return dates_in(one, year, {each.key: each for each in (one, *others)})


THANKSGIVING = make("thanksgiving", NthWeekday((11,), THURSDAY, 4), countries=("US",))
BLACK_FRIDAY = make("black_friday", Relative(THANKSGIVING.key, 1), countries=("US", "GB"))
KWANZAA = make("kwanzaa", Span(Fixed(12, 26), Fixed(1, 1)))


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        (Fixed(3, 17), 2027, ["2027-03-17"]),
        (Fixed(2, 29), 2028, ["2028-02-29"]),
        (Fixed(2, 29), 2027, ["2027-02-28"]),
        (NthWeekday((11,), THURSDAY, 4), 2029, ["2029-11-22"]),
        (
            NthWeekday((1, 4, 7, 10), THURSDAY, 3),
            2026,
            ["2026-01-15", "2026-04-16", "2026-07-16", "2026-10-15"],
        ),
        (NthWeekday((2, 4), THURSDAY, 5), 2026, ["2026-04-30"]),
        (NthWeekday((2,), 0, 1), 2027, ["2027-02-01"]),
        (LastWeekday(5, 0), 2027, ["2027-05-31"]),
        (LastWeekday(2, 5), 2028, ["2028-02-26"]),
        (LastWeekday(4, 5), 2027, ["2027-04-24"]),
        (EasterOffset(0), 2038, ["2038-04-25"]),
        (EasterOffset(-47), 2028, ["2028-02-29"]),
        (EasterOffset(-2), 2027, ["2027-03-26"]),
        (Advent(), 2028, ["2028-12-03"]),
        (Advent(), 2033, ["2033-11-27"]),
        (Advent(), 2026, ["2026-11-29"]),
        (Span(Fixed(12, 26), Fixed(1, 1)), 2026, ["2026-12-26"]),
        (Table((date(2030, 12, 26), date(2030, 1, 6))), 2030, ["2030-01-06", "2030-12-26"]),
        (Table((date(2030, 1, 6),)), 2031, []),
    ],
)
def test_a_rule_gives_its_days(rule: Rule, year: int, expected: list[str]) -> None:
    assert [day.isoformat() for day in days(rule, year)] == expected


def test_one_told_by_another_follows_it_through_a_chain() -> None:
    saturday = make("saturday", Relative(BLACK_FRIDAY.key, 1))
    monday = Relative(saturday.key, 2)
    assert days(monday, 2026, saturday, BLACK_FRIDAY, THANKSGIVING) == (date(2026, 11, 30),)


def test_one_told_by_another_reaches_over_new_year_both_ways() -> None:
    eve = make("eve", Fixed(12, 31))
    new_year = make("new_year", Fixed(1, 1))
    assert days(Relative(eve.key, 1), 2027, eve) == (date(2027, 1, 1),)
    assert days(Relative(new_year.key, -1), 2027, new_year) == (date(2027, 12, 31),)


def test_one_told_by_an_unknown_one_is_a_bug() -> None:
    with pytest.raises(KeyError):
        days(Relative(ObservanceKey("nobody"), 1), 2027)


def test_a_moved_day_takes_the_rules_place_in_its_year_alone() -> None:
    tax_day = make("tax", Fixed(4, 15), moved=(date(2028, 4, 18),))
    found = [dates_in(tax_day, year, {}) for year in (2027, 2028, 2029)]
    assert found == [(date(2027, 4, 15),), (date(2028, 4, 18),), (date(2029, 4, 15),)]


def test_what_follows_a_moved_one_moves_with_it() -> None:
    moved = make("moved", Fixed(4, 15), moved=(date(2028, 4, 18),))
    assert days(Relative(moved.key, 1), 2028, moved) == (date(2028, 4, 19),)


def test_only_what_is_kept_here_and_suits_the_trade() -> None:
    books = make("books", Fixed(11, 27), industries=("bookstore",))
    everybody = make("everybody", Fixed(11, 28), industries=("bookstore", "cafe"))
    germany = make("germany", Fixed(11, 27), countries=("DE",))
    found = occurrences(
        (books, everybody, germany, THANKSGIVING, BLACK_FRIDAY),
        country="GB",
        industry=CAFE,
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
    )
    assert [(each.day.day, each.observance.key) for each in found] == [
        (27, "black_friday"),
        (28, "everybody"),
    ]


def test_both_ends_of_the_time_count_and_the_order_is_by_day_then_key() -> None:
    last = make("b", Fixed(1, 31))
    first = make("z", Fixed(12, 31))
    same = make("a", Fixed(1, 31))
    found = occurrences(
        (last, first, same),
        country="DE",
        industry=CAFE,
        first=date(2026, 12, 31),
        last=date(2027, 1, 31),
    )
    assert [each.observance.key for each in found] == ["z", "a", "b"]


def test_a_span_over_new_year_stands_on_its_first_day_and_knows_its_last() -> None:
    (found,) = occurrences(
        (KWANZAA,), country="US", industry=CAFE, first=date(2026, 12, 1), last=date(2027, 2, 28)
    )
    assert (found.day, found.last) == (date(2026, 12, 26), date(2027, 1, 1))


def test_a_span_within_a_year_ends_in_it() -> None:
    pride = make("pride", Span(Fixed(6, 1), Fixed(6, 30)))
    assert Occurrence(date(2027, 6, 1), pride).last == date(2027, 6, 30)


def test_a_moved_span_keeps_its_length() -> None:
    week = make("week", Span(Fixed(5, 3), Fixed(5, 9)), moved=(date(2025, 5, 4),))
    (day,) = dates_in(week, 2025, {})
    assert Occurrence(day, week).last == date(2025, 5, 10)


def test_a_single_day_is_its_own_last() -> None:
    assert Occurrence(date(2026, 11, 26), THANKSGIVING).last == date(2026, 11, 26)


def test_a_table_says_for_which_years_it_must_be_looked_up() -> None:
    table = make("table", Table((date(2030, 1, 6),)), moved=(date(2033, 1, 1),))
    assert unlisted_years(table, first=2029, last=2033) == (2029, 2031, 2032)
    assert unlisted_years(THANKSGIVING, first=2029, last=2033) == ()


@given(YEARS, st.integers(1, 12), st.integers(0, 6), st.integers(1, 5))
def test_the_nth_weekday_is_the_one_in_the_months_leaf(
    year: int, month: int, weekday: int, n: int
) -> None:
    rows = [week[weekday] for week in monthcalendar(year, month) if week[weekday]]
    expected = tuple(date(year, month, day) for day in rows[n - 1 : n])
    assert days(NthWeekday((month,), weekday, n), year) == expected


@given(YEARS, st.integers(1, 12), st.integers(0, 6))
def test_the_last_weekday_has_none_after_it(year: int, month: int, weekday: int) -> None:
    (day,) = days(LastWeekday(month, weekday), year)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    assert (day + timedelta(days=7)).month != month


@given(YEARS)
def test_easter_and_advent_are_sundays_in_their_season(year: int) -> None:
    (easter,) = days(EasterOffset(0), year)
    (advent,) = days(Advent(), year)
    assert easter.weekday() == advent.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)
    assert date(year, 11, 27) <= advent <= date(year, 12, 3)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 800))
def test_nothing_is_lost_where_two_times_meet(first: date, length: int) -> None:
    everything = (THANKSGIVING, BLACK_FRIDAY, KWANZAA, make("easter", EasterOffset(0)))
    middle, last = first + timedelta(days=length // 2), first + timedelta(days=length)

    def between(start: date, end: date) -> tuple[Occurrence, ...]:
        return occurrences(everything, country="US", industry=CAFE, first=start, last=end)

    assert between(first, last) == between(first, middle) + between(
        middle + timedelta(days=1), last
    )
