"""The assessment in words: every code has some, and chances are said as people say them."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from smbsocial.domain.assessment.values import Channel, ChannelShare, LinkKey
from smbsocial.domain.ranges import Basis, Figure, Range, Source
from smbsocial.ui.text import assessment as words
from smbsocial.ui.text import links

SOURCE = Source("k", "Ofcom", "Media use", "https://example.org", 2025, "page")
RANGE = Range(Decimal(1), Decimal(2), Decimal(3))


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (0, "hardly any chance"),
        (20, "about one chance in five"),
        (26, "about one chance in four"),
        (33, "about one chance in three"),
        (50, "about one chance in two"),
        (66, "about two chances in three"),
        (90, "about nine chances in ten"),
        (100, "almost certain"),
    ],
)
def test_chances_are_said_as_people_say_them(themed: QApplication, percent: int, said: str) -> None:
    assert words.chance(percent) == said


def test_every_chance_has_words_and_a_sign(themed: QApplication) -> None:
    assert all(words.chance(n) and words.chance_sign(n) for n in range(101))
    assert words.chance_sign(33) == "⅓"


def test_every_line_of_the_chain_has_its_words(themed: QApplication) -> None:
    said = [links.link(key.value) for key in LinkKey]
    assert all(said)
    assert len(set(said)) == len(said)
    assert links.link("reach_share.instagram") == links.link("reach_share")


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (Basis.PUBLISHED, "Ofcom, 2025"),
        (Basis.CLOSEST, "closest published: Ofcom, 2025"),
        (Basis.UNVERIFIED, "Ofcom, 2025; range unverified"),
        (Basis.YOU_SAID, "you said"),
        (Basis.YOUR_COUNT, "your own count"),
        (Basis.DERIVED, "worked out from the rest"),
    ],
)
def test_every_figure_says_whose_it_is(themed: QApplication, basis: Basis, said: str) -> None:
    assert words.whose(Figure(RANGE, basis, (SOURCE,), 2025)) == said


def test_a_measured_figure_says_how_many_weeks_it_is_and_how_much_of_it_is_theirs(
    themed: QApplication,
) -> None:
    own = Figure(RANGE, Basis.YOUR_COUNT, (SOURCE,), 2025, weeks=26, own_percent=84)
    said = words.whose(own)
    assert "26" in said
    assert "84 %" in said
    assert "16 %" in words.sources(own)
    assert "Ofcom" in words.sources(own)


def test_what_nobody_published_is_called_unverified(themed: QApplication) -> None:
    assert words.whose(Figure(RANGE, Basis.UNVERIFIED)) == "our estimate, unverified"


def test_a_source_without_a_year_or_publisher_is_still_named(themed: QApplication) -> None:
    assert words.whose(Figure(RANGE, Basis.PUBLISHED, (SOURCE,))) == "Ofcom"
    assert words.whose(Figure(RANGE, Basis.PUBLISHED)) == "published figure"


@pytest.mark.parametrize(
    ("unit", "said"),
    [("percent", "2.5 %"), ("money", "£2.50"), ("people", "2.5"), ("per_ten", "2.5")],
)
def test_amounts_come_in_their_unit(themed: QApplication, unit: str, said: str) -> None:
    assert words.amount(Decimal("2.5"), unit, "GBP") == said


def test_the_channels_in_a_sentence(themed: QApplication) -> None:
    text = words.shares(
        (
            ChannelShare(Channel.POSTS, 3),
            ChannelShare(Channel.LISTING, 80),
            ChannelShare(Channel.ASKING, 17),
        )
    )
    assert text == "Most of this comes from the listing and its reviews; almost none from posts."
    assert "asking" not in text
    assert words.shares(()) == ""


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("19.4", "172.3", "19–172"),
        ("0.09", "1.3", "fewer than 2"),
        ("0.12", "0.4", "fewer than 1"),
        ("0.5", "92", "up to 92"),
        ("1", "3", "1–3"),
    ],
)
def test_things_that_come_whole_have_no_fractions(
    themed: QApplication, low: str, high: str, said: str
) -> None:
    assert words.whole_range(Range(Decimal(low), Decimal(low), Decimal(high))) == said
