"""The files that an example business took in: posts and days, the listing, the mailings."""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta

from smbsocial.domain.content import Status
from smbsocial.domain.days import days_between
from smbsocial.domain.ids import ImportId
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.reports import Report
from smbsocial.usecases.example.counted import House
from smbsocial.usecases.example.days import WEEK, on, wobbly
from smbsocial.usecases.importing import imports
from smbsocial.usecases.ports import Ports, Tx

FORMATS = {
    "instagram": ("meta_ig_content", "meta_daily_series"),
    "facebook_page": ("meta_fb_content", "meta_daily_series"),
    "linkedin_page": ("linkedin_content_xls", "linkedin_content_xls"),
    "tiktok": ("tiktok_content", "tiktok_overview"),
    "youtube": ("youtube_table", "youtube_table"),
}
"""Of posts and of days, by the id of the collected formats."""
ACCOUNT = "17841400000000000"
"""As files with posts name it; those with days name none."""
MOST_PLATFORMS = 2
WEEKS = 26
WEEKS_UNPLANNED = 11
"""Posts before the first plan, two a week."""
TURNED = 9
"""Weeks since the first platform shows posts to fewer people."""
SHOWN = ((16, 11), (8, 8))
"""Per cent of the followers whom a post of each platform reached, before it turned and since."""
LISTING = "google_business_profile"
MONTHS = 6
MAILINGS = 13


def take_files(tx: Tx, ports: Ports, own: House, followers: int) -> None:
    """On the Sunday evening before this week, one source after the other."""
    until = own.lived.starts + WEEK - timedelta(days=1)
    since = until - WEEKS * WEEK + timedelta(days=1)
    then = on(ports, until)
    _take(
        tx,
        then,
        [_report("campaigns.csv", "mailchimp_campaigns", _mailings(own, followers, until))],
    )
    _take(
        tx, then, [_report("website-by-date.csv", "ga4_report", _visits(followers, since, until))]
    )
    if LISTING in own.platforms:
        months = [_month(followers, until, back) for back in range(MONTHS, 0, -1)]
        names = [f"GMB insights - {month.day} - {month.until}.csv" for month in months]
        told = zip(names, months, strict=True)
        _take(tx, then, [_report(name, "gbp_insights", [month]) for name, month in told])
    _take(tx, then, list(_of_platforms(tx, own, followers, (since, until))))


def _take(tx: Tx, ports: Ports, reports: list[Report]) -> None:
    id = ImportId(ports.ids.new())
    shown = imports.sheet(tx, ports, reports)
    for part, rows in imports.pieces(id, shown):
        imports.lay_down(tx, ports, part, rows)
    imports.finish(tx, ports, id, shown)


def _of_platforms(tx: Tx, own: House, followers: int, span: tuple[date, date]) -> Iterator[Report]:
    since, until = span
    posting = [key for key in own.platforms if key in FORMATS][:MOST_PLATFORMS]
    for place, platform in reversed(list(enumerate(posting))):
        many = followers // (place + 1)
        posts, days = FORMATS[platform]
        told = _posts(tx, own, platform, (many, SHOWN[place], until))
        levels = _followers(platform, many, since, until)
        yield _report(f"{platform}-followers.csv", "mapped", levels)
        yield _report(f"{platform}-days.csv", days, _days(platform, many, since, until))
        yield _report(f"{platform}-posts.csv", posts, told)


def _report(name: str, form: str, told: Iterable[Measure]) -> Report:
    rows = tuple(sorted(told, key=lambda row: row.day))
    first, last = rows[0].day, max(row.until for row in rows)
    source, account = rows[0].source, rows[0].account
    return Report(name, form, source, account, first, last, len(rows), measures=rows)


def _posts(
    tx: Tx, own: House, platform: str, seen: tuple[int, tuple[int, int], date]
) -> Iterator[Measure]:
    """The posts of the plan, and those of the weeks before it, when nobody planned."""
    followers, (before, now), until = seen
    posted = [
        (post.day, post.at, post.title)
        for post in tx.posts(own.lived.began, until)
        if post.platform == platform and post.status is Status.POSTED
    ]
    for number in range(WEEKS_UNPLANNED * 2):
        day = own.lived.began - WEEK * (number // 2 + 1) + timedelta(days=1 + 3 * (number % 2))
        posted.append((day, time(12, 30), own.pillars[number % len(own.pillars)].name))
    for number, (day, at, title) in enumerate(sorted(posted)):
        shown = now if until - day < TURNED * WEEK else before
        reach = wobbly(_level(followers, day, until) * shown // 100, f"{platform}-{day}", 12)
        figures = {
            Metric.VIEWS: reach * 4 // 3,
            Metric.REACH: reach,
            Metric.INTERACTIONS: wobbly(reach // 12, f"reacted-{day}", 40),
            Metric.LINK_CLICKS: reach // 40,
        }
        key = str(17_900_000_000_000_000 + number * 7_919)
        yield Measure(platform, ACCOUNT, MeasureKind.POST, key, day, day, at, title, "", figures)


def _days(platform: str, followers: int, since: date, until: date) -> Iterator[Measure]:
    for day in days_between(since, until):
        many = _level(followers, day, until)
        figures = {
            Metric.REACH: wobbly(many // 9, f"reach-{platform}-{day}", 30),
            Metric.PROFILE_VISITS: wobbly(many // 45, f"visits-{platform}-{day}", 40),
        }
        yield _day(platform, day, figures)


def _followers(platform: str, followers: int, since: date, until: date) -> Iterator[Measure]:
    for week in range(WEEKS):
        day = since + WEEK * (week + 1) - timedelta(days=1)
        yield _day(platform, day, {Metric.FOLLOWERS: _level(followers, day, until)})


def _visits(followers: int, since: date, until: date) -> Iterator[Measure]:
    for day in days_between(since, until):
        visits = wobbly(_level(followers, day, until) // 20 + 4, f"website-{day}", 35)
        figures = {Metric.SESSIONS: visits, Metric.SOCIAL_SESSIONS: visits // 4}
        yield _day("website", day, figures)


def _day(source: str, day: date, figures: dict[Metric, int]) -> Measure:
    return Measure(source, "", MeasureKind.DAY, day.isoformat(), day, day, None, "", "", figures)


def _month(followers: int, until: date, back: int) -> Measure:
    """A calendar month of the listing, so many months ago."""
    place = until.year * 12 + until.month - 1 - back
    first = date(place // 12, place % 12 + 1, 1)
    last = date((place + 1) // 12, (place + 1) % 12 + 1, 1) - timedelta(days=1)
    views = wobbly(followers * (27 - 2 * back) // 10, f"listing-{first}", 4)
    figures = {
        Metric.VIEWS: views,
        Metric.DIRECTIONS: views * (72 - back) // 1000,
        Metric.CALLS: views * (38 - back) // 1000,
        Metric.WEBSITE_CLICKS: views * (61 - back) // 1000,
    }
    key = f"{first}/{last}"
    return Measure(LISTING, "", MeasureKind.PERIOD, key, first, last, None, "", "", figures)


def _mailings(own: House, followers: int, until: date) -> Iterator[Measure]:
    """Every other Thursday, to a list that grows."""
    for back in range(MAILINGS):
        day = until - WEEK * 2 * back - timedelta(days=3)
        sent = followers // 5 - back * max(1, followers // 200)
        opened = wobbly(sent * 44 // 100, f"opened-{day}", 10)
        figures = {Metric.DELIVERED: sent, Metric.OPENS: opened, Metric.MAIL_CLICKS: opened // 6}
        key, title = f"mailing-{day}", own.past.mailing
        yield Measure(
            "mailing_list", "", MeasureKind.CAMPAIGN, key, day, day, time(9), title, "", figures
        )


def _level(followers: int, day: date, until: date) -> int:
    """So many followers there were; three in a hundred more each month."""
    return followers - followers * (until - day).days // 1000
