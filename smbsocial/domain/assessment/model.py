"""The chain's samples, ready to be read at any position of the sliders."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from smbsocial.domain.assessment.values import Channel
from smbsocial.domain.sampling import Drawn, Growth, Samples

_YEAR = 52


@dataclass(frozen=True, slots=True)
class Sliders:
    """What can be turned: minutes and weeks, money a month (major units), customers asked."""

    minutes: int
    money: Fraction
    asked: Samples
    weeks: Fraction


@dataclass(frozen=True, slots=True)
class Rules:
    """Numbers of the chain that are no lines of their own; see their notes in the library."""

    making_part: Decimal
    full_posts: Decimal
    further_part: Decimal
    first_level: Decimal
    listing_minutes: Decimal
    review_limit: Decimal
    ask_weeks: Decimal
    quick_weeks: Decimal


@dataclass(frozen=True, slots=True)
class Model:
    """The chain's samples, so that a slider only multiplies.

    Units are per week. `posts_per_minute` of making; `per_post` units of one post to today's
    audience; `per_post_asked` more of them for each customer asked so far; `listing` units from
    keeping it up, `listing_actions` those that come anyway, of which `review_gain` (a part) more
    for each customer asked; `per_asked` units of the asking itself; `asked` how many
    are asked a week; `per_money` of one unit of
    money a month. `repeat`: units a week that a new customer of each past week still brings.
    """

    posts_per_minute: Samples
    per_post: Samples
    per_post_asked: Samples
    listing: Samples
    listing_actions: Samples
    review_gain: Samples
    per_asked: Samples
    mailing: Samples
    per_money: Samples
    asked: Samples
    first: Drawn
    solid: Drawn
    repeat: Samples
    rules: Rules


def channels(model: Model, sliders: Sliders, growth: Growth) -> dict[Channel, Samples]:
    """Units a week by channel, in the week that `growth` belongs to."""
    rules = model.rules
    weeks = sliders.weeks
    lasting = growth.level + model.repeat * growth.weeks.at_most(_YEAR)
    posts = posts_a_week(model, sliders.minutes)
    kept = min(Fraction(1), Fraction(sliders.minutes) / Fraction(rules.listing_minutes))
    asked = sliders.asked.times(min(weeks, Fraction(rules.ask_weeks)))
    reviews = (model.review_gain * asked).at_most(rules.review_limit)
    started = min(Fraction(1), weeks / Fraction(rules.quick_weeks))
    paid = model.per_money.times(sliders.money)
    past = min(max(Fraction(0), weeks - 1), Fraction(_YEAR))
    return {
        Channel.POSTS: posts * model.per_post * lasting,
        Channel.LISTING: model.listing.times(kept) * lasting,
        Channel.MAILING: model.mailing.times(started),
        Channel.ASKING: posts * model.per_post_asked * asked
        + reviews * model.listing_actions
        + model.per_asked * sliders.asked.times(started),
        Channel.PAID: paid.times(started) + paid * model.repeat.times(past),
    }


def posts_a_week(model: Model, minutes: int) -> Samples:
    """Posts a week, those beyond the fifth counted in part."""
    rules = model.rules
    made = model.posts_per_minute.times(minutes * Fraction(rules.making_part))
    return made.tapered(rules.full_posts, rules.further_part)
