"""Commands before the first week: setup, its template, the assessment, the example."""

import argparse

from smbsocial.app import wiring
from smbsocial.app.commands.output import amount, as_json, number, say, table
from smbsocial.app.paths import resources_folder
from smbsocial.domain.answers import Answers
from smbsocial.domain.assessment.values import Assessment, Lever, Link
from smbsocial.domain.brief import Brief
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import IndustryKey
from smbsocial.domain.ranges import Range
from smbsocial.exchange import answers_file
from smbsocial.ui.text import assessment as words_of
from smbsocial.ui.text import formats, links, names, outcomes
from smbsocial.usecases import plans, setup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import newest_decision, set_up_business, the_business
from smbsocial.usecases.opening import Place, where_to_open
from smbsocial.usecases.ports import Ports


def template(options: argparse.Namespace) -> int:
    """`setup --template`: a file of answers to start from."""
    text = (resources_folder() / "library" / "en" / "answers.toml").read_text(encoding="utf-8")
    filled = answers_file.template(text, wiring.make_ports().library)
    if options.json:
        as_json({"template": filled})
    else:
        say(filled.rstrip())
    return 0


def set_up(options: argparse.Namespace) -> int:
    """`setup --answers`: through the same use cases as the wizard, in one step."""
    ports = wiring.make_ports()
    answers = answers_file.load(options.answers, ports.library)
    brief = _brief(answers, ports)
    with wiring.opened(options.data_dir, create=True) as house:
        if the_business(house.store) or newest_decision(house.store):
            raise ExpectedError(Code.ALREADY_SET_UP)
        plan = house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=answers)
        posts = len(plans.quarter(house.store, house.ports)[1])
        row = {
            **_business_row(house),
            "starts": plan.starts.isoformat(),
            "posts": posts,
        }
    if options.json:
        as_json(row)
    else:
        counted = "1 post" if posts == 1 else f"{posts} posts"
        say(f"{brief.business.name}: {counted} from {formats.day_year(plan.starts)} on.")
    return 0


def assess(options: argparse.Namespace) -> int:
    """`assess`: of a file, or of the answers in the data folder; writes nothing."""
    ports = wiring.make_ports()
    if options.answers is not None:
        brief = _brief(answers_file.load(options.answers, ports.library), ports)
    else:
        with wiring.opened(options.data_dir, create=False) as house:
            answers = setup.read_answers(house.store)
            brief = setup.brief_going_on(house.store, ports, answers)
    assessment = setup.assess_brief(brief, ports)
    if options.json:
        as_json(assessment_rows(brief, assessment))
    else:
        _show(brief, assessment)
    return 0


def example(options: argparse.Namespace) -> int:
    """`example`: an example business with a quarter of history, in a folder of its own."""
    from smbsocial.exchange.toml_table import by_key, nearest
    from smbsocial.usecases.example.making import make_example

    industries = by_key([b.key for b in wiring.make_ports().library.industries()])
    if options.industry not in industries:
        near = nearest(options.industry, industries)
        raise ExpectedError(Code.UNKNOWN_CHOICE, value=options.industry, nearest=near)
    with wiring.opened(options.data_dir, create=True) as house:
        if where_to_open(house.store, house.ports).place is not Place.WELCOME:
            raise ExpectedError(Code.ALREADY_SET_UP)
        house.changes.do(Action.APPLY_PLAN, make_example, industry=IndustryKey(options.industry))
        row = _business_row(house)
    if options.json:
        as_json(row)
    else:
        say(f"{row['name']}: {row['folder']}")
    return 0


def assessment_rows(brief: Brief, assessment: Assessment) -> dict[str, object]:
    """An assessment for JSON; its keys are those of `smbsocial assess --help`."""
    return {
        "verdict": assessment.verdict.value,
        "chance": assessment.chance_percent / 100,
        "chance_percent": assessment.chance_percent,
        "pays_percent": assessment.pays_percent,
        "goal": brief.goal.kind,
        "target": assessment.target,
        "period": brief.goal.period.value,
        "until": brief.goal.until.isoformat(),
        "currency": brief.business.currency,
        "break_even_per_month": assessment.break_even_per_month,
        "profit_per_unit": amount(assessment.profit_per_unit),
        "cost_per_month": amount(assessment.cost_per_month),
        **_ends(assessment.result),
        "first_result_weeks": _ends(assessment.first_result_weeks),
        "target_loses": assessment.target_loses,
        "shares": {share.channel.value: share.percent for share in assessment.shares},
        "chain": [_link(link) for link in assessment.chain],
        "levers": [_lever(lever, brief) for lever in assessment.levers],
    }


def _business_row(house: wiring.House) -> dict[str, object]:
    business = set_up_business(house.store)
    return {
        "name": business.name,
        "industry": business.industry,
        "folder": str(house.folder),
    }


def _brief(answers: Answers, ports: Ports) -> Brief:
    """The brief of a file's answers, or the first problem under the file's key."""
    try:
        for problem in setup.problems(answers, ports):
            raise problem
        return setup.make_brief_from(answers, ports)
    except ExpectedError as error:
        raise answers_file.in_file(error) from error


def _ends(value: Range) -> dict[str, object]:
    return {
        "low": number(value.low),
        "typical": number(value.typical),
        "high": number(value.high),
    }


def _link(link: Link) -> dict[str, object]:
    source = next(iter(link.figure.sources), None)
    return {
        "key": link.key,
        "label": links.link(link.key),
        "channel": link.channel.value,
        "platform": link.platform,
        **_ends(link.figure.range),
        "unit": link.unit,
        "basis": link.figure.basis.value,
        "source": source.title if source else words_of.whose(link.figure),
        "publisher": source.publisher if source else None,
        "year": link.figure.year,
        "note": link.figure.note,
    }


def _lever(lever: Lever, brief: Brief) -> dict[str, object]:
    money = lever.money_a_month
    values = {
        "minutes_a_week": lever.minutes_a_week,
        "money_a_month": None if money is None else amount(money),
        "target": lever.target,
        "until": lever.until.isoformat() if lever.until else None,
        "askable_customers": lever.askable_customers,
    }
    set_values = {key: value for key, value in values.items() if value is not None}
    return {"kind": lever.kind.value, "label": words_of.lever(lever, brief), **set_values}


def _show(brief: Brief, assessment: Assessment) -> None:
    """The assessment as a page of plain text."""
    counted = names.counted(brief.goal.counted, assessment.target)
    say(f"{brief.business.name}: {outcomes.verdict(assessment.verdict)}")
    say(f"  Chance            {assessment.chance_percent} %")
    say(f"  Target            {assessment.target} {counted} a {brief.goal.period.value}")
    say(f"  Likely            {formats.range_of(assessment.result)}")
    say(f"  Cost a month      {formats.money(assessment.cost_per_month)}")
    pays = assessment.break_even_per_month
    if pays is not None:
        units = names.counted(brief.goal.counted, pays)
        say(f"  Pays for itself   from {pays} {units} a month on")
    if assessment.shares:
        say(f"  {words_of.shares(assessment.shares)}")
    say()
    table(
        (_chain_line(link, brief.business.currency) for link in assessment.chain),
        ("Link", "Platform", "Low", "Typical", "High", "From"),
    )
    for lever in assessment.levers:
        say("  " + words_of.lever(lever, brief))


def _chain_line(link: Link, currency: str) -> tuple[str, ...]:
    value = link.figure.range
    ends = (value.low, value.typical, value.high)
    amounts = (words_of.amount(end, link.unit, currency) for end in ends)
    return (links.link(link.key), link.platform or "", *amounts, words_of.whose(link.figure))
