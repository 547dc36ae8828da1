"""Where data, logs and resources live: the only place that asks."""

import contextlib
from pathlib import Path

import appdirs

import smbsocial

EXAMPLE = "smbsocial-example"


def data_folder(chosen: str | Path | None = None) -> Path:
    """The folder that `--data-dir` names, else the system's own place for a user's data."""
    if chosen is not None:
        with contextlib.suppress(RuntimeError):  # ~somebody whom this machine does not know
            chosen = Path(chosen).expanduser()
        return Path(chosen).absolute()
    return Path(appdirs.user_data_dir("smbsocial", appauthor=False))


def example_folder(data: Path) -> Path:
    """The example business's folder: beside the user's own data, never inside."""
    return data.parent / EXAMPLE


def log_folder(data: Path) -> Path:
    """Logs and crash reports stay with the data they are about."""
    return data / "log"


def resources_folder() -> Path:
    """Icons, fonts, library and translations: inside the package, or beside it in a checkout.

    Raises RuntimeError where an installation lacks them.
    """
    package = Path(smbsocial.__file__).parent
    for place in (package / "_resources", package.parent / "resources"):
        if place.is_dir():
            return place
    raise RuntimeError("this installation has no resources")
