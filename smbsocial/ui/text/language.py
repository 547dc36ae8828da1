"""The language of the screens: Qt's own words and ours, for the user's locale."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

FALLBACK = "en"
"""English is what the code says; its file only holds singular and plural."""


def install(app: QCoreApplication, resources: Path, locale: QLocale | None = None) -> None:
    """Install the translations of a locale (the system's if None) for the life of `app`."""
    if QLocale().language() is QLocale.Language.C:  # a login without a country: as the library's
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    wanted = locale or QLocale()
    folder = resources / "translations"
    if not any(folder.glob(f"smbsocial_{wanted.name().partition('_')[0]}*.qm")):
        wanted = _english_of(wanted)
        QLocale.setDefault(wanted)
    for name, where in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("smbsocial", str(folder)),
    ):
        translator = QTranslator(app)
        found = translator.load(wanted, name, "_", where)
        if not found and name == "smbsocial":
            found = translator.load(f"{name}_{FALLBACK}", where)
        if found:
            app.installTranslator(translator)


def _english_of(here: QLocale) -> QLocale:
    """English words for days and months, with the numbers and the money of the country.

    Where Qt knows no English of a country, its own language stays: the country counts more.
    """
    made = QLocale(QLocale.Language.English, here.territory())
    return made if made.territory() == here.territory() else here
