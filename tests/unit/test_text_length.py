"""Each platform counts a text its own way; the examples are the platforms' own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.app.paths import resources_folder
from smbsocial.domain.platforms import TextRules
from smbsocial.domain.text_length import text_length
from smbsocial.library.loader import FileLibrary

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇩🇪"
KEYCAP = "1️⃣"


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return FileLibrary(resources_folder() / "library")


def rules(method: str, link_length: int | None = None) -> TextRules:
    return TextRules(None, method, "", None, link_length)


@pytest.mark.parametrize(
    ("text", "characters", "utf16", "graphemes", "weighted"),
    [
        ("", 0, 0, 0, 0),
        ("Latte", 5, 5, 5, 5),
        ("Café", 4, 4, 4, 4),
        ("Cafe\u0301", 4, 4, 4, 4),  # the accent on its own: one after NFC
        ("☕", 1, 1, 1, 2),
        ("😀", 1, 2, 1, 2),
        (FAMILY, 7, 11, 1, 2),
        (FLAG, 2, 4, 1, 2),
        (KEYCAP, 3, 3, 1, 2),
        ("日本", 2, 2, 2, 4),
        ("“quoted” – …", 12, 12, 12, 13),  # the ellipsis is beyond X's light ranges
    ],
)
def test_known_lengths(
    text: str, characters: int, utf16: int, graphemes: int, weighted: int
) -> None:
    found = [
        text_length(text, rules(method))
        for method in ("characters", "utf16_code_units", "graphemes", "weighted")
    ]
    assert found == [characters, utf16, graphemes, weighted]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Menu: https://corner-cafe.example/lunch?week=2", 6 + 23),
        ("HTTP://X.EU", 23),
        ("See corner-cafe.com/menu now", 4 + 23 + 4),
        ("two: http://a.b and www.corner.co.uk", 5 + 23 + 5 + 23),
        ("e.g. no link, 3.50 each", 23),
    ],
)
def test_links_count_as_the_platform_says(text: str, length: int) -> None:
    assert text_length(text, rules("weighted", 23)) == length
    assert text_length(text, rules("characters", 23)) == length


def test_an_unknown_way_of_counting_is_a_bug() -> None:
    with pytest.raises(KeyError):
        text_length("x", rules("words"))


@given(st.text())
def test_a_reader_never_sees_more_than_there_is(text: str) -> None:
    graphemes = text_length(text, rules("graphemes"))
    characters = text_length(text, rules("characters"))
    utf16 = text_length(text, rules("utf16_code_units"))
    assert graphemes <= characters <= utf16 <= 2 * characters


@given(st.text(alphabet=st.characters(max_codepoint=0x10FF, exclude_categories=["Cs"])))
def test_light_text_weighs_its_characters(text: str) -> None:
    emoji_free = "".join(c for c in text if c not in "©®")
    assert text_length(emoji_free, rules("weighted")) == text_length(
        emoji_free, rules("characters")
    )


def test_every_platform_can_be_counted(library: FileLibrary) -> None:
    for platform in library.platforms():
        assert text_length("Soup of the day ☕", platform.text) >= 17
    by_key = {platform.key: platform.text.link_length for platform in library.platforms()}
    assert (by_key["x"], by_key["mastodon"], by_key["instagram"]) == (23, 23, None)
