"""What a notification of the background part says.

Keys of buttons: the one here, a click's own, and for waiting the values of `Snooze`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DONE = "done"
ALL = "reminders"
"""The screen for several at once."""


@dataclass(frozen=True, slots=True)
class Words:
    """Title, body, the words of buttons by their keys, and the screen that a click opens."""

    title: str
    body: str
    buttons: Mapping[str, str]
    target: str
