"""The program's start: arguments, what they ask for, and the exit status."""

import argparse
import contextlib
import io
import os
import signal
import sys
from collections.abc import Sequence

from smbsocial.app.commands.arguments import USAGE_STATUS, parser
from smbsocial.domain.errors import ExpectedError

INTERRUPTED_STATUS = 130
"""What a shell expects of a program that Ctrl+C ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status (0, 1, 2, or 130 after Ctrl+C)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED_STATUS
    except BrokenPipeError:
        # Whoever read the output has gone (`| head`); nothing is wrong, and nothing more to say.
        _forget_output()
        return 128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else 1
    return status


def _run(arguments: Sequence[str]) -> int:
    options = parser().parse_args(arguments)
    try:
        return _command(options)
    except ExpectedError as error:
        from smbsocial.app.commands.output import explain

        print(explain(error), file=sys.stderr)
        return USAGE_STATUS


def _command(options: argparse.Namespace) -> int:
    """Run what was asked for; each command's module is imported only when it is."""
    options.data_dir = getattr(options, "data_dir", None)
    if options.self_test:
        from smbsocial.app.selftest import self_test

        return self_test()
    if options.command in {None, "tour"}:
        from smbsocial.app.commands import showing

        return showing.tour(options) if options.command else showing.window(options)
    from smbsocial.app.commands.output import with_words

    words = with_words()
    try:
        return _data_command(options)
    finally:
        del words


def _data_command(options: argparse.Namespace) -> int:
    """The commands that need no window."""
    from smbsocial.app.commands import setting_up, working

    if options.command == "setup" and options.template:
        return setting_up.template(options)
    commands = {
        "setup": setting_up.set_up,
        "assess": setting_up.assess,
        "example": setting_up.example,
        "plan": working.plan,
        "week": working.show_week,
        "done": working.done,
        "skip": working.skip,
    }
    return commands[options.command](options)


def _forget_output() -> None:
    """Nobody reads on: let Python's own flush at the end go nowhere instead of complaining."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
