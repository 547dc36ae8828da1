"""One post that two files tell is one post: a video among posts, an id that a spreadsheet lost."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.ids import KpiKey
from smbsocial.domain.kpi_metrics import figures
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.told_twice import VIDEO, told_once

MONDAY = date(2027, 3, 1)
SUNDAY = date(2027, 3, 7)
LINK = "https://www.facebook.com/corner/posts/1234567"


def post(
    key: str, told: Mapping[Metric, int], *, day: date = MONDAY, account: str = "9", link: str = ""
) -> Measure:
    kind = MeasureKind.POST
    return Measure("facebook_page", account, kind, key, day, day, None, "", link, told)


def views(*rows: Measure) -> int | None:
    edges = (post("first", {}, day=MONDAY), post("last", {}, day=SUNDAY))
    found = figures(KpiKey("impressions"), [*edges, *rows], MONDAY, SUNDAY)
    return None if found is None else int(found)


def test_a_video_is_not_counted_beside_its_post() -> None:
    content = post("1", {Metric.VIEWS: 50}, day=MONDAY + timedelta(days=1))
    same = post(f"{VIDEO}77", {Metric.VIEWS: 40}, day=content.day)
    other = post(f"{VIDEO}78", {Metric.VIEWS: 7}, day=MONDAY + timedelta(days=3))
    assert told_once([same, content, other]) == (content, other)
    assert views(same, content, other) == 57
    assert views(other) == 7  # no file of posts speaks of its day


def test_another_page_s_posts_say_nothing_of_a_video() -> None:
    content = post("1", {Metric.VIEWS: 50}, account="10")
    video = post(f"{VIDEO}77", {Metric.VIEWS: 40})
    assert told_once([content, video]) == (content, video)
    for one, two in (("", "9"), ("9", "")):  # a page whose id was lost may be that page
        rows = content._replace(account=one), video._replace(account=two)
        assert told_once(rows) == rows[:1]


def test_a_post_whose_id_was_lost_is_the_one_with_its_link() -> None:
    known = post("1234567", {Metric.VIEWS: 50, Metric.LIKES: 4}, link=LINK)
    phone = LINK.replace("www", "m") + "?ref=1"
    lost = post(phone, {Metric.VIEWS: 61, Metric.SHARES: 2}, account="", link=phone)
    grown = {Metric.VIEWS: 61, Metric.LIKES: 4, Metric.SHARES: 2}
    for rows in ([known, lost], [lost, known]):
        assert told_once(rows) == (known._replace(figures=grown),)
    assert views(known, lost) == 61


def test_what_has_no_other_name_than_its_link_stays() -> None:
    lost = post(LINK, {Metric.VIEWS: 5}, link=LINK)
    assert told_once([lost]) == (lost,)
    other = post("2", {Metric.VIEWS: 8}, link=LINK.replace("1234567", "7654321"))
    bare = post("3", {Metric.VIEWS: 8})
    assert told_once([lost, other, bare]) == (lost, other, bare)


@given(
    st.lists(
        st.builds(
            post,
            st.sampled_from(["1", "2", f"{VIDEO}1", LINK, f"{LINK}0"]),
            st.just({Metric.VIEWS: 1}),
            day=st.sampled_from([MONDAY, SUNDAY]),
            account=st.sampled_from(["9", "8", ""]),
            link=st.sampled_from(["", LINK]),
        ),
        max_size=8,
    )
)
def test_nothing_is_made_up_and_once_is_enough(rows: list[Measure]) -> None:
    once = told_once(rows)
    assert told_once(once) == once
    left = iter(rows)
    assert all(row in left for row in once)  # all of them were there, and in this order
    assert {row.day for row in once if "://" not in row.key} >= {
        row.day for row in rows if row.key in {"1", "2"}
    }
    assert bool(once) == bool(rows)
