"""Which formats a platform takes, and what an idea becomes where its own format does not fit."""

from collections.abc import Iterable, Mapping

from smbsocial.domain.content import Format
from smbsocial.domain.ids import PlatformKey

GOOGLE = PlatformKey("google_business_profile")
"""The listing: it takes short updates only."""

_NAMES: dict[str, frozenset[Format]] = {
    "text": frozenset({Format.TEXT}),
    "message": frozenset({Format.TEXT}),
    "community post": frozenset({Format.TEXT}),
    "business post": frozenset({Format.TEXT, Format.PHOTO}),
    "photo": frozenset({Format.PHOTO}),
    "image pin": frozenset({Format.PHOTO}),
    "carousel": frozenset({Format.CAROUSEL}),
    "multi-photo": frozenset({Format.CAROUSEL}),
    "multi-image": frozenset({Format.CAROUSEL}),
    "photo carousel": frozenset({Format.CAROUSEL}),
    "image gallery": frozenset({Format.CAROUSEL}),
    "video": frozenset({Format.SHORT_VIDEO}),
    "reel": frozenset({Format.SHORT_VIDEO}),
    "video/reel": frozenset({Format.SHORT_VIDEO}),
    "short": frozenset({Format.SHORT_VIDEO}),
    "video pin": frozenset({Format.SHORT_VIDEO}),
    "spotlight": frozenset({Format.SHORT_VIDEO}),
    "story": frozenset({Format.STORY}),
    "status": frozenset({Format.STORY}),
    "update": frozenset({Format.UPDATE}),
}
"""The library's names of post types (`platforms.json`, lower case) and what they are here."""

_NEAREST: dict[Format, tuple[Format, ...]] = {
    Format.PHOTO: (Format.UPDATE, Format.TEXT, Format.CAROUSEL, Format.SHORT_VIDEO, Format.STORY),
    Format.CAROUSEL: (Format.PHOTO, Format.UPDATE, Format.TEXT, Format.SHORT_VIDEO, Format.STORY),
    Format.SHORT_VIDEO: (
        Format.PHOTO,
        Format.CAROUSEL,
        Format.UPDATE,
        Format.TEXT,
        Format.STORY,
    ),
    Format.STORY: (Format.PHOTO, Format.UPDATE, Format.TEXT, Format.SHORT_VIDEO, Format.CAROUSEL),
    Format.TEXT: (Format.UPDATE, Format.PHOTO, Format.CAROUSEL, Format.SHORT_VIDEO, Format.STORY),
    Format.UPDATE: (Format.PHOTO, Format.TEXT, Format.CAROUSEL, Format.SHORT_VIDEO, Format.STORY),
}


def formats_of(post_types: Iterable[str]) -> frozenset[Format]:
    """The formats that a platform's post types amount to; a listing takes updates alone."""
    found = frozenset(f for name in post_types for f in _NAMES.get(name.lower(), frozenset()))
    return frozenset({Format.UPDATE}) if Format.UPDATE in found else found


def taken_by(
    platform: PlatformKey, formats: Mapping[PlatformKey, frozenset[Format]]
) -> frozenset[Format]:
    """The formats of a platform; one that nobody described takes everything but updates."""
    known = formats.get(platform)
    if known:
        return known
    update = frozenset({Format.UPDATE})
    return update if platform == GOOGLE else frozenset(Format) - update


def choices(idea: Format, taken: frozenset[Format]) -> tuple[Format, ...]:
    """The formats an idea can have on a platform, the best first.

    Where films are the rule (no single photos taken), every idea is a film first.
    """
    films = Format.SHORT_VIDEO in taken and Format.PHOTO not in taken
    wanted = (Format.SHORT_VIDEO, idea) if films and idea is not Format.STORY else (idea,)
    every = dict.fromkeys((*wanted, *_NEAREST[idea]))
    return tuple(f for f in every if f in taken)


def is_film_first(taken: frozenset[Format]) -> bool:
    """Whether films are the rule on a platform."""
    return Format.SHORT_VIDEO in taken and Format.PHOTO not in taken


def format_minutes(assumed: Mapping[str, int]) -> dict[Format, int]:
    """Minutes for each format from the library's assumptions (`minutes_assumed`).

    A text has no figure there: it takes what is between a short update and a photo post.
    """
    photo, update = assumed["photo_post"], assumed["google_update"]
    return {
        Format.PHOTO: photo,
        Format.CAROUSEL: assumed["carousel"],
        Format.SHORT_VIDEO: assumed["short_video"],
        Format.STORY: assumed["story"],
        Format.UPDATE: update,
        Format.TEXT: (photo + update) // 2,
    }
