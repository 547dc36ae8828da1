"""Platforms: facts, where to write, and the accounts a business has there."""

from dataclasses import dataclass

from smbsocial.domain.ids import AccountId, GoalKey, IndustryKey, PersonId, PlatformKey
from smbsocial.domain.ranges import Source


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the business; never a secret. `followers` None = not known."""

    id: AccountId
    platform: PlatformKey
    handle: str = ""
    link: str = ""
    exists: bool = True
    followers: int | None = None
    owner: PersonId | None = None


@dataclass(frozen=True, slots=True)
class TextRules:
    """How long a text may be and how it is counted (see `domain/text_length.py`).

    `link_length`: what every link counts, None = as long as it is.
    """

    limit: int | None
    count_method: str
    note: str
    suggested_max: int | None
    link_length: int | None = None


@dataclass(frozen=True, slots=True)
class Compose:
    """Where to write: a template that prefills, else the page of the composer.

    `required` names the query parameters without which the template is of no use.
    """

    template: str | None
    composer: str | None
    prefills_text: bool
    note: str
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Traits:
    """What a platform is as technology; None = nobody has looked.

    `links` and `groups` in the library's words. `measured`: who says so of its statistics, () where
    the library only assumes it.
    """

    statistics: bool | None = None
    export: bool | None = None
    clickable: bool | None = None
    links: str = ""
    has_groups: bool | None = None
    groups: str = ""
    scheduling: bool | None = None
    audience_year: int | None = None
    measured: tuple[Source, ...] = ()
    audience: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """What the library knows of a platform; its file keeps further fields for later parts."""

    key: PlatformKey
    name: str
    company: str
    category: str
    audience_note: str
    good_industries: tuple[IndustryKey, ...]
    good_goals: tuple[GoalKey, ...]
    good_note: str
    weak_for: str
    text: TextRules
    hashtags_max: int | None
    hashtags_note: str
    compose: Compose
    urls: tuple[tuple[str, str], ...]
    analytics_path: str
    verified: bool
    sources: tuple[Source, ...]
    custody: tuple[str, ...] = ()
    post_types: tuple[str, ...] = ()
    traits: Traits = Traits()
