"""What is proposed for a kind of content or a platform from its return; the owner decides."""

from decimal import Decimal

from smbsocial.domain.ranges import Range
from smbsocial.domain.turns import Word

BREAK_EVEN = Decimal(1)
SURE_ENOUGH = Decimal("0.67")
"""A bad case that loses no more than a third is no reason to change anything."""


MOST_GUESSED = 50
"""Per cent; what is guessed beyond that says nothing about this kind of content."""


def proposed(ratio: Range | None, guessed_percent: int = 0) -> Word | None:
    """A word for what came back for 1 of cost; None where nothing or too little is known.

    Pause what does not pay even in a good case; keep what pays and does not lose much in a bad
    one; change the rest. Where nothing at all came back, nothing may have been measured: the review
    of the quarter asks about that, not one post without a number.
    """
    if ratio is None or ratio.high == 0 or guessed_percent > MOST_GUESSED:
        return None
    if ratio.high < BREAK_EVEN:
        return Word.PAUSE
    if ratio.typical >= BREAK_EVEN and ratio.low >= SURE_ENOUGH:
        return Word.KEEP
    return Word.CHANGE
