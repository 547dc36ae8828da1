"""The chain, link by link: from minutes and money to units a week."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from smbsocial.domain.assessment.brought import brought
from smbsocial.domain.assessment.lines import Lines
from smbsocial.domain.assessment.model import YEAR, Model, Rules
from smbsocial.domain.assessment.values import Channel, LinkKey
from smbsocial.domain.brief import Brief
from smbsocial.domain.goals import Counted
from smbsocial.domain.ids import GoalKey, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Basis, Figure, Range
from smbsocial.domain.sampling import Drawn, Growing, Samples

LISTINGS = (PlatformKey("google_business_profile"), PlatformKey("yelp"))
"""Platforms where a business is looked up; the first has figures, the other borrows them."""
FULL_SHARE = 100
ONLINE_SALES = GoalKey("online_sales")
"""Of a trade that is looked up on the map, only this goal's orders come through a web page."""

CLOSING = {
    Counted.BOOKINGS: "close",
    Counted.MEMBERS: "close.members",
    Counted.CLIENTS: "close.clients",
}
"""Units that come from an enquiry, and the figure of how many enquiries become one."""

REPEATING = frozenset({Counted.VISITS, Counted.ORDERS})
"""Units of which a new customer brings more than one."""

LARGE_APART = frozenset({Counted.BOOKINGS, Counted.LEADS})
"""Units whose figures differ for large sales, which people compare and wait for."""

_WEEKS_IN_MONTH = Fraction(YEAR, 12)


def build(brief: Brief, lines: Lines) -> Model:
    """The model of a brief; its lines are gathered on the way."""
    rules = _rules(lines)
    nothing = lines.sampler.exactly(0)
    posts_per_minute = _posts(brief, lines, rules)
    per_post, per_follower, to_the_end = _audience(brief, lines, nothing)
    counted = brought(brief, lines)
    close = _close(brief, lines)
    of_posts = lines.sampler.exactly(1) if to_the_end else close
    listing = _listing(brief, lines)
    asked = _asked(brief, lines)
    follow, gain, per_asked = _asking(brief, lines, has_listing=_listing_of(brief) is not None)
    mailing = _mailing(brief, lines)
    per_money = _paid(brief, lines, nothing)
    growing = _growing(brief, lines, rules)
    back = lines.sampler.draw(*growing.back) if growing.back else nothing
    return Model(
        posts_per_minute=posts_per_minute,
        per_post=per_post * of_posts if counted is None else counted,
        per_post_asked=per_follower * follow * of_posts,
        listing=listing[0] * close if listing else None,
        listing_actions=listing[1] * close if listing else None,
        review_gain=gain,
        per_asked=per_asked,
        mailing=mailing * close,
        per_money=per_money * close,
        asked=asked,
        per_money_back=per_money * back.times(growing.back_a_week),
        growing=growing,
        rules=rules,
    )


def _rules(lines: Lines) -> Rules:
    return Rules(
        making_part=lines.constant("making_share") / 100,
        full_posts=lines.constant("full_posts"),
        further_part=lines.constant("further_posts") / 100,
        first_level=lines.constant("first_sign_level") / 100,
        listing_minutes=lines.constant("listing_minutes"),
        review_limit=lines.constant("review_limit") / 100,
        ask_weeks=lines.constant("ask_weeks"),
        quick_weeks=lines.constant("quick_weeks"),
    )


def _posts(brief: Brief, lines: Lines, rules: Rules) -> Samples:
    name = f"minutes.{brief.industry.shape.value}"
    minutes = lines.look_up(LinkKey.MINUTES, name, channel=Channel.POSTS, unit="minutes")
    each = lines.links[-1].figure.range
    making = brief.investment.minutes_a_week * rules.making_part
    made = Range(*(_tenths(making / end) if end else Decimal(0) for end in reversed(_ends(each))))
    lines.fixed(LinkKey.POSTS, Figure(made, Basis.DERIVED), Channel.POSTS, "posts")
    return lines.sampler.exactly(1).over(minutes)


def _audience(brief: Brief, lines: Lines, nothing: Samples) -> tuple[Samples, Samples, bool]:
    """Units of one post over all platforms, and more of them for each new follower.

    Whether these are what counts in the end, or enquiries of which a part becomes it.
    """
    whole, follower = nothing, nothing
    posting = [p for p in brief.platforms if p not in LISTINGS]
    if not posting:
        return nothing, nothing, False
    spread = _hundred(lines, LinkKey.SPREAD, "spread", Channel.POSTS).plus(1)
    shares = (Decimal(FULL_SHARE), *map(lines.constant, ("second_platform", "third_platform")))
    for place, platform in enumerate(posting):
        part = shares[min(place, len(shares) - 1)] / FULL_SHARE
        reached, seen = _reach(brief, lines, platform, spread, first=place == 0)
        reacting = lines.look_up(
            LinkKey.REACTIONS,
            "reactions",
            channel=Channel.POSTS,
            unit="per_hundred",
            platform=platform,
        ).times(part)
        whole += reached * reacting
        if place == 0:
            follower = seen * spread * reacting
    act, to_the_end = _acting(brief, lines)
    return whole * act, follower * act, to_the_end


def _acting(brief: Brief, lines: Lines) -> tuple[Samples, bool]:
    """Units of one reaction, and whether nothing lies between these and what counts in the end.

    What was measured of all who react holds the trade's appeal already.
    """
    parts = (LinkKey.APPEAL, LinkKey.ACT, LinkKey.TURN)
    measured = lines.measured(LinkKey.ACT_WHOLE.value)
    if measured is not None and not any(map(lines.corrected, parts)):
        return lines.add(LinkKey.ACT_WHOLE, measured, channel=Channel.POSTS, unit="per_ten"), True
    name, counted = _name("act", brief, lines), lines.measured(LinkKey.ACT.value)
    if counted is not None and not any(map(lines.corrected, parts[:2])):
        act = lines.add(LinkKey.ACT, counted, channel=Channel.POSTS, unit="per_ten")
    else:
        appeal = _hundred(lines, LinkKey.APPEAL, _appeal(brief), Channel.POSTS)
        act = appeal * lines.add(
            LinkKey.ACT,
            lines.library(name),
            channel=Channel.POSTS,
            unit="per_ten",
            or_measured=False,
        )
    if _paths(brief) is Counted.ORDERS:
        act *= _hundred(lines, LinkKey.TURN, "turn.orders", Channel.POSTS)
    return act, False


def _appeal(brief: Brief) -> str:
    return f"appeal.{brief.industry.difficulty}"


def _reach(
    brief: Brief, lines: Lines, platform: PlatformKey, spread: Samples, *, first: bool
) -> tuple[Samples, Samples]:
    """People reached by one post on a platform, and the part of the followers among them.

    Where the business counted the people, they are not worked out from the followers; what part of
    these sees a post counts on for new followers, and only on the `first` platform.
    """
    count = dict(brief.audience.followers).get(platform)
    measured = lines.measured(LinkKey.REACH.value, platform)
    if measured is not None or lines.corrected(LinkKey.REACH, platform):
        seen = _seen(lines, platform, count) if first else spread
        return lines.add(
            LinkKey.REACH,
            measured or Figure(Range.exactly(0), Basis.DERIVED),
            channel=Channel.POSTS,
            unit="people",
            platform=platform,
        ), seen
    if count is None:
        followers = lines.look_up(
            LinkKey.FOLLOWERS,
            "followers",
            channel=Channel.POSTS,
            unit="people",
            platform=platform,
        )
    else:
        followers = lines.said(
            LinkKey.FOLLOWERS, count, channel=Channel.POSTS, unit="people", platform=platform
        )
    seen = _seen(lines, platform, count)
    strangers = lines.look_up(
        LinkKey.DISCOVERY,
        "discovery",
        channel=Channel.POSTS,
        unit="people",
        platform=platform,
    )
    reached = followers * seen * spread + strangers
    figure = Figure(reached.range(), Basis.DERIVED)
    lines.fixed(LinkKey.REACH, figure, Channel.POSTS, "people", platform=platform)
    return reached, seen


def _seen(lines: Lines, platform: PlatformKey, followers: int | None) -> Samples:
    size = "large" if (followers or 0) >= lines.constant("large_account") else "small"
    return lines.look_up(
        LinkKey.REACH_SHARE,
        f"reach_share.{size}",
        channel=Channel.POSTS,
        unit="percent",
        platform=platform,
    )


def _close(brief: Brief, lines: Lines) -> Samples:
    name = CLOSING.get(brief.goal.counted)
    if name is None:
        return lines.sampler.exactly(1)
    said = brief.worth.close_rate_percent
    if said is not None:
        share = lines.said(LinkKey.CLOSE, said, channel=Channel.POSTS, unit="percent")
    else:
        name = "close.big" if _is_large(brief, lines) else name
        share = lines.look_up(LinkKey.CLOSE, name, channel=Channel.POSTS, unit="percent")
    return share


def _listing_of(brief: Brief) -> PlatformKey | None:
    return next((p for p in LISTINGS if p in brief.platforms), None)


def _listing(brief: Brief, lines: Lines) -> tuple[Samples, Samples] | None:
    """Units a week from keeping the listing up, and those that it brings anyway."""
    platform = _listing_of(brief)
    if platform is None:
        return None
    views = brief.audience.listing_views
    channel = Channel.LISTING
    if views is None:
        seen = lines.look_up(
            LinkKey.LISTING_VIEWS, "listing_views", channel=channel, unit="views", platform=platform
        )
    else:
        seen = lines.said(
            LinkKey.LISTING_VIEWS, views, channel=channel, unit="views", platform=platform
        )
    acting = lines.look_up(
        LinkKey.LISTING_ACTIONS,
        "listing_actions",
        channel=channel,
        unit="percent",
        platform=platform,
    )
    uplift = _hundred(lines, LinkKey.LISTING_UPLIFT, "listing_uplift", channel)
    turn = _hundred(lines, LinkKey.LISTING_TURN, _name("listing_turn", brief, lines), channel)
    anyway = (seen * acting * turn).times(1 / _WEEKS_IN_MONTH)
    return anyway * uplift, anyway


def _asking(brief: Brief, lines: Lines, *, has_listing: bool) -> tuple[Samples, Samples, Samples]:
    """For each customer asked: new followers, part more listing actions, and units."""
    channel, nothing = Channel.ASKING, lines.sampler.exactly(0)
    follow = _hundred(lines, LinkKey.FOLLOW_SHARE, "follow_share", channel)
    gain, units = nothing, nothing
    counted = brief.goal.counted
    if has_listing or counted is Counted.REVIEWS:
        reviews = _hundred(lines, LinkKey.REVIEW_SHARE, "review_share", channel)
        if has_listing:
            gain = reviews * _hundred(lines, LinkKey.REVIEW_EFFECT, "review_effect", channel)
        if counted is Counted.REVIEWS:
            units = reviews
    if counted is Counted.SUBSCRIBERS:
        units = _hundred(lines, LinkKey.SIGN_UP_SHARE, "sign_up_share", channel)
    return follow, gain, units


def _asked(brief: Brief, lines: Lines) -> Samples:
    """Customers a week who are asked; unknown, a small part of what the trade usually has."""
    said = brief.audience.askable_customers
    if said is not None:
        return lines.said(LinkKey.ASKED, said, channel=Channel.ASKING, unit="customers")
    part = Decimal(brief.industry.defaults.customers_a_week) / 100
    return lines.add(
        LinkKey.ASKED,
        _scaled(lines.library("asked"), part),
        channel=Channel.ASKING,
        unit="customers",
    )


def _mailing(brief: Brief, lines: Lines) -> Samples:
    """Units a week from the mailing list."""
    channel = Channel.MAILING
    said = brief.audience.mailing_list
    if said is None:
        size = lines.look_up(LinkKey.LIST_SIZE, "list_size", channel=channel, unit="addresses")
    else:
        size = lines.said(LinkKey.LIST_SIZE, said, channel=channel, unit="addresses")
    sends = lines.look_up(LinkKey.SENDS, "sends", channel=channel, unit="mailings")
    clicks = _hundred(lines, LinkKey.MAIL_CLICKS, "mail_clicks", channel)
    turn = _hundred(lines, LinkKey.MAIL_TURN, _name("mail_turn", brief, lines), channel)
    if said == 0:
        lines.leave_out(channel)
    return (size * sends * clicks * turn).times(1 / _WEEKS_IN_MONTH)


def _paid(brief: Brief, lines: Lines, nothing: Samples) -> Samples:
    """Units a week of one unit of money a month."""
    channel = Channel.PAID
    platform = next((p for p in brief.platforms if p not in LISTINGS), None)
    if platform is None:
        return nothing
    money = brief.investment.money_a_month.amount
    lines.fixed(LinkKey.MONEY, Figure(Range.exactly(money), Basis.YOU_SAID), channel, "money")
    click = _scaled(lines.library("click_price", platform), brief.scale)
    price = lines.add(LinkKey.CLICK_PRICE, click, channel=channel, unit="money", platform=platform)
    turn = _hundred(lines, LinkKey.PAID_TURN, _name("paid_turn", brief, lines), channel)
    if not money:
        lines.leave_out(channel)
    return turn.over(price).times(1 / _WEEKS_IN_MONTH)


def _growing(brief: Brief, lines: Lines, rules: Rules) -> Growing:
    facts = brief.goal_facts[0]
    years = [source.year for source in facts.timing_sources if source.year]
    found: list[Drawn] = []
    for key, (low, high) in (
        (LinkKey.FIRST_SIGN, facts.first_sign_weeks),
        (LinkKey.SOLID, facts.solid_result_weeks),
    ):
        range_ = Range(Decimal(low), Decimal(low + high) / 2, Decimal(high))
        figure = Figure(range_, Basis.UNVERIFIED, facts.timing_sources, max(years, default=None))
        lines.add(key, figure, channel=Channel.POSTS, unit="weeks")
        found.append(_settled(lines, lines.drawn, facts.solid_result_weeks[1]))
    back = None
    if brief.goal.counted in REPEATING and brief.worth.purchases > 1:
        lines.look_up(LinkKey.REPEAT, "repeat", channel=Channel.POSTS, unit="percent")
        back = _settled(lines, lines.drawn, YEAR)
    return Growing(
        first=found[0],
        solid=found[1],
        at_first=rules.first_level,
        back=back,
        back_a_week=Fraction(brief.worth.purchases - 1, 100 * YEAR),
        most_weeks=YEAR,
    )


def _settled(lines: Lines, drawn: Drawn, weeks: int) -> Drawn:
    """Closer to the typical where customers were counted while it grew, over so many weeks.

    What the weeks of growing brought is in the measured figure: a doubt in both would count twice.
    """
    acts = {LinkKey.ACT.value, LinkKey.ACT_WHOLE.value, LinkKey.BROUGHT.value}
    measured = [link.figure for link in lines.links if link.key in acts and link.figure.weeks]
    if not measured:
        return drawn
    key, ends = drawn
    own = min(Decimal(1), Decimal(measured[0].weeks) / weeks) * measured[0].own_percent / 100
    low, high = (end + (ends.typical - end) * own for end in (ends.low, ends.high))
    return key, Range(low, ends.typical, high)


def _scaled(figure: Figure, factor: Decimal | int) -> Figure:
    return replace(figure, range=figure.range.scaled(factor))


def _hundred(lines: Lines, key: LinkKey, name: str, channel: Channel) -> Samples:
    """A line in per cent, as a part of one."""
    return lines.look_up(key, name, channel=channel, unit="percent")


def _name(name: str, brief: Brief, lines: Lines) -> str:
    """The figure's name for what the goal counts; large sales have their own."""
    large = brief.goal.counted in LARGE_APART and _is_large(brief, lines)
    return f"{name}.{_paths(brief).value}" + (".big" if large else "")


def _paths(brief: Brief) -> Counted:
    """Whose figures lead to a unit: an order at a counter comes about as a visit does."""
    counted = brief.goal.counted
    listed = any(fit.platform in LISTINGS for fit in brief.industry.platforms)
    if counted is Counted.ORDERS and listed and brief.goal.kind != ONLINE_SALES:
        return Counted.VISITS
    return counted


def _is_large(brief: Brief, lines: Lines) -> bool:
    limit = Money.of(lines.constant("big_sale") * brief.scale, brief.business.currency)
    return limit <= brief.worth.average_sale


def _ends(range_: Range) -> tuple[Decimal, Decimal, Decimal]:
    return range_.low, range_.typical, range_.high


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))
