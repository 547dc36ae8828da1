"""Mailings: the campaigns of Mailchimp, and the report of a single one."""

import re
from collections.abc import Mapping

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.reports import Ask, Question, Report
from smbsocial.exchange.reports import dates
from smbsocial.exchange.reports.book import Book
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import tables_recipe
from smbsocial.exchange.reports.tables import Table
from smbsocial.exchange.reports.words import Words

MAILING_LIST = "mailing_list"
"""The source of what a mailing reports: no platform, and the business owns it."""

CAMPAIGNS = Table(
    format="mailchimp_campaigns",
    source=MAILING_LIST,
    kind=MeasureKind.CAMPAIGN,
    needs=frozenset({"successful deliveries", "unique opens", "send date"}),
    day="send date",
    key=("unique id", "send date"),
    title=("subject", "title"),
    figures={
        "successful deliveries": Metric.DELIVERED,
        "unique opens": Metric.OPENS,
        "unique clicks": Metric.MAIL_CLICKS,
        "unsubscribes": Metric.UNSUBSCRIBES,
    },
)

_LABELS: Mapping[str, Metric] = {
    "successful deliveries:": Metric.DELIVERED,
    "recipients who opened:": Metric.OPENS,
    "recipients who clicked:": Metric.MAIL_CLICKS,
    "total unsubs:": Metric.UNSUBSCRIBES,
}
_COUNT = re.compile(r"([\d,.\s]*\d)(?:\s*\(.*\))?")


def _told(book: Book) -> dict[str, str]:
    rows = book.sheets[0].rows[:60] if book.sheets else []
    if book.sheets and book.sheets[0].open_end and len(rows) == len(book.sheets[0].rows):
        rows = rows[:-1]  # it may have been cut off in the middle of a figure
    return {alike(row[0]): row[1].strip() for row in rows if len(row) > 1}


def _is_single(book: Book, _words: Words) -> bool:
    told = _told(book)
    return "delivery date/time:" in told and "recipients who opened:" in told


def _read_single(book: Book, asked: Asked) -> tuple[Report, ...]:
    """The report of one mailing: a label and its value in each line."""
    told = _told(book)
    days = dates.read_days([told["delivery date/time:"]], asked.whole_dates())
    when = days.values[0]
    if when is None:
        raise ExpectedError(Code.REPORT_NO_ROWS, line=0)
    figures: dict[Metric, int] = {}
    for label, metric in _LABELS.items():
        found = _COUNT.fullmatch(told.get(label, ""))
        if found:
            figures[metric] = int(re.sub(r"[,.\s]", "", found[1]))
    title = told.get("subject line:") or told.get("title:", "")
    key = f"{told.get('title:', title)} {when.day.isoformat()}"
    measure = Measure(
        MAILING_LIST, "", MeasureKind.CAMPAIGN, key, when.day, when.day, when.at, title, "", figures
    )
    return (
        Report(
            book.name,
            "mailchimp_report",
            MAILING_LIST,
            "",
            when.day,
            when.day,
            1,
            columns=tuple((label, _LABELS[label]) for label in _LABELS if label in told),
            measures=(measure,),
            questions=(Question(Ask.DAY_FIRST, ("yes", "no")),) if days.unsure else (),
        ),
    )


RECIPES = (
    tables_recipe(CAMPAIGNS),
    Recipe("mailchimp_report", _is_single, _read_single),
)
