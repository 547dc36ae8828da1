"""Platforms, made into types."""

from collections.abc import Mapping

from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.platforms import Compose, PlatformFacts, TextRules, Traits
from smbsocial.domain.ranges import Source
from smbsocial.library.source_rows import Row, is_verified, pick


def platform(row: Row, custody_row: Row, sources: Mapping[str, Source]) -> PlatformFacts:
    """One platform; the file keeps further fields (pictures, roles, security) for later parts."""
    return PlatformFacts(
        key=PlatformKey(row["id"]),
        name=row["name"],
        company=row["company"],
        category=row["category"],
        audience_note=row["audience"]["note"] or "",
        good_industries=tuple(IndustryKey(key) for key in row["good_for"]["industries"]),
        good_goals=tuple(GoalKey(key) for key in row["good_for"]["goals"]),
        good_note=row["good_for"]["note"],
        weak_for=row["weak_for"],
        text=_text(row["text"]),
        hashtags_max=row["hashtags"]["max"],
        hashtags_note=row["hashtags"]["note"],
        compose=_compose(row["compose"]),
        urls=urls(row["urls"]),
        analytics_path=row["analytics"]["menu_path"] or "",
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
        custody=tuple(custody_row["check_owner_steps"]),
        post_types=tuple(row["post_types"]),
        traits=_traits(row, sources),
    )


def urls(row: Row) -> tuple[tuple[str, str], ...]:
    """The addresses; what has none, or only a path through an app's menus, is left out."""
    return tuple((name, url) for name, url in row.items() if url and url.startswith("https://"))


def _traits(row: Row, sources: Mapping[str, Source]) -> Traits:
    told, fields = row["analytics"], row["field_sources"]
    return Traits(
        statistics=told["native"],
        export=told["export"],
        clickable=row["links"]["clickable_in_text"],
        links=row["links"]["note"] or "",
        has_groups=row["community"]["has"],
        groups=row["community"]["note"] or "",
        scheduling=row["native_scheduling"],
        audience_year=row["audience"]["year"],
        measured=pick(sources, fields.get("analytics", ())),
        audience=pick(sources, fields.get("audience", ())),
    )


def _text(row: Row) -> TextRules:
    return TextRules(
        limit=row["limit"],
        count_method=row["count_method"],
        note=row["count_note"],
        suggested_max=row["suggested_max"],
        link_length=row["link_length"],
    )


def _compose(row: Row) -> Compose:
    return Compose(
        template=row["template"],
        composer=row["open_composer_url"],
        prefills_text=row["prefills_text"],
        note=row["note"],
        required=tuple(each["name"] for each in row["params"] if each["required"]),
    )
