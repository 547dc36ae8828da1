"""What the command line understands: every command, its options and its help."""

import argparse
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from typing_extensions import override

from smbsocial import __version__

if TYPE_CHECKING:
    from smbsocial.domain.reports import Ask

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""Days beyond are slips of the finger."""

USAGE_STATUS = 2
"""Exit status of everything that somebody has to put right: a wrong option, a wrong answer."""

JSON_ACCOUNTS = """JSON: a list of accounts with id, platform, name, handle, link, exists, email,
email_of, phone, phone_of, registered_by, second_factor, factor_of, purpose, health (not_yours,
change_it, add_factor, check_it, safe, null if it is not there yet), checks {question: good, open,
unknown, not_offered}, kept, password_since, change_due, access [person, right, by_role, admin,
gone]. Never a secret."""
JSON_ASSESS = """JSON keys: verdict (realistic, stretch, not_now); chance (0 to 1) and
chance_percent; pays_percent (chance of at least breaking even); goal, target, period, until,
currency; break_even_per_month (extra units a month, null if a unit earns nothing);
profit_per_unit and cost_per_month (money); low, typical, high (extra units per period at until);
first_result_weeks {low, typical, high}; target_loses; shares {channel: per cent}; chain [key,
label, channel, platform, low, typical, high, unit, basis, source, publisher, year, note]; levers
[kind, label and the values it sets]."""
JSON_BACKUP = """JSON keys: file, created."""
JSON_CHECK = """JSON keys: good; folder {path, service, conflicts}; database {sound}; store {name,
reachable, problem}; vault {state (none, kit_open, ready), records, missing, damaged, pending, old,
lost_devices}; log {entries, whole, broken, head}; backup {folder, file, created, age_days, late,
problem}. Exit status 0: all good, 1: something needs care, 2: it could not be looked at."""
JSON_IMPORT = """JSON keys: dry_run, changed, readings, matches, planned (numbers of them); files:
[name, format, source, account, first, last, rows, new, replaced, known (rows), posts {all, matched,
by_link, by_time_and_text, proposed}, totals {figure: sum}, takings {currency: money},
planned_posts {new, known, no_day, no_text, no_plan}, skipped [line, why], warnings, questions [ask,
choices, proposed], taken_in]; unread: [name, why]; kpis: [kpi, name, unit, first, last, value,
stands, typed, state (new, replaces, same, typed)]. Exit status 0: all was taken in, 1: some files
were left out, 2: nothing could be read or used."""
JSON_PLAN = """JSON: a list of posts with id, date, time, platform, pillar, community, goal, format,
minutes, title, text, status."""
JSON_REMIND = """JSON: a list of what is due with id, kind (review, reassess, week, post, missed,
approval, rotation, drill, rule, sales, growth, backup), title, text, since (local day and time),
screen (what a click opens), shown and snoozed_until (instants, null: not yet), done_at (null) and
showing (whether it was shown now)."""
JSON_RESTORE = """JSON keys: folder, business, created (of the backup), owner, records, unreadable
(ids of accounts), locked_out (people), backup_folder_gone, log_whole, replaced (where the former
file is kept, null if there was none)."""
JSON_SETUP = """JSON keys: name, industry, folder, starts, posts; with --template only template."""
JSON_EXAMPLE = """JSON keys: name, industry, folder."""
JSON_TASK = """JSON: the task as `week` prints it."""
JSON_TOUR = """JSON: a list of the pictures' files."""
JSON_WEEK = """JSON: a list of tasks with id, day, kind (post, answer, community, numbers, sales,
ask, listing, rotate, drill), title, minutes, person, state (open, missed, done, skipped), rolled,
reason."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    @override
    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized"):  # what follows may be a secret in the wrong place
            message = re.sub(r"(--?[\w-]+)=\S+", r"\1=…", message)
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
    top.add_argument(
        "--open",
        type=_screen,
        metavar="SCREEN",
        default=None,
        help="open the window at a screen (week, calendar, results, review, reminders, …), or show"
        " the one that is open there",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _setting_up(commands, common)
    _working(commands, common)
    _importing(commands, common)
    _keeping(commands, common)
    _reminding(commands, common)
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


def _importing(commands: "Commands[Parser]", common: Parser) -> None:
    files = commands.add_parser(
        "import",
        parents=[common],
        help="take in the numbers of files that platforms, tills and websites export",
        description="Take in the numbers of files that platforms, tills and websites export. What"
        " was taken in before is not taken in twice.",
        epilog=JSON_IMPORT,
    )
    files.add_argument("files", nargs="+", type=_folder, metavar="FILE")
    files.add_argument("--dry-run", action="store_true", help="say what would be, change nothing")
    files.add_argument(
        "--answer",
        action="append",
        default=[],
        type=_answer,
        metavar="QUESTION=ANSWER",
        help="what a file does not say, as it was asked (day_first=yes, decimal=, …)",
    )
    files.add_argument(
        "--replace-typed",
        action="store_true",
        help="figures that somebody typed give way to those of the files",
    )
    _json(files)


def _keeping(commands: "Commands[Parser]", common: Parser) -> None:
    accounts = commands.add_parser(
        "accounts",
        parents=[common],
        help="the register: whose each account is, and what it needs",
        description="Every account of the business and its health. Never a secret.",
        epilog=JSON_ACCOUNTS,
    )
    _json(accounts)
    backup = commands.add_parser(
        "backup",
        parents=[common],
        help="write an encrypted backup",
        description="Write an encrypted backup of everything. Only the emergency kit's code and"
        " the owners can open it, so it may go into a cloud folder.",
        epilog=JSON_BACKUP,
    )
    backup.add_argument(
        "--to",
        type=_folder,
        metavar="FILE",
        help="exactly this file, which must not be there yet; in a folder that is there, a file"
        " named by the time (default: the folder that the owner chose)",
    )
    _json(backup)
    restore = commands.add_parser(
        "restore",
        parents=[common],
        help="make a backup the business of a folder",
        description="Make a backup the business of a folder; what is in it now is kept in its"
        " backups. Asks for the emergency kit's code and for a new passphrase of the owner; what is"
        " no terminal hands them over as two lines.",
        epilog=JSON_RESTORE,
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="a .smbbackup file")
    restore.add_argument(
        "--owner",
        default="",
        metavar="NAME",
        help="whose passphrase it is, if there are two owners (default: the first one's)",
    )
    for name in ("--code", "--passphrase"):
        restore.add_argument(name, type=_not_here, help=argparse.SUPPRESS)
    restore.add_argument("more", nargs="*", type=_not_here, help=argparse.SUPPRESS)
    _json(restore)
    check = commands.add_parser(
        "check",
        parents=[common],
        help="is everything in order? password store, backups, log, folder, database",
        description="Look whether everything is in order, and change nothing.",
        epilog=JSON_CHECK,
    )
    _json(check)


def _reminding(commands: "Commands[Parser]", common: Parser) -> None:
    remind = commands.add_parser(
        "remind",
        parents=[common],
        help="what is due; shows it as the system's notification",
        description="What is due and was not dealt with. What nobody was told yet is shown as the"
        " system's notification, and kept as shown.",
        epilog=JSON_REMIND,
    )
    remind.add_argument(
        "--at",
        type=_local_time,
        metavar="YYYY-MM-DDTHH:MM",
        help="what is due at that local time of the business, instead of now",
    )
    remind.add_argument("--dry-run", action="store_true", help="show nothing, keep nothing")
    remind.add_argument(
        "--ics",
        type=_folder,
        metavar="FILE",
        help="also write the coming reviews and the weekly start, with alarms, for a calendar of"
        " your own",
    )
    remind.add_argument(
        "--background",
        action="store_true",
        help="stay and tell of what falls due while the window is closed; what starts at login",
    )
    _json(remind)


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


def _not_here(text: str) -> NoReturn:  # noqa: ARG001 it is not repeated
    """Arguments can be read in the list of processes, and stay in the shell's history."""
    raise argparse.ArgumentTypeError("code and passphrase are asked for, never given as arguments")


def _answer(text: str) -> "tuple[Ask, str]":
    from smbsocial.app.commands.answers import read_answer

    try:
        return read_answer(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


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


def _local_time(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text[:40]}' is not a time like 2027-01-04T09:00"
        ) from None
    if found.tzinfo is not None:
        raise argparse.ArgumentTypeError("the time is the business's own: leave the zone out")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a day of these centuries")
    return found.replace(second=0, microsecond=0)


def _screen(text: str) -> str:
    if not re.fullmatch(r"[a-z]{1,20}", text):
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a screen like week")
    return text


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if not found:
        raise argparse.ArgumentTypeError(f"'{text}' is not a size like 1280x820")
    return int(found[1]), int(found[2])
