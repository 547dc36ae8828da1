"""The preview of an import in words: what a file brings, what was left out, what is asked."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.measures import MatchedBy, Metric, Role, RowKind
from smbsocial.domain.money import Money
from smbsocial.domain.reports import Ask, Report, Skipped, SkippedRow
from smbsocial.ui.text import formats
from smbsocial.ui.text import import_files as words
from smbsocial.usecases.counting.places import platform_name
from smbsocial.usecases.importing.plans import counted
from smbsocial.usecases.importing.sheets import FileSheet, Imported, ImportSheet
from smbsocial.usecases.ports import Ports

translate = QCoreApplication.translate

MOST_LINES = 6
"""Lines of the file that a reason names before it says how many more there are."""
MOST_SAMPLES = 3
SAMPLE_LENGTH = 80
ASCII = 128
WEBSITE, MAILING_LIST, TILL = "website", "mailing_list", "till"


def source_name(ports: Ports, source: str) -> str:
    """What people call where figures come from; a shop's name begins with a capital."""
    own = {
        WEBSITE: translate("Import", "Website"),
        MAILING_LIST: translate("Import", "Mailing list"),
        TILL: translate("Import", "Till or shop"),
    }
    name = own.get(source) or platform_name(ports, source)
    return name[:1].upper() + name[1:]


def what_it_is(report: Report, ports: Ports) -> str:
    """Kind, source and account, days, rows: in one line."""
    parts = [words.format_name(report.format)]
    if report.source:
        parts.append(source_name(ports, report.source))
    if report.account:
        account = translate("Import", "account {account}")
        parts.append(account.format(account=report.account))
    if report.first is not None and report.last is not None:
        parts.append(words.days_words(report.first, report.last))
    rows = translate("Import", "{count} rows", "", report.rows)
    parts.append(rows.format(count=formats.number(report.rows)))
    return " · ".join(part for part in parts if part)


def what_it_brings(file: FileSheet) -> str:
    """How many rows are new, replace others, or are known."""
    took = file.took
    if file.planned and not (took.brings or took.same):
        return ""
    if not (took.brings or took.same):
        return translate("Import", "It brings nothing that could be taken in.")
    if not took.brings:
        return translate("Import", "Everything in it is known already.")
    told = translate("Import", "New: {new}. Replaced: {replaced}. Known already: {same}.")
    return told.format(
        new=formats.number(took.new),
        replaced=formats.number(took.replaced),
        same=formats.number(took.same),
    )


def totals(file: FileSheet) -> str:
    """What its rows add up to."""
    total = translate("Import", "{metric} {value}")
    parts = [
        total.format(metric=words.metric_name(metric), value=formats.number(value))
        for metric, value in file.totals
        if value and metric is not Metric.REVENUE
    ]
    taken = translate("Import", "Sales {money}")
    parts += [
        taken.format(money=formats.money(Money(net, currency)))
        for currency, net in file.takings
        if currency
    ]
    return " · ".join(parts)


def posts(file: FileSheet) -> str:
    """How many of its posts are posts of the calendar, and how that is known; or come into it."""
    if file.planned:
        return words.planned_words(counted(file.planned))
    if not file.posts:
        return ""
    by_link = file.matched(MatchedBy.LINK)
    told = translate("Import", "Posts that are in your calendar: {matched} of {count}.")
    if by_link:
        told = translate(
            "Import", "Posts that are in your calendar: {matched} of {count} ({link} by link)."
        )
    said = told.format(
        matched=formats.number(file.matched()),
        count=formats.number(len(file.posts)),
        link=formats.number(by_link),
    )
    if not file.proposed:
        return said
    more = translate("Import", "{said} {maybe} more might be; say so under Imported files later.")
    return more.format(said=said, maybe=formats.number(file.proposed))


def remarks(report: Report) -> Iterator[str]:
    """What was not understood and why: notes, then the rows that were left out."""
    for note, facts in report.notes:
        yield words.note_words(note, facts)
    by_reason: dict[Skipped, list[SkippedRow]] = {}
    for skipped in report.skipped:
        if skipped.why is not Skipped.TOTAL:
            by_reason.setdefault(skipped.why, []).append(skipped)
    for why, rows in by_reason.items():
        yield left_out(why, rows)
    totals_ = sum(skipped.why is Skipped.TOTAL for skipped in report.skipped)
    if totals_:
        yield translate("Import", "%n rows are totals and were not counted.", "", totals_)


def left_out(why: Skipped, rows: Sequence[SkippedRow]) -> str:
    """How many rows were left out for a reason, and where they stand in the file."""
    lines = [str(each.line) for each in rows[:MOST_LINES]]
    if len(rows) > MOST_LINES:
        lines.append(translate("Import", "%n more", "", len(rows) - MOST_LINES))
    told = translate("Import", "Left out, %n rows: {why} (line {lines}).", "", len(rows))
    return told.format(why=words.skipped_words(why), lines=formats.listed(lines))


def whole(sheet: ImportSheet) -> str:
    """All files together, at the head of the preview."""
    if sheet.nothing_new:
        return translate("Import", "Everything in these files is known already.")
    new = sum(file.took.new for file in sheet.files)
    replaced = sum(file.took.replaced for file in sheet.files)
    told = translate("Import", "New rows: {new}. Replaced: {replaced}. Figures of KPIs: {figures}.")
    planned = sum(file.new_posts for file in sheet.files)
    if planned:
        more = translate("Import", "{said} Posts for the calendar: {count}.")
        told = more.format(said=told, count=formats.number(planned))
    return told.format(
        new=formats.number(new),
        replaced=formats.number(replaced),
        figures=formats.number(len(sheet.fills) - len(sheet.typed)),
    )


def done(imported: Imported) -> str:
    """What came in."""
    if imported.nothing_new:
        return translate("Import", "Everything in it was known already; nothing was changed.")
    told = translate(
        "Import", "Taken in: {rows} rows, {figures} figures of KPIs, {posts} posts matched."
    )
    if imported.planned:
        told = translate("Import", "Taken in: {planned} planned posts, as drafts.")
        if imported.took.brings:
            told = translate(
                "Import",
                "Taken in: {rows} rows, {figures} figures of KPIs, {posts} posts matched, "
                "{planned} planned posts as drafts.",
            )
    return told.format(
        planned=formats.number(imported.planned),
        rows=formats.number(imported.took.brings),
        figures=formats.number(imported.readings),
        posts=formats.number(imported.matches),
    )


def choice(ask: Ask, value: str, ports: Ports) -> str:
    """An answer as it is offered."""
    if ask is Ask.SOURCE:
        return source_name(ports, value)
    if ask is Ask.ENCODING:
        return _pages().get(value, value)
    if ask is Ask.CURRENCY:
        sign = formats.symbol(value)
        both = translate("Import", "{code} ({sign})")
        return value if sign == value else both.format(code=value, sign=sign)
    return words.choice_words(ask, value)


def samples(report: Report) -> tuple[str, ...]:
    """Texts of a file with letters that are wrong where the file is read wrongly."""
    texts = [report.account, *report.headers, *(cell for row in report.sample for cell in row)]
    found: list[str] = []
    for text in (*texts, *(measure.title for measure in report.measures)):
        plain = " ".join(text.split())
        if plain not in found and any(ord(letter) >= ASCII for letter in plain):
            at = next(n for n, letter in enumerate(plain) if ord(letter) >= ASCII)
            start = max(0, at - SAMPLE_LENGTH // 2)
            found.append(plain[start : start + SAMPLE_LENGTH])
        if len(found) == MOST_SAMPLES:
            break
    return tuple(found)


def row_kind(kind: RowKind) -> str:
    """What a row of an unknown file is."""
    return {
        RowKind.POST: translate("Import", "a post"),
        RowKind.DAY: translate("Import", "a day"),
        RowKind.CAMPAIGN: translate("Import", "a mailing"),
        RowKind.SALE: translate("Import", "an order or sale"),
        RowKind.PLANNED: translate("Import", "a planned post"),
    }[kind]


def role(means: Role) -> str:
    """What a column is that is no figure."""
    return {
        Role.DAY: translate("Import", "Day"),
        Role.KEY: translate("Import", "Number or name of its own"),
        Role.ACCOUNT: translate("Import", "Account"),
        Role.TITLE: translate("Import", "Text"),
        Role.LINK: translate("Import", "Link"),
        Role.ORDER: translate("Import", "Number of the order"),
        Role.NET: translate("Import", "Amount without tax, after discounts"),
        Role.UNITS: translate("Import", "Pieces sold"),
        Role.CODE: translate("Import", "Coupon code"),
        Role.CHANNEL: translate("Import", "Where the sale came from"),
        Role.CURRENCY: translate("Import", "Currency"),
        Role.PLATFORM: translate("Import", "Platform"),
    }[means]


def means(value: str) -> str:
    """What a column is: a role or a figure."""
    if value in set(Role):
        return role(Role(value))
    return words.metric_name(Metric(value))


def _pages() -> dict[str, str]:
    return {
        "utf-8": translate("Import", "Unicode"),
        "cp1252": translate("Import", "Windows, Western Europe"),
        "mac_roman": translate("Import", "Mac, Western Europe"),
        "cp1250": translate("Import", "Windows, Central Europe"),
        "cp1251": translate("Import", "Windows, Cyrillic"),
        "mac_cyrillic": translate("Import", "Mac, Cyrillic"),
    }
