"""Fifty ideas for each industry: whole, different, doable, with a first line to start from."""

import re
from collections import Counter

import pytest

from smbsocial.domain.content import Format
from smbsocial.domain.playbook import IdeaFacts, Industry
from smbsocial.library.loader import FileLibrary


@pytest.fixture(scope="module")
def industries(library: FileLibrary) -> tuple[Industry, ...]:
    return tuple(library.industry(brief.key) for brief in library.industries())


def ideas(industry: Industry) -> list[IdeaFacts]:
    return [idea for pillar in industry.pillars for idea in pillar.ideas]


def test_ten_for_each_of_five_pillars(industries: tuple[Industry, ...]) -> None:
    for industry in industries:
        assert [len(pillar.ideas) for pillar in industry.pillars] == [10] * 5
        assert len({pillar.name for pillar in industry.pillars}) == 5
        assert all(pillar.purpose for pillar in industry.pillars)


def test_keys_say_pillar_and_place(industries: tuple[Industry, ...]) -> None:
    expected = [f"{pillar}.{idea}" for pillar in range(1, 6) for idea in range(1, 11)]
    for industry in industries:
        assert [idea.key for idea in ideas(industry)] == expected


def test_no_title_comes_twice(industries: tuple[Industry, ...]) -> None:
    for industry in industries:
        titles = Counter(idea.title.casefold() for idea in ideas(industry))
        assert max(titles.values()) == 1, industry.key


def test_first_lines_are_sentences_to_start_from(industries: tuple[Industry, ...]) -> None:
    for industry in industries:
        lines = [idea.first_line for idea in ideas(industry)]
        assert len(set(lines)) == 50, industry.key
        for line in lines:
            assert 4 <= len(line.split()) <= 30, line
            assert line == line.strip()
            assert "#" not in line
            assert line.count("[") == line.count("]") == len(re.findall(r"\[[^\[\]]+\]", line))


def test_every_pillar_has_a_photo_and_something_in_words(
    industries: tuple[Industry, ...],
) -> None:
    for industry in industries:
        for pillar in industry.pillars:
            formats = {idea.format for idea in pillar.ideas}
            assert Format.PHOTO in formats, (industry.key, pillar.name)
            assert formats & {Format.TEXT, Format.UPDATE}, (industry.key, pillar.name)
