"""Rules of passwords: how long a made one is, and rules that no password could meet."""

from typing import Any

import pytest

from smbsocial.domain.passwords import Characters, PasswordRules

LETTERS = frozenset({Characters.LOWER, Characters.UPPER})
MIXED = frozenset(Characters)


@pytest.mark.parametrize(
    ("least", "most", "length"),
    [(8, None, 20), (8, 72, 20), (8, 16, 16), (6, 6, 6), (24, None, 24), (24, 30, 24)],
)
def test_as_long_as_wanted_where_the_platform_allows(
    least: int, most: int | None, length: int
) -> None:
    assert PasswordRules(least, most, LETTERS, "").length == length


@pytest.mark.parametrize(
    "bad",
    [
        {"required": frozenset()},
        {"required": frozenset({Characters.SYMBOL}), "symbols": "-"},
        {"least": 1, "most": 1},
        {"least": 9, "most": 8},
        {"least": 0},
        {"symbols": "-"},
        {"required": MIXED},
    ],
)
def test_rules_that_no_password_meets_do_not_exist(bad: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"least": 8, "most": None, "required": LETTERS, "symbols": ""}
    with pytest.raises(ValueError, match=r"kinds|symbols|begins|at most"):
        PasswordRules(**(fields | bad))
