"""Every observance of the library against ten years of dates known from elsewhere.

`FIXED` and `MOVING` were written down from calendars, not made from the library; where the package
`holidays` knows the day, it is asked as well. Together they name every observance.
"""

from collections.abc import Iterable
from datetime import date

import holidays
import pytest

from smbsocial.domain.ids import ObservanceKey
from smbsocial.domain.observances import Observance, Occurrence, Span, dates_in
from smbsocial.library.loader import FileLibrary

YEARS = range(2024, 2034)

FIXED = {
    "new_year": "01-01",
    "veganuary": "01-01",
    "dry_january": "01-01",
    "burns_night": "01-25",
    "australia_day": "01-26",
    "pizza_day": "02-09",
    "galentines": "02-13",
    "valentines": "02-14",
    "random_kindness": "02-17",
    "love_your_pet": "02-20",
    "womens_day": "03-08",
    "st_patricks": "03-17",
    "april_fools": "04-01",
    "siblings_day": "04-10",
    "pet_day": "04-11",
    "tea_day": "04-21",
    "earth_day": "04-22",
    "world_book_copyright": "04-23",
    "st_georges": "04-23",
    "international_dance": "04-29",
    "shelter_pet_day": "04-30",
    "may_day": "05-01",
    "star_wars_day": "05-04",
    "cinco_de_mayo": "05-05",
    "pride_month": "06-01",
    "best_friends_day": "06-08",
    "juneteenth": "06-19",
    "music_day": "06-21",
    "canada_day": "07-01",
    "independent_retailer_month": "07-01",
    "independence_us": "07-04",
    "chocolate_day": "07-07",
    "pet_photo_day": "07-11",
    "friendship_day_un": "07-30",
    "cookie_day": "08-04",
    "book_lovers_day": "08-09",
    "dog_day": "08-26",
    "coffee_day_us": "09-29",
    "coffee_day_int": "10-01",
    "vegetarian_day": "10-01",
    "taco_day": "10-04",
    "teachers_day": "10-05",
    "mental_health_day": "10-10",
    "halloween": "10-31",
    "day_of_the_dead": "11-01",
    "movember": "11-01",
    "bonfire_night": "11-05",
    "accounting_day": "11-10",
    "veterans_remembrance": "11-11",
    "last_post_cutoff": "12-12",
    "christmas": "12-25",
    "boxing_day": "12-26",
    "kwanzaa": "12-26",
    "new_years_eve": "12-31",
}

# One day a year from 2024 to 2033, in order.
MOVING = {
    "blue_monday": "01-15 01-20 01-19 01-18 01-17 01-15 01-21 01-20 01-19 01-17",
    "mlk_day": "01-15 01-20 01-19 01-18 01-17 01-15 01-21 01-20 01-19 01-17",
    "super_bowl": "02-11 02-09 02-08 02-14 02-13 02-11 02-10 02-09 02-08 02-13",
    "presidents_day": "02-19 02-17 02-16 02-15 02-21 02-19 02-18 02-17 02-16 02-21",
    "lunar_new_year": "02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31",
    "pancake_day": "02-13 03-04 02-17 02-09 02-29 02-13 03-05 02-25 02-10 03-01",
    "world_book_day_uk": "03-07 03-06 03-05 03-04 03-02 03-01 03-07 03-06 03-04 03-03",
    "employee_appreciation": "03-01 03-07 03-06 03-05 03-03 03-02 03-01 03-07 03-05 03-04",
    "mothering_sunday_uk": "03-10 03-30 03-15 03-07 03-26 03-11 03-31 03-23 03-07 03-27",
    "good_friday": "03-29 04-18 04-03 03-26 04-14 03-30 04-19 04-11 03-26 04-15",
    "easter": "03-31 04-20 04-05 03-28 04-16 04-01 04-21 04-13 03-28 04-17",
    # The Internal Revenue Service's days: not on weekends nor on Emancipation Day as kept.
    "tax_day_us": "04-15 04-15 04-15 04-15 04-18 04-17 04-15 04-15 04-15 04-18",
    # The organisers took the second Saturday in 2025.
    "record_store_day": "04-20 04-12 04-18 04-17 04-15 04-21 04-20 04-19 04-17 04-16",
    "independent_bookstore_day": "04-27 04-26 04-25 04-24 04-29 04-28 04-27 04-26 04-24 04-30",
    "world_vet_day": "04-27 04-26 04-25 04-24 04-29 04-28 04-27 04-26 04-24 04-30",
    # The first three as announced; those to come are not, the library keeps the first week of May.
    "small_business_week": "04-28 05-04 05-03 05-03 05-03 05-03 05-03 05-03 05-03 05-03",
    "uk_early_may": "05-06 05-05 05-04 05-03 05-01 05-07 05-06 05-05 05-03 05-02",
    "mothers_day_us": "05-12 05-11 05-10 05-09 05-14 05-13 05-12 05-11 05-09 05-08",
    "world_baking_day": "05-19 05-18 05-17 05-16 05-21 05-20 05-19 05-18 05-16 05-15",
    "memorial_day": "05-27 05-26 05-25 05-31 05-29 05-28 05-27 05-26 05-31 05-30",
    "donut_day": "06-07 06-06 06-05 06-04 06-02 06-01 06-07 06-06 06-04 06-03",
    "fathers_day": "06-16 06-15 06-21 06-20 06-18 06-17 06-16 06-15 06-20 06-19",
    "ice_cream_day": "07-21 07-20 07-19 07-18 07-16 07-15 07-21 07-20 07-18 07-17",
    "beer_day": "08-02 08-01 08-07 08-06 08-04 08-03 08-02 08-01 08-06 08-05",
    "honey_bee_day": "08-17 08-16 08-15 08-21 08-19 08-18 08-17 08-16 08-21 08-20",
    "summer_bank_uk": "08-26 08-25 08-31 08-30 08-28 08-27 08-26 08-25 08-30 08-29",
    "labor_day_us": "09-02 09-01 09-07 09-06 09-04 09-03 09-02 09-01 09-06 09-05",
    # The Sunday after Labor Day: the first Sunday of September in 2025 and 2031.
    "grandparents_day": "09-08 09-07 09-13 09-12 09-10 09-09 09-08 09-07 09-12 09-11",
    "thanksgiving_ca": "10-14 10-13 10-12 10-11 10-09 10-08 10-14 10-13 10-11 10-10",
    "diwali": "10-31 10-20 11-08 10-29 10-17 11-05 10-26 11-14 11-02 10-22",
    "thanksgiving_us": "11-28 11-27 11-26 11-25 11-23 11-22 11-28 11-27 11-25 11-24",
    "black_friday": "11-29 11-28 11-27 11-26 11-24 11-23 11-29 11-28 11-26 11-25",
    "small_business_saturday_us": "11-30 11-29 11-28 11-27 11-25 11-24 11-30 11-29 11-27 11-26",
    "advent": "12-01 11-30 11-29 11-28 12-03 12-02 12-01 11-30 11-28 11-27",
    "cyber_monday": "12-02 12-01 11-30 11-29 11-27 11-26 12-02 12-01 11-29 11-28",
    "giving_tuesday": "12-03 12-02 12-01 11-30 11-28 11-27 12-03 12-02 11-30 11-29",
    "small_business_saturday_uk": "12-07 12-06 12-05 12-04 12-02 12-01 12-07 12-06 12-04 12-03",
    "christmas_jumper": "12-12 12-11 12-10 12-09 12-14 12-13 12-12 12-11 12-09 12-08",
    "hanukkah": "12-25 12-14 12-04 12-24 12-12 12-01 12-20 12-09 11-27 12-16",
}

# More than one day in some years.
SEVERAL = {
    "know_customers_q": """
        2024-01-18 2024-04-18 2024-07-18 2024-10-17 2025-01-16 2025-04-17 2025-07-17 2025-10-16
        2026-01-15 2026-04-16 2026-07-16 2026-10-15 2027-01-21 2027-04-15 2027-07-15 2027-10-21
        2028-01-20 2028-04-20 2028-07-20 2028-10-19 2029-01-18 2029-04-19 2029-07-19 2029-10-18
        2030-01-17 2030-04-18 2030-07-18 2030-10-17 2031-01-16 2031-04-17 2031-07-17 2031-10-16
        2032-01-15 2032-04-15 2032-07-15 2032-10-21 2033-01-20 2033-04-21 2033-07-21 2033-10-20""",
    "ramadan": """
        2024-03-11 2025-03-01 2026-02-18 2027-02-08 2028-01-28 2029-01-16 2030-01-06 2030-12-26
        2031-12-15 2032-12-04 2033-11-23""",
    "eid_al_fitr": """
        2024-04-10 2025-03-30 2026-03-20 2027-03-10 2028-02-27 2029-02-15 2030-02-05 2031-01-25
        2032-01-14 2033-01-02 2033-12-23""",
}

LAST_DAYS = {
    "veganuary": "01-31",
    "dry_january": "01-31",
    "pride_month": "06-30",
    "independent_retailer_month": "07-31",
    "day_of_the_dead": "11-02",
    "movember": "11-30",
    "kwanzaa": "01-01",
    "small_business_week": "05-09",
}

# Our key, the country and region of `holidays`, and the name there.
HOLIDAYS = [
    ("new_year", "US", None, "New Year's Day"),
    ("mlk_day", "US", None, "Martin Luther King Jr. Day"),
    ("presidents_day", "US", None, "Washington's Birthday"),
    ("valentines", "US", None, "Valentine's Day"),
    ("st_patricks", "US", None, "Saint Patrick's Day"),
    ("good_friday", "US", None, "Good Friday"),
    ("easter", "US", None, "Easter Sunday"),
    ("mothers_day_us", "US", None, "Mother's Day"),
    ("memorial_day", "US", None, "Memorial Day"),
    ("fathers_day", "US", None, "Father's Day"),
    ("juneteenth", "US", None, "Juneteenth National Independence Day"),
    ("independence_us", "US", None, "Independence Day"),
    ("labor_day_us", "US", None, "Labor Day"),
    ("halloween", "US", None, "Halloween"),
    ("veterans_remembrance", "US", None, "Veterans Day"),
    ("thanksgiving_us", "US", None, "Thanksgiving Day"),
    ("black_friday", "US", "TX", "Friday After Thanksgiving"),
    ("christmas", "US", None, "Christmas Day"),
    ("new_years_eve", "US", None, "New Year's Eve"),
    ("good_friday", "GB", None, "Good Friday"),
    ("uk_early_may", "GB", None, "May Day"),
    ("summer_bank_uk", "GB", "ENG", "Late Summer Bank Holiday"),
    ("boxing_day", "GB", None, "Boxing Day"),
    ("canada_day", "CA", None, "Canada Day"),
    ("labor_day_us", "CA", None, "Labor Day"),
    ("thanksgiving_ca", "CA", None, "Thanksgiving Day"),
    ("australia_day", "AU", None, "Australia Day"),
    ("may_day", "DE", None, "Labor Day"),
    ("easter", "DE", "BB", "Easter Sunday"),
    ("lunar_new_year", "MY", None, "Chinese New Year"),
    ("diwali", "IN", None, "Diwali"),
]


def by_key(library: FileLibrary) -> dict[ObservanceKey, Observance]:
    return {each.key: each for each in library.observances()}


def computed(library: FileLibrary, key: str) -> list[date]:
    known = by_key(library)
    return [day for year in YEARS for day in dates_in(known[ObservanceKey(key)], year, known)]


def each_year(days: Iterable[str]) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}") for year, day in zip(YEARS, days, strict=True)]


def published(country: str, region: str | None, name: str) -> list[date]:
    calendar = getattr(holidays, country)
    found = calendar(
        years=YEARS, subdiv=region, categories=calendar.supported_categories, language="en_US"
    )
    wanted = {name, f"{name} (estimated)"}
    return sorted(day for day, names in found.items() if wanted & set(names.split("; ")))


def test_every_observance_has_its_known_dates(library: FileLibrary) -> None:
    assert sorted(by_key(library)) == sorted([*FIXED, *MOVING, *SEVERAL])


@pytest.mark.parametrize("key", FIXED)
def test_a_fixed_day_is_the_same_each_year(library: FileLibrary, key: str) -> None:
    assert computed(library, key) == each_year([FIXED[key]] * len(YEARS))


@pytest.mark.parametrize("key", MOVING)
def test_a_moving_day_falls_where_the_calendars_have_it(library: FileLibrary, key: str) -> None:
    assert computed(library, key) == each_year(MOVING[key].split())


@pytest.mark.parametrize("key", SEVERAL)
def test_a_day_that_comes_several_times(library: FileLibrary, key: str) -> None:
    assert computed(library, key) == [date.fromisoformat(day) for day in SEVERAL[key].split()]


@pytest.mark.parametrize(("key", "country", "region", "name"), HOLIDAYS)
def test_public_calendars_agree(
    library: FileLibrary, key: str, country: str, region: str | None, name: str
) -> None:
    expected = published(country, region, name)
    assert len(expected) == len(YEARS)
    assert computed(library, key) == expected


@pytest.mark.parametrize(
    ("key", "country", "name"),
    [
        ("ramadan", "MV", "First Day of Ramadan"),
        ("eid_al_fitr", "IN", "Eid al-Fitr"),
        ("eid_al_fitr", "MV", "Eid al-Fitr"),
    ],
)
def test_feasts_by_the_moon_are_a_day_off_at_most(
    library: FileLibrary, key: str, country: str, name: str
) -> None:
    expected = published(country, None, name)
    found = computed(library, key)
    assert len(found) == len(expected) == len(YEARS) + 1
    assert all(abs((a - b).days) <= 1 for a, b in zip(found, expected, strict=True))


def test_hanukkah_begins_on_the_evening_before_its_first_day(library: FileLibrary) -> None:
    calendar = holidays.IL(
        years=[*YEARS, YEARS[-1] + 1],
        categories=holidays.IL.supported_categories,
        language="en_US",
    )
    days = sorted(day for day, name in calendar.items() if "Hanukkah" in name)
    firsts = [day for day in days if date.fromordinal(day.toordinal() - 1) not in days]
    evenings = [date.fromordinal(day.toordinal() - 1) for day in firsts]
    assert computed(library, "hanukkah") == [day for day in evenings if day.year in YEARS]


def test_spans_end_where_they_should(library: FileLibrary) -> None:
    spans = {key: each for key, each in by_key(library).items() if isinstance(each.rule, Span)}
    assert sorted(spans) == sorted(LAST_DAYS)
    for key, each in spans.items():
        (day,) = dates_in(each, 2026, spans)
        assert f"{Occurrence(day, each).last:%m-%d}" == LAST_DAYS[key]


def test_the_saturday_after_thanksgiving_where_the_month_begins_on_a_friday(
    library: FileLibrary,
) -> None:
    """November 2030 has five Fridays and Saturdays: the fourth would be wrong."""
    assert date(2030, 11, 30) in computed(library, "small_business_saturday_us")
    assert date(2030, 11, 29) in computed(library, "black_friday")
