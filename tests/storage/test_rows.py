"""Entity → row → entity, and what stored data can be that no entity wrote."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum

import pytest
from cafe import EVERYTHING, LOG, PAGE, POST
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.answers import Answers, Page, PageRow
from smbsocial.domain.content import Post, Status
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.money import Money
from smbsocial.storage import access_log
from smbsocial.storage.rows import TABLES, columns, to_entities, to_row
from smbsocial.usecases.entities import Entity


@pytest.mark.parametrize("entity", EVERYTHING, ids=lambda e: f"{type(e).__name__} {e.id}")
def test_an_entity_comes_back_as_it_went(entity: Entity) -> None:
    row = to_row(entity)
    assert all(cell is None or type(cell) in {str, int, bytes} for cell in row)
    assert len(row) == len(columns(type(entity)))
    assert to_entities(type(entity), [row]) == (entity,)


def test_every_kind_of_entity_has_a_table_and_an_example() -> None:
    assert {type(entity) for entity in EVERYTHING} == set(Entity.__args__)
    assert {kind.__name__ for kind in Entity.__args__} == set(TABLES)
    assert all(columns(kind)[0].name == "id" for kind in Entity.__args__)


def test_no_rows_are_no_entities() -> None:
    assert to_entities(Post, []) == ()


@pytest.mark.parametrize("page", Page, ids=lambda page: page.value)
def test_every_page_comes_back_empty_as_well(page: Page) -> None:
    row = PageRow(page, getattr(Answers(), page.value))
    assert to_entities(PageRow, [to_row(row)]) == (row,)


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    money: Money | None
    rate: Decimal
    many: tuple[tuple[str, int | None], ...] = ()
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True)
class Other:
    day: date


@dataclass(frozen=True, slots=True)
class Everything:
    id: str
    price: Money | None
    rate: Decimal
    maybe: bool | None
    at: datetime | None
    clock: time
    pair: tuple[int, str]
    choice: Inner | Other | None


INSTANTS = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zones
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))]),
)
MONEY = st.builds(Money, st.integers(-(2**40), 2**40), st.sampled_from(["EUR", "JPY"]))
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=6)
TEXT = st.text(st.characters(codec="utf-8"))
INNER = st.builds(
    Inner,
    st.none() | MONEY,
    DECIMALS,
    st.lists(st.tuples(TEXT, st.none() | st.integers()), max_size=3).map(tuple),
)
OTHER = st.builds(Other, st.dates())


@given(
    st.builds(
        Everything,
        id=TEXT,
        price=st.none() | MONEY,
        rate=DECIMALS,
        maybe=st.none() | st.booleans(),
        at=st.none() | INSTANTS,
        clock=st.times(),
        pair=st.tuples(st.integers(), TEXT),
        choice=st.none() | INNER | OTHER,
    )
)
def test_any_annotation_in_use_comes_back(value: Everything) -> None:
    assert to_entities(Everything, [to_row(value)]) == (value,)  # type: ignore[type-var]


def test_what_has_no_exact_form_is_refused_when_the_class_is_read() -> None:
    @dataclass(frozen=True)
    class Floating:
        id: str
        value: float

    with pytest.raises(TypeError):
        columns(Floating)  # type: ignore[arg-type]


def test_an_instant_without_a_zone_is_a_bug() -> None:
    local = datetime(2026, 1, 1)  # noqa: DTZ001 - the bug
    naive = Everything("x", None, Decimal(1), None, local, time(1), (1, ""), None)
    with pytest.raises(ValueError, match="zone"):
        to_row(naive)  # type: ignore[arg-type]


SPOILT_POST = {
    "day": ["2026-13-01", "soon", ""],
    "at": ["25:00", "noon"],
    "status": ["postd", ""],
    "format": ["hologram"],
    "edited": [2, -1],
    "posted_at": ["2026-11-22T12:00:00", "2026-11-22T12:00:00+01:00", "yesterdayZ"],
}
SPOILT_PAGE = {
    "answers": [
        "",
        "{",
        "[]",
        "{}",
        '{"of": "Nobody"}',
        '{"of": "InvestmentAnswers", "unknown": 1}',
        '{"of": "InvestmentAnswers", "minutes_a_week": 1.5}',
        '{"of": "InvestmentAnswers", "minutes_a_week": true}',
        '{"of": "InvestmentAnswers", "money_a_month": {"minor": 1}}',
        '{"of": "InvestmentAnswers", "overrides": 3}',
        (
            '{"of": "InvestmentAnswers", "overrides": [{"link": "reach", "range": '
            '{"low": "3", "typical": "2", "high": "1"}}]}'
        ),
        (
            '{"of": "InvestmentAnswers", "overrides": [{"link": "reach", "range": '
            '{"low": "NaN", "typical": "2", "high": "3"}}]}'
        ),
        (
            '{"of": "InvestmentAnswers", "overrides": [{"link": "reach", "range": '
            '{"low": "one", "typical": "2", "high": "3"}}]}'
        ),
    ],
}


@pytest.mark.parametrize(
    ("entity", "name", "cell"),
    [(POST, name, cell) for name, cells in SPOILT_POST.items() for cell in cells]
    + [(PAGE, name, cell) for name, cells in SPOILT_PAGE.items() for cell in cells],
)
def test_a_cell_that_nobody_wrote_is_damage_and_is_not_told(
    entity: Entity, name: str, cell: str | int
) -> None:
    kind = type(entity)
    at = [column.name for column in columns(kind)].index(name)
    row = list(to_row(entity))
    row[at] = cell
    with pytest.raises(ExpectedError) as caught:
        to_entities(kind, [tuple(row)])
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert caught.value.facts == {"kind": kind.__name__}


@pytest.mark.parametrize("cells", [(None, "EUR"), (100, None)])
def test_half_an_amount_is_damage(cells: tuple[int | None, str | None]) -> None:
    names = [column.name for column in columns(Everything)]  # type: ignore[arg-type]
    whole = Everything("x", Money(1, "EUR"), Decimal(1), None, None, time(1), (1, ""), None)
    row = list(to_row(whole))  # type: ignore[arg-type]
    at = names.index("price_minor")
    row[at : at + 2] = cells
    with pytest.raises(ExpectedError) as caught:
        to_entities(Everything, [tuple(row)])  # type: ignore[type-var]
    assert caught.value.code is Code.DATABASE_DAMAGED


def test_an_older_page_without_a_newer_field_gets_its_default() -> None:
    row = ("rhythm", '{"of": "RhythmAnswers", "weekdays": [1]}', 0)
    (page,) = to_entities(PageRow, [row])
    assert page.answers.weekdays == (1,)  # type: ignore[union-attr]
    assert page.answers.more is False  # type: ignore[union-attr]


def test_the_columns_of_a_post_are_its_fields_and_their_kinds() -> None:
    found = {column.name: (column.type, column.nullable) for column in columns(Post)}
    assert list(found) == [field.name for field in fields(Post)]
    assert found["minutes"] == ("INTEGER", False)
    assert found["real_minutes"] == ("INTEGER", True)
    assert found["posted_at"] == ("TEXT", True)
    assert to_row(POST)[list(found).index("status")] == Status.POSTED.value


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (0, "1"),
        (1, "yesterday"),
        (3, "danced"),
        (5, "passwords"),
        (5, "passwords:sam"),
        (6, "00" * 32),
        (7, None),
    ],
)
def test_an_entry_of_the_log_that_nobody_wrote_is_damage(place: int, cell: str | None) -> None:
    row = list(access_log.to_row(LOG[0]))
    assert access_log.to_entries([tuple(row)]) == (LOG[0],)
    row[place] = cell
    with pytest.raises(ExpectedError) as caught:
        access_log.to_entries([tuple(row)])
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert caught.value.facts == {"kind": "LogEntry"}
