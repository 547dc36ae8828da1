"""Which word the return of a part suggests, on the results page as in the review."""

from decimal import Decimal

from smbsocial.domain.roi.proposal import MOST_GUESSED, proposed
from smbsocial.domain.turns import Word
from smbsocial.usecases.results.returns import Part


def proposed_by(part: Part) -> Word | None:
    """The word for a kind of content or a platform; None where its return tells nothing of it."""
    return None if only_divided(part) else proposed(part.ratio, part.shares.guessed)


def only_divided(part: Part) -> bool:
    """Whether most of what came back was divided by the minutes that posts took.

    That tells nothing of one part beside another: each of them then returns the same
    for an hour, whatever it did.
    """
    divided = sum(
        (line.amount.typical for line in part.back_lines if line.facts.get("by_reach") is False),
        Decimal(0),
    )
    return divided * 100 > part.back.typical * MOST_GUESSED
