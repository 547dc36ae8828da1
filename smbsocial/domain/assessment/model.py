"""The chain's samples, ready to be read at any position of the sliders."""

from dataclasses import dataclass
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
    listing: Samples | None
    listing_actions: Samples | None
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


def together(model: Model, sliders: Sliders) -> Course:
    """All channels in one course."""
    rules, asked = model.rules, sliders.asked
    posts, listing = _lasting(model, sliders)
    at_once = model.mailing + model.per_asked * asked
    returning = None
    if sliders.money:
        at_once += model.per_money.times(sliders.money)
        returning = model.per_money_back.times(sliders.money)
    return Course(
        lasting=posts + listing if listing else posts,
        gathering=_posts_a_week(model, sliders.minutes) * model.per_post_asked * asked,
        gaining=model.review_gain * asked,
        most=rules.review_limit,
        gained=model.listing_actions if listing else None,
        at_once=at_once,
        returning=returning,
    )


def channels(
    model: Model, sliders: Sliders, *, weeks: Fraction, sampler: Sampler
) -> dict[Channel, Samples]:
    """Units a week by channel after so many weeks; their sum is what `together` reads."""
    rules, asked = model.rules, sliders.asked
    growth = sampler.growth(model.growing, weeks)
    posts, listing = _lasting(model, sliders)
    gathered, started, past = _pace(rules, weeks)
    gathering = _posts_a_week(model, sliders.minutes) * model.per_post_asked * asked
    found = {
        Channel.POSTS: posts * growth,
        Channel.MAILING: model.mailing.times(started),
        Channel.ASKING: gathering.times(gathered) + (model.per_asked * asked).times(started),
    }
    if listing and model.listing_actions:
        gains = (model.review_gain * asked).times(gathered).at_most(rules.review_limit)
        found[Channel.LISTING] = listing * growth
        found[Channel.ASKING] += gains * model.listing_actions
    if sliders.money:
        paid = model.per_money.times(started) + model.per_money_back.times(past)
        found[Channel.PAID] = paid.times(sliders.money)
    return found


def read(course: Course, model: Model, *, weeks: Fraction, sampler: Sampler) -> Samples:
    """Units a week after so many weeks."""
    gathered, started, past = _pace(model.rules, weeks)
    growth = sampler.growth(model.growing, weeks)
    return course.at(growth, gathered=gathered, started=started, past=past)


def _pace(rules: Rules, weeks: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """Weeks of asking that count, how far quick things have started, weeks that lie behind."""
    return (
        min(weeks, Fraction(rules.ask_weeks)),
        min(Fraction(1), weeks / Fraction(rules.quick_weeks)),
        min(max(Fraction(0), weeks - 1), Fraction(YEAR)),
    )


def _lasting(model: Model, sliders: Sliders) -> tuple[Samples, Samples | None]:
    """Units a week of posts, and of the listing where there is one, when full grown."""
    posts = _posts_a_week(model, sliders.minutes) * model.per_post
    if model.listing is None:
        return posts, None
    kept = min(Fraction(1), Fraction(sliders.minutes) / Fraction(model.rules.listing_minutes))
    return posts, model.listing if kept == 1 else model.listing.times(kept)


def _posts_a_week(model: Model, minutes: int) -> Samples:
    """Posts a week, those beyond the fifth counted in part."""
    rules = model.rules
    made = model.posts_per_minute.times(minutes * Fraction(rules.making_part))
    return made.tapered(rules.full_posts, rules.further_part)
