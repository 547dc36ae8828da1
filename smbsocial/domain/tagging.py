"""Tags in a link, so that a website's statistics tell which platform and post sent people.

The four names are those that Google Analytics, Matomo, Plausible and the shops read.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

from smbsocial.domain.errors import Code, ExpectedError

MEDIUM = "social"
SOURCE_TAG, MEDIUM_TAG = "utm_source", "utm_medium"
CAMPAIGN_TAG, CONTENT_TAG = "utm_campaign", "utm_content"
_OURS = frozenset({SOURCE_TAG, MEDIUM_TAG, CAMPAIGN_TAG, CONTENT_TAG})
_KEPT = "%/:=&?~#+!$,;'@()*[]"
_LONGEST_TAG = 60
_INSIDE = re.compile(r"[\s\x00-\x1f\x7f\\]")
_SITE = re.compile(r"[\w-]+(\.[\w-]+)+\.?")


def tag_of(words: str) -> str:
    """Words as statistics show them best: "Soup week!" is soup_week. Empty where none are left."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    kept = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", plain))
    return kept[:_LONGEST_TAG].strip("_.-")


def tagged(url: str, *, source: str, campaign: str, content: str = "") -> str:
    """The address with our tags behind what it had; tags of these names are replaced.

    Raises ExpectedError(NOT_A_WEB_ADDRESS) for what is no http(s) address of a page, or holds a
    password.
    """
    plain = url.strip()
    if not _is_page(plain):
        raise ExpectedError(Code.NOT_A_WEB_ADDRESS, field="url", value=plain)
    parts = urlsplit(plain)
    had = [each for each in parts.query.split("&") if each and _name(each) not in _OURS]
    tags = {SOURCE_TAG: source, MEDIUM_TAG: MEDIUM, CAMPAIGN_TAG: campaign, CONTENT_TAG: content}
    ours = [f"{name}={quote(value, safe='')}" for name, value in tags.items() if value]
    return urlunsplit(
        (
            parts.scheme,
            parts.netloc,
            quote(parts.path or "/", safe=_KEPT),
            quote("&".join([*had, *ours]), safe=_KEPT),
            quote(parts.fragment, safe=_KEPT),
        )
    )


def _is_page(url: str) -> bool:
    """Whether it is a whole http(s) address with a site that is named in full."""
    if _INSIDE.search(url):
        return False
    try:
        parts = urlsplit(url)
        named = parts.hostname or ""
        _port = parts.port  # raises ValueError where it is no number
    except ValueError:
        return False
    site = _SITE.fullmatch(named) is not None and "@" not in parts.netloc
    return site and parts.scheme in {"http", "https"}


def _name(pair: str) -> str:
    return pair.partition("=")[0].lower()
