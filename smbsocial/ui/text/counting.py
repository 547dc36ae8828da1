"""Words of the counter: what people did, where they heard of the business, what was spent on."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.counter import Elsewhere, What
from smbsocial.domain.turns import Spending

translate = QCoreApplication.translate


def what(value: What) -> str:
    """What is counted, as a choice says it."""
    return {
        What.VISIT: translate("Counter", "Visits"),
        What.ORDER: translate("Counter", "Orders"),
        What.BOOKING: translate("Counter", "Bookings"),
        What.CALL: translate("Counter", "Calls"),
        What.LEAD: translate("Counter", "Enquiries"),
    }[value]


def counted(value: What, count: int) -> str:
    """So many of them."""
    words: dict[What, Callable[[], str]] = {
        What.VISIT: lambda: translate("Counter", "%n visit(s)", "", count),
        What.ORDER: lambda: translate("Counter", "%n order(s)", "", count),
        What.BOOKING: lambda: translate("Counter", "%n booking(s)", "", count),
        What.CALL: lambda: translate("Counter", "%n call(s)", "", count),
        What.LEAD: lambda: translate("Counter", "%n enquiry(ies)", "", count),
    }
    return words[value]()


def heard(value: str, platform: str = "") -> str:
    """An answer: the platform's name, or what is said instead of one."""
    if platform:
        return platform
    return {
        Elsewhere.FRIEND: translate("Counter", "A friend"),
        Elsewhere.PASSED_BY: translate("Counter", "Passed by"),
        Elsewhere.REGULAR: translate("Counter", "Comes often"),
        Elsewhere.SEARCH: translate("Counter", "Searched for it"),
        Elsewhere.NEWSPAPER: translate("Counter", "Newspaper"),
        Elsewhere.OTHER: translate("Counter", "Something else"),
    }[Elsewhere(value)]


def spending(value: Spending) -> str:
    """What money was spent on."""
    return {
        Spending.ADS: translate("Counter", "Advertising"),
        Spending.TOOLS: translate("Counter", "Tools"),
        Spending.HELP: translate("Counter", "Paid help"),
        Spending.GIVEAWAYS: translate("Counter", "Giveaways"),
    }[value]
