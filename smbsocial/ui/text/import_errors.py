"""Why a file of a platform, a shop or a website can't be read, in words."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.errors import Code

translate = QCoreApplication.translate


def texts() -> dict[Code, str]:
    """The sentences by code; nothing was taken in wherever one of them is said."""
    return {**_of_the_file(), **_of_what_is_in_it()}


def _of_the_file() -> dict[Code, str]:
    return {
        Code.REPORT_EMPTY: translate(
            "Import", "This file is empty. Please download it again where it came from."
        ),
        Code.REPORT_WEB_PAGE: translate(
            "Import",
            "This is a web page, not a file of numbers: the platform probably asked for the"
            " password again. Sign in there, then download the file once more.",
        ),
        Code.REPORT_TOO_LARGE: translate(
            "Import",
            "This file is too large to be a report. Please choose a shorter period and download"
            " it again.",
        ),
        Code.REPORT_ENDLESS_LINE: translate(
            "Import",
            "A line of this file has no end, so it is not a report. Please download it again.",
        ),
        Code.REPORT_DAMAGED: translate(
            "Import", "This file is damaged. Please download it again where it came from."
        ),
        Code.REPORT_LOCKED: translate(
            "Import",
            "This file is locked with a password. Save it without one, then choose it again.",
        ),
    }


def _of_what_is_in_it() -> dict[Code, str]:
    return {
        Code.REPORT_HEADER_ONLY: translate(
            "Import",
            "This file has column names and nothing below them. Please choose a period in which"
            " something happened.",
        ),
        Code.REPORT_NO_ROWS: translate(
            "Import",
            "This file is of a kind that we know, but no row of it can be used. Please download it"
            " again, and do not open it with a spreadsheet before.",
        ),
        Code.REPORT_UNKNOWN: translate(
            "Import", "This file is of a kind that we don’t know: there is no table of numbers."
        ),
        Code.REPORT_STOPPED: translate("Import", "Reading was stopped. Nothing was taken in."),
    }
