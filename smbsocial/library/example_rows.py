"""The made-up businesses, made into types."""

from collections.abc import Mapping
from typing import Any

from smbsocial.domain.accounts import Belongs, SecondFactor
from smbsocial.domain.ids import IndustryKey, PlatformKey
from smbsocial.domain.playbook import ExampleAccount, ExampleCode, ExampleFacts, ExamplePast
from smbsocial.library.source_rows import Row


def example(file: Mapping[str, Any], industry: IndustryKey) -> ExampleFacts:
    """The business of an industry, with the register and, in its own words, the past of all."""
    own = dict(file["businesses"][industry])
    past = {**file["past"], **own.pop("past", {})}
    return ExampleFacts(
        **own,
        skip_reasons=tuple(file["skip_reasons"]),
        register=tuple(_account(row) for row in file["register"]),
        past=_past(past),
    )


def _past(row: Row) -> ExamplePast:
    now, before = (ExampleCode(**code) for code in row["codes"])
    return ExamplePast(**{**row, "codes": (now, before)})


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
