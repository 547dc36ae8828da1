"""What belongs to this machine, not to the business: window, theme, where it stands."""

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QLocale, QSettings, QTimeZone

from smbsocial.ui.theme import Scheme


@dataclass(frozen=True, slots=True)
class Preference:
    """One key of the machine's settings and its default."""

    key: str
    default: str


SCHEME = Preference("look/scheme", Scheme.SYSTEM.value)
GEOMETRY = "window/geometry"


class Preferences:
    """The machine's settings; kept by Qt in the desktop's own place, or in a given file."""

    def __init__(self, path: str | None = None) -> None:
        if path is None:
            self._settings = QSettings("smbsocial", "smbsocial")
        else:
            self._settings = QSettings(path, QSettings.Format.IniFormat)

    @property
    def scheme(self) -> Scheme:
        """Light, dark or as the desktop says; an unknown word counts as the last."""
        value = str(self._settings.value(SCHEME.key, SCHEME.default))
        return Scheme(value) if value in {s.value for s in Scheme} else Scheme.SYSTEM

    def set_scheme(self, scheme: Scheme) -> None:
        """Remember the scheme."""
        self._settings.setValue(SCHEME.key, scheme.value)

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window was; None on the first start."""
        value = self._settings.value(GEOMETRY)
        return value if isinstance(value, QByteArray) else None

    def set_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window is."""
        self._settings.setValue(GEOMETRY, geometry)


def country() -> str | None:
    """The country (ISO 3166) that this machine is set to; None when it does not say."""
    code = QLocale.territoryToCode(QLocale().territory())
    return code or None


def zone() -> str | None:
    """The IANA zone that this machine is set to; None for one that names no place."""
    found = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii")
    return found if "/" in found and not found.startswith("Etc/") else None
