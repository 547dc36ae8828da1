"""The pause after wrong tries: longer each time, never a lock that shuts the right person out."""

FREE_TRIES = 3
"""Wrong tries that cost nothing: everybody mistypes."""
LONGEST_PAUSE = 60


def pause(wrong_tries: int) -> int:
    """Seconds until the next try, after so many wrong ones in a row."""
    counted = wrong_tries - FREE_TRIES
    if counted <= 0:
        return 0
    doubled = 1 << min(counted, LONGEST_PAUSE.bit_length())
    return min(LONGEST_PAUSE, doubled)
