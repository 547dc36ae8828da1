"""The next quarter as the words of a review and the owner's wish make it; nothing is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from smbsocial.domain.answers import (
    Answers,
    BusinessAnswers,
    CommunityAnswer,
    GoalAnswer,
    Learned,
)
from smbsocial.domain.brief import Brief
from smbsocial.domain.business import Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar
from smbsocial.domain.days import coming_week_start
from smbsocial.domain.defaults import default_until
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PlatformKey, PostId, ReviewId
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Choice, Plan
from smbsocial.domain.planning.values import PlanDraft
from smbsocial.domain.platforms import Account
from smbsocial.domain.review import ReviewAnswer, ReviewPage, ReviewWord, answer_id
from smbsocial.domain.turns import Of, Word
from smbsocial.usecases.deciding.turns import RESTING, words_now
from smbsocial.usecases.keeping import settled
from smbsocial.usecases.lookup import last_day, people_gone, plan_on, set_up_business
from smbsocial.usecases.plans import draft, fitting
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.saying import NEW, THINNER, WHY, answers
from smbsocial.usecases.reviewing.wishes import Wish
from smbsocial.usecases.setup import make_brief_from, read_answers

T = TypeVar("T")
Words = Mapping[tuple[ReviewPage, str], ReviewAnswer]


@dataclass(frozen=True, slots=True)
class Coming:
    """Answers, brief and plan of the next quarter, with the ids under which they are written."""

    answers: Answers
    brief: Brief
    draft: PlanDraft
    chosen: frozenset[PostId]

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.draft.plan


def words_that_count(reads: Reads, ports: Ports, review_id: ReviewId) -> Words:
    """What was said in the review, and what was paused elsewhere since the newest plan was made.

    A word of the review counts before one that was said elsewhere. Raises ExpectedError(NOT_FOUND).
    """
    said = answers(reads, ports, review_id)
    made = max((plan.made_at for plan in reads.all(Plan)), default=None)
    return {
        **{(each.page, each.subject): each for each in _paused(reads, ports, review_id, made)},
        **said,
    }


def _paused(
    reads: Reads, ports: Ports, review_id: ReviewId, since: datetime | None
) -> Iterator[ReviewAnswer]:
    pages = {Of.PILLAR: ReviewPage.CONTENT, Of.PLATFORM: ReviewPage.PLATFORMS}
    for (of, subject), turn in words_now(reads, ports).items():
        if turn.word in RESTING and (since is None or turn.made_at > since):
            page = pages[of]
            id = answer_id(review_id, page, subject)
            word = ReviewWord.PAUSE
            yield ReviewAnswer(id, review_id, page, subject, word, turn.reason, turn.made_at)


def known_answers(reads: Reads) -> Answers:
    """What was answered; where the page is missing, the business as it is."""
    answers = read_answers(reads)
    if answers.business.industry:
        return answers
    own = set_up_business(reads)
    known = BusinessAnswers(
        name=own.name,
        industry=own.industry,
        country=own.country,
        currency=own.currency,
        zone=own.zone,
        first_weekday=own.first_weekday,
        closed_weekdays=own.closed_weekdays,
    )
    return replace(answers, business=known)


def next_start(reads: Reads, ports: Ports) -> date:
    """The first day of the next thirteen weeks: after the plan that runs, else the coming week."""
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    plan = plan_on(reads, today)
    if plan is not None:
        return coming_week_start(last_day(plan) + timedelta(days=1), business.first_weekday)
    ahead = [each.starts for each in reads.all(Plan) if each.starts > today]
    return min(ahead, default=coming_week_start(today, business.first_weekday))


def as_it_stands(reads: Reads, ports: Ports) -> Brief:
    """The next quarter without anything that the review says or found.

    Raises ExpectedError as `make_brief_from` does.
    """
    answers = known_answers(reads)
    put = replace(answers.investment, learned=())
    return make_brief_from(
        _dated(replace(answers, investment=put), next_start(reads, ports)), ports
    )


def with_words(
    reads: Reads, ports: Ports, words: Words, wish: Wish, learned: tuple[Learned, ...]
) -> Answers:
    """The answers with all that was said, wished and measured.

    Raises ExpectedError: EMPTY where no platform, community or kind of content is left, and as
    `make_brief_from` does.
    """
    answers = known_answers(reads)
    put = replace(answers.investment, learned=learned)
    answers = _dated(replace(answers, investment=put), next_start(reads, ports))
    brief = make_brief_from(answers, ports)
    answers = replace(
        answers,
        investment=replace(answers.investment, learned_for=brief.goal.kind),
        platforms=replace(answers.platforms, platforms=_platforms(reads, ports, brief, words)),
        communities=replace(answers.communities, communities=_communities(reads, brief, words)),
        rhythm=replace(answers.rhythm, pillars=_pillars(reads, brief, words)),
    )
    return _with_wish(answers, brief, words, wish)


def next_quarter(reads: Reads, ports: Ports, answers: Answers, words: Words) -> Coming:
    """The next thirteen weeks of these answers.

    Whoever works here now does the work; raises ExpectedError as `make_brief_from` does.
    """
    brief = make_brief_from(answers, ports)
    brief = replace(
        brief,
        people=_people(reads, brief) or brief.people,
        accounts=_accounts(reads, brief),
        communities=_old_names(reads, brief, words),
    )
    count = len(reads.all(Plan))
    made = settled(
        reads, ports, brief=brief, draft=draft(reads, ports, brief=brief, seed=count + 1)
    )
    new = _renamed(words)
    whole = replace(
        made.brief,
        rhythm=replace(made.brief.rhythm, pillars=with_why(made.brief.rhythm.pillars, words)),
        communities=tuple(
            replace(each, name=new.get(each.id, each.name)) for each in made.brief.communities
        ),
    )
    return Coming(answers, whole, made.draft, fitting(reads, ports, draft=made.draft))


def without_why(reads: Reads, ports: Ports, words: Words) -> tuple[Pillar, ...]:  # noqa: ARG001
    """Kinds of content that nobody gave a why for, and that the owner did not speak for."""
    return tuple(
        pillar
        for pillar in reads.all(Pillar)
        if pillar.active and not pillar.purpose.strip() and not _spoken_for(pillar, words)
    )


def with_why(pillars: Iterable[Pillar], words: Words) -> tuple[Pillar, ...]:
    """The kinds of content, each with the why that was said where it had none."""

    def told(pillar: Pillar) -> Pillar:
        why = _why(pillar, words)
        return replace(pillar, purpose=pillar.purpose or (why.text if why else ""))

    return tuple(told(each) for each in pillars)


def named_anew(reads: Reads, words: Words) -> tuple[Community, ...]:
    """The communities that get another name."""
    new = _renamed(words)
    rows = reads.all(Community)
    return tuple(replace(row, name=new[row.id]) for row in rows if row.id in new)


def _spoken_for(pillar: Pillar, words: Words) -> bool:
    content = words.get((ReviewPage.CONTENT, pillar.id))
    if content and content.word is ReviewWord.PAUSE:
        return True
    why = _why(pillar, words)
    return why is not None and why.word is not ReviewWord.PAUSE


def _why(pillar: Pillar, words: Words) -> ReviewAnswer | None:
    found = (words.get((page, WHY + pillar.id)) for page in (ReviewPage.DECIDE, ReviewPage.CONTENT))
    return next((each for each in found if each), None)


def _dated(answers: Answers, starts: date) -> Answers:
    return replace(
        answers,
        investment=replace(answers.investment, until=default_until(starts)),
        rhythm=replace(answers.rhythm, starts=starts),
    )


def _said(words: Words, page: ReviewPage, *any_of: ReviewWord) -> dict[str, ReviewAnswer]:
    return {s: said for (at, s), said in words.items() if at is page and said.word in any_of}


def _platforms(reads: Reads, ports: Ports, brief: Brief, words: Words) -> tuple[PlatformKey, ...]:
    """To stay on one that was left before is to start it again."""
    here = ReviewPage.PLATFORMS
    gone = _said(words, here, ReviewWord.LEAVE, ReviewWord.PAUSE)
    started = {
        subject
        for (of, subject), turn in words_now(reads, ports).items()
        if of is Of.PLATFORM and turn.word is Word.START
    }
    wanted = [*_said(words, here, ReviewWord.TRY)]
    wanted += [each for each in _said(words, here, ReviewWord.STAY) if each in started]
    stay = [each for each in brief.platforms if each not in gone]
    new = [PlatformKey(each) for each in wanted if each not in brief.platforms]
    return _some((*stay, *new), "platforms")


def _pillars(reads: Reads, brief: Brief, words: Words) -> tuple[str, ...]:
    paused = _said(words, ReviewPage.CONTENT, ReviewWord.PAUSE)
    rows = reads.all(Pillar)
    gone = {row.name.casefold() for row in rows if row.id in paused}
    gone |= {
        row.name.casefold()
        for row in rows
        if row.active and not row.purpose.strip() and not _spoken_for(row, words)
    }
    names = [each.name for each in brief.rhythm.pillars if each.name.casefold() not in gone]
    known = {each.name.casefold() for each in brief.rhythm.pillars} | gone
    again = _said(words, ReviewPage.CONTENT, ReviewWord.KEEP, ReviewWord.CHANGE)
    names += [row.name for row in rows if row.id in again and row.name.casefold() not in known]
    return _some(tuple(names), "pillars")


def _communities(reads: Reads, brief: Brief, words: Words) -> tuple[CommunityAnswer, ...]:
    ids = {row.name.casefold(): row.id for row in reads.all(Community)}
    dropped = _said(words, ReviewPage.COMMUNITIES, ReviewWord.DROP)
    again = _said(words, ReviewPage.COMMUNITIES, ReviewWord.KEEP, ReviewWord.CHANGE)
    renamed = _renamed(words)
    known = {each.name.casefold() for each in brief.communities}
    rows = [r for r in reads.all(Community) if r.id in again and r.name.casefold() not in known]
    kept = []
    for each in (*brief.communities, *rows):
        id = ids.get(each.name.casefold(), each.id)
        if id not in dropped:
            kept.append(CommunityAnswer(renamed.get(id, each.name), each.where))
    for subject, said in _said(words, ReviewPage.COMMUNITIES, ReviewWord.ADD).items():
        name, _, where = said.text.partition("\n")
        taken = {each.name.casefold() for each in kept}
        if subject.startswith(NEW) and name.strip() and name.strip().casefold() not in taken:
            kept.append(CommunityAnswer(name.strip(), where.strip()))
    return _some(tuple(kept), "communities")


def _some(rows: tuple[T, ...], field: str) -> tuple[T, ...]:
    if not rows:
        raise ExpectedError(Code.EMPTY, field=field)
    return rows


def _with_wish(answers: Answers, brief: Brief, words: Words, wish: Wish) -> Answers:
    put, rhythm = answers.investment, answers.rhythm
    thinner = words.get((ReviewPage.PEOPLE, THINNER))
    if thinner and thinner.word is ReviewWord.CHANGE and thinner.text.isdecimal():
        put = replace(put, minutes_a_week=int(thinner.text))
        rhythm = replace(rhythm, more=False)
    goals = answers.goals
    if wish.choice is Choice.CHANGE:
        minutes = put.minutes_a_week if wish.minutes_a_week is None else wish.minutes_a_week
        money = put.money_a_month if wish.money_a_month is None else wish.money_a_month
        put = replace(put, minutes_a_week=minutes, money_a_month=money)
        if wish.target is not None:
            main, *others = goals.goals or (GoalAnswer(brief.goal.kind),)
            goals = replace(goals, goals=(replace(main, target=wish.target), *others))
    return replace(answers, investment=put, rhythm=rhythm, goals=goals)


def _people(reads: Reads, brief: Brief) -> tuple[Person, ...]:
    """Those who are here, with what their hour costs in the business's currency."""
    gone = people_gone(reads)
    currency = brief.business.currency
    return tuple(
        replace(each, hourly_cost=Money.of(each.hourly_cost.amount, currency))
        for each in reads.all(Person)
        if each.id not in gone
    )


def _accounts(reads: Reads, brief: Brief) -> tuple[Account, ...]:
    """The register's accounts, and a placeholder for each platform that has none there."""
    stored = reads.all(Account)
    known = {account.platform for account in stored}
    return (*stored, *(each for each in brief.accounts if each.platform not in known))


def _old_names(reads: Reads, brief: Brief, words: Words) -> tuple[Community, ...]:
    """A community that was renamed is found by its id, and keeps with it its history."""
    ids = {new.casefold(): id for id, new in _renamed(words).items()}
    rows: dict[str, Community] = {row.id: row for row in reads.all(Community)}
    found = []
    for each in brief.communities:
        known = rows.get(ids.get(each.name.casefold(), ""))
        found.append(replace(each, id=known.id, name=known.name) if known else each)
    return tuple(found)


def _renamed(words: Words) -> dict[str, str]:
    changed = _said(words, ReviewPage.COMMUNITIES, ReviewWord.CHANGE)
    return {id: said.text for id, said in changed.items() if said.text}
