"""The steps of the emergency kit: on paper, two groups typed back, a place for the backups."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from typing_extensions import override

from smbsocial.domain.business import Business
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.printing import margins, page_size
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.kit_sheet import (
    MARGIN_MM,
    KitSheet,
    draw_kit,
    kit_file_name,
    kit_pdf,
    kit_title,
)
from smbsocial.ui.vault.secret_fields import SecretField, SecretLabel
from smbsocial.ui.vault.steps_form import StepPage
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, row
from smbsocial.ui.widgets.files import pick_folder, pick_pdf
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.backups import back_up, backup_state, choose_backup_folder
from smbsocial.usecases.vault.ports import BackupFile
from smbsocial.usecases.vault.session import Vault
from smbsocial.usecases.vault.setting_up import Kit, confirm_kit, make_kit

translate = QCoreApplication.translate


@dataclass(slots=True)
class KitCourse:
    """What the steps of one kit hand on; it is forgotten with them."""

    desk: VaultDesk
    bridge: Bridge
    kit: Kit | None = None

    def sheet(self) -> KitSheet | None:
        """What stands on the page, None before the code is made."""
        business = self.bridge.read(lambda reads, _ports: the_business(reads))
        if self.kit is None or business is None:
            return None
        return KitSheet(business.name, self.kit.vault, self.kit.code, self._today(business))

    def _today(self, business: Business) -> date:
        return self.bridge.ports.clock.today(business.zone)


class PaperPage(StepPage):
    """The code, and three ways onto paper."""

    def __init__(self, course: KitCourse, *, why: str) -> None:
        super().__init__(
            translate("Kit", "Put the emergency kit on paper"),
            translate("Kit", "I have it on paper"),
        )
        self._course = course
        self.body.addWidget(label(why, wrap=True))
        self._first = button(translate("Kit", "Print it…"), self._print, name="kit_print")
        self._pdf = button(translate("Kit", "Save as PDF…"), self._ask_pdf, name="kit_pdf")
        self._ways = Flow(
            self._first,
            self._pdf,
            button(translate("Kit", "Write it by hand"), self._by_hand, name="kit_by_hand"),
        )
        self.body.addWidget(self._ways)
        self.body.addWidget(self._caution())
        self._code = SecretLabel("number", name="kit_code")
        self._code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        numbers = label("1–4\n5–7", "muted", name="kit_numbers")
        numbers.setFont(self._code.font())
        numbers.setAccessibleName(translate("Kit", "Groups 1 to 4 above, 5 to 7 below"))
        self._lines = row(None, numbers, self._code, None)
        self._lines.hide()
        self.body.addWidget(self._lines)
        self._says = label("", "muted", wrap=True, name="kit_says")
        self._says.hide()
        self.body.addWidget(self._says)

    @override
    def begin(self) -> None:
        """Make the code; nothing can be printed or written down before."""
        self.ready.emit(False)
        self._let_choose()
        if self.form is not None and self._course.kit is None:
            self.form.run(make_kit, self._made)

    @override
    def go_on(self) -> None:
        """On to the proof; or make the code, where that did not work before."""
        if self._course.kit is None:
            self.begin()
        else:
            self.done.emit()

    @override
    def forget(self) -> None:
        """The code stands on paper now, or is worth nothing."""
        self._course.kit = None

    def _made(self, kit: Kit) -> None:
        self._course.kit = kit
        self.ready.emit(False)
        self._let_choose()

    def _let_choose(self) -> None:
        there = self._course.kit is not None
        self._ways.setEnabled(there)
        if there:
            self._first.setFocus()

    def _caution(self) -> Card:
        """Saving asks first, here and not in a box of its own."""
        self._card = Card("caution", name="kit_caution")
        words = translate(
            "Kit",
            "The file opens everything, without any passphrase. Put it on a stick that lies in a"
            " drawer, not into a mailbox or a cloud folder, and delete other copies.",
        )
        self._card.add(label(words, wrap=True))
        save = button(translate("Kit", "Save it all the same…"), self._pick, name="kit_save_pdf")
        self._card.add(row(save, None))
        self._card.hide()
        return self._card

    def _print(self) -> None:
        self._card.hide()
        if not QPrinterInfo.availablePrinterNames():
            words = translate("Kit", "No printer is set up here. Save it as PDF and print it"
                              " elsewhere, or write it by hand: it is 28 characters.")  # fmt: skip
            self._say(words)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(page_size())
        printer.setPageMargins(margins(MARGIN_MM))
        printer.setDocName(kit_title())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
        dialog.accepted.connect(lambda _kept=printer: self._send(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _send(self, printer: QPrinter) -> None:
        sheet = self._course.sheet()
        if sheet is None:
            return
        try:
            draw_kit(sheet, printer)
        except ExpectedError as error:
            self._say(sentence(error))
        else:
            self._say(translate("Kit", "Sent to the printer. Take the page out and look at it."))
            self.ready.emit(True)

    def _ask_pdf(self) -> None:
        self._card.show()
        self.grew.emit()

    def _pick(self) -> None:
        pick_pdf(self, kit_file_name(), self.save_pdf)

    def save_pdf(self, path: Path) -> None:
        """Write it there, and say so."""
        sheet = self._course.sheet()
        if sheet is None:
            return
        try:
            kit_pdf(sheet, path)
        except ExpectedError as error:
            self._say(sentence(error))
            return
        self._pdf.setFocus()  # else it goes on to the button that leaves
        self._card.hide()
        self._say(translate("Kit", "Saved as {path}.").format(path=path))
        self.ready.emit(True)

    def _by_hand(self) -> None:
        if self._course.kit is None:
            return
        self._card.hide()
        groups = self._course.kit.code.reveal().split("-")
        self._code.setText("\n".join(("  ".join(groups[:4]), "  ".join(groups[4:]))))
        self._lines.show()
        self._say(
            translate(
                "Kit",
                "Write the seven groups on a page, with the name of the business and today's date.",
            )
        )
        self.ready.emit(True)

    def _say(self, words: str) -> None:
        self._says.setText(words)
        self._says.show()
        self.grew.emit()


class TypedBackPage(StepPage):
    """Two groups of the code, read from the paper: then the kit counts."""

    def __init__(self, course: KitCourse) -> None:
        super().__init__(
            translate("Kit", "Prove that you can read it"), translate("Kit", "The kit is ready")
        )
        self._course = course
        self._fields: dict[int, SecretField] = {}
        words = translate("Kit", "Take the page, and type two of its seven groups from it.")
        self.body.addWidget(label(words, wrap=True))

    @override
    def begin(self) -> None:
        """Ask for the two groups that this kit wants back."""
        if self._course.kit is None or self._fields:
            return
        for number in self._course.kit.asked:
            title = translate("Kit", "Group number {number}").format(number=number)
            field = SecretField(title, name=f"group_{number}", masked=False, can_show=False)
            self._fields[number] = field
            self.body.addWidget(field)
            field.show()
        next(iter(self._fields.values())).edit.setFocus()

    @override
    def go_on(self) -> None:
        """Compare them, and let the kit count."""
        kit = self._course.kit
        if kit is None or self.form is None:
            return
        for field in self._fields.values():
            field.show_error(None)
        typed = {number: field.value().reveal() for number, field in self._fields.items()}

        def steps(vault: Vault) -> Steps[None]:
            confirm_kit(vault, kit, typed)
            yield from ()

        self.form.run(steps, lambda _none: self._proved())

    def _proved(self) -> None:
        """The paper is all that is left of the code."""
        self._course.kit = None
        self.done.emit()

    @override
    def show_error(self, error: ExpectedError) -> bool:
        """A group that is not the one on the page."""
        wrong = [field for number, field in self._fields.items() if str(number) == error.field]
        if error.code is not Code.CODE_TYPO or not wrong:
            return False
        field = wrong[0]
        field.show_error(error)
        field.say_error(translate("Kit", "The page says something else in this group."))
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class FolderPage(StepPage):
    """A folder for the encrypted backups, now or later."""

    def __init__(self, desk: VaultDesk) -> None:
        super().__init__(
            translate("Kit", "Where shall the backups go?"), translate("Kit", "Finish")
        )
        self._desk = desk
        words = translate(
            "Kit",
            "The kit opens a backup when this computer is lost. Backups are encrypted, so a folder"
            " that is kept in a cloud, or a stick, is a good place. You can also choose one later,"
            " under “Emergency kit and backups…”.",
        )
        self.body.addWidget(label(words, wrap=True))
        choose = button(translate("Kit", "Choose a folder…"), self._pick, name="backup_folder")
        self.body.addWidget(row(choose, None))
        self._says = label("", "muted", wrap=True, name="backup_says")
        self._says.hide()
        self.body.addWidget(self._says)

    def _pick(self) -> None:
        pick_folder(self, self.take_folder)

    def take_folder(self, folder: Path) -> None:
        """Choose it, and write the first backup there at once."""
        if self.form is not None:
            self.form.run(lambda vault: first_backup(vault, folder), self._written)

    def _written(self, done: BackupFile) -> None:
        self._says.setText(
            translate("Kit", "The first backup is written: {path}").format(path=done.path)
        )
        self._says.show()
        self.grew.emit()


def first_backup(vault: Vault, folder: Path) -> Steps[BackupFile]:
    """Let backups go there from now on, and write one; the folder before stays if that fails."""
    before = backup_state(vault).folder
    choose_backup_folder(vault, str(folder))
    try:
        return (yield from back_up(vault))
    except ExpectedError:
        if before:
            choose_backup_folder(vault, before)
        raise
