"""On which days of a week posts go out: the rhythm's days in turn, spread, never a closed one."""

from collections.abc import Sequence
from datetime import date

from smbsocial.domain.business import Business
from smbsocial.domain.days import week_days


def open_days(week: date, business: Business) -> tuple[date, ...]:
    """The days of the week from `week` on which the business is open."""
    return tuple(day for day in week_days(week) if not business.is_closed(day))


def spread(
    days: Sequence[date], weekdays: Sequence[int], *, posts: int, turn: int
) -> tuple[date, ...]:
    """So many of the open `days`, one post a day, by day.

    The rhythm's `weekdays` come first, in turn from week to week (`turn` counts the posts before
    this week); where there are more posts than such days, the emptiest places of the week follow.
    """
    usual = [day for day in days if day.weekday() in weekdays] or list(days[:1])
    if posts <= len(usual):
        return tuple(sorted(_evenly(usual, posts, turn)))
    chosen = list(usual)
    rest = [day for day in days if day not in chosen]
    while rest and len(chosen) < posts:
        best = max(rest, key=lambda d: (min(abs((d - c).days) for c in chosen), -d.toordinal()))
        chosen.append(best)
        rest.remove(best)
    return tuple(sorted(chosen))


def landing(days: Sequence[date], wanted: date) -> date | None:
    """The open day that takes a post meant for `wanted`: itself, else the last one before it."""
    before = [day for day in days if day <= wanted]
    return before[-1] if before else None


def _evenly(days: Sequence[date], posts: int, turn: int) -> list[date]:
    return (
        [days[(turn + i * len(days) // posts) % len(days)] for i in range(posts)] if posts else []
    )
