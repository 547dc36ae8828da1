"""Rules of passwords: one for each platform, flagged for what they are worth."""

import json
from pathlib import Path

from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.passwords import Characters
from smbsocial.library.loader import FileLibrary


def test_each_platform_has_its_rules_and_no_other(library: FileLibrary, library_root: Path) -> None:
    file = json.loads((library_root / "en" / "password_rules.json").read_text(encoding="utf-8"))
    listed = [row["platform"] for row in file["platforms"]]
    assert listed == [platform.key for platform in library.platforms()]


def test_rules_are_flagged_for_what_they_are_worth(library: FileLibrary) -> None:
    unverified = []
    for platform in library.platforms():
        rules = library.password_rules(platform.key)
        published = {source.key for source in rules.sources} - {"gk"}
        assert rules.verified == bool(published)
        assert rules.note
        if not rules.verified:
            unverified.append(platform.key)
    assert unverified == [
        "instagram", "threads", "linkedin_page", "nextdoor", "bluesky", "reddit", "yelp",
    ]  # fmt: skip


def test_an_unknown_platform_gets_what_all_take(library: FileLibrary) -> None:
    rules = library.password_rules(PlatformKey("somewhere_else"))
    assert (rules.length, rules.symbols, rules.verified) == (20, "-", False)
    assert rules.required == set(Characters)


def test_what_can_be_checked_by_hand(library: FileLibrary) -> None:
    pin = library.password_rules(PlatformKey("whatsapp_business"))
    assert (pin.length, pin.required, pin.symbols) == (6, {Characters.DIGIT}, "")
    mastodon = library.password_rules(PlatformKey("mastodon"))
    assert (mastodon.least, mastodon.most, mastodon.length) == (8, 72, 20)
    assert library.password_rules(PlatformKey("tiktok")).most == 20
