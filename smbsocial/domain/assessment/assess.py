"""The assessment: what the work will likely bring by its date, and what would make it realistic."""

from dataclasses import replace

from smbsocial.domain.answers import Answers, GoalAnswer
from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.assessment.levers import find_levers
from smbsocial.domain.assessment.values import Assessment, ChainFigures, Lever
from smbsocial.domain.assessment.worth import break_even
from smbsocial.domain.brief import Brief
from smbsocial.domain.goals import Period
from smbsocial.domain.money import Money, round_half_even
from smbsocial.domain.sampling import SEED, Sampler


def assess(
    brief: Brief,
    figures: ChainFigures,
    *,
    seed: int = SEED,
    sampler: Sampler | None = None,
    levers: bool = True,
) -> Assessment:
    """What the owner reads; the same brief, figures and seed give the same on every machine.

    Whoever redraws while a slider moves passes the same `sampler` each time (it keeps its draws)
    and leaves the `levers` out until the slider rests.
    """
    forecast = Forecast(brief, figures, sampler or Sampler(seed))
    result = forecast.now
    profit, cost = forecast.profit, forecast.cost
    currency = brief.business.currency
    return Assessment(
        verdict=forecast.verdict(),
        chance_percent=result.percent_at_least(brief.goal.target),
        pays_percent=result.percent_at_least(forecast.paying) if profit > 0 else 0,
        result=result.range(),
        target=brief.goal.target,
        break_even_per_month=break_even(profit, cost, Period.MONTH),
        break_even=break_even(profit, cost, brief.goal.period),
        profit_per_unit=Money(round_half_even(profit), currency),
        cost_per_month=Money(round_half_even(cost), currency),
        chain=forecast.links,
        shares=forecast.shares(),
        curve=forecast.curve(),
        levers=find_levers(brief, forecast) if levers else (),
        first_result_weeks=forecast.first_weeks,
        target_loses=forecast.loses(),
        stand_ins=forecast.stand_ins,
    )


def apply_lever(answers: Answers, brief: Brief, lever: Lever) -> Answers:
    """The answers with a lever turned.

    The goal and the platforms that `brief` made of these answers become the owner's own, so that
    no default moves under the lever.
    """
    said, goal = answers.goals.goals, brief.goal
    main = GoalAnswer(
        kind=goal.kind,
        target=goal.target if lever.target is None else lever.target,
        period=goal.period,
        counted=goal.counted,
    )
    put = answers.investment
    if lever.minutes_a_week is not None:
        put = replace(put, minutes_a_week=lever.minutes_a_week)
    if lever.money_a_month is not None:
        put = replace(put, money_a_month=lever.money_a_month)
    if lever.until is not None:
        put = replace(put, until=lever.until)
    numbers = answers.numbers
    if lever.askable_customers is not None:
        numbers = replace(numbers, askable_customers=lever.askable_customers)
    return replace(
        answers,
        goals=replace(answers.goals, goals=(main, *said[1:])),
        numbers=numbers,
        investment=put,
        platforms=replace(answers.platforms, platforms=brief.platforms),
    )
