"""The review's platforms: how each stands, the word on it, and leaving one in order."""

from dataclasses import replace
from decimal import Decimal

import pytest
from house import House
from review_room import LATER, at_review, posts_until, publish, told

from smbsocial.domain.content import Post, Status
from smbsocial.domain.counter import Tally, What
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account
from smbsocial.domain.review import Review, ReviewPage, ReviewWord
from smbsocial.domain.turns import Expense, Of, Spending, Turn, Word
from smbsocial.domain.vault import VaultSecret
from smbsocial.usecases.changes import Action
from smbsocial.usecases.deciding.turns import decide
from smbsocial.usecases.reviewing.platforms import (
    Farewell,
    Kept,
    Leaving,
    PlatformRow,
    PlatformsPage,
    all_leavings,
    platform_figures,
    platforms_page,
    say_lives,
    say_of_platform,
    tick_farewell,
    unfinished_leavings,
)
from smbsocial.usecases.reviewing.saying import say as say_word

TODAY = LATER.date()
INSTAGRAM, FACEBOOK = PlatformKey("instagram"), PlatformKey("facebook_page")
WHY = "Nobody reacts"


def page(house: House, review: Review, *, figures: bool = False) -> PlatformsPage:
    known = platform_figures(house.store, house.ports, review.id) if figures else None
    return platforms_page(house.store, house.ports, review.id, known)


def row(house: House, review: Review, key: str, *, figures: bool = False) -> PlatformRow:
    return next(each for each in page(house, review, figures=figures).rows if each.key == key)


def say(
    house: House, review: Review, word: ReviewWord, reason: str = "", key: str = INSTAGRAM
) -> None:
    do = house.changes.do
    do(Action.SAY_IN_REVIEW, say_of_platform, review.id, PlatformKey(key), word, reason)


def tick(house: House, step: Farewell, *, done: bool = True, kept: Kept | None = None) -> None:
    house.changes.do(Action.SAY_IN_REVIEW, tick_farewell, INSTAGRAM, step, done, kept)


def leaving(house: House) -> Leaving:
    (found,) = all_leavings(house.store, house.ports)
    return found


def latest(house: House) -> Turn:
    return max(house.store.all(Turn), key=lambda each: each.made_at)


def close(house: House, review: Review) -> None:
    closed = replace(review, closed_at=house.clock.now())
    house.changes.write(lambda tx, _ports: tx.put(closed))


def test_a_platform_stands_with_its_facts_and_without_figures_at_first(cafe: House) -> None:
    review = at_review(cafe)
    found = page(cafe, review)
    assert [each.key for each in found.rows] == [
        "instagram",
        "google_business_profile",
        "facebook_page",
    ]
    first = found.rows[0]
    assert first.traits.statistics is True
    assert first.traits.clickable is False
    assert first.traits.audience_year == 2025
    assert (first.part, first.watched, first.word) == (None, None, None)
    assert first.proposed is ReviewWord.TRY
    assert first.planned > first.posted == 0
    assert first.account is not None
    assert not found.closed


def test_reactions_are_those_of_published_posts_that_a_file_tells_of(cafe: House) -> None:
    posts = [each for each in posts_until(cafe, TODAY) if each.platform == INSTAGRAM]
    done = publish(cafe, posts[:3])
    told(cafe, done[0], interactions=10, reach=200)
    told(cafe, done[1], likes=4, comments=1, views=90)
    told(cafe, done[2], reach=50)
    told(cafe, done[0], saves=2)
    told(cafe, posts[3], likes=9)
    review = at_review(cafe)
    found = row(cafe, review, INSTAGRAM, figures=True)
    assert (found.reactions.posts, found.reactions.reactions) == (2, 17)
    assert found.reactions.reach == 200
    assert found.reactions.per_post == Decimal("8.5")
    assert found.proposed is ReviewWord.STAY
    assert found.part is not None
    assert found.watched is not None
    assert row(cafe, review, FACEBOOK, figures=True).reactions.per_post is None


def test_what_is_suggested_agrees_with_what_came_back(cafe: House) -> None:
    posts = [each for each in posts_until(cafe, TODAY) if each.platform == INSTAGRAM]
    told(cafe, publish(cafe, posts)[0], likes=3)
    review = at_review(cafe)

    def heard(count: int) -> PlatformRow:
        tally = Tally("t", posts[0].day, cafe.clock.now(), What.ORDER, INSTAGRAM, count)
        cafe.changes.write(lambda tx, _ports: tx.put(tally))
        return row(cafe, review, INSTAGRAM, figures=True)

    spent = Money(3_000_000, "GBP")
    ads = Expense("ads", posts[0].day, Spending.ADS, spent, INSTAGRAM, None, "Banners")
    cafe.changes.write(lambda tx, _ports: tx.put(ads))
    little, much = heard(300), heard(30_000)
    assert little.part is not None
    assert little.part.ratio is not None
    assert 0 < little.part.ratio.high < 1
    assert little.reactions.reactions
    assert little.proposed is ReviewWord.TRY, "not even the good case pays"
    assert much.proposed is ReviewWord.STAY


def test_leaving_stops_it_now_empties_its_slots_and_one_undo_brings_all_back(cafe: House) -> None:
    review = at_review(cafe)
    ahead = row(cafe, review, INSTAGRAM).ahead
    edited = replace(ahead.removed[0], edited=True)
    cafe.changes.write(lambda tx, _ports: tx.put(edited))
    before = cafe.store.all(Post)
    say(cafe, review, ReviewWord.LEAVE, WHY)
    assert (latest(cafe).word, latest(cafe).subject, latest(cafe).reason) == (
        Word.STOP,
        INSTAGRAM,
        WHY,
    )
    left = [each for each in cafe.store.all(Post) if each.platform == INSTAGRAM]
    assert [each.id for each in left if each.day >= TODAY] == [edited.id]
    assert cafe.store.get(Post, edited.id).status is Status.SKIPPED
    found = row(cafe, review, INSTAGRAM)
    assert (found.word, found.reason) == (ReviewWord.LEAVE, WHY)
    assert found.leaving == leaving(cafe)
    cafe.changes.undo()
    assert cafe.store.all(Post) == before
    assert not cafe.store.all(Turn)
    assert all_leavings(cafe.store, cafe.ports) == ()


def test_leaving_wants_a_reason_and_a_platform_and_one_of_the_three_words(cafe: House) -> None:
    review = at_review(cafe)
    for key, word, reason, code in (
        ("instagram", ReviewWord.LEAVE, "  ", Code.EMPTY),
        ("orkut", ReviewWord.STAY, "", Code.UNKNOWN_CHOICE),
        ("instagram", ReviewWord.PAUSE, "", Code.UNKNOWN_CHOICE),
    ):
        with pytest.raises(ExpectedError) as caught:
            say(cafe, review, word, reason, key)
        assert caught.value.code is code
    assert not cafe.store.all(Turn)


def test_who_stays_after_all_starts_it_again(cafe: House) -> None:
    review = at_review(cafe)
    say(cafe, review, ReviewWord.STAY)
    cafe.changes.do(
        Action.SAY_IN_REVIEW, say_word, review.id, ReviewPage.CAME, "goal:1", ReviewWord.NOTE
    )
    assert not cafe.store.all(Turn)
    say(cafe, review, ReviewWord.LEAVE, WHY)
    cafe.clock.go_on(minutes=1)
    say(cafe, review, ReviewWord.TRY)
    assert latest(cafe).word is Word.START
    assert row(cafe, review, INSTAGRAM).leaving is None
    assert all_leavings(cafe.store, cafe.ports) == ()


def test_a_platform_started_again_elsewhere_is_left_no_longer(cafe: House) -> None:
    review = at_review(cafe)
    say(cafe, review, ReviewWord.LEAVE, WHY)
    cafe.clock.go_on(minutes=1)
    cafe.changes.do(Action.DECIDE, decide, Of.PLATFORM, INSTAGRAM, Word.START)
    assert all_leavings(cafe.store, cafe.ports) == ()
    with pytest.raises(ExpectedError) as caught:
        tick(cafe, Farewell.LINKS)
    assert caught.value.code is Code.NOT_FOUND


def test_the_list_is_ticked_also_after_the_review_is_closed(cafe: House) -> None:
    review = at_review(cafe)
    say(cafe, review, ReviewWord.LEAVE, WHY)
    assert Farewell.RECORD not in [line.step for line in leaving(cafe).lines]
    close(cafe, review)
    tick(cafe, Farewell.LAST_POST)
    tick(cafe, Farewell.NAME, kept=Kept.CLOSED)
    found = leaving(cafe)
    assert (found.done, found.is_finished, found.since) == (2, False, TODAY)
    assert {line.step: line.kept for line in found.lines if line.done_at} == {
        Farewell.LAST_POST: None,
        Farewell.NAME: Kept.CLOSED,
    }
    tick(cafe, Farewell.LAST_POST, done=False)
    tick(cafe, Farewell.LAST_POST, done=False)
    assert leaving(cafe).done == 1
    for line in found.lines:
        tick(cafe, line.step)
    assert unfinished_leavings(cafe.store, cafe.ports) == ()
    assert leaving(cafe).is_finished


def test_a_password_in_the_vault_is_a_line_of_its_own(cafe: House) -> None:
    review = at_review(cafe)
    account = cafe.store.get(Account, AccountId("account-instagram"))
    now = cafe.clock.now()
    secret = VaultSecret(account.id, bytes(8), 1, bytes(32), now, now, PersonId("person-1"))
    cafe.changes.write(lambda tx, _ports: tx.put(secret))
    say(cafe, review, ReviewWord.LEAVE, WHY)
    assert [line.step for line in leaving(cafe).lines] == [*Farewell]


def test_the_next_review_asks_no_more_about_what_was_left_and_still_shows_its_list(
    cafe: House,
) -> None:
    review = at_review(cafe)
    say(cafe, review, ReviewWord.LEAVE, WHY)
    close(cafe, review)
    cafe.clock.go_on(weeks=30)
    later = at_review(cafe, cafe.clock.now())
    assert later.id != review.id
    found = page(cafe, later)
    assert INSTAGRAM not in [each.key for each in found.rows]
    assert [each.platform for each in found.leavings] == [INSTAGRAM]
    assert page(cafe, review).closed


def test_a_newer_review_s_word_counts(cafe: House) -> None:
    review = at_review(cafe)
    say(cafe, review, ReviewWord.LEAVE, WHY)
    close(cafe, review)
    cafe.clock.go_on(weeks=30)
    later = at_review(cafe, cafe.clock.now())
    say(cafe, later, ReviewWord.LEAVE, "Still nobody")
    assert (leaving(cafe).review, leaving(cafe).reason) == (later.id, "Still nobody")


def test_whether_our_people_are_there_is_the_owner_s_word(cafe: House) -> None:
    review = at_review(cafe)
    for lives in (True, False, None, None):
        do = cafe.changes.do
        do(Action.SAY_IN_REVIEW, say_lives, review.id, FACEBOOK, lives)
        assert row(cafe, review, FACEBOOK).lives is lives
    assert len(page(cafe, review).rows) == 3
