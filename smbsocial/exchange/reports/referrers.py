"""Which platform a shop says brought an order, by whatever name it gives it."""

_PLATFORMS = {
    "facebook": "facebook_page",
    "instagram": "instagram",
    "threads": "threads",
    "twitter": "x",
    "t.co": "x",
    "linkedin": "linkedin_page",
    "tiktok": "tiktok",
    "youtube": "youtube",
    "pinterest": "pinterest",
    "snapchat": "snapchat",
    "bluesky": "bluesky",
    "bsky": "bluesky",
    "mastodon": "mastodon",
    "nextdoor": "nextdoor",
    "reddit": "reddit",
    "yelp": "yelp",
}


def channel_of(told: str) -> str:
    """The key of the platform that a shop says brought an order; else its words as they stand."""
    plain = told.casefold()
    return next((key for name, key in _PLATFORMS.items() if name in plain), told)
