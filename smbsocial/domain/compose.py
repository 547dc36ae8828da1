"""The address under which a platform opens a new post, with the text in it where it can."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlsplit

from smbsocial.domain.platforms import Account, Compose, PlatformFacts

APP = "smbsocial"


def compose_url(
    platform: PlatformFacts,
    text: str,
    *,
    link: str = "",
    title: str = "",
    account: Account | None = None,
) -> str | None:
    """Where to write this post; None where the platform has no page to write on.

    A template that takes the text is filled, percent-encoded; parameters that nobody knows are
    left out. Where one that must be there is not known, or the template takes no text, it is the
    page of the composer, else the account's own page. Only https addresses come out.
    """
    known = {"text": text, "url": link, "title": title, "source": APP, **_from_account(account)}
    own = account.link if account else ""
    filled = _fill(platform.compose, known)
    for url in (filled, _place(platform.compose.composer or "", known), own):
        if url and _is_https(url):
            return url
    return None


def page_of(pattern: str, account: Account) -> str | None:
    """A platform's page for one account: a pattern with what the account's handle and link say.

    None where the pattern wants more than they say, or leads to no https address.
    """
    url = _place(pattern, _from_account(account))
    return url if url and _is_https(url) else None


def carries_text(platform: PlatformFacts, url: str | None) -> bool:
    """Whether this address already holds the text, so that nothing needs to be pasted."""
    template = platform.compose.template
    return bool(
        url
        and platform.compose.prefills_text
        and template
        and "?" in url
        and url != platform.compose.composer
    )


def _fill(compose: Compose, known: Mapping[str, str]) -> str | None:
    if not compose.template or not compose.prefills_text:
        return None
    address, _, query = compose.template.partition("?")
    page = _place(address, known)
    if page is None:
        return None
    parts = [
        f"{name}={filled}"
        for name, pattern in parse_qsl(query)
        if (filled := _place(pattern, known))
    ]
    given = {part.partition("=")[0] for part in parts}
    if not set(compose.required) <= given:
        return None
    return f"{page}?{'&'.join(parts)}"


def _place(pattern: str, known: Mapping[str, str]) -> str | None:
    """The pattern with its {names} replaced; None where one is not known."""
    names = re.findall(r"\{(\w+)\}", pattern)
    if not all(known.get(name) for name in names):
        return None
    return re.sub(r"\{(\w+)\}", lambda m: quote(known[m[1]], safe=""), pattern)


def _from_account(account: Account | None) -> dict[str, str]:
    """What an account's handle and link say: its server, its page, its number."""
    if account is None:
        return {}
    found: dict[str, str] = {}
    server = re.fullmatch(r"@?[\w.-]+@([\w-]+(?:\.[\w-]+)+)", account.handle)
    if server:
        found["instance"] = server[1]
    page = re.search(r"/company/([\w-]+)", account.link)
    if page:
        found["page"] = page[1]
    number = re.sub(r"[\s+()-]", "", account.handle)
    if number.isdigit():
        found["phone"] = number
    return found


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)
