"""What the command line understands: every command, its options and its help."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from smbsocial import __version__

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""Days beyond are slips of the finger."""

USAGE_STATUS = 2
"""Exit status of everything that somebody has to put right: a wrong option, a wrong answer."""

JSON_ASSESS = """JSON keys: verdict (realistic, stretch, not_now); chance (0 to 1) and
chance_percent; pays_percent (chance of at least breaking even); goal, target, period, until,
currency; break_even_per_month (extra units a month, null if a unit earns nothing);
profit_per_unit and cost_per_month (money); low, typical, high (extra units per period at until);
first_result_weeks {low, typical, high}; target_loses; shares {channel: per cent}; chain [key,
label, channel, platform, low, typical, high, unit, basis, source, publisher, year, note]; levers
[kind, label and the values it sets]."""
JSON_PLAN = """JSON: a list of posts with id, date, time, platform, pillar, community, goal, format,
minutes, title, text, status."""
JSON_SETUP = """JSON keys: name, industry, folder, starts, posts; with --template only template."""
JSON_EXAMPLE = """JSON keys: name, industry, folder."""
JSON_TASK = """JSON: the task as `week` prints it."""
JSON_TOUR = """JSON: a list of the pictures' files."""
JSON_WEEK = """JSON: a list of tasks with id, day, kind (post, answer, community, numbers, sales,
ask, listing), title, minutes, person, state (open, missed, done, skipped), rolled, reason."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    @override
    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        self.exit(USAGE_STATUS, f"{self.prog}: {sentence.rstrip('.')} (see {self.prog} --help).\n")


def parser() -> Parser:
    """The parser of the whole command line."""
    common = Parser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=_folder,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the folder that holds the business (default: your own data folder)",
    )
    top = Parser(
        prog="smbsocial",
        description="Is social media worth your time? Without a command it opens the window.",
        parents=[common],
    )
    top.add_argument("--version", action="version", version=f"smbsocial {__version__}")
    top.add_argument(
        "--self-test",
        action="store_true",
        help="start every part for real, say what works and what does not, and quit",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _setting_up(commands, common)
    _working(commands, common)
    _tour(commands, common)
    return top


Commands = argparse._SubParsersAction  # noqa: SLF001 argparse gives it no public name


def _setting_up(commands: "Commands[Parser]", common: Parser) -> None:
    example = commands.add_parser(
        "example",
        parents=[common],
        help="make the example business in a folder of its own",
        description="Make an example business with a quarter of history in an empty folder.",
        epilog=JSON_EXAMPLE,
    )
    example.add_argument("industry", nargs="?", default="cafe", metavar="INDUSTRY")
    _json(example)
    setup = commands.add_parser(
        "setup",
        parents=[common],
        help="set a business up from a file of answers",
        description="Set a business up from a file of answers, as the setup in the window does.",
        epilog=JSON_SETUP,
    )
    _json(setup)
    source = setup.add_mutually_exclusive_group(required=True)
    source.add_argument("--answers", type=Path, metavar="FILE.toml", help="the file of answers")
    source.add_argument(
        "--template", action="store_true", help="print a file of answers to start from"
    )
    assess = commands.add_parser(
        "assess",
        parents=[common],
        help="is it worth it? the assessment of a file of answers",
        description="The assessment of a file of answers, or of the folder's own. Writes nothing.",
        epilog=JSON_ASSESS,
    )
    assess.add_argument("--answers", type=Path, metavar="FILE.toml", help="the file of answers")
    _json(assess)


def _working(commands: "Commands[Parser]", common: Parser) -> None:
    plan = commands.add_parser(
        "plan", parents=[common], help="the quarter's posts", epilog=JSON_PLAN
    )
    _json(plan)
    week = commands.add_parser("week", parents=[common], help="the checklist", epilog=JSON_WEEK)
    week.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="a day of the week to show")
    _json(week)
    done = commands.add_parser(
        "done", parents=[common], help="tick a task of the checklist", epilog=JSON_TASK
    )
    done.add_argument("id", metavar="ID", help="its id, as `week` prints it")
    done.add_argument("--minutes", type=_minutes, metavar="N", help="what it really took")
    _json(done)
    skip = commands.add_parser(
        "skip", parents=[common], help="skip a task, with a reason", epilog=JSON_TASK
    )
    skip.add_argument("id", metavar="ID", help="its id, as `week` prints it")
    skip.add_argument("--reason", required=True, metavar="TEXT")
    _json(skip)


def _tour(commands: "Commands[Parser]", common: Parser) -> None:
    tour = commands.add_parser(
        "tour",
        parents=[common],
        help="draw every screen as a picture, without a display",
        description="Walk the example business through every screen and write a PNG of each.",
        epilog=JSON_TOUR,
    )
    _json(tour)
    tour.add_argument("--to", type=Path, required=True, metavar="DIR")
    tour.add_argument("--theme", choices=("light", "dark"), default="light")
    tour.add_argument("--scale", type=int, choices=(1, 2), default=1)
    tour.add_argument("--size", type=_size, default=(1280, 820), metavar="WxH")


def _json(command: Parser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _folder(text: str) -> Path:
    """A folder; an empty name (a script's unset variable) is none, and not the current one."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return Path(text)


def _minutes(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", text):
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a whole number of minutes")
    return int(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a day like 2027-03-31") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day of these centuries")
    return day


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if not found:
        raise argparse.ArgumentTypeError(f"'{text}' is not a size like 1280x820")
    return int(found[1]), int(found[2])
