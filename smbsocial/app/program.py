"""How this program is started again: by the system at login, or by its own background part."""

import hashlib
import os
import sys
from pathlib import Path

from smbsocial.app.paths import data_folder


def program(*arguments: str) -> tuple[str, ...]:
    """The command, absolute, whether this is a checkout, an installed package or a frozen bundle.

    `-P` keeps a folder of our name, where the desktop happens to start, out of it.
    """
    if getattr(sys, "frozen", False):
        return (os.environ.get("APPIMAGE") or _absolute(sys.executable), *arguments)
    return (_windowless(_absolute(sys.executable)), "-P", "-m", "smbsocial", *arguments)


def on_folder(folder: Path) -> tuple[str, ...]:
    """The option that names a data folder; none for the person's own, should that place move."""
    return () if folder == data_folder() else ("--data-dir", str(folder))


def short_name(folder: Path) -> str:
    """Some letters that tell one data folder from another."""
    return hashlib.sha256(os.fsencode(os.path.normcase(folder.absolute()))).hexdigest()[:10]


def start(*arguments: str) -> bool:
    """Start it beside this process, which may end before it; False if that did not work."""
    import subprocess

    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    try:
        # Nobody waits for it: it lives as long as it likes.
        subprocess.Popen(  # noqa: S603 - our own program
            program(*arguments),
            cwd=Path.home() if Path.home().is_dir() else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=flags,
        )
    except OSError:
        return False
    return True


def _absolute(path: str) -> str:
    """Not resolved: a link in an environment's folder is what makes it that environment."""
    return str(Path(path).absolute())


def _windowless(python: str) -> str:
    """On Windows the Python that opens no black window beside."""
    other = Path(python).with_name("pythonw.exe")
    return str(other) if sys.platform == "win32" and other.exists() else python
