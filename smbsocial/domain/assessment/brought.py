"""What a post brings in the end, where the business counted it."""

from smbsocial.domain.assessment.lines import Lines
from smbsocial.domain.assessment.values import Channel, LinkKey
from smbsocial.domain.brief import Brief
from smbsocial.domain.sampling import Samples

ON_THE_WAY = (
    LinkKey.REACH_SHARE,
    LinkKey.DISCOVERY,
    LinkKey.SPREAD,
    LinkKey.REACH,
    LinkKey.REACTIONS,
    LinkKey.APPEAL,
    LinkKey.ACT,
    LinkKey.TURN,
)
"""Steps between a post and what it brings, as far as no one counts the end."""


def brought(brief: Brief, lines: Lines) -> Samples | None:
    """Units of one post as they were counted in the end; None where nobody did, or by own figures.

    The steps on the way were counted with the same luck: what they make together is known better
    than each of them, and their doubts must not be added as if they had nothing to do with another.
    """
    measured = lines.measured(LinkKey.BROUGHT.value)
    places = (None, *brief.platforms)
    if measured is None or any(lines.corrected(key, p) for key in ON_THE_WAY for p in places):
        return None
    return lines.add(LinkKey.BROUGHT, measured, channel=Channel.POSTS, unit="per_ten")
