"""Entity ↔ row: read off the annotations once, then used column by column."""

import functools
import json
import operator
import types
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.money import Money

if TYPE_CHECKING:
    from smbsocial.usecases.entities import Entity

TABLES = {
    "Business": "business",
    "Person": "person",
    "Goal": "goal",
    "Kpi": "kpi",
    "Account": "account",
    "Community": "community",
    "Pillar": "pillar",
    "Plan": "plan",
    "Duty": "duty",
    "Post": "post",
    "Tick": "tick",
    "Decision": "decision",
    "Reading": "reading",
    "PageRow": "page",
    "Registration": "registration",
    "Departure": "departure",
    "DepartureLine": "departure_line",
    "VaultMeta": "vault_meta",
    "VaultName": "vault_name",
    "VaultSlot": "vault_slot",
    "VaultWrap": "vault_wrap",
    "VaultSecret": "vault_secret",
    "VaultPending": "vault_pending",
    "VaultOld": "vault_old",
    "Import": "import",
    "PostMatch": "post_match",
    "ColumnMap": "column_map",
    "WeekTotal": "week_total",
    "Coupon": "coupon",
    "TaggedLink": "tagged_link",
    "Tally": "tally",
    "Expense": "expense",
    "StopRule": "stop_rule",
    "Turn": "turn",
    "ChartEvent": "chart_event",
    "Review": "review",
    "ReviewAnswer": "review_answer",
    "KeptForecast": "kept_forecast",
}
"""The table of each entity, by the name of its class: a start loads only the classes it reads."""

Cell = str | int | bytes | None
K = TypeVar("K")

_TEXT = "TEXT"
_INTEGER = "INTEGER"
_BLOB = "BLOB"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the entity wants it; `type` is TEXT, INTEGER or BLOB, never REAL."""

    name: str
    type: str
    nullable: bool


@dataclass(frozen=True, slots=True)
class _Field:
    """A field, its columns, and the ways there and back (`read` None: the cell is the value)."""

    name: str
    columns: tuple[Column, ...]
    write: Callable[[Any], tuple[Cell, ...]]
    read: Callable[..., Any] | None


@dataclass(frozen=True, slots=True)
class _Codec:
    """A value's form in JSON and back; `load` raises on anything unexpected."""

    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]


def table_of(kind: type["Entity"]) -> str:
    """The table that keeps an entity."""
    return TABLES[kind.__name__]


def columns(kind: type["Entity"]) -> tuple[Column, ...]:
    """The columns of a kind, in the order of its fields."""
    return tuple(column for field in _fields(kind) for column in field.columns)


def to_row(entity: "Entity") -> tuple[Cell, ...]:
    """The cells of an entity, in the order of `columns`; the first one is the id."""
    cells: list[Cell] = []
    for field in _fields(type(entity)):
        cells.extend(field.write(getattr(entity, field.name)))
    return tuple(cells)


def to_entities(kind: type[K], rows: Iterable[tuple[Cell, ...]]) -> tuple[K, ...]:
    """Entities from rows in the order of `columns`.

    Raises ExpectedError(DATABASE_DAMAGED) where a cell is not what it can be; the facts name the
    kind and never what the cell holds.
    """
    cells = list(zip(*rows, strict=True))
    if not cells:
        return ()
    values: list[Iterable[Any]] = []
    at = 0
    for field in _fields(kind):
        own = cells[at : at + len(field.columns)]
        at += len(field.columns)
        values.append(own[0] if field.read is None else map(field.read, *own))
    try:
        return tuple(map(kind, *values))
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, kind=kind.__name__) from error


def _fields(kind: type) -> tuple[_Field, ...]:
    return _fields_once(kind)


@functools.cache
def _fields_once(kind: type) -> tuple[_Field, ...]:
    hints = get_type_hints(kind)
    return tuple(_field(field.name, hints[field.name]) for field in fields(kind))


def _field(name: str, hint: Any) -> _Field:
    plain, optional = _without_none(_without_new(hint))
    if plain is Money:
        return _money_field(name, optional=optional)
    sql, write, read = _cell(plain)
    if optional:
        write, read = _or_none(write), _or_none(read)
    if write is None:
        return _Field(name, (Column(name, sql, optional),), lambda value: (value,), read)
    return _Field(name, (Column(name, sql, optional),), lambda value: (write(value),), read)


def _money_field(name: str, *, optional: bool) -> _Field:
    def write(money: Money | None) -> tuple[Cell, ...]:
        return (None, None) if money is None else (money.minor, money.currency)

    def read(minor: int | None, currency: str | None) -> Money | None:
        if minor is None and currency is None and optional:
            return None
        if minor is None or currency is None:
            raise ValueError("half an amount")
        return Money(minor, currency)

    both = (
        Column(f"{name}_minor", _INTEGER, optional),
        Column(f"{name}_currency", _TEXT, optional),
    )
    return _Field(name, both, write, read)


def _cell(
    plain: Any,
) -> tuple[str, Callable[[Any], Cell] | None, Callable[[Any], Any] | None]:
    """SQL type, write and read of a value that fills one cell (None: as it is)."""
    if plain is str:
        return _TEXT, None, None
    if plain is int:
        return _INTEGER, None, None
    if plain is bytes:
        return _BLOB, None, None
    if plain is bool:
        return _INTEGER, int, {0: False, 1: True}.__getitem__
    codec = _codec(plain)
    if plain in {date, time, datetime, Decimal} or _is_enum(plain):
        return _TEXT, codec.dump, codec.load
    return (
        _TEXT,
        lambda value: json.dumps(codec.dump(value), ensure_ascii=False, separators=(",", ":")),
        lambda text: codec.load(json.loads(text)),
    )


def _or_none(way: Callable[[Any], Any] | None) -> Callable[[Any], Any] | None:
    if way is None:
        return None
    return lambda value: None if value is None else way(value)


def _codec(hint: Any) -> _Codec:
    plain, optional = _without_none(_without_new(hint))
    if optional:
        inner = _codec(plain)
        return _Codec(
            lambda value: None if value is None else inner.dump(value),
            lambda value: None if value is None else inner.load(value),
        )
    if plain in _SIMPLE:
        return _SIMPLE[plain]
    if _is_enum(plain):
        by_value = {member.value: member for member in plain}
        return _Codec(lambda member: member.value, by_value.__getitem__)
    if get_origin(plain) is tuple:
        return _tuple_codec(get_args(plain))
    if get_origin(plain) in {Union, types.UnionType}:
        return _choice_codec(get_args(plain))
    if is_dataclass(plain) and isinstance(plain, type):
        return _record_codec(plain)
    raise TypeError(f"nothing stores a {plain}")


def _tuple_codec(parts: tuple[Any, ...]) -> _Codec:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _codec(parts[0])
        return _Codec(
            lambda values: [each.dump(value) for value in values],
            lambda values: tuple(each.load(value) for value in _exact(values, list)),
        )
    codecs = [_codec(part) for part in parts]
    return _Codec(
        lambda values: [c.dump(v) for c, v in zip(codecs, values, strict=True)],
        lambda values: tuple(c.load(v) for c, v in zip(codecs, _exact(values, list), strict=True)),
    )


def _choice_codec(kinds: tuple[Any, ...]) -> _Codec:
    """One of several records; the field `of` says which, by the name of its class."""
    codecs = {kind: _record_codec(kind) for kind in kinds}
    names = {kind.__name__: kind for kind in kinds}

    def load(value: Any) -> Any:
        record = dict(_exact(value, dict))
        return codecs[names[record.pop("of")]].load(record)

    return _Codec(lambda v: {"of": type(v).__name__, **codecs[type(v)].dump(v)}, load)


def _record_codec(kind: type) -> _Codec:
    """A field that is missing gets its default; one that nobody knows is damage."""
    hints = get_type_hints(kind)
    codecs = {field.name: _codec(hints[field.name]) for field in fields(kind)}
    needed = {
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }

    def load(value: Any) -> Any:
        record = _exact(value, dict)
        if not needed <= record.keys() <= codecs.keys():
            raise ValueError("fields missing or unknown")
        return kind(**{name: codecs[name].load(part) for name, part in record.items()})

    return _Codec(
        lambda value: {name: c.dump(getattr(value, name)) for name, c in codecs.items()}, load
    )


def _exact(value: Any, kind: type[K]) -> K:
    """The value if it is of exactly this type (a bool is no int here)."""
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} where {kind.__name__} is stored")
    return value


def _dump_instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("an instant without a zone")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _load_instant(text: str) -> datetime:
    if not text.endswith("Z"):
        raise ValueError("an instant not in UTC")
    return datetime.fromisoformat(text)


def _load_decimal(text: str) -> Decimal:
    value = Decimal(_exact(text, str))
    if not value.is_finite():
        raise ValueError("a figure that is none")
    return value


def _same(kind: type) -> _Codec:
    return _Codec(lambda value: value, lambda value: _exact(value, kind))


def _is_enum(plain: Any) -> bool:
    return isinstance(plain, type) and issubclass(plain, Enum)


def _without_new(hint: Any) -> Any:
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    return hint


def _without_none(hint: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether it had it."""
    if get_origin(hint) not in {Union, types.UnionType}:
        return hint, False
    parts = get_args(hint)
    rest = tuple(part for part in parts if part is not type(None))
    if len(rest) == len(parts):
        return hint, False
    return _without_new(rest[0] if len(rest) == 1 else functools.reduce(operator.or_, rest)), True


_SIMPLE: dict[Any, _Codec] = {
    str: _same(str),
    int: _same(int),
    bool: _same(bool),
    date: _Codec(date.isoformat, date.fromisoformat),
    time: _Codec(time.isoformat, time.fromisoformat),
    datetime: _Codec(_dump_instant, _load_instant),
    Decimal: _Codec(str, _load_decimal),
}
