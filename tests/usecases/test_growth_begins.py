"""Since when work leads up to a plan: only what was done counts."""

from dataclasses import replace
from datetime import date, timedelta

from house import STARTS, House
from review_room import posts_until, publish

from smbsocial.domain.content import Status
from smbsocial.usecases.expecting import began

NEXT = STARTS + timedelta(weeks=13)


def test_a_quarter_in_which_nothing_went_out_is_no_work(cafe: House) -> None:
    assert posts_until(cafe, NEXT)
    assert began(cafe.store, NEXT) is None
    with cafe.store.transaction() as tx:
        for post in posts_until(cafe, NEXT):
            tx.put(replace(post, status=Status.SKIPPED))
    assert began(cafe.store, NEXT) is None


def test_work_begins_with_the_first_post_that_went_out(cafe: House) -> None:
    posts = publish(cafe, posts_until(cafe, NEXT))
    first = min(post.day for post in posts)
    assert STARTS <= first < STARTS + timedelta(weeks=1)
    assert began(cafe.store, NEXT) == first
    assert began(cafe.store, first) is None


def test_after_a_long_break_it_begins_anew(cafe: House) -> None:
    early: date = STARTS + timedelta(weeks=4)
    publish(cafe, [post for post in posts_until(cafe, NEXT) if post.day < early])
    assert began(cafe.store, NEXT) is None
    assert began(cafe.store, early) is not None
