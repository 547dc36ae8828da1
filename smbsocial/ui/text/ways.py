"""Ways on from an error that keeps a folder from being opened."""

from enum import Enum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Way(Enum):
    """What a person can do about it."""

    TRY_AGAIN = "try_again"
    OTHER_FOLDER = "other_folder"
    USE_ANYWAY = "use_anyway"
    TAKE_OVER = "take_over"
    RESTORE = "restore"
    QUIT = "quit"


def way(value: Way) -> str:
    """A way on as the words of its button."""
    return {
        Way.TRY_AGAIN: translate("Ways", "Try again"),
        Way.OTHER_FOLDER: translate("Ways", "Choose another folder…"),
        Way.USE_ANYWAY: translate("Ways", "Use this folder all the same"),
        Way.TAKE_OVER: translate("Ways", "The other computer is off: open it here"),
        Way.RESTORE: translate("Ways", "Restore the newest backup"),
        Way.QUIT: translate("Ways", "Close"),
    }[value]
