"""What `import` prints of one file: as lines, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date

from smbsocial.app.commands.output import amount, number, plain
from smbsocial.domain.measures import UNIQUE, MatchedBy, Metric
from smbsocial.domain.money import Money
from smbsocial.domain.reports import Ask, Question, Report, Skipped
from smbsocial.ui.text import formats
from smbsocial.ui.text import import_files as words
from smbsocial.usecases.importing.plans import EntryState, counted
from smbsocial.usecases.importing.sheets import FileSheet, Fill

MOST_LINES = 5
"""Lines of the file that a reason names before it says how many more there are."""
_EXAMPLES = {
    Ask.EXPORTED_ON: "2027-01-31",
    Ask.STARTS_ON: "2027-01-31",
    Ask.PERIOD: "2027-01-01/2027-01-31",
}


def explain_question(question: Question) -> str:
    """An open question with the option that answers it; a new kind of file needs the window."""
    asked = words.question_words(question)
    if question.ask is Ask.COLUMNS:
        return f"{asked} (open it once in the window: what you say there is remembered)"
    choices = question.choices or (_EXAMPLES.get(question.ask, "…"),)
    options = " or ".join(f"--answer {question.ask.value}={plain(each)}" for each in choices)
    return f"{asked} ({options})"


def file_lines(file: FileSheet) -> Iterator[str]:
    """A file as a short block of text."""
    report = file.report
    days = _days(report)
    head = [words.format_name(report.format), plain(report.account), days]
    yield f"{plain(report.name)}: {', '.join(part for part in head if part)}"
    took = file.took
    left = sum(each.why is not Skipped.TOTAL for each in report.skipped)
    yield (
        f"  {formats.number(report.rows)} rows read, {formats.number(left)} left out;"
        f" {formats.number(took.new)} new, {formats.number(took.replaced)} replaced,"
        f" {formats.number(took.same)} known"
    )
    if file.posts:
        yield (
            f"  {formats.number(file.matched())} of {formats.number(len(file.posts))} posts are in"
            f" the calendar, {formats.number(file.proposed)} might be"
        )
    if file.planned:
        yield f"  {words.planned_words(counted(file.planned))}"
    totals = [_total(metric, value) for metric, value in file.totals]
    totals += [formats.money(Money(net, currency)) for currency, net in file.takings if currency]
    if totals:
        yield "  " + "; ".join(totals)
    for warning in warnings(file):
        yield f"  ! {warning}"


def warnings(file: FileSheet) -> Iterator[str]:
    """What is to be known of a file: notes, rows that were left out, what was assumed."""
    report = file.report
    for note, facts in report.notes:
        yield plain(words.note_words(note, facts))
    reasons = {each.why for each in report.skipped if each.why is not Skipped.TOTAL}
    for why in sorted(reasons, key=lambda reason: reason.value):
        lines = [each.line for each in report.skipped if each.why is why]
        shown = ", ".join(str(line) for line in lines[:MOST_LINES])
        more = f" and {len(lines) - MOST_LINES} more" if len(lines) > MOST_LINES else ""
        yield f"Left out, because {words.skipped_words(why)}: line {shown}{more}"
    for question in report.questions:
        if question.proposed is not None:
            assumed = plain(words.choice_words(question.ask, question.proposed))
            yield f"{words.question_words(question)} Assumed: {assumed}"


def file_row(file: FileSheet) -> dict[str, object]:
    """A file for scripts."""
    report, took = file.report, file.took
    return {
        "name": plain(report.name),
        "format": report.format,
        "source": report.source,
        "account": plain(report.account),
        "first": _iso(report.first),
        "last": _iso(report.last),
        "rows": report.rows,
        "new": took.new,
        "replaced": took.replaced,
        "known": took.same,
        "posts": {
            "all": len(file.posts),
            "matched": file.matched(),
            "by_link": file.matched(MatchedBy.LINK),
            "by_time_and_text": file.matched(MatchedBy.TIME_AND_TEXT),
            "proposed": file.proposed,
        },
        "totals": {metric.value: value for metric, value in file.totals},
        "takings": {
            currency: amount(Money(net, currency)) for currency, net in file.takings if currency
        },
        "planned_posts": {state.value: counted(file.planned).get(state, 0) for state in EntryState},
        "skipped": [{"line": each.line, "why": each.why.value} for each in report.skipped],
        "warnings": [*warnings(file)],
        "questions": [_question_row(each) for each in report.questions],
        "taken_in": not file.blocked,
    }


def fill_row(fill: Fill, files: Sequence[str]) -> dict[str, object]:
    """A KPI's figure for scripts, with the names of the files that it is made of."""
    stands = fill.stands
    return {
        "kpi": fill.kpi.kind,
        "name": fill.name,
        "unit": fill.unit,
        "first": fill.first.isoformat(),
        "last": fill.last.isoformat(),
        "value": number(fill.value),
        "stands": None if stands is None else number(stands.hundredths) / 100,
        "typed": stands is not None and not stands.origin,
        "state": fill.state.value,
        "files": [plain(name) for name in files],
    }


def _days(report: Report) -> str:
    if report.first is None or report.last is None:
        return ""
    return words.days_words(report.first, report.last)


def _total(metric: Metric, value: int) -> str:
    name = words.metric_name(metric)
    if metric in UNIQUE:
        name = f"{name} (sum, some people several times)"
    return f"{name} {formats.number(value)}"


def _question_row(question: Question) -> dict[str, object]:
    return {
        "ask": question.ask.value,
        "choices": [plain(each) for each in question.choices],
        "proposed": question.proposed,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
