"""The review that the example held of its finished quarter, before the running plan began."""

from dataclasses import replace
from datetime import timedelta

from smbsocial.domain.business import Person, Role
from smbsocial.domain.plan import Choice, Decision
from smbsocial.domain.review import ReviewPage, ReviewWord
from smbsocial.usecases.example.counted import House
from smbsocial.usecases.example.days import on
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.reviewing.opening import open_review, turn_page
from smbsocial.usecases.reviewing.saying import say

DAYS_BEFORE = 3
"""When the plan that followed was made, and decided on."""


def hold_review(tx: Tx, ports: Ports, own: House) -> None:
    """Every page was gone through; one kind of content was to change, and the work went on.

    The plan that followed is the running one: it stands already.
    """
    lived, past = own.lived, own.past
    day = lived.starts - timedelta(days=DAYS_BEFORE)
    then = on(ports, day)
    owner = next(person.id for person in tx.all(Person) if person.role is Role.OWNER)
    review = open_review(tx, then)
    first, *_, third, last = own.pillars
    for pillar, word, text in (
        (first, ReviewWord.KEEP, ""),
        (third, ReviewWord.CHANGE, past.changed),
        (last, ReviewWord.KEEP, ""),
    ):
        say(tx, then, review.id, ReviewPage.CONTENT, pillar.id, word, text, by=owner)
    for page in ReviewPage:
        review = turn_page(tx, then, review.id, ReviewPage.DECIDE, done=page)
    made = max(tx.all(Decision), key=lambda decision: decision.made_at)
    tx.put(replace(made, choice=Choice.CHANGE))
    closed = replace(review, first=lived.began, last=day, closed_at=then.clock.now())
    tx.put(replace(closed, decision=made.id))
