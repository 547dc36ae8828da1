#!/usr/bin/env python3
"""Collect the texts that count (`%n` or `(s)`) into resources/translations and compile them.

`python packaging/translations.py` adds what is missing to `smbsocial_en.ts` (mark: unfinished) and
compiles every .ts with Qt's own lrelease. Qt's lupdate does not see counts in Python sources, so
the messages are read from the syntax tree.
"""

import ast
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
ENGLISH = FOLDER / "smbsocial_en.ts"
COUNT_ARGUMENT = 4


def counted_messages(folder: Path) -> Iterator[tuple[str, str]]:
    """Context and text of every `translate(context, text, comment, n)` below a folder."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) == COUNT_ARGUMENT:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                name = node.func.id if isinstance(node.func, ast.Name) else name
                context, text = node.args[0], node.args[1]
                if name == "translate" and isinstance(context, ast.Constant):
                    assert isinstance(text, ast.Constant)  # noqa: S101 - held by a test
                    yield str(context.value), str(text.value)


def known_messages(file: Path) -> dict[tuple[str, str], list[str]]:
    """Every message of a .ts file with its plural forms."""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            forms = [form.text or "" for form in message.iter("numerusform")]
            found[name, message.findtext("source", "")] = forms
    return found


def write(file: Path, messages: dict[tuple[str, str], list[str]]) -> None:
    """Write the messages as a .ts file, sorted."""
    root = ElementTree.Element("TS", version="2.1", language="en", sourcelanguage="en")
    contexts: dict[str, ElementTree.Element] = {}
    for (name, text), forms in sorted(messages.items()):
        if name not in contexts:
            contexts[name] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[name], "name").text = name
        message = ElementTree.SubElement(contexts[name], "message", numerus="yes")
        ElementTree.SubElement(message, "source").text = text
        unfinished = {} if all(forms) else {"type": "unfinished"}
        translation = ElementTree.SubElement(message, "translation", unfinished)
        for form in forms:
            ElementTree.SubElement(translation, "numerusform").text = form
    ElementTree.indent(root)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    file.write_text(head + ElementTree.tostring(root, "unicode") + "\n", encoding="utf-8")


def compile_to(file: Path, compiled: Path) -> None:
    """Compile a .ts file with Qt's own lrelease."""
    lrelease = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
    subprocess.run([lrelease, file, "-qm", compiled, "-silent"], check=True)


def main() -> int:
    """Collect, say what is unfinished, compile; exit status 1 while something is unfinished."""
    known = known_messages(ENGLISH) if ENGLISH.exists() else {}
    wanted = {key: known.get(key, ["", ""]) for key in counted_messages(ROOT / "smbsocial")}
    write(ENGLISH, wanted)
    for (context, text), forms in wanted.items():
        if not all(forms):
            print(f"unfinished: {context}: {text}")
    for file in sorted(FOLDER.glob("*.ts")):
        compile_to(file, file.with_suffix(".qm"))
    return 0 if all(all(forms) for forms in wanted.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
