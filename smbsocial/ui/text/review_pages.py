"""The review's pages on platforms and communities in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Traits
from smbsocial.domain.ranges import Source
from smbsocial.domain.review import ReviewWord
from smbsocial.ui.text import formats, returns
from smbsocial.ui.text import reach as reaching
from smbsocial.usecases.results.returns import Part
from smbsocial.usecases.reviewing.communities import CommunityRow
from smbsocial.usecases.reviewing.emptying import Emptied
from smbsocial.usecases.reviewing.platforms import PlatformRow
from smbsocial.usecases.reviewing.reactions import Reactions

translate = QCoreApplication.translate

ASSUMED = "general knowledge"
"""The kind of the one source that is none."""

Fact = tuple[str, str]
"""A few words, and the tone of their chip."""


def word(value: ReviewWord) -> str:
    """A word as its button says it."""
    return {
        ReviewWord.KEEP: translate("Review", "Keep"),
        ReviewWord.CHANGE: translate("Review", "Change"),
        ReviewWord.PAUSE: translate("Review", "Pause"),
        ReviewWord.STAY: translate("Review", "Stay"),
        ReviewWord.TRY: translate("Review", "Try a quarter"),
        ReviewWord.LEAVE: translate("Review", "Leave"),
        ReviewWord.DROP: translate("Review", "Drop"),
        ReviewWord.ADD: translate("Review", "Added"),
        ReviewWord.DONE: translate("Review", "Done"),
        ReviewWord.NOTE: translate("Review", "Noted"),
    }[value]


def technology(traits: Traits) -> tuple[Fact, ...]:
    """What the platform can do: a chip for each thing that is known."""
    asked = (
        (
            traits.statistics,
            translate("Review", "own statistics"),
            translate("Review", "no statistics"),
        ),
        (
            traits.export,
            translate("Review", "numbers as a file"),
            translate("Review", "no file of numbers"),
        ),
        (
            traits.clickable,
            translate("Review", "links in posts"),
            translate("Review", "no links in posts"),
        ),
        (
            traits.has_groups,
            translate("Review", "groups or events"),
            translate("Review", "no groups"),
        ),
        (
            traits.scheduling,
            translate("Review", "plans posts itself"),
            translate("Review", "can't plan posts"),
        ),
    )
    return tuple((yes, "good") if said else (no, "") for said, yes, no in asked if said is not None)


def can_do(traits: Traits) -> str:
    """Of five things, how many it has."""
    facts = technology(traits)
    good = sum(tone == "good" for _, tone in facts)
    text = translate("Review", "Technology: {good} of {all}")
    return text.format(good=formats.number(good), all=formats.number(len(facts)))


def sources(traits: Traits) -> str:
    """Who says so; that it is only assumed, where nobody does."""
    found = [*traits.measured, *traits.audience]
    every = _named(each for each in found if each.kind != ASSUMED)
    if not every:
        return translate("Review", "General knowledge; nobody published it.")
    if len(every) == len(_named(found)):
        return translate("Review", "Source: {sources}.").format(sources=formats.listed(every))
    text = translate("Review", "Source: {sources}; the rest is general knowledge.")
    return text.format(sources=formats.listed(every))


def lives_there(row: PlatformRow) -> Fact:
    """Whether our people are there: what they did, else that only the owner can say."""
    per_post = row.reactions.per_post
    if per_post is None:
        if row.lives is not None:
            return _said_so(row.lives)
        if row.posted:
            return translate("Review", "nobody counted reactions yet"), ""
        return translate("Review", "nothing posted, nothing known"), ""
    if not row.reactions.reactions:
        return translate("Review", "nobody reacted"), "caution"
    text = translate("Review", "{number} reactions a post", "", _form_of(per_post))
    return text.format(number=formats.number(per_post)), "good"


def reacted(found: Reactions) -> str:
    """How people reacted, and of how many posts that is known."""
    if found.per_post is None:
        return translate("Review", "No file with reactions was imported yet.")
    number = formats.number(found.per_post)
    said = translate("Review", "{number} reactions a post", "", _form_of(found.per_post))
    text = translate("Review", "{reactions}, counted on {posts}.")
    return text.format(reactions=said.format(number=number), posts=posts(found.posts))


def posts(count: int) -> str:
    """So many posts."""
    return translate("Review", "{count} posts", "", count).format(count=formats.number(count))


def published(posted: int, planned: int) -> str:
    """Of the posts that were planned, those that went out."""
    text = translate("Review", "{posts} of {planned} planned went out.", "", planned)
    return text.format(posts=formats.number(posted), planned=formats.number(planned))


def money(part: Part | None, currency: str) -> str:
    """What it cost and what came back; nothing where nothing is known."""
    if part is None or (not part.cost and not part.back.typical):
        return translate("Review", "It cost nothing, and nothing came back that was counted.")
    said = returns.both(part, currency)
    if part.ratio is None:
        return translate("Review", "In these weeks: {money}.").format(money=said)
    text = translate("Review", "In these weeks: {money}, likely {range} for each {one}.")
    one, likely = formats.money(Money.of(1, currency)), returns.ratio_range(part.ratio, currency)
    return text.format(money=said, range=likely, one=one)


def reach(row: PlatformRow) -> str:
    """The reach watch in a sentence; "" where nobody watches it."""
    return reaching.watched(row.watched) if row.watched else ""


def ahead(emptied: Emptied) -> str:
    """What leaving empties."""
    if not emptied.count:
        return translate("Review", "No post is planned there.")
    goes = translate("Review", "Leaves the calendar: {posts}.").format(posts=posts(emptied.count))
    if not emptied.set_aside:
        return goes
    kept = translate("Review", "Edited by you, so set aside with the text.")
    if emptied.removed:
        text = translate(
            "Review", "Edited by you, so set aside with the text: {count} of these {all}."
        )
        aside, every = len(emptied.set_aside), emptied.count
        kept = text.format(count=formats.number(aside), all=formats.number(every))
    return translate("Review", "{first} {second}").format(first=goes, second=kept)


def left(emptied: Emptied, platform: str) -> str:
    """What was done: the message beside Undo."""
    if not emptied.count:
        return translate("Review", "{platform} is left.").format(platform=platform)
    text = translate("Review", "{platform} is left. Gone from the calendar: {posts}.")
    return text.format(platform=platform, posts=posts(emptied.count))


def coverage(row: CommunityRow) -> str:
    """How much of what went out was for them."""
    if row.forgotten:
        if row.planned:
            return translate("Review", "No post went out for them, although some were planned.")
        return translate("Review", "No post was for them in these weeks.")
    text = translate("Review", "{posts} were for them: {percent} of all that went out.")
    percent = formats.percent(row.share_percent)
    return text.format(posts=posts(row.posted), percent=percent)


def paragraphs(said: Iterable[str]) -> str:
    """Sentences as HTML, each on its own; empty ones are left out."""
    return "".join(f"<p>{escape(each)}</p>" for each in said if each)


def heading(text: str) -> str:
    """A heading as HTML."""
    return f"<h2>{escape(text)}</h2>"


def listed(lines: Sequence[str]) -> str:
    """Lines as an HTML list."""
    return "<ul>" + "".join(f"<li>{escape(each)}</li>" for each in lines) + "</ul>"


def verdict(value: ReviewWord | None, text: str = "") -> str:
    """The word that was said, with what was written to it."""
    if value is None:
        return translate("Review", "No word yet.")
    if not text:
        return translate("Review", "Word: {word}.").format(word=word(value))
    return translate("Review", "Word: {word}. {text}").format(word=word(value), text=text)


def _said_so(lives: bool) -> Fact:
    if lives:
        return translate("Review", "our people are there, you say"), "good"
    return translate("Review", "our people are not there, you say"), "caution"


def _form_of(value: Decimal) -> int:
    """The form that a number with digits takes: that of one only where it is exactly one."""
    return int(value) if value == int(value) else 2


def _named(found: Iterable[Source]) -> list[str]:
    named = []
    for each in found:
        publisher = each.publisher or each.title
        text = translate("Review", "{publisher} {year}")
        named.append(text.format(publisher=publisher, year=each.year) if each.year else publisher)
    return list(dict.fromkeys(named))
