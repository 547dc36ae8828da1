"""Which platform a shop means when it says where an order came from."""

import re
from collections.abc import Mapping

from smbsocial.domain.ids import PlatformKey

_ALSO = {
    "facebook_page": ("facebook", "fb", "meta"),
    "instagram": ("ig", "insta"),
    "x": ("twitter", "t co"),
    "linkedin_page": ("linkedin", "lnkd in"),
    "tiktok": ("tik tok",),
    "youtube": ("yt", "youtu be"),
    "pinterest": ("pin it",),
    "google_business_profile": ("google my business", "gbp", "gmb", "google maps"),
    "whatsapp_business": ("whatsapp", "wa me"),
}
"""Other names that shops and their tags use, as words."""

_SHORTEST = 2
"""A name of one letter is only meant where it stands alone."""


class Channels:
    """Finds a platform in the words of a channel; each channel is looked at once."""

    def __init__(self, platforms: Mapping[PlatformKey, str]) -> None:
        self._names: dict[str, PlatformKey] = {}
        for key, name in platforms.items():
            for said in (key, name, *_ALSO.get(key, ())):
                self._names.setdefault(words(said), key)
        self._found: dict[str, PlatformKey | None] = {}

    def platform(self, channel: str) -> PlatformKey | None:
        """The platform that is named, the longest name first; None where there is none."""
        if channel not in self._found:
            self._found[channel] = self._look(words(channel))
        return self._found[channel]

    def _look(self, said: str) -> PlatformKey | None:
        if said in self._names:
            return self._names[said]
        inside = [
            name for name in self._names if len(name) >= _SHORTEST and f" {name} " in f" {said} "
        ]
        return self._names[max(inside, key=len)] if inside else None


def words(text: str) -> str:
    """The words of a text, one space between them: l.instagram.com becomes l instagram com."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
