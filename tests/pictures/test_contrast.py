"""Text can be read on what it stands on: WCAG's contrast, in both themes."""

import pytest
from PySide6.QtGui import QColor

from smbsocial.ui.theme import DARK, LIGHT, Tokens

LEAST = 4.5
GROUNDS = ("background", "card", "rail", "outside")
PAIRS = [
    *[(ink, ground) for ink in ("ink", "muted", "primary", "trouble") for ground in GROUNDS],
    ("on_primary", "primary"),
    ("primary", "primary_tint"),
    ("ink", "primary_tint"),
    ("muted", "primary_tint"),
    ("ink", "chip"),
    ("ink", "trouble_wash"),
    ("muted", "trouble_wash"),
    *[(tone, f"{tone}_tint") for tone in ("good", "caution", "trouble")],
    *[("ink", f"{tone}_tint") for tone in ("good", "caution", "trouble")],
]


def luminance(colour: str) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read(tokens: Tokens) -> None:
    found = {pair: contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < LEAST} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_chips_can_be_read(tokens: Tokens) -> None:
    """A chip's own text, and what posted (muted) and missed (trouble) ones wear."""
    low = {}
    for number in range(1, len(tokens.pillars) + 1):
        text, tint = tokens.pillar(number)
        for name, ink in (("own", text), ("posted", tokens.muted), ("missed", tokens.trouble)):
            ratio = contrast(ink, tint)
            if ratio < LEAST:
                low[number, name] = round(ratio, 2)
    assert low == {}
