"""What the words of a review do to kinds of content, platforms, communities and posts to come."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PillarId, PlatformKey
from smbsocial.domain.plan import Choice
from smbsocial.domain.review import ReviewPage, ReviewWord
from smbsocial.usecases.checks import LONGEST_REASON, check_text
from smbsocial.usecases.counting.places import platform_name
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.reviewing.coming import Words, without_why
from smbsocial.usecases.reviewing.emptying import Emptied, empty_slots, slots_to_empty
from smbsocial.usecases.reviewing.saying import NEW
from smbsocial.usecases.reviewing.wishes import ALIVE, KEPT_ALIVE, Turned, Wish

LONGEST_PAUSE = timedelta(days=366)
ENDING = frozenset({Choice.CONTINUE, Choice.CHANGE, Choice.STAY_OFF})
"""What a review can end with."""
GOING = frozenset({ReviewWord.PAUSE, ReviewWord.LEAVE, ReviewWord.DROP})
OF_PLATFORMS = frozenset({ReviewWord.STAY, ReviewWord.TRY, ReviewWord.LEAVE, ReviewWord.PAUSE})


def turned(reads: Reads, ports: Ports, words: Words, since: date) -> tuple[Turned, ...]:
    """Everything that a word was said on, and kinds of content that go because nobody did."""
    silent = without_why(reads, ports, words)
    found = list(_said(reads, ports, words, silent))
    found += [Turned(ReviewPage.CONTENT, each.id, each.name, None, runs=False) for each in silent]
    return tuple(
        each if each.runs else replace(each, slots=_slots(reads, ports, each, since).count)
        for each in found
    )


def emptied(reads: Reads, ports: Ports, wish: Wish, gone: Iterable[Turned], today: date) -> Emptied:
    """The slots that are emptied when the review is closed; writes nothing."""
    if wish.choice is Choice.STAY_OFF:
        return slots_to_empty(reads, ports, since=today)
    since = today + timedelta(days=1)
    each = [_slots(reads, ports, one, since) for one in gone if not one.runs]
    removed = {post.id: post for some in each for post in some.removed}
    aside = {post.id: post for some in each for post in some.set_aside}
    return Emptied(tuple(removed.values()), tuple(aside.values()))


def empty(tx: Tx, ports: Ports, wish: Wish, gone: Iterable[Turned], today: date) -> None:
    """Empty them: in a pause all from today on, else those of what goes from tomorrow on."""
    if wish.choice is Choice.STAY_OFF:
        empty_slots(tx, ports, since=today, reason=wish.reason)
        return
    since = today + timedelta(days=1)
    for one in gone:
        why = (one.text or wish.reason)[:LONGEST_REASON]
        if one.runs:
            continue
        if one.page is ReviewPage.CONTENT:
            empty_slots(tx, ports, pillar=PillarId(one.key), since=since, reason=why)
        elif one.page is ReviewPage.PLATFORMS:
            empty_slots(tx, ports, platform=PlatformKey(one.key), since=since, reason=why)


def problems_of(wish: Wish, today: date) -> Iterator[ExpectedError]:
    """What keeps a wish from being done: texts, and of a pause its day and what stays alive."""
    for field in ("reason", "would_change"):
        try:
            check_text(getattr(wish, field), field=field, most=LONGEST_REASON)
        except ExpectedError as error:
            yield error
    if wish.choice not in ENDING:
        yield ExpectedError(Code.UNKNOWN_CHOICE, field="choice", value=wish.choice.value)
    if wish.choice is Choice.STAY_OFF:
        yield from _of_pause(wish, today)


def _of_pause(wish: Wish, today: date) -> Iterator[ExpectedError]:
    if not wish.reason.strip():
        yield ExpectedError(Code.EMPTY, field="reason")
    chosen = {kind for kind in wish.alive if kind in ALIVE}
    if len(chosen) != KEPT_ALIVE or len(wish.alive) != KEPT_ALIVE:
        count = len(wish.alive)
        yield ExpectedError(
            Code.OUT_OF_RANGE, field="alive", value=count, low=KEPT_ALIVE, high=KEPT_ALIVE
        )
    if wish.until is not None and wish.until <= today:
        yield ExpectedError(Code.DATE_PAST, field="until", value=wish.until)
    latest = today + LONGEST_PAUSE
    if wish.until is not None and wish.until > latest:
        yield ExpectedError(Code.DATE_TOO_FAR, field="until", value=wish.until, high=latest)


def _said(reads: Reads, ports: Ports, words: Words, silent: tuple[Pillar, ...]) -> Iterator[Turned]:
    names = _names(reads, ports, words)
    for pillar in silent:
        names.pop((ReviewPage.CONTENT, pillar.id), None)
    for at, said in words.items():
        if at in names:
            runs = said.word not in GOING
            yield Turned(*at, names[at], said.word, runs, text=said.text)


def _names(reads: Reads, ports: Ports, words: Words) -> dict[tuple[ReviewPage, str], str]:
    """What the subjects of words are called that something comes or goes by."""
    names = {(ReviewPage.CONTENT, str(row.id)): row.name for row in reads.all(Pillar)}
    for row in reads.all(Community):
        names[ReviewPage.COMMUNITIES, row.id] = row.name
    for (page, subject), said in words.items():
        if page is ReviewPage.PLATFORMS and said.word in OF_PLATFORMS:
            names[page, subject] = platform_name(ports, subject)
        elif page is ReviewPage.COMMUNITIES and subject.startswith(NEW):
            names[page, subject] = said.text.partition("\n")[0]
    return names


def _slots(reads: Reads, ports: Ports, one: Turned, since: date) -> Emptied:
    if one.page is ReviewPage.CONTENT:
        return slots_to_empty(reads, ports, pillar=PillarId(one.key), since=since)
    if one.page is ReviewPage.PLATFORMS:
        return slots_to_empty(reads, ports, platform=PlatformKey(one.key), since=since)
    return Emptied()
