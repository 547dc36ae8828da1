"""A café whose review is open at the end of its quarter, with work and reactions in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from house import House

from smbsocial.domain.content import Post, Status
from smbsocial.domain.ids import ImportId, PlatformKey
from smbsocial.domain.measures import (
    Import,
    MatchedBy,
    Measure,
    MeasureKind,
    Metric,
    PostMatch,
    match_id,
)
from smbsocial.domain.review import Review
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.reviewing.opening import open_review

LATER = datetime(2027, 3, 10, 9, 30, tzinfo=UTC)
"""A Wednesday in the ninth week of the plan."""


def at_review(house: House, now: datetime = LATER) -> Review:
    """Go on to the day, and open the review."""
    house.clock.instant = now
    return house.changes.do(Action.OPEN_REVIEW, open_review)


def publish(house: House, posts: list[Post], *, real: int | None = None) -> list[Post]:
    """Mark posts as published."""

    def put(tx: Tx, _ports: Ports) -> list[Post]:
        done = [replace(each, status=Status.POSTED, real_minutes=real) for each in posts]
        for each in done:
            tx.put(each)
        return done

    return house.changes.do(Action.MARK_POSTED, put)


def posts_until(house: House, last: date) -> list[Post]:
    """The posts up to a day."""
    return [*house.store.posts(last - timedelta(weeks=60), last)]


def told(house: House, post: Post, **figures: int) -> None:
    """A file of its platform tells of a post."""
    count = len(house.store.all(Import))
    file = Import(
        id=ImportId(f"file-{count}"),
        at=house.clock.now(),
        name="posts.csv",
        format="test",
        source=post.platform,
        account="",
        first=post.day,
        last=post.day,
        rows=1,
        skipped=0,
    )
    key = f"key-{count}"
    row = Measure(
        source=PlatformKey(post.platform),
        account="",
        kind=MeasureKind.POST,
        key=key,
        day=post.day,
        until=post.day,
        at=None,
        title=post.title,
        link="",
        figures={Metric(name): value for name, value in figures.items()},
    )

    def put(tx: Tx, _ports: Ports) -> None:
        tx.lay_down(file.id, [row])
        tx.put(file)
        tx.put(PostMatch(match_id(post.platform, "", key), post.id, MatchedBy.OWNER))

    house.changes.write(put)
