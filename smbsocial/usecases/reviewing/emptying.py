"""Slots to come are emptied: what nobody touched goes, what somebody wrote is set aside."""

from dataclasses import dataclass, replace
from datetime import date

from smbsocial.domain.content import Post, Status
from smbsocial.domain.ids import PillarId, PlatformKey
from smbsocial.usecases.checks import LONGEST_REASON, check_text
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.removing import take_away


@dataclass(frozen=True, slots=True)
class Emptied:
    """Open posts that go, and those that are kept as skipped because somebody edited them."""

    removed: tuple[Post, ...] = ()
    set_aside: tuple[Post, ...] = ()

    @property
    def count(self) -> int:
        """How many slots are empty."""
        return len(self.removed) + len(self.set_aside)


def slots_to_empty(
    reads: Reads,
    ports: Ports,  # noqa: ARG001
    *,
    pillar: PillarId | None = None,
    platform: PlatformKey | None = None,
    since: date,
    until: date | None = None,
) -> Emptied:
    """What `empty_slots` would do to the open posts of those days, both included; writes nothing.

    `until` None: for all days to come; without `pillar` and `platform` all open posts are meant.
    """
    found = [
        post
        for post in reads.posts(since, until or date.max)
        if post.is_open and pillar in {None, post.pillar} and platform in {None, post.platform}
    ]
    return Emptied(
        tuple(post for post in found if not post.edited),
        tuple(post for post in found if post.edited),
    )


def empty_slots(  # noqa: PLR0913 (which slots, of which days, and why)
    tx: Tx,
    ports: Ports,
    *,
    pillar: PillarId | None = None,
    platform: PlatformKey | None = None,
    since: date,
    until: date | None = None,
    reason: str,
) -> Emptied:
    """Empty the slots of a kind of content or platform; see `slots_to_empty` for which.

    Posts that somebody edited become skipped with the reason, so that their text stays. Raises
    ExpectedError: TOO_LONG, BAD_TEXT (reason; it may be empty).
    """
    why = reason.strip()
    check_text(why, field="reason", most=LONGEST_REASON)
    emptied = slots_to_empty(tx, ports, pillar=pillar, platform=platform, since=since, until=until)
    for post in emptied.removed:
        take_away(tx, post.id)
    aside = tuple(
        replace(post, status=Status.SKIPPED, skip_reason=why) for post in emptied.set_aside
    )
    for post in aside:
        tx.put(post)
    return Emptied(emptied.removed, aside)
