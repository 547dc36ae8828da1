"""What is told of a bug: types, places and numbers that a program gave it, never a message.

A message is written by whoever raised it, and libraries put into it what they were handed: a
password that has no UTF-8, a key that is in no table. So none is kept, and no local variable,
argument or surroundings either.
"""

import errno
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

from typing_extensions import override

import smbsocial
from smbsocial.domain.errors import ExpectedError

_LAST = ("last_exc", "last_type", "last_value", "last_traceback")
_NAMED_BY_SQLITE = "SQLITE_"


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a traceback, without what stood in it."""

    module: str
    function: str
    line: int


@dataclass(frozen=True, slots=True)
class BugReport:
    """What is kept of a bug: the chain of types, where it happened, and in which version."""

    types: tuple[str, ...]
    spots: tuple[Spot, ...]
    thread: str
    version: str
    python: str
    system: str

    @override
    def __str__(self) -> str:
        lines = [f"smbsocial {self.version}, Python {self.python}, {self.system}"]
        lines.append(f"thread: {self.thread}")
        lines += [f"error: {name}" for name in self.types]
        lines += [f"  {spot.module}.{spot.function}:{spot.line}" for spot in self.spots]
        return "\n".join(lines) + "\n"


def report_of(error: BaseException, *, thread: str = "main") -> BugReport:
    """The report of an exception and of those it came from."""
    chain = _chain(error)
    return BugReport(
        types=tuple(type_of(link) for link in chain),
        spots=tuple(spot for link in chain for spot in _spots(link.__traceback__)),
        thread=thread,
        version=smbsocial.__version__,
        python=platform.python_version(),
        system=sys.platform,
    )


def type_of(error: BaseException) -> str:
    """An exception by its type, with the code or number that tells which of its kind it is."""
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    which = _which(error)
    return f"{name}({which})" if which else name


def tell(report: BugReport) -> None:
    """Say it on the terminal, where there is one that listens."""
    # A windowed program on Windows has none, and whoever read ours may be gone.
    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.write(str(report))


def tell_bug(
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,  # noqa: ARG001 - what `sys.excepthook` is handed
) -> None:
    """In the place of `sys.excepthook`: Python's own prints every message of the chain."""
    with suppress(Exception):  # from a hook that fails Python goes back to its own
        if issubclass(kind, KeyboardInterrupt):
            sys.stderr.write(f"{kind.__name__}\n")
        else:
            tell(report_of(error))
    forget_last()


def forget_last() -> None:
    """Let go of the last exception: its frames hold what stood in them for as long as it lives."""
    for name in _LAST:
        with suppress(AttributeError):
            delattr(sys, name)


def _which(error: BaseException) -> str:
    if isinstance(error, ExpectedError):
        return error.code.value
    if isinstance(error, OSError):
        number = error.errno  # whatever it was made with, and not always a number
        return errno.errorcode.get(number, "") if isinstance(number, int) else ""
    named = getattr(error, "sqlite_errorname", "") if type(error).__module__ == "sqlite3" else ""
    return named if isinstance(named, str) and named.startswith(_NAMED_BY_SQLITE) else ""


def _chain(error: BaseException) -> list[BaseException]:
    """The exception and what it came from, the first cause first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and not any(link is known for known in chain):
        chain.append(link)
        hidden = link.__suppress_context__
        link = link.__cause__ if link.__cause__ is not None or hidden else link.__context__
    return chain[::-1]


def _spots(trace: TracebackType | None) -> list[Spot]:
    spots: list[Spot] = []
    while trace is not None:
        frame = trace.tb_frame
        module = str(frame.f_globals.get("__name__", "?"))
        spots.append(Spot(module, frame.f_code.co_name, trace.tb_lineno))
        trace = trace.tb_next
    return spots
