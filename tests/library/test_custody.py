"""What the library knows of owning an account: who gives access, what secures it, where to go."""

import pytest

from smbsocial.domain.accounts import OTHER_SERVICE
from smbsocial.domain.departures import LeavingStep
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.ownership import Offered, offered_by
from smbsocial.library.loader import FileLibrary

PAGES = {
    "login",
    "change_password",
    "two_factor",
    "roles",
    "recovery",
    "sessions",
    "connected_apps",
}


def test_custody_knows_its_platform(library: FileLibrary) -> None:
    for platform in library.platforms():
        custody = library.custody(platform.key)
        assert custody.name == platform.name
        assert custody.urls == dict(platform.urls)
        assert custody.security.note
        assert custody.roles.note
        assert bool(custody.roles.names) == bool(custody.roles.delegated)


def test_an_account_on_instagram(library: FileLibrary) -> None:
    custody = library.custody(PlatformKey("instagram"))
    assert set(custody.urls) >= PAGES
    assert (custody.security.totp_app, custody.security.sms) == (True, True)
    assert (custody.security.email_code, custody.security.key) == (False, None)
    assert custody.security.backup_codes is True
    assert (custody.roles.delegated, custody.roles.staff_need_password) == (True, False)
    assert len(custody.roles.names) == 1


@pytest.mark.parametrize(
    ("platform", "offered"),
    [
        ("facebook_page", Offered(roles=True, factor=True, codes=True)),
        ("tiktok", Offered(roles=True, factor=True, codes=None)),
        ("bluesky", Offered(roles=False, factor=True, codes=False)),
        ("nextdoor", Offered(roles=None, factor=True, codes=None)),
        ("yelp", Offered(roles=True, factor=None, codes=None)),
        ("other", Offered(roles=None, factor=None, codes=None)),
    ],
)
def test_what_is_offered(library: FileLibrary, platform: str, offered: Offered) -> None:
    assert offered_by(library.custody(PlatformKey(platform))) == offered


def test_only_web_pages_are_pages(library: FileLibrary) -> None:
    """WhatsApp's menus are paths through an app."""
    custody = library.custody(PlatformKey("whatsapp_business"))
    assert "menu_linked_devices" not in custody.urls
    assert all(url.startswith("https://") for url in custody.urls.values())


def test_a_service_outside_the_library_has_steps_and_no_pages(library: FileLibrary) -> None:
    custody = library.custody(OTHER_SERVICE)
    assert (custody.platform, custody.name, custody.urls) == (OTHER_SERVICE, "", {})
    assert [step.key for step in custody.leaver] == [
        step.key for step in library.custody(PlatformKey("instagram")).leaver
    ]
    assert all(step.action for step in custody.leaver)
    assert custody.check_owner
    assert custody.recover
    assert custody.hangs_on
    assert custody.warnings
    assert not custody.verified
    assert [source.key for source in custody.sources] == ["ed"]
    assert OTHER_SERVICE not in {each.key for each in library.platforms()}


def test_the_steps_of_a_leaver_are_known_to_the_departure(library: FileLibrary) -> None:
    known = {step.value for step in LeavingStep}
    for key in (*(each.key for each in library.platforms()), OTHER_SERVICE):
        assert {step.key for step in library.custody(key).leaver} <= known


def test_custody_is_made_once(library: FileLibrary) -> None:
    key = PlatformKey("instagram")
    assert library.custody(key) is library.custody(key)
