"""Copy the text and open the platform: what to copy, and where to go."""

from dataclasses import dataclass

from smbsocial.domain.compose import carries_text, compose_url
from smbsocial.domain.ids import PostId
from smbsocial.usecases.lookup import account_on, the_post
from smbsocial.usecases.ports import Ports, Reads


@dataclass(frozen=True, slots=True)
class Composing:
    """The text for the clipboard and the platform's page; `carried` = the page has the text."""

    platform: str
    text: str
    url: str | None
    carried: bool


def composing(reads: Reads, ports: Ports, post_id: PostId) -> Composing:
    """How this post gets to its platform. Raises ExpectedError(NOT_FOUND)."""
    post = the_post(reads, post_id)
    platform = ports.library.platform(post.platform)
    account = account_on(reads, post.platform)
    url = compose_url(platform, post.text, link=post.link, title=post.title, account=account)
    return Composing(platform.name, post.text, url, carries_text(platform, url))
