"""Where a platform opens a new post, and what of the text it takes along."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.app.paths import resources_folder
from smbsocial.domain.compose import carries_text, compose_url, page_of
from smbsocial.domain.ids import AccountId, PlatformKey
from smbsocial.domain.platforms import Account, Compose, PlatformFacts
from smbsocial.library.loader import FileLibrary

TEXT = "Soup & bread, 100 % fresh? #lunch ☕\nNow"


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return FileLibrary(resources_folder() / "library")


def account(platform: str, handle: str = "", link: str = "") -> Account:
    return Account(AccountId("a"), PlatformKey(platform), handle=handle, link=link)


def facts(library: FileLibrary, key: str) -> PlatformFacts:
    return library.platform(PlatformKey(key))


@pytest.mark.parametrize("key", ["threads", "x", "bluesky", "nextdoor"])
def test_the_text_arrives_as_it_was(library: FileLibrary, key: str) -> None:
    platform = facts(library, key)
    url = compose_url(platform, TEXT)
    assert url is not None
    (carried,) = parse_qs(urlsplit(url).query)["body" if key == "nextdoor" else "text"]
    assert carried == TEXT
    assert "{" not in url
    assert carries_text(platform, url)


def test_parameters_that_nobody_knows_are_left_out(library: FileLibrary) -> None:
    bare = compose_url(facts(library, "x"), TEXT)
    linked = compose_url(facts(library, "x"), TEXT, link="https://corner.example/a?b=c&d")
    assert bare is not None
    assert linked is not None
    assert set(parse_qs(urlsplit(bare).query)) == {"text"}
    assert parse_qs(urlsplit(linked).query)["url"] == ["https://corner.example/a?b=c&d"]


def test_without_what_must_be_there_it_is_the_composer(library: FileLibrary) -> None:
    pinterest = facts(library, "pinterest")
    assert compose_url(pinterest, TEXT) == pinterest.compose.composer
    assert not carries_text(pinterest, pinterest.compose.composer)
    url = compose_url(pinterest, TEXT, link="https://corner.example/soup")
    assert carries_text(pinterest, url)


def test_a_template_that_takes_no_text_is_no_help(library: FileLibrary) -> None:
    facebook = facts(library, "facebook_page")
    assert facebook.compose.template
    assert compose_url(facebook, TEXT, link="https://a.example") == facebook.compose.composer


def test_the_account_says_which_server_page_or_number(library: FileLibrary) -> None:
    mastodon = facts(library, "mastodon")
    there = account("mastodon", "@cafe@town.social")
    url = compose_url(mastodon, "Soup", account=there)
    assert url == "https://town.social/share?text=Soup"
    linkedin = facts(library, "linkedin_page")
    page = account("linkedin_page", link="https://www.linkedin.com/company/corner-cafe/")
    assert "/company/corner-cafe/" in str(compose_url(linkedin, "Soup", account=page))
    whatsapp = facts(library, "whatsapp_business")
    number = account("whatsapp_business", "+44 (20) 7946-0000")
    assert compose_url(whatsapp, "Hi", account=number) == "https://wa.me/442079460000?text=Hi"


def test_without_a_server_it_is_the_account_s_page_or_nothing(library: FileLibrary) -> None:
    mastodon = facts(library, "mastodon")
    assert compose_url(mastodon, "Soup") is None
    known = account("mastodon", "cafe", "https://town.social/@cafe")
    assert compose_url(mastodon, "Soup", account=known) == "https://town.social/@cafe"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://plain.example", "https://[", ""])
def test_only_https_comes_out(library: FileLibrary, link: str) -> None:
    assert (
        compose_url(facts(library, "mastodon"), "x", account=account("mastodon", "", link)) is None
    )


def test_every_platform_opens_somewhere_safe(library: FileLibrary) -> None:
    for platform in library.platforms():
        url = compose_url(platform, TEXT, link="https://corner.example")
        if platform.key not in {"mastodon", "linkedin_page"}:
            assert url is not None
            assert url.startswith("https://")
            assert "{" not in url


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_parameter(text: str, title: str) -> None:
    compose = Compose("https://a.example/new?title={title}&text={text}", None, True, "")
    platform = _platform(compose)
    url = compose_url(platform, text, title=title)
    if url is None:
        return
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == (
        *("https", "a.example", "/new"),
        "",
    )
    given_text = parse_qs(parts.query, keep_blank_values=True).get("text", [""])
    assert given_text == [text]


def _platform(compose: Compose) -> PlatformFacts:
    from smbsocial.domain.platforms import TextRules

    return PlatformFacts(
        key=PlatformKey("a"),
        name="A",
        company="",
        category="",
        audience_note="",
        good_industries=(),
        good_goals=(),
        good_note="",
        weak_for="",
        text=TextRules(None, "characters", "", None),
        hashtags_max=None,
        hashtags_note="",
        compose=compose,
        urls=(),
        analytics_path="",
        verified=False,
        sources=(),
    )


@pytest.mark.parametrize(
    ("pattern", "handle", "link", "page"),
    [
        ("https://x.com/settings", "", "", "https://x.com/settings"),
        ("https://{instance}/auth", "@corner@social.example", "", "https://social.example/auth"),
        ("https://{instance}/auth", "@corner", "", None),
        (
            "https://www.linkedin.com/company/{page}/admin",
            "",
            "https://www.linkedin.com/company/corner-cafe/",
            "https://www.linkedin.com/company/corner-cafe/admin",
        ),
        ("https://www.linkedin.com/company/{page}/admin", "corner", "", None),
        ("http://x.com/settings", "", "", None),
        ("Settings > Linked devices", "", "", None),
        ("", "", "", None),
    ],
)
def test_a_page_for_one_account(pattern: str, handle: str, link: str, page: str | None) -> None:
    assert page_of(pattern, account("p", handle, link)) == page
