"""Which platform or tagged link a shop means when it says where an order came from."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from smbsocial.domain.counter import TaggedLink
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


class Links:
    """Finds the tagged link whose campaign a channel names; each channel is looked at once."""

    def __init__(self, links: Iterable[TaggedLink], channels: Channels) -> None:
        self._channels = channels
        self._campaigns: dict[str, list[TaggedLink]] = defaultdict(list)
        for link in links:
            if name := words(link.campaign):
                self._campaigns[name].append(link)
        self._found: dict[str, TaggedLink | None] = {}

    def of(self, channel: str) -> TaggedLink | None:
        """The link, without the post or pillar in which several of its campaign differ."""
        if not channel or not self._campaigns:
            return None
        if channel not in self._found:
            self._found[channel] = self._look(channel)
        return self._found[channel]

    def platform(self, channel: str) -> PlatformKey | None:
        """The platform of the link that is meant, else the one that is named."""
        link = self.of(channel)
        return link.platform if link else self._channels.platform(channel) if channel else None

    def _look(self, channel: str) -> TaggedLink | None:
        """A channel that names something beside the campaign must name the link's platform.

        The same campaign may run in a newsletter.
        """
        said, named = words(channel), self._channels.platform(channel)
        meant = [name for name in self._campaigns if f" {name} " in f" {said} "]
        if not meant:
            return None
        campaign = max(meant, key=len)
        links = self._campaigns[campaign]
        if said.removeprefix("utm campaign ") != campaign:
            links = [link for link in links if named == link.platform or _stands(link, said, named)]
        return _common(links)


def _stands(link: TaggedLink, said: str, named: PlatformKey | None) -> bool:
    """Whether the link's own tag is among the words: beside its campaign a single x is X."""
    return named is None and f" {words(link.platform)} " in f" {said} "


def _common(links: Sequence[TaggedLink]) -> TaggedLink | None:
    """What links have in common; None where it is not even the platform."""
    if len({link.platform for link in links}) != 1:
        return None
    posts, pillars = {link.post for link in links}, {link.pillar for link in links}
    return replace(
        links[0],
        post=links[0].post if len(posts) == 1 else None,
        pillar=links[0].pillar if len(pillars) == 1 else None,
    )


def words(text: str) -> str:
    """The words of a text, one space between them: l.instagram.com becomes l instagram com."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
