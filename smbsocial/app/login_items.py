"""Three systems' lists of what starts at login, each written and read by its own rules."""

import configparser
import importlib
import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smbsocial.app.exec_line import exec_line, read_exec_line
from smbsocial.domain.errors import Code, ExpectedError

LONGEST_RUN_VALUE = 260
"""Characters that Windows takes of a command in the Run key."""
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

_GROUP = "Desktop Entry"
_ENTRY = """[Desktop Entry]
Type=Application
Name=smbsocial reminders
Name[de]=smbsocial-Erinnerungen
Comment=Tells of posts, tasks and reviews that are due
Comment[de]=Sagt, welche Beiträge, Aufgaben und Rückblicke anstehen
Exec={command}
TryExec={program}
Icon=smbsocial
Terminal=false
NoDisplay=true
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list says: whether it will start, what, and where that stands."""

    on: bool
    place: str
    text: str = ""
    command: tuple[str, ...] = ()


class XdgAutostart:
    """A file in the folder of autostarts; one of the system's is hidden by the person's own."""

    def __init__(self, name: str, environment: Mapping[str, str]) -> None:
        self._name = name
        self._environment = environment

    @property
    def place(self) -> Path:
        """The person's own file."""
        home = self._environment.get("XDG_CONFIG_HOME", "")
        base = Path(home) if Path(home).is_absolute() else Path.home() / ".config"
        return base / "autostart" / self._name

    def read(self) -> Entry:
        """The file that counts for this desktop, by the rules of the autostart specification."""
        place = next((each for each in self._places() if os.path.lexists(each)), self.place)
        try:
            text = place.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return Entry(on=False, place=str(place))
        parser = configparser.RawConfigParser(
            interpolation=None, strict=False, delimiters=("=",), comment_prefixes=("#",)
        )
        parser.optionxform = str  # type: ignore[method-assign, assignment]
        try:
            parser.read_string(text)
            keys = dict(parser[_GROUP])
        except (configparser.Error, KeyError):
            return Entry(on=False, place=str(place))
        line = keys.get("Exec", "")
        command = read_exec_line(line)
        return Entry(self._starts(keys, command), str(place), line, command)

    def write(self, command: tuple[str, ...]) -> None:
        """Write the file whole or not at all; raises ExpectedError(FILE_NOT_WRITTEN)."""
        program = command[0].replace("\\", "\\\\")
        _write(
            self.place, _ENTRY.format(command=exec_line(command), program=program).encode("utf-8")
        )

    def remove(self) -> None:
        """Delete the file; where the system's own one remains, it is hidden by ours."""
        with _told(self.place):
            self.place.unlink(missing_ok=True)
        if self.read().on:
            _write(self.place, f"[{_GROUP}]\nType=Application\nHidden=true\n".encode())

    def _places(self) -> Iterator[Path]:
        yield self.place
        for folder in (self._environment.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":"):
            yield Path(folder) / "autostart" / self._name

    def _starts(self, keys: Mapping[str, str], command: tuple[str, ...]) -> bool:
        if keys.get("Type") != "Application" or keys.get("Hidden", "").strip() == "true":
            return False
        if keys.get("X-GNOME-Autostart-enabled", "").strip() == "false":
            return False
        here = {
            name for name in self._environment.get("XDG_CURRENT_DESKTOP", "").split(":") if name
        }
        only = {name for name in keys.get("OnlyShowIn", "").split(";") if name}
        never = {name for name in keys.get("NotShowIn", "").split(";") if name}
        if (only and not here & only) or here & never:
            return False
        tried = keys.get("TryExec", "").replace("\\\\", "\\")
        programs = [tried] if tried else []
        programs += command[:1]
        path = self._environment.get("PATH")
        return bool(command) and all(shutil.which(each, path=path) for each in programs)


class LaunchAgent:
    """A property list in the person's LaunchAgents."""

    def __init__(self, folder: Path, label: str, launchctl: str = "launchctl") -> None:
        self._place = folder / f"{label}.plist"
        self._label = label
        self._launchctl = launchctl

    def read(self) -> Entry:
        """The file's word, and launchctl's, which may have switched it off beside the file."""
        try:
            kept = plistlib.loads(self._place.read_bytes())
            command = tuple(str(each) for each in kept["ProgramArguments"])
        except (OSError, ValueError, KeyError, TypeError, plistlib.InvalidFileException):
            return Entry(on=False, place=str(self._place))
        starts = (
            kept.get("RunAtLoad") is True
            and not kept.get("Disabled")
            and bool(command)
            and shutil.which(command[0]) is not None
            and not self._switched_off()
        )
        return Entry(starts, str(self._place), " ".join(command), command)

    def write(self, command: tuple[str, ...]) -> None:
        """Write the file; raises ExpectedError(FILE_NOT_WRITTEN)."""
        kept = {
            "Label": self._label,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Background",
            "LimitLoadToSessionType": "Aqua",
        }
        _write(self._place, plistlib.dumps(kept))
        self._tell("enable", f"{self._domain()}/{self._label}")

    def remove(self) -> None:
        """Delete the file; raises ExpectedError(FILE_NOT_WRITTEN)."""
        with _told(self._place):
            self._place.unlink(missing_ok=True)

    def _switched_off(self) -> bool:
        said = self._tell("print-disabled", self._domain())
        mine = [line for line in said.splitlines() if f'"{self._label}"' in line]
        return any(line.rstrip().endswith(("true", "disabled")) for line in mine)

    def _domain(self) -> str:
        return f"gui/{os.getuid()}" if sys.platform != "win32" else ""

    def _tell(self, *words: str) -> str:
        try:
            done = subprocess.run(  # noqa: S603 - the system's own program
                [self._launchctl, *words], check=False, capture_output=True, text=True, timeout=10
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout


class RunKey:
    """A value of the person's Run key; the Task Manager keeps beside it what is switched off."""

    def __init__(self, name: str, registry: Any = None) -> None:
        self._name = name
        self._place = rf"HKEY_CURRENT_USER\{RUN}\{name}"
        if registry is None:
            registry = importlib.import_module("winreg")
        self._registry = registry

    def read(self) -> Entry:
        """The value, and whether the Task Manager lets it start."""
        line = self._value(RUN)
        if not isinstance(line, str) or not line.strip():
            return Entry(on=False, place=self._place)
        approved = self._value(APPROVED)
        refused = isinstance(approved, bytes) and approved[:1] != b"" and approved[0] % 2 == 1
        command = _windows_words(line)
        there = Path(command[0]).is_file() or shutil.which(command[0]) is not None
        return Entry(there and not refused, self._place, line, command)

    def write(self, command: tuple[str, ...]) -> None:
        """Set the value; raises ExpectedError (TOO_LONG, FILE_NOT_WRITTEN)."""
        line = subprocess.list2cmdline(command)
        if len(line) > LONGEST_RUN_VALUE:
            raise ExpectedError(Code.TOO_LONG, length=len(line), most=LONGEST_RUN_VALUE)
        registry = self._registry
        with _told(self._place), registry.CreateKey(registry.HKEY_CURRENT_USER, RUN) as key:
            registry.SetValueEx(key, self._name, 0, registry.REG_SZ, line)
        self._delete(APPROVED)

    def remove(self) -> None:
        """Delete the value; raises ExpectedError(FILE_NOT_WRITTEN)."""
        self._delete(RUN)
        self._delete(APPROVED)

    def _value(self, where: str) -> object:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, where) as key:
                return registry.QueryValueEx(key, self._name)[0]
        except OSError:
            return None

    def _delete(self, where: str) -> None:
        registry = self._registry
        rights = registry.KEY_SET_VALUE
        with _told(self._place):
            try:
                with registry.OpenKey(registry.HKEY_CURRENT_USER, where, 0, rights) as key:
                    registry.DeleteValue(key, self._name)
            except FileNotFoundError:
                return


def _windows_words(line: str) -> tuple[str, ...]:
    """The words of a command line by the rules that `list2cmdline` writes."""
    words: list[str] = []
    word, quoted, slashes, begun = "", False, 0, False
    for sign in line:
        if sign == "\\":
            slashes, begun = slashes + 1, True
            continue
        if sign == '"':
            word += "\\" * (slashes // 2)
            quoted, word = (quoted, word + '"') if slashes % 2 else (not quoted, word)
            begun = True
        elif sign in " \t" and not quoted:
            if begun:
                words.append(word + "\\" * slashes)
            word, begun = "", False
        else:
            word, begun = word + "\\" * slashes + sign, True
        slashes = 0
    if begun:
        words.append(word + "\\" * slashes)
    return tuple(words)


def _write(place: Path, content: bytes) -> None:
    part = place.with_name(f"{place.name}.new")
    with _told(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            part.replace(place)
        except OSError:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def _told(place: object) -> Iterator[None]:
    """What the system refuses, as an ExpectedError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(place), reason=reason) from error
