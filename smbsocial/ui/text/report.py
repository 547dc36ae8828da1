"""The report for a partner, bank or accountant in words."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.goals import Period, Reading
from smbsocial.domain.measures import Import
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.ui.text import formats, import_files, results, returns
from smbsocial.usecases.results.report import ReportSheet, ReportSpan
from smbsocial.usecases.results.returns import Part, Shares
from smbsocial.usecases.results.sheets import KpiResult

translate = QCoreApplication.translate


def title() -> str:
    """What the paper is called."""
    return translate("Report", "Social media: what it cost and what it brought")


def span_name(span: ReportSpan) -> str:
    """A month or quarter in a list: January 2027; Winter, 4 January 2027 – 4 April 2027."""
    if span.kind is Period.MONTH:
        return formats.month_year(span.first.year, span.first.month)
    days = span_days(span)
    if not span.name:
        return days
    return translate("Report", "{name}, {days}").format(name=span.name, days=days)


def span_days(span: ReportSpan) -> str:
    """From day to day, with years."""
    text = translate("Report", "{first} – {last}")
    return text.format(first=formats.day_year(span.first), last=formats.day_year(span.last))


def numbers_to(day: date | None) -> str:
    """How far the figures go."""
    if day is None:
        return translate("Report", "no numbers yet")
    return translate("Report", "numbers up to {day}").format(day=formats.day_year(day))


def made_on(day: date) -> str:
    """When the paper was made."""
    return translate("Report", "Made on {day} with smbsocial").format(day=formats.day_year(day))


def page_of(page: int, pages: int) -> str:
    """At the foot of each page."""
    text = translate("Report", "Page {page} of {pages}")
    return text.format(page=formats.number(page), pages=formats.number(pages))


def meaning(part: Part, currency: str) -> str:
    """Two sentences on what the return means, for somebody who was not there."""
    if part.ratio is None:
        return translate(
            "Report",
            "No cost is known for this time, so nothing can be said about what came back for it."
            " The time that posts took and the money spent have to be entered first.",
        )
    if not (part.back.low or part.back.high):
        text = translate(
            "Report",
            "{cost} of time and money went in, and nothing that came back could be tied to it yet."
            " That does not prove that nothing came: it was not counted.",
        )
        return text.format(cost=returns.amount(part.cost, currency))
    paid = _hoped() if part.shares.guessed >= returns.MOSTLY else _paid(part.ratio)
    first = paid.format(
        one=formats.money(Money.of(1, currency)),
        ratio=returns.per_one(part.ratio.typical, currency),
        range=returns.ratio_range(part.ratio, currency),
    )
    sure = _sure(part.shares)
    return translate("Report", "{paid} {sure}").format(paid=first, sure=sure) if sure else first


def _hoped() -> str:
    return translate(
        "Report",
        "For each {one} of time and money, {ratio} of gross profit is expected to have come back"
        " (eight times in ten {range}), but that was not measured.",
    )


def _paid(ratio: Range) -> str:
    if ratio.low >= 1:
        return translate(
            "Report",
            "For each {one} of time and money, {ratio} of gross profit came back (eight times in"
            " ten {range}): even at the lower end it paid for itself.",
        )
    if ratio.high < 1:
        return translate(
            "Report",
            "For each {one} of time and money, {ratio} of gross profit came back (eight times in"
            " ten {range}): even at the upper end it cost more than it brought.",
        )
    return translate(
        "Report",
        "For each {one} of time and money, {ratio} of gross profit came back (eight times in ten"
        " {range}): whether it pays for itself cannot be told for certain yet.",
    )


def _sure(shares: Shares) -> str:
    most = max(shares.counted, shares.estimated, shares.guessed)
    if most < returns.MOSTLY:
        return _mixed(shares)
    if most == shares.counted:
        return translate(
            "Report",
            "Most of it was counted customer by customer, by a code, a tagged order or a word at"
            " the counter, and can be looked up.",
        )
    if most == shares.estimated:
        return translate(
            "Report",
            "Most of it is a rise over what the weeks before led one to expect, which cannot be"
            " traced to single customers and may have other causes as well.",
        )
    return translate(
        "Report",
        "Most of it is a guess from published figures of other businesses: nothing to build on"
        " before it is counted.",
    )


def _mixed(shares: Shares) -> str:
    """What there is of each, where most of it is none of them; nothing where nothing is left."""
    if not any((shares.counted, shares.estimated, shares.guessed)):
        return ""
    if not shares.guessed:
        return translate(
            "Report",
            "Half of it was counted customer by customer, and half is a rise over what was to be"
            " expected.",
        )
    if not shares.estimated:
        return translate(
            "Report", "Half of it was counted customer by customer, and half is a guess."
        )
    if not shares.counted:
        return translate(
            "Report", "Half of it is a rise over what was to be expected, and half is a guess."
        )
    return translate(
        "Report",
        "Part of it was counted customer by customer, part is a rise over what was to be"
        " expected, and part is a guess.",
    )


def strengths() -> str:
    """What the three kinds of evidence are, and what a range is."""
    return translate(
        "Report",
        "Counted: a code, a tagged order or a word at the counter. Estimated: what rose above what"
        " was to be expected. Guessed: what the assessment expects from published figures. Return"
        " is gross profit, not revenue. Ranges: one time in ten it is less, one time in ten more.",
    )


def figures_from(readings: Sequence[Reading]) -> str:
    """How many figures were typed and how many come from files."""
    if not readings:
        return translate("Report", "No KPI has a figure in this time.")
    files = sum(1 for each in readings if each.origin)
    typed = translate("Report", "%n figure(s) of KPIs typed", "", len(readings) - files)
    if not files:
        return translate("Report", "{typed}.").format(typed=typed)
    read = translate("Report", "%n read from files", "", files)
    return translate("Report", "{typed}, {read}.").format(typed=typed, read=read)


def file_line(row: Import) -> str:
    """A file that was taken in: what it is, its days, how much of it was understood."""
    if row.first is None or row.last is None:
        return import_files.format_name(row.format)
    rows = translate("Report", "%n row(s)", "", row.rows)
    text = translate("Report", "{what}, {days}: {rows}")
    days = import_files.days_words(row.first, row.last)
    return text.format(what=import_files.format_name(row.format), days=days, rows=rows)


def guessed(sheet: ReportSheet) -> str:
    """How much of the return is a guess, in a sentence."""
    whole = sheet.back.whole
    if not whole.back.high:
        return ""
    text = translate("Report", "{percent} of the return is guessed, {evidence}.")
    return text.format(
        percent=formats.percent(whole.shares.guessed), evidence=returns.all_shares(whole.shares)
    )


def stands(kpi: KpiResult, currency: str) -> str:
    """A KPI's pace in words: on pace: target 240 by 31 March, started at 206."""
    state, _tone = results.chip(kpi.pace)
    words = results.pace_words(kpi.pace, kpi.unit, currency)
    text = translate("Report", "{state}: {words}").format(state=state, words=words)
    old = results.newest(kpi.pace) if kpi.pace.old else ""
    parts = [text, old, translate("Report", "a vanity number") if kpi.vanity else ""]
    return " · ".join(part for part in parts if part)


def and_more(count: int) -> str:
    """Instead of what had no room, and stands in the workbook; "" where all had."""
    return translate("Report", "and %n more, all in the workbook", "", count) if count > 0 else ""


def and_others(count: int) -> str:
    """The same of what the workbook does not tell either."""
    return translate("Report", "and %n more", "", count) if count > 0 else ""


def file_name(business: str, span: ReportSpan, suffix: str) -> str:
    """What its file is called, with nothing that a file's name may not hold."""
    text = translate("Report", "{business} social media {first} to {last}")
    name = text.format(business=business, first=span.first.isoformat(), last=span.last.isoformat())
    kept = "".join(c if c.isalnum() or c in " -_." else "-" for c in name).strip(" .")
    return f"{kept}.{suffix}"
