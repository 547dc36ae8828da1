"""A post goes: what named it does so no longer, in the same step."""

from dataclasses import replace

from smbsocial.domain.content import Post
from smbsocial.domain.counter import Coupon, TaggedLink
from smbsocial.domain.ids import PostId
from smbsocial.domain.measures import PostMatch
from smbsocial.usecases.ports import Tx


def take_away(tx: Tx, post: PostId) -> None:
    """Remove a post with its matches; its codes and links stay, of their platform."""
    for match in tx.having(PostMatch, "post", post):
        tx.remove(PostMatch, match.id)
    for coupon in tx.having(Coupon, "post", post):
        tx.put(replace(coupon, post=None))
    for link in tx.having(TaggedLink, "post", post):
        tx.put(replace(link, post=None))
    tx.remove(Post, post)
