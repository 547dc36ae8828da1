"""How long a post's text is in the eyes of its platform, in words."""

import re

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.platforms import PlatformFacts
from smbsocial.domain.text_length import text_length
from smbsocial.ui.text import formats

translate = QCoreApplication.translate

HASHTAG = re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w+")
"""A hashtag holds at least one letter; `#1` is none."""


def hashtags(text: str) -> int:
    """How many hashtags a text holds."""
    return len(HASHTAG.findall(text))


def is_too_long(text: str, facts: PlatformFacts) -> bool:
    """Whether the platform would refuse or cut the text."""
    limit = facts.text.limit
    too_many = facts.hashtags_max is not None and hashtags(text) > facts.hashtags_max
    return too_many or (limit is not None and text_length(text, facts.text) > limit)


def count_words(text: str, facts: PlatformFacts) -> str:
    """The text's length and hashtags against the platform's limits, as a sentence."""
    said = [_length(text_length(text, facts.text), facts.text.limit)]
    if facts.hashtags_max is not None:
        found = translate("Post", "{count} of {most} hashtags")
        most = formats.number(facts.hashtags_max)
        said.append(found.format(count=formats.number(hashtags(text)), most=most))
    elif count := hashtags(text):
        said.append(translate("Post", "hashtags: {count}").format(count=formats.number(count)))
    if is_too_long(text, facts):
        said.append(translate("Post", "too much for {platform}").format(platform=facts.name))
    return " · ".join(said)


def _length(length: int, limit: int | None) -> str:
    if limit is None:
        return translate("Post", "characters: {length}").format(length=formats.number(length))
    text = translate("Post", "{length} of {limit} characters")
    return text.format(length=formats.number(length), limit=formats.number(limit))
