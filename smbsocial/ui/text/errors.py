"""Expected errors in words: what happened, what is safe, what to do next."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.errors import Code, ExpectedError, Wanted, Why
from smbsocial.domain.money import Money
from smbsocial.ui.text import formats, import_errors, vault_errors

translate = QCoreApplication.translate


def sentence(error: ExpectedError) -> str:
    """The error as one to three sentences; facts that a sentence names stand in it."""
    facts = {name: _fact(name, value) for name, value in error.facts.items()}
    text = (_conflict(facts) or _text(error)).format_map(_Facts(facts))
    return text + _nearest(facts) + _backup(error.code, facts)


def _text(error: ExpectedError) -> str:
    """What stands for its code; where it is known why, that says more."""
    why = error.facts.get("why")
    known = vault_errors.reasons() if isinstance(why, Why) else {}
    said = next((text for key, text in known.items() if key == (error.code, why)), "")
    return said or _texts()[error.code]


class _Facts(dict[str, str]):
    """Facts by name; one that is missing shows as an ellipsis instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


def _nearest(facts: Mapping[str, str]) -> str:
    if not facts.get("nearest"):
        return ""
    return " " + translate("Errors", "Did you mean “{nearest}”?").format(nearest=facts["nearest"])


def _conflict(facts: Mapping[str, str]) -> str:
    """Of FOLDER_SYNCED: a second version of the file says more than the folder's place."""
    if not facts.get("conflict"):
        return ""
    return translate(
        "Errors",
        "A second version of the database lies in {path}: {conflict}. Keep the one that is right,"
        " move the other one away, then open the folder again.",
    )


def _backup(code: Code, facts: Mapping[str, str]) -> str:
    if code not in {Code.DATABASE_DAMAGED, Code.DATABASE_MISSING}:
        return ""
    if not facts.get("backup"):
        return " " + translate("Errors", "There is no backup beside it.")
    words = translate("Errors", "The newest backup is {backup}")
    return " " + words.format(backup=facts["backup"])


def _fact(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case Money():
            return formats.money(value)
        case date():
            return formats.day_year(value)
        case Wanted():
            return _wanted()[value]
        case int() | Decimal() if not isinstance(value, bool) and name != "pid":
            return formats.number(value)
        case _:
            return str(value)


def _texts() -> dict[Code, str]:
    parts = (_typed(), _main_job(), _files(), import_errors.texts(), vault_errors.texts())
    return {code: text for part in (*parts, _outside()) for code, text in part.items()}


def _typed() -> dict[Code, str]:
    return {
        Code.EMPTY: translate("Errors", "Please fill this in."),
        Code.TOO_LONG: translate(
            "Errors", "This is too long: {length} characters, at most {most} fit."
        ),
        Code.BAD_TEXT: translate(
            "Errors", "This contains characters that cannot be shown. Please type it again."
        ),
        Code.NOT_A_NUMBER: translate("Errors", "“{value}” is not a number."),
        Code.OUT_OF_RANGE: translate(
            "Errors", "{value} is not possible here: it must be between {low} and {high}."
        ),
        Code.DATE_PAST: translate("Errors", "{value} is too early. Please choose a later day."),
        Code.DATE_TOO_FAR: translate("Errors", "{value} is too far ahead: {high} at the latest."),
        Code.UNKNOWN_KEY: translate("Errors", "“{value}” is not a setting that we know."),
        Code.UNKNOWN_CHOICE: translate("Errors", "“{value}” is not one of the choices."),
        Code.WRONG_TYPE: translate("Errors", "{expected} is wanted here, not “{value}”."),
        Code.TOO_MANY: translate("Errors", "These are too many: {count}, at most {most}."),
    }


def _main_job() -> dict[Code, str]:
    return {
        Code.NOT_SET_UP: translate(
            "Errors", "No business is set up here yet. Set one up first, then try again."
        ),
        Code.ALREADY_SET_UP: translate(
            "Errors",
            "A business is set up here already; nothing was changed. Choose another folder.",
        ),
        Code.NO_PLAN: translate("Errors", "There is no plan yet. Make one in the setup first."),
        Code.NOT_FOUND: translate("Errors", "“{value}” is not there (any more)."),
        Code.CLOSED_DAY: translate("Errors", "You are closed on {value}."),
        Code.ALREADY_DONE: translate("Errors", "“{value}” is done already; nothing was changed."),
        Code.CHANGED_SINCE: translate(
            "Errors",
            "This was changed again in the meantime, so it was not undone. Nothing was lost.",
        ),
        Code.NAME_TAKEN: translate(
            "Errors",
            "Somebody here is called “{value}” already. Add a letter or a surname, so that nobody"
            " mixes them up.",
        ),
        Code.NO_OWNER_LEFT: translate(
            "Errors", "Nobody else owns the business. Make another person an owner first."
        ),
        Code.CODE_TAKEN: translate(
            "Errors",
            "The code “{value}” runs on some of these days already. End that one first, or take"
            " another word.",
        ),
        Code.NOT_A_WEB_ADDRESS: translate(
            "Errors",
            "“{value}” is not the address of a web page: it has to begin with https:// or http://"
            " and to name a site.",
        ),
    }


def _files() -> dict[Code, str]:
    return {
        Code.FILE_MISSING: translate("Errors", "The file {path} does not exist."),
        Code.FILE_UNREADABLE: translate("Errors", "{path} cannot be read: {reason}."),
        Code.FILE_NOT_WRITTEN: translate("Errors", "{path} could not be written: {reason}."),
        Code.NOT_TOML: translate("Errors", "The file {path} is not valid TOML: {reason}."),
        Code.FOLDER_GONE: translate(
            "Errors",
            "The folder {path} is not there any more. Everything saved is still in it: bring the"
            " folder or its drive back, then open it again.",
        ),
        Code.FOLDER_READ_ONLY: translate(
            "Errors",
            "The folder {path} cannot be written to. You can look, but nothing can be changed"
            " until the folder allows writing.",
        ),
        Code.FOLDER_SYNCED: translate(
            "Errors",
            "The folder {path} is kept in step by {service}, which can damage a database in use."
            " Choose a folder outside it; backups may go there.",
        ),
        Code.FOLDER_NOT_EMPTY: translate(
            "Errors", "The folder {path} is in use for something else. Choose an empty one."
        ),
        Code.DISK_FULL: translate(
            "Errors",
            "The disk is full, so the last change was not saved; everything before it is. Make"
            " some room and do it again.",
        ),
        Code.DATABASE_READ_ONLY: translate(
            "Errors",
            "The file {path} is read-only. You can look, but nothing can be changed until it"
            " allows writing.",
        ),
        Code.DATABASE_DAMAGED: translate(
            "Errors",
            "The file {path} is damaged and was left as it is.",
        ),
        Code.DATABASE_MISSING: translate(
            "Errors",
            "The file {path} is gone, and nothing was put in its place. Bring it back, or restore"
            " a backup.",
        ),
        Code.DATABASE_FOREIGN: translate(
            "Errors",
            "The file {path} belongs to another program and was left alone. Choose another folder.",
        ),
        Code.DATABASE_NEWER: translate(
            "Errors",
            "The file {path} was written by a newer smbsocial and was left alone. Update this"
            " program, then open it again.",
        ),
        Code.DATABASE_BUSY: translate(
            "Errors",
            "Another program holds the file {path}. Nothing was changed; close it and try again.",
        ),
        Code.ALREADY_RUNNING: translate(
            "Errors",
            "smbsocial has this folder open already on {computer} (process {pid}, since {since})."
            " Use that window or close it first.",
        ),
    }


def _outside() -> dict[Code, str]:
    return {
        Code.NO_DISPLAY: translate(
            "Errors",
            "There is no screen to open a window on. `smbsocial tour --to FOLDER` draws every"
            " screen as a picture instead.",
        ),
        Code.NO_PRINTER: translate(
            "Errors", "The printer did not take the page. Save it as PDF instead, or try again."
        ),
        Code.NO_BROWSER: translate(
            "Errors", "The browser did not open. The address is: {url}. The text is copied."
        ),
    }


def _wanted() -> dict[Wanted, str]:
    return {
        Wanted.TEXT: translate("Errors", "Text in quotes"),
        Wanted.NUMBER: translate("Errors", "A number without quotes"),
        Wanted.WHOLE_NUMBER: translate("Errors", "A whole number without quotes"),
        Wanted.YES_NO: translate("Errors", "true or false"),
        Wanted.DAY: translate("Errors", "A day like 2027-03-31"),
        Wanted.TIME: translate("Errors", "A time like 11:30 in quotes"),
        Wanted.LIST: translate("Errors", "A list in square brackets"),
        Wanted.TABLE: translate("Errors", "A group of settings"),
        Wanted.RANGE: translate("Errors", "One number, or three: low, typical and high"),
        Wanted.FILE: translate("Errors", "it is not a file"),
        Wanted.SMALLER_FILE: translate("Errors", "it is far too large"),
        Wanted.UTF8: translate("Errors", "it is not UTF-8 text"),
    }
