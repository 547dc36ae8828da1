"""Where the app opens: light, so that a start does not wait for what only the setup needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from smbsocial.domain.plan import GOING, Choice
from smbsocial.usecases.lookup import newest_decision, the_business

if TYPE_CHECKING:
    from smbsocial.domain.answers import Page
    from smbsocial.usecases.ports import Ports, Reads


class Place(Enum):
    """Where the app opens."""

    WELCOME = "welcome"
    WIZARD = "wizard"
    REST = "rest"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the app opens; `page` is the wizard's page to go on at (None elsewhere)."""

    place: Place
    page: Page | None = None
    example: bool = False


def where_to_open(reads: Reads, ports: Ports) -> Opening:  # noqa: ARG001
    """Where the app opens: welcome, the wizard where it was left, the calm page, or the week."""
    business = the_business(reads)
    example = business is not None and business.example
    decision = newest_decision(reads)
    if decision and decision.choice is Choice.STAY_OFF:
        return Opening(Place.REST, example=example)
    if decision and decision.choice in GOING:
        return Opening(Place.WEEK, example=example)
    return _unfinished(reads, example=example)


def first_open_page(reads: Reads) -> Page:
    """The first page that is not done; the last one if all are."""
    from smbsocial.domain.answers import Page, PageRow

    done = {row.id for row in reads.all(PageRow) if row.done}
    return next((page for page in Page if page not in done), Page.PEOPLE)


def _unfinished(reads: Reads, *, example: bool) -> Opening:
    from smbsocial.domain.answers import PageRow

    if not reads.all(PageRow):
        return Opening(Place.WELCOME)
    return Opening(Place.WIZARD, first_open_page(reads), example=example)
