"""The review's communities: who was written for, and who will be."""

from dataclasses import replace

import pytest
from house import House
from review_room import LATER, at_review, posts_until, publish, told

from smbsocial.domain.communities import Community
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import CommunityId
from smbsocial.domain.review import Review, ReviewPage, ReviewWord
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing.communities import (
    Added,
    CommunitiesPage,
    add_community,
    communities_page,
    community_figures,
    say_of_community,
)
from smbsocial.usecases.reviewing.saying import answers, unsay

LUNCH, PARENTS = CommunityId("community-1"), CommunityId("community-2")


def page(house: House, review: Review, *, figures: bool = False) -> CommunitiesPage:
    known = community_figures(house.store, house.ports, review.id) if figures else None
    return communities_page(house.store, house.ports, review.id, known)


def say(house: House, review: Review, id: str, word: ReviewWord, name: str = "") -> None:
    do = house.changes.do
    do(Action.SAY_IN_REVIEW, say_of_community, review.id, CommunityId(id), word, name)


def add(house: House, review: Review, name: str, where: str = "") -> str:
    return house.changes.do(Action.SAY_IN_REVIEW, add_community, review.id, name, where)


def test_coverage_and_response_of_each(cafe: House) -> None:
    own = [p for p in posts_until(cafe, LATER.date()) if p.community == LUNCH]
    done = publish(cafe, own[:2])
    told(cafe, done[0], likes=6)
    review = at_review(cafe)
    lunch, parents = page(cafe, review, figures=True).rows
    assert (lunch.posted, lunch.share_percent, lunch.forgotten) == (2, 100, False)
    assert lunch.reactions.per_post == 6
    assert lunch.part is not None
    assert parents.forgotten
    assert parents.planned > 0
    assert parents.share_percent == 0


def test_without_any_post_nobody_has_a_share(cafe: House) -> None:
    review = at_review(cafe)
    rows = page(cafe, review, figures=True).rows
    assert [each.share_percent for each in rows] == [0, 0]
    assert [each.reactions.per_post for each in rows] == [None, None]


def test_words_are_kept_and_change_nothing_before_the_end(cafe: House) -> None:
    review = at_review(cafe)
    before = cafe.store.all(Community)
    say(cafe, review, LUNCH, ReviewWord.CHANGE, "  Office\nlunch ")
    say(cafe, review, PARENTS, ReviewWord.DROP, "not kept")
    lunch, parents = page(cafe, review).rows
    assert (lunch.word, lunch.text) == (ReviewWord.CHANGE, "Office lunch")
    assert (parents.word, parents.text) == (ReviewWord.DROP, "")
    assert cafe.store.all(Community) == before
    assert not page(cafe, review).would_be_none
    say(cafe, review, LUNCH, ReviewWord.DROP)
    assert page(cafe, review).would_be_none
    add(cafe, review, "Runners")
    assert not page(cafe, review).would_be_none


def test_what_can_not_be_said(cafe: House) -> None:
    review = at_review(cafe)
    for id, word, name, code in (
        (LUNCH, ReviewWord.STAY, "", Code.UNKNOWN_CHOICE),
        ("nobody", ReviewWord.KEEP, "", Code.NOT_FOUND),
        (LUNCH, ReviewWord.CHANGE, " ", Code.EMPTY),
        (LUNCH, ReviewWord.CHANGE, "x" * 201, Code.TOO_LONG),
    ):
        with pytest.raises(ExpectedError) as caught:
            say(cafe, review, id, word, name)
        assert caught.value.code is code


def test_some_are_added_each_once_and_taken_back(cafe: House) -> None:
    review = at_review(cafe)
    first = add(cafe, review, "Runners", " by the \n river ")
    second = add(cafe, review, "Night shift")
    assert (first, second) == ("new:1", "new:2")
    said = answers(cafe.store, cafe.ports, review.id)[ReviewPage.COMMUNITIES, first]
    assert (said.word, said.text) == (ReviewWord.ADD, "Runners\nby the river")
    for name in ("runners", "OFFICE lunch crowd"):
        with pytest.raises(ExpectedError) as caught:
            add(cafe, review, name)
        assert caught.value.code is Code.NAME_TAKEN
    cafe.changes.do(Action.SAY_IN_REVIEW, unsay, review.id, ReviewPage.COMMUNITIES, first)
    assert page(cafe, review).added == (Added("new:2", "Night shift", ""),)
    assert add(cafe, review, "Runners") == "new:3"


def test_one_that_was_dropped_before_is_shown_only_with_what_went_out(cafe: House) -> None:
    review = at_review(cafe)
    gone = replace(cafe.store.get(Community, PARENTS), active=False)
    cafe.changes.write(lambda tx, _ports: tx.put(gone))
    assert [row.community.id for row in page(cafe, review).rows] == [LUNCH]
    say(cafe, review, PARENTS, ReviewWord.KEEP)
    assert len(page(cafe, review).rows) == 2
    closed = replace(review, closed_at=cafe.clock.now())
    cafe.changes.write(lambda tx, _ports: tx.put(closed))
    assert page(cafe, review).closed
