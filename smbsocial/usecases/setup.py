"""The wizard's path: resume, answer page by page, assess, decide, and finish in one step."""

from dataclasses import replace
from datetime import date
from itertools import chain

from smbsocial.domain.answer_checks import check, is_zone
from smbsocial.domain.answers import (
    AccountsAnswers,
    Answers,
    BusinessAnswers,
    CommunitiesAnswers,
    GoalsAnswers,
    InvestmentAnswers,
    MeasureAnswers,
    NumbersAnswers,
    Page,
    PageAnswers,
    PageRow,
    PeopleAnswers,
    PlatformsAnswers,
    RhythmAnswers,
)
from smbsocial.domain.assessment.assess import apply_lever, assess
from smbsocial.domain.assessment.values import Assessment, Lever
from smbsocial.domain.brief import Brief
from smbsocial.domain.briefing import facts_for, make_brief
from smbsocial.domain.days import next_quarter
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import DecisionId, PostId
from smbsocial.domain.plan import Choice, Decision, DutyKind, Plan
from smbsocial.domain.planning.values import PlanDraft
from smbsocial.domain.sampling import Sampler
from smbsocial.usecases.checks import LONGEST_REASON, check_text, later_than
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.expecting import going_on, keep_forecast
from smbsocial.usecases.keeping import retire, settled
from smbsocial.usecases.lookup import newest_decision, the_business
from smbsocial.usecases.plans import apply
from smbsocial.usecases.plans import draft as draft_quarter
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.sheets import RestSheet

PAGE_TYPES: dict[Page, type[PageAnswers]] = {
    Page.BUSINESS: BusinessAnswers,
    Page.GOALS: GoalsAnswers,
    Page.NUMBERS: NumbersAnswers,
    Page.INVESTMENT: InvestmentAnswers,
    Page.MEASURE: MeasureAnswers,
    Page.PLATFORMS: PlatformsAnswers,
    Page.COMMUNITIES: CommunitiesAnswers,
    Page.RHYTHM: RhythmAnswers,
    Page.ACCOUNTS: AccountsAnswers,
    Page.PEOPLE: PeopleAnswers,
}
"""Which answers belong to which page, in the wizard's order."""


def read_answers(reads: Reads, ports: Ports | None = None) -> Answers:  # noqa: ARG001
    """All that was answered so far; pages never seen hold their empty answers."""
    return Answers(**{row.id.value: row.answers for row in reads.all(PageRow)})  # type: ignore[arg-type]


def with_page(answers: Answers, page: PageAnswers) -> Answers:
    """The answers with one page replaced."""
    return replace(answers, **{page_of(page).value: page})  # type: ignore[arg-type]


def pages(answers: Answers) -> tuple[PageAnswers, ...]:
    """The answers page by page, in the wizard's order."""
    return tuple(getattr(answers, page.value) for page in PAGE_TYPES)


def page_of(answers: PageAnswers) -> Page:
    """The page that these answers belong to."""
    return next(page for page, kind in PAGE_TYPES.items() if isinstance(answers, kind))


def save_page(tx: Tx, ports: Ports, page: PageAnswers, *, done: bool) -> None:
    """Keep a page as it stands; `done` says that its person went on to the next.

    A page that was done stays done. Raises the first ExpectedError that `problems` has for this
    page: what is kept can always be assessed.
    """
    key = page_of(page)
    answers = with_page(read_answers(tx), page)
    if key is Page.BUSINESS or answers.business.industry:
        for problem in problems(answers, ports):
            if (problem.field or "").partition(".")[0] == key.value:
                raise problem
    before = tx.get(PageRow, key.value)
    tx.put(PageRow(key, page, done=done or (before is not None and before.done)))


def stay_off(tx: Tx, ports: Ports, *, reason: str, would_change: str = "") -> Decision:
    """Stay off until the first day of the next quarter, with what the assessment said today.

    Raises ExpectedError(TOO_LONG) for a reason of more than 500 characters.
    """
    for field, text in (("reason", reason), ("would_change", would_change)):
        check_text(text, field=field, most=LONGEST_REASON)
    answers = read_answers(tx)
    return decide(
        tx,
        ports,
        Choice.STAY_OFF,
        until=next_quarter(today_of(answers, ports)),
        reason=reason.strip(),
        would_change=would_change.strip(),
    )


def reassess(tx: Tx, ports: Ports) -> None:
    """Back to the wizard's investment page with everything kept; undo goes back to resting.

    Days that have passed meanwhile are no answers any more. Raises ExpectedError(NOT_FOUND) when
    the business does not stay off.
    """
    newest = newest_decision(tx)
    if newest is None or newest.choice is not Choice.STAY_OFF:
        raise ExpectedError(Code.NOT_FOUND, value="decision")
    answers = read_answers(tx)
    today = today_of(answers, ports)
    investment, rhythm = answers.investment, answers.rhythm
    if investment.until and investment.until <= today:
        investment = replace(investment, until=None)
    if rhythm.starts and rhythm.starts < today:
        tx.put(PageRow(Page.RHYTHM, replace(rhythm, starts=None), done=True))
    tx.put(PageRow(Page.INVESTMENT, investment, done=False))
    decide(tx, ports, Choice.REASSESS)


def rest_sheet(reads: Reads, ports: Ports) -> RestSheet:
    """The calm page: what was decided, why, and until when.

    Raises ExpectedError(NOT_FOUND) when the business does not stay off.
    """
    decision = newest_decision(reads)
    if decision is None or decision.choice is not Choice.STAY_OFF:
        raise ExpectedError(Code.NOT_FOUND, value="decision")
    business = the_business(reads) or make_brief_from(read_answers(reads), ports).business
    today = ports.clock.today(business.zone)
    due = decision.until is not None and today >= decision.until
    return RestSheet(business=business, decision=decision, today=today, due=due)


def make_brief_from(answers: Answers, ports: Ports) -> Brief:
    """The brief of these answers: whatever is missing takes the industry's and country's usual.

    Raises ExpectedError(EMPTY, field="business.name" or "business.industry") without the two
    that have no usual, and that of the first answer that cannot be.
    """
    return make_brief(answers, facts_for(answers, ports.library), today=today_of(answers, ports))


def brief_going_on(reads: Reads, ports: Ports, answers: Answers) -> Brief:
    """The brief of these answers with the work that leads up to it: growth does not begin anew.

    Raises ExpectedError as `make_brief_from` does.
    """
    return going_on(reads, make_brief_from(answers, ports))


def problems(answers: Answers, ports: Ports) -> tuple[ExpectedError, ...]:
    """Every answer that cannot be, all at once; `field` is `page.field`.

    Raises ExpectedError where not even the industry or the country is known.
    """
    return check(answers, facts_for(answers, ports.library), today=today_of(answers, ports))


def assess_answers(
    answers: Answers, ports: Ports, *, sampler: Sampler | None = None, levers: bool = True
) -> Assessment:
    """What the answers come to; the same answers give the same assessment on every machine.

    Whoever redraws while a slider moves hands in the same `sampler` each time and leaves the
    `levers` out until the slider rests. Raises ExpectedError as `make_brief_from` does.
    """
    return assess_brief(make_brief_from(answers, ports), ports, sampler=sampler, levers=levers)


def assess_brief(
    brief: Brief, ports: Ports, *, sampler: Sampler | None = None, levers: bool = True
) -> Assessment:
    """What a brief comes to; see `assess_answers`."""
    figures = ports.library.chain_figures(brief.industry.key, brief.goal.kind)
    return assess(brief, figures, sampler=sampler, levers=levers)


def take_lever(tx: Tx, ports: Ports, *, lever: Lever) -> Answers:
    """Turn a lever: each page that it changes is kept. Returns the answers with it."""
    answers = read_answers(tx)
    turned = apply_lever(answers, make_brief_from(answers, ports), lever)
    for before, after in zip(pages(answers), pages(turned), strict=True):
        if before != after:
            save_page(tx, ports, after, done=False)
    return turned


def today_of(answers: Answers, ports: Ports) -> date:
    """Today where the business is, as far as the answers say where that is."""
    zone = answers.business.zone
    if zone is None and answers.business.country is not None:
        try:
            zone = ports.library.country(answers.business.country).zone
        except KeyError:
            zone = None
    return ports.clock.today(zone if zone is not None and is_zone(zone) else "UTC")


def finish(
    tx: Tx, ports: Ports, *, draft: PlanDraft, chosen: frozenset[PostId], example: bool = False
) -> Plan:
    """The wizard's last step, and one step of undo: everything that stands is written.

    Business, people, goals, KPIs, accounts, communities, pillars, the plan with its duties, the
    chosen posts, and the decision to go. What a former setup had and this one has not is retired,
    never deleted while something points to it.
    """
    whole = settled(tx, ports, brief=make_brief_from(read_answers(tx), ports), draft=draft)
    brief = whole.brief
    tx.put(replace(brief.business, example=example))
    write_rows(tx, brief.people, brief.goals, brief.kpis, brief.accounts)
    write_rows(tx, brief.communities, brief.rhythm.pillars)
    retire(tx, brief)
    plan = apply(tx, ports, draft=whole.draft, chosen=chosen)
    keep_forecast(tx, ports, brief, plan, learned=bool(brief.learned))
    _start_again(tx, ports, brief)
    decide(tx, ports, Choice.GO)
    return plan


def take_answers(
    tx: Tx, ports: Ports, *, answers: Answers, seed: int = 1, example: bool = False
) -> Plan:
    """All pages at once and the whole plan with every post: what scripts and the example use.

    One step of undo. Raises ExpectedError as `save_page` and `make_brief_from` do.
    """
    for page in pages(answers):
        save_page(tx, ports, page, done=True)
    draft = draft_quarter(tx, ports, brief=make_brief_from(answers, ports), seed=seed)
    chosen = frozenset(post.id for post in draft.posts)
    return finish(tx, ports, draft=draft, chosen=chosen, example=example)


def decide(  # noqa: PLR0913 (all that the log keeps of a decision)
    tx: Tx,
    ports: Ports,
    choice: Choice,
    *,
    until: date | None = None,
    reason: str = "",
    would_change: str = "",
    alive: tuple[DutyKind, ...] = (),
    brief: Brief | None = None,
) -> Decision:
    """Put a decision with what the assessment of the kept answers, or of a `brief`, says today.

    Raises ExpectedError as `make_brief_from` does.
    """
    assessed = brief or make_brief_from(read_answers(tx), ports)
    assessment = assess_brief(going_on(tx, assessed), ports, levers=False)
    newest = newest_decision(tx)
    decision = Decision(
        id=DecisionId(ports.ids.new()),
        choice=choice,
        made_at=later_than(ports.clock.now(), newest.made_at if newest else None),
        until=until,
        reason=reason,
        would_change=would_change,
        verdict=assessment.verdict.value,
        chance_percent=assessment.chance_percent,
        alive=alive,
    )
    tx.put(decision)
    return decision


def _start_again(tx: Tx, ports: Ports, brief: Brief) -> None:
    from smbsocial.usecases.deciding.turns import start_again  # a start decides nothing

    pillars = [pillar.id for pillar in brief.rhythm.pillars]
    start_again(tx, ports, platforms=brief.platforms, pillars=pillars)


def write_rows(tx: Tx, *entities: tuple[Entity, ...]) -> None:
    """Put rows of several kinds, in their order."""
    for entity in chain.from_iterable(entities):
        tx.put(entity)
