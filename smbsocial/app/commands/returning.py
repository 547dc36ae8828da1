"""`restore`: a backup becomes the business of a folder; code and passphrase are asked for.

On a terminal they are typed without being shown. What is no terminal hands them over as two
lines: the code, then the new passphrase. They are never arguments: others can read those.
"""

import argparse
import getpass
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from smbsocial.app.commands.output import as_json, explain, say, warn
from smbsocial.app.paths import data_folder
from smbsocial.app.patience import PROMPT_SECONDS, PatientStore
from smbsocial.app.restoring import Wish, look_at, restore
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.ui.text import checkup as words
from smbsocial.usecases.vault.restored import Restored
from smbsocial.vault.backup_header import Header
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.process import harden
from smbsocial.vault.recovery_code import read_code
from smbsocial.vault.stores import KeyringStore

TRIES = 3
LONGEST_LINE = 8192
"""Bytes of a line that is handed over."""


def bring_back(options: argparse.Namespace) -> int:
    """`restore`: the folder is as it was, or holds the business of the backup."""
    harden()
    file, folder = options.file.expanduser().absolute(), data_folder(options.data_dir)
    header = look_at(file)
    code, passphrase = _typed(header, folder) if sys.stdin.isatty() else _handed_over()
    wish = Wish(file, folder, code, passphrase, options.owner)
    restored, aside = restore(wish, secrets=PatientStore(KeyringStore(), PROMPT_SECONDS))
    if options.json:
        as_json(_row(folder, restored, aside))
    else:
        for line in words.restored_lines(restored, str(aside) if aside else ""):
            say(line)
    return 0


def _typed(header: Header, folder: Path) -> tuple[Secret[str], Secret[str]]:
    """Ask on the terminal; a slip of the finger is told and may be made good."""
    warn(words.about_backup(header.created, header.vault, str(folder)))
    return _asked("code", _ask_code), _asked("passphrase", _ask_passphrase)


def _asked(field: str, ask: Callable[[], Secret[str]]) -> Secret[str]:
    for tries_left in reversed(range(TRIES)):
        try:
            return ask()
        except ExpectedError as error:
            if not tries_left:
                raise
            warn(explain(error))
        except EOFError:
            break
    raise ExpectedError(Code.EMPTY, field=field)


def _ask_code() -> Secret[str]:
    typed = Secret(getpass.getpass(words.ask_code()))
    read_code(typed.reveal())
    return typed


def _ask_passphrase() -> Secret[str]:
    making = VaultMaking()
    while True:
        typed = Secret(getpass.getpass(words.ask_passphrase()))
        making.check_passphrase(typed, owner=True)
        if Secret(getpass.getpass(words.ask_again())) == typed:
            return typed
        warn(words.differ())


def _handed_over() -> tuple[Secret[str], Secret[str]]:
    code = _line("code")
    read_code(code.reveal())  # a slip in it matters before whatever is wrong with the second line
    return code, _line("passphrase")


def _line(field: str) -> Secret[str]:
    line = sys.stdin.buffer.readline(LONGEST_LINE).rstrip(b"\r\n")
    if not line:
        raise ExpectedError(Code.EMPTY, field=field)
    with suppress(UnicodeDecodeError):
        return Secret(line.decode())
    # Raised behind the block: the decoder's error holds the line.
    raise ExpectedError(Code.BAD_TEXT, field=field)


def _row(folder: Path, restored: Restored, aside: Path | None) -> dict[str, object]:
    return {
        "folder": str(folder),
        "business": restored.business,
        "created": restored.made.isoformat().replace("+00:00", "Z"),
        "owner": restored.owner,
        "records": restored.records,
        "unreadable": [*restored.unreadable],
        "later": restored.later,
        "kept_out": [*restored.kept_out],
        "locked_out": [*restored.locked_out],
        "new_kit": restored.new_kit,
        "backup_folder_gone": restored.folder_gone or None,
        "log_whole": restored.log.broken is None,
        "replaced": str(aside) if aside else None,
    }
