"""The command line as a person or a script starts it: a process of its own."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import smbsocial

CAFE = """
name = "Corner Café"
industry = "cafe"
country = "GB"
hours_per_week = 3
platforms = ["instagram"]
communities = ["Office lunch crowd", "Young parents nearby"]
closed_weekdays = ["sunday"]
[[people]]
name = "Maya"
posts = true
"""


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str

    @property
    def json(self) -> object:
        assert self.status == 0, self.err
        return json.loads(self.out)

    def refused(self) -> str:
        """The one sentence of a refusal."""
        assert self.status == 2, (self.status, self.out, self.err)
        assert self.out == ""
        (line,) = self.err.splitlines()
        assert "Traceback" not in line
        return line


Run = Callable[..., Done]


def environment(**changed: str) -> dict[str, str]:
    """The surroundings of a command: a plain locale, no display, the code under test."""
    checkout = str(Path(smbsocial.__file__).parent.parent)
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return {**kept, "PYTHONPATH": checkout, "PYTHONWARNINGS": "error", **changed}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "smbsocial", *map(str, arguments)]
