"""Reach watch in words: whether a platform has turned, what to do, and what the business owns."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.measures import Metric
from smbsocial.domain.reach_watch import Advice, State, Watch
from smbsocial.ui.text import formats
from smbsocial.usecases.results.reach import Owned, Thing, Told, Watched

translate = QCoreApplication.translate


def watched(found: Watched) -> str:
    """A platform in a sentence: shows your posts to 11 % of followers, down from 16 %."""
    watch = found.watch
    if watch.now is None or watch.before is None:
        return _too_little(found)
    texts = _per_follower(found.metric) if watch.per_follower else _people(found.metric)
    share = watch.per_follower and found.metric is Metric.REACH
    said = formats.percent if share else formats.number
    text = texts[watch.state]
    return text.format(platform=found.name, now=said(watch.now), before=said(watch.before))


def none_turned(platforms: Sequence[Watched]) -> str:
    """That no platform has turned, and of which that is known."""
    steady = [each.name for each in platforms if each.watch.state is State.STEADY]
    if not steady:
        return translate("Results", "Too few posts with numbers to tell whether a platform turned.")
    text = translate("Results", "No platform has turned: as many as before see you on {platforms}.")
    return text.format(platforms=formats.listed(steady))


def chip(watch: Watch) -> tuple[str, str]:
    """The state in a word or two, and the tone of its chip."""
    return {
        State.DOWN: (translate("Results", "turned down"), "caution"),
        State.UP: (translate("Results", "turned up"), "good"),
        State.STEADY: (translate("Results", "steady"), ""),
        State.TOO_LITTLE: (translate("Results", "too little to tell"), ""),
    }[watch.state]


def advice(value: Advice) -> str:
    """What there is to do about it."""
    return {
        Advice.IMPORT: translate("Results", "Import the file with its posts."),
        Advice.KNOW_FOLLOWERS: translate(
            "Results", "Import or type its followers too: then the share of them can be told."
        ),
        Advice.GROW_OWN: translate(
            "Results", "Ask people over to your mailing list or website: those stay yours."
        ),
        Advice.TRY_FORMAT: translate("Results", "Try another kind of post there for some weeks."),
        Advice.WRITE_RULE: translate("Results", "Write down when you would stop there."),
        Advice.GIVE_MORE: translate(
            "Results", "It returns more for the same work: give it a little more."
        ),
    }[value]


def owned(found: Owned) -> str:
    """What the business owns, and how it grew in a quarter."""
    if found.now is None:
        return _unknown(found.thing)
    size = _sizes()[found.told]().format(now=formats.number(found.now))
    if found.before is None:
        return size
    change = found.now - found.before
    if not change:
        return translate("Results", "{size} As many as a quarter before.").format(size=size)
    text = translate("Results", "{size} That is {change} more than a quarter before.")
    if change < 0:
        text = translate("Results", "{size} That is {change} fewer than a quarter before.")
    return text.format(size=size, change=formats.number(abs(change)))


def owned_title(found: Owned) -> str:
    """What a chart of it is called."""
    return {
        Told.SUBSCRIBERS: translate("Results", "People on your mailing list"),
        Told.DELIVERED: translate("Results", "People whom your mailings reach"),
        Told.NEW_SUBSCRIBERS: translate("Results", "New people on your mailing list"),
        Told.VISITS: translate("Results", "Visits of your website a week"),
        Told.SOCIAL_VISITS: translate("Results", "Visits of your website from social media"),
        Told.NOTHING: "",
    }[found.told]


def watched_title(found: Watched) -> str:
    """What a chart of it is called."""
    if found.watch.per_follower and found.metric is Metric.REACH:
        text = translate("Results", "Followers whom a post on {platform} reaches, per cent")
    elif found.watch.per_follower:
        text = translate("Results", "Times a post on {platform} is seen for every 100 followers")
    elif found.metric is Metric.REACH:
        text = translate("Results", "People whom a post on {platform} reaches")
    else:
        text = translate("Results", "Times that a post on {platform} is seen")
    return text.format(platform=found.name)


def reach_value(value: Decimal, *, per_follower: bool) -> str:
    """A value of that chart."""
    return formats.percent(value) if per_follower else formats.number(value)


def _too_little(found: Watched) -> str:
    text = translate(
        "Results", "{platform}: too few posts with numbers to tell whether it has turned."
    )
    return text.format(platform=found.name)


def _per_follower(metric: Metric | None) -> dict[State, str]:
    """People can be a share of the followers; times seen are no share of anything."""
    if metric is not Metric.REACH:
        return {
            State.DOWN: translate(
                "Results",
                "A post on {platform} is seen {now} times for every 100 followers,"
                " down from {before}.",
            ),
            State.UP: translate(
                "Results",
                "A post on {platform} is seen {now} times for every 100 followers,"
                " up from {before}.",
            ),
            State.STEADY: translate(
                "Results",
                "A post on {platform} is seen {now} times for every 100 followers, much as before.",
            ),
        }
    return {
        State.DOWN: translate(
            "Results", "{platform} shows your posts to {now} of followers, down from {before}."
        ),
        State.UP: translate(
            "Results", "{platform} shows your posts to {now} of followers, up from {before}."
        ),
        State.STEADY: translate(
            "Results", "{platform} shows your posts to {now} of followers, much as before."
        ),
    }


def _people(metric: Metric | None) -> dict[State, str]:
    if metric is Metric.REACH:
        return {
            State.DOWN: translate(
                "Results", "A post on {platform} reaches {now} people, down from {before}."
            ),
            State.UP: translate(
                "Results", "A post on {platform} reaches {now} people, up from {before}."
            ),
            State.STEADY: translate(
                "Results", "A post on {platform} reaches {now} people, much as before."
            ),
        }
    return {
        State.DOWN: translate(
            "Results", "A post on {platform} is seen {now} times, down from {before}."
        ),
        State.UP: translate(
            "Results", "A post on {platform} is seen {now} times, up from {before}."
        ),
        State.STEADY: translate(
            "Results", "A post on {platform} is seen {now} times, much as before."
        ),
    }


def _sizes() -> dict[Told, Callable[[], str]]:
    return {
        Told.SUBSCRIBERS: lambda: translate("Results", "Your mailing list has {now} people."),
        Told.DELIVERED: lambda: translate("Results", "Your mailings reach {now} people."),
        Told.NEW_SUBSCRIBERS: lambda: translate(
            "Results", "{now} people came to your mailing list."
        ),
        Told.VISITS: lambda: translate("Results", "Your website has {now} visits a week."),
        Told.SOCIAL_VISITS: lambda: translate(
            "Results", "Your website has {now} visits a week from social media."
        ),
    }


def _unknown(thing: Thing) -> str:
    return {
        Thing.MAILING_LIST: translate(
            "Results",
            "Your mailing list is yours, whatever platforms do. Nobody has counted it yet: import"
            " its file, or watch “new e-mail sign-ups”.",
        ),
        Thing.WEBSITE: translate(
            "Results",
            "Your website is yours, whatever platforms do. Nobody has counted its visits yet:"
            " import its statistics.",
        ),
    }[thing]
