"""The tour of Results: the overview, and each room of the numbers."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTemporaryDir
from PySide6.QtWidgets import QScrollArea, QWidget

from smbsocial.ui.menus import RESULTS
from smbsocial.ui.results.page import ResultsPage
from smbsocial.ui.results.rooms import import_files
from smbsocial.ui.tour.stage import (
    House,
    Screen,
    Stage,
    dialog,
    example,
    found,
    opened,
    press,
    settle,
)

POSTS = (
    "Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,"
    "Post type,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n"
    "17912345678901234,16002923786440562,cornercafe,Corner Café,"
    "Rainy-day post: the window seat is free,01/04/2027 07:30,"
    "https://www.instagram.com/p/ExampleOne/,IG image,Lifetime,74,52,9,1,0,2,1\n"
    "17912345678905678,16002923786440562,cornercafe,Corner Café,"
    '"Espresso pulled too fast, too slow and right",01/08/2027 07:30,'
    "https://www.instagram.com/p/ExampleTwo/,IG image,Lifetime,66,47,6,0,0,1,3\n"
    "17912345678909012,16002923786440562,cornercafe,Corner Café,"
    "Back on Monday with a new roast,01/10/2027 12:00,"
    "https://www.instagram.com/p/ExampleThree/,IG image,Lifetime,58,41,4,0,0,0,0\n"
)
DAYS = "Instagram visits\nDate,Primary\n" + "".join(
    f"2027-01-{day:02d}T00:00:00,{7 + day % 4}\n" for day in range(4, 13)
)
TILL = (
    "Day,Receipt,Sum,Voucher,Who was at the till\n"
    "2027-01-04,1041,12.40,,Sam\n2027-01-04,1042,8.60,SOUP,Sam\n"
    "2027-01-05,1043,9.20,SOUP,Maya\n2027-01-05,1044,15.10,,Maya\n"
)


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
    settle()
    yield Screen("results", window)
    _scroll(page)
    yield Screen("results-below", window)
    for name, opens in (
        ("results-type-numbers", "type_numbers"),
        ("results-arithmetic", "open_arithmetic"),
        ("results-your-word", "word-"),
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
    for name, text in (("posts.csv", POSTS), ("visits.csv", DAYS), ("till.csv", TILL)):
        paths.append(Path(folder.filePath(name)))
        paths[-1].write_text(text, encoding="utf-8")
    known = partial(import_files, house.bridge, paths[:2], page)
    yield from dialog(house.window, "results-import", known)
    unknown = partial(import_files, house.bridge, paths[2:], page)
    for screen in dialog(house.window, "results-import-unknown", unknown):
        yield screen
        yield from dialog(
            house.window, "results-describe-file", partial(press, screen.front, "describe-")
        )


def _scroll(page: QWidget) -> None:
    """To the end of what is shown."""
    bar = found(page, QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
