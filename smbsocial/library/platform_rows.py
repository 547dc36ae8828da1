"""Platforms and the custody of accounts there, made into types."""

from collections.abc import Mapping

from smbsocial.domain.custody import Custody, CustodyRule, Handover, LeaverStep
from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.platforms import Compose, PlatformFacts, TextRules
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
        urls=_urls(row["urls"]),
        analytics_path=row["analytics"]["menu_path"] or "",
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
        custody=tuple(custody_row["check_owner_steps"]),
        post_types=tuple(row["post_types"]),
    )


def custody(row: Row, titles: Mapping[str, str], sources: Mapping[str, Source]) -> Custody:
    """How to keep, hand over and get back an account on one platform."""
    steps = tuple(
        LeaverStep(
            key=step["step"],
            title=titles[step["step"]],
            action=step["action"] or "",
            why_not=step.get("why_not", ""),
        )
        for step in row["leaver_steps"]
    )
    return Custody(
        platform=PlatformKey(row["platform"]),
        hangs_on=row["account_hangs_on"],
        check_owner=tuple(row["check_owner_steps"]),
        leaver=steps,
        recover=tuple(row["recover_steps"]),
        warnings=tuple(row["warnings"]),
        help_pages=tuple(row["help_pages"]),
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
    )


def handover(row: Row, sources: Mapping[str, Source]) -> Handover:
    """What holds for every account."""
    return Handover(
        rules=tuple(
            CustodyRule(each["id"], each["rule"], pick(sources, each["source_ids"]))
            for each in row["custody_rules"]
        ),
        leaver_day=tuple(row["leaver_day_checklist"]),
        limits=tuple(row["limits"]),
        limits_sources=pick(sources, row["limits_source_ids"]),
    )


def _urls(row: Row) -> tuple[tuple[str, str], ...]:
    """The addresses; what has none, or only a path through an app's menus, is left out."""
    return tuple((name, url) for name, url in row.items() if url and url.startswith("https://"))


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
