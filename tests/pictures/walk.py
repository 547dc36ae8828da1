"""Walks the tour once and prints what is wrong as JSON: `walk.py SCHEME WxH PLAIN|PSEUDO [DIR]`.

A program of its own because the scale is decided before Qt starts, and because translations and
reading direction would stay in the application of the other tests.
"""

import json
import re
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt, QTranslator
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from smbsocial.app.touring import make_stage
from smbsocial.ui import theme
from smbsocial.ui.text import language as language_file
from smbsocial.ui.tour.drawing import picture
from smbsocial.ui.tour.screens import screens

sys.path.insert(0, str(Path(__file__).parent))
from looking import fields, problems

RESOURCES = Path(__file__).parents[2] / "resources"
KEPT = re.compile(r"(\{\w+\}|%n|&)")
KEYRINGS = {"keyring", "secretstorage", "jeepney", "smbsocial.vault.stores"}
"""A tour that loads one of them could come near somebody's passwords."""
VOWELS = str.maketrans({"a": "âà", "e": "éè", "i": "îï", "o": "ôö", "u": "ûü"})


class Pseudo(QTranslator):
    """A language that is a third longer than English and starts at the right."""

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        if not source or context == "Dates":
            return source
        parts = KEPT.split(source)
        made = "".join(p if KEPT.fullmatch(p) else p.translate(VOWELS) for p in parts)
        return f"\N{RIGHT-TO-LEFT MARK}{made}".replace("%n", str(n))


def main(scheme: str, size: str, language: str, folder: str = "") -> None:
    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    pseudo = Pseudo()
    if language == "pseudo":
        app.installTranslator(pseudo)
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    else:
        language_file.install(app, RESOURCES)
    theme.apply(app, theme.Scheme(scheme), RESOURCES / "icons")
    found: list[str] = []
    names: list[str] = []
    typed: dict[str, list[str]] = {}
    width, height = (int(part) for part in size.split("x"))
    for screen in screens(make_stage(), QSize(width, height)):
        names.append(screen.name)
        if folder:
            picture(screen).save(f"{folder}/{len(names):03d}-{screen.name}.png")
        found += problems(screen)
        if screen.dialog is not None:
            typed[screen.name] = [field.objectName() for field in fields(screen.dialog)]
    keyrings = sorted(KEYRINGS & sys.modules.keys())
    told = {"screens": names, "problems": found, "keyrings": keyrings, "fields": typed}
    print(json.dumps({**told, "ratio": app.devicePixelRatio()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
