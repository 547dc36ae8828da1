"""What run.py and test.py share: the right Python, the .venv of this checkout, Debian's packages.

It runs on the machine's own Python before anything is installed, so it uses the standard library
alone, and must still load on a Python that is too old, to say so.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "smbsocial-stamps"
MADE_FOR = VENV / "smbsocial-made-for"
PIP_LOG = VENV / "smbsocial-pip.log"

# The Python below, should this one be that of a .venv, which may have to be made anew.
BELOW: str = getattr(sys, "_base_executable", sys.executable)

OLDEST, NEWEST = (3, 11), (3, 14)  # what PySide6 below 6.12 and smbsocial have in common
WINDOWLESS = {"-h", "--help", "--version", "--self-test"}
VALUED = {"--data-dir"}

# Libraries that Qt opens by name on Linux, and the Debian package of each.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# What the tests call: a private desktop, two of the programs that show notifications, readers of
# what starts at login, a keyring, a clock that can be moved, a look at PDFs, and
# fonts (Noto Sans, which fontconfig then prefers by itself, and emoji) so that pictures are alike.
TEST_PACKAGES = [
    "xvfb",
    "xauth",
    "openbox",
    "xdotool",
    "imagemagick",
    "dbus",
    "dbus-x11",
    "xfce4-notifyd",
    "dunst",
    "dex",
    "desktop-file-utils",
    "gnome-keyring",
    "libsecret-tools",
    "poppler-utils",
    "faketime",
    "at-spi2-core",
    "fonts-noto-core",
    "fonts-noto-color-emoji",
]


class CannotGoOnError(Exception):
    """A reason to stop, already worded for the person at the keyboard."""


def say(sentence: str) -> None:
    """Tell what is being done, beside the output of the program itself."""
    print(f"smbsocial: {sentence}", file=sys.stderr, flush=True)


# --- the right Python ---------------------------------------------------------------------------


def is_right(version: tuple[int, int]) -> bool:
    return OLDEST <= version <= NEWEST


def other_python() -> str | None:
    """Find a Python on PATH that fits, newest first, and that really starts."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and succeeds([found, "-c", ""]):
            return found
    return None


def with_right_python(script: Path) -> None:
    """Start `script` again with a Python that fits, unless this one does."""
    if is_right(sys.version_info[:2]):
        return
    mine = f"{sys.version_info[0]}.{sys.version_info[1]}"
    wanted = f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]}"
    better = other_python()
    if better is None:
        raise CannotGoOnError(f"This is Python {mine}; smbsocial needs {wanted}.")
    say(f"This is Python {mine}; going on with {better}.")
    become([better, str(script), *sys.argv[1:]])


# --- other programs -----------------------------------------------------------------------------


def succeeds(command: list[str], variables: dict[str, str] | None = None) -> bool:
    """Run quietly; whether it could be started and ended well."""
    try:
        done = subprocess.run(
            command,
            check=False,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    return done.returncode == 0


def become(command: list[str]) -> None:
    """Hand this process over to `command`; Windows has no such thing, so wait for it there."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        raise SystemExit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606


# --- .venv --------------------------------------------------------------------------------------


def venv_program(name: str) -> str:
    """Where the environment keeps a program of this name."""
    windows = os.name == "nt"
    return str(VENV / ("Scripts" if windows else "bin") / (f"{name}.exe" if windows else name))


def fingerprint() -> str:
    """Everything that makes an installed environment stale when it changes."""
    import tomllib  # not there on a Python that with_right_python() has yet to replace

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    matters = [
        project.get("build-system"),
        project.get("project"),
        project.get("tool", {}).get("hatch"),
        made_for(),
    ]
    return hashlib.sha256(json.dumps(matters, sort_keys=True).encode()).hexdigest()


def is_installed(extra: str, mark: str) -> bool:
    """Whether .venv holds the project as it is now; the one with tests serves for running too."""
    if not Path(venv_program("python")).exists():
        return False
    accepted = {extra, "test"}
    return any(stamp.is_file() and stamp.read_text() == mark for stamp in map(stamp_of, accepted))


def stamp_of(extra: str) -> Path:
    return STAMPS / (extra or "run")


def install(extra: str = "") -> None:
    """Make .venv hold the project with its `extra`; nothing is done when it does already."""
    mark = fingerprint()
    if is_installed(extra, mark):
        return
    if not os.access(ROOT, os.W_OK):
        raise CannotGoOnError(f"Cannot write to {ROOT}, where .venv belongs.")
    try:
        if not is_usable():
            make_venv()
        say("Installing what pyproject.toml asks for into .venv; the first time takes a minute …")
        pip_install(extra)
        STAMPS.mkdir(exist_ok=True)
        stamp_of(extra).write_text(mark)
    except OSError as error:
        raise CannotGoOnError(f"Cannot write to {VENV}: {error.strerror}.") from error


def is_usable() -> bool:
    """Whether .venv can be kept: made here, for this Python, and with a pip that starts."""
    if not MADE_FOR.is_file() or MADE_FOR.read_text("utf-8") != made_for():
        return False
    return has_pip()


def made_for() -> str:
    """Say what an environment is tied to: its place and the Python below it."""
    return f"{ROOT}\n{sys.version_info[0]}.{sys.version_info[1]}"


def has_pip() -> bool:
    return succeeds([venv_program("python"), "-m", "pip", "--version"])


def make_venv() -> None:
    """Make .venv with the first means that this machine has."""
    say(f"Making the Python environment {VENV} …")
    for means in (by_venv, by_virtualenv, by_fetched_virtualenv, by_debian_venv):
        shutil.rmtree(VENV, ignore_errors=True)
        if means() and has_pip():
            MADE_FOR.write_text(made_for(), "utf-8")
            return
    shutil.rmtree(VENV, ignore_errors=True)
    raise CannotGoOnError(
        "No Python environment can be made here: Python's venv is missing, and pip could not fetch "
        "virtualenv in its place (is this machine online?)."
    )


def by_venv() -> bool:
    if importlib.util.find_spec("ensurepip") is None:  # Debian has it in python3-venv
        return False
    return succeeds([BELOW, "-m", "venv", str(VENV)])


def by_virtualenv() -> bool:
    return succeeds([BELOW, "-m", "virtualenv", "--no-download", str(VENV)])


def by_fetched_virtualenv() -> bool:
    """Have pip put virtualenv into a folder of its own, which Debian's pip too is allowed to."""
    with tempfile.TemporaryDirectory() as folder:
        fetch = [BELOW, "-m", "pip", "install", "--quiet", "--target", folder]
        if not succeeds([*fetch, "virtualenv"]):
            return False
        say("Python's venv is missing; using pip's virtualenv instead.")
        command = [BELOW, "-m", "virtualenv", "--no-download", str(VENV)]
        return succeeds(command, {**os.environ, "PYTHONPATH": folder})


def by_debian_venv() -> bool:
    if not install_debian(["python3-venv"], "so that Python can make an environment"):
        return False
    return succeeds([BELOW, "-m", "venv", str(VENV)])


def pip_install(extra: str) -> None:
    """Install the project as a link to this checkout, so that a changed file counts at once."""
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    pip = [venv_program("python"), "-m", "pip", "--disable-pip-version-check"]
    with PIP_LOG.open("wb") as log:
        done = subprocess.run(
            [*pip, "install", "--editable", target],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        raise CannotGoOnError(pip_failure(PIP_LOG.read_text("utf-8", "replace")))


def pip_failure(output: str) -> str:
    """Put pip's many lines into one sentence."""
    signs = ("from versions: none", "NewConnectionError", "timed out", "name resolution")
    if any(sign in output for sign in signs):
        return f"pip could not fetch the packages; is this machine online? Its log: {PIP_LOG}"
    lines = (line.strip() for line in output.splitlines())
    errors = [line[6:].strip() for line in lines if line.upper().startswith("ERROR:")]
    reason = errors[0].rstrip(".") if errors else "it gave no reason"
    return f"pip could not install the packages ({reason}). Its log: {PIP_LOG}"


# --- Debian's packages --------------------------------------------------------------------------


def apt_line(packages: list[str]) -> str:
    """Give the command for a person to type."""
    return "sudo apt-get install --no-install-recommends " + " ".join(map(shlex.quote, packages))


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root without a question; None if nothing does."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if succeeds(["sudo", "-n", "true"]) else None


def install_debian(packages: list[str], purpose: str) -> bool:
    """Install Debian packages if that takes no password, else say the exact command."""
    if shutil.which("apt-get") is None:
        return False
    prefix = root_prefix()
    if prefix is None:
        say(f"Some Debian packages are missing, {purpose}; please run: {apt_line(packages)}")
        return False
    say(f"Installing Debian packages {purpose}: {' '.join(packages)} …")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    command = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    if succeeds(command) or (succeeds([*apt, "update"]) and succeeds(command)):
        return True
    say(f"apt-get could not install them; please see why with: {apt_line(packages)}")
    return False


def missing_libraries() -> list[str]:
    """Name the libraries of Qt that this machine cannot open."""
    missing = []
    for name in QT_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def provide_qt_libraries() -> None:
    """See to what Qt needs from the system; once all is there it isn't looked at again."""
    seen = stamp_of("qt-libraries")
    if not sys.platform.startswith("linux") or seen.exists():
        return
    missing = missing_libraries()
    if missing and shutil.which("apt-get") is None:
        say(f"Qt needs these libraries, please install them: {' '.join(missing)}")
    elif missing:
        install_debian([QT_LIBRARIES[name] for name in missing], "that Qt needs")
        missing = missing_libraries()
    if not missing:
        STAMPS.mkdir(exist_ok=True)
        seen.touch()


def missing_packages(packages: list[str]) -> list[str]:
    """Name those of the Debian packages that are not installed."""
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\\n", *packages]
    answer = subprocess.run(query, check=False, capture_output=True, text=True)
    return [name for name in packages if f"{name} installed" not in answer.stdout.splitlines()]


def provide_test_packages() -> bool:
    """See to what the tests on a desktop, or with a keyring, need; whether all of it is there."""
    if not sys.platform.startswith("linux"):
        say("The tests on a desktop of their own run on Linux only; leaving them out.")
        return False
    if shutil.which("dpkg-query") is None:
        say(f"The tests on a desktop need what Debian calls {' '.join(TEST_PACKAGES)}.")
        return shutil.which("xvfb-run") is not None
    missing = missing_packages(TEST_PACKAGES)
    return not missing or install_debian(missing, "that the tests on a desktop need")


# --- a screen -----------------------------------------------------------------------------------


def opens_window(arguments: list[str]) -> bool:
    """Whether the app will want a screen: no command, and none of the options that only print."""
    if WINDOWLESS.intersection(arguments):
        return False
    rest = iter(arguments)
    for argument in rest:
        if argument in VALUED:
            next(rest, None)
        elif not argument.startswith("-"):
            return False
    return True


def has_screen(platform: str, variables: dict[str, str]) -> bool:
    """Whether a window can show; a Qt platform that someone chose is theirs to answer for."""
    if not platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(variables.get(name) for name in names)
