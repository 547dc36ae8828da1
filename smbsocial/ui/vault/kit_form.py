"""The emergency kit by itself: finished after it was left, or made anew."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from smbsocial.domain.vault import MetaKey
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.kit_pages import FolderPage, KitCourse, PaperPage, TypedBackPage
from smbsocial.ui.vault.steps_form import StepPage, StepsForm
from smbsocial.usecases.vault.session import meta
from smbsocial.usecases.vault.setting_up import keeps_records

translate = QCoreApplication.translate


class KitForm(StepsForm):
    """Paper, two groups typed back, and for a vault that is not ready yet the backups' folder."""

    @classmethod
    def to_finish(cls, desk: VaultDesk, bridge: Bridge, parent: QWidget | None) -> KitForm:
        """The vault is there, and its kit was never finished, or ended when an owner left."""
        title = translate("Kit", "The emergency kit is still missing")
        pages = (
            kit_after_owner(desk, bridge)
            if bridge.read(lambda reads, _ports: keeps_records(reads))
            else kit_steps(desk, bridge)
        )
        return cls(title, desk, parent, pages=pages)

    @classmethod
    def anew(cls, desk: VaultDesk, bridge: Bridge, parent: QWidget | None) -> KitForm:
        """Another code in the place of the one that counts."""
        why = translate(
            "Kit",
            "A new kit has a new code. Once you have typed two groups of it back, the old code is"
            " worth nothing here any more; backups from before still open with the old one, so"
            " keep the old page as long as you keep those.",
        )
        course = KitCourse(desk, bridge)
        pages = (PaperPage(course, why=why), TypedBackPage(course))
        return cls(translate("Kit", "A new emergency kit"), desk, parent, pages=pages)


def kit_after_owner(desk: VaultDesk, bridge: Bridge) -> tuple[StepPage, ...]:
    """The steps of the kit that a new master key asks for; where backups go is known, or not."""
    why = translate(
        "Kit",
        "The vault has a new master key, which the old kit does not open. Until a new kit is ready,"
        " only your passphrase opens the vault. Backups from before still open with the old kit, so"
        " keep the old page as long as you keep those.",
    )
    course = KitCourse(desk, bridge)
    paper, typed = PaperPage(course, why=why), TypedBackPage(course)
    folder = bridge.read(lambda reads, _ports: meta(reads, MetaKey.BACKUP_FOLDER))
    return (paper, typed) if folder else (paper, typed, FolderPage(desk))


def kit_steps(desk: VaultDesk, bridge: Bridge) -> tuple[StepPage, ...]:
    """The steps that end the setting up."""
    why = translate(
        "Kit",
        "Its code opens the vault when the passphrase is forgotten or the computer is lost. Without"
        " it, nobody can help you then. Of several pages only the newest counts.",
    )
    course = KitCourse(desk, bridge)
    return PaperPage(course, why=why), TypedBackPage(course), FolderPage(desk)
