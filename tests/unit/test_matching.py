"""Results and planned posts: by link, by time and words, never two to one; the owner is right."""

import time as clock
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.content import Format, Post, Status
from smbsocial.domain.ids import (
    CommunityId,
    GoalId,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
)
from smbsocial.domain.matching import Matched, match_posts, words, words_alike
from smbsocial.domain.measures import MatchedBy, Measure, MeasureKind, PostMatch, match_id
from smbsocial.domain.post_links import post_address

MONDAY = date(2027, 1, 11)
ZONE = "Europe/Berlin"


def planned(id: str, text: str = "", **changed: object) -> Post:
    usual: dict[str, object] = {
        "id": PostId(id),
        "plan": PlanId("plan"),
        "day": MONDAY,
        "at": time(11, 30),
        "platform": PlatformKey("instagram"),
        "pillar": PillarId("dish"),
        "community": CommunityId("vegans"),
        "goal": GoalId("goal"),
        "format": Format.PHOTO,
        "minutes": 30,
        "title": "",
        "text": text,
        "idea": "",
        "person": PersonId("rosa"),
    }
    return Post(**{**usual, **changed})  # type: ignore[arg-type]


def came(key: str, title: str = "", link: str = "", **changed: object) -> Measure:
    usual: dict[str, object] = {
        "source": "instagram",
        "account": "cafe",
        "kind": MeasureKind.POST,
        "key": key,
        "day": MONDAY,
        "until": MONDAY,
        "at": time(11, 34),
        "title": title,
        "link": link,
        "figures": {},
    }
    return Measure(**{**usual, **changed})  # type: ignore[arg-type]


def match(
    results: list[Measure], posts: list[Post], known: dict[str, PostMatch] | None = None
) -> dict[str, Matched]:
    found = match_posts(results, posts, known or {}, zone=ZONE)
    assert [each.result for each in found] == results
    return {each.result.key: each for each in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.instagram.com/p/CxY_1-z/", "http://instagram.com/cafe/p/CxY_1-z?igsh=1#a"),
        ("https://www.instagram.com/reel/CxY_1-z/", "https://instagram.com/reels/CxY_1-z"),
        ("https://twitter.com/cafe/status/1890", "https://x.com/i/web/status/1890?s=20"),
        ("https://youtu.be/dQw4w9WgXcQ?t=3", "https://m.youtube.com/watch?a=b&v=dQw4w9WgXcQ"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?si=1"),
        (
            "https://www.facebook.com/permalink.php?story_fbid=1221581234&id=9",
            "https://m.facebook.com/cafe/posts/soup-is-back/1221581234/",
        ),
        ("https://www.facebook.com/reel/1221581234", "https://fb.com/watch/?v=1221581234"),
        (
            "https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678/",
            "https://linkedin.com/posts/cafe_soup-activity-7123456789012345678-AbCd?utm=1",
        ),
        ("https://www.tiktok.com/@cafe/video/7300?lang=de", "https://tiktok.com/@old/video/7300"),
        ("https://de.pinterest.com/pin/soup--12345/", "https://www.pinterest.co.uk/pin/12345"),
        ("https://www.threads.net/@cafe/post/C1_b", "https://threads.com/@cafe/post/C1_b"),
        ("https://toot.example/@cafe/1101/", "https://toot.example/@cafe/1101#x"),
    ],
)
def test_two_addresses_of_one_post(one: str, other: str) -> None:
    assert post_address(one) == post_address(other) != ""


@pytest.mark.parametrize("link", ["", "soup", "https://", "https://instagram.com/", "https:///a"])
def test_what_is_no_post_has_no_address(link: str) -> None:
    assert post_address(link) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.instagram.com/p/aaaaaa/", "https://www.instagram.com/p/aaaaaA/"),
        ("https://x.com/a/status/1", "https://x.com/a/status/12"),
        ("https://youtube.com/watch?v=aaaaaaa", "https://youtube.com/watch?v=aaaaaab"),
    ],
)
def test_addresses_of_two_posts(one: str, other: str) -> None:
    assert post_address(one) != post_address(other)


def test_a_link_counts_more_than_day_and_words() -> None:
    link = "https://www.instagram.com/p/Abc123/"
    far = planned("far", "something else", day=MONDAY - timedelta(days=9), link=link)
    near = planned("near", "Leek soup is back today")
    found = match([came("1", "Leek soup is back today", link + "?x=1")], [near, far])
    assert (found["1"].post, found["1"].how) == ("far", MatchedBy.LINK)


def test_the_id_in_the_report_is_enough_where_the_address_shows_it() -> None:
    post = planned("p", platform=PlatformKey("x"), link="https://x.com/cafe/status/1890")
    found = match([came("1890", source="x", day=MONDAY + timedelta(days=30))], [post])
    assert (found["1890"].post, found["1890"].how) == ("p", MatchedBy.LINK)


def test_one_link_at_two_posts_is_proposed_only() -> None:
    link = "https://www.instagram.com/p/Abc123/"
    posts = [planned("a", day=date(2026, 1, 1), link=link), planned("b", link=link)]
    found = match([came("1", "Leek", link)], posts)
    assert found["1"].post is None
    assert set(found["1"].proposed) == {"a", "b"}


def test_time_and_words() -> None:
    posts = [
        planned("soup", "Leek soup is back: until Friday, with bread from Jonas #cafe #kiel"),
        planned("cake", "Carrot cake without eggs, baked this morning #cafe #kiel"),
    ]
    found = match([came("1", "LEEK SOUP is back, until Friday with bread! #cafe #kiel")], posts)
    assert (found["1"].post, found["1"].how) == ("soup", MatchedBy.TIME_AND_TEXT)


def test_what_every_post_has_is_no_likeness() -> None:
    post = planned("p", "Soup of the day #cafe #kiel #vegan #lunch #harbour")
    found = match([came("1", "Cake of the day #cafe #kiel #vegan #lunch #harbour")], [post])
    assert found["1"].post is None
    assert found["1"].proposed == ("p",)


def test_of_the_same_words_the_nearest_in_time_counts() -> None:
    text = "Happy Monday with coffee and cake"
    posts = [planned(f"p{n}", text, day=MONDAY + timedelta(days=n)) for n in range(3)]
    results = [came(f"{n}", text, day=MONDAY + timedelta(days=n)) for n in (1, 2)]
    found = match(results, posts)
    assert {key: each.post for key, each in found.items()} == {"1": "p1", "2": "p2"}


def test_what_could_be_either_is_proposed_only() -> None:
    text = "Happy Monday with coffee and cake"
    posts = [planned("a", text), planned("b", text), planned("c", text, day=date(2027, 1, 20))]
    found = match([came("1", text)], posts)
    assert found["1"].post is None
    assert set(found["1"].proposed) == {"a", "b"}


def test_two_results_that_are_equally_like_one_post_get_none() -> None:
    text = "Happy Monday with coffee and cake"
    found = match([came("1", text), came("2", text)], [planned("a", text)])
    assert [each.post for each in found.values()] == [None, None]


@pytest.mark.parametrize(
    "changed",
    [
        {"day": MONDAY + timedelta(days=2)},
        {"platform": PlatformKey("tiktok")},
        {"status": Status.SKIPPED},
    ],
)
def test_another_day_another_platform_or_a_skipped_post(changed: dict[str, object]) -> None:
    text = "Happy Monday with coffee and cake"
    found = match([came("1", text)], [planned("a", text, **changed)])
    assert (found["1"].post, found["1"].proposed) == (None, ())


def test_a_post_that_went_out_on_another_day_is_found_by_then() -> None:
    text = "Happy Monday with coffee and cake"
    late = planned("a", text, posted_at=datetime(2027, 1, 14, 23, 30, tzinfo=UTC))
    found = match([came("1", text, day=date(2027, 1, 16), at=time(0, 28))], [late])
    assert found["1"].post == "a"  # 0:30 on the 15th in Berlin


def test_without_words_it_is_only_proposed() -> None:
    found = match([came("1", "☕")], [planned("a", "Happy Monday with coffee")])
    assert (found["1"].post, found["1"].proposed) == (None, ("a",))


def test_what_the_owner_says_stays() -> None:
    link = "https://www.instagram.com/p/Abc123/"
    posts = [planned("a", link=link), planned("b")]
    id = match_id("instagram", "cafe", "1")
    for said in (PostId("b"), None):
        known = {id: PostMatch(id, said, MatchedBy.OWNER)}
        found = match([came("1", "x", link)], posts, known)
        assert (found["1"].post, found["1"].how) == (said, MatchedBy.OWNER)


def test_what_another_result_has_is_taken() -> None:
    text = "Happy Monday with coffee and cake"
    known = {"elsewhere": PostMatch("elsewhere", PostId("a"), MatchedBy.TIME_AND_TEXT)}
    found = match([came("1", text)], [planned("a", text)], known)
    assert (found["1"].post, found["1"].proposed) == (None, ())


def test_a_link_found_later_corrects_what_was_guessed() -> None:
    link = "https://www.instagram.com/p/Abc123/"
    id = match_id("instagram", "cafe", "1")
    known = {id: PostMatch(id, PostId("a"), MatchedBy.TIME_AND_TEXT)}
    found = match([came("1", "x", link)], [planned("a"), planned("b", link=link)], known)
    assert (found["1"].post, found["1"].how) == ("b", MatchedBy.LINK)
    # And without one, the guess stays although the words say nothing.
    assert match([came("1", "x")], [planned("a")], known)["1"].post == "a"


TEXTS = st.sampled_from(
    ["", "Leek soup is back today", "Leek soup is back", "Carrot cake without eggs", "Soup", "☕"]
)
LINKS = st.sampled_from(
    ["", "", "https://instagram.com/p/A1/", "https://www.instagram.com/p/B2/?x"]
)
DAYS = st.integers(0, 3).map(lambda n: MONDAY + timedelta(days=n))
TIMES = st.sampled_from([None, time(9), time(11, 30), time(23, 59)])
RESULTS = st.lists(
    st.tuples(TEXTS, LINKS, DAYS, TIMES, st.sampled_from(["instagram", "x"])), max_size=7
).map(
    lambda rows: [
        came(f"{n}", text, link, day=day, at=at, source=source)
        for n, (text, link, day, at, source) in enumerate(rows)
    ]
)
POSTS = st.lists(
    st.tuples(TEXTS, LINKS, DAYS, st.sampled_from(["instagram", "x"]), st.sampled_from(Status)),
    max_size=7,
).map(
    lambda rows: [
        planned(f"p{n}", text, link=link, day=day, platform=PlatformKey(key), status=status)
        for n, (text, link, day, key, status) in enumerate(rows)
    ]
)


@given(RESULTS, POSTS, st.data())
def test_never_two_to_one_and_in_whatever_order(
    results: list[Measure], posts: list[Post], data: st.DataObject
) -> None:
    ids = [match_id(r.source, r.account, r.key) for r in results]
    said = data.draw(st.dictionaries(st.sampled_from(ids), st.none()) if ids else st.just({}))
    known = {id: PostMatch(id, None, MatchedBy.OWNER) for id in said}
    found = match(results, posts, known)
    matched = [each.post for each in found.values() if each.post is not None]
    assert len(matched) == len(set(matched))
    by_id = {post.id: post for post in posts}
    for each in found.values():
        assert not (each.post and each.proposed)
        assert set(each.proposed).isdisjoint(matched)
        if each.id in known:
            assert (each.post, each.how) == (None, MatchedBy.OWNER)
        if each.how is MatchedBy.TIME_AND_TEXT:
            assert each.post is not None
            post = by_id[each.post]
            assert post.platform == each.result.source
            assert abs(post.day - each.result.day) <= timedelta(days=1)
            assert words_alike(words(each.result.title), words(post.text)) >= 60
    turned = match(data.draw(st.permutations(results)), data.draw(st.permutations(posts)), known)
    assert turned == found
    rows = {each.id: each.row for each in found.values() if each.row is not None}
    assert match(results, posts, rows) == found


@given(st.frozensets(st.text(max_size=3)), st.frozensets(st.text(max_size=3)))
def test_likeness_is_the_same_from_both_sides(one: frozenset[str], other: frozenset[str]) -> None:
    assert words_alike(one, other) == words_alike(other, one)
    assert 0 <= words_alike(one, other) <= 100


def test_sixty_thousand_results_take_well_under_a_second() -> None:
    posts = [
        planned(
            f"p{n:04}",
            f"Dish {n} with leek and carrot of week {n // 7} from the harbour",
            day=MONDAY + timedelta(days=n // 2),
            link=f"https://www.instagram.com/p/code{n}/" if n % 3 else "",
        )
        for n in range(2600)
    ]
    results = [
        came(
            f"{n}",
            f"Dish {n} with leek and carrot of week {n // 7} from the harbour",
            f"https://www.instagram.com/p/code{n}/",
            day=MONDAY + timedelta(days=n // 2),
        )
        for n in range(60_000)
    ]
    best = 99.0
    for _ in range(3):
        started = clock.perf_counter()
        found = match_posts(results, posts, {}, zone=ZONE)
        best = min(best, clock.perf_counter() - started)
    assert sum(each.post is not None for each in found) == 2600
    assert sum(each.how is MatchedBy.TIME_AND_TEXT for each in found) == 867
    print(f"{best:.2f} s")
    assert best < 2.0
