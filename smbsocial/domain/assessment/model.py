"""The chain's samples, ready to be read at any position of the sliders."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from smbsocial.domain.assessment.values import Channel
from smbsocial.domain.sampling import Course, Growing, Sampler, Samples

YEAR = 52


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
    """The chain's samples, so that a slider only multiplies; units are per week.

    `posts_per_minute` of making; `per_post` units of one post to today's audience;
    `per_post_asked` more of them for each customer asked so far; `listing` units from keeping it
    up, `listing_actions` those that come anyway, and `review_gain` the part more of these for each
    customer asked; `per_asked` units of the asking itself; `asked` how many are asked a week;
    `per_money` units of one unit of money a month, `per_money_back` of those who come back.
    """

    posts_per_minute: Samples
    per_post: Samples
    per_post_asked: Samples
    listing: Samples
    listing_actions: Samples
    review_gain: Samples
    per_asked: Samples
    asked: Samples
    mailing: Samples
    per_money: Samples
    per_money_back: Samples
    growing: Growing
    rules: Rules


@dataclass(frozen=True, slots=True)
class Sliders:
    """What can be turned beside the date: minutes, money a month (major units), who is asked."""

    minutes: int
    money: Fraction
    asked: Samples


def courses(model: Model, sliders: Sliders, sampler: Sampler) -> dict[Channel, Course]:
    """Each channel's course at this position."""
    nothing = sampler.exactly(0)
    rules, asked = model.rules, sliders.asked
    posts = _posts_a_week(model, sliders.minutes)
    kept = min(Fraction(1), Fraction(sliders.minutes) / Fraction(rules.listing_minutes))
    idle = Course(nothing, nothing, nothing, rules.review_limit, nothing, nothing, nothing)
    return {
        Channel.POSTS: replace(idle, lasting=posts * model.per_post),
        Channel.LISTING: replace(idle, lasting=model.listing.times(kept)),
        Channel.MAILING: replace(idle, at_once=model.mailing),
        Channel.ASKING: replace(
            idle,
            gathering=posts * model.per_post_asked * asked,
            gaining=model.review_gain * asked,
            gained=model.listing_actions,
            at_once=model.per_asked * asked,
        ),
        Channel.PAID: replace(
            idle,
            at_once=model.per_money.times(sliders.money),
            returning=model.per_money_back.times(sliders.money),
        ),
    }


def together(model: Model, sliders: Sliders) -> Course:
    """All channels in one course; the same as their sum, in one pass."""
    rules, asked = model.rules, sliders.asked
    posts = _posts_a_week(model, sliders.minutes)
    kept = min(Fraction(1), Fraction(sliders.minutes) / Fraction(rules.listing_minutes))
    at_once = model.mailing + model.per_asked * asked
    returning = model.per_money_back.times(sliders.money)
    if sliders.money:
        at_once += model.per_money.times(sliders.money)
    return Course(
        lasting=posts * model.per_post + model.listing.times(kept),
        gathering=posts * model.per_post_asked * asked,
        gaining=model.review_gain * asked,
        most=rules.review_limit,
        gained=model.listing_actions,
        at_once=at_once,
        returning=returning,
    )


def read(course: Course, model: Model, *, weeks: Fraction, sampler: Sampler) -> Samples:
    """Units a week after so many weeks."""
    rules = model.rules
    return course.at(
        sampler.growth(model.growing, weeks),
        gathered=min(weeks, Fraction(rules.ask_weeks)),
        started=min(Fraction(1), weeks / Fraction(rules.quick_weeks)),
        past=min(max(Fraction(0), weeks - 1), Fraction(YEAR)),
    )


def _posts_a_week(model: Model, minutes: int) -> Samples:
    """Posts a week, those beyond the fifth counted in part."""
    rules = model.rules
    made = model.posts_per_minute.times(minutes * Fraction(rules.making_part))
    return made.tapered(rules.full_posts, rules.further_part)
