"""What social media cost and brought back: each sum is worked out by hand beside it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from roi_cases import (
    DAY,
    IVO,
    JANA,
    LUNCH,
    PLATFORMS,
    books,
    coupon,
    expense,
    goal,
    lines,
    post,
    reckoned,
    sale,
    sums,
    tally,
    whole,
)

from smbsocial.domain.counter import DayTally, TaggedLink, What
from smbsocial.domain.goals import RETIRED, Counted
from smbsocial.domain.ids import CommunityId, PersonId, PillarId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.chance import poisson_range
from smbsocial.domain.roi.channels import Channels, Links
from smbsocial.domain.roi.sums import around, by_strength, likely, portions, reckon, rounded
from smbsocial.domain.roi.values import (
    By,
    DoneDuty,
    Guess,
    LineKind,
    Risen,
    Strength,
    TooShort,
    Worths,
)
from smbsocial.domain.sampling import Sampler, Samples


def test_posts_cost_their_minutes() -> None:
    """14 posts, 6.5 hours at 18.00 = 117.00; real minutes count where they are known."""
    posts = tuple(post(f"p{n}", minutes=30) for n in range(13))  # 390 minutes
    given = books(posts=(*posts, post("p13", minutes=0)))
    [line] = reckoned(given).cost
    assert line.amount == 11_700
    assert (line.facts["count"], line.facts["minutes"]) == (14, 390)
    assert line.facts["hourly"] == Money(1800, "EUR")


def test_shared_work_goes_where_the_posts_took_their_time() -> None:
    """30 minutes on Instagram, 90 on Facebook: 40 minutes of answering (12.00) go 3.00 and 9.00."""
    given = books(
        posts=(post("a", "instagram", minutes=30), post("b", "facebook_page", minutes=90)),
        duties=(DoneDuty(JANA.id, 40, ""),),
    )
    cost = reckoned(given).cost
    # 30 min = 9.00, 90 min = 27.00
    assert sums(cost, By.PLATFORM) == {"instagram": 900 + 300, "facebook_page": 2700 + 900}


def test_a_round_for_a_community_is_that_community_s() -> None:
    """20 minutes for the parents (6.00), whose only post stands on Facebook."""
    given = books(
        posts=(
            post("a", "instagram", community="office", minutes=60),
            post("b", "facebook_page", community="parents", minutes=10),
        ),
        duties=(DoneDuty(JANA.id, 20, CommunityId("parents")),),
    )
    cost = reckoned(given).cost
    assert sums(cost, By.COMMUNITY) == {"office": 1800, "parents": 300 + 600}
    assert sums(cost, By.PLATFORM) == {"instagram": 1800, "facebook_page": 300 + 600}


def test_a_round_for_a_community_without_posts_keeps_its_community() -> None:
    given = books(
        posts=(post("a", minutes=60),), duties=(DoneDuty(JANA.id, 20, CommunityId("vegans")),)
    )
    assert sums(reckoned(given).cost, By.COMMUNITY) == {"office": 1800, "vegans": 600}


def test_ads_for_a_platform_stay_on_it() -> None:
    """20.00 of ads on Facebook, whose posts are half dish, half team; 10.00 of tools for all."""
    given = books(
        posts=(
            post("a", "facebook_page", "dish", minutes=10),
            post("b", "facebook_page", "team", minutes=10),
            post("c", "instagram", "dish", minutes=20),
        ),
        spending=(expense(2000, "facebook_page"), expense(1000)),
    )
    spent = [entry for entry in reckoned(given).cost if entry.kind is LineKind.EXPENSE]
    assert sums(spent, By.PLATFORM) == {"facebook_page": 2500, "instagram": 500}
    assert sums(spent, By.PILLAR) == {"dish": 1000 + 750, "team": 1000 + 250}


def test_spending_for_a_platform_without_posts_is_seen_there() -> None:
    given = books(posts=(post("a"),), spending=(expense(2000, "x"),))
    spent = [entry for entry in reckoned(given).cost if entry.kind is LineKind.EXPENSE]
    assert sums(spent, By.PLATFORM) == {"x": 2000}
    assert sums(spent, By.PILLAR) == {"": 2000}
    assert sums(spent, By.GOAL) == {"lunch": 2000}  # the only one there is


def test_planned_money_of_the_days_for_which_nothing_was_entered() -> None:
    """50.00 a month for 91 days = 3 months (a year has 364 days here) = 150.00; and 1.00 spent."""
    month = Money(5000, "EUR")
    given = books(posts=(post("a", minutes=0),), planned_money=month, planned_days=91)
    assert whole(reckoned(given).cost) == 15_000
    entered = replace(given, planned_days=0, spending=(expense(100),))
    assert whole(reckoned(entered).cost) == 100


def test_an_expense_in_another_currency_is_said_and_not_added() -> None:
    given = books(posts=(post("a", minutes=0),), spending=(expense(3000, currency="CHF"),))
    cost = reckoned(given).cost
    assert whole(cost) == 0
    [left] = lines(cost, LineKind.OTHER_CURRENCY_SPENT)
    assert left.entry.facts == {"count": 1, "money": Money(3000, "CHF")}


def test_people_without_an_hourly_cost_cost_nothing_but_stand_there() -> None:
    given = books(
        posts=(post("a", person=IVO, minutes=60),), duties=(DoneDuty(PersonId("gone"), 30, ""),)
    )
    cost = reckoned(given).cost
    assert whole(cost) == 0
    assert [(e.kind, e.facts["minutes"]) for e in cost] == [
        (LineKind.POST_MINUTES, 60),
        (LineKind.DUTY_MINUTES, 30),
    ]
    assert sums(cost, By.PLATFORM) == {"instagram": 0}


def test_nothing_done_and_nothing_sold_is_nothing() -> None:
    found = reckoned(books())
    assert found.cost == found.back == ()
    assert by_strength(()) == dict.fromkeys(Strength, 0)


def test_orders_with_a_code_bring_their_margin() -> None:
    """5 orders took 40.00; 60 % of it stays = 24.00; half of Instagram's minutes are dish."""
    given = books(
        posts=(post("a", pillar="dish"), post("b", pillar="team"), post("c", "x", "dish")),
        coupons=(coupon("c1", "SOUP"),),
        sales=(sale(5, 4000, "soup "), sale(7, 9000)),
    )
    back = reckoned(given).back
    assert whole(back) == 2400
    assert sums(back, By.PLATFORM) == {"instagram": 2400}
    assert sums(back, By.PILLAR) == {"dish": 1200, "team": 1200}


def test_a_code_for_a_post_belongs_where_the_post_does() -> None:
    one, other = post("a", pillar="dish", community="office"), post("b", pillar="team")
    given = books(
        posts=(one, other),
        linked_posts={one.id: one},
        coupons=(coupon("c1", "SOUP", post="a"),),
        sales=(sale(5, 4000, "SOUP"),),
    )
    back = reckoned(given).back
    assert sums(back, By.PILLAR) == {"dish": 2400}
    assert sums(back, By.COMMUNITY) == {"office": 2400}


def test_a_code_for_a_post_of_an_older_quarter_still_knows_its_place() -> None:
    old = post("old", pillar="team", community="vegans")
    given = books(
        posts=(post("a"),),
        linked_posts={old.id: old},
        coupons=(coupon("c1", "SOUP", post="old"),),
        sales=(sale(1, 1000, "SOUP"),),
    )
    back = reckoned(given).back
    assert sums(back, By.PILLAR) == {"team": 600}
    assert sums(back, By.COMMUNITY) == {"vegans": 600}
    assert sums(back, By.GOAL) == {"lunch": 600}


def test_a_till_without_amounts_counts_orders_at_their_usual_profit() -> None:
    """3 orders × 5.40 = 16.20; where other orders of the till have amounts, 0 means free."""
    free = books(coupons=(coupon("c1", "SOUP"),), sales=(sale(3, 0, "SOUP"),))
    assert whole(reckoned(free).back) == 1620
    priced = books(coupons=(coupon("c1", "SOUP"),), sales=(sale(3, 0, "SOUP"), sale(9, 9000)))
    assert whole(reckoned(priced).back) == 0


def test_a_code_beats_the_channel_and_both_count_once() -> None:
    """An order with Instagram's code that came through Facebook is Instagram's: 6.00 in all."""
    given = books(
        coupons=(coupon("c1", "SOUP"),), sales=(sale(1, 1000, "SOUP", channel="facebook / paid"),)
    )
    assert sums(reckoned(given).back, By.PLATFORM) == {"instagram": 600}


def test_a_sale_and_a_tally_of_a_code_on_a_day_are_the_same_people() -> None:
    """The till knows 2 orders (20.00 × 60 % = 12.00), the counter 5 uses: 3 more × 5.40 = 16.20."""
    given = books(
        coupons=(coupon("c1", "SOUP"),),
        sales=(sale(2, 2000, "SOUP"),),
        tallies=(tally(5, coupon="c1"),),
    )
    back = reckoned(given).back
    assert whole(back) == 1200 + 1620
    assert [(e.kind, e.facts["count"]) for e in back] == [
        (LineKind.CODE_SALES, 2),
        (LineKind.CODE_TALLY, 3),
    ]
    fewer = books(
        coupons=(coupon("c1", "SOUP"),),
        sales=(sale(5, 5000, "SOUP"),),
        tallies=(tally(2, coupon="c1"),),
    )
    assert whole(reckoned(fewer).back) == 3000  # 50.00 × 60 %
    next_day = books(
        coupons=(coupon("c1", "SOUP"),),
        sales=(sale(5, 5000, "SOUP"),),
        tallies=(tally(2, coupon="c1", day=DAY + timedelta(days=1)),),
    )
    assert whole(reckoned(next_day).back) == 3000 + 1080


def test_tallies_with_their_revenue_bring_its_margin() -> None:
    """4 uses took 30.00, one of them is known to the till: 3/4 of 30.00 × 60 % = 13.50."""
    given = books(
        coupons=(coupon("c1", "SOUP"),),
        sales=(sale(1, 1000, "SOUP"),),
        tallies=(tally(4, coupon="c1", revenue=3000),),
    )
    assert whole(reckoned(given).back) == 600 + 1350


def test_what_people_heard_counts_for_its_platform_only() -> None:
    given = books(
        posts=(post("a"), post("b", "x")),
        tallies=(tally(2), tally(9, heard="friend"), tally(1, heard="x")),
    )
    assert sums(reckoned(given).back, By.PLATFORM) == {"instagram": 1080, "x": 540}


def test_orders_of_a_tagged_link_belong_to_its_pillar() -> None:
    link = TaggedLink(
        "l", "https://cafe.example/", PlatformKey("instagram"), "soup_week", None,
        PillarId("team"), date(2027, 1, 1),
    )  # fmt: skip
    given = books(
        posts=(post("a", pillar="dish"),),
        links=(link,),
        sales=(sale(1, 1000, channel="instagram / social / soup_week"), sale(1, 500, channel="ig")),
    )
    back = reckoned(given).back
    assert sums(back, By.PILLAR) == {"team": 600, "dish": 300}
    assert sums(back, By.PLATFORM) == {"instagram": 900}


def tagged(id: str, platform: str, campaign: str = "soup_week", pillar: str = "") -> TaggedLink:
    return TaggedLink(
        id, "https://cafe.example/", PlatformKey(platform), campaign, None,
        PillarId(pillar) if pillar else None, date(2027, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "platform", "pillar"),
    [
        ("instagram / social / soup_week", "instagram", "team"),
        ("facebook / paid / soup_week", "facebook_page", None),  # two links of different pillars
        ("x / social / soup_week", None, None),  # X has no such link
        ("newsletter / email / soup_week", None, None),
        ("soup_week", None, None),  # of which platform?
        ("cake", "x", "dish"),
        ("utm_campaign=cake", "x", "dish"),
        ("email / cake", None, None),
        ("x / social / cake_sale", "x", "team"),
        ("x", None, None),
        ("", None, None),
    ],
)
def test_a_campaign_of_several_platforms(
    channel: str, platform: str | None, pillar: str | None
) -> None:
    known = (
        tagged("1", "instagram", pillar="team"),
        tagged("2", "facebook_page", pillar="team"),
        tagged("3", "facebook_page", pillar="dish"),
        tagged("4", "x", "cake", "dish"),
        tagged("5", "x", "cake sale", "team"),
        tagged("6", "x", ""),
    )
    links = Links(known, Channels(PLATFORMS))
    for _ in range(2):
        found = links.of(channel)
        assert (found.platform if found else None) == platform
        assert (found.pillar if found else None) == pillar


def test_a_campaign_in_a_newsletter_is_no_return_of_instagram() -> None:
    link = tagged("1", "instagram")
    for channel, amount in (("newsletter / email / soup_week", 0), ("ig / soup_week", 600)):
        given = books(links=(link,), sales=(sale(1, 1000, channel=channel),))
        assert whole(reckoned(given).back) == amount


def test_a_code_that_was_used_again_means_the_one_of_its_day() -> None:
    old = coupon("c1", "SOUP", "x")
    new = coupon("c2", "soup", "instagram")
    given = books(
        coupons=(old, replace(new, starts=date(2027, 3, 1))),
        sales=(
            sale(1, 100, "SOUP", day=date(2027, 2, 1)),
            sale(1, 1000, "SOUP", day=date(2027, 3, 2)),
            sale(1, 500, "SOUP", day=date(2026, 12, 1)),  # nobody had it yet
        ),
    )
    assert sums(reckoned(given).back, By.PLATFORM) == {"x": 60, "instagram": 600}


def test_orders_in_another_currency_are_said_and_not_counted() -> None:
    given = books(
        coupons=(coupon("c1", "SOUP"),),
        sales=(sale(2, 3000, "SOUP", currency="CHF"), sale(1, 1000, "SOUP")),
    )
    back = reckoned(given).back
    assert whole(back) == 600
    [left] = lines(back, LineKind.OTHER_CURRENCY_SOLD)
    assert left.entry.facts == {"count": 2, "money": Money(3000, "CHF")}


def test_what_no_goal_counts_is_left_out_and_said() -> None:
    back = reckoned(books(tallies=(tally(4, what=What.CALL), tally(1)))).back
    assert whole(back) == 540
    [left] = lines(back, LineKind.NO_GOAL)
    assert left.entry.facts == {"what": What.CALL, "count": 4}


def test_money_that_no_goal_counts_is_the_main_goal_s() -> None:
    """An order with a code where the goal counts enquiries: 10.00 × 60 %."""
    given = books(
        goals=(goal("calls", Counted.LEADS),),
        coupons=(coupon("c1", "SOUP"),),
        sales=(sale(1, 1000, "SOUP"),),
    )
    assert sums(reckoned(given).back, By.GOAL) == {"calls": 600}


def test_posts_of_two_goals_each_get_what_they_count() -> None:
    """3 orders × 5.40 for lunch, 2 calls × 20.00 for the enquiries."""
    given = books(
        goals=(LUNCH, goal("calls", Counted.LEADS, 2)),
        posts=(post("a"), post("b", goal="calls")),
        tallies=(tally(3), tally(2, what=What.CALL)),
    )
    assert sums(reckoned(given).back, By.GOAL) == {"lunch": 1620, "calls": 4000}


def test_orders_of_an_older_quarter_go_to_the_goal_that_had_the_posts() -> None:
    given = books(
        goals=(goal("now"), goal("then", rank=RETIRED)),
        posts=(post("a", goal="then"),),
        tallies=(tally(1),),
    )
    assert sums(reckoned(given).back, By.GOAL) == {"then": 540}


def test_orders_are_the_visits_of_a_goal_in_use_before_orders_of_a_retired_one() -> None:
    """The same person; a visit is worth 3.00 here."""
    given = books(
        goals=(goal("visits", Counted.VISITS), goal("then", rank=RETIRED)),
        worths=Worths(60, {Counted.VISITS: Fraction(300), Counted.ORDERS: Fraction(540)}),
        tallies=(tally(1),),
    )
    assert sums(reckoned(given).back, By.GOAL) == {"visits": 300}


def test_a_code_for_a_post_belongs_to_the_goal_of_that_post() -> None:
    old = post("old", goal="snacks")
    given = books(
        goals=(LUNCH, goal("snacks", rank=2)),
        posts=(post("a"), post("b", "x", goal="snacks")),
        linked_posts={old.id: old},
        coupons=(coupon("c1", "SOUP", post="old"),),
        sales=(sale(1, 1000, "SOUP"),),
    )
    assert sums(reckoned(given).back, By.GOAL) == {"snacks": 600}


def test_orders_from_a_platform_whose_posts_were_for_something_else() -> None:
    """All of Instagram's posts were for calls: the order is lunch's, the pillars are theirs."""
    given = books(
        goals=(LUNCH, goal("calls", Counted.LEADS, 2)),
        posts=(post("a", pillar="team", goal="calls"), post("b", "x", "dish")),
        tallies=(tally(1),),
    )
    back = reckoned(given).back
    assert sums(back, By.GOAL) == {"lunch": 540}
    assert sums(back, By.PILLAR) == {"team": 540}


def test_a_business_without_margin_has_no_return() -> None:
    given = books(
        worths=Worths(0, {}),
        posts=(post("a"),),
        coupons=(coupon("c1", "SOUP"),),
        sales=(sale(2, 2000, "SOUP"),),
        tallies=(tally(3),),
    )
    back = reckoned(given).back
    assert whole(back) == 0
    parts = portions(back, None)[""]
    assert likely(parts, 0, 200) == Range.exactly(0)
    assert set(by_strength(parts).values()) == {0}


def test_a_lift_beyond_what_was_counted_is_estimated() -> None:
    """30 more orders in 8 weeks, 10 counted: (30 - 10) × 5.40 = 108.00, never both."""
    lift = Risen(Range(Decimal(12), Decimal(30), Decimal(48)), 8)
    given = books(
        posts=(post("a", "instagram", minutes=10), post("b", "x", minutes=30)),
        tallies=(tally(10),),
        lifts={LUNCH.id: lift},
        guess=Guess(Samples.exactly(500, 1000), 56),
    )
    back = reckon(given, Sampler()).back
    estimated = [entry for entry in back if entry.strength is Strength.ESTIMATED]
    assert whole(estimated) == 10_800
    assert sums(estimated, By.PLATFORM) == {"instagram": 2700, "x": 8100}
    assert not [entry for entry in back if entry.strength is Strength.GUESSED]
    parts = portions(back, None)[""]
    assert by_strength(parts) == {
        Strength.COUNTED: 33,  # 54.00 of 162.00
        Strength.ESTIMATED: 67,
        Strength.GUESSED: 0,
    }
    likely_ = likely(portions(estimated, None)[""], 10_800, 1000)
    # one in ten below (12 - 10) × 5.40 = 10.80 and above (48 - 10) × 5.40 = 205.20
    assert float(likely_.low) == pytest.approx(1080, abs=300)
    assert float(likely_.high) == pytest.approx(20_520, abs=400)


def test_a_lift_below_what_was_counted_adds_nothing() -> None:
    lift = Risen(Range(Decimal(-9), Decimal(4), Decimal(8)), 8)
    back = reckoned(books(posts=(post("a"),), tallies=(tally(10),), lifts={LUNCH.id: lift})).back
    assert whole(back) == 5400


def test_visits_and_orders_are_not_two_lifts() -> None:
    """The same people came and bought: only the first goal's rise counts."""
    visits = goal("visits", Counted.VISITS, 2)
    lift = Risen(Range.exactly(10), 8)
    given = books(
        goals=(LUNCH, visits), posts=(post("a"),), lifts={LUNCH.id: lift, visits.id: lift}
    )
    assert sums(reckoned(given).back, By.GOAL) == {"lunch": 5400}


def test_two_goals_of_one_unit_share_what_is_beyond_the_counted() -> None:
    """30 and 10 more, 8 counted: 32 more, of which 24 and 8; × 5.40."""
    snacks = goal("snacks", rank=2)
    given = books(
        goals=(LUNCH, snacks),
        posts=(post("a"), post("b", goal="snacks")),
        tallies=(tally(8),),
        lifts={LUNCH.id: Risen(Range.exactly(30), 8), snacks.id: Risen(Range.exactly(10), 8)},
    )
    found = [entry for entry in reckoned(given).back if entry.kind is LineKind.LIFT]
    assert sums(found, By.GOAL) == {"lunch": 24 * 540, "snacks": 8 * 540}


def test_two_goals_that_were_given_the_same_totals_rose_once() -> None:
    """30 more visitors typed for both of two goals are 30 people: 162.00, by the minutes 2 to 1."""
    snacks = goal("snacks", rank=2)
    lift = Risen(Range(Decimal(12), Decimal(30), Decimal(48)), 8)
    given = books(
        goals=(LUNCH, snacks),
        posts=(post("a", minutes=40), post("b", goal="snacks", minutes=20)),
        lifts={LUNCH.id: lift, snacks.id: lift},
    )
    assert sums(reckoned(given).back, By.GOAL) == {"lunch": 20 * 540, "snacks": 10 * 540}


def test_only_what_was_counted_in_the_weeks_of_a_rise_is_taken_off_it() -> None:
    """30 more in a week with 10 of them tallied, 7 tallied after it: 17 + 20 people, not 30."""
    week = frozenset(DAY + timedelta(days=n) for n in range(7))
    given = books(
        posts=(post("a"),),
        tallies=(tally(10), tally(7, day=DAY + timedelta(days=7))),
        lifts={LUNCH.id: Risen(Range.exactly(30), 1, week)},
    )
    back = reckoned(given).back
    assert whole(back) == (17 + 20) * 540
    [rise] = lines(back, LineKind.LIFT)
    assert (rise.entry.facts["already"], rise.entry.facts["rest"]) == (10, 20)


def test_enquiries_and_the_clients_they_become_are_not_counted_twice() -> None:
    """8 enquiries at 20.00; a client leaves 80.00, so two of the 5 more clients are theirs."""
    worths = Worths(60, {Counted.LEADS: Fraction(2000), Counted.CLIENTS: Fraction(8000)})
    clients = goal("clients", Counted.CLIENTS, 2)
    given = books(
        goals=(goal("calls", Counted.LEADS), clients),
        worths=worths,
        posts=(post("a", goal="calls"), post("b", goal="clients")),
        tallies=(tally(8, what=What.CALL),),
        lifts={clients.id: Risen(Range.exactly(5), 8)},
        guess=Guess(Samples.exactly(50, 200), 56),
    )
    back = reckoned(given).back
    assert [(e.kind, e.amount) for e in back] == [(LineKind.TALLY, 16_000), (LineKind.LIFT, 24_000)]


def test_a_unit_that_is_worth_nothing_takes_nothing_off() -> None:
    clients = goal("clients", Counted.CLIENTS, 2)
    given = books(
        goals=(goal("calls", Counted.LEADS), clients),
        worths=Worths(0, {}),
        posts=(post("a", goal="calls"),),
        tallies=(tally(8, what=What.CALL),),
        lifts={clients.id: Risen(Range.exactly(5), 8)},
    )
    [rise] = lines(reckoned(given).back, LineKind.LIFT)
    assert (rise.entry.facts["already"], rise.entry.amount) == (0, 0)


def test_too_little_history_is_said_and_guessed() -> None:
    """The assessment expects 20 orders; 5 are counted: 15 × 5.40 = 81.00."""
    given = books(
        posts=(post("a"),),
        tallies=(tally(5),),
        lifts={LUNCH.id: TooShort(4, 12)},
        guess=Guess(Samples.exactly(20, 200), 28),
    )
    back = reckoned(given).back
    guessed = [entry for entry in back if entry.strength is Strength.GUESSED]
    assert whole(guessed) == 8100
    [short] = lines(back, LineKind.TOO_SHORT)
    assert short.entry.facts["weeks_needed"] == 12
    assert any(part.entry is short.entry for part in portions(back, By.GOAL)["lunch"])


def test_a_guess_below_what_was_counted_does_not_widen_it() -> None:
    """More came than the assessment expects: what it thinks possible is no news any more."""
    wide = Guess(Samples(tuple(float(n) for n in range(200))), 28)  # 100 is usual, 180 possible
    counted = books(posts=(post("a"),), tallies=(tally(150),))
    guessed = books(posts=(post("a"),), tallies=(tally(150),), guess=wide)
    ranges = [
        likely(portions(reckoned(each).back, None)[""], 81_000, 200) for each in (counted, guessed)
    ]
    assert ranges[0] == ranges[1]


def test_what_is_shown_lies_within_its_range() -> None:
    drawn = Range(Decimal("5.4"), Decimal(6), Decimal("7.6"))
    assert around(drawn, 6) == Range(Decimal(5), Decimal(6), Decimal(8))
    assert around(drawn, 3) == Range(Decimal(3), Decimal(3), Decimal(8))
    assert around(drawn, 9) == Range(Decimal(5), Decimal(9), Decimal(9))


def test_without_any_work_nothing_is_estimated_or_guessed() -> None:
    given = books(
        lifts={LUNCH.id: Risen(Range.exactly(30), 8)}, guess=Guess(Samples.exactly(20, 200), 28)
    )
    assert reckoned(given).back == ()


def test_an_enquiry_is_worth_an_enquiry_where_clients_are_counted() -> None:
    """2 enquiries × 20.00; a client leaves 80.00, so half a client less is guessed: 1.5 × 80.00."""
    worths = Worths(60, {Counted.LEADS: Fraction(2000), Counted.CLIENTS: Fraction(8000)})
    given = books(
        goals=(goal("clients", Counted.CLIENTS),),
        worths=worths,
        posts=(post("a", goal="clients"),),
        tallies=(tally(2, what=What.LEAD),),
        guess=Guess(Samples.exactly(2, 200), 28),
    )
    back = reckoned(given).back
    assert [(e.kind, e.amount) for e in back] == [(LineKind.TALLY, 4000), (LineKind.GUESS, 12_000)]


@pytest.mark.parametrize(
    ("bought", "left"),
    [
        ((tally(1),), Fraction(6)),  # a client leaves 80.00, as much as 4 of 10 enquiries
        ((tally(3),), Fraction(0)),  # more than was to be expected of all who asked
        ((tally(1, heard="x"),), Fraction(10)),  # somebody else
        ((tally(2, revenue=20_000),), Fraction(4)),  # took 200.00, of which 120.00 stay
    ],
)
def test_who_asked_and_became_a_client_counts_once(
    bought: tuple[DayTally, ...], left: Fraction
) -> None:
    """10 enquiries at 20.00 and clients at 80.00: of both the larger counts, by platform."""
    worths = Worths(60, {Counted.LEADS: Fraction(2000), Counted.CLIENTS: Fraction(8000)})
    given = books(
        goals=(goal("clients", Counted.CLIENTS),),
        worths=worths,
        tallies=(tally(10, what=What.LEAD), *bought),
    )
    back = reckoned(given).back
    [asked] = [e for e in back if e.facts["what"] is What.LEAD]
    assert asked.facts["count"] == left
    assert asked.facts.get("became", 0) == 10 - left
    assert asked.amount == left * 2000


def test_enquiries_stand_beside_orders_that_are_no_clients() -> None:
    given = books(
        goals=(LUNCH, goal("calls", Counted.LEADS, 2)),
        tallies=(tally(3), tally(2, what=What.CALL)),
    )
    assert whole(reckoned(given).back) == 3 * 540 + 2 * 2000


def test_returns_are_spread_by_reach_where_most_is_known() -> None:
    """Reach 100 and 300 of equal minutes: 25 % and 75 %; of one post in three unknown: minutes."""
    posts = (post("a", pillar="dish"), post("b", pillar="team"))
    reach = {posts[0].id: 100, posts[1].id: 300}
    found = reckoned(books(posts=posts, reach=reach, tallies=(tally(4),)))
    assert found.reached
    assert sums(found.back, By.PILLAR) == {"dish": 540, "team": 1620}
    more = (*posts, post("c", pillar="team"))
    found = reckoned(books(posts=more, reach=reach, tallies=(tally(3),)))
    assert not found.reached
    assert sums(found.back, By.PILLAR) == {"dish": 540, "team": 1080}


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # quantiles of the Poisson distribution as its printed tables have them
    [(1, 0, 2), (2, 0, 4), (5, 2, 8), (10, 6, 14), (100, 87, 113), (1000, 960, 1041)],
)
def test_chance_around_a_count(count: int, low: int, high: int) -> None:
    assert poisson_range(Fraction(count)) == Range(Decimal(low), Decimal(count), Decimal(high))


def test_chance_around_nothing_and_parts() -> None:
    assert poisson_range(Fraction(0)) == Range.exactly(0)
    assert poisson_range(Fraction(1, 50)).high == Decimal("0.02")


@pytest.mark.parametrize(
    ("channel", "platform"),
    [
        ("Instagram", "instagram"),
        ("l.instagram.com", "instagram"),
        ("ig", "instagram"),
        ("utm_source=facebook&utm_medium=paid", "facebook_page"),
        ("X", "x"),
        ("model x charger", None),
        ("Online Store", None),
        ("google / organic", None),
        ("Google Business Profile", "google_business_profile"),
        ("digital", None),
        ("", None),
    ],
)
def test_platforms_in_a_shop_s_words(channel: str, platform: str | None) -> None:
    assert Channels(PLATFORMS).platform(channel) == platform


def test_rounding_keeps_the_sum() -> None:
    thirds = {key: Fraction(100, 3) for key in "abc"}
    assert rounded(thirds) == {"a": 34, "b": 33, "c": 33}
    assert rounded({"a": Fraction(-5, 2), "b": Fraction(1, 2)}) == {"a": -2, "b": 0}
