"""Keys of a notification's buttons; those of waiting are the values of `Snooze`."""

OPEN = "open"
DONE = "done"
ALL = "reminders"
"""The screen for several at once."""
