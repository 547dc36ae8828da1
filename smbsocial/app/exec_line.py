"""The `Exec` line of a desktop file: written and read by the rules of its specification."""

from collections.abc import Iterator

RESERVED = " \t\n\"'\\><~|&;$*?#()`"
"""An argument that holds one of these stands in quotes."""
_ESCAPED = '"`$\\'
_STRING = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def exec_line(command: tuple[str, ...]) -> str:
    """The value of the key: quoted by the rules for Exec, then escaped as every text."""
    line = " ".join(_quoted(each.replace("%", "%%")) for each in command)
    for sign, escape in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        line = line.replace(sign, escape)
    return line


def read_exec_line(value: str) -> tuple[str, ...]:
    """The command that a value stands for; nothing for one that breaks the rules."""
    words: list[str] = []
    signs = iter(_unescaped(value))
    word: str | None = None
    for sign in signs:
        if sign == '"':
            inner = _inside(signs)
            if inner is None:
                return ()
            word = (word or "") + inner
        elif sign == " ":
            if word is not None:
                words.append(word)
            word = None
        else:
            word = (word or "") + sign
    if word is not None:
        words.append(word)
    return tuple(each.replace("%%", "%") for each in words)


def _quoted(word: str) -> str:
    if word and not any(sign in RESERVED for sign in word):
        return word
    return '"' + "".join(f"\\{sign}" if sign in _ESCAPED else sign for sign in word) + '"'


def _inside(signs: Iterator[str]) -> str | None:
    """What stands up to the closing quote; None if there is none."""
    inner = ""
    for sign in signs:
        if sign == '"':
            return inner
        inner += next(signs, "") if sign == "\\" else sign
    return None


def _unescaped(value: str) -> str:
    plain, signs = "", iter(value.strip())
    for sign in signs:
        if sign == "\\":
            following = next(signs, "")
            plain += _STRING.get(following, f"\\{following}")
        else:
            plain += sign
    return plain
