"""Which post a web address means: the platform and its id, whatever stands around them."""

import re
from collections.abc import Callable

_PARTS = re.compile(
    r"\s*(?:https?:)?//(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?([^?#]*)(\?[^#]*)?", re.IGNORECASE
)
_BEFORE = re.compile(r"^(?:www|m|mobile|web|l|business|music|old|mbasic|touch)\.")
_SAME_HOST = {
    "youtu.be": "youtube.com",
    "youtube-nocookie.com": "youtube.com",
    "twitter.com": "x.com",
    "fb.com": "facebook.com",
    "fb.watch": "facebook.com",
    "instagr.am": "instagram.com",
    "threads.net": "threads.com",
}
_IDS: dict[str, tuple[re.Pattern[str], ...]] = {
    "instagram.com": (re.compile(r"/(?:p|reel|reels|tv)/([\w-]+)"),),
    "x.com": (re.compile(r"/status(?:es)?/(\d+)"),),
    "tiktok.com": (re.compile(r"/(?:video|photo|v)/(\d+)"),),
    "youtube.com": (
        re.compile(r"[?&]v=([\w-]{6,})"),
        re.compile(r"/(?:shorts|live|embed|v)/([\w-]{6,})"),
        re.compile(r"^/([\w-]{11})(?:[/?]|$)"),
    ),
    "linkedin.com": (
        re.compile(r"urn(?::|%3a)li(?::|%3a)((?:activity|share|ugcpost)(?::|%3a)\d+)", re.I),
        re.compile(r"[-_](activity[-:]\d{10,})", re.I),
        re.compile(r"[-_]((?:share|ugcpost)[-:]\d{10,})", re.I),
    ),
    "facebook.com": (
        re.compile(r"[?&](?:story_fbid|fbid|v)=(\w+)"),
        re.compile(r"/(?:posts|videos|reel|photos|permalink)/(?:[^/?]+/)*?(\d{6,}|pfbid\w+)"),
    ),
    "threads.com": (re.compile(r"/post/([\w-]+)"),),
    "bsky.app": (re.compile(r"/post/(\w+)"),),
}
_PINTEREST = re.compile(r"(?:[a-z]{2}\.)?pinterest\.[a-z.]+$")
_PIN = re.compile(r"/pin/(?:[^/?]*--)?(\d+)")
_WITH_ID = {"x": "x.com", "tiktok": "tiktok.com", "youtube": "youtube.com"}
"""Platforms whose reports name a post by the id that its address shows."""


def post_address(link: str) -> str:
    """A web address as "host/id", or "host/path" where no id is known in it; "" without a path.

    Two addresses of one post give the same; query, fragment, language and phone pages do not count.
    """
    found = _PARTS.match(link)
    if found is None:
        return ""
    host = _BEFORE.sub("", found[1].lower())
    host = _SAME_HOST.get(host, host)
    path, query = found[2], found[3] or ""
    if _PINTEREST.match(host):
        return _first((_PIN,), path, "pinterest.com") or _whole("pinterest.com", path)
    patterns = _IDS.get(host, ())
    return _first(patterns, path + query, host) or _whole(host, path)


def address_of(platform: str, key: str) -> str:
    """The address, as `post_address` gives it, of a post that a report names by its id, or ""."""
    host = _WITH_ID.get(platform, "")
    return f"{host}/{key}" if host and key else ""


def _first(patterns: tuple[re.Pattern[str], ...], text: str, host: str) -> str:
    tidy: Callable[[str], str] = _urn if host == "linkedin.com" else str
    return next((f"{host}/{tidy(found[1])}" for p in patterns if (found := p.search(text))), "")


def _urn(text: str) -> str:
    return text.lower().replace("%3a", ":").replace("-", ":")


def _whole(host: str, path: str) -> str:
    trimmed = path.strip("/ \t\r\n")
    return f"{host}/{trimmed}" if trimmed else ""
