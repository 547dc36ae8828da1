"""Rules of passwords, made into types."""

from collections.abc import Mapping

from smbsocial.domain.passwords import Characters, PasswordRules
from smbsocial.domain.ranges import Source
from smbsocial.library.source_rows import Row, is_verified, pick


def password_rules(row: Row, sources: Mapping[str, Source]) -> PasswordRules:
    """How a password for one platform is made."""
    return PasswordRules(
        least=row["least"],
        most=row["most"],
        required=frozenset(Characters(kind) for kind in row["required"]),
        symbols=row["symbols"],
        note=row["note"],
        verified=is_verified(row),
        sources=pick(sources, row["source_ids"]),
    )
