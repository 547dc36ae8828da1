"""An industry's file and its starting figures, made into types."""

from collections.abc import Iterable, Mapping
from datetime import time
from decimal import Decimal

from smbsocial.domain.content import Format
from smbsocial.domain.goals import Counted
from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.playbook import (
    Cadence,
    IdeaFacts,
    Industry,
    IndustryBrief,
    PillarFacts,
    PlatformFit,
    Regulation,
    Season,
    Shape,
    TradeDefaults,
)
from smbsocial.domain.ranges import Source
from smbsocial.library.source_rows import Row, is_verified, pick


def industry_brief(row: Row) -> IndustryBrief:
    """The line of an industry in the index."""
    return IndustryBrief(key=IndustryKey(row["id"]), name=row["name"])


def industry(row: Row, trade: Row, sources: Mapping[str, Source]) -> Industry:
    """Everything on one industry, with its starting figures."""
    seasons = row["seasonality"]
    return Industry(
        key=IndustryKey(row["id"]),
        name=row["name"],
        difficulty=row["difficulty"],
        difficulty_reason=row["difficulty_reason"],
        shape=Shape(row["content_shape"]),
        platforms=_platforms(row["platforms"]),
        goals=tuple(GoalKey(key) for key in row["typical_goals"]),
        regulations=tuple(regulation(each, sources) for each in row["regulated"]),
        pillars=tuple(_pillar(number, each) for number, each in enumerate(row["pillars"], 1)),
        peaks=_seasons(seasons["peaks"]),
        dips=_seasons(seasons["dips"]),
        communities=tuple(row["communities"]),
        cadences=tuple(_cadence(name, each) for name, each in row["cadence"].items()),
        defaults=trade_defaults(trade),
        sources=pick(sources, row["source_ids"]),
    )


def trade_defaults(row: Row) -> TradeDefaults:
    """The starting figures of a trade."""
    return TradeDefaults(
        average_sale=Decimal(str(row["average_sale"])),
        margin_percent=row["margin_percent"],
        purchases=row["purchases"],
        customers_a_week=row["customers_a_week"],
        counted=Counted(row["counted"]),
        close_rate_percent=row["close_rate_percent"],
        closed_weekdays=tuple(row["closed_weekdays"]),
        post_at=time.fromisoformat(row["post_at"]),
        weather_driven=row["weather_driven"],
        unit_percents=_by_unit(row["unit_percents"]),
        unit_minutes=_by_unit(row["unit_minutes"]),
    )


def _by_unit(row: Row) -> tuple[tuple[Counted, int], ...]:
    return tuple((Counted(unit), value) for unit, value in row.items())


def regulation(row: Row, sources: Mapping[str, Source]) -> Regulation:
    """A pointer to a rule of the trade."""
    return Regulation(
        region=row["region"],
        note=row["note"],
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
    )


def _platforms(rows: Iterable[Row]) -> tuple[PlatformFit, ...]:
    fits = (PlatformFit(PlatformKey(r["platform"]), why=r["why"], rank=r["rank"]) for r in rows)
    return tuple(sorted(fits, key=lambda fit: fit.rank))


def _pillar(number: int, row: Row) -> PillarFacts:
    ideas = tuple(
        IdeaFacts(
            key=f"{number}.{place}",
            title=idea["title"],
            first_line=idea["first_line"],
            format=Format(idea["format"]),
        )
        for place, idea in enumerate(row["ideas"], 1)
    )
    return PillarFacts(name=row["name"], purpose=row["purpose"], ideas=ideas)


def _seasons(rows: Iterable[Row]) -> tuple[Season, ...]:
    return tuple(Season(months=tuple(row["months"]), why=row["why"]) for row in rows)


def _cadence(name: str, row: Row) -> Cadence:
    """The name is "<hours>h_per_week"."""
    return Cadence(
        hours=int(name.split("h", 1)[0]),
        posts=row["original_posts"],
        short_videos=row["of_which_short_videos"],
        stories=row["stories"],
        by_platform=tuple((PlatformKey(p), n) for p, n in row["posts_by_platform"].items()),
    )
