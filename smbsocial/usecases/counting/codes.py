"""Codes that customers name and links that say where people came from, made for one platform."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.counter import Coupon, TaggedLink, Tally
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.heard import Side, together
from smbsocial.domain.ids import CouponId, PillarId, PlatformKey, PostId
from smbsocial.domain.measures import DaySales, MeasureKind, Metric, PostMatch, match_id
from smbsocial.domain.money import Money, round_half_even
from smbsocial.domain.roi.tied import Codes, folded
from smbsocial.domain.tagging import tag_of, tagged
from smbsocial.usecases.checks import LONGEST_LINK, LONGEST_REASON, check_text
from smbsocial.usecases.counting.places import (
    MONTH,
    about,
    check_pillar,
    check_platform,
    check_post,
    offers,
    platform_name,
)
from smbsocial.usecases.counting.sheets import CodeLine, CodesSheet, LinkLine
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx

LONGEST_CODE = 40

Days = dict[tuple[CouponId, date], Side]
"""What was told of each code, day by day."""


@dataclass(frozen=True, slots=True)
class CodeSaid:
    """What is said of a code; `ends` None = until it is ended."""

    code: str
    offer: str
    platform: PlatformKey
    starts: date
    ends: date | None = None
    post: PostId | None = None
    pillar: PillarId | None = None


@dataclass(frozen=True, slots=True)
class LinkSaid:
    """What is said of a link: the page it leads to, and what it is for."""

    url: str
    platform: PlatformKey
    campaign: str
    post: PostId | None = None
    pillar: PillarId | None = None


def make_code(tx: Tx, ports: Ports, said: CodeSaid) -> CouponId:
    """A new code. Raises ExpectedError.

    EMPTY, TOO_LONG, BAD_TEXT, CODE_TAKEN (one of the same letters runs on one of the days),
    UNKNOWN_CHOICE (platform, post of another one), NOT_FOUND (post, pillar), DATE_PAST (ends
    before it starts).
    """
    made = _coupon(tx, ports, CouponId(ports.ids.new()), said)
    tx.put(made)
    return made.id


def change_code(tx: Tx, ports: Ports, id: CouponId, said: CodeSaid) -> None:
    """Say it otherwise; its uses stay. Raises as `make_code` does, and NOT_FOUND."""
    _the_code(tx, id)
    tx.put(_coupon(tx, ports, id, said))


def end_code(tx: Tx, ports: Ports, id: CouponId) -> None:
    """Today is its last day; raises ExpectedError: NOT_FOUND, ALREADY_DONE.

    One that has not begun yet is taken away, unless somebody was counted with it.
    """
    coupon = _the_code(tx, id)
    today = ports.clock.today(set_up_business(tx).zone)
    if coupon.ends is not None and coupon.ends <= today:
        raise ExpectedError(Code.ALREADY_DONE, value=coupon.code)
    if coupon.starts > today and not tx.having(Tally, "coupon", id):
        tx.remove(Coupon, id)
        return
    tx.put(replace(coupon, starts=min(today, coupon.starts), ends=today))


def make_link(tx: Tx, ports: Ports, said: LinkSaid) -> TaggedLink:
    """A link with its tags behind what the address had. Raises ExpectedError.

    EMPTY, NOT_A_WEB_ADDRESS, TOO_LONG, BAD_TEXT, UNKNOWN_CHOICE, NOT_FOUND.
    """
    platform = check_platform(ports, said.platform)
    check_text(said.campaign, field="campaign", most=LONGEST_REASON)
    campaign = tag_of(said.campaign)
    for field, text in (("url", said.url), ("campaign", campaign)):
        if not text.strip():
            raise ExpectedError(Code.EMPTY, field=field)
    check_text(said.url, field="url", most=LONGEST_LINK)
    post = check_post(tx, said.post, platform)
    check_pillar(tx, said.pillar)
    pillar = post.pillar if post else said.pillar
    content = tag_of(f"{post.day.isoformat()} {post.title}") if post else _pillar_tag(tx, pillar)
    url = tagged(said.url, source=platform, campaign=campaign, content=content)
    check_text(url, field="url", most=LONGEST_LINK)
    made = TaggedLink(
        id=ports.ids.new(),
        url=url,
        platform=platform,
        campaign=campaign,
        post=said.post,
        pillar=pillar,
        made_on=ports.clock.today(set_up_business(tx).zone),
    )
    tx.put(made)
    return made


def remove_link(tx: Tx, ports: Ports, id: str) -> None:  # noqa: ARG001
    """Forget a link; where it is printed or posted it still works. Raises NOT_FOUND."""
    if tx.get(TaggedLink, id) is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    tx.remove(TaggedLink, id)


def codes_sheet(reads: Reads, ports: Ports) -> CodesSheet:
    """Every code with its uses and every link; raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    lines = tuple(_code_lines(reads, ports, business.currency, today))
    return CodesSheet(
        business=business,
        today=today,
        running=tuple(each for each in lines if _state(each.coupon, today) == 0),
        coming=tuple(each for each in lines if _state(each.coupon, today) > 0),
        ended=tuple(each for each in lines if _state(each.coupon, today) < 0),
        links=tuple(_link_lines(reads, ports)),
        offers=offers(reads, ports, today),
    )


def _state(coupon: Coupon, today: date) -> int:
    """1: to come, 0: runs, -1: ended."""
    if coupon.ends is not None and coupon.ends < today:
        return -1
    return 1 if coupon.starts > today else 0


def _coupon(reads: Reads, ports: Ports, id: CouponId, said: CodeSaid) -> Coupon:
    code, offer = " ".join(said.code.split()), " ".join(said.offer.split())
    if not code:
        raise ExpectedError(Code.EMPTY, field="code")
    check_text(code, field="code", most=LONGEST_CODE)
    check_text(offer, field="offer", most=LONGEST_REASON)
    platform = check_platform(ports, said.platform)
    if said.ends is not None and said.ends < said.starts:
        raise ExpectedError(Code.DATE_PAST, field="ends", value=said.ends)
    post = check_post(reads, said.post, platform)
    check_pillar(reads, said.pillar)
    pillar = post.pillar if post else said.pillar
    made = Coupon(id, code, offer, platform, said.post, pillar, said.starts, said.ends)
    for other in reads.all(Coupon):
        if other.id != id and folded(other.code) == folded(code) and _overlap(other, made):
            raise ExpectedError(Code.CODE_TAKEN, field="code", value=other.code)
    return made


def _overlap(one: Coupon, other: Coupon) -> bool:
    return all(
        first.ends is None or first.ends >= then.starts
        for first, then in ((one, other), (other, one))
    )


def _code_lines(reads: Reads, ports: Ports, currency: str, today: date) -> Iterable[CodeLine]:
    """The newest first. Per code and day, the counter and a till speak of the same people."""
    coupons = reads.all(Coupon)
    if not coupons:
        return
    first = min(coupon.starts for coupon in coupons)
    counter: Days = defaultdict(Side)
    for row in reads.tallies(date.min, max(first, today)):
        if row.coupon is not None:
            counter[row.coupon, row.day].add(row.count, _minor(row.revenue, currency))
    tills = _in_tills(coupons, reads.sales(first, max(first, today)), currency)
    sums: dict[CouponId, Side] = defaultdict(Side)
    for place in {*counter, *tills}:
        sums[place[0]].add(*together(counter.get(place, Side()), tills.get(place, Side())))
    for coupon in reversed(coupons):
        used = sums[coupon.id]
        yield CodeLine(
            coupon=coupon,
            platform=platform_name(ports, coupon.platform),
            about=about(reads, coupon.post, coupon.pillar),
            uses=used.count,
            at_counter=_count(counter, coupon.id),
            in_tills=_count(tills, coupon.id),
            revenue=Money(round_half_even(used.revenue), currency) if used.revenue else None,
        )


def _count(days: Days, coupon: CouponId) -> int:
    return sum(side.count for (of, _day), side in days.items() if of == coupon)


def _minor(money: Money | None, currency: str) -> int:
    return money.minor if money is not None and money.currency == currency else 0


def _in_tills(coupons: tuple[Coupon, ...], sales: tuple[DaySales, ...], currency: str) -> Days:
    """Orders by code and day, and what they brought; the codes are found as for the return."""
    found: Days = defaultdict(Side)
    known = Codes(coupons)
    for sale in sales:
        coupon = known.of(sale.code, sale.day)
        if coupon is not None:
            taken = sale.net if sale.currency == currency else 0
            found[coupon.id, sale.day].add(sale.orders, taken)
    return found


def _link_lines(reads: Reads, ports: Ports) -> Iterable[LinkLine]:
    links = reads.all(TaggedLink)
    clicks = _clicks(reads, {link.post for link in links if link.post is not None})
    for link in reversed(links):
        yield LinkLine(
            link=link,
            platform=platform_name(ports, link.platform),
            about=about(reads, link.post, link.pillar),
            clicks=clicks.get(link.post) if link.post else None,
        )


def _clicks(reads: Reads, posts: set[PostId]) -> dict[PostId, int]:
    """Clicks on the links of posts, where a report of their platform tells."""
    matched = {row.id: post for post in posts for row in reads.having(PostMatch, "post", post)}
    days = [post.day for id in matched.values() if (post := reads.get(Post, id)) is not None]
    if not days:
        return {}
    found: Counter[PostId] = Counter()
    told: set[PostId] = set()
    for row in reads.measures(MeasureKind.POST, min(days) - MONTH, max(days) + MONTH):
        of = matched.get(match_id(row.source, row.account, row.key))
        if of is not None and Metric.LINK_CLICKS in row.figures:
            found[of] += row.figures[Metric.LINK_CLICKS]
            told.add(of)
    return {post: found[post] for post in told}


def _pillar_tag(reads: Reads, id: PillarId | None) -> str:
    pillar = reads.get(Pillar, id) if id else None
    return tag_of(pillar.name) if pillar else ""


def _the_code(reads: Reads, id: CouponId) -> Coupon:
    coupon = reads.get(Coupon, id)
    if coupon is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    return coupon
