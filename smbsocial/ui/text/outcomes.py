"""Words for what an assessment and a plan come to; apart, since a start needs neither."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.assessment.values import Channel, Verdict
from smbsocial.domain.planning.values import GaveWay

translate = QCoreApplication.translate


def verdict(value: Verdict) -> str:
    """A verdict in a word or two."""
    return {
        Verdict.REALISTIC: translate("Names", "Realistic"),
        Verdict.STRETCH: translate("Names", "A stretch"),
        Verdict.NOT_NOW: translate("Names", "Not now"),
    }[value]


def channel(value: Channel) -> str:
    """A way in which the work brings customers."""
    return {
        Channel.POSTS: translate("Names", "Posts"),
        Channel.LISTING: translate("Names", "Listing and reviews"),
        Channel.MAILING: translate("Names", "Mailing list"),
        Channel.ASKING: translate("Names", "Asking customers"),
        Channel.PAID: translate("Names", "Paid posts"),
    }[value]


def channel_within(value: Channel) -> str:
    """The same within a sentence, after "most of this comes from"."""
    return {
        Channel.POSTS: translate("Names", "posts"),
        Channel.LISTING: translate("Names", "the listing and its reviews"),
        Channel.MAILING: translate("Names", "the mailing list"),
        Channel.ASKING: translate("Names", "asking customers"),
        Channel.PAID: translate("Names", "paid posts"),
    }[value]


def gave_way(value: GaveWay) -> str:
    """Which promise of the plan could not be kept in full, and why."""
    return {
        GaveWay.COMMUNITIES: translate(
            "Plan", "There are more communities than posts, so some wait for their turn."
        ),
        GaveWay.IDEAS: translate(
            "Plan", "Every idea has run in the last eight weeks, so a gap stays empty."
        ),
        GaveWay.BUDGET: translate(
            "Plan", "Some routine work was shortened or left out to stay within your minutes."
        ),
        GaveWay.CLOSED: translate("Plan", "You are closed the whole week, so it stays empty."),
        GaveWay.OBSERVANCE: translate(
            "Plan", "A special day falls on a closed day, so its post comes before it."
        ),
        GaveWay.PLATFORMS: translate(
            "Plan", "There are more platforms than posts a week, so they take turns."
        ),
    }[value]
