"""The tour of Results: the overview, and each room of the numbers."""

from collections.abc import Iterator

from PySide6.QtCore import QSize

from smbsocial.ui.menus import RESULTS
from smbsocial.ui.results.page import ResultsPage
from smbsocial.ui.tour.stage import Screen, Stage, example, found, opened, settle


def results(stage: Stage, size: QSize) -> Iterator[Screen]:
    """What came back, and where the numbers come from."""
    with opened(stage, size, example) as house:
        window = house.window
        window.show_page(RESULTS)
        page = found(window, ResultsPage)
        settle()
        yield Screen("results", window)
        for key in page.sections[1:]:
            page.show_section(key)
            page.refresh()
            settle()
            yield Screen(f"results-{key}", window)
