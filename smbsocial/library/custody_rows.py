"""How to keep, hand over and get back accounts, made into types."""

from collections.abc import Mapping

from smbsocial.domain.custody import (
    AccessRoles,
    Custody,
    CustodyRule,
    Handover,
    LeaverStep,
    Security,
)
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.ranges import Source
from smbsocial.library.platform_rows import urls
from smbsocial.library.source_rows import Row, is_verified, pick


def custody(
    row: Row, platform: Row, titles: Mapping[str, str], sources: Mapping[str, Source]
) -> Custody:
    """How to keep, hand over and get back an account; `platform` is its platform's own row."""
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
        name=platform["name"],
        security=_security(platform["security"]),
        roles=_roles(platform["roles"]),
        urls=dict(urls(platform["urls"])),
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


def _security(row: Row) -> Security:
    return Security(
        totp_app=row["totp_app"],
        sms=row["sms"],
        email_code=row["email_code"],
        key=row["security_key_or_passkey"],
        backup_codes=row["backup_codes"],
        note=row["note"],
    )


def _roles(row: Row) -> AccessRoles:
    return AccessRoles(
        delegated=row["delegated_access"],
        staff_need_password=row["staff_need_password"],
        names=tuple(row["role_names"]),
        note=row["note"],
    )
