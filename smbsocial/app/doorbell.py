"""The running copy's socket, and a plain client for who must not load Qt for it."""

from __future__ import annotations

import getpass
import hashlib
import os
import re
import socket
import sys
import tempfile
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

SHOW = "show"
OPEN = "open"
REMIND = "remind"
DONE = "done"
"""Followed by the id of an occasion, of the form that `one_word` knows."""

SHOWN = "shown"
MINE = "mine"
"""The running copy's window is active and shows what is due by itself."""
YOURS = "yours"
FINISHED = "finished"
LEFT = "left"

ANSWER_SECONDS = 2.0
LONGEST_LINE = 500


def server_name(folder: Path) -> str:
    """The socket's name for this user and folder, the same however the folder is written."""
    key = f"{_user()}\0{os.path.normcase(folder.resolve())}"
    name = f"smbsocial-{hashlib.sha256(key.encode()).hexdigest()[:24]}"
    private = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform != "win32" and private and Path(private).is_dir():
        return str(Path(private) / name)
    return name


def one_word(text: str) -> bool:
    """Whether a line's second part is what it may be."""
    return re.fullmatch(r"[!-~]{1,300}", text) is not None


def ask(folder: Path, line: str, seconds: float = ANSWER_SECONDS) -> str:
    """What the running copy answers to a line; "" where none runs or answers in time."""
    name = server_name(folder)
    if sys.platform == "win32":
        return _ask_pipe(name, line, seconds)
    # Qt puts a name without a folder into the folder of temporary files.
    place = name if os.sep in name else str(Path(tempfile.gettempdir()) / name)
    try:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(seconds)
            asking.connect(place)
            asking.sendall(f"{line}\n".encode())
            heard = b""
            while not heard.endswith(b"\n") and len(heard) < LONGEST_LINE:
                part = asking.recv(LONGEST_LINE)
                if not part:
                    break
                heard += part
    except OSError:
        return ""
    return heard.decode("utf-8", "replace").strip()


def _ask_pipe(name: str, line: str, seconds: float) -> str:
    """A pipe cannot be read with a time limit, so a thread that may be left does it."""
    answers: SimpleQueue[bytes] = SimpleQueue()

    def work() -> None:
        try:
            with Path(rf"\\.\pipe\{name}").open("r+b", buffering=0) as pipe:
                pipe.write(f"{line}\n".encode())
                answers.put(pipe.read(LONGEST_LINE) or b"")
        except OSError:
            answers.put(b"")

    Thread(target=work, daemon=True).start()
    try:
        return answers.get(timeout=seconds).decode("utf-8", "replace").strip()
    except Empty:
        return ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
