"""Whether this computer's clock is right enough for one-time codes."""

from datetime import timedelta

from smbsocial.usecases.vault.session import Vault


def clock_error(vault: Vault, page: str) -> timedelta:
    """How far this computer's clock is ahead of a web server's (negative: behind); may block.

    Both tell whole seconds: the answer is right to about two. Half of the way there and back is
    taken off. Raises ExpectedError: CLOCK_NO_ANSWER, CLOCK_FAR_OFF.
    """
    clock = vault.ports.clock
    asked = clock.now()
    there = vault.making.time_at(page)
    answered = clock.now()
    return asked + (answered - asked) / 2 - there
