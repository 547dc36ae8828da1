"""Tagged links: what the address had stays, ours stand behind it, and other things are refused."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.tagging import tag_of, tagged


def made(url: str, content: str = "") -> str:
    return tagged(url, source="instagram", campaign="soup_week", content=content)


OURS = "utm_source=instagram&utm_medium=social&utm_campaign=soup_week"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://corner.cafe/menu", f"https://corner.cafe/menu?{OURS}"),
        ("https://corner.cafe", f"https://corner.cafe/?{OURS}"),
        ("  http://corner.cafe:8080/a?b=1#top ", f"http://corner.cafe:8080/a?b=1&{OURS}#top"),
        ("https://corner.cafe/?q=a%20b&q=c&x", f"https://corner.cafe/?q=a%20b&q=c&x&{OURS}"),
        (
            "https://corner.cafe/?utm_source=old&utm_id=7&UTM_Medium=mail",
            f"https://corner.cafe/?utm_id=7&{OURS}",
        ),
        ("https://corner.cafe/süß?ä=ö", f"https://corner.cafe/s%C3%BC%C3%9F?%C3%A4=%C3%B6&{OURS}"),
        ("https://кафе.рф/меню".replace("меню", "m"), f"https://кафе.рф/m?{OURS}"),
    ],
)
def test_what_the_address_had_stays_and_ours_stand_behind(url: str, wanted: str) -> None:
    assert made(url) == wanted
    assert made(made(url)) == made(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "corner.cafe/menu", "www.corner.cafe", "ftp://corner.cafe/", "javascript:alert(1)",
        "mailto:ann@corner.cafe", "https://", "https:///menu", "https://menu", "https://.cafe/",
        "https://corner..cafe/", "https://ann:secret@corner.cafe/", "https://corner.cafe:menu/",
        "https://corner.cafe/a b", "https://corner.cafe/\na", "https://corner.cafe\\@evil.example/",
        "https://[::1", "https://corner.cafe\u202e/", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(url: str) -> None:
    with pytest.raises(ExpectedError) as refused:
        made(url)
    assert refused.value.code is Code.NOT_A_WEB_ADDRESS
    assert refused.value.field == "url"


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Soup week!", "soup_week"),
        ("  Café  crème ", "cafe_creme"),
        ("2027-01-14 Menu board", "2027-01-14_menu_board"),
        ("Суп", "суп"),
        ("🍲", ""),
        ("a" * 99, "a" * 60),
    ],
)
def test_words_as_statistics_show_them(words: str, tag: str) -> None:
    assert tag_of(words) == tag
    assert tag_of(tag) == tag


NAMES = st.text("abcxyz_-.ä", min_size=1, max_size=8)
PAIRS = st.lists(st.tuples(NAMES, st.text(max_size=8)), max_size=4)


@given(pairs=PAIRS, campaign=st.text(min_size=1, max_size=20))
def test_a_website_reads_what_was_there_and_our_tags(
    pairs: list[tuple[str, str]], campaign: str
) -> None:
    had = "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in pairs)
    tag = tag_of(campaign) or "x"
    url = tagged(f"https://corner.cafe/?{had}", source="x", campaign=tag)
    read = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    ours = [("utm_source", "x"), ("utm_medium", "social"), ("utm_campaign", tag)]
    assert read == [*pairs, *ours]
