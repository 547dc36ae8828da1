"""Communities: the smallest unit a post is written for."""

from dataclasses import dataclass

from smbsocial.domain.ids import CommunityId


@dataclass(frozen=True, slots=True)
class Community:
    """People who share who they are and what they love; `rank` is the owner's order."""

    id: CommunityId
    name: str
    where: str = ""
    rank: int = 1
    active: bool = True
