"""Posts that two kinds of file tell, each by a name of its own: they are one post all the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from smbsocial.domain.measures import Measure, joined
from smbsocial.domain.post_links import post_address

VIDEO = "video:"
"""What the key of a video begins with whose platform has another file of the posts it is in."""
_LINK = "://"

Address = tuple[str, str]
"""A source, and where one of its posts is."""


def told_once(posts: Iterable[Measure]) -> tuple[Measure, ...]:
    """Measures of posts, in their order, each post once.

    A file of posts has the videos too: of a day that it speaks of, those of a file of videos are
    left out. A post whose id a spreadsheet destroyed is known by its link: it is the one of that
    link which has an id. Of each figure the larger stays, since what a post has only grows.
    """
    rows = tuple(posts)
    if any(row.key.startswith(VIDEO) for row in rows):
        rows = tuple(_without_listed(rows))
    return _joined_by_link(rows)


def _without_listed(rows: Sequence[Measure]) -> Iterator[Measure]:
    """Without videos of days and accounts that posts are known of; no name is any account's."""
    listed: dict[tuple[str, date], set[str]] = defaultdict(set)
    for row in rows:
        if not row.key.startswith(VIDEO):
            listed[row.source, row.day].add(row.account)
    for row in rows:
        accounts = listed.get((row.source, row.day), set())
        told = {row.account, ""} & accounts if row.account else accounts
        if not (told and row.key.startswith(VIDEO)):
            yield row


def _joined_by_link(rows: tuple[Measure, ...]) -> tuple[Measure, ...]:
    with_id = {row.source for row in rows if _LINK not in row.key}
    lost = {
        place: (row.source, post_address(row.key))
        for place, row in enumerate(rows)
        if _LINK in row.key and row.source in with_id
    }
    if not lost:
        return rows
    found = dict(enumerate(rows))
    owners = _owners(rows, frozenset(lost.values()))
    for place, address in lost.items():
        owner = owners.get(address)
        if owner is not None:
            found[owner] = _both(found.pop(place), found[owner])
    return tuple(found.values())


def _owners(rows: Sequence[Measure], wanted: frozenset[Address]) -> dict[Address, int]:
    """The places of the posts that have an id, by their addresses."""
    sources = {source for source, _address in wanted}
    found = {}
    for place, row in enumerate(rows):
        if row.source in sources and row.link and _LINK not in row.key:
            address = (row.source, post_address(row.link))
            if address in wanted:
                found[address] = place
    return found


def _both(lost: Measure, owner: Measure) -> Measure:
    figures = dict(owner.figures)
    for metric, value in lost.figures.items():
        figures[metric] = max(value, figures.get(metric, value))
    return joined(lost, owner)._replace(figures=figures)
