"""The canary's walk: every secret goes in through a form, and every screen is looked at.

A process of its own, so that its surroundings, arguments and output can be searched. Reads what
to do as one line of JSON from the standard input (so that no marker stands in the surroundings),
and writes what it found into file number 3. The markers' values never go anywhere else.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import hands
from canary import Found, Search
from hands import choose, find, is_there, pick_file, press, type_into, wait_for, wait_until
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QWidget
from window_search import find_in_steps, find_in_widgets, find_on_clipboard

from smbsocial.app.desktop import Desk, make_application
from smbsocial.domain.business import Person
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.ui.menus import ACCOUNTS, CALENDAR, PEOPLE, PLAN, REMINDERS, REVIEW, WEEK
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.text import names
from smbsocial.ui.window import MainWindow
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.records import Use, open_record
from smbsocial.usecases.vault.session import Vault

ANSWER = 3
"""The number of the file for what was found."""
WIZARD_PAGES = 10
EMPTY_BOARD = "nothing to see here"


@dataclass
class Told:
    """What the walk tells: markers that it met on the way, what it found, where it has been."""

    met: dict[str, str] = field(default_factory=dict)
    found: list[dict[str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    surroundings: list[str] = field(default_factory=list)
    trouble: str = ""


class Walk:
    """One owner's and one helper's day with the vault, in the real window on a real keyring."""

    def __init__(self, folder: Path, out: Path, markers: dict[str, str]) -> None:
        self.out = out
        self.markers = dict(markers)
        self.told = Told()
        self._found: set[Found] = set()
        self._searches: dict[frozenset[str], Search] = {}
        self.desk = Desk(folder, Preferences())
        if not self.desk.begin():
            raise RuntimeError("the folder did not open")
        hands.settle()

    # --- looking ------------------------------------------------------------------------------

    @property
    def window(self) -> MainWindow:
        session = self.desk.session
        assert session is not None
        return session.window

    def value(self, name: str) -> str:
        return self.markers[name]

    def meet(self, name: str, value: str) -> None:
        """A secret that the program made."""
        self.markers[name] = self.told.met[name] = value

    def look(self, where: str, *, typed: bool = True, but: tuple[str, ...] = ()) -> None:
        """Nothing secret is to be seen here, or heard, or undone, or pasted.

        `typed` False where a person is typing; `but` are markers that are shown just now.
        """
        hands.settle()
        self.told.seen.append(where)
        search = self._search(frozenset(self.markers) - set(but))
        self._found |= find_in_widgets(search, where, typed=typed)
        session = self.desk.session
        if session is not None:
            self._found |= find_in_steps(search, session.bridge.changes, where)
        if not but:
            self._found |= find_on_clipboard(search, where)

    def _search(self, names: frozenset[str]) -> Search:
        """For these markers; kept, because it remembers what was clean."""
        if names not in self._searches:
            self._searches[names] = Search({name: self.markers[name] for name in names})
        return self._searches[names]

    def is_shown(self, name: str, where: str) -> None:
        """It is to be seen: else that it is not seen elsewhere would prove nothing."""
        found = find_in_widgets(Search({name: self.value(name)}), where)
        if not found:
            raise hands.NotThereError(f"{name} is not shown: {where}")

    def is_copied(self, name: str) -> None:
        """It lies on the clipboard, and is taken away again."""
        wait_until(lambda: QGuiApplication.clipboard().text() == self.value(name), f"copied {name}")
        self.window.desk.clipboard.clear_now()

    # --- the vault is set up ------------------------------------------------------------------

    def register(self) -> None:
        """The account is there, and what it is for is no secret: the control."""
        from smbsocial.ui.accounts.registration_form import RegistrationForm

        self.window.show_page(ACCOUNTS)
        self.look("accounts, before the vault")
        press("edit")
        form = wait_for(RegistrationForm)
        type_into("handle", "@cornercafe", form)
        type_into("purpose", self.value("control"), form)
        exists = next(box for box in form.findChildren(QCheckBox) if box.isVisible())
        if not exists.isChecked():
            exists.click()
        ended = hands.wait_for_end(form)
        press("confirm", form)
        ended()

    def set_up(self) -> None:
        """From the first password on: passphrase, kit, two groups, backups; then the record."""
        press("put_in")
        from smbsocial.ui.vault.set_up_form import SetUpForm

        form = wait_for(SetUpForm)
        self.look("set up: what it is")
        press("confirm", form)
        wait_until(lambda: is_there("passphrase", place=form), "the passphrase's page")
        type_into("passphrase", self.value("owner"), form)
        press("passphrase_show", form)
        self.is_shown("owner", "set up: the passphrase is shown")
        press("passphrase_show", form)
        type_into("passphrase_again", self.value("owner"), form)
        self.look("set up: passphrase typed", typed=False)
        press("confirm", form)
        self._kit("kit", form)
        press("backup_folder", form)
        (self.out / "backups").mkdir()
        pick_file(self.out / "backups")
        wait_until(lambda: any((self.out / "backups").iterdir()), "the first backup")
        self.look("set up: folder", typed=False)
        ended = hands.wait_for_end(form)
        press("confirm", form)
        ended()

    def _kit(self, name: str, form: QWidget) -> None:
        """Onto paper, and two groups typed back; `name` of its code among the markers."""
        wait_until(lambda: is_there("kit_by_hand", place=form), "the kit's page")
        wait_until(lambda: not is_there("waits", place=form), "the kit's code, made")
        press("kit_by_hand", form)
        wait_until(lambda: find("kit_code", QLabel, form).text(), "the kit's code")
        code = "-".join(find("kit_code", QLabel, form).text().split())
        self.meet(name, code)
        self.look(f"{name}: written by hand", but=(name,), typed=False)
        press("kit_pdf", form)
        press("kit_save_pdf", form)
        pick_file(self.out / f"{name}.pdf")
        wait_until((self.out / f"{name}.pdf").exists, "the kit's PDF")
        press("confirm", form)
        wait_until(lambda: is_there("group_*", place=form), "the groups")
        self.look(f"{name}: on paper", typed=False)
        groups = code.split("-")
        for edit in form.findChildren(QLineEdit):
            if edit.objectName().startswith("group_") and edit.isVisible():
                number = int(edit.objectName().removeprefix("group_"))
                type_into(edit.objectName(), groups[number - 1], form)
        press("confirm", form)

    def keep_record(self) -> None:
        """Password, seed, recovery codes and note."""
        from smbsocial.ui.vault.record_form import RecordForm
        from smbsocial.ui.vault.seed_form import SeedForm

        form = wait_for(RecordForm)
        type_into("login", "cafe@cornercafe.example", form)
        type_into("password", self.value("password"), form)
        press("password_show", form)
        self.is_shown("password", "record: shown while typing")
        press("password_show", form)
        press("seed_set", form)
        seed = wait_for(SeedForm)
        type_into("seed", self.value("seed"), seed)
        self.look("record: seed typed", typed=False)
        ended = hands.wait_for_end(seed)
        press("confirm", seed)
        ended()
        type_into("codes", f"{self.value('platform code')}\n{self.value('used code')}", form)
        type_into("note", self.value("note"), form)
        self.look("record: typed", typed=False)
        ended = hands.wait_for_end(form)
        press("confirm", form)
        ended()
        self.look("record: kept")

    # --- the owner uses it --------------------------------------------------------------------

    def use(self) -> None:
        """Shown, copied, shown again, and the codes one by one."""
        for round_ in ("once", "again"):
            press("show_password")
            wait_until(lambda: _has_text("password_value"), "the password")
            self.is_shown("password", f"shown {round_}")
            self.look(f"shown {round_}", but=("password",))
            press("show_password")
            self.look(f"hidden {round_}")
            press("copy_password")
            self.is_copied("password")
        press("copy_login")
        wait_until(lambda: QGuiApplication.clipboard().text(), "the user name")
        self.window.desk.clipboard.clear_now()
        press("show_code")
        wait_until(lambda: is_there("copy_code"), "the one-time code")
        press("copy_code")
        wait_until(lambda: len(QGuiApplication.clipboard().text()) == len("123456"), "a code")
        self.window.desk.clipboard.clear_now()
        self.look("one-time code shown")
        self._recovery_codes()
        self._all_that_is_kept()

    def _recovery_codes(self) -> None:
        from smbsocial.ui.vault.codes_form import CodesForm

        press("recovery_codes")
        form = wait_for(CodesForm)
        self.is_shown("platform code", "recovery codes")
        self.look("recovery codes", but=("platform code", "used code"))
        press("copy_code_1", form)
        self.is_copied("platform code")
        press("code_used_2", form)
        ended = hands.wait_for_end(form)
        press("close", form)
        ended()
        self.look("recovery codes: closed")

    def _all_that_is_kept(self) -> None:
        from smbsocial.ui.vault.record_form import RecordForm

        press("edit_record")
        form = wait_for(RecordForm)
        self.look("all that is kept", typed=False)
        press("password_show", form)
        line, note = find("password", QLineEdit, form), find("note", QWidget, form)
        for place in (line, note):
            place.setFocus()
            hands.QTest.keyClick(place, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            hands.QTest.keyClick(place, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        self.is_copied("note")
        press("copy_new_password", form)
        self.is_copied("password")
        ended = hands.wait_for_end(form)
        press("cancel", form)
        ended()
        self.look("all that is kept: closed")

    def change(self) -> None:
        """A made password, then one of the owner's own."""
        from smbsocial.ui.vault.record_form import PasswordForm

        for name in ("made password", "second password"):
            press("change_password")
            form = wait_for(PasswordForm)
            if name in self.markers:
                type_into("password", self.value(name), form)
            else:
                press("make_password", form)
                self.meet(name, find("password", QLineEdit, form).text())
            press("copy_new_password", form)
            self.is_copied(name)
            self.look(f"{name}: before it is kept", typed=False)
            ended = hands.wait_for_end(form)
            press("confirm", form)
            ended()
            self.look(f"{name}: kept")

    def change_seed(self) -> None:
        """Another second factor, by its link this time."""
        from smbsocial.ui.vault.record_form import RecordForm
        from smbsocial.ui.vault.seed_form import SeedForm

        press("edit_record")
        form = wait_for(RecordForm)
        press("seed_set", form)
        seed = wait_for(SeedForm)
        link = f"otpauth://totp/Cafe:maya?secret={self.value('second seed')}&issuer=Cafe"
        type_into("seed", link, seed)
        self.look("link typed", typed=False)
        for each in (seed, form):
            ended = hands.wait_for_end(each)
            press("confirm", each)
            ended()
        self.look("link kept")

    def own(self) -> None:
        """Whether the account is the business's, question by question."""
        from smbsocial.ui.accounts.ownership_walk import OwnershipWalk

        press("walk")
        form = wait_for(OwnershipWalk)
        self.look("ownership walk")
        ended = hands.wait_for_end(form)
        press("leave_walk", form)
        ended()

    # --- people -------------------------------------------------------------------------------

    def give(self) -> None:
        """Maya gets a passphrase, and may use the account."""
        from smbsocial.ui.people.passphrase_form import PassphraseForm

        self.window.show_page(PEOPLE)
        self.look("people")
        press("passphrase-person-1")
        form = wait_for(PassphraseForm)
        type_into("passphrase", self.value("staff"), form)
        type_into("passphrase_again", self.value("staff"), form)
        self.look("people: passphrase typed", typed=False)
        ended = hands.wait_for_end(form)
        press("confirm", form)
        ended()
        self.look("people: passphrase given")
        self.window.show_page(ACCOUNTS)
        hands.settle()
        choose("right_person-1", "may use")
        self.look("accounts: right given")

    def as_staff(self) -> None:
        """A wrong passphrase, the right one; copied from sign-in help and never shown."""
        self._lock()
        self._unlock("person-1", "wrong")
        self._unlock("person-1", "staff")
        self._put_off_another_passphrase()
        if is_there("show_password"):
            raise hands.NotThereError("staff who may use are offered Show")
        press("copy_password")
        self.is_copied("second password")
        self.look("staff: copied")
        self._sign_in_help()
        for page in (WEEK, CALENDAR, PEOPLE, ACCOUNTS):
            self.window.show_page(page)
            self.look(f"staff: {page}")

    def _put_off_another_passphrase(self) -> None:
        """The owner knows the one that Maya has, so another one is asked for."""
        from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm

        form = wait_for(OwnPassphraseForm)
        type_into("old_passphrase", self.value("staff"), form)
        self.look("staff: asked for another passphrase", typed=False)
        ended = hands.wait_for_end(form)
        press("cancel", form)
        ended()

    def _sign_in_help(self) -> None:
        from smbsocial.ui.vault.sign_in import SignInHelp

        session = self.desk.session
        assert session is not None
        account = AccountId("account-instagram")
        SignInHelp(self.window.desk, session.bridge, account, self.window).open()
        form = wait_for(SignInHelp)
        if is_there("use_password", place=form):
            press("use_password", form)
        press("copy_password", form)
        self.is_copied("second password")
        self.look("sign-in help")
        ended = hands.wait_for_end(form)
        press("close", form)
        ended()

    def _lock(self) -> None:
        press("lock", self.window)
        self.look("locked")

    def _unlock(self, person: str, passphrase: str) -> None:
        """Try to unlock; a wrong passphrase leaves the form open for the next try."""
        from smbsocial.ui.vault.unlock_form import UnlockForm

        if not any(isinstance(w, UnlockForm) and w.isVisible() for w in QApplication.allWidgets()):
            press("unlock", self.window)
        form = wait_for(UnlockForm)
        if is_there("person", place=form):
            choose("person", self._name_of(person), form)
        type_into("passphrase", self.value(passphrase), form)
        self.look(f"unlock: {passphrase} typed", typed=False)
        ended = hands.wait_for_end(form)
        press("confirm", form)
        if passphrase == "wrong":  # noqa: S105 - a marker's name
            wait_until(lambda: is_there("confirm", place=form), "the form again")
            wait_until(lambda: _says_error(form), "what is wrong")
            self.look("unlock: wrong", typed=False)
            return
        ended()
        self.look(f"unlocked by {person}")

    def _name_of(self, person: str) -> str:
        session = self.desk.session
        assert session is not None
        row = session.store.get(Person, PersonId(person))
        return names.person(row)

    def as_owner(self) -> None:
        self._lock()
        self._unlock("person-2", "owner")

    def recover(self) -> None:
        """The passphrase is lost: the kit's code opens the vault, and there is a new one."""
        from smbsocial.ui.vault.recovery_form import RecoveryForm
        from smbsocial.ui.vault.unlock_form import UnlockForm

        self._lock()
        press("unlock", self.window)
        form = wait_for(UnlockForm)
        if is_there("person", place=form):
            choose("person", self._name_of("person-2"), form)
        press("lost", form)
        lost = wait_for(RecoveryForm)
        type_into("code", self.value("second kit"), lost)
        type_into("passphrase", self.value("recovered owner"), lost)
        type_into("passphrase_again", self.value("recovered owner"), lost)
        self.look("recovery: typed", typed=False)
        ended = hands.wait_for_end(lost)
        press("confirm", lost)
        ended()
        wait_until(lambda: self.window.desk.is_owner, "the vault opened by the kit")
        self.look("recovery: opened")

    # --- what is looked after -----------------------------------------------------------------

    def safety(self) -> None:
        """A new kit, backups, this login alone, another passphrase of the owner's own."""
        from smbsocial.ui.vault.kit_form import KitForm
        from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
        from smbsocial.ui.vault.safety import SafetyForm

        self.window.show_page(ACCOUNTS)
        press("safety")
        form = wait_for(SafetyForm)
        self.look("safety")
        press("check_all", form)
        self.look("safety: checked")
        press("back_up_now", form)
        alone = find("login_alone", QCheckBox, form)
        QTimer.singleShot(0, lambda: hands.answer_box("It is mine alone"))
        alone.click()  # waits for the answer
        wait_until(alone.isChecked, "this login alone")
        self.look("safety: this login alone")
        press("login_alone", form)
        wait_until(lambda: not alone.isChecked(), "the passphrase asked again")
        press("new_kit", form)
        kit = wait_for(KitForm)
        ended = hands.wait_for_end(kit)
        self._kit("second kit", kit)
        ended()
        press("change_passphrase", form)
        own = wait_for(OwnPassphraseForm)
        type_into("old_passphrase", self.value("owner"), own)
        type_into("passphrase", self.value("second owner"), own)
        type_into("passphrase_again", self.value("second owner"), own)
        self.look("own passphrase typed", typed=False)
        ended = hands.wait_for_end(own)
        press("confirm", own)
        ended()
        press("back_up_now", form)
        self.look("safety: at the end")
        ended = hands.wait_for_end(form)
        press("close", form)
        ended()

    def log(self) -> None:
        """Who used what, as a table."""
        from smbsocial.ui.accounts.log_page import LogPage

        press("all_uses")
        form = wait_for(LogPage)
        self.look("access log")
        press("export_log", form)
        pick_file(self.out / "log.csv")
        wait_until((self.out / "log.csv").exists, "the exported log")
        ended = hands.wait_for_end(form)
        press("close_log", form)
        ended()

    def drill(self) -> None:
        """The owner proves to get in."""
        from smbsocial.ui.accounts.drill import Drill

        self.window._rooms._accounts().start_drill()
        form = wait_for(Drill)
        press("drill_password", form)
        self.is_copied("second password")
        press("drill_code", form)
        wait_until(lambda: QGuiApplication.clipboard().text(), "a code of the drill")
        self.window.desk.clipboard.clear_now()
        self.look("drill")
        ended = hands.wait_for_end(form)
        press("got_in", form)
        if is_there("close_drill", place=form):
            press("close_drill", form)
        else:
            press("leave_drill", form)
        ended()

    def leaving(self) -> None:
        """Maya leaves; the new password is made on the way, and the sheet saved."""
        from smbsocial.ui.people.forms import ReasonForm, StartForm

        self.window.show_page(PEOPLE)
        press("leaving-person-1")
        form = wait_for(StartForm)
        ended = hands.wait_for_end(form)
        press("confirm", form)
        ended()
        wait_until(lambda: is_there("handover_pdf"), "the list")
        self.look("leaving: begun")
        self._leave_step_by_step()
        press("handover_pdf")
        pick_file(self.out / "handover.pdf")
        wait_until((self.out / "handover.pdf").exists, "the hand-over sheet")
        if is_there("close_open"):
            press("close_open")
            why = wait_for(ReasonForm)
            type_into("why", "It is only a walk", why)
            ended = hands.wait_for_end(why)
            press("confirm", why)
            ended()
        self.look("leaving: closed")

    def _leave_step_by_step(self) -> None:
        """Done, with a new kit, until the password comes; that is made, copied and saved."""
        from smbsocial.ui.people.leaving_rows import HOUSE, row_name
        from smbsocial.ui.vault.kit_form import KitForm

        window = self.window
        offered = ("new_kit", "copy_new_password", "done")
        kit_made = password_made = False
        for _ in range(30):
            if kit_made and password_made:
                return
            if password_made:
                row = find(row_name(HOUSE), QWidget, window)
                hands.QTest.mouseClick(row, Qt.MouseButton.LeftButton)
            wait_until(lambda: any(is_there(name, place=window) for name in offered), "a step")
            if is_there("new_kit", place=window):
                press("new_kit", window)
                kit = wait_for(KitForm)
                ended = hands.wait_for_end(kit)
                self._kit("third kit", kit)
                ended()
                wait_until(lambda: not is_there("new_kit", place=window), "the kit's step done")
                kit_made = True
                row = find("row-account-instagram", QWidget, window)
                hands.QTest.mouseClick(row, Qt.MouseButton.LeftButton)
            elif is_there("copy_new_password", place=window):
                press("copy_new_password", window)
                wait_until(lambda: QGuiApplication.clipboard().text(), "the made password")
                self.meet("password after leaving", QGuiApplication.clipboard().text())
                window.desk.clipboard.clear_now()
                self.look("leaving: new password made")
                press("save", window)
                self.look("leaving: new password kept")
                password_made = True
            else:
                press("done", window)
        raise hands.NotThereError(f"the list never came to password and kit:\n{hands.on_screen()}")

    # --- everything else ----------------------------------------------------------------------

    def visit(self) -> None:
        """Every page, and every page of the wizard."""
        for page in (WEEK, CALENDAR, REVIEW, ACCOUNTS, PEOPLE, REMINDERS):
            self.window.show_page(page)
            self.look(page)
        self._print_week()
        self.window.show_page(PLAN)
        self.look("goals and plan")
        from smbsocial.domain.answers import Page
        from smbsocial.ui.wizard.window import Wizard

        wizard = self.window.findChild(Wizard)
        assert wizard is not None
        for page in Page:
            wizard.open_at(page)
            self.look(f"wizard: {page.value}")
        self.window.show_page(WEEK)

    def _print_week(self) -> None:
        self.window.show_page(WEEK)
        self.window._rooms.print_week()
        preview = wait_for(QPrintPreviewDialog)
        self.look("week on paper")
        printer = preview.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.out / "week.pdf"))
        preview.paintRequested.emit(printer)
        preview.reject()
        wait_until((self.out / "week.pdf").exists, "the week's PDF")

    def crash(self) -> None:
        """Bugs with secrets in their hands, wherever something can go wrong."""
        secret = self.value("second password")

        def in_a_slot() -> None:
            password = secret
            raise ValueError(f"cannot use {password}")

        def steps(vault: Vault) -> Steps[None]:
            used = yield from open_record(vault, AccountId("account-instagram"), Use.SHOW)
            yield from away(lambda: used.record.password.encode("ascii") / 2)  # type: ignore[operator]

        QTimer.singleShot(0, in_a_slot)
        hands.settle()
        self.window.desk.run(steps, done=print)
        reports = self.desk.session.folder / "log" if self.desk.session else self.out
        wait_until(lambda: len(list(reports.glob("crash-*.txt"))) >= 2, "two crash reports")
        self.look("after two bugs")

    def restore(self) -> None:
        """The newest backup, with the code of the newest kit, becomes the business."""
        from smbsocial.ui.vault.restore_form import RestoreForm

        before = self.window
        newest = max((self.out / "backups").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        self.window._restoring.ask()
        form = wait_for(RestoreForm)
        type_into("backup", str(newest), form)
        type_into("code", self.value("third kit").lower(), form)
        type_into("passphrase", self.value("restored owner"), form)
        type_into("passphrase_again", self.value("restored owner"), form)
        self.look("restore: typed", typed=False)
        ended = hands.wait_for_end(form)
        press("confirm", form)
        ended()
        wait_until(lambda: self.desk.session and self.window is not before, "the restored business")
        self.look("restored")
        self._unlock("person-2", "restored owner")
        self.window.show_page(ACCOUNTS)
        press("show_password")
        wait_until(lambda: _has_text("password_value"), "the restored password")
        shown = find("password_value", QLabel).text().replace("\N{ZERO WIDTH SPACE}", "")
        if shown not in self.markers.values():
            raise hands.NotThereError("another password came back")
        press("show_password")

    def end(self) -> None:
        """The window is closed."""
        self.window.close()
        hands.settle()
        self.look("closed")

    def note_surroundings(self) -> None:
        """What others can read of this process and of its children."""
        for process in (Path("/proc/self"), *_children()):
            for name in ("environ", "cmdline", "comm"):
                try:
                    data = (process / name).read_bytes()
                except OSError:
                    continue
                self._found |= Search(self.markers).find(data, f"{process.name}/{name}")
                self.told.surroundings.append(f"{process.name}/{name}")
        environment = json.dumps(dict(os.environ))
        self._found |= Search(self.markers).find_in_text(environment, "os.environ")

    def report(self) -> Told:
        self.told.found = [asdict(each) for each in sorted(self._found)]
        return self.told


STEPS: tuple[Callable[[Walk], None], ...] = (
    Walk.register,
    Walk.set_up,
    Walk.keep_record,
    Walk.use,
    Walk.change,
    Walk.change_seed,
    Walk.own,
    Walk.give,
    Walk.as_staff,
    Walk.as_owner,
    Walk.safety,
    Walk.recover,
    Walk.log,
    Walk.drill,
    Walk.visit,
    Walk.leaving,
    Walk.crash,
    Walk.note_surroundings,
    Walk.restore,
    Walk.end,
    Walk.note_surroundings,
)


def _has_text(name: str) -> bool:
    return "•" not in find(name, QLabel).text()


def _says_error(place: QWidget) -> bool:
    return any(
        each.isVisible() and each.text() and each.property("kind") == "error"
        for each in place.findChildren(QLabel)
    )


def _children() -> list[Path]:
    """The processes that this one started and that still run."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(status.parent.name)] = int(fields[1])
    ours, added = {os.getpid()}, True
    while added:
        more = {pid for pid, parent in parents.items() if parent in ours} - ours
        ours |= more
        added = bool(more)
    return [Path(f"/proc/{pid}") for pid in ours - {os.getpid()}]


def main() -> int:
    """Walk, and tell; 1 where the walk came to a stop."""
    wanted = json.loads(sys.stdin.readline())
    preferences = Preferences()
    app = make_application(["smbsocial"], preferences.scheme)
    app.setQuitOnLastWindowClosed(False)
    walk = Walk(Path(wanted["folder"]), Path(wanted["out"]), wanted["markers"])
    began = time.monotonic()
    try:
        for step in STEPS:
            step(walk)
            print(f"{time.monotonic() - began:6.2f} s {step.__name__}", flush=True)
    except (hands.NotThereError, AssertionError) as error:
        walk.told.trouble = f"{step.__name__}: {error}"
        session = walk.desk.session
        if session is not None:
            session.window.close()
    told = walk.report()
    with os.fdopen(ANSWER, "w", encoding="utf-8") as answer:
        json.dump(asdict(told), answer)
    QCoreApplication.processEvents()
    return 1 if told.trouble else 0


if __name__ == "__main__":
    sys.exit(main())
