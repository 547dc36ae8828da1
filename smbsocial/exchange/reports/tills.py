"""What the columns of a shop's or till's file mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

Amounts = Mapping[str, Decimal]
"""What stands in each column of money, by its header; what is blank counts 0."""


@dataclass(frozen=True, slots=True)
class Till:
    """What the columns of a shop's file mean; headers are English and made alike.

    `order`: columns that name an order, the first that has something counts; `money`: columns of
    money, added up over the lines of an order, those of `once` taken from its first line that has
    something; `net`: what the business keeps of them, without tax, after discounts and refunds;
    `state` with a word of `void`, or something in `cancelled`: no order at all; `event` with a word
    of `refunds`, or less than 0 in the column `given_back`: money given back, which stays a sale of
    its own below 0, since the order may stand in an older file; `sales`: what else an `event` may
    be, all others are no sale; `begins`: of these the ones that an order begins with; `formatted`:
    a column that shows the currency; `single`: an order has one line, a second one repeats it;
    `sparse`: the first column of `money` may be blank below the first line of an order; `day_form`:
    how this shop writes days, other days were written by a spreadsheet.
    """

    format: str
    source: str
    needs: frozenset[str]
    order: tuple[str, ...]
    day: str
    money: tuple[str, ...]
    net: Callable[[Amounts], Decimal]
    once: frozenset[str] = frozenset()
    account: str = ""
    code: str = ""
    channel: str = ""
    units: str = ""
    currency: str = ""
    state: str = ""
    void: frozenset[str] = frozenset()
    cancelled: str = ""
    event: str = ""
    refunds: frozenset[str] = frozenset()
    given_back: str = ""
    sales: frozenset[str] = frozenset()
    begins: frozenset[str] = frozenset()
    formatted: str = ""
    single: bool = False
    day_usual: bool | None = None
    day_form: str = ""
    sparse: bool = False
