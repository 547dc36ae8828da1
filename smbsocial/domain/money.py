"""Money in minor units of one currency, and the one rounding (half even)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Self

# ISO 4217, list one (published by SIX, the ISO's maintenance agency), column "Mnr unt":
# the active currencies that do not have two digits.
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = dict.fromkeys(_NO_DIGITS.split(), 0) | dict.fromkeys(_THREE_DIGITS.split(), 3)

_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP "
    "GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES "
    "KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU "
    "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON "
    "RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND "
    "TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW "
    "ZWG"
)
CURRENCIES = frozenset(_CODES.split())
"""The active currencies of ISO 4217 that people pay with."""


def digits(currency: str) -> int:
    """Digits after the point of a currency (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def round_half_even(value: Decimal | Fraction) -> int:
    """Round to a whole number, halves to the even neighbour: the only rounding of money."""
    if isinstance(value, Fraction):
        return round(value)
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount: `minor` units (cents) of `currency` (ISO 4217 code)."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int, currency: str) -> Self:
        """Money from an amount in major units (9 euros, not 900 cents)."""
        return cls(round_half_even(Decimal(amount).scaleb(digits(currency))), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def times(self, factor: Decimal | Fraction | int) -> "Money":
        """Multiplied by a rate or a count, rounded once."""
        return Money(round_half_even(Fraction(factor) * self.minor), self.currency)

    def percent(self, percent: Decimal | int) -> "Money":
        """So many per cent of it, rounded once."""
        return self.times(Fraction(percent) / 100)

    def split(self, parts: int) -> tuple["Money", ...]:
        """As equal parts as whole minor units allow; their sum is the whole.

        Raises ValueError for fewer than one part.
        """
        if parts < 1:
            raise ValueError(f"cannot split into {parts} parts")
        each, rest = divmod(self.minor, parts)
        return tuple(Money(each + (1 if i < rest else 0), self.currency) for i in range(parts))

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.minor
