"""The tour of Results: the overview, and each room of the numbers."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QPoint, QSize, QTemporaryDir
from PySide6.QtWidgets import QScrollArea, QWidget

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.ui.menus import RESULTS
from smbsocial.ui.results.importing.form import ImportForm
from smbsocial.ui.results.page import ResultsPage
from smbsocial.ui.results.rooms import import_files
from smbsocial.ui.results.watching import WatchLine
from smbsocial.ui.tour.stage import (
    NOW,
    House,
    Screen,
    ScreenMissingError,
    Stage,
    dialog,
    example,
    found,
    opened,
    press,
    settle,
)
from smbsocial.ui.widgets.cards import Card
from smbsocial.usecases.ports import Ports, Reads

POSTS = (
    "Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,"
    "Post type,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n"
)
POST = (
    '{key},{account},cornercafe,Corner Café,"{title}",{at},'
    "https://www.instagram.com/p/Example{key}/,IG image,Lifetime,{views},{reach},9,1,0,2,1\n"
)
MORE = 6
"""How often posts were seen since the last file."""
SINCE = date(2026, 12, 16)
DAYS = "Instagram visits\nDate,Primary\n" + "".join(
    f"2027-01-{day:02d}T00:00:00,{7 + day % 4}\n" for day in range(4, 13)
)
TILL = (
    "Day,Receipt,Sum,Voucher,Who was at the till\n"
    "2027-01-04,1041,12.40,,Sam\n2027-01-04,1042,8.60,SOUP,Sam\n"
    "2027-01-05,1043,9.20,SOUP,Maya\n2027-01-05,1044,15.10,,Maya\n"
)


_MOST_MS = 20_000


def results(stage: Stage, size: QSize) -> Iterator[Screen]:
    """What came back, and where the numbers come from."""
    with opened(stage, size, example) as house:
        house.window.show_page(RESULTS)
        page = found(house.window, ResultsPage)
        yield from _overview(house, page)
        for key in page.sections[1:]:
            page.show_section(key)
            page.refresh()
            settle()
            yield Screen(f"results-{key}", house.window)
            yield from _forms(house, page, key)
        yield from _files(house, page)


def _overview(house: House, page: ResultsPage) -> Iterator[Screen]:
    window = house.window
    _watched(page)
    yield Screen("results", window)
    _scroll(page, found(page, Card, "chart_card"))
    yield Screen("results-chart", window)
    _scroll(page)
    yield Screen("results-below", window)
    for name, opens in (
        ("results-type-numbers", "type_numbers"),
        ("results-arithmetic", "open_arithmetic"),
        ("results-your-word", "word-"),
        ("results-reach-watch", "watch_details"),
        ("results-rule", "answer-"),
        ("results-report", "report_pdf"),
    ):
        yield from dialog(window, name, partial(press, page, opens))


def _forms(house: House, page: ResultsPage, section: str) -> Iterator[Screen]:
    """What is asked in a section."""
    forms = {
        "codes": (("results-new-code", "new_code"), ("results-qr-code", "qr_link-")),
        "spending": (("results-new-expense", "new_expense"),),
        "decisions": (("results-new-decision", "new_decision"),),
    }
    for name, opens in forms.get(section, ()):
        yield from dialog(house.window, name, partial(press, page, opens))


def _files(house: House, page: ResultsPage) -> Iterator[Screen]:
    """Two files that are known, and one that has to be described."""
    folder = QTemporaryDir()
    paths = []
    posts = house.bridge.read(_posts)
    for name, text in (("posts.csv", posts), ("visits.csv", DAYS), ("till.csv", TILL)):
        paths.append(Path(folder.filePath(name)))
        paths[-1].write_text(text, encoding="utf-8")
    known = partial(import_files, house.bridge, paths[:2], page)
    for screen in dialog(house.window, "results-import", known):
        _compared(screen.front)
        yield screen
    unknown = partial(import_files, house.bridge, paths[2:], page)
    for screen in dialog(house.window, "results-import-unknown", unknown):
        yield screen
        yield from dialog(
            house.window, "results-describe-file", partial(press, screen.front, "describe-")
        )


def _posts(reads: Reads, _ports: Ports) -> str:
    """The file with the posts of the last weeks once more: they were seen more often since."""
    told = reads.measures(MeasureKind.POST, SINCE, NOW.date())
    posts = [row for row in told if row.source == "instagram" and row.at is not None]
    lines = [
        POST.format(
            key=row.key,
            account=row.account,
            title=row.title,
            at=f"{row.day:%m/%d/%Y} {row.at:%H:%M}",
            views=row.figures[Metric.VIEWS] + MORE,
            reach=row.figures[Metric.REACH] + MORE,
        )
        for row in posts
    ]
    return "".join((POSTS, *lines))


def _compared(form: QWidget) -> None:
    """Until it is known what the files would bring."""
    end = QDeadlineTimer(_MOST_MS)
    while isinstance(form, ImportForm) and form.is_busy and not end.hasExpired():
        settle()


def _watched(page: QWidget) -> None:
    """Until the reach watch stands there, which is read when the rest is drawn."""
    end = QDeadlineTimer(_MOST_MS)
    while not any(each.isVisible() for each in page.findChildren(WatchLine)):
        settle()
        if end.hasExpired():
            raise ScreenMissingError("reach watch")


def _scroll(page: QWidget, to: QWidget | None = None) -> None:
    """To something, or to the end of what is shown."""
    area = found(page, QScrollArea)
    bar = area.verticalScrollBar()
    top = to.mapTo(area.viewport(), QPoint()).y() if to is not None else bar.maximum()
    bar.setValue(bar.value() + top)
    settle()
