"""Leaving a platform in words: what is to be done, and how far it is."""

from PySide6.QtCore import QCoreApplication

from smbsocial.ui.text import formats
from smbsocial.usecases.reviewing.platforms import Farewell, FarewellLine, Kept, Leaving

translate = QCoreApplication.translate


def title(leaving: Leaving) -> str:
    """What it is about, and since when."""
    text = translate("Review", "Leaving {platform}, since {day}")
    return text.format(platform=leaving.name, day=formats.day_plain(leaving.since))


def how_far(leaving: Leaving) -> str:
    """How many lines are done."""
    text = translate("Review", "{done} of {all} done")
    return text.format(done=formats.number(leaving.done), all=formats.number(len(leaving.lines)))


def step(value: Farewell) -> str:
    """A line of the list."""
    return {
        Farewell.LAST_POST: translate("Review", "A last post says where people find you now."),
        Farewell.SAVE_DATA: translate(
            "Review", "Everything you put there is saved: the platform's own copy of your data."
        ),
        Farewell.SAVE_CONTACTS: translate(
            "Review", "People who only write to you there have another way, and you have theirs."
        ),
        Farewell.LINKS: translate(
            "Review", "No link leads there: website, other profiles, listings, print, e-mails."
        ),
        Farewell.SCHEDULED: translate("Review", "Ads and scheduled posts are stopped there."),
        Farewell.APPS: translate(
            "Review", "Apps that could post or read there have lost their right."
        ),
        Farewell.NAME: translate(
            "Review", "The name is kept (log in once a quarter), or the account is closed."
        ),
        Farewell.RECORD: translate(
            "Review", "Its password stays in the vault, or the record was ended there."
        ),
    }[value]


def choice(value: Farewell, kept: Kept) -> str:
    """The two ways of a line that has two."""
    return {
        (Farewell.NAME, Kept.KEPT): translate("Review", "Name kept"),
        (Farewell.NAME, Kept.CLOSED): translate("Review", "Account closed"),
        (Farewell.RECORD, Kept.KEPT): translate("Review", "Password kept"),
        (Farewell.RECORD, Kept.CLOSED): translate("Review", "Record ended"),
    }[value, kept]


def line(found: FarewellLine) -> str:
    """A line as paper says it: there is no box to see a tick in."""
    said = step(found.step)
    if found.kept is not None:
        text = translate("Review", "{step} {choice}.")
        return text.format(step=said, choice=choice(found.step, found.kept))
    if found.done_at is None:
        return translate("Review", "To do: {step}").format(step=said)
    return translate("Review", "Done: {step}").format(step=said)
