"""Where somebody can have heard of the business, and what a code, link or expense can be for."""

from datetime import date, timedelta

from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PillarId, PlatformKey, PostId
from smbsocial.domain.platforms import Account
from smbsocial.usecases.counting.sheets import Offers, PlatformName
from smbsocial.usecases.ports import Ports, Reads

QUARTER = timedelta(weeks=13)
MONTH = timedelta(weeks=4)


def platform_name(ports: Ports, key: str) -> str:
    """What the library calls a platform; the key itself where it knows none of it."""
    try:
        return ports.library.platform(PlatformKey(key)).name
    except KeyError:
        return key


def platforms_used(reads: Reads, ports: Ports, today: date) -> tuple[PlatformName, ...]:
    """Those with an account, then those with posts near `today`; names from the library."""
    known = {facts.key: facts.name for facts in ports.library.platforms()}
    posts = reads.posts(today - QUARTER, today + QUARTER)
    used = [
        *(account.platform for account in reads.all(Account)),
        *sorted({post.platform for post in posts}),
    ]
    return tuple(PlatformName(key, known[key]) for key in dict.fromkeys(used) if key in known)


def offers(reads: Reads, ports: Ports, today: date) -> Offers:
    """What there is to choose from: posts of the last four weeks and the coming quarter.

    Of the platforms, those in use come first.
    """
    used = platforms_used(reads, ports, today)
    every = (PlatformName(facts.key, facts.name) for facts in ports.library.platforms())
    return Offers(
        platforms=tuple(dict.fromkeys((*used, *every))),
        pillars=tuple(pillar for pillar in reads.all(Pillar) if pillar.active),
        posts=reads.posts(today - MONTH, today + QUARTER),
    )


def check_platform(ports: Ports, key: str, *, field: str = "platform") -> PlatformKey:
    """A platform that the library knows; raises ExpectedError (EMPTY, UNKNOWN_CHOICE)."""
    if not key:
        raise ExpectedError(Code.EMPTY, field=field)
    try:
        return ports.library.platform(PlatformKey(key)).key
    except KeyError as error:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field=field, value=key) from error


def check_pillar(reads: Reads, pillar: PillarId | None) -> None:
    """Raises ExpectedError(NOT_FOUND) for a pillar that is not there."""
    if pillar is not None and reads.get(Pillar, pillar) is None:
        raise ExpectedError(Code.NOT_FOUND, field="pillar", value=pillar)


def check_post(reads: Reads, post: PostId | None, platform: PlatformKey) -> Post | None:
    """The post, if one is named; raises ExpectedError.

    NOT_FOUND, or UNKNOWN_CHOICE for a post of another platform.
    """
    if post is None:
        return None
    found = reads.get(Post, post)
    if found is None:
        raise ExpectedError(Code.NOT_FOUND, field="post", value=post)
    if found.platform != platform:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="post", value=found.title)
    return found


def about(reads: Reads, post: PostId | None, pillar: PillarId | None) -> str:
    """The name of what something is for: the post's title, else the pillar's name, else ""."""
    found = reads.get(Post, post) if post else None
    if found is not None:
        return found.title
    of = reads.get(Pillar, pillar) if pillar else None
    return of.name if of is not None else ""
