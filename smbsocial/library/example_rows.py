"""The made-up businesses, made into types."""

from collections.abc import Mapping
from typing import Any

from smbsocial.domain.accounts import Belongs, SecondFactor
from smbsocial.domain.ids import IndustryKey, PlatformKey
from smbsocial.domain.playbook import ExampleAccount, ExampleFacts
from smbsocial.library.source_rows import Row


def example(file: Mapping[str, Any], industry: IndustryKey) -> ExampleFacts:
    """The business of an industry, with the register that all of them share."""
    return ExampleFacts(
        **file["businesses"][industry],
        skip_reasons=tuple(file["skip_reasons"]),
        register=tuple(_account(row) for row in file["register"]),
    )


def _account(row: Row) -> ExampleAccount:
    known = dict(row)
    for name in ("email_of", "phone_of", "factor_of"):
        if name in known:
            known[name] = Belongs(known[name])
    if "factor" in known:
        known["factor"] = SecondFactor(known["factor"])
    for name in ("admins", "by_role"):
        known[name] = tuple(known.get(name, ()))
    return ExampleAccount(**{**known, "platform": PlatformKey(row["platform"])})
