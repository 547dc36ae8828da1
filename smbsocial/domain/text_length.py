"""How long a text is in the eyes of a platform: each counts its own way."""

import unicodedata
from collections.abc import Callable

from smbsocial.domain.platforms import TextRules

LINK = (
    r"https?://[^\s<>\"]+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net|info|biz|shop|store|cafe|app|io|co|us|uk|de|fr|ca|au)\b"
    r"(?:/[^\s<>\"]*)?"
)
"""What platforms that shorten links take for one: an address, or a bare domain of a usual kind."""

_LIGHT = ((0x0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""Code points that X counts once; all others count twice (X, twitter-text configuration v3)."""


def text_length(text: str, rules: TextRules) -> int:
    """Characters of `text` as the platform counts them.

    Methods: `characters` (code points after NFC), `utf16_code_units`, `graphemes` (what a reader
    sees as one character) and `weighted` (X). Raises KeyError for a method that is not known.
    """
    measure = _METHODS[rules.count_method]
    plain = unicodedata.normalize("NFC", text)
    if rules.link_length is None:
        return measure(plain)
    import regex

    rest, links = regex.subn(LINK, "", plain, flags=regex.IGNORECASE)
    return measure(rest) + links * rules.link_length


def _characters(text: str) -> int:
    return len(text)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _graphemes(text: str) -> int:
    import regex

    return len(regex.findall(r"\X", text))


def _weighted(text: str) -> int:
    if all(ord(c) <= _LIGHT[0][1] for c in text):
        return len(text)
    import regex

    return sum(_weight(cluster) for cluster in regex.findall(r"\X", text))


def _weight(cluster: str) -> int:
    import regex

    if regex.search(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3", cluster):
        return 2
    return sum(1 if any(a <= ord(c) <= b for a, b in _LIGHT) else 2 for c in cluster)


_METHODS: dict[str, Callable[[str], int]] = {
    "characters": _characters,
    "utf16_code_units": _utf16,
    "graphemes": _graphemes,
    "weighted": _weighted,
}
