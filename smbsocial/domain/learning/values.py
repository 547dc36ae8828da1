"""What is learned of a link of the chain, and the weeks that it is learned from."""

from dataclasses import dataclass
from datetime import date

from smbsocial.domain.answers import InvestmentAnswers, Learned
from smbsocial.domain.assessment.values import LinkKey
from smbsocial.domain.ids import GoalKey
from smbsocial.domain.ranges import Range


@dataclass(frozen=True, slots=True)
class WeekCount:
    """A week's figure of a link: `count` of something that came of `of` of something else.

    A link is the one for each of the other: people reached for each post, customers for each ten
    who react. `day` is the first of the week; `of` more than nothing.
    """

    day: date
    count: float
    of: float


@dataclass(frozen=True, slots=True)
class LearnedLink:
    """A link as the business has measured it beside the published range that it began with.

    `link` is named as in an override; `now` is what the coming quarter's mean will likely be (one
    in ten below low, one in ten above high); `weeks` with figures stand behind it, in which `count`
    things of `of` others were counted; `own_percent`: how much of it is theirs by now.
    """

    link: str
    unit: str
    published: Range
    now: Range
    weeks: int
    own_percent: int
    count: int
    of: int


def as_answers(links: tuple[LearnedLink, ...]) -> tuple[Learned, ...]:
    """What the answers keep of these: the links of which anything is the business's own."""
    return tuple(
        Learned(each.link, each.now, each.weeks, each.own_percent)
        for each in links
        if each.own_percent > 0
    )


def learned_of(said: InvestmentAnswers, goal: GoalKey) -> tuple[Learned, ...]:
    """What the answers keep as measured, without what was counted in units of another goal."""
    if said.learned_for in {None, goal}:
        return said.learned
    return tuple(each for each in said.learned if each.link not in _IN_UNITS)


_IN_UNITS = frozenset(
    key.value
    for key in (
        LinkKey.ACT,
        LinkKey.ACT_WHOLE,
        LinkKey.BROUGHT,
        LinkKey.TURN,
        LinkKey.CLOSE,
    )
)
