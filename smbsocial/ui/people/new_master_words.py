"""What a new master key means for everybody, said before there is one."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def new_master_words() -> tuple[str, str]:
    """What a new master key means, to be said before there is one."""
    return (
        translate("People", "Everybody else gets a new passphrase from you."),
        translate(
            "People",
            "The emergency kit is made anew; the old one opens only backups from before.",
        ),
    )
