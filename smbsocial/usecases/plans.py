"""Making a quarter's plan: a draft to look at, and writing what was chosen of it."""

from dataclasses import replace
from datetime import date, timedelta

from smbsocial.domain.brief import Brief
from smbsocial.domain.content import Post, Status
from smbsocial.domain.days import WEEKS_IN_QUARTER
from smbsocial.domain.ids import PlanId, PostId
from smbsocial.domain.plan import Duty, Plan
from smbsocial.domain.planning.draft import draft_plan
from smbsocial.domain.planning.formats import format_minutes, formats_of
from smbsocial.domain.planning.values import PlanDraft, Recent
from smbsocial.domain.review import KeptForecast, Review
from smbsocial.usecases.checks import later_than
from smbsocial.usecases.lookup import last_day, newest_plan
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.removing import take_away

WEEKS_WITHOUT_REPEAT = 8
"""No idea comes back within so many weeks."""


def draft(reads: Reads, ports: Ports, *, brief: Brief, seed: int = 1) -> PlanDraft:
    """Thirteen weeks from the brief's first day, not written yet.

    The same brief, seed and history give the same posts; ideas of the last eight weeks are not
    used again too soon.
    """
    starts = brief.rhythm.starts
    since = starts - timedelta(weeks=WEEKS_WITHOUT_REPEAT)
    newest = max(reads.all(Plan), key=lambda p: p.made_at, default=None)
    library = ports.library
    return draft_plan(
        brief,
        library.observances(),
        format_minutes(library.cadence_minutes()),
        plan_id=PlanId(ports.ids.new()),
        seed=seed,
        made_at=later_than(ports.clock.now(), newest.made_at if newest else None),
        recent=Recent.of(reads.posts(since, starts - timedelta(days=1))),
        formats={p: formats_of(library.platform(p).post_types) for p in brief.platforms},
    )


def apply(tx: Tx, ports: Ports, *, draft: PlanDraft, chosen: frozenset[PostId]) -> Plan:  # noqa: ARG001
    """Write a draft's plan, its duties and the chosen posts; an earlier plan ends before it.

    From the new plan's first day on, open posts of earlier plans that nobody edited go; those
    that a person edited, posted or skipped stay and belong to the new plan.
    """
    plan = draft.plan
    tx.put(plan)
    for former in tx.all(Plan):
        if former.id != plan.id and last_day(former) >= plan.starts:
            _hand_over(tx, former, plan)
    for duty in draft.duties:
        tx.put(duty)
    for post in draft.posts:
        if post.id in chosen:
            tx.put(post)
    return plan


def fitting(reads: Reads, ports: Ports, *, draft: PlanDraft) -> frozenset[PostId]:  # noqa: ARG001
    """The posts of a draft that stand beside what people edited by hand, as `chosen` for `apply`.

    Where an edited post stays, none is put on the same platform that day, nor its idea again.
    """
    plan = draft.plan
    kept = [post for post in reads.posts(plan.starts, last_day(plan)) if post.edited]
    places = {(post.day, post.platform) for post in kept if post.status is not Status.SKIPPED}
    ideas = {post.idea for post in kept if post.idea and post.status is not Status.SKIPPED}
    return frozenset(
        post.id
        for post in draft.posts
        if (post.day, post.platform) not in places and post.idea not in ideas
    )


def end_plans(tx: Tx, day: date) -> None:
    """End whatever runs with the week of a day; a plan that would begin after it goes.

    Its open posts must be gone before. What is left of them belongs to the plan before it.
    """
    plans = sorted(tx.all(Plan), key=lambda plan: plan.starts)
    begun = [plan for plan in plans if plan.starts <= day]
    for plan in begun:
        if last_day(plan) > day:
            tx.put(replace(plan, weeks=min(plan.weeks, (day - plan.starts).days // 7 + 1)))
    for plan in plans[len(begun) :]:
        if begun:
            _drop(tx, plan, begun[-1])


def quarter(reads: Reads, ports: Ports) -> tuple[Plan, tuple[Post, ...]]:  # noqa: ARG001
    """The newest plan and its posts by day; raises ExpectedError(NO_PLAN)."""
    plan = newest_plan(reads)
    posts = reads.posts(plan.starts, plan.starts + timedelta(weeks=WEEKS_IN_QUARTER, days=-1))
    return plan, tuple(post for post in posts if post.plan == plan.id)


def _hand_over(tx: Tx, former: Plan, plan: Plan) -> None:
    """End a plan before the new one; one that would not have begun goes altogether."""
    for post in tx.posts(plan.starts, date.max):
        if post.plan == former.id and post.is_open and not post.edited:
            take_away(tx, post.id)
        elif post.plan == former.id:
            tx.put(replace(post, plan=plan.id))
    if plan.starts > former.starts:
        weeks = max(1, (plan.starts - former.starts).days // 7)
        tx.put(replace(former, weeks=weeks))
    else:
        _drop(tx, former, plan)


def _drop(tx: Tx, former: Plan, plan: Plan) -> None:
    for post in tx.all(Post):
        if post.plan == former.id:
            tx.put(replace(post, plan=plan.id))
    for duty in tx.all(Duty):
        if duty.plan == former.id:
            tx.remove(Duty, duty.id)
    for kept in tx.having(KeptForecast, "plan", former.id):
        tx.remove(KeptForecast, kept.id)
    for review in tx.having(Review, "plan", former.id):
        tx.put(replace(review, plan=plan.id))
    tx.remove(Plan, former.id)
