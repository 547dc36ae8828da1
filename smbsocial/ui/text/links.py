"""The lines of the chain in words; each says what the figure beside it counts."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.assessment.values import LinkKey

translate = QCoreApplication.translate


def link(key: str) -> str:
    """A line of the chain; one for a platform (`<value>.<platform>`) is worded like the rest."""
    return _words()[LinkKey(key.partition(".")[0])]


def _words() -> dict[LinkKey, str]:
    return {**_posts(), **_sales(), **_listing(), **_own()}


def _posts() -> dict[LinkKey, str]:
    return {
        LinkKey.MINUTES: translate("Links", "Minutes to make one post"),
        LinkKey.POSTS: translate("Links", "Posts a week in your hours"),
        LinkKey.FOLLOWERS: translate("Links", "People who follow you"),
        LinkKey.REACH_SHARE: translate("Links", "Followers who see one post"),
        LinkKey.DISCOVERY: translate("Links", "Others who see one post"),
        LinkKey.SPREAD: translate("Links", "Others who see it, for each hundred followers who do"),
        LinkKey.REACH: translate("Links", "People reached by one post"),
        LinkKey.REACTIONS: translate("Links", "Of those, how many react (like, comment, save)"),
        LinkKey.APPEAL: translate("Links", "How much your trade draws people (100 % is usual)"),
        LinkKey.ACT: translate("Links", "Come, call or click, for each ten who react"),
        LinkKey.FIRST_SIGN: translate("Links", "Weeks until something shows"),
        LinkKey.SOLID: translate("Links", "Weeks until the full result"),
    }


def _sales() -> dict[LinkKey, str]:
    return {
        LinkKey.ACT_WHOLE: translate("Links", "Become what you count, for each ten who react"),
        LinkKey.BROUGHT: translate("Links", "Become what you count in the end, for each ten posts"),
        LinkKey.TURN: translate("Links", "Clicks that become an order"),
        LinkKey.CLOSE: translate("Links", "Enquiries that become customers"),
        LinkKey.REPEAT: translate("Links", "New customers who come back as often as usual"),
        LinkKey.MONEY: translate("Links", "Money a month"),
        LinkKey.CLICK_PRICE: translate("Links", "Price of one click"),
        LinkKey.PAID_TURN: translate("Links", "Paid clicks that become what you count"),
    }


def _listing() -> dict[LinkKey, str]:
    return {
        LinkKey.LISTING_VIEWS: translate("Links", "Views of your listing a month"),
        LinkKey.LISTING_ACTIONS: translate("Links", "Views that lead to a call, click or visit"),
        LinkKey.LISTING_UPLIFT: translate("Links", "More of them when the listing is kept up"),
        LinkKey.LISTING_TURN: translate("Links", "Of those, how many become what you count"),
        LinkKey.REVIEW_SHARE: translate("Links", "Customers asked who leave a review"),
        LinkKey.REVIEW_EFFECT: translate("Links", "More calls and visits for each new review"),
    }


def _own() -> dict[LinkKey, str]:
    return {
        LinkKey.LIST_SIZE: translate("Links", "Addresses on your mailing list"),
        LinkKey.SENDS: translate("Links", "Mailings a month"),
        LinkKey.MAIL_CLICKS: translate("Links", "Addresses that click"),
        LinkKey.MAIL_TURN: translate("Links", "Clicks from a mailing that become what you count"),
        LinkKey.ASKED: translate("Links", "Customers asked a week"),
        LinkKey.FOLLOW_SHARE: translate("Links", "Customers asked who follow you"),
        LinkKey.SIGN_UP_SHARE: translate("Links", "Customers asked who join the list"),
    }
