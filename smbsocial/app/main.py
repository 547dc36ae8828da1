"""The program's start: arguments, what they ask for, and the exit status."""

import argparse
import io
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import TracebackType

from smbsocial.app.commands.arguments import USAGE_STATUS, parser
from smbsocial.app.commands.output import explain, forget_output, written
from smbsocial.domain.errors import ExpectedError

INTERRUPTED_STATUS = 130
"""What a shell expects of a program that Ctrl+C ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status (0, 1, 2, or 130 after Ctrl+C)."""
    if arguments is None:
        _tell_no_messages()
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        return INTERRUPTED_STATUS
    except BrokenPipeError:
        # Whoever read the output has gone (`| head`); nothing is wrong, and nothing more to say.
        forget_output()
        return 128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else 1


def _run(arguments: Sequence[str]) -> int:
    try:
        try:
            return _command(parser().parse_args(arguments))
        finally:
            with written():
                sys.stdout.flush()
    except ExpectedError as error:
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
    if options.command == "remind" and options.background:
        logging.getLogger("smbsocial").addHandler(logging.NullHandler())
        from smbsocial.app import background
        from smbsocial.app.paths import data_folder

        return background.watch(data_folder(options.data_dir))
    from smbsocial.app.commands.output import with_words

    words = with_words()
    try:
        return _data_command(options)
    finally:
        del words


def _data_command(options: argparse.Namespace) -> int:
    """The commands that need no window."""
    # What the window would log has no place on stderr, where only the one sentence stands.
    logging.getLogger("smbsocial").addHandler(logging.NullHandler())
    if options.command in {"accounts", "backup", "check", "restore"}:
        return _keeping_command(options)
    if options.command == "remind":
        from smbsocial.app.commands import reminding

        return reminding.remind(options)
    if options.command == "import":
        from smbsocial.app.commands import importing

        return importing.bring_in(options)
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


def _keeping_command(options: argparse.Namespace) -> int:
    """The commands that look after what is kept."""
    if options.command == "restore":
        from smbsocial.app.commands import returning

        return returning.bring_back(options)
    from smbsocial.app.commands import keeping

    commands = {"accounts": keeping.accounts, "backup": keeping.backup, "check": keeping.check}
    return commands[options.command](options)


def _tell_no_messages() -> None:
    """Of a bug Python prints the messages, and in one of them may stand what was typed in."""
    sys.excepthook = _tell_bug
    threading.excepthook = lambda what: _tell_bug(what.exc_type, what.exc_value)
    sys.unraisablehook = lambda what: _tell_bug(what.exc_type, what.exc_value)


def _tell_bug(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None = None
) -> None:
    from smbsocial.app.bug_reports import tell_bug

    if error is not None and not issubclass(kind, SystemExit):
        tell_bug(kind, error, trace)


def _open_streams() -> None:
    """A stream that whoever started us has closed takes everything and keeps nothing.

    In the order of their numbers, so that no other file gets the number of a stream.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(nowhere, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
